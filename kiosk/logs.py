"""Logs: an event code and short ids. No name, vector, key, SQL parameter or person's file, at any level.

`event` is the only way the program logs. It takes a code and plain values of a few harmless types, so that a
careless f-string cannot carry a person into a file.
"""

import logging
import re
from datetime import datetime
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path

from kiosk.paths import write_private

LOGGER_NAME = "kiosk"
MAX_BYTES = 1_000_000
KEPT_FILES = 5
_SHORT_ID = re.compile(r"[0-9a-f]{8}")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


class _File(RotatingFileHandler):
    """A file whose failures are nobody's concern at the door: the standard handler prints a traceback."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Lose the line."""


def event(code: str, /, *, level: int = logging.INFO, **values: float | str | Enum | None) -> None:
    """Log one event.

    Args:
        code: A fixed lower-case code such as "camera-restarted".
        level: A level of the logging module.
        values: Numbers, booleans, enum members, and short ids (eight hexadecimal digits); any other text is
            written as "?".
    """
    parts = [code, *(f"{key}={_plain(value)}" for key, value in values.items())]
    logging.getLogger(LOGGER_NAME).log(level, "%s", " ".join(parts))


def bug(code: str, error: BaseException) -> None:
    """Log an unexpected exception: its type and where it was raised, never its text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "?" if trace is None else f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
    logging.getLogger(LOGGER_NAME).error("%s type=%s at=%s", code, type(error).__name__, place)


def start(log_dir: Path) -> None:
    """Write events to `log_dir`/kiosk.log, 5 files of 1 MB; without a file where there can be none.

    A disk that is full or read-only is said by whoever opens the databases on it, in words.
    """
    try:
        log_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = _File(log_dir / "kiosk.log", maxBytes=MAX_BYTES, backupCount=KEPT_FILES - 1)
    except OSError:
        event("log-not-opened", level=logging.ERROR)
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.getLogger(LOGGER_NAME)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(handler)


def count_before(log_dir: Path, moment: datetime) -> int:
    """Count the lines that are older than a moment."""
    limit = _stamp(moment)
    return sum(sum(_is_older(line, limit) for line in _lines(path)) for path in _files(log_dir))


def trim(log_dir: Path, moment: datetime) -> int:
    """Take away the lines that are older than a moment; says how many.

    What cannot be rewritten now (a full disk, another program's hand on it) is tried the next time.
    """
    limit, gone = _stamp(moment), 0
    for path in _files(log_dir):
        writing = _writing(path)
        if writing is not None:
            writing.acquire()
        try:
            gone += _trim_file(path, limit, writing)
        except OSError:
            event("log-not-trimmed", level=logging.ERROR)
        finally:
            if writing is not None:
                writing.release()
    return gone


def _trim_file(path: Path, limit: str, writing: _File | None) -> int:
    lines = _lines(path)
    kept = [line for line in lines if not _is_older(line, limit)]
    if len(kept) == len(lines):
        return 0
    if writing is not None:
        writing.close()  # it opens the new file at its next line
    if kept or writing is not None:
        write_private(path, "".join(kept).encode())
    else:
        path.unlink()
    return len(lines) - len(kept)


def _files(log_dir: Path) -> list[Path]:
    return sorted(path for path in log_dir.glob("kiosk.log*") if path.is_file())


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8", errors="replace").splitlines(keepends=True)
    except OSError:
        return []


def _is_older(line: str, limit: str) -> bool:
    """Compare as text; a line that does not begin with its time, as after a crash, is old enough to go."""
    return not _STAMP.match(line) or line[: len(limit)] < limit


def _stamp(moment: datetime) -> str:
    """Write a moment as the lines do: the machine's own time."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _writing(path: Path) -> _File | None:
    handlers = logging.getLogger(LOGGER_NAME).handlers
    found = (h for h in handlers if isinstance(h, _File) and Path(h.baseFilename) == path.absolute())
    return next(found, None)


def stop() -> None:
    """Close what `start` opened."""
    logger = logging.getLogger(LOGGER_NAME)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def _plain(value: float | str | Enum | None) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return value if _SHORT_ID.fullmatch(value) else "?"
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value)
