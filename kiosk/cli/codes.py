"""`kiosk group codes`: the sets of attendance codes, and a school's own letters for them."""

from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.common import (
    DataDirOption,
    JsonOption,
    NumberOption,
    PassphraseOption,
    print_json,
    print_table,
)
from kiosk.cli.desk import signed_in_to
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.code_sets import CodeSet


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("codes")(codes)


def codes(
    name: Annotated[
        str, typer.Option("--set", metavar="SET", help="Only this one.", show_default="all sets")
    ] = "",
    code: Annotated[
        str | None,
        typer.Option("--code", metavar="CODE", help="The one that is written otherwise.", show_default=False),
    ] = None,
    write: Annotated[
        str | None,
        typer.Option(
            "--write",
            metavar="LETTERS",
            help='How the school writes it: one to eight letters or digits; "" for the set\'s own again.',
            show_default=False,
        ),
    ] = None,
    data_dir: DataDirOption = None,
    passphrase_file: PassphraseOption = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the sets of codes, or write a code in the school's own letters; what it means stays the set's."""
    if (code is None) != (write is None) or (write is not None and not name):
        raise typer.BadParameter("--set, --code and --write go together.")
    with signed_in_to(data_dir, passphrase_file, own_number) as services:
        if code is not None and write is not None:
            services.timetable.set_acronym(name, code, write).result()
        found = _chosen(services.timetable.code_sets().result(), name)
    if as_json:
        print_json([_json(one) for one in found])
        return
    for one in found:
        print_table(
            f"{one.title} ({one.name})",
            ("code", "written", "state", "meaning"),
            [(each.code, each.acronym, each.state.value, each.meaning) for each in one.codes],
        )


def _chosen(found: "Sequence[CodeSet]", name: str) -> "list[CodeSet]":
    chosen = [one for one in found if name in {"", one.name}]
    if not chosen:
        raise KioskError(Code.CODE_UNKNOWN, where=name)
    return chosen


def _json(one: "CodeSet") -> dict[str, object]:
    return {
        "name": one.name,
        "title": one.title,
        "source": one.source,
        "codes": [
            {
                "code": each.code,
                "written": each.acronym,
                "state": each.state.value,
                "meaning": each.meaning,
                "is_default": each.is_default,
                "is_attending": each.is_attending,
            }
            for each in one.codes
        ],
    }
