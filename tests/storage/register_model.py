"""A register told in plain Python, as slowly and plainly as can be: what the storage is compared with."""

from dataclasses import dataclass, field, replace

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, EventId, PersonId, SessionId
from kiosk.domain.marks import AT_THE_DOOR, EventKind, MarkState
from kiosk.domain.people import RosterRow
from kiosk.domain.sessions import Session

U = MarkState.UNMARKED


@dataclass(eq=False)
class Step:
    """One thing that happened to a line, in the order in which it happened."""

    kind: EventKind
    at: Instant
    state: MarkState = U
    note: str = ""
    code: str = ""
    minutes: int | None = None
    is_coded: bool = False
    is_taken_back: bool = False
    is_looked_at: bool = False


@dataclass(frozen=True)
class Said:
    """What a line says."""

    state: MarkState = U
    at: Instant | None = None
    note: str = ""
    code: str = ""
    minutes: int | None = None
    arrived: Instant | None = None
    left: Instant | None = None
    is_flagged: bool = False
    needs_look: bool = False


def said_of(row: RosterRow) -> Said:
    """Give a line of the storage in the same shape."""
    now = row.standing
    return Said(
        now.state, now.at, now.note, now.code, now.minutes, now.arrived, now.left, now.is_flagged,
        row.needs_look,
    )  # fmt: skip


@dataclass
class Line:
    """One person in one register, step after step."""

    steps: list[Step] = field(default_factory=list)
    events: int = 0
    """How many rows Zone R must hold of it, voids included."""
    door_says: bool = False
    """The door takes them for marked."""

    def add(self, step: Step) -> Step:
        self.steps.append(step)
        self.events += 1
        return step

    def take_back(self, step: Step) -> None:
        assert not step.is_taken_back
        step.is_taken_back = True
        self.events += 1

    def says(self) -> Said:
        """Go through what happened, oldest first; a teacher's newest word that stands is the last one."""
        standing = [step for step in self.steps if not step.is_taken_back]
        at_the_door = [step for step in self.steps if step.kind in AT_THE_DOOR]
        words = [step for step in standing if step.kind is EventKind.CORRECTION]
        base = Said(
            is_flagged=any(step.is_taken_back for step in at_the_door),
            needs_look=any(a.is_coded and not a.is_taken_back and not a.is_looked_at for a in at_the_door),
        )
        since = standing
        if words and words[-1].state is U:
            since = standing[standing.index(words[-1]) + 1 :]
        came = [step for step in since if step.kind is EventKind.ARRIVAL]
        closed = [step for step in since if step.kind is EventKind.CLOSING]
        passed = [step for step in since if step.kind in {EventKind.DEPARTURE, EventKind.RETURN}]
        is_gone = bool(passed) and passed[-1].kind is EventKind.DEPARTURE
        base = replace(base, left=passed[-1].at if is_gone else None)
        if words and (words[-1].state is not U or not (came or closed)):
            last = words[-1]
            if last.state is U:
                return replace(base, note=last.note)
            chosen = last
        elif came:
            chosen = came[0]
        elif closed:
            chosen = closed[-1]
        else:
            return base
        return replace(
            base,
            state=chosen.state,
            at=chosen.at,
            note=chosen.note,
            code=chosen.code,
            minutes=chosen.minutes,
            arrived=came[0].at if came else None,
        )

    def tell_door(self) -> None:
        """What the desk does after each act of a teacher: the door forgets what was taken away."""
        has_mark = any(s.kind is EventKind.ARRIVAL and not s.is_taken_back for s in self.steps)
        self.door_says = has_mark and self.says().state is not U


@dataclass
class Spell:
    """A time on a list."""

    joined: Instant
    left: Instant | None = None


@dataclass
class Model:
    """A school of a few people, two classes and two registers."""

    sessions: dict[SessionId, Session]
    lines: dict[tuple[SessionId, PersonId], Line] = field(default_factory=dict)
    lists: dict[tuple[ClassId, PersonId], list[Spell]] = field(default_factory=dict)
    made: dict[EventId, tuple[tuple[SessionId, PersonId], Step]] = field(default_factory=dict)

    def line(self, session: SessionId, person: PersonId) -> Line:
        return self.lines.setdefault((session, person), Line())

    def groups(self, person: PersonId) -> set[ClassId]:
        """Give the groups that somebody is in now."""
        return {
            group
            for (group, one), spells in self.lists.items()
            if one == person and spells and spells[-1].left is None
        }

    def move(self, person: PersonId, wanted: set[ClassId], now: Instant) -> None:
        """Leave what is not wanted, and join what is new."""
        for group in self.groups(person) - wanted:
            self.lists[group, person][-1].left = now
        for group in wanted - self.groups(person):
            self.lists.setdefault((group, person), []).append(Spell(now))

    def expected(self, session: Session) -> set[PersonId]:
        """Give who is on a register: on the list while it ran, or something happened to their line."""
        listed = {
            person
            for (group, person), spells in self.lists.items()
            if group == session.class_id
            for one in spells
            if one.joined.utc < session.ends.utc and (one.left is None or one.left.utc > session.starts.utc)
        }
        return listed | {
            person for (of, person), line in self.lines.items() if of == session.id and line.events
        }

    def register(self, session: Session) -> dict[PersonId, Said]:
        return {person: self.line(session.id, person).says() for person in self.expected(session)}

    def events(self) -> int:
        return sum(line.events for line in self.lines.values())
