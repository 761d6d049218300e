"""A crowd of people who do not exist, made of the two public-domain portraits: one walks up after the other.

Who they are is in kiosk.vision.made_up.
"""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.frames import Frame, SourceKind
from kiosk.vision.made_up import FACES, made_up
from kiosk.vision.opencv import cv2
from kiosk.vision.pictures import read_picture
from kiosk.vision.synthetic import Portrait, SyntheticWalkUp, WalkUpPlan

FRAMES_PER_S = 30.0
PLAN = WalkUpPlan(empty=0, approach=16, hold=24, leave=10)
"""A quick step up: half a second to come, a third to go."""
ENROLLED_AT = (6, 12, 20)
REACTION_S = 0.3
"""From the tick on the screen to the first step away."""
PATIENCE_S = 20.0
"""Whoever is not ticked after this long walks on, and counts as missed."""
BETWEEN_S = 0.2
"""An empty doorway between two people."""
_JPEG = [cv2.IMWRITE_JPEG_QUALITY, 92]

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Walker:
    """One person's walk-up as compressed pictures, as a camera delivers them.

    Attributes:
        approach: Coming.
        hold: Standing there, played to and fro as long as it takes.
        leave: Going.
        photos: What they are enrolled from: files of another walk-up.
    """

    approach: tuple[bytes, ...]
    hold: tuple[bytes, ...]
    leave: tuple[bytes, ...]
    photos: tuple[Path, ...]


def make_crowd(portraits: Path, folder: Path, count: int) -> list[Walker]:
    """Make the first `count` people; their pictures go into `folder`.

    Raises:
        ValueError: When there are not that many.
    """
    if not 0 < count <= len(FACES):
        raise ValueError(f"a crowd has 1 to {len(FACES)} people")
    sources = {who.file: read_picture(portraits / who.file) for who, _ in FACES[:2]}
    return [
        _walker(folder, place, portrait, made_up(sources[portrait.file], portrait, seed))
        for place, (portrait, seed) in enumerate(FACES[:count])
    ]


def _walker(folder: Path, place: int, portrait: Portrait, picture: Picture) -> Walker:
    name = f"{place:02}"
    assert cv2.imwrite(str(folder / f"{name}.png"), _bgr(picture))
    person = Portrait(f"{name}.png", portrait.face_x, portrait.face_y, portrait.face_height)
    shown = [_packed(frame) for frame in SyntheticWalkUp(folder, (person,), PLAN, seed=place)]
    still = WalkUpPlan(empty=0, approach=0, hold=max(ENROLLED_AT) + 1, leave=0)
    others = list(SyntheticWalkUp(folder, (person,), still, seed=1000 + place))
    photos = tuple(folder / f"{name}-{moment:02}.png" for moment in ENROLLED_AT)
    for path, moment in zip(photos, ENROLLED_AT, strict=True):
        assert cv2.imwrite(str(path), _bgr(others[moment]))
    there, gone = PLAN.approach, PLAN.approach + PLAN.hold
    return Walker(tuple(shown[:there]), tuple(shown[there:gone]), tuple(shown[gone:]), photos)


def _bgr(picture: Picture) -> Picture:
    return np.ascontiguousarray(picture[:, :, ::-1])


def _packed(picture: Picture) -> bytes:
    is_done, content = cv2.imencode(".jpg", _bgr(picture), _JPEG)
    assert is_done
    return content.tobytes()


class Queue:
    """The people of a crowd, who come one after another once `begin` was called: a Source of frames.

    Whoever was ticked (`let_go`) walks on; the next one steps up at once. One thread reads.
    """

    kind = SourceKind.SYNTHETIC
    frame_interval_s = 1.0 / FRAMES_PER_S

    def __init__(self, crowd: list[Walker], monotonic_ns: Callable[[], int] = time.monotonic_ns) -> None:
        self._crowd = crowd
        self._monotonic_ns = monotonic_ns
        self._begun_ns = monotonic_ns()
        self._seq = 0
        self._begin, self._closed = threading.Event(), threading.Event()
        self._ticked_ns: int | None = None
        self._empty = _packed(_doorway())
        self._frames = self._play()
        self.present = 0
        """How many have come; 0 before the first."""
        self.is_somebody_there = False
        self.is_over = False

    def begin(self) -> None:
        """Let the first one come."""
        self._begin.set()

    def let_go(self) -> None:
        """Say that whoever stands there has seen the tick."""
        self._ticked_ns = self._monotonic_ns()

    def read(self) -> Frame | None:
        """Give the next frame at its time; None after `close`."""
        if self._closed.is_set():
            return None
        packed = next(self._frames)
        due_ns = self._begun_ns + round(self._seq * self.frame_interval_s * 1e9)
        self._seq += 1
        wait_s = (due_ns - self._monotonic_ns()) / 1e9
        if wait_s > 0 and self._closed.wait(wait_s):
            return None
        image = cv2.imdecode(np.frombuffer(packed, np.uint8), cv2.IMREAD_COLOR_RGB)
        assert image is not None
        return Frame(self._seq, due_ns, self.kind, np.asarray(image, dtype=np.uint8))

    def close(self) -> None:
        """Give no more frames."""
        self._closed.set()

    def _play(self) -> Iterator[bytes]:
        while not self._begin.is_set():
            yield self._empty
        for person in self._crowd:
            self._ticked_ns = None
            self.present += 1
            self.is_somebody_there = True
            yield from person.approach
            yield from self._stand(person)
            yield from person.leave
            self.is_somebody_there = False
            yield from [self._empty] * round(BETWEEN_S * FRAMES_PER_S)
        self.is_over = True
        while True:
            yield self._empty

    def _stand(self, person: Walker) -> Iterator[bytes]:
        there_and_back = person.hold + person.hold[-2:0:-1]
        since, place = self._monotonic_ns(), 0
        while not self._is_leaving(since):
            yield there_and_back[place % len(there_and_back)]
            place += 1

    def _is_leaving(self, since_ns: int) -> bool:
        now, ticked = self._monotonic_ns(), self._ticked_ns
        if ticked is not None:
            return now - ticked >= REACTION_S * 1e9
        return now - since_ns >= PATIENCE_S * 1e9


def _doorway() -> Picture:
    down = np.linspace(168, 120, 480).astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(down[:, None, None], (480, 640, 3)))
