"""Small parts of the kiosk's windows."""

from PySide6.QtWidgets import QLabel

from kiosk.ui.widgets.text import BalancedLabel, TextLabel

_EN_SPACE = "\u2002"


def kiosk_label(role: str, *, wraps: bool = True, is_paragraph: bool = False) -> QLabel:
    """Make a label of the kiosk's style sheet that never takes markup.

    Args:
        role: The property `kiosk` of sheet.py.
        wraps: Whether long text goes on in the next line; a few lines are then about as long as each other.
        is_paragraph: Whether it is read as one: its last line may be short.
    """
    made = BalancedLabel() if wraps and not is_paragraph else TextLabel()
    made.setProperty("kiosk", role)
    made.setWordWrap(wraps)
    return made


def spaced(text: str) -> str:
    """Put air between a button's icon and its text: a style sheet cannot."""
    return _EN_SPACE + text
