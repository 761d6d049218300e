"""`kiosk report`: who was absent, rates, whom the school's rules found, and letters."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from enum import StrEnum
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
from kiosk.cli.export import scope_of
from kiosk.errors import Code, KioskError
from kiosk.paths import write_private

if TYPE_CHECKING:
    from kiosk.domain.follow_up import FollowUp, Letter
    from kiosk.domain.people import SheetRow
    from kiosk.reports.rates import Rate, Report
    from kiosk.runtime.api_register import Progress
    from kiosk.runtime.services import Services

TERM = timedelta(days=90)
"""How far back rates go where no days are given."""

report = typer.Typer(no_args_is_help=True, help="Absences, rates, follow-up and letters.")
DayOption = Annotated[
    str | None, typer.Option("--day", metavar="D", help="2026-11-22, or today.", show_default="today")
]
FirstOption = Annotated[str | None, typer.Option("--from", metavar="D", help="The first of several days.")]
LastOption = Annotated[
    str | None, typer.Option("--to", metavar="D", help="The last of them.", show_default="today")
]
GroupOption = Annotated[
    str | None, typer.Option("--group", metavar="NAME", help="One group.", show_default="all")
]


class By(StrEnum):
    """What the lines of a table of rates are."""

    PERSON = "person"
    GROUP = "group"
    WEEKDAY = "weekday"
    SESSION = "session"
    WEEK = "week"
    DAY = "day"


class State(StrEnum):
    """How far somebody has come with a line of the list."""

    NEW = "new"
    CONTACTED = "contacted"
    CLOSED = "closed"


StateOption = Annotated[
    State | None, typer.Option("--state", help="Only lines that are so far.", show_default="all")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(report, name="report")


@report.command("absences")
def absences(
    day: DayOption = None,
    first: FirstOption = None,
    last: LastOption = None,
    group: GroupOption = None,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show who was absent, with leave or without. Who is not marked yet is not absent."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services, _progress() as told:
        today = services.clock().local_date
        days = _days(day, first, last, (today, today), today)
        scope = scope_of(services.desk, days, session=None, group=group, person=None)
        sheet = services.reports.sheet(scope, told).result()
    rows = [row for row in sheet.rows if row.state.value in {"absent", "excused"}]
    if as_json:
        print_json([_absence_json(row) for row in rows])
        return
    lines = [
        (
            f"{row.starts.local_date}",
            f"{row.starts.local:%H:%M}",
            row.class_name,
            row.number,
            row.name,
            "absent" if row.state.value == "absent" else "with leave",
            row.acronym,
            row.note,
        )
        for row in rows
    ]
    print_table("", ("Day", "Time", "Group", "Id", "Name", "State", "Code", "Note"), lines)
    say(f"Absent: {sum(row.state.value == 'absent' for row in rows)}. With leave: {_excused(rows)}.")


def _excused(rows: "Sequence[SheetRow]") -> int:
    return sum(row.state.value == "excused" for row in rows)


@report.command("rates")
def show_rates(
    by: Annotated[By, typer.Option("--by", help="What each line is.")] = By.PERSON,
    first: FirstOption = None,
    last: LastOption = None,
    group: GroupOption = None,
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="ID", help="One person, by the school's id.", show_default="all"),
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FILE", help="Write the table to a file; what is there is replaced."),
    ] = None,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show rates of attendance, of the last 90 days if none are given; docs/reports.md says what counts."""
    if csv is not None:
        documents.check(csv)
    with signed_in_to(data_dir, passphrase_file, own_number) as services, _progress() as told:
        today = services.clock().local_date
        days = _days(None, first, last, (today - TERM, today), today)
        scope = scope_of(services.desk, days, session=None, group=group, person=person)
        found = services.reports.rates(scope, told).result()
        rates = _chosen(found, by)
        if csv is not None:
            services.reports.note_export(scope, "csv", len(rates)).result()
            _write_csv(csv, by, rates)
    _say_rates(found, by, rates, csv, as_json=as_json)


def _say_rates(found: "Report", by: By, rates: "Sequence[Rate]", csv: Path | None, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "first": found.first.isoformat(),
                "last": found.last.isoformat(),
                "by": by.value,
                "total": _rate_json(found.total),
                "unmarked": found.unmarked,
                "rates": [_rate_json(rate) for rate in rates],
            }
        )
        return
    if csv is None:
        print_table(
            "", (by.value.capitalize(), *_TITLES), [_cells(rate) for rate in rates], right=range(1, 8)
        )
    else:
        say(f"Written to {csv}. Lines: {len(rates)}.")
    total = found.total
    say(
        f"{found.first} to {found.last}: {total.percent:.1f} % of {total.expected:,} attended."
        f" Never marked: {found.unmarked:,}."
    )


@report.command("follow-up")
def follow_up(
    state: StateOption = None,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Apply the school's rules to the registers as they are, and show whom they found."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        new = services.follow_ups.look().result()
        found = _found(services, state)
        is_off = not any(rule.is_active for rule in services.follow_ups.rules().result())
    if as_json:
        print_json({"new": new, "found": [_found_json(one) for one in found]})
        return
    if is_off:
        say("No rule is switched on: the desk does that, under Follow-up.")
    rows = [
        (
            one.state.value,
            one.person.number,
            one.person.name,
            ", ".join(one.groups),
            _what(one),
            one.since.isoformat(),
        )
        for one in found
    ]
    print_table("", ("State", "Id", "Name", "Groups", "What", "Since"), rows)
    say(f"On the list: {len(found)}. New: {new}.")


@report.command("letters")
def letters(
    template: Annotated[str, typer.Option("--template", metavar="NAME", help="Which letter.")],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="FILE",
            help="One .pdf or .txt for all, or a folder that is there for one file each.",
        ),
    ],
    state: StateOption = State.NEW,
    as_text: Annotated[bool, typer.Option("--text", help="Into a folder: text, and no PDF.")] = False,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
) -> None:
    """Write a letter about each line of the list. Nothing is sent: printing and posting are yours."""
    is_text = as_text if out.is_dir() else _is_text(out)
    if not is_text:
        documents.check_qt()
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        ids = [one.id for one in _found(services, state)]
        written = services.follow_ups.letters(ids, template).result()
        if not written:
            say("Nobody on the list is so far. Nothing was written.")
            return
        services.follow_ups.note_letters(ids, "txt" if is_text else "pdf").result()
        files = _write_letters(written, out, is_text=is_text)
    say(f"Letters: {len(written)}. Written to {out if len(files) > 1 else files[0]}. Nothing was sent.")


def _write_letters(written: "Sequence[Letter]", out: Path, *, is_text: bool) -> tuple[Path, ...]:
    if is_text:
        from kiosk.reports.letters import write_text

        return write_text(written, out)
    from kiosk.ui.print.app import ensure_application
    from kiosk.ui.print.letters import write_letters

    application = ensure_application()
    files = write_letters(written, out)
    del application  # kept until the files are written: fonts live in it
    return files


def _is_text(out: Path) -> bool:
    """Go by the file's name.

    Raises:
        typer.BadParameter: For another ending: nobody shall find a PDF in a .doc.
    """
    if out.suffix.lower() not in {".txt", ".pdf"}:
        raise typer.BadParameter("a file that ends in .pdf or .txt, or a folder", param_hint="--out")
    return out.suffix.lower() == ".txt"


def _days(
    day: str | None, first: str | None, last: str | None, usual: tuple[date, date], today: date
) -> tuple[date, date]:
    """Read the days. Raises KioskError DAY_BAD, SPAN_BAD."""
    if first is None and last is not None:
        raise typer.BadParameter("--to needs --from")
    if day is not None and first is not None:
        raise typer.BadParameter("--day goes without --from and --to")
    if day is not None:
        return parse_day(day, today), parse_day(day, today)
    if first is None:
        return usual
    days = parse_day(first, today), parse_day(last or "today", today)
    if days[1] < days[0]:
        raise KioskError(Code.SPAN_BAD, where="--from, --to")
    return days


@contextmanager
def _progress() -> "Iterator[Progress | None]":
    """Show how far it is at a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


_TITLES = ("Rate %", "Expected", "Attended", "Late", "Minutes late", "Absent", "With leave")


def _chosen(found: "Report", by: By) -> "Sequence[Rate]":
    return {
        By.PERSON: found.people,
        By.GROUP: found.groups,
        By.WEEKDAY: found.weekdays,
        By.SESSION: found.sessions,
        By.WEEK: found.trend,
        By.DAY: found.days,
    }[by]


def _cells(rate: "Rate") -> tuple[str, ...]:
    figures = (rate.expected, rate.attended, rate.late, rate.late_minutes, rate.absent, rate.excused)
    return rate.label, f"{rate.percent:.1f}", *(str(figure) for figure in figures)


def _write_csv(path: Path, by: By, rates: "Sequence[Rate]") -> None:
    from kiosk.reports.csv_table import csv_bytes

    content = csv_bytes((by.value.capitalize(), *_TITLES), (_cells(rate) for rate in rates))
    try:
        write_private(path, content)
    except OSError:
        raise KioskError(Code.FILE_NOT_WRITTEN, where=path) from None


def _rate_json(rate: "Rate") -> dict[str, object]:
    return {
        "key": rate.key,
        "label": rate.label,
        "percent": round(rate.percent, 2),
        "expected": rate.expected,
        "attended": rate.attended,
        "late": rate.late,
        "late_minutes": rate.late_minutes,
        "absent": rate.absent,
        "excused": rate.excused,
    }


def _absence_json(row: "SheetRow") -> dict[str, object]:
    return {
        "day": row.starts.local_date.isoformat(),
        "starts": moment_json(row.starts),
        "group": row.class_name,
        "number": row.number,
        "name": row.name,
        "state": row.state.value,
        "code": row.code,
        "note": row.note,
    }


def _found(services: "Services", state: State | None) -> "Sequence[FollowUp]":
    from kiosk.domain.follow_up import FollowState

    return services.follow_ups.found(None if state is None else FollowState(state.value)).result()


def _what(one: "FollowUp") -> str:
    figures = one.figures
    if "days" in figures:
        return f"absent without leave, days in a row: {figures['days']}"
    if "rate" in figures:
        return f"attended {figures['rate']} % of the last {figures['sessions']} sessions"
    return f"late, times: {figures['times']}, of the last sessions: {figures['sessions']}"


def _found_json(one: "FollowUp") -> dict[str, object]:
    return {
        "id": one.id,
        "rule": one.rule.kind.value,
        "threshold": one.rule.threshold,
        "window": one.rule.window,
        "number": one.person.number,
        "name": one.person.name,
        "groups": list(one.groups),
        "since": one.since.isoformat(),
        "figures": dict(one.figures),
        "state": one.state.value,
        "steps": [
            {"at": moment_json(step.at), "state": step.state.value, "by": step.actor, "note": step.note}
            for step in one.steps
        ],
    }
