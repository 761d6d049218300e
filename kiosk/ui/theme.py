"""The look in use: which palette, how much moves, how large targets are; and the program dressed in it.

The tokens are in kiosk.ui.tokens, the style sheet in kiosk.ui.stylesheet; both are given on here, so that a
widget imports `theme` alone.
"""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from kiosk.settings import Settings
from kiosk.ui import fonts
from kiosk.ui.stylesheet import stylesheet
from kiosk.ui.tokens import (
    DARK,
    DARK_CONTRAST,
    HIGH_TEXT_CONTRAST,
    LIGHT,
    LIGHT_CONTRAST,
    MOTION,
    PALETTES,
    PART_CONTRAST,
    PART_PAIRS,
    SHAPE,
    SPACE,
    TEXT_CONTRAST,
    TEXT_PAIRS,
    TYPE,
    Palette,
    Tone,
    contrast,
    luminance,
)

__all__ = [
    "DARK",
    "DARK_CONTRAST",
    "HIGH_TEXT_CONTRAST",
    "LIGHT",
    "LIGHT_CONTRAST",
    "MOTION",
    "PALETTES",
    "PART_CONTRAST",
    "PART_PAIRS",
    "SHAPE",
    "SPACE",
    "TEXT_CONTRAST",
    "TEXT_PAIRS",
    "TYPE",
    "Appearance",
    "Palette",
    "Tone",
    "apply",
    "contrast",
    "current",
    "font",
    "is_still",
    "kiosk_target_px",
    "luminance",
    "restyle",
    "stylesheet",
    "use",
]


@dataclass(frozen=True, slots=True)
class Appearance:
    """What a school chose of the look.

    Attributes:
        palette: A name of PALETTES.
        is_still: Nothing fades, follows smoothly or counts up by itself: it is there at once.
        has_large_targets: For gloves and unsteady hands.
    """

    palette: str = "light"
    is_still: bool = False
    has_large_targets: bool = False

    @classmethod
    def of(cls, settings: Settings) -> "Appearance":
        """Take it from the settings."""
        return cls(settings.theme, settings.reduced_motion, settings.large_targets)


class _Current:
    """What was applied last: painted widgets ask for it at every paint."""

    palette: Palette = LIGHT
    look: Appearance = Appearance()


def current() -> Palette:
    """Give the palette that was applied last."""
    return _Current.palette


def is_still() -> bool:
    """Say whether motion is reduced: what would fade or glide is there at once."""
    return _Current.look.is_still


def kiosk_target_px() -> int:
    """Give the least side of anything to touch at the kiosk, in pixels at scale 1."""
    return SPACE.large_target if _Current.look.has_large_targets else SPACE.target


def use(app: QApplication, look: Appearance) -> Palette:
    """Dress the whole program: style, palette, font and style sheet. Call it on the GUI thread.

    Painted widgets and those with a sheet of their own follow when they get a StyleChange event.

    Returns:
        The palette, for what is painted by hand.
    """
    palette = PALETTES[look.palette]
    sheet = stylesheet(palette)
    is_dressed = look == _Current.look and app.styleSheet() == sheet  # anew costs every widget a layout
    _Current.palette, _Current.look = palette, look
    if is_dressed:
        return palette
    fonts.load()
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_qt_palette(palette))
    app.setFont(font(TYPE.desk))
    app.setStyleSheet(sheet)
    return palette


def apply(app: QApplication, palette: str = "light") -> Palette:
    """Dress the program in a palette, all else as new schools have it."""
    return use(app, Appearance(palette))


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
