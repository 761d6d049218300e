"""The shared slot with a writer that is as unlucky as can be."""

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.runtime import shared
from kiosk.runtime.shared import BUFFERS, SharedSlot

HEIGHT, WIDTH = 20, 30


@pytest.fixture
def slot() -> Iterator[SharedSlot]:
    made = SharedSlot(HEIGHT * WIDTH * 3)
    yield made
    made.close()


def picture(value: int) -> NDArray[np.uint8]:
    return np.full((HEIGHT, WIDTH, 3), value, np.uint8)


def test_the_newest_comes_out_as_it_went_in(slot: SharedSlot) -> None:
    assert slot.read() is None
    for seq in range(1, 8):
        slot.write(seq, seq * 10, picture(seq))
        got = slot.read()
        assert got is not None
        assert (got.seq, got.monotonic_ns, got.image.shape) == (seq, seq * 10, (HEIGHT, WIDTH, 3))
        assert (got.image == seq).all()


def test_a_copy_stays_as_it_was(slot: SharedSlot) -> None:
    slot.write(1, 1, picture(1))
    got = slot.read()
    assert got is not None
    for seq in range(2, 2 + BUFFERS):
        slot.write(seq, seq, picture(seq))
    assert (got.image == 1).all()


@pytest.mark.parametrize("word", [shared._BEFORE, shared._AFTER, shared._CRC])
def test_a_picture_that_is_being_written_is_not_read(slot: SharedSlot, word: int) -> None:
    slot.write(1, 1, picture(1))
    words, _ = slot._buffer(1)
    words[word] += BUFFERS
    assert slot.read() is None


def test_pixels_of_two_pictures_are_never_one(slot: SharedSlot) -> None:
    """Numbers that arrived before their pixels, as a processor that reorders writes may show them."""
    slot.write(1, 1, picture(1))
    _, pixels = slot._buffer(1)
    pixels[: pixels.size // 2] = 4
    assert slot.read() is None


def test_a_writer_that_laps_the_reader_costs_a_try_and_no_torn_picture(
    slot: SharedSlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    slot.write(1, 1, picture(1))
    original = SharedSlot._buffer
    laps = [2]

    def lapped(self: SharedSlot, index: int) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        words, pixels = original(self, index)
        if laps[0]:
            laps[0] -= 1
            newest = self.newest
            monkeypatch.setattr(SharedSlot, "_buffer", original)
            # Between the reader's look at the number and its copy a whole round of pictures goes by.
            checked = words.copy()
            for seq in range(newest + 1, newest + 1 + BUFFERS):
                self.write(seq, seq, picture(seq))
            monkeypatch.setattr(SharedSlot, "_buffer", lapped)
            checked[shared._BEFORE] = checked[shared._AFTER] = newest
            return checked, pixels
        return words, pixels

    monkeypatch.setattr(SharedSlot, "_buffer", lapped)
    got = slot.read()
    assert got is not None
    assert (got.image == got.seq).all()
    assert got.seq == 1 + 2 * BUFFERS


def test_nothing_larger_than_the_slot_goes_in(slot: SharedSlot) -> None:
    with pytest.raises(ValueError, match="fit"):
        slot.write(1, 1, np.zeros((HEIGHT + 1, WIDTH, 3), np.uint8))


def test_it_has_no_size_to_believe(slot: SharedSlot) -> None:
    """A writer gone mad writes sizes beyond the slot: nothing is read."""
    slot.write(1, 1, picture(1))
    words, _ = slot._buffer(1)
    words[shared._HEIGHT] = 10**9
    assert slot.read() is None
