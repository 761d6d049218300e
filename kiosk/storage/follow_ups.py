"""Rules, whom they found, and what was done about it.

The rules are the school's and look at everybody's lines; what they found is seen by whoever sees the person.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.follow_up import FollowRule, FollowState, FollowStep, FollowUp, LetterTemplate
from kiosk.domain.ids import FollowUpId, LetterId, PersonId
from kiosk.domain.letters import LetterFacts, in_language
from kiosk.domain.people import Person
from kiosk.domain.permissions import Act
from kiosk.domain.spells import of_line, spells
from kiosk.errors import Code, KioskError
from kiosk.storage import follow_rules, letters, lines, looking, rows, texts
from kiosk.storage.desk import Desk
from kiosk.storage.facts import LINES_A_PART
from kiosk.storage.looking import Looked
from kiosk.storage.rows import Row

_FOUND: Final = (
    "SELECT f.follow_up, f.since, f.figures, f.state, r.rule, r.kind, r.threshold, r.window, r.is_active,"
    " p.person, p.number, p.name, p.symbol FROM follow_ups f JOIN follow_rules r USING (rule)"
    " JOIN people p USING (person)"
)
_OWN: Final = (
    " AND p.person IN (SELECT person FROM memberships JOIN teaches USING (class)"
    " WHERE left_utc IS NULL AND signer = ?)"
)
_IN_CHOSEN: Final = "IN (SELECT value FROM json_each(?))"


class FollowUps:
    """The synchronous twin of `kiosk.runtime.api_register.FollowUpsApi`."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by the vault."""
        self._desk = desk

    # Rules

    def rules(self) -> list[FollowRule]:
        """Give all rules; in a school that has none yet three that are off, with "" for ids."""
        self._desk.require(Act.FOLLOW_UP)
        return follow_rules.all_rules(self._desk.records)

    def set_rules(self, rules: Sequence[FollowRule]) -> None:
        """Replace them; what a removed one found goes with it. Raises KioskError NOT_ALLOWED, RULE_BAD."""
        self._desk.require(Act.EDIT_RULES)
        checked = follow_rules.checked(rules)
        active = sum(one.is_active for one in checked)
        with self._desk.act("follow-rules-set", detail=f"rules={len(checked)} active={active}"):
            follow_rules.replace(self._desk.records, checked)

    # Looking

    def waiting(self) -> int | None:
        """Give a number that changes with what is written while somebody waits to be looked at; else None."""
        self._desk.require(Act.FOLLOW_UP)
        if not self._active() or not self._desk.records.read("SELECT 1 FROM to_look_at LIMIT 1"):
            return None
        return self._desk.records.changes

    def look_at_everybody(self) -> None:
        """Have the next look look at everybody, and not only at those about whom something was written."""
        self._desk.require(Act.FOLLOW_UP)
        with self._desk.records.transaction():
            looking.everybody(self._desk.records)

    def settle(self) -> bool:
        """Bring in the door's newest marks and add up some of what is stale; False when nothing is left."""
        self._desk.require(Act.FOLLOW_UP)
        self._desk.drain()
        return lines.settle(self._desk.records, at_most=LINES_A_PART) >= LINES_A_PART

    def look_some(self, after: str = "", *, is_by_itself: bool = False) -> Looked:
        """Look at the next people who wait for it.

        Args:
            after: `Looked.last` of the step before.
            is_by_itself: Nobody asked for it: the audit says that it was the kiosk.
        """
        self._desk.require(Act.FOLLOW_UP)
        active = self._active()
        if not active:
            return Looked((), None)
        lines.settle(self._desk.records)
        return looking.some(self._desk, active, after, is_by_itself=is_by_itself)

    def how_many_seen(self, found: Sequence[FollowUpId]) -> int:
        """Count those of some lines that are about people of one's own."""
        self._desk.require(Act.FOLLOW_UP)
        return len(self._rows(f"f.follow_up {_IN_CHOSEN}", json.dumps(found)))

    # The list

    def found(self, state: FollowState | None = None) -> list[FollowUp]:
        """Give the list, newest first."""
        self._desk.require(Act.FOLLOW_UP)
        wanted = ("1 = 1", ()) if state is None else ("f.state = ?", (state.value,))
        return self._read(wanted[0], *wanted[1])

    def set_state(self, found: Sequence[FollowUpId], state: FollowState, note: str = "") -> None:
        """Say how far it is.

        Raises:
            KioskError: NOT_ALLOWED, FOLLOW_UP_UNKNOWN, TEXT_BAD.
        """
        self._desk.require(Act.FOLLOW_UP)
        chosen = self._chosen(found)
        cleaned = texts.clean_long("note", note) if note.strip() else ""
        with self._desk.act("follow-up-set", _people(chosen), f"state={state.value}"):
            for one in chosen:
                self._add_step(one, state, cleaned)

    # Letters

    def templates(self) -> list[LetterTemplate]:
        """Give the school's letters by name and language; the ready ones while there are no others."""
        self._desk.require(Act.FOLLOW_UP)
        return letters.all_templates(self._desk.records)

    def save_template(self, template: LetterTemplate) -> LetterTemplate:
        """Add or change one.

        Raises:
            KioskError: NOT_ALLOWED, LETTER_FIELD, LETTER_EXISTS, TEXT_BAD.
        """
        self._desk.require(Act.EDIT_RULES)
        checked = letters.checked(self._desk.records, template)
        with self._desk.act("letter-saved", [checked.id], f"language={checked.language}"):
            letters.save(self._desk.records, checked)
        return checked

    def remove_template(self, letter: LetterId) -> None:
        """Take one away; when the last one goes, the ready ones are there again."""
        self._desk.require(Act.EDIT_RULES)
        with self._desk.act("letter-removed", [letter]):
            letters.remove(self._desk.records, letter)

    def letter_facts(
        self, found: Sequence[FollowUpId], template_name: str, language: str
    ) -> list[tuple[LetterTemplate, LetterFacts]]:
        """Give what a letter about each is filled with, and in which words.

        Args:
            found: Lines of the list.
            template_name: Of a letter, in whatever languages it is there.
            language: The school's, for who has none and for who has one without a letter.

        Raises:
            KioskError: NOT_ALLOWED, FOLLOW_UP_UNKNOWN, LETTER_UNKNOWN.
        """
        self._desk.require(Act.FOLLOW_UP)
        chosen = self._chosen(found)
        every = letters.all_templates(self._desk.records)
        named = [one for one in every if one.name == template_name]
        if not named:
            there = ", ".join(sorted({one.name for one in every}))
            raise KioskError(Code.LETTER_UNKNOWN, where=template_name, detail=there)
        days = self._days(chosen)
        spoken = dict(self._desk.records.read("SELECT person, language FROM people WHERE language <> ''"))
        school = str(self._desk.records.read("SELECT name FROM school")[0][0])
        today, signed_by = self._desk.clock().local_date, self._desk.signed_in.name
        made = []
        for one in chosen:
            own = str(spoken.get(one.person.id, ""))
            template = in_language(named, (own, language))
            assert template is not None  # there is one of that name
            made.append((template, LetterFacts(one, own, school, today, signed_by, days[one.id])))
        return made

    def note_letters(self, found: Sequence[FollowUpId], fmt: str) -> None:
        """Write the audit row of letters that were written to a file. Raises KioskError FOLLOW_UP_UNKNOWN."""
        self._desk.require(Act.FOLLOW_UP)
        chosen = self._chosen(found)
        with self._desk.act("letters-written", _people(chosen), f"format={fmt}"):
            pass

    # Inside

    def _active(self) -> list[FollowRule]:
        return [one for one in follow_rules.all_rules(self._desk.records) if one.is_active]

    def _days(self, chosen: Sequence[FollowUp]) -> Mapping[FollowUpId, tuple[date, ...]]:
        """Give the days that each line's rule counted."""
        lines.settle(self._desk.records)
        people = list({one.person.id for one in chosen})
        theirs = looking.of_people(self._desk.records, people, self._desk.clock().local_date)
        open_days = looking.unfinished(self._desk, people)
        found = {}
        for one in chosen:
            person = one.person.id
            of_rule = spells(one.rule, theirs.get(person, []), open_days.get(person, ()))
            spell = of_line(of_rule, one.since)
            found[one.id] = () if spell is None else spell.days
        return found

    def _chosen(self, wanted: Sequence[FollowUpId]) -> list[FollowUp]:
        """Give some lines in the order wanted. Raises FOLLOW_UP_UNKNOWN for one that is not there or seen."""
        known = {one.id: one for one in self._read(f"f.follow_up {_IN_CHOSEN}", json.dumps(list(wanted)))}
        if any(one not in known for one in wanted):
            raise KioskError(Code.FOLLOW_UP_UNKNOWN)
        return [known[one] for one in dict.fromkeys(wanted)]

    def _rows(self, where: str, *values: str) -> list[Row]:
        own = not self._desk.sees_all_classes
        return self._desk.records.read(
            f"{_FOUND} WHERE {where}{_OWN if own else ''}"
            " ORDER BY f.since DESC, p.name, p.number, f.follow_up",
            (*values, self._desk.signed_in.signer) if own else values,
        )

    def _read(self, where: str, *values: str) -> list[FollowUp]:
        found = self._rows(where, *values)
        steps = self._steps([row[0] for row in found])
        groups = self._groups([row[9] for row in found])
        made = [
            FollowUp(
                FollowUpId(row[0]),
                follow_rules.rule(row[4:9]),
                Person(PersonId(row[9]), *row[10:13]),
                groups.get(row[9], ()),
                date.fromisoformat(row[1]),
                json.loads(row[2]),
                FollowState(row[3]),
                steps.get(row[0], ()),
            )
            for row in found
        ]
        # Newest first by when it was found, whole days together: within a day by what it is about.
        return sorted(
            made, key=lambda one: one.steps[0].at.local_date if one.steps else one.since, reverse=True
        )

    def _groups(self, people: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Give the names of people's groups, of a teacher's own."""
        own = self._desk.own_classes()
        found = self._desk.records.read(
            "SELECT m.person, c.name, m.class FROM memberships m JOIN classes c USING (class)"
            f" WHERE m.left_utc IS NULL AND m.person {_IN_CHOSEN} ORDER BY m.person, c.name",
            (json.dumps(people),),
        )
        seen = [row for row in found if own is None or row[2] in own]
        return {person: tuple(row[1] for row in of) for person, of in groupby(seen, lambda row: row[0])}

    def _steps(self, found: Sequence[str]) -> dict[str, tuple[FollowStep, ...]]:
        rows_found = self._desk.records.read(
            "SELECT s.follow_up, s.at_utc, s.at_zone, s.at_offset, s.state, coalesce(g.name, ''), s.note"
            " FROM follow_up_steps s LEFT JOIN signers g ON g.signer = s.actor"
            f" WHERE s.follow_up {_IN_CHOSEN} ORDER BY s.follow_up, s.at_utc",
            (json.dumps(found),),
        )
        return {
            follow_up: tuple(
                FollowStep(rows.instant(*row[1:4]), FollowState(row[4]), row[5], row[6]) for row in of
            )
            for follow_up, of in groupby(rows_found, lambda row: row[0])
        }

    def _add_step(self, one: FollowUp, state: FollowState, note: str) -> None:
        self._desk.records.write("UPDATE follow_ups SET state = ? WHERE follow_up = ?", (state.value, one.id))
        self._desk.records.write(
            "INSERT INTO follow_up_steps (follow_up, at_utc, at_zone, at_offset, state, actor, note)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                one.id,
                *rows.instant_values(_after(self._desk.clock(), one.steps)),
                state.value,
                self._desk.signed_in.signer,
                note,
            ),
        )


def _after(now: Instant, steps: Sequence[FollowStep]) -> Instant:
    """Give the moment, or one just after the newest step where the clock was set back."""
    return max([now, *(step.at.plus(timedelta(microseconds=1)) for step in steps)])


def _people(chosen: Sequence[FollowUp]) -> list[str]:
    """Give whom some lines are about, each once: the audit is asked by person."""
    return list(dict.fromkeys(one.person.id for one in chosen))
