"""QR cards on A4, ten a page, to be cut out: the only place where a card's code is written.

The program prints nothing itself: that would hand the codes to a print queue, and the queue may be on a
network. A page is drawn with lines and areas alone, so it is sharp at any size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QTextOption,
)

from kiosk.domain.clock import Instant
from kiosk.domain.names import isolate
from kiosk.domain.registers import IssuedCard
from kiosk.errors import Code, KioskError
from kiosk.paths import write_private
from kiosk.ui import fonts
from kiosk.ui.print.paper import dated

A_PAGE: Final = 10
_COLUMNS: Final = 2
_MM: Final = 72.0 / 25.4
"""All lengths are points, 72 to an inch: fonts have whole sizes then."""
_CARD: Final = (85.6 * _MM, 54.0 * _MM)
"""A bank card's size: it fits wallets and sleeves."""
_PAPER: Final = (210.0 * _MM, 297.0 * _MM)
_QR: Final = 44.0 * _MM
"""The symbol with the white around it that readers need: 33 modules of 1.3 mm."""
_PAD: Final = 4.0 * _MM
_MARK: Final = 4.0 * _MM
_DPI: Final = 300
_NAME_POINTS: Final = (14, 12, 10, 8)
_INK, _MUTED = "#101414", "#4c5a5e"


@dataclass(frozen=True, slots=True)
class CardSheet:
    """What is printed.

    Attributes:
        school: Its name.
        group: What stands below each name; "" for nothing.
        made: When; the file says no other moment.
        cards: In this order.
    """

    school: str
    group: str
    made: Instant
    cards: Sequence[IssuedCard]


@dataclass(frozen=True, slots=True)
class CardWords:
    """Words in the language in use; `number` has a `{number}`, `page_of` a `{page}` and `{pages}`."""

    title: str = "Cards"
    number: str = "Number {number}"
    hint: str = "Cut along the marks. Whoever holds a card can use it: hand each to its owner."
    page_of: str = "Page {page} of {pages}"
    right_to_left: bool = False


def write_cards_pdf(sheet: CardSheet, words: CardWords, out: Path) -> None:
    """Write the cards as a PDF of mode 0600, whole or not at all. Needs a QGuiApplication.

    Raises:
        KioskError: FILE_NOT_WRITTEN; an older file is then untouched.
    """
    content = cards_pdf(sheet, words)
    try:
        write_private(out, content)
    except OSError:
        raise KioskError(Code.FILE_NOT_WRITTEN, where=out) from None


def cards_pdf(sheet: CardSheet, words: CardWords) -> bytes:
    """Give the PDF. Its title, which file managers show, names nobody."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setTitle(words.title)
    writer.setCreator("Rollcall")
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    pages = page_count(sheet)
    for page in range(pages):
        if page:
            writer.newPage()
        draw_page(painter, _DPI, sheet, words, page)
    painter.end()
    buffer.close()
    return dated(bytes(content.data()), sheet.made)


def page_count(sheet: CardSheet) -> int:
    """Give how many pages the cards take; one at least."""
    return max(1, -(-len(sheet.cards) // A_PAGE))


def draw_page(painter: QPainter, dpi: float, sheet: CardSheet, words: CardWords, page: int) -> None:
    """Draw one page on anything that is an A4 sheet of so many dots an inch.

    Args:
        painter: Begun; its origin is the paper's corner.
        dpi: Dots an inch of what is drawn on.
        sheet: What is printed.
        words: In which language.
        page: From 0.
    """
    painter.save()
    painter.scale(dpi / 72.0, dpi / 72.0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    first = page * A_PAGE
    cards = sheet.cards[first : first + A_PAGE]
    for place, card in enumerate(cards):
        area = card_area(place, is_mirrored=words.right_to_left)
        _draw_marks(painter, area)
        _draw_card(painter, area, card, sheet, words)
    _draw_foot(painter, words, page + 1, page_count(sheet))
    painter.restore()


def card_area(place: int, *, is_mirrored: bool = False) -> QRectF:
    """Give where the card of a place stands on its page, in points; they are read as the language is."""
    width, height = _CARD
    row, column = divmod(place, _COLUMNS)
    column = _COLUMNS - 1 - column if is_mirrored else column
    left = (_PAPER[0] - _COLUMNS * width) / 2
    top = (_PAPER[1] - (A_PAGE // _COLUMNS) * height) / 2 - 3.0 * _MM
    return QRectF(left + column * width, top + row * height, width, height)


def qr_area(place: int, *, is_mirrored: bool = False) -> QRectF:
    """Give where its QR code stands, the white around it included."""
    return _qr_in(card_area(place, is_mirrored=is_mirrored), is_mirrored=is_mirrored)


def _qr_in(card: QRectF, *, is_mirrored: bool) -> QRectF:
    top = card.top() + (card.height() - _QR) / 2
    left = card.right() - _PAD / 2 - _QR if is_mirrored else card.left() + _PAD / 2
    return QRectF(left, top, _QR, _QR)


def _draw_card(painter: QPainter, area: QRectF, card: IssuedCard, sheet: CardSheet, words: CardWords) -> None:
    is_mirrored = words.right_to_left
    code = _qr_in(area, is_mirrored=is_mirrored)
    painter.fillPath(_qr_path(card.code, code), QColor(_INK))
    # The white around the symbol is air enough on that side.
    text = QRectF(0, area.top() + 2 * _PAD, area.width() - _QR - _PAD - _PAD / 2, area.height() - 3 * _PAD)
    text.moveLeft(area.left() + _PAD if is_mirrored else code.right())
    lines = (
        (isolate(sheet.school), (7,), False, _MUTED, 8.0 * _MM),
        (isolate(card.name), _NAME_POINTS, True, _INK, 17.0 * _MM),
        (words.number.format(number=isolate(card.number)), (9, 7), False, _INK, 6.0 * _MM),
        (isolate(sheet.group) if sheet.group else "", (9, 7), False, _MUTED, 9.0 * _MM),
    )
    top = text.top()
    for line, sizes, is_bold, ink, height in lines:
        place = QRectF(text.left(), top, text.width(), height)
        _draw_text(painter, place, line, sizes, words, is_bold=is_bold, ink=ink)
        top += height


def _draw_text(
    painter: QPainter,
    area: QRectF,
    text: str,
    sizes: Sequence[int],
    words: CardWords,
    *,
    is_bold: bool = False,
    ink: str = _MUTED,
) -> None:
    """Draw a text in the largest of some sizes in which it fits; the smallest is cut."""
    option = QTextOption()
    way = Qt.LayoutDirection.RightToLeft if words.right_to_left else Qt.LayoutDirection.LeftToRight
    option.setTextDirection(way)
    side = Qt.AlignmentFlag.AlignRight if words.right_to_left else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    for points in sizes:
        painter.setFont(_font(points, is_bold=is_bold))
        if painter.boundingRect(area, text, option).height() <= area.height():
            break
    painter.save()
    painter.setClipRect(area)
    painter.setPen(QColor(ink))
    painter.drawText(area, text, option)
    painter.restore()


def _qr_path(code: str, area: QRectF) -> QPainterPath:
    """Give the dark modules of a code as one area: no hairline between two of them is left white."""
    import segno  # loaded where cards are printed only

    rows = [list(row) for row in segno.make_qr(code, error="m").matrix_iter(border=4)]
    module = area.width() / len(rows)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for y, row in enumerate(rows):
        start = None
        for x, is_dark in enumerate([*row, False]):
            if is_dark and start is None:
                start = x
            elif not is_dark and start is not None:
                left, top = area.left() + start * module, area.top() + y * module
                path.addRect(QRectF(left, top, (x - start) * module, module))
                start = None
    return path


def _draw_marks(painter: QPainter, area: QRectF) -> None:
    """Draw short lines outside the four corners: where to cut, without a line on any card."""
    painter.setPen(QColor(_MUTED))
    pen = painter.pen()
    pen.setWidthF(0.4)
    painter.setPen(pen)
    half = _MARK / 2
    for corner in (area.topLeft(), area.topRight(), area.bottomLeft(), area.bottomRight()):
        painter.drawLine(corner - QPointF(half, 0), corner + QPointF(half, 0))
        painter.drawLine(corner - QPointF(0, half), corner + QPointF(0, half))


def _draw_foot(painter: QPainter, words: CardWords, page: int, pages: int) -> None:
    left, right = card_area(0), card_area(1)
    area = QRectF(left.left(), _PAPER[1] - 13.0 * _MM, right.right() - left.left(), 6.0 * _MM)
    text = f"{words.hint}  {words.page_of.format(page=page, pages=pages)}"
    _draw_text(painter, area, text, (8, 7), words)


def _font(points: int, *, is_bold: bool) -> QFont:
    font = QFont(fonts.family())
    font.setBold(is_bold)
    font.setPixelSize(points)  # a unit of the page is a point
    return font
