"""What each action of the audit is called, in the language in use; a code of a later version shows itself.

A detail of a row is codes and numbers ("templates=1 captures=5", "absent>excused"): `detail_words` says the
states in it and leaves the rest as it is.
"""

from PySide6.QtCore import QCoreApplication

from kiosk.domain.marks import MarkState
from kiosk.ui.desk.words import state_word

_STATES = frozenset(state.value for state in MarkState)


def action_words() -> dict[str, str]:
    """Give the words of every action this version writes."""
    say = QCoreApplication.translate
    return {
        "signed-in": say("audit", "Signed in"),
        "signed-out": say("audit", "Signed out"),
        "drained": say("audit", "Marks taken over from the door"),
        "outbox-broken": say("audit", "A stored mark was found changed or lost"),
        "class-added": say("audit", "Class added"),
        "person-added": say("audit", "Person added"),
        "person-viewed": say("audit", "Person looked at"),
        "person-left": say("audit", "Person left"),
        "person-back": say("audit", "Person is back"),
        "person-erased": say("audit", "Person erased"),
        "own-data": say("audit", "Somebody’s own data taken out"),
        "pin-set": say("audit", "PIN set"),
        "enrolled": say("audit", "Face enrolled"),
        "enrolled-as-twins": say("audit", "Face enrolled as a twin’s"),
        "duplicate-refused": say("audit", "Face not enrolled: known under another name"),
        "consent-recorded": say("audit", "Consent recorded"),
        "consent-withdrawn": say("audit", "Consent withdrawn"),
        "consent-expired": say("audit", "Consent ended by itself"),
        "objected": say("audit", "A no recorded"),
        "objection-lifted": say("audit", "A no taken back"),
        "basis-set": say("audit", "Legal ground entered"),
        "consent-text-added": say("audit", "Consent text added"),
        "retention-set": say("audit", "Retention changed"),
        "retention-run": say("audit", "Retention run"),
        "session-added": say("audit", "Session added"),
        "lessons-planned": say("audit", "Lessons planned"),
        "session-closed": say("audit", "Register closed"),
        "session-reopened": say("audit", "Register opened again"),
        "mark-corrected": say("audit", "Mark corrected"),
        "mark-undone": say("audit", "Correction taken back"),
        "export": say("audit", "Sheet exported"),
        "audit-exported": say("audit", "Audit exported"),
        "greeting-set": say("audit", "Greeting at the door changed"),
        "settings-changed": say("audit", "Settings changed"),
        "signer-added": say("audit", "Account added"),
        "signer-removed": say("audit", "Account removed"),
        "role-set": say("audit", "Role changed"),
        "classes-set": say("audit", "Classes of an account changed"),
        "passphrase-changed": say("audit", "Passphrase changed"),
        "keys-rotated": say("audit", "Keys renewed"),
        "recovered": say("audit", "Recovered by the recovery code"),
        "backup-made": say("audit", "Backup made"),
        "backup-checked": say("audit", "Backup checked"),
        "drill": say("audit", "Restore drill"),
        "restored": say("audit", "Restored from a backup"),
    }


def action_word(action: str) -> str:
    """Name an action."""
    return action_words().get(action, action)


def detail_words(detail: str) -> str:
    """Say the states of a change, "absent>excused", in words."""
    return " ".join(_change(part) for part in detail.split(" "))


def _change(part: str) -> str:
    old, arrow, new = part.partition(">")
    if not arrow or not {old, new} <= _STATES:
        return part
    say = QCoreApplication.translate
    return say("audit", "{old} → {new}").format(
        old=state_word(MarkState(old)), new=state_word(MarkState(new))
    )
