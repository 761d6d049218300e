"""The documents name commands, options and tests that exist."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from kiosk.cli.app import app

DOCUMENTS = (
    "README.md",
    "docs/accessibility.md",
    "docs/dpia-draft.md",
    "docs/enrolment.md",
    "docs/kiosk-lockdown.md",
    "docs/recognition.md",
    "docs/threat-model.md",
)
_PATH = re.compile(r"`((?:tests|docs|models|kiosk)/[\w./-]+?\.(?:py|md|toml))`")


def _lines(text: str) -> Iterator[str]:
    """Give the commands of the fenced blocks, one for each of the alternatives of `keys list | add`."""
    for block in re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            words = line.partition("#")[0].split()
            if words[:1] != ["kiosk"]:
                continue
            groups = " ".join(words[1:]).split(" | ")
            yield groups[0]
            for other in groups[1:]:
                yield f"{groups[0].split()[0]} {other}"


def _resolved(line: str) -> tuple[Any, list[str]]:
    command: Any = typer.main.get_command(app)
    words = line.split()
    # A group may act by itself, as `kiosk cards --group` does.
    while words and hasattr(command, "commands") and not words[0].startswith("-"):
        name = words.pop(0)
        assert name in command.commands, f"kiosk has no command {name!r} in: {line}"
        command = command.commands[name]
    acts = getattr(command, "invoke_without_command", True)
    assert acts, f"a group, not a command: {line}"
    return command, words


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_and_option_there_is(name: str, project: Path) -> None:
    for line in _lines((project / name).read_text("utf-8")):
        command, words = _resolved(line)
        known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
        used = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert used <= known, line


def test_the_readme_has_commands(project: Path) -> None:
    found = set(_lines((project / "README.md").read_text("utf-8")))
    assert {"keys list", "keys add", "keys rotate", "backups check NAME"} <= found
    with pytest.raises(AssertionError, match="no command"):
        _resolved("keys sell")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_that_is_named_is_there(name: str, project: Path) -> None:
    missing = [
        path for path in _PATH.findall((project / name).read_text("utf-8")) if not (project / path).exists()
    ]
    assert missing == []
