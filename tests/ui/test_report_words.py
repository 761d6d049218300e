"""What the report says in words, its lines as a table and as a file, and where a calendar's days are."""

from datetime import date

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from kiosk.domain.ready_letters import READY
from kiosk.reports.rates import Rate, Report
from kiosk.ui import i18n, theme
from kiosk.ui.desk.charts import Point, _figures, _has_room_above
from kiosk.ui.desk.follow_up_words import letter_name
from kiosk.ui.desk.heat_map import HeatMap, grid_of, tone_of
from kiosk.ui.desk.report_model import RateColumn, RatesModel, RatesTable, csv_row, csv_titles
from kiosk.ui.desk.report_words import Section, finding, line_label, lines_of, total_words, unmarked_words
from kiosk.ui.theme import Tone

pytestmark = pytest.mark.qt
MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> None:
    i18n.install(qapp, "en")
    theme.apply(qapp)


def a_rate(key: str, attended: int, expected: int = 100, *, label: str = "", late: int = 0) -> Rate:
    missed = expected - attended
    return Rate(key, label or key, expected, attended, late, late * 7, missed, 0)


def a_report(*people: Rate, **parts: tuple[Rate, ...]) -> Report:
    empty: dict[str, tuple[Rate, ...]] = dict.fromkeys(
        ("groups", "weekdays", "sessions", "trend", "days"), ()
    )
    return Report(MONDAY, TUESDAY, a_rate("all", 95), people, **{**empty, **parts}, unmarked=3)


def bare(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


# Words


def test_the_totals_are_said_in_words() -> None:
    assert total_words(a_report()) == (
        "Attended: 95.0 % (95 of 100)  ·  late: 0 (minutes: 0)  ·  absent: 5  ·  excused: 0"
    )
    assert unmarked_words(a_report()).startswith("△ Not marked and not closed: 3.")


def test_a_report_of_days_without_sessions_says_so() -> None:
    nothing = Report(MONDAY, TUESDAY, a_rate("all", 0, 0), (), (), (), (), (), ())
    assert total_words(nothing) == "No marks were expected on these days."
    assert unmarked_words(nothing) == ""


FALL = (a_rate("2026-11-02", 80), a_rate("2026-11-09", 70))
RISE = (*FALL, a_rate("2026-11-16", 90))
HARDLY = (a_rate("2026-11-02", 1910, 2000), a_rate("2026-11-09", 955, 1000), a_rate("2026-11-16", 1911, 2001))
"""From 95.5 % to 95.50 %: read, it is the same."""
FLAT = (a_rate("2026-11-02", 80), a_rate("2026-11-09", 80))


@pytest.mark.parametrize(
    ("section", "rates", "said"),
    [
        (Section.PEOPLE, (), ""),
        (Section.PEOPLE, (a_rate("a", 0, 0),), ""),
        (
            Section.GROUPS,
            (a_rate("7a", 90), a_rate("7b", 80)),
            "Lowest: 7b with 80.0 %. Highest: 7a with 90.0 %.",
        ),
        (Section.GROUPS, (a_rate("7a", 90),), "7a: 90.0 %."),
        (Section.GROUPS, (a_rate("7a", 90), a_rate("7b", 90)), "The rate is 90.0 % everywhere."),
        (
            Section.WEEKDAYS,
            (a_rate("0", 80), a_rate("4", 90)),
            "Lowest: Monday with 80.0 %. Highest: Friday with 90.0 %.",
        ),
        (Section.LATE, (a_rate("a", 90, label="1001 Ada", late=2),), "Most late: 1001 Ada with 14 min (2)."),
        (Section.TREND, FALL[:1], "There is one week: 80.0 %."),
        (Section.TREND, RISE, "The rate rose from 80.0 % in the first week to 90.0 % in the last."),
        (Section.TREND, FALL, "The rate fell from 80.0 % in the first week to 70.0 % in the last."),
        (Section.TREND, HARDLY, "The first and the last week have the same rate, 95.5 %."),
        (Section.TREND, FLAT, "The first and the last week have the same rate, 80.0 %."),
    ],
)
def test_a_chart_is_said_in_a_sentence(section: Section, rates: tuple[Rate, ...], said: str) -> None:
    assert bare(finding(section, rates)).partition(" Lowest: the week")[0] == said


def test_the_lowest_week_is_named() -> None:
    assert finding(Section.TREND, RISE).endswith("Lowest: the week from 9 Nov with 70.0 %.")


def test_who_is_never_late_is_not_among_the_late() -> None:
    report = a_report(
        a_rate("a", 90, late=1), a_rate("b", 90), a_rate("c", 90, late=5), a_rate("d", 90, late=3)
    )
    assert [rate.key for rate in lines_of(report, Section.LATE)] == ["c", "d", "a"]


def test_days_are_named_in_the_language_and_people_as_the_school_writes_them() -> None:
    assert line_label(Section.WEEKDAYS, a_rate("6", 1)) == "Sunday"
    assert line_label(Section.TREND, a_rate("2026-11-16", 1)) == "16 Nov"
    assert line_label(Section.DAYS, a_rate("2026-11-16", 1)) == "Mon 16 Nov 2026"
    assert line_label(Section.SESSIONS, a_rate("08:05", 1)) == "08:05"
    assert line_label(Section.PEOPLE, a_rate("id", 1, label="1001 Ada")) == "1001 Ada"


# The table


def test_a_line_of_a_file_has_days_in_iso_form_and_no_rate_of_nothing() -> None:
    assert csv_row(Section.DAYS, a_rate("2026-11-16", 90, late=2)) == (
        "2026-11-16", "90.0", "100", "90", "2", "14", "10", "0",
    )  # fmt: skip
    assert csv_row(Section.PEOPLE, a_rate("id", 0, 0, label="=1+1"))[:3] == ("=1+1", "", "0")
    assert len(csv_titles(Section.DAYS)) == len(RateColumn)


def a_table(section: Section, *rates: Rate) -> RatesTable:
    made = RatesTable(RatesModel())
    made.show_rates(section, rates)
    return made


def order(table: RatesTable) -> list[str]:
    return [rate.key for rate in table.shown()]


def test_lines_stay_in_their_order_until_a_title_is_pressed(qtbot: object) -> None:
    table = a_table(Section.PEOPLE, a_rate("b", 90), a_rate("a", 95), a_rate("none", 0, 0), a_rate("c", 80))
    assert order(table) == ["b", "a", "none", "c"]
    table.sortByColumn(RateColumn.LABEL, Qt.SortOrder.AscendingOrder)
    assert order(table) == ["a", "b", "c", "none"]
    table.sortByColumn(RateColumn.RATE, Qt.SortOrder.AscendingOrder)
    assert order(table) == ["none", "c", "b", "a"]
    table.show_rates(Section.PEOPLE, (a_rate("b", 90), a_rate("a", 95)))
    assert order(table) == ["b", "a"]
    table.deleteLater()


def test_weekdays_are_sorted_as_they_follow_each_other(qtbot: object) -> None:
    table = a_table(Section.WEEKDAYS, *(a_rate(str(day), 90 - day) for day in range(5)))
    table.sortByColumn(RateColumn.LABEL, Qt.SortOrder.DescendingOrder)
    assert order(table) == ["4", "3", "2", "1", "0"]
    table.deleteLater()


def test_what_is_copied_is_harmless_and_what_was_chosen(qtbot: object) -> None:
    table = a_table(Section.PEOPLE, a_rate("a", 90, label="=1+1"), a_rate("b", 80, label="1002 Zoë"))
    assert table.copy() == 2
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t") == list(csv_titles(Section.PEOPLE))
    assert [line.split("\t")[0] for line in lines[1:]] == ["'=1+1", "1002 Zoë"]
    table.selectRow(1)
    assert table.copy() == 1
    assert "1+1" not in QGuiApplication.clipboard().text()
    table.deleteLater()


# The charts


@pytest.mark.parametrize(
    ("end", "start", "figures"),
    [
        (100.0, 0.0, [0, 20, 40, 60, 80, 100]),
        (100.0, 80.0, [80, 85, 90, 95, 100]),
        (54.0, 0.0, [0, 20, 40]),
        (3.0, 0.0, [0, 1, 2, 3]),
        (1e-9, 0.0, [0]),
        (2_000_000.0, 0.0, [0, 500_000, 1_000_000, 1_500_000, 2_000_000]),
    ],
)
def test_an_axis_has_a_few_round_figures(end: float, start: float, figures: list[int]) -> None:
    assert [int(value) for value, _ in _figures(end, start)] == figures


def test_a_figure_in_a_dip_stands_below_its_point() -> None:
    points = [Point(place, "", value, "") for place, value in enumerate((90.0, 70.0, 95.0))]
    assert [_has_room_above(points, place) for place in range(3)] == [True, False, True]
    assert _has_room_above(points[:1], 0)


# The calendar


@pytest.mark.parametrize(
    ("days", "first", "weekdays", "weeks"),
    [
        ((), 0, (), ()),
        ((TUESDAY,), 0, (1,), (MONDAY,)),
        ((date(2026, 11, 2), date(2026, 11, 20)), 0, (0, 4), (date(2026, 11, 2), date(2026, 11, 9), MONDAY)),
        ((date(2026, 11, 21), date(2026, 11, 26)), 5, (5, 3), (date(2026, 11, 21),)),
        ((date(2027, 1, 1), date(2026, 12, 31)), 0, (3, 4), (date(2026, 12, 28),)),
    ],
)
def test_a_calendar_has_every_week_and_the_weekdays_that_occur(
    days: tuple[date, ...], first: int, weekdays: tuple[int, ...], weeks: tuple[date, ...]
) -> None:
    grid = grid_of(days, first)
    assert (grid.weekdays, grid.weeks) == (weekdays, weeks)


def test_a_days_ground_says_what_its_figure_says() -> None:
    tones = {attended: tone_of(a_rate("2026-11-16", attended)) for attended in (95, 94, 90, 89)}
    assert tones == {95: Tone.GOOD, 94: Tone.CARE, 90: Tone.CARE, 89: Tone.BAD}


@pytest.mark.parametrize("is_mirrored", [False, True])
def test_days_run_in_the_reading_direction_and_an_empty_day_is_none(qtbot: object, is_mirrored: bool) -> None:
    calendar = HeatMap()
    ways = Qt.LayoutDirection
    calendar.setLayoutDirection(ways.RightToLeft if is_mirrored else ways.LeftToRight)
    calendar.resize(500, 200)
    days = (MONDAY, TUESDAY, date(2026, 11, 24))
    calendar.show_days([*(a_rate(day.isoformat(), 90) for day in days), a_rate("2026-11-18", 0, 0)])
    first, second, below = (calendar.box(day) for day in days)
    assert (first.left() < second.left()) is not is_mirrored
    assert below.top() > second.top()
    assert below.left() == second.left()
    assert not calendar.box(date(2026, 11, 18)).isValid()
    assert all(calendar.rect().contains(box.toAlignedRect()) for box in (first, second))
    assert calendar._told(first.center().toPoint()) == "Mon 16 Nov 2026: 90.0 %"
    calendar.deleteLater()


@pytest.mark.usefixtures("arabic")
def test_a_new_schools_letters_are_named_in_the_language_in_use() -> None:
    for template in READY:
        assert letter_name(template.name)[1] > "\u0600", template.name
    assert letter_name("Our own") == i18n.isolate("Our own")
