"""The kiosk window through every state: texts, the tick, "not me", and no way out."""

import itertools
from collections.abc import Callable
from functools import partial

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from kiosk.domain.evidence import Unrecognised
from kiosk.domain.faces import Verdict
from kiosk.domain.ids import EventId
from kiosk.domain.marks import MarkState
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import AlreadyIn, CameraHealth, CameraState, NotIn
from kiosk.ui import bridge, i18n, theme
from kiosk.ui.bridge import Trouble
from kiosk.ui.kiosk.states import LOOKS, Screen
from tests.fakes_ui import LABEL, MORNING, closed_view, face, open_view, refusal, sighting, welcome
from tests.ui.kiosk.conftest import Door

pytestmark = pytest.mark.qt


def colours(widget: QWidget) -> set[str]:
    """Give the colours on a coarse grid of what is really drawn."""
    image: QImage = widget.grab().toImage()
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(0, image.width(), 7)
        for y in range(0, image.height(), 7)
    }


def words(door: Door) -> str:
    return " | ".join(door.window.stage.words)


# Before and around the work


def test_the_window_stands_before_anything_is_loaded(make_door: Callable[..., Door]) -> None:
    door = make_door()
    assert door.window.stage.scene.screen is Screen.STARTING
    assert not door.window.footer.code.isEnabled()
    assert len(colours(door.window)) > 3
    door.open()
    assert door.window.footer.code.isEnabled()


def test_a_failed_start_says_what_and_what_to_do(make_door: Callable[..., Door]) -> None:
    door = make_door()
    door.window.show_failure(bridge.trouble(KioskError(Code.DEVICE_KEY_MISSING)))
    assert "The kiosk could not start" in words(door)
    assert "An administrator can give it back" in words(door)


def test_where_it_could_not_start_nothing_looks_as_if_it_worked(make_door: Callable[..., Door]) -> None:
    """The buttons for code and desk once stood there and did nothing."""
    door = make_door()
    assert not door.window.footer.teacher.isEnabled()
    door.window.show_failure(Trouble(Code.DATA_DIR_BUSY, "It is in use.", "Close the other one."))
    assert not door.window.footer.code.isVisible()
    assert not door.window.footer.teacher.isVisible()
    assert "Close the other one." in " ".join(door.window.stage.words)


def test_the_header_says_time_day_session_and_count(at_door: Door) -> None:
    assert at_door.window.header.words[:2] == ("09:02", "Monday 23 November")
    assert "Class 5b" in at_door.window.header.words[2]
    assert at_door.window.header.words[3] == "24 on the list"


def test_a_trial_says_so(make_door: Callable[..., Door]) -> None:
    door = make_door()
    door.door.shown = open_view(is_trial=True)
    door.open()
    assert door.window.trial_ribbon.isVisible()
    assert "Trial" in door.window.trial_ribbon.text()


def test_a_school_day_has_no_trial_ribbon(at_door: Door) -> None:
    assert not at_door.window.trial_ribbon.isVisible()


def test_idle_invites_and_keeps_privacy_in_sight(at_door: Door) -> None:
    at_door.wait(0.2)
    expected = "Look here, show your card, or use your code | No picture is kept or shown."
    assert words(at_door) == expected


def test_nothing_open_says_when_the_next_one_begins(make_door: Callable[..., Door]) -> None:
    door = make_door()
    door.door.shown = closed_view(MORNING)
    door.open()
    door.qtbot.waitUntil(lambda: "09:02" in words(door))


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (CameraState.NONE, "No camera is connected"),
        (CameraState.SLOW, "The camera is slow"),
        (CameraState.STALLED, "The camera gives no picture"),
        (CameraState.ENDED, "The recording has ended"),
        (CameraState.STARTING, "One moment, please"),
    ],
)
def test_camera_trouble_is_said_in_words(at_door: Door, state: CameraState, text: str) -> None:
    at_door.camera.state = CameraHealth(state)
    at_door.wait(0.1)
    assert text in words(at_door)
    assert len(colours(at_door.window.stage)) > 3


def test_a_refused_camera_gives_its_reason(at_door: Door) -> None:
    error = KioskError(Code.CAMERA_VIRTUAL, where="/dev/video2")
    at_door.camera.state = CameraHealth(CameraState.REFUSED, None, error)
    at_door.wait(0.1)
    assert "virtual" in words(at_door)
    assert "Attach a real camera" in words(at_door)


def test_without_a_camera_the_demo_is_offered(at_door: Door) -> None:
    at_door.window.set_demo_offered(True)
    at_door.camera.state = CameraHealth(CameraState.NONE)
    at_door.wait(0.1)
    button = next(b for b in at_door.window.findChildren(QAbstractButton) if b.text() == "Try the demo")
    assert button.isVisible()
    with at_door.qtbot.waitSignal(at_door.window.demo_requested):
        button.click()
    at_door.camera.state = CameraHealth(CameraState.WORKING)
    at_door.wait(0.1)
    assert not button.isVisible()


# Guidance


def test_the_figure_reacts_within_100_ms(at_door: Door) -> None:
    assert theme.MOTION.idle_frame_ms <= 100
    at_door.camera.guidance = face(Verdict.OFF_CENTRE, x=0.9)
    at_door.wait(0.1)
    assert at_door.window.stage.figure.pose[0] > 0.6


def test_the_hint_on_the_screen_changes_at_most_every_1_2_seconds(at_door: Door) -> None:
    seen: list[tuple[float, str]] = []
    for step in range(120):
        at_door.camera.guidance = face((Verdict.DARK, Verdict.TOO_FAR, Verdict.BLURRED)[step % 3])
        at_door.wait(0.05, 0.05)
        if not seen or seen[-1][1] != at_door.window.stage.words[0]:
            seen.append((at_door.clock.seconds, at_door.window.stage.words[0]))
    assert len(seen) > 3
    gaps = [later[0] - earlier[0] for earlier, later in itertools.pairwise(seen)]
    assert min(gaps) >= 1.2


def test_others_are_asked_to_wait(at_door: Door) -> None:
    at_door.camera.guidance = face(Verdict.TOO_FAR, waiting=2)
    at_door.wait(0.1)
    assert "One person at a time, please." in words(at_door)


def test_the_arrow_is_physical_in_arabic_too(at_door: Door, qapp: QApplication) -> None:
    at_door.camera.guidance = face(Verdict.OFF_CENTRE, x=0.9)
    at_door.wait(1.0)
    figure = at_door.window.stage.figure
    assert figure.direction_icon == "ui-arrow-left"
    english = figure.grab().toImage()
    i18n.install(qapp, "ar")
    assert figure.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert figure.grab().toImage() == english


def test_arabic_mirrors_the_layout(at_door: Door, qapp: QApplication) -> None:
    window = at_door.window
    stage = window.stage
    centre_before = stage.figure.mapTo(window, stage.figure.rect().center()).x()
    i18n.install(qapp, "ar")
    QApplication.sendPostedEvents()
    at_door.qtbot.waitUntil(
        lambda: stage.figure.mapTo(window, stage.figure.rect().center()).x() > window.width() / 2
    )
    assert centre_before < window.width() / 2
    assert "٠٩:٠٢" in window.header.words[0] or window.header.words[0] == "09:02"


# The tick


def test_no_tick_before_the_mark_is_committed(at_door: Door) -> None:
    at_door.camera.guidance = face()
    at_door.see(sighting())
    figure = at_door.window.stage.figure
    before = False
    for _ in range(30):  # three seconds of a slow database: a tick that came too soon would have faded after
        at_door.wait(0.1)
        before |= figure.draws_tick or theme.LIGHT.good in colours(figure)
    at_door.answer(welcome(), Screen.WELCOME)
    at_door.wait(0.4)
    assert (before, figure.draws_tick) == (False, True)
    assert theme.LIGHT.good in colours(figure)


def test_a_mark_that_was_not_saved_has_no_tick(at_door: Door) -> None:
    at_door.see(sighting())
    at_door.answer(KioskError(Code.DATABASE_FULL), Screen.NOT_SAVED)
    assert not at_door.window.stage.figure.draws_tick
    assert "Not signed in" in words(at_door)
    assert "disk is full" in words(at_door)
    assert at_door.window.stage.not_me.offers == ()


def test_a_welcome_shows_symbol_initials_and_time(at_door: Door) -> None:
    at_door.see(sighting())
    at_door.answer(welcome(), Screen.WELCOME)
    assert i18n.isolate("A. L.") in words(at_door)
    assert "Signed in at 09:02" in words(at_door)
    assert "Late" not in words(at_door)


def test_late_says_by_how_much(at_door: Door) -> None:
    at_door.see(sighting())
    at_door.answer(welcome(MarkState.LATE, 4), Screen.WELCOME_LATE)
    assert "Late by 4 min" in words(at_door)


def test_already_in_says_since_when_and_offers_nothing(at_door: Door) -> None:
    at_door.see(sighting())
    at_door.answer(AlreadyIn(LABEL, MarkState.PRESENT, MORNING), Screen.ALREADY_IN)
    assert "You are in already" in words(at_door)
    assert "09:02" in words(at_door)
    assert at_door.window.stage.not_me.offers == ()


@pytest.mark.parametrize(
    ("reason", "screen"),
    [
        (Unrecognised.UNKNOWN, Screen.NOT_RECOGNISED),
        (Unrecognised.NOT_ON_LIST, Screen.NOT_ON_LIST),
        (Unrecognised.AMBIGUOUS, Screen.USE_CODE),
    ],
)
def test_a_refusal_is_quiet_and_shows_a_way(at_door: Door, reason: Unrecognised, screen: Screen) -> None:
    at_door.see(refusal(reason))
    at_door.answer(NotIn(reason), screen)
    assert LOOKS[screen].tone is not theme.Tone.BAD
    assert "teacher" in words(at_door)


def test_a_detached_kiosk_hears_nothing(at_door: Door) -> None:
    at_door.window.detach()
    at_door.camera.see(sighting())
    at_door.wait(0.2)
    QApplication.processEvents()
    assert at_door.door.recorded == []
    assert at_door.screen() == Screen.STARTING


# Not me


def take_back_buttons(door: Door) -> list[QAbstractButton]:
    return [b for b in door.window.stage.not_me.findChildren(QAbstractButton) if b.isVisible()]


def test_two_offers_have_names_of_their_own(at_door: Door) -> None:
    for event in ("e1", "e2"):
        at_door.window.stage.not_me.offer(welcome(event=event))
    names = [b.accessibleName() for b in at_door.window.stage.not_me.findChildren(QAbstractButton)]
    assert names == ["Not me: take this mark back", "Not me: take this mark back (Lighthouse)"]


def test_not_me_counts_down_and_goes(at_door: Door) -> None:
    at_door.see(sighting())
    at_door.answer(welcome(), Screen.WELCOME)
    (button,) = take_back_buttons(at_door)
    assert "10" in button.text()
    at_door.wait(4.1)
    assert "6" in button.text()
    at_door.wait(6.0)
    assert at_door.window.stage.not_me.offers == ()


def test_not_me_takes_the_mark_back(at_door: Door) -> None:
    at_door.see(sighting())
    at_door.answer(welcome(), Screen.WELCOME)
    take_back_buttons(at_door)[0].click()
    event, future = at_door.door.taken_back[0]
    assert event == "e1"
    assert at_door.screen() == Screen.WELCOME  # nothing is claimed before it is done
    future.set_result(True)
    at_door.qtbot.waitUntil(lambda: at_door.screen() == Screen.TAKEN_BACK)
    assert at_door.window.stage.not_me.offers == ()


def test_not_me_that_came_too_late_sends_to_the_teacher(at_door: Door) -> None:
    at_door.see(sighting())
    at_door.answer(welcome(), Screen.WELCOME)
    take_back_buttons(at_door)[0].click()
    at_door.door.taken_back[0][1].set_result(False)
    at_door.qtbot.waitUntil(lambda: at_door.screen() == Screen.TOO_LATE)
    assert "teacher" in words(at_door)


def _is_offered(door: Door, event: EventId) -> bool:
    return event in door.window.stage.not_me.offers


def test_not_me_of_one_is_not_shown_with_the_refusal_of_the_next(at_door: Door) -> None:
    at_door.see(sighting())
    at_door.answer(welcome(), Screen.WELCOME)
    assert len(take_back_buttons(at_door)) == 1
    at_door.see(refusal(Unrecognised.UNKNOWN))
    at_door.door.refused[-1][1].set_result(NotIn(Unrecognised.UNKNOWN))
    at_door.qtbot.waitUntil(lambda: at_door.screen() == Screen.NOT_RECOGNISED)
    assert take_back_buttons(at_door) == []
    at_door.wait(5.0, step=0.5)
    assert at_door.screen() == Screen.IDLE
    assert len(take_back_buttons(at_door)) == 1  # ten seconds for whom it is about, all the same


def test_three_people_can_still_say_not_me(at_door: Door) -> None:
    for number in range(4):
        event = EventId(f"e{number}")
        at_door.see(sighting(number))
        at_door.answer(welcome(event=event), Screen.WELCOME)
        at_door.qtbot.waitUntil(partial(_is_offered, at_door, event))
    assert len(at_door.window.stage.not_me.offers) in {2, 3}  # what has room, the newest ones
    assert at_door.window.stage.not_me.offers[-1] == "e3"


# No way out, and every way in


@pytest.mark.parametrize(
    "key",
    [Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F11, Qt.Key.Key_Q],
)
def test_keys_do_not_leave_the_kiosk(at_door: Door, key: Qt.Key) -> None:
    window = at_door.window
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        QTest.keyClick(window, key, modifier)
    assert window.isVisible()
    assert window.page is window.stage


def test_closing_is_refused_until_the_program_ends(at_door: Door) -> None:
    window = at_door.window
    with at_door.qtbot.waitSignal(window.close_refused):
        assert not window.close()
    assert window.isVisible()
    window.allow_close()
    assert window.close()


def test_every_control_can_be_named(at_door: Door) -> None:
    at_door.see(sighting())
    at_door.answer(welcome(), Screen.WELCOME)
    for control in at_door.window.findChildren(QAbstractButton) + at_door.window.findChildren(QLineEdit):
        assert control.accessibleName() or control.text(), control


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1080, 1920)])
def test_targets_are_56_px_and_texts_28_pt_and_nothing_is_cut(
    make_door: Callable[..., Door], size: tuple[int, int]
) -> None:
    door = make_door(*size)
    door.open()
    door.see(sighting())
    door.answer(welcome(MarkState.LATE, 4), Screen.WELCOME_LATE)
    door.qtbot.waitUntil(lambda: bool(take_back_buttons(door)))
    for page in (None, door.window.open_pad):
        if page is not None:
            page()
        QApplication.processEvents()
        for button in door.window.findChildren(QAbstractButton):
            if button.isVisible() and button.property("kiosk"):
                assert min(button.width(), button.height()) >= 56, button.text()
                assert button.width() >= button.fontMetrics().horizontalAdvance(button.text())
        for label in door.window.findChildren(QLabel):
            if label.isVisible() and label.text():
                assert label.font().pointSizeF() >= 28, label.text()
                assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_the_keyboard_goes_round_the_footer(at_door: Door) -> None:
    window, footer = at_door.window, at_door.window.footer
    visited = []
    for _ in range(4):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())
    assert set(visited) >= {footer.code, footer.about, footer.language, footer.teacher}


def test_the_language_button_asks_and_the_window_follows(at_door: Door, qapp: QApplication) -> None:
    window = at_door.window
    window.language_changed.connect(lambda code: i18n.install(qapp, code))
    assert "العربية" in window.footer.language.text()
    window.footer.language.click()
    at_door.qtbot.waitUntil(lambda: "English" in window.footer.language.text())
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_the_teacher_button_asks_for_the_desk(at_door: Door) -> None:
    with at_door.qtbot.waitSignal(at_door.window.desk_requested):
        at_door.window.footer.teacher.click()


def test_about_says_what_is_kept_and_that_a_photograph_can_pass(at_door: Door) -> None:
    at_door.window.footer.about.click()
    assert at_door.page() is at_door.window.about
    said = " ".join(label.text() for label in at_door.window.about.findChildren(QLabel))
    assert "No picture is kept" in said
    assert "photograph can pass" in said
    QTest.keyClick(at_door.window.about, Qt.Key.Key_Escape)
    assert at_door.page() is at_door.window.stage


def test_a_language_change_event_writes_again(at_door: Door) -> None:
    at_door.window.footer.code.setText("old")
    QApplication.sendEvent(at_door.window, QEvent(QEvent.Type.LanguageChange))
    assert "Use my code" in at_door.window.footer.code.text()
