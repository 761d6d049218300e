"""`kiosk cards`: the codes are on the paper and nowhere else; a slip leaves older cards working."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cli.desk import running
from kiosk.domain.registers import IssuedCard
from kiosk.paths import DataDir
from tests.cli.conftest import PASSPHRASE, Cli, Outcome
from tests.cli.test_journey import Do

pytest.importorskip("PySide6")
pytestmark = pytest.mark.qt


@pytest.fixture
def school(cli: Cli, tmp_path: Path, passphrase_file: Path) -> Do:
    """Make a trial with two people in one class and one in none."""
    options = ("--data-dir", tmp_path / "data", "--passphrase-file", passphrase_file)
    names = ("--school", "Hill School", "--admin", "Ada", "--class", "3b")
    assert cli("init", "--trial", *names, *options).code == 0

    def do(*arguments: object) -> Outcome:
        return cli(*arguments, *options)

    for number, name in (("S-1", "Amal Fontaine"), ("S-2", "Zebediah Quartermain")):
        assert do("person", "add", "--id", number, "--name", name, "--class", "3b").code == 0
    assert do("person", "add", "--id", "S-3", "--name", "Of No Class").code == 0
    return do


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[IssuedCard]]:
    """What was put on paper, in order."""
    from kiosk.ui.print import cards

    found: list[IssuedCard] = []
    draw = cards.cards_pdf

    def note(sheet: cards.CardSheet, words: cards.CardWords) -> bytes:
        found.extend(sheet.cards)
        return draw(sheet, words)

    monkeypatch.setattr(cards, "cards_pdf", note)
    yield found
    found.clear()


def works(folder: Path, card: IssuedCard) -> bool:
    """Whether the door takes a card."""
    with running(DataDir(folder)) as services:

        def known(vault: object) -> bool:
            found = vault._kiosk.read("SELECT count(*) FROM cards WHERE revoked_utc IS NULL")  # type: ignore[attr-defined]
            codes = vault._codes.cards  # type: ignore[attr-defined]
            tags = {row[0] for row in vault._kiosk.read("SELECT tag FROM cards WHERE revoked_utc IS NULL")}  # type: ignore[attr-defined]
            return found[0][0] > 0 and codes._tag(card.code) in tags

        return services.submit(known).result()


def test_a_class_gets_its_cards_and_the_codes_are_in_no_other_file(
    school: Do, tmp_path: Path, printed: list[IssuedCard]
) -> None:
    out = tmp_path / "cards.pdf"
    said = school("cards", "--group", "3B", "--out", out)
    assert said.code == 0, said.err
    assert "Cards made: 2" in said.out
    assert [card.number for card in printed] == ["S-1", "S-2"]
    assert out.stat().st_mode & 0o777 == 0o600
    assert school("backup").code == 0
    secrets = [card.code.encode() for card in printed] + [card.code[4:].encode() for card in printed]
    assert not any(secret.decode() in said.out + said.err for secret in secrets)
    for path in (tmp_path / "data").rglob("*"):
        assert not path.is_file() or not any(secret in path.read_bytes() for secret in secrets), path.name
    assert all(works(tmp_path / "data", card) for card in printed)


def test_some_of_a_class_and_those_who_have_none(
    school: Do, tmp_path: Path, printed: list[IssuedCard]
) -> None:
    out = tmp_path / "cards.pdf"
    assert school("cards", "--group", "3b", "--out", out, "--people", "S-2", "--json").json["cards"] == 1
    assert school("cards", "--group", "3b", "--out", out, "--only-missing", "--json").json["cards"] == 1
    assert [card.number for card in printed] == ["S-2", "S-1"]
    out.unlink()
    said = school("cards", "--group", "3b", "--out", out, "--only-missing")
    assert (said.code, "Nobody needs a card" in said.out, out.exists()) == (0, True, False)


def test_a_revoked_card_works_no_more(school: Do, tmp_path: Path, printed: list[IssuedCard]) -> None:
    school("cards", "--group", "3b", "--out", tmp_path / "cards.pdf")
    assert "works no more" in school("cards", "revoke", "S-1").out
    assert school("cards", "revoke", "S-1", "--json").json == {"number": "S-1", "revoked": False}
    assert [works(tmp_path / "data", card) for card in printed] == [False, True]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--out", "{}/cards.pdf"), "--group"),
        (("--group", "3b"), "--out"),
        (("--group", "3b", "--out", "{}/cards.txt"), ".pdf"),
        (("--group", "9z", "--out", "{}/cards.pdf"), "9z"),
        (("--group", "3b", "--out", "{}/cards.pdf", "--people", "S-3"), "S-3"),
        (("--group", "3b", "--out", "{}/nowhere/cards.pdf"), "cards.pdf"),
    ],
)
def test_a_slip_is_said_and_leaves_older_cards_working(
    school: Do, tmp_path: Path, printed: list[IssuedCard], arguments: tuple[str, ...], word: str
) -> None:
    school("cards", "--group", "3b", "--out", tmp_path / "first.pdf")
    said = school("cards", *(one.format(tmp_path) for one in arguments))
    assert said.code == 2
    assert word in said.err
    assert len(printed) == 2
    assert all(works(tmp_path / "data", card) for card in printed)
    assert PASSPHRASE not in said.out + said.err
