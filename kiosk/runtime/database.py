"""The one thread that owns both databases and their keys: jobs in order, answers as futures."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from kiosk import logs
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.runtime.clock import Clock
from kiosk.runtime.tasks import Task

if TYPE_CHECKING:
    from kiosk.storage.vault import Vault

T = TypeVar("T")
Tick = Callable[["Vault"], None]
Opener = Callable[[DataDir, Clock], "Vault"]
AttendedOpener = Callable[[DataDir, Clock, str, int | None], "Vault"]

THREAD_NAME = "rollcall-database"
TICK_S = 1.0


def open_vault(data_dir: DataDir, clock: Clock) -> "Vault":
    """Open an existing vault. Raises what `Vault.open` raises."""
    from kiosk.storage.vault import Vault  # sqlcipher3 and PyNaCl load on the thread that uses them

    return Vault.open(data_dir, clock)


def start_vault(data_dir: DataDir, clock: Clock, passphrase: str, number: int | None) -> "Vault":
    """Open a vault whose device holds no key, by somebody's passphrase. Raises what `Vault.open` raises."""
    from kiosk.storage.vault import Starter, Vault

    return Vault.open(data_dir, clock, by=Starter(passphrase, number))


@dataclass(slots=True)
class _Start:
    """Somebody starts a kiosk that waits for it. As a job of an open vault it has nothing to do."""

    opener: Opener
    future: "Future[None]" = field(default_factory=Future)

    def run(self, _: object) -> None:
        """Say that it is open."""
        if self.future.set_running_or_notify_cancel():
            self.future.set_result(None)

    def fail(self, error: BaseException) -> None:
        """Answer with an error."""
        if self.future.set_running_or_notify_cancel():
            self.future.set_exception(error)


class DatabaseThread:
    """Opens the vault, runs jobs one after the other, closes the vault.

    What a job raises is set on its future. A KioskError is an answer; anything else is a bug and logged too.
    Jobs that were submitted before `stop` are still run; a job after it gets a cancelled future.

    A vault that needs somebody to start it (ATTENDED_START) keeps the thread waiting: jobs are refused with
    that code until `start_by` opens it.
    """

    def __init__(
        self,
        data_dir: DataDir,
        clock: Clock,
        *,
        opener: Opener = open_vault,
        tick: Tick | None = None,
        tick_s: float = TICK_S,
    ) -> None:
        """Prepare; nothing is opened before `start`.

        Args:
            data_dir: Whose files.
            clock: Given to the vault.
            opener: Opens the vault, on the thread.
            tick: Run on the thread every `tick_s` seconds, between jobs.
            tick_s: Seconds.
        """
        self._data_dir = data_dir
        self._clock = clock
        self._opener = opener
        self._tick = tick
        self._tick_s = tick_s
        self._tasks: queue.SimpleQueue[Task[Vault, Any] | _Start | None] = queue.SimpleQueue()
        self._accepting = threading.Lock()
        self._is_started = False
        self._is_stopping = False
        self._is_waiting = False
        self._may_wait = True
        self._thread = threading.Thread(target=self._run, name=THREAD_NAME, daemon=True)
        self.opened: Future[None] = Future()
        """Done when the vault is open; holds the error when it could not be opened. An attended start keeps
        it pending until somebody starts the kiosk, or it is stopped."""

    @property
    def name(self) -> str:
        """The thread's name."""
        return self._thread.name

    @property
    def native_id(self) -> int | None:
        """The thread's number in the system, None before it runs."""
        return self._thread.native_id

    def start(self) -> None:
        """Start the thread, once; `opened` tells when the vault is."""
        with self._accepting:
            if not self._is_started and not self._is_stopping:
                self._is_started = True
                self._thread.start()

    def submit(self, job: Callable[["Vault"], T]) -> "Future[T]":
        """Queue a job; its answer, or what it raised, comes by the future.

        After `stop` the future is cancelled. Where the vault could not be opened, each future holds why.
        """
        task: Task[Vault, T] = Task(job, "database-job-failed")
        with self._accepting:
            if self._is_stopping:
                task.future.cancel()
            else:
                self._tasks.put(task)
        return task.future

    def start_by(self, opener: Opener) -> "Future[None]":
        """Open a vault that waits for somebody; the future holds why that failed, and it can be tried again.

        Done at once where the vault is open already.
        """
        start = _Start(opener)
        with self._accepting:
            if self._is_stopping:
                start.future.cancel()
            else:
                self._tasks.put(start)
        return start.future

    def stop_waiting(self) -> None:
        """End a thread that waits for somebody to start the kiosk, so that nobody waits for `opened`.

        One that finds out later that it would have to wait ends then.
        """
        self._may_wait = False
        if self._is_waiting:
            self._accept_no_more()

    def stop(self, timeout: float) -> bool:
        """Run what is queued, close the vault, end the thread. A second call only waits.

        Returns:
            False when the thread did not end within `timeout` seconds.
        """
        self._accept_no_more()
        if not self._is_started:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _accept_no_more(self) -> None:
        with self._accepting:
            if not self._is_stopping:
                self._is_stopping = True
                self._tasks.put(None)

    def _run(self) -> None:
        try:
            vault = self._open()
        except BaseException as error:  # noqa: BLE001 - the edge of the thread: every future gets it
            self._refuse_all(error)
            return
        if vault is None:
            return
        self.opened.set_result(None)
        try:
            self._serve(vault)
        finally:
            self._close(vault)

    def _open(self) -> "Vault | None":
        try:
            return self._opener(self._data_dir, self._clock)
        except KioskError as error:
            if error.code is not Code.ATTENDED_START:
                raise
            return self._opened_by_somebody(error)

    def _opened_by_somebody(self, why: KioskError) -> "Vault | None":
        """Refuse every job until somebody starts the kiosk; None when the thread is stopped before that."""
        logs.event("waits-for-attended-start")
        self._is_waiting = True
        if not self._may_wait:  # looked at after saying so: one of the two threads sees the other
            self._accept_no_more()
        try:
            while (task := self._tasks.get()) is not None:
                if isinstance(task, _Start):
                    vault = self._try_to_start(task)
                    if vault is not None:
                        return vault
                else:
                    task.fail(why)
        finally:
            self._is_waiting = False
        self.opened.set_exception(why)
        return None

    def _try_to_start(self, start: _Start) -> "Vault | None":
        if not start.future.set_running_or_notify_cancel():
            return None
        try:
            vault = start.opener(self._data_dir, self._clock)
        except KioskError as error:
            start.future.set_exception(error)
            return None
        except BaseException as error:  # noqa: BLE001 - the edge of the thread: whoever waits gets it
            logs.bug("vault-not-opened", error)
            start.future.set_exception(error)
            return None
        start.future.set_result(None)
        return vault

    def _serve(self, vault: "Vault") -> None:
        next_tick = time.monotonic()
        while True:
            wait_s = next_tick - time.monotonic() if self._tick else None
            if wait_s is not None and wait_s <= 0:  # before the jobs: a long queue does not put it off
                self._run_tick(vault)
                next_tick = time.monotonic() + self._tick_s
                continue
            try:
                task = self._tasks.get(timeout=wait_s)
            except queue.Empty:
                continue
            if task is None:
                return
            task.run(vault)

    def _run_tick(self, vault: "Vault") -> None:
        assert self._tick is not None
        try:
            self._tick(vault)
        except KioskError as error:
            logs.event("database-tick-failed", code=error.code)
        except Exception as error:  # noqa: BLE001 - the edge of the thread: the next tick may do better
            logs.bug("database-tick-failed", error)

    def _refuse_all(self, error: BaseException) -> None:
        if isinstance(error, KioskError):
            logs.event("vault-not-opened", level=logging.ERROR, code=error.code)
        else:
            logs.bug("vault-not-opened", error)
        self.opened.set_exception(error)
        while (task := self._tasks.get()) is not None:
            task.fail(error)

    @staticmethod
    def _close(vault: "Vault") -> None:
        try:
            vault.close()
        except Exception as error:  # noqa: BLE001 - the edge of the thread: nothing after it could handle it
            logs.bug("vault-not-closed", error)
