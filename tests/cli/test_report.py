"""`kiosk report` over a school of 2,000 lines: figures that agree with the registers, a list, and letters."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.cli import sample_school
from kiosk.cli.desk import now_here, running
from kiosk.domain.follow_up import FollowRule, RuleKind
from kiosk.domain.ids import RuleId
from kiosk.paths import DataDir
from tests.cli.conftest import Cli, Outcome
from tests.fakes_storage import LIGHT

pytestmark = pytest.mark.once
PEOPLE, WEEKS = 31, 13
TERM = ("--from", (now_here().local_date - timedelta(weeks=WEEKS)).isoformat())
RULES = (
    FollowRule(RuleId(""), RuleKind.ABSENT_IN_A_ROW, 1, 1),
    FollowRule(RuleId(""), RuleKind.RATE_BELOW, 100, 10),
    FollowRule(RuleId(""), RuleKind.LATE_TIMES, 1, 20),
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> DataDir:
    """Made once, with rules that find many."""
    target = DataDir(tmp_path_factory.mktemp("report") / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kiosk.storage.calibration.calibrated", lambda: LIGHT)
        sample_school.make(target, PEOPLE, WEEKS)
    with running(target) as services:
        services.desk.sign_in(sample_school.PASSPHRASE).result()
        services.follow_ups.set_rules(RULES).result()
        services.desk.sign_out().result()
    return target


@pytest.fixture
def report(filled: DataDir, cli: Cli, tmp_path: Path) -> Cli:
    file = tmp_path / "sample.txt"
    file.write_text(sample_school.PASSPHRASE, "utf-8")

    def call(command: str, *arguments: object) -> Outcome:
        return cli(
            "--data-dir", filled.root, "report", command, "--passphrase-file", file, *arguments
        )  # fmt: skip

    return call


def test_rates_agree_with_the_absences(report: Cli) -> None:
    absences = report("absences", *TERM, "--json").json
    found = {by: report("rates", *TERM, "--by", by, "--json").json for by in ("person", "week")}
    total = found["person"]["total"]
    assert total["expected"] > 1_900
    assert total["absent"] == sum(one["state"] == "absent" for one in absences)
    assert total["excused"] == sum(one["state"] == "excused" for one in absences)
    for one in found.values():
        assert one["total"] == total
        for figure in ("expected", "attended", "late", "late_minutes", "absent", "excused"):
            assert sum(rate[figure] for rate in one["rates"]) == total[figure]
    of_numbers = {rate["label"].split()[0]: rate["absent"] for rate in found["person"]["rates"]}
    for number, absent in of_numbers.items():
        assert absent == sum((a["number"], a["state"]) == (number, "absent") for a in absences)


def test_one_day_is_part_of_the_term(report: Cli) -> None:
    absences = report("absences", *TERM, "--json").json
    day = absences[-1]["day"]
    table = report("absences", "--day", day).out
    of_day = [one for one in absences if one["day"] == day]
    assert all(one["name"] in table for one in of_day)
    assert f"Absent: {sum(one['state'] == 'absent' for one in of_day)}. " in table


def test_a_table_of_rates_as_a_file(report: Cli, tmp_path: Path) -> None:
    out = tmp_path / "rates.csv"
    said = report("rates", *TERM, "--by", "weekday", "--csv", out)
    assert (said.code, said.err) == (0, "")
    head, *lines = csv.reader(io.StringIO(out.read_text("utf-8-sig")))
    assert head[:3] == ["Weekday", "Rate %", "Expected"]
    assert [line[0] for line in lines] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert out.stat().st_mode & 0o777 == 0o600
    assert "attended" in said.out


def test_whom_the_rules_found_and_a_letter_to_each(report: Cli, tmp_path: Path) -> None:
    first = report("follow-up", "--json").json
    assert first["new"] == len(first["found"]) > 5
    assert {one["rule"] for one in first["found"]} == {"absent-in-a-row", "rate-below", "late-times"}
    again = report("follow-up", "--state", "new").out
    assert f"On the list: {len(first['found'])}. New: 0." in again
    assert first["found"][0]["name"] in again

    folder = tmp_path / "letters"
    folder.mkdir()
    said = report("letters", "--template", "Missed too much", "--out", folder, "--text")
    assert (said.code, said.err) == (0, "")
    assert "Nothing was sent." in said.out
    files = sorted(folder.iterdir())
    assert len(files) == len(first["found"])
    names = {one["name"] for one in first["found"]}
    assert not any(name.split()[0] in file.name for name in names for file in files)
    assert any(first["found"][0]["name"] in file.read_text("utf-8") for file in files)


@pytest.mark.qt
def test_letters_as_pdf(report: Cli, tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    from pypdf import PdfReader

    found = report("follow-up", "--json").json["found"]
    out = tmp_path / "all.pdf"
    assert report("letters", "--template", "Absent for several days", "--out", out).code == 0
    assert len(PdfReader(out).pages) == len(found)
    assert out.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("absences", "--from", "2026-11-31"), "2026-11-31"),
        (("rates", "--from", "2026-11-02", "--to", "2026-11-01"), "end before they begin"),
        (("rates", "--csv", "/nowhere/at/all.csv"), "all.csv"),
        (("absences", "--to", "2026-11-01"), "--to needs --from"),
        (("absences", "--day", "today", "--from", "2026-11-01"), "--day goes without"),
        (("letters", "--template", "None such", "--out", "letters.txt"), "None such"),
        (("letters", "--template", "Missed too much", "--out", "letters.doc"), ".pdf or .txt"),
    ],
)
def test_a_slip_is_said_and_nothing_is_written(
    report: Cli, arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    outcome = report(*arguments)
    assert outcome.code == 2
    assert said in outcome.err
    assert sorted(tmp_path.iterdir()) == before or {"sample.txt"} == {f.name for f in tmp_path.iterdir()}
