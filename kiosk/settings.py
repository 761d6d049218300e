"""Settings of one data directory: a small TOML file without any personal datum."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, time
from pathlib import Path
from typing import Any

from kiosk.errors import Code, KioskError
from kiosk.paths import write_private


@dataclass(frozen=True, slots=True)
class Settings:
    """What a school chose; the defaults are the ones a new school gets."""

    language: str = ""
    """"en", "ar", or "" for the machine's."""
    camera: str = ""
    """A source such as "camera:0"; "" takes the first real camera."""
    idle_lock_minutes: int = 4
    """The desk locks after this long without a key or a touch."""
    not_me_seconds: int = 10
    """How long a tick can be taken back at the kiosk."""
    welcome_seconds: float = 2.5
    """How long a tick stays; the next person may step up at once."""
    early_minutes: int = 30
    """For new sessions."""
    late_after_minutes: int = 10
    """For new sessions."""
    export_folder: str = ""
    """Chosen once on the desk; "" means the user's documents folder."""
    strictness: str = "normal"
    """"strict", "normal" or "lenient": see kiosk.domain.strictness."""
    theme: str = "light"
    """"light", "dark", or one of them with high contrast: "light-contrast", "dark-contrast"."""
    reduced_motion: bool = False
    """Nothing fades or glides; the screens change at once."""
    large_targets: bool = False
    """Buttons of 72 px at the door instead of 56: for gloves and unsteady hands."""
    rests_out_of_hours: bool = True
    """Outside of the hours of the day's sessions the camera is closed and the screen dimmed."""
    wakes_before_minutes: int = 15
    """So long before the day's first session takes marks the kiosk wakes."""
    press_to_start: bool = False
    """The door recognises nobody before "Press to start" is touched: for places where people pass by."""
    sound_volume: int = 60
    """Percent; 0 is silent. What is changed at the door lasts until the next session begins."""
    speaks: bool = False
    """Hints are spoken too; never a name, never a reason."""
    model: str = ""
    """The face model by its name in models/manifest.toml; "" takes the default. Set by `kiosk models use`."""
    school_year_ends: str = "07-31"
    """Month and day on which consents end that name no day of their own."""
    retention_runs_itself: bool = True
    """Marks and audit rows whose time is over go by themselves, once they have been on the desk for a day."""

    backup_folder: str = ""
    """Where backups go; "" means the folder "backups" in the data directory."""
    backup_at: str = "03:00"
    """When the nightly backup is made, by the school's clock; missed ones are made after the next start."""

    room: str = ""
    """Where this kiosk stands: it serves sessions of that room and those without one; "" serves all."""

    @property
    def backup_time(self) -> time:
        """The time of day of the nightly backup."""
        return _time_of_day(self.backup_at)

    @property
    def year_end(self) -> tuple[int, int]:
        """Month and day of the school year's last day."""
        return _month_and_day(self.school_year_ends)


_LEAST: dict[str, float] = {"idle_lock_minutes": 1}
"""The smallest value where it is not 0: a desk that locks at once lets nobody in."""

_MOST: dict[str, float] = {
    "sound_volume": 100,
    "idle_lock_minutes": 240,
    "not_me_seconds": 60,
    "welcome_seconds": 30.0,
    "early_minutes": 1440,
    "late_after_minutes": 1440,
    "wakes_before_minutes": 240,
}
"""The largest: a desk has to lock on the day it was left, and a tick to go before the next person comes."""

THEMES = ("light", "dark", "light-contrast", "dark-contrast")

_AMONG = {"strictness": ("strict", "normal", "lenient"), "theme": THEMES}
"""What else a text may not be."""


def load(path: Path) -> Settings:
    """Read the settings; a missing file gives the defaults and unknown keys are left alone.

    Raises:
        KioskError: FILE_UNREADABLE when the file cannot be read; SETTINGS_WRONG when it is not TOML, or a
            value has the wrong type or is out of range.
    """
    found, problem = load_or_default(path)
    if problem is not None:
        raise problem
    return found


def load_or_default(path: Path) -> tuple[Settings, KioskError | None]:
    """Read the settings as far as they can be: a slip in them must not shut the door.

    Returns:
        The settings, a value that means nothing by its default; and what is wrong, FILE_UNREADABLE or
        SETTINGS_WRONG with the place in the file, or None.
    """
    if not path.exists():
        return Settings(), None
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except OSError:
        return Settings(), KioskError(Code.FILE_UNREADABLE, where=path.name)
    except (ValueError, RecursionError) as error:
        return Settings(), KioskError(Code.SETTINGS_WRONG, where=f"{path.name}{_line_of(error)}")
    _take_older_names(values)
    known, wrong = {}, []
    for item in fields(Settings):
        if item.name not in values:
            continue
        try:
            known[item.name] = _checked(item.name, values[item.name])
        except (TypeError, ValueError, OverflowError):
            wrong.append(item.name)
    problem = KioskError(Code.SETTINGS_WRONG, where=f"{path.name} ({', '.join(wrong)})") if wrong else None
    return Settings(**known), problem


def _line_of(error: Exception) -> str:
    """Give the line that tomllib stumbled over, ready to follow the file's name, or nothing."""
    found = re.search(r"at line (\d+)", str(error))
    return f", line {found[1]}" if found else ""


def _take_older_names(values: dict[str, Any]) -> None:
    """Understand a file that was written before there were more themes than two."""
    if values.pop("has_dark_theme", False) is True:
        values.setdefault("theme", "dark")


def _checked(name: str, value: Any) -> Any:  # TOML gives anything
    """Take a value of the default's own type: the text "false" is no boolean, and no time is negative."""
    default = getattr(Settings(), name)
    if isinstance(default, float) and type(value) is int:
        value = float(value)
    if type(value) is not type(default):
        raise TypeError(name)
    # Written so that NaN, which compares with nothing, is out of range.
    if name in _MOST and not _LEAST.get(name, 0) <= value <= _MOST[name]:
        raise ValueError(name)
    if name in _AMONG and value not in _AMONG[name]:
        raise ValueError(name)
    if name == "school_year_ends":
        _month_and_day(value)
    if name == "backup_at":
        _time_of_day(value)
    return value


def _month_and_day(text: str) -> tuple[int, int]:
    """Read "07-31". Raises ValueError for what is no day of every year."""
    day = date.fromisoformat(f"2027-{text}")
    return day.month, day.day


def _time_of_day(text: str) -> time:
    """Read "03:00". Raises ValueError."""
    found = time.fromisoformat(text)
    if found.tzinfo is not None:
        raise ValueError(text)
    return found


def save(path: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all. A file that is not TOML is kept beside the new one.

    Raises:
        OSError: If the file, or the copy of the one it replaces, cannot be written; nothing is replaced then.
    """
    _keep_broken(path)
    # A JSON value is a TOML one too, but for two things: TOML takes no halves of a surrogate pair, as JSON
    # escapes an emoji, and wants DEL escaped.
    texts = {name: json.dumps(value, ensure_ascii=False) for name, value in asdict(settings).items()}
    lines = [f"{name} = {text}".replace("\x7f", "\\u007f") for name, text in texts.items()]
    write_private(path, ("\n".join(lines) + "\n").encode())


def change(path: Path, changes: Mapping[str, Any]) -> Settings:
    """Change some settings in the file; the others stay as they are there, since commands write it too.

    Args:
        path: The file; a missing one begins with the defaults.
        changes: Values by the fields' names.

    Returns:
        What the file says now.

    Raises:
        OSError: As `save`.
        ValueError, TypeError: A value that the field does not take; nothing is written then.
    """
    known = {name: _checked(name, value) for name, value in changes.items()}
    chosen = replace(load_or_default(path)[0], **known)
    save(path, chosen)
    return chosen


def limits(name: str) -> tuple[float, float]:
    """Give the smallest and the largest value of a setting that is a number."""
    return _LEAST.get(name, 0), _MOST[name]


def _keep_broken(path: Path) -> None:
    """Copy a file that is not TOML: nothing of it was taken, and what was chosen in it is lost otherwise."""
    try:
        content = path.read_bytes()
    except OSError:
        return  # none is there, or none that can be copied
    try:
        tomllib.loads(content.decode())
    except (ValueError, RecursionError):
        write_private(path.with_name(f"{path.name}.broken"), content)
