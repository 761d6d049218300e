"""The steps of the door's sound button: as loud as the school wants it, half of that, silent. Pure, no Qt."""

from enum import StrEnum


class Loudness(StrEnum):
    """How loud the door is, as its button shows it."""

    FULL = "full"
    SOFT = "soft"
    OFF = "off"


def loudness_of(volume: int, of_the_school: int) -> Loudness:
    """Say how a volume is shown.

    Args:
        volume: Percent.
        of_the_school: Percent that the settings say.
    """
    if volume <= 0:
        return Loudness.OFF
    return Loudness.FULL if volume > of_the_school // 2 else Loudness.SOFT


def next_volume(volume: int, of_the_school: int) -> int:
    """Give the volume that the next press turns to.

    Args:
        volume: Percent now.
        of_the_school: Percent that the settings say.
    """
    now = loudness_of(volume, of_the_school)
    return {Loudness.FULL: of_the_school // 2, Loudness.SOFT: 0, Loudness.OFF: of_the_school}[now]
