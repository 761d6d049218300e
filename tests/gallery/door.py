"""A kiosk's window in front of a door and a camera that answer when told to; nobody there is real."""

from dataclasses import replace

from kiosk.domain.cards import CardSighting
from kiosk.domain.evidence import Refusal, Sighting
from kiosk.domain.frames import SourceKind
from kiosk.domain.people import GreetingLabel
from kiosk.domain.registers import OwnState
from kiosk.runtime.api import AskSession, CameraHealth, CameraState, DoorAnswer, DoorView
from kiosk.settings import Settings
from kiosk.ui.kiosk.states import Screen
from kiosk.ui.kiosk.window import KioskWindow
from kiosk.ui.sound.cues import Silence
from tests.fakes_ui import (
    MORNING,
    FakeCamera,
    FakeDoor,
    HandClock,
    ask_session,
    face,
    open_view,
    own_day,
    sighting,
)
from tests.gallery.studio import WIDE, Studio

_DRAWN_S = 0.6
_FRAME_S = 0.05
_CLASSES = ("Class 5b,Physics lab,Choir", "الصف الخامس ب,مختبر الفيزياء,الكورال")


class Tones(Silence):
    """A machine that can play, at half of what the school says."""

    def __init__(self) -> None:
        super().__init__()
        self.turn_to(self.volume // 2)

    @property
    def is_able(self) -> bool:
        """It is."""
        return True


class Door:
    """A kiosk whose seconds pass as the visitor wants.

    Attributes:
        studio: Where it is.
        window: The kiosk's.
        door: What it marks with.
        camera: What it sees.
    """

    def __init__(self, studio: Studio, settings: Settings | None = None) -> None:
        """Open the window; nothing is attached yet."""
        self.studio, self.clock = studio, HandClock()
        self.door, self.camera = FakeDoor(self.view()), FakeCamera()
        self.window = KioskWindow(settings or Settings(), lambda: MORNING, self.clock)
        self.window.resize(*WIDE)
        self.window.show()

    # In the language

    def names(self) -> list[str]:
        """Give the names of three groups."""
        return self.studio.said(*_CLASSES).split(",")

    def view(self, *, is_trial: bool = False, enrolled: int = 22, sessions: int = 1) -> DoorView:
        """A lesson is under way, or several."""
        view = open_view(is_trial=is_trial, enrolled=enrolled)
        shown = tuple(replace(view.open_now[0], label=name) for name in self.names()[:sessions])
        return replace(view, open_now=shown)

    def label(self) -> GreetingLabel:
        """Give what greets somebody."""
        return GreetingLabel("lighthouse", self.studio.said("A. L.", "أ. ل."))

    def day(self, count: int = 3) -> tuple[OwnState, ...]:
        """Give somebody's own day."""
        return tuple(
            replace(each, label=name) for each, name in zip(own_day(count), self.names(), strict=False)
        )

    def choice(self) -> AskSession:
        """Give three groups to choose from."""
        asked, rooms = (
            ask_session(3),
            ("", self.studio.said("Hall", "القاعة"), self.studio.said("Lab", "المختبر")),
        )
        choices = zip(asked.choices, self.names(), rooms, strict=True)
        return replace(
            asked, choices=tuple(replace(one, label=name, room=room) for one, name, room in choices)
        )

    # What happens

    def attach(self, view: DoorView | None = None, state: CameraState = CameraState.WORKING) -> "Door":
        """Give it a day and a camera."""
        self.door.shown = view or self.view()
        self.camera.state = CameraHealth(state, SourceKind.CAMERA)
        self.window.attach(self.door, self.camera)
        self.studio.settle()
        return self.draw()

    def draw(self, seconds: float = _DRAWN_S) -> "Door":
        """Let time pass, frame by frame."""
        for _ in range(round(seconds / _FRAME_S)):
            self.clock.pass_by(_FRAME_S)
            self.window.refresh()
        return self

    def stand(self, *args: object, seconds: float = 2.0, **changes: float) -> "Door":
        """Put somebody in front of it; arguments as fakes_ui.face takes them."""
        self.camera.guidance = face(*args, **changes)  # type: ignore[arg-type]
        return self.draw(seconds)

    def see(self, outcome: Sighting | Refusal | CardSighting | None = None) -> "Door":
        """Let the camera report somebody, until the door is asked."""
        before = self._asked()
        self.camera.see(outcome or sighting())
        self.studio.until("a question to the door", lambda: self._asked() > before)
        return self

    def see_card(self) -> "Door":
        """Let the camera report a card."""
        return self.see(CardSighting("ABCD", SourceKind.CAMERA, 1))

    def _asked(self) -> int:
        return len(self.door.recorded) + len(self.door.refused) + len(self.door.cards)

    def answer(self, answer: DoorAnswer | BaseException) -> "Door":
        """Let the door answer what it was asked last."""
        door = self.door
        futures = [one[-1] for asked in (door.recorded, door.refused, door.cards) for one in asked]
        future = next(one for one in futures if not one.done())
        if isinstance(answer, BaseException):
            future.set_exception(answer)
        else:
            future.set_result(answer)
        self.studio.settle()
        return self.draw()

    def shows(self, screen: Screen) -> "Door":
        """Make sure that the stage shows a screen.

        Raises:
            AssertionError: It shows another.
        """
        self.studio.until(screen.value, lambda: self.draw(0.0).window.stage.scene.screen is screen)
        return self

    def close(self) -> None:
        """Close it."""
        self.window.allow_close()
        self.studio.discard(self.window)
