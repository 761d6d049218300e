"""Makes docs/screenshots/ again: scripted days in English and Arabic, landscape and portrait.

    python -m tests.e2e.screenshots [--out FOLDER] [--only DAY]

Nobody real is on them: names are invented, and no window shows a picture of a face. It needs no screen, but
pdftoppm (poppler-utils) for the pages. Days run the program itself; the tour (screenshots_tour.py) shows
every tab, panel, chart and page of a school with a term behind it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Album:
    """A day, and which of its moments are kept.

    Attributes:
        module: The day, a module of this folder.
        kept: Moments that are kept of a wide screen.
        kept_upright: Those that are kept of an upright one, too.
    """

    module: str
    kept: tuple[str, ...]
    kept_upright: tuple[str, ...]


ALBUMS = (
    Album(
        "scripted_day",
        (
            "kiosk-welcome",
            "kiosk-not-recognised",
            "kiosk-code",
            "kiosk-no-camera",
        ),
        ("kiosk-welcome", "kiosk-code"),
    ),
    Album(
        "look_alikes_day",
        ("kiosk-confirm-pin", "desk-duplicates", "desk-look-alike"),
        ("kiosk-confirm-pin",),
    ),
)
SIZES = {"": "1280x720", "-portrait": "720x1280"}
TOUR = "tour"
_SCREEN = """{"screens": [{"name": "one", "x": 0, "y": 0, "width": 1280, "height": 720, "logicalDpi": 96,
"logicalBaseDpi": 96, "dpr": 1.0}]}"""


def make(out: Path, albums: Sequence[Album] = ALBUMS) -> list[Path]:
    """Run each day in each language and direction of screen, and keep the moments named above."""
    from PySide6.QtGui import QImage

    from tests.e2e.pictures import write_photos, write_walk_up
    from tests.e2e.screenshots_studio import few_colours

    made = []
    with tempfile.TemporaryDirectory(prefix="rollcall-screenshots-") as name:
        folder = Path(name)
        photos, video = folder / "photos", folder / "walk-up.avi"
        photos.mkdir()
        write_walk_up(ROOT / "resources" / "portraits", video)
        write_photos(ROOT / "resources" / "portraits", photos)
        for album in albums:
            for language in ("en", "ar"):
                for ending, size in SIZES.items():
                    day = folder / f"{album.module}-{language}{ending}"
                    grabs = _run_day(album.module, day, video, photos, language, size)
                    for moment in album.kept_upright if ending else album.kept:
                        target = out / f"{moment}{ending}-{language}.png"
                        few_colours(QImage(str(grabs / f"{moment}.png"))).save(str(target), quality=0)
                        made.append(target)
    return made


def tour(out: Path) -> None:
    """Let each language's tour leave its pictures."""
    with tempfile.TemporaryDirectory(prefix="rollcall-screenshots-") as name:
        # A menu is put where the screen ends, so the screen has a known size.
        screen = Path(name) / "screen.json"
        screen.write_text(_SCREEN, "utf-8")
        environ = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screen}"}
        for language in ("en", "ar"):
            command = [sys.executable, "-m", "tests.e2e.screenshots_tour", language, str(out)]
            subprocess.run(command, cwd=ROOT, env=environ, check=True)


def _run_day(module: str, folder: Path, video: Path, photos: Path, language: str, size: str) -> Path:
    for name in ("out", "grabs", "home"):
        (folder / name).mkdir(parents=True)
    private = {name: str(folder / "home") for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
    command = [
        sys.executable, "-m", f"tests.e2e.{module}", str(folder / "data"),
        "--source", str(video), "--photos", str(photos), "--out", str(folder / "out"),
        "--grabs", str(folder / "grabs"), "--language", language, "--size", size,
    ]  # fmt: skip
    environ = {**os.environ, **private, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(command, cwd=ROOT, env=environ, check=True, stderr=subprocess.DEVNULL)
    return folder / "grabs"


def main() -> int:
    """Make them and say which."""
    from tests.e2e.screenshots_index import write_index

    parser = argparse.ArgumentParser(description="Make the documentation's screenshots again.")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--only", choices=[*(album.module for album in ALBUMS), TOUR], help="these alone")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    albums = [album for album in ALBUMS if args.only in {None, album.module}]
    for path in make(args.out, albums):
        print(path.name)
    if args.only in {None, TOUR}:
        tour(args.out)
    if args.only is None:
        print(write_index(args.out).name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
