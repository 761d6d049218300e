"""The worker's thread: jobs in order, dropped or finished at the end, never waited for without a limit."""

import threading

import pytest

from kiosk.ui.worker import Worker


def test_jobs_run_in_order_on_one_daemon_thread() -> None:
    worker, threads = Worker("rollcall-test"), list[threading.Thread]()
    futures = [worker.submit(lambda: threads.append(threading.current_thread())) for _ in range(3)]
    for future in futures:
        future.result(10)
    assert len(set(threads)) == 1
    assert threads[0].daemon
    worker.stop()
    assert worker.join(10)


def test_an_error_is_the_answer_and_the_next_job_runs(logged_bugs: list[str]) -> None:
    worker = Worker("rollcall-test")
    with pytest.raises(ZeroDivisionError):
        worker.submit(lambda: 1 // 0).result(10)
    assert worker.submit(lambda: 7).result(10) == 7
    assert "rollcall-test-failed" in logged_bugs[0]
    worker.stop()
    assert worker.join(10)


def test_what_hangs_is_said_within_the_limit_and_what_waits_is_dropped() -> None:
    worker, gate = Worker("rollcall-test"), threading.Event()
    is_running = threading.Event()

    def hang() -> bool:
        is_running.set()
        return gate.wait(20)

    hung = worker.submit(hang)
    assert is_running.wait(10)
    waiting = worker.submit(lambda: None)
    worker.stop(is_dropping=True)
    assert waiting.cancelled()
    assert not worker.join(0.01)
    assert worker.submit(lambda: 7).result(10) == 7  # by a new thread
    gate.set()
    assert hung.result(10)
    worker.stop()
    assert worker.join(10)


def test_what_was_submitted_before_the_end_is_done() -> None:
    worker, gate = Worker("rollcall-test"), threading.Event()
    worker.submit(gate.wait)
    saved = worker.submit(lambda: 7)
    worker.stop()
    gate.set()
    assert worker.join(10)
    assert saved.result(0) == 7
