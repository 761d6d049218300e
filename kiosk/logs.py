"""Logs: an event code and short ids. No name, vector, key, SQL parameter or person's file, at any level.

`event` is the only way the program logs. It takes a code and plain values of a few harmless types, so that a
careless f-string cannot carry a person into a file.
"""

import logging
import re
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOGGER_NAME = "kiosk"
MAX_BYTES = 1_000_000
KEPT_FILES = 5
_SHORT_ID = re.compile(r"[0-9a-f]{8}")


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
