"""Day sheets for tests: made-up people, hostile cells, two sessions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kiosk.domain.clock import Instant
from kiosk.domain.marks import MarkState, Method
from kiosk.domain.people import DaySheet, SheetRow

ZONE = "Europe/Berlin"
EIGHT = Instant.at(datetime(2026, 11, 23, 7, 0, tzinfo=UTC), ZONE)  # 08:00 there
NINE = EIGHT.plus(timedelta(hours=1))

CANARIES = (
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "﹣1",
    "Ali;=1+1",
    "Ali;;=1+1",
    "Ali; =1+1;x",
    "Ali\n=1+1",
    "Ali\t@x",
    '=HYPERLINK("file:///x")',
    "=cmd|' /C calc'!A0",
)
ARABIC = ("ليلى الحدّاد", "عمر الزين", "نور الهدى")


def row(number: int, name: str, state: MarkState = MarkState.PRESENT, note: str = "") -> SheetRow:
    """One line of the first session."""
    is_marked = state in {MarkState.PRESENT, MarkState.LATE}
    marked = EIGHT.plus(timedelta(seconds=62 + number)) if is_marked else None
    late = 12 if state is MarkState.LATE else 0
    method = Method.FACE if is_marked else None
    return SheetRow(
        "Class 7b", EIGHT, NINE, f"{number:04}", name, state, marked, late, method, note,
        person=f"person-{number}", session="session-1", class_id="group-1", at=marked,
    )  # fmt: skip


def sheet(rows: tuple[SheetRow, ...], title: str = "Class 7b", *, is_trial: bool = False) -> DaySheet:
    """A sheet of these rows."""
    return DaySheet("Hill School", "2026-11-23", title, NINE, "Ms Ruiz", is_trial, rows)


def ordinary() -> DaySheet:
    """Four states, Arabic and Latin names, a second session that passes midnight."""
    rows = (
        row(1, "Ada Byron", MarkState.PRESENT),
        replace(
            row(2, ARABIC[0], MarkState.LATE, "bus"),
            code="L",
            acronym="L",
            room="Room 4",
            left=EIGHT.plus(timedelta(minutes=40)),
        ),
        row(3, ARABIC[1], MarkState.ABSENT),
        row(4, "Zoë Ångström", MarkState.UNMARKED),
    )
    late_shift = EIGHT.plus(timedelta(hours=15))
    night = replace(
        row(5, ARABIC[2]),
        class_name="Night shift",
        class_kind="shift",
        session="session-2",
        class_id="group-2",
        starts=late_shift,
        ends=late_shift.plus(timedelta(hours=4)),
        marked=late_shift.plus(timedelta(hours=2)),
    )
    return sheet((*rows, night), "All classes")


def hostile() -> DaySheet:
    """Every canary as a name, and as a note."""
    return sheet(tuple(row(n, cell, note=cell) for n, cell in enumerate(CANARIES)))
