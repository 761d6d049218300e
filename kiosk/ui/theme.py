"""The look: colours, type, spacing, shape and motion as tokens, and the style sheet made from them.

Every colour, size and duration of the windows comes from here, so that contrast can be tested in one place
(tests/ui/test_theme.py). Widgets say what they are by two dynamic properties, never by a colour of their own:

* `kind` of a button: "primary", "quiet", "danger", "key"; none is the plain one.
* `role` of a label or frame: "title", "heading", "muted", "error", "notice", "card", "ribbon".
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from kiosk import paths
from kiosk.ui import fonts


class Tone(StrEnum):
    """What a colour means. Never the only carrier: an icon and words say the same."""

    CALM = "calm"
    """Nothing to do, or something quiet."""
    ACTIVE = "active"
    """Something is going on with the person in front."""
    GOOD = "good"
    """Done and saved."""
    CARE = "care"
    """Something a person can mend."""
    BAD = "bad"
    """Something is broken."""


@dataclass(frozen=True, slots=True)
class Palette:
    """One set of colours, each "#rrggbb".

    Attributes:
        ground: The window.
        surface: Cards, fields and tables on it.
        raised: Buttons and headers on either.
        text: What is read.
        muted: What is read second.
        line: Borders of things that can be used, and parts of drawings.
        hairline: Separators that carry no meaning (no contrast is asked of them).
        accent: The one colour of things to press.
        on_accent: Text on it.
        focus: The ring around what the keyboard is on.
        selection: Selected rows.
        good: Done; also the tick.
        on_good: Text and drawing on it.
        care: Something to mend.
        on_care: Text and drawing on it.
        bad: Broken.
        on_bad: Text and drawing on it.
        calm_soft: Ground of a quiet area.
        active_soft: Ground where something goes on.
        good_soft: Ground of a welcome.
        care_soft: Ground of a warning.
        bad_soft: Ground of a failure.
    """

    ground: str
    surface: str
    raised: str
    text: str
    muted: str
    line: str
    hairline: str
    accent: str
    on_accent: str
    focus: str
    selection: str
    good: str
    on_good: str
    care: str
    on_care: str
    bad: str
    on_bad: str
    calm_soft: str
    active_soft: str
    good_soft: str
    care_soft: str
    bad_soft: str

    def strong(self, tone: Tone) -> str:
        """Give the colour that draws a tone."""
        return {
            Tone.CALM: self.muted,
            Tone.ACTIVE: self.accent,
            Tone.GOOD: self.good,
            Tone.CARE: self.care,
            Tone.BAD: self.bad,
        }[tone]

    def soft(self, tone: Tone) -> str:
        """Give the ground behind a tone."""
        return {
            Tone.CALM: self.calm_soft,
            Tone.ACTIVE: self.active_soft,
            Tone.GOOD: self.good_soft,
            Tone.CARE: self.care_soft,
            Tone.BAD: self.bad_soft,
        }[tone]


LIGHT = Palette(
    ground="#f5f3ee", surface="#ffffff", raised="#ebe8e0", text="#1b2528", muted="#4c5a5e",
    line="#77858a", hairline="#d9d5cb", accent="#0d5c63", on_accent="#ffffff", focus="#b04a00",
    selection="#cfe6e6", good="#1b6e3c", on_good="#ffffff", care="#8a4f00", on_care="#ffffff",
    bad="#a3312a", on_bad="#ffffff", calm_soft="#e9e6de", active_soft="#dcebea", good_soft="#dcefe0",
    care_soft="#fbead0", bad_soft="#f8e0dc",
)  # fmt: skip
"""Warm paper and deep teal; the default, for doors with daylight."""

DARK = Palette(
    ground="#11181b", surface="#1a2428", raised="#253238", text="#eef3f2", muted="#b3c0c2",
    line="#758589", hairline="#2c3a40", accent="#7fd4d6", on_accent="#062a2c", focus="#ffb561",
    selection="#234a4e", good="#86d9a2", on_good="#07270f", care="#f3c16b", on_care="#2b1a00",
    bad="#f4a198", on_bad="#370a06", calm_soft="#1e292e", active_soft="#153438", good_soft="#17372a",
    care_soft="#3a2c12", bad_soft="#40211e",
)  # fmt: skip
"""For dim halls and for the evening."""

_GROUNDS = ("ground", "surface", "raised")
_SOFT = ("calm_soft", "active_soft", "good_soft", "care_soft", "bad_soft")
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("text", "muted") for ground in (*_GROUNDS, *_SOFT)),
    ("text", "selection"),
    ("muted", "selection"),
    *((strong, ground) for strong in ("accent", "good", "care", "bad") for ground in ("ground", "surface")),
    ("on_accent", "accent"),
    ("on_good", "good"),
    ("on_care", "care"),
    ("on_bad", "bad"),
    ("accent", "active_soft"),
    ("good", "good_soft"),
    ("care", "care_soft"),
    ("bad", "bad_soft"),
)
"""(text, ground) pairs that occur: at least 4.5:1 (WCAG 2.2, 1.4.3, although the kiosk's text is large)."""

PART_PAIRS: tuple[tuple[str, str], ...] = (
    *(("line", ground) for ground in ("ground", "surface", *_SOFT)),
    *(("focus", ground) for ground in _GROUNDS),
    ("focus", "calm_soft"),
)
"""(part, ground) pairs that occur: at least 3:1 (WCAG 2.2, 1.4.11)."""

TEXT_CONTRAST = 4.5
PART_CONTRAST = 3.0


@dataclass(frozen=True, slots=True)
class TypeScale:
    """Sizes in points; the kiosk multiplies them by its scale, the desk takes them as they are."""

    clock: float = 46.0
    display: float = 50.0
    title: float = 36.0
    kiosk: float = 28.0
    """The smallest text an attendee reads."""
    desk_heading: float = 14.0
    desk: float = 11.0
    """Running text at the desk."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distances in pixels at scale 1."""

    tight: int = 8
    snug: int = 12
    normal: int = 20
    wide: int = 32
    page: int = 40
    target: int = 56
    """The least side of anything to touch at the kiosk."""
    desk_target: int = 34
    """The least height of anything to click at the desk."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Radii and strokes in pixels at scale 1."""

    radius: int = 10
    radius_large: int = 22
    stroke: int = 2
    focus: int = 3


@dataclass(frozen=True, slots=True)
class Motion:
    """Durations; nothing flashes, nothing moves by itself for longer than it has to."""

    frame_ms: int = 33
    """Between two polls while somebody is there: 30 a second."""
    idle_frame_ms: int = 100
    """The same while nobody is: still inside the 100 ms the figure has to react."""
    follow_s: float = 0.06
    """Time constant with which the figure follows the guidance."""
    fade_ms: int = 180
    hint_s: float = 1.2
    """A hint stays at least this long."""


TYPE = TypeScale()
SPACE = Spacing()
SHAPE = Shape()
MOTION = Motion()


def luminance(colour: str) -> float:
    """Give the relative luminance of "#rrggbb", 0 to 1 (WCAG 2.2)."""

    def linear(byte: int) -> float:
        share = byte / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def palette_for(has_dark_theme: bool) -> Palette:
    """Give the palette of a setting."""
    return DARK if has_dark_theme else LIGHT


class _Current:
    """The palette in use: painted widgets ask for it at every paint."""

    palette: Palette = LIGHT


def current() -> Palette:
    """Give the palette that was applied last."""
    return _Current.palette


def apply(app: QApplication, has_dark_theme: bool) -> Palette:
    """Dress the whole program: style, palette, font and style sheet. Call it on the GUI thread.

    Returns:
        The palette, for what is painted by hand.
    """
    palette = palette_for(has_dark_theme)
    _Current.palette = palette
    fonts.load()
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_qt_palette(palette))
    app.setFont(font(TYPE.desk))
    app.setStyleSheet(stylesheet(palette))
    return palette


def font(points: float, *, is_bold: bool = False) -> QFont:
    """Give the program's font in a size."""
    made = QFont(fonts.family())
    made.setPointSizeF(points)
    made.setBold(is_bold)
    return made


def restyle(widget: QWidget) -> None:
    """Take a changed `kind` or `role` into account."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _qt_palette(p: Palette) -> QPalette:
    made = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, p.ground), (roles.WindowText, p.text), (roles.Base, p.surface),
        (roles.AlternateBase, p.ground), (roles.Text, p.text), (roles.Button, p.raised),
        (roles.ButtonText, p.text), (roles.Highlight, p.selection), (roles.HighlightedText, p.text),
        (roles.PlaceholderText, p.muted), (roles.ToolTipBase, p.surface), (roles.ToolTipText, p.text),
        (roles.Link, p.accent), (roles.Mid, p.line), (roles.Accent, p.accent),
    ):  # fmt: skip
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(p.muted))
    return made


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
    name = "dark" if p == DARK else "light"
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
QPushButton:pressed, QToolButton:pressed { background: @hairline;; }
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
QPushButton[kind="key"]:pressed { background: @selection;; }
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
QTabBar::scroller { width: @handle;; }
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
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: @bar;; margin: 0; }
QScrollBar:horizontal { background: transparent; height: @bar;; margin: 0; }
QScrollBar::handle { background: @line;; border-radius: 5px; min-height: @handle;; min-width: @handle;; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: transparent; width: 0; height: 0; }

QProgressBar {
  background: @raised;; color: @text;; border: 1px solid @line;; border-radius: @small;;
  text-align: center; min-height: @check;; }
QProgressBar::chunk { background: @active_soft;; border-radius: @small;; }
QMenu {
  menu-scrollable: 1; background: @surface;; color: @text;; border: 1px solid @line;; padding: @small;; }
QMenu::item { padding: @tight; @normal;; border-radius: @small;; }
QMenu::item:selected { background: @selection;; }
QStatusBar { background: @ground;; color: @muted;; }
QSplitter::handle { background: @hairline;; }
QGroupBox { border: 1px solid @hairline;; border-radius: @radius;; margin-top: @normal;; padding: @snug;; }
QGroupBox::title { subcontrol-origin: margin; left: @snug;; padding: 0 @small;; font-weight: bold; }
"""
