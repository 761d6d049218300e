"""What a person may ask for and the school's rules, by commands: sentences, JSON, files of mode 0600."""

import json
import os
import stat
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.cli import documents
from kiosk.domain.clock import Instant
from kiosk.domain.privacy import RetentionDue, RetentionKind
from kiosk.errors import Code, KioskError
from kiosk.runtime.privacy import PrivacyService
from tests.cli.conftest import Cli, Outcome
from tests.cli.test_journey import Do
from tests.storage.test_own_data import THEIRS


@pytest.fixture
def school(cli: Cli, tmp_path: Path, passphrase_file: Path) -> Do:
    """Make a trial with one class and one person."""
    options = ("--data-dir", tmp_path / "data", "--passphrase-file", passphrase_file)
    names = ("--school", "Hill School", "--admin", "Ada", "--class", "3b")
    assert cli("init", "--trial", *names, *options).code == 0

    def do(*arguments: object) -> Outcome:
        return cli(*arguments, *options)

    assert do("person", "add", "--id", "S-1", "--name", "Amal Fontaine", "--class", "3b").code == 0
    return do


def is_private(path: Path) -> bool:
    return os.name != "posix" or stat.S_IMODE(path.stat().st_mode) == 0o600


def test_somebody_is_erased_and_gets_a_receipt(school: Do, tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.json"
    said = school("person", "erase", "--id", "S-1", "--marks", "anonymise", "--receipt", receipt, "--yes")
    assert said.code == 0, said.err
    assert "The school's to destroy" in said.out
    assert "Fontaine" not in said.out
    document = json.loads(receipt.read_bytes())
    assert (document["number"], document["marks"]) == ("S-1", "anonymise")
    assert is_private(receipt)
    gone = school("person", "list", "--json").json
    assert gone == []


def test_without_yes_and_without_a_terminal_nobody_is_erased(school: Do, tmp_path: Path) -> None:
    said = school("person", "erase", "--id", "S-1", "--marks", "keep", "--receipt", tmp_path / "r.json")
    assert said.code == 2
    assert "--yes is not given" in said.err
    assert len(school("person", "list", "--json").json) == 1


@pytest.mark.parametrize("out", ["nowhere/receipt.json", "."])
def test_a_receipt_that_could_not_be_written_stops_the_erasure_before_it_begins(
    school: Do, tmp_path: Path, out: str
) -> None:
    said = school("person", "erase", "--id", "S-1", "--marks", "keep", "--receipt", tmp_path / out, "--yes")
    assert said.code == 2
    assert len(school("person", "list", "--json").json) == 1


def test_a_pdf_without_qt_is_refused_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "find_spec", lambda _: None)
    with pytest.raises(KioskError) as refused:
        documents.check(tmp_path / "receipt.PDF")
    assert refused.value.code is Code.PDF_NEEDS_QT


@pytest.mark.qt
def test_the_receipt_is_a_pdf_where_its_name_says_so(school: Do, tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.pdf"
    said = school("person", "erase", "--id", "S-1", "--marks", "keep", "--receipt", receipt, "--yes")
    assert said.code == 0, said.err
    assert receipt.read_bytes().startswith(b"%PDF")
    assert is_private(receipt)


def test_own_data_hold_nobody_else(school: Do, tmp_path: Path) -> None:
    school("person", "add", "--id", THEIRS["number"], "--name", THEIRS["name"], "--class", "3b")
    out = tmp_path / "own.json"
    said = school("person", "own-data", "--id", "S-1", "--out", out)
    assert said.code == 0, said.err
    text = out.read_text("utf-8")
    assert json.loads(text)["name"] == "Amal Fontaine"
    assert THEIRS["name"] not in text
    assert THEIRS["number"] not in text
    assert is_private(out)


@pytest.mark.parametrize(
    "asked",
    [("own-data", "--out"), ("erase", "--marks", "keep", "--yes", "--receipt")],
    ids=["own data", "receipt"],
)
def test_a_name_that_says_neither_pdf_nor_json_is_refused_before_anything_is_done(
    school: Do, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    """JSON was once written into whatever was named, a .docx too."""
    command, *options = asked
    said = school("person", command, "--id", "S-1", *options, tmp_path / "own.docx")
    assert said.code == 2
    assert ".pdf or .json" in said.err
    assert list(tmp_path.glob("*.docx")) == []
    assert len(school("person", "list", "--json").json) == 1


def test_a_no_is_recorded_shown_and_lifted_by_whoever_said_it(school: Do) -> None:
    assert school("person", "object", "--id", "S-1", "--by", "self", "--json").json["templates"] == 0
    refused = school("person", "object", "--id", "S-1", "--by", "guardian", "--lift")
    assert refused.code == 2
    assert "Only whoever said no" in refused.err
    shown = school("person", "choices", "--id", "S-1", "--json").json
    assert shown["objection"]["by"] == "self"
    assert "said no" in school("person", "choices", "--id", "S-1").out.lower()
    assert school("person", "object", "--id", "S-1", "--by", "self", "--lift").code == 0
    assert school("person", "choices", "--id", "S-1", "--json").json["objection"] is None


def test_whoever_takes_a_no_back_is_told_of_another_that_goes_on(school: Do) -> None:
    """The mother's no went on, and the command said that a new consent was all that was needed."""
    for by in ("self", "guardian"):
        assert school("person", "object", "--id", "S-1", "--by", by).code == 0
    assert (
        "Another one goes on: guardian."
        in school("person", "object", "--id", "S-1", "--by", "self", "--lift").out
    )
    lifted = school("person", "object", "--id", "S-1", "--by", "guardian", "--lift", "--json").json
    assert lifted["is_lifted"] is True


def test_what_is_due_is_shown_and_asked_before_it_goes(school: Do, monkeypatch: pytest.MonkeyPatch) -> None:
    """A year of marks went by one command that had shown nothing."""
    due = RetentionDue(RetentionKind.MARKS, 61, Instant.at(datetime(2026, 7, 1, tzinfo=UTC), "UTC"), False)
    ran: list[bool] = []

    def answer(_: PrivacyService) -> "Future[Sequence[RetentionDue]]":
        done: Future[Sequence[RetentionDue]] = Future()
        done.set_result([due])
        return done

    def run(service: PrivacyService) -> "Future[Sequence[RetentionDue]]":
        ran.append(True)
        return answer(service)

    monkeypatch.setattr(PrivacyService, "retention_due", answer)
    monkeypatch.setattr(PrivacyService, "run_retention", run)
    asked = school("retention", "run")
    assert (asked.code, ran) == (2, [])
    assert "Marks: 61 older than 2026-07-01 would go." in asked.err
    assert "--yes is not given" in asked.err
    assert school("retention", "run", "--yes").out == "Marks: 61 older than 2026-07-01 are gone.\n"
    assert ran == [True]


def test_leaving_and_coming_back(school: Do) -> None:
    assert school("person", "left", "--id", "S-1").code == 0
    assert "Left on" in school("person", "choices", "--id", "S-1").out
    assert school("person", "left", "--id", "S-1", "--back", "--json").json["left"] is None
    assert school("person", "choices", "--id", "S-1", "--json").json["left"] is None


def test_withdrawing(school: Do) -> None:
    assert school("person", "withdraw", "--id", "S-1", "--json").json == {"number": "S-1", "templates": 0}


def test_a_basis_and_a_record_on_it(school: Do, portraits: Path, models: Path) -> None:
    missing = school("basis", "set", "--purpose", "face", "--kind", "public-task")
    assert missing.code == 2
    said = school("basis", "set", "--purpose", "face", "--kind", "public-task", "--reference", "Decree 7")
    assert "may not use face recognition" in said.out
    assert [one["kind"] for one in school("basis", "list", "--json").json] == ["public-task"]
    enrolled = school(
        "enrol", "--person", "S-1", "--images", portraits / "astronaut.png", "--given-by", "basis"
    )
    assert enrolled.code == 0, enrolled.err
    (record,) = school("person", "choices", "--id", "S-1", "--json").json["consents"]
    assert (record["relation"], record["text"], record["is_live"]) == ("basis", "Decree 7", True)


def test_the_schools_words_have_versions(school: Do, tmp_path: Path, portraits: Path, models: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("We recognise you by your face.", "utf-8")
    assert school("consent", "text", "add", "--file", words, "--json").json["version"] == "1"
    assert school("consent", "text", "list", "--json").json[0]["text"] == "We recognise you by your face."
    assert school("consent", "text", "add", "--file", tmp_path / "none").code == 2
    options = ("--images", portraits / "astronaut.png", "--consent-version", "1", "--given-by", "self")
    assert school("enrol", "--person", "S-1", *options).code == 0
    (record,) = school("person", "choices", "--id", "S-1", "--json").json["consents"]
    assert (record["text_version"], record["relation"]) == ("1", "self")


def test_the_rules_of_retention(school: Do) -> None:
    assert school("retention", "show", "--json").json == {
        "rules": {"templates": 30, "marks": None, "audit": None, "logs": 90},
        "due": [],
    }
    assert school("retention", "set", "--kind", "marks", "--days", "365").code == 0
    assert school("retention", "show", "--json").json["rules"]["marks"] == 365
    assert school("retention", "set", "--kind", "marks", "--days", "never").code == 0
    assert school("retention", "show", "--json").json["rules"]["marks"] is None
    soon = school("retention", "set", "--kind", "templates", "--days", "soon")
    assert (soon.code, "0-30." in soon.err) == (2, True)
    for days in ("5", "soon"):
        refused = school("retention", "set", "--kind", "marks", "--days", days)
        assert (refused.code, "30-36500" in refused.err) == (2, True)
    assert school("retention", "run").out == "Nothing was due.\n"
    assert "goes after days" in school("retention", "show").out
