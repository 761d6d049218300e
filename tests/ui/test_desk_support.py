"""The support file at the desk: shown whole, and only what was shown is saved."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")
from PySide6.QtWidgets import QPlainTextEdit

from kiosk.domain.people import Role
from kiosk.errors import Code, KioskError
from kiosk.ui.desk.support_card import FILE_NAME, SupportCard
from tests.fakes_site import SUPPORT
from tests.ui.desk_driver import Desk, words

pytestmark = pytest.mark.qt


def _card(desk: Desk) -> SupportCard:
    desk.api.role = Role.ADMIN
    board = desk.enter()
    tab = board.tabs.system
    assert tab is not None
    board.tabs.setCurrentWidget(tab)
    desk.until(tab._page.isVisible)
    return tab.support


def _shown(desk: Desk, card: SupportCard) -> QPlainTextEdit:
    card.go.click()
    desk.until(lambda: card.text is not None)
    assert card.text is not None
    return card.text


def test_it_is_shown_whole_and_cannot_be_changed(desk: Desk) -> None:
    card = _card(desk)
    assert card.saving is None
    shown = _shown(desk, card)
    assert shown.toPlainText() == SUPPORT
    assert shown.isReadOnly()
    assert shown.tabChangesFocus()
    assert shown.accessibleName() == "The support file"
    assert card.go.isEnabled()


def test_what_was_shown_is_saved_even_if_the_kiosk_says_something_else_now(
    desk: Desk, tmp_path: Path
) -> None:
    card = _card(desk)
    _shown(desk, card)
    desk.site.support_ = "something that nobody has read"
    assert card.saving is not None
    card.saving.buttons[0].click()
    assert card.saving.picker is not None
    card.saving.picker.chosen.emit([tmp_path])
    desk.until((tmp_path / FILE_NAME).exists)
    assert (tmp_path / FILE_NAME).read_text("utf-8") == SUPPORT


def test_a_refusal_is_said_in_words_and_it_can_be_tried_again(desk: Desk) -> None:
    card = _card(desk)
    desk.site.failure = KioskError(Code.NOT_ALLOWED)
    card.go.click()
    desk.until(card.go.isEnabled)
    desk.until(lambda: bool(words(card.strip)))
    assert card.text is None
    desk.site.failure = None
    assert _shown(desk, card).toPlainText() == SUPPORT


def test_coming_back_to_the_tab_shows_nothing_old(desk: Desk) -> None:
    card = _card(desk)
    _shown(desk, card)
    card.put_away()
    assert (card.text, card.saving) == (None, None)
    assert card.findChildren(QPlainTextEdit) == [] or not card.findChildren(QPlainTextEdit)[0].isVisible()
