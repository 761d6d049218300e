"""Days, times, weekdays, languages and groups as people write them."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from kiosk.reports.importing import cells
from kiosk.reports.importing.cells import CellProblem
from kiosk.reports.importing.sentences import SENTENCES


@pytest.mark.parametrize(
    ("reader", "cell", "value"),
    [
        (cells.day_of, "2026-11-26", date(2026, 11, 26)),
        (cells.day_of, "2026/1/2", date(2026, 1, 2)),
        (cells.day_of, "٢٠٢٦-١١-٢٦", date(2026, 11, 26)),
        (cells.day_of, "26.11.2026", date(2026, 11, 26)),
        (cells.day_of, "26/11/2026", date(2026, 11, 26)),
        (cells.day_of, "11/26/2026", date(2026, 11, 26)),
        (cells.day_of, "05/05/2026", date(2026, 5, 5)),
        (cells.day_of, " ", None),
        (cells.time_of, "08:00", time(8)),
        (cells.time_of, "8.05", time(8, 5)),
        (cells.time_of, "8h30", time(8, 30)),
        (cells.time_of, "08:00:00", time(8)),
        (cells.time_of, "8:00 AM", time(8)),
        (cells.time_of, "8:00 p.m.", time(20)),
        (cells.time_of, "12:00 am", time(0)),
        (cells.time_of, "12:30pm", time(12, 30)),
        (cells.time_of, "٨:٠٠ ص", time(8)),
        (cells.time_of, "٨:٣٠ م", time(20, 30)),
        (cells.time_of, "8 pm", time(20)),
        (cells.time_of, "23:59", time(23, 59)),
        (cells.weekdays_of, "Monday", (0,)),
        (cells.weekdays_of, "tue", (1,)),
        (cells.weekdays_of, "Mon, Wed; Fr", (0, 2, 4)),
        (cells.weekdays_of, "Mo/Tu", (0, 1)),
        (cells.weekdays_of, "الاثنين", (0,)),
        (cells.weekdays_of, "الإثنين", (0,)),
        (cells.weekdays_of, "الأحد والثلاثاء".replace(" و", " "), (1, 6)),
        (cells.weekdays_of, "الأربعاء، الخميس", (2, 3)),
        (cells.weekdays_of, "7", (6,)),
        (cells.weekdays_of, "١", (0,)),
        (cells.weeks_of, "", 1),
        (cells.weeks_of, "٢", 2),
        (cells.language_of, "AR", "ar"),
        (cells.language_of, "Arabic", "ar"),
        (cells.language_of, "العربيّة", "ar"),
        (cells.language_of, "pt-BR", "pt-BR"),
        (cells.language_of, "", ""),
        (cells.number_of, " ١٢٣ ", "123"),
        (cells.name_of, "  Ada   Lovelace ", "Ada Lovelace"),
    ],
)
def test_cells_that_are_read(reader: Callable[[str], Any], cell: str, value: object) -> None:
    assert reader(cell) == value


@pytest.mark.parametrize(
    ("reader", "cell", "reason"),
    [
        (cells.day_of, "04/05/2026", "ambiguous-date"),
        (cells.day_of, "2026-02-30", "bad-date"),
        (cells.day_of, "soon", "bad-date"),
        (cells.day_of, "0001-01-01", "far-date"),
        (cells.time_of, "24:00", "bad-time"),
        (cells.time_of, "8", "bad-time"),
        (cells.time_of, "13:00 pm", "bad-time"),
        (cells.time_of, "", "bad-time"),
        (cells.time_of, "8:00 x", "bad-time"),
        (cells.weekdays_of, "0", "unknown-weekday"),
        (cells.weekdays_of, "Mon, Someday", "unknown-weekday"),
        (cells.weekdays_of, "  ", "empty"),
        (cells.weeks_of, "3", "every-weeks"),
        (cells.language_of, "x", "language"),
        (cells.language_of, "en-" + "a" * 40, "language"),
        (cells.number_of, "", "empty"),
        (cells.number_of, "1" * 41, "too_long"),
        (cells.name_of, "Ada\u202eevil", "direction"),
        (cells.name_of, "Ada\x07", "control"),
    ],
)
def test_cells_that_are_refused(reader: Callable[[str], Any], cell: str, reason: str) -> None:
    with pytest.raises(CellProblem) as raised:
        reader(cell)
    assert str(raised.value) == reason
    assert reason in SENTENCES


@pytest.mark.parametrize(
    ("cell", "groups"),
    [
        ("7b", ("7b",)),
        ("7b, Choir", ("7b", "Choir")),
        ("7b;Choir|Team A", ("7b", "Choir", "Team A")),
        ("السابع، الجوقة؛ فريق", ("السابع", "الجوقة", "فريق")),
        ("7b\nChoir", ("7b", "Choir")),
        ("7b, 7B", ("7b",)),
        (" , ", ()),
        ("", ()),
        ("Maths, advanced", ("Maths, advanced",)),
    ],
)
def test_groups(cell: str, groups: tuple[str, ...]) -> None:
    """A comma parts two groups, unless the school has one with that name."""
    assert cells.groups_of(cell, frozenset({"maths, advanced"})) == groups
