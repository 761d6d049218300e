"""The kiosk's table texts in the language in use."""

from PySide6.QtCore import QCoreApplication

from kiosk.ui.kiosk.hints import HINTS, Hint


def kiosk_text(source: str) -> str:
    """Translate an English source of the context "kiosk"; "" stays ""."""
    return QCoreApplication.translate("kiosk", source) if source else ""


def hint_text(hint: Hint) -> str:
    """Word a hint."""
    return kiosk_text(HINTS[hint].text)
