"""The support file: what helps to find out what is wrong with a kiosk, without anybody's datum.

It is made of what is known to be harmless, not of everything less what is not: values of settings from short
lists, counts by powers of ten, findings without a place, and log lines of the program's own grammar. It is
plain text, so that whoever is asked for it can read all of it before it leaves the school.
"""

import os
import platform
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from importlib import metadata
from typing import Final

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.findings import Finding, Level
from kiosk.errors import KioskError
from kiosk.paths import DataDir, models_dir
from kiosk.settings import Settings, load_or_default
from kiosk.vision.models import ROLES, load_manifest

FILE_NAME: Final = "rollcall-support.txt"
MOST_LINES: Final = 5000
"""Lines of the log; the newest tell most, and all of this is to be read before it is given away."""
_DISTRIBUTION: Final = "rollcall-kiosk"
_TOLD_CHECKS: Final = frozenset({"key", "models", "clock", "libraries", "system", "network"})
"""Checks that find nothing of the school's own; of the others how they came out is told, and no more."""
_PLACE: Final = re.compile(r"[/\\@]|[^ -~]")
"""A sentence with any of these could hold a path, an address or a name."""
_WORDS: Final = {
    "language": re.compile(r"|[a-z]{2,3}(-[A-Za-z0-9]{2,8})?"),
    "camera": re.compile(r"|camera:\d{1,2}|synthetic"),
    "theme": re.compile(r"[a-z-]{1,20}"),
    "strictness": re.compile(r"[a-z]{1,10}"),
    "school_year_ends": re.compile(r"\d\d-\d\d"),
    "backup_at": re.compile(r"\d\d:\d\d(:\d\d)?"),
}
"""Settings in words that are told, as far as they look like this; of the others whether there is one."""


def make(
    data_dir: DataDir,
    findings: Sequence[Finding],
    now: Instant,
    counts: Mapping[str, int] | None,
    figures: Mapping[str, str] | None = None,
) -> str:
    """Write the support file.

    Args:
        data_dir: The school.
        findings: Of the doctor.
        now: The moment.
        counts: How many there are of what; None where that cannot be counted now.
        figures: What a running program says of itself.
    """
    sections = (
        ("Rollcall, support file", _head(now)),
        ("Machine", _machine()),
        ("Checks", [_finding(each) for each in findings]),
        ("Settings", _settings(data_dir)),
        ("How many, by powers of ten", _counts(counts)),
        (
            "Running now",
            [f"{name}: {value}" for name, value in (figures or {}).items()]
            or ["not asked: a running kiosk tells it at its desk"],
        ),
        ("Models", _models()),
        ("Libraries", _libraries()),
        *_log(data_dir),
    )
    return "\n".join(f"{title}\n{_under(lines)}" for title, lines in sections)


def power_of_ten(count: int) -> str:
    """Say how many without saying how many: "0", "1 to 9", "10 to 99"."""
    if count < 1:
        return "0"
    least = 10 ** (len(str(count)) - 1)
    return f"{least} to {least * 10 - 1}"


def _under(lines: Iterable[str]) -> str:
    return "".join(f"  {line}\n" for line in lines)


def _head(now: Instant) -> list[str]:
    return [
        f"made: {now.utc:%Y-%m-%d %H:%M} UTC, the wall clock is {now.offset_minutes:+d} min from that",
        f"version: {_version(_DISTRIBUTION)}",
        "No name, number, key, id, place or picture is in here. It says when things happened, not to whom.",
    ]


def _machine() -> list[str]:
    return [
        f"system: {platform.system()} {platform.release()}, {platform.machine()}",
        f"processors: {os.cpu_count()}",
        f"Python: {platform.python_version()}",
    ]


def _finding(finding: Finding) -> str:
    is_told = finding.check in _TOLD_CHECKS and not _PLACE.search(finding.found)
    if finding.level is Level.OK and not is_told:
        return f"{finding.level.value:<5} {finding.check}"
    return f"{finding.level.value:<5} {finding.check}: {finding.found if is_told else 'not told here'}"


def _settings(data_dir: DataDir) -> list[str]:
    found, problem = load_or_default(data_dir.settings_file)
    lines = [f"{name}: {_setting(name, value)}" for name, value in asdict(found).items()]
    return lines if problem is None else [*lines, "some of the file means nothing, and the default is used"]


def _setting(name: str, value: object) -> str:
    default = getattr(Settings(), name)
    if not isinstance(value, str):
        said = str(value)
    elif name in _WORDS and _WORDS[name].fullmatch(value):
        said = value or '""'
    else:
        said = "is set" if value else '""'
    return said if value == default else f"{said} (changed)"


def _counts(counts: Mapping[str, int] | None) -> list[str]:
    if counts is None:
        return ["not counted: the data are in use, or did not open"]
    return [f"{what}: {power_of_ten(count)}" for what, count in counts.items()]


def _models() -> list[str]:
    try:
        manifest = load_manifest(models_dir() / "manifest.toml")
    except KioskError as error:
        return [f"the manifest cannot be used: {error.code.value}"]
    return [
        f"{entry.role}: {entry.name}, sha256 {entry.sha256[:16]}"
        for entry in manifest.models.values()
        if entry.role in ROLES
    ]


def _libraries() -> list[str]:
    try:
        wanted = metadata.requires(_DISTRIBUTION) or ()
    except metadata.PackageNotFoundError:
        return ["not known"]
    names = {found[0] for each in wanted if (found := re.match(r"[\w.-]+", each)) is not None}
    return [f"{name} {_version(name)}" for name in sorted(names, key=str.lower)]


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "not there"


def _log(data_dir: DataDir) -> list[tuple[str, list[str]]]:
    found = logs.harmless_lines(data_dir.log_dir, MOST_LINES)
    often = Counter(line.split(" ", 4)[3] for line in found.lines)
    told = [f"{code}: {count}" for code, count in sorted(often.items())]
    end = [f"older lines left out: {found.older}", f"lines that are none of the program's: {found.dropped}"]
    return [("What happened how often", told), ("Log", [*found.lines, *end])]
