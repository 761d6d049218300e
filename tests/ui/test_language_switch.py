"""Every window in three languages, one after the other: nothing bypasses translation or stays behind."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from bootstrap.pseudo import CODE, OPENING
from kiosk.domain.people import Role
from kiosk.settings import Settings
from kiosk.ui import i18n
from kiosk.ui.desk.public_board import PublicBoard
from kiosk.ui.kiosk.window import KioskWindow
from tests.fakes_desk import HandClock as DeskClock
from tests.fakes_door import FakeDoor as DeskDoor
from tests.fakes_ui import MORNING, RECOVERY_CODE, SIX_WORDS, ZONE, FakeCamera, FakeDoor, HandClock
from tests.ui.shown_texts import texts, untranslated, words
from tests.ui.test_public_board import NAMED
from tests.ui.wizard.test_wizard_window import Start

if TYPE_CHECKING:
    from tests.ui.desk_driver import Desk

pytestmark = pytest.mark.qt

LANGUAGES_OWN_NAMES = frozenset({"English", "العربية"})
OF_QT = frozenset({"Scroll", "Left", "Right", "Ctrl", "Shift"})
"""Parts of Qt's own, which its own translations say; keys are called what keyboards call them."""


@pytest.fixture(autouse=True)
def _english_again(qapp: QApplication) -> Iterator[None]:
    yield
    i18n.install(qapp, "en")


def settle() -> None:
    """Let windows hear of the language, and what they replaced go."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def said(window: QWidget) -> set[tuple[str, str]]:
    """Give what a window says now."""
    settle()
    return set(texts(window))


def days_and_months() -> frozenset[str]:
    """Give what Qt calls them: the locale's own words."""
    here, short = i18n.locale(), type(i18n.locale()).FormatType.ShortFormat
    days = [name for day in range(1, 8) for name in (here.dayName(day), here.dayName(day, short))]
    months = [
        name for month in range(1, 13) for name in (here.monthName(month), here.monthName(month, short))
    ]
    return words_of(*days, *months)


def leaks(window: QWidget, data: frozenset[str]) -> list[str]:
    known = data | days_and_months() | LANGUAGES_OWN_NAMES | OF_QT
    found = ((kind, text, untranslated(text, known)) for kind, text in said(window))
    return sorted(f"{kind}: {text!r} says {left!r}" for kind, text, left in found if left)[:40]


def bracketed(window: QWidget) -> list[str]:
    own = frozenset(language.own_name for language in i18n.LANGUAGES)
    return sorted(f"{kind}: {text}" for kind, text in said(window) if OPENING in text and text not in own)


def words_of(*named: str) -> frozenset[str]:
    """Give the words of what the school or a test itself has written."""
    return frozenset(word for text in named for word in words(text))


def go_round(window: QWidget, speak: Callable[[str], object], data: frozenset[str]) -> None:
    """From English to Arabic, to the third, and home again."""
    polled = getattr(
        window, "refresh", lambda: None
    )  # what a clock or an answer says comes with the next poll
    speak("ar")
    settle()
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    speak(CODE)
    polled()
    assert not leaks(window, data), "\n".join(leaks(window, data))
    assert window.layoutDirection() == Qt.LayoutDirection.LeftToRight
    speak("en")
    polled()
    assert bracketed(window) == []


def test_the_doors_window(qtbot: Any, third_language: Callable[[str], object]) -> None:
    third_language("en")
    window = KioskWindow(Settings(), lambda: MORNING, HandClock())
    qtbot.addWidget(window, before_close_func=lambda w: w.allow_close())
    window.resize(1280, 720)
    window.show()
    window.attach(FakeDoor(), FakeCamera())
    qtbot.waitUntil(lambda: "Class 5b" in window.header.words[2])
    go_round(window, third_language, words_of("Class 5b", "Hillside School"))


def test_the_second_screens_board(qtbot: Any, third_language: Callable[[str], object]) -> None:
    """Its heading stayed in the language in which it was made."""
    third_language("en")
    door = DeskDoor()
    door.lines = NAMED
    board = PublicBoard(door, DeskClock())
    qtbot.addWidget(board)
    board.resize(1280, 720)
    board.show()
    qtbot.waitUntil(lambda: any("22" in text for _, text in texts(board)))
    go_round(board, third_language, words_of(*(line.label for line in NAMED)))


def test_the_wizard(qtbot: Any, third_language: Callable[[str], object]) -> None:
    third_language("en")
    start = Start(qtbot)
    start.to_custody()
    go_round(start.wizard, third_language, words_of(SIX_WORDS, RECOVERY_CODE, ZONE, "Hillside School", "Ada"))


def test_the_desk_with_every_tab_built(desk: "Desk", third_language: Callable[[str], object]) -> None:
    third_language("en")
    desk.api.role = Role.ADMIN
    desk.enter()
    data = school_words(desk)
    desk.window.keeper.choose("language", "ar")
    third_language("ar")
    settle()
    desk.window.keeper.choose("language", CODE)
    third_language(CODE)
    look_at_every_tab(desk)
    assert not leaks(desk.window, data), "\n".join(leaks(desk.window, data))
    desk.window.keeper.choose("language", "en")
    third_language("en")
    look_at_every_tab(desk)
    assert bracketed(desk.window) == []


def look_at_every_tab(desk: "Desk") -> None:
    settle()
    tabs = desk.board.tabs
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        settle()


def school_words(desk: "Desk") -> frozenset[str]:
    """Give the words that are the school's own: people, groups, lessons, and whoever signs in."""
    people = [word for p in desk.api.people_ for word in (p.person.name, p.person.number)]
    others = ("Class 7b", "Hill School", "Mr Haddad", "Ms Ruiz", "Dentist, back at ten", "of-a-later-version")
    return words_of(*people, *others)
