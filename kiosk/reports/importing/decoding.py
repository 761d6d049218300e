"""A text file's bytes to text, by what they hold: Unicode, else Windows' Arabic or Western code page."""

import re
from collections.abc import Iterator
from typing import Final

from kiosk.reports.importing.limits import refused

ARABIC: Final = "cp1256"
WESTERN: Final = "cp1252"
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UTF_32: Final = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_BINARY: Final = re.compile("[\x00-\x08\x0e-\x1f]")  # U+000B and U+000C come from word processors
_WORDS: Final = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_LETTERS: Final = re.compile(rb"[A-Za-z]")
_SAMPLE: Final = 200_000
"""Bytes that are looked at to tell one code page from the other."""


def decode(data: bytes, where: str) -> tuple[str, str]:
    """Give the text and the encoding's name.

    A byte order mark decides; else UTF-16 where zero bytes stand on one side only; else UTF-8 where every
    byte fits; else cp1256 or cp1252, see `_code_page`.

    Raises:
        KioskError: IMPORT_FORMAT when it is no text.
    """
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise refused(where, "not-text") from None
    text = text.removeprefix("\ufeff")
    if _BINARY.search(text) is not None:
        raise refused(where, "not-text")
    return text, encoding


def _encoding(data: bytes) -> str:
    if data.startswith(_UTF_32):
        return "ascii"  # which it is not: nobody saves a table so, and it would pass for UTF-16
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if wide := _utf_16(data):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _code_page(data)
    return "utf-8"


def _utf_16(data: bytes) -> str:
    """Say which UTF-16 a text without a mark is in: commas and line ends give it away."""
    even, odd = data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    if odd and not even:
        return "utf-16-le"
    return "utf-16-be" if even and not odd else ""


def _code_page(data: bytes) -> str:
    """Tell Arabic from Western text in one-byte code pages.

    In Western names letters beyond ASCII stand among those of ASCII ("Müller"); Arabic words have none of
    these. Where neither kind prevails, charset-normalizer's models of languages decide.
    """
    arabic = western = 0
    for word in _words(data):
        if _LETTERS.search(word):
            western += 1
        elif len(word) > 1:
            arabic += 1
    by_words = ARABIC if arabic > western else WESTERN
    chosen = by_words if arabic != western else _by_language(data)
    return chosen if _fits(data, chosen) else ARABIC


def _words(data: bytes) -> Iterator[bytes]:
    for found in _WORDS.finditer(data, 0, _SAMPLE):
        yield found.group()


def _by_language(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=[ARABIC, WESTERN], threshold=1.0).best()
    return WESTERN if best is None or best.encoding != ARABIC else ARABIC


def _fits(data: bytes, encoding: str) -> bool:
    """Say whether every byte means something: five of cp1252 do not, all of cp1256 do."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
