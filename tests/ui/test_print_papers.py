"""The receipt of an erasure and somebody's own data as PDFs, read back."""

import io
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain.names import SYMBOLS
from kiosk.domain.people import PersonSummary
from kiosk.domain.privacy import (
    MarksChoice,
    Objection,
    PersonCard,
    PersonFollowStep,
    PersonFollowUp,
    PersonMarkEvent,
    Receipt,
    Relation,
)
from kiosk.reports.receipt_words import KINDS
from tests.fakes_desk import NAMES, HandClock, monday_morning
from tests.fakes_office import FakePrivacy, a_receipt, a_years_end, some_data

pytest.importorskip("PySide6")
pytestmark = [pytest.mark.qt, pytest.mark.usefixtures("qapp")]
_DIRECTION_MARKS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])


@pytest.fixture
def privacy() -> FakePrivacy:
    return a_years_end(monday_morning(HandClock()))


@pytest.fixture
def ada(privacy: FakePrivacy) -> PersonSummary:
    return privacy.desk.people_[0]


@pytest.fixture
def receipt(privacy: FakePrivacy, ada: PersonSummary) -> Receipt:
    return a_receipt(privacy.desk.clock.now, ada, MarksChoice.ANONYMISE)


def pages(content: bytes) -> Iterator[str]:
    from pypdf import PdfReader

    for page in PdfReader(io.BytesIO(content)).pages:
        yield " ".join(page.extract_text().split())


def plain(text: str) -> str:
    """What a reader gives, without direction marks and spaces."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).translate(_DIRECTION_MARKS))
    return "".join(c for c in bare if not unicodedata.combining(c) and not c.isspace())


def test_the_receipt_says_what_is_gone_until_when_backups_last_and_no_name(receipt: Receipt) -> None:
    from kiosk.ui.print.receipt import receipt_pdf

    text = " ".join(pages(receipt_pdf(receipt)))
    for part in (
        "Receipt of an erasure", "Number: 1001", "Monday 23 November 2026", "Face templates", "PIN",
        "Marks are anonymous", "Wednesday 23 December 2026", "photographs that were used for enrolment",
        "Page 1 of 1",
    ):  # fmt: skip
        assert plain(part) in plain(text)
    assert "Ada" not in text


def test_where_no_backup_holds_a_template_that_is_said(receipt: Receipt) -> None:
    from kiosk.ui.print.receipt import receipt_lines

    lines = " ".join(receipt_lines(replace(receipt, last_backup_ends=None, backups=0)))
    assert "No backup of this computer can hold a face template" in lines


def test_the_receipt_of_somebody_whose_marks_stay_names_what_stays(
    privacy: FakePrivacy, ada: PersonSummary
) -> None:
    from kiosk.ui.print.receipt import receipt_lines

    lines = receipt_lines(a_receipt(privacy.desk.clock.now, ada, MarksChoice.KEEP))
    assert any(line.startswith("Kept: Marks under their name: 61") for line in lines)


def test_every_kind_of_a_receipt_has_its_words() -> None:
    from kiosk.ui.desk.privacy_words import kind_word

    assert [kind for kind in KINDS if kind_word(kind) == kind] == []
    assert kind_word("of-a-later-version") == "of-a-later-version"


def test_own_data_holds_everything_about_one_and_nothing_about_others(
    privacy: FakePrivacy, ada: PersonSummary
) -> None:
    from kiosk.ui.print.own_data import own_data_pdf

    data = some_data(privacy.desk.clock.now, ada, privacy.of(ada.person.id))
    text = " ".join(pages(own_data_pdf(data)))
    for part in (
        "What is held about you", "Ada Byron", "1001", f"Symbol at the door: {ada.person.symbol.title()}",
        "Class 7b", "Hill School", "Consent, since",
        "Form of 1 September, folder 3",
        "given by Parent (A parent or guardian), last day Saturday 31 July 2027",
        "abababababab", "Number and PIN work for you", "Present", "Dentist, back at ten", "Face enrolled",
        "Mark corrected", "2026-11-23",
    ):  # fmt: skip
        assert plain(part) in plain(text), part
    assert not any(plain(name) in plain(text) for name in NAMES[1:])


def test_every_symbol_has_its_word(qapp: object) -> None:
    from kiosk.ui.symbol_words import symbol_word

    assert [symbol for symbol in SYMBOLS if symbol_word(symbol) != symbol.title()] == []
    assert symbol_word("of-a-later-version") == "of-a-later-version"


def test_earlier_notes_and_a_no_that_was_taken_back_are_on_the_paper(
    privacy: FakePrivacy, ada: PersonSummary
) -> None:
    from kiosk.ui.print.own_data import own_data_pdf

    now = privacy.desk.clock.now
    data = some_data(now, ada, privacy.of(ada.person.id))
    earlier = PersonMarkEvent(now, "correction", "late", "teacher", "Bus broke down")
    marks = (replace(data.marks[1], events=(earlier,)),)
    no = Objection(Relation.SELF, now, now.plus(timedelta(days=1)))
    text = plain(" ".join(pages(own_data_pdf(replace(data, marks=marks, objections=(no,))))))
    for part in ("Bus broke down", "Dentist, back at ten", "Taken back on Tuesday 24 November 2026."):
        assert plain(part) in text, part


def test_what_the_schools_rules_found_is_on_the_paper(privacy: FakePrivacy, ada: PersonSummary) -> None:
    from kiosk.ui.print.own_data import own_data_pdf

    now = privacy.desk.clock.now
    steps = (PersonFollowStep(now, "new", ""), PersonFollowStep(now, "contacted", "telephone & <b>"))
    found = PersonFollowUp("absent-in-a-row", 3, 3, now.local_date, {"days": 4}, steps)
    data = some_data(now, ada, privacy.of(ada.person.id))
    assert "rules found" not in " ".join(pages(own_data_pdf(data)))
    text = " ".join(pages(own_data_pdf(replace(data, follow_ups=(found,)))))
    for part in ("rules found", "Days absent in a row: 4, since 2026-11-23", "Contacted: telephone & <b>"):
        assert plain(part) in plain(text), part


def test_a_card_is_on_the_paper_with_its_days(privacy: FakePrivacy, ada: PersonSummary) -> None:
    from kiosk.ui.print.own_data import own_data_pdf

    now = privacy.desk.clock.now
    data = some_data(now, ada, privacy.of(ada.person.id))
    stopped = PersonCard(now, now.plus(timedelta(days=1)))
    for card, words in (
        (None, "No card with a code is held."),
        (PersonCard(now), "made on Monday 23 November 2026, works for you"),
        (stopped, "made on Monday 23 November 2026, stopped on Tuesday 24 November 2026;"),
    ):
        text = plain(" ".join(pages(own_data_pdf(replace(data, card=card)))))
        assert plain(words) in text, words


def test_markup_in_what_somebody_wrote_stays_text(privacy: FakePrivacy, ada: PersonSummary) -> None:
    from kiosk.ui.print.own_data import own_data_pdf

    name = "<b>Bobby</b> & <img src='file:///etc/passwd'>"
    bobby = replace(ada, person=replace(ada.person, name=name))
    data = some_data(privacy.desk.clock.now, bobby, privacy.of(ada.person.id))
    text = plain(" ".join(pages(own_data_pdf(data))))
    assert text.count(plain(name)) == 2  # in the body and at the foot


def test_what_is_long_goes_on_with_numbered_pages(privacy: FakePrivacy, ada: PersonSummary) -> None:
    from kiosk.ui.print.own_data import own_data_pdf

    data = some_data(privacy.desk.clock.now, ada, privacy.of(ada.person.id))
    texts = list(pages(own_data_pdf(replace(data, marks=data.marks * 60))))
    assert len(texts) > 2
    for number, text in enumerate(texts, start=1):
        assert plain(f"Page {number} of {len(texts)}") in plain(text)


@pytest.mark.usefixtures("arabic")
def test_an_arabic_page_runs_from_the_right_and_its_name_is_shaped(
    privacy: FakePrivacy,
) -> None:
    from kiosk.ui.print.own_data import own_data_pdf

    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext (poppler-utils) is not installed, so the Arabic text is not read back.")
    laila = privacy.desk.people_[1]
    content = own_data_pdf(some_data(privacy.desk.clock.now, laila, privacy.of(laila.person.id)))
    done = subprocess.run([tool, "-", "-"], input=content, capture_output=True, check=True)
    assert plain(NAMES[1]) in plain(done.stdout.decode())


def test_the_same_papers_are_the_same_bytes(receipt: Receipt) -> None:
    from kiosk.ui.print.receipt import receipt_pdf

    assert receipt_pdf(receipt) == receipt_pdf(receipt)
