"""What an import would change, line by line, before anything is changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from kiosk.domain.ids import PersonId


class RosterField(StrEnum):
    """What a column of a roster can be."""

    NUMBER = "number"
    NAME = "name"
    GIVEN_NAME = "given-name"
    FAMILY_NAME = "family-name"
    GROUPS = "groups"
    LANGUAGE = "language"
    LEAVING = "leaving"


class TimetableField(StrEnum):
    """What a column of a timetable can be."""

    GROUP = "group"
    WEEKDAY = "weekday"
    STARTS = "starts"
    ENDS = "ends"
    ROOM = "room"
    FIRST = "first"
    LAST = "last"
    EVERY_WEEKS = "every-weeks"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file.

    Attributes:
        row: As a spreadsheet numbers it, from 1; 0 for the file as a whole.
        column: The column's title, or the file inside an archive; "" for the row as a whole.
        reason: A code that the table of sentences words, such as "number-twice".
        detail: A number or a word of ours; never what the cell holds.
    """

    row: int
    column: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One person as a file has them, cleaned.

    Attributes:
        row: Where.
        number: The school's own id.
        name: Theirs.
        groups: Names of groups.
        language: For letters; "" where the file says nothing.
        leaving: Their last day, or None. One that has come takes them off all lists.
    """

    row: int
    number: str
    name: str
    groups: tuple[str, ...]
    language: str = ""
    leaving: date | None = None


@dataclass(frozen=True, slots=True)
class RosterFile:
    """What a file says of people.

    Attributes:
        name: The file's, without its folder.
        lines: The lines that are sound.
        problems: Of the others, by row and column.
        groups: Groups that the file has although nobody may be in them.
    """

    name: str
    lines: tuple[RosterLine, ...]
    problems: tuple[Problem, ...]
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody on the rolls, as an import compares them.

    Attributes:
        id: Theirs.
        number: The school's own.
        name: Theirs.
        language: For letters.
        groups: Names of the groups they are in now, by name.
        has_left: Somebody said that they left.
    """

    id: PersonId
    number: str
    name: str
    language: str
    groups: tuple[str, ...]
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class KnownSchool:
    """The school as an import compares it.

    Attributes:
        people: Everybody who was not erased.
        groups: Names of all groups.
        erased_numbers: Numbers whose marks were kept when their person was erased: nobody else may have them.
        today: In the school's zone.
        basis: What all this adds up to; another one when any of it changes.
    """

    people: tuple[KnownPerson, ...]
    groups: tuple[str, ...]
    erased_numbers: frozenset[str]
    today: date
    basis: str


@dataclass(frozen=True, slots=True)
class RosterChange:
    """What happens to one person.

    Attributes:
        kind: "add", "change" or "leave": the last for whoever is in no group any more.
        person: Who; None for "add".
        number: Theirs.
        old_name: Before; "" for "add".
        new_name: Afterwards.
        old_groups: Before; () for "add".
        new_groups: Afterwards; () for "leave".
        row: Where in the file; 0 for somebody who is not in it.
        language: For letters, afterwards.
    """

    kind: str
    person: PersonId | None
    number: str
    old_name: str
    new_name: str
    old_groups: tuple[str, ...]
    new_groups: tuple[str, ...]
    row: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """What an import of people would do. With any problem nothing is done.

    Attributes:
        changes: By row; leavers last.
        new_groups: Groups that the school does not have yet.
        unchanged: How many lines change nothing.
        problems: By row and column.
        kept_groups: Groups of the school that the file does not mention, whose members are no leavers.
        basis: What the plan was made from; applying it to a school that changed since is refused.
        file: The file's name, without its folder.
    """

    changes: tuple[RosterChange, ...]
    new_groups: tuple[str, ...]
    unchanged: int
    problems: tuple[Problem, ...]
    kept_groups: tuple[str, ...] = ()
    basis: str = ""
    file: str = ""

    def count(self, kind: str) -> int:
        """Give how many changes are of a kind."""
        return sum(change.kind == kind for change in self.changes)


@dataclass(frozen=True, slots=True)
class TimetableLine:
    """One lesson of the week as a file has it.

    Attributes:
        row: Where.
        group: Its group's name.
        weekday: Monday is 0.
        starts: Wall-clock time in the school's zone.
        ends: The same; not later than `starts` means the next day.
        first: The first day; None where the file says nothing.
        last: The last day; None where the file says nothing.
        every_weeks: 1 or 2.
        room: Where; "" takes the group's.
    """

    row: int
    group: str
    weekday: int
    starts: time
    ends: time
    first: date | None = None
    last: date | None = None
    every_weeks: int = 1
    room: str = ""


@dataclass(frozen=True, slots=True)
class OneOff:
    """A meeting on one day only.

    Attributes:
        row: Where.
        group: Its group's name.
        day: On which it begins.
        starts: Wall-clock time in the school's zone.
        ends: The same; not later than `starts` means the next day.
        room: Where.
    """

    row: int
    group: str
    day: date
    starts: time
    ends: time
    room: str = ""


@dataclass(frozen=True, slots=True)
class CalledOff:
    """A meeting of a weekly lesson that does not take place.

    Attributes:
        row: Where.
        group: Its group's name.
        day: On which it would begin.
        starts: Wall-clock time in the school's zone.
        ends: The same.
    """

    row: int
    group: str
    day: date
    starts: time
    ends: time


TimetableItem = TimetableLine | OneOff | CalledOff


@dataclass(frozen=True, slots=True)
class TimetableFile:
    """What a file says of lessons.

    Attributes:
        name: The file's, without its folder.
        items: What is sound.
        problems: Of the rest, by row and column.
    """

    name: str
    items: tuple[TimetableItem, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class TimetablePlan:
    """What an import of a timetable would do. With any problem nothing is done.

    Attributes:
        lessons: How many lines of the week it has.
        added: Lessons that are new.
        removed: Lessons of the groups it mentions that it does not have.
        new_groups: Groups that the school does not have yet.
        one_off: Sessions on one day only, from a calendar.
        problems: By row and column.
        content: What applying needs; not for showing.
        basis: As for RosterPlan.
        called_off: Meetings of lessons that a calendar leaves out.
        file: The file's name, without its folder.
    """

    lessons: int
    added: int
    removed: int
    new_groups: tuple[str, ...]
    one_off: int
    problems: tuple[Problem, ...]
    content: tuple[TimetableItem, ...] = ()
    basis: str = ""
    called_off: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class FileColumns:
    """A file that was opened, before its columns are understood.

    Attributes:
        format: "csv", "xlsx", "oneroster-1.1", "oneroster-1.2" or "ics".
        encoding: Of a CSV; "" else.
        delimiter: Of a CSV; "" else.
        titles: The first row; a column without a title has its letter, "C", and of two with the same title
            the second is "Group (2)". None for OneRoster, whose columns are known. For a calendar, the
            properties that its events have.
        sample: Up to five rows below it.
        rows: How many rows, people or events there are.
        mapping: Title -> value of RosterField or TimetableField, as remembered for these titles, or guessed
            from them; columns that mean nothing are not in it. Only groups may have several columns.
        sheets: Names of a workbook's sheets, in its order; () else.
    """

    format: str
    encoding: str
    delimiter: str
    titles: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    rows: int
    mapping: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
