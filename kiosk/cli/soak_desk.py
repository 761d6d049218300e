"""What is done at the desk during a soak: signing in, registers, corrections, sheets, looks and languages."""

from collections import Counter
from collections.abc import Callable, Generator
from contextlib import suppress
from pathlib import Path
from random import Random

from PySide6.QtCore import Qt

from kiosk.cli import demo_school
from kiosk.cli.soak_pilot import Script, Until, pause, press, touch, type_key, write
from kiosk.cli.soak_world import SoakProgram
from kiosk.settings import THEMES
from kiosk.ui import i18n
from kiosk.ui.desk.board import Board
from kiosk.ui.desk.export_panel import Format
from kiosk.ui.desk.window import DeskWindow
from kiosk.ui.kiosk.rest import RestPage
from kiosk.ui.kiosk.window import KioskWindow

_CORRECTIONS = (Qt.Key.Key_P, Qt.Key.Key_L, Qt.Key.Key_A, Qt.Key.Key_E)


def come_up(kiosk: KioskWindow, done: Counter[str]) -> Script:
    """Touch the door where it is dark, out of hours, as it says that one should."""
    if not isinstance(kiosk.page, RestPage):
        return
    done["dark screen touched"] += 1
    touch(kiosk)
    yield Until("light at the door", kiosk.footer.isVisible)


class DeskActs:
    """What a teacher does."""

    def __init__(
        self, program: SoakProgram, random: Random, out: Path, is_over: Callable[[], bool], done: Counter[str]
    ) -> None:
        """Prepare.

        Args:
            program: Running, or about to.
            random: Draws what is done.
            out: The folder of the exports.
            is_over: Whether the time is up.
            done: Counts each act.
        """
        self._program, self._random, self._out = program, random, out
        self._is_over, self.done = is_over, done

    def visit(self, *, opens: bool) -> Script:
        """Sign in, open a register if asked to, do one thing or another, and sign out."""
        if (desk := (yield from self.sign_in())) is None:
            return
        if opens and desk.board is not None:
            yield from self.open_register(desk.board)
        for _ in range(self._random.randint(0, 2 if opens else 4)):
            if desk.board is not None:  # another one in another language
                yield from self._act(desk.board)
        if not opens and self._random.random() < 0.5 and desk.board is not None:
            yield from self.close_register(desk.board)
        yield from self.sign_out(desk)

    def sign_in(self) -> Generator[Until, bool, DeskWindow | None]:
        """Go from the door to the desk, now and then by a wrong passphrase; None where that failed."""
        program = self._program
        kiosk = program.kiosk
        assert kiosk is not None
        yield from come_up(kiosk, self.done)
        press(kiosk.footer.teacher)
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
        if desk.board is None:
            return None
        self.done["sign-ins"] += 1
        # Whichever it is by then: one in the school's language takes the place of one in the door's.
        yield Until("the register tab", lambda: desk.board is not None and desk.board.isVisible())
        yield pause(0.5)
        return desk

    def sign_out(self, desk: DeskWindow) -> Script:
        """Leave the desk."""
        desk.sign_out()
        self.done["sign-outs"] += 1
        yield Until("signed out", lambda: not desk.is_signed_in)
        yield pause(0.3)
        if self._program.desk is desk:
            desk.close()
        yield pause(0.3)

    def choose_language(self, desk: DeskWindow, language: str) -> Script:
        """Choose a language, and wait for the board in it: it is another one."""
        desk.keeper.choose("language", language)
        yield Until("the other language", lambda: i18n.current() == i18n.language_for(language))
        yield pause(1.0)

    def _wrong_passphrase(self, desk: DeskWindow) -> Script:
        self.done["wrong passphrases"] += 1
        write(desk.sign_in.passphrase, "these are not the right words")
        press(desk.sign_in.go)
        yield Until("a wrong passphrase is refused", desk.sign_in.problem.text)
        yield Until("it may be tried again", desk.sign_in.go.isEnabled, 60.0)

    def open_register(self, board: Board) -> Script:
        """Open a register of today, if one may be opened."""
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

    def close_register(self, board: Board) -> Script:
        """Close the register that is looked at."""
        roster = board.roster
        board.tabs.setCurrentWidget(roster)
        if roster.session is None or roster.session.closed is not None or not press(roster.closing):
            return
        yield Until("closing asks", lambda: bool(roster.strip.buttons()))
        for asked in roster.strip.buttons()[:1]:
            press(asked)
            self.done["registers closed"] += 1
        yield pause(0.5)

    def _act(self, board: Board) -> Script:
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
                yield from self.choose_language(desk, self._random.choice(("en", "ar")))
        yield pause(1.0)

    def see_everything(self, board: Board) -> Script:
        """Look at every tab, correct, write every kind of sheet, and close the register."""
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
        yield from self.close_register(board)
