"""What is stored, what can go wrong, and that nobody has to use their face: in plain words, at the door."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from kiosk.ui import theme
from kiosk.ui.kiosk.labels import kiosk_label

_CLOSES_AFTER_MS = 120_000
"""Long enough to read twice; then the kiosk is for the next person again."""


class AboutPanel(QWidget):
    """A page over the stage. Closes by its button, by Escape, or after two minutes."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = kiosk_label("title")
        self._paragraphs = [kiosk_label("text") for _ in self._texts()]
        self._close = QPushButton()
        self._close.setProperty("kiosk", "action")
        self._close.setProperty("kind", "primary")
        self._close.clicked.connect(self.closed)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setSpacing(theme.SPACE.normal)
        for label in self._paragraphs:
            column.addWidget(label)
        column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._close)
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.SPACE.page, theme.SPACE.normal, theme.SPACE.page, theme.SPACE.normal)
        page.setSpacing(theme.SPACE.normal)
        page.addLayout(top)
        page.addWidget(self._area, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_CLOSES_AFTER_MS)
        self._timer.timeout.connect(self.closed)
        self.retranslate()

    def open(self) -> None:
        """Show from the top."""
        self._area.verticalScrollBar().setValue(0)
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)
        self._timer.start()

    def shut(self) -> None:
        """Stop the clock."""
        self._timer.stop()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self._title.setText(self.tr("What this kiosk keeps"))
        self._close.setText(self.tr("Close"))
        for label, text in zip(self._paragraphs, self._texts(), strict=True):
            label.setText(text)
        self._area.setAccessibleName(self.tr("What this kiosk keeps"))

    def _texts(self) -> tuple[str, ...]:
        return (
            self.tr("No picture is kept, shown or sent. The camera's picture is looked at and forgotten."),
            self.tr(
                "For those who agreed, it keeps numbers that describe a face, changed with a secret of this "
                "machine. They identify a person and are treated like the face itself."
            ),
            self.tr(
                "It keeps when you signed in, and whether by face or by code. Nothing leaves this machine."
            ),
            self.tr("You never have to use your face: number and PIN, or your teacher, do the same."),
            self.tr(
                "It can be wrong, and a photograph can pass for a person. If a tick is not yours, press "
                "“Not me” or tell your teacher."
            ),
            self.tr("You can ask the school to see what is kept about you, and to erase it."),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape; scroll with the keys."""
        bar = self._area.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep() * 3, Qt.Key.Key_Up: -bar.singleStep() * 3,
            Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep(),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif key in steps:
            bar.setValue(bar.value() + steps[key])
        else:
            super().keyPressEvent(event)
