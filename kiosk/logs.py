"""Logs: an event code and short ids. No name, vector, key, SQL parameter or person's file, at any level.

`event` is the only way the program logs. It takes a code and plain values of a few harmless types, so that a
careless f-string cannot carry a person into a file.
"""

import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path

from kiosk.paths import write_private

if sys.platform == "win32":

    def _lock(folder: Path) -> int | None:  # noqa: ARG001 - as on other systems
        """Lock nothing: a file that another program has open cannot be renamed here anyway."""
        return None
else:
    import fcntl

    def _lock(folder: Path) -> int | None:
        """Give what holds the lock until it is closed. Raises OSError, at once, while another one has it."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise
        return handle


LOGGER_NAME = "kiosk"
MAX_BYTES = 1_000_000
KEPT_FILES = 5
_SHORT_ID = re.compile(r"[0-9a-f]{8}")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


_VALUE = r"(?:\?|None|True|False|-?\d[\d.e+-]{0,20}|inf|nan|[0-9a-f]{8}|[a-z][a-z_-]{0,30}|[A-Z][A-Z_]{1,40})"
_EVENT = rf"[a-z][a-z0-9-]{{1,60}}(?: [a-z][a-z0-9_]{{0,30}}={_VALUE})*"
_BUG = r"[a-z][a-z0-9-]{1,60} type=[A-Za-z_]\w{0,60} at=(?:\?|[\w-]{1,60}\.py:\d{1,6})"
_LINE = re.compile(rf"{_STAMP.pattern},\d{{3}} (?:INFO|WARNING|ERROR|CRITICAL) (?:{_EVENT}|{_BUG})", re.ASCII)
_ID_IN_LINE = re.compile(r"(?<==)[0-9a-f]{8}(?= |$)")


class _File(RotatingFileHandler):
    """A file whose failures are nobody's concern at the door: the standard handler prints a traceback.

    The kiosk and a command may write at the same time. Whoever finds that another one has rotated goes on in
    the new file; two that rotate at once would throw a file away, so one of them leaves it to the other.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, into the file that has the name now."""
        try:
            self._follow()
        except OSError:
            self.handleError(record)
            return
        super().emit(record)

    def doRollover(self) -> None:
        """Rotate, unless another program does just now or has done."""
        with _alone_in(Path(self.baseFilename).parent) as is_alone:
            if is_alone and not self._follow():
                super().doRollover()

    def _follow(self) -> bool:
        """Say whether the file was another one than the name's, which is open now. Raises OSError."""
        if self.stream is None or os.name != "posix":
            return False
        here = os.fstat(self.stream.fileno())
        try:
            named = os.stat(self.baseFilename)  # noqa: PTH116 - asked for each line
        except FileNotFoundError:
            named = None
        if named is not None and (here.st_dev, here.st_ino) == (named.st_dev, named.st_ino):
            return False
        self.stream.close()
        self.stream = self._open()
        return True

    def handleError(self, record: logging.LogRecord) -> None:
        """Lose the line."""


@contextmanager
def _alone_in(folder: Path) -> Iterator[bool]:
    """Keep other programs from rotating the files of a folder; says whether that came off. Never waits."""
    try:
        handle = _lock(folder)
    except OSError:
        yield False
        return
    try:
        yield True
    finally:
        if handle is not None:
            os.close(handle)


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

    What cannot be rewritten now (a full disk, another program's hand on it) is tried the next time. Nobody
    rotates meanwhile: what was read of a file would be written over the one that took its name.
    """
    limit, gone = _stamp(moment), 0
    with _alone_in(log_dir) as is_alone:
        for path in _files(log_dir) if is_alone else ():
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


def harmless_lines(log_dir: Path, most: int) -> "HarmlessLines":
    """Give the newest lines as they may be handed on.

    A line that neither `event` nor `bug` can have written is left out. A short id becomes a number of its
    own, so that lines about one thing can still be told to be: "person=3f2a90c1" becomes "person=#1".

    Args:
        log_dir: Of the files, the oldest of which is read first.
        most: So many lines at the most.
    """
    newest_last = sorted(_files(log_dir), key=lambda path: (len(path.name), path.name), reverse=True)
    lines = [line.rstrip("\n") for path in newest_last for line in _lines(path)]
    sound = [line for line in lines if _LINE.fullmatch(line)]
    numbers: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        return numbers.setdefault(found[0], f"#{len(numbers) + 1}")

    kept = tuple(_ID_IN_LINE.sub(number, line) for line in sound[-most:])
    return HarmlessLines(kept, len(sound) - len(kept), len(lines) - len(sound))


def stop() -> None:
    """Close what `start` opened."""
    logger = logging.getLogger(LOGGER_NAME)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


@dataclass(frozen=True, slots=True)
class HarmlessLines:
    """Lines of the log without any id.

    Attributes:
        lines: The newest, in their order.
        older: How many more there are before them.
        dropped: How many lines are none of this program's.
    """

    lines: tuple[str, ...]
    older: int
    dropped: int


def _plain(value: float | str | Enum | None) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return value if _SHORT_ID.fullmatch(value) else "?"
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value)
