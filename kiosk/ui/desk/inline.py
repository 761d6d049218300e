"""What others put into a dialog: a message with an optional act, and a question. Neither is modal."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble
from kiosk.ui.desk.controls import button, column, empty, holds_keyboard, label, line
from kiosk.ui.theme import Tone


class Strip(QWidget):
    """A coloured line across a page that tells or asks one thing. Hidden until it has something to say."""

    let_go = Signal()
    """What had the keyboard here is gone: give it back to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.CALM
        self._row = line(self, spacing=theme.SPACE.snug)
        side, top = theme.SPACE.normal, theme.SPACE.tight
        self._row.setContentsMargins(side, top, side, top)
        self.text = label(wraps=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.reference = label("", "muted", wraps=True)
        self.reference.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said = column(spacing=0)
        said.addWidget(self.text)
        said.addWidget(self.reference)
        self._row.addLayout(said, 1)
        self._acts = line()
        self._row.addLayout(self._acts)
        self.setVisible(False)

    def tell(
        self,
        text: str,
        tone: Tone = Tone.CALM,
        *,
        act: tuple[str, Callable[[], object]] | None = None,
        can_dismiss: bool = True,
        reference: str = "",
    ) -> None:
        """Say something; stays until dismissed or replaced.

        Args:
            text: What.
            tone: What it means.
            act: A button's words, and what it does.
            can_dismiss: Whether it can be put away.
            reference: What to tell whoever helps; "" for nothing.
        """
        self._say(text, tone, reference)
        if act is not None:
            self._add(act[0], act[1], "")
        if can_dismiss:
            self._add(self.tr("Dismiss"), self.dismiss, "quiet")

    def tell_trouble(self, trouble: Trouble) -> None:
        """Say what failed, what to do, and what to tell whoever helps."""
        self.tell(trouble.text, Tone.BAD, reference=trouble.reference)

    def ask(
        self,
        text: str,
        yes: str,
        on_yes: Callable[[], object],
        *,
        tone: Tone = Tone.CARE,
        no: str = "",
        starts_on_no: bool = False,
    ) -> None:
        """Ask; Escape and the second button mean no.

        Args:
            text: The question.
            yes: The first button.
            on_yes: Called when it is pressed.
            tone: BAD for what cannot be undone.
            no: The second button; "" is "Cancel".
            starts_on_no: The keyboard begins there, as it does for what cannot be undone.
        """
        self._say(text, tone)

        def agree() -> None:
            self.dismiss()
            on_yes()

        first = self._add(yes, agree, "danger" if tone is Tone.BAD else "primary")
        second = self._add(no or self.tr("Cancel"), self.dismiss, "")
        # What cannot be undone is not one blind Enter away.
        (second if tone is Tone.BAD or starts_on_no else first).setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Hide."""
        had_keyboard = holds_keyboard(self)
        self.setVisible(False)
        if had_keyboard:
            self.let_go.emit()

    def buttons(self) -> list[QPushButton]:
        """Give the buttons now shown, in order."""
        items = [self._acts.itemAt(place) for place in range(self._acts.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, QPushButton)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape dismisses."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the tone, with a bar at its start."""
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.soft(self._tone)))
        radius = theme.SHAPE.radius
        painter.drawRoundedRect(self.rect(), radius, radius)
        painter.setBrush(QColor(palette.strong(self._tone)))
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.drawRoundedRect(self.width() - 7 if is_mirrored else 3, 8, 4, self.height() - 16, 2, 2)

    def _say(self, text: str, tone: Tone, reference: str = "") -> None:
        had_keyboard = holds_keyboard(self)
        empty(self._acts)
        if had_keyboard:
            self.let_go.emit()
        self._tone = tone
        self.text.setText(text)
        told = self.tr("Reference: {code}").format(code=i18n.isolate(reference)) if reference else ""
        self.reference.setText(told)
        self.reference.setVisible(bool(told))
        self.setAccessibleName(f"{text} {told}".strip())
        self.setVisible(True)
        self.update()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _add(self, text: str, act: Callable[[], object], kind: str) -> QPushButton:
        made = button(text, act, kind=kind)
        self._acts.addWidget(made)
        made.show()  # at once, since only what is shown takes the keyboard
        return made
