"""Small parts of the kiosk's windows."""

from PySide6.QtWidgets import QLabel

from kiosk.ui.widgets.text import TextLabel

_EN_SPACE = "\u2002"


def kiosk_label(role: str, *, wraps: bool = True) -> QLabel:
    """Make a label of the kiosk's style sheet that never takes markup.

    Args:
        role: The property `kiosk` of sheet.py.
        wraps: Whether long text goes on in the next line.
    """
    made = TextLabel()
    made.setProperty("kiosk", role)
    made.setWordWrap(wraps)
    return made


def spaced(text: str) -> str:
    """Put air between a button's icon and its text: a style sheet cannot."""
    return _EN_SPACE + text
