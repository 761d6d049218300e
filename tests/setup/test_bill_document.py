"""The list of parts as CycloneDX, and the licence file: complete, and the same bytes each time."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bootstrap.bill import document
from bootstrap.bill.parts import Kind, Part, Text
from tests.setup import fakes_bill

WHEN = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
PROGRAM = Part(Kind.PROGRAM, "rollcall", "1.2", "Apache-2.0", texts=(Text("LICENSE", "Apache's words.\n"),))
WORDS = Text("both: LICENSE", "The same words.\n")
PARTS = (
    Part(Kind.PACKAGE, "oddthing", "1.0", "MIT OR GPL-2.0-only", sha256=(fakes_bill.HASH,), texts=(WORDS,)),
    Part(
        Kind.LIBRARY,
        "Some library",
        "",
        "LicenseRef-public-domain",
        "oddthing",
        texts=(WORDS,),
        files=("a.so",),
    ),
    Part(Kind.MODEL, "facer", "", "CC0-1.0", sha256=(fakes_bill.HASH,)),
    Part(Kind.CRATE, "someterm", "2.0", "NOASSERTION", "oddthing"),
)


def test_the_list_says_what_was_found() -> None:
    told = json.loads(document.cyclonedx(PROGRAM, PARTS, WHEN))
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert told["metadata"]["timestamp"] == "2026-11-27T08:00:00+00:00"
    assert told["metadata"]["component"]["name"] == "rollcall"
    by_name = {component["name"]: component for component in told["components"]}
    assert by_name.keys() == {part.name for part in PARTS}
    assert by_name["oddthing"]["purl"] == "pkg:pypi/oddthing@1.0"
    assert by_name["oddthing"]["licenses"] == [{"expression": "MIT OR GPL-2.0-only"}]
    assert by_name["oddthing"]["hashes"] == [{"alg": "SHA-256", "content": fakes_bill.HASH}]
    assert by_name["facer"]["licenses"] == [{"license": {"id": "CC0-1.0"}}]
    assert {"name": "rollcall:file", "value": "a.so"} in by_name["Some library"]["properties"]


def test_the_same_parts_give_the_same_bytes() -> None:
    first = document.cyclonedx(PROGRAM, PARTS, WHEN)
    assert document.cyclonedx(PROGRAM, PARTS, WHEN) == first
    other = (replace(PARTS[0], version="1.1"), *PARTS[1:])
    numbers = [
        json.loads(document.cyclonedx(PROGRAM, parts, WHEN))["serialNumber"] for parts in (PARTS, other)
    ]
    assert numbers[0] != numbers[1]


def test_a_list_that_the_schema_refuses_is_a_bug() -> None:
    wrong = replace(PARTS[0], sha256=("no hash",))
    with pytest.raises(ValueError, match=r"no CycloneDX 1\.6"):
        document.cyclonedx(PROGRAM, (wrong,), WHEN)


def test_the_time_comes_from_the_environment_where_it_is_set() -> None:
    assert document.moment({"SOURCE_DATE_EPOCH": "86400"}) == datetime(1970, 1, 2, tzinfo=UTC)
    assert document.moment({}).tzinfo is UTC


def test_the_licence_file_has_each_text_once_and_names_it_for_each_part() -> None:
    text = document.licence_file(PROGRAM, PARTS, fakes_bill.FACTS.allowed)
    assert text.count("The same words.") == 1
    assert "rollcall 1.2: Apache-2.0. Texts: 1" in text
    assert "oddthing 1.0: MIT OR GPL-2.0-only. Texts: 2" in text
    assert "Some library, in oddthing: LicenseRef-public-domain. Texts: 2" in text
    assert "- MIT:\n  Pass on the copyright lines and the text." in text
    assert "GPL-2.0-only:" not in text
