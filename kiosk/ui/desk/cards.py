"""A page of cards in two columns that scrolls; one column on an upright or narrow screen."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from kiosk.ui import theme
from kiosk.ui.desk.controls import column
from kiosk.ui.later import later

_WIDTH_FOR_TWO = 960


class Page(QWidget):
    """As high as its words at its width, and no higher.

    A scroll area takes the larger of that and of the smallest size, and wrapped labels ask for more lines
    there than they need: an empty end to scroll to.
    """

    def minimumSizeHint(self) -> QSize:
        """Nothing, so that the height for the width decides."""
        return QSize(0, 0)


class Cards(QScrollArea):
    """Cards side by side where there is room."""

    def __init__(
        self, name: str, columns: Sequence[Sequence[QWidget]], parent: QWidget | None = None
    ) -> None:
        """Lay the cards out.

        Args:
            name: For screen readers.
            columns: The cards of each column, top first.
            parent: As of any widget.
        """
        super().__init__(parent)
        self.page = page = Page()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.SPACE.snug)
        for cards in columns:
            side = column(spacing=theme.SPACE.snug)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
            self._columns.addLayout(side, 1)
        inner = column(page)
        inner.addLayout(self._columns)
        inner.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setProperty("role", "reading")
        self.setWidget(page)
        self._aim: tuple[QWidget, QWidget] | None = None
        self._arriving = later(self, self._arrive)
        self.verticalScrollBar().actionTriggered.connect(self._leave)

    def come_to(self, card: QWidget, part: QWidget) -> None:
        """Scroll to a card and put the keyboard into it.

        Answers that are still awaited make cards higher: it is done again until somebody scrolls or goes on.

        Args:
            card: One of the cards.
            part: What gets the keyboard, on the card.
        """
        self._leave()
        self._aim = (card, part)
        card.installEventFilter(self)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arriving.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the card to where it is laid out."""
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show}:
            self._arriving.start()  # once the page is as high as its cards
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever comes back begins where they were."""
        self._leave()
        super().hideEvent(event)

    def _arrive(self) -> None:
        if self._aim is None:
            return
        card, part = self._aim
        if self.window().focusWidget() not in {self, part}:
            self._leave()
        elif card.isVisible():
            self.verticalScrollBar().setValue(card.mapTo(self.page, QPoint(0, 0)).y())
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        if self._aim is not None:
            self._aim[0].removeEventFilter(self)
        self._aim = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go to one column where two would be narrow."""
        is_narrow = self.width() < _WIDTH_FOR_TWO
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        super().resizeEvent(event)
