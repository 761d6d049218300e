"""The receipt as JSON and in words: what is gone, what stays, when the last backup goes, copies elsewhere."""

import json
from datetime import UTC, datetime

import pytest

from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId
from kiosk.domain.privacy import MarksChoice, Receipt
from kiosk.reports.receipt import receipt_json, words
from kiosk.reports.receipt_words import ELSEWHERE, KINDS

ERASED = Instant.at(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), "Europe/Berlin")
ENDS = Instant.at(datetime(2026, 12, 22, 3, 0, tzinfo=UTC), "Europe/Berlin")


def receipt(ends: Instant | None = ENDS) -> Receipt:
    person = PersonId("0197c000-0000-7000-8000-000000000001")
    gone, kept = (("templates", 1), ("pin", 1)), (("anonymous-marks", 12), ("audit", 4))
    return Receipt("S-1", person, ERASED, MarksChoice.ANONYMISE, gone, kept, ends, 3 if ends else 0)


def test_the_keys_do_not_change() -> None:
    document = json.loads(receipt_json(receipt()))
    assert list(document) == [
        "format", "kind", "number", "person", "erased", "marks", "gone", "kept", "kinds", "backups",
        "records_backups", "elsewhere",
    ]  # fmt: skip
    assert document["gone"] == {"templates": 1, "pin": 1}
    assert document["kept"] == {"anonymous-marks": 12, "audit": 4}
    assert document["kinds"]["anonymous-marks"] == KINDS["anonymous-marks"]
    assert document["erased"]["utc"] == ERASED.utc_text
    assert document["backups"] == {
        "with_templates": 3,
        "last_ends": {"utc": ENDS.utc_text, "zone": "Europe/Berlin", "offset_minutes": 60},
    }
    assert document["elsewhere"] == list(ELSEWHERE)


def test_without_a_backup_none_has_to_go() -> None:
    document = json.loads(receipt_json(receipt(None)))
    assert document["backups"] == {"with_templates": 0, "last_ends": None}


@pytest.mark.parametrize(
    ("ends", "said"), [(ENDS, "the last goes on 2026-12-22"), (None, "No backup of this computer")]
)
def test_the_words_say_the_same(ends: Instant | None, said: str) -> None:
    text = "\n".join(words(receipt(ends)))
    assert said in text
    assert "face templates: 1" in text
    assert all(one in text for one in ELSEWHERE)
