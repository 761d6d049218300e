"""`kiosk recover`: the device key given back, or a new administrator by the recovery code."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk import logs
from kiosk.cli.common import (
    DataDirOption,
    JsonOption,
    ask,
    existing_data_dir,
    print_json,
    read_passphrase,
    say,
)
from kiosk.cli.data import CUSTODY
from kiosk.cli.desk import now_here
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from kiosk.paths import DataDir
    from kiosk.storage.recover import Proof

NEW_PROMPT = "New passphrase, 12 characters or more"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("recover")(recover)


def recover(
    passphrase_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="An administrator's passphrase is its first line.", show_default=False
        ),
    ] = None,
    by_passphrase: Annotated[
        bool, typer.Option("--by-passphrase", help="Ask for an administrator's passphrase, not the code.")
    ] = False,
    code_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The recovery code is its first line; without any file, you are asked for the code.",
            show_default=False,
        ),
    ] = None,
    admin: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Add an administrator of this name, by the code.", show_default=False
        ),
    ] = None,
    new_passphrase_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The same; their new passphrase is its first line.", show_default=False
        ),
    ] = None,
    data_dir: DataDirOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give this device its key back; or, with a new passphrase, let an administrator in again.

    Nothing else is changed: data, faces and everybody's passphrases stay as they are.
    """
    adds_admin = admin is not None or new_passphrase_file is not None
    is_passphrase = by_passphrase or passphrase_file is not None
    if is_passphrase and (adds_admin or code_file is not None):
        raise typer.BadParameter("a passphrase only gives the device key back; the rest needs the code")
    where = existing_data_dir(data_dir)
    proof = _read_proof(is_passphrase, passphrase_file, code_file)
    logs.start(where.log_dir)
    try:
        if adds_admin:
            _add_admin(where, proof, admin, new_passphrase_file, as_json)
        else:
            _give_device_key(where, proof, as_json)
    finally:
        logs.stop()


def _read_proof(is_passphrase: bool, passphrase_file: Path | None, code_file: Path | None) -> "Proof":
    from kiosk.storage.recover import Proof

    if is_passphrase:
        return Proof.passphrase(read_passphrase(passphrase_file, "Administrator's passphrase"))
    if code_file is None and not sys.stdin.isatty():
        raise KioskError(Code.OPTION_NEEDED, where="--passphrase-file or --code-file")
    return Proof.recovery_code(read_passphrase(code_file, "Recovery code"))


def _give_device_key(where: "DataDir", proof: "Proof", as_json: bool) -> None:
    from kiosk.storage import recover as storage

    given = storage.give_device_key(where, proof, now_here)
    custody = given.custody.value
    if as_json:
        print_json({"is_new": given.is_new, "custody": custody, "custody_text": CUSTODY[custody]})
        return
    if given.is_new:
        say("This device has its key again; start the kiosk as always.")
    else:
        say("The key of this device is in its place and opens the data; nothing was changed.")
    say(CUSTODY[custody])


def _add_admin(where: "DataDir", proof: "Proof", admin: str | None, file: Path | None, as_json: bool) -> None:
    from kiosk.storage import recover as storage

    name = ask(admin, "The new administrator's name", "--admin")
    passphrase = read_passphrase(file, NEW_PROMPT, confirm=True)
    signer = storage.add_administrator(where, proof, name, passphrase, now_here)
    if as_json:
        print_json({"administrator": signer})
        return
    say("The new administrator can sign in. The passphrases there were before go on working.")
    say("Keep the recovery code locked away: it goes on working too.")
