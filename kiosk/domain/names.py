"""Names and numbers as people type them: cleaned, checked, and made into a greeting that tells little."""

import unicodedata

LONGEST_NAME = 120
LONGEST_NUMBER = 40

SYMBOLS = (
    "anchor", "apple", "bell", "bicycle", "boat", "book", "bridge", "cloud",
    "compass", "cup", "drum", "feather", "fish", "flower", "guitar", "kite",
    "lamp", "leaf", "lighthouse", "moon", "mountain", "pencil", "rocket", "sail",
    "shell", "snowflake", "spoon", "star", "sun", "tree", "umbrella", "wheel",
)  # fmt: skip
"""Personal symbols, shown beside the initials so that a wrong tick is noticed; drawn in resources/icons."""

_BIDI_CONTROLS = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
    "\u206a\u206b\u206c\u206d\u206e\u206f"
)
_LINE_MARKS = frozenset("\u200e\u200f\u061c")
_JOINERS = frozenset("\u200c\u200d")
"""Letters of Persian and of India need them, and a name could not be told from another by one alone."""


class TextProblem(ValueError):  # noqa: N818 - a problem with input, told to the person
    """What is wrong with a typed text, as a code that the errors table words."""


def clean_name(text: str) -> str:
    """Normalise a name: NFC, single spaces, no control or direction characters inside.

    Raises:
        TextProblem: "empty" (or nothing to be seen), "too_long", "direction" (U+202A-202E and the like) or
            "control" (and what else cannot be seen).
    """
    return _clean(text, LONGEST_NAME)


def clean_number(text: str) -> str:
    """Normalise a school's own id: as a name, with digits of any script made ASCII and no spaces.

    Raises:
        TextProblem: As for `clean_name`.
    """
    cleaned = _clean(unicodedata.normalize("NFKC", text), LONGEST_NUMBER)
    if _JOINERS & set(cleaned):
        raise TextProblem("control")
    # Once more: what a space kept apart (an accent of its own, U+00B4) may now join the letter before it.
    return unicodedata.normalize("NFKC", "".join(ascii_digits(cleaned).split()))


def clean_long_text(text: str, longest: int) -> str:
    """Normalise a text of several lines: NFC, plain line ends, nothing that cannot be seen.

    Marks that only give a line its direction stay: a word processor writes them into Arabic.

    Raises:
        TextProblem: "empty", "too_long", "direction" for what turns letters round, "control".
    """
    cleaned = "\n".join(unicodedata.normalize("NFC", text).splitlines()).strip()
    if not cleaned:
        raise TextProblem("empty")
    if len(cleaned) > longest:
        raise TextProblem("too_long")
    unseen = {c for c in cleaned if unicodedata.category(c)[0] == "C"}
    if unseen & (_BIDI_CONTROLS - _LINE_MARKS):
        raise TextProblem("direction")
    if unseen - _LINE_MARKS - _JOINERS - set("\n\t"):
        raise TextProblem("control")
    if not any(unicodedata.category(c)[0] in "LNPS" for c in cleaned):
        raise TextProblem("empty")
    return cleaned


def ascii_digits(text: str) -> str:
    """Write decimal digits of any script (Arabic-Indic among them) as 0-9, and leave the rest."""
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)


def _clean(text: str, longest: int) -> str:
    if any(c in _BIDI_CONTROLS for c in text):
        raise TextProblem("direction")
    cleaned = " ".join(unicodedata.normalize("NFC", text).split())
    if not cleaned:
        raise TextProblem("empty")
    if len(cleaned) > longest:
        raise TextProblem("too_long")
    if any(unicodedata.category(c)[0] == "C" and c not in _JOINERS for c in cleaned):
        raise TextProblem("control")
    if not any(unicodedata.category(c)[0] in "LNPS" for c in cleaned):
        raise TextProblem("empty")
    return cleaned


def initials(name: str) -> str:
    """Give the first letters of the first and the last word of a name: "Ada Lovelace" gives "A. L.".

    Letters of scripts that join are kept apart by the points, and nothing is changed in case but to upper.
    """
    words = [word for word in name.split() if any(c.isalnum() for c in word)]
    chosen = words[:1] + words[-1:] if len(words) > 1 else words
    letters = [next(c for c in word if c.isalnum()) for word in chosen]
    return " ".join(f"{letter.upper()}." for letter in letters)


def symbol_for(position: int) -> str:
    """Give the symbol for the person enrolled as number `position` (0-based); repeats after the last."""
    return SYMBOLS[position % len(SYMBOLS)]


def isolate(text: str) -> str:
    """Wrap a name for display in a sentence, so that its direction cannot move what stands beside it."""
    return f"\u2068{text}\u2069"
