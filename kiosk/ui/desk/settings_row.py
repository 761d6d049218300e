"""One setting as a line: what it is called, what it does, its control, and the way back to the default."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QWidget

from kiosk.domain.folding import fold
from kiosk.ui import theme
from kiosk.ui.desk.controls import button, column, label, line
from kiosk.ui.desk.settings_controls import Editor
from kiosk.ui.desk.settings_words import SettingText

_WIDTH_FOR_TWO = 800
_SIDE_PX = 460
_NO_LIMIT_PX = 16_777_215
"""Qt's own largest width of a widget."""


class SettingRow(QWidget):
    """Words at the start, the control at the end; below each other where it is narrow."""

    chosen = Signal(str, object)
    """The setting's name, and a value."""

    def __init__(self, name: str, text: SettingText, editor: Editor, default: Any, group: str) -> None:
        """Make it.

        Args:
            name: Of the setting.
            text: Its words.
            editor: Its control.
            default: What a new school has.
            group: What its group is called: a search for that finds it too.
        """
        super().__init__()
        self.name, self.text, self.editor, self._default = name, text, editor, default
        self._found_by = fold(f"{text.title} {text.sentence} {group}")
        title = label(text.title)
        title.setStyleSheet("font-weight: bold")
        title.setBuddy(editor.part)
        self.chip = label(self.tr("default"), "muted")
        self.back = button("", self._go_back, kind="quiet")
        words = column(spacing=2)
        head = line()
        head.addWidget(title)
        head.addWidget(self.chip)
        head.addStretch(1)
        words.addLayout(head)
        words.addWidget(label(text.sentence, "muted", wraps=True))
        words.addStretch(1)
        self._side = QWidget()
        side = column(self._side, spacing=2)
        side.addWidget(editor)
        undoing = line()
        undoing.addWidget(self.back)
        undoing.addStretch(1)
        side.addLayout(undoing)
        side.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, theme.SPACE.tight, 0, theme.SPACE.tight)
        self._row.setSpacing(theme.SPACE.normal)
        self._row.addLayout(words, 1)
        self._row.addWidget(self._side)
        self._name_parts()
        editor.chosen.connect(lambda value: self.chosen.emit(self.name, value))

    def show_value(self, value: Any) -> None:
        """Show what counts now, and whether that is the default."""
        self.editor.show_value(value)
        is_default = value == self._default
        self.chip.setVisible(is_default)
        had_keyboard = self.back.hasFocus()
        self.back.setVisible(not is_default)
        if had_keyboard and is_default:
            self.editor.part.setFocus(Qt.FocusReason.OtherFocusReason)
        text = self.tr("Back to the default: {value}").format(value=self.editor.words(self._default))
        self.back.setText(text)
        self.back.setAccessibleName(f"{self.text.title}: {text}")

    def is_found_by(self, folded: str) -> bool:
        """Say whether every word of a folded search is in its words."""
        return all(part in self._found_by for part in folded.split())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the control below the words where there is little room."""
        is_narrow = self.width() < _WIDTH_FOR_TWO
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        self._row.setSpacing(theme.SPACE.tight if is_narrow else theme.SPACE.normal)
        self._side.setMinimumWidth(0 if is_narrow else _SIDE_PX)
        self._side.setMaximumWidth(_NO_LIMIT_PX if is_narrow else _SIDE_PX)
        super().resizeEvent(event)

    def _go_back(self) -> None:
        self.chosen.emit(self.name, self._default)

    def _name_parts(self) -> None:
        part = self.editor.part
        for control in (self.editor, part):
            # What is read on it is part of its name, for whoever presses it by saying so.
            seen = control.text() if isinstance(control, QAbstractButton) else ""
            control.setAccessibleName(f"{self.text.title}: {seen}" if seen else self.text.title)
            control.setAccessibleDescription(self.text.sentence)
