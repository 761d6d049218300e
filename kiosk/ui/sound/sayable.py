"""What may be spoken at the door: the advice of two fixed tables, and nothing that anybody typed.

An allow-list, so that a name, a time or a reason that is handed to a voice by mistake is not heard by all who
stand by.
"""

from kiosk.ui.kiosk.hints import HINTS
from kiosk.ui.kiosk.states import LOOKS
from kiosk.ui.kiosk.words import kiosk_text


def sources() -> frozenset[str]:
    """Give the English sources: every hint, and the titles that the table of screens marks as spoken."""
    hints = (hint.text for hint in HINTS.values())
    titles = (look.title for look in LOOKS.values() if look.is_spoken)
    # A place for a value is no fixed text.
    return frozenset(text for text in (*hints, *titles) if text and "{" not in text)


def may_be_said(text: str) -> bool:
    """Say whether a text is one of them in the language in use. GUI thread."""
    return text in {kiosk_text(source) for source in sources()}
