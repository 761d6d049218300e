"""Settings are written by what was changed, and what could not be written is written with the next change."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QObject

from kiosk import settings as settings_file
from kiosk.paths import DataDir
from kiosk.settings import Settings
from kiosk.ui.settings_writer import SettingsWriter
from kiosk.ui.worker import Worker

pytestmark = pytest.mark.qt


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker("rollcall-test-settings")
    yield made
    made.stop()
    assert made.join(10)


def test_what_was_changed_is_written_and_the_rest_left(qtbot: Any, worker: Worker, tmp_path: Path) -> None:
    data_dir, parent = DataDir(tmp_path), QObject()
    settings_file.save(data_dir.settings_file, Settings(model="sface"))
    writer = SettingsWriter(data_dir, worker, parent)
    with qtbot.waitSignal(writer.kept):
        writer.write(Settings(), Settings(language="ar"))
    assert settings_file.load(data_dir.settings_file) == Settings(model="sface", language="ar")


def test_a_write_that_failed_is_told_and_made_good_by_the_next(
    qtbot: Any, worker: Worker, tmp_path: Path
) -> None:
    data_dir, parent = DataDir(tmp_path / "not-there-yet"), QObject()
    writer = SettingsWriter(data_dir, worker, parent)
    chosen = Settings(theme="dark")
    with qtbot.waitSignal(writer.not_kept) as told:
        writer.write(Settings(), chosen)
    assert "settings.toml" in told.args[0].text
    data_dir.create()
    with qtbot.waitSignal(writer.kept):
        writer.write(chosen, replace(chosen, speaks=True))
    assert settings_file.load(data_dir.settings_file) == Settings(theme="dark", speaks=True)


def test_what_a_command_wrote_after_it_stays_too(qtbot: Any, worker: Worker, tmp_path: Path) -> None:
    data_dir, parent = DataDir(tmp_path), QObject()
    writer = SettingsWriter(data_dir, worker, parent)
    chosen = Settings(camera="camera:1")
    with qtbot.waitSignal(writer.kept):
        writer.write(Settings(), chosen)
    settings_file.change(data_dir.settings_file, {"camera": "camera:2"})
    with qtbot.waitSignal(writer.kept):
        writer.write(chosen, replace(chosen, speaks=True))
    assert settings_file.load(data_dir.settings_file) == Settings(camera="camera:2", speaks=True)
