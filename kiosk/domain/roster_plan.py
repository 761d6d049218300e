"""The rule that makes a plan of a roster's lines and the school as it is.

Without `is_whole` nobody leaves a group by being left out: a line adds groups and takes none. With it, the
groups that the file mentions are afterwards as the file has them; groups that it does not mention stay as
they are. Whoever is in no group any more by that, or has a last day that has come, leaves; their marks stay.
"""

from collections.abc import Iterable, Mapping, Sequence

from kiosk.domain.importing import (
    KnownPerson,
    KnownSchool,
    Problem,
    RosterChange,
    RosterFile,
    RosterLine,
    RosterPlan,
)


def plan_roster(file: RosterFile, school: KnownSchool, *, is_whole: bool) -> RosterPlan:
    """Say what importing a roster would do.

    Args:
        file: What was read.
        school: As it is.
        is_whole: The file has everybody of the groups that it mentions.
    """
    known = {_key(name): name for name in school.groups}
    mentioned = _mentioned(file, known)
    by_number = {person.number: person for person in school.people}
    problems = sorted(
        [*file.problems, *_taken_numbers(file.lines, school.erased_numbers)], key=lambda p: (p.row, p.column)
    )
    changes: list[RosterChange] = []
    unchanged = 0
    for line in file.lines:
        change = _of_line(line, by_number.get(line.number), school, mentioned, is_whole=is_whole)
        if change is None:
            unchanged += 1
        else:
            changes.append(change)
    if is_whole:
        listed = {line.number for line in file.lines}
        missing = [person for person in school.people if person.number not in listed]
        changes += [change for person in missing for change in _of_missing(person, mentioned)]
    return RosterPlan(
        tuple(sorted(changes, key=lambda change: change.kind == "leave")),
        tuple(name for key, name in mentioned.items() if key not in known),
        unchanged,
        tuple(problems),
        tuple(name for key, name in known.items() if key not in mentioned),
        school.basis,
        file.name,
    )


def _key(group: str) -> str:
    """Give what tells two groups apart, as the database does."""
    return group.casefold()


def _mentioned(file: RosterFile, known: Mapping[str, str]) -> dict[str, str]:
    """Give the file's groups, each under the name that the school has for it already, in the file's order."""
    found: dict[str, str] = {}
    for name in (*file.groups, *(group for line in file.lines for group in line.groups)):
        found.setdefault(_key(name), known.get(_key(name), name))
    return found


def _taken_numbers(lines: Iterable[RosterLine], erased: frozenset[str]) -> list[Problem]:
    return [Problem(line.row, "", "number-erased") for line in lines if line.number in erased]


def _of_line(
    line: RosterLine,
    person: KnownPerson | None,
    school: KnownSchool,
    mentioned: Mapping[str, str],
    *,
    is_whole: bool,
) -> RosterChange | None:
    """Give what a line changes, or None."""
    is_leaving = line.leaving is not None and line.leaving <= school.today
    groups = {_key(name): mentioned[_key(name)] for name in line.groups}
    if person is None:
        if is_leaving:
            return None
        return RosterChange(
            "add", None, line.number, "", line.name, (), _named(groups), line.row, line.language
        )
    if is_leaving:
        return None if person.has_left and not person.groups else _leaver(person, line.row)
    kept = {_key(g): g for g in person.groups if not is_whole or _key(g) not in mentioned}
    after = _named({**kept, **groups})
    language = line.language or person.language
    if not after and person.groups:
        return _leaver(person, line.row)
    is_back = person.has_left and bool(after)
    if (after, line.name, language) == (person.groups, person.name, person.language) and not is_back:
        return None
    return RosterChange(
        "change", person.id, person.number, person.name, line.name, person.groups, after, line.row, language
    )


def _of_missing(person: KnownPerson, mentioned: Mapping[str, str]) -> Sequence[RosterChange]:
    """Give what it means that somebody is not in a whole file."""
    kept = tuple(group for group in person.groups if _key(group) not in mentioned)
    if kept == person.groups:
        return ()
    if not kept:
        return (_leaver(person, 0),)
    name = person.name
    return (
        RosterChange("change", person.id, person.number, name, name, person.groups, kept, 0, person.language),
    )


def _leaver(person: KnownPerson, row: int) -> RosterChange:
    name = person.name
    return RosterChange(
        "leave", person.id, person.number, name, name, person.groups, (), row, person.language
    )


def _named(groups: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(groups.values()))
