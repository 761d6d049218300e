"""What each action of the audit is called, in the language in use; a code of a later version shows itself."""

from PySide6.QtCore import QCoreApplication


def action_words() -> dict[str, str]:
    """Give the words of every action this version writes."""
    say = QCoreApplication.translate
    return {
        "created": say("audit", "School set up"),
        "signed-in": say("audit", "Signed in"),
        "outbox-broken": say("audit", "A stored mark was found changed or lost"),
        "class-added": say("audit", "Class added"),
        "person-added": say("audit", "Person added"),
        "person-viewed": say("audit", "Person looked at"),
        "privacy-viewed": say("audit", "Choices of a person looked at"),
        "left": say("audit", "Person left"),
        "here-again": say("audit", "Person is here again"),
        "erased": say("audit", "Person erased"),
        "own-data": say("audit", "Somebody’s own data taken out"),
        "pin-set": say("audit", "PIN set"),
        "enrolled": say("audit", "Face enrolled"),
        "enrolled-as-twins": say("audit", "Face enrolled as a twin’s"),
        "duplicate-refused": say("audit", "Face not enrolled: known under another name"),
        "templates-expired": say("audit", "Face templates went by themselves"),
        "consent-recorded": say("audit", "Consent recorded"),
        "consent-withdrawn": say("audit", "Consent withdrawn"),
        "withdrawn-at-door": say("audit", "Consent withdrawn at the door"),
        "withdrawal-finished": say("audit", "A withdrawal that had been cut off was finished"),
        "objected": say("audit", "A no recorded"),
        "objection-lifted": say("audit", "A no taken back"),
        "basis-set": say("audit", "Legal ground entered"),
        "consent-text-added": say("audit", "Consent text added"),
        "retention-set": say("audit", "Retention changed"),
        "retention-shown": say("audit", "What is due was shown"),
        "retention-run": say("audit", "What was due taken away"),
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
        "signer-role-set": say("audit", "Role of an account changed"),
        "signer-classes-set": say("audit", "Classes of an account changed"),
        "signer-without-slot": say("audit", "Account without a passphrase found"),
        "administrator-added": say("audit", "Administrator added"),
        "passphrase-changed": say("audit", "Passphrase changed"),
        "passphrase-not-changed": say("audit", "Passphrase could not be changed"),
        "desk-pin-chosen": say("audit", "PIN for the desk chosen"),
        "desk-pin-over": say("audit", "PIN for the desk asked for that does not hold"),
        "desk-pin-tries": say("audit", "PIN for the desk wrong too often"),
        "keys-rotated": say("audit", "Keys renewed"),
        "key-rotation-taken-back": say("audit", "Renewing the keys taken back"),
        "audit-shortened": say("audit", "Newest entries found to be gone"),
        "recovery-code-renewed": say("audit", "Recovery code renewed"),
        "custody-set": say("audit", "Place of the device key changed"),
        "device-key-given-back": say("audit", "Device key made anew"),
        "backup-made": say("audit", "Backup made"),
        "backup-checked": say("audit", "Backup checked"),
        "drill": say("audit", "Restoring a backup tried out"),
        "restored": say("audit", "Restored from a backup"),
    }


def action_word(action: str) -> str:
    """Name an action."""
    return action_words().get(action, action)
