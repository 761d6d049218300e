"""What the door may let people hear: the volume, and no word that is not one of its own."""

from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("PySide6")
from PySide6.QtWidgets import QApplication

from kiosk import logs
from kiosk.settings import Settings
from kiosk.ui import i18n
from kiosk.ui.kiosk.hints import HINTS, Hint
from kiosk.ui.kiosk.states import LOOKS, Look, Screen
from kiosk.ui.kiosk.words import hint_text, kiosk_text
from kiosk.ui.sound.cues import Cue, Silence, SoundApi
from kiosk.ui.sound.player import Player
from kiosk.ui.sound.sayable import may_be_said, sources
from kiosk.ui.sound.sounds import Sounds
from kiosk.ui.theme import Tone

pytestmark = pytest.mark.qt


class Ear(Player):
    """Notes what would be played; no thread, no loudspeaker."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[Cue, float]] = []
        self.starts = self.looks = 0

    def start(self) -> None:
        self.starts += 1

    def play(self, cue: Cue, gain: float) -> None:
        self.heard.append((cue, round(gain, 3)))

    def look_again(self) -> None:
        self.looks += 1


class Mouth:
    """Notes what would be spoken."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str, int]] = []
        self.is_able, self.hushed, self.stopped = True, 0, 0

    def look_again(self) -> None:
        self.is_able = True

    def say(self, text: str, language: str, volume: int) -> None:
        self.said.append((text, language, volume))

    def hush(self) -> None:
        self.hushed += 1

    def stop(self) -> None:
        self.stopped += 1


class Heard:
    def __init__(self) -> None:
        self.ear, self.mouth = Ear(), Mouth()
        self.sounds = Sounds(self.ear, self.mouth)  # type: ignore[arg-type]


@pytest.fixture
def heard(qapp: QApplication) -> Iterator[Heard]:
    i18n.install(qapp, "en")
    made = Heard()
    yield made
    made.sounds.stop()


def test_a_cue_is_played_as_loud_as_the_school_wants(heard: Heard) -> None:
    heard.sounds.use_settings(Settings(sound_volume=50))
    for cue in (Cue.WELCOME, Cue.NONE, Cue.TROUBLE):
        heard.sounds.play(cue)
    assert heard.ear.heard == [(Cue.WELCOME, 0.25), (Cue.TROUBLE, 0.25)]
    heard.sounds.use_settings(Settings(sound_volume=0))
    heard.sounds.play(Cue.WELCOME)
    assert len(heard.ear.heard) == 2


def test_nothing_is_started_before_something_may_be_heard(heard: Heard) -> None:
    """The first window and the models have the machine to themselves."""
    heard.sounds.use_settings(Settings())
    heard.sounds.say(hint_text(Hint.CLOSER), "en")
    heard.sounds.play(Cue.NONE)
    assert heard.ear.starts == 0
    heard.sounds.play(Cue.TROUBLE)
    assert heard.ear.starts == 1
    heard.sounds.begin_session()
    assert heard.ear.starts == 2


@pytest.mark.parametrize("make", [lambda: Heard().sounds, Silence])
def test_what_was_turned_at_the_door_lasts_until_the_next_session(make: Callable[[], SoundApi]) -> None:
    sounds = make()
    sounds.use_settings(Settings(sound_volume=40))
    sounds.turn_to(90)
    sounds.use_settings(Settings(sound_volume=40, theme="dark"))
    assert sounds.volume == 90
    sounds.begin_session()
    assert sounds.volume == 40
    sounds.turn_to(90)
    sounds.use_settings(Settings(sound_volume=30))
    assert sounds.volume == 30


def test_a_new_session_looks_for_a_loudspeaker_again(heard: Heard) -> None:
    heard.sounds.begin_session()
    assert heard.ear.looks == 1


def test_hints_are_spoken_only_where_the_school_wants_it(heard: Heard) -> None:
    heard.sounds.use_settings(Settings())
    heard.sounds.say(hint_text(Hint.CLOSER), "en")
    assert heard.mouth.said == []
    heard.sounds.use_settings(Settings(speaks=True))
    heard.sounds.say(hint_text(Hint.CLOSER), "en")
    heard.sounds.turn_to(0)
    heard.sounds.say(hint_text(Hint.BACK), "en")
    assert heard.mouth.said == [("Come a little closer", "en", 60)]
    assert heard.mouth.hushed == 1
    heard.sounds.use_settings(Settings(speaks=False))
    assert heard.mouth.hushed == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Sara",
        "Welcome, Sara",
        "Come a little closer, Sara",
        "Come a little closer ",
        "Not on this list",
        "Signed in at 08:02",
        "late by 4 min",
        "Taken back",
        "Your face is removed",
        "{name}",
    ],
)
def test_nothing_but_the_doors_own_advice_can_be_spoken(
    heard: Heard, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(logs, "event", lambda code, **values: told.append(f"{code} {values}"))
    heard.sounds.use_settings(Settings(speaks=True))
    heard.sounds.say(text, "en")
    assert heard.mouth.said == []
    assert told == ["not-said {}"]


def test_no_screen_that_says_why_somebody_is_not_marked_is_spoken() -> None:
    quiet = {
        Screen.NOT_RECOGNISED, Screen.NOT_ON_LIST, Screen.CARD_UNKNOWN, Screen.NO_SESSION, Screen.TAKEN_BACK,
        Screen.TOO_LATE, Screen.FACE_REMOVED, Screen.NO_FACE, Screen.WELCOME_LATE, Screen.ALREADY_IN,
        Screen.CAMERA_REFUSED, Screen.NOT_SAVED, Screen.FAILED,
    }  # fmt: skip
    assert {LOOKS[screen].title for screen in quiet}.isdisjoint(sources())


def test_a_title_with_a_place_for_a_value_is_never_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LOOKS, Screen.WELCOME, Look("Welcome {name}", "", "", Tone.GOOD, is_spoken=True))
    assert not any("{" in source for source in sources())


def test_every_hint_is_spoken_in_the_language_on_the_screen_and_in_no_other(
    heard: Heard, speak: Callable[[str], object]
) -> None:
    heard.sounds.use_settings(Settings(speaks=True))
    english = [hint.text for hint in HINTS.values()]
    assert all(may_be_said(text) for text in english)
    speak("ar")
    arabic = kiosk_text(HINTS[Hint.CLOSER].text)
    assert arabic != HINTS[Hint.CLOSER].text
    assert may_be_said(arabic)
    assert not may_be_said(HINTS[Hint.CLOSER].text)
    heard.sounds.say(arabic, "ar")
    assert heard.mouth.said == [(arabic, "ar", 60)]


def test_the_end_is_the_end_of_both(heard: Heard) -> None:
    heard.sounds.stop()
    assert heard.mouth.stopped == 1
    assert (heard.sounds.is_able, heard.sounds.can_speak) == (False, True)
