"""Makes docs/screenshots again: what the documents show, its index, and the contact sheet of the README.

    python -m tests.gallery.documents [--out FOLDER] [--sheet]

English and Arabic, light, wide; a few upright. It needs pdftoppm (poppler-utils) for what is printed.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import Final

from tests.gallery import __main__ as gallery
from tests.gallery.sheets import overview
from tests.gallery.studio import UPRIGHT, WIDE
from tests.gallery.variants import FEW, LANGUAGES, PLACES, Variant, file_name

ROOT: Final = Path(__file__).resolve().parents[2]
SHEET: Final = "contact-sheet.png"
SHOWN: Final = {
    "The door": {
        "kiosk-idle": "waiting: look, show a card, or use a code",
        "kiosk-press-to-start": "waiting for a touch, where people pass by",
        "kiosk-guiding": "a hint in words and shapes, never a picture",
        "kiosk-checking": "hold still for a moment",
        "kiosk-welcome": "after a mark",
        "kiosk-own-day": "a mark, and one's own day",
        "kiosk-welcome-late": "a late mark",
        "kiosk-already-in": "somebody who is in already",
        "kiosk-choose": "somebody who is on several lists at once",
        "kiosk-goodbye": "leaving, where a group writes that",
        "kiosk-welcome-back": "coming back",
        "kiosk-not-recognised": "a stranger",
        "kiosk-not-on-list": "somebody of another class",
        "kiosk-card-unknown": "a card that was revoked or is another school's",
        "kiosk-pad": "number and PIN",
        "kiosk-ask-pin": "look-alikes confirm by their PIN",
        "kiosk-taken-back": 'after "not me"',
        "kiosk-code-only": "a list on which nobody is enrolled by face",
        "kiosk-no-session": "between two lessons",
        "kiosk-out-of-hours": "after the last one",
        "kiosk-resting": "out of hours: the camera is off, the screen dark",
        "kiosk-camera-none": "no camera",
        "kiosk-not-saved": "a mark that could not be saved",
        "kiosk-trial": "a trial",
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
        "desk-person-twins": "a face that is stored under another name",
        "desk-enrol-purpose": "enrolling by camera: what for, and who agreed",
        "desk-enrol-looks": "five looks, a petal each",
        "desk-enrol-symbol": "a symbol of one's own",
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
        "desk-settings": "everything that can be set, found by a word",
        "desk-system": "recognition and the day at the door",
        "desk-system-below": "room and backups",
        "desk-system-support": "the support file, read before it is saved",
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
NAMES: Final = frozenset(name for part in SHOWN.values() for name in part)
ON_THE_SHEET: Final = (
    "kiosk-idle", "kiosk-guiding-move-left", "kiosk-checking", "kiosk-welcome", "kiosk-welcome-late",
    "kiosk-already-in", "kiosk-not-recognised", "kiosk-no-session", "kiosk-camera-none", "kiosk-choose",
    "kiosk-pad", "kiosk-about", "wizard-language", "wizard-school", "wizard-notice", "wizard-recovery",
    "desk-register", "desk-register-close", "desk-today", "desk-people", "desk-person", "desk-enrol-looks",
    "desk-timetable", "desk-reports-people", "desk-follow-up", "desk-privacy", "desk-audit", "desk-system",
    "desk-settings", "board",
)  # fmt: skip
_ENDING: Final = re.compile(
    r"(?P<name>.+?)(?P<page>-page-\d+)?(?P<upright>-portrait)?-(?P<language>en|ar)\.png"
)


def make(out: Path) -> None:
    """Show everything that is named above."""
    papers = {name for name in NAMES if name.startswith("paper-")}
    with tempfile.TemporaryDirectory(prefix="rollcall-documents-") as name:
        folder = Path(name)
        for ending, size, names in (("", WIDE, NAMES - papers), ("-portrait", UPRIGHT, FEW & NAMES)):
            variants = [Variant(language, "light", (size,)) for language in LANGUAGES]
            gallery.show(folder, variants, PLACES, names)
            for variant, state in product(variants, names):
                made = folder / file_name(state, variant, size)
                shutil.copyfile(made, out / f"{state}{ending}-{variant.language}.png")
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "ROLLCALL_WITHOUT_FILTER": "1"}
    for language in LANGUAGES:
        command = [sys.executable, "-m", "tests.gallery.papers", language, str(out)]
        subprocess.run(command, cwd=ROOT, env=environ, check=True)


def make_sheet(out: Path) -> None:
    """Put some states on one small picture: in turn light, dark and Arabic."""
    looks = (
        Variant("en", "light", (WIDE,)),
        Variant("en", "dark", (WIDE,)),
        Variant("ar", "light", (WIDE,)),
    )
    with tempfile.TemporaryDirectory(prefix="rollcall-documents-") as name:
        folder = Path(name)
        for place, variant in enumerate(looks):
            gallery.show(folder, [variant], PLACES, frozenset(ON_THE_SHEET[place :: len(looks)]))
        shown = [
            folder / file_name(state, looks[place % len(looks)], WIDE)
            for place, state in enumerate(ON_THE_SHEET)
        ]
        overview(shown, out / SHEET)


def write_index(folder: Path) -> Path:
    """Write what the pictures of a folder show.

    Raises:
        AssertionError: A picture is not named here, or one that is named is not there.
    """
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.png")):
        if path.name == SHEET:
            continue
        match = _ENDING.fullmatch(path.name)
        assert match is not None, path.name
        title = {"en": "English", "ar": "Arabic"}[match["language"]]
        page = (match["page"] or "").replace("-", " ")
        upright = ", upright" if match["upright"] else ""
        found.setdefault(match["name"], []).append(f"[{title}{page}{upright}]({path.name})")
    assert set(found) == NAMES, f"not named, or not there: {sorted(NAMES ^ set(found))}"
    lines = [
        "# Screenshots",
        "",
        "Made by `python -m tests.gallery.documents`, and never by hand. Schools and people are invented; no",
        "window shows a picture of anybody. Wide ones are 1280x720, upright ones 720x1280. All states in all",
        "languages, looks and sizes: `python -m tests.gallery --out FOLDER`.",
        "",
        f"![A contact sheet: the door, the set-up, the desk; light, dark, Arabic]({SHEET})",
    ]
    for part, names in SHOWN.items():
        lines += ["", f"## {part}", "", "| What | Pictures |", "|---|---|"]
        for name, shown in names.items():
            pictures = ", ".join(sorted(found[name], reverse=True))
            lines.append(f"| {shown} | {pictures} |")
    out = folder / "README.md"
    out.write_text("\n".join(lines) + "\n", "utf-8")
    return out


def main() -> int:
    """Make them anew; what was there before is gone."""
    parser = argparse.ArgumentParser(description="Make the documentation's screenshots again.")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--sheet", action="store_true", help="the contact sheet alone")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    if args.sheet:
        make_sheet(args.out)
        return 0
    for path in args.out.glob("*.png"):
        path.unlink()
    make(args.out)
    make_sheet(args.out)
    print(write_index(args.out).name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
