"""Who is in the school: `kiosk class add|list`, `person add|list`, `pin set` and `enrol`."""

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.common import (
    DataDirOption,
    JsonOption,
    NumberOption,
    PassphraseOption,
    parse_day,
    print_json,
    print_table,
    read_passphrase,
    say,
)
from kiosk.cli.desk import class_named, signed_in, signed_in_to
from kiosk.cli.enrol_folder import enrol_folder
from kiosk.errors import Code, KioskError
from kiosk.reasons import reason_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.ids import ClassId, PersonId
    from kiosk.domain.people import PersonSummary
    from kiosk.runtime.api import DeskApi, Enrolled

classes = typer.Typer(help="Classes.", no_args_is_help=True)
people = typer.Typer(help="People on the rolls.", no_args_is_help=True)
pins = typer.Typer(help="PINs, for those who sign in without their face.", no_args_is_help=True)

PersonOption = Annotated[
    str, typer.Option("--person", metavar="ID", help="The school's own id of the person.")
]


class Giver(StrEnum):
    """Who can agree, as the desk offers it; its first is the default there too."""

    PARENT = "parent"
    SELF = "self"
    REPRESENTATIVE = "representative"
    BASIS = "basis"


RELATIONS = {Giver.PARENT: "guardian"}
"""What the records call them where it is another word."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(classes, name="class")
    app.add_typer(people, name="person")
    app.add_typer(pins, name="pin")
    app.command("enrol")(enrol)


@classes.command("add")
def add_class(
    name: Annotated[str, typer.Argument(help="As the school calls it.")],
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a class."""
    with signed_in(data_dir, passphrase_file, own_number) as desk:
        made = desk.add_class(name).result()
    if as_json:
        print_json({"id": made.id, "name": made.name})
    else:
        say(f"Class {made.name} was added.")


@classes.command("list")
def list_classes(
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the classes."""
    with signed_in(data_dir, passphrase_file, own_number) as desk:
        found = desk.classes().result()
        everybody = desk.people().result()
    sizes = Counter(one for summary in everybody for one in summary.classes)
    if as_json:
        print_json([{"id": c.id, "name": c.name, "people": sizes[c.id]} for c in found])
    else:
        print_table("", ("class", "people"), [(c.name, str(sizes[c.id])) for c in found], right=(1,))


@people.command("add")
def add_person(
    number: Annotated[str, typer.Option("--id", metavar="ID", help="The school's own id of the person.")],
    name: Annotated[str, typer.Option(metavar="NAME", help="As the school writes it.")],
    class_names: Annotated[
        list[str] | None, typer.Option("--class", metavar="NAME", help="May be given several times.")
    ] = None,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add somebody to the rolls."""
    with signed_in(data_dir, passphrase_file, own_number) as desk:
        ids = [class_named(desk, one).id for one in class_names or ()]
        made = desk.add_person(number, name, ids).result()
    if as_json:
        print_json({"id": made.id, "number": made.number, "name": made.name, "symbol": made.symbol})
    else:
        say(f"{made.number} {made.name} was added.")


@people.command("list")
def list_people(
    class_name: Annotated[
        str | None, typer.Option("--class", metavar="NAME", help="Of one class.", show_default="everybody")
    ] = None,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the people on the rolls, and who can sign in how. It shows names."""
    with signed_in(data_dir, passphrase_file, own_number) as desk:
        chosen = None if class_name is None else class_named(desk, class_name).id
        found = desk.people(chosen).result()
        numbers = {one.person.id: one.person.number for one in desk.people().result()} if as_json else {}
        names = {c.id: c.name for c in desk.classes().result()}
    if as_json:
        print_json([_person_json(summary, names, numbers) for summary in found])
        return
    if not found:
        say("Nobody yet. Add somebody with: kiosk person add --id ID --name NAME.")
        return
    print_table(
        "",
        ("number", "name", "classes", "face", "PIN"),
        [
            (
                summary.person.number,
                summary.person.name,
                ", ".join(sorted(names[one] for one in summary.classes)),
                _face_words(summary),
                _pin_words(summary),
            )
            for summary in found
        ],
    )


@pins.command("set")
def set_pin(
    person: PersonOption,
    pin_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The PIN is this file's first line.", show_default="you are asked"),
    ] = None,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
) -> None:
    """Set or change somebody's PIN."""
    with signed_in(data_dir, passphrase_file, own_number) as desk:
        found = desk.person_by_number(person).result()
        pin = read_passphrase(pin_file, "New PIN, 4 to 8 digits", confirm=True, without=Code.PIN_NEEDED)
        desk.set_pin(found.id, pin).result()
    say(f"The PIN of {found.number} was set.")


def enrol(
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="ID", help="The school's own id of the person.", show_default=False),
    ] = None,
    images: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Pictures of this person alone.", show_default=False),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder",
            metavar="DIR",
            help="Instead of both: pictures of many, named by their ids: 101.jpg, 101_2.jpg, or folders 101, "
            "102. Their consents must be recorded.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --folder: only say what would be done.")
    ] = False,
    consent: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help="What was agreed to, or where the signed form is.", show_default=False
        ),
    ] = None,
    given_by: Annotated[
        Giver,
        typer.Option(
            help="Who agreed: a parent or guardian, the person, somebody else who may by law; or nobody, "
            "because the school's other basis holds (kiosk basis set)."
        ),
    ] = Giver.PARENT,
    until: Annotated[
        str | None,
        typer.Option(
            metavar="DAY", help="The consent's last day.", show_default="the end of the school year"
        ),
    ] = None,
    consent_version: Annotated[
        str, typer.Option(metavar="N", help="Which of the school's own words: kiosk consent text list.")
    ] = "",
    twins: Annotated[
        bool,
        typer.Option(
            "--twins",
            help="Somebody else has this face and is enrolled: they are two people, told apart by PIN.",
        ),
    ] = False,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a template from pictures, which are read and forgotten. Consent comes first.

    A face that is enrolled already under another number is refused.
    """
    from kiosk.domain.privacy import ConsentGiven, Relation

    if folder is not None:
        if person is not None or images is not None:
            raise typer.BadParameter("goes without --person and --images", param_hint="--folder")
        with signed_in(data_dir, passphrase_file, own_number) as desk:
            enrol_folder(desk, folder, is_dry=dry_run, as_json=as_json)
        return
    if person is None or images is None:
        raise typer.BadParameter("both are needed, or --folder", param_hint="--person and --images")
    pictures = pictures_in(images)
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        desk, today = services.desk, services.clock().local_date
        live_until = None if until is None else parse_day(until, today)
        found = desk.person_by_number(person).result()
        if consent is not None or consent_version or given_by is Giver.BASIS:
            relation = Relation(RELATIONS.get(given_by, given_by.value))
            giver = "" if given_by is Giver.BASIS else given_by.value
            given = ConsentGiven(consent or "", giver, relation, live_until, consent_version)
            services.privacy.record_consent(found.id, given).result()
        enrolled = _enrolled(desk, found.id, pictures, are_twins=twins)
        numbers = {summary.person.id: summary.person.number for summary in desk.people().result()}
    look_alikes = [numbers[one] for one in enrolled.look_alikes if one in numbers]
    if as_json:
        print_json(_enrolled_json(found.number, enrolled, look_alikes))
        return
    say(f"{found.number} is enrolled. Pictures used: {enrolled.captures} of {len(pictures)}.")
    for file, reason in enrolled.refused:
        say(f"  not used: {file} ({reason_words(reason)})")
    if look_alikes:
        say(f"Too close to tell apart by face: {', '.join(look_alikes)}. Give these people a PIN.")


def pictures_in(folder: Path) -> list[Path]:
    """List a folder's pictures by name; a single picture file is a list of one.

    Raises:
        KioskError: SOURCE_MISSING, SOURCE_UNREADABLE.
    """
    from kiosk.vision.pictures import is_picture

    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise KioskError(Code.SOURCE_MISSING, where=folder)
    found = sorted(p for p in folder.iterdir() if p.is_file() and is_picture(p))
    if not found:
        raise KioskError(Code.SOURCE_UNREADABLE, where=folder)
    return found


def _enrolled(desk: "DeskApi", person: "PersonId", pictures: list[Path], *, are_twins: bool) -> "Enrolled":
    try:
        return desk.enrol_pictures(person, pictures).result()
    except KioskError as error:
        if error.code is not Code.DUPLICATE_FACE or not are_twins:
            raise
    return desk.enrol_as_twins(person).result()


def _face_words(summary: "PersonSummary") -> str:
    """Say in a word or two how somebody's face is known."""
    if not summary.templates:
        return "of another model: enrol again" if summary.old_templates else ""
    return "enrolled, ageing: enrol again" if summary.is_ageing else "enrolled"


def _pin_words(summary: "PersonSummary") -> str:
    if summary.has_pin:
        return "set"
    return "needed: has a look-alike" if summary.look_alikes else ""


def _person_json(
    summary: "PersonSummary", classes: "Mapping[ClassId, str]", numbers: "Mapping[PersonId, str]"
) -> dict[str, object]:
    return {
        "id": summary.person.id,
        "number": summary.person.number,
        "name": summary.person.name,
        "classes": sorted(classes[one] for one in summary.classes),
        "is_enrolled": summary.templates > 0,
        "is_of_another_model": summary.old_templates > 0 and summary.templates == 0,
        "is_ageing": summary.is_ageing,
        "look_alikes": [numbers[one] for one in summary.look_alikes if one in numbers],
        "has_consent": summary.has_live_consent,
        "has_pin": summary.has_pin,
    }


def _enrolled_json(number: str, enrolled: "Enrolled", look_alikes: list[str]) -> dict[str, object]:
    return {
        "number": number,
        "person": enrolled.person,
        "captures": enrolled.captures,
        "refused": [{"file": file, "reason": reason} for file, reason in enrolled.refused],
        "look_alikes": look_alikes,
    }
