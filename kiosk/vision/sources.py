"""Where frames come from: a camera, a video file, a folder of pictures, or the synthetic walk-up.

Only what exists on this machine reaches OpenCV, which would open addresses, pipelines and playlists as
gladly: a source's text is matched against four forms, a path is resolved first, and a file has to have a
video's name *and* a video's first bytes.
"""

import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.frames import Frame, SourceKind
from kiosk.errors import Code, KioskError
from kiosk.paths import resources_dir
from kiosk.vision.cameras import is_camera_there, is_virtual_camera
from kiosk.vision.opencv import cv2
from kiosk.vision.pictures import is_picture, read_picture
from kiosk.vision.synthetic import SyntheticWalkUp

CAMERA_PREFIX = "camera:"
SYNTHETIC_NAME = "synthetic"
CAMERA_WIDTH_PX, CAMERA_HEIGHT_PX, CAMERA_FRAMES_PER_S = 1280, 720, 30.0
FOLDER_FRAMES_PER_S = 15.0
FOLDER_HOLD_FRAMES = 18
"""Each picture stands for 1.2 s: longer than a refusal's patience of 15 good frames."""
FOLDER_GAP_FRAMES = 15
"""Then a second of nothing, so that two pictures are two people walking up."""
_SANE_FRAMES_PER_S = (1.0, 240.0)
_CONTAINERS = {
    ".mp4": "iso",
    ".m4v": "iso",
    ".mov": "iso",
    ".avi": "avi",
    ".mkv": "matroska",
    ".webm": "matroska",
}
_MAGIC_BYTES = 12
_LARGEST_INDEX = 63


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """A source that was named and found.

    Attributes:
        kind: What it is.
        where: A camera's index or path, a file's or folder's absolute path, "" for the synthetic walk-up.
    """

    kind: SourceKind
    where: str

    @property
    def label(self) -> str:
        """What an error may say of it: a camera as written, otherwise the last part of the path."""
        return self.where if self.kind is SourceKind.CAMERA else Path(self.where).name or self.kind.value


class Source(Protocol):
    """Gives frames until it ends. One thread reads; `close` may come from another."""

    @property
    def kind(self) -> SourceKind:
        """What the frames come from."""

    @property
    def frame_interval_s(self) -> float:
        """Seconds between frames."""

    def read(self) -> Frame | None:
        """Give the next frame, or None at the end. Raises KioskError SOURCE_UNREADABLE, CAMERA_STALLED."""

    def close(self) -> None:
        """Let go of the device or file; again does nothing."""


def parse_source(text: str) -> SourceSpec:
    """Read what a user named as a source.

    Args:
        text: "camera:INDEX", "camera:/dev/PATH", "synthetic", or an existing file or folder.

    Raises:
        KioskError: SOURCE_MISSING when nothing is there, SOURCE_REFUSED when it is no local file, folder or
            device, or a file that is no video.
    """
    if text == SYNTHETIC_NAME:
        return SourceSpec(SourceKind.SYNTHETIC, "")
    if not text or "\0" in text or "\n" in text:
        raise KioskError(Code.SOURCE_REFUSED, where=ascii(text))
    if text.startswith(CAMERA_PREFIX):
        return _parse_camera(text.removeprefix(CAMERA_PREFIX))
    try:
        path = Path(text).resolve(strict=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links
        code = Code.SOURCE_REFUSED if _looks_like_address(text) else Code.SOURCE_MISSING
        raise KioskError(code, where=text) from error
    if path.is_dir():
        return SourceSpec(SourceKind.FOLDER, str(path))
    if not path.is_file() or not _is_video(path):
        raise KioskError(Code.SOURCE_REFUSED, where=path.name)
    return SourceSpec(SourceKind.FILE, str(path))


def check_source(spec: SourceSpec, *, is_trial: bool) -> None:
    """Hold real data to real cameras.

    Raises:
        KioskError: SOURCE_NOT_FOR_REAL or CAMERA_VIRTUAL.
    """
    if is_trial:
        return
    if spec.kind is not SourceKind.CAMERA:
        raise KioskError(Code.SOURCE_NOT_FOR_REAL, where=spec.label, detail=spec.kind.value)
    if is_virtual_camera(spec.where):
        raise KioskError(Code.CAMERA_VIRTUAL, where=spec.label)


def open_source(
    spec: SourceSpec,
    *,
    is_trial: bool,
    paced: bool = False,
    monotonic_ns: Callable[[], int] = time.monotonic_ns,
) -> Source:
    """Open a source.

    Args:
        spec: From parse_source.
        is_trial: Whether the data directory is a trial.
        paced: Whether a file, folder or synthetic source keeps to its own frame rate; otherwise frames come
            as fast as they are read, stamped as if they had come at that rate.
        monotonic_ns: The clock.

    Raises:
        KioskError: SOURCE_NOT_FOR_REAL, CAMERA_VIRTUAL, CAMERA_NONE, CAMERA_TAKEN, SOURCE_UNREADABLE.
    """
    check_source(spec, is_trial=is_trial)
    if spec.kind is SourceKind.CAMERA:
        return CameraSource(spec.where, monotonic_ns)
    if spec.kind is SourceKind.SYNTHETIC:
        walk_up = SyntheticWalkUp(resources_dir() / "portraits")
        images: Iterator[NDArray[np.uint8]] = iter(walk_up)
        rate = walk_up.frames_per_s
    elif spec.kind is SourceKind.FOLDER:
        images, rate = _folder_images(Path(spec.where)), FOLDER_FRAMES_PER_S
    else:
        images, rate = _video_images(Path(spec.where))
    return PlayedSource(spec.kind, images, 1.0 / rate, paced=paced, monotonic_ns=monotonic_ns)


class CameraSource:
    """A camera through OpenCV. Its `read` may block for ever: runtime keeps it in a process of its own."""

    kind = SourceKind.CAMERA

    def __init__(self, where: str, monotonic_ns: Callable[[], int] = time.monotonic_ns) -> None:
        """Open the camera at `where`, an index or a device path.

        Raises:
            KioskError: CAMERA_NONE when it is not there, CAMERA_TAKEN when it is and does not open.
        """
        target: int | str = int(where) if where.isdecimal() else where
        backend = cv2.CAP_V4L2 if sys.platform.startswith("linux") else cv2.CAP_ANY
        self._capture = cv2.VideoCapture(target, backend)
        if not self._capture.isOpened():
            self._capture.release()
            raise KioskError(Code.CAMERA_TAKEN if is_camera_there(where) else Code.CAMERA_NONE, where=where)
        for name, value in (
            (cv2.CAP_PROP_FRAME_WIDTH, CAMERA_WIDTH_PX),
            (cv2.CAP_PROP_FRAME_HEIGHT, CAMERA_HEIGHT_PX),
            (cv2.CAP_PROP_BUFFERSIZE, 1),
        ):
            self._capture.set(name, value)
        rate = self._capture.get(cv2.CAP_PROP_FPS)
        self.frame_interval_s = 1.0 / _sane_rate(rate, CAMERA_FRAMES_PER_S)
        self._monotonic_ns = monotonic_ns
        self._seq = 0

    def read(self) -> Frame | None:
        """Give the newest frame. Raises KioskError CAMERA_STALLED when the camera gives none."""
        has_frame, bgr = self._capture.read()
        if not has_frame or bgr is None:
            raise KioskError(Code.CAMERA_STALLED)
        self._seq += 1
        return Frame(self._seq, self._monotonic_ns(), self.kind, _to_rgb(bgr))

    def close(self) -> None:
        """Release the device."""
        self._capture.release()


class PlayedSource:
    """Pictures made in advance, at a fixed rate: a video file, a folder, the synthetic walk-up."""

    def __init__(
        self,
        kind: SourceKind,
        images: Iterator[NDArray[np.uint8]],
        frame_interval_s: float,
        *,
        paced: bool,
        monotonic_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        """Take an iterator of (height, width, 3) uint8 RGB pictures; the clock's zero is now."""
        self.kind = kind
        self.frame_interval_s = frame_interval_s
        self._images = images
        self._is_paced = paced
        self._monotonic_ns = monotonic_ns
        self._begun_ns = monotonic_ns()
        self._seq = 0
        self._closed = threading.Event()

    def read(self) -> Frame | None:
        """Give the next frame, at its time when paced; None at the end and after `close`."""
        if self._closed.is_set():
            return None
        image = next(self._images, None)
        if image is None:
            return None
        due_ns = self._begun_ns + round(self._seq * self.frame_interval_s * 1e9)
        self._seq += 1
        if self._is_paced:
            wait_s = (due_ns - self._monotonic_ns()) / 1e9
            if wait_s > 0 and self._closed.wait(wait_s):
                return None
        return Frame(self._seq, due_ns, self.kind, image)

    def close(self) -> None:
        """End the source; the file is let go when its reader is."""
        self._closed.set()


def _parse_camera(where: str) -> SourceSpec:
    if where.isascii() and where.isdecimal():
        if int(where) > _LARGEST_INDEX:
            raise KioskError(Code.SOURCE_MISSING, where=CAMERA_PREFIX + where)
        return SourceSpec(SourceKind.CAMERA, str(int(where)))
    if not where.startswith("/"):
        raise KioskError(Code.SOURCE_REFUSED, where=CAMERA_PREFIX + where)
    try:
        mode = Path(where).stat().st_mode
    except OSError as error:
        raise KioskError(Code.SOURCE_MISSING, where=CAMERA_PREFIX + where) from error
    if not stat.S_ISCHR(mode):
        raise KioskError(Code.SOURCE_REFUSED, where=CAMERA_PREFIX + where)
    return SourceSpec(SourceKind.CAMERA, where)


def _looks_like_address(text: str) -> bool:
    head = text.split("/", 1)[0]
    return ":" in head or "!" in text or "|" in text


def _is_video(path: Path) -> bool:
    """Say whether name and first bytes agree on a container that cannot name other files."""
    container = _CONTAINERS.get(path.suffix.lower())
    try:
        with path.open("rb") as file:
            head = file.read(_MAGIC_BYTES)
    except OSError:
        return False
    if container == "iso":
        return head[4:8] in {b"ftyp", b"moov", b"mdat", b"wide", b"free"}
    if container == "avi":
        return head[:4] == b"RIFF" and head[8:12] == b"AVI "
    return container == "matroska" and head[:4] == b"\x1aE\xdf\xa3"


def _video_images(path: Path) -> tuple[Iterator[NDArray[np.uint8]], float]:
    capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    if not capture.isOpened():
        capture.release()
        raise KioskError(Code.SOURCE_UNREADABLE, where=path.name)
    return _frames_of(capture), _sane_rate(capture.get(cv2.CAP_PROP_FPS), FOLDER_FRAMES_PER_S)


def _frames_of(capture: "cv2.VideoCapture") -> Iterator[NDArray[np.uint8]]:
    try:
        while True:
            has_frame, bgr = capture.read()
            if not has_frame or bgr is None:
                return
            yield _to_rgb(bgr)
    finally:
        capture.release()


def _folder_images(folder: Path) -> Iterator[NDArray[np.uint8]]:
    """Show each picture for a while and then nothing for a while; unreadable files are passed over.

    Raises:
        KioskError: SOURCE_UNREADABLE when the folder holds no picture at all; at the end, when none was one.
    """
    paths = sorted(path for path in folder.iterdir() if is_picture(path) and path.is_file())
    if not paths:
        raise KioskError(Code.SOURCE_UNREADABLE, where=folder.name)
    return _shown_in_turn(folder, paths)


def _shown_in_turn(folder: Path, paths: list[Path]) -> Iterator[NDArray[np.uint8]]:
    has_shown = False
    for path in paths:
        try:
            image = read_picture(path)
        except KioskError:
            continue
        has_shown = True
        for _ in range(FOLDER_HOLD_FRAMES):
            yield image
        nothing = np.full_like(image, 127)
        for _ in range(FOLDER_GAP_FRAMES):
            yield nothing
    if not has_shown:
        raise KioskError(Code.SOURCE_UNREADABLE, where=folder.name)


def _to_rgb(bgr: "cv2.typing.MatLike") -> NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), dtype=np.uint8)


def _sane_rate(rate: float, otherwise: float) -> float:
    low, high = _SANE_FRAMES_PER_S
    return rate if low <= rate <= high else otherwise
