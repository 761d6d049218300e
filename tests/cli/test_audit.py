"""`kiosk audit`: whole or not, listed, and written for its owner only."""

import csv
from pathlib import Path

import pytest

from kiosk.storage.sqlcipher import Database
from tests.cli.conftest import Cli
from tests.fakes_storage import PASSPHRASE, SchoolClock, create, reopen


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.storage.device_key.usable_keyrings", list)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a school with one class and a pupil whose name a spreadsheet would run."""
    folder = tmp_path / "data"
    with create(folder, SchoolClock()).vault as vault:
        vault.sign_in(PASSPHRASE)
        made = vault.records.add_class("7b")
        vault.records.add_person("S-1", "=1+1", [made.id])
    return folder


@pytest.fixture
def common(folder: Path) -> list[object]:
    file = folder.parent / "own.txt"
    file.write_text(f"{PASSPHRASE}\n", "utf-8")
    return ["--data-dir", folder, "--passphrase-file", file]


def _alter(folder: Path) -> None:
    with reopen(folder, SchoolClock()) as vault:
        vault.sign_in(PASSPHRASE)
        assert vault._zone_r is not None
        records: Database = vault._zone_r.database
        with records.transaction():
            records.write("DROP TRIGGER audit_does_not_change")
            records.write("DROP TRIGGER audit_is_append_only")
            records.write("UPDATE audit SET detail = 'x' WHERE sequence = 3")
            records.write("DELETE FROM audit WHERE sequence = 2")


def test_a_whole_one_and_a_changed_one(cli: Cli, folder: Path, common: list[object]) -> None:
    said = cli("audit", "verify", *common)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("The audit is whole")
    _alter(folder)
    said = cli("audit", "verify", *common)
    assert (said.code, said.out.splitlines()) == (
        1,
        ["Entries were taken out from between others.", "Entries were altered."],
    )
    said = cli("audit", "verify", *common, "--json")
    assert (said.code, said.json) == (1, {"problems": ["missing", "altered"]})


def test_listed_by_filter(cli: Cli, common: list[object]) -> None:
    said = cli("audit", "list", *common, "--action", "person-added", "--json")
    (line,) = said.json
    assert (line["action"], line["actor_name"]) == ("person-added", "Grace Admin")
    assert line["subject_names"] == ["=1+1", "7b"]
    assert len(cli("audit", "list", *common, "--person", "S-1", "--json").json) == 1
    assert cli("audit", "list", *common, "--to", "2020-01-01", "--json").json == []
    assert len(cli("audit", "list", *common, "--by", 1, "--json").json) > 3
    said = cli("audit", "list", *common, "--most", 2)
    assert "older ones are not shown" in said.out
    assert cli("audit", "list", *common, "--by", 9).code == 2


def test_a_copy_is_its_owners_and_runs_nothing(cli: Cli, folder: Path, common: list[object]) -> None:
    out = folder.parent / "audit.csv"
    said = cli("audit", "export", *common, "--out", out)
    assert said.code == 0, said.err
    assert out.stat().st_mode & 0o777 == 0o600
    text = out.read_text("utf-8-sig")
    assert all(line.startswith('"') and line.endswith('"') for line in text.splitlines())
    rows = list(csv.reader(text.splitlines()))
    about = next(row[4] for row in rows if "person-added" in row)
    assert about == "'=1+1; 7b"
    newest = cli("audit", "list", *common, "--action", "audit-exported", "--json").json
    assert newest[0]["detail"] == f"rows={len(rows) - 1}"


@pytest.mark.parametrize("name", ["audit.txt", "nowhere/audit.csv"])
def test_what_cannot_be_written_leaves_no_entry(
    cli: Cli, folder: Path, common: list[object], name: str
) -> None:
    said = cli("audit", "export", *common, "--out", folder.parent / name)
    assert said.code == 2
    assert cli("audit", "list", *common, "--action", "audit-exported", "--json").json == []
