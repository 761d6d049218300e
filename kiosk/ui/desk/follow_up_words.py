"""What the follow-up list says in words: what a rule found, how far it is, and the rules as sentences."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QDate

from kiosk.domain.follow_up import FollowRule, FollowState, FollowStep, FollowUp, RuleKind
from kiosk.ui import i18n

STATE_ORDER = (FollowState.NEW, FollowState.CONTACTED, FollowState.CLOSED)
_SIGNS = {FollowState.NEW: "●", FollowState.CONTACTED: "◐", FollowState.CLOSED: "✓"}


def follow_state_word(state: FollowState) -> str:
    """Name a state."""
    say = QCoreApplication.translate
    return {
        FollowState.NEW: say("follow-up", "New"),
        FollowState.CONTACTED: say("follow-up", "Contacted"),
        FollowState.CLOSED: say("follow-up", "Closed"),
    }[state]


def signed_state(state: FollowState) -> str:
    """Name a state after its sign."""
    return f"{_SIGNS[state]} {follow_state_word(state)}"


def letter_name(name: str) -> str:
    """Name a letter: those that a new school has by the language in use, its own as it calls them."""
    say = QCoreApplication.translate
    ready = {
        "Absent for several days": say("follow-up", "Absent for several days"),
        "Missed too much": say("follow-up", "Missed too much"),
    }
    return i18n.isolate(ready.get(name, name))


def found_words(found: FollowUp) -> str:
    """Say what a rule found: "Days absent in a row: 3"."""
    return figures_words(found.rule.kind, found.figures)


def figures_words(kind: RuleKind, figures: Mapping[str, int]) -> str:
    """Say the figures of a kind of rule."""
    say = QCoreApplication.translate
    pattern = {
        RuleKind.ABSENT_IN_A_ROW: say("follow-up", "Days absent in a row: {days}"),
        RuleKind.RATE_BELOW: say("follow-up", "Attended: {rate} % of the last {sessions}"),
        RuleKind.LATE_TIMES: say("follow-up", "Late: {times} of the last {sessions}"),
    }[kind]
    names = ("days", "rate", "sessions", "times")
    return pattern.format(**{name: i18n.number(figures.get(name, 0)) for name in names})


def since_words(found: FollowUp) -> str:
    """Say from when on: "since 16 November 2026"."""
    day = QDate(found.since.year, found.since.month, found.since.day)
    text = QCoreApplication.translate("follow-up", "since {day}")
    return text.format(day=i18n.locale().toString(day, "d MMMM yyyy"))


def rule_pattern(kind: RuleKind) -> str:
    """Give a rule as a sentence with places for its numbers: {threshold} and, of two kinds, {window}."""
    say = QCoreApplication.translate
    return {
        RuleKind.ABSENT_IN_A_ROW: say("follow-up", "Absent without leave on {threshold} days in a row"),
        RuleKind.RATE_BELOW: say(
            "follow-up", "Attended less than {threshold} % of the last {window} sessions"
        ),
        RuleKind.LATE_TIMES: say("follow-up", "Late {threshold} times within the last {window} sessions"),
    }[kind]


def rule_words(rule: FollowRule) -> str:
    """Say a rule."""
    numbers = {"threshold": i18n.number(rule.threshold), "window": i18n.number(rule.window)}
    return rule_pattern(rule.kind).format(**numbers)


def threshold_word(kind: RuleKind) -> str:
    """Name a rule's first number, for screen readers."""
    say = QCoreApplication.translate
    return {
        RuleKind.ABSENT_IN_A_ROW: say("follow-up", "Days in a row"),
        RuleKind.RATE_BELOW: say("follow-up", "Percent"),
        RuleKind.LATE_TIMES: say("follow-up", "Times late"),
    }[kind]


def step_words(step: FollowStep) -> str:
    """Say what was done: when, what, by whom."""
    say = QCoreApplication.translate
    when = say("follow-up", "{day}, {time}").format(
        day=i18n.day_text(step.at.local_date), time=i18n.time_text(step.at)
    )
    if step.state is FollowState.NEW and not step.actor:
        return say("follow-up", "{when}: found by the rule").format(when=when)
    text = say("follow-up", "{when}: {state}, {who}")
    return text.format(when=when, state=follow_state_word(step.state), who=i18n.isolate(step.actor))


def language_word(tag: str) -> str:
    """Name a letter's language: in its own words where the program speaks it, else by its tag."""
    known = {language.code: language.own_name for language in i18n.LANGUAGES}
    return known.get(tag, tag)
