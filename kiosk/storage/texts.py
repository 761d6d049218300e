"""Texts that people typed, cleaned before they are stored."""

from typing import Final

from kiosk.domain.names import TextProblem, clean_long_text, clean_name
from kiosk.errors import Code, KioskError

LONGEST: Final = 4000
"""Characters of a long text: a consent, a reference. The errors table says the figure."""


def clean(field: str, text: str) -> str:
    """Clean a name or another short text. Raises KioskError TEXT_BAD."""
    try:
        return clean_name(text)
    except TextProblem as problem:
        raise KioskError(Code.TEXT_BAD, where=field, detail=problem) from None


def clean_long(field: str, text: str) -> str:
    """Clean a text of several lines. Raises KioskError TEXT_BAD."""
    try:
        return clean_long_text(text, LONGEST)
    except TextProblem as problem:
        raise KioskError(Code.TEXT_BAD, where=field, detail=problem) from None
