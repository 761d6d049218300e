"""Rates against a slow and obvious count in plain Python."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.code_sets import AttendanceCode, CodeSet
from kiosk.domain.facts import (
    Attending,
    Facts,
    LineColumns,
    ListFact,
    PersonFact,
    SessionFact,
    microseconds,
)
from kiosk.domain.ids import ClassId, PersonId, SessionId
from kiosk.domain.marks import MarkState
from kiosk.reports.rates import Rate, rates

MONDAY = date(2026, 11, 23)
HOUR = 3_600_000_000
CODES = CodeSet(
    "set",
    "Set",
    "",
    (
        AttendanceCode("/", "/", "there", MarkState.PRESENT, is_default=True),
        AttendanceCode("V", "V", "on a visit", MarkState.EXCUSED, counts_present=True),
        AttendanceCode("U", "U", "too late", MarkState.LATE, counts_present=False),
    ),
)
SCHOOL = {ClassId("7b"): "set", ClassId("8a"): "unknown"}


@dataclass(frozen=True)
class Line:
    """What is stored of somebody in a session."""

    session: int
    person: str
    state: MarkState
    code: str = ""
    minutes: int = 0


@dataclass(frozen=True)
class Meeting:
    """A session, and the people who were on its list all the time."""

    group: str
    day: date
    time: str
    is_past: bool = True


def load(name: str) -> CodeSet | None:
    return CODES if name == "set" else None


def facts_of(
    meetings: Sequence[Meeting], lists: Iterable[tuple[str, str]], lines: Iterable[Line], parts: int = 1
) -> Facts:
    sessions = [
        SessionFact(
            SessionId(str(at)), ClassId(m.group), m.day, m.time, at * HOUR, at * HOUR + HOUR, m.is_past
        )
        for at, m in enumerate(meetings)
    ]
    members = [ListFact(ClassId(group), PersonId(person), -1, None) for group, person in lists]
    people = [PersonFact(PersonId(one), "" if one == "erased" else f"{one} Name") for one in PEOPLE]
    columns = LineColumns(sessions, people, Attending(SCHOOL, load))
    stored = list(lines)
    for part in range(parts):
        first = part * len(sessions) // parts
        end = (part + 1) * len(sessions) // parts
        columns.add(
            first,
            [
                (line.session - first, line.person, f"{line.state.value} {line.code}", line.minutes)
                for line in stored
                if first <= line.session < end
            ],
        )
    groups = {ClassId("7b"): "Class 7b", ClassId("8a"): "Class 8a"}
    last = MONDAY + timedelta(days=20)
    return Facts(MONDAY, last, sessions, members, people, groups, *columns.columns())


PEOPLE = ("1", "2", "3", "erased")
COUNTED = {
    MarkState.PRESENT: True,
    MarkState.LATE: True,
    MarkState.LEFT_EARLY: True,
    MarkState.ABSENT: False,
    MarkState.EXCUSED: False,
}


def slow_rates(
    meetings: Sequence[Meeting], lines: Iterable[Line], key: Callable[[Line], str | None]
) -> dict[str, tuple[int, ...]]:
    """Count line by line: expected, attended, late, minutes, absent, excused."""
    sums: dict[str, list[int]] = {}
    for line in lines:
        wanted = key(line)
        if wanted is None or line.state not in COUNTED or line.person not in PEOPLE:
            continue
        attends = COUNTED[line.state]
        if meetings[line.session].group == "7b" and (line.code, line.state) == ("V", MarkState.EXCUSED):
            attends = True
        if meetings[line.session].group == "7b" and (line.code, line.state) == ("U", MarkState.LATE):
            attends = False
        of = sums.setdefault(wanted, [0] * 6)
        of[0] += 1
        of[1] += attends
        of[2] += attends and line.state is MarkState.LATE
        of[3] += line.minutes if attends and line.state is MarkState.LATE else 0
        of[4] += not attends and line.state is not MarkState.EXCUSED
        of[5] += not attends and line.state is MarkState.EXCUSED
    return {wanted: tuple(of) for wanted, of in sums.items()}


def figures(found: Iterable[Rate]) -> dict[str, tuple[int, ...]]:
    return {
        one.key: (one.expected, one.attended, one.late, one.late_minutes, one.absent, one.excused)
        for one in found
    }


MEETINGS = st.lists(
    st.builds(
        Meeting,
        st.sampled_from(["7b", "8a"]),
        st.integers(0, 20).map(lambda back: MONDAY + timedelta(days=back)),
        st.sampled_from(["08:00", "13:30"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Meeting], list[Line], list[tuple[str, str]]]:
    meetings = draw(MEETINGS)
    said = draw(
        st.dictionaries(
            st.tuples(st.integers(0, len(meetings) - 1), st.sampled_from([*PEOPLE, "visitor"])),
            st.tuples(
                st.sampled_from(list(MarkState)), st.sampled_from(["", "V", "U", "?"]), st.integers(0, 90)
            ),
            max_size=20,
        )
    )
    lists = draw(st.lists(st.tuples(st.sampled_from(["7b", "8a"]), st.sampled_from(PEOPLE)), max_size=6))
    lines = [
        Line(session, person, state, code, minutes)
        for (session, person), (state, code, minutes) in said.items()
    ]
    return meetings, lines, lists


@settings(max_examples=60, deadline=None)
@given(stories(), st.integers(1, 3))
def test_every_table_adds_up_as_counting_by_hand_does(
    story: tuple[list[Meeting], list[Line], list[tuple[str, str]]], parts: int
) -> None:
    meetings, lines, lists = story
    found = rates(facts_of(meetings, lists, lines, parts))

    def of(line: Line) -> Meeting:
        return meetings[line.session]

    def week(line: Line) -> str:
        return (of(line).day - timedelta(days=of(line).day.weekday())).isoformat()

    def named(line: Line) -> str | None:
        return None if line.person == "erased" else line.person

    expected: dict[str, Callable[[Line], str | None]] = {
        "people": named,
        "groups": lambda line: of(line).group,
        "weekdays": lambda line: str(of(line).day.weekday()),
        "sessions": lambda line: of(line).time,
        "trend": week,
        "days": lambda line: of(line).day.isoformat(),
    }
    for table, key in expected.items():
        assert figures(getattr(found, table)) == slow_rates(meetings, lines, key), table
    total = slow_rates(meetings, lines, lambda _: "all") or {"all": (0,) * 6}
    assert figures([found.total]) == total
    assert found.unmarked == sum(
        1
        for place, meeting in enumerate(meetings)
        for person in {person for group, person in lists if group == meeting.group}
        if meeting.is_past
        and not any(
            (line.session, line.person) == (place, person) and line.state is not MarkState.UNMARKED
            for line in lines
        )
    )


@settings(max_examples=30, deadline=None)
@given(stories())
def test_attended_absent_and_excused_are_all_that_was_expected(
    story: tuple[list[Meeting], list[Line], list[tuple[str, str]]],
) -> None:
    found = rates(facts_of(story[0], story[2], story[1]))
    for one in (found.total, *found.people, *found.days):
        assert one.attended + one.absent + one.excused == one.expected
        assert one.late <= one.attended


def test_codes_go_before_states() -> None:
    lines = [
        Line(0, "1", MarkState.LATE, "U", 40),
        Line(0, "2", MarkState.EXCUSED, "V"),
        Line(0, "3", MarkState.LATE, "", 12),
        Line(1, "1", MarkState.EXCUSED, "V"),
    ]
    meetings = [Meeting("7b", MONDAY, "08:00"), Meeting("8a", MONDAY, "08:00")]
    total = rates(facts_of(meetings, [], lines)).total
    assert figures([total])["all"] == (4, 2, 1, 12, 1, 1)


def test_nothing_at_all_is_a_report_too() -> None:
    found = rates(facts_of([Meeting("7b", MONDAY, "08:00")], [], []))
    assert (found.total.expected, found.total.percent, found.people, found.unmarked) == (0, 100.0, (), 0)
    assert (found.first, found.last) == (MONDAY, MONDAY + timedelta(days=20))


def test_orders_and_labels() -> None:
    meetings = [
        Meeting("8a", MONDAY + timedelta(days=9), "13:30"),
        Meeting("7b", MONDAY, "08:00"),
    ]
    lines = [
        Line(0, "1", MarkState.ABSENT),
        Line(1, "2", MarkState.PRESENT),
        Line(1, "3", MarkState.ABSENT),
        Line(1, "erased", MarkState.PRESENT),
    ]
    found = rates(facts_of(meetings, [], lines))
    assert [one.label for one in found.people] == ["1 Name", "3 Name", "2 Name"]
    assert [one.label for one in found.groups] == ["Class 7b", "Class 8a"]
    assert [one.label for one in found.weekdays] == ["Monday", "Wednesday"]
    assert [one.key for one in found.sessions] == ["08:00", "13:30"]
    assert [(one.key, one.label) for one in found.trend] == [
        ("2026-11-23", "2026-W48"),
        ("2026-11-30", "2026-W49"),
    ]
    assert found.total.expected == 4


def test_a_week_53_is_one_of_its_year() -> None:
    found = rates(facts_of([Meeting("7b", date(2027, 1, 1), "08:00")], [], [Line(0, "1", MarkState.PRESENT)]))
    assert [(one.key, one.label) for one in found.trend] == [("2026-12-28", "2026-W53")]


@pytest.mark.parametrize(
    ("joined", "left", "expected"),
    [
        (-5, None, 1),
        (HOUR, None, 0),  # joined when it was over
        (HOUR - 1, None, 1),
        (-5, 0, 0),  # had left when it began
        (-5, 1, 1),
        (0, 0, 0),
    ],
)
def test_who_is_expected_is_on_the_list_while_it_runs(joined: int, left: int | None, expected: int) -> None:
    known = facts_of([Meeting("7b", MONDAY, "08:00")], [], [])
    lists = [ListFact(ClassId("7b"), PersonId("1"), joined, left)]
    assert rates(_with_lists(known, lists)).unmarked == expected


def test_who_left_and_came_back_while_it_ran_is_missing_once() -> None:
    known = facts_of([Meeting("7b", MONDAY, "08:00")], [], [])
    lists = [
        ListFact(ClassId("7b"), PersonId("1"), -5, HOUR // 3),
        ListFact(ClassId("7b"), PersonId("1"), HOUR // 2, None),
    ]
    assert rates(_with_lists(known, lists)).unmarked == 1


def _with_lists(known: Facts, lists: Sequence[ListFact]) -> Facts:
    from dataclasses import replace

    return replace(known, lists=lists)


@pytest.mark.parametrize(
    ("group", "state", "code", "expected"),
    [
        ("7b", MarkState.PRESENT, "", True),
        ("7b", MarkState.EXCUSED, "", False),
        ("7b", MarkState.EXCUSED, "V", True),
        ("7b", MarkState.LATE, "U", False),
        ("7b", MarkState.LATE, "", True),
        ("7b", MarkState.ABSENT, "V", False),  # another state's code says nothing
        ("7b", MarkState.ABSENT, "?", False),
        ("8a", MarkState.EXCUSED, "V", False),  # a set that is not known goes by the state
        ("9c", MarkState.LEFT_EARLY, "", True),
    ],
)
def test_what_counts_as_attending(group: str, state: MarkState, code: str, expected: bool) -> None:
    assert Attending(SCHOOL, load)(ClassId(group), state.value, code) is expected


def test_moments_keep_their_order_to_the_microsecond() -> None:
    texts = [
        "2026-11-23T07:00:00.000000+00:00",
        "2026-11-23T07:00:00.000001+00:00",
        "2026-11-23T07:00:00.999999+00:00",
        "2026-11-23T07:00:01.000000+00:00",
    ]
    found = [microseconds(text) for text in texts]
    assert [later - earlier for earlier, later in pairwise(found)] == [1, 999_998, 1]
