"""Every screen and page of the door, each driven to by facts: what the camera sees and what the door answers.

Every member of `Screen` has its line; a test holds it so.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from PySide6.QtWidgets import QPushButton

from kiosk.domain.evidence import Unrecognised
from kiosk.domain.faces import Verdict
from kiosk.domain.ids import EventId
from kiosk.domain.marks import MarkState, NotMarked
from kiosk.domain.people import GreetingLabel
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import AlreadyIn, AskPin, CameraHealth, CameraState, NotIn, Passed, Welcome
from kiosk.settings import Settings
from kiosk.ui import bridge, i18n
from kiosk.ui.kiosk.hints import Hint
from kiosk.ui.kiosk.patience import IDLE_S, WARN_S
from kiosk.ui.kiosk.states import Screen
from tests.fakes_ui import LABEL, MORNING, FakeStart, closed_view, passed, refusal, resting_view, welcome
from tests.gallery.door import Door, Tones
from tests.gallery.scenes import Shown, Stop
from tests.gallery.studio import Studio

_TO_NEXT: Final = timedelta(minutes=45)
Drive = Callable[[Door], object]


def _hello(d: Door, state: MarkState = MarkState.PRESENT, minutes: int = 0, lessons: int = 0) -> Welcome:
    return replace(welcome(state, minutes), label=d.label(), today=d.day(lessons) if lessons else ())


def _leaving(d: Door, *, is_leaving: bool) -> Passed:
    return replace(passed(is_leaving=is_leaving), label=d.label(), today=d.day(2))


def _refused(d: Door, reason: Unrecognised) -> None:
    d.attach().see(refusal(reason)).answer(NotIn(reason))


def _taken_back(d: Door, *, is_done: bool) -> None:
    d.attach().see().answer(_hello(d))
    for button in d.window.stage.not_me.findChildren(QPushButton):
        button.click()
    d.door.taken_back[-1][1].set_result(is_done)
    d.studio.settle()


def _removed(d: Door, count: int) -> None:
    d.attach().window.about.removal_asked.emit()
    d.window.pad.withdrawn.emit("101", "2580")
    d.door.withdrawn[-1][-1].set_result(count)
    d.studio.settle()


def _look_again(d: Door) -> None:
    d.attach().see().answer(AskPin(3))
    d.window.pad.cancelled.emit()


def _thanks(d: Door) -> None:
    d.attach().stand(seconds=0.5).see().answer(_hello(d)).stand(seconds=4.0)


def _camera_refused(d: Door) -> None:
    d.attach()
    error = KioskError(Code.CAMERA_VIRTUAL, where="OBS Virtual Camera")
    d.camera.state = CameraHealth(CameraState.REFUSED, error=error)
    d.draw()


def _failed(d: Door) -> None:
    d.window.show_failure(bridge.trouble(KioskError(Code.DATABASE_FULL)))


SCREENS: Final[dict[Screen, Drive]] = {
    Screen.STARTING: lambda d: d.draw(),
    Screen.IDLE: lambda d: d.attach(),
    Screen.CODE_ONLY: lambda d: d.attach(d.view(enrolled=0)),
    Screen.PRESS_TO_START: lambda d: d.attach(),
    Screen.GUIDING: lambda d: d.attach().stand(Verdict.TOO_FAR, size=0.12),
    Screen.CHECKING: lambda d: d.attach().stand(),
    Screen.WELCOME: lambda d: d.attach().see().answer(_hello(d)),
    Screen.WELCOME_LATE: lambda d: d.attach().see().answer(_hello(d, MarkState.LATE, 4)),
    Screen.ALREADY_IN: lambda d: (
        d.attach().see().answer(AlreadyIn(d.label(), MarkState.PRESENT, MORNING, d.day(1)))
    ),
    Screen.GOODBYE: lambda d: d.attach().see().answer(_leaving(d, is_leaving=True)),
    Screen.WELCOME_BACK: lambda d: d.attach().see().answer(_leaving(d, is_leaving=False)),
    Screen.THANKS: _thanks,
    Screen.NOT_RECOGNISED: lambda d: _refused(d, Unrecognised.UNKNOWN),
    Screen.USE_CODE: lambda d: _refused(d, Unrecognised.AMBIGUOUS),
    Screen.ASK_PIN: lambda d: d.attach().see().answer(AskPin(3)),
    Screen.CHOOSE: lambda d: d.attach().see().answer(d.choice()),
    Screen.CARD_UNKNOWN: lambda d: d.attach().see_card().answer(KioskError(Code.CARD_UNKNOWN)),
    Screen.LOOK_AGAIN: _look_again,
    Screen.NOT_ON_LIST: lambda d: d.attach().see().answer(NotIn(NotMarked.NOT_ON_LIST)),
    Screen.NO_SESSION: lambda d: d.attach(closed_view(MORNING.plus(_TO_NEXT))),
    Screen.OUT_OF_HOURS: lambda d: d.attach(closed_view()),
    Screen.RESTING: lambda d: d.attach(resting_view(MORNING.plus(timedelta(hours=22))), CameraState.RESTING),
    Screen.TAKEN_BACK: lambda d: _taken_back(d, is_done=True),
    Screen.TOO_LATE: lambda d: _taken_back(d, is_done=False),
    Screen.FACE_REMOVED: lambda d: _removed(d, 5),
    Screen.NO_FACE: lambda d: _removed(d, 0),
    Screen.CAMERA_STARTING: lambda d: d.attach(state=CameraState.STARTING),
    Screen.CAMERA_NONE: lambda d: d.attach(state=CameraState.NONE),
    Screen.CAMERA_SLOW: lambda d: d.attach(state=CameraState.SLOW),
    Screen.CAMERA_STALLED: lambda d: d.attach(state=CameraState.STALLED),
    Screen.CAMERA_REFUSED: _camera_refused,
    Screen.SOURCE_ENDED: lambda d: d.attach(state=CameraState.ENDED),
    Screen.NOT_SAVED: lambda d: d.attach().see().answer(KioskError(Code.DATABASE_FULL)),
    Screen.FAILED: _failed,
}
"""How each screen comes about."""

NOT_ON_THE_STAGE: Final = frozenset({Screen.ASK_PIN, Screen.CHOOSE})
"""Their words stand on a page of their own, which opens at once."""

HINTS: Final[dict[Hint, Drive]] = {
    Hint.BACK: lambda d: d.stand(Verdict.TOO_CLOSE, size=0.8),
    Hint.MOVE_LEFT: lambda d: d.stand(Verdict.OFF_CENTRE, x=0.85),
    Hint.MOVE_RIGHT: lambda d: d.stand(Verdict.OFF_CENTRE, x=0.15),
    Hint.MOVE_UP: lambda d: d.stand(Verdict.OFF_CENTRE, y=0.85),
    Hint.MOVE_DOWN: lambda d: d.stand(Verdict.OFF_CENTRE, y=0.15),
    Hint.TURN_LEFT: lambda d: d.stand(Verdict.TURNED, yaw=30.0),
    Hint.TURN_RIGHT: lambda d: d.stand(Verdict.TURNED, yaw=-30.0),
    Hint.LIFT_CHIN: lambda d: d.stand(Verdict.TURNED, pitch=-30.0),
    Hint.LOWER_CHIN: lambda d: d.stand(Verdict.TURNED, pitch=30.0),
    Hint.STRAIGHTEN: lambda d: d.stand(Verdict.TURNED, roll=30.0),
    Hint.LIGHT: lambda d: d.stand(Verdict.DARK, light=0.08),
    Hint.BACKLIT: lambda d: d.stand(Verdict.BACKLIT, light=0.15),
    Hint.STILL: lambda d: d.stand(Verdict.BLURRED),
    Hint.UNCOVERED: lambda d: d.stand(Verdict.COVERED),
}
"""What else guides; CLOSER is the screen GUIDING and CHECKING has a screen of its own."""


def _pad_typed(d: Door) -> None:
    d.attach().window.open_pad()
    d.window.pad._number.setText("101")
    d.window.pad._pin.setText("2580")


def _pad_wrong(d: Door) -> None:
    _pad_typed(d)
    d.window.pad.submitted.emit("101", "2580")
    d.door.codes[-1][-1].set_exception(KioskError(Code.CODE_WRONG))
    d.studio.settle()


def _pad_letters(d: Door) -> None:
    d.attach().window.open_pad()
    d.window.pad._swap_keys()


def _warned(d: Door) -> None:
    """Nobody touches anything until it says that it will close."""
    d.clock.pass_by(IDLE_S - WARN_S)
    d.window.pad.tick()
    d.window.choose.tick()
    d.window.languages.patience.tick()


def _choose_warning(d: Door) -> None:
    d.attach().see().answer(d.choice())
    _warned(d)


def _pad_warning(d: Door) -> None:
    _pad_typed(d)
    _warned(d)


def _languages(d: Door) -> None:
    d.attach()
    d.window._pages.setCurrentWidget(d.window.languages)
    d.window.footer.hide()
    d.window.languages.open()


def _going_back(d: Door) -> None:
    """The strip that says that the school's language comes back."""
    d.attach()
    other = next(one for one in i18n.LANGUAGES if one != i18n.current())
    d.window._language.use_settings(Settings(language=other.code))
    d.window._show_strip(d.window._language._words(i18n.number(15)))


def _last_welcome(d: Door) -> None:
    """The next one is marked while the last welcome still fades."""
    d.attach().see().answer(_hello(d))
    last = GreetingLabel("kite", d.studio.said("N. H.", "ن. ح."))
    d.see().answer(replace(_hello(d), event=EventId("e2"), label=last))


def _woken(d: Door) -> None:
    """Somebody has touched the dark screen."""
    d.attach(resting_view(MORNING.plus(timedelta(hours=22))), CameraState.RESTING)
    d.window._night.touch()


def _sound(d: Door) -> None:
    d.window.sounds = Tones()
    d.attach()


def _removal(d: Door) -> None:
    d.attach().window._open_about()
    d.window.about._ask()


def _start(d: Door) -> None:
    d.window.ask_start(FakeStart())


def _start_wrong(d: Door) -> None:
    start = FakeStart()
    d.window.ask_start(start)
    d.window.start._phrase.setText("not the one")
    d.window.start._ask()
    start.tries[-1][-1].set_exception(KioskError(Code.PASSPHRASE_WRONG))
    d.studio.settle()


def _no_camera_demo(d: Door) -> None:
    d.window.set_demo_offered(True)
    d.attach(state=CameraState.NONE)


PAGES: Final[dict[str, Drive]] = {
    "own-day": lambda d: d.attach().see().answer(_hello(d, lessons=3)),
    "late-own-day": lambda d: d.attach().see().answer(_hello(d, MarkState.LATE, 12, lessons=2)),
    "tick-only": lambda d: (
        d.attach().see().answer(replace(welcome(), label=replace(LABEL, symbol="", text="")))
    ),
    "several": lambda d: d.attach().stand(waiting=2.0),
    "trial": lambda d: d.attach(d.view(is_trial=True)),
    "two-classes": lambda d: d.attach(d.view(sessions=2)),
    "three-classes": lambda d: d.attach(d.view(sessions=3)),
    "closed-till-tomorrow": lambda d: d.attach(closed_view(MORNING.plus(timedelta(days=1)))),
    "resting-till-today": lambda d: d.attach(resting_view(MORNING.plus(_TO_NEXT)), CameraState.RESTING),
    "resting-for-good": lambda d: d.attach(resting_view(), CameraState.RESTING),
    "resting-touched": _woken,
    "demo-offered": _no_camera_demo,
    "pad": lambda d: d.attach().window.open_pad(),
    "pad-typed": _pad_typed,
    "pad-wrong": _pad_wrong,
    "pad-letters": _pad_letters,
    "pad-warning": _pad_warning,
    "choose-warning": _choose_warning,
    "languages": _languages,
    "language-goes-back": _going_back,
    "sound-button": _sound,
    "last-welcome": _last_welcome,
    "withdraw": lambda d: d.attach().window.about.removal_asked.emit(),
    "about": lambda d: d.attach().window._open_about(),
    "about-removal": _removal,
    "start": _start,
    "start-wrong": _start_wrong,
}
"""What else is shown at the door."""

SETTINGS: Final[dict[str, Settings]] = {"kiosk-press-to-start": Settings(press_to_start=True)}
"""Settings that a state needs, by its name; the usual ones for all others."""


def _stop(name: str, drive: Drive, screen: Screen | None) -> Stop[Studio]:
    def visit(studio: Studio) -> Iterator[Shown]:
        door = Door(studio, SETTINGS.get(name))
        try:
            drive(door)
            door.draw()
            if screen is not None and screen not in NOT_ON_THE_STAGE:
                door.shows(screen)
            yield Shown(name, door.window)
        finally:
            door.close()

    return Stop((name,), visit)


def _at_work(drive: Drive) -> Drive:
    return lambda d: drive(d.attach())


def name_of(kind: Screen | Hint) -> str:
    """Give the state's name of a screen or a hint."""
    middle = "guiding-" if isinstance(kind, Hint) else ""
    return f"kiosk-{middle}{kind.value.replace('_', '-')}"


STOPS: Final[tuple[Stop[Studio], ...]] = (
    *(_stop(name_of(screen), drive, screen) for screen, drive in SCREENS.items()),
    *(_stop(name_of(hint), _at_work(drive), Screen.GUIDING) for hint, drive in HINTS.items()),
    *(_stop(f"kiosk-{name}", drive, None) for name, drive in PAGES.items()),
)
