"""`kiosk keys`: who may sign in and by what, new keys, and where the device key is."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk import logs
from kiosk.cli.common import (
    DataDirOption,
    JsonOption,
    NumberOption,
    PassphraseOption,
    existing_data_dir,
    print_json,
    print_table,
    read_passphrase,
    say,
)
from kiosk.cli.desk import class_named, is_attended, now_here, running, signed_in_to
from kiosk.cli.school import CUSTODY
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from kiosk.domain.ids import ClassId
    from kiosk.domain.people import Custody, Signer
    from kiosk.paths import DataDir
    from kiosk.runtime.services import Services

NEW_PROMPT = "New passphrase, 12 characters or more"
THEIR_PROMPT = "Their passphrase, 12 characters or more"
OLD_COPIES = (
    "A copy of the data from before still opens by the old slot; new keys end that for what comes from "
    "now on: kiosk keys rotate."
)
NOT_APART = "Roles are kept by this program: every slot opens all records, and keys do not separate teachers."

keys = typer.Typer(no_args_is_help=True, help="Who may sign in, and the keys of this school.")
SignerOption = Annotated[
    int,
    typer.Option("--signer", metavar="N", min=1, help="Their sign-in number, as `kiosk keys list` shows."),
]
ClassesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--class", metavar="NAME", help="A class they teach; may be given again.", show_default=False
    ),
]
NewPassphraseOption = Annotated[
    Path | None,
    typer.Option(
        "--new-passphrase-file",
        metavar="FILE",
        help="The new passphrase is this file's first line; without it, you are asked.",
        show_default=False,
    ),
]


class RoleName(StrEnum):
    """What somebody who signs in may do."""

    TEACHER = "teacher"
    ADMIN = "admin"


class Place(StrEnum):
    """Where the device key may be put."""

    DEVICE = "device"
    FILE = "file"
    ATTENDED = "attended"


RoleOption = Annotated[
    RoleName, typer.Option("--role", help="A teacher sees their own classes, an administrator everything.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(keys, name="keys")


@keys.command("list")
def list_signers(
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show who may sign in."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        found = services.keys.signers().result()
        names = {one.id: one.name for one in services.desk.classes().result()}
    if as_json:
        print_json([_as_json(one, names) for one in found])
        return
    rows = [
        (
            str(one.number or ""),
            one.name,
            one.role.value,
            ", ".join(names[each] for each in one.classes),
            "removed" if one.is_removed else "",
        )
        for one in found
    ]
    print_table("", ("Number", "Name", "Role", "Classes", ""), rows, right=(0,))
    say(NOT_APART)


@keys.command("add")
def add(
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Theirs.")],
    role: RoleOption = RoleName.TEACHER,
    class_names: ClassesOption = None,
    new_passphrase_file: NewPassphraseOption = None,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Give them six random words, shown this once.")
    ] = False,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let somebody sign in, by a passphrase of their own."""
    from kiosk.domain.people import Role

    if suggest and new_passphrase_file is not None:
        raise typer.BadParameter("--suggest and --new-passphrase-file are two ways of one thing")
    with _proved(data_dir, passphrase_file, own_number) as (services, own):
        if suggest:
            phrase = services.keys.suggest_passphrase()
        else:
            phrase = read_passphrase(new_passphrase_file, THEIR_PROMPT, confirm=True)
        chosen = _classes(services, class_names)
        made = services.keys.add_signer(own, name, Role(role), phrase, chosen).result()
    if as_json:
        print_json({"number": made.number, "id": made.id} | ({"passphrase": phrase} if suggest else {}))
        return
    say(f"{made.name} can sign in. Their sign-in number is {made.number}.")
    if suggest:
        say(f"Their passphrase, shown this once and kept nowhere:\n\n    {phrase}\n")
    say(NOT_APART)


@keys.command("remove")
def remove(
    signer_number: SignerOption,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take somebody's slot away: their passphrase opens nothing here any more."""
    with _proved(data_dir, passphrase_file, own_number) as (services, own):
        signer = _numbered(services, signer_number)
        services.keys.remove_signer(own, signer.id).result()
    if as_json:
        print_json({"removed": signer.id})
        return
    say(f"{signer.name} cannot sign in any more.")
    say(OLD_COPIES)


@keys.command("role")
def role(
    signer_number: SignerOption,
    role: RoleOption,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make somebody an administrator or a teacher."""
    from kiosk.domain.people import Role

    with _proved(data_dir, passphrase_file, own_number) as (services, own):
        signer = _numbered(services, signer_number)
        services.keys.set_role(own, signer.id, Role(role)).result()
    if as_json:
        print_json({"id": signer.id, "role": role.value})
    else:
        say(f"{signer.name} is {'an administrator' if role is RoleName.ADMIN else 'a teacher'} now.")


@keys.command("classes")
def classes(
    signer_number: SignerOption,
    class_names: ClassesOption = None,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say which classes a teacher teaches: these and no others. Without --class: none."""
    with _proved(data_dir, passphrase_file, own_number) as (services, own):
        signer = _numbered(services, signer_number)
        chosen = _classes(services, class_names)
        services.keys.set_classes(own, signer.id, chosen).result()
    if as_json:
        print_json({"id": signer.id, "classes": chosen})
    else:
        say(f"{signer.name} teaches {', '.join(class_names or ['no class'])}.")


@keys.command("passphrase")
def passphrase(
    new_passphrase_file: NewPassphraseOption = None,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Change your own passphrase."""
    with _proved(data_dir, passphrase_file, own_number) as (services, own):
        new = read_passphrase(new_passphrase_file, NEW_PROMPT, confirm=True)
        services.keys.change_passphrase(own, new).result()
    if as_json:
        print_json({"is_changed": True})
        return
    say("Your passphrase was changed; the old one opens nothing here any more.")
    say(OLD_COPIES)


@keys.command("rotate")
def rotate(
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give the records a new key and the door a new key pair; every passphrase goes on working."""
    with _proved(data_dir, passphrase_file, own_number) as (services, own):
        services.keys.rotate(own).result()
    if as_json:
        print_json({"is_rotated": True})
        return
    say("The records have a new key. All passphrases and the recovery code go on working.")
    say("Backups and copies from before open by the passphrases of then, and by nothing of now.")


@keys.command("custody")
def custody(
    to: Annotated[
        Place | None,
        typer.Option(
            help="Put the device key elsewhere: device for the best this computer gives, file for a file, "
            "attended for nowhere, so that somebody signs in after each start.",
            show_default="only say where it is",
        ),
    ] = None,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say where the device key is and what that protects from, or put it elsewhere."""
    where = existing_data_dir(data_dir)
    logs.start(where.log_dir)
    try:
        if to is None:
            found = _custody_now(where)
        else:
            from kiosk.storage import recover as storage

            proof = storage.Proof.passphrase(
                read_passphrase(passphrase_file, "Administrator's passphrase"), own_number
            )
            found = storage.set_custody(where, proof, _wanted(to), now_here)
    finally:
        logs.stop()
    if as_json:
        print_json({"custody": found.value, "custody_text": CUSTODY[found.value]})
    else:
        say(CUSTODY[found.value])


def _wanted(to: Place) -> "Custody | None":
    """Give the custody that is asked for; None for the best there is."""
    from kiosk.domain.people import Custody

    return {Place.DEVICE: None, Place.FILE: Custody.FILE, Place.ATTENDED: Custody.ATTENDED}[to]


def _custody_now(where: "DataDir") -> "Custody":
    from kiosk.domain.people import Custody
    from kiosk.storage.looking_in import check_device_key

    return Custody.ATTENDED if is_attended(where) else check_device_key(where)


@contextmanager
def _proved(
    chosen: Path | None, passphrase_file: Path | None, own_number: int | None
) -> "Iterator[tuple[Services, str]]":
    """Sign in, and keep what was typed for the act that asks for it again.

    Raises:
        KioskError: What opening and signing in raise.
    """
    data_dir = existing_data_dir(chosen)
    own = read_passphrase(passphrase_file, "Your passphrase")
    with running(data_dir) as services:
        services.desk.sign_in(own, own_number).result()
        try:
            yield services, own
        finally:
            services.desk.sign_out().result()


def _classes(services: "Services", names: Sequence[str] | None) -> "list[ClassId]":
    return [class_named(services.desk, name).id for name in names or ()]


def _numbered(services: "Services", number: int) -> "Signer":
    for signer in services.keys.signers().result():
        if signer.number == number and not signer.is_removed:
            return signer
    raise KioskError(Code.SIGNER_UNKNOWN, where=number)


def _as_json(signer: "Signer", names: "dict[ClassId, str]") -> dict[str, object]:
    return {
        "number": signer.number,
        "id": signer.id,
        "name": signer.name,
        "role": signer.role.value,
        "classes": [names[one] for one in signer.classes],
        "is_removed": signer.is_removed,
    }
