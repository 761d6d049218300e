"""`kiosk demo` with its windows, watched from inside: one is ticked, the other is not, the sheet is written.

python -m tests.e2e.windowed_demo --out FOLDER [--grabs FOLDER] [--size 1280x720]
"""

import argparse
import sys
import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kiosk.app import DemoPlan, Program
from kiosk.cli import demo_school
from kiosk.cli.export import SheetFormat
from kiosk.paths import DataDir
from kiosk.runtime.services import Services
from kiosk.ui.kiosk.states import Screen
from kiosk.ui.kiosk.window import KioskWindow
from tests.e2e.pilot import Script, Until, fly, grab
from tests.e2e.scripted_day import window_size


def _is_on(kiosk: KioskWindow, screens: set[Screen]) -> bool:
    return kiosk.stage._scene.screen in screens


def main() -> int:
    """Run the demo and say each screen as it comes."""
    parser = argparse.ArgumentParser(description="The demo with its windows.")
    parser.add_argument("--out", type=Path, required=True, help="where the sheet goes")
    parser.add_argument("--grabs", type=Path, help="where pictures of the window go")
    parser.add_argument("--size", type=window_size, default=(1280, 720))
    args = parser.parse_args()
    sheets: list[Path] = []

    def finish(services: Services) -> None:
        sheets.append(demo_school.sheet_of(services, args.out, SheetFormat.CSV))

    def watch(program: Program) -> Script:
        kiosk = program.kiosk
        assert kiosk is not None
        kiosk.resize(*args.size)
        for name, screens in (
            ("starting", {Screen.STARTING, Screen.CAMERA_STARTING, Screen.IDLE}),
            # A quick machine knows her before this looks again: guidance may be over, never the welcome.
            ("guiding", {Screen.GUIDING, Screen.CHECKING, Screen.WELCOME, Screen.WELCOME_LATE}),
            ("welcome", {Screen.WELCOME, Screen.WELCOME_LATE}),
            ("not-recognised", {Screen.NOT_RECOGNISED}),
            ("ended", {Screen.SOURCE_ENDED}),
        ):
            yield Until(name, partial(_is_on, kiosk, screens))
            print(name, flush=True)
            if args.grabs is not None:
                grab(kiosk, args.grabs / f"demo-{name}.png")
        yield Until("the sheet", lambda: sheets)
        print(f"sheet {sheets[0]}", flush=True)

    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    with tempfile.TemporaryDirectory(prefix="rollcall-demo-") as place:
        plan = DemoPlan(demo_school.make, finish=finish)
        program = Program(app, DataDir(Path(place) / "data"), source=None, windowed=True, demo=plan)
        fly(program, app, watch)
    return 0


if __name__ == "__main__":
    sys.exit(main())
