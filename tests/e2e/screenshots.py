"""Makes docs/screenshots/ again: the scripted day in English and Arabic, landscape and portrait.

    python -m tests.e2e.screenshots [--out FOLDER]

Nobody real is on them: names are invented, and no window shows a picture of a face. It needs no screen.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = (
    "kiosk-welcome",
    "kiosk-not-recognised",
    "kiosk-code",
    "kiosk-no-camera",
    "wizard-school",
    "wizard-notice",
    "wizard-recovery",
    "desk-sign-in",
    "desk-people",
    "desk-register",
    "desk-export",
)
"""Which moments of the day are kept."""
SIZES = {"": "1280x720", "-portrait": "1080x1920"}
KEPT_UPRIGHT = ("kiosk-welcome", "kiosk-code", "desk-register")


def make(out: Path) -> list[Path]:
    """Run the day in each language and direction of screen, and keep the moments named above."""
    from tests.e2e.pictures import write_photos, write_walk_up

    made = []
    with tempfile.TemporaryDirectory(prefix="rollcall-screenshots-") as name:
        folder = Path(name)
        photos, video = folder / "photos", folder / "walk-up.avi"
        photos.mkdir()
        write_walk_up(ROOT / "resources" / "portraits", video)
        write_photos(ROOT / "resources" / "portraits", photos)
        for language in ("en", "ar"):
            for ending, size in SIZES.items():
                grabs = _run_day(folder / f"{language}{ending}", video, photos, language, size)
                for moment in KEPT if not ending else KEPT_UPRIGHT:
                    target = out / f"{moment}{ending}-{language}.png"
                    shutil.copyfile(grabs / f"{moment}.png", target)
                    made.append(target)
    return made


def _run_day(folder: Path, video: Path, photos: Path, language: str, size: str) -> Path:
    for name in ("out", "grabs", "home"):
        (folder / name).mkdir(parents=True)
    private = {name: str(folder / "home") for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
    command = [
        sys.executable, "-m", "tests.e2e.scripted_day", str(folder / "data"),
        "--source", str(video), "--photos", str(photos), "--out", str(folder / "out"),
        "--grabs", str(folder / "grabs"), "--language", language, "--size", size,
    ]  # fmt: skip
    environ = {**os.environ, **private, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(command, cwd=ROOT, env=environ, check=True, stderr=subprocess.DEVNULL)
    return folder / "grabs"


def main() -> int:
    """Make them and say which."""
    parser = argparse.ArgumentParser(description="Make the documentation's screenshots again.")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for path in make(args.out):
        print(path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
