"""`kiosk bench`: milliseconds a stage, frames a second, start-up, memory by part, and the index by size."""

from typing import Annotated

import typer

from kiosk.cli.common import DataDirOption, JsonOption, print_json, print_table, say

FRAMES = 100
INDEX_SIZES = (100, 1_000, 10_000)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("bench")(bench)


def bench(
    frames: Annotated[int, typer.Option(min=10, max=10_000, help="How many frames are measured.")] = FRAMES,
    window: Annotated[bool, typer.Option(help="Measure the start of the window too.")] = True,
    data_dir: DataDirOption = None,  # noqa: ARG001 - every command takes it; a measurement touches no data
    as_json: JsonOption = False,
) -> None:
    """Measure this machine, on the synthetic walk-up: recognition, start-up, memory and index."""
    from kiosk.cli import measurements

    stages, rate = measurements.stages(frames)
    index = [measurements.index(people) for people in INDEX_SIZES]
    memory = measurements.memory()
    start_ms = measurements.window_ms() if window else None
    if as_json:
        print_json(
            {
                "frames": frames,
                "stages": [stage.as_json() for stage in stages],
                "frames_per_second": round(rate, 1),
                "window_visible_ms": start_ms,
                "memory": [part.as_json() for part in memory],
                "index": [size.as_json() for size in index],
            }
        )
        return
    print_table(
        f"One thread, {frames} frames of 640 x 480",
        ("stage", "median ms", "95 % below ms"),
        [(stage.name, f"{stage.median_ms:.1f}", f"{stage.p95_ms:.1f}") for stage in stages],
        right=(1, 2),
    )
    say(f"{rate:.0f} frames a second, every frame embedded and matched.")
    if start_ms is not None:
        say(f"The window is visible {start_ms / 1000:.1f} s after the start.")
    print_table(
        "Memory and time of each part alone, over a bare Python",
        ("part", "MB", "ms"),
        [(part.name, f"{part.megabytes:.0f}", f"{part.milliseconds:.0f}") for part in memory],
        right=(1, 2),
    )
    print_table(
        "Index: one search, the two nearest people",
        (
            "people",
            "BallTree median ms",
            "99 % below ms",
            "brute force median ms",
            "99 % below ms",
            "same answers",
        ),
        [
            (
                f"{size.people:,}",
                f"{size.tree.median_ms:.2f}",
                f"{size.tree.p99_ms:.2f}",
                f"{size.brute.median_ms:.2f}",
                f"{size.brute.p99_ms:.2f}",
                "yes" if size.is_exact else "NO",
            )
            for size in index
        ],
        right=(0, 1, 2, 3, 4),
    )
