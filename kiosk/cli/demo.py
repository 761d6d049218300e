"""`kiosk demo`: a throw-away school, a synthetic walk-up of two people, the day's sheet."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli import demo_school
from kiosk.cli.common import DataDirOption, JsonOption, print_json, say
from kiosk.cli.export import SheetFormat
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from kiosk.paths import DataDir
    from kiosk.runtime.services import Services

SOURCE = "synthetic"
CLOSES_AFTER_S = 20.0
"""After the sheet was written; time to look at the last answer."""
PREFIX = "rollcall-demo-"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    headless: Annotated[
        bool, typer.Option("--headless", help="Without a window: prints marks as they happen.")
    ] = False,
    windowed: Annotated[bool, typer.Option("--windowed", help="Not full screen.")] = False,
    keep_open: Annotated[
        bool, typer.Option("--keep-open", help="Keep the window after the day's sheet is written.")
    ] = False,
    without_desk: Annotated[
        bool, typer.Option("--without-desk", help="The door only: what a school's kiosk offers.")
    ] = False,
    fmt: Annotated[SheetFormat, typer.Option("--format", help="Of the day's sheet.")] = SheetFormat.XLSX,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where the sheet goes.", show_default="a new temporary folder"),
    ] = None,
    data_dir: DataDirOption = None,
    as_json: JsonOption = False,
) -> None:
    """See it work, without a camera: 24 invented people, two walk up, one of them is enrolled.

    The school is thrown away at the end unless --data-dir names a place for it; the sheet stays.
    """
    from kiosk.paths import DataDir

    if out is not None and not out.is_dir():
        raise KioskError(Code.EXPORT_NOT_WRITTEN, where=out)
    with tempfile.TemporaryDirectory(prefix=PREFIX) as throw_away:
        chosen = DataDir(
            Path(throw_away) / "school" if data_dir is None else data_dir.expanduser().absolute()
        )
        if headless:
            _headless(chosen, out, fmt, as_json=as_json)
        else:
            code = _in_windows(
                chosen, out, fmt, windowed=windowed, stays=keep_open, has_desk=not without_desk
            )
            raise typer.Exit(code)


def _in_windows(
    data_dir: "DataDir",
    out: Path | None,
    fmt: SheetFormat,
    *,
    windowed: bool,
    stays: bool,
    has_desk: bool,
) -> int:
    from kiosk.app import DemoPlan
    from kiosk.app import run as run_windows

    def finish(services: "Services") -> None:
        say(f"The day's sheet: {demo_school.sheet_of(services, sheet_folder(out), fmt)}")

    def prepare(place: "DataDir") -> None:
        demo_school.make(place)
        if has_desk:
            say(f"The passphrase of this demo's desk: {demo_school.PASSPHRASE}")

    plan = DemoPlan(prepare, SOURCE, finish, None if stays else CLOSES_AFTER_S, has_desk)
    return run_windows(data_dir, windowed=windowed, demo=plan)


def _headless(data_dir: "DataDir", out: Path | None, fmt: SheetFormat, *, as_json: bool) -> None:
    from kiosk.cli import take

    people = len(demo_school.NAMES)
    if not as_json:
        say(f"{demo_school.SCHOOL}: {people} invented people, one of them enrolled. Two walk up.")
    demo_school.make(data_dir)
    show = take.print_event_json if as_json else take.print_event
    totals = take.mark_from(data_dir, SOURCE, None, show)
    path = demo_school.write_sheet(data_dir, sheet_folder(out), fmt)
    if as_json:
        print_json({"kind": "end", **{kind: totals[kind] for kind in take.KINDS}, "sheet": str(path)})
    else:
        say(f"{take.summary(totals)}\nThe day's sheet: {path}")


def sheet_folder(out: Path | None) -> Path:
    """Give the folder that was named, or make one that stays when the school is gone."""
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}sheet-")) if out is None else out
