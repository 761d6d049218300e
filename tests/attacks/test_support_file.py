"""The support file of a school in which everything has happened: nobody's datum is in it."""

import getpass
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk import settings
from kiosk.cli.doctor import examine
from kiosk.domain.clock import Instant
from kiosk.domain.findings import Finding, Level
from kiosk.runtime import bundle
from kiosk.runtime.clock import machine_zone, system_clock
from kiosk.settings import Settings
from kiosk.storage.looking_in import look
from tests.attacks.lived_in import CONSENT, GONE, PIN, LivedIn, live
from tests.fakes_storage import NAMES, PASSPHRASE

pytestmark = pytest.mark.once
PRIVATE = Settings(
    language="en",
    camera="camera:/dev/v4l/by-id/usb-Ada_Cam_0815471-video-index0",
    export_folder=str(Path("/", "home", "ada", "Sheets of Hilltop")),
    backup_folder="/media/Hilltop School",
    room="Lovelace Hall",
    strictness="strict",
    sound_volume=25,
)


@dataclass(frozen=True, slots=True)
class Made:
    """A school, its support file, and everything in the school that is somebody's."""

    school: LivedIn
    text: str

    def personal(self) -> Iterator[str]:
        """Give each thing that must not be in there."""
        school = self.school.school
        yield from (*NAMES, *GONE, *(part for name in NAMES for part in name.split()))
        yield from (name.split()[0] for name in GONE)  # "Erased" is an event's word too
        yield from (PASSPHRASE, PIN, CONSENT, school.recovery_code, *school.recovery_code.split("-"))
        yield from (f"S-{number}" for number in range(1, 10))
        for person in school.people:
            yield from (person.id, person.id[:8], person.id[-8:])
        yield from (school.session.id, school.school_class.id, school.school_class.name)
        yield from ("Ada", "Hilltop", "Lovelace Hall", "0815471", "Lab")
        yield from (str(Path.home()), str(school.folder), socket.gethostname())
        yield (school.folder / "device.key").read_bytes().hex()[:12]


def _make(school: LivedIn) -> str:
    now = system_clock(machine_zone())()
    looked = look(school.data_dir, now)
    assert looked is not None
    return bundle.make(school.data_dir, examine(school.data_dir), now, looked.counts, {"camera": "working"})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    school = live(tmp_path_factory.mktemp("lived") / "data")
    settings.save(school.data_dir.settings_file, PRIVATE)
    return Made(school, _make(school))


def _found(made: Made, text: str) -> list[str]:
    return [each for each in made.personal() if len(each) > 2 and each.casefold() in text.casefold()]


def test_nothing_of_anybody_is_in_it(made: Made) -> None:
    assert _found(made, made.text) == []
    user = getpass.getuser()
    assert f"/{user}" not in made.text
    assert "@" not in made.text


def test_what_would_be_there_is_found(made: Made) -> None:
    """The control: each thing is found in a text in which it stands."""
    wanted = [each for each in made.personal() if len(each) > 2]
    assert len(wanted) > 40
    for each in wanted:
        assert each in _found(made, f"{made.text}\n  2026-11-23 08:00:00,000 INFO marked {each}\n")


def test_it_says_what_helps(made: Made) -> None:
    lines = [line.strip() for line in made.text.splitlines()]
    for wanted in (
        "language: en (changed)", "camera: is set (changed)", "room: is set (changed)",
        "sound_volume: 25 (changed)",
        "strictness: strict (changed)", "backup_folder: is set (changed)", "rests_out_of_hours: True",
        "people: 1 to 9", "registers: 1 to 9", "camera: working", "marked: 3",
    ):  # fmt: skip
        assert wanted in lines
    assert any(re.search(r"INFO marked event=#\d+ sequence=1 method=face$", line) for line in lines)
    assert any(line.startswith("embedder: dlib-resnet-v1, sha256 ") for line in lines)


def test_lines_that_were_put_into_the_log_do_not_get_out(made: Made) -> None:
    log = made.school.data_dir.log_dir / "kiosk.log"
    before = log.read_bytes()
    with log.open("a", encoding="utf-8") as file:
        for name in (*NAMES, *GONE):
            file.write(
                f"2026-11-23 08:00:00,000 INFO {name} was marked\n2026-11-23 08:00:00,000 INFO x who={name}\n"
            )
        file.write(
            f"2026-11-23 08:00:00,000 INFO marked person={made.school.school.people[0].id}\n{NAMES[0]}\n"
        )
    try:
        text = _make(made.school)
    finally:
        log.write_bytes(before)
    assert _found(made, text) == []
    assert f"lines that are none of the program's: {2 * len((*NAMES, *GONE)) + 2}" in text


@pytest.mark.parametrize(
    "check", ["data", "camera", "disk", "backups", "screen", "key", "models", "new-check"]
)
@pytest.mark.parametrize("level", list(Level))
def test_a_check_that_found_a_name_or_a_place_does_not_tell_it(made: Made, check: str, level: Level) -> None:
    now = Instant.at(system_clock("UTC")().utc, "UTC")
    finding = Finding(check, level, f"{made.school.school.folder}/{NAMES[0]}.backup of {NAMES[2]}", NAMES[1])
    text = bundle.make(made.school.data_dir, [finding], now, None)
    assert _found(made, text) == []
    assert f"{level.value:<5} {check}" in text


def test_a_file_made_beside_a_running_kiosk_does_not_say_that_none_runs(made: Made) -> None:
    """A command cannot see into the kiosk; it once wrote "not running" while the data were in use."""
    now = Instant.at(system_clock("UTC")().utc, "UTC")
    text = bundle.make(made.school.data_dir, [], now, None)
    running = text.partition("Running now\n")[2].partition("\n\n")[0]
    assert "not asked" in running
    assert "not running" not in running


def test_every_setting_in_words_has_been_thought_of(made: Made) -> None:
    """A new one is not told before somebody has said what of it is harmless."""
    words = {name for name, value in vars(_all_in_words()).items() if isinstance(value, str)}
    told = set(bundle._WORDS)
    assert words - told == {"export_folder", "backup_folder", "room", "model"}


def _all_in_words() -> object:
    from dataclasses import asdict
    from types import SimpleNamespace

    return SimpleNamespace(**asdict(Settings()))


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0"), (1, "1 to 9"), (9, "1 to 9"), (10, "10 to 99"), (12_345, "10000 to 99999")]
)
def test_how_many_is_said_without_saying_how_many(count: int, said: str) -> None:
    assert bundle.power_of_ten(count) == said
