"""Letters filled in, with the language's own dates and figures, and as files that only their owner reads."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.follow_up import (
    MERGE_FIELDS,
    FollowRule,
    FollowState,
    FollowUp,
    Letter,
    LetterTemplate,
    RuleKind,
)
from kiosk.domain.ids import FollowUpId, LetterId, PersonId, RuleId
from kiosk.domain.letters import LetterFacts
from kiosk.domain.people import Person
from kiosk.domain.ready_letters import READY
from kiosk.errors import Code, KioskError
from kiosk.reports.letters import day_in, file_names, letters_text, number_in, write_text, written

DAY = date(2026, 11, 23)
RULE = FollowRule(RuleId("r"), RuleKind.ABSENT_IN_A_ROW, 3, 3)


def facts(
    name: str = "Ada Byron", number: str = "S-17", groups: tuple[str, ...] = ("7b", "Chess")
) -> LetterFacts:
    person = Person(PersonId("p"), number, name, "star")
    found = FollowUp(FollowUpId("f"), RULE, person, groups, date(2026, 11, 18), {"days": 13}, FollowState.NEW)
    return LetterFacts(found, "", "Hill School", DAY, "Ms Ruiz", (date(2026, 11, 18), date(2026, 11, 19)))


def template(body: str, language: str = "en", subject: str = "About {name}") -> LetterTemplate:
    return LetterTemplate(LetterId("t"), "Mine", language, subject, body)


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def letter(number: str, day: date = DAY) -> Letter:
    return replace(written(template("B"), facts(number=number)), day=day)


class TestFillingIn:
    def test_every_field(self) -> None:
        body = "|".join("{" + field + "}" for field in MERGE_FIELDS)
        filled = plain(written(template(body), facts()).body).split("|")
        assert dict(zip(MERGE_FIELDS, filled, strict=True)) == {
            "name": "Ada Byron",
            "number": "S-17",
            "groups": "7b, Chess",
            "school": "Hill School",
            "date": "23 November 2026",
            "since": "18 November 2026",
            "days": "13",
            "rate": "–",
            "sessions": "–",
            "times": "–",
            "absences": "Wednesday 18 November 2026\nThursday 19 November 2026",
            "signed_by": "Ms Ruiz",
        }

    def test_in_arabic_dates_figures_and_commas_are_arabic(self) -> None:
        filled = written(template("{groups}\n{date}\n{days}\n{absences}", "ar-EG"), facts()).body
        assert plain(filled).splitlines() == [
            "7b، Chess",
            "٢٣ نوفمبر ٢٠٢٦",
            "١٣",
            "الأربعاء ١٨ نوفمبر ٢٠٢٦",
            "الخميس ١٩ نوفمبر ٢٠٢٦",
        ]

    def test_in_another_language_a_date_is_the_international_one(self) -> None:
        assert written(template("{date} {days}", "de"), facts()).body == "2026-11-23 13"

    def test_nobody_is_in_no_group_and_has_no_days(self) -> None:
        bare = replace(facts(groups=()), days=())
        assert written(template("{groups} {absences}"), bare).body == "– –"

    def test_names_keep_to_themselves(self) -> None:
        filled = written(template("Dear {name}!"), facts("Evil\u202egnp\u2069 {since}"))
        assert filled.body == "Dear \u2068Evilgnp {since}\u2069!"
        assert filled.subject == "About \u2068Evilgnp {since}\u2069"

    @pytest.mark.parametrize("one", READY, ids=lambda one: f"{one.name} {one.language}")
    def test_the_ready_letters_leave_no_brace(self, one: LetterTemplate) -> None:
        filled = written(one, facts())
        assert not set("{}") & set(filled.subject + filled.body)
        assert (filled.school, filled.day, filled.language) == ("Hill School", DAY, one.language)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "1 March 2027"), ("EN-us", "1 March 2027"), ("ar", "١ مارس ٢٠٢٧"), ("fr", "2027-03-01")],
)
def test_a_day(language: str, expected: str) -> None:
    assert day_in(language, date(2027, 3, 1)) == expected


def test_a_number() -> None:
    assert (number_in("ar", 1024), number_in("en", 1024)) == ("١٠٢٤", "1024")


class TestFiles:
    def test_one_file_holds_all_with_a_page_for_each(self, tmp_path: Path) -> None:
        out = tmp_path / "letters.txt"
        assert write_text([letter("1"), letter("2")], out) == (out,)
        first, second = out.read_text("utf-8").split("\f")
        assert first.startswith("Hill School\n23 November 2026\n\nAbout ")
        assert second.strip().startswith("Hill School")
        assert out.stat().st_mode & 0o777 == 0o600

    def test_a_folder_gets_one_each_by_number_and_never_by_name(self, tmp_path: Path) -> None:
        files = write_text([letter("S-1"), letter("../2"), letter("S-1"), letter("\u0662")], tmp_path)
        assert [file.name for file in files] == [
            "letter_S-1_2026-11-23.txt",
            "letter_2_2026-11-23.txt",
            "letter_S-1_2026-11-23_2.txt",
            "letter_person_2026-11-23.txt",
        ]
        assert sorted(tmp_path.iterdir()) == sorted(files)
        assert all(file.stat().st_mode & 0o777 == 0o600 for file in files)

    def test_capitals_are_no_difference_between_files(self) -> None:
        names = file_names([letter("a"), letter("A")], "pdf")
        assert names == ("letter_a_2026-11-23.pdf", "letter_A_2026-11-23_2.pdf")

    def test_a_folder_that_is_missing(self, tmp_path: Path) -> None:
        with pytest.raises(KioskError) as caught:
            write_text([letter("1")], tmp_path / "missing" / "letters.txt")
        assert caught.value.code is Code.FILE_NOT_WRITTEN

    def test_text_ends_with_a_line(self) -> None:
        assert letters_text([letter("1")]).endswith("B\n")
        assert not letters_text([letter("1")]).endswith("\n\n")
