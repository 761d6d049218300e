"""The translations are whole: nothing missing, nothing left over, and every placeholder in its place."""

import ast
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from bootstrap.build import TRANSLATIONS
from bootstrap.translations import PLURALS_ONLY, refresh
from kiosk.errors import TABLE, Code, KioskError
from kiosk.storage import code_files
from kiosk.ui import i18n
from kiosk.ui.desk.code_words import code_meaning, set_source, set_title
from kiosk.ui.desk.words import sheet_words

pytestmark = pytest.mark.qt

FORMS = {"ar": 6, "en": 2}
# Zero, one and two are words in Arabic, so these forms may leave the number out.
WITHOUT_NUMBER = {"ar": 3, "en": 0}
ISOLATES = frozenset("\u2066\u2067\u2068\u2069")
# These say the same in every language.
SAME = {
    "Rollcall",
    "{state} ({key})",
    "{state}: {count}",
    "{name}: {state}",
    "{ground}: {reference}",
    "{name} ({relation})",
    "{old} → {new}",
    "{kind}: {count}",
    "{what}: {value}",
    " · ",
    "{code}   {meaning}   ({state})",
    "{here} / {expected}",
    "{name} ({number}): {language}",
    "{name} · {language}",
    "{name}: {days}",
    "{place}  {session}",
    "{time} {group}: {state}",
    "{who}: {rate}.",
    "{day} {month}",
}
DETAILS = {Code.OUTBOX_BROKEN: "altered=2, public-key=1", Code.AUDIT_BROKEN: "missing, shortened"}
"""Where an error's detail is other codes than those of a picture."""
LATIN_PUNCTUATION = re.compile(r"[,;?](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Message:
    """A line of a .ts file."""

    context: str
    source: str
    forms: tuple[str, ...]
    is_plural: bool
    kind: str

    def __str__(self) -> str:
        return f"{self.context}: {self.source}"


def messages(file: Path) -> Iterator[Message]:
    for context in ET.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            is_plural = message.get("numerus") == "yes"
            forms = (
                tuple(form.text or "" for form in translation.iter("numerusform"))
                if is_plural
                else (translation.text or "",)
            )
            yield Message(
                context.findtext("name", ""),
                message.findtext("source", ""),
                forms,
                is_plural,
                translation.get("type", ""),
            )


def file_of(language: str) -> Path:
    return TRANSLATIONS / f"kiosk_{language}.ts"


def placeholders(text: str) -> Counter[str]:
    return Counter(re.findall(r"\{\w*\}|%L?n|%\d", text))


ARABIC = tuple(messages(file_of("ar")))
ENGLISH = tuple(messages(file_of("en")))


@pytest.fixture
def arabic(speak: Callable[[str], object]) -> None:
    """Switch to the Arabic of this checkout."""
    speak("ar")


@pytest.mark.parametrize("language", sorted(FORMS))
def test_every_text_is_translated(language: str) -> None:
    open_ones = [str(m) for m in messages(file_of(language)) if m.kind or not all(m.forms)]
    assert not open_ones


@pytest.mark.parametrize("language", sorted(FORMS))
def test_the_source_has_no_text_that_the_file_lacks(language: str, tmp_path: Path) -> None:
    """Add one and this fails: run `python -m bootstrap.translations` and translate it."""
    fresh = tmp_path / file_of(language).name
    refresh(language, fresh)
    in_source = {(m.context, m.source, m.is_plural) for m in messages(fresh)}
    in_file = {(m.context, m.source, m.is_plural) for m in messages(file_of(language))}
    assert in_source - in_file == set()
    assert in_file - in_source == set()


@pytest.mark.parametrize("language", sorted(FORMS))
def test_the_file_is_as_the_command_leaves_it(language: str, tmp_path: Path) -> None:
    again = tmp_path / file_of(language).name
    again.write_bytes(file_of(language).read_bytes())
    refresh(language, again)
    assert again.read_bytes() == file_of(language).read_bytes()


def test_a_new_text_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All the ways in which the source marks a text."""
    (tmp_path / "new.py").write_text(
        '_N = QT_TRANSLATE_NOOP\nA = _N("errors", "one")\nB = QT_TRANSLATE_NOOP("errors", "two")\n'
        "class Page:\n    def show(self, n):\n"
        '        self.tr("three")\n        self.tr("%Ln four", "", len(n))\n'
        '        say("desk", "five")\n        QCoreApplication.translate("desk", "six")\n',
        encoding="utf-8",
    )
    monkeypatch.setattr("bootstrap.translations.SOURCE", tmp_path)
    refresh("ar", tmp_path / "new.ts")
    found = {(m.context, m.source, m.is_plural) for m in messages(tmp_path / "new.ts")}
    assert found == {
        ("errors", "one", False),
        ("errors", "two", False),
        ("Page", "three", False),
        ("Page", "%Ln four", True),
        ("desk", "five", False),
        ("desk", "six", False),
    }


@pytest.mark.parametrize("language", sorted(FORMS))
def test_plurals_have_all_their_forms(language: str) -> None:
    plurals = [m for m in messages(file_of(language)) if m.is_plural]
    assert plurals
    assert {len(m.forms) for m in plurals} == {FORMS[language]}
    for message in plurals:
        for form in message.forms[WITHOUT_NUMBER[language] :]:
            assert "%Ln" in form, message


def test_english_holds_plurals_only() -> None:
    assert "en" in PLURALS_ONLY
    assert all(m.is_plural for m in ENGLISH)
    assert {m.source for m in ENGLISH} == {m.source for m in ARABIC if m.is_plural}


def test_placeholders_are_those_of_the_source() -> None:
    for message in ARABIC:
        for form in message.forms[WITHOUT_NUMBER["ar"] if message.is_plural else 0 :]:
            assert placeholders(form) == placeholders(message.source), message


def test_nothing_stays_english() -> None:
    left = [
        str(m)
        for m in ARABIC
        if m.source not in SAME
        and not all(any("ARABIC" in unicodedata.name(c, "") for c in form) for form in m.forms)
    ]
    assert not left


def test_no_direction_marks_but_isolates_in_pairs() -> None:
    for message in (*ARABIC, *ENGLISH):
        for form in message.forms:
            odd = {c for c in form if unicodedata.category(c) in {"Cf", "Cc"}} - ISOLATES
            assert not odd, message
            openings = sum(form.count(c) for c in "\u2066\u2067\u2068")
            assert openings == form.count("\u2069"), message


def test_punctuation_is_arabic() -> None:
    latin = [str(m) for m in ARABIC if any(LATIN_PUNCTUATION.search(form) for form in m.forms)]
    assert not latin


def test_a_sentence_ends_as_its_source_does() -> None:
    """A full stop that is missing or too many shows on the screen."""
    uneven = [
        str(m)
        for m in ARABIC
        if m.source.rstrip("\u2069").endswith(".") != m.forms[0].rstrip("\u2069").endswith(".")
    ]
    assert not uneven


def test_compiled_arabic_is_spoken(arabic: None) -> None:
    assert QCoreApplication.translate("kiosk", "Welcome") == "مرحبًا"
    assert QCoreApplication.translate("desk", "Absent") == "غائب"
    assert sheet_words().nobody == "لا أحد في هذا السجل."


def test_each_number_has_its_own_form(arabic: None) -> None:
    said = [
        QCoreApplication.translate("AdminPage", "%Ln more characters needed", "", n) for n in (1, 2, 3, 11)
    ]
    assert said == ["يلزم حرف واحد آخر", "يلزم حرفان آخران", "تلزم ٣ أحرف أخرى", "يلزم ١١ حرفًا آخر"]


def test_english_counts_one_and_many(qapp: QApplication, arabic: None) -> None:
    i18n.install(qapp, "en")
    said = [QCoreApplication.translate("Header", "%Ln classes are open", "", n) for n in (1, 3)]
    assert said == ["1 class is open", "3 classes are open"]


@pytest.mark.parametrize("code", list(Code))
def test_every_error_is_said_in_arabic(arabic: None, code: Code) -> None:
    detail = DETAILS.get(code, "too_far, blurred")
    what, action = i18n.error_words(KioskError(code, where="/srv/kiosk", detail=detail))
    for said, row in ((what, TABLE[code].what), (action, TABLE[code].action)):
        assert said != row
        assert "{" not in said
        assert not any(part.partition("=")[0] in said for part in detail.split(", "))


def test_what_an_error_names_keeps_its_own_direction(arabic: None) -> None:
    what, _ = i18n.error_words(KioskError(Code.FILE_UNREADABLE, where="--x"))
    assert "\u2068--x\u2069" in what


def test_seconds_in_an_error_are_written_as_on_the_clock(arabic: None) -> None:
    _, action = i18n.error_words(KioskError(Code.CODE_WAIT, detail=30))
    assert "٣٠" in action


def test_both_numbers_of_a_duplicate_stand_in_their_order(arabic: None) -> None:
    """As one text they stood the other way round, with a Latin comma."""
    what, _ = i18n.error_words(KioskError(Code.DUPLICATE_FACE, where="103, 101"))
    assert what.endswith("\u2068103\u2069، \u2068101\u2069.")


def test_a_field_is_named_in_words_and_a_class_called_like_one_is_not(arabic: None) -> None:
    what, _ = i18n.error_words(KioskError(Code.TEXT_BAD, where="note", detail="too_long"))
    assert "ملاحظة" in what
    assert "أطول" in what
    what, _ = i18n.error_words(KioskError(Code.CLASS_UNKNOWN, where="note"))
    assert "note" in what


def test_nothing_is_said_inside_an_f_string() -> None:
    """Lupdate does not look into them: such a text stayed English on an Arabic receipt."""
    hidden = []
    for file in sorted(Path(i18n.__file__).parent.rglob("*.py")):
        for text in ast.walk(ast.parse(file.read_text("utf-8"))):
            calls = ast.walk(text) if isinstance(text, ast.JoinedStr) else ()
            names = {
                getattr(c.func, "attr", getattr(c.func, "id", "")) for c in calls if isinstance(c, ast.Call)
            }
            if names & {"tr", "say", "translate"}:
                hidden.append(f"{file.name}:{getattr(text, 'lineno', 0)}")
    assert not hidden


def test_the_programs_own_codes_are_translated_and_a_standards_are_not(arabic: None) -> None:
    plain, england = code_files.load("plain"), code_files.load("dfe-england-2024")
    assert code_meaning(plain, plain.codes[0]) == "حاضر"
    assert set_title(plain) != plain.title
    assert set_source(plain) != plain.source
    assert code_meaning(england, england.codes[0]) == england.codes[0].meaning
    assert set_title(england) == england.title
