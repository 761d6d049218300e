"""`kiosk session open|close|list` and `kiosk roster`."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.common import (
    DataDirOption,
    JsonOption,
    NumberOption,
    PassphraseOption,
    clock_text,
    moment_json,
    parse_day,
    print_json,
    print_table,
    say,
)
from kiosk.cli.desk import class_named, session_like, signed_in_at
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.clock import Instant
    from kiosk.domain.marks import Standing
    from kiosk.domain.people import Person, Roster, RosterRow
    from kiosk.domain.registers import WideRow
    from kiosk.domain.sessions import Session
    from kiosk.runtime.api import DeskApi

group = typer.Typer(help="Registers: open, close and list them.", no_args_is_help=True)

DayOption = Annotated[str, typer.Option("--day", metavar="DAY", help="2026-11-22, or today.")]
LONGEST_MINUTES = 24 * 60


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="session")
    app.command("roster")(roster)


@group.command("open")
def open_session(
    class_name: Annotated[str, typer.Option("--class", metavar="NAME", help="Whose register.")],
    starts: Annotated[
        str | None, typer.Option(metavar="TIME", help="08:00, or 2026-11-22T08:00.", show_default="now")
    ] = None,
    ends: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="The same; instead of --minutes. Before the start: the next day.",
            show_default=False,
        ),
    ] = None,
    minutes: Annotated[int, typer.Option(min=1, max=LONGEST_MINUTES, help="How long it lasts.")] = 60,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Open a register; the kiosk marks for it from half an hour before its start."""
    with signed_in_at(data_dir, passphrase_file, own_number) as (desk, now):
        first = now if starts is None else read_moment(starts, now)
        last = first.plus(timedelta(minutes=minutes)) if ends is None else read_end(ends, first, now)
        school_class = class_named(desk, class_name)
        session = desk.open_session(school_class.id, first, last).result()
    if as_json:
        print_json(_session_json(session, school_class.name))
    else:
        say(f"Register {_short(session.id)} is open, {_span(session)}.")


@group.command("close")
def close_session(
    session: Annotated[str, typer.Argument(metavar="ID", help="As `kiosk session list` shows it.")],
    day: DayOption = "today",
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Close a register: whoever is unmarked becomes absent, or what the group chose."""
    with signed_in_at(data_dir, passphrase_file, own_number) as (desk, now):
        on = parse_day(day, now.local_date)
        closed = desk.close_session(session_like(desk, session, on).id).result()
        standing = desk.roster(closed.id).result()
    if as_json:
        print_json(_session_json(closed, standing.school_class.name))
    else:
        say(f"Register {_short(closed.id)} is closed: {_counts(standing.rows)}.")


@group.command("list")
def list_sessions(
    day: DayOption = "today",
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """List a day's registers."""
    with signed_in_at(data_dir, passphrase_file, own_number) as (desk, now):
        on = parse_day(day, now.local_date)
        names = {c.id: c.name for c in desk.classes().result()}
        sessions = desk.sessions(on).result()
    if as_json:
        print_json([_session_json(s, names[s.class_id]) for s in sessions])
        return
    if not sessions:
        say(f"No register on {on.isoformat()}. Open one with: kiosk session open --class NAME.")
        return
    rows = [(_short(s.id), names[s.class_id], _span(s), _state(s, now)) for s in sessions]
    print_table(on.isoformat(), ("id", "class", "time", "state"), rows)


def roster(
    session: Annotated[
        str | None,
        typer.Option(
            "--session", metavar="ID", help="Which register.", show_default="those open now, else the day's"
        ),
    ] = None,
    day: DayOption = "today",
    everybody: Annotated[
        bool,
        typer.Option("--all", help="All registers running now as one list, else the day's."),
    ] = False,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show who is in."""
    if everybody and session is not None:
        raise typer.BadParameter("--all and --session exclude each other")
    with signed_in_at(data_dir, passphrase_file, own_number) as (desk, now):
        on = parse_day(day, now.local_date)
        wide = desk.wide_roster(on).result() if everybody else ()
        rosters = [] if everybody else [desk.roster(s.id).result() for s in _chosen(desk, session, on, now)]
    if as_json:
        print_json([_wide_json(row) for row in wide] if everybody else [_roster_json(one) for one in rosters])
        return
    if not rosters and not wide:
        say(f"No register on {on.isoformat()}. Open one with: kiosk session open --class NAME.")
    for one in rosters:
        _print_lines(
            f"{one.school_class.name}, {_span(one.session)}, {_state(one.session, now)}: {_counts(one.rows)}",
            [(row.person, row.standing) for row in one.rows],
        )
    if wide:
        _print_lines(
            f"{on.isoformat()}: {_counts(wide)}",
            [(row.person, row.standing) for row in wide],
            [row.class_name for row in wide],
        )


def _print_lines(
    title: str, found: "Sequence[tuple[Person, Standing]]", classes: "Sequence[str]" = ()
) -> None:
    """Print lines of registers; a column that would be empty is left out."""
    columns = ("class", "number", "name", "state", "code", "time", "left", "method", "note")
    rows = [
        (
            class_name,
            person.number,
            person.name,
            now.state.value,
            now.code,
            clock_text(now.at),
            clock_text(now.left),
            now.method.value if now.method else "",
            now.note,
        )
        for (person, now), class_name in zip(found, classes or [""] * len(found), strict=True)
    ]
    may_go = {"class", "code", "left"}
    shown = [at for at, name in enumerate(columns) if name not in may_go or any(row[at] for row in rows)]
    print_table(title, [columns[at] for at in shown], [[row[at] for at in shown] for row in rows])


def read_moment(text: str, now: "Instant") -> "Instant":
    """Read "08:00" as the wall-clock time of `now`'s day, or a date with a time; both in `now`'s zone.

    Raises:
        KioskError: TIME_BAD.
    """
    from zoneinfo import ZoneInfo

    from kiosk.domain.clock import Instant

    typed = text.strip()
    try:
        moment = datetime.fromisoformat(typed if "T" in typed else f"{now.local_date.isoformat()}T{typed}")
    except ValueError as error:
        raise KioskError(Code.TIME_BAD, where=text) from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(now.zone))
    return Instant.at(moment.astimezone(UTC), now.zone)


def read_end(text: str, starts: "Instant", now: "Instant") -> "Instant":
    """Read an end as `read_moment` does; a time of day that is not after the start is the next day's.

    Raises:
        KioskError: TIME_BAD.
    """
    typed = text.strip()
    if "T" in typed:
        return read_moment(typed, now)
    ends = read_moment(f"{starts.local_date.isoformat()}T{typed}", now)
    if ends.utc > starts.utc:
        return ends
    next_day = starts.local_date + timedelta(days=1)
    return read_moment(f"{next_day.isoformat()}T{typed}", now)


def _chosen(desk: "DeskApi", session: str | None, on: date, now: "Instant") -> "list[Session]":
    if session is not None:
        return [session_like(desk, session, on)]
    sessions = list(desk.sessions(on).result())
    return [s for s in sessions if s.takes_marks(now)] or sessions


def _short(identifier: str) -> str:
    from kiosk.domain.ids import short

    return short(identifier)


def _span(session: "Session") -> str:
    return f"{session.starts.local:%H:%M}-{session.ends.local:%H:%M}"


def _state(session: "Session", now: "Instant") -> str:
    if session.cancelled is not None:
        return "cancelled"
    if session.closed is not None:
        return "closed"
    if session.takes_marks(now):
        return "open"
    return "over" if now.utc >= session.ends.utc else "planned"


def _counts(rows: "Sequence[RosterRow | WideRow]") -> str:
    from kiosk.domain.marks import MarkState

    states = [row.standing.state for row in rows]
    return (
        ", ".join(f"{states.count(state)} {state.value}" for state in MarkState if state in states)
        or "nobody on it"
    )


def _session_json(session: "Session", class_name: str) -> dict[str, object]:
    return {
        "id": session.id,
        "class": class_name,
        "starts": moment_json(session.starts),
        "ends": moment_json(session.ends),
        "closed": moment_json(session.closed),
        "cancelled": moment_json(session.cancelled),
        "room": session.room,
    }


def _roster_json(one: "Roster") -> dict[str, object]:
    rows = [_line_json(row) for row in one.rows]
    return {"session": _session_json(one.session, one.school_class.name), "rows": rows}


def _wide_json(row: "WideRow") -> dict[str, object]:
    return {"class": row.class_name, "session": row.session, **_line_json(row)}


def _line_json(row: "RosterRow | WideRow") -> dict[str, object]:
    now = row.standing
    return {
        "person": row.person.id,
        "number": row.person.number,
        "name": row.person.name,
        "state": now.state.value,
        "code": now.code,
        "at": moment_json(now.at),
        "left": moment_json(now.left),
        "method": now.method.value if now.method else None,
        "event": None if now.event is None else _short(now.event),
        "note": now.note,
        "is_flagged": now.is_flagged,
        "needs_look": row.needs_look,
    }
