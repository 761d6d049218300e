"""Every code of tampering has a sentence of its own, and the error that carries it says it."""

import re
from pathlib import Path

import pytest

from kiosk.errors import Code, KioskError
from kiosk.reasons import in_words
from kiosk.storage.audit import ROLLED_BACK
from kiosk.tampering import AUDIT, OUTBOX, findings, in_sentences, is_tampering

STORAGE = Path(__file__).resolve().parent.parent / "kiosk" / "storage"


def _codes_in(*names: str) -> set[str]:
    """Give the codes that a module counts, as they stand in its text."""
    text = "".join((STORAGE / name).read_text("utf-8") for name in names)
    counted = re.findall(r"_count\(\"([a-z-]+)\"", text)
    set_aside = re.findall(r"_quarantine\(row, \"([a-z-]+)\"(?: if .* else \"([a-z-]+)\")?", text)
    by_vault = re.findall(r"problems.append\(\"([a-z-]+)=1\"\)", text)
    return {code for code in (*counted, *(c for pair in set_aside for c in pair), *by_vault) if code}


def test_every_code_has_a_sentence_and_no_sentence_is_left_over() -> None:
    assert _codes_in("outbox.py", "vault.py") == OUTBOX.keys()
    said = re.findall(r"problems.append\(\"([a-z-]+)\"\)", (STORAGE / "audit.py").read_text("utf-8"))
    assert {*said, ROLLED_BACK} == AUDIT.keys()


@pytest.mark.parametrize("table", [OUTBOX, AUDIT], ids=["outbox", "audit"])
def test_no_two_say_the_same(table: dict[str, str]) -> None:
    assert len(set(table.values())) == len(table)
    assert all(sentence.endswith(".") and sentence[0].isupper() for sentence in table.values())


def test_the_error_says_them_with_their_counts() -> None:
    error = KioskError(Code.OUTBOX_BROKEN, detail="altered=2, public-key=1")
    assert [count for _, count in findings(error)] == [2, 1]
    text = in_words(error).what
    assert "altered after they were stored: 2." in text
    assert "The right one is back" in text
    assert "=" not in text
    assert "{" not in text


def test_an_audit_and_what_is_not_known() -> None:
    error = KioskError(Code.AUDIT_BROKEN, detail="missing, shortened, something-new")
    assert in_sentences(error) == (
        "Entries were taken out from between others. The newest entries were cut off. something-new"
    )
    assert findings(KioskError(Code.AUDIT_BROKEN)) == []
    assert not is_tampering(KioskError(Code.TEXT_BAD, where="name", detail="empty"))
