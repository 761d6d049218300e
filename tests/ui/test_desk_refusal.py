"""A no in the register: a teacher records it at once, without the people tab."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.domain.people import Role
from kiosk.domain.privacy import Relation
from kiosk.errors import Code, KioskError
from kiosk.ui.desk.privacy_forms import ObjectionForm
from kiosk.ui.desk.refusal_panel import RefusalPanel
from tests.fakes_desk import NAMES
from tests.ui.desk_driver import Desk, acts, words

pytestmark = pytest.mark.qt
AGREED, ASKED, SAID_NO = NAMES[1], NAMES[4], NAMES[9]
"""With a consent and a face; without either; and one who said no. See the story `a_years_end`."""


def opened(desk: Desk, name: str, role: Role = Role.TEACHER) -> RefusalPanel:
    """Sign in, choose a line and ask for the panel."""
    desk.api.role = role
    board = desk.enter()
    desk.choose(name)
    board.roster.refusing.click()
    desk.until(board.refusal.isVisible)
    return board.refusal


def form_of(panel: RefusalPanel) -> ObjectionForm:
    assert isinstance(panel.form, ObjectionForm)
    return panel.form


@pytest.mark.parametrize("role", list(Role))
def test_a_no_is_recorded_in_the_register(desk: Desk, role: Role) -> None:
    panel = opened(desk, AGREED, role)
    form = form_of(panel)
    assert f"\u2068{AGREED}\u2069 is not to be recognised by face" in words(panel)
    form.speaker.setCurrentIndex(1)
    form.go.click()
    desk.until(lambda: not panel.isVisible())
    objection = desk.privacy.of(desk.summary(AGREED).person.id).objection
    assert objection is not None
    assert objection.by is Relation.GUARDIAN
    assert "Face templates erased: 1" in desk.board.roster.strip.text.text()
    assert desk.window.focusWidget() is desk.board.roster.table
    assert desk.board.roster.corrections.isVisible()


def test_nothing_is_recorded_before_it_is_confirmed(desk: Desk) -> None:
    panel = opened(desk, AGREED)
    assert desk.window.focusWidget() is form_of(panel).speaker
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert "object" not in desk.privacy.calls
    assert desk.summary(AGREED).templates == 1


def test_a_consent_alone_is_withdrawn_after_a_question(desk: Desk) -> None:
    panel = opened(desk, AGREED)
    panel.withdrawing.click()
    strip = desk.board.roster.strip
    assert AGREED in strip.text.text()
    assert desk.summary(AGREED).has_live_consent
    assert desk.window.focusWidget() is strip.buttons()[1]
    strip.buttons()[0].click()
    desk.until(lambda: not desk.summary(AGREED).has_live_consent)
    assert desk.privacy.of(desk.summary(AGREED).person.id).objection is None


def test_without_a_consent_there_is_nothing_to_withdraw(desk: Desk) -> None:
    panel = opened(desk, ASKED)
    assert [button.text() for button in acts(panel)] == ["Record the no", "Cancel"]


def test_a_no_that_stands_is_said_and_not_taken_back_here(desk: Desk) -> None:
    panel = opened(desk, SAID_NO)
    assert panel.form is None
    assert "Said by: The person" in words(panel)
    assert [button.text() for button in acts(panel)] == ["Close"]
    assert desk.window.focusWidget() is panel.closing


def test_no_more_of_somebodys_choices_is_shown_than_is_needed(desk: Desk) -> None:
    """Who signed, and where the form is, is for those who keep the consents."""
    text = words(opened(desk, AGREED))
    assert "Parent" not in text
    assert "folder 3" not in text


def test_one_line_is_needed(desk: Desk) -> None:
    roster = desk.enter().roster
    for names in ((), (AGREED, ASKED)):
        desk.choose(*names)
        roster.refusing.click()
        assert roster.strip.text.text() == "Select the line of one person first."
        roster.strip.dismiss()
    assert "privacy_of" not in desk.privacy.calls


def test_a_refusal_of_the_records_is_said_in_the_form(desk: Desk) -> None:
    form = form_of(opened(desk, AGREED))
    desk.privacy.failure = KioskError(Code.PERSON_UNKNOWN)
    form.go.click()
    desk.until(form.problem.isVisible)
    assert form.go.isEnabled()


def test_who_may_not_be_looked_at_is_not_asked_about(desk: Desk) -> None:
    board = desk.enter()
    desk.choose(AGREED)
    desk.privacy.failure = KioskError(Code.PERSON_UNKNOWN)
    board.roster.refusing.click()
    desk.until(board.roster.strip.isVisible)
    assert not board.refusal.isVisible()


def test_it_is_gone_once_the_board_is_only_watched(desk: Desk) -> None:
    panel = opened(desk, AGREED)
    desk.board.set_watched(True)
    assert not panel.isVisible()
    assert AGREED not in words(panel)
    assert not desk.board.roster.refusing.isVisible()
    desk.choose(AGREED)
    desk.board.roster.ask_refusal()
    assert desk.privacy.calls.count("privacy_of") == 1


def test_one_panel_is_open_at_a_time(desk: Desk) -> None:
    panel = opened(desk, AGREED)
    board = desk.board
    board.open_export()
    assert (panel.isVisible(), board.export.isVisible()) == (False, True)
    board.roster.ask_refusal()
    desk.until(panel.isVisible)
    assert not board.export.isVisible()
    board.roster.opening.click()
    desk.until(board.roster.opener_card.isVisible)
    assert not panel.isVisible()
    board.open_export()
    assert not board.roster.opener_card.isVisible()


def test_it_does_not_stand_above_another_register(desk: Desk) -> None:
    panel = opened(desk, AGREED)
    desk.board.roster.bar.after.click()
    desk.until(lambda: not panel.isVisible())
