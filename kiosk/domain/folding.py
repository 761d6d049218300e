"""Text made comparable as readers compare it: for searching a name, and for matching a column's title.

What is folded is compared only, never shown and never stored as a name.
"""

import unicodedata
from functools import lru_cache

_TATWEEL = "\u0640"
_SAME_LETTER = str.maketrans({
    "ٱ": "ا",  # alef wasla has no decomposition; the forms with hamza and madda lose theirs as marks
    "ء": "",  # a hamza on its own is left out as often as one on a letter
    "ة": "ه",
    "ى": "ي",
    "ی": "ي",  # Persian yeh
    "ې": "ي",
    "ک": "ك",  # Persian kaf
    "ہ": "ه",  # Urdu heh, and the two that are joined another way
    "ھ": "ه",
    "ە": "ه",
    "ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i",  # strokes are no marks in Unicode
    "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'",
    "‐": "-", "‑": "-", "–": "-", "—": "-",
})  # fmt: skip


def fold(text: str) -> str:
    """Make a text comparable as people type it.

    No case, no accents, no vowel signs; one letter for those that are written for each other; digits of any
    script as 0-9; nothing that cannot be seen; single spaces. Folding what is folded changes nothing.

    Case and accents: Unicode 16, section 3.13 (default caseless matching) and Unicode Standard Annex 15
    (NFKD, from which the combining marks are dropped: among them U+064B-U+0652, the harakat, and U+0670,
    the superscript alef). Arabic letters as Lucene's ArabicNormalizer and Larkey, Ballesteros and Connell
    (2002, "Improving stemming for Arabic information retrieval") have them: forms of alef are alef, teh
    marbuta is heh, alef maqsura is yeh, tatweel goes; besides, a hamza goes with its seat kept, and the
    letters of Persian and Urdu keyboards are those of Arabic ones.

    Args:
        text: Anything.
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(map(_letter, bare)).translate(_SAME_LETTER)
    return " ".join(kept.split())


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    """Give a letter of a decomposed text, a digit as ASCII, and nothing for marks and what is unseen."""
    kind = unicodedata.category(letter)
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    if letter == _TATWEEL or kind == "Cf" or kind[0] == "M":
        return ""
    return letter
