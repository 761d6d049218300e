"""What a soak's meter counts: memory at rest, late pictures, blocks, bugs, descriptors, shared memory."""

import logging
import os
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import astuple, replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from kiosk import logs
from kiosk.cli import soak_watch
from kiosk.cli.soak_watch import (
    Blocks,
    BugCount,
    Meter,
    Samples,
    WatchedFeed,
    count_files,
    open_descriptors,
)
from kiosk.domain.frames import Frame, SourceKind
from kiosk.runtime.api import CameraHealth, CameraState
from kiosk.runtime.shared import SharedSlot
from tests.cli.soak_samples import STILL
from tests.fakes_answers import HandClock

_MS = 1_000_000
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")


class OneCamera:
    """A camera's feed that gives what it is told to."""

    kind = SourceKind.CAMERA
    is_live = True

    def __init__(self) -> None:
        self.frames: list[Frame | None] = []

    def next_frame(self, timeout_s: float) -> Frame | None:
        return self.frames.pop(0)

    def health(self) -> CameraHealth:
        return CameraHealth(CameraState.WORKING, self.kind)

    def close(self) -> list[str]:
        return ["rollcall-capture-1"]


def test_pictures_that_waited_and_gaps_between_them_are_counted() -> None:
    camera, image = OneCamera(), np.zeros((2, 2, 3), np.uint8)
    now = 0
    feed = WatchedFeed(camera, lambda: now)  # type: ignore[arg-type]
    for now_ms, taken_ms in ((50, 40), (120, 110), (400, 390), (450, 300)):
        now = now_ms * _MS
        camera.frames = [Frame(1, taken_ms * _MS, SourceKind.SYNTHETIC, image), None]
        assert feed.next_frame(0.1) is not None
        assert feed.next_frame(0.1) is None
    assert (feed.frames, feed.late, feed.gaps) == (4, 1, 1)
    assert feed.health().state is CameraState.WORKING
    assert feed.close() == ["rollcall-capture-1"]


def test_blocks_are_counted_and_the_longest_is_told_once() -> None:
    blocks = Blocks()
    for block_s in (0.01, 0.25, 0.09, 0.4):
        blocks.note(block_s)
    assert (blocks.count, blocks.take(), blocks.take()) == (2, 400.0, 0.0)
    assert blocks.longest_of_all_ms == 400.0


def test_errors_of_the_log_are_bugs_and_the_rest_is_not(logged_bugs: list[str]) -> None:
    bugs = BugCount()
    logger = logging.getLogger(logs.LOGGER_NAME)
    try:
        bugs.listen()
        bugs.listen()  # again is harmless
        logs.event("capture-process-ended", exit_code=-9)
        logs.bug("uncaught", KeyError("a name"))
        logs.event("did-not-end-rollcall-camera", level=logging.ERROR)
    finally:
        logger.removeHandler(bugs)
    assert sum(bugs.found.values()) == 2
    assert len(logged_bugs) == 1
    assert any("type=KeyError" in line for line in bugs.found)
    assert "a name" not in repr(bugs.found)


def test_memory_is_taken_at_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase borrows a quarter of a gigabyte for half a second, which is no growth."""
    kilobytes = [880_000, 600_000, 700_000]
    monkeypatch.setattr(
        soak_watch, "proc_status", lambda pid="self": {"VmRSS": kilobytes[0], "RssAnon": 9, "Threads": 16}
    )
    clock = HandClock()
    meter = Meter(tmp_path, clock.monotonic)
    for _ in kilobytes[1:]:
        meter.look()
        kilobytes.pop(0)
    clock.move(10.0)
    sample = meter.sample(None, None, 3)
    assert sample.memory_mb == pytest.approx(600_000 * 1024 / 1e6)
    assert sample.peak_mb == pytest.approx(880_000 * 1024 / 1e6)
    assert (sample.threads, sample.capture_mb, sample.frames, sample.marks) == (16, None, 0, 3)
    kilobytes[0] = 650_000
    again = meter.sample(None, None, 3)
    assert again.memory_mb == again.peak_mb == pytest.approx(650_000 * 1024 / 1e6)


def test_each_life_of_the_capture_process_has_its_own_age(tmp_path: Path) -> None:
    clock = HandClock()
    meter = Meter(tmp_path, clock.monotonic)
    ages = []
    for pid, passed in ((11, 0.0), (11, 30.0), (12, 5.0), (None, 5.0), (12, 5.0)):
        clock.move(passed)
        ages.append(meter.sample(pid, None, 0).capture_age_s)
    assert ages == [0.0, 30.0, 0.0, None, 0.0]


def test_without_proc_it_says_nothing_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soak_watch, "proc_status", lambda pid="self": {})
    sample = Meter(tmp_path).sample(1, None, 0)
    assert (sample.memory_mb, sample.private_mb, sample.peak_mb, sample.capture_mb) == (None,) * 4
    assert sample.threads > 0
    assert timedelta(seconds=sample.at_s) < timedelta(minutes=1)


@on_linux
def test_what_stays_open_is_counted() -> None:
    before = open_descriptors()
    assert before is not None
    with ExitStack() as stack:
        for _ in range(5):
            stack.enter_context(tempfile.TemporaryFile())
        assert open_descriptors() == before + 5
    assert open_descriptors() == before


@on_linux
def test_shared_memory_is_counted() -> None:
    before = soak_watch.shared_memory()
    assert before is not None
    slot = SharedSlot(1000)
    assert soak_watch.shared_memory() == before + 1
    slot.close()
    assert soak_watch.shared_memory() == before


@on_linux
def test_the_memory_is_this_process_s() -> None:
    status = soak_watch.proc_status()
    assert 10_000 < status["RssAnon"] <= status["VmRSS"]
    assert soak_watch.proc_status(os.getpid())["Threads"] >= 1
    assert soak_watch.proc_status("no-such-process") == {}


def test_files_are_counted_in_folders_too(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    for place in (tmp_path / "a", tmp_path / "deep" / "b", tmp_path / "deep" / "er" / "c"):
        place.touch()
    assert count_files(tmp_path) == 3


def test_samples_are_given_as_they_were_also_beyond_what_was_expected() -> None:
    taken = [replace(STILL, at_s=place / 3, marks=place) for place in range(5)]
    taken[2] = replace(taken[2], memory_mb=None, capture_age_s=None, descriptors=None, shared=None)
    kept = Samples(2)
    for sample in taken:
        kept.add(sample)
    assert kept.all() == taken
    assert [type(value) for value in astuple(kept.all()[0])] == [type(value) for value in astuple(taken[0])]


def test_keeping_samples_makes_nothing_grow() -> None:
    kept = Samples(2000)
    kept.add(STILL)
    before = sys.getallocatedblocks()
    for _ in range(1000):
        kept.add(STILL)
    assert sys.getallocatedblocks() - before < 100
