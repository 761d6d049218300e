"""The program's own tones, made of sines when they are wanted: no recording, nobody else's right in it.

Pure functions. A tone is short, begins and ends in silence without a click, and says only that something
happened: pleasant ones rise, fall or stay, and trouble is low.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.ui.sound.cues import Cue

RATE_HZ = 44_100
Samples = NDArray[np.float32]

_PARTIALS = ((1.0, 0.72), (2.0, 0.2), (3.0, 0.08))
"""Multiples of a note's frequency and how strong each is: a bare sine is lost in a small loudspeaker."""
_ATTACK_S = 0.012
_RELEASE_S = 0.07
"""Long enough for no click, short enough to be heard as one note."""
_FADE_S = 2.5
"""A note that is held would die away by this much a second, as a plucked one does: e to its power."""

_E5, _A5, _A3 = 659.26, 880.0, 220.0
"""Equal temperament on 440 Hz; a fourth up is heard as friendly, and both are where hearing is good."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note of a tone.

    Attributes:
        hertz: Its frequency.
        starts_s: After the tone's beginning.
        lasts_s: Until it is silent.
        loudness: Peak, 0 to 1; notes that overlap add up to no more than 1.
    """

    hertz: float
    starts_s: float
    lasts_s: float
    loudness: float


NOTES: dict[Cue, tuple[Note, ...]] = {
    Cue.NONE: (),
    Cue.WELCOME: (Note(_E5, 0.0, 0.12, 0.8), Note(_A5, 0.12, 0.13, 0.8)),
    Cue.ALREADY: (Note(_A5, 0.0, 0.15, 0.4),),
    Cue.GOODBYE: (Note(_A5, 0.0, 0.12, 0.8), Note(_E5, 0.12, 0.13, 0.8)),
    Cue.ASK: (Note(_E5, 0.0, 0.2, 0.8),),
    Cue.TROUBLE: (Note(_A3, 0.0, 0.11, 0.9), Note(_A3, 0.13, 0.12, 0.9)),
}
"""What is heard; the door's table says when (kiosk.ui.kiosk.states)."""


def tone(cue: Cue) -> Samples:
    """Make a tone.

    Returns:
        (N,) float32, mono at RATE_HZ, -1 to 1, first and last sample 0; empty for NONE.
    """
    notes = NOTES[cue]
    if not notes:
        return np.zeros(0, dtype=np.float32)
    whole = np.zeros(round(RATE_HZ * max(note.starts_s + note.lasts_s for note in notes)))
    for note in notes:
        start = round(RATE_HZ * note.starts_s)
        sound = _sound(note)[: len(whole) - start]
        whole[start : start + len(sound)] += sound
    return whole.astype(np.float32)


def _sound(note: Note) -> NDArray[np.float64]:
    """Give one note, beginning and ending at 0."""
    seconds = np.arange(round(RATE_HZ * note.lasts_s)) / RATE_HZ
    wave: NDArray[np.float64] = np.zeros(len(seconds))
    for multiple, share in _PARTIALS:
        wave += share * np.sin(2 * np.pi * note.hertz * multiple * seconds)
    shape = np.exp(-_FADE_S * seconds) * ramp(len(seconds), _ATTACK_S) * ramp(len(seconds), _RELEASE_S)[::-1]
    return np.asarray(note.loudness * wave * shape, dtype=np.float64)


def ramp(length: int, seconds: float) -> NDArray[np.float64]:
    """Give a rise from 0 to 1 along half a cosine, then ones: (length,) float64."""
    rising = min(length, round(RATE_HZ * seconds))
    shape = np.ones(length)
    shape[:rising] = 0.5 - 0.5 * np.cos(np.pi * np.arange(rising) / max(1, rising))
    return shape


def gain(volume: int) -> float:
    """Give the factor for a volume in percent, 0 to 1: its square, as what is heard follows a power law."""
    return (min(100, max(0, volume)) / 100) ** 2
