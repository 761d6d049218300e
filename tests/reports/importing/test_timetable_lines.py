"""A week from a table."""

from datetime import date, time
from pathlib import Path

import pytest

from kiosk.domain.importing import Problem, TimetableLine
from tests.reports.importing.files import csv_text, week_of, xlsx

TITLES = ("Class", "Day", "Start", "End", "Room", "First day", "Last day", "Every weeks")


def line(*cells: str) -> tuple[str, ...]:
    return (*cells, *("",) * (len(TITLES) - len(cells)))


def test_lessons(tmp_path: Path) -> None:
    rows = (
        line("7b", "Monday", "08:00", "09:00", "12"),
        line("8a", "Tue, Thu", "8:00 PM", "6.00", "", "2026-09-01", "2026-12-18", "2"),
    )
    found = week_of(tmp_path / "w.csv", csv_text((TITLES, *rows)).encode())
    term = date(2026, 9, 1), date(2026, 12, 18)
    assert found.problems == ()
    assert found.items == (
        TimetableLine(2, "7b", 0, time(8), time(9), room="12"),
        TimetableLine(3, "8a", 1, time(20), time(6), *term, 2),
        TimetableLine(3, "8a", 3, time(20), time(6), *term, 2),
    )


def test_a_workbook_with_real_times_and_days_in_arabic(tmp_path: Path) -> None:
    rows: list[list[object]] = [["الصف", "اليوم", "من", "إلى"], ["السابع", "الأحد", time(7, 30), time(8, 15)]]
    found = week_of(tmp_path / "w.xlsx", xlsx({"List": rows}, {time: "hh:mm"}))
    assert found.items == (TimetableLine(2, "السابع", 6, time(7, 30), time(8, 15)),)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (line("", "Mon", "08:00", "09:00"), Problem(2, "Class", "empty")),
        (line("7b", "Someday", "08:00", "09:00"), Problem(2, "Day", "unknown-weekday")),
        (line("7b", "", "08:00", "09:00"), Problem(2, "Day", "empty")),
        (line("7b", "Mon", "25:00", "09:00"), Problem(2, "Start", "bad-time")),
        (line("7b", "Mon", "08:00", "late"), Problem(2, "End", "bad-time")),
        (line("7b", "Mon", "08:00", "8.00"), Problem(2, "End", "same-time")),
        (line("7b", "Mon", "08:00", "09:00", "1\u200b2"), Problem(2, "Room", "control")),
        (line("7b", "Mon", "08:00", "09:00", "", "4/5/2026"), Problem(2, "First day", "ambiguous-date")),
        (line("7b", "Mon", "08:00", "09:00", "", "", "x"), Problem(2, "Last day", "bad-date")),
        (
            line("7b", "Mon", "08:00", "09:00", "", "2026-12-01", "2026-11-01"),
            Problem(2, "Last day", "last-before-first"),
        ),
        (
            line("7b", "Mon", "08:00", "09:00", "", "2026-12-01", "2036-11-01"),
            Problem(2, "Last day", "far-date"),
        ),
        (line("7b", "Mon", "08:00", "09:00", "", "", "", "4"), Problem(2, "Every weeks", "every-weeks")),
    ],
)
def test_problems(tmp_path: Path, cells: tuple[str, ...], problem: Problem) -> None:
    assert week_of(tmp_path / "w.csv", csv_text((TITLES, cells)).encode()).problems == (problem,)


def test_the_same_lesson_twice(tmp_path: Path) -> None:
    rows = (TITLES, line("7b", "Mon, Tue", "08:00", "09:00"), line("7B", "tue", "8:00", "9:00"))
    found = week_of(tmp_path / "w.csv", csv_text(rows).encode())
    assert found.problems == (Problem(3, "", "lesson-twice", "2"),)
