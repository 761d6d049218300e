"""Everything there is to see, and the way round it."""

from collections.abc import Sequence
from typing import Any, Final

from tests.gallery import door_stops
from tests.gallery.scenes import Look, Place, Stop, go_round
from tests.gallery.studio import Studio

STOPS: Final[dict[Place, Sequence[Stop[Any]]]] = {Place.DOOR: door_stops.STOPS}


def names_of(place: Place) -> list[str]:
    """Give the states of a window, in the order in which they are visited."""
    return [name for stop in STOPS.get(place, ()) for name in stop.names]


def go_everywhere(studio: Studio, places: Sequence[Place], names: frozenset[str], look: Look) -> None:
    """Visit what is wanted.

    Args:
        studio: Where the windows are put up.
        places: Which windows.
        names: Which states; empty for all.
        look: Looks at each.
    """
    for place in places:
        wanted = frozenset(names_of(place)) & names
        if names and not wanted:
            continue
        go_round(STOPS.get(place, ()), studio, wanted, look)
