"""Choosing a session, leaving and coming back, cards, and one's own day at the door."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6")
from kiosk.domain.cards import CardSighting, card_text
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import EventId, SessionId
from kiosk.domain.marks import MarkState
from kiosk.errors import Code, KioskError
from kiosk.ui.kiosk.states import Screen
from tests.fakes_ui import ask_session, own_day, passed, sighting, welcome

if TYPE_CHECKING:
    from tests.ui.kiosk.conftest import Door

pytestmark = pytest.mark.qt
CARD = CardSighting(card_text(bytes(16)), SourceKind.CAMERA, 1)


def ask(door: "Door", count: int = 2) -> None:
    """Somebody was recognised who is on several lists."""
    door.see(sighting())
    door.door.recorded[-1][1].set_result(ask_session(count))
    door.qtbot.waitUntil(lambda: door.page() is door.window.choose)


def show_card(door: "Door") -> None:
    before = len(door.door.cards)
    door.camera.see(CARD)
    door.qtbot.waitUntil(lambda: len(door.door.cards) > before)


class TestChoosing:
    def test_the_choice_goes_to_the_door_and_its_answer_is_shown(self, at_door: "Door") -> None:
        ask(at_door)
        at_door.window.choose.buttons[1].click()
        ticket, session, future = at_door.door.chosen[-1]
        assert (ticket, session) == (7, "s2")
        assert at_door.page() is at_door.window.choose
        future.set_result(welcome())
        at_door.qtbot.waitUntil(lambda: at_door.screen() == Screen.WELCOME)
        assert at_door.page() is at_door.window.stage

    def test_nobody_else_is_looked_at_meanwhile(self, at_door: "Door") -> None:
        ask(at_door)
        assert at_door.camera.pad_calls[-1] is True
        at_door.window.choose.cancelled.emit()
        assert at_door.camera.pad_calls[-1] is False

    def test_a_digit_chooses_and_escape_leaves(self, at_door: "Door") -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        ask(at_door, 3)
        QTest.keyClick(at_door.window.choose, Qt.Key.Key_9)
        assert at_door.door.chosen == []
        QTest.keyClick(at_door.window.choose.buttons[0], Qt.Key.Key_3)
        assert at_door.door.chosen[-1][1] == SessionId("s3")
        at_door.door.chosen[-1][2].set_result(welcome())
        at_door.qtbot.waitUntil(lambda: at_door.page() is at_door.window.stage)
        ask(at_door)
        QTest.keyClick(at_door.window.choose, Qt.Key.Key_Escape)
        assert (at_door.page(), at_door.screen()) == (at_door.window.stage, Screen.LOOK_AGAIN)

    def test_one_choice_is_asked_once(self, at_door: "Door") -> None:
        ask(at_door)
        for button in at_door.window.choose.buttons:
            button.click()
        assert len(at_door.door.chosen) == 1

    def test_it_leaves_by_itself_and_says_so_before(self, at_door: "Door") -> None:
        ask(at_door)
        page = at_door.window.choose
        at_door.clock.pass_by(25.5)
        page.tick()
        assert "20" in page.message
        at_door.clock.pass_by(20)
        page.tick()
        assert (at_door.page(), at_door.screen()) == (at_door.window.stage, Screen.LOOK_AGAIN)
        assert at_door.door.chosen == []

    @pytest.mark.parametrize(
        ("code", "screen"),
        [(Code.CONFIRM_OVER, Screen.LOOK_AGAIN), (Code.DATABASE_FULL, Screen.NOT_SAVED)],
    )
    def test_what_is_too_late_or_not_saved_shows_no_tick(
        self, at_door: "Door", code: Code, screen: Screen
    ) -> None:
        ask(at_door)
        at_door.window.choose.buttons[0].click()
        at_door.door.chosen[-1][2].set_exception(KioskError(code))
        at_door.qtbot.waitUntil(lambda: at_door.screen() == screen)
        assert at_door.page() is at_door.window.stage

    def test_somebody_at_the_pad_is_not_disturbed(self, at_door: "Door") -> None:
        from PySide6.QtWidgets import QApplication

        at_door.window.open_pad()
        at_door.see(sighting())
        at_door.door.recorded[-1][1].set_result(ask_session())
        QApplication.processEvents()  # the window has heard
        assert at_door.page() is at_door.window.pad

    @pytest.mark.parametrize("language", ["en", "ar"])
    @pytest.mark.parametrize(("width", "height"), [(1280, 720), (720, 1280)])
    def test_every_choice_has_its_words_and_a_name(
        self, make_door: "Callable[..., Door]", language: str, width: int, height: int
    ) -> None:
        from PySide6.QtWidgets import QApplication

        from kiosk.ui import i18n

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        i18n.install(app, language)
        door = make_door(width, height)
        door.open()
        ask(door, 3)
        door.nothing_is_cut(door.window.choose)
        for number, button in enumerate(door.window.choose.buttons, start=1):
            assert f"Group {number}" in button.text()
            assert f"Group {number}" in button.accessibleName()
            assert button.height() >= 56
            right = button.mapTo(door.window, button.rect().topRight()).x()
            assert right <= door.window.width()


class TestPassing:
    @pytest.mark.parametrize(
        ("is_leaving", "screen", "words"),
        [(True, Screen.GOODBYE, "Goodbye"), (False, Screen.WELCOME_BACK, "Welcome back")],
    )
    def test_leaving_and_coming_back_have_their_words_and_time(
        self, at_door: "Door", is_leaving: bool, screen: Screen, words: str
    ) -> None:
        at_door.see(sighting())
        at_door.answer(passed(is_leaving=is_leaving), screen)
        shown = at_door.window.stage.words
        assert words in shown
        assert any("09:02" in line for line in shown)

    def test_it_can_be_taken_back(self, at_door: "Door") -> None:
        at_door.see(sighting())
        at_door.answer(passed(event="gone"), Screen.GOODBYE)
        assert at_door.window.stage.not_me.offers == (EventId("gone"),)


class TestCards:
    def test_a_card_is_asked_about_with_what_it_came_from(self, at_door: "Door") -> None:
        show_card(at_door)
        code, kind, future = at_door.door.cards[-1]
        assert (code, kind) == (CARD.code, SourceKind.CAMERA)
        future.set_result(welcome())
        at_door.qtbot.waitUntil(lambda: at_door.screen() == Screen.WELCOME)

    def test_an_unknown_one_is_told_quietly_and_offers_nobodys_mark(self, at_door: "Door") -> None:
        at_door.see(sighting())
        at_door.answer(welcome(), Screen.WELCOME)
        show_card(at_door)
        at_door.door.cards[-1][2].set_exception(KioskError(Code.CARD_UNKNOWN))
        at_door.qtbot.waitUntil(lambda: at_door.screen() == Screen.CARD_UNKNOWN)
        assert at_door.window.stage.not_me.isHidden()
        at_door.wait(4.5)
        assert at_door.screen() == Screen.IDLE

    def test_the_idle_screen_names_all_three_ways(self, at_door: "Door") -> None:
        assert "Look here, show your card, or use your code" in at_door.window.stage.words


class TestOwnDay:
    def lines(self, door: "Door") -> list[str]:
        return [line for text in door.window.stage.words for line in text.split("\n") if " at " in line][1:]

    @pytest.mark.parametrize(
        ("size", "count", "minutes_late", "lines"),
        [((1280, 720), 6, 0, 2), ((1280, 720), 6, 12, 1), ((720, 1280), 6, 12, 4), ((720, 1280), 2, 0, 2)],
    )
    def test_as_many_lines_as_there_is_room_for(
        self,
        make_door: "Callable[..., Door]",
        size: tuple[int, int],
        count: int,
        minutes_late: int,
        lines: int,
    ) -> None:
        door = make_door(*size)
        door.open()
        door.see(sighting())
        state = MarkState.LATE if minutes_late else MarkState.PRESENT
        screen = Screen.WELCOME_LATE if minutes_late else Screen.WELCOME
        door.answer(replace(welcome(state, minutes_late), today=own_day(count)), screen)
        found = self.lines(door)
        assert len(found) == lines
        assert "Class 5b" in found[0]
        assert "present,\u00a009:02" in found[0]  # which stays in one line
        door.nothing_is_cut(door.window.stage)

    def test_it_goes_with_the_answer(self, at_door: "Door") -> None:
        at_door.see(sighting())
        at_door.answer(replace(welcome(), today=own_day(2)), Screen.WELCOME)
        at_door.wait(4)
        assert self.lines(at_door) == []


@pytest.mark.parametrize(
    ("marked", "most", "expected"),
    [
        ([], 2, [0, 1]),
        ([0], 2, [0, 1]),
        ([0, 1, 2], 2, [2, 3]),
        ([0, 5], 2, [4, 5]),
        ([3], 1, [3]),
        ([3], 9, [0, 1, 2, 3, 4, 5]),
    ],
)
def test_of_a_long_day_the_newest_mark_and_what_follows(
    marked: list[int], most: int, expected: list[int]
) -> None:
    from kiosk.ui.kiosk.own_day import chosen

    day = own_day(6)
    day = tuple(replace(one, at=one.starts if place in marked else None) for place, one in enumerate(day))
    assert [day.index(one) for one in chosen(day, most)] == expected
