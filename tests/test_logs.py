"""The log's file, and the days it cannot be written."""

import logging
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

from kiosk import logs


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    logger = logging.getLogger(logs.LOGGER_NAME)
    propagate = logger.propagate
    yield
    logs.stop()
    logger.propagate = propagate


def test_a_folder_that_cannot_be_made_is_no_reason_not_to_open_the_door(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    logs.start(tmp_path / "logs")
    logs.event("opened")


def test_a_log_that_cannot_be_written_shows_nobody_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    logs.start(tmp_path / "logs")
    files = [h for h in logging.getLogger(logs.LOGGER_NAME).handlers if isinstance(h, RotatingFileHandler)]

    def full(_: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files[-1].stream, "write", full, raising=True)
    logs.event("marked")
    assert capsys.readouterr().err == ""
