"""`kiosk models install` as the program it becomes: says what is known, asks, downloads, or says why not."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cli.handover import PROGRAMS, program_for
from kiosk.cli.model_words import NOT_MEASURED, card
from kiosk.vision.models import Manifest
from models import install
from tests.models.publisher import CONTENT, NAME, Shop, checkout, shop

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def publisher() -> Iterator[Shop]:
    with shop() as running:
        yield running


@pytest.fixture
def root(tmp_path: Path, publisher: Shop) -> Path:
    return checkout(tmp_path / "program", publisher.address)


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, answer: str) -> list[str]:
    """Somebody sits there and types `answer`; gives what they were asked."""
    asked: list[str] = []

    def typed(question: str) -> str:
        asked.append(question)
        if not answer:
            raise EOFError
        return answer

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", typed)
    return asked


def nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)


def built(root: Path) -> set[str]:
    folder = root / "models" / "built"
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_what_is_known_is_said_before_the_question(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], publisher: Shop
) -> None:
    asked = at_a_terminal(monkeypatch, "n")
    assert install.main([NAME], root) == 0
    said = capsys.readouterr().out
    assert asked == ["Download 0.1 MB and install it? [y/N] "]
    for words in ("licence MIT", "Made of counting.", "No picture at all.", "Everybody.", publisher.address):
        assert words in said
    assert NOT_MEASURED in said
    assert said.endswith("Nothing was downloaded.\n")
    assert publisher.mood.asked == []
    assert built(root) == set()


@pytest.mark.parametrize("answer", ["y", " YES "])
def test_a_yes_downloads(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    at_a_terminal(monkeypatch, answer)
    assert install.main([NAME], root) == 0
    assert (root / "models" / "built" / "smallface.onnx").read_bytes() == CONTENT
    assert built(root) == {"smallface.onnx"}
    said = capsys.readouterr().out
    assert said.endswith(f"To use it: kiosk models use {NAME}.\nIt is {NOT_MEASURED}.\n")


@pytest.mark.parametrize("answer", ["", "n", "maybe", "yesterday"])
def test_anything_else_does_not(root: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    at_a_terminal(monkeypatch, answer)
    assert install.main([NAME], root) == 0
    assert built(root) == set()


def test_a_script_says_yes_on_the_command_line(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], publisher: Shop
) -> None:
    nobody_there(monkeypatch)
    assert install.main([NAME], root) == 2
    assert "--yes" in capsys.readouterr().err
    assert publisher.mood.asked == []
    assert install.main([NAME, "--yes"], root) == 0
    assert built(root) == {"smallface.onnx"}
    assert install.main([NAME, "--yes"], root) == 0
    assert "is installed already" in capsys.readouterr().out
    assert len(publisher.mood.asked) == 1


def test_progress_is_a_line_at_a_terminal(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert install.main([NAME, "--yes"], root) == 0
    said = capsys.readouterr().out
    assert "\r0.1 MB of 0.1 MB (100 %)  \n" in said


def test_a_failure_is_a_sentence_and_changes_nothing(
    root: Path, publisher: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    publisher.mood.status = 404
    assert install.main([NAME, "--yes"], root) == 2
    said = capsys.readouterr()
    assert said.err.startswith("127.0.0.1 has no such file any more (404).")
    assert len(said.err.splitlines()) == 1
    assert built(root) == set()


def test_an_interrupt_says_how_to_go_on(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(self: object, arrived: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(install.Progress, "show", interrupted)
    assert install.main([NAME, "--yes"], root) == 130
    assert "to go on where it stopped" in capsys.readouterr().err
    assert built(root) == {"smallface.onnx.part"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nobody", "There is no face model called nobody. Choose one of these: dlib-resnet-v1, "),
        ("blazeface-short-range", "There is no face model called blazeface-short-range."),
        ("dlib-resnet-v1", "make it with: kiosk models build."),
    ],
)
def test_what_no_publisher_has_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    assert install.main([name, "--yes"], root) == 2
    assert said in capsys.readouterr().err


def test_a_manifest_cannot_name_an_address_without_encryption(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = checkout(tmp_path / "program", "http://models.invalid/smallface.onnx")
    assert install.main([NAME, "--yes"], root) == 2
    assert "publisher: url is not an https address" in capsys.readouterr().err


class TestOffer:
    """What set-up says, once: the better model's name, and that it goes on with the default."""

    @pytest.fixture
    def root(self, tmp_path: Path, publisher: Shop) -> Path:
        """The shipped manifest offers sface, which is not to be fetched here."""
        made = checkout(tmp_path / "program", publisher.address, extra="is_offered = true")
        manifest = made / "models" / "manifest.toml"
        text = manifest.read_text("utf-8")
        manifest.write_text(text.replace("is_offered = true", "is_offered = false", 1), "utf-8")
        return made

    def test_without_a_terminal_it_is_named_and_set_up_goes_on(
        self, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], publisher: Shop
    ) -> None:
        nobody_there(monkeypatch)
        assert install.main(["--offer"], root) == 0
        assert capsys.readouterr().out.splitlines() == [
            (
                f"A school with long lists of people should look at the face model {NAME} "
                f"(0.1 MB, MIT, {NOT_MEASURED})."
            ),
            f"Rollcall goes on with the face model dlib-resnet-v1. Later: kiosk models install {NAME}.",
        ]
        assert publisher.mood.asked == []

    def test_at_a_terminal_a_yes_installs_it(
        self, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        at_a_terminal(monkeypatch, "y")
        assert install.main(["--offer"], root) == 0
        assert built(root) == {"smallface.onnx"}
        assert capsys.readouterr().out.endswith("Rollcall goes on with the face model dlib-resnet-v1.\n")
        assert install.main(["--offer"], root) == 0
        assert capsys.readouterr().out == ""

    def test_where_it_cannot_be_had_it_says_so_and_goes_on(
        self, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], publisher: Shop
    ) -> None:
        at_a_terminal(monkeypatch, "y")
        publisher.mood.status = 404
        assert install.main(["--offer"], root) == 0
        last = capsys.readouterr().out.splitlines()[-2:]
        assert last[0].startswith(f"{NAME} could not be had. 127.0.0.1 has no such file any more")
        assert last[1].startswith("Rollcall goes on with the face model dlib-resnet-v1. Later: ")
        assert built(root) == set()


@pytest.mark.parametrize(
    ("line", "program"),
    [
        ("models install sface", ["install.py", "sface"]),
        ("models install sface --yes", ["install.py", "sface", "--yes"]),
        ("--data-dir D models install sface", ["install.py", "sface"]),
        ("--data-dir=D models install --data-dir E sface", ["install.py", "sface"]),
        ("models build", ["build.py"]),
        ("models build --force", ["build.py", "--force"]),
        ("models install sface --file F", None),
        ("models install --file=F sface", None),
        ("models install --help", None),
        ("models build -h", None),
        ("models list", None),
        ("models use sface", None),
        ("models", None),
        ("take models install", None),
        ("--data-dir models install", None),
        ("", None),
    ],
)
def test_only_what_needs_a_network_is_handed_over(line: str, program: list[str] | None) -> None:
    found = program_for(line.split())
    if program is None:
        assert found is None
    else:
        assert found == [sys.executable, str(PROGRAMS / program[0]), *program[1:]]


def test_the_built_program_hands_nothing_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert program_for(["models", "build"], tmp_path) is None
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert program_for(["models", "build"]) is None


@pytest.mark.skipif(sys.platform != "linux", reason="the filter is Linux's")
def test_the_command_becomes_the_program_before_the_network_is_shut(tmp_path: Path) -> None:
    """With the filter on, as a user starts it: a socket can be made in the program."""
    script = tmp_path / "install.py"
    script.write_text("import socket, sys; socket.socket().close(); sys.exit(f'became {sys.argv[1]}')")
    code = (
        "import sys; from pathlib import Path; from kiosk.cli import handover, main; "
        f"handover.PROGRAMS = Path({str(tmp_path)!r}); sys.argv = ['kiosk', *sys.argv[1:]]; main()"
    )
    environment = {name: value for name, value in os.environ.items() if name != "ROLLCALL_WITHOUT_FILTER"}

    def kiosk(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    assert kiosk("models", "install", "sface").stderr == "became sface\n"
    assert "FILE cannot be read" in kiosk("models", "install", "sface", "--file", "FILE").stderr


def test_the_shipped_cards_say_what_has_to_be_known(manifest: Manifest) -> None:
    for entry in manifest.embedders:
        said = "\n".join(card(entry))
        assert "not known" not in (entry.training_data, entry.known_weak)
        assert (NOT_MEASURED in said) == (not entry.is_measured)
        assert entry.licence in said
    assert "MS-Celeb-1M" in manifest.embedder("mobilefacenet").training_data
    assert "withdrawn" in manifest.embedder("mobilefacenet").licence_note
    assert "publisher's word" in manifest.embedder("auraface").licence_note
    assert [entry.name for entry in manifest.embedders if entry.is_offered] == ["sface"]
    assert not manifest.embedder("sface").is_measured
    assert not manifest.embedder("auraface").is_measured
