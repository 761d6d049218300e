"""Each thing that happened is heard once, hints are spoken, and nothing else is."""

import pytest

pytest.importorskip("PySide6")
from dataclasses import replace

from kiosk.domain.faces import NOBODY, Guidance, Verdict
from kiosk.domain.ids import SessionId
from kiosk.domain.marks import MarkState
from kiosk.runtime.api import AlreadyIn, AskPin, CameraHealth, CameraState, DoorAnswer, DoorView, NotIn
from kiosk.settings import Settings
from kiosk.ui.kiosk.flow import Flow
from kiosk.ui.kiosk.hints import HINTS, Hint
from kiosk.ui.kiosk.states import LOOKS, Screen
from kiosk.ui.kiosk.voice import Voice
from kiosk.ui.sound.cues import Cue, Silence
from tests.fakes_ui import LABEL, MORNING, HandClock, closed_view, face, open_view, refusal, welcome

pytestmark = pytest.mark.qt


class Ear:
    """A flow, and what can be heard of it."""

    def __init__(self) -> None:
        self.clock, self.sounds = HandClock(), Silence()
        self.flow, self.voice = Flow(Settings(), self.clock), Voice(self.sounds)

    def wait(
        self, seconds: float, guidance: Guidance = NOBODY, state: CameraState = CameraState.WORKING,
        view: DoorView | None = None,
    ) -> None:  # fmt: skip
        """Follow what is shown, poll after poll."""
        for _ in range(round(seconds / 0.1)):
            self.clock.pass_by(0.1)
            self.voice.follow(self.flow.scene(CameraHealth(state), guidance, view or open_view()))


def test_a_welcome_is_heard_once_however_long_it_stays() -> None:
    ear = Ear()
    ear.wait(0.5, face())
    ear.flow.show(welcome())
    ear.wait(6.0, face())
    ear.wait(3.0)
    assert ear.sounds.played == [Cue.WELCOME]


def test_two_people_one_after_the_other_are_heard_twice() -> None:
    ear = Ear()
    for event in ("e1", "e2"):
        ear.flow.show(welcome(event=event))
        ear.wait(0.3)
    ear.flow.show(AlreadyIn(LABEL, MarkState.PRESENT, MORNING))
    ear.wait(0.3)
    assert ear.sounds.played == [Cue.WELCOME, Cue.WELCOME, Cue.ALREADY]


def test_an_answer_that_was_replaced_before_it_was_drawn_is_not_heard() -> None:
    ear = Ear()
    ear.flow.show_screen(Screen.NOT_SAVED)
    ear.flow.show(welcome())
    ear.wait(0.3)
    assert ear.sounds.played == [Cue.WELCOME]


def test_hints_are_spoken_as_they_change_and_again_to_the_next_person() -> None:
    ear = Ear()
    ear.wait(1.0, face(Verdict.TOO_FAR))
    ear.wait(2.0, face(Verdict.DARK))
    ear.wait(0.5)
    ear.wait(0.5, face(Verdict.DARK))
    closer, light = (HINTS[hint].text for hint in (Hint.CLOSER, Hint.LIGHT))
    assert ear.sounds.said == [closer, light, light]
    assert ear.sounds.played == []


def test_advice_is_spoken_and_a_name_or_a_reason_never() -> None:
    """What is spoken is a hint or a title that the table marks: everything that can be shown is tried."""
    ear = Ear()
    answers: list[DoorAnswer] = [
        welcome(),
        welcome(MarkState.LATE, 4),
        AlreadyIn(LABEL, MarkState.PRESENT, MORNING),
        AskPin(3),
        NotIn(refusal().reason),
    ]
    for answer in answers:
        ear.flow.show(answer)
        ear.wait(0.2)
    for screen in LOOKS:
        ear.flow.show_screen(screen)
        ear.wait(0.2)
    spoken = {LOOKS[Screen.USE_CODE].title, LOOKS[Screen.ASK_PIN].title, LOOKS[Screen.CHOOSE].title}
    assert set(ear.sounds.said) == spoken
    assert {look.title for look in LOOKS.values() if look.is_spoken} == spoken


def test_a_camera_that_comes_and_goes_all_night_is_heard_once() -> None:
    ear = Ear()
    for _ in range(5):
        ear.wait(1.0, state=CameraState.STALLED)
        ear.wait(1.0, state=CameraState.STARTING)
    assert ear.sounds.played == [Cue.TROUBLE]
    ear.wait(1.0)
    ear.wait(1.0, state=CameraState.NONE)
    assert ear.sounds.played == [Cue.TROUBLE, Cue.TROUBLE]


def test_what_plays_begins_once_the_camera_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a process of its own, which would take the models' time while they load."""
    ear, begun = Ear(), []
    monkeypatch.setattr(ear.sounds, "begin_session", lambda: begun.append(ear.clock()))
    ear.wait(1.0, state=CameraState.STARTING)
    assert begun == []
    ear.wait(1.0, view=open_view())
    assert len(begun) == 1


def test_what_plays_begins_where_no_register_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """A code that is refused is heard then too."""
    ear, begun = Ear(), []
    monkeypatch.setattr(ear.sounds, "begin_session", lambda: begun.append(ear.clock()))
    ear.wait(1.0, view=closed_view())
    assert len(begun) == 1


def test_the_volume_is_the_school_s_again_when_another_session_opens() -> None:
    ear = Ear()
    other = replace(open_view(), open_now=(replace(open_view().open_now[0], id=SessionId("s2")),))
    heard = []
    for view in (open_view(), open_view(), other, closed_view(), open_view()):
        ear.wait(0.1, view=view)
        heard.append(ear.sounds.volume)
        ear.sounds.turn_to(0)
        ear.wait(0.3, view=view)
        assert ear.sounds.volume == 0
    school = Settings().sound_volume
    assert heard == [school, 0, school, school, school]
