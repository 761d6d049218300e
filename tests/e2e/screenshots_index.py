"""Writes docs/screenshots/README.md: which picture shows what."""

import re
from pathlib import Path
from typing import Final

SHOWN: Final = {
    "The door": {
        "kiosk-idle": "waiting: look, show a card, or use a code",
        "kiosk-guiding": "a hint in words and shapes, never a picture",
        "kiosk-welcome": "after a mark, by the program itself",
        "kiosk-own-day": "a mark, and one's own day",
        "kiosk-late": "a late mark",
        "kiosk-already": "somebody who is in already",
        "kiosk-choose": "somebody who is on several lists at once",
        "kiosk-goodbye": "leaving, where a group writes that",
        "kiosk-welcome-back": "coming back",
        "kiosk-not-recognised": "a stranger",
        "kiosk-card-unknown": "a card that was revoked or is another school's",
        "kiosk-code": "number and PIN",
        "kiosk-confirm-pin": "look-alikes confirm by their PIN",
        "kiosk-codes-only": "a list on which nobody is enrolled by face",
        "kiosk-closed": "between two lessons",
        "kiosk-no-camera": "no camera",
        "kiosk-about": "what this kiosk keeps",
        "kiosk-start": "an attended start",
    },
    "The second screen": {"board": "who is here, and who is missing where the school shows that"},
    "Set-up": {
        "wizard-language": "language",
        "wizard-school": "the school",
        "wizard-lessons": "fixed lessons",
        "wizard-administrator": "the administrator's passphrase",
        "wizard-custody": "how the key of the device is kept",
        "wizard-notice": "what everybody should hear first",
        "wizard-recovery": "the recovery code",
        "wizard-recovery-check": "two of its groups, typed from paper",
        "wizard-camera": "trying the camera",
    },
    "The register": {
        "desk-sign-in": "signing in",
        "desk-register": "one group's register",
        "desk-register-all": "all groups now",
        "desk-register-codes": "the menu of codes (a standard's own words)",
        "desk-register-history": "what happened to one line",
        "desk-register-visitor": "adding a visitor",
        "desk-register-open": "opening a register now",
        "desk-register-close": "what closing does",
        "desk-register-reason": "a closed register needs a reason",
        "desk-export": "exporting a sheet",
        "desk-export-days": "exporting several days for programs",
        "desk-print": "the pages before printing",
        "desk-today": "today's registers, and who is missing now",
    },
    "People": {
        "desk-people": "the list",
        "desk-person": "somebody's page",
        "desk-person-days": "the calendar of their marks",
        "desk-person-below": "the end of their page",
        "desk-person-new": "adding somebody",
        "desk-person-consent": "recording a consent",
        "desk-person-left": "somebody left",
        "desk-person-own-data": "what is held about somebody",
        "desk-person-erase": "erasing somebody",
        "desk-duplicates": "a face that is stored under another name",
        "desk-look-alike": "two people who look alike",
        "desk-import-file": "import: the file",
        "desk-import-columns": "import: what each column means",
        "desk-import-preview": "import: who is new",
        "desk-import-changes": "import: who changes, old and new",
        "desk-import-problems": "import: problems by row and column",
        "desk-import-done": "import: what was done",
        "desk-cards": "cards",
        "desk-cards-make": "making cards",
        "desk-cards-revoke": "stopping a card",
    },
    "Timetable": {
        "desk-timetable": "a group's week",
        "desk-timetable-all": "all lessons",
        "desk-timetable-group": "a new group",
        "desk-timetable-group-change": "a group's options",
        "desk-timetable-lesson": "a lesson",
        "desk-timetable-apply": "what applying would change",
        "desk-terms": "terms and holidays",
        "desk-terms-change": "changing a holiday",
        "desk-day-sessions": "one day's sessions",
        "desk-day-cancel": "calling a session off",
        "desk-day-once": "a session on one day only",
        "desk-codes": "a standard's codes",
        "desk-codes-plain": "the program's own codes",
    },
    "Reports and follow-up": {
        "desk-reports-people": "rates by person",
        "desk-reports-groups": "rates by group",
        "desk-reports-weekdays": "rates by weekday",
        "desk-reports-sessions": "rates by time of day",
        "desk-reports-late": "late minutes",
        "desk-reports-trend": "week by week",
        "desk-reports-days": "the calendar of all days",
        "desk-reports-export": "exporting a table",
        "desk-follow-up": "whom the school's rules found",
        "desk-letters": "letters, ready to print",
        "desk-rules": "rules and letters",
        "desk-letter-words": "a letter's own words",
    },
    "Office": {
        "desk-privacy": "legal grounds, consents",
        "desk-privacy-basis": "changing a legal ground",
        "desk-privacy-below": "how long things are kept",
        "desk-audit": "who did what",
        "desk-system": "recognition and the day at the door",
        "desk-system-below": "room and backups",
        "desk-accounts": "who may sign in",
        "desk-accounts-new": "adding somebody who may sign in",
        "desk-my-sign-in": "one's own sign-in",
    },
    "Paper": {
        "paper-sheet-day": "a day's sheet",
        "paper-sheet-group-days": "a group's sheet of several days",
        "paper-sheet-person": "a person's sheet",
        "paper-letter-absent-in-a-row": "the letter after several days",
        "paper-letter-rate-below": "the letter after much was missed",
        "paper-cards": "cards to cut",
        "paper-own-data": "what is held about somebody",
        "paper-receipt": "the receipt of an erasure",
        "paper-recovery-code": "the recovery code",
    },
}
_ENDING: Final = re.compile(
    r"(?P<name>.+?)(?P<page>-page-\d+)?(?P<upright>-portrait)?-(?P<language>en|ar)\.png"
)


def write_index(folder: Path) -> Path:
    """Write what the pictures of a folder show.

    Raises:
        AssertionError: A picture is not named here, or one that is named is not there.
    """
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.png")):
        match = _ENDING.fullmatch(path.name)
        assert match is not None, path.name
        title = {"en": "English", "ar": "Arabic"}[match["language"]]
        page = (match["page"] or "").replace("-", " ")
        upright = ", upright" if match["upright"] else ""
        found.setdefault(match["name"], []).append(f"[{title}{page}{upright}]({path.name})")
    named = {name for part in SHOWN.values() for name in part}
    assert named == set(found), f"not named, or not there: {sorted(named ^ set(found))}"
    lines = [
        "# Screenshots",
        "",
        "Made by `python -m tests.e2e.screenshots`, and never by hand. Schools and people are invented; no",
        "window shows a picture of anybody. Wide ones are 1280x720, upright ones 720x1280.",
    ]
    for part, names in SHOWN.items():
        lines += ["", f"## {part}", "", "| What | Pictures |", "|---|---|"]
        for name, shown in names.items():
            pictures = ", ".join(sorted(found[name], reverse=True))
            lines.append(f"| {shown} | {pictures} |")
    out = folder / "README.md"
    out.write_text("\n".join(lines) + "\n", "utf-8")
    return out
