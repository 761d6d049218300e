"""Words that several parts of the desk share, in the language in use."""

from PySide6.QtCore import QCoreApplication

from kiosk.domain.clock import Instant
from kiosk.domain.marks import MarkState, Method
from kiosk.domain.sessions import Session
from kiosk.reports.words import SheetWords
from kiosk.ui import i18n

STATE_ORDER = (
    MarkState.UNMARKED,
    MarkState.PRESENT,
    MarkState.LATE,
    MarkState.ABSENT,
    MarkState.EXCUSED,
    MarkState.LEFT_EARLY,
    MarkState.NOT_REQUIRED,
)
RARE_STATES = frozenset({MarkState.LEFT_EARLY, MarkState.NOT_REQUIRED})
"""Counted on the screen only where there are any."""


def state_word(state: MarkState) -> str:
    """Name a state."""
    say = QCoreApplication.translate
    return {
        MarkState.UNMARKED: say("desk", "Not yet marked"),
        MarkState.PRESENT: say("desk", "Present"),
        MarkState.LATE: say("desk", "Late"),
        MarkState.ABSENT: say("desk", "Absent"),
        MarkState.EXCUSED: say("desk", "Excused"),
        MarkState.LEFT_EARLY: say("desk", "Left early"),
        MarkState.NOT_REQUIRED: say("desk", "Not required"),
    }[state]


def method_word(method: Method | None) -> str:
    """Name a method; "" for none."""
    if method is None:
        return ""
    say = QCoreApplication.translate
    return {
        Method.FACE: say("desk", "Face"),
        Method.CODE: say("desk", "Number and PIN"),
        Method.CARD: say("desk", "Card"),
        Method.TEACHER: say("desk", "Teacher"),
        Method.CLOSING: say("desk", "Register closed"),
    }[method]


def time_range(starts: Instant, ends: Instant) -> str:
    """Write "08:00 – 09:00", which turns round by itself in a right-to-left line."""
    return f"{i18n.time_text(starts)} – {i18n.time_text(ends)}"


def session_label(session: Session, class_name: str) -> str:
    """Name a session in a list."""
    say = QCoreApplication.translate
    if session.cancelled is not None:
        pattern = say("desk", "{class_name} · {times} · called off")
    elif session.closed is not None:
        pattern = say("desk", "{class_name} · {times} · closed")
    else:
        pattern = say("desk", "{class_name} · {times}")
    return pattern.format(class_name=i18n.isolate(class_name), times=time_range(session.starts, session.ends))


def sheet_words() -> SheetWords:
    """Give the day's sheet its words and direction in the language in use."""
    say = QCoreApplication.translate
    return SheetWords(
        sheet=say("sheet", "Day sheet"),
        summary=say("sheet", "Summary"),
        date=say("sheet", "Date"),
        class_name=say("sheet", "Group"),
        room=say("sheet", "Room"),
        starts=say("sheet", "Starts"),
        ends=say("sheet", "Ends"),
        number=say("sheet", "Number"),
        name=say("sheet", "Name"),
        state=say("sheet", "State"),
        code=say("sheet", "Code"),
        time=say("sheet", "Time"),
        left=say("sheet", "Left"),
        minutes_late=say("sheet", "Minutes late"),
        method=say("sheet", "Method"),
        note=say("sheet", "Note"),
        people=say("sheet", "People"),
        lines=say("sheet", "Lines"),
        by_person=say("sheet", "By person"),
        school=say("sheet", "School"),
        exported=say("sheet", "Exported"),
        unchanged=say("sheet", "Unchanged since"),
        exported_by=say("sheet", "Exported by"),
        all_sessions=say("sheet", "All sessions"),
        page_of=say("sheet", "Page {page} of {pages}"),
        trial=say("sheet", "TRIAL: not a real register"),
        nobody=say("sheet", "Nobody is on this register."),
        states={state: state_word(state) for state in MarkState},
        methods={method: method_word(method) for method in Method},
        right_to_left=i18n.is_right_to_left(),
    )
