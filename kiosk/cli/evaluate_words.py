"""What `kiosk evaluate` says and draws: tables for people, JSON for machines, curves as pictures."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

from kiosk.cli.common import print_table, say
from kiosk.cli.model_words import NOT_MEASURED
from kiosk.errors import Code, KioskError
from kiosk.evaluation.fitting import Fit
from kiosk.evaluation.half import Half
from kiosk.evaluation.identification import FPIRS, SEEDS, Identification, OverSeeds, Rate
from kiosk.evaluation.looks import Looks
from kiosk.evaluation.verification import FARS, Verification
from kiosk.paths import models_dir, write_private
from kiosk.vision.limits import limits_text
from kiosk.vision.models import ModelEntry, limits_file

BENCHMARK = (
    "A figure on one set of pictures does not show that the program is fit for use at your door: other "
    "cameras, light, ages and faces. Children and some ethnic groups fare worse (models/README.md)."
)


@dataclass(frozen=True, slots=True)
class Run:
    """What an identification was measured with.

    Attributes:
        draws: Galleries a seed.
        seed: The first of 20.
        frames: Pictures a probe.
        people: Of the population.
        strangers: With one picture.
        half: Which people.
    """

    draws: int
    seed: int
    frames: int
    people: int
    strangers: int
    half: Half


@contextmanager
def progress(what: str, total: int, *, is_quiet: bool = False) -> Iterator[Callable[[int], None]]:
    """Show a bar on stderr while something long is done; nothing where nobody watches."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=is_quiet or not console.is_terminal) as bars:
        task = bars.add_task(what, total=total)
        yield lambda done: bars.update(task, completed=done)


def percent(share: float, digits: int = 2) -> str:
    """Write a share as a percentage."""
    return f"{share * 100:.{digits}f} %"


def model_text(entry: ModelEntry) -> str:
    """Name a model, and say beside its name when this project has no figures of its own for it."""
    return entry.name if entry.is_measured else f"{entry.name} ({NOT_MEASURED})"


def rate_text(rate: Rate) -> str:
    """Write a rate with its interval, and a zero with what so many people could hide."""
    if rate.value == 0.0:
        return f"0 (below {percent(rate.high)} by {rate.people} people)"
    return f"{percent(rate.value)} ({percent(rate.low)} to {percent(rate.high)})"


def seeds_text(figure: OverSeeds) -> str:
    """Write a figure with its range over the seeds, and a zero with what so many people could hide."""
    if figure.zero_below is not None:
        return f"0 (below {percent(figure.zero_below)} by {figure.people} people)"
    return f"{percent(figure.mean)} ({percent(figure.lowest)} to {percent(figure.highest)})"


def print_verification(found: Verification, looks: Looks, entry: ModelEntry) -> None:
    """Print a table."""
    rows = [
        ("accuracy, each fold at the others' threshold", percent(found.accuracy)),
        ("its standard error", percent(found.standard_error)),
        *((f"true accepts at {percent(far, 1)} false accepts", percent(found.tar[far])) for far in FARS),
        ("faces not found (their pairs count as wrong)", str(found.faces_missing)),
        *_time_rows(looks),
    ]
    print_table(f"{model_text(entry)}: {found.pairs:,} pairs", ("figure", "value"), rows, right=(1,))
    say(BENCHMARK)


def verification_json(found: Verification, looks: Looks, entry: ModelEntry) -> dict[str, object]:
    """Give the figures for machines."""
    return {
        "model": entry.name,
        "pairs": found.pairs,
        "accuracy": found.accuracy,
        "standard_error": found.standard_error,
        "tar_at_far_1pct": found.tar[0.01],
        "tar_at_far_0_1pct": found.tar[0.001],
        "faces_not_found": found.faces_missing,
        "milliseconds_a_face": looks.milliseconds or None,
    }


def print_identification(found: Sequence[Identification], entry: ModelEntry, run: Run) -> None:
    """Print a table a reading: at stated FPIRs, and at the shipped threshold."""
    probe = "one picture a probe" if run.frames == 1 else f"{run.frames} pictures a probe"
    say(
        f"{model_text(entry)}: {run.people} people to draw from, {run.strangers} strangers, {probe}, "
        f"{run.draws} draws a seed, seeds {run.seed} to {run.seed + SEEDS - 1}."
    )
    print_table(
        "Missed (FNIR) when so many strangers get a mark; mean and range over the seeds",
        ("people", *(f"FPIR {percent(fpir, 1)}" for fpir in FPIRS), "rank 1"),
        [
            (
                f"{one.gallery_size:,}",
                *(seeds_text(one.fnir_at[fpir]) for fpir in FPIRS),
                percent(one.rank1),
            )
            for one in found
        ],
        right=(0, 3),
    )
    print_table(
        f"{_whose_threshold(entry)}; 95 % interval by bootstrap over people",
        ("people", "distance", "strangers marked (FPIR)", "missed (FNIR)", "marked as another"),
        [_shipped_row(one) for one in found],
        right=(0, 1),
    )
    say(BENCHMARK)


def _whose_threshold(entry: ModelEntry) -> str:
    return (
        "At the shipped threshold" if entry.limits is not None else "At the threshold fitted at this school"
    )


def _shipped_row(one: Identification) -> tuple[str, ...]:
    size, shipped = f"{one.gallery_size:,}", one.shipped
    if shipped is None:
        return size, NOT_MEASURED, "", "", ""
    if shipped.threshold is None:
        return size, "too many people for this model: nobody is marked", "", "", ""
    fpir, fnir = rate_text(shipped.fpir), rate_text(shipped.fnir)
    return size, f"{shipped.threshold:.3f}", fpir, fnir, rate_text(shipped.misidentified)


def identification_json(
    found: Sequence[Identification], looks: Looks, entry: ModelEntry, run: Run
) -> dict[str, object]:
    """Give the figures for machines, each gallery size by its number."""
    return {
        "model": entry.name,
        "is_measured_here": entry.is_measured,
        **{key: str(value) if key == "half" else value for key, value in asdict(run).items()},
        "seeds": SEEDS,
        "faces_not_found": int((~looks.is_found).sum()),
        "gallery_sizes": {str(one.gallery_size): _one_json(one) for one in found},
    }


def _one_json(one: Identification) -> dict[str, object]:
    at_1, at_0_1 = (one.fnir_at[fpir] for fpir in FPIRS)
    shipped = one.shipped
    return {
        "fnir_at_fpir_1pct": at_1.mean,
        "fnir_at_fpir_1pct_range": [at_1.lowest, at_1.highest],
        "fnir_at_fpir_1pct_zero_below": at_1.zero_below,
        "fnir_at_fpir_0_1pct": at_0_1.mean,
        "fnir_at_fpir_0_1pct_range": [at_0_1.lowest, at_0_1.highest],
        "fnir_at_fpir_0_1pct_zero_below": at_0_1.zero_below,
        "rank1": one.rank1,
        "shipped": None
        if shipped is None
        else {
            "threshold": shipped.threshold,
            "fpir": shipped.fpir.value,
            "fpir_95": [shipped.fpir.low, shipped.fpir.high],
            "fpir_people": shipped.fpir.people,
            "fnir": shipped.fnir.value,
            "fnir_95": [shipped.fnir.low, shipped.fnir.high],
            "fnir_people": shipped.fnir.people,
            "misidentified": shipped.misidentified.value,
            "misidentified_95": [shipped.misidentified.low, shipped.misidentified.high],
        },
    }


def print_fit(found: Fit, entry: ModelEntry, half: Half) -> None:
    """Print the block for the manifest."""
    say(
        f"# {entry.name}, people: {half.value}. {found.people} with templates, {found.strangers} with one "
        f"picture, {found.pairs:,} pairs of different people in a dealing.\n[model.limits]"
    )
    say(limits_text(found.limits) + "\n[model.measured]")
    points = ", ".join(f"[{distance:.3f}, {share:g}]" for distance, share in found.missed.points)
    say(f"missed = [{points}]")


def fit_json(found: Fit, entry: ModelEntry) -> dict[str, object]:
    """Give the fit for machines, with the thresholds that come of it."""
    limits = found.limits
    sizes = (1, 10, 30, 100, 150, 300, 1000)
    return {
        "model": entry.name,
        "people": found.people,
        "strangers": found.strangers,
        "pairs": found.pairs,
        "limits": {**asdict(limits), "thresholds": {str(n): limits.greatest_distance(n) for n in sizes}},
        "missed": [list(point) for point in found.missed.points],
    }


def write_limits(found: Fit, entry: ModelEntry) -> Path:
    """Put the limits beside the model's file, as `kiosk models use` wants them.

    Raises:
        KioskError: FILE_NOT_WRITTEN.
    """
    path = limits_file(entry, models_dir() / "built")
    text = f'sha256 = "{entry.sha256}"\n\n[limits]\n{limits_text(found.limits)}'
    try:
        write_private(path, text.encode())
    except OSError as error:
        raise KioskError(Code.FILE_NOT_WRITTEN, where=path) from error
    return path


def check_plot(path: Path) -> None:
    """Refuse a name, a place or a machine that no picture can be made with.

    Raises:
        KioskError: PICTURE_NAME; FILE_NOT_WRITTEN; PICTURE_NEEDS_QT where PySide6 is not installed.
    """
    if find_spec("PySide6") is None:
        raise KioskError(Code.PICTURE_NEEDS_QT)
    from kiosk.ui.print.canvas import check_suffix

    check_suffix(path)
    if path.is_dir() or not os.access(path.parent, os.W_OK):
        raise KioskError(Code.FILE_NOT_WRITTEN, where=path)


def draw_roc(found: Verification, entry: ModelEntry, path: Path) -> None:
    """Draw true accepts against false ones."""
    from kiosk.ui.print.curves import Axes, Curve, draw

    axes = Axes(
        f"ROC, {entry.name}, {found.pairs:,} pairs",
        "false accept rate (FAR)",
        "true accept rate (TAR)",
        has_log_y=False,
    )
    draw([Curve(entry.name, found.far, found.tar_at)], axes, path)
    _say_drawn(path)


def draw_det(found: Sequence[Identification], entry: ModelEntry, path: Path) -> None:
    """Draw missed people against marked strangers, a line a gallery size."""
    from kiosk.ui.print.curves import Axes, Curve, draw

    axes = Axes(
        f"DET, {entry.name}", "strangers marked (FPIR)", "enrolled people missed (FNIR)", has_log_y=True
    )
    draw([Curve(f"{one.gallery_size:,} people", one.fpir_curve, one.fnir_curve) for one in found], axes, path)
    _say_drawn(path)


def _say_drawn(path: Path) -> None:
    sys.stderr.write(f"The curve is in {path}.\n")


def _time_rows(looks: Looks) -> list[tuple[str, str]]:
    if not looks.milliseconds:
        return [("milliseconds a face", "all embeddings were kept from before")]
    steps = [(f"milliseconds a face: {step}", f"{took:.1f}") for step, took in looks.milliseconds.items()]
    return [*steps, ("milliseconds a face: all", f"{sum(looks.milliseconds.values()):.1f}")]
