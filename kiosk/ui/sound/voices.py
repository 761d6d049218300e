"""The system's own programs that speak: which there is, and how it is told to speak a text in a language.

Only command lines are made here. A text goes in by stdin, or as one argument where a program takes no other
way, and never through a shell. None of these programs is shipped with us (docs/decisions/0019-sound.md).
"""

import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from kiosk.ui.sound.tones import gain

_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Spoken:
    """How to have a text spoken.

    Attributes:
        command: The program and its arguments.
        stdin: What it reads.
    """

    command: tuple[str, ...]
    stdin: bytes


@dataclass(frozen=True, slots=True)
class Program:
    """A program that speaks.

    Attributes:
        path: Where it is.
        make: From path, text, language and percent of loudness to a command.
    """

    path: str
    make: Callable[[str, str, str, int], Spoken]

    def speak(self, text: str, language: str, volume: int) -> Spoken:
        """Say how to speak a text.

        Raises:
            ValueError: If the language is no plain code such as "ar"; it stands in the command.
        """
        if not _LANGUAGE.fullmatch(language):
            raise ValueError(language)
        return self.make(self.path, text, language, min(100, max(0, volume)))


def find_program(system: str = sys.platform) -> Program | None:
    """Find what this machine speaks with, or None.

    On Linux espeak-ng goes first, though others sound better: it is silent the moment it is ended, while
    spd-say hands its text to a service that goes on speaking.
    """
    if system == "win32":
        return _if_there(_powershell(), _sapi)
    if system == "darwin":
        return _if_there("/usr/bin/say", _say)
    for name, make in (("espeak-ng", _espeak), ("spd-say", _spd_say)):
        path = shutil.which(name)
        if path is not None:
            return Program(path, make)
    return None


def _if_there(path: str, make: Callable[[str, str, str, int], Spoken]) -> Program | None:
    return Program(path, make) if Path(path).is_file() else None


def _espeak(path: str, text: str, language: str, volume: int) -> Spoken:
    amplitude = str(round(100 * gain(volume)))  # 100 is as loud as it is by itself
    return Spoken((path, "-v", language, "-a", amplitude, "--stdin"), text.encode())


def _spd_say(path: str, text: str, language: str, volume: int) -> Spoken:
    """Use the priority at which a newer text takes an older one's place; "--" ends the options."""
    loudness = str(2 * volume - 100)
    return Spoken((path, "--wait", "-P", "text", "-l", language, "-i", loudness, "--", text), b"")


def _say(path: str, text: str, language: str, volume: int) -> Spoken:
    """Speak with the person's chosen voice in their own language, else with Apple's for the other one."""
    del volume  # the system's own
    voice = {"ar": ("-v", "Majed")}.get(language, ())
    return Spoken((path, *voice, "-f", "-"), text.encode())


def _powershell() -> str:
    """Name PowerShell by its place: a search would begin in the current folder."""
    root = os.environ.get("SYSTEMROOT", r"C:\Windows")
    return str(PureWindowsPath(root, "System32", "WindowsPowerShell", "v1.0", "powershell.exe"))


_SAPI = """\
$ErrorActionPreference = 'Stop'
[Console]::InputEncoding = [Text.Encoding]::UTF8
Add-Type -AssemblyName System.Speech
$speaker = New-Object System.Speech.Synthesis.SpeechSynthesizer
$speaker.Volume = {volume}
$language = [Globalization.CultureInfo]'{language}'
$speaker.SelectVoiceByHints('NotSet', 'NotSet', 0, $language)
$speaker.Speak([Console]::In.ReadToEnd())
"""
"""The same each time but for a number and a checked code; what is spoken is read from stdin."""


def _sapi(path: str, text: str, language: str, volume: int) -> Spoken:
    script = _SAPI.format(volume=volume, language=language)
    return Spoken((path, "-NoProfile", "-NonInteractive", "-Command", script), text.encode())
