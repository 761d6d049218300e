"""`kiosk init`: the wizard without a window, and what every command says of keys that it shows once."""

import sys
from datetime import time
from random import SystemRandom
from typing import Annotated

import typer

from kiosk.cli.common import (
    DataDirOption,
    JsonOption,
    PassphraseOption,
    ask,
    print_json,
    read_passphrase,
    say,
    the_data_dir,
)
from kiosk.cli.desk import create_school
from kiosk.domain.recovery_groups import groups_asked, is_group_right
from kiosk.errors import Code, KioskError

PHOTOGRAPH = (
    "A photograph of an enrolled person can pass: this version does not tell a face from a picture of one. "
    "Keep the door in sight."
)
CUSTODY = {
    "file": (
        "Level 0: the key of this device is a file that only this user can read. Whoever takes this computer "
        "or its disk gets what the door needs (greeting labels, today's times, templates), but no name "
        "and no past mark."
    ),
    "keyring": (
        "Level 1: the key of this device is in the operating system's keyring. Whoever takes this computer "
        "gets nothing of it while the login of this user is not known."
    ),
    "attended": (
        "Level 2: this device keeps no key; somebody types a passphrase after each start. Whoever takes this "
        "computer while it is off gets nothing; while it runs, what the door needs is in its memory."
    ),
}
RECOVERY = "Recovery code, shown this once and kept nowhere; write it down and lock it away:"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("init")(init)


def init(
    school: Annotated[
        str | None, typer.Option(metavar="NAME", help="The school's name.", show_default="asked")
    ] = None,
    admin: Annotated[
        str | None, typer.Option(metavar="NAME", help="The administrator's name.", show_default="asked")
    ] = None,
    class_name: Annotated[
        str | None, typer.Option("--class", metavar="NAME", help="The first class.", show_default="asked")
    ] = None,
    trial: Annotated[
        bool, typer.Option("--trial", help="Takes marks from files too, and says so on every screen.")
    ] = False,
    zone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="IANA time zone.", show_default="this machine's")
    ] = None,
    attended: Annotated[
        bool,
        typer.Option(
            "--attended", help="Keep no key on this computer: somebody types a passphrase after each start."
        ),
    ] = False,
    lesson_days: Annotated[
        str, typer.Option(metavar="DAYS", help="Fixed lesson of the first class: mon,tue,wed,thu,fri.")
    ] = "",
    lesson_starts: Annotated[str, typer.Option(metavar="TIME", help="When it begins.")] = "08:00",
    lesson_ends: Annotated[str, typer.Option(metavar="TIME", help="When it ends.")] = "09:00",
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set up a school: the wizard without a window."""
    from kiosk.domain.people import Custody
    from kiosk.runtime.api import NewSchool
    from kiosk.runtime.clock import machine_zone

    where = the_data_dir(data_dir)
    if where.exists:
        raise KioskError(Code.DATA_DIR_EXISTS, where=where.root)
    # What is given is read before anything is asked.
    lesson = read_days(lesson_days), read_time(lesson_starts), read_time(lesson_ends)
    plan = NewSchool(
        school=ask(school, "School", "--school"),
        admin=ask(admin, "Administrator's name", "--admin"),
        class_name=ask(class_name, "First class", "--class"),
        passphrase=read_passphrase(passphrase_file, "Passphrase, 12 characters or more", confirm=True),
        is_trial=trial,
        zone=zone or machine_zone(),
        lesson_days=lesson[0],
        lesson_starts=lesson[1],
        lesson_ends=lesson[2],
        custody=Custody.ATTENDED if attended else None,
    )
    made = create_school(where, plan)
    if as_json:
        print_json(
            {
                "data_dir": str(where.root),
                "is_trial": trial,
                "recovery_code": made.recovery_code,
                "custody": made.custody.value,
                "custody_text": CUSTODY[made.custody.value],
                "photograph": PHOTOGRAPH,
            }
        )
        return
    say(f"{'A trial' if trial else 'A school'} was made in {where.root}.\n")
    say(f"{RECOVERY}\n\n    {made.recovery_code}\n")
    say(CUSTODY[made.custody.value])
    say(PHOTOGRAPH)
    if sys.stdin.isatty() and passphrase_file is None:
        _ask_for_two_groups(made.recovery_code)


def read_days(text: str) -> frozenset[int]:
    """Read "mon,tue" as weekday numbers, Monday 0.

    Raises:
        KioskError: DAY_BAD.
    """
    days = [part.strip().lower()[:3] for part in text.split(",") if part.strip()]
    for day in days:
        if day not in WEEKDAYS:
            raise KioskError(Code.DAY_BAD, where=day)
    return frozenset(WEEKDAYS.index(day) for day in days)


def read_time(text: str) -> time:
    """Read "08:00". Raises KioskError TIME_BAD."""
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise KioskError(Code.TIME_BAD, where=text) from error


def _ask_for_two_groups(code: str) -> None:
    """Make sure that the code was written down: ask for two of its groups until they are right."""
    for place in groups_asked(SystemRandom()):
        question = f"To check, group {place + 1} of the code"
        while not is_group_right(code, place, str(typer.prompt(question, err=True))):
            say("That is not the group; look at the code above.")
    say("Right. The set-up is done; add people with: kiosk person add.")
