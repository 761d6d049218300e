"""What `kiosk bench --load` and `--queue` say."""

from typing import TYPE_CHECKING

import typer

from kiosk.cli.common import print_json, print_table, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.cli.measurements_load import LoadFigures
    from kiosk.cli.measurements_queue import WayFigures

_BUILT = "A built program cannot measure this: it has no Python to start a process of its own with."
_WAYS = {"face": "face", "face_and_pin": "face and PIN", "number_and_pin": "number and PIN"}


def run_load(seconds: float, *, as_json: bool) -> None:
    """Measure under load and say it.

    Raises:
        typer.Exit: With 1 when frames were queued or got lost, or when nobody got a tick, so that the way to
            it was not measured.
    """
    from kiosk.cli import measurements_load

    found = measurements_load.load(seconds)
    if found is None:
        say(_BUILT)
        return
    if as_json:
        print_json(found.as_json())
    else:
        _show_load(found)
    if found.is_growing or not found.is_accounted_for or not found.ticked:
        raise typer.Exit(1)


def _show_load(found: "LoadFigures") -> None:
    print_table(
        f"Three faces in view for {found.seconds:.0f} s, {found.cores} cores, milliseconds",
        ("what", "median", "95 % below", "longest"),
        [
            (what, f"{spread.median:.1f}", f"{spread.p95:.1f}", f"{spread.longest:.1f}")
            for what, spread in (
                *([("third good frame to the tick painted", found.tick_ms)] if found.ticked else ()),
                ("age of a frame when taken, first third", found.age_first_ms),
                ("age of a frame when taken, last third", found.age_last_ms),
                ("window did not come round, nobody there", found.rest_ms),
                ("window did not come round, under load", found.block_ms),
            )
        ],
        right=(1, 2, 3),
    )
    say(
        f"Frames a second: {found.offered / found.seconds:.1f} offered, "
        f"{found.taken / found.seconds:.1f} taken; the others are dropped by design."
    )
    say(f"Each frame was taken or dropped: {'yes' if found.is_accounted_for else 'NO'}.")
    say(f"Frames wait longer and longer: {'YES' if found.is_growing else 'no'}.")
    not_measured = "" if found.ticked else " NOBODY: the way to a tick was not measured."
    say(f"Stepped to the front: {found.in_front}, ticked: {found.ticked}.{not_measured}")
    say(
        f"Blocks of the window over 50 ms: {found.blocks_over_50_ms}; the most it worked in one go: "
        f"{found.longest_work_ms:.1f} ms."
    )
    if found.grown_mb is not None and found.capture_grown_mb is not None:
        say(f"Memory meanwhile: {found.grown_mb:+.1f} MB, capture process {found.capture_grown_mb:+.1f} MB.")
    if found.busy_before is not None:
        say(f"Before it began, {found.busy_before:.1f} processes wanted a processor.")


def run_queue(between_s: float, *, as_json: bool) -> None:
    """Measure a queue and say how many doors many people need.

    Raises:
        typer.Exit: With 1 when somebody was not marked.
    """
    from kiosk.cli import measurements_queue

    found = measurements_queue.queue()
    if not found:
        say(_BUILT)
        return
    if as_json:
        print_json({"between_s": between_s, "ways": [one.as_json(between_s) for one in found]})
    else:
        _show_queue(found, between_s)
    if any(one.marked < one.people for one in found):
        raise typer.Exit(1)


def _show_queue(found: "Sequence[WayFigures]", between_s: float) -> None:
    from kiosk.cli.measurements_queue import CROWDS, KEY_S, LOOK_S, MINUTES

    print_table(
        "One door, seconds a person",
        ("way", "marked", "machine, median", "95 % below", "person, assumed", "people a minute"),
        [
            (
                _WAYS[one.way],
                f"{one.marked} of {one.people}",
                f"{one.machine_ms.median / 1e3:.2f}",
                f"{one.machine_ms.p95 / 1e3:.2f}",
                f"{one.person_s(between_s):.2f}",
                f"{one.a_minute(between_s):.0f}",
            )
            for one in found
        ],
        right=(1, 2, 3, 4, 5),
    )
    print_table(
        f"Kiosks for everybody within {MINUTES:.0f} minutes",
        ("people", *(_WAYS[one.way] for one in found)),
        [(f"{people:,}", *(f"{one.kiosks(people, between_s):,}" for one in found)) for people in CROWDS],
        right=tuple(range(len(found) + 1)),
    )
    say("Measured: from coming into view to the tick painted, less the typing. Assumed:")
    say(f"{between_s:g} s from a tick until the next one comes into view (--between), {KEY_S:g} s a key,")
    say(f"{LOOK_S:g} s to see what is asked; whoever comes finds the next free door, and nobody needs help.")
    say("Plan one kiosk more than the table says.")
