"""The recovery code on paper: all seven groups, readable back, and nothing of it where it does not belong."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from kiosk.errors import Code, KioskError
from kiosk.ui.print.recovery import RecoverySheet, RecoveryWords, recovery_pdf, write_recovery_pdf
from tests.fakes_ui import MORNING, RECOVERY_CODE

pytestmark = pytest.mark.qt
GROUPS = tuple(RECOVERY_CODE.split("-"))
WORDS = RecoveryWords(
    "Recovery code", "School", "Made on", "Group {number}", "What it is for.", "How to use it.",
    "Keep it locked away.", "Page {page} of {pages}",
)  # fmt: skip
SHEET = RecoverySheet("Hill & Dale <School>", MORNING, GROUPS)


def text_of(file: Path) -> tuple[str, int]:
    """Give the text without line breaks, and the number of pages."""
    found = PdfReader(file).pages
    return " ".join(" ".join(page.extract_text() for page in found).split()), len(found)


def test_the_sheet_says_the_code_whose_it_is_and_what_it_is_for(qapp: QApplication, tmp_path: Path) -> None:
    file = write_recovery_pdf(SHEET, WORDS, tmp_path / "code.pdf")
    text, pages = text_of(file)
    assert pages == 1
    for part in (
        *GROUPS,
        "Hill & Dale <School>",
        "2026-11-23",
        WORDS.purpose,
        WORDS.use,
        WORDS.care,
        "Group 7",
    ):
        assert part in text
    places = [text.index(group) for group in GROUPS]
    assert places == sorted(places)
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_groups_are_in_order_from_right_to_left_too(qapp: QApplication, tmp_path: Path) -> None:
    turned = RecoveryWords("رمز", "مدرسة", "يوم", "{number}", "غرض", "كيف", "احفظ", "{page} {pages}", True)
    text, pages = text_of(write_recovery_pdf(SHEET, turned, tmp_path / "code.pdf"))
    assert pages == 1
    places = [text.index(group) for group in GROUPS]
    assert places == sorted(places)


def test_neither_a_log_nor_the_file_s_own_data_show_the_code(qapp: QApplication) -> None:
    assert not any(group in repr(SHEET) for group in GROUPS)
    content = recovery_pdf(SHEET, WORDS)
    assert not any(group.encode() in content for group in GROUPS)  # the page itself is compressed


def test_what_cannot_be_written_is_said_and_leaves_the_old_file(qapp: QApplication, tmp_path: Path) -> None:
    folder = tmp_path / "code.pdf"
    folder.mkdir()
    with pytest.raises(KioskError) as refused:
        write_recovery_pdf(SHEET, WORDS, folder)
    assert refused.value.code is Code.FILE_NOT_WRITTEN
    assert folder.is_dir()
