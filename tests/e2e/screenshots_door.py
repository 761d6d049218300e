"""The door, the set-up and the second screen's board as pictures; whoever stands there is invented."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from kiosk.domain.faces import Verdict
from kiosk.domain.marks import MarkState
from kiosk.domain.people import Custody, GreetingLabel
from kiosk.domain.registers import OwnState
from kiosk.runtime.api import AlreadyIn, AskSession, DoorAnswer, DoorView, SchoolMade
from kiosk.runtime.services import Services
from kiosk.settings import Settings
from kiosk.ui.desk.public_board import PublicBoard
from kiosk.ui.kiosk.window import KioskWindow
from kiosk.ui.wizard.window import SetupWizard
from tests.e2e.screenshots_school import ADMIN, SCHOOL
from tests.e2e.screenshots_studio import SIZES, Studio
from tests.fakes_ui import (
    MORNING,
    RECOVERY_CODE,
    ZONE,
    FakeCamera,
    FakeDoor,
    FakeSetup,
    FakeStart,
    HandClock,
    ask_session,
    closed_view,
    done,
    face,
    open_view,
    own_day,
    passed,
    welcome,
)

_DRAWN_S = 0.6
_FRAME_S = 0.05
_TO_NEXT = timedelta(minutes=45)


class Door:
    """A kiosk's window whose seconds pass as the tour wants."""

    def __init__(self, studio: Studio, size: tuple[int, int]) -> None:
        """Open it in front of a door and a camera that answer when told to."""
        self.studio, self.clock = studio, HandClock()
        self.door, self.camera = FakeDoor(), FakeCamera()
        self.window = KioskWindow(Settings(), lambda: MORNING, self.clock)
        self.window.resize(*size)
        self.window.show()

    def attach(self, view: DoorView) -> "Door":
        """Give it a day."""
        self.door.shown = view
        self.window.attach(self.door, self.camera)
        self.studio.settle(0.05)
        return self

    def draw(self, seconds: float = _DRAWN_S) -> "Door":
        """Let an answer's animation run to its end."""
        for _ in range(round(seconds / _FRAME_S)):
            self.clock.pass_by(_FRAME_S)
            self.window.refresh()
        self.studio.settle(0.05)
        return self

    def answer(self, answer: DoorAnswer) -> "Door":
        """Let the door answer."""
        self.window._show_answer(answer)
        return self.draw()

    def read_card(self) -> "Door":
        """Show it a card that nobody has."""
        self.window._show_unknown_card()
        return self.draw()

    def stand_far(self) -> "Door":
        """Put somebody in front of it, too far away."""
        self.camera.guidance = face(Verdict.TOO_FAR, size=0.12)
        return self.draw(2.0)

    def close(self) -> None:
        """Close it."""
        self.window.allow_close()
        self.window.close()
        self.window.deleteLater()
        self.studio.settle(0.05)


def door(studio: Studio) -> None:
    """Every state of the door."""
    view = _translated_view(studio)
    label = GreetingLabel("lighthouse", studio.said("A. L.", "أ. ل."))
    own = _translated_day(studio)
    hello = replace(welcome(), label=label)
    moments: dict[str, Callable[[Door], object]] = {
        "idle": lambda d: d.draw(),
        "own-day": lambda d: d.answer(replace(hello, today=own)),
        "late": lambda d: d.answer(replace(hello, state=MarkState.LATE, minutes_late=12, today=own[:2])),
        "already": lambda d: d.answer(AlreadyIn(label, MarkState.PRESENT, MORNING, own[:1])),
        "goodbye": lambda d: d.answer(replace(passed(), label=label, today=own[:2])),
        "welcome-back": lambda d: d.answer(replace(passed(is_leaving=False), label=label, today=own[:2])),
        "choose": lambda d: d.answer(_translated_choice(studio)),
        "card-unknown": lambda d: d.read_card(),
        "guiding": lambda d: d.stand_far(),
        "closed": lambda d: d.attach(closed_view(MORNING.plus(_TO_NEXT))).draw(),
        "codes-only": lambda d: d.attach(replace(view, enrolled=0)).draw(),
        "about": lambda d: d.window._open_about(),
        "start": lambda d: d.window.ask_start(FakeStart()),
    }
    for ending, size in SIZES.items():
        for name, act in moments.items():
            if ending and name not in {"idle", "own-day", "choose", "goodbye"}:
                continue
            shown = Door(studio, size)
            if name != "start":
                shown.attach(view)
            act(shown)
            studio.show(f"kiosk-{name}{ending}", shown.window)
            shown.close()


def wizard(studio: Studio) -> None:
    """Every page of the set-up."""
    setup = FakeSetup()
    setup.keyring = done(Custody.KEYRING)
    words = "anchor blanket copper dolphin ember foxglove"
    window = SetupWizard(setup, ZONE, pick=lambda: (1, 4), suggest=lambda: words)
    window.resize(*SIZES[""])
    window.show()

    def page(place: int, name: str, *, is_upright: bool = False) -> None:
        window._show(place)
        (studio.both if is_upright else studio.show)(f"wizard-{name}", window)

    page(0, "language")
    window.school._school.setText(SCHOOL[studio.language])
    window.school._class.setText(studio.said("Class 7b", "الصف السابع ب"))
    page(1, "school", is_upright=True)
    page(2, "lessons", is_upright=True)
    window.admin._name.setText(ADMIN[studio.language])
    window.admin.suggest()
    page(3, "administrator")
    page(4, "custody")
    page(5, "notice", is_upright=True)
    window._is_made = True
    window._answers.school = SCHOOL[studio.language]
    window.recovery.set_code(SchoolMade(RECOVERY_CODE, Custody.KEYRING), SCHOOL[studio.language])
    page(6, "recovery", is_upright=True)
    window.recovery.ask()
    window._name_next()
    studio.show("wizard-recovery-check", window)
    window.attach_camera(FakeCamera())
    page(7, "camera")
    window._finish()
    window.close()
    window.deleteLater()


def board(studio: Studio, services: Services) -> None:
    """The second screen."""
    shown = PublicBoard(services.door, services.clock)
    shown.resize(*SIZES[""])
    shown.show()
    studio.settle(0.5)
    studio.both("board", shown)
    shown.close()
    shown.deleteLater()


def _translated_view(studio: Studio) -> DoorView:
    view = open_view()
    name = studio.said("Class 5b", "الصف الخامس ب")
    return replace(view, open_now=tuple(replace(each, label=name) for each in view.open_now))


def _translated_day(studio: Studio) -> tuple[OwnState, ...]:
    names = studio.said("Class 5b,Physics lab,Choir", "الصف الخامس ب,مختبر الفيزياء,الكورال").split(",")
    return tuple(replace(each, label=name) for each, name in zip(own_day(3), names, strict=True))


def _translated_choice(studio: Studio) -> AskSession:
    asked = ask_session(3)
    names = studio.said("Class 5b,Physics lab,Choir", "الصف الخامس ب,مختبر الفيزياء,الكورال").split(",")
    rooms = ("", studio.said("Hall", "القاعة"), studio.said("Lab", "المختبر"))
    choices = tuple(
        replace(each, label=name, room=room)
        for each, name, room in zip(asked.choices, names, rooms, strict=True)
    )
    return replace(asked, choices=choices)
