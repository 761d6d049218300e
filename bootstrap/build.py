"""What is made at set-up and never committed: models, portraits and fonts, compiled translations."""

import subprocess
import sys
from pathlib import Path

from bootstrap.console import ROOT, SetupError, say
from bootstrap.environment import Environment

TRANSLATIONS = ROOT / "resources" / "translations"
MODELS_BUILD = ROOT / "models" / "build.py"
MODELS_INSTALL = ROOT / "models" / "install.py"
BUILT = ROOT / "models" / "built"
STDERR = 2
"""Where its progress goes: stdout is of what is started afterwards."""


def build_models(environment: Environment) -> None:
    """Run models/build.py, which is quick where everything is built already.

    Raises:
        SetupError: If it fails; it has said why.
    """
    done = subprocess.run(
        [environment.python, MODELS_BUILD],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=STDERR,
        check=False,
    )
    if done.returncode != 0:
        raise SetupError("The models could not be built.", "The reason is above; start again after that.")


def offer_better_model(environment: Environment, built: Path = BUILT) -> None:
    """Name the better face model, once for each program folder; where somebody sits there, ask.

    models/install.py says what is known of it and that Rollcall goes on with the default. Nothing here can
    fail the set-up: the default is built already.

    Args:
        environment: With the kiosk installed.
        built: models/built; a note in it says that the offer was made.
    """
    note = built / ".offered"
    if note.exists():
        return
    built.mkdir(parents=True, exist_ok=True)
    # Before the answer: whoever stops it here is not asked at each start.
    note.touch()
    done = subprocess.run(
        [environment.python, MODELS_INSTALL, "--offer"],
        cwd=ROOT,
        stdin=None if sys.stdin is not None and sys.stdin.isatty() else subprocess.DEVNULL,
        stdout=STDERR,
        check=False,
    )
    if done.returncode != 0:
        say("The better face model could not be offered. Later: kiosk models list.")


def stale_translations(folder: Path = TRANSLATIONS) -> list[Path]:
    """Give the .ts files whose .qm is missing or older."""
    return [
        source
        for source in sorted(folder.glob("*.ts"))
        if not _compiled(source).exists() or _compiled(source).stat().st_mtime < source.stat().st_mtime
    ]


def build_translations(environment: Environment, folder: Path = TRANSLATIONS) -> None:
    """Compile the translations that changed.

    Raises:
        SetupError: If one has a mistake in it.
    """
    for source in stale_translations(folder):
        say(f"Compiling the translation {source.name} ...")
        tool = environment.command("pyside6-lrelease")
        # A running kiosk has the old file mapped into its memory: written over in place, that would end it.
        fresh = _compiled(source).with_suffix(".qm.new")
        done = subprocess.run(
            [tool, "-silent", source, "-qm", fresh],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            what = (
                f"{(done.stdout + done.stderr).strip()}\nThe translation {source.name} could not be compiled."
            )
            raise SetupError(what, "Correct the file and start again.")
        fresh.replace(_compiled(source))


def _compiled(source: Path) -> Path:
    return source.with_suffix(".qm")
