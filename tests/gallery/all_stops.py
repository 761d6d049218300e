"""Everything there is to see, and the way round it."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tests.gallery import (
    door_stops,
    empty_stops,
    enrol_stops,
    entry_stops,
    office_stops,
    people_stops,
    register_stops,
    wizard_stops,
)
from tests.gallery.scenes import Look, Place, Stop, go_round
from tests.gallery.school import empty_school, school
from tests.gallery.studio import Studio
from tests.gallery.tour import Tour, touring

_FOLDER: Final = "rollcall-gallery-school"
"""Its path is on some pictures, so it is the same each time."""
_FULL: Final[Sequence[Stop[Tour]]] = (
    *entry_stops.STOPS,
    *register_stops.STOPS,
    *people_stops.STOPS,
    *enrol_stops.STOPS,
    *office_stops.STOPS,
    *people_stops.LAST_STOPS,
)
STOPS: Final[dict[Place, Sequence[Stop[Any]]]] = {
    Place.DOOR: door_stops.STOPS,
    Place.WIZARD: wizard_stops.STOPS,
    Place.DESK: (*entry_stops.FIRST_STOPS, *_FULL, *empty_stops.STOPS),
}


def names_of(place: Place) -> list[str]:
    """Give the states of a window, in the order in which they are visited."""
    return [name for stop in STOPS[place] for name in stop.names]


def go_everywhere(
    studio: Studio, places: Sequence[Place], names: frozenset[str], look: Look, folder: Path | None = None
) -> None:
    """Visit what is wanted.

    Args:
        studio: Where the windows are put up.
        places: Which windows.
        names: Which states; empty for all.
        look: Looks at each.
        folder: An empty one for schools; None makes one whose name is the same each time.
    """
    for place in places:
        wanted = frozenset(names_of(place)) & names
        if names and not wanted:
            continue
        if place is Place.DESK:
            with _a_folder(studio, folder) as here:
                _visit_desk(studio, wanted, look, here)
        else:
            go_round(STOPS[place], studio, wanted, look)


@contextmanager
def _a_folder(studio: Studio, folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        yield folder
        return
    made = Path(tempfile.gettempdir()) / f"{_FOLDER}-{studio.language}-{studio.look.palette}"
    try:
        made.mkdir()
    except FileExistsError:  # somebody else looks at the same school now
        made = Path(tempfile.mkdtemp(prefix=f"{_FOLDER}-"))
    try:
        yield made
    finally:
        shutil.rmtree(made)


def _visit_desk(studio: Studio, names: frozenset[str], look: Look, folder: Path) -> None:
    sheets = folder / "sheets"
    sheets.mkdir()
    if not names or names - _of(empty_stops.STOPS):
        with (
            school(folder / "full", studio.language, sheets) as services,
            touring(studio, services, sheets) as tour,
        ):
            go_round(entry_stops.FIRST_STOPS, tour, names, look)
            tour.sign_in()
            go_round(_FULL, tour, names, look)
    if not names or names & _of(empty_stops.STOPS):
        with (
            empty_school(folder / "empty", studio.language, sheets) as services,
            touring(studio, services, sheets) as tour,
        ):
            tour.sign_in()
            go_round(empty_stops.STOPS, tour, names, look)


def _of(stops: Sequence[Stop[Tour]]) -> frozenset[str]:
    return frozenset(name for stop in stops for name in stop.names)
