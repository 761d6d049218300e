"""One voice at a time, ended by the next, and none left at the end."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk import logs
from kiosk.ui.sound.speaker import Speaker
from kiosk.ui.sound.voices import Program, Spoken

# Writes down what it was told and its own number, then "speaks" until it is ended.
VOICE = """\
import os, sys
from pathlib import Path
text = sys.stdin.buffer.read().decode()
told = Path(sys.argv[1])
(told / f"{os.getpid()}.part").write_text(text, "utf-8")
(told / f"{os.getpid()}.part").rename(told / f"{os.getpid()}.told")
import time
time.sleep(60)
"""


@pytest.fixture
def speaker(tmp_path: Path) -> Iterator[Speaker]:
    def make(path: str, text: str, language: str, volume: int) -> Spoken:
        return Spoken((path, "-S", "-c", VOICE, str(tmp_path)), text.encode())

    made = Speaker(lambda: Program(sys.executable, make))
    yield made
    made.stop()


def until(fact: Callable[[], bool]) -> None:
    ends = time.monotonic() + 10
    while not fact():
        assert time.monotonic() < ends, "it did not come to that"


def said(folder: Path) -> dict[str, int]:
    return {path.read_text("utf-8"): int(path.stem) for path in folder.glob("*.told")}


def is_running(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells whether a process is there.")
def test_a_voice_is_ended_by_the_next_one_and_none_is_left(speaker: Speaker, tmp_path: Path) -> None:
    assert speaker.is_able
    speaker.say("Come a little closer", "en", 60)
    until(lambda: "Come a little closer" in said(tmp_path))
    speaker.say("اقترب قليلا", "ar", 60)
    until(lambda: "اقترب قليلا" in said(tmp_path))
    first, second = said(tmp_path)["Come a little closer"], said(tmp_path)["اقترب قليلا"]
    assert not is_running(first)
    assert is_running(second)
    speaker.hush()
    until(lambda: not is_running(second))
    speaker.say("Step back a little", "en", 60)
    until(lambda: len(said(tmp_path)) == 3)
    speaker.stop()
    assert not any(is_running(pid) for pid in said(tmp_path).values())
    speaker.say("Hold still for a moment", "en", 60)
    speaker.stop()
    assert len(said(tmp_path)) == 3


def test_a_program_that_is_missing_or_broken_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(logs, "event", lambda code, **values: told.append(code))
    none = Speaker(lambda: None)
    none.say("Come a little closer", "en", 60)
    assert not none.is_able
    none.stop()
    broken = Speaker(
        lambda: Program("/nowhere", lambda path, text, language, volume: Spoken((path,), text.encode()))
    )
    for _ in range(2):
        broken.say("Come a little closer", "en", 60)
    broken.stop()
    assert told == ["speech-not-available"]


def test_a_program_that_reads_nothing_is_no_trouble() -> None:
    deaf = Speaker(
        lambda: Program(
            sys.executable,
            lambda path, text, language, volume: Spoken((path, "-S", "-c", "pass"), b"x" * 500),
        )
    )
    deaf.say("Come a little closer", "en", 60)
    deaf.stop()


def test_a_program_that_was_installed_meanwhile_is_found() -> None:
    found: list[Program | None] = [None, Program("x", lambda path, text, language, volume: Spoken((), b""))]
    speaker = Speaker(lambda: found.pop(0))
    before = speaker.is_able
    speaker.look_again()
    assert (before, speaker.is_able) == (False, True)
    speaker.stop()
