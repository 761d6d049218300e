"""Samples and reports of a soak that never ran."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.cli.soak_marks import Compared
from kiosk.cli.soak_report import Report
from kiosk.cli.soak_watch import Sample

STILL = Sample(
    at_s=0.0,
    memory_mb=600.0,
    private_mb=400.0,
    peak_mb=880.0,
    capture_mb=80.0,
    capture_age_s=100.0,
    children_mb=48.0,
    descriptors=24,
    threads=16,
    shared=1,
    temp_files=0,
    blocks_of_memory=900_000,
    frames=0,
    late=0,
    gaps=0,
    blocks=0,
    longest_block_ms=10.0,
    marks=0,
)

ALL_THERE = Compared(
    ticked=900, held=900, lost=0, doubled=0, unasked=0, not_back=0, exported_otherwise=0, lines=3000
)

GOOD = Report(
    seed=7,
    asked_hours=2.0,
    ran_s=7200.0,
    warm_up_s=600.0,
    slope_mb_h=0.4,
    private_slope_mb_h=0.3,
    capture_slope_mb_h=0.1,
    memory_mb=610.0,
    peak_mb=880.0,
    growth={},
    marks=ALL_THERE,
    bugs={},
    missed={},
    done={"rounds": 240},
    frames=80_000,
    late=100,
    gaps=900,
    dropped=300,
    capture_restarts=9,
    blocks=300,
    longest_block_ms=1500.0,
    left=(),
)


def samples(
    hours: float, change: Callable[[Sample], Sample] = lambda one: one, every_s: float = 10.0
) -> list[Sample]:
    """Make the samples of a run, each changed by its time."""
    count = round(hours * 3600 / every_s)
    return [change(replace(STILL, at_s=place * every_s)) for place in range(count)]
