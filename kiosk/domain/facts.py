"""What a report of rates is made from, in columns: a large school's term is half a million lines and more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import numpy as np
import numpy.typing as npt

from kiosk.domain.code_sets import CodeSet
from kiosk.domain.ids import ClassId, PersonId, SessionId
from kiosk.domain.marks import MarkState

COUNTED: Final = (
    MarkState.PRESENT,
    MarkState.LATE,
    MarkState.LEFT_EARLY,
    MarkState.ABSENT,
    MarkState.EXCUSED,
)
"""States that are in a rate, by their numbers in `Facts.states`; NOT_COUNTED for the two others."""
NOT_COUNTED: Final = -1
LineRow = tuple[int, str, str, int]
"""Place of the session among those asked for, person, "state code", minutes late."""
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SessionFact:
    """A session that was not cancelled.

    Attributes:
        id: Its id.
        class_id: Whose.
        day: On which it begins, there and then.
        time: When it begins on the clock there and then, "08:00".
        starts: Microseconds since 1970 in UTC.
        ends: Likewise.
        is_past: It is over: who is on its list and not marked was forgotten.
    """

    id: SessionId
    class_id: ClassId
    day: date
    time: str
    starts: int
    ends: int
    is_past: bool


@dataclass(frozen=True, slots=True)
class ListFact:
    """Somebody's time on a list; as `SessionFact` for times, None for one that has no end."""

    class_id: ClassId
    person: PersonId
    joined: int
    left: int | None


@dataclass(frozen=True, slots=True)
class PersonFact:
    """Somebody who is counted.

    Attributes:
        id: Theirs.
        label: Number and name; "" for somebody erased, who is in the sums and in no list of names.
    """

    id: PersonId
    label: str

    def __repr__(self) -> str:
        """Show nothing: it holds a name."""
        return "PersonFact(...)"


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a report counts.

    Attributes:
        first: The first day.
        last: The last day.
        sessions: Not cancelled ones.
        lists: Who was on them when.
        people: Who is counted: members, not visitors.
        groups: Names by id.
        line_sessions: Of each line the place of its session in `sessions`.
        line_people: Of each line the place of its person in `people`.
        line_states: Of each line the place of its state in COUNTED, or NOT_COUNTED.
        line_attends: Of each line 1 where it counts as attending.
        line_minutes: Of each line how late.
    """

    first: date
    last: date
    sessions: Sequence[SessionFact]
    lists: Sequence[ListFact]
    people: Sequence[PersonFact]
    groups: Mapping[ClassId, str]
    line_sessions: Integers
    line_people: Integers
    line_states: Integers
    line_attends: Integers
    line_minutes: Integers


class Attending:
    """Says whether a line counts as attending; the same question is answered from memory."""

    def __init__(self, code_sets: Mapping[ClassId, str], load: Callable[[str], CodeSet | None]) -> None:
        """Prepare.

        Args:
            code_sets: The name of each group's set.
            load: Gives a set by its name; None for one that this version does not know.
        """
        self._code_sets = code_sets
        self._load = load
        self._sets: dict[str, CodeSet | None] = {}
        self._known: dict[tuple[str, str, str], bool] = {}

    def __call__(self, class_id: ClassId, state: str, code: str) -> bool:
        """Go by the code that was chosen, else by the one the state has by itself, else by the state."""
        name = self._code_sets.get(class_id, "")
        key = (name, state, code)
        if key not in self._known:
            self._known[key] = self._asked(name, MarkState(state), code)
        return self._known[key]

    def _asked(self, name: str, state: MarkState, code: str) -> bool:
        if name not in self._sets:
            self._sets[name] = self._load(name)
        of_group = self._sets[name]
        entry = None if of_group is None else (of_group.find(code) or of_group.default(state))
        if entry is not None and entry.state is state:  # another set's code says nothing here
            return entry.is_attending
        return state in {MarkState.PRESENT, MarkState.LATE, MarkState.LEFT_EARLY}


class LineColumns:
    """Gathers lines part by part, as numbers: the words of half a million lines would fill the memory."""

    def __init__(
        self, sessions: Sequence[SessionFact], people: Sequence[PersonFact], attends: Attending
    ) -> None:
        """Take what the lines may be of; others are left out."""
        self._sessions = sessions
        self._person_places = {str(one.id): place for place, one in enumerate(people)}
        self._attends = attends
        self._said: dict[str, int] = {}
        self._parts: list[Integers] = []

    def add(self, first: int, rows: Sequence[LineRow]) -> None:
        """Take a part's lines; those of visitors, and what says nothing yet, are left out.

        Args:
            first: The place in `sessions` of the part's first session.
            rows: Its lines.
        """
        if not rows:
            return
        sessions, people, words, minutes = zip(*rows, strict=True)
        for said in set(words):
            self._said.setdefault(said, len(self._said))
        part = np.empty((4, len(rows)), dtype=np.int64)
        part[0] = sessions
        part[0] += first
        part[1] = [self._person_places.get(one, -1) for one in people]
        part[2] = [self._said[said] for said in words]
        part[3] = minutes
        blank = [number for said, number in self._said.items() if _split(said)[0] == MarkState.UNMARKED]
        self._parts.append(part[:, (part[1] >= 0) & ~np.isin(part[2], blank)])

    def columns(self) -> tuple[Integers, ...]:
        """Give sessions, people, states, attending, minutes of every line, as `Facts` names them."""
        sessions, people, said, minutes = np.concatenate(
            [np.empty((4, 0), dtype=np.int64), *self._parts], axis=1
        )
        numbers = [_NUMBERS.get(_split(words)[0], NOT_COUNTED) for words in self._said]
        states = np.array(numbers, dtype=np.int64)
        return sessions, people, states[said], self._attending(sessions, said), minutes

    def _attending(self, sessions: Integers, said: Integers) -> Integers:
        """Ask once for each group, state and code that occur together."""
        groups = sorted({one.class_id for one in self._sessions})
        places = {group: place for place, group in enumerate(groups)}
        of_session = np.array([places[one.class_id] for one in self._sessions], dtype=np.int64)
        many = len(self._said) or 1
        keys = of_session[sessions] * many + said
        answers = np.zeros(len(groups) * many, dtype=np.int64)
        answers[keys] = 1  # those that are asked for
        words = list(self._said)
        for key in np.flatnonzero(answers).tolist():
            answers[key] = self._attends(groups[key // many], *_split(words[key % many]))
        of_lines: Integers = answers[keys]
        return of_lines


_NUMBERS: Final = {state.value: number for number, state in enumerate(COUNTED)}


def _split(said: str) -> tuple[str, str]:
    """Give state and code."""
    state, _, code = said.partition(" ")
    return state, code


def microseconds(utc_text: str) -> int:
    """Read a moment as it is stored: whole microseconds since 1970."""
    moment = datetime.fromisoformat(utc_text)
    return round(moment.timestamp()) * 1_000_000 if moment.microsecond == 0 else _exact(moment)


def _exact(moment: datetime) -> int:
    return int(moment.replace(microsecond=0).timestamp()) * 1_000_000 + moment.microsecond
