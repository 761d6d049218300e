"""The database thread: order, errors, futures, ticks, ends."""

import threading
from concurrent.futures import CancelledError
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest

from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.runtime.clock import Clock, system_clock
from kiosk.runtime.database import THREAD_NAME, DatabaseThread, Opener

UTC_CLOCK = system_clock("UTC")
WAIT_S = 10.0


class NotebookVault:
    """A vault that notes on which thread it was used, and that it was closed."""

    def __init__(self) -> None:
        self.threads: list[str] = []
        self.notes: list[int] = []
        self.is_closed = False

    def note(self, value: int) -> int:
        self.threads.append(threading.current_thread().name)
        self.notes.append(value)
        return value

    def close(self) -> None:
        self.is_closed = True


def opening(vault: NotebookVault) -> Opener:
    return cast(Opener, lambda data_dir, clock: vault)


def thread_with(vault: NotebookVault, tmp_path: Path, **more: Any) -> DatabaseThread:
    return DatabaseThread(DataDir(tmp_path), UTC_CLOCK, opener=opening(vault), **more)


def test_jobs_run_in_order_on_one_thread_and_the_vault_is_closed(tmp_path: Path) -> None:
    vault = NotebookVault()
    thread = thread_with(vault, tmp_path)

    def note(number: int, given: object) -> int:
        return vault.note(number)

    early = thread.submit(lambda v: vault.note(0))  # before the start: waits
    thread.start()
    futures = [thread.submit(partial(note, n)) for n in range(1, 200)]
    assert thread.stop(WAIT_S)
    assert [f.result(0) for f in [early, *futures]] == vault.notes == list(range(200))
    assert set(vault.threads) == {THREAD_NAME}
    assert vault.is_closed


def test_a_known_error_is_an_answer_and_a_bug_is_logged_without_its_text(
    tmp_path: Path, logged_bugs: list[str]
) -> None:
    thread = thread_with(NotebookVault(), tmp_path)
    thread.start()

    def known(vault: object) -> None:
        raise KioskError(Code.PERSON_UNKNOWN, where="17")

    def bug(vault: object) -> None:
        raise ValueError("Ada Lovelace")

    with pytest.raises(KioskError, match="17"):
        thread.submit(known).result(WAIT_S)
    assert not logged_bugs
    with pytest.raises(ValueError, match="Ada"):
        thread.submit(bug).result(WAIT_S)
    assert "type=ValueError" in logged_bugs[0]
    assert "Ada" not in logged_bugs[0]
    assert thread.submit(lambda vault: 5).result(WAIT_S) == 5  # the thread goes on
    assert thread.stop(WAIT_S)


def test_a_job_after_the_stop_is_cancelled_and_a_second_stop_is_harmless(tmp_path: Path) -> None:
    thread = thread_with(NotebookVault(), tmp_path)
    thread.start()
    assert thread.stop(WAIT_S)
    late = thread.submit(lambda vault: 1)
    with pytest.raises(CancelledError):
        late.result(0)
    assert thread.stop(WAIT_S)


def test_a_cancelled_job_is_not_run(tmp_path: Path) -> None:
    vault = NotebookVault()
    thread = thread_with(vault, tmp_path)
    job = thread.submit(lambda v: vault.note(1))
    assert job.cancel()
    thread.start()
    assert thread.stop(WAIT_S)
    assert vault.notes == []


def test_every_job_says_why_the_vault_did_not_open(tmp_path: Path) -> None:
    def refuse(data_dir: DataDir, clock: Clock) -> Any:
        raise KioskError(Code.DATA_DIR_BUSY, where=data_dir.root.name)

    thread = DatabaseThread(DataDir(tmp_path), UTC_CLOCK, opener=refuse)
    before = thread.submit(lambda vault: 1)
    thread.start()
    with pytest.raises(KioskError, match="Another kiosk"):
        thread.opened.result(WAIT_S)
    with pytest.raises(KioskError, match="Another kiosk"):
        before.result(WAIT_S)
    with pytest.raises(KioskError, match="Another kiosk"):
        thread.submit(lambda vault: 2).result(WAIT_S)
    assert thread.stop(WAIT_S)


def test_ticks_come_between_jobs_and_survive_an_error(tmp_path: Path) -> None:
    ticked = threading.Event()
    count = [0]

    def tick(vault: object) -> None:
        count[0] += 1
        if count[0] == 1:
            raise KioskError(Code.DATABASE_FULL)
        ticked.set()

    thread = thread_with(NotebookVault(), tmp_path, tick=tick, tick_s=0.01)
    thread.start()
    assert ticked.wait(WAIT_S)
    assert thread.stop(WAIT_S)


def test_a_job_that_does_not_end_is_told_by_stop(tmp_path: Path) -> None:
    thread = thread_with(NotebookVault(), tmp_path)
    thread.start()
    begun, release = threading.Event(), threading.Event()

    def block(vault: object) -> None:
        begun.set()
        release.wait(WAIT_S)

    thread.submit(block)
    assert begun.wait(WAIT_S)
    assert thread.stop(0.05) is False
    release.set()
    assert thread.stop(WAIT_S)


def test_a_stop_before_the_start_is_quiet(tmp_path: Path) -> None:
    assert thread_with(NotebookVault(), tmp_path).stop(0.1)
