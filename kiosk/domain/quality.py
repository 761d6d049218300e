"""The quality gate: the first reason, in the order a person can act on, why a face is not embedded."""

from dataclasses import dataclass

from kiosk.domain.faces import FaceMeasures, Verdict


@dataclass(frozen=True, slots=True)
class QualityLimits:
    """Limits of the gate. Each is a first value measured on the demo walk-up; recognition calibrates them."""

    least_presence: float = 0.5
    """Below: the mesh does not see a whole face, so something covers it."""
    least_inside: float = 0.98
    """Below: part of the face is outside the picture, and a cut face embeds badly."""
    least_eye_distance_px: float = 28.0
    """Below: the chip (53 px between the eyes at 150 px) would be enlarged more than twice. The benchmark's
    pictures, on which the error rates were measured, have 30 to 52 (1st to 99th percentile of 566), median 41."""
    greatest_size: float = 0.85
    """Above: the face fills the picture, and a wide lens distorts it."""
    greatest_yaw: float = 28.0
    """Degrees either way; the alignment has no points on the far side beyond it."""
    greatest_pitch: float = 25.0
    """Degrees either way."""
    greatest_roll: float = 35.0
    """Degrees either way; alignment removes roll, so this only refuses a head lying down."""
    least_light: float = 0.16
    """Below: the camera's noise is stronger than the face."""
    least_contrast: float = 0.12
    """Below: back-lit or washed out."""
    least_sharpness: float = 25.0
    """Below: blurred by motion or focus."""


def judge(measures: FaceMeasures | None, limits: QualityLimits) -> Verdict:
    """Say what keeps a face from being embedded, if anything does.

    Args:
        measures: Of the served face, or None when nobody is inside the gate.
        limits: The gate.

    Returns:
        One verdict: the first that holds in the order far, close, outside, covered, turned, dark, blurred.
    """
    if measures is None:
        return Verdict.NONE
    tests = (
        (measures.eye_distance_px < limits.least_eye_distance_px, Verdict.TOO_FAR),
        (measures.size > limits.greatest_size, Verdict.TOO_CLOSE),
        (measures.inside < limits.least_inside, Verdict.OFF_CENTRE),
        (measures.presence < limits.least_presence, Verdict.COVERED),
        (
            abs(measures.yaw) > limits.greatest_yaw
            or abs(measures.pitch) > limits.greatest_pitch
            or abs(measures.roll) > limits.greatest_roll,
            Verdict.TURNED,
        ),
        (measures.light < limits.least_light or measures.contrast < limits.least_contrast, Verdict.DARK),
        (measures.sharpness < limits.least_sharpness, Verdict.BLURRED),
    )
    return next((verdict for failed, verdict in tests if failed), Verdict.OK)
