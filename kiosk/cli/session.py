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
    from kiosk.domain.clock import Instant
    from kiosk.domain.people import Roster
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
    """Close a register: whoever is unmarked becomes absent."""
    with signed_in_at(data_dir, passphrase_file, own_number) as (desk, now):
        on = parse_day(day, now.local_date)
        closed = desk.close_session(session_like(desk, session, on).id).result()
        standing = desk.roster(closed.id).result()
    if as_json:
        print_json(_session_json(closed, standing.school_class.name))
    else:
        say(f"Register {_short(closed.id)} is closed: {_counts(standing)}.")


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
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show who is in."""
    with signed_in_at(data_dir, passphrase_file, own_number) as (desk, now):
        on = parse_day(day, now.local_date)
        rosters = [desk.roster(s.id).result() for s in _chosen(desk, session, on, now)]
    if as_json:
        print_json([_roster_json(one) for one in rosters])
        return
    if not rosters:
        say(f"No register on {on.isoformat()}. Open one with: kiosk session open --class NAME.")
    for one in rosters:
        print_table(
            f"{one.school_class.name}, {_span(one.session)}, {_state(one.session, now)}: {_counts(one)}",
            ("number", "name", "state", "time", "method", "note"),
            [
                (
                    row.person.number,
                    row.person.name,
                    row.standing.state.value,
                    clock_text(row.standing.at),
                    row.standing.method.value if row.standing.method else "",
                    row.standing.note,
                )
                for row in one.rows
            ],
        )


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


def _counts(one: "Roster") -> str:
    from kiosk.domain.marks import MarkState

    states = [row.standing.state for row in one.rows]
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
    }


def _roster_json(one: "Roster") -> dict[str, object]:
    rows = [
        {
            "person": row.person.id,
            "number": row.person.number,
            "name": row.person.name,
            "state": row.standing.state.value,
            "at": moment_json(row.standing.at),
            "method": row.standing.method.value if row.standing.method else None,
            "event": None if row.standing.event is None else _short(row.standing.event),
            "note": row.standing.note,
            "is_flagged": row.standing.is_flagged,
        }
        for row in one.rows
    ]
    return {"session": _session_json(one.session, one.school_class.name), "rows": rows}
