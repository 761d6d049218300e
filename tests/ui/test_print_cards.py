"""Cards on paper: read back by the door's own reader, cut marks, long and Arabic names, no code in clear."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("PySide6")
from pypdf import PdfReader
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from kiosk.domain.cards import card_text
from kiosk.domain.ids import PersonId
from kiosk.domain.registers import IssuedCard
from kiosk.errors import Code, KioskError
from kiosk.ui.print.cards import (
    A_PAGE,
    CardSheet,
    CardWords,
    card_area,
    cards_pdf,
    draw_page,
    page_count,
    qr_area,
    write_cards_pdf,
)
from kiosk.vision.cards import read_cards
from kiosk.vision.opencv import cv2
from tests.fakes_ui import MORNING

pytestmark = pytest.mark.qt
WORDS, TURNED = CardWords(), CardWords("بطاقات", "الرقم {number}", "قص", "{page} {pages}", True)
LONG = "Maximiliane Theodora Wolfeschlegelsteinhausenbergerdorff-Langenburg"
NAMES = ("Ada Lovelace", "نورة القحطاني", LONG, *(f"Pupil {n}" for n in range(9)))
DPI = 220


def sheet(count: int = len(NAMES)) -> CardSheet:
    cards = [
        IssuedCard(PersonId(f"p{n}"), name, f"S-{n}", card_text(bytes([n] * 16)))
        for n, name in enumerate(NAMES[:count])
    ]
    return CardSheet("Hilltop School", "7b", MORNING, cards)


def drawn(page: int = 0, words: CardWords = WORDS) -> NDArray[np.uint8]:
    """A page as it is printed, grey, DPI dots an inch."""
    width, height = round(210 / 25.4 * DPI), round(297 / 25.4 * DPI)
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw_page(painter, DPI, sheet(), words, page)
    painter.end()
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return lines[:, :width].copy()


def part(page: NDArray[np.uint8], area: QRectF) -> NDArray[np.uint8]:
    """Cut an area out that is given in points."""
    left, top, right, bottom = (
        round(each * DPI / 72) for each in (area.left(), area.top(), area.right(), area.bottom())
    )
    return page[top:bottom, left:right]


def before_the_camera(code: NDArray[np.uint8], side: int = 110) -> NDArray[np.uint8]:
    """A 720p picture of a wall with this before it, `side` pixels wide, in ordinary noise."""
    grey = np.full((720, 1280), 110, np.uint8)
    grey[300 : 300 + side, 600 : 600 + side] = cv2.resize(code, (side, side), interpolation=cv2.INTER_AREA)
    noisy = np.random.default_rng(3).normal(grey, 6.0)
    return np.repeat(np.clip(noisy, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)


@pytest.mark.parametrize("words", [WORDS, TURNED], ids=["ltr", "rtl"])
def test_each_card_is_read_back_at_110_px(qapp: QApplication, words: CardWords) -> None:
    cards, mirrored = sheet().cards, words.right_to_left
    for page in range(page_count(sheet())):
        paper = drawn(page, words)
        for place, card in enumerate(cards[page * A_PAGE : (page + 1) * A_PAGE]):
            seen = before_the_camera(part(paper, qr_area(place, is_mirrored=mirrored)))
            assert read_cards(seen) == [card.code], (page, place)


def test_ten_a_page_and_none_overlaps_another_or_leaves_the_paper(qapp: QApplication) -> None:
    assert [page_count(sheet(n)) for n in (0, 1, 10, 11)] == [1, 1, 1, 2]
    areas = [card_area(place) for place in range(A_PAGE)]
    paper = QRectF(0, 0, 210 / 25.4 * 72, 297 / 25.4 * 72)
    for place, area in enumerate(areas):
        assert paper.contains(area)
        assert area.contains(qr_area(place))
        others = areas[:place] + areas[place + 1 :]
        assert not any(area.adjusted(0.01, 0.01, -0.01, -0.01).intersects(other) for other in others)


def test_every_corner_has_a_cut_mark_and_no_card_a_line_across(qapp: QApplication) -> None:
    paper = drawn()
    for place in range(A_PAGE):
        area = card_area(place)
        for corner in (area.topLeft(), area.bottomRight()):
            mark = part(paper, QRectF(corner.x() - 5, corner.y() - 5, 10, 10))
            assert mark.min() < 200
        edge = part(paper, QRectF(area.left() + 10, area.top() - 1, area.width() - 20, 2))
        assert edge.min() == 255


def test_words_stay_off_the_code_and_inside_the_card(qapp: QApplication) -> None:
    """A name of sixty letters gets smaller, and is cut at the card's edge at worst."""
    for words in (WORDS, TURNED):
        paper, mirrored = drawn(words=words), words.right_to_left
        for place in range(3):
            area = card_area(place, is_mirrored=mirrored)
            outer = 5.0
            left = QRectF(area.left() + 6, area.top() + 12, outer, area.height() - 24)
            right = QRectF(area.right() - 6 - outer, area.top() + 12, outer, area.height() - 24)
            assert part(paper, left if mirrored else right).min() == 255, (place, mirrored)


def test_the_pdf_says_whose_they_are_and_its_own_data_nobodys(qapp: QApplication, tmp_path: Path) -> None:
    file = tmp_path / "cards.pdf"
    write_cards_pdf(sheet(), WORDS, file)
    reader = PdfReader(file)
    assert len(reader.pages) == 2
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for said in ("Lovelace", "Number", "S-1", "7b", "Hilltop School", "Page 2 of 2"):
        assert said in text
    assert reader.metadata is not None
    assert reader.metadata.title == "Cards"
    assert file.stat().st_mode & 0o777 == 0o600
    content = file.read_bytes()
    assert not any(card.code.encode() in content for card in sheet().cards)
    assert not any(card.code in text for card in sheet().cards)


def test_the_same_cards_give_the_same_bytes(qapp: QApplication) -> None:
    assert cards_pdf(sheet(), WORDS) == cards_pdf(sheet(), WORDS)


def test_a_file_that_cannot_be_written_is_said(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(KioskError) as caught:
        write_cards_pdf(sheet(1), WORDS, tmp_path / "nowhere" / "cards.pdf")
    assert caught.value.code is Code.FILE_NOT_WRITTEN


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm (poppler-utils) is not installed")
def test_the_pdf_itself_is_read_back(qapp: QApplication, tmp_path: Path) -> None:
    file = tmp_path / "cards.pdf"
    write_cards_pdf(sheet(1), WORDS, file)
    subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", file, tmp_path / "page"], check=True, timeout=60)
    (picture,) = tmp_path.glob("page*.pgm")
    page = np.asarray(cv2.imread(str(picture), cv2.IMREAD_GRAYSCALE), np.uint8)
    assert read_cards(before_the_camera(part(page, qr_area(0)))) == [sheet(1).cards[0].code]
