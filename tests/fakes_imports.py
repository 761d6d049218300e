"""Imports without files: what a window asks is answered with what the test put here. Cannot ship.

Answers are ready at once, unless `is_held`: then they come with `finish`, or are stopped by `cancel`, and
`tell` is the progress meanwhile.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any, Final, TypeVar

from kiosk.domain.ids import PersonId
from kiosk.domain.importing import (
    FileColumns,
    Problem,
    RosterChange,
    RosterPlan,
    TimetableLine,
    TimetablePlan,
)
from kiosk.errors import Code, KioskError
from kiosk.runtime.api_register import Progress

T = TypeVar("T")
COLUMNS: Final = FileColumns(
    "csv",
    "cp1256",
    ";",
    ("Student ID", "Full name", "Class", "Room", "E"),
    (
        ("S-1", "Ada Lovelace", "7b", "12", ""),
        ("S-4", "نورة القحطاني", "7b; Choir", "14", "x"),
    ),
    412,
    {"Student ID": "number", "Full name": "name", "Class": "groups"},
)
"""A school's list from an Arabic Windows, semicolons between; the last two columns mean nothing."""
ONEROSTER: Final = FileColumns("oneroster-1.2", "", "", (), (), 412)
WEEK: Final = FileColumns(
    "csv",
    "utf-8",
    ",",
    ("Class", "Day", "From", "To", "Room"),
    (("7b", "Monday", "08:00", "09:00", "12"),),
    25,
    {"Class": "group", "Day": "weekday", "From": "starts", "To": "ends", "Room": "room"},
)
CALENDAR: Final = FileColumns(
    "ics",
    "",
    "",
    ("SUMMARY", "LOCATION"),
    (("7b", "12"), ("8a", "")),
    25,
    {"SUMMARY": "group", "LOCATION": "room"},
)
ROSTER_PLAN: Final = RosterPlan(
    (
        RosterChange("add", None, "S-4", "", "نورة القحطاني", (), ("7b", "Choir"), 3, "ar"),
        RosterChange(
            "change", PersonId("p-1"), "S-1", "Ada Lovelace", "Ada King", ("7b",), ("7b", "Choir"), 2
        ),
        RosterChange(
            "leave", PersonId("p-2"), "S-2", "Zebediah Quartermain", "Zebediah Quartermain", ("7b",), (), 0
        ),
    ),
    ("Choir",),
    409,
    (),
    ("8a",),
    "basis",
    "list.csv",
)
PROBLEMS: Final = (
    Problem(3, "Student ID", "number-twice", "2"),
    Problem(17, "Full name", "empty"),
    Problem(18, "Full name", "direction"),
)
BAD_PLAN: Final = replace(ROSTER_PLAN, problems=PROBLEMS)
"""The same with three lines that cannot be read: nothing may be done."""
WEEK_PLAN: Final = TimetablePlan(
    25,
    20,
    2,
    ("Choir",),
    1,
    (),
    (TimetableLine(2, "7b", 0, time(8), time(9), room="12"),),
    "basis",
    3,
    "week.csv",
)


class FakeImports:
    """ImportApi. The attributes are what is answered; `failing` holds errors by the method's name."""

    def __init__(self) -> None:
        self.columns = COLUMNS
        self.roster_plan = ROSTER_PLAN
        self.timetable_plan = WEEK_PLAN
        self.failing: dict[str, KioskError] = {}
        self.calls: list[tuple[Any, ...]] = []
        self.remembered: dict[tuple[str, tuple[str, ...]], dict[str, str]] = {}
        self.is_held = False
        self._held: list[tuple[Future[Any], Callable[[], Any]]] = []
        self._progress: Progress | None = None

    def open_file(self, file: Path, kind: str, sheet: str = "") -> "Future[FileColumns]":
        remembered = self.remembered.get((kind, self.columns.titles))
        columns = replace(self.columns, mapping=remembered) if remembered else self.columns
        return self._answer(("open_file", file, kind, *_named(sheet)), columns)

    def plan_roster(
        self,
        file: Path,
        mapping: Mapping[str, str],
        *,
        is_whole: bool,
        on_progress: Progress | None = None,
        sheet: str = "",
    ) -> "Future[RosterPlan]":
        self._progress = on_progress
        return self._answer(("plan_roster", file, dict(mapping), is_whole, *_named(sheet)), self.roster_plan)

    def apply_roster(self, plan: RosterPlan, on_progress: Progress | None = None) -> "Future[RosterPlan]":
        self._progress = on_progress
        return self._answer(("apply_roster", plan), plan, plan.problems)

    def plan_timetable(
        self, file: Path, mapping: Mapping[str, str], sheet: str = ""
    ) -> "Future[TimetablePlan]":
        return self._answer(("plan_timetable", file, dict(mapping), *_named(sheet)), self.timetable_plan)

    def apply_timetable(self, plan: TimetablePlan) -> "Future[TimetablePlan]":
        return self._answer(("apply_timetable", plan), plan, plan.problems)

    def remember(self, kind: str, titles: Sequence[str], mapping: Mapping[str, str]) -> "Future[None]":
        self.remembered[kind, tuple(titles)] = dict(mapping)
        return self._answer(("remember", kind, tuple(titles), dict(mapping)), None)

    def cancel(self) -> None:
        self.calls.append(("cancel",))
        held, self._held = self._held, []
        for future, _ in held:
            future.set_exception(KioskError(Code.IMPORT_STOPPED))

    # For tests

    def tell(self, done: int, total: int) -> None:
        """Say how far what runs is, if anybody wants to know."""
        if self._progress is not None:
            self._progress(done, total)

    def finish(self) -> None:
        """Give what was held back."""
        held, self._held = self._held, []
        for future, give in held:
            try:
                future.set_result(give())
            except KioskError as error:
                future.set_exception(error)

    def _answer(self, call: tuple[Any, ...], value: T, problems: Sequence[Problem] = ()) -> "Future[T]":
        self.calls.append(call)

        def give() -> T:
            if (error := self.failing.get(call[0])) is not None:
                raise error
            if problems:
                raise KioskError(Code.IMPORT_PROBLEMS, where="list.csv", detail=len(problems))
            return value

        future: Future[T] = Future()
        self._held.append((future, give))
        if not self.is_held:
            self.finish()
        return future


def _named(sheet: str) -> tuple[str, ...]:
    return (sheet,) if sheet else ()
