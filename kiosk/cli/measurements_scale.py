"""What `kiosk bench --scale` measures: gallery, school and start at several sizes, and their growth.

Each part runs in a process of its own, one after the other; the schools are made in a temporary folder and
taken away again.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.cli import measurements_gallery, measurements_school, measurements_start
from kiosk.cli.measurements_gallery import GallerySize
from kiosk.cli.measurements_register import WEEKS
from kiosk.cli.measurements_school import SchoolFigures
from kiosk.cli.measurements_start import Start

SIZES = (100, 1_000, 10_000, 100_000)
LEAST, MOST = 10, 200_000
WARM_STARTS = 3
"""Of which the quickest counts."""
FULL_TERM = 20_000
"""Above it a school has a week of marks: a term's of 100,000 people are 6 GB and most of an hour."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured at each size.

    Attributes:
        weeks: How long a term; None for a whole one up to FULL_TERM people, and a week above.
        starts: How many warm starts; with 0 none is measured.
        is_cold: Measure a start with nothing in the page cache too, if any.
    """

    weeks: int | None = None
    starts: int = WARM_STARTS
    is_cold: bool = False

    def weeks_of(self, people: int) -> int:
        """Give how long a term is at one size."""
        return self.weeks or (WEEKS if people <= FULL_TERM else 1)


@dataclass(frozen=True, slots=True)
class ScaleSize:
    """All figures of one size.

    Attributes:
        gallery: Built, held, searched.
        school: Its register and its door.
        warm: The quickest of some starts.
        cold: With nothing in the page cache; None where that was not asked for.
    """

    gallery: GallerySize
    school: SchoolFigures
    warm: Start | None
    cold: Start | None

    @property
    def people(self) -> int:
        """How many are on the rolls."""
        return self.school.people

    def as_json(self) -> dict[str, object]:
        """Give the figures."""
        return {
            "people": self.people,
            "gallery": self.gallery.as_json(),
            "school": self.school.as_json(),
            "warm_start": None if self.warm is None else self.warm.as_json(),
            "cold_start": None if self.cold is None else self.cold.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Quantity:
    """One thing that is measured at each size.

    Attributes:
        words: What.
        unit: "ms", "s" or "MB".
        of: Takes it out of a size's figures; None where it was not measured.
    """

    words: str
    unit: str
    of: Callable[[ScaleSize], float | None]

    def growth(self, sizes: Sequence[ScaleSize]) -> float | None:
        """Give how many times as much there is of it at the largest size as at the smallest."""
        first, last = self.of(sizes[0]), self.of(sizes[-1])
        return None if not first or last is None else last / first


def _step(name: str) -> Callable[[ScaleSize], float | None]:
    return lambda size: size.school.seconds.get(name)


def _start(moment: str, *, is_cold: bool = False) -> Callable[[ScaleSize], float | None]:
    def of(size: ScaleSize) -> float | None:
        start = size.cold if is_cold else size.warm
        return None if start is None else start.seconds[moment]

    return of


def _memory(moment: str) -> Callable[[ScaleSize], float | None]:
    return lambda size: None if size.warm is None else size.warm.megabytes[moment]


QUANTITIES = (
    Quantity("gallery built, answers by a product", "ms", lambda size: size.gallery.matrix_ms),
    Quantity("gallery built with its BallTree", "ms", lambda size: size.gallery.tree_ms),
    Quantity("nearest by BallTree, enrolled, half below", "ms", lambda s: s.gallery.enrolled.tree.median_ms),
    Quantity("the same, 99 of 100 below", "ms", lambda s: s.gallery.enrolled.tree.p99_ms),
    Quantity(
        "nearest by BallTree, a stranger, half below", "ms", lambda s: s.gallery.strangers.tree.median_ms
    ),
    Quantity("the same, 99 of 100 below", "ms", lambda s: s.gallery.strangers.tree.p99_ms),
    Quantity("nearest by one product, half below", "ms", lambda s: s.gallery.strangers.product.median_ms),
    Quantity("BallTree over product, enrolled", "times", lambda s: s.gallery.enrolled.ratio),
    Quantity("BallTree over product, a stranger", "times", lambda s: s.gallery.strangers.ratio),
    Quantity("BallTree over product, random vectors", "times", lambda s: s.gallery.random.ratio),
    Quantity("a mark, from sighting to saved, half below", "ms", lambda size: size.school.mark.median_ms),
    Quantity("the same, 99 of 100 below", "ms", lambda size: size.school.mark.p99_ms),
    Quantity("the look at today's lists each second", "ms", lambda size: size.school.look.median_ms),
    Quantity("start to window, warm", "s", _start("window")),
    Quantity("start to first mark possible, warm", "s", _start("possible")),
    Quantity("start to first mark saved, warm", "s", _start("mark")),
    Quantity("start to window, cold", "s", _start("window", is_cold=True)),
    Quantity("start to first mark possible, cold", "s", _start("possible", is_cold=True)),
    Quantity("open all of today's registers as one list", "s", _step("open")),
    Quantity("day's sheet of the largest group, XLSX", "s", _step("sheet")),
    Quantity("report of a term", "s", _step("report")),
    Quantity("compare everybody's face with everybody's, once", "s", _step("compare")),
    Quantity("templates on their way, memory", "MB", lambda size: size.gallery.rows_mb),
    Quantity("one gallery with its BallTree, memory", "MB", lambda size: size.gallery.gallery_mb),
    Quantity("program at its first mark, memory", "MB", _memory("mark")),
    Quantity("program with the BallTree in use, memory", "MB", _memory("index")),
    Quantity("databases on the disk", "MB", lambda size: size.school.disk_mb),
)
"""In the order of the table."""


def measure(people: int, plan: Plan) -> ScaleSize:
    """Measure one size.

    Raises:
        subprocess.CalledProcessError: When a part fails.
    """
    weeks = plan.weeks_of(people)
    gallery = measurements_gallery.measure(people)
    with tempfile.TemporaryDirectory(prefix="rollcall-bench-") as folder:
        place = Path(folder) / "school"
        school = measurements_school.measure(place, people, weeks)
        warm, cold = _started(place, plan)
    if weeks < WEEKS:
        school = replace(school, seconds={**school.seconds, "report": None})
    return ScaleSize(gallery, school, warm, cold)


def _started(school: Path, plan: Plan) -> tuple[Start | None, Start | None]:
    """Start the program some times; the cold one is not the first, in which a new school finds things out."""
    if not plan.starts:
        return None, None
    warm = [measurements_start.measure(school, is_cold=False) for _ in range(plan.starts)]
    cold = measurements_start.measure(school, is_cold=True) if plan.is_cold else None
    return measurements_start.quickest(warm), cold


def draw(sizes: Sequence[ScaleSize], path: Path) -> None:
    """Write the growth of the most telling figures as PNG. Needs Qt.

    Raises:
        KioskError: PICTURE_NAME, FILE_NOT_WRITTEN.
    """
    from kiosk.ui.print.growth import Growth, Panel, draw_growth

    by_words = {quantity.words: quantity for quantity in QUANTITIES}
    panels = []
    for unit, names in _DRAWN:
        lines = [
            Growth(name, [size.people for size in sizes], [by_words[words].of(size) for size in sizes])
            for words, name in names
        ]
        panels.append(Panel(unit, [line for line in lines if any(line.y)]))
    draw_growth("How it grows with the people on the rolls", "people", [p for p in panels if p.lines], path)


_DRAWN = (
    (
        "milliseconds",
        (
            ("nearest by BallTree, enrolled, half below", "nearest face by BallTree, enrolled"),
            ("nearest by BallTree, a stranger, half below", "the same, a stranger"),
            ("nearest by one product, half below", "nearest face by one product"),
            ("a mark, from sighting to saved, half below", "a mark, from sighting to saved"),
            ("the look at today's lists each second", "the look at the lists each second"),
        ),
    ),
    (
        "seconds",
        (
            ("start to first mark possible, warm", "start to first mark possible, warm"),
            ("start to first mark possible, cold", "the same, cold"),
            ("open all of today's registers as one list", "all registers as one list"),
            ("day's sheet of the largest group, XLSX", "day's sheet of the largest group"),
            ("report of a term", "report of a term"),
        ),
    ),
    (
        "megabytes",
        (
            ("one gallery with its BallTree, memory", "one gallery with its BallTree"),
            ("program with the BallTree in use, memory", "the program"),
        ),
    ),
)
"""What is drawn, by panel, with the words of the legend."""
