"""Shows every screen and state in every language, look and size, as pictures and contact sheets.

    python -m tests.gallery --out DIR [--only door|wizard|desk] [--state NAME] [--language CODE]
                            [--theme NAME] [--size 1280x720] [--base]

Nobody real is on them: names are invented, and no window shows a picture of a face. It needs no display. Two
processes work at it; everything takes some minutes.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from bootstrap.build import stale_translations
from tests.gallery import visit
from tests.gallery.all_stops import names_of
from tests.gallery.scenes import Place
from tests.gallery.sheets import sheet_of
from tests.gallery.variants import BASE, PLACES, RARE, Size, Variant, is_of

ROOT = Path(__file__).resolve().parents[2]
_AT_ONCE = 2
# A menu is put where the screen ends, so the screen has a known size.
_SCREEN = """{"screens": [{"name": "one", "x": 0, "y": 0, "width": 1920, "height": 1920, "logicalDpi": 96,
"logicalBaseDpi": 96, "dpr": 1.0}]}"""


def show(
    out: Path, variants: Sequence[Variant], places: tuple[Place, ...], names: frozenset[str]
) -> list[Path]:
    """Let a process for each variant leave its pictures.

    Raises:
        SystemExit: The translations changed since they were compiled, so pictures would be of two languages.
        subprocess.CalledProcessError: A state could not be shown.
    """
    if stale := stale_translations():
        names_of_old = ", ".join(file.name for file in stale)
        raise SystemExit(f"Not compiled since it changed: {names_of_old}. Run: python3 run.py setup")
    with tempfile.TemporaryDirectory(prefix="rollcall-gallery-") as folder:
        screen = Path(folder) / "screen.json"
        screen.write_text(_SCREEN, "utf-8")

        def one(variant: Variant) -> list[Path]:
            environ = {
                **os.environ,
                "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
                "QT_SCALE_FACTOR": f"{variant.scale:g}",
                "ROLLCALL_WITHOUT_FILTER": "1",
            }
            command = [
                sys.executable,
                "-m",
                "tests.gallery.visit",
                visit.written(variant, places, names, out),
            ]
            ran = subprocess.run(
                command, cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE, text=True
            )
            print(f"{variant.label} {variant.sizes}: {len(ran.stdout.split())} pictures", flush=True)
            return [out / name for name in ran.stdout.split()]

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return [path for paths in pool.map(one, variants) for path in paths]


def chosen(args: argparse.Namespace) -> list[Variant]:
    """Give the variants that the options ask for."""
    variants = [*BASE] if args.base else [*BASE, *RARE]
    asked = {v for v in variants if args.language in {None, v.language} and args.theme in {None, v.theme}}
    if args.language not in {None, *(v.language for v in variants)}:
        themes = [args.theme] if args.theme else ["light"]
        return [Variant(args.language, theme, _sizes(args.size)) for theme in themes]
    found = [v for v in variants if v in asked]
    if args.size is not None:
        found = [replace(v, sizes=(args.size,)) for v in found if args.size in v.sizes] or [
            replace(v, sizes=(args.size,)) for v in found if v in BASE
        ]
    return found


def _sizes(size: Size | None) -> tuple[Size, ...]:
    return BASE[0].sizes if size is None else (size,)


def _size(text: str) -> Size:
    width, _, height = text.partition("x")
    return int(width), int(height)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make them and say how many."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.gallery", description="Show every screen as pictures."
    )
    parser.add_argument("--out", type=Path, required=True, help="a folder for the pictures")
    parser.add_argument("--only", type=Place, choices=list(Place), help="one kind of window")
    parser.add_argument("--state", action="append", default=[], help="this state alone; may be given again")
    parser.add_argument("--language", help="one language")
    parser.add_argument("--theme", help="one palette")
    parser.add_argument("--size", type=_size, help="one size, such as 1280x720")
    parser.add_argument("--base", action="store_true", help="no contrast palettes, large screens or scales")
    args = parser.parse_args(arguments)
    args.out.mkdir(parents=True, exist_ok=True)
    places = PLACES if args.only is None else (args.only,)
    made = show(args.out, chosen(args), places, frozenset(args.state))
    sheets = args.out / "sheets"
    sheets.mkdir(exist_ok=True)
    for state in [name for place in places for name in names_of(place)]:
        pictures = sorted(path for path in made if is_of(state, path))
        if pictures:
            sheet_of(pictures, sheets / f"{state}.png")
    print(f"{len(made)} pictures in {args.out}, each state's together in {sheets}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
