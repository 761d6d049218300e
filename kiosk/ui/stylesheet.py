"""The style sheet of the windows, made from the tokens.

Widgets say what they are by two dynamic properties, never by a colour of their own:

* `kind` of a button: "primary", "quiet", "danger", "key"; none is the plain one.
* `role` of a label or frame: "title", "heading", "muted", "error", "notice", "card", "ribbon".
"""

from kiosk import paths
from kiosk.ui.tokens import PALETTES, SHAPE, SPACE, Palette


def stylesheet(p: Palette, scale: float = 1.0) -> str:
    """Write the style sheet of a palette.

    Args:
        p: The colours.
        scale: Multiplies lengths; 1 for the desk, the window's own scale at the kiosk.
    """

    def px(length: float) -> str:
        return f"{max(1, round(length * scale))}px"

    radius, stroke, focus = px(SHAPE.radius), px(SHAPE.stroke), px(SHAPE.focus)
    values = {
        **{name: getattr(p, name) for name in Palette.__slots__},
        "radius": radius, "stroke": stroke, "focus_width": focus, "large": px(SHAPE.radius_large),
        "tight": px(SPACE.tight), "snug": px(SPACE.snug), "normal": px(SPACE.normal),
        "target": px(SPACE.desk_target), "small": px(4), "handle": px(28), "bar": px(12), "check": px(20),
        "round": px(12),
        **{f"part_{part}": _part(p, part) for part in ("check", "dot", "down", "up", "left", "right")},
    }  # fmt: skip
    sheet = _SHEET
    for name, value in values.items():
        sheet = sheet.replace(f"@{name};", value)
    return sheet


def _part(p: Palette, part: str) -> str:
    """Give the file of a part that only the style sheet can draw."""
    name = next(name for name, palette in PALETTES.items() if palette == p)
    return (paths.resources_dir() / "icons" / f"part-{part}-{name}.svg").as_posix()


# `@name;` is replaced, its semicolon included: "border: @stroke; solid @line;;" gives "... #77858a;"
_SHEET = """
* { outline: 0; }
QWidget { color: @text;; }
QMainWindow, QDialog, QStackedWidget, QWidget[role="page"] { background: @ground;; }
QToolTip { background: @surface;; color: @text;; border: 1px solid @line;; padding: @small;; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: 20pt; font-weight: bold; }
QLabel[role="heading"] { font-size: 14pt; font-weight: bold; }
QLabel[role="muted"] { color: @muted;; }
QLabel:focus { border: @focus_width; solid @focus;; border-radius: @small;; }
QLabel[role="error"] { color: @bad;; font-weight: bold; }
QLabel[role="good"] { color: @good;; font-weight: bold; }
QLabel[role="care"] { color: @care;; font-weight: bold; }
QLabel[role="notice"], QFrame[role="notice"] {
  background: @care_soft;; color: @text;; border-radius: @radius;; padding: @snug;; }
QLabel[role="ribbon"] { background: @care;; color: @on_care;; font-weight: bold; padding: @small;; }
QFrame[role="card"] { background: @surface;; border: 1px solid @hairline;; border-radius: @radius;; }
QFrame[role="line"] { background: @hairline;; border: 0; max-height: 1px; }

QPushButton, QToolButton {
  background: @raised;; color: @text;; border: @stroke; solid @line;; border-radius: @radius;;
  padding: @tight; @normal;; min-height: @target;; }
QPushButton:hover, QToolButton:hover { border-color: @accent;; }
QPushButton:pressed, QToolButton:pressed { background: @selection;; border-color: @accent;; }
QPushButton:focus, QToolButton:focus { border: @focus_width; solid @focus;; }
QPushButton:disabled, QToolButton:disabled {
  color: @muted;; background: @ground;; border: @stroke; dashed @line;; }
QPushButton:checked, QToolButton:checked { background: @selection;; border-color: @accent;; }
QPushButton[kind="primary"] {
  background: @accent;; color: @on_accent;; border-color: @accent;; font-weight: bold; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { border-color: @text;; }
QPushButton[kind="primary"]:focus { border: @focus_width; solid @focus;; }
QPushButton[kind="primary"]:disabled {
  background: @raised;; color: @muted;; border: @stroke; dashed @line;; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { border-color: @line;; }
QPushButton[kind="quiet"]:checked { background: @selection;; border-color: @accent;; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: @focus_width; solid @focus;; }
QPushButton[kind="danger"] { color: @bad;; border-color: @bad;; background: @surface;; font-weight: bold; }
QPushButton[kind="danger"]:focus { border: @focus_width; solid @focus;; }
QPushButton[kind="key"] { background: @surface;; border-color: @line;; border-radius: @radius;; padding: 0; }
QPushButton[kind="key"]:pressed { background: @selection;; border-color: @accent;; }
QPushButton[kind="key"]:focus { border: @focus_width; solid @focus;; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit {
  background: @surface;; color: @text;; border: @stroke; solid @line;; border-radius: @radius;;
  padding: @small; @snug;; min-height: @target;;
  selection-background-color: @selection;; selection-color: @text;; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus,
QTimeEdit:focus { border: @focus_width; solid @focus;; }
QLineEdit[state="error"] { border-color: @bad;; }
QLineEdit > QToolButton, QLineEdit > QToolButton:hover, QLineEdit > QToolButton:pressed {
  background: transparent; border: 0; padding: 0; min-height: 0; }
QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus {
  background: @surface;; color: @text;; border: 1px solid @line;; border-radius: 0;
  selection-background-color: @selection;; selection-color: @text;; }

QCheckBox, QRadioButton { spacing: @tight;; min-height: @handle;; background: transparent; padding: 2px;
  border: @focus_width; solid transparent; border-radius: @small;; }
QCheckBox:focus, QRadioButton:focus { border-color: @focus;; }

QCheckBox::indicator, QRadioButton::indicator {
  width: @check;; height: @check;; background: @surface;; border: @stroke; solid @line;; }
QCheckBox::indicator { border-radius: @small;; }
QRadioButton::indicator { border-radius: @round;; }
QCheckBox::indicator:checked { background: @accent;; border-color: @accent;; image: url("@part_check;"); }
QRadioButton::indicator:checked { background: @accent;; border-color: @accent;; image: url("@part_dot;"); }
QCheckBox::indicator:indeterminate { background: @selection;; border-color: @accent;; }
QComboBox { padding-right: @handle;; }
QComboBox::drop-down { border: 0; width: @handle;; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("@part_down;"); width: 14px; height: 14px; }
QSpinBox::up-button, QSpinBox::down-button, QDateEdit::up-button, QDateEdit::down-button,
QTimeEdit::up-button, QTimeEdit::down-button { border: 0; width: @handle;; background: transparent; }
QSpinBox::up-arrow, QDateEdit::up-arrow, QTimeEdit::up-arrow {
  image: url("@part_up;"); width: 12px; height: 12px; }
QSpinBox::down-arrow, QTimeEdit::down-arrow { image: url("@part_down;"); width: 12px; height: 12px; }

QTabWidget::pane { border: 0; border-top: 1px solid @hairline;; background: @ground;; }
QTabBar { background: transparent; }
QTabBar::tab {
  background: transparent; color: @muted;; padding: @snug; @normal;; border: 0;
  border-bottom: @focus_width; solid transparent; }
QTabBar::tab:selected { color: @text;; border-bottom-color: @accent;; font-weight: bold; }
QTabBar::tab:hover { color: @text;; }
QTabBar::tab:focus { border-bottom-color: @focus;; }
QTabBar::scroller { width: 56px; }
QTabBar::tear { width: 0; image: none; border: 0; }
QTabBar QToolButton { padding: 0; min-height: 0; border: 0; border-radius: 0; background: @ground;; }
QTabBar QToolButton:disabled { border: 0; }
QTabBar QToolButton::left-arrow { image: url("@part_left;"); width: 16px; height: 16px; }
QTabBar QToolButton::right-arrow { image: url("@part_right;"); width: 16px; height: 16px; }
QTabBar QToolButton::left-arrow:disabled, QTabBar QToolButton::right-arrow:disabled { image: none; }

QTableView, QListView, QTreeView, QTableWidget, QListWidget {
  background: @surface;; alternate-background-color: @ground;; color: @text;;
  border: 1px solid @hairline;; border-radius: @radius;; gridline-color: @hairline;;
  selection-background-color: @selection;; selection-color: @text;; }
QTableView:focus, QListView:focus, QTreeView:focus { border: @stroke; solid @focus;; }
QTableView::item, QListView::item { padding: @small; @tight;; border: 0; }
QListView::item:selected { background: @selection;; color: @text;; }
QHeaderView { background: transparent; }
QHeaderView::section {
  background: @raised;; color: @text;; padding: @tight;; border: 0;
  border-bottom: 1px solid @line;; font-weight: bold; }
QTableCornerButton::section { background: @raised;; border: 0; }

QScrollArea { border: 0; background: transparent; }
QScrollArea[role="reading"] { border: @focus_width; solid transparent; border-radius: @small;; }
QScrollArea[role="reading"]:focus { border-color: @focus;; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: @bar;; margin: 0; }
QScrollBar:horizontal { background: transparent; height: @bar;; margin: 0; }
QScrollBar::handle { background: @line;; border-radius: 5px; min-height: @handle;; min-width: @handle;; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: transparent; width: 0; height: 0; }

QProgressBar {
  background: @raised;; color: @text;; border: 1px solid @line;; border-radius: @small;;
  text-align: center; min-height: @check;; }
QProgressBar::chunk { background: @active_soft;; border: 1px solid @accent;; border-radius: @small;; }
QMenu {
  menu-scrollable: 1; background: @surface;; color: @text;; border: 1px solid @line;; padding: @small;; }
QMenu::item { padding: @tight; @normal;; border-radius: @small;; }
QMenu::item:selected { background: @selection;; }
QStatusBar { background: @ground;; color: @muted;; }
QSplitter::handle { background: @hairline;; }
QGroupBox { border: 1px solid @hairline;; border-radius: @radius;; margin-top: @normal;; padding: @snug;; }
QGroupBox::title { subcontrol-origin: margin; left: @snug;; padding: 0 @small;; font-weight: bold; }
"""
