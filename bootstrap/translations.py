"""Bring resources/translations up to date with the source: `python -m bootstrap.translations`.

It needs the environment that `run.py setup` makes: pyside6-lupdate comes with PySide6.
"""

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

from bootstrap.build import TRANSLATIONS
from bootstrap.console import ROOT, SetupError, say

SOURCE = ROOT / "kiosk"
PLURALS_ONLY = frozenset({"en"})
"""English is in the source: its file says only how its plurals are made."""
# lupdate reads names, not Python: these are what the source calls the marking functions.
ALIASES = "QT_TRANSLATE_NOOP+=_N,translate+=say"


def refresh(language: str, file: Path) -> None:
    """Put new strings into a .ts file, unfinished, and take out those that are gone.

    Args:
        language: As the file's name has it. Where there is no file yet it decides how many plural forms there
            are; afterwards the file's own tag does, which names a country too.
        file: The .ts file; made when it is not there.

    Raises:
        SetupError: If lupdate is missing or fails.
    """
    options = ["-silent", "-no-obsolete", "-sort-messages", "-locations", "none", "-extensions", "py"]
    # A translation is never guessed from a similar source text.
    options += ["-disable-heuristic", "similartext", "-tr-function-alias", ALIASES]
    if language in PLURALS_ONLY:
        options.append("-pluralonly")
    languages = ["-source-language", "en", "-target-language", _tag(file) or language]
    try:
        done = subprocess.run(
            [_lupdate(), *options, SOURCE, *languages, "-ts", file],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise SetupError("pyside6-lupdate is not installed.", "Run: python3 run.py setup.") from error
    if done.returncode != 0:
        raise SetupError((done.stdout + done.stderr).strip(), f"{file.name} was not brought up to date.")


def main() -> int:
    """Bring every .ts file up to date and say what is left to translate."""
    try:
        for file in sorted(TRANSLATIONS.glob("kiosk_*.ts")):
            refresh(file.stem.removeprefix("kiosk_"), file)
            left = file.read_text(encoding="utf-8").count('type="unfinished"')
            say(f"{file.name}: {left} to translate")
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _tag(file: Path) -> str:
    """Give the language and country that a .ts file names, "" where it is not there."""
    if not file.exists():
        return ""
    found = re.search(r'<TS [^>]*\blanguage="(\w+)"', file.read_text(encoding="utf-8"))
    return found.group(1) if found else ""


def _lupdate() -> Path:
    suffix = ".exe" if sys.platform == "win32" else ""
    return Path(sysconfig.get_path("scripts")) / f"pyside6-lupdate{suffix}"


if __name__ == "__main__":
    sys.exit(main())
