"""The school's rules as rows."""

from collections.abc import Sequence
from typing import Final

from kiosk.domain.follow_up import FollowRule, RuleKind
from kiosk.domain.ids import RuleId, new_id
from kiosk.domain.spells import READY_RULES, rule_problem
from kiosk.errors import Code, KioskError
from kiosk.storage import looking
from kiosk.storage.rows import Row
from kiosk.storage.sqlcipher import Database

COLUMNS: Final = "rule, kind, threshold, window, is_active"


def all_rules(records: Database) -> list[FollowRule]:
    """Give all rules, in the order in which they were made; in a new school the ready ones, which are off."""
    found = [rule(row) for row in records.read(f"SELECT {COLUMNS} FROM follow_rules ORDER BY rule")]
    return found or [FollowRule(RuleId(""), *numbers, is_active=False) for numbers in READY_RULES]


def rule(row: Row) -> FollowRule:
    """Read a row of COLUMNS."""
    return FollowRule(RuleId(row[0]), RuleKind(row[1]), int(row[2]), int(row[3]), bool(row[4]))


def checked(rules: Sequence[FollowRule]) -> list[FollowRule]:
    """Give rules as they are stored: days in a row have no window of their own.

    Raises:
        KioskError: RULE_BAD.
    """
    for one in rules:
        problem = rule_problem(one)
        if problem:
            raise KioskError(Code.RULE_BAD, detail=problem)
    return [
        FollowRule(one.id, one.kind, one.threshold, one.threshold, one.is_active)
        if one.kind is RuleKind.ABSENT_IN_A_ROW
        else one
        for one in rules
    ]


def replace(records: Database, rules: Sequence[FollowRule]) -> None:
    """Make the rules these, inside the caller's transaction; everybody is to be looked at again.

    A rule keeps what it found while its kind stays; with another kind it is another rule.
    """
    known = {one.id: one.kind for one in all_rules(records) if one.id}
    kept = {one.id for one in rules if known.get(one.id) is one.kind}
    for gone in known.keys() - kept:
        records.write("DELETE FROM follow_rules WHERE rule = ?", (gone,))
    for one in rules:
        values = (one.kind.value, one.threshold, one.window, int(one.is_active))
        if one.id in kept:
            records.write(
                "UPDATE follow_rules SET kind = ?, threshold = ?, window = ?, is_active = ? WHERE rule = ?",
                (*values, one.id),
            )
        else:
            records.write(
                f"INSERT INTO follow_rules ({COLUMNS}) VALUES (?, ?, ?, ?, ?)", (RuleId(new_id()), *values)
            )
    looking.everybody(records)
