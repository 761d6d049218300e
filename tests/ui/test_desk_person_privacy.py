"""A person's page: consent, a no, leaving, what is held about them, and erasing them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.domain.privacy import Basis, BasisKind, MarksChoice, Purpose, Relation
from kiosk.errors import Code, KioskError
from kiosk.ui.desk.erase_panel import ErasePanel, OwnDataPanel
from kiosk.ui.desk.people_tab import PeopleTab
from kiosk.ui.desk.person_panel import VIEW_MS
from kiosk.ui.desk.privacy_forms import ConsentForm, LeftForm, LiftForm, ObjectionForm
from kiosk.ui.desk.save_box import SaveBox
from tests.fakes_desk import NAMES
from tests.ui.desk_driver import Desk, acts, words

pytestmark = pytest.mark.qt
AGREED, ASKED, SAID_NO = NAMES[1], NAMES[4], NAMES[9]
"""With a consent and a face; without either; and one who said no. See the story `a_years_end`."""


def page(desk: Desk, name: str) -> PeopleTab:
    """Open somebody's page, once their choices are known."""
    tab: PeopleTab = desk.people()
    tab.panel._asking.setInterval(0)
    tab._choose(desk.summary(name).person.id)
    desk.until(lambda: tab.panel._privacy_known is not None)
    return tab


def _is_open(tab: PeopleTab) -> bool:
    return tab.panel.form is not None


def press(part: QWidget, text: str) -> None:
    """Press a button by what it says."""
    found: Iterator[QAbstractButton] = (button for button in acts(part) if button.text() == text)
    next(found).click()


def says(part: QWidget) -> list[str]:
    return [button.text() for button in acts(part)]


# Looking


def test_somebodys_choices_are_asked_for_once_and_only_when_they_are_looked_at(desk: Desk) -> None:
    """Each look is a row of the audit: going down the list with the arrow key is no look at everybody."""
    tab = desk.people(NAMES[0])
    waits = tab.panel._asking
    waits.setInterval(60_000)  # a busy machine may take longer from key to key than anybody looks
    for _ in range(6):
        desk.bot.keyClick(tab.table, Qt.Key.Key_Down)
        words(tab.panel)
    assert desk.privacy.calls.count("privacy_of") == 0
    waits.start(VIEW_MS)
    desk.until(lambda: desk.privacy.calls.count("privacy_of") == 1)
    desk.until(lambda: tab.panel._privacy_known is not None)
    assert tab.panel._privacy_known.person == tab._chosen_id()
    tab.load()
    desk.until(lambda: desk.api.calls.count("people") == 2)
    desk.until(lambda: tab.panel.box is not None and tab.panel.box.told.isVisible())
    assert desk.privacy.calls.count("privacy_of") == 1


def test_who_agreed_to_what_and_until_when_is_said(desk: Desk) -> None:
    tab = page(desk, AGREED)
    text = words(tab.panel)
    assert "✓ Given" in text
    assert "Parent" in text
    assert "A parent or guardian" in text
    assert "Form of 1 September, folder 3" in text
    assert "Saturday 31 July 2027" in text


def test_a_no_is_said_and_offers_no_consent(desk: Desk) -> None:
    tab = page(desk, SAID_NO)
    assert "Not to be recognised by face, since Monday 23 November 2026. Said by: The person" in words(
        tab.panel
    )
    assert "Record consent …" not in says(tab.panel)
    assert "They said no …" not in says(tab.panel)
    assert "Take the no back …" in says(tab.panel)


# Consent


def consent_form(desk: Desk, name: str = ASKED) -> ConsentForm:
    tab = page(desk, name)
    press(tab.panel, "Record consent …")
    desk.until(lambda: isinstance(tab.panel.form, ConsentForm))
    form = tab.panel.form
    assert isinstance(form, ConsentForm)
    return form


def test_a_consent_to_the_schools_own_words_names_their_version(desk: Desk) -> None:
    form = consent_form(desk)
    assert "stored as a template" in words(form)
    form.giver.setText("Mr Okafor")
    form.go.click()
    person = desk.summary(ASKED).person.id
    desk.until(lambda: desk.summary(ASKED).has_live_consent)
    given = desk.privacy.of(person).consents[0].given
    assert (given.text_version, given.given_by, given.relation) == ("1", "Mr Okafor", Relation.GUARDIAN)
    assert given.live_until is None


def test_another_text_and_a_day_of_its_own_are_asked_for_only_where_they_are_chosen(desk: Desk) -> None:
    form = consent_form(desk)
    assert not form.until.isVisible()
    form.version.setCurrentIndex(1)
    form.go.click()
    assert "Write what was agreed to" in form.problem.text()
    form.text.setText("letter of 3 November")
    form.choose(Relation.SELF)
    assert not form.giver.isVisible()
    form.end.setCurrentIndex(1)
    assert form.until.isVisible()
    form.go.click()
    desk.until(lambda: desk.summary(ASKED).has_live_consent)
    given = desk.privacy.of(desk.summary(ASKED).person.id).consents[0].given
    assert (given.text, given.text_version) == ("letter of 3 November", "")
    assert given.given_by == ASKED
    assert given.live_until == date(2027, 11, 23)


def test_nobody_is_named_where_nobody_is_asked(desk: Desk) -> None:
    now = desk.clock.now
    desk.privacy.bases_ = [Basis(Purpose.FACE, BasisKind.PUBLIC_TASK, "Decree 7", now)]
    form = consent_form(desk)
    form.choose(Relation.BASIS)
    assert not form.giver.isVisible()
    assert not form.text.isVisible()
    form.go.click()
    desk.until(lambda: desk.summary(ASKED).has_live_consent)
    assert desk.privacy.of(desk.summary(ASKED).person.id).consents[0].given.relation is Relation.BASIS


def test_without_another_ground_somebody_has_to_be_asked(desk: Desk) -> None:
    form = consent_form(desk)
    assert Relation.BASIS not in form.relations
    assert form.relation.count() == 3


def test_a_guardian_is_named(desk: Desk) -> None:
    form = consent_form(desk)
    form.go.click()
    assert form.problem.text() == "Write who agreed."
    assert "record_consent" not in desk.privacy.calls


def test_a_refusal_stays_in_the_form(desk: Desk) -> None:
    form = consent_form(desk)
    form.giver.setText("Mr Okafor")
    desk.privacy.failure = KioskError(Code.OBJECTED)
    form.go.click()
    desk.until(form.problem.isVisible)
    assert "said no" in form.problem.text()
    assert form.go.isEnabled()


def test_a_form_begins_at_its_heading_which_names_whom_it_is_about(desk: Desk) -> None:
    tab = page(desk, ASKED)
    bar = tab.panel.verticalScrollBar()
    desk.window.resize(1000, 560)
    words(desk.window)
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    press(tab.panel, "Record consent …")
    desk.until(lambda: tab.panel.form is not None)
    words(tab.panel)
    assert bar.value() == 0


def test_the_folder_to_save_into_is_in_sight_with_its_button(desk: Desk) -> None:
    tab = page(desk, AGREED)
    desk.window.resize(1280, 720)
    press(tab.panel, "What is held about them …")
    panel = tab.panel.form
    assert isinstance(panel, OwnDataPanel)
    panel.saving.buttons[0].click()
    picker = panel.saving.picker
    assert picker is not None
    words(desk.window)
    view = tab.panel.viewport()
    assert picker.mapTo(view, picker.rect().bottomLeft()).y() <= view.height()


def test_the_schools_own_words_keep_their_direction_line_by_line(desk: Desk) -> None:
    desk.privacy.texts[0] = replace(desk.privacy.texts[0], text="I agree.\nMy face is stored.")
    form = consent_form(desk)
    assert form.wording.text() == "\u2068I agree.\u2069\n\u2068My face is stored.\u2069"


# A no, and leaving


def test_a_no_erases_at_once_and_says_how_much(desk: Desk) -> None:
    tab = page(desk, AGREED)
    press(tab.panel, "They said no …")
    form = tab.panel.form
    assert isinstance(form, ObjectionForm)
    assert "erased at once" in words(form)
    form.speaker.setCurrentIndex(1)
    form.go.click()
    desk.until(lambda: desk.summary(AGREED).templates == 0)
    objection = desk.privacy.of(desk.summary(AGREED).person.id).objection
    assert objection is not None
    assert objection.by is Relation.GUARDIAN
    desk.until(lambda: "Face templates erased: 1" in tab.strip.text.text())
    desk.until(lambda: "Said by: A parent or guardian" in words(tab.panel))


def test_a_no_is_taken_back_by_whoever_said_it(desk: Desk) -> None:
    tab = page(desk, SAID_NO)
    press(tab.panel, "Take the no back …")
    form = tab.panel.form
    assert isinstance(form, LiftForm)
    form.speaker.setCurrentIndex(1)
    form.go.click()
    desk.until(form.problem.isVisible)
    person = desk.summary(SAID_NO).person.id
    assert desk.privacy.of(person).objection is not None
    form.speaker.setCurrentIndex(0)
    form.go.click()
    desk.until(lambda: desk.privacy.of(person).objection is None)
    desk.until(lambda: "Record consent …" in says(tab.panel))


def test_who_left_is_said_with_what_follows_and_can_be_here_again(desk: Desk) -> None:
    tab = page(desk, AGREED)
    press(tab.panel, "They left …")
    form = tab.panel.form
    assert isinstance(form, LeftForm)
    form.go.click()
    desk.until(lambda: "Left on Monday 23 November 2026" in words(tab.panel))
    assert "go by themselves on Wednesday 23 December 2026" in words(tab.panel)
    press(tab.panel, "They are here after all")
    desk.until(lambda: "They left …" in says(tab.panel))


# What is held


def save(desk: Desk, saving: SaveBox, place: int, folder: Path) -> Path:
    """Save by a button into a folder; give the file."""
    told: list[Path] = []
    saving.saved.connect(told.append)
    saving.buttons[place].click()
    picker = saving.picker
    assert picker is not None
    desk.until(lambda: picker.path.text() != "")
    picker.chosen.emit((folder,))
    desk.until(lambda: bool(told) or saving.problem.isVisible())
    assert told, saving.problem.text()
    return told[0]


@pytest.mark.parametrize(("place", "ending", "begins"), [(0, ".pdf", b"%PDF-"), (1, ".json", b"{")])
def test_what_is_held_is_saved_for_them(
    desk: Desk, tmp_path: Path, place: int, ending: str, begins: bytes
) -> None:
    tab = page(desk, AGREED)
    press(tab.panel, "What is held about them …")
    panel = tab.panel.form
    assert isinstance(panel, OwnDataPanel)
    assert "own_data" not in desk.privacy.calls
    out = save(desk, panel.saving, place, tmp_path)
    assert out == tmp_path / f"own-data-1002{ending}"
    assert out.read_bytes().startswith(begins)
    assert out.stat().st_mode & 0o777 == 0o600
    assert desk.privacy.calls.count("own_data") == 1
    assert str(out) in words(panel)


def test_a_folder_that_is_gone_is_said_in_place(desk: Desk, tmp_path: Path) -> None:
    tab = page(desk, AGREED)
    press(tab.panel, "What is held about them …")
    panel = tab.panel.form
    assert isinstance(panel, OwnDataPanel)
    panel.saving.buttons[1].click()
    picker = panel.saving.picker
    assert picker is not None
    picker.chosen.emit((tmp_path / "gone",))
    desk.until(panel.saving.problem.isVisible)
    assert "could not be written" in panel.saving.problem.text()
    assert panel.saving.buttons[1].isEnabled()


def test_escape_leaves_the_folder_and_then_the_panel(desk: Desk) -> None:
    tab = page(desk, AGREED)
    press(tab.panel, "What is held about them …")
    panel = tab.panel.form
    assert isinstance(panel, OwnDataPanel)
    panel.saving.buttons[0].click()
    assert panel.saving.picker is not None
    for key, is_open in ((panel.saving.picker, True), (panel.saving, False)):
        QTest.keyClick(key, Qt.Key.Key_Escape)
        assert _is_open(tab) == is_open


# Erasing


def erasing(desk: Desk) -> ErasePanel:
    tab = page(desk, AGREED)
    press(tab.panel, "Erase them …")
    panel = tab.panel.form
    assert isinstance(panel, ErasePanel)
    return panel


def test_nothing_is_erased_before_the_number_is_typed(desk: Desk) -> None:
    panel = erasing(desk)
    assert "cannot be undone" in words(panel)
    assert panel.anonymising.isChecked()
    panel.go.click()
    assert desk.window.focusWidget() is panel.number
    for typed in ("", "1001", "10020"):
        panel.number.setText(typed)
        assert not panel.go.isEnabled()
        QTest.keyClick(panel.number, Qt.Key.Key_Return)
    assert desk.privacy.erased == []
    panel.number.setText(" ١٠٠٢ ")
    assert panel.go.isEnabled()
    QTest.keyClick(panel.number, Qt.Key.Key_Return)
    assert desk.privacy.erased == []


@pytest.mark.parametrize("choice", list(MarksChoice))
def test_who_is_erased_leaves_the_list_and_a_receipt(desk: Desk, tmp_path: Path, choice: MarksChoice) -> None:
    panel = erasing(desk)
    person = desk.summary(AGREED).person.id
    (panel.keeping if choice is MarksChoice.KEEP else panel.anonymising).setChecked(True)
    panel.go.click()
    panel.number.setText("1002")
    panel.go.click()
    desk.until(lambda: panel.saving is not None)
    assert desk.privacy.erased == [(person, choice)]
    tab = desk.people_tab
    desk.until(lambda: len(tab.model.people) == len(NAMES) - 1)
    assert tab.panel.form is panel
    text = words(panel)
    assert "Wednesday 23 December 2026" in text
    assert "photographs that were used for enrolment" in text
    assert AGREED not in text
    assert panel.saving is not None
    receipt = json.loads(save(desk, panel.saving, 1, tmp_path).read_text(encoding="utf-8"))
    assert receipt["marks"] == choice.value
    assert save(desk, panel.saving, 0, tmp_path).name == "receipt-1002.pdf"
    press(panel, "Done")
    assert not _is_open(tab)
    assert "Choose somebody in the list" in words(tab.panel)


def test_a_failed_erasure_is_said_and_can_be_tried_again(desk: Desk) -> None:
    panel = erasing(desk)
    panel.go.click()
    panel.number.setText("1002")
    desk.privacy.failure = KioskError(Code.NOT_ALLOWED)
    panel.go.click()
    desk.until(panel.problem.isVisible)
    assert "administrator" in panel.problem.text()
    assert panel.go.isEnabled()


def test_one_can_go_back_and_leave_with_nothing_done(desk: Desk) -> None:
    panel = erasing(desk)
    panel.keeping.setChecked(True)
    panel.go.click()
    press(panel, "Back")
    assert panel.keeping.isChecked()
    press(panel, "Cancel")
    assert desk.people_tab.panel.form is None
    assert desk.privacy.erased == []
