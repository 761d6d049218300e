"""Commands around recognition: one face under two names, twins, and what a day came to."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.cli import tally
from kiosk.cli.desk import now_here, running
from kiosk.domain.tally import Count
from kiosk.paths import DataDir
from kiosk.storage.vault import Vault
from tests.cli.conftest import Cli, Outcome
from tests.cli.schools import enrol_one, make_school, open_sessions

pytestmark = pytest.mark.once

Do = Callable[..., Outcome]


@pytest.fixture
def data_dir(tmp_path: Path, models: Path, portraits: Path) -> DataDir:
    made = make_school(tmp_path / "data")
    enrol_one(made, [portraits / "astronaut.png"])
    return made


@pytest.fixture
def do(cli: Cli, data_dir: DataDir, passphrase_file: Path) -> Do:
    return lambda *arguments: cli(
        *arguments, "--data-dir", data_dir.root, "--passphrase-file", passphrase_file
    )


def count(data_dir: DataDir, *counts: tuple[Count, int], days_ago: int = 0) -> None:
    day = now_here().local_date - timedelta(days=days_ago)

    def add(vault: Vault) -> None:
        for what, by in counts:
            vault.door.count(what, day, by)

    with running(data_dir) as services:
        services.submit(add).result()


def test_the_same_face_again_is_refused_with_both_numbers_and_twins_are_not(
    do: Do, cli: Cli, data_dir: DataDir, portraits: Path
) -> None:
    do("person", "add", "--id", "102", "--name", "Nadia Fontaine", "--class", "3b")
    enrol = ("enrol", "--person", "102", "--images", portraits / "astronaut.png", "--consent", "form")
    said = do(*enrol)
    assert said.code == 2
    assert "102, 101." in said.err.splitlines()[0]
    assert "--twins" in said.err
    assert "Fontaine" not in said.err
    assert [one["is_enrolled"] for one in do("person", "list", "--json").json] == [True, False]

    twin = do(*enrol, "--twins")
    assert twin.code == 0, twin.err
    assert "Too close to tell apart by face: 101. Give these people a PIN." in twin.out
    lists = {one["number"]: one["look_alikes"] for one in do("person", "list", "--json").json}
    assert lists == {"101": ["102"], "102": ["101"]}
    assert do("person", "list").out.count("needed: has a look-alike") == 2

    open_sessions(data_dir, 1)
    lines = cli("take", "--source", "synthetic", "--data-dir", data_dir.root, "--json").lines
    assert lines[0]["kind"] == "not_in"
    assert (lines[0]["reason"], lines[0]["person"]) == ("ambiguous", None)


def test_twins_may_be_said_of_somebody_who_has_none(do: Do, portraits: Path) -> None:
    do("person", "add", "--id", "102", "--name", "Grace", "--class", "3b")
    picture = portraits / "grace_hopper.jpg"
    said = do("enrol", "--person", "102", "--images", picture, "--consent", "form", "--twins", "--json")
    assert said.json["look_alikes"] == []


def test_the_tally_needs_no_passphrase(cli: Cli, tmp_path: Path) -> None:
    data_dir = make_school(tmp_path / "data")
    count(data_dir, (Count.TRIES, 8), (Count.TICKS, 6), (Count.FIRST_TRY, 5), (Count.NOT_ME, 1))
    count(data_dir, (Count.TICKS, 3), days_ago=1)
    said = cli("tally", "--data-dir", data_dir.root)
    assert said.code == 0, said.err
    lines = [line.split() for line in said.out.splitlines()]
    assert ["marked", "by", "face", "6"] in lines
    assert "Marked at the first try: 62.5% of all tries but those of people who were in already." in said.out
    assert "Taken back at the door: 16.7% of the marks by face." in said.out

    today = cli("tally", "--data-dir", data_dir.root, "--json").json
    assert today["counts"][Count.FIRST_TRY.value] == 5
    assert (today["first_try_of_tries"], today["is_kept"]) == (0.625, True)
    yesterday = cli("tally", "--day", "yesterday", "--data-dir", data_dir.root, "--json").json
    assert yesterday["counts"][Count.TICKS.value] == 3
    assert (yesterday["first_try_of_tries"], yesterday["is_kept"]) == (None, True)
    assert yesterday["day"] < today["day"]


def test_of_a_day_that_is_long_over_nothing_is_left(cli: Cli, tmp_path: Path) -> None:
    data_dir = make_school(tmp_path / "data")
    day = (now_here().local_date - timedelta(days=2)).isoformat()
    assert tally.KEPT in cli("tally", "--day", day, "--data-dir", data_dir.root).out
    assert cli("tally", "--day", day, "--data-dir", data_dir.root, "--json").json["is_kept"] is False
    assert cli("tally", "--day", "someday", "--data-dir", data_dir.root).code == 2


def test_every_count_has_its_words() -> None:
    assert set(tally.WORDS) == set(Count)
