"""Languages, direction, digits and times."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import QLocale, Qt
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
