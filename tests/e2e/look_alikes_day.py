"""A day on which two people have one face, through the real windows: twins, told apart by their PINs.

    python -m tests.e2e.look_alikes_day DATA_DIR --source FOLDER --photos FOLDER --out FOLDER [--grabs FOLDER]
        [--language en|ar]

Evening: the second of the two is refused as a duplicate, said to be a twin, and both get a PIN. Morning: the
first walks up, is asked for the PIN alone, and is ticked by it; the administrator looks at the system tab.
"""

import sys
import time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from kiosk.app import Program
from kiosk.domain.strictness import Strictness
from kiosk.ui.desk.board import Board
from kiosk.ui.desk.forms import PinForm
from kiosk.ui.kiosk.states import Screen
from tests.e2e.pilot import Script, Until, press, primary, seen, write
from tests.e2e.scripted_day import (
    MISSING,
    PIN,
    SEEN,
    Day,
    board_of,
    desk_of,
    drawn,
    form_of,
    kiosk_of,
    people_of,
    run,
    screen_of,
)

BRAKE_S = 1.5
"""Longer than the wait after one wrong PIN."""
PINS = {"first": "1379", "second": "8642"}


class LookAlikesDay(Day):
    """The day of the twins."""

    def morning(self, program: Program) -> Script:
        """Walk up, confirm, look at the system tab, be stricter."""
        yield Until("the kiosk's window", lambda: program.kiosk is not None and program.kiosk.isVisible())
        kiosk = kiosk_of(program)
        self.fit(kiosk)
        yield Until("the PIN is asked for", lambda: kiosk.page is kiosk.pad and kiosk.pad.is_confirming)
        yield drawn()
        (pin,) = seen(kiosk.pad, QLineEdit)
        self.show("kiosk-confirm-pin", kiosk)
        write(pin, PIN)  # somebody else's
        press(primary(kiosk.pad))
        yield Until("a PIN of neither is refused", lambda: bool(kiosk.pad.message))
        self.show("kiosk-confirm-pin-wrong", kiosk)
        over = time.monotonic() + BRAKE_S
        yield Until("the wait after a wrong PIN is over", lambda: time.monotonic() > over)
        write(pin, PINS["first"])
        press(primary(kiosk.pad))
        yield Until("a tick", lambda: screen_of(kiosk) in {Screen.WELCOME, Screen.WELCOME_LATE})
        yield drawn()
        self.show("kiosk-welcome-confirmed", kiosk)
        yield from self._sign_in(program)
        yield from self._system(program)
        system = board_of(program).tabs.system
        assert system is not None
        self.show("desk-system", desk_of(program))
        press(system.recognition.choices[Strictness.STRICT])
        yield Until("it is chosen", system.strip.isVisible)
        yield Until("it is stored", lambda: program._settings.strictness == Strictness.STRICT.value)
        self.show("day done", None)

    def _open_desk(self, program: Program) -> Script:
        yield Until("the desk", lambda: _is_desk_open(program))

    def _people(self, program: Program) -> Script:
        yield from super()._people(program)
        board = board_of(program)
        yield from self._choose(board, MISSING[self.language][0])
        yield from self._consent(board)
        yield from self._pictures(board)
        yield Until(
            "one face under two names is a question", lambda: len(people_of(board).strip.buttons()) == 2
        )
        self.show("desk-duplicates", desk_of(program))
        press(people_of(board).strip.buttons()[0])
        yield Until("the second is stored", lambda: _enrolled(board) == 2)
        yield from self._choose(board, SEEN[self.language][0])
        yield Until("who looks alike is said", lambda: _is_look_alike(board))
        people_of(board).strip.dismiss()
        yield drawn()
        self.show("desk-look-alike", desk_of(program))
        for who, number in (("first", SEEN[self.language][0]), ("second", MISSING[self.language][0])):
            yield from self._choose(board, number)
            yield from self._set_pin(board, PINS[who])

    def _set_pin(self, board: Board, digits: str) -> Script:
        before = sum(item.has_pin for item in people_of(board).model.people)
        press(_setting(board))
        yield form_of(board, PinForm)
        form = people_of(board).panel.form
        assert isinstance(form, PinForm)
        write(form.pin, digits)
        write(form.again, digits)
        press(form.go)
        yield Until(
            "the PIN is set",
            lambda: sum(item.has_pin for item in people_of(board).model.people) == before + 1,
        )

    def _system(self, program: Program) -> Script:
        board = board_of(program)
        system = board.tabs.system
        assert system is not None, "whoever set the school up is an administrator"
        board.tabs.setCurrentWidget(system)
        yield Until("the system tab is worked out", lambda: bool(seen(system.recognition, QPushButton)))
        yield drawn()


def _setting(board: Board) -> QPushButton:
    """Give the button that sets a PIN: it stands out where a look-alike has none."""
    acts = seen(people_of(board).panel, QPushButton)
    return next(button for button in acts if button.property("kind") == "primary")


def _is_desk_open(program: Program) -> bool:
    """Ask for the desk as often as it takes: whoever still stands there is asked again, maybe the other."""
    kiosk = kiosk_of(program)
    if kiosk.page is kiosk.pad:
        QTest.keyClick(kiosk.pad, Qt.Key.Key_Escape)
    elif kiosk.footer.teacher.isVisible():
        press(kiosk.footer.teacher)
    return program.desk is not None and program.desk.isVisible()


def _enrolled(board: Board) -> int:
    return sum(item.templates > 0 for item in people_of(board).model.people)


def _is_look_alike(board: Board) -> bool:
    summary = people_of(board)._chosen_summary()
    return summary is not None and bool(summary.look_alikes)


if __name__ == "__main__":
    sys.exit(run(LookAlikesDay, "A day on which two people have one face."))
