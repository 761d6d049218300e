"""`kiosk doctor --bundle`: shown whole, saved when told to, and what is saved is what was shown."""

import os
from pathlib import Path

from tests.cli.conftest import Cli


def test_it_is_shown_whole_and_then_saved(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "support.txt"
    said = cli("doctor", "--data-dir", tmp_path / "none", "--bundle", out, "--yes")
    assert said.code == 0
    assert out.read_text("utf-8").strip() == said.out.strip()
    assert "not counted" in said.out
    assert str(tmp_path) not in said.out
    if os.name == "posix":
        assert out.stat().st_mode & 0o777 == 0o600


def test_without_a_yes_and_without_a_terminal_nothing_is_saved(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "support.txt"
    said = cli("doctor", "--data-dir", tmp_path / "none", "--bundle", out)
    assert said.code == 2
    assert "--yes" in said.err
    assert said.out.startswith("Rollcall, support file")
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_named(cli: Cli, tmp_path: Path) -> None:
    said = cli("doctor", "--data-dir", tmp_path / "none", "--bundle", tmp_path / "no" / "x.txt", "--yes")
    assert said.code == 2
    assert "x.txt" in said.err
