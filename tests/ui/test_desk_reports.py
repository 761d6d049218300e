"""The reports tab: days and groups, totals, sections with chart and table, stopping, taking a table along."""

import csv
import io
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QDate, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.domain.follow_up import ReportScope
from kiosk.errors import Code, KioskError
from kiosk.reports.rates import Rate, Report
from kiosk.runtime.api_register import Progress
from kiosk.ui import i18n, theme
from kiosk.ui.desk.charts import Bar, Chart
from kiosk.ui.desk.report_model import RateColumn
from kiosk.ui.desk.report_section import MOST_BARS
from kiosk.ui.desk.report_words import Section
from kiosk.ui.desk.reports_tab import ReportsTab
from tests.fakes_rates import a_report
from tests.fakes_reports import FakeReports
from tests.ui.desk_driver import Desk, words
from tests.ui.stage import Stage
from tests.ui.test_desk_window import controls_without_a_name

pytestmark = pytest.mark.qt
TODAY = date(2026, 11, 23)
MANY = 400


def reports(at: Stage) -> FakeReports:
    return cast(FakeReports, at.registry.reports)


def shown(stage: Stage) -> ReportsTab:
    """Show the tab by itself, and ask."""
    tab = ReportsTab(stage.api, stage.registry, stage.worker, stage.clock, stage.folder)
    stage.put_on(tab)
    tab.load()
    stage.until(lambda: tab._is_ready)
    return tab


def opened(stage: Stage, *, people: int = 0) -> ReportsTab:
    """Show the tab with a term's report."""
    reports(stage).report = a_report(stage.api, people=people)
    tab = shown(stage)
    stage.until(tab.view.isVisible)
    return tab


class SlowReports(FakeReports):
    """A report that is made when the test says so; stopping fails it, as it does in the real one."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.api)
        self.asked: list[tuple[Future[Report], Progress]] = []
        stage.registry = replace(stage.registry, reports=self)

    def rates(self, scope: ReportScope, on_progress: Progress | None = None) -> "Future[Report]":
        assert on_progress is not None
        self.asked.append((Future(), on_progress))
        return self.asked[-1][0]

    def cancel_rates(self) -> None:
        super().cancel_rates()
        self.asked[-1][0].set_exception(KioskError(Code.REPORT_STOPPED))


# Which days, whom


def test_this_month_of_everybody_is_asked_for_first(stage: Stage) -> None:
    opened(stage)
    assert reports(stage).rates_asked == [ReportScope(date(2026, 11, 1), TODAY)]


def test_days_and_group_are_chosen(stage: Stage) -> None:
    tab = opened(stage)
    bar = tab.scope
    stage.until(lambda: bar.group.count() == 1 + len(stage.api.classes_))
    stage.until(lambda: bar.days.count() == 5)
    assert bar.days.itemText(3).strip("\u2068\u2069") == stage.registry.timetable.terms().result()[0].name
    term = stage.registry.timetable.terms().result()[0]
    spans = {
        0: (TODAY, TODAY),
        1: (date(2026, 11, 1), TODAY),
        2: (date(2026, 8, 26), TODAY),
        3: (term.first, min(term.last, TODAY)),
    }
    for place, (first, last) in spans.items():
        bar.days.setCurrentIndex(place)
        assert bar.wanted() == ReportScope(first, last)
        assert not bar.first.isVisible()
    bar.group.setCurrentIndex(1)
    bar.days.setCurrentIndex(4)
    bar.first.setDate(QDate(2026, 11, 20))
    bar.last.setDate(QDate(2026, 11, 9))
    assert bar.first.isVisible()
    own = ReportScope(date(2026, 11, 9), date(2026, 11, 20), bar.group.itemData(1))
    assert bar.wanted() == own
    stage.until(lambda: reports(stage).rates_asked[-1] == own)
    tab.load()
    assert bar.wanted() == own


def test_an_answer_about_other_days_changes_nothing(stage: Stage) -> None:
    slow = SlowReports(stage)
    tab = shown(stage)
    first, _ = slow.asked[0]
    tab.scope.days.setCurrentIndex(0)
    assert first.exception() is not None  # it was given up
    assert len(slow.asked) == 2
    slow.asked[1][0].set_result(a_report(stage.api))
    stage.until(tab.view.isVisible)
    assert not tab.strip.isVisible()
    assert not tab._working.isVisible()


# Progress


def test_how_far_it_is_is_shown_and_it_can_be_stopped_and_started_again(stage: Stage) -> None:
    slow = SlowReports(stage)
    tab = shown(stage)
    assert tab._working.isVisible()
    assert not tab.view.isVisible()
    slow.asked[0][1](1, 4)
    stage.until(lambda: tab.bar.maximum() > 0 and tab.bar.value() * 4 == tab.bar.maximum())
    tab.stopping.click()
    stage.until(tab.strip.isVisible)
    assert "stopped" in tab.strip.text.text()
    assert not tab._working.isVisible()
    slow.asked[0][1](2, 4)  # one that was under way
    words(tab)
    assert not tab._working.isVisible()
    tab.strip.buttons()[0].click()
    assert len(slow.asked) == 2
    assert tab._working.isVisible()
    slow.asked[0][1](3, 4)  # another one of the first
    words(tab)
    assert tab.bar.maximum() == 0
    slow.asked[1][0].set_result(a_report(stage.api))
    stage.until(tab.view.isVisible)


def test_a_failure_is_said_and_the_report_before_stays(stage: Stage) -> None:
    slow = SlowReports(stage)
    tab = shown(stage)
    slow.asked[0][0].set_result(a_report(stage.api))
    stage.until(tab.view.isVisible)
    tab.ask()
    assert tab.view.isVisible()
    slow.asked[1][0].set_exception(KioskError(Code.CLASS_UNKNOWN))
    stage.until(tab.strip.isVisible)
    assert tab.view.isVisible()


# Sections


def test_each_section_has_its_chart_and_its_table_and_says_what_it_shows(stage: Stage) -> None:
    tab = opened(stage, people=MANY)
    assert tab.totals.text().startswith("Mon 7 Sept 2026 to Fri 27 Nov 2026\nAttended: ")
    assert "17" in tab.unmarked.text()
    for section in Section:
        tab.chips[section].click()
        shown = words(tab.view)
        picture = tab.view.calendar if section is Section.DAYS else tab.view.chart
        assert picture.isVisible(), section
        assert not picture.grab().isNull()
        assert picture.accessibleName().startswith("Chart: ")
        assert picture.accessibleDescription() in shown
        assert picture.accessibleDescription()
        assert tab.view.table.model_.rowCount() > 0
    assert tab.view.calendar.grid.weekdays == (0, 1, 2, 3, 4)


def test_a_chart_shows_the_lowest_and_says_so_and_the_table_shows_all(stage: Stage) -> None:
    tab = opened(stage, people=MANY)
    assert f"the {MOST_BARS} lowest of {MANY}" in words(tab.view)
    assert tab.view.table.model_.rowCount() == MANY
    drawn = tab.view.chart._drawn
    assert not isinstance(drawn, tuple)
    values = [bar.value for bar in drawn.bars]
    assert values == sorted(rate.percent for rate in tab.view.table.model_.rates)[:MOST_BARS]
    assert tab.view.search.isVisible()
    tab.view.search.setText("1007")
    assert [rate.label[:4] for rate in tab.view.table.shown()] == ["1007"]
    tab.chips[Section.WEEKDAYS].click()
    assert len(tab.view.table.shown()) == 5
    assert not tab.view.search.isVisible()


def test_days_without_sessions_and_days_when_nobody_was_late(stage: Stage) -> None:
    nothing = Rate("all", "", 0, 0, 0, 0, 0, 0)
    reports(stage).report = Report(TODAY, TODAY, nothing, (), (), (), (), (), ())
    tab = shown(stage)
    stage.until(tab.totals.isVisible)
    assert "No marks were expected" in tab.totals.text()
    assert not tab.view.isVisible()
    assert not tab.chips[Section.PEOPLE].isVisible()
    on_time = Rate("p", "1001 Ada", 5, 5, 0, 0, 0, 0)
    reports(stage).report = Report(TODAY, TODAY, on_time, (on_time,), (nothing,), (), (), (), ())
    tab.ask()
    stage.until(tab.view.isVisible)
    tab.chips[Section.LATE].click()
    assert "Nobody was late on these days." in words(tab.view)
    assert not tab.view.chart.isVisible()
    assert not tab.view.split.isVisible()
    tab.chips[Section.PEOPLE].click()
    assert tab.view.chart.isVisible()
    tab.chips[Section.GROUPS].click()
    assert tab.view.table.isVisible()
    assert not tab.view.chart.isVisible()


def test_a_narrow_table_leaves_out_what_follows_from_the_rest(stage: Stage) -> None:
    tab = opened(stage)
    hidden = {RateColumn.EXPECTED, RateColumn.MINUTES}
    for width, wanted in ((1500, set()), (720, hidden)):
        tab.resize(width, 1100)
        stage.until(lambda wanted=wanted: _hidden(tab) == wanted)  # type: ignore[misc]
    ways = Qt.Orientation
    assert tab.view.split.orientation() == ways.Vertical
    tab.chips[Section.LATE].click()
    assert _hidden(tab) == {RateColumn.EXPECTED, RateColumn.ATTENDED}


def _hidden(tab: ReportsTab) -> set[RateColumn]:
    return {column for column in RateColumn if tab.view.table.isColumnHidden(column)}


# By keyboard, and for who does not see it


def test_the_keyboard_reaches_the_chart_and_every_control_has_a_name(stage: Stage) -> None:
    tab = opened(stage)
    tab.exporting.click()
    assert controls_without_a_name(stage.window) == []
    tab.view.chart.setFocus()
    assert tab.view.chart.hasFocus()
    focused = tab.view.chart.grab().toImage()
    tab.view.table.setFocus()
    assert tab.view.chart.grab().toImage() != focused


def test_the_tab_has_the_keyboard_where_days_are_chosen_and_then_in_its_table(desk: Desk) -> None:
    tab = desk.enter().tabs.reports
    assert tab is not None
    desk.board.tabs.setCurrentWidget(tab)
    assert tab.scope.days.hasFocus()
    desk.until(tab.view.isVisible)
    desk.board.tabs.setCurrentIndex(0)
    desk.board.tabs.setCurrentWidget(tab)
    assert tab.view.table.hasFocus()


BARS = (Bar("1001 Ada", 100.0, "100 %"), Bar("1002 Zoë", 10.0, "10 %"))


@pytest.fixture
def chart(qapp: QApplication) -> Iterator[Chart]:
    """A chart by itself, in a window as a tab's part is."""
    holder = QWidget()
    made = Chart(holder)
    for each in (holder, made):
        each.resize(420, 240)
    holder.show()
    yield made
    holder.close()
    holder.deleteLater()


def test_a_chart_is_drawn_anew_in_another_theme(chart: Chart, qapp: QApplication) -> None:
    theme.apply(qapp)
    chart.draw_bars(BARS, 100.0)
    middle = chart.rect().center()
    before = chart.grab().toImage().pixelColor(middle)
    theme.apply(qapp, "dark")
    words(chart)
    assert chart.grab().toImage().pixelColor(middle).lightness() < before.lightness() / 2
    theme.apply(qapp)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_bars_begin_at_the_reading_side(qapp: QApplication, chart: Chart, language: str) -> None:
    i18n.install(qapp, language)
    chart.draw_bars(BARS, 100.0)
    words(chart)
    chart.grab()
    view, plot = chart._plot.getViewBox(), chart._plot.getPlotItem()
    start, end, below = (view.mapViewToDevice(QPointF(*at)) for at in ((0, 0), (100, 0), (0, 1)))
    axis = plot.getAxis("left" if language == "en" else "right")
    i18n.install(qapp, "en")
    assert start.y() < below.y()
    assert (start.x() < end.x()) is (language == "en")
    assert (axis.sceneBoundingRect().center().x() < chart.width() / 2) is (language == "en")


def test_a_chart_that_is_not_drawn_yet_is_only_empty(chart: Chart) -> None:
    chart.resize(300, 200)
    assert not chart.grab().isNull()


# Taking it along


def test_a_table_is_exported_as_it_is_shown_and_noted_first_or_copied(stage: Stage, tmp_path: Path) -> None:
    tab = opened(stage)
    tab.chips[Section.GROUPS].click()
    tab.view.table.sortByColumn(RateColumn.RATE, Qt.SortOrder.AscendingOrder)
    shown = [rate.label for rate in tab.view.table.shown()]
    tab.exporting.click()
    tab.saving.buttons[0].click()
    picker = tab.saving.picker
    assert picker is not None
    picker.chosen.emit((tmp_path,))
    out = tmp_path / "rates-groups_2026-11-01_2026-11-23.csv"
    stage.until(out.exists)
    stage.until(tab.saving.told.isVisible)
    assert reports(stage).exports == [(ReportScope(date(2026, 11, 1), TODAY), "csv", len(shown))]
    rows = list(csv.reader(io.StringIO(out.read_bytes().decode("utf-8-sig"), newline="")))
    assert rows[0][:3] == ["Group", "Rate (%)", "Expected"]
    assert [row[0] for row in rows[1:]] == shown
    assert out.stat().st_mode & 0o777 == 0o600
    QTest.keyClick(tab.view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("Group\tRate (%)")
    tab.copying.click()
    assert f"Copied lines: {len(shown)}" in tab.strip.text.text()
