"""The documents name commands, options, tests and files that exist."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from kiosk.cli.app import app
from tests.cli.documents.commands import Command, documents, mentioned, typed

ROOT = Path(__file__).parents[3]
DOCUMENTS = documents(ROOT)
_PATH = re.compile(r"`((?:tests|docs|models|kiosk|bootstrap|packaging|resources)/[\w./-]+?\.\w+)`")
_MADE = ("models/built/",)
"""Folders that the set-up fills."""


def _of_kiosk(document: str) -> Iterator[Command]:
    for command in (*typed(ROOT, document), *mentioned(ROOT, document)):
        if command.words[:1] == ("kiosk",):
            yield command
        elif command.words[:2] == ("python3", "run.py") and command.words[2:3] in (("demo",), ("doctor",)):
            yield Command(command.document, command.line, ("kiosk", *command.words[2:]), command.written)


def _resolved(words: tuple[str, ...]) -> Any:
    command: Any = typer.main.get_command(app)
    rest = list(words[1:])
    # A group may act by itself, as `kiosk cards --group` does; in a sentence a group alone may be meant.
    while rest and hasattr(command, "commands") and not rest[0].startswith("-"):
        name = rest.pop(0)
        assert name in command.commands, f"kiosk has no command {name!r} in: {' '.join(words)}"
        command = command.commands[name]
    return command


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_and_option_there_is(document: str) -> None:
    for command in _of_kiosk(document):
        found = _resolved(command.words)
        known = {option for one in found.params for option in (*one.opts, *one.secondary_opts)}
        # What is optional, in brackets, counts here too; an option of another of several commands does not.
        text = command.written if " | kiosk" not in command.written else " ".join(command.words)
        used = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text.partition(" # ")[0])) - {"--help"}
        if len(re.split(r" \| (?![^\[]*\])", command.written)) > 1:
            used = {word for word in command.words if word.startswith("--")}
        assert used <= known, f"{document}:{command.line}: {command.written}"


def test_one_that_there_is_not_is_found() -> None:
    found = {" ".join(command.words) for command in _of_kiosk("README.md")}
    assert {"kiosk keys list", "kiosk keys add", "kiosk keys rotate", "kiosk backups check NAME"} <= found
    with pytest.raises(AssertionError, match="no command"):
        _resolved(("kiosk", "keys", "sell"))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_is_named_is_there(document: str) -> None:
    named = _PATH.findall((ROOT / document).read_text("utf-8"))
    missing = [path for path in named if not path.startswith(_MADE) and not (ROOT / path).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) if "://" not in link]
    missing = [link for link in links if not ((ROOT / document).parent / link).exists()]
    assert missing == []
