"""Where a press is wanted the camera looks at nobody before the door is there to be pressed."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
from PySide6.QtWidgets import QApplication

from kiosk.app import Program
from kiosk.paths import DataDir
from kiosk.settings import Settings

pytestmark = pytest.mark.qt


@pytest.mark.parametrize("is_wanted", [False, True])
def test_a_camera_that_starts_before_the_door_looks_at_nobody(
    qapp: QApplication, tmp_path: Path, is_wanted: bool
) -> None:
    program = Program(qapp, DataDir(tmp_path / "school"), source=None, windowed=True, demo=None)
    program._settings = Settings(press_to_start=is_wanted)
    services = program._build()
    try:
        assert services.camera._shelf.pad_open.is_set() is is_wanted
    finally:
        assert services.stop() == []
        assert program.stop() == []
