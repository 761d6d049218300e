"""A table that two documents show says the same in both."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[3] / "docs"


def _kiosks(document: str) -> list[str]:
    """Give the table of how many kiosks many people need, line by line."""
    text = (DOCS / document).read_text("utf-8")
    table = re.search(r"^\| people in 15 minutes .*\n(?:\|.*\n)+", text, re.MULTILINE)
    assert table is not None, f"{document} has no such table"
    return table[0].splitlines()


def test_the_guide_names_as_many_kiosks_as_were_measured() -> None:
    measured = _kiosks("performance.md")
    assert len(measured) == 7  # two of its head, and a line each for 100 to 10,000 people
    assert _kiosks("administrators-guide.md") == measured
