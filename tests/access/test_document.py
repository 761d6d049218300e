"""docs/accessibility.md speaks of every point of WCAG 2.2 A and AA once, and names tests that are there."""

import re
from pathlib import Path

POINTS = [
    *("1.1.1", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.3.1", "1.3.2", "1.3.3", "1.3.4", "1.3.5"),
    *("1.4.1", "1.4.2", "1.4.3", "1.4.4", "1.4.5", "1.4.10", "1.4.11", "1.4.12", "1.4.13"),
    *("2.1.1", "2.1.2", "2.1.4", "2.2.1", "2.2.2", "2.3.1"),
    *("2.4.1", "2.4.2", "2.4.3", "2.4.4", "2.4.5", "2.4.6", "2.4.7", "2.4.11"),
    *("2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.7", "2.5.8"),
    *("3.1.1", "3.1.2", "3.2.1", "3.2.2", "3.2.3", "3.2.4", "3.2.6"),
    *("3.3.1", "3.3.2", "3.3.3", "3.3.4", "3.3.7", "3.3.8", "4.1.2", "4.1.3"),
]
"""Of WCAG 2.2, levels A and AA; 4.1.1 was taken out of it."""
HOLDS = {"supports", "partly", "not applicable"}


def lines(project: Path) -> list[list[str]]:
    text = (project / "docs" / "accessibility.md").read_text("utf-8")
    found = re.findall(r"^\| (\d\.\d\.\d+) .*\|$", text, re.MULTILINE)
    assert found
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if re.match(r"\| \d\.\d\.\d+ ", line)
    ]


def test_every_point_is_spoken_of_once(project: Path) -> None:
    assert [line[0].split()[0] for line in lines(project)] == POINTS


def test_each_says_how_it_stands(project: Path) -> None:
    assert {line[2] for line in lines(project)} <= HOLDS


def test_what_is_supported_has_a_test_or_says_why_not(project: Path) -> None:
    bare = [line[0] for line in lines(project) if line[2] == "supports" and not line[4]]
    assert bare == []


def test_every_file_that_is_named_is_there(project: Path) -> None:
    text = (project / "docs" / "accessibility.md").read_text("utf-8")
    named = re.findall(r"`((?:tests|kiosk|docs)/[\w./-]+)`", text)
    assert named
    assert [path for path in named if not (project / path).exists()] == []
