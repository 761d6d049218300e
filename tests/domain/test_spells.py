"""The rules as tables of plain values: a letter a session, a number a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.follow_up import FollowRule, FollowState, RuleKind
from kiosk.domain.ids import FollowUpId, RuleId
from kiosk.domain.marks import MarkState
from kiosk.domain.spells import (
    CountedLine,
    Known,
    Spell,
    compare,
    of_line,
    rule_problem,
    spells,
)

FIRST = date(2026, 11, 2)
"""A Monday; day 0 of every table."""
LINES = {
    "p": (MarkState.PRESENT, True),
    "l": (MarkState.LATE, True),
    "a": (MarkState.ABSENT, False),
    "e": (MarkState.EXCUSED, False),
    "v": (MarkState.EXCUSED, True),  # on a visit: its code counts as attending
    "u": (MarkState.LATE, False),  # came after the register closed: its code does not
    "x": (MarkState.LEFT_EARLY, True),
}


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def lines(text: str) -> list[CountedLine]:
    """Read "aa p -": a word a day, a letter a session; "-" for a day without any."""
    return [
        CountedLine(day(number), *LINES[letter])
        for number, word in enumerate(text.split())
        for letter in word
        if letter != "-"
    ]


def rule(kind: RuleKind, threshold: int, window: int = 0) -> FollowRule:
    return FollowRule(RuleId("r"), kind, threshold, window or threshold)


def brief(found: tuple[Spell, ...]) -> list[tuple[int, int, dict[str, int], bool]]:
    return [
        ((one.since - FIRST).days, (one.until - FIRST).days, dict(one.figures), one.is_open) for one in found
    ]


class TestAbsentInARow:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", []),
            ("p a a", []),
            ("a a a", [(0, 2, 3, True)]),
            ("p a a a a", [(1, 4, 4, True)]),
            ("a a a p", [(0, 2, 3, False)]),
            ("aa aa aa", [(0, 2, 3, True)]),
            ("a a - - a", [(0, 4, 3, True)]),  # a weekend
            ("a a e a", [(0, 3, 3, True)]),  # leave neither counts nor ends it
            ("a a ae a", [(0, 3, 3, True)]),  # in part, too
            ("a a ap a a a", [(3, 5, 3, True)]),  # who came once that day was there
            ("a a v a", []),  # a visit counts as attending
            ("a a u a", []),  # who came too late was there
            ("a a l a", []),
            ("e e e", []),
            ("a a a p a a a", [(0, 2, 3, False), (4, 6, 3, True)]),
            ("a a a e e", [(0, 2, 3, True)]),
        ],
    )
    def test_days_count_and_not_sessions(self, text: str, expected: list[tuple[int, int, int, bool]]) -> None:
        found = brief(spells(rule(RuleKind.ABSENT_IN_A_ROW, 3), lines(text)))
        assert found == [(since, until, {"days": days}, is_open) for since, until, days, is_open in expected]

    def test_a_day_that_is_not_over_is_no_day_yet(self) -> None:
        three = rule(RuleKind.ABSENT_IN_A_ROW, 3)
        assert spells(three, lines("a a a"), {day(2)}) == ()
        assert brief(spells(three, lines("a a a p"), {day(3)})) == [(0, 2, {"days": 3}, False)]

    def test_its_days_are_those_of_absence(self) -> None:
        (found,) = spells(rule(RuleKind.ABSENT_IN_A_ROW, 3), lines("p a e a - a"))
        assert found.days == (day(1), day(3), day(5))

    @pytest.mark.parametrize(("text", "expected"), [("a a a", True), ("e a a a", True), ("p a a a", False)])
    def test_what_came_before_the_first_line_is_not_known(self, text: str, expected: bool) -> None:
        (found,) = spells(rule(RuleKind.ABSENT_IN_A_ROW, 3), lines(text))
        assert found.is_from_first is expected


class TestRateBelow:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a a a", []),  # fewer sessions than it looks at
            ("p p a a", []),  # exactly half is not below half
            ("p a a a", [(3, 3, 25, True)]),
            ("p e e e", [(3, 3, 25, True)]),  # leave is not attendance
            ("p v v v", []),  # a visit is
            ("p l x u", []),
            ("p u u u", [(3, 3, 25, True)]),
            ("p a a a a p p p p", [(3, 5, 25, False)]),  # p p after four absences is half again
            ("pa aa", [(1, 1, 25, True)]),
        ],
    )
    def test_the_newest_sessions_count(self, text: str, expected: list[tuple[int, int, int, bool]]) -> None:
        found = brief(spells(rule(RuleKind.RATE_BELOW, 50, 4), lines(text)))
        assert found == [
            (since, until, {"rate": rate, "sessions": 4}, is_open) for since, until, rate, is_open in expected
        ]

    def test_a_rate_is_rounded_down(self) -> None:
        (found,) = spells(rule(RuleKind.RATE_BELOW, 67, 3), lines("p p a"))
        assert found.figures["rate"] == 66

    def test_its_days_are_the_absences_among_them(self) -> None:
        found = spells(rule(RuleKind.RATE_BELOW, 50, 4), lines("a p a e a"))[-1]
        assert found.days == (day(2), day(4))


class TestLateTimes:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("l p", []),
            ("l l", [(1, 1, 2, 2, True)]),  # before there are as many sessions as it looks at
            ("l p l p", [(2, 3, 2, 4, True)]),
            ("l p l p p", [(2, 3, 2, 4, False)]),
            ("l p p p l", []),  # too far apart
            ("u u", []),  # counts as an absence
        ],
    )
    def test_times_among_the_newest(self, text: str, expected: list[tuple[int, int, int, int, bool]]) -> None:
        found = brief(spells(rule(RuleKind.LATE_TIMES, 2, 4), lines(text)))
        assert found == [
            (since, until, {"times": times, "sessions": of}, is_open)
            for since, until, times, of, is_open in expected
        ]

    def test_its_days_are_the_late_ones(self) -> None:
        (found,) = spells(rule(RuleKind.LATE_TIMES, 2, 4), lines("l a l"))
        assert found.days == (day(0), day(2))


class TestCompare:
    THREE = rule(RuleKind.ABSENT_IN_A_ROW, 3)

    def known(self, since: int, state: FollowState = FollowState.NEW, days: int = 3) -> Known:
        return Known(FollowUpId(f"k{since}"), day(since), state, {"days": days})

    def compared(self, text: str, *known: Known, today: int = 10) -> tuple[list[int], list[str], list[str]]:
        found = compare(self.THREE, spells(self.THREE, lines(text)), known, day(today))
        return (
            [(one.since - FIRST).days for one in found.new],
            [one for one, _ in found.changed],
            list(found.gone),
        )

    @pytest.mark.parametrize("state", list(FollowState))
    def test_a_spell_that_is_known_is_not_new(self, state: FollowState) -> None:
        assert self.compared("p a a a", self.known(1, state)) == ([], [], [])

    def test_a_longer_one_changes_the_figures_until_it_is_closed(self) -> None:
        assert self.compared("p a a a a", self.known(1)) == ([], ["k1"], [])
        assert self.compared("p a a a a", self.known(1, FollowState.CONTACTED)) == ([], ["k1"], [])
        assert self.compared("p a a a a", self.known(1, FollowState.CLOSED)) == ([], [], [])

    def test_a_corrected_beginning_makes_no_second_line(self) -> None:
        assert self.compared("p a a a a", self.known(2, FollowState.CLOSED)) == ([], [], [])

    def test_another_spell_is_new(self) -> None:
        assert self.compared("p a a a p a a a", self.known(1, FollowState.CLOSED)) == ([5], [], [])

    def test_one_that_is_not_there_any_more_goes_while_it_is_new(self) -> None:
        assert self.compared("p a e a", self.known(1)) == ([], [], ["k1"])
        assert self.compared("p a e a", self.known(1, FollowState.CONTACTED)) == ([], [], [])

    def test_what_lies_before_the_days_looked_at_stays(self) -> None:
        assert self.compared("", self.known(1), today=300) == ([], [], [])

    def test_an_absence_that_is_over_is_told_for_two_weeks(self) -> None:
        assert self.compared("a a a p", today=2 + 14) == ([0], [], [])
        assert self.compared("a a a p", today=2 + 15) == ([], [], [])

    def test_a_rate_that_is_good_again_is_not_told(self) -> None:
        half = rule(RuleKind.RATE_BELOW, 50, 2)
        assert compare(half, spells(half, lines("a a p")), [], day(3)).new == ()
        assert len(compare(half, spells(half, lines("p a a")), [], day(3)).new) == 1

    def test_a_spell_from_before_the_first_line_belongs_to_what_is_known(self) -> None:
        """Old marks go by themselves; without this the same absence would be found anew every night."""
        early = Known(FollowUpId("early"), day(-5), FollowState.CLOSED, {"days": 9})
        assert self.compared("a a a a", early) == ([], [], [])

    def test_a_lateness_from_before_the_first_line_belongs_to_what_is_known(self) -> None:
        often = rule(RuleKind.LATE_TIMES, 2, 5)
        early = Known(FollowUpId("early"), day(-5), FollowState.CLOSED, {"times": 4, "sessions": 5})
        found = spells(often, lines("p l p l"))
        assert compare(often, found, [early], day(4)).new == ()
        later = spells(often, lines("p p p p p p p l l"))
        assert len(compare(often, later, [early], day(9)).new) == 1


@given(st.text(alphabet="plaeuvx -", max_size=60), st.integers(1, 4), st.integers(1, 6))
def test_looking_again_finds_nothing_new(text: str, threshold: int, window: int) -> None:
    """Whatever was put on the list covers its spell, for every rule."""
    marked = lines(text)
    today = day(len(text.split()))
    for kind in RuleKind:
        one = rule(kind, min(threshold, window) if kind is RuleKind.LATE_TIMES else threshold * 20, window)
        if kind is RuleKind.ABSENT_IN_A_ROW:
            one = rule(kind, threshold)
        found = spells(one, marked)
        first = compare(one, found, [], today)
        known = [
            Known(FollowUpId(str(place)), spell.since, FollowState.NEW, spell.figures)
            for place, spell in enumerate(first.new)
        ]
        again = compare(one, found, known, today)
        assert (again.new, again.gone) == ((), ())
        assert all(of_line(found, item.since) is not None for item in known)
        assert len({spell.since for spell in first.new}) == len(first.new)


@pytest.mark.parametrize(
    ("kind", "threshold", "window", "expected"),
    [
        (RuleKind.ABSENT_IN_A_ROW, 1, 1, ""),
        (RuleKind.ABSENT_IN_A_ROW, 60, 60, ""),
        (RuleKind.ABSENT_IN_A_ROW, 61, 61, "rule_days"),
        (RuleKind.RATE_BELOW, 100, 400, ""),
        (RuleKind.RATE_BELOW, 0, 20, "rule_percent"),
        (RuleKind.RATE_BELOW, 90, 401, "rule_sessions"),
        (RuleKind.LATE_TIMES, 20, 20, ""),
        (RuleKind.LATE_TIMES, 0, 20, "rule_times"),
    ],
)
def test_numbers_of_a_rule(kind: RuleKind, threshold: int, window: int, expected: str) -> None:
    assert rule_problem(FollowRule(RuleId(""), kind, threshold, window)) == expected
