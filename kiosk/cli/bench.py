"""`kiosk bench`: milliseconds a stage, frames a second, start-up, memory by part, the index, an empty room.

With `--peer` it compares instead: the same steps as `face_recognition` does them, on the same frames. With
`--load` it measures the whole door with three faces in view, with `--queue` how many people a minute pass it,
with `--register` the register at the sizes of a class, a school and a large one, with `--start` a start from
the first moment to the first mark, with `--scale` all of it at several sizes and how it grows.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli import bench_door, bench_peer, bench_scale
from kiosk.cli.common import DataDirOption, JsonOption, print_json, print_table, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.cli.measurements import Part
    from kiosk.cli.measurements_idle import IdleCost
    from kiosk.cli.measurements_index import IndexSize
    from kiosk.cli.timing import Timing

FRAMES = 100
INDEX_SIZES = (100, 1_000, 10_000)
_REGISTER_STEPS = (
    ("open", "open all of today's registers as one list"),
    ("keystroke", "one more letter in the filter"),
    ("counts", "today's counts of every register"),
    ("report", "report of a term"),
    ("sheet", "day's sheet of the largest group, XLSX"),
    ("import", "import everybody from a CSV file"),
)
"""The steps of measurements_register in words."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("bench")(bench)


def bench(
    frames: Annotated[int, typer.Option(min=10, max=10_000, help="How many frames are measured.")] = FRAMES,
    window: Annotated[bool, typer.Option(help="Measure the start of the window too.")] = True,
    idle: Annotated[bool, typer.Option(help="Measure an empty room too, for ten seconds.")] = True,
    peer: Annotated[
        bool,
        typer.Option("--peer", help="Compare with face_recognition's steps instead; needs dlib."),
    ] = False,
    peer_models: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="With --peer: where OpenCV's two model files are, to compare too."
        ),
    ] = None,
    load: Annotated[
        bool, typer.Option("--load", help="Measure the whole door instead, three faces in view all the time.")
    ] = False,
    seconds: Annotated[float, typer.Option(min=4, max=86_400, help="With --load: how long.")] = 60.0,
    queue: Annotated[
        bool, typer.Option("--queue", help="Measure people a minute instead, and count kiosks for many.")
    ] = False,
    between: Annotated[
        float, typer.Option(min=0, max=60, help="With --queue: seconds from a tick to the next one in view.")
    ] = 2.0,
    of_register: Annotated[
        bool,
        typer.Option("--register", help="Measure the register instead, in sample schools made for it."),
    ] = False,
    scale: Annotated[
        str | None,
        typer.Option(
            metavar="N,N,...",
            help="Measure index, start, memory and register instead, for so many people each.",
        ),
    ] = None,
    start: Annotated[
        bool, typer.Option("--start", help="Measure a start to its first mark instead.")
    ] = False,
    starts: Annotated[
        int, typer.Option(min=0, max=100, help="With --scale or --start: how many; the quickest counts.")
    ] = 3,
    cold: Annotated[
        bool,
        typer.Option(
            "--cold", help="With --scale or --start: cold too. Empties the page cache; root on Linux."
        ),
    ] = False,
    weeks: Annotated[
        int | None,
        typer.Option(min=1, max=40, help="With --scale: how long a term, where it is to be another."),
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="With --scale: draw how it grows.")
    ] = None,
    people: Annotated[
        list[int] | None,
        typer.Option(
            "--people",
            metavar="N",
            min=25,
            max=20_000,
            help="With --register: how large, more than once. With --start: how large.",
        ),
    ] = None,
    data_dir: DataDirOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure this machine, on the synthetic walk-up: recognition, start-up, memory and index.

    Only --register looks at a data folder: a sample school that is named is the largest one measured.
    """
    if of_register:
        _measure_register(sorted(people or ()), data_dir, as_json=as_json)
    elif peer:
        bench_peer.run(frames, peer_models, as_json=as_json)
    elif load:
        bench_door.run_load(seconds, as_json=as_json)
    elif queue:
        bench_door.run_queue(between, as_json=as_json)
    elif scale is not None:
        from kiosk.cli import measurements_scale

        sizes = bench_scale.sizes_of(scale)
        plan = measurements_scale.Plan(weeks, starts, is_cold=cold)
        bench_scale.run_scale(sizes, plan, plot=plot, as_json=as_json)
    elif start:
        largest = max(people or (), default=None)
        bench_scale.run_start(largest, starts=max(starts, 1), is_cold=cold, as_json=as_json)
    else:
        _measure(frames, window=window, idle=idle, as_json=as_json)


def _measure(frames: int, *, window: bool, idle: bool, as_json: bool) -> None:
    """Measure recognition, the window, memory, the index and an empty room."""
    from kiosk.cli import measurements, measurements_idle, measurements_index

    stages, rate = measurements.stages(frames)
    sizes = [measurements_index.index(people) for people in INDEX_SIZES]
    memory = measurements.memory()
    start_ms = measurements.window_ms() if window else None
    empty_room = measurements_idle.idle() if idle else None
    if as_json:
        print_json(
            {
                "frames": frames,
                "stages": [stage.as_json() for stage in stages],
                "frames_per_second": round(rate, 1),
                "window_visible_ms": start_ms,
                "idle": None if empty_room is None else empty_room.as_json(),
                "memory": [part.as_json() for part in memory],
                "index": [size.as_json() for size in sizes],
            }
        )
        return
    _show_stages(frames, stages, rate)
    if start_ms is not None:
        say(f"The window is visible {start_ms / 1000:.1f} s after the start.")
    if empty_room is not None:
        _show_idle(empty_room)
    _show_memory(memory)
    _show_index(sizes)


def _measure_register(people: "Sequence[int]", there: Path | None, *, as_json: bool) -> None:
    from kiosk.cli import measurements_register

    sizes = people or (measurements_register.SIZES if there is None else measurements_register.SIZES[:-1])
    measured = [measurements_register.measure(size) for size in sizes]
    if there is not None:
        measured.append(measurements_register.measure(0, there))
    if as_json:
        print_json({"sizes": [size.as_json() for size in measured]})
        return
    print_table(
        "The register, seconds",
        ("step", *(f"{size.people:,} people, {size.marks:,} marks" for size in measured), "growth"),
        [
            (
                words,
                *(_seconds(size.seconds[step]) for size in measured),
                _times(measurements_register.growth(measured, step)),
            )
            for step, words in _REGISTER_STEPS
        ],
        right=tuple(range(1, len(measured) + 2)),
    )


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.3f}"


def _times(growth: float | None) -> str:
    return "" if growth is None else f"{growth:.1f} times"


def _show_stages(frames: int, stages: "Sequence[Timing]", rate: float) -> None:
    print_table(
        f"One thread, {frames} frames of 640 x 480",
        ("stage", "median ms", "95 % below ms"),
        [(stage.name, f"{stage.median_ms:.1f}", f"{stage.p95_ms:.1f}") for stage in stages],
        right=(1, 2),
    )
    say(f"{rate:.0f} frames a second, every frame embedded and matched.")


def _show_idle(cost: "IdleCost") -> None:
    capture = "" if cost.capture_percent is None else f", capture {cost.capture_percent:.1f} %"
    say(f"Idle, nobody there: recognition {cost.recognition_percent:.1f} % of one core{capture}.")


def _show_memory(memory: "Sequence[Part]") -> None:
    print_table(
        "Memory and time of each part alone, over a bare Python",
        ("part", "MB", "ms"),
        [(part.name, f"{part.megabytes:.0f}", f"{part.milliseconds:.0f}") for part in memory],
        right=(1, 2),
    )


def _show_index(sizes: "Sequence[IndexSize]") -> None:
    print_table(
        "Index: one search, the two nearest people, one thread",
        (
            "people",
            "BallTree median ms",
            "99 % below ms",
            "brute force median ms",
            "99 % below ms",
            "BallTree over brute force",
            "same answers",
        ),
        [
            (
                f"{size.people:,}",
                f"{size.tree.median_ms:.2f}",
                f"{size.tree.p99_ms:.2f}",
                f"{size.brute.median_ms:.2f}",
                f"{size.brute.p99_ms:.2f}",
                f"{size.ratio:.1f}",
                "yes" if size.is_exact else "NO",
            )
            for size in sizes
        ],
        right=(0, 1, 2, 3, 4, 5),
    )
