"""The limits of a model's decision as the manifest writes them down; docs/recognition.md derives each."""

from kiosk.domain.matching import FalseMatchCurve, MatchLimits
from kiosk.vision.tables import Table, is_number

FARTHEST = 2.0
"""Between two unit vectors."""
MOST_LOOKS = 1000
STEEPEST = 1000.0
"""Of the numbers of a curve; rates of e to the thousandth are no rates."""
SMALLEST_ZOOM, LARGEST_ZOOM = 0.5, 2.0


def limits_of(table: Table) -> MatchLimits:
    """Read `[model.limits]`.

    Raises:
        Wrong: With the key, when anything is missing or out of range.
    """
    margin = table.number("margin")
    if not 0 <= margin <= FARTHEST:
        raise table.wrong("margin", "is outside 0 to 2")
    looks = table.number("looks")
    if not 1 <= looks <= MOST_LOOKS:
        raise table.wrong("looks", f"is outside 1 to {MOST_LOOKS}")
    return MatchLimits(
        curve=_curve(table.table("false_matches")),
        margin=margin,
        largest_roster=table.positive("largest_roster"),
        agreement=_distance(table, "agreement"),
        duplicate=_distance(table, "duplicate"),
        looks=looks,
    )


def zooms_of(table: Table) -> tuple[float, ...]:
    """Read the sizes in which a model looks at a face.

    Raises:
        Wrong: When the first is not 1, or one is no number from 0.5 to 2.
    """
    zooms = table.items("zooms")
    if not all(is_number(zoom) and SMALLEST_ZOOM <= zoom <= LARGEST_ZOOM for zoom in zooms):
        raise table.wrong("zooms", "is not a list of numbers from 0.5 to 2")
    if not zooms or zooms[0] != 1:
        raise table.wrong("zooms", "does not begin with 1")
    return tuple(float(zoom) for zoom in zooms)


def limits_text(limits: MatchLimits) -> str:
    """Write `[model.limits]`, or `[limits]` of a file of its own, without its head."""
    curve = limits.curve
    return (
        f"false_matches = {{ constant = {curve.constant:.2f}, slope = {curve.slope:.2f}, "
        f"curvature = {curve.curvature:.2f}, measured_from = {curve.measured_from:.3f} }}\n"
        f"looks = {limits.looks:.2f}\n"
        f"margin = {limits.margin:.3f}\n"
        f"largest_roster = {limits.largest_roster}\n"
        f"agreement = {limits.agreement:.3f}\n"
        f"duplicate = {limits.duplicate:.3f}\n"
    )


def _curve(table: Table) -> FalseMatchCurve:
    constant, slope, curvature = (table.number(key) for key in ("constant", "slope", "curvature"))
    for key in ("constant", "slope", "curvature"):
        if abs(table.number(key)) > STEEPEST:
            raise table.wrong(key, "is too large")
    if slope <= 0:
        raise table.wrong("slope", "is not above 0")
    if curvature > 0:
        raise table.wrong("curvature", "is above 0")
    return FalseMatchCurve(constant, slope, curvature, _distance(table, "measured_from"))


def _distance(table: Table, key: str) -> float:
    value = table.number(key)
    if not 0 < value <= FARTHEST:
        raise table.wrong(key, "is outside 0 to 2")
    return value
