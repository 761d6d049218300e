"""The number beside the passphrase, and the PIN that locks the desk for the rest of the day."""

from concurrent.futures import Future
from datetime import timedelta

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from kiosk.domain.people import SignedIn
from kiosk.errors import Code, KioskError
from tests.fakes_desk import NAMES
from tests.fakes_keys import SIX_WORDS
from tests.ui.desk_driver import Desk, acts, words

pytestmark = pytest.mark.qt
PIN = "471903"


def choose_pin(desk: Desk, pin: str = PIN) -> None:
    """From the quiet offer to a PIN."""
    desk.enter()
    desk.until(desk.window.offer.isVisible)
    desk.window.offer.buttons()[0].click()
    page = desk.window.mine
    assert page is not None
    page.pin.pin.setText(pin)
    page.pin.again.setText(pin)
    page.pin.go.click()
    desk.until(lambda: "Chosen" in words(page))
    page.back.click()
    assert desk.window.pages.currentWidget() is desk.board


def unlock(desk: Desk, pin: str) -> None:
    desk.window.lock_page.pin.setText(pin)
    desk.window.lock_page.go.click()


def seen(desk: Desk) -> str:
    """Everything that can be read in the window now."""
    QApplication.processEvents()
    return " | ".join(label.text() for label in desk.window.findChildren(QLabel) if label.isVisible())


# The number


def test_a_number_is_asked_after_a_wrong_try_and_goes_with_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = desk.window.sign_in
    assert not page.number.isVisible()
    desk.type_passphrase("not this one, surely")
    desk.until(page.number.isVisible)
    page.number.setText("٢")
    given: list[int | None] = []
    real = desk.api.sign_in

    def sign_in(text: str, number: int | None = None) -> "Future[SignedIn]":
        given.append(number)
        return real(text, number)

    monkeypatch.setattr(desk.api, "sign_in", sign_in)
    desk.enter()
    assert given == [2]


def test_the_number_stays_while_the_program_runs_and_can_be_asked_for(desk: Desk) -> None:
    page = desk.window.sign_in
    page.numbering.click()
    page.number.setText("2")
    desk.enter()
    desk.window.sign_out()
    assert page.number.text() == "2"
    assert page.passphrase.text() == ""
    assert page.number.isVisible()


# The PIN


def test_without_a_pin_a_desk_left_alone_signs_out_and_offers_no_lock(desk: Desk) -> None:
    desk.enter()
    assert not desk.board.locking.isVisible()
    desk.window.idle.ran_out.emit()
    assert desk.window.pages.currentWidget() is desk.window.sign_in
    assert not desk.window.is_signed_in


def test_the_offer_makes_room_once_somebody_corrects(desk: Desk) -> None:
    board = desk.enter()
    desk.until(desk.window.offer.isVisible)
    desk.choose(NAMES[4])
    QTest.keyClick(board.roster.table, Qt.Key.Key_A)
    desk.until(lambda: not desk.window.offer.isVisible())


def test_the_offer_is_quiet_and_can_be_dismissed(desk: Desk) -> None:
    desk.enter()
    desk.until(desk.window.offer.isVisible)
    desk.window.offer.buttons()[1].click()
    assert not desk.window.offer.isVisible()
    assert desk.window.pages.currentWidget() is desk.board


def test_two_different_pins_and_an_easy_one_are_not_taken(desk: Desk) -> None:
    desk.enter()
    desk.window.show_mine()
    page = desk.window.mine
    assert page is not None
    page.pin.pin.setText(PIN)
    page.pin.again.setText("471904")
    page.pin.go.click()
    assert "not the same" in page.pin.problem.text()
    for entry in (page.pin.pin, page.pin.again):
        entry.setText("111111")
    page.pin.go.click()
    desk.until(lambda: "first that others try" in page.pin.problem.text())
    assert desk.keys.pin == ""


@pytest.mark.parametrize("way", ["idle", "button"])
def test_a_locked_desk_shows_no_name_and_six_digits_bring_it_back(desk: Desk, way: str) -> None:
    choose_pin(desk)
    board = desk.board
    if way == "idle":
        desk.window.idle.ran_out.emit()
    else:
        board.locking.click()
    assert desk.window.is_locked
    assert desk.window.is_signed_in
    assert not any(name in seen(desk) for name in (*NAMES, "Ms Ruiz", "Hill School"))
    assert not board.isVisible()
    assert not any(act in acts(desk.window) for act in acts(board))
    desk.bot.keyClicks(desk.window.lock_page.pin, PIN)  # no button needed after the sixth
    desk.until(lambda: not desk.window.is_locked)
    assert desk.window.pages.currentWidget() is board
    assert "sign_out" not in desk.api.calls


def test_three_wrong_ones_and_the_passphrase_is_needed(desk: Desk) -> None:
    choose_pin(desk)
    desk.window.lock()
    page = desk.window.lock_page
    unlock(desk, "000001")
    desk.until(lambda: "Tries left: 2" in page.problem.text())
    assert page.pin.text() == ""
    unlock(desk, "000002")
    desk.until(lambda: "Tries left: 1" in page.problem.text())
    unlock(desk, "000003")
    desk.until(lambda: desk.window.pages.currentWidget() is desk.window.sign_in)
    assert desk.window.board is None
    assert "does not hold any more" in words(desk.window.sign_in)
    assert not desk.window.is_locked


def test_the_passphrase_can_be_used_instead_and_signs_out(desk: Desk) -> None:
    choose_pin(desk)
    desk.window.lock()
    desk.window.lock_page.other.click()
    desk.until(lambda: not desk.api.is_open)
    assert desk.window.pages.currentWidget() is desk.window.sign_in
    desk.keys.pin = ""
    desk.enter()


def test_a_locked_desk_of_yesterday_is_signed_out_by_itself(desk: Desk) -> None:
    choose_pin(desk)
    desk.window.lock()
    desk.window.look_at_the_day()
    assert desk.window.is_locked
    desk.clock.move(timedelta(days=1).total_seconds())
    desk.window.look_at_the_day()
    assert not desk.window.is_signed_in
    assert "A new day" in words(desk.window.sign_in)


def test_a_pin_of_yesterday_locks_nothing(desk: Desk) -> None:
    """Used over midnight, the desk once locked itself by a PIN that opened nothing, for a whole day more."""
    choose_pin(desk)
    desk.clock.move(timedelta(days=1).total_seconds())
    desk.window.lock("Nobody was here")
    assert not desk.window.is_locked
    assert not desk.window.is_signed_in
    assert "Nobody was here" in words(desk.window.sign_in)


def test_a_register_left_on_show_does_not_stay_open_for_another_day(desk: Desk) -> None:
    """Zone R was open behind it until somebody came back, weekends included."""
    desk.enter().keep_open.setChecked(True)
    desk.window.idle.ran_out.emit()
    assert desk.window.is_watched
    desk.window.look_at_the_day()
    assert desk.window.is_watched
    desk.clock.move(timedelta(days=1).total_seconds())
    desk.window._midnight.timeout.emit()
    assert not desk.window.is_signed_in
    assert "A new day has begun." in words(desk.window.sign_in)


def test_a_register_left_on_show_is_unlocked_by_the_pin(desk: Desk) -> None:
    choose_pin(desk)
    desk.board.keep_open.setChecked(True)
    desk.window.idle.ran_out.emit()
    assert desk.window.is_watched
    assert not desk.board.locking.isVisible()
    desk.board.resuming.click()
    assert desk.window.pages.currentWidget() is desk.window.lock_page
    unlock(desk, PIN)
    desk.until(lambda: not desk.window.is_watched)
    assert desk.window.pages.currentWidget() is desk.board


def test_back_to_the_kiosk_leaves_it_locked(desk: Desk) -> None:
    choose_pin(desk)
    with desk.bot.waitSignal(desk.window.locked):
        desk.window.lock()
    with desk.bot.waitSignal(desk.window.put_aside):
        desk.bot.keyClick(desk.window.lock_page.pin, Qt.Key.Key_Escape)
    assert desk.window.is_locked


def test_another_language_keeps_it_locked(desk: Desk) -> None:
    choose_pin(desk)
    desk.window.lock()
    desk.window._rebuild()
    assert desk.window.pages.currentWidget() is desk.window.lock_page
    assert not desk.board.isVisible()
    unlock(desk, PIN)
    desk.until(lambda: desk.window.pages.currentWidget() is desk.board)


# One's own passphrase


def test_one_s_own_passphrase_is_changed_by_six_suggested_words(desk: Desk) -> None:
    desk.enter()
    desk.board.mine.click()
    page = desk.window.mine
    assert page is not None
    form = page.passphrase
    form.old.setText("four quiet words here")
    form.new.suggesting.click()
    assert SIX_WORDS in words(page)
    form.go.click()
    assert "not the same" in form.problem.text()
    form.new.again.setText(SIX_WORDS)
    assert SIX_WORDS not in words(page)
    form.go.click()
    desk.until(lambda: "Changed" in words(page))
    assert desk.keys.changed == [SIX_WORDS]
    assert not any(entry.text() for entry in (form.old, form.new.new, form.new.again))


def test_a_wrong_old_passphrase_is_said(desk: Desk) -> None:
    desk.enter()
    desk.window.show_mine()
    page = desk.window.mine
    assert page is not None
    page.passphrase.old.setText("something else entirely")
    page.passphrase.new.suggest()
    page.passphrase.new.again.setText(SIX_WORDS)
    page.passphrase.go.click()
    desk.until(lambda: "opens nothing here" in page.passphrase.problem.text())
    assert page.passphrase.go.isEnabled()
    assert desk.keys.changed == []


# What the sign-in says


@pytest.mark.parametrize("code", [Code.DATABASE_DAMAGED, Code.OUTBOX_BROKEN])
def test_what_keeps_the_records_closed_is_said_and_the_door_is_none_of_it(
    desk: Desk, code: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: Future[SignedIn] = Future()
    refused.set_exception(KioskError(code, where="records.db", detail="gap=1"))
    monkeypatch.setattr(desk.api, "sign_in", lambda text, number=None: refused)
    desk.type_passphrase("four quiet words here")
    desk.until(desk.window.sign_in.problem.isVisible)
    assert len(desk.window.sign_in.problem.text()) > 40
    assert "gap=1" not in desk.window.sign_in.problem.text()
    assert desk.window.sign_in.go.isEnabled()
