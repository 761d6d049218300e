"""What `kiosk bench --scale` and `kiosk bench --start` say."""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kiosk.cli.common import print_json, print_table, say

if TYPE_CHECKING:
    from kiosk.cli.measurements_scale import ScaleSize
    from kiosk.cli.measurements_start import Start

_BUILT = "A built program cannot measure this: it has no Python to start a process of its own with."
_NOT_COLD = "Cold starts are left out: only root on Linux can empty the page cache."
_START_PEOPLE = 1_000


def sizes_of(text: str) -> list[int]:
    """Read "100,1000,10000".

    Raises:
        typer.BadParameter: When it is no list of sizes that can be made.
    """
    from kiosk.cli.measurements_scale import LEAST, MOST

    words = [word.strip().replace("_", "") for word in text.split(",")]
    if not all(word.isdecimal() and LEAST <= int(word) <= MOST for word in words):
        raise typer.BadParameter(f"whole numbers from {LEAST} to {MOST:,}, with commas between them")
    return sorted({int(word) for word in words})


def run_scale(
    sizes: Sequence[int], *, weeks: int | None, starts: int, plot: Path | None, as_json: bool
) -> None:
    """Measure the sizes and say them.

    Args:
        sizes: How many people, rising.
        weeks: How long a term; None for what each size allows.
        starts: How many warm starts of each.
        plot: A PNG to draw the growth in; None for none.
        as_json: As one document.

    Raises:
        KioskError: PICTURE_NAME, before anything is measured; FILE_NOT_WRITTEN.
        typer.Exit: With 1 when a search gave another answer than the plain product.
    """
    if getattr(sys, "frozen", False):
        say(_BUILT)
        return
    from kiosk.cli import measurements_scale

    if plot is not None:
        from kiosk.ui.print.curves import check_suffix

        check_suffix(plot)
    measured = []
    for people in sizes:
        if not as_json:
            say(f"Measuring {people:,} people ...")
        measured.append(measurements_scale.measure(people, weeks, starts))
    if plot is not None:
        measurements_scale.draw(measured, plot)
    if as_json:
        print_json({"sizes": [size.as_json() for size in measured]})
    else:
        _show(measured)
    if not all(size.gallery.is_exact for size in measured):
        raise typer.Exit(1)


def _show(sizes: "Sequence[ScaleSize]") -> None:
    from kiosk.cli.measurements_scale import QUANTITIES
    from kiosk.cli.measurements_start import can_be_cold

    rows = [
        (
            quantity.words,
            quantity.unit,
            *(_figure(quantity.of(size)) for size in sizes),
            _figure(quantity.growth(sizes)),
        )
        for quantity in QUANTITIES
    ]
    rows.append(("the product's answers, of all searches", "%", *(_exact(size) for size in sizes), ""))
    columns = ("what", "unit", *(f"{size.people:,}" for size in sizes), "growth")
    print_table("By the people on the rolls, all enrolled", columns, rows, right=range(2, len(sizes) + 3))
    for size in sizes:
        marks, weeks = f"{size.school.marks:,}", size.school.weeks
        say(f"Marks of {size.people:,} people: {marks}, weeks: {weeks}.")
    if not can_be_cold():
        say(_NOT_COLD)


def run_start(people: int | None, *, starts: int, as_json: bool) -> None:
    """Measure the start of a school that is made for it, cold where that can be, and warm.

    Args:
        people: On its rolls.
        starts: How many of each.
        as_json: As one document.
    """
    if getattr(sys, "frozen", False):
        say(_BUILT)
        return
    from kiosk.cli import measurements_school, measurements_start

    count = people or _START_PEOPLE
    with tempfile.TemporaryDirectory(prefix="rollcall-bench-") as folder:
        school = Path(folder) / "school"
        measurements_school.measure(school, count, 1)
        measurements_start.measure(school, is_cold=False)  # a new school finds things out in its first start
        kinds = (True, False) if measurements_start.can_be_cold() else (False,)
        found = [
            measurements_start.quickest(
                [measurements_start.measure(school, is_cold=is_cold) for _ in range(starts)]
            )
            for is_cold in kinds
        ]
    if as_json:
        print_json({"people": count, "starts": [start.as_json() for start in found]})
        return
    _show_start(count, found)
    if len(kinds) == 1:
        say(_NOT_COLD)


def _show_start(people: int, starts: "Sequence[Start]") -> None:
    from kiosk.cli.measurements_start import MOMENTS

    heads = [f"{'cold' if start.is_cold else 'warm'}, {unit}" for start in starts for unit in ("s", "MB")]
    print_table(
        f"Seconds from the start of the process, {people:,} people enrolled, and memory then",
        ("reached", *heads),
        [
            (
                words,
                *(
                    cell
                    for start in starts
                    for cell in (_figure(start.seconds[name]), _figure(start.megabytes[name]))
                ),
            )
            for name, words in MOMENTS.items()
        ],
        right=range(1, len(heads) + 1),
    )


def _exact(size: "ScaleSize") -> str:
    kinds = (size.gallery.enrolled, size.gallery.strangers, size.gallery.random)
    return f"{100 * sum(kind.exact for kind in kinds) / len(kinds):.4g}"


def _figure(value: float | None) -> str:
    """Give a figure with three digits that mean something; "" for what was not measured."""
    if value is None:
        return ""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3
    return f"{value:,.{digits}f}"
