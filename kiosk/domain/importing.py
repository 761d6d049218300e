"""What an import would change, line by line, before anything is changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    """

    row: int
    number: str
    name: str
    groups: tuple[str, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class RosterChange:
    """What happens to one person.

    Attributes:
        kind: "add", "change" or "leave".
        person: Who; None for "add".
        number: Theirs.
        old: Name and groups before; "" and () for "add".
        new: Name and groups afterwards.
        row: Where in the file; 0 for "leave".
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
    """

    changes: tuple[RosterChange, ...]
    new_groups: tuple[str, ...]
    unchanged: int
    problems: tuple[Problem, ...]
    kept_groups: tuple[str, ...] = ()
    basis: str = ""

    def count(self, kind: str) -> int:
        """Give how many changes are of a kind."""
        return sum(change.kind == kind for change in self.changes)


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
    """

    lessons: int
    added: int
    removed: int
    new_groups: tuple[str, ...]
    one_off: int
    problems: tuple[Problem, ...]
    content: tuple[object, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class FileColumns:
    """A file that was opened, before its columns are understood.

    Attributes:
        format: "csv", "xlsx", "oneroster-1.1", "oneroster-1.2" or "ics".
        encoding: Of a CSV; "" else.
        delimiter: Of a CSV; "" else.
        titles: The first row.
        sample: Up to five rows below it.
        rows: How many rows there are.
        mapping: What each column is: as remembered for these titles, or guessed from them.
    """

    format: str
    encoding: str
    delimiter: str
    titles: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    rows: int
    mapping: Mapping[str, str] = field(default_factory=dict)
