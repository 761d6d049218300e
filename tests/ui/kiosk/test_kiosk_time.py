"""Time limits at the door (WCAG 2.2.1): each is said 20 seconds before, and any key or touch extends it."""

from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from kiosk.settings import Settings
from kiosk.ui import i18n
from kiosk.ui.i18n import Language
from kiosk.ui.kiosk.loudness import Loudness, loudness_of, next_volume
from kiosk.ui.kiosk.patience import Patience
from kiosk.ui.sound.cues import Silence
from tests.fakes_ui import FakeStart, ask_session, welcome
from tests.ui.kiosk.conftest import Door

pytestmark = pytest.mark.qt
THIRD = Language("de", "Deutsch", "de_DE")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told."""
    said: list[str] = []

    def tell(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", tell)
    return said


def _pad(door: Door) -> tuple[Patience, Callable[[], str], float]:
    door.window.open_pad()
    return door.window.pad.patience, lambda: door.window.pad.message, 45.0


def _choose(door: Door) -> tuple[Patience, Callable[[], str], float]:
    door.window._show_answer(ask_session(2))
    return door.window.choose.patience, lambda: door.window.choose.message, 45.0


def _about(door: Door) -> tuple[Patience, Callable[[], str], float]:
    door.window.footer.about.click()
    return door.window.about.patience, lambda: door.window.about.message, 120.0


def _languages(door: Door) -> tuple[Patience, Callable[[], str], float]:
    door.window._pages.setCurrentWidget(door.window.languages)
    door.window.languages.open()
    return door.window.languages.patience, lambda: door.window.languages.message, 45.0


def _start(door: Door) -> tuple[Patience, Callable[[], str], float]:
    door.window.ask_start(FakeStart())
    QTest.keyClicks(door.window.start._phrase, "four quiet")
    return door.window.start.patience, lambda: door.window.start.message, 60.0


PAGES = {"pad": _pad, "choose": _choose, "about": _about, "languages": _languages, "start": _start}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_warns_is_extended_by_any_touch_and_ends(at_door: Door, told: list[str], page: str) -> None:
    patience, message, whole_s = PAGES[page](at_door)
    shown = at_door.page()
    at_door.clock.pass_by(whole_s - 20.5)
    patience.tick()
    assert "20" not in message()
    at_door.clock.pass_by(0.6)
    patience.tick()
    assert "20" in message()
    assert told[-1] == message()
    count = len(told)
    at_door.clock.pass_by(1.0)
    patience.tick()
    assert "19" in message()
    assert len(told) == count  # a screen reader that is told each second says nothing else
    handle = at_door.window.windowHandle()
    assert handle is not None
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(3, 3))
    assert message() == ""
    at_door.clock.pass_by(whole_s - 1.0)
    patience.tick()
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    at_door.clock.pass_by(whole_s - 1.0)
    patience.tick()
    assert at_door.page() is shown
    at_door.clock.pass_by(1.1)
    patience.tick()
    assert not patience.is_running
    assert not any(field.text() for field in at_door.window.findChildren(QLineEdit))
    assert at_door.page() is (shown if page == "start" else at_door.window.stage)


def test_whoever_waits_for_an_answer_is_not_hurried(at_door: Door) -> None:
    patience, message, whole_s = _pad(at_door)
    number, pin = at_door.window.pad.findChildren(QLineEdit)
    number.setText("17")
    pin.setText("1235")
    at_door.window.pad._go_on()
    at_door.clock.pass_by(whole_s * 2)
    patience.tick()
    assert (at_door.page(), message()) == (at_door.window.pad, "")


def test_a_warning_gives_back_what_was_said_before_it(at_door: Door) -> None:
    patience, message, whole_s = _pad(at_door)
    at_door.window.pad._keys.went_on.emit()
    at_door.window.pad._pin.setFocus()
    at_door.window.pad._go_on()
    before = message()
    assert before
    at_door.clock.pass_by(whole_s - 5)
    patience.tick()
    assert message() != before
    patience.touch()
    assert message() == before


# The language


@pytest.fixture
def spoken(at_door: Door, qapp: QApplication) -> Iterator[Door]:
    at_door.window.use_settings(Settings(language="en"))
    at_door.window.language_changed.connect(lambda code: i18n.install(qapp, code))
    yield at_door
    i18n.install(qapp, "en")


def test_a_language_goes_back_after_a_warning(spoken: Door, told: list[str]) -> None:
    window = spoken.window
    window.footer.language.click()
    assert i18n.current().code == "ar"
    assert told[-1] == "العربية"
    spoken.clock.pass_by(40.5)
    window._language.patience.tick()
    assert window._strip.isVisible()
    assert told[-1] == window._strip.text()
    assert "English" in window._strip.text()
    window._presence.touched.emit()
    assert window._strip.isHidden()
    spoken.clock.pass_by(59.0)
    window._language.patience.tick()
    assert i18n.current().code == "ar"
    spoken.clock.pass_by(1.1)
    window._language.patience.tick()
    assert i18n.current().code == "en"
    assert window._strip.isHidden()


def test_a_language_stays_while_somebody_is_at_a_page(spoken: Door) -> None:
    window = spoken.window
    window.footer.language.click()
    window.footer.about.click()
    for _ in range(4):
        spoken.clock.pass_by(30.0)
        window.refresh()
        window._language.patience.tick()
    assert i18n.current().code == "ar"


def test_the_schools_own_language_needs_no_warning(spoken: Door) -> None:
    spoken.window.footer.language.click()
    spoken.window.footer.language.click()
    assert i18n.current().code == "en"
    assert not spoken.window._language.patience.is_running


def test_more_languages_than_two_have_a_page(spoken: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "LANGUAGES", (*i18n.LANGUAGES[:2], THIRD))
    window = spoken.window
    window.retranslate()
    assert "English" in window.footer.language.text()  # the one in use: the others are on the page
    window.footer.language.click()
    assert spoken.page() is window.languages
    assert [button.text() for button in window.languages.buttons] == ["English", "العربية", "Deutsch"]
    spoken.qtbot.waitUntil(lambda: QApplication.focusWidget() is window.languages.buttons[0])
    assert [button.isChecked() for button in window.languages.buttons] == [True, False, False]
    window.languages.buttons[2].click()
    assert spoken.page() is window.stage
    assert i18n.current() == THIRD
    window.footer.language.click()
    QTest.keyClick(window.languages.buttons[2], Qt.Key.Key_Escape)
    assert (spoken.page(), i18n.current()) == (window.stage, THIRD)


# The sound


class Player(Silence):
    """A machine that can play."""

    @property
    def is_able(self) -> bool:
        return True


def test_the_sound_button_goes_softer_silent_and_back(at_door: Door, told: list[str]) -> None:
    window = at_door.window
    window.refresh()
    assert window.footer.sound.isHidden()
    window.sounds = Player()
    window.refresh()
    assert window.footer.sound.isVisible()
    seen = []
    for _ in range(4):
        button = window.footer.sound
        seen.append((window.sounds.volume, button.icon_name, button.accessibleName()))
        button.click()
        assert told[-1] == button.accessibleName()
    assert seen == [
        (60, "ui-sound", "Sound: on"),
        (30, "ui-sound-low", "Sound: soft"),
        (0, "ui-sound-off", "Sound: off"),
        (60, "ui-sound", "Sound: on"),
    ]
    window.sounds.begin_session()
    window.refresh()
    assert window.footer.sound.icon_name == "ui-sound"


@pytest.mark.parametrize(
    ("school", "steps"),
    [(60, [60, 30, 0, 60]), (100, [100, 50, 0, 100]), (0, [0, 0]), (1, [1, 0, 1])],
)
def test_the_steps_of_a_schools_own_volume(school: int, steps: list[int]) -> None:
    volume, seen = school, [school]
    for _ in steps[1:]:
        volume = next_volume(volume, school)
        seen.append(volume)
    assert seen == steps
    assert loudness_of(0, school) is Loudness.OFF


def test_a_school_that_wants_silence_has_no_sound_button(at_door: Door) -> None:
    """A press made it loud again, which is a toy in an exam."""
    window = at_door.window
    window.sounds = Player()
    for volume, is_offered in ((60, True), (0, False)):
        window.use_settings(Settings(sound_volume=volume))
        window.refresh()
        assert window.footer.sound.isHidden() is not is_offered


def test_what_somebody_reads_gives_way_to_a_tick(at_door: Door) -> None:
    """The tick and its "not me" ran out behind the page."""
    window = at_door.window
    window._open_about()
    pages = [window.page]
    window._show_answer(welcome())
    pages.append(window.page)
    assert pages == [window.about, window.stage]
    assert window.stage.not_me.offers
