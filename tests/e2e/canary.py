"""Finding a picture again: in any file as bytes, in any file as an encoded picture, and on a grabbed window.

A canary is a picture that occurs nowhere else: a portrait on seeded noise. The search looks for short runs
of its bytes as they would lie in memory (RGB, BGR, grey, at several sizes, as an aligned chip), for the JPEG
and PNG that OpenCV makes of it, and for any JPEG or PNG inside a file that decodes to something like it.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.vision.opencv import cv2

Picture = NDArray[np.uint8]

RUN_BYTES = 24
"""A run this long of a noisy picture has no chance of occurring elsewhere."""
RUNS_A_PICTURE = 12
SIZES = (112, 128, 150, 192, 256, 320)
LOOKS_ALIKE = 0.6
"""Correlation of two pictures shrunk to 48x48 from which they show the same thing; noise gives below 0.2."""
SHOWN_ALIKE = 0.8
"""The same for a place on a window: our own windows without any picture come to 0.63 at the most, a picture
that is shown to 0.9 and more."""
_SHAPE_HEIGHT_PX = 48
_SAME_SHAPE = 0.93
"""A picture this much like one that is looked for already would be found with it."""
_MAGICS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_LARGEST_PICTURE = 8_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a picture was found, and in which form."""

    place: str
    form: str


@dataclass(slots=True)
class Canary:
    """The forms of one or more pictures, and the search for them."""

    runs: dict[bytes, str] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    shapes: list[Picture] = field(default_factory=list)

    def add(self, picture: Picture, form: str) -> None:
        """Learn a picture, (height, width, 3) uint8 RGB."""
        self.pictures.append(_small(picture))
        shape = _shape(picture)
        for new in (shape, np.ascontiguousarray(shape[:, ::-1])):
            if not any(new.shape == s.shape and _correlation(new, s) > _SAME_SHAPE for s in self.shapes):
                self.shapes.append(new)
        bgr = np.ascontiguousarray(picture[:, :, ::-1])
        self._add_raw(picture, form)
        for suffix in (".jpg", ".png"):
            done, encoded = cv2.imencode(suffix, bgr)
            assert done
            self._add_bytes(encoded.tobytes(), f"{form} as {suffix[1:]}")
        for size in SIZES:
            self._add_raw(_resized(picture, size, cv2.INTER_AREA), f"{form} at {size}")
            self._add_raw(_resized(picture, size, cv2.INTER_LINEAR), f"{form} at {size}, linear")

    def _add_raw(self, picture: Picture, form: str) -> None:
        grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
        for array, order in ((picture, "rgb"), (picture[:, :, ::-1], "bgr"), (grey, "grey")):
            self._add_bytes(np.ascontiguousarray(array).tobytes(), f"{form}, raw {order}")
        planes = np.ascontiguousarray(picture.transpose(2, 0, 1))
        self._add_bytes((planes.astype(np.float32) / np.float32(255.0)).tobytes(), f"{form}, float planes")

    def _add_bytes(self, content: bytes, form: str) -> None:
        step = max(RUN_BYTES, (len(content) - RUN_BYTES) // RUNS_A_PICTURE)
        for start in range(step // 2, len(content) - RUN_BYTES, step):
            run = content[start : start + RUN_BYTES]
            if len(set(run)) > RUN_BYTES // 3:
                self.runs.setdefault(run, form)

    def in_bytes(self, content: bytes, place: str) -> Iterator[Finding]:
        """Search one file's content."""
        forms = {self.runs[run] for run in self._runs_in(content)}
        yield from (Finding(place, form) for form in sorted(forms))
        for magic in _MAGICS:
            start = content.find(magic)
            while start >= 0:
                raw = np.frombuffer(content[start : start + _LARGEST_PICTURE], dtype=np.uint8)
                decoded = cv2.imdecode(raw, cv2.IMREAD_COLOR_RGB)
                if decoded is not None and self.is_shown_by(np.asarray(decoded, dtype=np.uint8)):
                    yield Finding(place, "a picture that looks like it")
                start = content.find(magic, start + 1)

    def _runs_in(self, content: bytes) -> Iterator[bytes]:
        """Give the runs that occur, in one pass: a search for each of thousands took a minute for 10 MB."""
        beginnings = np.unique(np.frombuffer(b"".join(run[:8] for run in self.runs), dtype="<u8"))
        may_begin = np.zeros(1 << 16, dtype=np.bool_)
        may_begin[beginnings & 0xFFFF] = True
        for phase in range(8):
            whole = max(0, len(content) - phase) // 8
            words = np.frombuffer(content[phase : phase + 8 * whole], dtype="<u8")
            places = np.flatnonzero(may_begin[words & 0xFFFF])
            for place in places[np.isin(words[places], beginnings)]:
                start = phase + 8 * int(place)
                run = content[start : start + RUN_BYTES]
                if run in self.runs:
                    yield run

    def in_files(self, folders: Iterable[Path]) -> Iterator[Finding]:
        """Search every regular file below the folders."""
        for folder in folders:
            for parent, _, names in os.walk(folder):
                for name in names:
                    path = Path(parent) / name
                    if path.is_file() and not path.is_symlink():
                        yield from self.in_bytes(path.read_bytes(), str(path))

    def is_shown_by(self, picture: Picture) -> bool:
        """Say whether a whole picture looks like one of the canaries."""
        small = _small(picture)
        return any(_correlation(small, known) > LOOKS_ALIKE for known in self.pictures)

    def is_on_window(self, grab: Picture) -> bool:
        """Say whether one of the canaries is shown anywhere on a grabbed window, at any of several sizes."""
        grey = cv2.cvtColor(grab, cv2.COLOR_RGB2GRAY)
        scale = 1.0
        while scale * _SHAPE_HEIGHT_PX < grey.shape[0]:
            scene = cv2.resize(grey, None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA)
            for shape in self.shapes:
                if shape.shape[0] > scene.shape[0] or shape.shape[1] > scene.shape[1]:
                    continue
                if float(cv2.matchTemplate(scene, shape, cv2.TM_CCOEFF_NORMED).max()) > SHOWN_ALIKE:
                    return True
            scale *= 1.06
        return False


def _small(picture: Picture) -> Picture:
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) if picture.ndim == 3 else picture
    return _resized(np.asarray(grey, dtype=np.uint8), 48, cv2.INTER_AREA)


def _resized(picture: Picture, side: int, interpolation: int) -> Picture:
    return np.asarray(cv2.resize(picture, (side, side), interpolation=interpolation), dtype=np.uint8)


def _shape(picture: Picture) -> Picture:
    """Shrink a picture, its proportions kept, to what is looked for on a window."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    width = round(_SHAPE_HEIGHT_PX * picture.shape[1] / picture.shape[0])
    return np.asarray(
        cv2.resize(grey, (width, _SHAPE_HEIGHT_PX), interpolation=cv2.INTER_AREA), dtype=np.uint8
    )


def _correlation(a: Picture, b: Picture) -> float:
    x, y = a.astype(np.float64).ravel(), b.astype(np.float64).ravel()
    x, y = x - x.mean(), y - y.mean()
    norm = float(np.linalg.norm(x) * np.linalg.norm(y))
    return 0.0 if norm == 0.0 else float(x @ y) / norm
