"""How each system is told to speak; never through a shell, and nothing but text where text belongs."""

import shutil
from pathlib import Path

import pytest

from kiosk.ui.sound import voices
from kiosk.ui.sound.voices import Program, find_program

ODD = "$(touch x); `y` 'z' \"q\" & -v|%PATH%\n"


@pytest.mark.parametrize(
    ("there", "name"),
    [
        (("espeak-ng", "spd-say"), "espeak-ng"),
        (("spd-say",), "spd-say"),
        (("espeak-ng",), "espeak-ng"),
        ((), None),
    ],
)
def test_linux_speaks_with_what_is_installed(
    there: tuple[str, ...], name: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: f"/opt/{program}" if program in there else None)
    found = find_program("linux")
    assert (found.path if found else None) == (f"/opt/{name}" if name else None)


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_elsewhere_the_systems_own_is_used_where_it_is(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_program(system) is None
    monkeypatch.setenv("SYSTEMROOT", r"D:\Windows")
    monkeypatch.setattr(Path, "is_file", lambda path: True)
    found = find_program(system)
    assert found is not None
    places = {
        "darwin": "/usr/bin/say",
        "win32": r"D:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe",
    }
    assert found.path == places[system]


@pytest.mark.parametrize("make", [voices._espeak, voices._say, voices._sapi])
def test_a_text_goes_in_by_stdin_and_stands_in_no_command(make: object) -> None:
    spoken = Program("/opt/voice", make).speak(ODD, "ar", 60)  # type: ignore[arg-type]
    assert spoken.stdin == ODD.encode()
    assert all(ODD not in word for word in spoken.command)


def test_speech_dispatcher_takes_it_as_one_argument_that_is_no_option() -> None:
    spoken = Program("/usr/bin/spd-say", voices._spd_say).speak("--help", "ar", 60)
    assert spoken.command[-2:] == ("--", "--help")
    assert spoken.stdin == b""
    assert spoken.command[: spoken.command.index("--")] == (
        "/usr/bin/spd-say", "--wait", "-P", "text", "-l", "ar", "-i", "20",
    )  # fmt: skip


def test_espeak_has_the_language_and_the_loudness() -> None:
    command = Program("espeak-ng", voices._espeak).speak("x", "ar", 50).command
    assert command == ("espeak-ng", "-v", "ar", "-a", "25", "--stdin")
    assert Program("espeak-ng", voices._espeak).speak("x", "en", 500).command[4] == "100"


@pytest.mark.parametrize(("language", "voice"), [("ar", ("-v", "Majed")), ("en", ())])
def test_a_mac_takes_another_voice_for_arabic(language: str, voice: tuple[str, ...]) -> None:
    command = Program("/usr/bin/say", voices._say).speak("x", language, 60).command
    assert command == ("/usr/bin/say", *voice, "-f", "-")


def test_windows_runs_a_fixed_script() -> None:
    scripts = {
        Program("p", voices._sapi).speak(text, "ar", 60).command[-1] for text in ("one", ODD, "'; exit")
    }
    (script,) = scripts
    assert "[CultureInfo]'ar'" in script.replace("Globalization.", "")
    assert "$speaker.Volume = 60\n" in script
    assert "{" not in script


@pytest.mark.parametrize("language", ["", "AR", "ar'; exit", "--help", "../x", "arabic", "a b"])
def test_a_language_that_is_no_plain_code_is_refused(language: str) -> None:
    with pytest.raises(ValueError):
        Program("espeak-ng", voices._espeak).speak("x", language, 60)
