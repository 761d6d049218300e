"""The office's tabs as pictures: timetable, reports, follow-up, privacy, audit, system, accounts."""

from collections.abc import Iterator

from kiosk.domain.follow_up import RuleKind
from kiosk.domain.privacy import Purpose
from kiosk.ui.desk.lists import choose_lines
from kiosk.ui.desk.report_words import Section
from kiosk.ui.desk.timetable_tab import TimetableTab
from tests.gallery.scenes import Shown, Stop
from tests.gallery.tour import Tour


def timetable(tour: Tour) -> Iterator[Shown]:
    """The week and its forms, and what applying it does."""
    tab = timetable_tab(tour)
    week = tab.week
    week.groups.list.setCurrentRow(0)
    yield tour.shown("desk-timetable-all")
    rows = {week.groups.list.item(row).text(): row for row in range(week.groups.list.count())}
    row = next(row for text, row in rows.items() if "1-01" in text)
    week.groups.list.setCurrentRow(row)
    tour.studio.until("a week", lambda: week.week.boxes)
    yield tour.shown("desk-timetable")
    week.add_group()
    yield tour.shown("desk-timetable-group")
    week.leave_form()
    row = next(row for text, row in rows.items() if "2-01" in text)
    week.groups.list.setCurrentRow(row)
    week.change_group()
    yield tour.shown("desk-timetable-group-change")
    week.leave_form()
    week.add_lesson()
    yield tour.shown("desk-timetable-lesson")
    week.leave_form()
    tab.ask_apply()
    tour.studio.until("what changes", tab.card.isVisible)
    yield tour.shown("desk-timetable-apply")
    tab.card.leave()


def timetable_pages(tour: Tour) -> Iterator[Shown]:
    """Terms and holidays, one day's sessions, codes."""
    tab = timetable_tab(tour)
    tab.open_page(tab.year)
    tour.studio.until("the terms", lambda: tab.terms.spans)
    yield tour.shown("desk-terms")
    tab.holidays.edit(tab.holidays.spans[0])
    yield tour.shown("desk-terms-change")
    tab.holidays.leave_form()
    tab.open_page(tab.day)
    tour.studio.until("the day", lambda: tab.day.model.sessions)
    choose_lines(tab.day.table, [1])
    yield tour.shown("desk-day-sessions")
    tab.day.ask_cancel()
    yield tour.shown("desk-day-cancel")
    tab.strip.dismiss()
    tab.day.add_once()
    yield tour.shown("desk-day-once")
    tab.day.leave_form()
    tab.open_page(tab.codes)
    tour.studio.until("the codes", tab.codes.model.rowCount)
    tab.codes.picker.setCurrentIndex(1)
    yield tour.shown("desk-codes")
    tab.codes.picker.setCurrentIndex(tab.codes.picker.findData("plain"))
    yield tour.shown("desk-codes-plain")
    tab.open_page(tab.week)


def reports(tour: Tour) -> Iterator[Shown]:
    """Every chart with its table."""
    tab = tour.board.tabs.reports
    assert tab is not None
    tour.open(tab, lambda: tab.view.isVisible() and tab.report is not None)
    for section in Section:
        tab.chips[section].click()
        yield tour.shown(f"desk-reports-{section.value}")
    tab.exporting.click()
    yield tour.shown("desk-reports-export")
    tab.exporting.click()


def follow_up(tour: Tour) -> Iterator[Shown]:
    """The list, letters, rules, and the words of a letter."""
    tab, studio = tour.board.tabs.follow_up, tour.studio
    assert tab is not None
    tour.open(tab, lambda: tab.model.found)
    tab._choose({tab.model.found[0].id})
    yield tour.shown("desk-follow-up")
    tab._choose({one.id for one in tab.model.found if one.rule.kind is RuleKind.RATE_BELOW})
    tab.open_letters()
    assert tab.letters is not None
    letters = tab.letters
    studio.until("the letters", lambda: letters.people.count() > 0)
    letters.template.setCurrentIndex(letters.template.count() - 1)
    studio.until("the letters", lambda: letters.people.count() > 0)
    yield tour.shown("desk-letters")
    tab.open_list()
    tab.open_rules()
    templates = studio.given(tour.services.follow_ups.templates())
    studio.settle()
    yield tour.shown("desk-rules")
    own = next(t for t in templates if t.language == studio.language)
    tab.rules.write(own)
    yield tour.shown("desk-letter-words")
    tab.rules.leave_form()
    tab.open_list()


def privacy(tour: Tour) -> Iterator[Shown]:
    """Bases, texts, retention, consents that end soon."""
    tab = tour.board.tabs.privacy
    assert tab is not None
    tour.open(tab, lambda: tab.retention._rules)
    yield tour.shown("desk-privacy")
    tab.bases.ask(Purpose.ATTENDANCE)
    yield tour.shown("desk-privacy-basis")
    assert tab.bases.form is not None
    tab.bases.form.left.emit()
    tab.area.verticalScrollBar().setValue(tab.area.verticalScrollBar().maximum())
    yield tour.shown("desk-privacy-below")


def audit(tour: Tour) -> Iterator[Shown]:
    """Who did what, and whether it is whole."""
    tab = tour.board.tabs.audit
    assert tab is not None
    tour.open(tab, lambda: tab.model.rowCount() > 0)
    tab.verify()
    tour.studio.until("the check", tab.strip.isVisible)
    yield tour.shown("desk-audit")
    tab.strip.dismiss()


def system(tour: Tour) -> Iterator[Shown]:
    """Strictness, copies, models."""
    tab = tour.board.tabs.system
    assert tab is not None
    tour.open(tab, lambda: True)
    tour.studio.settle(1.0)
    yield tour.shown("desk-system")
    tab.area.verticalScrollBar().setValue(tab.area.verticalScrollBar().maximum())
    yield tour.shown("desk-system-below")
    tab.support.start()
    tour.studio.until("the support file", lambda: tab.support.text is not None)
    tour.studio.settle()
    assert tab.support.text is not None
    tab.area.come_to(tab.support, tab.support.text)  # follows the card through each size
    yield tour.shown("desk-system-support")


def accounts(tour: Tour) -> Iterator[Shown]:
    """Who may sign in."""
    tab = tour.board.tabs.accounts
    assert tab is not None
    tour.open(tab, lambda: len(tab.signers._signers) > 1)
    yield tour.shown("desk-accounts")
    tab.signers.ask_new()
    yield tour.shown("desk-accounts-new")
    tour.window.show_mine()
    yield tour.shown("desk-my-sign-in")
    tour.window._leave_mine()


def timetable_tab(tour: Tour) -> TimetableTab:
    """Show the timetable."""
    tab = tour.board.tabs.timetable
    assert tab is not None
    tour.open(tab, lambda: tab.week.groups.list.count() > 2)
    return tab


_WEEK = tuple(
    f"desk-timetable{name}" for name in ("-all", "", "-group", "-group-change", "-lesson", "-apply")
)
_YEAR = ("desk-terms", "desk-terms-change", "desk-day-sessions", "desk-day-cancel", "desk-day-once")
STOPS = (
    Stop(_WEEK, timetable),
    Stop((*_YEAR, "desk-codes", "desk-codes-plain"), timetable_pages),
    Stop((*(f"desk-reports-{section.value}" for section in Section), "desk-reports-export"), reports),
    Stop(("desk-follow-up", "desk-letters", "desk-rules", "desk-letter-words"), follow_up),
    Stop(("desk-privacy", "desk-privacy-basis", "desk-privacy-below"), privacy),
    Stop(("desk-audit",), audit),
    Stop(("desk-system", "desk-system-below", "desk-system-support"), system),
    Stop(("desk-accounts", "desk-accounts-new", "desk-my-sign-in"), accounts),
)
