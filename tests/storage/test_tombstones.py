"""Who was erased: in both zones, and in a file beside the backups that several kiosks share."""

import json
import os
from pathlib import Path

import pytest

from kiosk.domain.ids import PersonId, new_id
from kiosk.domain.privacy import MarksChoice
from kiosk.errors import Code, KioskError
from kiosk.storage import tombstones
from kiosk.storage.tombstones import FILE, Tombstone
from tests.fakes_storage import KEY_ID, MODEL, SmallSchool

PEPPER, OTHER = b"p" * 32, b"q" * 32
WHEN = "2026-11-23T06:50:00.000000+00:00"


def stone(marks: MarksChoice | None = MarksChoice.KEEP, person: str = "") -> Tombstone:
    return Tombstone(PersonId(person or new_id()), WHEN, marks)


def test_what_is_written_is_read_and_what_was_there_stays(tmp_path: Path) -> None:
    first, second = stone(), stone(None)
    tombstones.write_beside(tmp_path, PEPPER, [first])
    tombstones.write_beside(tmp_path, PEPPER, [second])
    assert tombstones.read_beside(tmp_path, PEPPER) == {first, second}
    if os.name == "posix":
        assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_no_file_names_nobody(tmp_path: Path) -> None:
    assert tombstones.read_beside(tmp_path, PEPPER) == frozenset()


def test_two_kiosks_share_a_folder(tmp_path: Path) -> None:
    ours, theirs = stone(), stone()
    tombstones.write_beside(tmp_path, PEPPER, [ours])
    tombstones.write_beside(tmp_path, OTHER, [theirs])
    tombstones.write_beside(tmp_path, PEPPER, [])
    assert tombstones.read_beside(tmp_path, PEPPER) == {ours}
    assert tombstones.read_beside(tmp_path, OTHER) == {theirs}


def test_one_that_knows_what_happened_to_the_marks_counts(tmp_path: Path) -> None:
    known = stone(MarksChoice.KEEP)
    tombstones.write_beside(tmp_path, PEPPER, [Tombstone(known.person, WHEN, None), known])
    assert tombstones.read_beside(tmp_path, PEPPER) == {known}


def _without_the_first(found: dict[str, object]) -> None:
    found["erased"] = []


def _other_choice(found: dict[str, object]) -> None:
    found["erased"] = [[one[0], one[1], "anonymise"] for one in found["erased"]]  # type: ignore[attr-defined]


def _no_mac(found: dict[str, object]) -> None:
    del found["mac"]


def _odd_rows(found: dict[str, object]) -> None:
    found["erased"] = [["x", 3]]


@pytest.mark.parametrize("change", [_without_the_first, _other_choice, _no_mac, _odd_rows])
def test_a_changed_file_is_refused(tmp_path: Path, change: object) -> None:
    tombstones.write_beside(tmp_path, PEPPER, [stone()])
    document = json.loads((tmp_path / FILE).read_bytes())
    change(next(iter(document["lists"].values())))  # type: ignore[operator]
    (tmp_path / FILE).write_text(json.dumps(document))
    with pytest.raises(KioskError) as damaged:
        tombstones.read_beside(tmp_path, PEPPER)
    assert damaged.value.code is Code.BACKUP_DAMAGED


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"format": 2, "lists": {}}', b"\xff", b"[" * 100_000]
)
def test_a_file_that_is_none_of_ours_is_refused_and_written_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(KioskError) as damaged:
        tombstones.read_beside(tmp_path, PEPPER)
    assert damaged.value.code is Code.BACKUP_DAMAGED
    ours = stone()
    tombstones.write_beside(tmp_path, PEPPER, [ours])
    assert tombstones.read_beside(tmp_path, PEPPER) == {ours}


def test_a_list_that_was_changed_takes_no_other_kiosks_list_with_it(tmp_path: Path) -> None:
    """Written anew after a change from outside, the file once lost whom the others had erased."""
    tombstones.write_beside(tmp_path, OTHER, [theirs := stone()])
    others = set(json.loads((tmp_path / FILE).read_bytes())["lists"])
    tombstones.write_beside(tmp_path, PEPPER, [stone()])
    document = json.loads((tmp_path / FILE).read_bytes())
    (mine,) = set(document["lists"]) - others
    document["lists"][mine]["mac"] = "00"
    (tmp_path / FILE).write_text(json.dumps(document))
    tombstones.write_beside(tmp_path, PEPPER, [ours := stone()])
    assert tombstones.read_beside(tmp_path, PEPPER) == {ours}
    assert tombstones.read_beside(tmp_path, OTHER) == {theirs}


@pytest.mark.parametrize("choice", [MarksChoice.KEEP, MarksChoice.ANONYMISE, None])
def test_applying_erases_from_both_zones_as_it_was_done_before(
    school: SmallSchool, choice: MarksChoice | None
) -> None:
    school.enrol(0)
    school.mark(0)
    school.vault.drain()
    kiosk, records = school.vault._kiosk, school.vault.office.records._desk.records
    person, stranger = school.people[0], stone(None)
    stones = [stone(choice, person.id), stranger]
    assert tombstones.apply(kiosk, records, stones, school.clock()) == 1
    assert tombstones.apply(kiosk, records, stones, school.clock()) == 0
    assert school.vault.door.templates(MODEL, KEY_ID) == []
    rows = school.vault.records.roster(school.session.id).rows
    names = {row.person.name for row in rows}
    assert (person.name in names) is (choice is MarksChoice.KEEP)
    assert len(rows) == 3
    assert {one.person for one in tombstones.of_kiosk(kiosk)} == {person.id, stranger.person}
    assert {one.person for one in tombstones.of_records(records)} == {person.id, stranger.person}
