"""The office's tabs as pictures: timetable, reports, follow-up, privacy, audit, system, accounts."""

from kiosk.domain.follow_up import RuleKind
from kiosk.domain.privacy import Purpose
from kiosk.ui.desk.lists import choose_lines
from kiosk.ui.desk.report_words import Section
from kiosk.ui.desk.timetable_tab import TimetableTab
from tests.e2e.screenshots_desk import Tour


def timetable(tour: Tour) -> None:
    """The week and its forms, and what applying it does."""
    tab = timetable_tab(tour)
    week = tab.week
    week.groups.list.setCurrentRow(0)
    tour.show("desk-timetable-all")
    rows = {week.groups.list.item(row).text(): row for row in range(week.groups.list.count())}
    row = next(row for text, row in rows.items() if "1-01" in text)
    week.groups.list.setCurrentRow(row)
    tour.studio.until("a week", lambda: week.week.boxes)
    tour.both("desk-timetable")
    week.add_group()
    tour.show("desk-timetable-group")
    week.leave_form()
    row = next(row for text, row in rows.items() if "2-01" in text)
    week.groups.list.setCurrentRow(row)
    week.change_group()
    tour.both("desk-timetable-group-change")
    week.leave_form()
    week.add_lesson()
    tour.both("desk-timetable-lesson")
    week.leave_form()
    tab.ask_apply()
    tour.studio.until("what changes", tab.card.isVisible)
    tour.show("desk-timetable-apply")
    tab.card.leave()


def timetable_pages(tour: Tour) -> None:
    """Terms and holidays, one day's sessions, codes."""
    tab = timetable_tab(tour)
    tab.open_page(tab.year)
    tour.studio.until("the terms", lambda: tab.terms.spans)
    tour.both("desk-terms")
    tab.holidays.edit(tab.holidays.spans[0])
    tour.show("desk-terms-change")
    tab.holidays.leave_form()
    tab.open_page(tab.day)
    tour.studio.until("the day", lambda: tab.day.model.sessions)
    choose_lines(tab.day.table, [1])
    tour.both("desk-day-sessions")
    tab.day.ask_cancel()
    tour.show("desk-day-cancel")
    tab.strip.dismiss()
    tab.day.add_once()
    tour.show("desk-day-once")
    tab.day.leave_form()
    tab.open_page(tab.codes)
    tour.studio.until("the codes", tab.codes.model.rowCount)
    tab.codes.picker.setCurrentIndex(1)
    tour.both("desk-codes")
    tab.codes.picker.setCurrentIndex(tab.codes.picker.findData("plain"))
    tour.show("desk-codes-plain")
    tab.open_page(tab.week)


def reports(tour: Tour) -> None:
    """Every chart with its table."""
    tab = tour.board.tabs.reports
    assert tab is not None
    tour.open(tab, lambda: tab.view.isVisible() and tab.report is not None)
    for section in Section:
        tab.chips[section].click()
        tour.both(f"desk-reports-{section.value}")
    tab.exporting.click()
    tour.show("desk-reports-export")
    tab.exporting.click()


def follow_up(tour: Tour) -> None:
    """The list, letters, rules, and the words of a letter."""
    tab, studio = tour.board.tabs.follow_up, tour.studio
    assert tab is not None
    tour.open(tab, lambda: tab.model.found)
    tab._choose({tab.model.found[0].id})
    tour.both("desk-follow-up")
    tab._choose({one.id for one in tab.model.found if one.rule.kind is RuleKind.RATE_BELOW})
    tab.open_letters()
    assert tab.letters is not None
    letters = tab.letters
    studio.until("the letters", lambda: letters.people.count() > 0)
    letters.template.setCurrentIndex(letters.template.count() - 1)
    studio.until("the letters", lambda: letters.people.count() > 0)
    tour.both("desk-letters")
    tab.open_list()
    tab.open_rules()
    templates = studio.given(tour.services.follow_ups.templates())
    studio.settle()
    tour.both("desk-rules")
    own = next(t for t in templates if t.language == studio.language)
    tab.rules.write(own)
    tour.both("desk-letter-words")
    tab.rules.leave_form()
    tab.open_list()


def privacy(tour: Tour) -> None:
    """Bases, texts, retention, consents that end soon."""
    tab = tour.board.tabs.privacy
    assert tab is not None
    tour.open(tab, lambda: tab.retention._rules)
    tour.both("desk-privacy")
    tab.bases.ask(Purpose.ATTENDANCE)
    tour.show("desk-privacy-basis")
    assert tab.bases.form is not None
    tab.bases.form.left.emit()
    tab.area.verticalScrollBar().setValue(tab.area.verticalScrollBar().maximum())
    tour.show("desk-privacy-below")


def audit(tour: Tour) -> None:
    """Who did what, and whether it is whole."""
    tab = tour.board.tabs.audit
    assert tab is not None
    tour.open(tab, lambda: tab.model.rowCount() > 0)
    tab.verify()
    tour.studio.until("the check", tab.strip.isVisible)
    tour.both("desk-audit")
    tab.strip.dismiss()


def system(tour: Tour) -> None:
    """Strictness, copies, models."""
    tab = tour.board.tabs.system
    assert tab is not None
    tour.open(tab, lambda: True)
    tour.studio.settle(1.0)
    tour.both("desk-system")
    tab.area.verticalScrollBar().setValue(tab.area.verticalScrollBar().maximum())
    tour.show("desk-system-below")


def accounts(tour: Tour) -> None:
    """Who may sign in."""
    tab = tour.board.tabs.accounts
    assert tab is not None
    tour.open(tab, lambda: len(tab.signers._signers) > 1)
    tour.both("desk-accounts")
    tab.signers.ask_new()
    tour.show("desk-accounts-new")
    tour.window.show_mine()
    tour.show("desk-my-sign-in")
    tour.window._leave_mine()


def timetable_tab(tour: Tour) -> TimetableTab:
    """Show the timetable."""
    tab = tour.board.tabs.timetable
    assert tab is not None
    tour.open(tab, lambda: tab.week.groups.list.count() > 2)
    return tab


STOPS = (timetable, timetable_pages, reports, follow_up, privacy, audit, system, accounts)
