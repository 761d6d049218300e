"""QR cards: `kiosk cards --group G --out FILE.pdf` makes them, `kiosk cards revoke NUMBER` stops one."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli import documents
from kiosk.cli.common import (
    DataDirOption,
    JsonOption,
    NumberOption,
    PassphraseOption,
    existing_data_dir,
    print_json,
    say,
)
from kiosk.cli.desk import class_named, signed_in_to
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from kiosk.domain.ids import PersonId
    from kiosk.domain.people import SchoolClass
    from kiosk.runtime.services import Services
    from kiosk.ui.print.cards import CardSheet

cards = typer.Typer(help="QR cards, for those who sign in without their face.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(cards, name="cards")
    cards.callback(invoke_without_command=True)(make)
    cards.command("revoke")(revoke)


def make(
    context: typer.Context,
    group: Annotated[str, typer.Option("--group", metavar="NAME", help="Whose cards.")] = "",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="A PDF to print, ten cards a page.")
    ] = None,
    numbers: Annotated[
        list[str] | None,
        typer.Option("--people", metavar="NUMBER", help="Only these; may be given several times."),
    ] = None,
    only_missing: Annotated[
        bool, typer.Option("--only-missing", help="Only for those who have no card that works.")
    ] = False,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make new cards for a group, as a PDF. Older cards of these people stop working at once."""
    if context.invoked_subcommand is not None:
        return
    if not group:
        raise KioskError(Code.OPTION_NEEDED, where="--group")
    if out is None:
        raise KioskError(Code.OPTION_NEEDED, where="--out")
    _check(out)
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        school_class = class_named(services.desk, group)
        wanted = _wanted(services, school_class, numbers or (), only_missing=only_missing)
        if wanted:
            _issue(services, school_class, wanted, out, data_dir)
    if as_json:
        print_json({"cards": len(wanted), "file": str(out) if wanted else None})
    elif wanted:
        say(f"Cards made: {len(wanted)}. They are in {out}: print it, then delete the file.")
    else:
        say("Nobody needs a card; nothing was written.")


def revoke(
    number: Annotated[str, typer.Argument(help="The school's own id of the person.")],
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Stop somebody's card: a lost or copied one is no use then."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        person = services.desk.person_by_number(number).result()
        was_there = services.cards.revoke(person.id).result()
    if as_json:
        print_json({"number": person.number, "revoked": was_there})
    else:
        say(f"The card of {person.number} works no more." if was_there else f"{person.number} had no card.")


def _check(out: Path) -> None:
    """Look at where the cards are to go before older ones stop working.

    Raises:
        KioskError: FILE_NOT_WRITTEN, PDF_NEEDS_QT.
    """
    if not documents.is_pdf(out):
        raise typer.BadParameter("the file ends in .pdf", param_hint="--out")
    if find_spec("PySide6") is None:
        raise KioskError(Code.PDF_NEEDS_QT)
    documents.check(out)


def _wanted(
    services: "Services", school_class: "SchoolClass", numbers: Sequence[str], *, only_missing: bool
) -> "list[PersonId]":
    """Give whose cards are made, by name.

    Raises:
        KioskError: PERSON_UNKNOWN for a number that is nobody's of the group.
    """
    by_number = {s.person.number: s.person.id for s in services.desk.people(school_class.id).result()}
    if unknown := [number for number in numbers if number not in by_number]:
        raise KioskError(Code.PERSON_UNKNOWN, where=unknown[0])
    named = {by_number[number] for number in numbers}
    states = services.cards.states(school_class.id).result()
    return [
        state.person
        for state in states
        if (not named or state.person in named) and not (only_missing and state.issued is not None)
    ]


def _issue(
    services: "Services",
    school_class: "SchoolClass",
    wanted: "list[PersonId]",
    out: Path,
    data_dir: Path | None,
) -> None:
    from kiosk import settings
    from kiosk.ui.print.cards import CardSheet

    school, now = services.desk.school().result(), services.clock()
    issued = services.cards.issue(wanted).result()
    found, _ = settings.load_or_default(existing_data_dir(data_dir).settings_file)
    _write(CardSheet(school, school_class.name, now, issued), out, found.language)


def _write(sheet: "CardSheet", out: Path, language: str) -> None:
    """Write the PDF in the school's language. Raises KioskError FILE_NOT_WRITTEN."""
    from kiosk.ui import i18n
    from kiosk.ui.card_words import card_words
    from kiosk.ui.print.app import ensure_application
    from kiosk.ui.print.cards import write_cards_pdf

    application = ensure_application()
    if language not in {"", "en"}:
        i18n.install(application, language)
    write_cards_pdf(sheet, card_words(), out)
    del application  # kept until now: translators and fonts live in it
