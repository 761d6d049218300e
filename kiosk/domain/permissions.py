"""Who may do what, as one table that the windows and the storage both ask.

Keys do not separate teachers: every passphrase opens the whole of Zone R, and this table is kept by the
program alone (docs/threat-model.md).
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from kiosk.domain.people import Role


class Act(StrEnum):
    """What somebody who is signed in may want to do."""

    SEE_REGISTERS = "see-registers"
    """Registers and lists of one's own classes; an administrator's are all."""
    MARK = "mark"
    """Correct, undo, close and reopen those registers."""
    OPEN_SESSIONS = "open-sessions"
    """Add a session to one's own classes."""
    EXPORT = "export"
    """Take sheets of them."""
    OBJECT = "object"
    """Record an objection or a withdrawal for a person of one's own classes: it must not wait."""
    OWN_SECRETS = "own-secrets"
    """Change one's own passphrase and choose a PIN for the rest of the day."""
    SEE_REPORTS = "see-reports"
    """Rates and charts of one's own classes."""
    FOLLOW_UP = "follow-up"
    """Work through whom the rules found in one's own classes, letters included."""
    EDIT_TIMETABLE = "edit-timetable"
    """Groups' options, lessons, terms, holidays, cancelling."""
    IMPORT = "import"
    ISSUE_CARDS = "issue-cards"
    EDIT_RULES = "edit-rules"
    """Which rules find somebody, letters' words, codes, and what the board shows."""
    EDIT_PEOPLE = "edit-people"
    """Classes, people, lessons, PINs."""
    ENROL = "enrol"
    """Consents and templates."""
    ERASE = "erase"
    """Erase a person, take out their own data, say that they left."""
    SEE_AUDIT = "see-audit"
    EDIT_BASIS = "edit-basis"
    """Legal bases, consent texts, retention, and running it."""
    EDIT_KEYS = "edit-keys"
    """Teachers and administrators, key rotation, the recovery code."""
    BACK_UP = "back-up"
    EDIT_SETTINGS = "edit-settings"
    SEE_SYSTEM = "see-system"


_TEACHER: Final = frozenset(
    {
        Act.SEE_REGISTERS,
        Act.MARK,
        Act.OPEN_SESSIONS,
        Act.EXPORT,
        Act.OBJECT,
        Act.OWN_SECRETS,
        Act.SEE_REPORTS,
        Act.FOLLOW_UP,
    }
)
ALLOWED: Final[Mapping[Role, frozenset[Act]]] = MappingProxyType(
    {Role.TEACHER: _TEACHER, Role.ADMIN: frozenset(Act)}
)
"""The table."""


def may(role: Role, act: Act) -> bool:
    """Say whether a role may do something."""
    return act in ALLOWED[role]


def sees_all_classes(role: Role) -> bool:
    """Say whether a role sees every class; others see those they teach."""
    return role is Role.ADMIN
