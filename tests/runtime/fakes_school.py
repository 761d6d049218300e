"""A trial school with two pupils, and a feed that plays what a test puts into it."""

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.cards import CardSighting
from kiosk.domain.clock import Instant
from kiosk.domain.evidence import Refusal, Sighting
from kiosk.domain.frames import Frame, SourceKind
from kiosk.domain.people import Person, SchoolClass
from kiosk.domain.sessions import Session
from kiosk.paths import DataDir
from kiosk.runtime.api import CameraHealth, CameraState, NewSchool
from kiosk.runtime.camera import CameraTimings
from kiosk.runtime.clock import Clock
from kiosk.runtime.collecting import CollectingLimits
from kiosk.runtime.services import Services
from kiosk.runtime.setup import Setup
from kiosk.settings import Settings
from kiosk.storage.vault import CreatedVault, NewVault, Vault
from kiosk.vision.sources import SourceSpec
from kiosk.vision.synthetic import ASTRONAUT, GRACE_HOPPER, Portrait, SyntheticWalkUp, WalkUpPlan
from tests.fakes_storage import LIGHT, PASSPHRASE, ZONE, SchoolClock

WAIT_S = 60.0
FRAME_NS = 66_666_667
SYNTHETIC = SourceSpec(SourceKind.SYNTHETIC, "")


def light_creator(data_dir: DataDir, plan: NewVault, clock: Clock) -> CreatedVault:
    return Vault.create(data_dir, plan, clock, policy=LIGHT, keyrings=())


def light_opener(data_dir: DataDir, clock: Clock) -> Vault:
    return Vault.open(data_dir, clock, keyrings=())


def new_school(*, is_trial: bool = True) -> NewSchool:
    return NewSchool("Hilltop School", "Grace Admin", PASSPHRASE, "7b", is_trial, ZONE)


def make_school(folder: Path, clock: Clock, *, is_trial: bool = True) -> DataDir:
    data_dir = DataDir(folder)
    setup = Setup(data_dir, clock=clock, creator=light_creator)
    setup.create(new_school(is_trial=is_trial)).result(WAIT_S)
    assert setup.stop(WAIT_S)
    return data_dir


class ScriptedFeed:
    """Gives the pictures a test puts in, one a question, and says when the last was looked at."""

    is_live = False

    def __init__(self, kind: SourceKind = SourceKind.SYNTHETIC) -> None:
        self.kind = kind
        self._images: deque[NDArray[np.uint8]] = deque()
        self._changed = threading.Condition()
        self._seq = 0
        self._was_asked_again = False
        self.is_closed = False
        self.state = CameraState.WORKING

    def put(self, images: Iterable[NDArray[np.uint8]]) -> None:
        """Put pictures in."""
        with self._changed:
            self._images.extend(images)
            self._was_asked_again = False
            self._changed.notify_all()

    def play(self, images: Iterable[NDArray[np.uint8]]) -> None:
        """Put pictures in and wait until the last of them was worked on."""
        self.put(images)
        with self._changed:
            assert self._changed.wait_for(lambda: not self._images and self._was_asked_again, WAIT_S)

    def next_frame(self, timeout_s: float) -> Frame | None:
        with self._changed:
            if not self._images:
                self._was_asked_again = True
                self._changed.notify_all()
                self._changed.wait_for(lambda: bool(self._images), timeout_s)
            if not self._images:
                return None
            self._seq += 1
            return Frame(self._seq, self._seq * FRAME_NS, self.kind, self._images.popleft())

    def health(self) -> CameraHealth:
        return CameraHealth(self.state, self.kind)

    def close(self) -> list[str]:
        self.is_closed = True
        return []


def walk_up(portraits: Path, who: Portrait, hold: int = 24) -> list[NDArray[np.uint8]]:
    plan = WalkUpPlan(empty=8, hold=hold)
    return list(SyntheticWalkUp(portraits, (who,), plan))


@dataclass
class RunningSchool:
    """Services with a scripted feed, and what came out of the camera."""

    services: Services
    feed: ScriptedFeed
    clock: SchoolClock
    portraits: Path
    school_class: SchoolClass
    astronaut: Person
    other: Person
    outcomes: list[Sighting | Refusal]

    def enrol(self, person: Person, portrait: Portrait) -> None:
        desk = self.services.desk
        desk.record_consent(person.id, "signed form 12", "self", date(2027, 7, 31)).result(WAIT_S)
        enrolled = desk.enrol_pictures(person.id, [self.portraits / portrait.file]).result(WAIT_S)
        assert (enrolled.captures, enrolled.refused) == (1, ())

    def open_session(self) -> Session:
        now = self.clock()
        starts = now.plus(timedelta(minutes=10))
        ends = starts.plus(timedelta(hours=1))
        return self.services.desk.open_session(self.school_class.id, starts, ends).result(WAIT_S)

    def walk_up(self, who: Portrait, hold: int = 24) -> list[Sighting | Refusal]:
        """Let somebody come, stand and go; gives what the camera thread said of them."""
        self.outcomes.clear()
        self.feed.play(walk_up(self.portraits, who, hold))
        return list(self.outcomes)

    def embedder_calls(self) -> int:
        """Ask on the camera thread how often the embedder ran."""
        calls: int = self.services.with_models(lambda models: models._embedder.calls).result(WAIT_S)  # type: ignore[attr-defined]
        return calls


@contextmanager
def running_school(
    folder: Path,
    portraits: Path,
    *,
    has_index: bool = False,
    chosen: Settings | None = None,
    models: Path | None = None,
) -> Iterator[RunningSchool]:
    clock = SchoolClock()
    data_dir = make_school(folder, clock)
    feed = ScriptedFeed()
    services = Services(
        data_dir,
        chosen or Settings(),
        clock=clock,
        models=models,
        opener=light_opener,
        feed_opener=lambda spec, is_trial: feed,
        has_index=has_index,
        timings=CameraTimings(wait_s=0.02),
        collecting=CollectingLimits(needed=3, apart_s=0.2, patience_s=0.2, timeout_s=20.0),
        tick_s=0.05,
    )
    try:
        services.start(SYNTHETIC)
        services.desk.sign_in(PASSPHRASE).result(WAIT_S)
        (school_class,) = services.desk.classes().result(WAIT_S)
        astronaut = services.desk.add_person("S-1", "Eileen C.", [school_class.id]).result(WAIT_S)
        other = services.desk.add_person("S-2", "Somebody Else", [school_class.id]).result(WAIT_S)
        outcomes: list[Sighting | Refusal] = []

        def keep(outcome: Sighting | Refusal | CardSighting) -> None:
            if not isinstance(outcome, CardSighting):
                outcomes.append(outcome)

        services.camera.on_outcome(keep)
        yield RunningSchool(services, feed, clock, portraits, school_class, astronaut, other, outcomes)
    finally:
        assert services.stop() == []
    assert feed.is_closed


__all__ = ["ASTRONAUT", "GRACE_HOPPER", "Instant", "RunningSchool", "running_school"]
