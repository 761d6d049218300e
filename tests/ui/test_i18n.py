"""Languages, direction, digits and times."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from kiosk.domain.clock import Instant
from kiosk.errors import Code, KioskError
from kiosk.ui import i18n

pytestmark = pytest.mark.qt


@pytest.fixture(autouse=True)
def _english_again(qapp: QApplication) -> Iterator[None]:
    yield
    i18n.install(qapp, "en")


def test_arabic_turns_the_layout_and_the_digits(qapp: QApplication) -> None:
    i18n.install(qapp, "ar")
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert i18n.is_right_to_left()
    assert i18n.number(2048) == "٢٠٤٨"


def test_english_turns_it_back(qapp: QApplication) -> None:
    i18n.install(qapp, "ar")
    i18n.install(qapp, "en")
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert i18n.number(2048) == "2048"


def test_a_language_we_do_not_have_becomes_english() -> None:
    assert i18n.language_for("xx").code == "en"


@pytest.mark.parametrize(
    ("setting", "found"),
    [("pt-BR", "pt-BR"), ("pt_BR", "pt-BR"), ("pt-PT", "pt"), ("pt", "pt"), ("ar-EG", "ar"), ("p", "en")],
)
def test_a_country_has_its_own_language_or_that_of_its_neighbours(
    monkeypatch: pytest.MonkeyPatch, setting: str, found: str
) -> None:
    known = [i18n.Language(code, code, code) for code in ("en", "ar", "pt", "pt-BR")]
    monkeypatch.setattr(i18n, "LANGUAGES", tuple(known))
    assert i18n.language_for(setting).code == found


def test_a_language_is_there_when_its_file_is(compiled_translations: Path, tmp_path: Path) -> None:
    compiled = (compiled_translations / "translations" / "kiosk_ar.qm").read_bytes()
    (tmp_path / "kiosk_ar.qm").write_bytes(compiled)
    (tmp_path / "kiosk_ku_IQ.qm").write_text("not a translation", encoding="utf-8")
    assert i18n.languages_in(tmp_path) == (i18n.ENGLISH, i18n.Language("ar", "العربية", "ar_EG"))


def test_english_needs_no_file(tmp_path: Path) -> None:
    assert i18n.languages_in(tmp_path / "nowhere") == (i18n.ENGLISH,)


def test_changing_the_language_leaves_nothing_behind(qapp: QApplication) -> None:
    """Each change left two translators with the application until it ended."""
    before = len(qapp.findChildren(QTranslator))
    for code in ("ar", "en", "ar"):
        i18n.install(qapp, code)
    assert len(qapp.findChildren(QTranslator)) == before


def test_no_language_is_the_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: QLocale("ar_EG")))
    assert i18n.language_for("").code == "ar"


def test_the_language_button_goes_round(qapp: QApplication) -> None:
    i18n.install(qapp, "en")
    assert i18n.next_language().code == "ar"
    i18n.install(qapp, "ar")
    assert i18n.next_language().code == "en"


def test_times_are_those_of_the_place(qapp: QApplication) -> None:
    i18n.install(qapp, "en")
    moment = Instant.at(datetime(2026, 11, 23, 8, 2, tzinfo=UTC), "Europe/Berlin")
    assert i18n.time_text(moment) == "09:02"
    assert i18n.day_text(date(2026, 11, 23)) == "Monday 23 November"


def test_a_known_error_is_filled_in(qapp: QApplication) -> None:
    what, action = i18n.error_words(KioskError(Code.SOURCE_MISSING, where="camera:7"))
    assert "camera:7" in what
    assert "camera:0" in action
