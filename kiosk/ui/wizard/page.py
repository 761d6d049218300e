"""What the wizard's pages have in common."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from kiosk.ui import theme
from kiosk.ui.later import later
from kiosk.ui.theme import SPACE, TYPE
from kiosk.ui.widgets.text import TextLabel


def wizard_sheet(p: theme.Palette) -> str:
    """Write the wizard's own sizes, between the kiosk's and the desk's: it is read at arm's length."""
    return f"""
QLabel[wizard="title"] {{ font-size: {TYPE.kiosk - 2}pt; font-weight: bold; }}
QLabel[wizard="lead"] {{ font-size: 15pt; color: {p.muted}; }}
QLabel[wizard="text"], QCheckBox, QRadioButton {{ font-size: 15pt; }}
QLabel[wizard="label"] {{ font-size: 15pt; font-weight: bold; }}
QLabel[wizard="step"] {{ font-size: 13pt; color: {p.muted}; padding: 6px 12px; }}
QLabel[wizard="step-now"] {{ font-size: 13pt; font-weight: bold; color: {p.on_accent};
  background: {p.accent}; border-radius: {theme.SHAPE.radius}px; padding: 6px 12px; }}
QLabel[wizard="step-done"] {{ font-size: 13pt; color: {p.text}; padding: 6px 12px; }}
QLabel[wizard="error"] {{ font-size: 15pt; font-weight: bold; color: {p.bad}; }}
QLabel[wizard="good"] {{ font-size: 15pt; font-weight: bold; color: {p.good}; }}
QLabel[wizard="brand"] {{ font-size: 22pt; font-weight: bold; color: {p.accent}; padding: 0 12px; }}
QLabel[wizard="code"] {{ font-size: 26pt; font-weight: bold; background: {p.surface}; color: {p.text};
  border: {theme.SHAPE.stroke}px solid {p.line}; border-radius: {theme.SHAPE.radius}px; padding: 18px; }}
QLabel[wizard="words"] {{ font-size: 18pt; font-weight: bold; background: {p.surface}; color: {p.text};
  border: {theme.SHAPE.stroke}px solid {p.line}; border-radius: {theme.SHAPE.radius}px; padding: 8px 14px; }}
QFrame[wizard="rail"] {{ background: {p.surface}; }}
QFrame[wizard="point"] {{ background: {p.surface}; border: 1px solid {p.hairline};
  border-radius: {theme.SHAPE.radius}px; }}
QLabel[wizard="count"] {{ font-size: 13pt; color: {p.muted}; }}
QLineEdit, QTimeEdit {{ font-size: 16pt; min-height: 42px; padding: 4px 12px; }}
QCheckBox, QRadioButton {{ min-height: 40px; spacing: 10px; padding: 2px 3px; }}
QPushButton {{ font-size: 16pt; min-height: 44px; padding: 6px 28px; }}
QPushButton[kind="look"] {{ padding: 6px 12px; }}
QPushButton[wizard="choice"] {{ font-size: 22pt; min-height: 84px; }}
"""


def text_label(role: str) -> QLabel:
    """Make a label of the wizard's sheet that never takes markup."""
    made = TextLabel()
    made.setProperty("wizard", role)
    made.setWordWrap(True)
    return made


class Page(QWidget):
    """One step: a title, a lead, its own parts, and a line for what is wrong."""

    changed = Signal()
    """The words of the button that goes on may have changed."""

    def __init__(self) -> None:
        super().__init__()
        self._laid_out = later(self, self._show_whole_error)
        self._title, self._lead, self._error = text_label("title"), text_label("lead"), text_label("error")
        self._error.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.snug)
        self._column.addWidget(self._title)
        self._column.addWidget(self._lead)
        self._column.addSpacing(SPACE.tight)

    @property
    def error(self) -> str:
        """What the page says is wrong, "" for nothing."""
        return "" if self._error.isHidden() else self._error.text()

    def show_error(self, text: str) -> None:
        """Say what is wrong, in place; "" for nothing."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self._laid_out.start()  # once the page is as high as its lines

    def _show_whole_error(self) -> None:
        """Scroll to what is wrong, where the page is higher than its window."""
        inside = self.parentWidget()
        area = None if inside is None else inside.parentWidget()
        if isinstance(area, QScrollArea) and self.error:
            area.ensureWidgetVisible(self._error, 0, 0)

    def step_name(self) -> str:
        """Give the step's name for the list at the side."""
        return self._title.text()

    def enter(self) -> None:
        """Get ready to be shown: the keyboard goes to the first thing."""

    def check(self) -> str:
        """Take the answers over and give what is wrong with them, "" for nothing."""
        return ""

    def takes_inner_step(self) -> bool:
        """Take a step inside the page instead of leaving it, if there is one."""
        return False

    def may_go_on(self) -> bool:
        """Say whether the button that goes on can be pressed at all."""
        return True

    def next_text(self) -> str:
        """Give the words of the button that goes on."""
        return self.tr("Next")

    def retranslate(self) -> None:
        """Write everything in the language in use."""

    def _finish_layout(self) -> None:
        self._column.addWidget(self._error)
        self._column.addStretch(1)
        for field in self.findChildren(QLineEdit):
            field.textEdited.connect(self._answered)
        for box in self.findChildren(QCheckBox):
            box.toggled.connect(self._answered)

    def _answered(self) -> None:
        """Take the complaint away: it was about what stood there before."""
        self.show_error("")

    def _labelled(self, label: QLabel, field: QWidget) -> None:
        label.setBuddy(field)
        self._column.addWidget(label)
        self._column.addWidget(field)


def text_field(longest: int) -> QLineEdit:
    """Make a field."""
    made = QLineEdit()
    made.setMaxLength(longest)
    return made
