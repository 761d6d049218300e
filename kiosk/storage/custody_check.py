"""Whether the device key was found again after this computer was started anew: Zone K's memory of it.

A keyring that works while somebody is logged in can be empty, locked or another one in the next session. So
the first opening after a new start of the machine is noted, and "not tried yet" is said until then. The
machine's start is told by the kernel's boot id, as a hash; elsewhere by the monotonic clock, which begins
anew with it.
"""

from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.storage.sqlcipher import Database

_MADE: Final = "custody-made"
_CHECKED: Final = "custody-check"
_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
_NO_ID: Final = "-"


def boot_id() -> str:
    """Give a hash of what names this start of the machine; "-" where nothing does."""
    try:
        return blake2b(_BOOT_ID.read_bytes(), digest_size=8, person=b"rollcall boot").hexdigest()
    except OSError:
        return _NO_ID


def note_made(
    kiosk: Database, now: Instant, monotonic_s: float, boot: Callable[[], str] | None = None
) -> None:
    """Begin anew: the device key was put where it is in this session."""
    with kiosk.transaction():
        kiosk.write("DELETE FROM chores WHERE chore = ?", (_CHECKED,))
        _put(kiosk, _MADE, now, _session(monotonic_s, boot))


def note_opened(
    kiosk: Database, now: Instant, monotonic_s: float, boot: Callable[[], str] | None = None
) -> None:
    """Note that Zone K was opened: the first time in each session but the one that put the key there."""
    here = _session(monotonic_s, boot)
    made, last = _outcome(kiosk, _MADE), _outcome(kiosk, _CHECKED)
    if made is None:  # of a version that did not note it: this session counts as the first
        with kiosk.transaction():
            _put(kiosk, _MADE, now, here)
    elif _is_later(made, here) and (last is None or _is_later(last, here)):
        with kiosk.transaction():
            _put(kiosk, _CHECKED, now, here)


def checked(kiosk: Database, zone: str) -> Instant | None:
    """Give when the key was last found in a new session; None when that was not tried yet."""
    found = kiosk.read("SELECT last_utc FROM chores WHERE chore = ?", (_CHECKED,))
    return Instant.at(datetime.fromisoformat(found[0][0]), zone) if found else None


def _session(monotonic_s: float, boot: Callable[[], str] | None) -> str:
    return f"{(boot or boot_id)()} {monotonic_s:.0f}"


def _is_later(before: str, here: str) -> bool:
    """Say whether the machine was started anew in between; where that cannot be told, it was not."""
    old_id, old_s = before.split()
    new_id, new_s = here.split()
    if _NO_ID in (old_id, new_id):
        return int(new_s) < int(old_s)
    return old_id != new_id


def _outcome(kiosk: Database, chore: str) -> str | None:
    found = kiosk.read("SELECT outcome FROM chores WHERE chore = ?", (chore,))
    return found[0][0] if found else None


def _put(kiosk: Database, chore: str, now: Instant, outcome: str) -> None:
    kiosk.write(
        "INSERT INTO chores (chore, last_utc, outcome) VALUES (?, ?, ?)"
        " ON CONFLICT (chore) DO UPDATE SET last_utc = excluded.last_utc, outcome = excluded.outcome",
        (chore, now.utc_text, outcome),
    )
