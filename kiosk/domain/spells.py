"""What the school's rules find in somebody's lines: spells of absence, of missing too much, of being late.

A spell is the time during which a rule holds. What is found does not depend on when, or how often, it is
looked for, except that a spell which is long over is not put on the list any more.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, groupby
from types import MappingProxyType
from typing import Final

from kiosk.domain.follow_up import FollowRule, FollowState, RuleKind
from kiosk.domain.ids import FollowUpId
from kiosk.domain.marks import MarkState

RECENT: Final = timedelta(days=14)
"""A spell that ended longer ago is not put on the list: a rule that is switched on finds no old stories."""
LOOK_BACK: Final = timedelta(days=200)
"""The rules look at lines of so many days."""
MOST_DAYS: Final = 60
MOST_SESSIONS: Final = 400
READY_RULES: Final = (
    (RuleKind.ABSENT_IN_A_ROW, 3, 3),
    (RuleKind.RATE_BELOW, 90, 20),
    (RuleKind.LATE_TIMES, 5, 20),
)
"""Kind, threshold and window of the rules that stand ready, off."""
_CAME: Final = frozenset({MarkState.PRESENT, MarkState.LATE, MarkState.LEFT_EARLY})


@dataclass(frozen=True, slots=True)
class CountedLine:
    """What a register says of somebody, where it counts: neither unmarked nor not required nor cancelled.

    Attributes:
        day: On which the session begins.
        state: What it says.
        is_attending: Whether it counts as attending: the code's word, else the state's.
    """

    day: date
    state: MarkState
    is_attending: bool

    @property
    def is_late(self) -> bool:
        """Came late, and counts as attending."""
        return self.state is MarkState.LATE and self.is_attending

    @property
    def is_absent(self) -> bool:
        """Was not there, without leave."""
        return self.state is MarkState.ABSENT and not self.is_attending

    @property
    def is_there(self) -> bool:
        """Came, or counts as if they had."""
        return self.is_attending or self.state in _CAME


@dataclass(frozen=True, slots=True)
class Spell:
    """A time during which a rule holds.

    Attributes:
        since: The first day of absence; for the other rules the day from which they held.
        until: The last day of absence, or the last session's day with which the rule held.
        figures: What the rule found, as `FollowUp.figures`.
        days: Of absence without leave that it counted; of being late for LATE_TIMES.
        is_open: Nothing came since that ended it.
        is_from_first: It held from the first line on that could say so: it may have begun before that.
    """

    since: date
    until: date
    figures: Mapping[str, int]
    days: tuple[date, ...]
    is_open: bool
    is_from_first: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A line of the list, as far as the rules look at it."""

    id: FollowUpId
    since: date
    state: FollowState
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ListChange:
    """What a look makes of one person's lines of one rule.

    Attributes:
        new: Spells that nobody knows of yet.
        changed: Lines whose figures grew, with the new ones.
        gone: Lines that nobody has worked on and whose marks were corrected since.
    """

    new: tuple[Spell, ...]
    changed: tuple[tuple[FollowUpId, Mapping[str, int]], ...]
    gone: tuple[FollowUpId, ...]


def rule_problem(rule: FollowRule) -> str:
    """Say what is wrong with a rule's numbers as a reason code; "" for nothing."""
    if rule.kind is RuleKind.ABSENT_IN_A_ROW:
        return "" if 1 <= rule.threshold <= MOST_DAYS else "rule_days"
    if not 1 <= rule.window <= MOST_SESSIONS:
        return "rule_sessions"
    if rule.kind is RuleKind.RATE_BELOW:
        return "" if 1 <= rule.threshold <= 100 else "rule_percent"
    return "" if 1 <= rule.threshold <= rule.window else "rule_times"


def spells(
    rule: FollowRule, lines: Sequence[CountedLine], unfinished: Collection[date] = frozenset()
) -> tuple[Spell, ...]:
    """Give every spell of a rule in one person's lines, oldest first.

    ABSENT_IN_A_ROW counts days: one counts when the person was absent without leave in every session of it.
    A day with leave, wholly or in part, neither counts nor ends the spell, and a day without sessions is no
    day. RATE_BELOW holds after a session when, of it and those before it, `window` together, less than
    `threshold` percent were attended; with fewer sessions than that it does not hold yet. LATE_TIMES holds
    after a session when `threshold` of it and those before it, at most `window` together, were late.

    Args:
        rule: Which.
        lines: By the session's start.
        unfinished: Days of which a session of this person's is still to come or running: such a day is no
            day of absence yet.
    """
    if rule.kind is RuleKind.ABSENT_IN_A_ROW:
        return tuple(_absences(rule, lines, unfinished))
    if rule.kind is RuleKind.RATE_BELOW:
        return tuple(_holding(rule, lines, is_late_rule=False))
    return tuple(_holding(rule, lines, is_late_rule=True))


def compare(rule: FollowRule, found: Sequence[Spell], known: Sequence[Known], today: date) -> ListChange:
    """Say what changes on the list.

    A line belongs to a spell that covers its day, so that a correction which moves a spell's beginning makes
    no second line of it. Lines that somebody has worked on are never taken away, and a closed one is not
    opened again while its spell goes on.

    Args:
        rule: Which.
        found: Its spells in one person's lines.
        known: That person's lines of that rule.
        today: The day of the look.
    """
    new: list[Spell] = []
    changed: list[tuple[FollowUpId, Mapping[str, int]]] = []
    covered: set[FollowUpId] = set()
    for spell in found:
        theirs = [one for one in known if _covers(spell, one)]
        covered.update(one.id for one in theirs)
        changed += [
            (one.id, spell.figures)
            for one in theirs
            if one.state is not FollowState.CLOSED and dict(one.figures) != dict(spell.figures)
        ]
        if not theirs and _is_worth_telling(rule, spell, today):
            new.append(spell)
    gone = tuple(
        one.id
        for one in known
        if one.id not in covered and one.state is FollowState.NEW and one.since > today - LOOK_BACK
    )
    return ListChange(tuple(new), tuple(changed), gone)


def of_line(found: Sequence[Spell], since: date) -> Spell | None:
    """Give the spell that a line of the list belongs to; None when its marks are gone or corrected."""
    return next((spell for spell in reversed(found) if _spans(spell, since)), None)


def _covers(spell: Spell, one: Known) -> bool:
    return _spans(spell, one.since)


def _spans(spell: Spell, since: date) -> bool:
    return since <= spell.until and (spell.since <= since or spell.is_from_first)


def _is_worth_telling(rule: FollowRule, spell: Spell, today: date) -> bool:
    is_recent = spell.until >= today - RECENT
    return is_recent and (spell.is_open or rule.kind is RuleKind.ABSENT_IN_A_ROW)


def _absences(
    rule: FollowRule, lines: Sequence[CountedLine], unfinished: Collection[date]
) -> Iterator[Spell]:
    run: list[date] = []
    is_from_first = True
    for day, group in groupby(lines, key=lambda line: line.day):
        of_day = list(group)
        if any(line.is_there for line in of_day):
            if len(run) >= rule.threshold:
                yield _absence(run, is_open=False, is_from_first=is_from_first)
            run, is_from_first = [], False
        elif all(line.is_absent for line in of_day) and day not in unfinished:
            run.append(day)
    if len(run) >= rule.threshold:
        yield _absence(run, is_open=True, is_from_first=is_from_first)


def _absence(run: Sequence[date], *, is_open: bool, is_from_first: bool) -> Spell:
    figures = MappingProxyType({"days": len(run)})
    return Spell(run[0], run[-1], figures, tuple(run), is_open, is_from_first)


_Judge = Callable[[FollowRule, int, int], Mapping[str, int] | None]
"""Gives the figures when a rule holds, else None: how many of the newest lines count, and of how many."""


def _holding(rule: FollowRule, lines: Sequence[CountedLine], *, is_late_rule: bool) -> Iterator[Spell]:
    """Give the stretches of sessions after each of which the rule held."""
    judge: _Judge = _late_too_often if is_late_rule else _missed_too_much
    counts = (line.is_late if is_late_rule else line.is_attending for line in lines)
    sums = list(accumulate(counts, initial=0))
    first, last = -1, -1
    figures: Mapping[str, int] = {}
    for at in range(len(lines)):
        size = min(rule.window, at + 1)
        held = judge(rule, sums[at + 1] - sums[at + 1 - size], size)
        if held is not None:
            first, last, figures = (at if first < 0 else first), at, held
        elif first >= 0:
            yield _stretch(rule, lines, (first, last), figures)
            first = -1
    if first >= 0:
        yield _stretch(rule, lines, (first, last), figures)


def _stretch(
    rule: FollowRule, lines: Sequence[CountedLine], ends: tuple[int, int], figures: Mapping[str, int]
) -> Spell:
    first, last = ends
    is_late_rule = rule.kind is RuleKind.LATE_TIMES
    newest = lines[max(0, last + 1 - rule.window) : last + 1]
    counted = [line.day for line in newest if (line.is_late if is_late_rule else line.is_absent)]
    return Spell(
        lines[first].day,
        lines[last].day,
        figures,
        tuple(dict.fromkeys(counted)),
        is_open=last == len(lines) - 1,
        # The lines before these are not known: they may have made it hold earlier.
        is_from_first=first < rule.window,
    )


def _missed_too_much(rule: FollowRule, attended: int, size: int) -> Mapping[str, int] | None:
    if size < rule.window or 100 * attended >= rule.threshold * size:
        return None
    # Rounded down: 89.6 of 90 is not written as 90, which would not be below it.
    return MappingProxyType({"rate": 100 * attended // size, "sessions": size})


def _late_too_often(rule: FollowRule, late: int, size: int) -> Mapping[str, int] | None:
    return MappingProxyType({"times": late, "sessions": size}) if late >= rule.threshold else None
