"""What a row of the audit says besides who did what: "by=self templates=1" in words.

What this version does not know is shown as it is stored: an audit hides nothing.
"""

import re
from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication

from kiosk.domain.marks import MarkState
from kiosk.domain.people import Role
from kiosk.domain.privacy import BasisKind, MarksChoice, Purpose, Relation, RetentionKind
from kiosk.ui import i18n
from kiosk.ui.desk.privacy_words import basis_word, kind_word, purpose_word, relation_word, retention_word
from kiosk.ui.desk.words import state_word

say = QCoreApplication.translate
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def detail_words(detail: str) -> str:
    """Say a detail in words; changes of a state or a role, "absent>excused", with an arrow."""
    if not detail:
        return ""
    return say("audit", ", ").join(_part(part) for part in detail.split(" "))


def _part(part: str) -> str:
    old, arrow, new = part.partition(">")
    changed = _changes()
    if arrow and {old, new} <= changed.keys():
        return say("audit", "{old} → {new}").format(old=changed[old], new=changed[new])
    if part in {"is_trial=0", "is_trial=1"}:
        return say("audit", "for real") if part.endswith("0") else say("audit", "as a trial")
    key, equals, value = part.partition("=")
    title = _titles().get(key)
    if not equals or title is None:
        return part
    return say("audit", "{what}: {value}").format(what=title, value=_value(value))


def _changes() -> Mapping[str, str]:
    return {**{state.value: state_word(state) for state in MarkState}, **_roles()}


def _roles() -> Mapping[str, str]:
    return {
        Role.TEACHER.value: say("audit", "teacher"),
        Role.ADMIN.value: say("audit", "administrator"),
    }


def _titles() -> Mapping[str, str]:
    by = say("audit", "By")
    return {
        **{state.value: state_word(state) for state in MarkState},
        "active": say("audit", "Switched on"),
        "added": say("audit", "Added"),
        "audit": say("audit", "Lines of the audit"),
        "by": by,
        "captures": kind_word("captures"),
        "cards": say("audit", "Cards"),
        "changed": say("audit", "Changed"),
        "classes": say("audit", "Classes"),
        "columns": say("audit", "Columns"),
        "day": say("audit", "Day"),
        "days": say("audit", "Days"),
        "erased": say("audit", "People erased again"),
        "events": say("audit", "Marks"),
        "first": say("audit", "First day"),
        "format": say("audit", "Format"),
        "groups": say("audit", "New groups"),
        "kind": say("audit", "What"),
        "language": say("audit", "Language"),
        "last": say("audit", "Last day"),
        "left": say("audit", "Left"),
        "logs": say("audit", "Log files"),
        "marks": say("audit", "Marks"),
        "names": say("audit", "Names"),
        "off": say("audit", "Called off"),
        "people": say("audit", "People"),
        "problem": say("audit", "Problem"),
        "purpose": say("audit", "For"),
        "relation": by,
        "removed": say("audit", "Removed"),
        "role": say("audit", "Role"),
        "rows": say("audit", "Lines"),
        "rules": say("audit", "Rules"),
        "sessions": say("audit", "Lessons"),
        "single": say("audit", "Single sessions"),
        "size": say("audit", "Bytes"),
        "state": say("audit", "State"),
        "taken_back": say("audit", "Taken back"),
        "templates": kind_word("templates"),
        "version": say("audit", "Version"),
        "weeks": say("audit", "Weeks"),
    }


def _value(value: str) -> str:
    if value.isdecimal() and value.isascii():
        return i18n.number(int(value))
    if _DAY.fullmatch(value):
        return _day(value)
    said = _values().get(value)
    return i18n.isolate(value) if said is None else said


def _day(value: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:  # 2026-02-30: written by nobody, and shown as it is
        return i18n.isolate(value)
    return f"{i18n.day_text(day)} {i18n.number(day.year)}"


def _values() -> Mapping[str, str]:
    return {
        "None": "–",
        "none": say("audit", "none"),
        "no": say("audit", "no"),
        "yes": say("audit", "yes"),
        "machine-csv": say("audit", "CSV for programs"),
        "print": say("audit", "printed"),
        "passphrase": say("audit", "passphrase"),
        "recovery-code": say("audit", "recovery code"),
        MarksChoice.KEEP.value: say("audit", "kept under their name"),
        MarksChoice.ANONYMISE.value: say("audit", "made anonymous"),
        "new": say("audit", "new"),
        "contacted": say("audit", "contacted"),
        "closed": say("audit", "closed"),
        **_roles(),
        **{each.value: basis_word(each) for each in BasisKind},
        **{each.value: retention_word(each) for each in RetentionKind},
        **{each.value: purpose_word(each) for each in Purpose},
        **{each.value: relation_word(each) for each in Relation},
    }
