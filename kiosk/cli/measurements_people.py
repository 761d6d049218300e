"""Who stands before the camera while the door is measured: made-up people, painted by the capture process.

They come through the real capture process and its shared memory, at a camera's rate and size. What a real
camera's driver and decoder cost is not in it; painting the pictures costs a few milliseconds instead.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from math import sin
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli.paced_camera import PacedCamera
from kiosk.paths import resources_dir

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kiosk.vision.synthetic import Portrait

    Fitted = tuple[NDArray[np.uint8], NDArray[np.uint8]]
    """Somebody, as far as they are seen, and how much of what is behind them is."""

WIDTH_PX, HEIGHT_PX, FRAMES_PER_S = 1280, 720, 30.0
"""What the kiosk asks a camera for."""
NEAR = 0.46
"""Height of a face at the kiosk as a share of the frame's."""
PATIENCE_S = 15.0
"""Whoever is not let go after this long walks on, and counts as missed."""
REACTION_S = 0.3
"""From the tick on the screen to the first step away."""
_COMES_S, _GOES_S, _EMPTY_S = 0.5, 0.33, 0.2
_REACH = 2.2
"""Side of the square that is cut out around a face, over the face's height."""
_BEGIN, _GONE, _CAME = "begin", "gone", "came"
"""Files: the first one may come; a byte for each who may go; a line for each who came."""
_NOISES = 8
_PHOTOS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a face is in the frame.

    Attributes:
        height: Chin to forehead as a share of the frame's height.
        x: Its middle as a share of the width.
        y: The same of the height.
    """

    height: float
    x: float
    y: float

    def towards(self, other: "Place", share: float) -> "Place":
        """Give the place that share of the way to another one, beginning and ending slowly."""
        eased = share * share * (3.0 - 2.0 * share)

        def between(here: float, there: float) -> float:
            return here + (there - here) * eased

        return Place(between(self.height, other.height), between(self.x, other.x), between(self.y, other.y))


FRONT = Place(NEAR, 0.5, 0.5)
FAR, OUT = Place(0.14, 0.8, 0.42), Place(NEAR, -0.3, 0.5)
"""Where somebody comes from who walks up alone, and where they go."""
BEHIND, DOWN = Place(0.2, 0.5, 0.45), Place(NEAR, 0.5, 1.6)
"""Where somebody comes from who steps up between two others, and where they go."""
BESIDE = (Place(0.3, 0.15, 0.48), Place(0.3, 0.85, 0.48))
"""Two who wait beside, large enough for the detector to find them in every frame."""
Who = int
"""Somebody's place in the row of those who come; below 0 for the two who wait, the portraits as they are."""
_WAITING: tuple[Who, ...] = (-2, -1)


def make_people(folder: Path, count: int) -> list[tuple[Path, ...]]:
    """Make people: a picture of each for the camera, and photographs of each to be enrolled from.

    Args:
        folder: Where the pictures go.
        count: At most as many as kiosk.vision.made_up has large faces.

    Returns:
        The photographs of each.

    Raises:
        KioskError: FILE_UNREADABLE or SOURCE_UNREADABLE when a portrait is missing.
    """
    from kiosk.vision.made_up import LARGE_FACES, made_up
    from kiosk.vision.pictures import read_picture
    from kiosk.vision.synthetic import ASTRONAUT, GRACE_HOPPER

    portraits = (ASTRONAUT, GRACE_HOPPER)
    sources = {one: read_picture(resources_dir() / "portraits" / one.file) for one in portraits}
    for who, one in zip(_WAITING, portraits, strict=True):
        _cut_out(folder, who, sources[one], one)
    for who, (one, seed) in enumerate(LARGE_FACES[:count]):
        _cut_out(folder, who, made_up(sources[one], one, seed), one)
    stage = Stage(folder, range(count))
    return [_photos(stage, folder, who) for who in range(count)]


def _cut_out(folder: Path, who: Who, picture: "NDArray[np.uint8]", portrait: "Portrait") -> None:
    import numpy as np

    from kiosk.vision.opencv import cv2

    height, width = picture.shape[:2]
    scale = NEAR * HEIGHT_PX / (portrait.face_height * height)
    side = round(_REACH * NEAR * HEIGHT_PX)
    to_cutout = np.array(
        [
            [scale, 0.0, side / 2 - scale * portrait.face_x * width],
            [0.0, scale, side / 2 - scale * portrait.face_y * height],
        ]
    )
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    cutout = cv2.warpAffine(picture, to_cutout, (side, side), flags=method, borderMode=cv2.BORDER_REPLICATE)
    cv2.imwrite(str(_cutout_file(folder, who)), np.ascontiguousarray(cutout[:, :, ::-1]))


def _cutout_file(folder: Path, who: Who) -> Path:
    return folder / f"{who:02}.png"


def _photos(stage: "Stage", folder: Path, who: Who) -> tuple[Path, ...]:
    from kiosk.vision.opencv import cv2

    paths = []
    for number in range(_PHOTOS):
        place = Place(NEAR * (0.97 + 0.02 * number), 0.49 + 0.008 * number, 0.5)
        paths.append(folder / f"{who:02}-{number}.png")
        cv2.imwrite(str(paths[-1]), stage.show([(who, place)])[:, :, ::-1])
    return tuple(paths)


class Stage:
    """Puts people into a doorway. For one thread."""

    def __init__(self, folder: Path, people: Sequence[Who]) -> None:
        """Read their pictures.

        Args:
            folder: Where `make_people` put them.
            people: Who.

        Raises:
            KioskError: FILE_UNREADABLE or SOURCE_UNREADABLE.
        """
        import numpy as np

        from kiosk.vision.pictures import read_picture

        self._cover = _cover(round(_REACH * NEAR * HEIGHT_PX))
        self._cutouts = {who: read_picture(_cutout_file(folder, who)) for who in people}
        self._fitting: dict[Who, tuple[int, Fitted]] = {}
        down = np.linspace(165.0, 117.0, HEIGHT_PX).astype(np.uint8)
        self._doorway = np.ascontiguousarray(
            np.broadcast_to(down[:, None, None], (HEIGHT_PX, WIDTH_PX, 3)), dtype=np.uint8
        )
        random = np.random.default_rng(0)
        self._noises = cycle([random.integers(0, 7, self._doorway.shape, np.uint8) for _ in range(_NOISES)])

    def show(self, present: Sequence[tuple[Who, Place]]) -> "NDArray[np.uint8]":
        """Give the picture of some people, the nearest in front.

        Args:
            present: Who is where.

        Returns:
            (HEIGHT_PX, WIDTH_PX, 3) uint8 RGB, with a camera's noise.
        """
        import numpy as np

        from kiosk.vision.opencv import cv2

        frame = self._doorway.copy()
        here = {who for who, _ in present}
        self._fitting = {who: fitted for who, fitted in self._fitting.items() if who in here}
        for who, place in sorted(present, key=lambda one: one[1].height):
            self._put(frame, who, place)
        return np.asarray(cv2.add(frame, next(self._noises)), dtype=np.uint8)

    def _put(self, frame: "NDArray[np.uint8]", who: Who, place: Place) -> None:
        from kiosk.vision.opencv import cv2

        person, behind = self._fitted(who, round(_REACH * place.height * HEIGHT_PX))
        side = person.shape[0]
        left, top = round(place.x * WIDTH_PX - side / 2), round(place.y * HEIGHT_PX - side / 2)
        here = slice(max(0, top), min(HEIGHT_PX, top + side)), slice(max(0, left), min(WIDTH_PX, left + side))
        there = tuple(
            slice(part.start - at, part.stop - at) for part, at in zip(here, (top, left), strict=True)
        )
        if here[0].start >= here[0].stop or here[1].start >= here[1].stop:
            return
        seen = cv2.multiply(frame[here], behind[there], scale=1 / 255)
        frame[here] = cv2.add(seen, person[there])

    def _fitted(self, who: Who, side: int) -> "Fitted":
        """Give somebody as large as they are seen; whoever stands still is made so once."""
        import numpy as np

        from kiosk.vision.opencv import cv2

        last = self._fitting.get(who)
        if last is not None and last[0] == side:
            return last[1]
        person = cv2.resize(self._cutouts[who], (side, side), interpolation=cv2.INTER_LINEAR)
        cover = cv2.resize(self._cover, (side, side), interpolation=cv2.INTER_LINEAR)
        weighed = np.asarray(cv2.multiply(person, cover, scale=1 / 255), dtype=np.uint8)
        fitted = weighed, np.asarray(cv2.bitwise_not(cover), dtype=np.uint8)
        self._fitting[who] = (side, fitted)
        return fitted


def _cover(side: int) -> "NDArray[np.uint8]":
    """Give how much of somebody is seen, of 255, in each colour: all in the middle, nothing at the edges."""
    import numpy as np

    edge = np.minimum(np.arange(side), np.arange(side)[::-1]) / (side * 0.18)
    ramp = np.clip(edge, 0.0, 1.0)
    cover = np.asarray(np.round(255 * np.outer(ramp, ramp)), dtype=np.uint8)
    return np.repeat(cover[:, :, None], 3, axis=2)


@dataclass(frozen=True, slots=True)
class Signs:
    """What the program that is measured and its camera tell each other, by files of one folder."""

    folder: Path

    def let_come(self) -> None:
        """Let the first one come."""
        (self.folder / _BEGIN).touch()

    def may_come(self) -> bool:
        """Say whether the first one may come."""
        return (self.folder / _BEGIN).exists()

    def let_go(self) -> None:
        """Let whoever stands in front go: they have seen the tick."""
        with (self.folder / _GONE).open("ab") as file:
            file.write(b".")

    def gone(self) -> int:
        """Count those who may go."""
        path = self.folder / _GONE
        return path.stat().st_size if path.exists() else 0

    def note_coming(self) -> None:
        """Note that somebody comes now."""
        with (self.folder / _CAME).open("a", encoding="ascii") as file:
            file.write(f"{time.monotonic_ns()}\n")

    def came_s(self) -> list[float]:
        """Give when each one came, by the clock that all processes share."""
        path = self.folder / _CAME
        whole = path.read_text("ascii").rpartition("\n")[0] if path.exists() else ""
        return [int(line) / 1e9 for line in whole.splitlines()]


def three_in_view(
    signs: Signs, people: int, each_s: float, now: Callable[[], float] = time.monotonic
) -> "Iterator[Sequence[tuple[Who, Place]]]":
    """Have one in front and two beside all the time; another one steps to the front every few seconds.

    Args:
        signs: When the first one comes.
        people: How many there are; they come round and round.
        each_s: How long each is in front, ticked or not.
        now: Seconds.
    """
    while not signs.may_come():
        yield ()
    began, last = now(), -1
    while True:
        since = now() - began
        turn = int(since // each_s)
        if turn > last:
            signs.note_coming()
            last = turn
        share = min(1.0, (since - turn * each_s) / _COMES_S)
        present = [(who, _swaying(place, since, who)) for who, place in zip(_WAITING, BESIDE, strict=True)]
        present.append((turn % people, _swaying(BEHIND.towards(FRONT, share), since, turn)))
        if turn > 0 and share < 1.0:
            present.append(((turn - 1) % people, FRONT.towards(DOWN, share)))
        yield present


def one_after_the_other(
    signs: Signs, people: int, now: Callable[[], float] = time.monotonic
) -> "Iterator[Sequence[tuple[Who, Place]]]":
    """Let people step up one by one; each stays until they are let go, and the next one comes.

    Args:
        signs: When the first one comes, and who may go.
        people: How many come.
        now: Seconds.
    """
    while not signs.may_come():
        yield ()
    for who in range(people):
        before = signs.gone()
        signs.note_coming()
        for share in _passing(_COMES_S, now):
            yield [(who, FAR.towards(FRONT, share))]
        came, seen = now(), None
        while now() - came < PATIENCE_S and (seen is None or now() - seen < REACTION_S):
            if seen is None and signs.gone() > before:
                seen = now()
            yield [(who, _swaying(FRONT, now(), who))]
        for share in _passing(_GOES_S, now):
            yield [(who, FRONT.towards(OUT, share))]
        for _ in _passing(_EMPTY_S, now):
            yield ()
    while True:
        yield ()


def _passing(seconds: float, now: Callable[[], float]) -> "Iterator[float]":
    """Give the share of a time that has passed, again and again until it is over."""
    began = now()
    while (passed := now() - began) < seconds:
        yield passed / seconds


def _swaying(place: Place, seconds: float, who: Who) -> Place:
    sway = 0.004 * sin(3.7 * seconds + who)
    return Place(place.height, place.x + sway, place.y + sway / 2)


def device(folder: Path, people: int, each_s: float = 0.0) -> str:
    """Name the camera for `open_load` and `open_queue`."""
    return f"{people}:{each_s}:{folder}"


def open_load(name: str) -> PacedCamera:
    """Open the camera that always sees three, in the capture process."""
    people, each_s, folder = _parts(name)
    stage = Stage(folder, [*_WAITING, *range(people)])
    return PacedCamera(map(stage.show, three_in_view(Signs(folder), people, each_s)), FRAMES_PER_S)


def open_queue(name: str) -> PacedCamera:
    """Open the camera that sees one after the other, in the capture process."""
    people, _, folder = _parts(name)
    stage = Stage(folder, range(people))
    return PacedCamera(map(stage.show, one_after_the_other(Signs(folder), people)), FRAMES_PER_S)


def _parts(name: str) -> tuple[int, float, Path]:
    people, each_s, folder = name.split(":", 2)
    return int(people), float(each_s), Path(folder)
