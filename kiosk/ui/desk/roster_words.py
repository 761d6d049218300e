"""Sentences of the register that depend on what the school chose."""

from PySide6.QtCore import QCoreApplication

from kiosk.domain.marks import MarkState
from kiosk.ui import i18n


def closing_question(becomes: MarkState, unmarked: int) -> str:
    """Ask whether to close a register, and say what that makes of whoever is unmarked."""
    say = QCoreApplication.translate
    if not unmarked:
        return say("desk", "Close the register? Everybody is marked, so nothing else changes.")
    text = {
        MarkState.ABSENT: say("desk", "Close the register? Not yet marked, and absent from then on: {count}"),
        MarkState.EXCUSED: say(
            "desk", "Close the register? Not yet marked, and excused from then on: {count}"
        ),
        MarkState.NOT_REQUIRED: say(
            "desk", "Close the register? Not yet marked, and not required from then on: {count}"
        ),
    }.get(becomes, say("desk", "Close the register? Not yet marked, and left so: {count}"))
    return text.format(count=i18n.number(unmarked))
