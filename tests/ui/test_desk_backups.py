"""Backups on the system tab."""

from dataclasses import replace

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractSlider

from kiosk.domain.people import Role
from kiosk.errors import Code, KioskError
from kiosk.runtime.api_office import Overdue
from kiosk.ui.desk.backup_card import BackupCard
from tests.fakes_keys import an_entry
from tests.ui.desk_driver import Desk, acts, words

pytestmark = pytest.mark.qt


def backups(desk: Desk) -> BackupCard:
    """Open the system tab as an administrator."""
    desk.api.role = Role.ADMIN
    board = desk.enter()
    system = board.tabs.system
    assert system is not None
    board.tabs.setCurrentWidget(system)
    desk.until(lambda: "They go to" in words(system.backups))
    return system.backups


def test_where_how_old_and_which_were_checked(desk: Desk) -> None:
    said = words(backups(desk))
    assert "/srv/backups" in said.replace("\u200b", "")
    assert "Monday 23 November, 08:14 · 4 MB · is checked while somebody is signed in · with faces" in said
    assert "Sunday 22 November, 08:14 · 4 MB · checked · with faces" in said
    assert "without faces" in said
    assert "would have worked. People: 24, marks: 1100" in said
    assert "kiosk restore FILE" in said
    assert "△" not in said


def test_what_is_overdue_or_faulty_is_said(desk: Desk) -> None:
    shown = desk.backups.shown
    faulty = replace(shown.entries[1], is_verified=False, problem="pages")
    drill = replace(shown.drill, problem="pages") if shown.drill is not None else None
    desk.backups.shown = replace(shown, entries=(faulty,), is_overdue=True, drill=drill)
    said = words(backups(desk))
    assert "△ The newest backup is of Sunday 22 November." in said
    assert "△ faulty" in said
    assert "did not work" in said


def test_none_yet_is_said_and_cannot_be_tried(desk: Desk) -> None:
    desk.backups.shown = replace(desk.backups.shown, entries=(), is_overdue=True, drill=None)
    card = backups(desk)
    assert "There is no backup yet" in words(card)
    assert not card.drilling.isEnabled()


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
def test_the_way_from_what_waits_ends_at_the_card(desk: Desk, size: tuple[int, int]) -> None:
    """It once opened the tab at its top, where no backup is to be seen."""
    desk.audit.overdue_ = (Overdue("backup", desk.clock.now, 3),)
    desk.api.role = Role.ADMIN
    desk.window.resize(*size)
    board = desk.enter()
    desk.until(lambda: bool(board.waiting._waiting))
    desk.window.activateWindow()
    next(button for button in acts(board.waiting) if "backups" in button.text()).click()
    system = board.tabs.system
    assert system is not None
    card, seen = system.backups, system.area.viewport()
    desk.until(lambda: "They go to" in words(card) and desk.window.focusWidget() is card.go)

    def is_whole() -> bool:
        return seen.rect().contains(QRect(card.mapTo(seen, QPoint(0, 0)), card.size()))

    desk.until(is_whole)
    system.tally.setMinimumHeight(system.tally.height() + 300)  # an answer that comes late
    system.recognition.setMinimumHeight(system.recognition.height() + 300)
    words(card)
    desk.until(is_whole)


def test_who_scrolls_on_from_the_card_is_not_taken_back(desk: Desk) -> None:
    card = backups(desk)
    system = desk.board.tabs.system
    assert system is not None
    system.show_backups()
    desk.until(lambda: desk.window.focusWidget() is card.go)
    bar = system.area.verticalScrollBar()
    bar.triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    system.recognition.setMinimumHeight(system.recognition.height() + 300)
    words(card)
    assert bar.value() == 0


def test_one_is_made_now_with_its_progress(desk: Desk) -> None:
    card = backups(desk)
    card.go.click()
    assert card.work.bar.isVisible()
    assert not card.go.isVisible()
    desk.backups.go_on("copy", 25)
    desk.until(lambda: card.work.bar.value() == 250)
    assert card.work.step.text() == "Copying"
    desk.backups.end(an_entry(desk.clock.now))
    desk.until(lambda: "Backed up and checked" in words(card))
    assert not card.work.bar.isVisible()
    assert card.go.isVisible()


def test_it_can_be_stopped_and_a_failure_is_said(desk: Desk) -> None:
    card = backups(desk)
    card.go.click()
    card.work.stopping.click()
    assert desk.backups.cancelled == 1
    assert desk.backups.making is not None
    desk.backups.making.set_exception(KioskError(Code.BACKUP_NO_SPACE, where="/srv/backups", detail="12"))
    desk.until(lambda: "not enough room" in words(card.strip))
    assert card.go.isVisible()


def test_a_restore_is_tried(desk: Desk) -> None:
    card = backups(desk)
    card.drilling.click()
    desk.until(lambda: "would work" in words(card.strip))
    desk.until(lambda: "People: 24, marks: 1240" in words(card))


def test_progress_that_comes_late_changes_nothing(desk: Desk) -> None:
    card = backups(desk)
    card.go.click()
    desk.backups.end(an_entry(desk.clock.now))
    desk.until(card.go.isVisible)
    desk.backups.go_on("copy", 99)
    assert words(card)
    assert card.work.isHidden()
    assert card.work.bar.value() <= 0
