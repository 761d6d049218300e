"""What `kiosk bench --scale` and `kiosk bench --start` say."""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kiosk.cli.common import print_json, print_table, say

if TYPE_CHECKING:
    from kiosk.cli.measurements_scale import Plan, ScaleSize
    from kiosk.cli.measurements_start import Start

_BUILT = "A built program cannot measure this: it has no Python to start a process of its own with."
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


def run_scale(sizes: Sequence[int], plan: "Plan", *, plot: Path | None, as_json: bool) -> None:
    """Measure the sizes and say them.

    Args:
        sizes: How many people, rising.
        plan: What of each.
        plot: A PNG to draw the growth in; None for none.
        as_json: As one document.

    Raises:
        KioskError: PICTURE_NAME, before anything is measured; FILE_NOT_WRITTEN.
        typer.BadParameter: When it cannot be cold.
        typer.Exit: With 1 when a search gave another answer than the plain product.
    """
    if getattr(sys, "frozen", False):
        say(_BUILT)
        return
    from kiosk.cli import measurements_scale

    _check_cold(is_cold=plan.is_cold)
    if plot is not None:
        from kiosk.ui.print.canvas import check_suffix

        check_suffix(plot)
    measured = []
    for people in sizes:
        if not as_json:
            say(f"Measuring {people:,} people ...")
        measured.append(measurements_scale.measure(people, plan))
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


def run_start(people: int | None, *, starts: int, is_cold: bool, as_json: bool) -> None:
    """Measure the start of a school that is made for it.

    Args:
        people: On its rolls.
        starts: How many of each; the quickest counts.
        is_cold: With nothing in the page cache too.
        as_json: As one document.

    Raises:
        typer.BadParameter: When it cannot be cold.
    """
    if getattr(sys, "frozen", False):
        say(_BUILT)
        return
    from kiosk.cli import measurements_school, measurements_start

    _check_cold(is_cold=is_cold)
    count = people or _START_PEOPLE
    with tempfile.TemporaryDirectory(prefix="rollcall-bench-") as folder:
        school = Path(folder) / "school"
        measurements_school.measure(school, count, 1)
        measurements_start.measure(school, is_cold=False)  # a new school finds things out in its first start
        found = [
            measurements_start.quickest(
                [measurements_start.measure(school, is_cold=this_one) for _ in range(starts)]
            )
            for this_one in ((True, False) if is_cold else (False,))
        ]
    if as_json:
        print_json({"people": count, "starts": [start.as_json() for start in found]})
        return
    _show_start(count, found)


def _check_cold(*, is_cold: bool) -> None:
    from kiosk.cli.measurements_start import can_be_cold

    if is_cold and not can_be_cold():
        raise typer.BadParameter("only root on Linux can empty the page cache", param_hint="--cold")


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
