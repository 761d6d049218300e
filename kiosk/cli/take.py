"""`kiosk run` opens the windows; `kiosk take` does the same work without one."""

from typing import Annotated

import typer

from kiosk.cli.common import DataDirOption, the_data_dir


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("run")(run)


def run(
    source: Annotated[
        str | None,
        typer.Option(
            metavar="S", help="camera:PATH_OR_INDEX, FILE, FOLDER or synthetic.", show_default="a camera"
        ),
    ] = None,
    windowed: Annotated[bool, typer.Option("--windowed", help="Not full screen.")] = False,
    data_dir: DataDirOption = None,
) -> None:
    """Open the kiosk: the wizard at first, then the door; the desk opens from there."""
    from kiosk.app import run as run_windows

    raise typer.Exit(run_windows(the_data_dir(data_dir), source=source, windowed=windowed))
