"""Issue 4, done when 1: a locked kiosk's directory gives what the threat model lists, line by line."""

import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.storage import slots
from kiosk.storage.sqlcipher import open_database
from tests.attacks.lived_in import CONSENT, GONE, PIN, LivedIn, live
from tests.fakes_storage import NAMES, PASSPHRASE
from tests.thief import guesses, zone
from tests.thief.__main__ import main, table
from tests.thief.haul import UNLISTED, Haul
from tests.thief.pages import pages_of
from tests.thief.steal import steal

pytestmark = pytest.mark.once

BEGIN, END = "<!-- thief: begin -->\n", "\n<!-- thief: end -->"
UPDATE = "run: python -m tests.attacks.lived_in, and put what it prints into docs/threat-model.md"


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> LivedIn:
    return live(tmp_path_factory.mktemp("lived") / "data")


@pytest.fixture
def taken(lived_in: LivedIn, tmp_path: Path) -> DataDir:
    """A copy of its directory: the thief's own."""
    copy = DataDir(tmp_path / "data")
    shutil.copytree(lived_in.school.folder, copy.root)
    return copy


@pytest.fixture
def broken(taken: DataDir) -> Iterator[zone.Broken]:
    found = slots.read(taken.slots_file)
    opened = zone.Broken(taken, found, zone.file_of(taken.device_key_file))
    yield opened
    opened.close()


def _all(taken: DataDir) -> Haul:
    return steal(taken.root, taken.device_key_file)


def test_the_inventory_is_the_threat_models(taken: DataDir, project: Path) -> None:
    text = (project / "docs" / "threat-model.md").read_text("utf-8")
    written = text.partition(BEGIN)[2].partition(END)[0].strip().splitlines()
    found = table(_all(taken)).splitlines()
    new, gone = sorted(set(found) - set(written)), sorted(set(written) - set(found))
    assert (new, gone) == ([], []), UPDATE
    assert UNLISTED not in text


def test_what_nobody_has_listed_shows(taken: DataDir) -> None:
    """A new table, column, file, setting or key of a file each changes the inventory."""
    before = _all(taken)
    opened = slots.open_device_slot(
        slots.read(taken.slots_file), zone.file_of(taken.device_key_file), "slots.json"
    )
    kiosk = open_database(taken.kiosk_db, opened.zone_k)
    with kiosk.transaction():
        kiosk.write("CREATE TABLE nicknames (name TEXT)")
        kiosk.write("ALTER TABLE classes ADD COLUMN room TEXT")
    kiosk.close()
    (taken.root / "export.csv").write_text("a")
    with taken.settings_file.open("a") as file:
        file.write('school = "x"\n')
    waits = taken.waits_file.read_text().replace("failures", "owner")
    taken.waits_file.write_text(waits)
    after = _all(taken)
    assert _new(before, after, is_keyed=False) == {"| `export.csv`", "| `settings.toml`", "| `waits.json`"}
    assert _new(before, after, is_keyed=True) == {"| `kiosk.db` nicknames", "| `kiosk.db` classes"}
    unlisted = {find.file or find.place for find in (*after.plain, *after.keyed) if find.tells == UNLISTED}
    assert unlisted >= {"export.csv", "kiosk.db"}


def _new(before: Haul, after: Haul, *, is_keyed: bool) -> set[str]:
    lines = set(after.lines(is_keyed=is_keyed)) - set(before.lines(is_keyed=is_keyed))
    return {line.split(" | ")[0] for line in lines}


def test_a_name_where_there_was_a_code_shows(taken: DataDir) -> None:
    before = set(_all(taken).lines(is_keyed=False))
    with (taken.root / "logs" / "kiosk.log").open("a") as file:
        file.write(
            "2026-11-23 08:00:00,000 INFO marked person=Ada Lovelace\nTraceback (most recent call last):\n"
        )
    assert len(set(_all(taken).lines(is_keyed=False)) - before) == 1


def test_no_name_is_among_what_was_recovered(taken: DataDir, lived_in: LivedIn) -> None:
    texts = "\n".join(_all(taken).texts)
    secret = (*NAMES, *GONE, "Hilltop", "Grace", CONSENT, PASSPHRASE, "S-1", lived_in.school.recovery_code)
    assert [one for one in secret if one in texts] == []
    assert lived_in.school.school_class.name in texts
    assert lived_in.school.people[0].id in texts


def test_the_protection_of_templates_falls_with_the_device_key(
    broken: zone.Broken, lived_in: LivedIn
) -> None:
    """An embedding is a face: what the model gave is there again, to six decimals."""
    mine = [face for person, face in broken.faces() if person == lived_in.school.people[0].id]
    nearest = max(float(face @ lived_in.faces[0].vector) for face in mine)
    assert nearest == pytest.approx(1.0, abs=1e-6)
    assert all(abs(float(np.linalg.norm(face)) - 1.0) < 1e-5 for face in mine)


def test_number_and_pin_fall_with_the_device_key(broken: zone.Broken) -> None:
    (row,) = broken.pins()
    pepper = broken.keys.pepper.reveal()
    assert guesses.find_number(row, pepper, (f"S-{n}" for n in range(10_000))) == "S-2"
    assert guesses.find_pin(row, pepper, (f"{n:04d}" for n in range(10_000))) == PIN
    assert guesses.find_pin(row, bytes(32), [PIN]) is None
    assert guesses.find_number(row, bytes(32), ["S-2"]) is None


def test_with_the_key_in_a_keyring_the_directory_gives_the_first_table_only(taken: DataDir) -> None:
    with_file = steal(taken.root, None)
    taken.device_key_file.unlink()
    without = steal(taken.root, None)
    assert set(with_file.lines(is_keyed=False)) - set(without.lines(is_keyed=False)) == {
        line for line in with_file.lines(is_keyed=False) if "`device.key`" in line
    }
    assert without.keyed == []
    (taken.root.parent / "guess").write_text("00" * 32)
    with pytest.raises(KioskError) as caught:
        steal(taken.root, taken.root.parent / "guess")
    assert caught.value.code is Code.DEVICE_KEY_WRONG


def test_an_attended_start_leaves_nothing_a_device_key_could_open(taken: DataDir) -> None:
    key = taken.root.parent / "key"
    taken.device_key_file.rename(key)
    slots.write(taken.slots_file, slots.read(taken.slots_file).with_device(None))
    haul = steal(taken.root, key)
    assert haul.custody.startswith("attended")
    assert haul.keyed == []


@pytest.mark.parametrize("is_wiped", [True, False])
def test_deleted_rows_are_not_between_the_others(
    taken: DataDir, lived_in: LivedIn, *, is_wiped: bool
) -> None:
    """And where SQLite is not told to wipe, this search finds them."""
    found, key = slots.read(taken.slots_file), zone.file_of(taken.device_key_file)
    person = lived_in.school.people[0].id
    zone_k = slots.open_device_slot(found, key, "").zone_k
    kiosk = open_database(taken.kiosk_db, zone_k)
    ((vector,),) = kiosk.read("SELECT vector FROM templates WHERE person = ?", (person,))
    kiosk.read(f"PRAGMA secure_delete = {'ON' if is_wiped else 'OFF'}")
    with kiosk.transaction():
        kiosk.write("DELETE FROM people WHERE person = ?", (person,))
    kiosk.checkpoint()
    kiosk.close()
    (freed,) = [find for find in _all(taken).keyed if find.place == "freed space"]
    assert (person in {value for one in freed.fields for value in one.values}) is not is_wiped
    pages = b"".join(pages_of(taken.kiosk_db, zone_k.reveal()))
    parts = [vector[at : at + 32] for at in range(0, len(vector), 32)]
    assert any(part in pages for part in parts) is not is_wiped, "a piece of the face"


def test_a_backup_holds_no_mark_of_its_day(taken: DataDir) -> None:
    """They go at midnight here, and once lay in the backup for a month."""
    (backup,) = [find for find in _all(taken).keyed if find.file == "backups/*.backup"]
    names = {one.name for one in backup.fields}
    assert "today" not in names
    assert "templates" in names, "what is there is found"


def test_the_thief_leaves_no_trace(taken: DataDir) -> None:
    before = _digest(taken.root)
    _all(taken)
    assert _digest(taken.root) == before


def test_the_command_prints_it(taken: DataDir, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(taken.root)]) == 0
    assert "With the device key" not in capsys.readouterr().out
    assert main([str(taken.root), "--device-key", "--show"]) == 0
    said = capsys.readouterr().out
    assert "people: 5" in said
    assert "A. L." in said
    assert main([str(taken.root), "--device-key", "--table"]) == 0
    assert table(_all(taken)) in capsys.readouterr().out
    assert main([str(taken.root / "logs")]) == 2


def _digest(folder: Path) -> dict[str, str]:
    return {str(p): sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}
