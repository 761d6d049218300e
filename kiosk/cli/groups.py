"""`kiosk group list|add|change|codes`: classes, teams, shifts and events, and what holds for sessions."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli import codes as code_commands
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
    from kiosk.domain.groups import Group, GroupOptions
    from kiosk.runtime.api_register import TimetableApi

group = typer.Typer(help="Classes, teams, shifts and events.", no_args_is_help=True)

DEFAULT = "default"


class Kind(StrEnum):
    """What a group is."""

    CLASS = "class"
    TEAM = "team"
    SHIFT = "shift"
    EVENT = "event"


class Closing(StrEnum):
    """What closing a register makes of whoever is unmarked."""

    ABSENT = "absent"
    EXCUSED = "excused"
    NOT_REQUIRED = "not-required"
    UNMARKED = "unmarked"


KindOption = Annotated[Kind | None, typer.Option("--kind", help="What it is.", show_default=False)]
RoomOption = Annotated[
    str | None, typer.Option("--room", metavar="ROOM", help="Where it meets.", show_default=False)
]
EarlyOption = Annotated[
    str | None,
    typer.Option(
        "--early",
        metavar="MINUTES",
        help="From how long before the start the kiosk marks, or default for the school's setting.",
        show_default=False,
    ),
]
LateOption = Annotated[
    str | None,
    typer.Option(
        "--late-after",
        metavar="MINUTES",
        help="From how long after the start one is late, or default.",
        show_default=False,
    ),
]
ClosesOption = Annotated[
    str | None,
    typer.Option(
        "--closes-after",
        metavar="MINUTES",
        help="From how long after the start the kiosk marks nobody, or default for the end.",
        show_default=False,
    ),
]
InOutOption = Annotated[
    bool | None,
    typer.Option("--in-out/--no-in-out", help="Write down leaving and coming back, too.", show_default=False),
]
CooldownOption = Annotated[
    int | None,
    typer.Option(
        "--cooldown",
        metavar="MINUTES",
        help="How long after a mark another look writes nothing.",
        show_default=False,
    ),
]
OpenOption = Annotated[
    bool | None,
    typer.Option(
        "--open/--listed", help="Everybody of the school may come, or those on the list.", show_default=False
    ),
]
ClosingOption = Annotated[
    Closing | None,
    typer.Option("--closing", help="What closing makes of whoever is unmarked.", show_default=False),
]
CodesOption = Annotated[
    str | None,
    typer.Option(
        "--codes",
        metavar="SET",
        help="plain, ceds, ed-fi or dfe-england-2024: see docs/codes.md.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    code_commands.register(group)
    app.add_typer(group, name="group")


@group.command("list")
def list_groups(
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the groups."""
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        found = services.timetable.groups().result()
    if as_json:
        print_json([_group_json(one) for one in found])
        return
    print_table(
        "",
        ("group", "kind", "people", "room", "options"),
        [
            (one.name, one.kind.value, str(one.members), one.options.room, _words(one.options))
            for one in found
        ],
        right=(2,),
    )


@group.command("add")
def add_group(
    name: Annotated[str, typer.Argument(help="As the school calls it.")],
    kind: KindOption = None,
    room: RoomOption = None,
    early: EarlyOption = None,
    late_after: LateOption = None,
    closes_after: ClosesOption = None,
    in_out: InOutOption = None,
    cooldown: CooldownOption = None,
    is_open: OpenOption = None,
    closing: ClosingOption = None,
    codes: CodesOption = None,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a group."""
    from kiosk.domain.groups import GroupKind, GroupOptions

    options = _changed(
        GroupOptions(), room, (early, late_after, closes_after), in_out, cooldown, is_open, closing, codes
    )
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        made = services.timetable.add_group(name, GroupKind(kind or Kind.CLASS), options).result()
    _tell(made, "was added", as_json=as_json)


@group.command("change")
def change_group(
    name: Annotated[str, typer.Argument(help="As the school calls it now.")],
    new_name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="Call it this.", show_default=False)
    ] = None,
    kind: KindOption = None,
    room: RoomOption = None,
    early: EarlyOption = None,
    late_after: LateOption = None,
    closes_after: ClosesOption = None,
    in_out: InOutOption = None,
    cooldown: CooldownOption = None,
    is_open: OpenOption = None,
    closing: ClosingOption = None,
    codes: CodesOption = None,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Change what is given of a group; its sessions to come follow with `kiosk timetable apply`."""
    from kiosk.domain.groups import GroupKind

    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        before = group_named(services.timetable, name)
        options = _changed(
            before.options,
            room,
            (early, late_after, closes_after),
            in_out,
            cooldown,
            is_open,
            closing,
            codes,
        )
        changed = services.timetable.change_group(
            before.id,
            before.name if new_name is None else new_name,
            before.kind if kind is None else GroupKind(kind),
            options,
        ).result()
    _tell(changed, "was changed", as_json=as_json)


def group_named(timetable: "TimetableApi", name: str) -> "Group":
    """Find a group as people type it. Raises KioskError CLASS_UNKNOWN."""
    wanted = " ".join(name.split()).casefold()
    for one in timetable.groups().result():
        if one.name.casefold() == wanted:
            return one
    raise KioskError(Code.CLASS_UNKNOWN, where=name)


def _changed(
    before: "GroupOptions",
    room: str | None,
    minutes: tuple[str | None, str | None, str | None],
    in_out: bool | None,
    cooldown: int | None,
    is_open: bool | None,
    closing: Closing | None,
    codes: str | None,
) -> "GroupOptions":
    """Take what was given, and leave the rest. Raises KioskError MINUTES_BAD."""
    from kiosk.domain.groups import GroupOptions
    from kiosk.domain.marks import MarkState

    early, late, closes = minutes
    return GroupOptions(
        before.room if room is None else room,
        _minutes("early", early, before.early_minutes),
        _minutes("late", late, before.late_after_minutes),
        _minutes("closes", closes, before.closes_after_minutes),
        before.has_departures if in_out is None else in_out,
        before.cooldown_minutes if cooldown is None else cooldown,
        before.is_open if is_open is None else is_open,
        before.closing if closing is None else MarkState(closing),
        before.code_set if codes is None else codes,
    )


def _minutes(field: str, text: str | None, before: int | None) -> int | None:
    if text is None:
        return before
    if text.strip().lower() == DEFAULT:
        return None
    try:
        return int(text)
    except ValueError:
        raise KioskError(Code.MINUTES_BAD, where=field) from None


def _words(options: "GroupOptions") -> str:
    """Say what differs from a group that chose nothing."""
    from kiosk.domain.groups import GroupOptions

    usual = GroupOptions()
    said = [
        ("early from", options.early_minutes, usual.early_minutes),
        ("late after", options.late_after_minutes, usual.late_after_minutes),
        ("closes after", options.closes_after_minutes, usual.closes_after_minutes),
        ("cool-down", options.cooldown_minutes, usual.cooldown_minutes),
        ("closing", options.closing.value, usual.closing.value),
        ("codes", options.code_set, usual.code_set),
    ]
    flags = [("in and out", options.has_departures), ("open to everybody", options.is_open)]
    return ", ".join(
        [f"{name} {value}" for name, value, default in said if value != default]
        + [name for name, is_set in flags if is_set]
    )


def _tell(one: "Group", what: str, *, as_json: bool) -> None:
    if as_json:
        print_json(_group_json(one))
    else:
        say(f"{one.name} ({one.kind.value}) {what}.")


def _group_json(one: "Group") -> dict[str, object]:
    options = one.options
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind.value,
        "people": one.members,
        "room": options.room,
        "early_minutes": options.early_minutes,
        "late_after_minutes": options.late_after_minutes,
        "closes_after_minutes": options.closes_after_minutes,
        "in_out": options.has_departures,
        "cooldown_minutes": options.cooldown_minutes,
        "open": options.is_open,
        "closing": options.closing.value,
        "codes": options.code_set,
    }
