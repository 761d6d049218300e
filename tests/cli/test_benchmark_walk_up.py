"""Issue 2, done when 3: enrolled people of the benchmark are marked once each, strangers never.

20 people are enrolled from three pictures each by `kiosk enrol`; a video holds three further pictures of each
of 15 of them and of 10 strangers for a second each, without a gap; `kiosk take` reads it.
"""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Outcome, kiosk_process
from tests.cli.videos import one_after_the_other, write_video

ENROLLED, PRESENT, STRANGERS, PICTURES = 20, 15, 10, 3

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]


@pytest.fixture
def people(shared_faces: Path) -> list[list[Path]]:
    """Give the pictures of everybody who has six or more, in the order of the folders."""
    folders = sorted(folder for folder in shared_faces.iterdir() if folder.is_dir())
    pictures = [sorted(folder.glob("*.jpg")) for folder in folders]
    enough = [found for found in pictures if len(found) >= 2 * PICTURES]
    if len(enough) < ENROLLED + STRANGERS:
        pytest.skip("The benchmark's faces here are too few people with six pictures.")
    return enough[: ENROLLED + STRANGERS]


def _video(people: list[list[Path]], path: Path) -> Path:
    shown = people[:PRESENT] + people[ENROLLED:]
    further = [picture for pictures in shown for picture in pictures[PICTURES : 2 * PICTURES]]
    write_video(path, one_after_the_other(further))
    return path


def test_fifteen_are_marked_once_and_nobody_else(
    cli: Cli, tmp_path: Path, passphrase_file: Path, models: Path, people: list[list[Path]]
) -> None:
    data = ("--data-dir", tmp_path / "trial")
    signed = (*data, "--passphrase-file", passphrase_file)

    def do(*arguments: object) -> Outcome:
        said = cli(*arguments, *signed, "--json")
        assert said.code == 0, said.err
        return said

    do("init", "--trial", "--school", "S", "--admin", "A", "--class", "3b")
    for number, pictures in enumerate(people[:ENROLLED], start=1):
        folder = tmp_path / f"pictures-{number}"
        folder.mkdir()
        for picture in pictures[:PICTURES]:
            (folder / picture.name.rpartition("_")[2]).write_bytes(picture.read_bytes())
        do("person", "add", "--id", number, "--name", f"Person {number}", "--class", "3b")
        do("enrol", "--person", number, "--images", folder, "--consent", "test")
    do("session", "open", "--class", "3b")
    video = _video(people, tmp_path / "walk-up.mp4")

    taken = kiosk_process("take", "--source", video, *data, "--json", timeout_s=600)
    assert taken.code == 0, taken.err
    marked = [line["person"] for line in taken.lines if line["kind"] == "mark"]
    assert len(marked) == len(set(marked)) == PRESENT
    (roster,) = do("roster").json
    states = {int(row["number"]): row["state"] for row in roster["rows"]}
    assert {number for number, state in states.items() if state == "present"} == set(range(1, PRESENT + 1))
    assert {states[number] for number in range(PRESENT + 1, ENROLLED + 1)} == {"unmarked"}


def test_a_real_school_marks_nobody_from_it(
    cli: Cli, tmp_path: Path, passphrase_file: Path, models: Path, people: list[list[Path]]
) -> None:
    data = ("--data-dir", tmp_path / "real")
    signed = (*data, "--passphrase-file", passphrase_file)
    assert cli("init", "--school", "S", "--admin", "A", "--class", "3b", *signed).code == 0
    assert cli("session", "open", "--class", "3b", *signed).code == 0
    video = tmp_path / "walk-up.mp4"
    write_video(video, one_after_the_other(people[0][:1]))
    taken = kiosk_process("take", "--source", video, *data, "--json")
    assert (taken.code, taken.out) == (2, "")
    assert "This is a real data directory: it takes marks from cameras only, not from a file." in taken.err
