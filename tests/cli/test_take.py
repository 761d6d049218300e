"""What `kiosk take` prints, and how it ends."""

import json
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.cli import school, take
from kiosk.domain.clock import Instant
from kiosk.domain.evidence import Unrecognised
from kiosk.domain.marks import MarkState, NotMarked
from kiosk.domain.people import GreetingLabel
from kiosk.errors import Code
from kiosk.runtime.take import CHOOSE, TakeEvent, TakeKind
from tests.cli.conftest import PASSPHRASE, Cli
from tests.cli.schools import enrol_one, make_school, open_sessions
from tests.cli.videos import walk_ups, write_video

AT = Instant.at(datetime(2026, 11, 22, 7, 1, 2, tzinfo=UTC), "Europe/Berlin")
LABEL = GreetingLabel("kite", "A. L.")


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (
            TakeEvent(TakeKind.MARK, AT, "aaaa1111", "bbbb2222", MarkState.PRESENT, 0, label=LABEL),
            "08:01:02  marked present  A. L.  kite",
        ),
        (
            TakeEvent(TakeKind.MARK, AT, "aaaa1111", "bbbb2222", MarkState.LATE, 14, label=LABEL),
            "08:01:02  marked late by 14 min  A. L.  kite",
        ),
        (
            TakeEvent(TakeKind.ALREADY, AT, "aaaa1111", state=MarkState.PRESENT, label=GreetingLabel("", "")),
            "08:01:02  already present",
        ),
        (TakeEvent(TakeKind.LEFT, AT, label=GreetingLabel("kite", "A. F.")), "08:01:02  left  A. F.  kite"),
        (TakeEvent(TakeKind.RETURNED, AT, label=GreetingLabel("", "")), "08:01:02  came back"),
        (
            TakeEvent(TakeKind.NOT_IN, AT, reason="card-unknown"),
            "08:01:02  not marked: this card is not known, or was replaced; number and PIN, or a teacher",
        ),
        (
            TakeEvent(TakeKind.NOT_IN, AT, reason="unknown"),
            "08:01:02  not marked: nobody on the list is near enough; number and PIN, or a teacher",
        ),
    ],
)
def test_lines(capsys: pytest.CaptureFixture[str], event: TakeEvent, line: str) -> None:
    take.print_event(event)
    assert capsys.readouterr().out.rstrip() == line
    take.print_event_json(event)
    said = json.loads(capsys.readouterr().out)
    assert (said["kind"], said["minutes_late"]) == (event.kind.value, event.minutes_late)
    assert said["at"] == {"utc": AT.utc_text, "zone": "Europe/Berlin", "offset_minutes": 60}


def test_every_reason_and_kind_has_its_words() -> None:
    others = {CHOOSE, Code.CARD_UNKNOWN.value}
    assert set(take.REASONS) == {reason.value for reason in (*Unrecognised, *NotMarked)} | others
    assert set(take.KINDS) == {kind.value for kind in TakeKind}


@pytest.mark.once
def test_no_register_is_said_on_stderr(cli: Cli, tmp_path: Path, models: Path, portraits: Path) -> None:
    make_school(tmp_path / "data")
    said = cli("take", "--source", "synthetic", "--data-dir", tmp_path / "data", "--json")
    assert said.code == 0
    assert said.err.startswith("No register is open now")
    assert said.lines == [{"kind": "end", "mark": 0, "left": 0, "returned": 0, "already": 0, "not_in": 0}]


@pytest.mark.once
def test_signed_in_marks_reach_the_register_at_once(
    cli: Cli, tmp_path: Path, passphrase_file: Path, models: Path, portraits: Path
) -> None:
    data_dir = make_school(tmp_path / "data")
    enrol_one(data_dir, [portraits / "astronaut.png"])
    open_sessions(data_dir, 1)
    drained: list[int] = []
    from kiosk.storage.vault import Vault

    original = Vault.drain

    def drain(vault: Vault) -> int:
        count = original(vault)
        drained.append(count)
        return count

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Vault, "drain", drain)
        options = ("--data-dir", data_dir.root, "--passphrase-file", passphrase_file)
        assert cli("take", "--source", "synthetic", *options).code == 0
    assert sum(drained) == 1


@pytest.mark.once
def test_a_signal_ends_it_between_two_frames(tmp_path: Path, models: Path, portraits: Path) -> None:
    """Ctrl-C is the ordinary end with a camera: the last line is still the summary, and the exit code 0."""
    data_dir = make_school(tmp_path / "data")
    enrol_one(data_dir, [portraits / "astronaut.png"])
    open_sessions(data_dir, 1)
    video = tmp_path / "long.mp4"
    write_video(video, walk_ups(portraits, 12))
    with subprocess.Popen(
        [sys.executable, "-m", "kiosk", "take", "--source", video, "--data-dir", data_dir.root, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout is not None
        first = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        rest = [json.loads(line) for line in process.stdout]
    assert first["kind"] == "mark"
    assert process.returncode == 0
    assert rest[-1]["kind"] == "end"
    assert rest[-1]["already"] < 11


def test_recovery_code_is_checked_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["zzzz", "cccc ", "oi11"])
    asked: list[str] = []

    def prompt(text: str, **_: object) -> str:
        asked.append(text)
        return next(answers)

    monkeypatch.setattr("typer.prompt", prompt)
    monkeypatch.setattr("kiosk.cli.school.groups_asked", lambda _: (2, 5))
    school._ask_for_two_groups("AAAA-BBBB-CCCC-DDDD-EEEE-0111-GGGG")
    assert asked == [f"To check, group {number} of the code" for number in (3, 3, 6)]


def test_the_passphrase_is_in_no_output_and_no_log(
    cli: Cli, tmp_path: Path, passphrase_file: Path, models: Path, portraits: Path
) -> None:
    data_dir = make_school(tmp_path / "data")
    options = ("--data-dir", data_dir.root, "--passphrase-file", passphrase_file)
    said = [
        cli("class", "add", "4c", *options),
        cli("person", "add", "--id", "7", "--name", "Amal", *options),
    ]
    log = "".join(path.read_text("utf-8") for path in data_dir.log_dir.iterdir())
    assert log
    for text in (log, *(one.out + one.err for one in said)):
        assert PASSPHRASE not in text
    assert "Amal" not in log
