"""The guards of the suite itself: each must turn a bad test red."""

import textwrap
from pathlib import Path

import pytest

from tests.turns import LONGEST_FIRST, place

pytest_plugins = ["pytester"]
ROOT = Path(__file__).resolve().parent.parent.parent
CONFTEST = ROOT / "tests" / "conftest.py"

BAD_TESTS = {
    "left running: thread kiosk-camera": """
        import threading
        stop = threading.Event()
        def test_leaves_a_thread():
            threading.Thread(target=stop.wait, name="kiosk-camera", daemon=True).start()
    """,
    "left running: thread worker": """
        import atexit, threading
        stop = threading.Event()
        threading._register_atexit(stop.set)
        def test_leaves_a_non_daemon_thread():
            threading.Thread(target=stop.wait, name="worker").start()
    """,
    "logged as a bug: edge type=ValueError": """
        from kiosk import logs
        def test_logs_a_bug():
            try:
                raise ValueError
            except ValueError as error:
                logs.bug("edge", error)
    """,
}


@pytest.mark.parametrize("message", BAD_TESTS)
def test_bad_test_is_red(message: str, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8").replace("JOIN_S = 3.0", "JOIN_S = 0.1"))
    pytester.makepyfile(textwrap.dedent(BAD_TESTS[message]))
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", timeout=60)
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines([f"*{message}*"])


def test_good_test_is_green(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that ends in time, a foreign daemon thread and an expected bug are all fine."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makepyfile(
        textwrap.dedent("""
        import threading
        from kiosk import logs
        forever = threading.Event()
        def test_fine(logged_bugs):
            thread = threading.Thread(target=int, name="kiosk-short")
            thread.start()
            threading.Thread(target=forever.wait, name="library", daemon=True).start()
            logs.bug("edge", ValueError())
            assert logged_bugs == ["edge type=ValueError at=?"]
        """)
    )
    pytester.runpytest_subprocess("-p", "no:cacheprovider", timeout=60).assert_outcomes(passed=1)


def test_the_longest_files_are_there_and_come_first() -> None:
    """One that was renamed would run at the end, with the other worker waiting for it."""
    assert [file for file in LONGEST_FIRST if not (ROOT / file).is_file()] == []
    tests = ["tests/short.py::one", f"{LONGEST_FIRST[1]}::two", f"{LONGEST_FIRST[0]}::three[x]"]
    assert sorted(tests, key=place) == tests[::-1]


def test_a_failure_is_said_as_it_happens(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stops a run half way leaves no summary: the log must know by then what had failed."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("CI", "true")
    for name in ("PYTEST_XDIST_TESTRUNUID", "PYTEST_XDIST_WORKER"):
        monkeypatch.delenv(name, raising=False)  # the child is no worker, even where this test runs in one
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makepyfile("def test_bad(): assert not 'reason'\n\n\ndef test_good(): pass")
    said = pytester.runpytest_subprocess("-p", "no:cacheprovider", timeout=60).outlines
    named = [number for number, line in enumerate(said) if line.startswith("failed: ")]
    assert len(named) == 1
    assert "::test_bad (call" in said[named[0]]
    assert named[0] < next(number for number, line in enumerate(said) if "= FAILURES =" in line)
