"""The log's files: five of a megabyte, whoever writes; and the lines that may be handed on."""

import ast
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest

from kiosk import logs

CODE = re.compile(r"[a-z][a-z0-9-]+")


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    logger = logging.getLogger(logs.LOGGER_NAME)
    propagate = logger.propagate
    yield
    logs.stop()
    logger.propagate = propagate


def _numbers(folder: Path) -> list[int]:
    """The numbers of all lines that are there, the oldest file first."""
    files = sorted(folder.iterdir(), key=lambda path: path.name, reverse=True)
    lines = [line for file in files for line in file.read_text().splitlines()]
    return [int(line.rpartition("=")[2]) for line in lines]


def test_five_files_of_a_megabyte_at_most_and_nothing_lost_but_the_oldest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "MAX_BYTES", 20_000)  # a twentieth: fifty times as fast
    assert (logs.KEPT_FILES, 1_000_000) == (5, 1_000_000)
    logs.start(tmp_path)
    for number in range(3000):
        logs.event("written", number=number)
    sizes = [file.stat().st_size for file in tmp_path.iterdir()]
    assert len(sizes) == 5
    assert max(sizes) <= 20_000
    assert min(sizes[1:]) > 0
    numbers = _numbers(tmp_path)
    assert numbers == list(range(numbers[0], 3000))
    assert len(numbers) > 4 * 20_000 // 60


def test_the_limits_are_those_that_the_documents_name() -> None:
    assert (logs.MAX_BYTES, logs.KEPT_FILES) == (1_000_000, 5)


WRITER = """
import sys
from pathlib import Path
from kiosk import logs
logs.MAX_BYTES, logs.KEPT_FILES = 2_000, 99
logs.start(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(400):
    logs.event("written", number=int(sys.argv[2]) + number)
"""


def test_two_programs_write_at_once_and_no_line_is_lost_or_torn(tmp_path: Path) -> None:
    """One that had the old file open went on in it, and rotated away the other's new one."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(first)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in (10_000, 20_000)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    assert sorted(_numbers(tmp_path)) == [*range(10_000, 10_400), *range(20_000, 20_400)]


@pytest.mark.skipif(sys.platform == "win32", reason="the files are not locked there")
def test_while_another_program_rotates_this_one_writes_on_and_waits_for_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "MAX_BYTES", 200)
    logs.start(tmp_path)
    held = logs._lock(tmp_path)
    assert held is not None
    for number in range(10):
        logs.event("written", number=number)
    assert [file.name for file in tmp_path.iterdir()] == ["kiosk.log"]
    os.close(held)
    logs.event("written", number=10)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["kiosk.log", "kiosk.log.1"]
    assert _numbers(tmp_path) == list(range(11))


def test_a_program_goes_on_in_the_file_that_another_one_made(tmp_path: Path) -> None:
    logs.start(tmp_path)
    logs.event("before")
    (tmp_path / "kiosk.log").rename(tmp_path / "kiosk.log.1")
    (tmp_path / "kiosk.log").touch()
    logs.event("after")
    assert "after" in (tmp_path / "kiosk.log").read_text()
    assert "after" not in (tmp_path / "kiosk.log.1").read_text()


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lovelace",
        "ada@example.org",
        "x\n2026-11-23 08:00:00,000 INFO marked",
        "3f2a90c",
        "3f2a90c1 x",
        "S-1",
    ],
)
def test_any_text_but_a_short_id_becomes_a_question_mark(tmp_path: Path, text: str) -> None:
    logs.start(tmp_path)
    logs.event("marked", who=text)
    (line,) = (tmp_path / "kiosk.log").read_text().splitlines()
    assert line.endswith("INFO marked who=?")


class _Kind(Enum):
    ONE = "kind-one"
    LOUD = "LOUD_ONE"


def test_what_the_program_writes_is_handed_on_and_ids_become_numbers(
    tmp_path: Path, logged_bugs: list[str]
) -> None:
    logs.start(tmp_path)
    logs.event("marked", event="3f2a90c1", sequence=12, kind=_Kind.ONE, other=_Kind.LOUD, who="Ada")
    logs.event("marked", level=logging.ERROR, event="deadbeef", share=0.25, far=1e-9, is_it=True, none=None)
    logs.event("again", event="3f2a90c1")
    with pytest.raises(RuntimeError) as caught:
        raise RuntimeError("Ada")
    logs.bug("broken", caught.value)
    assert len(logged_bugs) == 1
    found = logs.harmless_lines(tmp_path, 100)
    assert [line[24:] for line in found.lines[:3]] == [
        "INFO marked event=#1 sequence=12 kind=kind-one other=LOUD_ONE who=?",
        "ERROR marked event=#2 share=0.25 far=1e-09 is_it=True none=None",
        "INFO again event=#1",
    ]
    assert re.fullmatch(r"ERROR broken type=RuntimeError at=test_logs_rotating\.py:\d+", found.lines[3][24:])
    assert (found.older, found.dropped) == (0, 0)


STAMP = "2026-11-23 08:00:00,000 INFO"


@pytest.mark.parametrize(
    "line",
    [
        f"{STAMP} Ada Lovelace signed in",
        f"{STAMP} marked Ada",
        f"{STAMP} marked who=Ada Lovelace",
        f"{STAMP} marked who=ada.lovelace",
        f"{STAMP} marked who=ada@example.org",
        f"{STAMP} marked number=S-1",
        f"{STAMP} marked key={'3f' * 32}",
        f"{STAMP} marked person=01932f2a-0000-7000-8000-000000000001",
        f"{STAMP} marked at={Path('/', 'home', 'ada', 'x')}",
        f"{STAMP} broken type=KeyError at=Ada Lovelace:3",
        f"{STAMP} broken type=KeyError('Ada') at=x.py:3",
        "Traceback (most recent call last):",
        "marked event=3f2a90c1",
        f"{STAMP} marked ١٢=٣",
    ],
)
def test_a_line_that_is_none_of_the_programs_is_dropped_and_counted(tmp_path: Path, line: str) -> None:
    (tmp_path / "kiosk.log.1").write_text(f"{STAMP} first\n{line}\n", "utf-8")
    (tmp_path / "kiosk.log").write_text(f"{STAMP} last\n", "utf-8")
    found = logs.harmless_lines(tmp_path, 100)
    assert (found.lines, found.dropped) == ((f"{STAMP} first", f"{STAMP} last"), 1)
    newest = logs.harmless_lines(tmp_path, 1)
    assert (newest.lines, newest.older) == ((f"{STAMP} last",), 1)


def _calls(name: str, project: Path) -> Iterator[tuple[str, ast.Call]]:
    for file in sorted((project / "kiosk").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == name
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "logs"
            ):
                yield f"{file.name}:{node.lineno}", node


def test_every_event_has_a_fixed_code_and_no_value_that_is_put_together(project: Path) -> None:
    """What is passed is a number, an enum member, a short id or a name for one: nothing put together.

    mypy holds the types; that a text is a short id is looked at when it is written.
    """
    found = dict(_calls("event", project))
    assert len(found) > 80
    for where, call in found.items():
        code = call.args[0]
        texts = [
            part for part in ast.walk(code) if isinstance(part, ast.Constant) and isinstance(part.value, str)
        ]
        assert all(CODE.fullmatch(str(part.value).strip("-")) for part in texts), where
        for keyword in call.keywords:
            assert keyword.arg is not None, where
            put_together = [
                part
                for part in ast.walk(keyword.value)
                if isinstance(part, ast.JoinedStr | ast.BinOp) and not isinstance(keyword.value, ast.Call)
            ]
            assert not put_together, where
            assert not (isinstance(keyword.value, ast.Constant) and isinstance(keyword.value.value, str)), (
                where
            )
