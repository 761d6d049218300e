"""One hint at a time, the right one, not changed more often than every 1.2 s."""

import itertools

import pytest

pytest.importorskip("PySide6")
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.faces import NOBODY, Verdict
from kiosk.ui.kiosk.hints import HINTS, Hint, HintPacer, hint_for
from tests.fakes_ui import face

pytestmark = pytest.mark.qt


@pytest.mark.parametrize(
    ("verdict", "changes", "hint"),
    [
        (Verdict.TOO_FAR, {}, Hint.CLOSER),
        (Verdict.TOO_CLOSE, {}, Hint.BACK),
        (Verdict.OFF_CENTRE, {"x": 0.9}, Hint.MOVE_LEFT),
        (Verdict.OFF_CENTRE, {"x": 0.1}, Hint.MOVE_RIGHT),
        (Verdict.OFF_CENTRE, {"y": 0.9}, Hint.MOVE_UP),
        (Verdict.OFF_CENTRE, {"y": 0.1}, Hint.MOVE_DOWN),
        (Verdict.TURNED, {"yaw": 40.0}, Hint.TURN_LEFT),
        (Verdict.TURNED, {"yaw": -40.0}, Hint.TURN_RIGHT),
        (Verdict.TURNED, {"pitch": 30.0}, Hint.LOWER_CHIN),
        (Verdict.TURNED, {"pitch": -30.0}, Hint.LIFT_CHIN),
        (Verdict.TURNED, {"roll": 50.0, "yaw": 10.0}, Hint.STRAIGHTEN),
        (Verdict.DARK, {}, Hint.LIGHT),
        (Verdict.BACKLIT, {}, Hint.BACKLIT),
        (Verdict.BLURRED, {}, Hint.STILL),
        (Verdict.COVERED, {}, Hint.UNCOVERED),
        (Verdict.OK, {}, Hint.CHECKING),
    ],
)
def test_each_verdict_has_its_hint(verdict: Verdict, changes: dict[str, float], hint: Hint) -> None:
    assert hint_for(face(verdict, **changes)) is hint


def test_nobody_needs_no_hint() -> None:
    assert hint_for(NOBODY) is None


def test_every_verdict_and_every_hint_has_its_words() -> None:
    assert set(HINTS) == set(Hint)
    for verdict in set(Verdict) - {Verdict.NONE}:
        assert hint_for(face(verdict)) is not None


def test_a_physical_arrow_points_where_the_person_should_go() -> None:
    assert (HINTS[Hint.MOVE_LEFT].icon, HINTS[Hint.MOVE_LEFT].side) == ("ui-arrow-left", "left")
    assert (HINTS[Hint.TURN_RIGHT].icon, HINTS[Hint.TURN_RIGHT].side) == ("ui-arrow-right", "right")


@given(
    st.lists(
        st.tuples(st.floats(0.0, 0.5), st.sampled_from([*Hint])),
        max_size=60,
    )
)
def test_a_hint_stays_1_2_seconds_whatever_comes(offers: list[tuple[float, Hint]]) -> None:
    pacer, now, changes, shown = HintPacer(1.2), 0.0, [], None
    for passed, hint in offers:
        now += passed
        new = pacer.offer(hint, now)
        assert new is not None
        if new is not shown:
            changes.append(now)
            shown = new
    assert all(later - earlier >= 1.2 for earlier, later in itertools.pairwise(changes))


def test_leaving_clears_the_hint_at_once() -> None:
    pacer = HintPacer(1.2)
    pacer.offer(Hint.LIGHT, 0.0)
    assert pacer.offer(None, 0.1) is None
    assert pacer.offer(Hint.CLOSER, 0.2) is Hint.CLOSER
