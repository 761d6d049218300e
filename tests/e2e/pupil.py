"""A bored pupil at the real door: touches, keys, wrong codes, random cards, for minutes, from a seed.

    python -m tests.e2e.pupil [--minutes 10] [--seed 1]

The program is real, full screen on one display without a window manager; only the camera is replaced by an
empty doorway, and what it might see is made up. Mouse and fingers come by the window system's queue (QTest on
QWindow), so popups, grabs, shortcuts and context menus act as they do for a person. Every second it is looked
at whether the desk is locked, no name of the list is to be read, and the door is there, full screen. At the
end everybody walks away, and a person who was on the list all along signs in by number and PIN.
"""

import argparse
import faulthandler
import logging
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit

from kiosk import logs
from kiosk.app import Program
from kiosk.domain.ids import PersonId
from kiosk.paths import DataDir
from kiosk.ui.kiosk.states import Screen
from tests.e2e.pilot import Script, Until, fly, press, primary, seen, write
from tests.e2e.pupil_acts import Pupil
from tests.e2e.pupil_door import LEFT_ALONE, NAMES, DoorProgram, make_school, offscreen
from tests.e2e.scripted_day import kiosk_of, screen_of

ACTS_A_TURN = 4
LOOK_S = 1.0
HANGS_S = 170.0
"""A visit that takes this much longer than the pupil stayed will not end by itself."""
WARM_SHARE = 0.3
"""For this share of the visit memory may grow: pages are made, fonts and icons are read."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a visit came to.

    Attributes:
        acts: How many of each kind.
        pages: Which pages and screens were seen, how often they were looked at.
        grown_mb: Memory at the end over that of the warm program.
        longest_s: Between two turns of the event loop.
        bugs: Lines that the program logged as bugs.
        complaints: What Qt warned of, each once.
    """

    acts: Counter[str]
    pages: Counter[str]
    grown_mb: float
    longest_s: float
    bugs: tuple[str, ...]
    complaints: tuple[str, ...]


class Visit:
    """The pupil's visit, looked at every second, and what is left after it."""

    def __init__(self, people: list[PersonId], seed: int, seconds: float) -> None:
        self._people, self._seed, self._seconds = people, seed, seconds
        self._pages: Counter[str] = Counter()
        self._complaints: dict[str, None] = {}
        self._bugs = Bugs()
        self._longest_s = 0.0
        self._memory_mb: list[float] = []
        self.found: Found | None = None

    def script(self, program: Program) -> Script:
        """Wait for the door, be bored, walk away, and see whether somebody is marked."""
        yield Until("the kiosk's window", lambda: program.kiosk is not None and program.kiosk.isVisible())
        kiosk = kiosk_of(program)
        yield Until(
            "the door is open",
            lambda: kiosk.footer.code.isEnabled() and screen_of(kiosk) is not Screen.STARTING,
        )
        logging.getLogger(logs.LOGGER_NAME).addHandler(self._bugs)
        qInstallMessageHandler(self._complain)
        pupil = Pupil(program, self._people, self._seed)
        began = looked = turned = time.monotonic()
        while time.monotonic() - began < self._seconds:
            for _ in range(ACTS_A_TURN):
                pupil.act()
            yield Until("the event loop", lambda: True)
            now = time.monotonic()
            self._longest_s, turned = max(self._longest_s, now - turned), now
            if now - looked >= LOOK_S:
                looked = now
                self._look(program)
                if now - began > self._seconds * WARM_SHARE:
                    self._memory_mb.append(memory_mb())
        self._look(program)
        yield from self._walk_away(program)
        yield from self._be_marked(program)
        qInstallMessageHandler(None)
        self.found = Found(
            pupil.acts,
            self._pages,
            grown_mb(self._memory_mb),
            self._longest_s,
            tuple(self._bugs.lines),
            tuple(self._complaints),
        )

    def _look(self, program: Program) -> None:
        kiosk, desk = kiosk_of(program), program.desk
        assert kiosk.isVisible(), "the door is hidden"
        assert kiosk.isFullScreen(), "the door is not full screen"
        assert program.wizard is None
        assert desk is None or (not desk.is_signed_in and desk.board is None), "somebody is signed in"
        in_front = desk if desk is not None and desk.isVisible() else kiosk
        assert in_front is kiosk or in_front.isFullScreen(), "the desk is smaller than the screen"
        others = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w not in (kiosk, desk)]
        assert all(w.windowType() in _SMALL for w in others), f"another window: {others}"
        for text in _texts_to_read():
            assert not any(name in text for name in NAMES), "a name is to be read"
        self._pages[f"{type(kiosk.page).__name__}:{screen_of(kiosk).value}"] += 1
        self._pages["desk" if in_front is desk else "door"] += 1

    def _walk_away(self, program: Program) -> Script:
        """Leave whatever is open, as the next person would."""
        kiosk = kiosk_of(program)

        def is_left() -> bool:
            popup, desk = QApplication.activePopupWidget(), program.desk
            if popup is not None:
                popup.close()
            elif desk is not None and desk.isVisible():
                press(desk.sign_in.back)
            elif kiosk.page is not kiosk.stage:
                QTest.keyClick(kiosk.windowHandle(), Qt.Key.Key_Escape)
            return kiosk.page is kiosk.stage and (desk is None or not desk.isVisible())

        yield Until("the door is free", is_left)

    def _be_marked(self, program: Program) -> Script:
        kiosk = kiosk_of(program)
        state: dict[str, float] = {"next": 0.0}

        def is_in() -> bool:
            if screen_of(kiosk) in _IN and kiosk.page is kiosk.stage:
                return True
            if time.monotonic() < state["next"]:
                return False
            state["next"] = time.monotonic() + 2.0  # after wrong PINs the door makes everybody wait a little
            if kiosk.page is kiosk.stage:
                press(kiosk.footer.code)
            if kiosk.page is kiosk.pad and len(seen(kiosk.pad, QLineEdit)) == 2:
                fields = seen(kiosk.pad, QLineEdit)
                for field, text in zip(fields, (LEFT_ALONE[0], LEFT_ALONE[2]), strict=True):
                    write(field, text)
                if primary(kiosk.pad).isEnabled():
                    press(primary(kiosk.pad))
            return False

        yield Until("no answer of before", lambda: screen_of(kiosk) not in _IN)
        yield Until("somebody is marked by code", is_in)

    def _complain(self, kind: QtMsgType, where: object, text: str) -> None:
        is_harmless = kind in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}
        if not is_harmless and not text.startswith(_OF_THE_TOOL):
            self._complaints[text] = None


_OF_THE_TOOL = (
    "keyToAscii",
    "Mouse event",
    "This plugin does not support ",
    "QWidgetLineControl::setSelection: Invalid start position",
)
"""How QTest says that a key has no letter and that a window moved away under the mouse, a display that nobody
sees that nothing is in front on it, and a line of Qt's about a composition in a text emptied meanwhile."""
_SMALL = {Qt.WindowType.Popup, Qt.WindowType.ToolTip}
_IN = {Screen.WELCOME, Screen.WELCOME_LATE, Screen.ALREADY_IN}


class Bugs(logging.Handler):
    """Keeps what the program logged as a bug."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _texts_to_read() -> list[str]:
    return [
        str(widget.property("text"))
        for window in QApplication.topLevelWidgets()
        if window.isVisible()
        for widget in (*seen(window, QLabel), *seen(window, QAbstractButton))
    ]


def grown_mb(memory_mb: list[float]) -> float:
    """Say how much more memory was in use in the last third of some moments than in the first.

    The least of each third: a passphrase that is being tried takes a hundred megabytes for half a second.
    """
    third = max(1, len(memory_mb) // 3)
    return min(memory_mb[-third:]) - min(memory_mb[:third]) if memory_mb else 0.0


def memory_mb() -> float:
    """Give the process's resident memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def visit(minutes: float, seed: int) -> Found:
    """Let the pupil visit a door.

    Raises:
        AssertionError: When the door was left, or something could be read or done that should not.
    """
    with tempfile.TemporaryDirectory(prefix="rollcall-pupil-") as place:
        data_dir = DataDir(Path(place) / "data")
        people = make_school(data_dir)
        app = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(app, QApplication)
        app.setQuitOnLastWindowClosed(False)
        stay = Visit(people, seed, minutes * 60)
        fly(DoorProgram(app, data_dir), app, stay.script)
    assert stay.found is not None
    return stay.found


def main() -> int:
    """Let the pupil visit, and print what came of it."""
    parser = argparse.ArgumentParser(description="A bored pupil at the door.")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    faulthandler.enable()  # a crash of Qt says where it came from, and so does a program that hangs
    faulthandler.dump_traceback_later(args.minutes * 60 + HANGS_S, exit=True)
    with tempfile.TemporaryDirectory(prefix="rollcall-screen-") as place:
        os.environ["QT_QPA_PLATFORM"] = offscreen(Path(place))
        found = visit(args.minutes, args.seed)
    print(f"acts {found.acts.total()}: {dict(found.acts.most_common())}")
    print(f"seen {dict(found.pages.most_common())}")
    print(f"memory grew by {found.grown_mb:.1f} MB; longest turn {found.longest_s:.2f} s")
    for line in (*found.bugs, *found.complaints):
        print(line)
    return 1 if found.bugs or found.complaints else 0


if __name__ == "__main__":
    sys.exit(main())
