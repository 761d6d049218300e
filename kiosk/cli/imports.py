"""`kiosk import roster|timetable`: people and lessons from files, looked at first, all or nothing."""

import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from kiosk.cli.common import (
    DataDirOption,
    JsonOption,
    NumberOption,
    PassphraseOption,
    print_json,
    print_table,
    say,
)
from kiosk.cli.desk import signed_in_to
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from kiosk.domain.importing import FileColumns, Problem, RosterPlan, TimetablePlan
    from kiosk.runtime.services import Services

T = TypeVar("T")
SHOWN = 20
"""So many changes and problems are listed; `--json` has all of them."""

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}

imports = typer.Typer(name="import", help="People and lessons from files.", no_args_is_help=True)

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="CSV, XLSX or what the command says.")]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=TITLE",
        help="What a column is, where its title does not say so; again for each.",
        show_default=False,
    ),
]
SheetOption = Annotated[
    str, typer.Option("--sheet", metavar="NAME", help="Of a workbook.", show_default="the first")
]
DryOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    imports.command("roster")(roster)
    imports.command("timetable")(timetable)
    app.add_typer(imports)


def roster(
    file: FileArgument,
    dry_run: DryOption = False,
    whole: Annotated[
        bool,
        typer.Option(
            "--whole", help="The file has everybody of its groups: who is not in it leaves them; marks stay."
        ),
    ] = False,
    column: ColumnOption = None,
    sheet: SheetOption = "",
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """People from CSV, XLSX or a OneRoster ZIP.

    Fields: number, name, given-name, family-name, groups, language, leaving.
    """
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        api, columns, mapping = services.imports, *_opened(services, file, "roster", column, sheet)
        plan = _wait(
            services,
            lambda tell: api.plan_roster(file, mapping, is_whole=whole, on_progress=tell, sheet=sheet),
        )
        if not dry_run and not plan.problems:
            _wait(services, lambda tell: api.apply_roster(plan, tell))
            _remember(services, "roster", columns, mapping)
        _show_roster(plan, columns, mapping, is_json=as_json, is_done=not dry_run)
        _refuse_problems(plan)
    _end(dry_run=dry_run, as_json=as_json)


def timetable(
    file: FileArgument,
    dry_run: DryOption = False,
    column: ColumnOption = None,
    sheet: SheetOption = "",
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lessons from CSV, XLSX or iCalendar: the whole week of the groups that are in it.

    Fields: group, weekday, starts, ends, room, first, last, every-weeks; of a calendar: group, room.
    """
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        api, columns, mapping = services.imports, *_opened(services, file, "timetable", column, sheet)
        plan = _wait(services, lambda _: api.plan_timetable(file, mapping, sheet))
        if not dry_run and not plan.problems:
            _wait(services, lambda _: api.apply_timetable(plan))
            _remember(services, "timetable", columns, mapping)
        _show_timetable(plan, columns, mapping, is_json=as_json, is_done=not dry_run)
        _refuse_problems(plan)
    _end(dry_run=dry_run, as_json=as_json)


def merged(columns: "FileColumns", given: Sequence[str]) -> dict[str, str]:
    """Give title -> field: what was guessed or remembered, but for what is given as "field=Title".

    Raises:
        KioskError: IMPORT_COLUMNS for a field or a title that there is not.
    """
    from kiosk.domain.folding import fold

    titles = {fold(title): title for title in reversed(columns.titles)}
    chosen: dict[str, str] = {}
    for text in given:
        field, _, title = text.partition("=")
        if fold(title) not in titles:
            raise KioskError(Code.IMPORT_COLUMNS, where=text, detail="needs-title")
        chosen[titles[fold(title)]] = field.strip().lower()
    kept = {t: f for t, f in columns.mapping.items() if f not in chosen.values() and t not in chosen}
    return {**kept, **chosen}


def _opened(
    services: "Services", file: Path, kind: str, given: Sequence[str] | None, sheet: str
) -> "tuple[FileColumns, dict[str, str]]":
    _check_fields(kind, given or ())
    columns = services.imports.open_file(file, kind, sheet).result()
    return columns, merged(columns, given or ())


def _check_fields(kind: str, given: Sequence[str]) -> None:
    """See that each has a field that is known.

    Raises:
        typer.BadParameter: For another one.
    """
    from kiosk.domain.importing import RosterField, TimetableField

    known = [field.value for field in (TimetableField if kind == "timetable" else RosterField)]
    if any(text.partition("=")[0].strip().lower() not in known for text in given):
        raise typer.BadParameter(f"FIELD=TITLE; FIELD is one of {', '.join(known)}", param_hint="--column")


def _wait(services: "Services", start: "Callable[[Callable[[int, int], None]], Future[T]]") -> T:
    """Wait for an answer; at a terminal, say how far it is. Ctrl+C stops it, and nothing is changed."""
    future = start(_tell if sys.stderr.isatty() else _untold)
    try:
        return future.result()
    except KeyboardInterrupt:
        services.imports.cancel()
        raise


def _tell(done: int, total: int) -> None:
    sys.stderr.write(f"\r{done} of {total}" + ("\r\x1b[K" if done >= total else ""))
    sys.stderr.flush()


def _untold(_done: int, _total: int) -> None:
    """Say nothing: nobody is at a terminal."""


def _refuse_problems(plan: "RosterPlan | TimetablePlan") -> None:
    if plan.problems:
        raise KioskError(Code.IMPORT_PROBLEMS, where=plan.file, detail=len(plan.problems))


def _remember(services: "Services", kind: str, columns: "FileColumns", mapping: Mapping[str, str]) -> None:
    if mapping and dict(columns.mapping) != dict(mapping):
        services.imports.remember(kind, columns.titles, mapping).result()


def _show_roster(
    plan: "RosterPlan", columns: "FileColumns", mapping: Mapping[str, str], *, is_json: bool, is_done: bool
) -> None:
    counts = {
        "added": plan.count("add"),
        "changed": plan.count("change"),
        "left": plan.count("leave"),
        "unchanged": plan.unchanged,
    }
    if is_json:
        changes = [
            {"kind": c.kind, "number": c.number, "row": c.row, "groups": list(c.new_groups)}
            for c in plan.changes
        ]
        more = {"kept_groups": list(plan.kept_groups), "changes": changes}
        print_json(_common(plan, columns, mapping, counts, is_done=is_done) | more)
        return
    _say_common(plan, columns, mapping)
    if plan.problems:
        return
    print_table("", ("What", "People"), [(name, str(count)) for name, count in counts.items()], right=(1,))
    if plan.changes:
        rows = [
            (c.kind, c.number, c.old_name, c.new_name, ", ".join(c.old_groups), ", ".join(c.new_groups))
            for c in plan.changes[:SHOWN]
        ]
        heads = ("", "Number", "Name before", "Name", "Groups before", "Groups")
        print_table("", heads, rows)
    _say_more(len(plan.changes))


def _show_timetable(
    plan: "TimetablePlan",
    columns: "FileColumns",
    mapping: Mapping[str, str],
    *,
    is_json: bool,
    is_done: bool,
) -> None:
    counts = {
        "lessons": plan.lessons,
        "added": plan.added,
        "removed": plan.removed,
        "one_off": plan.one_off,
        "called_off": plan.called_off,
    }
    if is_json:
        print_json(_common(plan, columns, mapping, counts, is_done=is_done))
        return
    _say_common(plan, columns, mapping)
    if plan.problems:
        return
    print_table("", ("What", "Count"), [(n.replace("_", " "), str(c)) for n, c in counts.items()], right=(1,))


def _common(
    plan: "RosterPlan | TimetablePlan",
    columns: "FileColumns",
    mapping: Mapping[str, str],
    counts: Mapping[str, int],
    *,
    is_done: bool,
) -> dict[str, object]:
    return {
        "file": plan.file,
        "format": columns.format,
        "encoding": columns.encoding,
        "delimiter": columns.delimiter,
        "mapping": dict(mapping),
        **counts,
        "new_groups": list(plan.new_groups),
        "problems": [_problem_json(problem) for problem in plan.problems],
        "is_applied": is_done and not plan.problems,
    }


def _problem_json(problem: "Problem") -> dict[str, object]:
    from kiosk.reports.importing.sentences import in_english

    return {
        "row": problem.row,
        "column": problem.column,
        "reason": problem.reason,
        "sentence": in_english(problem),
    }


def _say_common(
    plan: "RosterPlan | TimetablePlan", columns: "FileColumns", mapping: Mapping[str, str]
) -> None:
    from kiosk.reports.importing.sentences import in_english

    told = [columns.format, columns.encoding, DELIMITERS.get(columns.delimiter, columns.delimiter)]
    say(f"{plan.file}: {', '.join(part for part in told if part)}")
    for title, field in mapping.items():
        say(f"  {field}: {title}")
    if plan.new_groups:
        say(f"New groups: {', '.join(plan.new_groups)}")
    if plan.problems:
        rows = [
            (str(problem.row or ""), problem.column, in_english(problem)) for problem in plan.problems[:SHOWN]
        ]
        print_table("Problems", ("Row", "Column", "What"), rows, right=(0,))
        _say_more(len(plan.problems))


def _say_more(count: int) -> None:
    if count > SHOWN:
        say(f"Not listed here, but by --json: {count - SHOWN}")


def _end(*, dry_run: bool, as_json: bool) -> None:
    if not as_json:
        say("Nothing was changed: this was a dry run." if dry_run else "Done.")
