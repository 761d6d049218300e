"""Identifiers: UUIDv7 text, made where the thing happens, each kind with its own type.

Source of the layout: RFC 9562, section 5.7.
"""

import secrets
import time
from typing import NewType
from uuid import UUID

PersonId = NewType("PersonId", str)
ClassId = NewType("ClassId", str)
SessionId = NewType("SessionId", str)
EventId = NewType("EventId", str)
ConsentId = NewType("ConsentId", str)
TemplateId = NewType("TemplateId", str)
DeviceId = NewType("DeviceId", str)
SignerId = NewType("SignerId", str)
"""A teacher or administrator who can sign in."""

LessonId = NewType("LessonId", str)
CardId = NewType("CardId", str)
RuleId = NewType("RuleId", str)
FollowUpId = NewType("FollowUpId", str)
LetterId = NewType("LetterId", str)
"""A letter's template."""

TrackId = NewType("TrackId", int)
"""One continuous appearance of one face; counts up from 1 and means nothing after a restart."""

SHORT_ID_LENGTH = 8
_RANDOM_BYTES = 10


def uuid7(unix_ms: int, random: bytes) -> str:
    """Lay out a version 7 UUID.

    Args:
        unix_ms: Milliseconds since 1970-01-01 UTC, 0 to 2**48 - 1.
        random: 10 random bytes; 74 bits of them are used.

    Returns:
        The 36 character text form, which sorts by time.

    Raises:
        ValueError: If an argument is outside its range.
    """
    if not 0 <= unix_ms < 1 << 48:
        raise ValueError("unix_ms does not fit in 48 bits")
    if len(random) != _RANDOM_BYTES:
        raise ValueError("10 random bytes are needed")
    bits = int.from_bytes(random, "big")
    high, low = (bits >> 62) & 0xFFF, bits & ((1 << 62) - 1)
    return str(UUID(int=unix_ms << 80 | 7 << 76 | high << 64 | 2 << 62 | low))


def new_id() -> str:
    """Make an id for something that happens now, on this machine."""
    return uuid7(time.time_ns() // 1_000_000, secrets.token_bytes(_RANDOM_BYTES))


def short(identifier: str) -> str:
    """Give the random end of an id: enough to find a row by, and nothing that tells a time or a person."""
    return identifier[-SHORT_ID_LENGTH:]
