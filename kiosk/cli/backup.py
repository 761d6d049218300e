"""`kiosk backup`, `kiosk backups list|check`, `kiosk restore`."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk import settings
from kiosk.cli.common import (
    DataDirOption,
    JsonOption,
    NumberOption,
    PassphraseOption,
    existing_data_dir,
    moment_json,
    print_json,
    print_table,
    read_passphrase,
    say,
    the_data_dir,
)
from kiosk.cli.desk import now_here, signed_in_to
from kiosk.cli.school import CUSTODY
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from kiosk.domain.backups import BackupEntry, BackupProgress, RestoreSummary
    from kiosk.domain.clock import Instant
    from kiosk.paths import DataDir
    from kiosk.storage.backup_folder import Found
    from kiosk.storage.recover import Proof
    from kiosk.storage.restore import Restored, Wish

_MB = 1_000_000
_STEPS = {
    "copy": "copying",
    "check": "checking",
    "write": "writing",
    "read-back": "reading back",
    "extract": "unpacking",
}
OnProgress = Callable[["BackupProgress"], None]

backups = typer.Typer(name="backups", help="List backups, and try to restore one.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("backup")(backup)
    app.command("restore")(restore)
    backups.command("list")(list_)
    backups.command("check")(check)
    app.add_typer(backups)


def backup(
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a backup now, and open it again to check it.

    Where it goes is set by backup_folder in settings.toml; without it, into "backups" in the data directory.
    """
    with signed_in_to(data_dir, passphrase_file, own_number) as services, _progress() as told:
        entry = services.backups.back_up(told).result()
        folder = services.backup_folder()
    if as_json:
        print_json(_entry_json(entry.name, entry.made, entry.size, entry) | {"folder": str(folder)})
        return
    say(f"{folder / entry.name}  {entry.size / _MB:.1f} MB, opened again and checked.")


def list_(data_dir: DataDirOption = None, as_json: JsonOption = False) -> None:
    """List the backups of this school; no passphrase is needed.

    One that had to be made beside the data, while the chosen folder was away, is named with its folder.
    """
    from kiosk.storage import backup_folder, slot_files

    where = existing_data_dir(data_dir)
    folder, install = _folder(where), slot_files.read(where).install
    folders = dict.fromkeys((folder, where.backup_dir))
    found = [one for place in folders for one in backup_folder.found(place, install)]
    unreadable = backup_folder.unreadable(folder)
    if as_json:
        entries = [_entry_json(_name_in(folder, one), one.manifest.made, one.size, one) for one in found]
        print_json({"folder": str(folder), "backups": entries, "unreadable": unreadable})
        return
    if not found:
        say(f"No backup in {folder}.")
    else:
        rows = [_row(folder, one) for one in found]
        print_table("", ("Backup", "Made", "MB", "Faces", ""), rows, right=(2,))
    for name in unreadable:
        say(f"{name} cannot be read as a backup.")


def check(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="A backup: its name in the list, or a file; without one, the newest is restored for a trial."
        ),
    ] = None,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Restore a backup to a place of its own, look at it, and take it away again.

    Exit code 1 when it could not be restored.
    """
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        if file is not None:
            summary = services.backups.look_at(_named(file, services.backup_folder())).result()
            print_json(_summary_json(summary)) if as_json else _say_summary(summary)
            return
        report = services.backups.drill().result()
    if as_json:
        print_json(
            {
                "name": report.name,
                "problem": report.problem,
                "people": report.people,
                "marks": report.marks,
            }
        )
    elif report.problem:
        say(f"{report.name} could not be restored: {report.problem}.")
    else:
        say(f"{report.name} can be restored. People: {report.people}, marks: {report.marks}.")
    if report.problem:
        raise typer.Exit(1)


def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
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
    erased: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="An erased.json from another backup folder: who is in it does not come back.",
            show_default=False,
        ),
    ] = None,
    is_agreed: Annotated[
        bool, typer.Option("--yes", help="Do not ask before the data are replaced.")
    ] = False,
    own_number: NumberOption = None,
    data_dir: DataDirOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a backup back, here or on another computer, with a passphrase or the recovery code of then.

    The data there now are kept beside it. People who were erased since do not come back. The kiosk must not
    run meanwhile.
    """
    is_passphrase = by_passphrase or passphrase_file is not None
    if is_passphrase and code_file is not None:
        raise typer.BadParameter("a passphrase or the code, not both")
    target = the_data_dir(data_dir)
    proof = _read_proof(is_passphrase, passphrase_file, code_file, own_number)
    if not is_agreed and not sys.stdin.isatty():
        raise KioskError(Code.OPTION_NEEDED, where="--yes")
    summary, done = _restore(target, file.expanduser().absolute(), proof, erased, is_agreed, as_json)
    if done is None:
        say("Nothing was changed.")
        raise typer.Exit(1)
    if as_json:
        left = None if done.left_behind is None else str(done.left_behind)
        print_json(_summary_json(summary) | {"custody": done.custody.value, "left_behind": left})
        return
    say(f"Restored into {target.root}.")
    say(CUSTODY[done.custody.value])
    if done.left_behind is not None:
        say(f"The data from before are in {done.left_behind}. Destroy that folder when nobody needs it.")
        say("Its face templates go by themselves after 30 days, once the kiosk runs.")


def _restore(
    target: "DataDir", file: Path, proof: "Proof", erased: Path | None, is_agreed: bool, as_json: bool
) -> tuple["RestoreSummary", "Restored | None"]:
    from kiosk.storage.backup_source import Work
    from kiosk.storage.restore import Wish, prepared

    wish = Wish(file, target, proof, None if erased is None else erased.expanduser().absolute())
    with ExitStack() as stack:
        with _progress() as told:  # it is over when the question is asked
            ready = stack.enter_context(prepared(wish, now_here, Work(told)))
        if not as_json:
            _say_summary(ready.summary)
        _warn_of_the_erased(wish)
        if not is_agreed and not typer.confirm("Put this in place?", default=False, err=True):
            return ready.summary, None
        return ready.summary, ready.put_in_place()


def _warn_of_the_erased(wish: "Wish") -> None:
    """Say that whoever was erased comes back, where nothing here could know of them."""
    from kiosk.storage import tombstones

    folders = (wish.file.parent, wish.target.backup_dir)
    if wish.erased is None and not wish.target.exists and not any(map(tombstones.is_beside, folders)):
        typer.echo(
            "No list of erased people (erased.json) is beside this backup. Whoever was erased after it was "
            "made COMES BACK: give the list from the folder it was made in with --erased.",
            err=True,
        )


def _read_proof(
    is_passphrase: bool, passphrase_file: Path | None, code_file: Path | None, own_number: int | None
) -> "Proof":
    from kiosk.storage.recover import Proof

    if is_passphrase:
        return Proof.passphrase(read_passphrase(passphrase_file, "Administrator's passphrase"), own_number)
    if code_file is None and not sys.stdin.isatty():
        raise KioskError(Code.OPTION_NEEDED, where="--passphrase-file or --code-file")
    return Proof.recovery_code(read_passphrase(code_file, "Recovery code"))


def _named(file: Path, folder: Path) -> Path:
    """Find a backup by its path, or by its name alone in the folder, as `kiosk backups list` shows it.

    Raises:
        KioskError: FILE_UNREADABLE where there is no such file.
    """
    path = file.expanduser().absolute()
    if not path.is_file() and file.name == str(file):
        path = folder / file.name
    if not path.is_file():
        raise KioskError(Code.FILE_UNREADABLE, where=str(file))
    return path


def _folder(where: "DataDir") -> Path:
    from kiosk.runtime.backups import folder_of

    return folder_of(where, settings.load(where.settings_file).backup_folder)


@contextmanager
def _progress() -> Iterator[OnProgress | None]:
    """Show how far it is, at a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")

        def told(progress: "BackupProgress") -> None:
            bar.update(
                task,
                description=_STEPS.get(progress.step, progress.step),
                completed=progress.done,
                total=progress.total,
            )

        yield told


def _name_in(folder: Path, one: "Found") -> str:
    return one.path.name if one.path.parent == folder else str(one.path)


def _row(folder: Path, one: "Found") -> tuple[str, ...]:
    made = one.manifest.made.local
    note = "faulty" if one.is_faulty else ""
    return (
        _name_in(folder, one),
        f"{made:%Y-%m-%d %H:%M}",
        f"{one.size / _MB:.1f}",
        "yes" if one.has_templates else "no",
        note,
    )


def _entry_json(name: str, made: "Instant", size: int, one: "Found | BackupEntry") -> dict[str, object]:
    return {"name": name, "made": moment_json(made), "bytes": size, "has_faces": one.has_templates}


def _summary_json(summary: "RestoreSummary") -> dict[str, object]:
    return {
        "made": moment_json(summary.made),
        "people": summary.people,
        "marks": summary.marks,
        "templates": summary.templates,
        "erased": summary.erased,
        "newest_mark": moment_json(summary.newest_mark),
        "is_older": summary.is_older,
        "lost_marks": summary.lost_marks,
        "has_faces": summary.has_faces,
        "is_audit_sound": summary.is_audit_sound,
    }


def _say_summary(summary: "RestoreSummary") -> None:
    made = summary.made.local
    say(f"{summary.school}, as it was on {made:%Y-%m-%d at %H:%M}:")
    say(f"  People: {summary.people}, marks: {summary.marks}, face templates: {summary.templates}.")
    if summary.erased:
        say(f"  {summary.erased} were erased since and do not come back.")
    if not summary.has_faces:
        say("  It is older than 30 days, so no face and no PIN is in it: people have to be enrolled again.")
    if not summary.is_audit_sound:
        say("  Its audit had been changed from outside before it was made.")
    if summary.lost_marks:
        say(f"  {summary.lost_marks} marks that are there now are newer, and would be lost.")
    elif summary.lost_marks is None:
        say("  Data that are there now could not be compared with it, or there are none.")
