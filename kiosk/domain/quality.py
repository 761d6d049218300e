"""The quality gate: the first reason, in the order a person can act on, why a face is not embedded."""

from dataclasses import dataclass

from kiosk.domain.faces import FaceMeasures, Verdict


@dataclass(frozen=True, slots=True)
class QualityLimits:
    """Limits of the gate.

    Each is where recognition began to suffer on press portraits: 560 probes as they are, and 150 degraded
    step by step, at the threshold of 30 people, where 7 % are missed when nothing is wrong. The percentages
    are the share missed. Recognition calibrates them on more.
    """

    least_presence: float = 0.5
    """Below: the mesh does not see a whole face, so something covers it, once it stands still."""
    near_size: float = 0.25
    """Share of the frame's height from which a face that moves is told to hold still, not to come closer."""
    least_inside: float = 0.98
    """Below: part of the face is outside the picture, and a cut face embeds badly."""
    least_eye_distance_px: float = 24.0
    """Below: too few pixels. Missed 7 % at 20 px and 10 % at 16, but on pictures scaled down, which are
    sharper than a camera's of that size; 24 is 2 m from a usual webcam at 1280 x 720. The portraits
    themselves have 29 to 57 (99 % of them), median 41."""
    greatest_size: float = 0.85
    """Above: the face fills the picture, and a wide lens distorts it."""
    greatest_yaw: float = 30.0
    """Degrees either way. Missed 5 to 10 % up to 35, half beyond: the nose then hides the far eye."""
    greatest_pitch: float = 25.0
    """Degrees either way. Missed 12 % from 15 to 25, half beyond."""
    greatest_roll: float = 35.0
    """Degrees either way; alignment removes roll, so this only refuses a head lying down."""
    least_light: float = 0.13
    """Below: the camera's noise is stronger than the face. Missed 7 % at 0.20, 15 % at 0.10, 32 % at 0.06."""
    least_contrast: float = 0.14
    """Below: back-lit or washed out. Missed 7 % at 0.23, 15 % at 0.12."""
    least_backlight: float = 0.2
    """By so much brighter must be what is beside a face that is refused for its light, for the person to be
    told that the light is behind them and not that there is too little. It keeps nobody out and lets nobody
    in. Of 307 portraits, dark or washed out as a whole, none of 1,539 pictures reached it (at 0.15 three);
    before grounds of 0.4 to 1.0, on both sides or on one, 98 % of 4,482."""
    least_sharpness: float = 2.4
    """Below: blurred by motion or focus. Sharp portraits have 5 to 31. With 41 px between the eyes, a
    Gaussian blur of 1.5 px gives 2.9 and 12 % missed, of 2 px 1.7 and 17 %; motion over 9 px 1.5 to 2.3 and
    23 to 39 %. Blur also brings strangers nearer to the enrolled, so it is refused for both reasons."""


def judge(measures: FaceMeasures | None, limits: QualityLimits, *, is_steady: bool = True) -> Verdict:
    """Say what keeps a face from being embedded, if anything does.

    A face that is still coming is often not seen whole, and nothing covers it: only one that is steady is
    said to be covered.

    Args:
        measures: Of the served face, or None when nobody is inside the gate.
        limits: The gate.
        is_steady: It has been in its place for a moment. A picture that belongs to no stream is.

    Returns:
        One verdict: the first that holds in the order far, close, outside, covered (or still coming), turned,
        dark (or back-lit), blurred.
    """
    if measures is None:
        return Verdict.NONE
    tests = (
        (measures.eye_distance_px < limits.least_eye_distance_px, Verdict.TOO_FAR),
        (measures.size > limits.greatest_size, Verdict.TOO_CLOSE),
        (measures.inside < limits.least_inside, Verdict.OFF_CENTRE),
        (measures.presence < limits.least_presence, _unseen(measures, limits, is_steady=is_steady)),
        (
            abs(measures.yaw) > limits.greatest_yaw
            or abs(measures.pitch) > limits.greatest_pitch
            or abs(measures.roll) > limits.greatest_roll,
            Verdict.TURNED,
        ),
        (
            measures.light < limits.least_light or measures.contrast < limits.least_contrast,
            _ill_lit(measures, limits),
        ),
        (measures.sharpness < limits.least_sharpness, Verdict.BLURRED),
    )
    return next((verdict for failed, verdict in tests if failed), Verdict.OK)


def _unseen(measures: FaceMeasures, limits: QualityLimits, *, is_steady: bool) -> Verdict:
    if is_steady:
        return Verdict.COVERED
    return Verdict.TOO_FAR if measures.size < limits.near_size else Verdict.BLURRED


def _ill_lit(measures: FaceMeasures, limits: QualityLimits) -> Verdict:
    is_behind = measures.surround - measures.light >= limits.least_backlight
    return Verdict.BACKLIT if is_behind else Verdict.DARK
