"""A third language, made of the source: the machinery takes one more without a line of code."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QApplication

from bootstrap.pseudo import CODE, accented
from kiosk.ui import i18n
from tests.ui.test_translations import placeholders

pytestmark = pytest.mark.qt


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Absent", "‹Ábššéññţ›"),
        ("{count} of {most}", "‹{count} óff {most}›"),
        ("%Ln classes", "‹%Ln çļļášššéšš›"),
        ("<b>Stop</b> &amp; go", "‹<b>Šţóóp</b> &amp; ĝĝóó›"),
        ("{state}: {count}", "{state}: {count}"),
        (" · ", " · "),
        ("", ""),
    ],
)
def test_a_text_is_longer_bracketed_and_keeps_what_is_filled_in(text: str, said: str) -> None:
    assert accented(text) == said
    assert placeholders(said) == placeholders(text)


def test_it_is_four_tenths_longer() -> None:
    text = "Whoever is on the list and was not seen by the end counts as absent when the register is closed."
    assert 1.3 < len(accented(text)) / len(text) < 1.5


def test_its_file_makes_it_a_language_that_can_be_chosen(third_language: Callable[[str], object]) -> None:
    assert Counter(language.code for language in i18n.LANGUAGES) == Counter(["en", "ar", CODE])
    third_language(CODE)
    assert i18n.current().own_name == accented("English")
    assert i18n.locale().name() == "en_GB"
    assert QCoreApplication.translate("kiosk", "Welcome") == accented("Welcome")


def test_the_language_button_goes_round_all_three(third_language: Callable[[str], object]) -> None:
    seen = []
    for _ in i18n.LANGUAGES:
        seen.append(i18n.current().code)
        third_language(i18n.next_language().code)
    assert sorted(seen) == ["ar", "en", CODE]
    assert i18n.current() == i18n.ENGLISH


def test_from_right_to_left_and_back(third_language: Callable[[str], object], qapp: QApplication) -> None:
    third_language("ar")
    third_language(CODE)
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert QLocale().name() == "en_GB"
    assert i18n.number(2048) == "2048"


def test_one_and_many_are_counted_as_in_any_language(third_language: Callable[[str], object]) -> None:
    third_language(CODE)
    said = [QCoreApplication.translate("Header", "%Ln classes are open", "", n) for n in (1, 3)]
    assert [text[:2] for text in said] == ["‹1", "‹3"]


def test_schools_are_not_offered_it(project: Path) -> None:
    assert CODE not in {language.code for language in i18n.LANGUAGES}
    assert not list((project / "resources" / "translations").glob("kiosk_en_*.ts"))
