"""Words for grounds, consents, retention and receipts, in the language in use, for windows and prints."""

from datetime import timedelta

from PySide6.QtCore import QCoreApplication, QObject

from kiosk.domain.clock import Instant
from kiosk.domain.privacy import BasisKind, MarksChoice, Purpose, Relation, RetentionKind
from kiosk.ui import i18n

SPEAKERS = (Relation.SELF, Relation.GUARDIAN, Relation.REPRESENTATIVE)
"""Who can say yes or no for a person, in the order of the lists."""


def purpose_word(purpose: Purpose) -> str:
    """Name a purpose."""
    say = QCoreApplication.translate
    return {
        Purpose.FACE: say("privacy", "Recognising people by their face"),
        Purpose.ATTENDANCE: say("privacy", "Keeping registers"),
    }[purpose]


def basis_word(kind: BasisKind) -> str:
    """Name a ground."""
    say = QCoreApplication.translate
    return {
        BasisKind.CONSENT: say("privacy", "Consent"),
        BasisKind.LEGAL_OBLIGATION: say("privacy", "A duty by law"),
        BasisKind.PUBLIC_TASK: say("privacy", "A task in the public interest"),
        BasisKind.CONTRACT: say("privacy", "A contract"),
        BasisKind.LEGITIMATE_INTEREST: say("privacy", "A legitimate interest"),
        BasisKind.OTHER: say("privacy", "Another ground"),
    }[kind]


def relation_word(relation: Relation) -> str:
    """Say who speaks for a person."""
    say = QCoreApplication.translate
    return {
        Relation.SELF: say("privacy", "The person"),
        Relation.GUARDIAN: say("privacy", "A parent or guardian"),
        Relation.REPRESENTATIVE: say("privacy", "Somebody else who may by law"),
        Relation.BASIS: say("privacy", "Nobody was asked: another ground holds"),
        Relation.UNKNOWN: say("privacy", "Not recorded"),
    }[relation]


def retention_word(kind: RetentionKind) -> str:
    """Name what is kept for a time."""
    say = QCoreApplication.translate
    return {
        RetentionKind.TEMPLATES: say("privacy", "Face templates of people who left"),
        RetentionKind.MARKS: say("privacy", "Marks in registers"),
        RetentionKind.AUDIT: say("privacy", "The audit"),
        RetentionKind.LOGS: say("privacy", "Logs of the program, which hold no names"),
    }[kind]


def marks_word(choice: MarksChoice) -> str:
    """Name what happened to an erased person's marks."""
    say = QCoreApplication.translate
    return {
        MarksChoice.KEEP: say(
            "privacy", "Name and marks stay, since a law or a rule of the school asks for it"
        ),
        MarksChoice.ANONYMISE: say("privacy", "Marks are anonymous: nothing says any more whose they were"),
    }[choice]


def kind_word(code: str) -> str:
    """Name what an erasure took or left; a code of another version shows itself."""
    say = QCoreApplication.translate
    return {
        "templates": say("privacy", "Face templates"),
        "captures": say("privacy", "Single captures behind them"),
        "pin": say("privacy", "PIN"),
        "card": say("privacy", "Card"),
        "greeting": say("privacy", "Greeting at the door"),
        "today": say("privacy", "Today’s marks at the door"),
        "consents": say("privacy", "Consents"),
        "objections": say("privacy", "Objections"),
        "quarantine": say("privacy", "Altered marks that were set aside"),
        "name": say("privacy", "Name"),
        "number": say("privacy", "Number on the rolls"),
        "notes": say("privacy", "Notes at marks"),
        "marks": say("privacy", "Marks under their name"),
        "anonymous-marks": say("privacy", "Marks that say no more whose they were"),
        "audit": say("privacy", "Lines of the audit, by random id"),
    }.get(code, code)


def day_words(moment: Instant) -> str:
    """Write a day with its year: "Monday 23 November 2026"."""
    day = moment.local_date
    return f"{i18n.day_text(day)} {i18n.number(day.year)}"


def last_day_words(ends: Instant) -> str:
    """Write the last day of what ends at a moment: a consent ends at the midnight after its last day."""
    return day_words(ends.plus(timedelta(seconds=-1)))


def own_words(text: str) -> str:
    """Show a text of the school's in its own direction, line by line."""
    return "\n".join(i18n.isolate(line) for line in text.splitlines())


class RetentionWords(QObject):
    """Says how long something is kept; plurals need a QObject whose `tr` lupdate can see."""

    def kept(self, kind: RetentionKind, days: int | None) -> str:
        """Say a rule."""
        if days is None:
            return self.tr("Kept until the school says otherwise")
        if kind is RetentionKind.TEMPLATES:
            if days == 0:
                return self.tr("Gone on the day they leave")
            return self.tr("Gone %Ln days after they left", "", days)
        return self.tr("Kept for %Ln days", "", days)

    def amount(self, kind: RetentionKind, count: int) -> str:
        """Say how many of a kind."""
        if kind is RetentionKind.TEMPLATES:
            return self.tr("%Ln face templates", "", count)
        if kind is RetentionKind.MARKS:
            return self.tr("%Ln marks", "", count)
        if kind is RetentionKind.AUDIT:
            return self.tr("%Ln lines of the audit", "", count)
        return self.tr("%Ln log files", "", count)
