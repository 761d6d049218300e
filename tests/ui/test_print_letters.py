"""Letters as PDF: every word on paper, each from a page of its own, numbered by itself, in its direction."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest

pytest.importorskip("PySide6")

from pypdf import PdfReader

from kiosk.domain.follow_up import Letter, LetterTemplate
from kiosk.domain.ids import LetterId, PersonId
from kiosk.domain.people import Person
from kiosk.errors import Code, KioskError
from kiosk.ui.print.letters import letters_pdf, write_letters

pytestmark = [pytest.mark.qt, pytest.mark.usefixtures("qapp")]

ADA = Person(PersonId("p1"), "S-1", "Ada Byron", "star")
NOUR = Person(PersonId("p2"), "S-2", "نور", "moon")
DAY = date(2026, 11, 23)
SHORT = Letter(ADA, "en", "Absence of Ada", "Good day,\n\n1 < 2 & <b>more</b>", "Hill School", DAY)
ARABIC = Letter(NOUR, "ar", "غياب نور", "تحية طيبة،\n\nنرجو زيارتنا.", "Hill School", DAY)
LONG = replace(SHORT, body="\n".join(f"line {number}" for number in range(120)))


def pages(content: bytes) -> list[str]:
    return [
        normalize("NFKC", page.extract_text()).replace("\t", " ")
        for page in PdfReader(BytesIO(content)).pages
    ]


def test_the_page_says_everything_and_runs_no_markup() -> None:
    (page,) = pages(letters_pdf([SHORT]))
    for text in (
        "Hill School",
        "23 November 2026",
        "Absence of Ada",
        "Good day,",
        "1 < 2 & <b>more</b>",
        "____",
    ):
        assert text in page
    assert "1 / 1" not in page


def test_each_letter_has_pages_and_numbers_of_its_own() -> None:
    found = pages(letters_pdf([LONG, SHORT, LONG]))
    count = (len(found) - 1) // 2
    assert count > 1
    numbers = [f"{number} / {count}" for number in range(1, count + 1)]
    for page, number in zip(found, [*numbers, "", *numbers], strict=True):
        assert number in page
        assert bool(number) == (" / " in page)


def test_the_files_title_names_nobody() -> None:
    reader = PdfReader(BytesIO(letters_pdf([SHORT])))
    assert reader.metadata is not None
    assert reader.metadata.title == "2026-11-23"


def test_the_same_letters_give_the_same_bytes() -> None:
    assert letters_pdf([SHORT, ARABIC]) == letters_pdf([SHORT, ARABIC])


def test_an_arabic_letter_begins_at_the_right() -> None:
    def left_edge(letter: Letter) -> float:
        edges: list[float] = []

        def visit(text: str, _cm: object, matrix: list[float], _font: object, _size: float) -> None:
            if text.strip():
                edges.append(matrix[4])

        PdfReader(BytesIO(letters_pdf([letter]))).pages[0].extract_text(visitor_text=visit)
        return min(edges)

    assert left_edge(replace(ARABIC, body="س", subject="س")) > left_edge(SHORT) + 100


def test_files_by_number_for_their_owner_only(tmp_path: Path) -> None:
    files = write_letters([SHORT, ARABIC], tmp_path)
    assert [file.name for file in files] == ["letter_S-1_2026-11-23.pdf", "letter_S-2_2026-11-23.pdf"]
    (one,) = write_letters([SHORT, ARABIC], tmp_path / "all.pdf")
    assert len(pages(one.read_bytes())) == 2
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in (*files, one))


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(KioskError) as caught:
        write_letters([SHORT], tmp_path / "missing" / "all.pdf")
    assert caught.value.code is Code.FILE_NOT_WRITTEN


def test_a_template_is_no_letter() -> None:
    """What is printed was filled in before: braces in a letter are text."""
    template = LetterTemplate(LetterId("t"), "T", "en", "S", "{name}")
    (page,) = pages(letters_pdf([replace(SHORT, body=template.body)]))
    assert "{name}" in page
