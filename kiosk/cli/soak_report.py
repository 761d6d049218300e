"""What a soak found: slopes, growth, marks, and which criterion was not met."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from kiosk.cli.soak_marks import Compared
from kiosk.cli.soak_watch import Sample

if TYPE_CHECKING:
    from kiosk.ui.print.lines import Panel

WARM_UP_S = 600.0
"""What comes before is left out: libraries, fonts and caches are loaded once."""
LEAST_JUDGED_S = 1200.0
"""A slope and counts over less than this after the warm-up are told, and not judged: mostly noise."""
MOST_MB_AN_HOUR = 1.0
MOST_MISSED = 0.05
"""What was due and did not come, of all that was done: a little may be a busy machine's."""
_MOST_MORE = {"descriptors": 3, "threads": 2, "shared": 1, "temp_files": 3}
"""By how much the last quarter's median may be above the first quarter's after the warm-up."""
_CAPTURE_SETTLED_S = 60.0
_HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Growth:
    """A count at the beginning and at the end, each the median of a quarter of the time after the warm-up."""

    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a soak found.

    Attributes:
        seed: Of the run.
        asked_hours: How long it was to be.
        ran_s: How long it was.
        warm_up_s: How much of it was left out.
        slope_mb_h: Resident memory of the program, by least squares; None where the system does not say.
        private_slope_mb_h: Of it what is no file's.
        capture_slope_mb_h: Of the capture process, over the age of its lives.
        memory_mb: Resident memory at rest in the last sample.
        peak_mb: The most that was seen.
        growth: By what was counted.
        marks: What was confirmed against what is kept; None when it could not be compared.
        bugs: Lines of the log that say a bug, with how often.
        missed: What was waited for and did not come.
        done: What was done.
        frames: Looked at.
        late: Waited longer than 0.1 s.
        gaps: More than 0.1 s after the one before.
        dropped: Replaced by a newer one before anybody looked.
        capture_restarts: How often the capture process was started again.
        blocks: How often the windows' thread did not come round for longer than 0.1 s.
        longest_block_ms: The longest.
        left: What did not end.
    """

    seed: int
    asked_hours: float
    ran_s: float
    warm_up_s: float
    slope_mb_h: float | None
    private_slope_mb_h: float | None
    capture_slope_mb_h: float | None
    memory_mb: float | None
    peak_mb: float | None
    growth: Mapping[str, Growth]
    marks: Compared | None
    bugs: Mapping[str, int]
    missed: Mapping[str, int]
    done: Mapping[str, int]
    frames: int
    late: int
    gaps: int
    dropped: int
    capture_restarts: int
    blocks: int
    longest_block_ms: float
    left: tuple[str, ...]

    def problems(self) -> list[str]:
        """Give a sentence for each criterion that is not met."""
        return list(self._problems())

    def _problems(self) -> Iterator[str]:
        is_judged = self.ran_s - self.warm_up_s >= LEAST_JUDGED_S
        if is_judged and self.slope_mb_h is not None and self.slope_mb_h >= MOST_MB_AN_HOUR:
            yield f"Memory grows by {self.slope_mb_h:.2f} MB an hour; below {MOST_MB_AN_HOUR:g} is asked."
        for name, most in _MOST_MORE.items():
            grown = self.growth.get(name)
            if is_judged and grown is not None and grown.last - grown.first > most:
                yield f"{_WORDS[name]} grew from {grown.first:g} to {grown.last:g}."
        if self.marks is None:
            yield "The marks could not be compared with the register."
        else:
            yield from _mark_problems(self.marks)
        missed, done = sum(self.missed.values()), sum(self.done.values())
        if missed > done * MOST_MISSED:
            often = max(self.missed, key=lambda what: self.missed[what])
            yield f"{missed} times something that was due did not come; most often: {often}."
        for line, count in self.bugs.items():
            yield f"The log says a bug {count} times: {line}."
        if self.left:
            yield f"Did not end: {', '.join(self.left)}."

    def as_json(self) -> dict[str, object]:
        """Give all of it, and the problems."""
        return {**asdict(self), "problems": self.problems(), "is_met": not self.problems()}


_WORDS = {
    "descriptors": "Open descriptors",
    "threads": "Threads",
    "shared": "Pieces of shared memory",
    "temp_files": "Temporary files",
}


def _mark_problems(marks: Compared) -> Iterator[str]:
    if not marks.ticked:
        yield "Nobody was marked, so nothing can be said of lost marks."
    if marks.lost:
        yield f"{marks.lost} confirmed marks are in no register."
    if marks.doubled:
        yield f"{marks.doubled} marks were set twice."
    if marks.not_back:
        yield f"{marks.not_back} marks that were taken back still count."
    if marks.exported_otherwise:
        yield f"{marks.exported_otherwise} lines of the exported sheet say something else than the register."


def warm_up_of(ran_s: float) -> float:
    """Give how much is left out: ten minutes, or a third of a short run."""
    return min(WARM_UP_S, ran_s / 3)


def slope(points: Sequence[tuple[float, float | None]]) -> float | None:
    """Give the slope an hour of points (seconds, value) by least squares; None without three of them."""
    known = [(at / _HOUR_S, value) for at, value in points if value is not None]
    if len(known) < 3:
        return None
    mean_at = sum(at for at, _ in known) / len(known)
    mean = sum(value for _, value in known) / len(known)
    spread = sum((at - mean_at) ** 2 for at, _ in known)
    if spread == 0:
        return None
    return sum((at - mean_at) * (value - mean) for at, value in known) / spread


def growth_of(samples: Sequence[Sample]) -> dict[str, Growth]:
    """Give what each count was in the first and the last quarter."""
    found: dict[str, Growth] = {}
    quarter = max(1, len(samples) // 4)
    for name in _MOST_MORE:
        first = [value for one in samples[:quarter] if (value := getattr(one, name)) is not None]
        last = [value for one in samples[-quarter:] if (value := getattr(one, name)) is not None]
        if first and last:
            found[name] = Growth(float(median(first)), float(median(last)))
    return found


def settled(samples: Sequence[Sample]) -> list[Sample]:
    """Give the samples after the warm-up."""
    if not samples:
        return []
    begins = warm_up_of(samples[-1].at_s)
    return [one for one in samples if one.at_s >= begins]


def slopes(samples: Sequence[Sample]) -> tuple[float | None, float | None, float | None]:
    """Give the slopes of memory, of what is no file's, and of the capture process over its age."""
    after = settled(samples)
    lives = [
        (one.capture_age_s, one.capture_mb)
        for one in after
        if one.capture_age_s is not None and one.capture_age_s > _CAPTURE_SETTLED_S
    ]
    return (
        slope([(one.at_s, one.memory_mb) for one in after]),
        slope([(one.at_s, one.private_mb) for one in after]),
        slope(lives),
    )


def lines(report: Report) -> Iterator[str]:
    """Say it for people."""
    ran, left_out = report.ran_s / 60, report.warm_up_s / 60
    yield f"Ran {ran:.1f} minutes (seed {report.seed}); growth is looked for after the first {left_out:.1f}."
    yield _slope_line("Memory slope, MB an hour", report.slope_mb_h)
    yield _slope_line("  of what is no file's", report.private_slope_mb_h)
    yield _slope_line("  capture process, by its age", report.capture_slope_mb_h)
    if report.memory_mb is not None:
        yield f"{'Memory at the end, at rest, MB':32} {report.memory_mb:10.1f}"
    if report.peak_mb is not None:
        yield f"{'  the most, MB':32} {report.peak_mb:10.1f}"
    for name, grown in report.growth.items():
        yield f"{_WORDS[name] + ', first and last':32} {grown.first:10g} {grown.last:10g}"
    if report.marks is not None:
        marks = report.marks
        yield f"{'Marks confirmed':32} {marks.ticked:10}"
        yield f"{'  lost, doubled':32} {marks.lost:10} {marks.doubled:10}"
        yield f"{'  lines compared with the sheet':32} {marks.lines:10}"
        yield f"{'  of these otherwise':32} {marks.exported_otherwise:10}"
    yield f"{'Frames looked at':32} {report.frames:10}"
    yield f"{'  waited longer than 0.1 s':32} {report.late:10}"
    yield f"{'  0.1 s after the one before':32} {report.gaps:10}"
    yield f"{'  replaced before a look':32} {report.dropped:10}"
    yield f"{'Capture process started again':32} {report.capture_restarts:10}"
    yield f"{'Windows blocked over 0.1 s':32} {report.blocks:10}   longest {report.longest_block_ms:.0f} ms"
    for name, count in sorted(report.done.items()):
        yield f"  {name:30} {count:10}"
    for name, count in sorted(report.missed.items()):
        yield f"  did not come: {name:16} {count:10}"


def _slope_line(words: str, value: float | None) -> str:
    return f"{words:32} {'not known' if value is None else f'{value:10.2f}'}"


def plot(samples: Sequence[Sample], path: Path) -> None:
    """Draw memory, descriptors and threads over time as PNG.

    Raises:
        KioskError: PICTURE_NAME, FILE_NOT_WRITTEN.
    """
    from kiosk.ui.print.lines import Line, draw_panels

    hours = [one.at_s / _HOUR_S for one in samples]

    def line(words: str, name: str) -> Line:
        return Line(words, hours, [getattr(one, name) for one in samples])

    panels: list[Panel] = [
        ("Memory, MB", (line("program", "memory_mb"), line("of it no file's", "private_mb"))),
        ("Other processes, MB", (line("capture process", "capture_mb"), line("the others", "children_mb"))),
        ("Counts", (line("descriptors", "descriptors"), line("threads", "threads"))),
        ("Marks", (line("confirmed", "marks"),)),
    ]
    draw_panels("Soak", "hours", panels, path)
