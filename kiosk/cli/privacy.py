"""What a person may ask for: `kiosk person erase|own-data|object|withdraw|left|choices`."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk import settings
from kiosk.cli import documents
from kiosk.cli.common import (
    DataDirOption,
    JsonOption,
    NumberOption,
    PassphraseOption,
    existing_data_dir,
    moment_json,
    parse_day,
    print_json,
    say,
)
from kiosk.cli.data import people
from kiosk.cli.desk import signed_in_to
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from kiosk.domain.privacy import ConsentRecord, PersonPrivacy

IdOption = Annotated[str, typer.Option("--id", metavar="ID", help="The school's own id of the person.")]


class Marks(StrEnum):
    """What happens to the marks of somebody who is erased."""

    KEEP = "keep"
    ANONYMISE = "anonymise"


class By(StrEnum):
    """Who says no."""

    SELF = "self"
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"


def register() -> None:
    """Add the commands to `kiosk person`."""
    people.command("choices")(choices)
    people.command("object")(object_)
    people.command("withdraw")(withdraw)
    people.command("left")(left)
    people.command("own-data")(own_data)
    people.command("erase")(erase)


def choices(
    number: IdOption,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show somebody's consents, and whether somebody said no. Looking is noted in the audit."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        person = services.desk.person_by_number(number).result()
        found = services.privacy.privacy_of(person.id).result()
    if as_json:
        print_json(_choices_json(person.number, found))
        return
    for record in found.consents:
        state = "live" if record.is_live else "ended"
        last = record.given.live_until
        say(f"{record.at.local_date} until {last}: {state}, {record.given.relation.value}")
    if not found.consents:
        say("No consent was recorded.")
    if found.objection is not None:
        say(f"Said no to being recognised by face: {found.objection.by.value}.")
    if found.left is not None and found.templates_go is not None:
        say(
            f"Left on {found.left.local_date}; templates go on {found.templates_go.local_date} at the latest."
        )


def object_(
    number: IdOption,
    by: Annotated[By, typer.Option(help="Who says it; a person's own no is lifted by nobody else.")],
    lift: Annotated[bool, typer.Option("--lift", help="Take the no back.")] = False,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record a no to being recognised by face: consents end and templates go at once. Or take it back."""
    from kiosk.domain.privacy import Relation

    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        person = services.desk.person_by_number(number).result()
        goes_on = None
        if lift:
            services.privacy.lift_objection(person.id, Relation(by.value)).result()
            erased, goes_on = 0, services.privacy.privacy_of(person.id).result().objection
        else:
            erased = services.privacy.object(person.id, Relation(by.value)).result()
    if as_json:
        print_json({"number": person.number, "is_lifted": lift and goes_on is None, "templates": erased})
    elif goes_on is not None:
        say(f"{person.number}: that no was taken back. Another one goes on: {goes_on.by.value}.")
    elif lift:
        say(f"{person.number}: no objection holds. A new consent is needed before a face is stored.")
    else:
        say(
            f"{person.number}: the no was recorded. Templates erased: {erased}. Number and PIN go on working."
        )


def withdraw(
    number: IdOption,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Withdraw all of somebody's consents; templates go at once."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        person = services.desk.person_by_number(number).result()
        erased = services.desk.withdraw_consent(person.id).result()
    if as_json:
        print_json({"number": person.number, "templates": erased})
    else:
        say(f"{person.number}: consent was withdrawn. Templates erased: {erased}.")


def left(
    number: IdOption,
    on: Annotated[str, typer.Option(metavar="DAY", help="Their last day.")] = "today",
    back: Annotated[bool, typer.Option("--back", help="They are here; nobody left.")] = False,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that somebody left: they leave all lists, and their templates go by themselves some days later."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        day = None if back else parse_day(on, services.clock().local_date)
        person = services.desk.person_by_number(number).result()
        services.privacy.mark_left(person.id, day).result()
        goes = None if as_json else services.privacy.privacy_of(person.id).result().templates_go
    if as_json:
        print_json({"number": person.number, "left": None if day is None else day.isoformat()})
    elif goes is None:
        say(f"{person.number} is here.")
    else:
        say(f"{person.number} left on {day}. Face templates go on {goes.local_date} at the latest.")


def own_data(
    number: IdOption,
    out: Annotated[Path, typer.Option(metavar="FILE", help=".json or .pdf; what is there is replaced.")],
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
) -> None:
    """Write everything that is held about one person, with nobody else's data.

    Notes are given as a teacher wrote them: look through them before the file is handed over.
    """
    documents.check(out)
    documents.check_kind(out, "--out")
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        person = services.desk.person_by_number(number).result()
        found = services.privacy.own_data(person.id).result()
    documents.write_own_data(found, out, _language(data_dir))
    say(f"Written to {out}. It holds a name: hand it to {person.number} and to nobody else.")


def erase(
    number: IdOption,
    marks: Annotated[
        Marks,
        typer.Option(
            help="keep: name and marks stay, because a law or a rule asks for it; anonymise: the registers "
            "add up as before and say no more whose marks they were."
        ),
    ],
    receipt: Annotated[Path, typer.Option(metavar="FILE", help="The receipt; .json or .pdf.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
) -> None:
    """Erase somebody: face, PIN, greeting, consents; marks as --marks says. It cannot be undone."""
    from kiosk.domain.privacy import MarksChoice
    from kiosk.reports.receipt import words

    documents.check(receipt)
    documents.check_kind(receipt, "--receipt")
    _make_sure(number, is_sure=yes)
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        person = services.desk.person_by_number(number).result()
        done = services.privacy.erase(person.id, MarksChoice(marks.value)).result()
    for line in words(done):  # said first: a full disk must not take the only word of it
        say(line)
    documents.write_receipt(done, receipt, _language(data_dir))
    say(f"Receipt: {receipt}.")


def _make_sure(number: str, *, is_sure: bool) -> None:
    if is_sure:
        return
    if not sys.stdin.isatty():
        raise KioskError(Code.OPTION_NEEDED, where="--yes")
    typed = typer.prompt("This cannot be undone. Type the person's number to go on", err=True)
    if str(typed).strip() != number.strip():
        raise typer.Abort


def _language(data_dir: Path | None) -> str:
    return settings.load_or_default(existing_data_dir(data_dir).settings_file)[0].language


def _choices_json(number: str, found: "PersonPrivacy") -> dict[str, object]:
    objection = found.objection
    return {
        "number": number,
        "consents": [_consent_json(one) for one in found.consents],
        "objection": objection and {"by": objection.by.value, "since": moment_json(objection.since)},
        "left": moment_json(found.left),
        "templates_go": moment_json(found.templates_go),
    }


def _consent_json(record: "ConsentRecord") -> dict[str, object]:
    return {
        "recorded": moment_json(record.at),
        "ends": moment_json(record.ends),
        "withdrawn": moment_json(record.withdrawn),
        "is_live": record.is_live,
        "text": record.given.text,
        "text_sha256": record.text_sha256,
        "text_version": record.given.text_version,
        "given_by": record.given.given_by,
        "relation": record.given.relation.value,
    }
