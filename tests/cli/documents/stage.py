"""A school and the files that the documents' commands speak of; what stands for FILE, ID and NAME in them."""

import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from kiosk.cli.desk import now_here
from tests.cli.conftest import PASSPHRASE, Cli, Outcome
from tests.cli.documents.commands import Command


def _day(after: int) -> str:
    """Write a day as many days after today."""
    return (now_here().local_date + timedelta(days=after)).isoformat()


OTHER_PASSPHRASE = "copper violin hedge marble"
NEXT_PASSPHRASE = "harbour lantern pebble wheel"
PEOPLE_CSV = "number,given-name,family-name,groups\n201,Salma,Aziz,8a\n202,Bo,Lind,8a\n"
WEEK_CSV = "group,weekday,starts,ends\n8a,mon,09:00,10:00\n"
WEEK_ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//school//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20260901T000000Z
SUMMARY:7b
DTSTART:20260907T090000
DTEND:20260907T100000
RRULE:FREQ=WEEKLY;BYDAY=MO
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
SIGNER = ("--signer", "2")
PERSON = ("--id", "101")

RECOVERY_CODE = re.compile(r"(?:[0-9A-Z]{4}[ -]){6}[0-9A-Z]{4}")
LETTER = "Absent for several days"

MORE: Mapping[str, tuple[str, ...]] = {
    "kiosk keys add": ("--name", "Omar Rahal", "--new-passphrase-file", "theirs.txt"),
    "kiosk keys role": (*SIGNER, "--role", "admin"),
    "kiosk keys classes": (*SIGNER, "--class", "7b"),
    "kiosk keys remove": SIGNER,
    "kiosk keys passphrase": ("--new-passphrase-file", "next.txt"),
    "kiosk recover": ("--code-file", "code.txt"),
    "kiosk recover --new-code": (),
    "kiosk basis set": ("--purpose", "face", "--kind", "consent"),
    "kiosk person choices": PERSON,
    "kiosk person object": (*PERSON, "--by", "guardian"),
    "kiosk person withdraw": PERSON,
    "kiosk person left": PERSON,
    "kiosk person own-data": (*PERSON, "--out", "own.json"),
    "kiosk person erase": ("--id", "102", "--marks", "keep", "--receipt", "erased.json", "--yes"),
    "kiosk retention set": ("--kind", "marks", "--days", "400"),
    "kiosk retention run": ("--yes",),
    "kiosk consent text add": ("--file", "words.txt"),
    "kiosk group add": ("8c",),
    "kiosk group change": ("7b", "--room", "12"),
    "kiosk timetable add": (
        *("--group", "7b", "--days", "tue", "--starts", "11:00", "--ends", "12:00"),
        *("--until", _day(30)),
    ),
    "kiosk report letters": ("--template", LETTER, "--out", "letters.pdf"),
    "kiosk restore": ("--yes",),
    "kiosk enrol": ("--consent", "form of today"),
    "kiosk pin set": ("--pin-file", "pin.txt"),
}
"""What a line leaves to its reader: the words that such a command cannot do without."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "kiosk enrol": {"FOLDER": "pictures", "DIR": "numbered"},
    "kiosk consent text add": {"FILE": "words.txt"},
    "kiosk import roster": {"FILE": "people.csv"},
    "kiosk import timetable": {"FILE": "week.csv"},
    "kiosk report letters": {"NAME": LETTER, "FOLDER": "letters"},
    "kiosk cards": {"NUMBER": "101"},
}
"""What stands for a placeholder, where all commands do not read it alike."""

BEFORE: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "kiosk keys role": (("keys", "add", *MORE["kiosk keys add"]),),
    "kiosk keys classes": (("keys", "role", *SIGNER, "--role", "teacher"),),
    "kiosk person erase": (("person", "add", "--id", "102", "--name", "Amal Fontaine", "--class", "7b"),),
    "kiosk cards": (
        ("person", "left", *PERSON, "--back"),
        ("person", "add", "--id", "103", "--name", "B C", "--class", "7b"),
    ),
    "kiosk backups check": (("backup",),),
    "kiosk restore": (("backup",),),
}
"""What a reader would have done before; whether it succeeds does not matter, as it may be done already."""


@dataclass(slots=True)
class Stage:
    """One school in one folder, in which a document's commands are run in their order.

    Attributes:
        cli: Runs a command of the program.
        folder: The working folder, with the files; the school is in `school`.
        passphrase: The file with the administrator's, which a command may change.
    """

    cli: Cli
    folder: Path
    passphrase: str = "passphrase.txt"

    @property
    def school(self) -> Path:
        """The folder of the school's data."""
        return self.folder / "school"

    def lay_files(self, project: Path) -> None:
        """Write the files that commands read."""
        texts = {
            "passphrase.txt": PASSPHRASE,
            "theirs.txt": OTHER_PASSPHRASE,
            "next.txt": NEXT_PASSPHRASE,
            "pin.txt": "4829",
            "words.txt": "We keep numbers made from your face.",
            "people.csv": PEOPLE_CSV,
            "week.csv": WEEK_CSV,
            "week.ics": WEEK_ICS,
        }
        for name, text in texts.items():
            path = self.folder / name
            path.write_bytes(f"{text}\n".encode())
            path.chmod(0o600)
        for name, file in (("pictures", "astronaut.png"), ("numbered", "101.png")):
            (self.folder / name).mkdir()
            shutil.copy(project / "resources" / "portraits" / "astronaut.png", self.folder / name / file)
        (self.folder / "letters").mkdir()

    def make_school(self, commands: Iterable[Command]) -> None:
        """Make a school as one document's block does, with one person enrolled and a register open."""
        for command in commands:
            if command.name in {"kiosk init", "kiosk person add", "kiosk enrol", "kiosk session open"}:
                said = self.run(command)
                assert said.code == 0, command.written

    def run(self, command: Command) -> Outcome:
        """Run what is written, with words for the placeholders and what the line leaves out."""
        name = self._key(command)
        for earlier in BEFORE.get(name, ()):
            self._kiosk(earlier)
        said = self._kiosk(self._arguments(command, name))
        if name == "kiosk init":
            self._write("code.txt", RECOVERY_CODE.findall(said.out)[0])
        if name == "kiosk keys passphrase" and said.code == 0:
            self.passphrase = "next.txt"
        return said

    def _key(self, command: Command) -> str:
        return "kiosk import roster" if command.name.startswith("kiosk import roster") else command.name

    def _arguments(self, command: Command, name: str) -> tuple[str, ...]:
        words = [self._word(name, word) for word in command.words[1:]]
        more = MORE.get(name, ())
        given = set(words)
        at = 0
        while at < len(more):
            option = more[at]
            takes = (
                2
                if option.startswith("--") and at + 1 < len(more) and not more[at + 1].startswith("--")
                else 1
            )
            if option not in given and not (
                not option.startswith("--") and len(words) > len(name.split()) - 1
            ):
                words += more[at : at + takes]
            at += takes
        return tuple(words)

    def _word(self, name: str, word: str) -> str:
        own = WORDS.get(name, {})
        if word in own:
            return own[word]
        asked: dict[str, Callable[[], str]] = {
            "ID": self._a_session,
            "NAME": lambda: self._a_backup().name,
            "FILE": lambda: str(self._a_backup()),
            "D": lambda: "today",
            "2026-11-02": lambda: _day(-20),
            "2026-11-27": lambda: _day(0),
        }
        return asked[word]() if word in asked else word

    def _a_session(self) -> str:
        made = self._kiosk(("session", "list", "--json"))
        return str(made.json[0]["id"] if isinstance(made.json, list) else made.json["sessions"][0]["id"])

    def _a_backup(self) -> Path:
        return min((self.school / "backups").glob("rollcall-*"))

    def _kiosk(self, words: tuple[str, ...]) -> Outcome:
        extra: tuple[str, ...] = ()
        if "--data-dir" not in words:
            extra += ("--data-dir", str(self.school))
        if needs_passphrase(words) and words[:1] != ("recover",):
            extra += ("--passphrase-file", self.passphrase)
        return self.cli(*words, *extra)

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.write_text(f"{text}\n", "utf-8")
        path.chmod(0o600)


def needs_passphrase(words: tuple[str, ...]) -> bool:
    """Say whether the command knows that option."""
    import typer

    from kiosk.cli.app import app

    command: object = typer.main.get_command(app)
    for word in words:
        inner = getattr(command, "commands", {})
        if word not in inner:
            break
        command = inner[word]
    return any("--passphrase-file" in one.opts for one in command.params)  # type: ignore[attr-defined]
