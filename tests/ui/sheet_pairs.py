"""Which colours a style sheet puts on which: it is read with a palette whose colours are their own names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import product

from kiosk.ui.tokens import Palette

NAMED = Palette(**{field.name: field.name for field in fields(Palette)})
PAGES = ("ground", "surface")
"""What stands behind whatever has no ground of its own."""
NO_CONTRAST = frozenset({"hairline", "transparent", "0", ""})
"""Borders that carry no meaning."""
STRONG = frozenset({"accent", "good", "care", "bad"})
"""Grounds that are seen by themselves: their border need not be told from them, only from the page."""
_EVERYTHING = frozenset({"*", "QWidget"})
_FRAME = "QFrame"
"""Has words only where its own rule gives them a colour."""
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_END = re.compile(r"^(?P<kind>\*|\w+)(?P<marks>(\[[^\]]*\])*)(?:::(?P<part>[\w-]+))?(?P<states>(:[\w!-]+)*)$")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule is about.

    Attributes:
        inside: What it has to stand in, "" for anywhere.
        kind: Its class.
        marks: Its properties.
        part: Its part, "" for the whole.
        states: Such as "pressed".
    """

    inside: str
    kind: str
    marks: frozenset[str]
    part: str
    states: frozenset[str]

    def applies_to(self, other: "Subject") -> bool:
        """Say whether a rule about this dresses the other."""
        is_general = self.kind in _EVERYTHING and other.kind != _FRAME and not other.part
        is_kind = self.kind == other.kind or is_general
        is_there = self.inside in {"", other.inside} and self.part == other.part
        return is_kind and is_there and self.marks <= other.marks and self.states <= other.states

    @property
    def weight(self) -> tuple[int, int]:
        """How much it counts against others: as in CSS 2."""
        return len(self.marks) + len(self.states), (self.kind not in _EVERYTHING) + bool(self.inside)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a subject gets: the words of each declaration."""

    subject: Subject
    sets: dict[str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A colour on a ground, and the first place where it was found."""

    colour: str
    ground: str
    where: str


def rules(sheet: str) -> list[Rule]:
    """Read a style sheet; fails on a selector that it does not understand."""
    return [
        Rule(_subject(selector), _declarations(body))
        for selectors, body in _RULE.findall(sheet)
        for selector in selectors.split(",")
    ]


def _subject(selector: str) -> Subject:
    inside, _, end = selector.strip().rpartition(" ")
    found = _END.match(end)
    assert found is not None, f"not understood: {selector}"
    marks = frozenset(re.findall(r"\[[^\]]*\]", found["marks"]))
    states = frozenset(filter(None, found["states"].split(":")))
    return Subject(inside, found["kind"], marks, found["part"] or "", states)


def _declarations(body: str) -> dict[str, str]:
    sets = {}
    for declaration in filter(None, map(str.strip, body.split(";"))):
        name, _, value = declaration.partition(":")
        words = value.split()
        if name in {"color", "background", "selection-color", "selection-background-color"}:
            sets[name] = words[-1]
        elif re.fullmatch(r"border(-(top|bottom|left|right))?(-color)?", name):
            sets[name.removesuffix("-color")] = words[-1]
    return sets


def _subjects(found: list[Rule]) -> Iterator[Subject]:
    """Give each kind of thing in each state that is written for its class."""
    for kind in dict.fromkeys((rule.subject.inside, rule.subject.kind, rule.subject.part) for rule in found):
        same = [rule.subject for rule in found if (rule.subject.kind, rule.subject.part) == kind[1:]]
        marks = dict.fromkeys(each.marks for each in same)
        states = dict.fromkeys([frozenset[str](), *(each.states for each in same)])
        for mark, state in product(marks, states):
            yield Subject(kind[0], kind[1], mark, kind[2], state)


def _dress(subject: Subject, found: list[Rule]) -> dict[str, str]:
    worn: dict[str, str] = {}
    for rule in sorted(found, key=lambda rule: rule.subject.weight):  # a stable sort: the later one wins
        if rule.subject.applies_to(subject):
            worn |= rule.sets
    return worn


def texts(sheet: str) -> Iterator[Pair]:
    """Give the pairs of a text and what it stands on, selected text included."""
    found = rules(sheet)
    for subject in _subjects(found):
        worn, where = _dress(subject, found), _called(subject)
        for ground in _grounds(worn):
            if "color" in worn:
                yield Pair(worn["color"], ground, where)
        if "selection-color" in worn:
            yield Pair(worn["selection-color"], worn["selection-background-color"], where)


def borders(sheet: str) -> Iterator[Pair]:
    """Give the pairs of a border and what is on both sides of it."""
    found = rules(sheet)
    for subject in _subjects(found):
        worn, where = _dress(subject, found), _called(subject)
        lines = {value for name, value in worn.items() if name.startswith("border")} - NO_CONTRAST
        sides = {*PAGES, *_grounds(worn)} - STRONG
        yield from (Pair(line, side, where) for line, side in product(sorted(lines), sorted(sides)))


def _grounds(worn: dict[str, str]) -> tuple[str, ...]:
    own = worn.get("background", "transparent")
    return PAGES if own == "transparent" else (own,)


def _called(subject: Subject) -> str:
    states = "".join(f":{state}" for state in sorted(subject.states))
    return f"{subject.inside} {subject.kind}{''.join(sorted(subject.marks))} {subject.part}{states}".strip()
