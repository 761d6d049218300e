"""Erasing a person: gone from both files byte by byte, the registers add up, and a crash is finished."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.domain.ids import PersonId
from kiosk.domain.marks import MarkState, Method
from kiosk.domain.names import clean_number
from kiosk.domain.people import Person
from kiosk.domain.privacy import ANONYMOUS_NAME, ConsentGiven, MarksChoice, Receipt, Relation
from kiosk.errors import Code, KioskError
from kiosk.storage import backup_folder, erasure, left_behind, outbox, tombstones
from kiosk.storage.keys import keyed
from tests.fakes_storage import KEY_ID, MODEL, PASSPHRASE, SmallSchool, keys_again, template
from tests.storage.plain_pages import plain
from tests.storage.restoring import back_up

NAME, NUMBER, NOTE, FORM, PIN = (
    "Quillfeather Zzyzx",
    "CANARY-77315",
    "late bus canary",
    "canary form",
    "80351724",
)
SEED = 4242
KEEP, ANONYMISE = MarksChoice.KEEP, MarksChoice.ANONYMISE
BOTH = pytest.mark.parametrize("choice", MarksChoice)


@pytest.fixture
def canary(school: SmallSchool) -> Person:
    """Somebody with everything a person can have, on a register with three others."""
    records, privacy = school.vault.records, school.vault.office.privacy
    person = records.add_person(NUMBER, NAME, [school.school_class.id])
    records.set_pin(person.id, PIN)
    with pytest.raises(KioskError):  # a wrong try slows their number, and so names it
        school.vault.door.check_code(NUMBER, "99999999", school.clock())
    privacy.object(person.id, Relation.SELF)
    privacy.lift_objection(person.id, Relation.SELF)
    privacy.record_consent(person.id, ConsentGiven(FORM, NAME, Relation.SELF, date(2027, 7, 31)))
    records.store_templates(person.id, [template(SEED)], [template(SEED + n) for n in range(3)])
    school.mark(0)
    school.people = (*school.people, person)
    school.mark(3)
    records.correct(school.session.id, [person.id], MarkState.EXCUSED, NOTE)
    return person


def erase(school: SmallSchool, person: PersonId, choice: MarksChoice) -> Receipt:
    return school.vault.office.privacy.erase(person, choice, school.vault.data_dir.backup_dir)


def dump(school: SmallSchool, *, checkpoint: bool = False) -> dict[str, bytes]:
    """Give every decrypted byte of both files, whose logs are empty, if need be after a checkpoint."""
    vault, found = school.vault, {}
    if checkpoint:
        vault._kiosk.checkpoint()
        vault.office.records._desk.records.checkpoint()
    keys = keys_again(vault)
    for name, key in (("kiosk.db", keys.kiosk.zone_k), ("records.db", keys.zone_r)):
        log = school.folder / f"{name}-wal"
        assert not log.exists() or log.stat().st_size == 0
        found[name] = plain(school.folder / name, key)
    return found


def needles(school: SmallSchool) -> dict[str, bytes]:
    tag = keyed(school.vault.pepper(), b"rollcall number", clean_number(NUMBER).encode())
    vectors = {f"vector {n}": template(SEED + n).vector.astype("<f4").tobytes()[64:96] for n in range(3)}
    texts = {text: text.encode() for text in (NAME, NUMBER, NOTE, FORM)}
    return {**texts, "number's tag": tag, **vectors}


def test_nothing_of_an_anonymised_person_is_in_any_byte_of_either_file(
    school: SmallSchool, canary: Person
) -> None:
    wanted = needles(school)
    before = b"".join(dump(school, checkpoint=True).values())
    assert [name for name, needle in wanted.items() if needle not in before] == []

    erase(school, canary.id, ANONYMISE)

    for file, after in dump(school).items():
        assert [name for name, needle in wanted.items() if needle in after] == [], file


def test_who_keeps_the_marks_keeps_name_number_and_notes_and_nothing_else(
    school: SmallSchool, canary: Person
) -> None:
    wanted = needles(school)
    erase(school, canary.id, KEEP)
    after = dump(school)
    found = {file: {n for n, needle in wanted.items() if needle in after[file]} for file in after}
    assert found == {"kiosk.db": set(), "records.db": {NAME, NUMBER, NOTE}}
    row = next(r for r in school.vault.records.roster(school.session.id).rows if r.person.name == NAME)
    assert (row.standing.state, row.person.symbol) == (MarkState.EXCUSED, "")


@BOTH
def test_the_register_adds_up_as_before(school: SmallSchool, canary: Person, choice: MarksChoice) -> None:
    def sums() -> Counter[MarkState]:
        return Counter(row.standing.state for row in school.vault.records.roster(school.session.id).rows)

    school.clock.forward(minutes=30)  # the lesson has begun: they were on its list
    before = sums()
    erase(school, canary.id, choice)
    erase(school, school.people[1].id, choice)  # on the list, and never marked
    assert sums() == before


def test_an_anonymous_line_has_new_ids_throughout(school: SmallSchool, canary: Person) -> None:
    records = school.vault.office.records._desk.records
    old = {row[0] for row in records.read("SELECT event FROM marks WHERE person = ?", (canary.id,))}
    assert old
    erase(school, canary.id, ANONYMISE)
    rows = school.vault.records.roster(school.session.id).rows
    nobody = next(row.person for row in rows if row.person.name == ANONYMOUS_NAME)
    assert nobody.id != canary.id
    assert nobody.number.startswith("erased-")
    new = {row[0] for row in records.read("SELECT event FROM marks WHERE person = ?", (nobody.id,))}
    assert len(new) == len(old)
    assert not new & old
    assert {row[0] for row in records.read("SELECT sequence FROM marks WHERE person = ?", (nobody.id,))} == {
        0
    }


def test_what_a_teacher_looked_at_stays_looked_at(school: SmallSchool) -> None:
    """A line that stands for nobody had its sign again, and nobody could say any more what it was."""
    records, person = school.vault.records, school.people[0].id
    school.mark(0, method=Method.CODE)
    school.mark(1, method=Method.CODE)
    records.look_at(school.session.id, [person])
    erase(school, person, ANONYMISE)
    erase(school, school.people[1].id, ANONYMISE)
    assert sorted(row.needs_look for row in records.roster(school.session.id).rows) == [False, False, True]


def test_a_void_still_points_at_what_it_voids(school: SmallSchool, canary: Person) -> None:
    records = school.vault.office.records._desk.records
    mark = records.read("SELECT event FROM marks WHERE person = ? AND kind = 'arrival'", (canary.id,))
    school.vault.records.undo(school.vault.records.correct(school.session.id, [canary.id], MarkState.ABSENT))
    assert mark
    erase(school, canary.id, ANONYMISE)
    dangling = (
        "SELECT count(*) FROM marks v WHERE v.kind = 'void'"
        " AND v.voids NOT IN (SELECT event FROM marks m WHERE m.person = v.person)"
    )
    assert records.read(dangling)[0][0] == 0


@BOTH
def test_the_door_knows_them_no_more(school: SmallSchool, canary: Person, choice: MarksChoice) -> None:
    erase(school, canary.id, choice)
    door = school.vault.door
    assert door.templates(MODEL, KEY_ID) == []
    assert canary.id not in {mark.person for mark in door.today(school.clock())}
    assert all(canary.id not in session.people for session in door.sessions(school.clock()))
    with pytest.raises(KioskError) as wrong:
        door.check_code(NUMBER, PIN, school.clock())
    assert wrong.value.code is Code.CODE_WRONG


@BOTH
def test_nothing_can_be_done_about_them_afterwards(
    school: SmallSchool, canary: Person, choice: MarksChoice
) -> None:
    erase(school, canary.id, choice)
    privacy, records = school.vault.office.privacy, school.vault.records
    acts: list[Callable[[], object]] = [
        lambda: erase(school, canary.id, choice),
        lambda: privacy.own_data(canary.id),
        lambda: privacy.of_person(canary.id),
        lambda: privacy.object(canary.id, Relation.SELF),
        lambda: privacy.mark_left(canary.id, None),
        lambda: privacy.record_consent(canary.id, ConsentGiven("x", "x", Relation.SELF, None)),
        lambda: records.set_pin(canary.id, PIN),
        lambda: records.person_by_number(NUMBER),
    ]
    for act in acts:
        with pytest.raises(KioskError) as unknown:
            act()
        assert unknown.value.code is Code.PERSON_UNKNOWN
    assert canary.id not in {summary.person.id for summary in records.people()}


def test_the_number_of_an_anonymised_person_is_free_again(school: SmallSchool, canary: Person) -> None:
    erase(school, canary.id, ANONYMISE)
    assert school.vault.records.add_person(NUMBER, "Somebody Else", []).number == NUMBER


def test_the_receipt_says_what_went(school: SmallSchool, canary: Person) -> None:
    receipt = erase(school, canary.id, ANONYMISE)
    assert (receipt.number, receipt.person, receipt.marks) == (NUMBER, canary.id, ANONYMISE)
    assert dict(receipt.gone) == {
        "templates": 1, "captures": 3, "pin": 1, "greeting": 1, "today": 1, "consents": 1, "objections": 1,
        "name": 1, "number": 1, "notes": 1,
    }  # fmt: skip
    kept = dict(receipt.kept)
    assert kept.pop("audit") > 5
    assert kept == {"anonymous-marks": 2}
    assert (receipt.last_backup_ends, receipt.backups) == (None, 0)


def test_the_receipt_says_when_the_last_backup_with_a_face_goes(
    school: SmallSchool, canary: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [school.clock().plus(timedelta(days=days)) for days in (-20, -1, -9)]
    monkeypatch.setattr(backup_folder, "backups_with_templates", lambda *_: made)
    school.vault.data_dir.backup_dir.mkdir()
    receipt = erase(school, canary.id, KEEP)
    assert (receipt.backups, receipt.last_backup_ends) == (3, school.clock().plus(timedelta(days=29)))


def test_the_receipt_says_what_stays_with_the_marks(school: SmallSchool, canary: Person) -> None:
    """Notes stay at marks that are kept; the receipt once did not say so."""
    kept = dict(erase(school, canary.id, KEEP).kept)
    del kept["audit"]
    assert kept == {"name": 1, "number": 1, "marks": 2, "notes": 1}


def test_the_receipt_counts_what_a_restore_left_behind_until_its_faces_go(
    school: SmallSchool, canary: Person
) -> None:
    for days, has_faces in ((-12, True), (-3, False)):
        left = left_behind.name_for(school.folder, school.clock().plus(timedelta(days=days)))
        left.mkdir()
        if has_faces:
            (left / "kiosk.db").touch()
    receipt = erase(school, canary.id, KEEP)
    assert (receipt.backups, receipt.last_backup_ends) == (1, school.clock().plus(timedelta(days=18)))


def test_backups_on_a_disk_that_is_not_there_are_not_said_to_be_none(
    school: SmallSchool, canary: Person, tmp_path: Path
) -> None:
    """With the disk in the drawer the receipt once said that no backup could hold a template."""
    disk = tmp_path / "disk"
    for days in (4, 2):
        school.clock.forward(days=days)
        school.vault.office.backups.note_made(back_up(school, disk), by_hand=True)
    made = school.clock()
    disk.rename(tmp_path / "drawer")
    school.vault.office.backups.forget_gone(disk)
    receipt = school.vault.office.privacy.erase(canary.id, KEEP, disk)
    assert (receipt.backups, receipt.last_backup_ends) == (2, made.plus(timedelta(days=30)))


@BOTH
def test_the_audit_stays_sound_and_says_it_by_ids(
    school: SmallSchool, canary: Person, choice: MarksChoice
) -> None:
    erase(school, canary.id, choice)
    assert school.vault.records.verify_audit() == ()
    last = school.vault.records.audit_rows()[-1]
    assert (last.action, last.subjects, last.detail) == ("erased", (canary.id,), f"marks={choice.value}")


def test_marks_that_waited_sealed_are_theirs_too(school: SmallSchool) -> None:
    """The door's outbox is drained first: a sealed row cannot be told from others."""
    school.mark(1, method=Method.CODE)
    erase(school, school.people[1].id, ANONYMISE)
    kiosk = school.vault._kiosk
    assert kiosk.read("SELECT count(*) FROM outbox") == [(0,)]
    states = [row.standing.state for row in school.vault.records.roster(school.session.id).rows]
    assert sorted(states) == sorted([MarkState.PRESENT, MarkState.UNMARKED, MarkState.UNMARKED])


def test_a_row_in_quarantine_goes_when_it_is_theirs(school: SmallSchool, canary: Person) -> None:
    desk = school.vault.office.records._desk
    sealed_of = {}
    for index in (1, 2):
        school.mark(index)
        sealed_of[index] = desk.kiosk.read("SELECT sealed FROM outbox ORDER BY sequence DESC LIMIT 1")[0][0]
    with desk.records.transaction():
        for index, sealed in (*sealed_of.items(), (9, b"not to be read by anybody" * 4)):
            desk.records.write(
                "INSERT INTO quarantine VALUES (?, ?, ?, 'altered', ?)",
                (bytes([index] * 32), desk.install.device, index, sealed),
            )
    receipt = erase(school, school.people[1].id, KEEP)
    assert dict(receipt.gone)["quarantine"] == 1
    assert [row[0] for row in desk.records.read("SELECT sequence FROM quarantine ORDER BY 1")] == [2, 9]


def test_a_broken_outbox_is_told_first_and_nothing_is_erased(school: SmallSchool, canary: Person) -> None:
    school.mark(1)
    kiosk = school.vault._kiosk
    with kiosk.transaction():
        kiosk.write("DELETE FROM outbox")
    with pytest.raises(KioskError) as broken:
        erase(school, canary.id, ANONYMISE)
    assert broken.value.code is Code.OUTBOX_BROKEN
    assert school.vault.records.person_by_number(NUMBER).name == NAME
    assert erase(school, canary.id, ANONYMISE).number == NUMBER


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("choice", MarksChoice)
def test_a_kill_between_the_zones_is_finished_at_the_next_sign_in(
    school: SmallSchool, canary: Person, choice: MarksChoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> erasure.Counts:
        raise Killed

    monkeypatch.setattr(erasure, "from_kiosk", killed)
    with pytest.raises(Killed):
        erase(school, canary.id, choice)
    monkeypatch.undo()
    vault = school.reopen()
    assert vault.door.templates(MODEL, KEY_ID) == []  # the face did not wait for anybody

    vault.sign_in(PASSPHRASE)

    wanted = needles(school)
    found = {n for n, needle in wanted.items() if needle in dump(school, checkpoint=True)["kiosk.db"]}
    assert found == set()
    assert tombstones.of_kiosk(vault._kiosk)


def test_a_kill_before_zone_r_decided_leaves_the_person_without_a_face(
    school: SmallSchool, canary: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> erasure.Counts:
        raise Killed

    monkeypatch.setattr(erasure, "from_records", killed)
    with pytest.raises(Killed):
        erase(school, canary.id, ANONYMISE)
    monkeypatch.undo()
    vault = school.reopen()
    vault.sign_in(PASSPHRASE)
    assert vault.records.live_consent(canary.id) is None
    assert vault.door.templates(MODEL, KEY_ID) == []
    assert erase(school, canary.id, ANONYMISE).number == NUMBER


@BOTH
def test_records_of_yesterday_put_back_by_hand_bring_nobody_back(
    school: SmallSchool, canary: Person, choice: MarksChoice
) -> None:
    """Zone K knows who was erased, too, and what was to happen to the marks."""
    desk = school.vault.office.records._desk
    desk.records.checkpoint()
    yesterday = (school.folder / "records.db").read_bytes()
    erase(school, canary.id, choice)
    school.vault.close()
    (school.folder / "records.db").write_bytes(yesterday)
    vault = school.reopen()
    vault.sign_in(PASSPHRASE)
    assert all(summary.person.name != NAME for summary in vault.records.people())
    is_there = NAME.encode() in dump(school, checkpoint=True)["records.db"]
    assert is_there is (choice is KEEP)
    names = {row.person.name for row in vault.records.roster(school.session.id).rows}
    assert (NAME in names) is (choice is KEEP)


def test_the_backup_folder_hears_of_it(school: SmallSchool, canary: Person) -> None:
    folder = school.vault.data_dir.backup_dir
    folder.mkdir()
    erase(school, canary.id, KEEP)
    (stone,) = tombstones.read_beside(folder, school.vault.pepper())
    assert (stone.person, stone.marks) == (canary.id, KEEP)


def test_a_folder_that_takes_no_file_does_not_stop_an_erasure(
    school: SmallSchool, canary: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError

    school.vault.data_dir.backup_dir.mkdir()
    monkeypatch.setattr(tombstones, "write_beside", full)
    assert erase(school, canary.id, KEEP).number == NUMBER
    assert tombstones.of_kiosk(school.vault._kiosk)


def test_a_sealed_row_of_theirs_that_comes_again_is_no_mark(school: SmallSchool) -> None:
    desk = school.vault.office.records._desk
    school.clock.forward(minutes=1)
    school.mark(1)
    rows = desk.kiosk.read("SELECT sequence, epoch, previous, sealed, mac FROM outbox")
    erase(school, school.people[1].id, ANONYMISE)
    with desk.kiosk.transaction():
        for row in rows:
            desk.kiosk.write(
                "INSERT INTO outbox (sequence, epoch, previous, sealed, mac) VALUES (?, ?, ?, ?, ?)", row
            )
    zone_r = school.vault._zone_r
    assert zone_r is not None
    report = outbox.drain(desk.kiosk, desk.records, zone_r.private_key.reveal(), desk.install.device)
    assert report.events == 0
