"""The real PortAudio in its process, on a device of ALSA's that writes what would be heard into a file."""

import multiprocessing
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

import numpy as np
import pytest

from kiosk.libraries import can_load
from kiosk.ui.sound import process as process_module
from kiosk.ui.sound.cues import Cue
from kiosk.ui.sound.loudspeaker import NoSound, PortAudio, Reason
from kiosk.ui.sound.process import SoundProcess, serve
from kiosk.ui.sound.tones import RATE_HZ, Samples, tone

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(sys.platform != "linux", reason="Only ALSA has a device that writes into a file."),
]
needs_portaudio = pytest.mark.skipif(not can_load("libportaudio.so.2"), reason="libportaudio2 is not here.")
CONFIG = 'pcm.!default {{ type file slave.pcm {{ type null }} file "{file}" format raw hint {{ show on }} }}'


def always() -> bool:
    return True


def outcome(act: Callable[[], None]) -> Reason | None:
    try:
        act()
    except NoSound as silence:
        return silence.reason
    return None


class Device:
    """A device that writes what it plays into a file; it can be taken away."""

    def __init__(self, folder: Path) -> None:
        self.config, self.file = folder / "alsa.conf", folder / "device" / "played.raw"
        self.unplug()

    def plug_in(self) -> None:
        self.file.parent.mkdir()
        self.config.write_text(CONFIG.format(file=self.file))

    def unplug(self) -> None:
        shutil.rmtree(self.file.parent, ignore_errors=True)
        self.config.write_text("")

    def heard(self) -> Samples:
        """Give what was played since the last time, without the silence around it."""
        samples = np.fromfile(self.file, "<f4")
        self.file.write_bytes(b"")
        loud = np.flatnonzero(samples)
        return samples[loud[0] : loud[-1] + 1] if len(loud) else samples[:0]


@pytest.fixture
def device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Device:
    made = Device(tmp_path)
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(made.config))
    return made


def started(main: Callable[[Connection], None] | None = None) -> Iterator[SoundProcess]:
    made = SoundProcess(main)
    yield made
    made.close()


@pytest.fixture
def loudspeaker() -> Iterator[SoundProcess]:
    yield from started()


@needs_portaudio
def test_what_is_played_arrives_and_a_device_comes_and_goes(
    loudspeaker: SoundProcess, device: Device
) -> None:
    """PortAudio kills its process where ALSA knows no device at all; it took the whole program along."""
    assert outcome(lambda: loudspeaker.look(always)) is Reason.DEVICE_FAILED
    device.plug_in()
    loudspeaker.look(always)
    loudspeaker.play(tone(Cue.WELCOME), always)
    whole = tone(Cue.WELCOME)
    np.testing.assert_allclose(device.heard(), whole[1:-1], atol=1e-6)
    loudspeaker.play(np.tile(whole, 400), lambda: device.file.stat().st_size == 0)
    part = device.heard()
    assert 0 < len(part) < 399 * len(whole)
    assert np.abs(part[-20:]).max() < 0.01
    device.unplug()
    assert outcome(lambda: loudspeaker.play(whole, always)) is Reason.DEVICE_FAILED
    device.plug_in()
    loudspeaker.look(always)
    loudspeaker.play(tone(Cue.ASK), always)
    assert len(device.heard()) == pytest.approx(0.2 * RATE_HZ, abs=5)
    loudspeaker.close()
    loudspeaker.close()
    assert multiprocessing.active_children() == []


class Deaf:
    """A device that takes a tone for good, one that ends its process, and one that is not there."""

    def look(self, may_go_on: Callable[[], bool]) -> None:
        if os.environ["HOW"] == "nothing":
            raise NoSound(Reason.NO_DEVICE)

    def play(self, samples: Samples, may_go_on: Callable[[], bool]) -> None:
        if os.environ["HOW"] == "dies":
            os._exit(1)
        threading.Event().wait()

    def close(self) -> None:
        pass


def deaf_main(line: Connection) -> None:
    serve(line, Deaf())


@pytest.mark.parametrize(
    ("how", "looking", "playing"),
    [
        ("nothing", Reason.NO_DEVICE, None),
        ("dies", None, Reason.DEVICE_FAILED),
        ("hangs", None, Reason.DEVICE_FAILED),
    ],
)
def test_a_driver_that_fails_takes_nobody_along(
    how: str, looking: Reason | None, playing: Reason | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOW", how)
    monkeypatch.setattr(process_module, "ANSWER_S", 0.1)
    monkeypatch.setattr(process_module, "_JOIN_S", 0.1)
    for loudspeaker in started(deaf_main):
        assert outcome(lambda: loudspeaker.look(always)) is looking  # noqa: B023 - called at once
        if looking is None:
            assert outcome(lambda: loudspeaker.play(tone(Cue.ASK), always)) is playing  # noqa: B023
            assert loudspeaker.pid is None
            assert multiprocessing.active_children() == []


def test_the_end_does_not_wait_for_a_process_that_is_only_starting(loudspeaker: SoundProcess) -> None:
    assert outcome(lambda: loudspeaker.look(lambda: False)) is Reason.DEVICE_FAILED
    assert loudspeaker.pid is None


def test_a_machine_that_can_start_no_process_can_later(
    loudspeaker: SoundProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise BlockingIOError

    with monkeypatch.context() as full:
        full.setattr(SpawnProcess, "start", fail)
        for _ in range(2):
            assert outcome(lambda: loudspeaker.look(always)) is Reason.DEVICE_FAILED
    assert outcome(lambda: loudspeaker.look(lambda: False)) is Reason.DEVICE_FAILED


def test_a_machine_without_portaudio_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None)
    assert outcome(lambda: PortAudio().look(always)) is Reason.NO_LIBRARY
