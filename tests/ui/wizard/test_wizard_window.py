"""The first start, page by page, with a set-up that answers when the test says so."""

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
)
from pytestqt.qtbot import QtBot

from kiosk.domain.faces import Verdict
from kiosk.domain.people import Custody
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import CameraHealth, CameraState
from kiosk.ui import i18n, theme
from kiosk.ui.wizard.page import Page
from kiosk.ui.wizard.window import SetupWizard
from tests.fakes_ui import RECOVERY_CODE, SIX_WORDS, ZONE, FakeCamera, FakeSetup, HandClock, done, face

pytestmark = pytest.mark.qt
PASSPHRASE = "four random words here"
GROUPS = RECOVERY_CODE.split("-")


class Start:
    """A machine without a school."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot, self.setup, self.clock = qtbot, FakeSetup(), HandClock()
        self.wizard = SetupWizard(
            self.setup, ZONE, self.clock, lambda: (1, 4), suggest=self.setup.suggest_passphrase
        )
        qtbot.addWidget(self.wizard, before_close_func=lambda _: self.end())
        self.wizard.resize(1280, 720)
        self.wizard.show()

    def end(self) -> None:
        self.wizard.camera.leave()
        self.wizard._worker.stop()

    def page(self) -> Page:
        return self.wizard.page

    def fields(self) -> list[QLineEdit]:
        return [f for f in self.wizard.page.findChildren(QLineEdit) if f.isVisible() and f.objectName() == ""]

    def type(self, *texts: str) -> None:
        for field, text in zip(self.fields(), texts, strict=True):
            field.setText(text)

    def tick_box(self, text: str) -> None:
        kinds = (*self.wizard.page.findChildren(QCheckBox), *self.wizard.page.findChildren(QRadioButton))
        next(box for box in kinds if text in box.text()).setChecked(True)

    def press(self, text: str) -> None:
        next(b for b in self.wizard.page.findChildren(QAbstractButton) if b.text() == text).click()

    def to_admin(self) -> None:
        self.wizard.go_on()
        self.type("Hillside School", "Class 5b")
        self.wizard.go_on()
        self.wizard.go_on()

    def to_custody(self) -> None:
        self.to_admin()
        self.type("Ada", PASSPHRASE, PASSPHRASE)
        self.wizard.go_on()

    def to_notice(self) -> None:
        self.to_custody()
        self.accept()

    def accept(self, level: str = "Level 0") -> None:
        """Accept what this machine gives, once it has said what that is."""
        self.qtbot.waitUntil(lambda: level in self.text())
        self.tick_box(f"I accept this for this device: {level}")
        self.wizard.go_on()

    def make(self, custody: Custody = Custody.FILE) -> None:
        self.to_notice()
        self.tick_box("I have read this")
        self.wizard.go_on()
        self.setup.answer(custody)
        accepted = self.wizard.recovery if custody is Custody.FILE else self.wizard.custody
        self.qtbot.waitUntil(lambda: self.page() is accepted)

    def text(self) -> str:
        return " ".join(label.text() for label in self.wizard.page.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication) -> Iterator[Start]:
    theme.apply(qapp)
    i18n.install(qapp, "en")
    yield Start(qtbot)
    i18n.install(qapp, "en")
    qapp.setStyleSheet("")


def test_the_whole_way(start: Start) -> None:
    wizard = start.wizard
    start.to_notice()
    assert start.page() is wizard.notice
    assert start.setup.plans == []
    start.tick_box("I have read this")
    wizard.go_on()
    plan = start.setup.plans[0]
    assert (plan.school, plan.class_name, plan.admin) == ("Hillside School", "Class 5b", "Ada")
    assert plan.passphrase == PASSPHRASE
    assert (plan.zone, plan.is_trial, plan.lesson_days) == (ZONE, False, frozenset())
    with start.qtbot.waitSignal(wizard.made):
        start.setup.answer()
    assert "\n".join((" - ".join(GROUPS[:4]), " - ".join(GROUPS[4:]))) in start.text()
    wizard.go_on()
    assert GROUPS[1] not in start.text()
    start.type(GROUPS[1].lower(), GROUPS[4])
    wizard.go_on()
    assert start.page() is wizard.camera
    with start.qtbot.waitSignal(wizard.finished):
        wizard.go_on()
    assert wizard.close()


def test_a_trial_and_lessons_reach_the_plan(start: Start) -> None:
    wizard = start.wizard
    wizard.go_on()
    start.type("Hillside School", "Class 5b")
    start.tick_box("A trial")
    wizard.go_on()
    start.tick_box("Monday")
    start.tick_box("Friday")
    wizard.go_on()
    start.type("Ada", PASSPHRASE, PASSPHRASE)
    wizard.go_on()
    start.accept()
    start.tick_box("I have read this")
    wizard.go_on()
    assert start.setup.plans[0].is_trial
    assert start.setup.plans[0].lesson_days == frozenset({0, 4})


def test_wrong_groups_do_not_pass_and_the_code_can_be_seen_again(start: Start) -> None:
    start.make()
    wizard = start.wizard
    assert "Write it on paper" in start.text()
    wizard.go_on()
    assert "Type these two groups from your paper." in start.text()
    assert "Write it on paper" not in start.text()
    start.type(GROUPS[1], GROUPS[2])
    wizard.go_on()
    assert start.page() is wizard.recovery
    assert "not what was shown" in wizard.page.error
    assert start.fields()[1].hasFocus()
    next(b for b in wizard.findChildren(QAbstractButton) if b.text() == "Show the code again").click()
    assert GROUPS[1] in start.text()


def test_the_code_and_the_passphrase_are_forgotten(start: Start) -> None:
    start.make()
    wizard = start.wizard
    wizard.go_on()
    start.type(GROUPS[1], GROUPS[4])
    wizard.go_on()
    shown = [label.text() for label in wizard.findChildren(QLabel)]
    shown += [field.text() for field in wizard.findChildren(QLineEdit)]
    assert not any(PASSPHRASE in text or any(group in text for group in GROUPS) for text in shown)


@pytest.mark.parametrize(
    ("texts", "error"),
    [(("", "5b"), "The school needs a name"), (("Hillside", " "), "The class needs a name")],
)
def test_missing_names_are_said_in_place(start: Start, texts: tuple[str, str], error: str) -> None:
    start.wizard.go_on()
    start.type(*texts)
    start.wizard.go_on()
    assert start.page() is start.wizard.school
    assert error in start.wizard.page.error


def test_a_complaint_goes_with_the_next_letter(start: Start) -> None:
    start.wizard.go_on()
    start.wizard.go_on()
    assert start.wizard.page.error
    QTest.keyClicks(start.fields()[0], "R")
    assert start.wizard.page.error == ""


def test_a_complaint_goes_with_the_tick_it_asked_for(start: Start) -> None:
    start.to_notice()
    start.wizard.go_on()
    assert start.wizard.page.error
    start.tick_box("I have read this")
    assert start.wizard.page.error == ""


@pytest.mark.parametrize(
    ("texts", "error"),
    [
        (("", PASSPHRASE, PASSPHRASE), "Your name is needed"),
        (("Ada", "short", "short"), "at least 12"),
        (("Ada", PASSPHRASE, PASSPHRASE + "x"), "not the same"),
    ],
)
def test_a_weak_or_mistyped_passphrase_is_said_in_place(
    start: Start, texts: tuple[str, str, str], error: str
) -> None:
    wizard = start.wizard
    wizard.go_on()
    start.type("Hillside", "5b")
    wizard.go_on()
    wizard.go_on()
    start.type(*texts)
    wizard.go_on()
    assert start.page() is wizard.admin
    assert error in wizard.page.error


def test_nothing_is_made_before_it_was_read(start: Start) -> None:
    start.to_notice()
    start.wizard.go_on()
    assert "Please read this" in start.wizard.page.error
    assert start.setup.plans == []


def test_the_notice_says_what_has_to_be_said(start: Start) -> None:
    start.to_notice()
    text = start.text()
    assert "No picture is kept" in text
    assert "photograph of somebody can pass" in text
    assert "may not be allowed to use face recognition" in text


def test_a_passphrase_that_the_vault_refuses_leads_back_to_it(start: Start) -> None:
    start.to_notice()
    start.tick_box("I have read this")
    start.wizard.go_on()
    start.setup.futures[0].set_exception(KioskError(Code.PASSPHRASE_WEAK))
    start.qtbot.waitUntil(lambda: start.page() is start.wizard.admin)
    assert "too easy to guess" in start.wizard.page.error


def test_another_failure_is_said_where_it_happened(start: Start) -> None:
    start.to_notice()
    start.tick_box("I have read this")
    start.wizard.go_on()
    start.setup.futures[0].set_exception(KioskError(Code.DATA_DIR_EXISTS, where="here"))
    start.qtbot.waitUntil(lambda: "already holds" in start.wizard.page.error)
    assert start.page() is start.wizard.notice


def test_a_refused_passphrase_is_advised_the_same_number_of_words(start: Start) -> None:
    start.to_admin()
    assert "Six random words" in start.text()
    start.setup.weak = {"password1234"}
    start.type("Ada", "password1234", "password1234")
    start.wizard.go_on()
    assert "six random words" in start.wizard.page.error


def test_a_refusal_is_read_whole(start: Start) -> None:
    """At 1280 x 720 its last line once lost its descenders, beside a bar that scrolled three pixels."""
    start.to_admin()
    start.setup.weak = {"password1234"}
    start.type("Ada", "password1234", "password1234")
    start.wizard.go_on()
    area = start.wizard._stack.currentWidget()
    assert isinstance(area, QScrollArea)
    error = start.page()._error

    def is_whole() -> bool:
        seen = area.viewport()
        return seen.rect().contains(QRect(error.mapTo(seen, QPoint(0, 0)), error.size()))

    start.qtbot.waitUntil(lambda: error.isVisible() and is_whole())
    assert not area.verticalScrollBar().isVisible()
    start.wizard.resize(1280, 560)  # now it has to be scrolled to
    start.wizard.go_on()
    start.qtbot.waitUntil(is_whole)


def test_what_follows_without_a_fixed_lesson_is_said(start: Start) -> None:
    start.wizard.go_on()
    start.type("Hillside School", "Class 5b")
    start.wizard.go_on()
    assert "Without a day you open each register at the desk" in start.text()


def test_pressing_twice_makes_one_school(start: Start) -> None:
    start.to_notice()
    start.tick_box("I have read this")
    start.wizard.go_on()
    start.wizard.go_on()
    assert len(start.setup.plans) == 1


@pytest.mark.parametrize(("custody", "level"), [(Custody.FILE, "Level 0"), (Custody.KEYRING, "Level 1")])
def test_the_custody_level_is_named_and_has_to_be_accepted(
    start: Start, custody: Custody, level: str
) -> None:
    start.setup.keyring = done(custody)
    start.to_custody()
    start.qtbot.waitUntil(lambda: level in start.text())
    assert "Protected from whoever takes this computer" in start.text()
    assert "Not protected" in start.text()
    start.wizard.go_on()
    assert start.page() is start.wizard.custody
    assert "tick the box" in start.wizard.page.error
    start.accept(level)
    start.tick_box("I have read this")
    start.wizard.go_on()
    assert start.setup.plans[0].custody is None  # the best there is


def test_attended_start_is_a_choice_of_its_own_and_accepted_anew(start: Start) -> None:
    start.to_custody()
    start.qtbot.waitUntil(lambda: "Level 0" in start.text())
    start.tick_box("I accept this for this device")
    start.tick_box("Attended")
    assert "Level 2" in start.text()
    start.wizard.go_on()
    assert start.page() is start.wizard.custody
    start.accept("Level 2")
    start.tick_box("I have read this")
    start.wizard.go_on()
    assert start.setup.plans[0].custody is Custody.ATTENDED
    start.setup.answer(Custody.ATTENDED)
    start.qtbot.waitUntil(lambda: start.page() is start.wizard.recovery)


def test_nobody_goes_on_before_the_machine_has_said_what_it_can_do(start: Start) -> None:
    start.setup.keyring = Future()
    start.to_custody()
    assert "One moment" in start.text()
    start.wizard.go_on()
    assert start.page() is start.wizard.custody
    start.setup.keyring.set_result(Custody.KEYRING)
    start.accept("Level 1")
    assert start.page() is start.wizard.notice


def test_a_keyring_that_did_not_keep_the_key_is_said_and_accepted_again(start: Start) -> None:
    start.setup.keyring = done(Custody.KEYRING)
    start.to_custody()
    start.accept("Level 1")
    start.tick_box("I have read this")
    start.wizard.go_on()
    start.setup.answer(Custody.FILE)
    start.qtbot.waitUntil(lambda: "did not keep the key" in start.text())
    start.wizard.go_on()
    assert start.page() is start.wizard.custody
    start.accept("Level 0")
    assert start.page() is start.wizard.recovery


def test_six_suggested_words_stay_to_be_read_until_they_were_typed_once_more(start: Start) -> None:
    start.to_admin()
    start.press("Suggest six words")
    assert SIX_WORDS in start.text()
    name, one, two = start.fields()
    assert (one.text(), two.text()) == (SIX_WORDS, "")
    assert two.hasFocus()
    name.setText("Ada")
    start.wizard.go_on()
    assert "not the same" in start.wizard.page.error
    two.setText(SIX_WORDS)
    assert SIX_WORDS not in start.text()
    start.wizard.go_on()
    assert start.page() is start.wizard.custody


def test_a_suggestion_answers_the_refusal_before_it(start: Start) -> None:
    """It once stayed below the six words: at least 12 characters, please."""
    start.to_admin()
    start.type("N. Haddad", "short", "short")
    start.wizard.go_on()
    assert start.page().error
    start.press("Suggest six words")
    assert start.page().error == ""


@pytest.mark.parametrize("size", [(720, 1280), (1280, 720)])
def test_it_fits_a_small_screen_either_way_up(start: Start, size: tuple[int, int]) -> None:
    """Its right side, with the button that goes on, was once beyond the edge of an upright screen."""
    start.wizard.resize(*size)
    assert start.wizard.size().toTuple() == size


def test_another_passphrase_than_the_suggested_one_takes_the_suggestion_away(start: Start) -> None:
    start.to_admin()
    start.press("Suggest six words")
    start.fields()[1].setText("something of my own")
    assert SIX_WORDS not in start.text()


def test_a_well_known_passphrase_is_never_called_good_and_holds_the_page(start: Start) -> None:
    """It once was "Good." here, and refused three pages later."""
    start.setup.weak = {"a well-known passphrase"}
    start.to_admin()
    start.type("N. Haddad", "a well-known passphrase", "a well-known passphrase")
    assert "too easy" in start.text()
    assert "Good." not in start.text()
    start.wizard.go_on()
    assert start.page() is start.wizard.admin
    assert "well-known" in start.page().error
    start.type("N. Haddad", PASSPHRASE, PASSPHRASE)
    assert "too easy" not in start.wizard.admin._strength.text()


def test_the_code_can_be_saved_to_be_printed(start: Start, tmp_path: Path) -> None:
    start.make()
    start.press("Save as PDF to print …")
    picker = start.wizard.recovery._picker
    assert picker is not None
    start.wizard.go_on()  # a blind Enter writes nothing, and asks nothing yet
    assert "stick" in start.text()
    picker.chosen.emit((tmp_path,))
    start.qtbot.waitUntil(lambda: "Saved:" in start.text())
    file = tmp_path / "rollcall-recovery-code.pdf"
    assert file.read_bytes().startswith(b"%PDF")
    assert file.stat().st_mode & 0o777 == 0o600
    assert GROUPS[0] in start.text()


def test_a_folder_that_cannot_be_written_is_said_beside_the_code(start: Start, tmp_path: Path) -> None:
    start.make()
    start.press("Save as PDF to print …")
    picker = start.wizard.recovery._picker
    assert picker is not None
    picker.chosen.emit((tmp_path / "none",))
    start.qtbot.waitUntil(lambda: "could not be written" in start.wizard.page.error)
    assert GROUPS[0] in start.text()


def test_there_is_no_way_back_behind_the_making(start: Start) -> None:
    start.make()
    start.wizard.go_back()
    assert start.page() is start.wizard.recovery


def test_back_keeps_what_was_typed(start: Start) -> None:
    wizard = start.wizard
    wizard.go_on()
    start.type("Hillside", "5b")
    wizard.go_on()
    wizard.go_back()
    assert [field.text() for field in start.fields()] == ["Hillside", "5b"]


def test_it_may_be_closed_before_anything_is_made(start: Start) -> None:
    with start.qtbot.waitSignal(start.wizard.abandoned):
        assert start.wizard.close()


def test_it_may_not_be_closed_before_the_code_was_copied(start: Start) -> None:
    start.make()
    assert not start.wizard.close()
    assert "recovery code" in start.wizard.page.error
    start.wizard.finished.emit()


def test_a_language_goes_on_at_once_and_turns_the_page(start: Start, qapp: QApplication) -> None:
    start.wizard.language_changed.connect(lambda code: i18n.install(qapp, code))
    next(b for b in start.wizard.findChildren(QAbstractButton) if b.text() == "العربية").click()
    assert start.page() is start.wizard.school
    assert start.wizard.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_enter_goes_on(start: Start) -> None:
    start.wizard.go_on()
    start.type("Hillside", "5b")
    QTest.keyClick(start.fields()[1], Qt.Key.Key_Return)
    assert start.page() is start.wizard.lessons


def test_the_camera_page_guides_by_shapes(start: Start) -> None:
    start.make()
    camera, page = FakeCamera(), start.wizard.camera
    page.refresh()
    assert page.words == "One moment, please"
    start.wizard.attach_camera(camera)
    assert page.words == "The camera works"
    camera.guidance = face(Verdict.DARK)
    page.refresh()
    assert "light" in page.words
    start.clock.pass_by(2)
    camera.guidance = face()
    page.refresh()
    assert page.words == "Very good"


def test_the_camera_page_says_when_there_is_none(start: Start) -> None:
    camera = FakeCamera(CameraState.NONE)
    start.wizard.attach_camera(camera)
    assert start.wizard.camera.words == "No camera is connected"
    camera.state = CameraHealth(CameraState.STALLED)
    start.wizard.camera.refresh()
    assert start.wizard.camera.words == "The camera gives no picture"


def test_every_field_has_a_label_of_its_own(start: Start) -> None:
    for field in start.wizard.findChildren(QLineEdit):
        if type(field) is QLineEdit and field.objectName() == "":
            buddies = [label for label in start.wizard.findChildren(QLabel) if label.buddy() is field]
            assert buddies
            assert buddies[0].text()


def test_no_text_of_the_notice_is_cut(start: Start) -> None:
    start.to_notice()
    for label in start.wizard.page.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.height() >= label.heightForWidth(label.width())


def test_in_arabic_a_time_is_read_from_the_left_and_the_week_begins_as_there(
    start: Start, qapp: QApplication
) -> None:
    i18n.install(qapp, "ar")
    page = start.wizard.lessons
    start.qtbot.waitUntil(lambda: page._from.text() == "٠٨:٠٠")
    assert page._week()[0].text() == "السبت"
    first = page._grid.itemAtPosition(0, 0)
    assert first is not None
    assert first.widget() is page._week()[0]


def test_the_days_ticked_are_the_days_taken_in_any_week(start: Start, qapp: QApplication) -> None:
    i18n.install(qapp, "ar")
    start.wizard.lessons._week()[0].setChecked(True)
    start.wizard.lessons.check()
    assert start.wizard._answers.lesson_days == {5}


def test_colours_are_chosen_on_the_first_page_and_nobody_is_sent_on_by_it(start: Start) -> None:
    wizard = start.wizard
    before = wizard.styleSheet()
    with start.qtbot.waitSignal(wizard.look_changed) as chosen:
        start.press("Dark")
    assert chosen.args == ["dark"]
    theme.apply(QApplication.instance(), "dark")  # type: ignore[arg-type]
    wizard.use_look()
    assert wizard.styleSheet() != before
    assert start.page() is wizard.language


def test_the_camera_page_says_place_distance_light_and_sharpness(start: Start) -> None:
    camera = FakeCamera()
    start.wizard.attach_camera(camera)
    page = start.wizard.camera
    page.refresh()
    assert page.meter.lines[0].text().startswith("–")
    camera.guidance = face(Verdict.OK)
    page.refresh()
    assert [line.text()[0] for line in page.meter.lines] == ["✓"] * 4
    camera.state = CameraHealth(CameraState.STALLED)
    page.refresh()
    assert page.meter.place.guidance is None


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (640, 360)])
def test_no_page_has_to_be_scrolled_sideways(start: Start, size: tuple[int, int]) -> None:
    start.wizard.resize(*size)
    for place in range(len(start.wizard._pages)):
        start.wizard._stack.setCurrentIndex(place)
        QApplication.processEvents()
        area = start.wizard._stack.currentWidget()
        assert isinstance(area, QScrollArea)
        assert area.horizontalScrollBar().maximum() == 0, place


def test_a_first_start_asks_for_little(start: Start) -> None:
    """Under three minutes: what has to be typed and pressed on the shortest way, counted.

    At 40 characters and 15 presses a minute, slow for somebody who has to think, it is below that.
    """
    typed = [*("Hillside School", "Class 5b", "Ada", PASSPHRASE, PASSPHRASE), GROUPS[1], GROUPS[4]]
    presses = 0
    wizard = start.wizard
    went_on = wizard.go_on

    def counted() -> None:
        nonlocal presses
        presses += 1
        went_on()

    wizard.go_on = counted  # type: ignore[method-assign]
    start.make()
    boxes = 2  # the key's level, and the notice
    counted()
    start.type(GROUPS[1], GROUPS[4])
    counted()
    with start.qtbot.waitSignal(wizard.finished):
        counted()
    assert (presses, len(typed)) == (9, 7)
    minutes = sum(map(len, typed)) / 60 + (presses + boxes) / 15
    assert minutes < 3
