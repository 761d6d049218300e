"""What the tones are, as numbers."""

import itertools

import numpy as np
import pytest

from kiosk.ui.sound.cues import Cue
from kiosk.ui.sound.tones import NOTES, RATE_HZ, Samples, gain, tone

HEARD = [cue for cue in Cue if cue is not Cue.NONE]


def pitch(part: Samples) -> float:
    """The strongest frequency, in Hz."""
    size = 1 << 17
    spectrum = np.abs(np.fft.rfft(part, size))
    return float(np.argmax(spectrum)) * RATE_HZ / size


def halves(samples: Samples) -> tuple[float, float]:
    middle = len(samples) // 2
    return pitch(samples[:middle]), pitch(samples[middle:])


@pytest.mark.parametrize("cue", HEARD)
def test_a_tone_is_short_and_within_bounds_and_begins_and_ends_in_silence(cue: Cue) -> None:
    samples = tone(cue)
    assert samples.dtype == np.float32
    assert samples.ndim == 1
    assert 0.12 <= len(samples) / RATE_HZ <= 0.25
    assert 0.3 < float(np.abs(samples).max()) <= 1.0
    assert samples[0] == 0.0
    assert samples[-1] == 0.0


@pytest.mark.parametrize("cue", HEARD)
def test_nothing_clicks(cue: Cue) -> None:
    """No note is cut off or begins with a jump: its first and last two milliseconds are next to nothing."""
    samples, edge = tone(cue), round(0.002 * RATE_HZ)
    for note in NOTES[cue]:
        start, end = round(note.starts_s * RATE_HZ), round((note.starts_s + note.lasts_s) * RATE_HZ)
        assert float(np.abs(samples[start : start + edge]).max()) < 0.08
        assert float(np.abs(samples[end - edge : end]).max()) < 0.01
    assert float(np.abs(np.diff(samples)).max()) < 0.2


def test_a_welcome_rises_and_a_goodbye_is_the_same_the_other_way() -> None:
    low, high = halves(tone(Cue.WELCOME))
    assert [low, high] == pytest.approx([659.26, 880.0], abs=3)
    assert list(halves(tone(Cue.GOODBYE))) == pytest.approx([high, low], abs=3)


def test_already_is_one_of_them_and_softer() -> None:
    assert pitch(tone(Cue.ALREADY)) == pytest.approx(halves(tone(Cue.WELCOME))[1], abs=3)
    assert np.abs(tone(Cue.ALREADY)).max() < 0.6 * np.abs(tone(Cue.WELCOME)).max()


def test_asking_is_as_loud_as_a_welcome_and_trouble_is_low() -> None:
    assert np.abs(tone(Cue.ASK)).max() == pytest.approx(np.abs(tone(Cue.WELCOME)).max(), rel=0.05)
    first, second = halves(tone(Cue.TROUBLE))
    assert first == pytest.approx(second, abs=3)
    assert 2.5 * first < min(pitch(tone(cue)) for cue in HEARD if cue is not Cue.TROUBLE)


def test_all_are_different_and_none_is_nothing() -> None:
    assert len(tone(Cue.NONE)) == 0
    for one, other in itertools.combinations(HEARD, 2):
        a, b = tone(one), tone(other)
        assert len(a) != len(b) or float(np.abs(a - b).max()) > 0.1


@pytest.mark.parametrize(
    ("volume", "factor"), [(0, 0.0), (50, 0.25), (60, 0.36), (100, 1.0), (150, 1.0), (-5, 0.0)]
)
def test_the_gain_is_the_square_of_the_volume(volume: int, factor: float) -> None:
    assert gain(volume) == pytest.approx(factor)
