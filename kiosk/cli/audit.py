"""`kiosk audit`: whether it is whole, what is in it, and a copy of it as a file."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli import documents
from kiosk.cli.common import (
    DataDirOption,
    JsonOption,
    NumberOption,
    PassphraseOption,
    moment_json,
    parse_day,
    print_json,
    print_table,
    say,
)
from kiosk.cli.desk import signed_in_to
from kiosk.errors import Code, KioskError
from kiosk.paths import write_private
from kiosk.tampering import AUDIT

if TYPE_CHECKING:
    from kiosk.domain.ids import SignerId
    from kiosk.runtime.api_office import AuditLine
    from kiosk.runtime.services import Services

EXIT_FAILED = 1
MOST_SHOWN = 50

audit = typer.Typer(no_args_is_help=True, help="Who did what to whom when.")
FirstOption = Annotated[
    str | None, typer.Option("--from", metavar="D", help="First day.", show_default="the beginning")
]
LastOption = Annotated[str | None, typer.Option("--to", metavar="D", help="Last day.", show_default="today")]
ActionOption = Annotated[
    str | None, typer.Option("--action", metavar="CODE", help="Such as export.", show_default="all")
]
PersonOption = Annotated[
    str | None,
    typer.Option("--person", metavar="ID", help="The school's own id of a person.", show_default="all"),
]
ByOption = Annotated[
    int | None,
    typer.Option("--by", metavar="N", min=1, help="Sign-in number of who did it.", show_default="all"),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(audit, name="audit")


@audit.command("verify")
def verify(
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say whether entries were altered, taken out or cut off. Exit code 1 when they were."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        problems = services.audit.verify().result()
    if as_json:
        print_json({"problems": list(problems)})
    elif not problems:
        say("The audit is whole: no entry was altered, taken out or cut off.")
    for problem in () if as_json else problems:
        say(AUDIT.get(problem, problem))
    if problems:
        raise typer.Exit(EXIT_FAILED)


@audit.command("list")
def list_entries(
    first: FirstOption = None,
    last: LastOption = None,
    action: ActionOption = None,
    person: PersonOption = None,
    by: ByOption = None,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, help="So many lines.")] = MOST_SHOWN,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show entries, the newest first."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        found = _lines(services, first, last, action, person, by)
    if as_json:
        print_json([_as_json(line) for line in found[:most]])
        return
    rows = [
        (
            str(line.row.sequence),
            line.row.at.local.strftime("%Y-%m-%d %H:%M:%S"),
            _actor(line),
            line.row.action,
            ", ".join(name for name in line.subjects if name),
            line.row.detail,
        )
        for line in found[:most]
    ]
    print_table("", ("Number", "Time", "Who", "What", "About", "Detail"), rows, right=(0,))
    if len(found) > most:
        say(f"{len(found) - most} older ones are not shown: --most.")


@audit.command("export")
def export(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to; it ends in .csv.")],
    first: FirstOption = None,
    last: LastOption = None,
    action: ActionOption = None,
    person: PersonOption = None,
    by: ByOption = None,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write entries as a table, with the names of now beside the ids. The export is an entry itself."""
    from kiosk.reports.audit_csv import AuditEntry, audit_csv

    if out.suffix.lower() != ".csv":
        raise typer.BadParameter("the file ends in .csv", param_hint="--out")
    documents.check(out)
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        found = _lines(services, first, last, action, person, by)
        services.audit.note_export(len(found)).result()  # there is no copy without its entry
    entries = [AuditEntry(line.row, line.actor, line.subjects, line.row.action) for line in found]
    path = out.absolute()
    content = audit_csv(entries)
    try:
        write_private(path, content)
    except OSError:
        raise KioskError(Code.FILE_NOT_WRITTEN, where=path) from None
    if as_json:
        print_json({"path": str(path), "rows": len(entries)})
    else:
        say(f"Written to {path}. Lines: {len(entries)}. It holds names: keep it where only you can read it.")


def _lines(
    services: "Services",
    first: str | None,
    last: str | None,
    action: str | None,
    person: str | None,
    by: int | None,
) -> "list[AuditLine]":
    from kiosk.runtime.api_office import AuditFilter

    today = services.clock().local_date
    wanted = AuditFilter(
        _day(first, today),
        _day(last, today),
        None if by is None else _signer(services, by),
        action,
        None if person is None else services.desk.person_by_number(person).result().id,
    )
    return list(services.audit.rows(wanted).result())


def _day(text: str | None, today: date) -> date | None:
    return None if text is None else parse_day(text, today)


def _signer(services: "Services", number: int) -> "SignerId":
    """Find somebody by their number, who may have been removed since."""
    for signer in services.keys.signers().result():
        if signer.number == number:
            return signer.id
    raise KioskError(Code.SIGNER_UNKNOWN, where=number)


def _actor(line: "AuditLine") -> str:
    return "the kiosk" if line.row.actor is None else line.actor


def _as_json(line: "AuditLine") -> dict[str, object]:
    return {
        "number": line.row.sequence,
        "at": moment_json(line.row.at),
        "actor": line.row.actor,
        "actor_name": line.actor,
        "action": line.row.action,
        "subjects": list(line.row.subjects),
        "subject_names": list(line.subjects),
        "detail": line.row.detail,
    }
