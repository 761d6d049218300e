"""What is stored, what can go wrong, and that nobody has to use their face: in plain words, at the door."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kiosk.ui import theme
from kiosk.ui.kiosk.buttons import action
from kiosk.ui.kiosk.labels import kiosk_label
from kiosk.ui.kiosk.patience import Patience

_READING_S = 120.0
"""Long enough to read twice; then the kiosk is for the next person again."""


class AboutPanel(QWidget):
    """A page over the stage. Closes by its button, by Escape, or after two minutes without a touch."""

    closed = Signal()
    removal_asked = Signal()
    """Somebody wants their face removed, and knows what that means."""

    def __init__(self, monotonic: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.patience = Patience(monotonic, self, _READING_S)
        self._ending = kiosk_label("strong")
        self._ending.hide()
        self._is_offered = False
        self._title = kiosk_label("title")
        self._paragraphs = [kiosk_label("text", is_paragraph=True) for _ in self._texts()]
        self._close = action("primary")
        self._close.clicked.connect(self.closed)
        self._remove, self._yes, self._no = action(), action(), action()
        self._question = kiosk_label("care")
        for button, act in (
            (self._remove, self._ask),
            (self._yes, self.removal_asked),
            (self._no, self._let_be),
        ):
            button.clicked.connect(act)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setSpacing(theme.SPACE.normal)
        for label in self._paragraphs:
            column.addWidget(label)
        for part in (self._remove, self._question):
            column.addWidget(part)
        answers = QHBoxLayout()
        answers.addWidget(self._yes)
        answers.addWidget(self._no)
        answers.addStretch(1)
        column.addLayout(answers)
        column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setProperty("role", "reading")
        self._area.setWidget(inner)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._close)
        page = QVBoxLayout(self)
        side = theme.SPACE.page - theme.SHAPE.focus  # the words begin where those of other pages do
        page.setContentsMargins(side, theme.SPACE.normal, side, theme.SPACE.normal)
        page.setSpacing(theme.SPACE.normal)
        page.addLayout(top)
        page.addWidget(self._ending)
        page.addWidget(self._area, 1)
        self.patience.warned.connect(self._warn)
        self.patience.over.connect(self.closed)
        self.retranslate()
        self._set_asking(False)

    def open(self) -> None:
        """Show from the top."""
        self._set_asking(False)
        self._area.verticalScrollBar().setValue(0)
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)
        self.patience.begin()

    def set_removal_offered(self, is_offered: bool) -> None:
        """Say whether the door can take a face back now."""
        self._is_offered = is_offered
        self._set_asking(False)

    def shut(self) -> None:
        """Stop the clock."""
        self.patience.end()

    @property
    def message(self) -> str:
        """What it says of its time."""
        return self._ending.text()

    @Slot(str)
    def _warn(self, words: str) -> None:
        self._ending.setText(words)
        self._ending.setVisible(bool(words))

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self._title.setText(self.tr("What this kiosk keeps"))
        self._close.setText(self.tr("Close"))
        self._remove.setText(self.tr("Remove my face from this kiosk"))
        self._question.setText(
            self.tr(
                "Then number and PIN sign you in, as they do for others. It is done at once. It "
                "counts as your no: only you can take it back, at the school’s desk."
            )
        )
        self._yes.setText(self.tr("Go on"))
        self._no.setText(self.tr("Leave it as it is"))
        for label, text in zip(self._paragraphs, self._texts(), strict=True):
            label.setText(text)
        self._area.setAccessibleName(self.tr("What this kiosk keeps"))

    def _ask(self) -> None:
        self._set_asking(True)
        self._yes.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._keep_question)
        self.patience.touch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the question in sight where the screen is turned."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._keep_question)

    @Slot()
    def _keep_question(self) -> None:
        if not self._no.isHidden():
            self._area.ensureWidgetVisible(self._no)

    def _let_be(self) -> None:
        self._set_asking(False)
        self._remove.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_asking(self, is_asking: bool) -> None:
        self._remove.setVisible(self._is_offered and not is_asking)
        for part in (self._question, self._yes, self._no):
            part.setVisible(is_asking)

    def _texts(self) -> tuple[str, ...]:
        return (
            self.tr("No picture is kept, shown or sent. The camera's picture is looked at and forgotten."),
            self.tr(
                "For those who agreed, it keeps numbers that describe a face, changed with a secret of this "
                "machine. They identify a person and are treated like the face itself."
            ),
            self.tr(
                "It keeps when you signed in, and whether by face, card or code. Nothing leaves this machine."
            ),
            self.tr("You never have to use your face: a card, number and PIN, or your teacher, do the same."),
            self.tr(
                "It can be wrong, and a photograph can pass for a person. If a tick is not yours, press "
                "“Not me” or tell your teacher."
            ),
            self.tr("You can ask the school to see what is kept about you, and to erase it."),
            self.tr(
                "To check it: ask at the school’s desk for your own data. The office can print it for you, "
                "with how long each part is kept."
            ),
            self.tr(
                "To check that nothing is sent: pull the network cable, and everything works as before. "
                "The school’s administrator can test this machine, and anybody may read the program."
            ),
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
