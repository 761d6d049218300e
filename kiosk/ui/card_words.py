"""What stands on cards, in the language in use."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication

from kiosk.ui.print.cards import CardWords


def card_words() -> CardWords:
    """Give the words, and in which direction they run."""
    say = QCoreApplication.translate
    return CardWords(
        title=say("cards", "Cards"),
        number=say("cards", "Number {number}"),
        hint=say("cards", "Cut along the marks. Whoever holds a card can use it: hand each to its owner."),
        page_of=say("cards", "Page {page} of {pages}"),
        right_to_left=QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft,
    )
