import os
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.frames import SourceKind
from kiosk.errors import Code, KioskError
from kiosk.vision import sources
from kiosk.vision.opencv import cv2
from kiosk.vision.sources import PlayedSource, SourceSpec, open_source, parse_source


def write_video(path: Path, count: int = 6, rate: float = 10.0) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), rate, (64, 48))
    for index in range(count):
        writer.write(np.full((48, 64, 3), (0, 0, 40 * index), np.uint8))  # BGR: red grows
    writer.release()
    return path


def write_picture(path: Path, red: int) -> Path:
    cv2.imwrite(str(path), np.full((30, 40, 3), (0, 0, red), np.uint8))
    return path


@pytest.mark.parametrize(
    "text",
    [
        "http://example.com/x.mp4",
        "https://example.com/x.mp4",
        "rtsp://camera.local/stream",
        "rtsp:",
        "udp://@:5000",
        "tcp:1.2.3.4:80",
        "file:///etc/passwd",
        "concat:a.mp4|b.mp4",
        "v4l2src ! videoconvert ! appsink",
        "videotestsrc!appsink",
        "camera:http://example.com",
        "camera:rtsp://example.com",
        "camera:",
        "camera:-1",
        "camera:v4l2src ! appsink",
        "camera:/etc/passwd",
        "camera:../dev/video0",
        "",
        "a\0b",
        "a\nb",
    ],
)
def test_what_is_not_on_this_machine_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenCV would open every one of these forms; none may reach it."""
    monkeypatch.setattr(cv2, "VideoCapture", lambda *_: pytest.fail("OpenCV was asked"))
    with pytest.raises(KioskError) as raised:
        parse_source(text)
    assert raised.value.code is Code.SOURCE_REFUSED


def test_a_loop_of_links_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(KioskError) as raised:
        parse_source(str(tmp_path / "loop"))
    assert raised.value.code is Code.SOURCE_MISSING


@pytest.mark.parametrize("text", ["nothing.mp4", "clip.mp4?x", "camera:/dev/v4l/by-id/none", "camera:99"])
def test_what_is_not_there_is_missing(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_video(tmp_path / "clip.avi")
    with pytest.raises(KioskError) as raised:
        parse_source(text)
    assert raised.value.code is Code.SOURCE_MISSING


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.m3u8", b"#EXTM3U\nhttp://127.0.0.1:9/x.ts\n"),
        ("session.sdp", b"v=0\nc=IN IP4 127.0.0.1\n"),
        ("list.txt", b"file 'http://127.0.0.1:9/x'\n"),
        ("list.mp4", b"#EXTM3U\nhttp://127.0.0.1:9/x.ts\n"),
        ("list.avi", b"#EXTM3U\nhttp://127.0.0.1:9/x.ts\n"),
        ("list.mkv", b"v=0\no=- 0 0 IN IP4 127.0.0.1\n"),
        ("empty.mp4", b""),
    ],
)
def test_a_file_that_is_no_video_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(KioskError) as raised:
        parse_source(str(path))
    assert raised.value.code is Code.SOURCE_REFUSED


def test_ffmpeg_itself_opens_no_address() -> None:
    """The second fence, should a path ever slip through the first."""
    assert not cv2.VideoCapture("http://127.0.0.1:9/x.mp4", cv2.CAP_FFMPEG).isOpened()


@pytest.mark.skipif(os.name != "posix", reason="named pipes are a Unix thing")
def test_a_pipe_is_refused(tmp_path: Path) -> None:
    """Opening one would block for ever."""
    os.mkfifo(tmp_path / "pipe.mp4")
    for text in (str(tmp_path / "pipe.mp4"), f"camera:{tmp_path / 'pipe.mp4'}"):
        with pytest.raises(KioskError) as raised:
            parse_source(text)
        assert raised.value.code is Code.SOURCE_REFUSED


def test_what_is_there_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_video(tmp_path / "a.avi")
    assert parse_source("a.avi") == SourceSpec(SourceKind.FILE, str(tmp_path.resolve() / "a.avi"))
    assert parse_source(".") == SourceSpec(SourceKind.FOLDER, str(tmp_path.resolve()))
    assert parse_source("camera:0") == SourceSpec(SourceKind.CAMERA, "0")
    assert parse_source("synthetic") == SourceSpec(SourceKind.SYNTHETIC, "")


@pytest.mark.parametrize("kind", [SourceKind.FILE, SourceKind.FOLDER, SourceKind.SYNTHETIC])
def test_real_data_take_cameras_only(kind: SourceKind, tmp_path: Path) -> None:
    with pytest.raises(KioskError) as raised:
        open_source(SourceSpec(kind, str(tmp_path)), is_trial=False)
    assert (raised.value.code, raised.value.detail) == (Code.SOURCE_NOT_FOR_REAL, kind.value)


def test_real_data_take_no_virtual_camera(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "is_virtual_camera", lambda where: where == "3")
    with pytest.raises(KioskError) as raised:
        open_source(SourceSpec(SourceKind.CAMERA, "3"), is_trial=False)
    assert raised.value.code is Code.CAMERA_VIRTUAL
    sources.check_source(SourceSpec(SourceKind.CAMERA, "3"), is_trial=True)
    sources.check_source(SourceSpec(SourceKind.CAMERA, "0"), is_trial=False)


def test_a_camera_that_is_not_there_says_so() -> None:
    with pytest.raises(KioskError) as raised:
        open_source(SourceSpec(SourceKind.CAMERA, "63"), is_trial=True)
    assert raised.value.code is Code.CAMERA_NONE


def test_a_video_gives_its_frames_at_its_rate(tmp_path: Path) -> None:
    path = write_video(tmp_path / "a.avi", count=6, rate=10.0)
    source = open_source(parse_source(str(path)), is_trial=True, monotonic_ns=lambda: 5_000)
    frames = []
    while (frame := source.read()) is not None:
        frames.append(frame)
    source.close()
    assert [f.seq for f in frames] == [1, 2, 3, 4, 5, 6]
    assert [f.monotonic_ns for f in frames] == [5_000 + i * 100_000_000 for i in range(6)]
    assert all(f.kind is SourceKind.FILE for f in frames)
    reds = [int(f.image[:, :, 0].mean()) for f in frames]
    assert reds == pytest.approx([0, 40, 80, 120, 160, 200], abs=6)
    assert all(int(f.image[:, :, 2].mean()) < 12 for f in frames)


def test_a_broken_video_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "a.avi"
    path.write_bytes(b"RIFF\0\0\0\0AVI " + b"\0" * 200)
    with pytest.raises(KioskError) as raised:
        open_source(parse_source(str(path)), is_trial=True)
    assert raised.value.code is Code.SOURCE_UNREADABLE


def test_a_folder_shows_its_pictures_in_order_with_nothing_between(tmp_path: Path) -> None:
    write_picture(tmp_path / "b.png", 200)
    write_picture(tmp_path / "a.png", 60)
    (tmp_path / "c.png").write_bytes(b"no picture")
    (tmp_path / "notes.txt").write_text("nothing to see")
    source = open_source(parse_source(str(tmp_path)), is_trial=True)
    reds = []
    while (frame := source.read()) is not None:
        reds.append(int(frame.image[0, 0, 0]))
    hold, gap = sources.FOLDER_HOLD_FRAMES, sources.FOLDER_GAP_FRAMES
    assert reds == [60] * hold + [127] * gap + [200] * hold + [127] * gap


def test_a_folder_of_broken_pictures_is_unreadable(tmp_path: Path) -> None:
    """It once ended like one whose people were all unknown; one good picture is enough."""
    for name in ("a.jpg", "b.png"):
        (tmp_path / name).write_bytes(b"no picture")
    source = open_source(SourceSpec(SourceKind.FOLDER, str(tmp_path)), is_trial=True)
    with pytest.raises(KioskError) as raised:
        source.read()
    assert (raised.value.code, raised.value.where) == (Code.SOURCE_UNREADABLE, tmp_path.name)
    write_picture(tmp_path / "c.png", 40)
    source = open_source(SourceSpec(SourceKind.FOLDER, str(tmp_path)), is_trial=True)
    while source.read() is not None:
        pass


def test_a_folder_without_pictures_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(KioskError) as raised:
        open_source(parse_source(str(tmp_path)), is_trial=True)
    assert raised.value.code is Code.SOURCE_UNREADABLE


def pictures(count: int) -> list[np.ndarray]:
    return [np.full((4, 4, 3), index, np.uint8) for index in range(count)]


def played(*, paced: bool, clock: Callable[[], int]) -> PlayedSource:
    return PlayedSource(SourceKind.SYNTHETIC, iter(pictures(3)), 60.0, paced=paced, monotonic_ns=clock)


def test_a_paced_source_waits_and_is_woken_by_close() -> None:
    """The second frame is due in a minute; closing from another thread ends the wait."""
    source = played(paced=True, clock=lambda: 0)
    assert source.read() is not None
    answers: list[object] = []
    reader = threading.Thread(target=lambda: answers.append(source.read()))
    reader.start()
    source.close()
    reader.join(10)
    assert not reader.is_alive()
    assert answers == [None]


def test_an_unpaced_source_does_not_wait_and_ends_when_closed() -> None:
    source = played(paced=False, clock=lambda: 0)
    assert [f.seq for f in (source.read(), source.read()) if f] == [1, 2]
    source.close()
    source.close()
    assert source.read() is None
