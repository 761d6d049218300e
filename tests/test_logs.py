"""The log's file, and the days it cannot be written."""

import logging
import sys
from collections.abc import Iterator
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

from kiosk import logs
from kiosk.paths import write_private


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


OLD, NEW = "2026-08-01 08:00:00,000 INFO marked\n", "2026-11-20 08:00:00,000 INFO marked\n"
BROKEN = "half a line after a crash\n"
LIMIT = datetime(2026, 9, 1).astimezone()


@pytest.mark.parametrize(
    ("content", "left", "gone"),
    [
        (OLD + NEW, NEW, 1),
        (OLD + BROKEN + NEW, NEW, 2),
        (NEW, NEW, 0),
        (OLD * 3, None, 3),
        ("2026-09-01 00:00:00,000 INFO marked\n", "2026-09-01 00:00:00,000 INFO marked\n", 0),
    ],
)
def test_lines_that_are_too_old_go_and_no_other(
    tmp_path: Path, content: str, left: str | None, gone: int
) -> None:
    file = tmp_path / "kiosk.log.2"
    file.write_text(content)
    (tmp_path / "settings.toml").write_text(OLD)
    assert logs.count_before(tmp_path, LIMIT) == gone
    assert logs.trim(tmp_path, LIMIT) == gone
    assert (file.read_text() if file.exists() else None) == left
    assert logs.count_before(tmp_path, LIMIT) == 0
    assert (tmp_path / "settings.toml").read_text() == OLD


def test_the_file_that_is_being_written_is_trimmed_and_written_on(tmp_path: Path) -> None:
    (tmp_path / "kiosk.log").write_text(OLD)
    logs.start(tmp_path)
    logs.event("opened")
    assert logs.trim(tmp_path, LIMIT) == 1
    logs.event("closed")
    lines = (tmp_path / "kiosk.log").read_text().splitlines()
    assert [line.rsplit(" ", 1)[1] for line in lines] == ["opened", "closed"]


@pytest.mark.skipif(sys.platform == "win32", reason="the files are not locked there")
def test_another_program_that_would_rotate_meanwhile_loses_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept of kiosk.log.1 was written over what had been kiosk.log a moment before."""
    (tmp_path / "kiosk.log").write_text(NEW.replace("marked", "newest"))
    (tmp_path / "kiosk.log.1").write_text(OLD + NEW)
    other = logs._File(tmp_path / "kiosk.log", maxBytes=10, backupCount=4)

    def write_late(path: Path, content: bytes) -> None:
        other.emit(logging.makeLogRecord({"msg": "of the other program"}))
        write_private(path, content)

    monkeypatch.setattr(logs, "write_private", write_late)
    assert logs.trim(tmp_path, LIMIT) == 1
    other.close()
    text = "".join(path.read_text() for path in tmp_path.iterdir())
    assert [text.count(word) for word in ("newest", "marked", "of the other program")] == [1, 1, 1]


def test_a_folder_that_cannot_be_written_is_tried_again_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "kiosk.log.1").write_text(OLD + NEW)
    monkeypatch.setattr(logs, "write_private", full)
    assert logs.trim(tmp_path, LIMIT) == 0
    assert (tmp_path / "kiosk.log.1").read_text() == OLD + NEW
