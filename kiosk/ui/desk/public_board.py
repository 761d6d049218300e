"""The second screen: how many of each group are here, and who is missing where the school shows that.

Everybody who passes reads it, so it asks for nothing but the board's own lines, which hold names only while
somebody is signed in and the school has chosen so.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.registers import BoardLine
from kiosk.runtime.api import DoorApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import column, empty, label, line
from kiosk.ui.desk.lists import collated

REFRESH_MS = 4000
PAGE_MS = 9000
"""So long each page stays where the groups do not fit on one."""
_CARD_WIDTH, _CARD_HEIGHT, _HEIGHT_WITH_NAMES = 380, 190, 295
_MOST_NAMES = 7


class GroupCard(QFrame):
    """One group: how many are here of how many, in figures that are read from afar."""

    def __init__(self, shown: BoardLine) -> None:
        super().__init__()
        self.setProperty("role", "card")
        body = column(self, margins=theme.SPACE.normal, spacing=4)
        since = self.tr("since {time}").format(time=i18n.time_text(shown.starts))
        head = line()
        head.addWidget(_text(shown.label, 20, is_bold=True), 1)
        head.addWidget(_text(since, 14, role="muted"))
        body.addLayout(head)
        figures = self.tr("{here} / {expected}").format(
            here=i18n.number(shown.here), expected=i18n.number(shown.expected)
        )
        body.addWidget(_text(figures, 44, is_bold=True))
        left = max(0, shown.expected - shown.here)
        words = self.tr("Not here: {count}").format(count=i18n.number(left)) if left else self.tr("All here")
        body.addWidget(_text(words, 16, role="" if left else "good"))
        if shown.missing:
            body.addWidget(_text(self._names(shown.missing), 14, wraps=True))
        body.addStretch(1)
        self.setAccessibleName(f"{shown.label}: {figures}. {words}")

    def _names(self, names: Sequence[str]) -> str:
        text = self.tr(", ").join(i18n.isolate(name) for name in names[:_MOST_NAMES])
        more = len(names) - _MOST_NAMES
        if more <= 0:
            return text
        return self.tr("{names} and more: {count}").format(names=text, count=i18n.number(more))


class PublicBoard(QWidget):
    """A window of its own. F11 is full screen and back; Escape closes."""

    closed = Signal()

    def __init__(
        self, door: DoorApi, clock: Callable[[], Instant], is_bare: Callable[[], bool] = lambda: False
    ) -> None:
        """Show nothing yet.

        Args:
            door: Gives the lines.
            clock: Tells the moment.
            is_bare: No name is shown now, whatever the lines hold: the desk is locked.
        """
        super().__init__()
        self._door, self._clock, self._is_bare = door, clock, is_bare
        self._lines: tuple[BoardLine, ...] = ()
        self._page = 0
        self._asked = 0
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(480, 360)
        self.title = _text("", 26, is_bold=True)
        self.time = _text("", 26)
        self.pages = _text("", 14, role="muted")
        self.nothing = _text("", 20, role="muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.trouble = _text("", 14, role="care", wraps=True)
        self.trouble.setVisible(False)
        head = line(spacing=theme.SPACE.normal)
        head.addWidget(self.title, 1)
        head.addWidget(self.pages)
        head.addWidget(self.time)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.SPACE.normal)
        outer = column(self, margins=theme.SPACE.wide, spacing=theme.SPACE.normal)
        outer.addLayout(head)
        outer.addWidget(self.trouble)
        outer.addWidget(self.nothing, 1)
        outer.addLayout(self._grid, 1)
        self._again = QTimer(self, interval=REFRESH_MS)
        self._again.timeout.connect(self.refresh)
        self._turning = QTimer(self, interval=PAGE_MS)
        self._turning.timeout.connect(self._turn)
        self._say_texts()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say_texts()
            self._draw()
            if self.isVisible():
                self.refresh()
        super().changeEvent(event)

    def _say_texts(self) -> None:
        self.setWindowTitle(self.tr("Rollcall board"))
        self.title.setText(self.tr("Here now"))
        self.nothing.setText(self.tr("No group is expected now."))

    def refresh(self) -> None:
        """Ask for the lines; an answer that a newer question overtook is not shown."""
        self._asked += 1
        asked = self._asked

        def show(lines: Sequence[BoardLine]) -> None:
            if asked == self._asked:
                self._show(lines)

        call(self._door.board(), self, show, self._tell)

    def forget_names(self) -> None:
        """Take every name away at once, whatever is on its way; counts come with the next answer."""
        self._show(_without_names(self._lines))
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F11 and Escape."""
        if event.key() == Qt.Key.Key_F11:
            self.showNormal() if self.isFullScreen() else self.showFullScreen()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to ask."""
        super().showEvent(event)
        self._again.start()
        self._turning.start()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask no more."""
        self._again.stop()
        self._turning.stop()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say so."""
        self._asked += 1
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many groups as there is room for."""
        super().resizeEvent(event)
        self._draw()

    def _tell(self, trouble: Trouble) -> None:
        self.trouble.setText(trouble.text)
        self.trouble.setVisible(True)

    def _show(self, lines: Sequence[BoardLine]) -> None:
        self.trouble.setVisible(False)
        self.time.setText(i18n.time_text(self._clock()))
        lines = _in_order(_without_names(lines) if self._is_bare() else lines)
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self._draw()
        self.nothing.setVisible(not lines)

    def _turn(self) -> None:
        if self._count_pages() > 1:
            self._page += 1
            self._draw()

    def _shape(self) -> tuple[int, int]:
        """Give how many columns and rows of cards there is room for."""
        has_names = any(each.missing for each in self._lines)
        height = _HEIGHT_WITH_NAMES if has_names else _CARD_HEIGHT
        across = max(1, (self.width() - 2 * theme.SPACE.wide) // _CARD_WIDTH)
        return across, max(1, (self.height() - 110) // height)

    def _count_pages(self) -> int:
        across, down = self._shape()
        return -(-len(self._lines) // (across * down))

    def _draw(self) -> None:
        empty(self._grid)
        across, down = self._shape()
        count = self._count_pages()
        self._page = self._page % count if count else 0
        start = self._page * across * down
        shown = self._lines[start : start + across * down]
        for place, each in enumerate(shown):
            self._grid.addWidget(GroupCard(each), place // across, place % across)
        for place in range(self._grid.columnCount()):
            self._grid.setColumnStretch(place, 1 if place < min(across, len(shown)) else 0)
        text = self.tr("{page} of {pages}")
        self.pages.setText(
            text.format(page=i18n.number(self._page + 1), pages=i18n.number(count)) if count > 1 else ""
        )


def _without_names(lines: Sequence[BoardLine]) -> list[BoardLine]:
    return [BoardLine(each.label, each.starts, each.expected, each.here) for each in lines]


def _in_order(lines: Sequence[BoardLine]) -> Sequence[BoardLine]:
    """Give them by start, those of one start by name: a group keeps its place from one look to the next."""
    places = collated([each.label for each in lines])
    order = sorted(range(len(lines)), key=lambda place: (lines[place].starts.utc, places[place]))
    return tuple(lines[place] for place in order)


def _text(text: str, points: float, *, is_bold: bool = False, role: str = "", wraps: bool = False) -> QLabel:
    made = label(text, role, wraps=wraps)
    # A style sheet beats a font that is set, so the size is written into one.
    weight = "bold" if is_bold else "normal"
    made.setStyleSheet(f"font-size: {points}pt; font-weight: {weight};")
    return made
