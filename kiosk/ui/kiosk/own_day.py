"""Somebody's own day in a few quiet lines: what the door has written, in words and times."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from kiosk.domain.marks import MarkState
from kiosk.domain.registers import OwnState
from kiosk.ui import i18n

MOST_LINES = 4
_NO_BREAK = "\u00a0"


def own_day_text(today: Sequence[OwnState], most: int = MOST_LINES) -> str:
    """Give a line for each session by start; of many the newest that is marked, and those around it."""
    return "\n".join(_line(one) for one in chosen(today, most))


def chosen(today: Sequence[OwnState], most: int) -> Sequence[OwnState]:
    """Pick so many of a day: the newest mark and what comes then, as far as there is so much."""
    marked = [place for place, one in enumerate(today) if one.at is not None]
    newest = marked[-1] if marked else 0
    first = max(0, min(newest, len(today) - most))
    return today[first : first + most]


def _line(one: OwnState) -> str:
    say = QCoreApplication.translate
    if one.at is None:
        state = say("kiosk", "not marked yet")
    elif one.state is MarkState.LATE:
        state = say("kiosk", "late, {time}").format(time=i18n.time_text(one.at))
    else:
        state = say("kiosk", "present, {time}").format(time=i18n.time_text(one.at))
    text = say("kiosk", "{session} at {start}: {state}")
    state = state.replace(" ", _NO_BREAK)  # "yet" alone in a line of its own says nothing
    return text.format(session=i18n.isolate(one.label), start=i18n.time_text(one.starts), state=state)
