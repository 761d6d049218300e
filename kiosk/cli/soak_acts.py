"""What is done during a soak, drawn from its seed: registers, codes, "not me", faults, the clock.

A round is a register: it is opened at the desk, people are marked at the door, something goes wrong perhaps,
and the clock goes on. The two with a face are marked whenever they come by.
"""

import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QLineEdit

from kiosk.cli import demo_school
from kiosk.cli.soak_desk import DeskActs, come_up
from kiosk.cli.soak_pilot import Script, Until, pause, press, primary, seen, write
from kiosk.cli.soak_world import SoakProgram, wrong_pin
from kiosk.runtime.api import CameraState
from kiosk.settings import THEMES
from kiosk.ui.kiosk.window import KioskWindow

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
        self._program, self._pins, self._random = program, pins, random
        self._is_over = is_over
        self.done: Counter[str] = Counter()
        self.days: set[date] = set()
        self._desk = DeskActs(program, random, out, is_over, self.done)

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
                if (desk := (yield from self._desk.sign_in())) is None:
                    continue
                desk.keeper.choose("theme", look)
                yield from self._desk.choose_language(desk, language)
                if desk.board is not None:
                    yield from self._desk.open_register(desk.board)
                if desk.board is not None:
                    yield from self._desk.see_everything(desk.board)
                yield from self._desk.sign_out(desk)
                yield from self._not_me()
                yield from self._look_about()
        for fault in self._faults():
            if self._is_over():
                return
            yield from fault()

    def _round(self) -> Script:
        self.done["rounds"] += 1
        self._turn_clock_on()
        self.days.add(self._program.clock().local_date)
        yield from self._desk.visit(opens=True)
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
            yield from self._desk.visit(opens=False)

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
        yield from come_up(kiosk, self.done)
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
