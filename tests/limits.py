"""Limits of a decision for tests: thresholds at stated roster sizes instead of a fitted curve."""

from math import log

from kiosk.domain.matching import SHIPPED_FPIR, FalseMatchCurve, MatchLimits


def limits_through(
    small: tuple[int, float],
    large: tuple[int, float],
    *,
    margin: float = 0.05,
    largest_roster: int | None = None,
    agreement: float = 0.45,
    duplicate: float = 0.2,
) -> MatchLimits:
    """Limits whose threshold is a distance at one roster size and another at a larger one."""
    (few, far), (many, near) = small, large
    rates = [log(1.0 - (1.0 - SHIPPED_FPIR) ** (1.0 / size)) for size in (few, many)]
    slope = (rates[0] - rates[1]) / (far - near)
    curve = FalseMatchCurve(rates[0] - slope * far, slope, 0.0, near)
    return MatchLimits(curve, margin, largest_roster or many, agreement, duplicate)
