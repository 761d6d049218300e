"""`kiosk recover`: the device key given back, a new administrator by the recovery code, a new code."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk import logs
from kiosk.cli.common import (
    DataDirOption,
    JsonOption,
    NumberOption,
    ask,
    existing_data_dir,
    print_json,
    read_passphrase,
    say,
)
from kiosk.cli.desk import now_here
from kiosk.cli.school import CUSTODY, RECOVERY
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
    new_code: Annotated[
        bool,
        typer.Option(
            "--new-code", help="Exchange the recovery code, by a passphrase; the old one then opens nothing."
        ),
    ] = False,
    own_number: NumberOption = None,
    data_dir: DataDirOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give this device its key back; or let an administrator in again; or make a new recovery code.

    Nothing else is changed: data, faces and everybody's passphrases stay as they are.
    """
    adds_admin = admin is not None or new_passphrase_file is not None
    is_passphrase = new_code or by_passphrase or passphrase_file is not None
    if is_passphrase and (adds_admin or code_file is not None):
        raise typer.BadParameter(
            "--new-code takes a passphrase and nothing else"
            if new_code
            else "a passphrase gives the device key back or makes a new code; the rest needs the code"
        )
    where = existing_data_dir(data_dir)
    proof = _read_proof(is_passphrase, passphrase_file, code_file, own_number)
    logs.start(where.log_dir)
    try:
        if new_code:
            _renew_code(where, proof, as_json)
        elif adds_admin:
            _add_admin(where, proof, admin, new_passphrase_file, as_json)
        else:
            _give_device_key(where, proof, as_json)
    finally:
        logs.stop()


def _read_proof(
    is_passphrase: bool, passphrase_file: Path | None, code_file: Path | None, own_number: int | None
) -> "Proof":
    from kiosk.storage.recover import Proof

    if is_passphrase:
        return Proof.passphrase(read_passphrase(passphrase_file, "Administrator's passphrase"), own_number)
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
    from kiosk.storage import calibration
    from kiosk.storage import recover as storage

    name = ask(admin, "The new administrator's name", "--admin")
    passphrase = read_passphrase(file, NEW_PROMPT, confirm=True)
    policy = calibration.calibrated()
    signer = storage.add_administrator(where, proof, name, passphrase, now_here, policy=policy)
    if as_json:
        print_json({"administrator": signer})
        return
    say("The new administrator can sign in. The passphrases there were before go on working.")
    say("Keep the recovery code locked away: it goes on working too.")


def _renew_code(where: "DataDir", proof: "Proof", as_json: bool) -> None:
    from kiosk.storage import calibration
    from kiosk.storage import recover as storage

    code = storage.new_recovery_code(where, proof, now_here, policy=calibration.calibrated())
    if as_json:
        print_json({"recovery_code": code})
        return
    say(f"{RECOVERY}\n\n    {code}\n")
    say("The old one opens nothing here any more.")
    say("Destroy it all the same: it still opens a copy of the data that was made before.")
