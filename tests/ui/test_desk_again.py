"""The people tab after a change of model, with faces that have changed, and with people who look alike."""

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from kiosk.domain.people import PersonSummary
from kiosk.ui import theme
from kiosk.ui.desk.enrol_end import CodesPage, SymbolPage
from kiosk.ui.desk.enrol_panel import EnrolPanel
from kiosk.ui.desk.people_model import Column, needs_enrolment
from tests.fakes_desk import NAMES, FakeDesk, HandClock, a_school
from tests.ui.desk_driver import Desk, acts, words
from tests.ui.desk_enrol import begin_looks

pytestmark = pytest.mark.qt
OLDER = NAMES[6]
"""Whose template is another model's, in every school of the fakes."""


def someone(**changes: object) -> PersonSummary:
    school: FakeDesk = a_school(HandClock(), NAMES[:1])
    school._replace(school.people_[0].person.id, **changes)
    return school.people_[0]


def said(desk: Desk) -> str:
    return words(desk.people_tab.panel)


def act(desk: Desk, text: str) -> QAbstractButton:
    return next(button for button in acts(desk.people_tab.panel) if button.text() == text)


@pytest.mark.parametrize(
    ("templates", "old", "is_ageing", "expected"),
    [
        (1, 0, False, False),
        (1, 1, False, False),
        (0, 0, False, False),
        (0, 1, False, True),
        (1, 0, True, True),
        (0, 0, True, False),
    ],
)
def test_who_has_to_be_enrolled_again(templates: int, old: int, is_ageing: bool, expected: bool) -> None:
    assert needs_enrolment(someone(templates=templates, old_templates=old, is_ageing=is_ageing)) is expected


def test_the_list_says_it_in_words_and_not_by_colour_alone(desk: Desk) -> None:
    desk.change(NAMES[2], is_ageing=True)
    model = desk.people().model
    place = [item.person.name for item in model.people].index(NAMES[2])
    index = model.index(place, Column.FACE)
    assert index.data() == "△ Enrol again"
    assert index.data(Qt.ItemDataRole.ForegroundRole).name() == theme.current().care
    place = [item.person.name for item in model.people].index(OLDER)
    assert model.index(place, Column.FACE).data() == "△ Older model"


def test_a_filter_lists_them_with_their_count_and_the_footer_counts_them(desk: Desk) -> None:
    desk.change(NAMES[2], is_ageing=True)
    tab = desk.people()
    assert tab.renewing.text() == "Needs a new enrolment: 2"
    assert "to enrol again: 2" in tab.footer.text()
    tab.renewing.click()
    assert tab.proxy.rowCount() == 2
    assert "People: 2" in tab.footer.text()
    tab.search.setText(NAMES[2])
    assert tab.proxy.rowCount() == 1
    assert tab.renewing.text() == "Needs a new enrolment: 2"
    tab.search.clear()
    tab.renewing.click()
    assert tab.proxy.rowCount() == len(NAMES)


def test_the_filter_is_offered_only_where_it_finds_somebody(desk: Desk) -> None:
    desk.change(OLDER, templates=1, old_templates=0)
    tab = desk.people()
    assert not tab.renewing.isVisible()
    assert "again" not in tab.footer.text()


def test_the_filter_stays_to_be_taken_off_when_the_last_one_was_enrolled(desk: Desk) -> None:
    tab = desk.people()
    tab.renewing.click()
    desk.change(OLDER, templates=1)
    tab.load()
    desk.until(lambda: tab.proxy.rowCount() == 0)
    assert tab.renewing.isVisible()
    tab.renewing.click()
    assert not tab.renewing.isVisible()


def test_an_older_models_template_is_explained(desk: Desk) -> None:
    desk.people(OLDER)
    assert "stored for another model: enrol them again" in said(desk)
    assert "use their code" in said(desk)


def test_a_face_that_has_changed_is_explained(desk: Desk) -> None:
    desk.change(NAMES[2], is_ageing=True)
    desk.people(NAMES[2])
    assert "△ Enrol again" in said(desk)
    assert "has drifted from what was enrolled" in said(desk)


def test_look_alikes_are_named_to_the_teacher(desk: Desk) -> None:
    desk.change(NAMES[0], look_alikes=(desk.summary(NAMES[8]).person.id,))
    desk.people(NAMES[0])
    assert f"they look much like: \u2068{NAMES[8]}\u2069" in said(desk)
    assert "cannot be marked by face" not in said(desk)


def test_a_look_alike_without_a_pin_is_told_and_given_one(desk: Desk) -> None:
    desk.change(NAMES[1], look_alikes=(desk.summary(NAMES[8]).person.id,))
    tab = desk.people(NAMES[1])
    assert "cannot be marked by face until they have a PIN" in said(desk)
    setting = act(desk, "Set PIN …")
    assert setting.property("kind") == "primary"
    setting.click()
    tab.panel.form.pin.setText("4711")
    tab.panel.form.again.setText("4711")
    tab.panel.form.go.click()
    desk.until(lambda: desk.summary(NAMES[1]).has_pin and "cannot be marked" not in said(desk))


# One face under two names


def refuse(desk: Desk, name: str = NAMES[1]) -> None:
    """Enrol somebody whose face is there under another name already."""
    desk.api.duplicate_of = ("1001",)
    panel = begin_looks(desk, name)
    desk.api.fail_enrolment()
    desk.until(lambda: desk.people_tab.tool is not panel)
    desk.until(desk.people_tab.strip.isVisible)


def test_a_face_that_is_there_already_is_a_question_about_both(desk: Desk) -> None:
    refuse(desk)
    strip = desk.people_tab.strip
    assert f"\u2068{NAMES[1]}\u2069" in strip.text.text()
    assert "1001" in strip.text.text()
    assert [b.text() for b in strip.buttons()] == ["They are twins", "One person"]
    assert desk.people_tab.panel.form is None


def test_one_blind_enter_makes_nobody_twins(desk: Desk) -> None:
    refuse(desk)
    strip = desk.people_tab.strip
    assert desk.window.focusWidget() is strip.buttons()[1]
    strip.buttons()[1].click()
    assert not strip.isVisible()
    assert "enrol_as_twins" not in desk.api.calls


def test_twins_are_stored_and_a_pin_is_asked_for_each(desk: Desk) -> None:
    desk.api.look_alikes = (desk.summary(NAMES[0]).person.id,)
    desk.change(NAMES[3], templates=0)
    refuse(desk, NAMES[3])
    desk.people_tab.strip.buttons()[0].click()
    desk.until(lambda: isinstance(desk.people_tab.tool, EnrolPanel))
    panel = desk.people_tab.tool
    assert isinstance(panel, EnrolPanel)
    assert isinstance(panel.page, SymbolPage), "twins choose a symbol like everybody"
    assert "Set a PIN for each of them" in panel.page.care.text()
    panel.page.next.click()
    assert isinstance(panel.page, CodesPage)
    panel.page.later.click()
    desk.until(lambda: "Set a PIN for each of them" in desk.people_tab.strip.text.text())
    assert NAMES[0] in desk.people_tab.strip.text.text()
    assert desk.summary(NAMES[3]).templates == 1


def test_twins_that_come_too_late_are_told_to_start_again(desk: Desk) -> None:
    desk.api.twins_in_time = False
    refuse(desk)
    desk.people_tab.strip.buttons()[0].click()
    desk.until(lambda: "nothing was stored" in desk.people_tab.strip.text.text())


def test_it_is_about_whom_was_enrolled_whoever_is_chosen_by_then(desk: Desk) -> None:
    desk.change(NAMES[3], templates=0)
    refuse(desk, NAMES[3])
    tab = desk.people_tab
    tab._choose(desk.summary(NAMES[5]).person.id)
    tab.strip.buttons()[0].click()
    desk.until(lambda: desk.summary(NAMES[3]).templates == 1)
