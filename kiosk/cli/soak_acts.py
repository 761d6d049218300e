"""What is done during a soak, drawn from its seed: registers, codes, "not me", the desk, faults, the clock.

A round is a register: it is opened at the desk, people are marked at the door, something goes wrong perhaps,
and the clock goes on. The two with a face are marked whenever they come by.
"""

import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from kiosk.cli import demo_school
from kiosk.cli.soak_pilot import Script, Until, pause, press, primary, seen, type_key, write
from kiosk.cli.soak_world import SoakProgram, wrong_pin
from kiosk.runtime.api import CameraState
from kiosk.settings import THEMES
from kiosk.ui.desk.board import Board
from kiosk.ui.desk.export_panel import Format
from kiosk.ui.desk.window import DeskWindow
from kiosk.ui.kiosk.window import KioskWindow

_CORRECTIONS = (Qt.Key.Key_P, Qt.Key.Key_L, Qt.Key.Key_A, Qt.Key.Key_E)
_LATEST_HOUR = 19
_START_S = 120.0


class Acts:
    """Everything that is done.

    Attributes:
        done: How often each act was done.
        days: The school's days on which a register was opened.
    """

    def __init__(
        self,
        program: SoakProgram,
        pins: dict[str, str],
        random: Random,
        out: Path,
        is_over: Callable[[], bool],
    ) -> None:
        """Prepare.

        Args:
            program: Running, or about to.
            pins: By number.
            random: Draws what is done.
            out: The folder of the exports.
            is_over: Whether the time is up.
        """
        self._program, self._pins, self._random, self._out = program, pins, random, out
        self._is_over = is_over
        self.done: Counter[str] = Counter()
        self.days: set[date] = set()
        self._exports = 0

    def script(self) -> Script:
        """Go on until the time is up."""
        self._mend()
        yield Until("the program", self._is_up, _START_S)
        yield Until("the camera works", self._camera_works, _START_S)
        if not self.done["everything once"]:
            self.done["everything once"] += 1
            yield from self._tour()
        while not self._is_over():
            yield from self._round()

    def _is_up(self) -> bool:
        return self._program.services is not None and self._program.kiosk is not None

    def _camera_works(self) -> bool:
        services = self._program.services
        return services is not None and services.camera.health().state is CameraState.WORKING

    def _mend(self) -> None:
        """Take away what an act that was cut off has left."""
        self._program.pull_camera(is_gone=False)
        if sys.platform != "win32":
            self._program.signal_capture(signal.SIGCONT)

    def _tour(self) -> Script:
        """Do everything once, in each look and language: what is loaded once is no growth later."""
        for language in ("ar", "en"):
            for look in THEMES:
                if self._is_over():
                    return
                self._turn_clock_on()
                if (desk := (yield from self._sign_in())) is None:
                    continue
                desk.keeper.choose("theme", look)
                desk.keeper.choose("language", language)
                yield pause(1.0)
                if desk.board is not None:
                    yield from self._open_register(desk.board)
                if desk.board is not None:
                    yield from self._see_everything(desk.board)
                yield from self._sign_out(desk)
                yield from self._not_me()
                yield from self._look_about()
        for fault in self._faults():
            if self._is_over():
                return
            yield from fault()

    def _see_everything(self, board: Board) -> Script:
        for place in range(board.tabs.count()):
            if self._is_over():
                return
            board.tabs.setCurrentIndex(place)
            yield pause(0.5)
        yield from self._correct(board)
        for fmt in board.export.formats:
            if self._is_over():
                return
            yield from self._export_as(board, fmt)
        yield from self._close_register(board)

    def _round(self) -> Script:
        self.done["rounds"] += 1
        self._turn_clock_on()
        self.days.add(self._program.clock().local_date)
        yield from self._at_desk(opens=True)
        acts = (
            [self._code] * 4 + [self._wait_for_faces] * 3 + [self._wrong_code, self._not_me, self._look_about]
        )
        for _ in range(self._random.randint(5, 9)):
            if self._is_over():
                return
            yield from self._random.choice(acts)()
            if self._random.random() < 0.12:
                yield from self._random.choice(self._faults())()
            if self._random.random() < 0.06:
                yield from self._step_back()
        if self._random.random() < 0.4:
            yield from self._at_desk(opens=False)

    # The clock

    def _turn_clock_on(self) -> None:
        clock = self._program.clock
        if clock().local.hour >= _LATEST_HOUR or self._random.random() < 0.12:
            clock.go_to_next_day()
            self.done["clock: next day"] += 1
        else:
            clock.step(timedelta(minutes=self._random.randint(61, 95)))
            self.done["clock: past a register's end"] += 1
        self.days.add(clock().local_date)

    def _step_back(self) -> Script:
        by = timedelta(seconds=self._random.randint(5, 150))
        self.done["clock: back and forward"] += 1
        self._program.clock.step(-by)
        yield from self._code()
        yield pause(2)
        self._program.clock.step(by)

    # At the door

    @property
    def _kiosk(self) -> KioskWindow:
        assert self._program.kiosk is not None
        return self._program.kiosk

    def _wait_for_faces(self) -> Script:
        marked = len(self._program.ledger.by_face)
        self.done["waits for somebody to walk up"] += 1
        yield Until("a mark by face", lambda: len(self._program.ledger.by_face) > marked, 6.0, is_due=False)

    def _code(self) -> Script:
        number = self._random.choice(sorted(self._pins))
        yield from self._type_code(number, self._pins[number])

    def _wrong_code(self) -> Script:
        """Try a wrong PIN, of one of those who have none or, seldom, of one who is locked out by it."""
        count = len(demo_school.NAMES)
        forgetful = str(demo_school.FIRST_NUMBER + count - 1 - self._random.randrange(4))
        number = self._random.choice((forgetful, forgetful, self._random.choice(sorted(self._pins))))
        tries = self._random.choice((1, 1, 2, 6))
        for _ in range(tries):
            self.done["wrong codes"] += 1
            yield from self._type_code(number, wrong_pin())

    def _type_code(self, number: str, pin: str) -> Script:
        kiosk, ledger = self._kiosk, self._program.ledger
        if kiosk.page is not kiosk.pad and not press(kiosk.footer.code):
            self.done["the code button was not there"] += 1
            yield pause(1)
            return
        yield Until("the code pad", lambda: kiosk.page is kiosk.pad and len(seen(kiosk.pad, QLineEdit)) == 2)
        fields = seen(kiosk.pad, QLineEdit)
        go = primary(kiosk.pad)
        if len(fields) != 2 or go is None:
            kiosk.show_stage()
            return
        for field, text in zip(fields, (number, pin), strict=True):
            write(field, text)
        before = ledger.answers + ledger.refused
        if press(go):
            self.done["codes"] += 1
            yield Until("an answer to a code", lambda: ledger.answers + ledger.refused > before)
        yield pause(0.3)
        if kiosk.page is kiosk.pad:
            kiosk.show_stage()
        yield pause(self._random.uniform(0.2, 1.5))

    def _not_me(self) -> Script:
        yield from self._code()
        kiosk, ledger = self._kiosk, self._program.ledger
        offers = kiosk.stage.not_me.offers
        if not offers or kiosk.page is not kiosk.stage:
            return
        before = len(ledger.taken_back)
        self.done["not me"] += 1
        kiosk.stage.not_me.pressed.emit(self._random.choice(offers))
        yield Until("a mark taken back", lambda: len(ledger.taken_back) > before, is_due=False, patience_s=5)

    def _look_about(self) -> Script:
        kiosk = self._kiosk
        self.done["about page"] += 1
        if press(kiosk.footer.about):
            yield pause(self._random.uniform(0.5, 2.0))
            kiosk.show_stage()

    # At the desk

    def _at_desk(self, *, opens: bool) -> Script:
        if (desk := (yield from self._sign_in())) is None:
            return
        if opens and desk.board is not None:
            yield from self._open_register(desk.board)
        for _ in range(self._random.randint(0, 2 if opens else 4)):
            if desk.board is not None:  # another one in another language
                yield from self._desk_act(desk.board)
        if not opens and self._random.random() < 0.5 and desk.board is not None:
            yield from self._close_register(desk.board)
        yield from self._sign_out(desk)

    def _sign_in(self) -> Generator[Until, bool, DeskWindow | None]:
        program = self._program
        press(self._kiosk.footer.teacher)
        if not (yield Until("the desk", lambda: program.desk is not None and program.desk.isVisible())):
            return None
        desk = program.desk
        assert desk is not None
        if self._random.random() < 0.1:
            yield from self._wrong_passphrase(desk)
        for _ in range(3):
            write(desk.sign_in.passphrase, demo_school.PASSPHRASE)
            press(desk.sign_in.go)
            if (yield Until("signing in", lambda: desk.board is not None, 30.0)):
                break
        board = desk.board
        if board is None:
            return None
        self.done["sign-ins"] += 1
        yield Until("the register tab", board.isVisible)
        return desk

    def _sign_out(self, desk: DeskWindow) -> Script:
        desk.sign_out()
        self.done["sign-outs"] += 1
        yield Until("signed out", lambda: not desk.is_signed_in)
        yield pause(0.3)
        if self._program.desk is desk:
            desk.close()
        yield pause(0.3)

    def _wrong_passphrase(self, desk: DeskWindow) -> Script:
        self.done["wrong passphrases"] += 1
        write(desk.sign_in.passphrase, "these are not the right words")
        press(desk.sign_in.go)
        yield Until("a wrong passphrase is refused", desk.sign_in.problem.text)
        yield Until("it may be tried again", desk.sign_in.go.isEnabled, 60.0)

    def _open_register(self, board: Board) -> Script:
        roster = board.roster
        board.tabs.setCurrentWidget(roster)
        if roster.bar.chosen_day != self._program.clock().local_date:
            roster.bar.go_today()
            yield pause(0.3)
        if not press(roster.opening):
            return
        opener = roster.panels.opener
        yield Until("the opener", lambda: opener.isVisible() and opener.go.isEnabled())
        press(opener.go)
        self.done["registers opened"] += 1
        yield Until("a new register", lambda: len(roster.model.rows) == len(demo_school.NAMES))

    def _close_register(self, board: Board) -> Script:
        roster = board.roster
        board.tabs.setCurrentWidget(roster)
        if roster.session is None or roster.session.closed is not None or not press(roster.closing):
            return
        yield Until("closing asks", lambda: bool(roster.strip.buttons()))
        for asked in roster.strip.buttons()[:1]:
            press(asked)
            self.done["registers closed"] += 1
        yield pause(0.5)

    def _desk_act(self, board: Board) -> Script:
        acts = [self._correct, self._correct, self._look_at_tabs, self._export, self._change_settings]
        yield from self._random.choice(acts)(board)

    def _correct(self, board: Board) -> Script:
        roster = board.roster
        board.tabs.setCurrentWidget(roster)
        yield Until("the register's lines", lambda: len(roster.model.rows) > 0)
        for _ in range(self._random.randint(1, 4)):
            count = roster.proxy.rowCount()
            if not count:
                return
            roster.table.choose_line(self._random.randrange(count))
            type_key(roster.table, self._random.choice(_CORRECTIONS))
            self.done["corrections"] += 1
            yield pause(0.4)
        if self._random.random() < 0.5 and press(roster.undoing):
            self.done["undone"] += 1
            yield pause(0.3)

    def _look_at_tabs(self, board: Board) -> Script:
        for _ in range(self._random.randint(1, 4)):
            board.tabs.setCurrentIndex(self._random.randrange(board.tabs.count()))
            self.done["tabs looked at"] += 1
            yield pause(self._random.uniform(0.3, 1.0))
        board.tabs.setCurrentWidget(board.roster)
        yield pause(0.2)

    def _export(self, board: Board) -> Script:
        yield from self._export_as(board, self._random.choice(sorted(board.export.formats)))

    def _export_as(self, board: Board, fmt: Format) -> Script:
        board.tabs.setCurrentWidget(board.roster)
        yield Until("the register's lines", lambda: len(board.roster.model.rows) > 0)
        panel = board.export
        panel.take_folder(self._out)
        if not panel.isVisible():
            press(board.roster.exporting)
            if not (yield Until("the export panel", panel.isVisible)):
                return
        yield Until("the sheet may be written", panel.go.isEnabled)
        panel.formats[fmt].setChecked(True)
        written: list[object] = []
        connection = panel.done.connect(written.append)
        press(panel.go)
        yield Until("a sheet", lambda: written, 60.0)
        with suppress(RuntimeError):  # the board may be gone by now
            panel.done.disconnect(connection)
        if written:
            self.done[f"exports: {fmt}"] += 1
        for old in self._out.iterdir():
            old.unlink(missing_ok=True)
        press(panel.cancel)

    def _change_settings(self, board: Board) -> Script:
        """Choose another look or language, as the settings tab does."""
        del board
        desk = self._program.desk
        if desk is not None:
            keeper = desk.keeper
            if self._random.random() < 0.5:
                self.done["looks changed"] += 1
                keeper.choose("theme", self._random.choice(THEMES))
            else:
                self.done["languages changed"] += 1
                keeper.choose("language", self._random.choice(("en", "ar")))
        yield pause(1.0)

    # What goes wrong

    def _faults(self) -> list[Callable[[], Script]]:
        faults = [self._unplug, self._keep_database_busy]
        if sys.platform != "win32":  # there are no such signals
            faults += [self._kill_capture, self._freeze_capture]
        return faults

    def _kill_capture(self) -> Script:
        if self._program.signal_capture(signal.SIGKILL):
            self.done["fault: capture process killed"] += 1
        yield pause(1)
        yield Until("the camera after a kill", self._camera_works, 60.0)

    def _freeze_capture(self) -> Script:
        """Stop the capture process as a hung driver would; the program has to end it and start another."""
        pid = self._program.capture_pid
        if self._program.signal_capture(signal.SIGSTOP):
            self.done["fault: capture process frozen"] += 1
        yield Until("another capture process", lambda: self._program.capture_pid not in {pid, None}, 60.0)
        yield Until("the camera after a freeze", self._camera_works, 60.0)

    def _unplug(self) -> Script:
        self.done["fault: camera pulled out"] += 1
        self._program.pull_camera(is_gone=True)
        yield Until("the camera is missed", lambda: not self._camera_works(), 30.0)
        yield from self._code()
        self._program.pull_camera(is_gone=False)
        yield Until("the camera after it was gone", self._camera_works, 60.0)

    def _keep_database_busy(self) -> Script:
        services = self._program.services
        assert services is not None
        self.done["fault: database busy"] += 1
        busy, seconds = threading.Event(), self._random.uniform(0.5, 4.0)
        services.submit(lambda _: busy.wait(seconds))
        yield from self._code()
