"""Which screen wins, as a table and as small stories; no window."""

from datetime import date, timedelta

import pytest

pytest.importorskip("PySide6")
from kiosk.domain.evidence import Unrecognised
from kiosk.domain.faces import NOBODY, Guidance, Verdict
from kiosk.domain.marks import MarkState, NotMarked
from kiosk.runtime.api import AlreadyIn, CameraHealth, CameraState, DoorView, NotIn
from kiosk.settings import Settings
from kiosk.ui.kiosk.flow import Flow, Scene, screen_for
from kiosk.ui.kiosk.states import LOOKS, Screen
from tests.fakes_ui import LABEL, MORNING, HandClock, closed_view, face, open_view, welcome

pytestmark = pytest.mark.qt
WORKING = CameraHealth(CameraState.WORKING)


class Story:
    """A flow with a clock in hand and somebody to put before it."""

    def __init__(self) -> None:
        self.clock = HandClock()
        self.flow = Flow(Settings(), self.clock)

    def after(
        self, seconds: float, guidance: Guidance = NOBODY, view: DoorView | None = None,
        state: CameraState = CameraState.WORKING,
    ) -> Scene:  # fmt: skip
        self.clock.pass_by(seconds)
        return self.flow.scene(CameraHealth(state), guidance, view or open_view())


def test_every_screen_has_its_line() -> None:
    assert set(LOOKS) == set(Screen)


@pytest.mark.parametrize("reason", [*NotMarked, *Unrecognised])
def test_every_reason_has_a_screen(reason: NotMarked | Unrecognised) -> None:
    assert screen_for(NotIn(reason)) in LOOKS


@pytest.mark.parametrize(
    ("state", "screen"),
    [
        (CameraState.STARTING, Screen.CAMERA_STARTING),
        (CameraState.WORKING, Screen.IDLE),
        (CameraState.NONE, Screen.CAMERA_NONE),
        (CameraState.SLOW, Screen.CAMERA_SLOW),
        (CameraState.STALLED, Screen.CAMERA_STALLED),
        (CameraState.REFUSED, Screen.CAMERA_REFUSED),
        (CameraState.ENDED, Screen.SOURCE_ENDED),
    ],
)
def test_every_state_of_the_camera_has_a_screen(state: CameraState, screen: Screen) -> None:
    assert Story().after(0, state=state).screen is screen


@pytest.mark.parametrize(
    ("state", "screen"),
    [
        (CameraState.NONE, Screen.CAMERA_NONE),
        (CameraState.STALLED, Screen.CAMERA_STALLED),
        (CameraState.REFUSED, Screen.CAMERA_REFUSED),
        (CameraState.STARTING, Screen.OUT_OF_HOURS),
        (CameraState.ENDED, Screen.OUT_OF_HOURS),
    ],
)
def test_a_camera_that_cannot_work_is_said_out_of_hours_too(state: CameraState, screen: Screen) -> None:
    """A first start has neither register nor camera: the missing camera is what can be acted on."""
    assert Story().after(0, view=closed_view(), state=state).screen is screen


@pytest.mark.parametrize(
    ("minutes", "today", "screen"),
    [
        (None, MORNING.local_date, Screen.OUT_OF_HOURS),
        (45, MORNING.local_date, Screen.NO_SESSION),
        (24 * 60, MORNING.local_date, Screen.OUT_OF_HOURS),
        (24 * 60, None, Screen.NO_SESSION),
    ],
)
def test_a_day_that_is_over_is_not_the_time_between_two_lessons(
    minutes: int | None, today: date | None, screen: Screen
) -> None:
    """What begins tomorrow at 08:00 was once said to begin at 08:00."""
    view = closed_view(None if minutes is None else MORNING.plus(timedelta(minutes=minutes)))
    scene = Story().flow.scene(WORKING, NOBODY, view, today)
    assert (scene.screen, scene.today) == (screen, today)


def test_two_answers_alike_are_two_events() -> None:
    story = Story()
    seen = []
    for _ in range(2):
        story.flow.show(welcome())
        seen += [story.after(0.1).event, story.after(0.1).event]
    assert seen == [1, 1, 2, 2]
    assert story.after(9.0).event == 0


def test_nobody_enrolled_asks_for_the_code() -> None:
    assert Story().after(0, view=open_view(enrolled=0)).screen is Screen.CODE_ONLY


def test_before_the_first_view_it_is_starting() -> None:
    story = Story()
    assert story.flow.scene(WORKING, face(), None).screen is Screen.STARTING


def test_a_face_too_far_is_guided_and_a_good_one_is_checked() -> None:
    story = Story()
    assert story.after(0, face(Verdict.TOO_FAR)).screen is Screen.GUIDING
    assert story.after(2, face()).screen is Screen.CHECKING


def test_a_welcome_stays_its_time_and_then_idles() -> None:
    story = Story()
    story.flow.show(welcome())
    assert story.after(2.4).screen is Screen.WELCOME
    assert story.after(0.2).screen is Screen.IDLE


def test_late_is_its_own_screen() -> None:
    assert screen_for(welcome(MarkState.LATE, 4)) is Screen.WELCOME_LATE


def test_the_next_person_may_step_up_while_the_welcome_fades() -> None:
    story = Story()
    story.flow.show(welcome())
    assert story.after(0.5).screen is Screen.WELCOME  # gone
    assert story.after(0.2, face(Verdict.TOO_FAR)).screen is Screen.WELCOME  # too soon to take it away
    assert story.after(0.4, face(Verdict.TOO_FAR)).screen is Screen.GUIDING


def test_who_stays_after_a_welcome_is_thanked_and_not_checked_again() -> None:
    story = Story()
    story.flow.show(welcome())
    assert story.after(1.0, face()).screen is Screen.WELCOME
    assert story.after(2.0, face()).screen is Screen.THANKS
    assert story.after(5.0, face()).screen is Screen.THANKS
    assert story.after(0.1).screen is Screen.IDLE
    assert story.after(0.1, face()).screen is Screen.CHECKING


def test_advice_stays_while_the_person_reads_it() -> None:
    story = Story()
    story.flow.show(NotIn(Unrecognised.UNKNOWN))
    assert story.after(9.0, face()).screen is Screen.NOT_RECOGNISED
    assert story.after(0.1).screen is Screen.IDLE


def test_a_new_answer_takes_the_place_of_the_old_one() -> None:
    story = Story()
    story.flow.show(welcome())
    story.flow.show(AlreadyIn(LABEL, MarkState.PRESENT, MORNING))
    scene = story.after(0.1)
    assert scene.screen is Screen.ALREADY_IN
    assert scene.answer is not None


def test_an_answer_without_a_person_carries_none() -> None:
    story = Story()
    story.flow.show(welcome())
    story.flow.show(NotIn(Unrecognised.UNKNOWN))
    assert story.after(0.1).answer is None


def test_not_saved_wins_over_the_face_in_front() -> None:
    story = Story()
    story.flow.show_screen(Screen.NOT_SAVED)
    assert story.after(7.0, face()).screen is Screen.NOT_SAVED
