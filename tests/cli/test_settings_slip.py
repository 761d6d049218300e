"""A wrong value in settings.toml: commands that need it say which it is, and change nothing."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.schools import make_school


@pytest.mark.once
def test_the_command_names_the_value_and_what_to_do(cli: Cli, tmp_path: Path) -> None:
    """It once said that the file cannot be read, and to check its permissions."""
    data_dir = make_school(tmp_path / "data")
    wrong = "not_me_seconds = 3600\n"
    data_dir.settings_file.write_text(wrong, "utf-8")
    where = ("--data-dir", data_dir.root)
    for asked in (
        ("backups", "list", *where),
        ("take", "--source", "synthetic", *where),
        ("models", "use", "dlib-resnet-v1", *where),
        ("models", "list", *where),
    ):
        said = cli(*asked)
        assert said.code != 0, asked
        assert "settings.toml (not_me_seconds)" in said.err, asked
        assert "what is not set has its default" in " ".join(said.err.split()), asked
        assert "permissions" not in said.err, asked
    assert data_dir.settings_file.read_text("utf-8") == wrong
