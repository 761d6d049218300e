"""The registry: which screens and states there are, and how each is reached.

A stop is a function that puts windows into one state after the other and yields each as a `Shown`. Whoever
walks takes a picture of it, or checks it; the stop then goes on. What is checked is what is seen.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

P = TypeVar("P")


class Place(StrEnum):
    """Which window."""

    DOOR = "door"
    WIZARD = "wizard"
    DESK = "desk"
    """The second screen's board included."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A window in a state.

    Attributes:
        name: The state.
        window: What shows it.
        over: Draws what stands over the window, such as a menu, on a picture of it.
    """

    name: str
    window: QWidget
    over: Callable[[QImage], None] | None = None


@dataclass(frozen=True, slots=True)
class Stop(Generic[P]):
    """Some states that are reached one after the other.

    Attributes:
        names: Of the states, in order.
        visit: Yields a Shown for each.
    """

    names: tuple[str, ...]
    visit: Callable[[P], Iterator[Shown]]


Look = Callable[[Shown], None]


def go_round(stops: Sequence[Stop[P]], at: P, names: frozenset[str], look: Look) -> None:
    """Visit what is wanted.

    Args:
        stops: In order.
        at: What they are visited with.
        names: Which states; empty for all.
        look: Looks at each.

    Raises:
        AssertionError: A stop showed something else than it names.
    """
    for stop in stops:
        if names and not names & set(stop.names):
            continue
        seen = []
        for shown in stop.visit(at):
            seen.append(shown.name)
            if not names or shown.name in names:
                look(shown)
        assert tuple(seen) == stop.names, f"shown: {seen}, named: {stop.names}"
