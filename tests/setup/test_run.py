"""run.py itself: the sentence for a Python that Rollcall cannot use, said by that very Python."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import run


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13), (3, 14)])
def test_these_pythons_are_right(version: tuple[int, int]) -> None:
    assert run.python_problem(version) is None


@pytest.mark.parametrize("version", [(3, 6), (3, 10), (3, 15), (4, 0)])
def test_other_pythons_get_a_sentence(version: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert run.python_problem(version) == (
        f"Rollcall needs Python 3.11 to 3.14; this is {version[0]}.{version[1]}. "
        "Install one of these and start again with it."
    )


def test_names_the_newest_right_python_that_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version manager's shim is on the path and does not start: it must not be recommended."""
    monkeypatch.setattr("shutil.which", lambda name: name if name in {"python3.13", "python3.12"} else None)
    monkeypatch.setattr(run, "runs", lambda name: name != "python3.13")
    assert str(run.python_problem((3, 9))).endswith("Run: python3.12 run.py")


def test_runs_tells_a_broken_name(tmp_path: Path) -> None:
    broken = tmp_path / "python3.12"
    broken.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    broken.chmod(0o755)
    assert run.runs(sys.executable)
    assert not run.runs(str(broken))


def test_an_old_python_can_read_it(project: Path) -> None:
    """Only grammar of Python 3.4: no f-string, no `|` between types, no annotated variable."""
    ast.parse((project / "run.py").read_text(encoding="utf-8"), feature_version=(3, 4))


def test_nothing_else_is_imported_before_the_sentence(project: Path) -> None:
    tree = ast.parse((project / "run.py").read_text(encoding="utf-8"))
    at_top = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    assert at_top <= {"os", "shutil", "subprocess", "sys"}
    assert not any(isinstance(node, ast.ImportFrom) for node in tree.body)


def test_the_process_ends_with_the_sentence(project: Path) -> None:
    """As a whole: the version is taken for an old one, the sentence goes to stderr, the exit code is 1."""
    code = "import runpy, sys; sys.version_info = (3, 9, 1); runpy.run_path('run.py', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Rollcall needs Python 3.11 to 3.14; this is 3.9.")
    assert "Traceback" not in done.stderr
