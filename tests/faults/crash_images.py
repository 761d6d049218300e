"""Every moment at which a kill leaves something else on the disk: a copy of the files at each of them.

A kill takes away what a program has in memory and nothing of what it gave to the operating system. So a copy
of the data directory, taken between two steps, is what a kill at that moment would have left. Steps are a
COMMIT, a statement that writes by itself (a checkpoint, VACUUM, a new key) and the replacing of a file.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest
import sqlcipher3.dbapi2 as driver

STEPS: Final = ("COMMIT", "PRAGMA wal_checkpoint", "PRAGMA rekey", "VACUUM")


@dataclass(slots=True)
class CrashImages:
    """Copies of one data directory, in order.

    Attributes:
        folder: What is copied.
        into: Where copies go.
        taken: (what was about to happen or had just happened, the copy).
    """

    folder: Path
    into: Path
    taken: list[tuple[str, Path]] = field(default_factory=list)
    _is_on: bool = False
    _last: dict[Path, bytes] = field(default_factory=dict)

    @contextmanager
    def of_each_step(self) -> Iterator[None]:
        """Take copies while the act inside runs."""
        self._is_on = True
        try:
            yield
        finally:
            self._is_on = False

    def around(self, step: str, run: Callable[[], Any]) -> Any:
        """Run one step with a copy before and after it."""
        self._take(f"before {step}")
        result = run()
        self._take(f"after {step}")
        return result

    def _take(self, what: str) -> None:
        if not self._is_on:
            return
        now = {path.relative_to(self.folder): _digest(path) for path in self.folder.rglob("*")}
        if now == self._last:  # nothing was written since the last copy
            return
        self._last = now
        copy = self.into / str(len(self.taken))
        shutil.copytree(self.folder, copy)
        self.taken.append((what, copy))


def _digest(path: Path) -> bytes:
    return sha256(path.read_bytes()).digest() if path.is_file() else b""


class _Watched:
    """A driver's connection whose steps are copied; everything else is the connection's own."""

    def __init__(self, connection: Any, images: CrashImages, name: str) -> None:
        self._connection = connection
        self._images = images
        self._file = name

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, sql: str, *values: Any) -> Any:
        if not sql.startswith(STEPS):
            return self._connection.execute(sql, *values)
        step = f"{self._file}: {sql.partition('=')[0]}"  # not the key of a rekey
        return self._images.around(step, lambda: self._connection.execute(sql, *values))


def watch(monkeypatch: pytest.MonkeyPatch, images: CrashImages) -> None:
    """Let every database that is opened from now on, and every replaced file, be copied step by step."""
    connect, replace = driver.connect, os.replace

    def watched_connect(path: str, **options: Any) -> _Watched:
        return _Watched(connect(path, **options), images, Path(path).name)

    def watched_replace(source: Any, target: Any, **options: Any) -> None:
        images.around(f"replacing {Path(target).name}", lambda: replace(source, target, **options))

    monkeypatch.setattr(driver, "connect", watched_connect)
    monkeypatch.setattr(os, "replace", watched_replace)
