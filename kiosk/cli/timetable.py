"""`kiosk timetable list|add|remove|apply|terms|holidays` and `kiosk session cancel|restore`."""

from collections.abc import Sequence
from datetime import date
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
    say,
)
from kiosk.cli.desk import session_like, signed_in_to
from kiosk.cli.groups import group_named
from kiosk.cli.school import WEEKDAYS, read_days, read_time
from kiosk.cli.session import DayOption
from kiosk.cli.session import group as sessions
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from kiosk.domain.ids import ClassId
    from kiosk.domain.sessions import Session
    from kiosk.domain.timetable import Lesson, Span, TimetableChange
    from kiosk.runtime.api_register import TimetableApi
    from kiosk.runtime.services import Services

timetable = typer.Typer(help="The week as it repeats, terms and holidays.", no_args_is_help=True)

SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=FIRST..LAST",
        help="Have these and no others; may be given several times. One day needs no LAST.",
        show_default=False,
    ),
]
AddOption = Annotated[
    list[str] | None,
    typer.Option("--add", metavar="NAME=FIRST..LAST", help="Have this one, too.", show_default=False),
]
ClearOption = Annotated[bool, typer.Option("--clear", help="Have none.")]
SessionArgument = Annotated[str, typer.Argument(metavar="ID", help="As `kiosk session list` shows it.")]


def register(app: typer.Typer) -> None:
    """Add the commands; those of sessions join `kiosk session`."""
    app.add_typer(timetable, name="timetable")


@timetable.command("list")
def list_lessons(
    group: Annotated[
        str | None, typer.Option("--group", metavar="NAME", help="Of one group.", show_default="all")
    ] = None,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the week."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        chosen = None if group is None else group_named(services.timetable, group).id
        names = _names(services.timetable)
        lessons = services.timetable.lessons(chosen).result()
    if as_json:
        print_json([_lesson_json(one, names) for one in lessons])
        return
    if not lessons:
        say("No lesson yet. Add one with: kiosk timetable add --group NAME --days mon --starts 08:00.")
        return
    print_table(
        "",
        ("id", "day", "time", "group", "room", "from", "until", "weeks"),
        [
            (
                _short(one.id),
                WEEKDAYS[one.weekday],
                f"{one.starts:%H:%M}-{one.ends:%H:%M}",
                names[one.class_id],
                one.room,
                one.first.isoformat(),
                one.last.isoformat(),
                "every" if one.every_weeks == 1 else "every other",
            )
            for one in lessons
        ],
    )


@timetable.command("add")
def add_lessons(
    group: Annotated[str, typer.Option("--group", metavar="NAME", help="Whose.")],
    days: Annotated[str, typer.Option(metavar="DAYS", help="mon,tue,wed,thu,fri,sat,sun.")],
    starts: Annotated[str, typer.Option(metavar="TIME", help="When it begins, by the school's clock.")],
    ends: Annotated[str, typer.Option(metavar="TIME", help="When it ends; not later means the next day.")],
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="Its first day, or today.")] = "today",
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DAY", help="Its last day.", show_default="the end of the term"),
    ] = None,
    every_other_week: Annotated[
        bool, typer.Option("--every-other-week", help="Counted from the week of the first day.")
    ] = False,
    room: Annotated[
        str, typer.Option(metavar="ROOM", help="Where.", show_default="where the group meets")
    ] = "",
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a lesson on one or several days of the week. `kiosk timetable apply` makes its sessions."""
    from kiosk.domain.ids import LessonId
    from kiosk.domain.timetable import Lesson

    weekdays, hours = read_days(days), (read_time(starts), read_time(ends))
    if not weekdays:
        raise KioskError(Code.DAY_BAD, where=days)
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        api, today = services.timetable, services.clock().local_date
        begins = parse_day(first, today)
        last = _last_day(api, begins) if until is None else parse_day(until, today)
        whose = group_named(api, group).id
        wanted = [
            Lesson(LessonId(""), whose, day, *hours, begins, last, 2 if every_other_week else 1, room)
            for day in sorted(weekdays)
        ]
        _refuse_doubles(wanted, api.lessons(whose).result())
        made = [api.add_lesson(one).result() for one in wanted]
        names = _names(api)
    if as_json:
        print_json([_lesson_json(one, names) for one in made])
    else:
        say(f"Lessons that were added: {len(made)}. Their sessions come with: kiosk timetable apply.")


@timetable.command("remove")
def remove_lesson(
    lesson: Annotated[str, typer.Argument(metavar="ID", help="As `kiosk timetable list` shows it.")],
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
) -> None:
    """Take a lesson away. Its sessions to come go with `kiosk timetable apply`."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        found = [
            one.id
            for one in services.timetable.lessons().result()
            if lesson.strip() and one.id.endswith(lesson.strip().lower())
        ]
        if len(found) != 1:
            raise KioskError(Code.LESSON_UNKNOWN)
        services.timetable.remove_lesson(found[0]).result()
    say("The lesson was taken away. Its sessions to come go with: kiosk timetable apply.")


@timetable.command("apply")
def apply(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would do.")] = False,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the sessions to come what the timetable says. Past ones and those with marks stay."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        api = services.timetable
        change = (api.preview() if dry_run else api.apply()).result()
    if as_json:
        print_json(_change_json(change))
        return
    words = (
        ("added", change.added),
        ("changed", change.changed),
        ("removed", change.removed),
        ("kept, as they hold marks or were changed by hand", change.kept),
        ("meetings that fall on a holiday or outside the terms", change.in_holidays),
    )
    say("What would be done:" if dry_run else "Sessions to come:")
    for what, count in words:
        say(f"  {what}: {count}")


@timetable.command("terms")
def terms(
    set_them: SetOption = None,
    add: AddOption = None,
    clear: ClearOption = False,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show or enter the terms: outside them nothing takes place. Without any, all of the year counts."""
    wanted = _read_spans(set_them, add, clear=clear)
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        api = services.timetable
        if wanted is not None:
            api.set_terms([*(api.terms().result() if add else ()), *wanted]).result()
        found = api.terms().result()
    _show_spans(found, "No terms: all of the year counts.", as_json=as_json)


@timetable.command("holidays")
def holidays(
    set_them: SetOption = None,
    add: AddOption = None,
    clear: ClearOption = False,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show or enter the holidays: what would begin on one does not take place."""
    wanted = _read_spans(set_them, add, clear=clear)
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        api = services.timetable
        if wanted is not None:
            api.set_holidays([*(api.holidays().result() if add else ()), *wanted]).result()
        found = api.holidays().result()
    _show_spans(found, "No holidays.", as_json=as_json)


@sessions.command("cancel")
def cancel(
    session: SessionArgument,
    day: DayOption = "today",
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
) -> None:
    """Call a session off: it takes no marks, and those it holds stay and count nowhere."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        found = _session(services, session, day)
        services.timetable.cancel(found.id).result()
    say(f"Register {_short(found.id)}, {found.starts.local:%H:%M}, was cancelled.")


@sessions.command("restore")
def restore(
    session: SessionArgument,
    day: DayOption = "today",
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
) -> None:
    """Take a cancelling back."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        found = _session(services, session, day)
        services.timetable.restore(found.id).result()
    say(f"Register {_short(found.id)}, {found.starts.local:%H:%M}, takes place.")


def _session(services: "Services", session: str, day: str) -> "Session":
    return session_like(services.desk, session, parse_day(day, services.clock().local_date))


def _names(api: "TimetableApi") -> "dict[ClassId, str]":
    return {one.id: one.name for one in api.groups().result()}


def _last_day(api: "TimetableApi", first: date) -> date:
    """Give the end of the term that a day is in, else of the next one. Raises KioskError OPTION_NEEDED."""
    for term in api.terms().result():
        if first <= term.last:
            return term.last
    raise KioskError(Code.OPTION_NEEDED, where="--until")


def _refuse_doubles(wanted: "Sequence[Lesson]", there: "Sequence[Lesson]") -> None:
    """Say no before the first of several days was added. Raises KioskError SESSION_EXISTS."""
    if any(one.doubles(other) for one in wanted for other in there):
        raise KioskError(Code.SESSION_EXISTS)


def _read_spans(set_them: list[str] | None, add: list[str] | None, *, clear: bool) -> "list[Span] | None":
    """Read what shall be entered; None for nothing. Raises KioskError DAY_BAD."""
    if not set_them and not add and not clear:
        return None
    return [_read_span(text) for text in (*(set_them or ()), *(add or ()))]


def _read_span(text: str) -> "Span":
    from kiosk.domain.timetable import Span

    name, is_parted, days = text.rpartition("=")
    if not is_parted:
        raise typer.BadParameter("NAME=FIRST..LAST, such as Autumn=2026-09-01..2026-12-18")
    first, _, last = days.partition("..")
    try:
        begins, ends = date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
    except ValueError:
        raise KioskError(Code.DAY_BAD, where=text) from None
    return Span("", name, begins, ends)


def _show_spans(found: "Sequence[Span]", without: str, *, as_json: bool) -> None:
    lines = [(one.name, one.first.isoformat(), one.last.isoformat()) for one in found]
    if as_json:
        print_json([dict(zip(("name", "first", "last"), line, strict=True)) for line in lines])
    elif lines:
        print_table("", ("name", "first day", "last day"), lines)
    else:
        say(without)


def _short(identifier: str) -> str:
    from kiosk.domain.ids import short

    return short(identifier)


def _lesson_json(one: "Lesson", names: "dict[ClassId, str]") -> dict[str, object]:
    return {
        "id": one.id,
        "group": names[one.class_id],
        "day": WEEKDAYS[one.weekday],
        "starts": f"{one.starts:%H:%M}",
        "ends": f"{one.ends:%H:%M}",
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "every_weeks": one.every_weeks,
        "room": one.room,
    }


def _change_json(change: "TimetableChange") -> dict[str, object]:
    return {
        "added": change.added,
        "changed": change.changed,
        "removed": change.removed,
        "kept": change.kept,
        "in_holidays": change.in_holidays,
    }
