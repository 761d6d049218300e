"""The privacy tab: grounds, the school's words, consents that end, how long things are kept."""

import pytest

pytest.importorskip("PySide6")

from kiosk.domain.people import Role
from kiosk.domain.privacy import BasisKind, Purpose, RetentionKind
from kiosk.errors import Code, KioskError
from kiosk.ui.desk.basis_card import BasisForm, TextForm
from kiosk.ui.desk.privacy_tab import MOST_DUE, PrivacyTab
from kiosk.ui.desk.privacy_words import RetentionWords
from kiosk.ui.desk.retention_card import RetentionForm
from tests.fakes_desk import NAMES
from tests.ui.desk_driver import Desk, acts, words

pytestmark = pytest.mark.qt


def opened(desk: Desk) -> PrivacyTab:
    """Sign in as an administrator and open the tab."""
    desk.api.role = Role.ADMIN
    board = desk.enter()
    assert board.tabs.privacy is not None
    board.tabs.setCurrentWidget(board.tabs.privacy)
    desk.until(lambda: "retention_due" in desk.privacy.calls and "Consents that end" in words(desk.window))
    return board.tabs.privacy


# Grounds and texts


def test_what_is_not_entered_stands_out_and_the_law_is_named(desk: Desk) -> None:
    text = words(opened(desk).bases)
    assert "Consent, since Sunday 19 October 2025" in text
    assert "○ Not entered yet" in text
    assert "a school may not be allowed to recognise faces at all" in text
    assert "an equal way in" in text


def test_a_ground_other_than_consent_needs_its_reference(desk: Desk) -> None:
    card = opened(desk).bases
    card.ask(Purpose.ATTENDANCE)
    form = card.form
    assert isinstance(form, BasisForm)
    form.kind.setCurrentIndex(list(BasisKind).index(BasisKind.LEGAL_OBLIGATION))
    form.go.click()
    assert form.problem.text()
    assert "set_basis" not in desk.privacy.calls
    form.reference.setText("School Act, section 4")
    form.go.click()
    desk.until(
        lambda: "A duty by law: School Act, section 4" in words(card).translate({0x2068: "", 0x2069: ""})
    )
    assert card.form is None


def test_a_form_in_work_outlives_a_visit_to_another_tab(desk: Desk) -> None:
    tab = opened(desk)
    tab.texts.ask()
    form = tab.texts.form
    assert isinstance(form, TextForm)
    form.text.setPlainText("Half a sentence")
    desk.board.tabs.setCurrentIndex(0)
    desk.board.tabs.setCurrentWidget(tab)
    desk.until(lambda: desk.privacy.calls.count("consent_texts") == 2)
    words(tab)
    assert tab.texts.form is form
    assert form.text.toPlainText() == "Half a sentence"


def test_a_new_version_of_the_text_is_kept_beside_the_old(desk: Desk) -> None:
    card = opened(desk).texts
    card.ask()
    form = card.form
    assert isinstance(form, TextForm)
    form.text.setPlainText("  ")
    form.go.click()
    assert form.problem.text() == "Write what is agreed to."
    form.text.setPlainText("I agree, until July.")
    form.go.click()
    desk.until(lambda: "I agree, until July." in words(card))
    assert [text.version for text in desk.privacy.texts] == ["2", "1"]
    assert "1 earlier version" in words(card)


# Consents that end


def test_whose_consent_ends_soon_is_one_press_away(desk: Desk) -> None:
    card = opened(desk).due
    text = words(card)
    assert NAMES[0] in text
    assert "last day Wednesday 25 November 2026" in text
    show = next(button for button in acts(card) if NAMES[2] in button.accessibleName())
    show.click()
    tab = desk.people_tab
    assert desk.board.tabs.currentWidget() is tab
    desk.until(lambda: tab._chosen_id() == desk.summary(NAMES[2]).person.id)


def test_many_that_end_are_cut_and_counted(desk: Desk) -> None:
    desk.privacy.due_consents = desk.privacy.due_consents[:1] * (MOST_DUE + 5)
    card = opened(desk).due
    desk.until(lambda: len(acts(card)) == MOST_DUE)
    assert "… and 5 more people" in words(card)


# Retention


def test_what_is_due_is_shown_before_and_after_it_goes(desk: Desk) -> None:
    card = opened(desk).retention
    desk.until(card.running.isEnabled)
    desk.until(lambda: "△ Overdue: 1,240 marks, from before Sunday 23 November 2025" in words(card))
    assert "Due now: 2 face templates" in words(card)
    card.running.click()
    question = card.strip.text.text()
    assert "2 face templates, 1,240 marks" in question
    no = card.strip.buttons()[1]
    assert desk.window.focusWidget() is no
    no.click()
    assert "run_retention" not in desk.privacy.calls
    card.running.click()
    card.strip.buttons()[0].click()
    desk.until(lambda: "Taken away: 2 face templates, 1,240 marks." in words(card))
    desk.until(lambda: "Nothing is due." in words(card))
    assert not card.running.isEnabled()


def test_what_came_of_it_stays_when_the_rules_are_asked_for_anew(desk: Desk) -> None:
    card = opened(desk).retention
    desk.until(card.running.isEnabled)
    asked = desk.privacy.calls.count("retention_due")
    card.ask_run()
    card.strip.buttons()[0].click()
    desk.until(lambda: desk.privacy.calls.count("retention_due") > asked)
    words(card)
    assert "Taken away" in card.strip.text.text()
    assert card.strip.isVisible()


def test_a_rule_is_changed_or_lifted(desk: Desk) -> None:
    card = opened(desk).retention
    desk.until(lambda: len(card._rules) == 4)
    card.ask(desk.privacy.rules[RetentionKind.MARKS])
    form = card.form
    assert isinstance(form, RetentionForm)
    assert form.days.value() == 365
    form.days.setValue(1)
    assert form.days.value() == 30
    form.go.click()
    desk.until(lambda: desk.privacy.rules[RetentionKind.MARKS].days == 30)
    desk.until(lambda: "Kept for 30 days" in words(card))
    card.ask(desk.privacy.rules[RetentionKind.MARKS])
    form = card.form
    assert isinstance(form, RetentionForm)
    form.keeping.setChecked(True)
    assert not form.days.isEnabled()
    form.go.click()
    desk.until(lambda: desk.privacy.rules[RetentionKind.MARKS].days is None)


def test_a_template_is_never_kept_for_good(desk: Desk) -> None:
    card = opened(desk).retention
    desk.until(lambda: len(card._rules) == 4)
    card.ask(desk.privacy.rules[RetentionKind.TEMPLATES])
    form = card.form
    assert isinstance(form, RetentionForm)
    assert not form.keeping.isVisible()
    form.days.setValue(400)
    assert form.days.value() == 30


def test_a_run_that_fails_is_said_and_can_be_tried_again(desk: Desk) -> None:
    card = opened(desk).retention
    desk.until(card.running.isEnabled)
    desk.privacy.failure = KioskError(Code.NOT_ALLOWED)
    card.ask_run()
    card.strip.buttons()[0].click()
    desk.until(lambda: "administrator" in card.strip.text.text())
    assert card.running.isEnabled()
    assert len(desk.privacy.due) == 2


def test_rules_are_said_as_they_are(qapp: object) -> None:
    say = RetentionWords()
    assert say.kept(RetentionKind.TEMPLATES, 0) == "Gone on the day they leave"
    assert say.kept(RetentionKind.TEMPLATES, 30) == "Gone 30 days after they left"
    assert say.kept(RetentionKind.AUDIT, None) == "Kept until the school says otherwise"
    assert say.kept(RetentionKind.LOGS, 90) == "Kept for 90 days"
