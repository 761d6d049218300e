import itertools
from dataclasses import replace

import pytest

from kiosk.domain.faces import FaceMeasures, Verdict
from kiosk.domain.quality import QualityLimits, judge

LIMITS = QualityLimits()
GOOD = FaceMeasures(
    eye_distance_px=60.0, size=0.4, inside=1.0, yaw=0.0, pitch=0.0, roll=0.0,
    light=0.5, contrast=0.5, sharpness=10.0, presence=0.99, surround=0.1,
)  # fmt: skip


@pytest.mark.parametrize(
    ("field", "limit", "worse", "verdict"),
    [
        ("eye_distance_px", LIMITS.least_eye_distance_px, -0.1, Verdict.TOO_FAR),
        ("size", LIMITS.greatest_size, 0.01, Verdict.TOO_CLOSE),
        ("inside", LIMITS.least_inside, -0.01, Verdict.OFF_CENTRE),
        ("presence", LIMITS.least_presence, -0.01, Verdict.COVERED),
        ("yaw", LIMITS.greatest_yaw, 0.1, Verdict.TURNED),
        ("yaw", -LIMITS.greatest_yaw, -0.1, Verdict.TURNED),
        ("pitch", LIMITS.greatest_pitch, 0.1, Verdict.TURNED),
        ("pitch", -LIMITS.greatest_pitch, -0.1, Verdict.TURNED),
        ("roll", LIMITS.greatest_roll, 0.1, Verdict.TURNED),
        ("roll", -LIMITS.greatest_roll, -0.1, Verdict.TURNED),
        ("light", LIMITS.least_light, -0.01, Verdict.DARK),
        ("contrast", LIMITS.least_contrast, -0.01, Verdict.DARK),
        ("sharpness", LIMITS.least_sharpness, -0.1, Verdict.BLURRED),
    ],
)
def test_each_limit_lets_itself_through_and_no_more(
    field: str, limit: float, worse: float, verdict: Verdict
) -> None:
    assert judge(replace(GOOD, **{field: limit}), LIMITS) is Verdict.OK
    assert judge(replace(GOOD, **{field: limit + worse}), LIMITS) is verdict


def test_the_first_reason_is_the_one_a_person_can_act_on() -> None:
    bad = {"eye_distance_px": 1.0, "size": 0.9, "inside": 0.1, "presence": 0.0, "yaw": 80.0, "light": 0.0}
    order = []
    for field in bad:
        order.append(judge(replace(GOOD, sharpness=0.0, **bad), LIMITS))
        bad = {name: getattr(GOOD, name) if name == field else value for name, value in bad.items()}
    assert order == [
        Verdict.TOO_FAR, Verdict.TOO_CLOSE, Verdict.OFF_CENTRE, Verdict.COVERED, Verdict.TURNED, Verdict.DARK,
    ]  # fmt: skip
    assert judge(replace(GOOD, sharpness=0.0), LIMITS) is Verdict.BLURRED


@pytest.mark.parametrize("fault", [{"light": 0.05}, {"contrast": 0.1}, {"light": 0.05, "contrast": 0.1}])
def test_a_face_refused_for_its_light_is_backlit_where_its_surround_is_clearly_brighter(
    fault: dict[str, float],
) -> None:
    face = replace(GOOD, **fault)
    edge = face.light + LIMITS.least_backlight
    for surround, verdict in (
        (0.0, Verdict.DARK),
        (edge - 0.001, Verdict.DARK),
        (edge + 0.001, Verdict.BACKLIT),
    ):
        assert judge(replace(face, surround=surround), LIMITS) is verdict
    assert judge(replace(face, surround=1.0, yaw=80.0), LIMITS) is Verdict.TURNED
    assert judge(replace(face, surround=1.0, sharpness=0.0), LIMITS) is Verdict.BACKLIT


def test_the_surround_changes_the_reason_of_a_refusal_and_never_who_is_refused() -> None:
    """Light and contrast alone let a face through, as before there was a surround to look at."""
    steps = (0.0, 0.05, 0.129, 0.13, 0.14, 0.2, 0.5, 0.9, 1.0)
    for light, spread, surround, sharp in itertools.product(steps, steps, steps, (0.0, 2.4, 9.0)):
        face = replace(GOOD, light=light, contrast=spread, surround=surround, sharpness=sharp)
        is_lit = light >= LIMITS.least_light and spread >= LIMITS.least_contrast
        assert (judge(face, LIMITS) is Verdict.OK) is (is_lit and sharp >= LIMITS.least_sharpness)
        assert (judge(face, LIMITS) in {Verdict.DARK, Verdict.BACKLIT}) is not is_lit


def test_nobody_is_none() -> None:
    assert judge(None, LIMITS) is Verdict.NONE


@pytest.mark.parametrize(
    ("size", "verdict"), [(0.2, Verdict.TOO_FAR), (LIMITS.near_size, Verdict.BLURRED), (0.6, Verdict.BLURRED)]
)
def test_a_face_that_moves_is_not_said_to_be_covered(size: float, verdict: Verdict) -> None:
    unseen = replace(GOOD, presence=0.1, size=size)
    assert judge(unseen, LIMITS, is_steady=False) is verdict
    assert judge(unseen, LIMITS) is Verdict.COVERED
    assert judge(replace(unseen, inside=0.5), LIMITS, is_steady=False) is Verdict.OFF_CENTRE
    assert judge(replace(GOOD, size=size), LIMITS, is_steady=False) is Verdict.OK
