"""Make a language nobody speaks, to test with: `python -m bootstrap.pseudo [FOLDER]`; away with `--remove`.

Every text of the source, accented, about 40 % longer and between brackets: what stands on a screen without
brackets never went through translation, and what is cut off would be in a language with longer words. A
program that finds the file offers the language, so it is made only where asked for, and never committed.
"""

import re
import subprocess
import sys
import sysconfig
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from bootstrap.build import TRANSLATIONS
from bootstrap.console import SetupError, say
from bootstrap.translations import refresh

CODE = "en-XA"
"""What BCP 47 keeps for it: English as nobody writes it."""
OPENING, CLOSING = "\u2039", "\u203a"
LONGER = 0.4
_STEM = "kiosk_en_XA"
_LOCALE = "en_GB"
_PARTS = re.compile(r"(\{\w*\}|%L?n|%L?\d|<[^<>]*>|&\w+;)")
_ACCENTED = str.maketrans("ACDEGHIJKLNORSTUWYZacdeghijklnorstuwyz", "ÁÇÐÉĜĤÎĴĶĻÑÓŘŠŢÛŴÝŽáçďéĝĥîĵķļñóřšţûŵýž")


def changed(letters: str) -> str:
    """Give letters as the pseudo-language writes them; its own stay."""
    return letters.translate(_ACCENTED)


def accented(text: str) -> str:
    """Give a text as the pseudo-language has it; one without a letter to translate stays as it is.

    Placeholders ({name}, %Ln, %1), tags and entities of rich text stay; of the letters between them two in
    five stand twice.
    """
    pieces, due, has_letters = [], 0.0, False
    for part in _PARTS.split(text):
        if _PARTS.fullmatch(part):
            pieces.append(part)
            continue
        for letter in part:
            due += LONGER
            is_doubled = letter.isalpha() and due >= 1.0
            due -= is_doubled
            has_letters |= letter.isalpha()
            pieces.append(changed(letter) * (2 if is_doubled else 1))
    return f"{OPENING}{''.join(pieces)}{CLOSING}" if has_letters else text


def make(folder: Path = TRANSLATIONS) -> Path:
    """Compile the pseudo-language of this source.

    Args:
        folder: Where the compiled file goes.

    Raises:
        SetupError: If a tool of Qt is missing or fails.
    """
    compiled = folder / f"{_STEM}.qm"
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / f"{_STEM}.ts"
        refresh(_LOCALE, source)
        _fill(source)
        suffix = ".exe" if sys.platform == "win32" else ""
        tool = Path(sysconfig.get_path("scripts")) / f"pyside6-lrelease{suffix}"
        done = subprocess.run(
            [tool, "-silent", source, "-qm", compiled],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        raise SetupError((done.stdout + done.stderr).strip(), f"{compiled.name} was not made.")
    return compiled


def _fill(file: Path) -> None:
    """Translate every message of a .ts file, in all its plural forms."""
    tree = ET.parse(file)  # noqa: S314 - lupdate has just written it
    for message in tree.getroot().iter("message"):
        said = accented(message.findtext("source", ""))
        translation = message.find("translation")
        if translation is None:
            continue
        translation.attrib.pop("type", None)
        forms = list(translation.iter("numerusform"))
        for form in forms or [translation]:
            form.text = said
    tree.write(file, encoding="utf-8", xml_declaration=True)


def main(arguments: list[str]) -> int:
    """Make the language in the program's own resources or in a folder, or take it away again."""
    if arguments == ["--remove"]:
        (TRANSLATIONS / f"{_STEM}.qm").unlink(missing_ok=True)
        say("The language to test with is gone.")
        return 0
    try:
        made = make(*(Path(each) for each in arguments[:1]))
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    say(f"{made.name} is there: the programs that find it offer it.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
