"""Cells that a spreadsheet would run: found and made harmless.

A spreadsheet that opens a CSV file runs what begins with = + - @. It also skips blanks, reads full-width
forms (U+FF1D and the like) in some locales, and in a semicolon locale splits "Ali;=1+1" although the file's
separator is a comma. Source: OWASP, "CSV Injection".
"""

import re
import unicodedata
from itertools import takewhile

_STARTERS = frozenset("=+-@")
_KEPT = frozenset("\t\r\n")  # the separators themselves
_STARTS_OWN = ("\t", "\r", "\n")
_SEPARATORS = re.compile(r"([;\t\r\n])")


def is_formula_like(cell: str) -> bool:
    """Say whether a spreadsheet might run this cell.

    True when the first character that can be seen is = + - or @ in any width, or when the cell begins with a
    tab or a line break.
    """
    if cell[:1].isalnum():  # most cells; no letter or digit stands for a starter in any width
        return False
    if cell.startswith(_STARTS_OWN):
        return True
    hidden = sum(1 for _ in takewhile(_is_hidden, cell))
    first = cell[hidden : hidden + 1]
    return bool(first) and unicodedata.normalize("NFKC", first)[:1] in _STARTERS


def neutralise(cell: str) -> str:
    """Put an apostrophe before each part of a cell that a spreadsheet might run; other cells stay unchanged.

    Parts are what a semicolon, a tab or a line break sets apart, since another locale or tool splits there
    even inside quotation marks: "Ali;=1+1" becomes "Ali;'=1+1".
    """
    if cell[:1].isalnum() and _SEPARATORS.search(cell) is None:
        return cell
    first, *others = _SEPARATORS.split(cell)
    marked = f"'{first}" if is_formula_like(cell) else first
    return marked + "".join(
        f"'{part}" if part not in _KEPT and is_formula_like(part) else part for part in others
    )


def _is_hidden(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp"}
