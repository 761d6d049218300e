"""Whether a template has grown old: accepted faces move away from it, mark by mark.

Three numbers a template are kept, and no time, no session and no face. Nothing here changes a template: what
learns from its own matches learns its own mistakes too. All that comes of it is the advice to enrol again.
"""

from dataclasses import dataclass

BASELINE_MARKS = 10
"""Marks whose mean is what "as it was" means. A convention: two weeks of school days, so that one morning's
light does not decide."""
LEAST_SINCE = 20
"""Marks after those before anything is said. A convention: the recent mean has then forgotten the baseline
(what is left of it after 20 more marks is 2 %)."""
RECENT_WEIGHT = 2 / (10 + 1)
"""Of the newest mark in the recent mean, which so has the mean age of a plain mean over the last 10."""
GROWN_BY = 1 / 3
"""A mean this share above its baseline is ageing however far the threshold is. A convention, to be calibrated
on a school's second year; nobody's pictures of several years were measured for it."""


@dataclass(frozen=True, slots=True)
class Drift:
    """How far the faces that were marked by a template have been from it.

    Attributes:
        marks: How many.
        baseline: Mean distance of the first ones, BASELINE_MARKS at most.
        recent: Mean distance of the last ones, weighted towards the newest.
    """

    marks: int
    baseline: float
    recent: float


def folded(before: Drift | None, distance: float) -> Drift:
    """Take one more accepted distance in.

    Args:
        before: None for a template's first mark.
        distance: Of the sighting to the template, 0 to 2.
    """
    if before is None:
        return Drift(1, distance, distance)
    marks = before.marks + 1
    if marks <= BASELINE_MARKS:
        mean = before.baseline + (distance - before.baseline) / marks
        return Drift(marks, mean, mean)
    return Drift(marks, before.baseline, before.recent + RECENT_WEIGHT * (distance - before.recent))


def is_ageing(drift: Drift, threshold: float) -> bool:
    """Say whether a new enrolment is due.

    Distances past the threshold are refused and so never seen here. A mean that is nearer to the threshold
    than to where it began therefore has misses behind it already.

    Args:
        drift: Of the template.
        threshold: Of the person's list, 0 to 2.
    """
    if drift.marks < BASELINE_MARKS + LEAST_SINCE:
        return False
    half_way = (drift.baseline + threshold) / 2
    return drift.recent > min(half_way, drift.baseline * (1 + GROWN_BY))
