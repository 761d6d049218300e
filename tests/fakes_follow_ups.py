"""The follow-up list without storage: FollowUpsApi over lists, with the real rules for letters."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from kiosk.domain.follow_up import (
    FollowRule,
    FollowState,
    FollowStep,
    FollowUp,
    Letter,
    LetterTemplate,
    RuleKind,
)
from kiosk.domain.ids import FollowUpId, LetterId, RuleId
from kiosk.domain.letters import FieldProblem, LetterFacts, fields_of, in_language
from kiosk.domain.ready_letters import READY
from kiosk.errors import Code, KioskError
from kiosk.reports.letters import written
from tests.fakes_desk import FakeDesk

T = TypeVar("T")
ABSENT = FollowRule(RuleId("absent"), RuleKind.ABSENT_IN_A_ROW, 3, 3, is_active=False)
RATE = FollowRule(RuleId("rate"), RuleKind.RATE_BELOW, 90, 20, is_active=False)
LATE = FollowRule(RuleId("late"), RuleKind.LATE_TIMES, 5, 20, is_active=False)
_FIGURES = {
    RuleKind.ABSENT_IN_A_ROW: {"days": 3},
    RuleKind.RATE_BELOW: {"rate": 82, "sessions": 20},
    RuleKind.LATE_TIMES: {"times": 5, "sessions": 20},
}


class FakeFollowUps:
    """Rules that are off, nobody found, and the ready letters, until a story says otherwise."""

    def __init__(self, desk: FakeDesk) -> None:
        self.desk = desk
        self.rules_: list[FollowRule] = [ABSENT, RATE, LATE]
        self.found_: list[FollowUp] = []
        self.to_find: list[FollowUp] = []
        """What the next look finds."""
        self.templates_: list[LetterTemplate] = list(READY)
        self.languages: dict[str, str] = {}
        """Of people, by id."""
        self.notes: list[tuple[tuple[FollowUpId, ...], str]] = []
        self.calls: list[str] = []
        self.failure: KioskError | None = None
        """What the next answer fails with."""

    def _answer(self, name: str, job: Callable[[], T]) -> "Future[T]":
        self.calls.append(name)

        def checked() -> T:
            failure, self.failure = self.failure, None
            if failure is not None:
                raise failure
            return job()

        return self.desk._answer(name, checked)

    def rules(self) -> "Future[Sequence[FollowRule]]":
        return self._answer("rules", lambda: tuple(self.rules_))

    def set_rules(self, rules: Sequence[FollowRule]) -> "Future[None]":
        def job() -> None:
            if any(rule.threshold < 1 or rule.window < 1 for rule in rules):
                raise KioskError(Code.RULE_BAD, detail="rule_days")
            self.rules_ = [
                replace(rule, id=rule.id or RuleId(f"rule-{place}")) for place, rule in enumerate(rules)
            ]
            kept = {rule.id for rule in self.rules_}
            self.found_ = [one for one in self.found_ if one.rule.id in kept]

        return self._answer("set_rules", job)

    def look(self) -> "Future[int]":
        def job() -> int:
            new, self.to_find = self.to_find, []
            self.found_ = [*new, *self.found_]
            return len(new)

        return self._answer("look", job)

    def found(self, state: FollowState | None = None) -> "Future[Sequence[FollowUp]]":
        return self._answer(
            "found", lambda: tuple(one for one in self.found_ if state is None or one.state is state)
        )

    def set_state(self, found: Sequence[FollowUpId], state: FollowState, note: str = "") -> "Future[None]":
        def job() -> None:
            self._chosen(found)
            step = FollowStep(self.desk.clock.now, state, "Ms Ruiz", note)
            self.found_ = [
                replace(one, state=state, steps=(*one.steps, step)) if one.id in found else one
                for one in self.found_
            ]

        return self._answer("set_state", job)

    def templates(self) -> "Future[Sequence[LetterTemplate]]":
        return self._answer(
            "templates", lambda: tuple(sorted(self.templates_, key=lambda t: (t.name, t.language)))
        )

    def save_template(self, template: LetterTemplate) -> "Future[LetterTemplate]":
        def job() -> LetterTemplate:
            try:
                fields_of(template.subject), fields_of(template.body)
            except FieldProblem as problem:
                raise KioskError(Code.LETTER_FIELD, where=problem.field) from None
            if not template.body.strip():
                raise KioskError(Code.TEXT_BAD, where="body", detail="empty")
            others = [one for one in self.templates_ if one.id != template.id]
            if any((one.name, one.language) == (template.name, template.language) for one in others):
                raise KioskError(Code.LETTER_EXISTS)
            made = replace(template, id=template.id or LetterId(f"letter-{len(self.templates_)}"))
            self.templates_ = [*others, made]
            return made

        return self._answer("save_template", job)

    def remove_template(self, letter: LetterId) -> "Future[None]":
        def job() -> None:
            self.templates_ = [one for one in self.templates_ if one.id != letter]

        return self._answer("remove_template", job)

    def letters(self, found: Sequence[FollowUpId], template_name: str) -> "Future[Sequence[Letter]]":
        def job() -> tuple[Letter, ...]:
            named = [one for one in self.templates_ if one.name == template_name]
            return tuple(self._letter(one, named) for one in self._chosen(found))

        return self._answer("letters", job)

    def note_letters(self, found: Sequence[FollowUpId], fmt: str) -> "Future[None]":
        return self._answer("note_letters", lambda: self.notes.append((tuple(found), fmt)))

    def _chosen(self, wanted: Sequence[FollowUpId]) -> list[FollowUp]:
        known = {one.id: one for one in self.found_}
        if any(one not in known for one in wanted):
            raise KioskError(Code.FOLLOW_UP_UNKNOWN)
        return [known[one] for one in wanted]

    def _letter(self, one: FollowUp, named: Sequence[LetterTemplate]) -> Letter:
        language = self.languages.get(one.person.id, "")
        template = in_language(named, (language, "en"))
        if template is None:
            raise KioskError(Code.LETTER_UNKNOWN)
        days = tuple(one.since + timedelta(days=more) for more in range(one.figures.get("days", 2)))
        today = self.desk.clock.now.local_date
        return written(template, LetterFacts(one, language, "Hill School", today, "Ms Ruiz", days))


def some_follow_ups(desk: FakeDesk, count: int = 8, since: date = date(2026, 11, 16)) -> list[FollowUp]:
    """The rules found `count` people; the first was contacted, the second was talked to and is done with."""
    rules = (replace(ABSENT, is_active=True), replace(RATE, is_active=True), replace(LATE, is_active=True))
    states = (FollowState.CONTACTED, FollowState.CLOSED)
    made = []
    for place in range(count):
        rule = rules[place % len(rules)]
        summary = desk.people_[place % len(desk.people_)]
        names = tuple(c.name for c in desk.classes_ if c.id in summary.classes)
        state = states[place] if place < len(states) else FollowState.NEW
        steps = [FollowStep(desk.clock.now, FollowState.NEW, "", "")]
        if state is not FollowState.NEW:
            steps.append(FollowStep(desk.clock.now, state, "Ms Ruiz", "Spoke to the family by telephone."))
        made.append(
            FollowUp(
                FollowUpId(f"found-{place}"), rule, summary.person, names, since + timedelta(days=place % 5),
                _FIGURES[rule.kind], state, tuple(steps),
            )
        )  # fmt: skip
    return made
