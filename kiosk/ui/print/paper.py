"""A document on A4 as a PDF: QTextDocument lays out, QPdfWriter writes, no printer and no window needed.

May run on any thread once a QGuiApplication exists. The same document gives the same bytes with one version
of Qt and the same fonts. What a document says is its maker's: nothing here knows of sheets or people.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from uuid import UUID

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QEventLoop,
    QHashSeed,
    QIODevice,
    QMarginsF,
    QRectF,
    QSizeF,
    Qt,
    QThread,
)
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
    QTextOption,
)

from kiosk.domain.clock import Instant
from kiosk.domain.names import isolate
from kiosk.reports.watch import Watch
from kiosk.ui import fonts

DPI = 96  # the style sheet's pixels are then points of a screen
MARGIN_MM = 15.0
_FOOTER_PX = 44.0

# Qt writes the moment of printing and a random document id; no setter reaches them. Each field has a fixed
# width, so it can be overwritten without moving anything.
_PDF_DATE = re.compile(rb"/(?:CreationDate|ModDate) \(D:(\d{14})([^)]*)\)")
_XMP_DATE = re.compile(rb'xmp:(?:Create|Modify|Metadata)Date="(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([^"]*)"')
_UUID = re.compile(rb"uuid:([0-9a-f-]{36})")


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed.

    Attributes:
        title: Of the file; it is printed nowhere.
        html: The body, escaped already, in Qt's subset of HTML.
        footer: Stands at the foot of each page.
        page_of: Beside it, with `{page}` and `{pages}`.
        moment: When it was made; the file says no other.
        right_to_left: Its direction.
        is_numbered_alone: A single page has its number, too.
        more: What follows the body, each part from a page of its own: a long document is laid out in parts.
    """

    title: str
    html: str
    footer: str
    page_of: str
    moment: Instant
    right_to_left: bool = False
    is_numbered_alone: bool = True
    more: tuple[str, ...] = ()


class Pages:
    """A document laid out on A4, to be drawn on anything. Made on one thread, any, and drawn on that.

    The preview, the printer and the PDF draw the same pages, broken at the same lines.
    """

    def __init__(self, paper: Paper, watch: Watch | None = None) -> None:
        """Lay the document out.

        Raises:
            KioskError: EXPORT_STOPPED when `watch` was stopped.
        """
        watch = watch or Watch()
        loop = _loop_of_this_thread()
        self._paper = paper
        self._nowhere = QBuffer()
        self._metrics = QPdfWriter(self._nowhere)  # what text is measured by, wherever it is drawn
        _set_up(self._metrics)
        self._body = QSizeF(self._metrics.width(), self._metrics.height() - _FOOTER_PX)
        self._documents: list[QTextDocument] = []
        self._firsts = [0]
        parts = (paper.html, *paper.more)
        for place, html in enumerate(parts):
            watch.step(place, 2 * len(parts))
            document = _document(html, paper, self._metrics, self._body)
            self._documents.append(document)
            self._firsts.append(self._firsts[-1] + document.pageCount())
        if loop is not None:
            loop.processEvents()  # nothing is left running that another thread could not stop

    @property
    def count(self) -> int:
        """How many pages."""
        return self._firsts[-1]

    def draw(self, painter: QPainter, number: int) -> None:
        """Draw a page, 0 the first, inside its margins: from the painter's origin, DPI units an inch."""
        part = bisect_right(self._firsts, number) - 1
        top = (number - self._firsts[part]) * self._body.height()
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = QRectF(0, top, self._body.width(), self._body.height())
        context.palette = _ink()
        painter.save()
        painter.translate(0, -top)
        painter.setClipRect(context.clip)
        self._documents[part].documentLayout().draw(painter, context)
        painter.restore()
        area = QRectF(0, self._body.height(), self._body.width(), _FOOTER_PX)
        _footer(painter, area, self._paper, (number + 1, self.count))


def paper_bytes(paper: Paper, watch: Watch | None = None) -> bytes:
    """Give the PDF: A4, footer and page number on each page. Needs a QGuiApplication.

    Raises:
        KioskError: EXPORT_STOPPED when `watch` was stopped.
    """
    return papers_bytes([paper], watch)


def papers_bytes(papers: Sequence[Paper], watch: Watch | None = None) -> bytes:
    """Give one PDF of several papers, each from a page of its own and numbered by itself; title of the first.

    Needs a QGuiApplication.

    Raises:
        KioskError: EXPORT_STOPPED when `watch` was stopped.
    """
    watch = watch or Watch()
    # Qt writes fonts in the order of a hash whose seed is drawn anew in every process. It is not put back:
    # two threads may write at once, and nobody floods the hashes of a program without a network.
    QHashSeed.setDeterministicGlobalSeed()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    _set_up(writer)
    writer.setTitle(papers[0].title)
    writer.setCreator("Rollcall")
    painter = QPainter(writer)
    try:
        for place, paper in enumerate(papers):
            if place:
                writer.newPage()
                watch.step(place, len(papers))
            _draw_all(paper, painter, writer, watch if len(papers) == 1 else watch.quiet())
    finally:
        painter.end()
        buffer.close()
    watch.step(1, 1)
    return dated(bytes(content.data()), papers[0].moment)


def _draw_all(paper: Paper, painter: QPainter, writer: QPdfWriter, watch: Watch) -> None:
    pages = Pages(paper, watch)
    for number in range(pages.count):
        watch.step(pages.count + number, 2 * pages.count)
        if number:
            writer.newPage()
        pages.draw(painter, number)


def a4() -> QPageLayout:
    """Give the page of every document."""
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)


def _loop_of_this_thread() -> QEventLoop | None:
    """Give a thread that is not Qt's own what a timer needs; None for the GUI thread.

    WORKAROUND(Qt 6.11): the layout of a document of more than some thousand characters starts timers, and
    warns where nobody could run them.
    """
    application = QCoreApplication.instance()
    if application is None or QThread.currentThread() is application.thread():
        return None
    return QEventLoop()


def _set_up(writer: QPdfWriter) -> None:
    writer.setResolution(DPI)
    writer.setPageLayout(a4())


def fact(label: str, value: str) -> str:
    """Give "label: value" as HTML, the value in its own direction."""
    return f"{escape(label)}: {escape(isolate(value))}"


def table(
    titles: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]], *, right_to_left: bool
) -> Iterator[str]:
    """Give a table as HTML whose head is repeated on each page.

    Args:
        titles: Of each column in reading order, with its width in percent.
        rows: Cells as HTML, escaped already, in the same order.
        right_to_left: The table's direction.
    """
    # Qt lays table columns from the left whatever the direction, so they are turned here.
    order = slice(None, None, -1) if right_to_left else slice(None)
    align, way = ("right", "rtl") if right_to_left else ("left", "ltr")
    yield '<table width="100%" cellspacing="0" cellpadding="4" border="0"><thead><tr>'
    for title, width in titles[order]:
        yield f'<th width="{width}%" align="{align}" dir="{way}">{escape(title)}</th>'
    yield "</tr></thead>"
    for place, cells in enumerate(rows):
        # Bands instead of borders, which make Qt four times slower (2,000 people: 4.2 s instead of 1.1 s).
        yield "<tr>" if place % 2 else '<tr bgcolor="#f4f6f6">'
        for cell in cells[order]:
            yield f'<td align="{align}" dir="{way}">{cell}</td>'
        yield "</tr>"
    yield "</table>"


def _ink() -> QPalette:
    """Give the ink of every paper: the window's own text is light where the program is dark."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(Qt.GlobalColor.black))
    return palette


def _footer(painter: QPainter, area: QRectF, paper: Paper, place: tuple[int, int]) -> None:
    painter.setFont(_font(8))
    painter.setPen(QColor("#4c5a5e"))
    line = area.adjusted(0, 16, 0, 0)
    painter.drawLine(line.topLeft(), line.topRight())
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    start, end = (right, left) if paper.right_to_left else (left, right)
    option = QTextOption()
    option.setTextDirection(_direction(paper))
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    text = line.adjusted(0, 4, 0, 0)
    option.setAlignment(start | Qt.AlignmentFlag.AlignAbsolute)
    painter.drawText(text, paper.footer, option)
    if place[1] == 1 and not paper.is_numbered_alone:
        return
    option.setAlignment(end | Qt.AlignmentFlag.AlignAbsolute)
    painter.drawText(text, paper.page_of.format(page=place[0], pages=place[1]), option)


def _document(html: str, paper: Paper, writer: QPdfWriter, body: QSizeF) -> QTextDocument:
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.documentLayout().setPaintDevice(writer)
    document.setDefaultFont(_font(9))
    option = QTextOption()
    option.setTextDirection(_direction(paper))
    document.setDefaultTextOption(option)
    document.setDefaultStyleSheet(_STYLE)
    way = "rtl" if paper.right_to_left else "ltr"
    document.setPageSize(body)  # before the text, which is then laid out once
    document.setHtml(f'<body dir="{way}">{html}</body>')
    return document


_STYLE = """
h1 { font-size: 18pt; margin-bottom: 2px; }
h2 { font-size: 12pt; margin-top: 18px; margin-bottom: 4px; }
p { margin-top: 2px; margin-bottom: 2px; }
.muted { color: #4c5a5e; }
.trial { color: #8a4f00; font-weight: bold; }
th { background-color: #e4ebeb; }
td { line-height: 15px; -qt-line-height-type: fixed; }
"""


def _direction(paper: Paper) -> Qt.LayoutDirection:
    return Qt.LayoutDirection.RightToLeft if paper.right_to_left else Qt.LayoutDirection.LeftToRight


def _font(points: float) -> QFont:
    font = QFont(fonts.family())
    font.setPointSizeF(points)
    return font


def dated(content: bytes, moment: Instant) -> bytes:
    """Put the moment of the document where Qt wrote the moment of printing, and an id made of the content."""

    def put(pattern: "re.Pattern[bytes]", stamp: bytes, zone: bytes, text: bytes) -> bytes:
        def fill(found: "re.Match[bytes]") -> bytes:
            # Another width of zone than UTC's (a machine far from it): only the digits are changed.
            tail = zone if len(zone) == len(found.group(2)) else found.group(2)
            return found.group(0).replace(found.group(1) + found.group(2), stamp + tail)

        return pattern.sub(fill, text)

    content = put(_PDF_DATE, f"{moment.utc:%Y%m%d%H%M%S}".encode(), b"Z", content)
    content = put(_XMP_DATE, f"{moment.utc:%Y-%m-%dT%H:%M:%S}".encode(), b"+00:00", content)
    found = _UUID.search(content)
    if found is None:
        return content
    old = found.group(1)
    blank = content.replace(old, b"0" * 36).replace(old.hex().encode(), b"0" * 72)
    new = str(UUID(bytes=sha256(blank).digest()[:16], version=4)).encode()
    return content.replace(old, new).replace(old.hex().encode(), new.hex().encode())
