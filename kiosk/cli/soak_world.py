"""The real program of a soak: windows, services, database and camera threads, the capture process.

Only what a soak needs to turn is its own: who stands before the camera, and the wall clock.
"""

import os
import secrets
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from kiosk.app import Program
from kiosk.cli import demo_school
from kiosk.cli.soak_marks import Ledger, WatchedDoor
from kiosk.cli.soak_people import GONE, open_people
from kiosk.cli.soak_watch import WatchedFeed
from kiosk.domain.clock import Instant
from kiosk.paths import DataDir, resources_dir
from kiosk.runtime.clock import machine_zone

if TYPE_CHECKING:
    from kiosk.runtime.capture import CaptureProcess
    from kiosk.runtime.feeds import Feed
    from kiosk.runtime.services import Services
    from kiosk.settings import Settings
    from kiosk.vision.sources import SourceSpec

FACES = ("astronaut.png", "grace_hopper.jpg")
WITH_PIN = range(len(FACES), len(demo_school.NAMES) - 4)
"""Whose code is right when it is typed; the last four only ever type a wrong one."""
_CONSENT = timedelta(days=900)


class TurnedClock:
    """A wall clock that a soak can set, over one that goes on by itself."""

    def __init__(self, zone: str) -> None:
        """Begin at the machine's time."""
        self._zone = zone
        self._ahead = timedelta(0)

    def __call__(self) -> Instant:
        """Give the moment it is said to be."""
        return Instant.at(datetime.now(UTC) + self._ahead, self._zone)

    def wall_ns(self) -> int:
        """Give the same as nanoseconds, for whoever watches for steps."""
        return time.time_ns() + round(self._ahead.total_seconds() * 1e9)

    def step(self, by: timedelta) -> None:
        """Set it forward, or back."""
        self._ahead += by

    def go_to_next_day(self) -> None:
        """Set it to tomorrow, eight in the morning."""
        now = self().local
        morning = (now + timedelta(days=1)).replace(hour=8, minute=0, second=0, microsecond=0)
        self.step(morning - now)


class SoakProgram(Program):
    """The program as it is, with a clock that can be set and people who come for ever."""

    def __init__(self, app: QApplication, data_dir: DataDir, *, seed: int, camera: Path) -> None:
        """Prepare.

        Args:
            app: Qt's.
            data_dir: The throw-away school.
            seed: Of who comes when.
            camera: A folder of the camera's own.
        """
        super().__init__(app, data_dir, source="synthetic", windowed=True, demo=None)
        self.clock = TurnedClock(machine_zone())
        self.ledger = Ledger()
        self.feed: WatchedFeed | None = None
        self._camera, self._seed = camera, seed
        self._capture: CaptureProcess | None = None

    @property
    def services(self) -> "Services | None":
        """What runs behind the windows, once it does."""
        return self._services

    @property
    def capture_pid(self) -> int | None:
        """The capture process, while there is one."""
        try:
            return None if self._capture is None else self._capture.pid
        except ValueError:  # it is just being put away, on the camera thread
            return None

    @property
    def capture_restarts(self) -> int:
        """How often it was started again."""
        return 0 if self._capture is None else self._capture.restarts

    @property
    def frames_dropped(self) -> int:
        """Pictures that a newer one replaced before anybody looked."""
        return 0 if self._capture is None else self._capture.dropped

    @property
    def settings(self) -> "Settings":
        """The school's choices."""
        return self._settings

    def signal_capture(self, number: signal.Signals) -> bool:
        """Send the capture process a signal; says whether there was one to be sent to."""
        pid = self.capture_pid
        if pid is None:
            return False
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return False
        return True

    def pull_camera(self, *, is_gone: bool) -> None:
        """Pull the camera out, or put it in again."""
        mark = self._camera / GONE
        if is_gone:
            mark.touch()
        else:
            mark.unlink(missing_ok=True)

    def _build(self) -> "Services":
        from kiosk.runtime.clock import StepWatch
        from kiosk.runtime.services import Services

        services = Services(
            self._data_dir,
            self._settings,
            clock=self.clock,
            feed_opener=self._open_feed,
            watch=StepWatch(self.clock.wall_ns),
        )
        services.door = WatchedDoor(services, self.ledger)
        return services

    def _open_feed(self, spec: "SourceSpec", is_trial: bool) -> "Feed":  # noqa: ARG002 - the same whatever is named
        from kiosk.runtime.feeds import CameraFeed
        from kiosk.vision.cameras import CameraDevice

        device = f"{self._seed}:{self._camera}"
        feed = CameraFeed(
            "",
            is_trial=is_trial,
            find=lambda: [CameraDevice(device, "", is_virtual=False)],
            make=self._make_capture,
        )
        self.feed = WatchedFeed(feed)
        return self.feed

    def _make_capture(self, device: str) -> "CaptureProcess":
        from kiosk.runtime.capture import CaptureProcess

        self._capture = CaptureProcess(device, opener=open_people)
        return self._capture


def make_school(data_dir: DataDir, random: Random, say: Callable[[str], None]) -> dict[str, str]:
    """Make a trial school: two with a face, eighteen with a code, four with neither.

    Args:
        data_dir: Where.
        random: Chooses the PINs.
        say: Told how far it is.

    Returns:
        The PINs by number.

    Raises:
        KioskError: What any of it raises.
    """
    from kiosk.cli.desk import now_here, running

    say("Making a throw-away school ...")
    demo_school.make_empty(data_dir)
    pins: dict[str, str] = {}
    with running(data_dir) as services:
        desk = services.desk
        desk.sign_in(demo_school.PASSPHRASE).result()
        until = now_here().plus(_CONSENT).local_date
        (school_class,) = desk.classes().result()
        for place, name in enumerate(demo_school.NAMES):
            number = str(demo_school.FIRST_NUMBER + place)
            person = desk.add_person(number, name, [school_class.id]).result()
            if place < len(FACES):
                desk.record_consent(person.id, demo_school.CONSENT, "self", until).result()
                desk.enrol_pictures(person.id, [resources_dir() / "portraits" / FACES[place]]).result()
            elif place in WITH_PIN:
                pins[number] = f"{random.randrange(10)}7{random.randrange(100):02}4"
                desk.set_pin(person.id, pins[number]).result()
        desk.sign_out().result()
    return pins


def wrong_pin() -> str:
    """Give a PIN that is nobody's: none of the school's has six digits."""
    return f"{secrets.randbelow(1_000_000):06}"
