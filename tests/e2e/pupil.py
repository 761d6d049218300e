"""A bored pupil at the real door: touches, keys, wrong codes, random cards, for minutes, from a seed.

    python -m tests.e2e.pupil [--minutes 10] [--seed 1]

The program is real, full screen on one display without a window manager; only the camera is replaced by an
empty doorway, and what it might see is made up. Input comes through the window system's queue (QTest on
QWindow), so popups, grabs, shortcuts and context menus act as they do for a person. Every second it is looked
at whether the desk is locked, no name of the list is to be read, and the door is there, full screen. At the
end everybody walks away, and a person who was on the list all along signs in by number and PIN.
"""

import argparse
import faulthandler
import json
import logging
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import shiboken6
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QtMsgType, QUrl, qInstallMessageHandler
from PySide6.QtGui import QDropEvent, QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from kiosk import logs
from kiosk.app import Program
from kiosk.cli import demo_school
from kiosk.domain.cards import CODE_BYTES, CardSighting, card_text
from kiosk.domain.evidence import Refusal, Sighting, Unrecognised
from kiosk.domain.faces import Guidance, Verdict
from kiosk.domain.frames import Frame, SourceKind
from kiosk.domain.ids import PersonId, TrackId
from kiosk.paths import DataDir
from kiosk.runtime.feeds import Feed, PlayedFeed
from kiosk.ui.kiosk.states import Screen
from kiosk.vision.sources import SourceSpec
from tests.e2e.pilot import Script, Until, fly, press, primary, seen, write
from tests.e2e.scripted_day import kiosk_of, screen_of

if TYPE_CHECKING:
    from kiosk.runtime.services import Services

PLAYED_WITH = ("101", "Eileen Collins", "2580")
"""The pupil knows this one's number and PIN."""
LEFT_ALONE = ("7340912", "Yusuf Rahman", "8642")
NAMES = (PLAYED_WITH[1], LEFT_ALONE[1])
ACTS_A_TURN = 4
LOOK_S = 1.0
WARM_SHARE = 0.3
"""For this share of the visit memory may grow: pages are made, fonts and icons are read."""
_DEPRECATED = 0xB5
"""Qt warns of this key's old name, whichever is used."""
_KEYS = [key for key in Qt.Key if 0 < key.value < 0x01FFFFFF and key.value != _DEPRECATED]
_LIKELY_KEYS = [
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_F4,
    Qt.Key.Key_F11, Qt.Key.Key_Delete, Qt.Key.Key_Menu, Qt.Key.Key_Meta, Qt.Key.Key_Q, Qt.Key.Key_W,
    *(Qt.Key(Qt.Key.Key_0.value + digit) for digit in range(10)),
]  # fmt: skip
_MODIFIERS = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier,
)  # fmt: skip
_TEXTS = (
    "101", "7b", "0000", "1234567890" * 30, "٢٥٨٠", "'; drop table people; --", "<b>x</b><img src=x>",
    "\u202eabc", "{name}%s%Ln", "\N{PILE OF POO}" * 9, "line\nline\ttab", "", "letmein letmein", "\x00\x07",
)  # fmt: skip


class Doorway:
    """An empty doorway, five times a second: a Source."""

    kind = SourceKind.SYNTHETIC
    frame_interval_s = 0.2

    def __init__(self) -> None:
        self._seq, self._is_closed = 0, False

    def read(self) -> Frame | None:
        if self._is_closed:
            return None
        time.sleep(self.frame_interval_s)  # the camera's thread waits, as for a camera
        self._seq += 1
        image = np.full((240, 320, 3), 120 + self._seq % 2, np.uint8)
        return Frame(self._seq, time.monotonic_ns(), self.kind, image)

    def close(self) -> None:
        self._is_closed = True


class DoorProgram(Program):
    """The program at full screen, before an empty doorway."""

    def __init__(self, app: QApplication, data_dir: DataDir) -> None:
        super().__init__(app, data_dir, source="synthetic", windowed=False, demo=None)

    def _build(self) -> "Services":
        from kiosk.runtime.services import Services

        def open_feed(spec: SourceSpec, is_trial: bool) -> Feed:
            return PlayedFeed(Doorway())

        return Services(self._data_dir, self._settings, feed_opener=open_feed, has_index=False)


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


class Pupil:
    """Does anything that can be done at a door."""

    def __init__(self, program: Program, people: list[PersonId], seed: int) -> None:
        self._program, self._people = program, people
        self._random = Random(seed)
        self._touch = QTest.createTouchDevice()
        self._held: tuple[QWindow, QPoint] | None = None
        self.acts: Counter[str] = Counter()
        self._tracks = 0
        self._choices: list[tuple[Callable[[], None], int]] = [
            (self._press_something, 30), (self._click_anywhere, 12), (self._drag, 4), (self._turn_wheel, 3),
            (self._touch_anywhere, 10), (self._press_key, 20), (self._type_digits, 8), (self._shortcut, 10),
            (self._compose, 3), (self._paste, 3), (self._drop, 2), (self._close, 3), (self._try_code, 3),
            (self._try_passphrase, 2), (self._hold_card, 2), (self._be_seen, 3), (self._walk_past, 6),
            (self._press_teacher, 1), (self._right_code, 1),
        ]  # fmt: skip

    def act(self) -> None:
        """Do something."""
        acts, weights = zip(*self._choices, strict=True)
        (chosen,) = self._random.choices(acts, weights)
        self.acts[chosen.__name__.removeprefix("_")] += 1
        try:
            chosen()
        except RuntimeError as error:
            if "QWindow) already deleted" not in str(error):
                raise  # what was pressed closed the menu that it was in, and QTest still looks for its window

    # Where

    @property
    def _window(self) -> QWidget:
        """Give what is in front: a popup, the desk, or the door."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        desk = self._program.desk
        return desk if desk is not None and desk.isVisible() else kiosk_of(self._program)

    @property
    def _handle(self) -> QWindow:
        window = self._window
        handle = window.windowHandle()
        if shiboken6.isValid(handle):
            return handle
        window.close()  # a menu that is just going
        return kiosk_of(self._program).windowHandle()

    def _somewhere(self) -> QPoint:
        size = self._handle.size()
        return QPoint(self._random.randrange(size.width()), self._random.randrange(size.height()))

    def _target(self) -> QPoint:
        """Give a place on something that can be pressed, mostly."""
        window = self._window
        parts = [*seen(window, QAbstractButton), *seen(window, QLineEdit)]
        if not parts:
            return self._somewhere()
        part = self._random.choice(parts)
        x, y = self._random.randrange(max(1, part.width())), self._random.randrange(max(1, part.height()))
        place = part.mapTo(window, QPoint(x, y))
        return place if window.rect().contains(place) else self._somewhere()  # scrolled out of sight

    # What

    def _click(self, place: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        modifiers = Qt.KeyboardModifier.NoModifier
        if button is not Qt.MouseButton.LeftButton:
            modifiers = self._random.choice(_MODIFIERS)
        QTest.mousePress(self._handle, button, modifiers, place)
        QTest.mouseRelease(self._handle, button, modifiers, place)  # in front may be another window by now

    def _press_something(self) -> None:
        self._click(self._target())

    def _press_teacher(self) -> None:
        footer = kiosk_of(self._program).footer
        if self._window is kiosk_of(self._program) and footer.isVisible():
            self._click(footer.teacher.mapTo(self._window, QPoint(20, 20)))

    def _click_anywhere(self) -> None:
        button = self._random.choice(
            (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton)
        )
        place = self._random.choice((self._somewhere, self._target))()
        for _ in range(self._random.choice((1, 2, 3))):
            self._click(place, button)

    def _drag(self) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(self._handle, left, none, self._target())
        for _ in range(self._random.randrange(4)):
            QTest.mouseMove(self._handle, self._somewhere())
        QTest.mouseRelease(self._handle, left, none, self._somewhere())

    def _turn_wheel(self) -> None:
        turned = QPoint(0, self._random.choice((-120, 120, 1200)))
        QTest.wheelEvent(
            self._handle, QPointF(self._somewhere()), turned, QPoint(), self._random.choice(_MODIFIERS)
        )

    def _touch_anywhere(self) -> None:
        fingers = range(self._random.choice((1, 1, 2, 5)))
        for step in ("press", "move", "release"):
            handle = self._handle
            touch = QTest.touchEvent(handle, self._touch)
            for finger in fingers:
                place = self._target() if self._random.random() < 0.6 else self._somewhere()
                getattr(touch, step)(finger, place, handle)
            touch.commit()

    def _press_key(self) -> None:
        keys = _LIKELY_KEYS if self._random.random() < 0.5 else _KEYS
        self._key(self._random.choice(keys), self._random.choice((_MODIFIERS[0], *_MODIFIERS)))

    def _shortcut(self) -> None:
        some = self._random.sample(_MODIFIERS[1:], self._random.choice((1, 2, 2, 3)))
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in some:
            modifiers |= one
        self._key(self._random.choice(_LIKELY_KEYS if self._random.random() < 0.5 else _KEYS), modifiers)

    def _key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        QTest.keyPress(self._handle, key, modifiers)
        QTest.keyRelease(self._handle, key, modifiers)  # the press may have closed the window it went to

    def _type_digits(self) -> None:
        for _ in range(self._random.randrange(1, 7)):
            self._key(Qt.Key(Qt.Key.Key_0.value + self._random.randrange(10)), _MODIFIERS[0])

    def _compose(self) -> None:
        focus = QApplication.focusObject()
        if focus is not None:
            event = QInputMethodEvent(self._random.choice(_TEXTS), [])
            if self._random.random() < 0.5:
                event.setCommitString(self._random.choice(_TEXTS))
            QApplication.sendEvent(focus, event)

    def _paste(self) -> None:
        QApplication.clipboard().setText(self._random.choice(_TEXTS))
        self._key(self._random.choice((Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_C)), _MODIFIERS[2])

    def _drop(self) -> None:
        data = QMimeData()
        data.setText(self._random.choice(_TEXTS))
        data.setUrls([QUrl("file:///etc/hostname")])
        over = QApplication.widgetAt(self._window.mapToGlobal(self._somewhere())) or self._window
        action, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        QApplication.sendEvent(over, QDropEvent(QPointF(5, 5), action, data, buttons, _MODIFIERS[0]))

    def _close(self) -> None:
        """Do what Alt+F4 makes a window manager do."""
        self._window.close()

    def _try_code(self) -> None:
        """Type somebody's number, or one like it, with a wrong PIN."""
        kiosk = kiosk_of(self._program)
        if kiosk.page is kiosk.pad and self._window is kiosk:
            fields = seen(kiosk.pad, QLineEdit)
            for field in fields:
                write(field, str(self._random.randrange(100, 9999)))
            if len(fields) == 2 and self._random.random() < 0.5:
                write(fields[0], PLAYED_WITH[0])
            self._key(Qt.Key.Key_Return, _MODIFIERS[0])

    def _right_code(self) -> None:
        """Sign in by a code that is right: afterwards there is something to take back."""
        kiosk = kiosk_of(self._program)
        if kiosk.page is kiosk.pad and self._window is kiosk and len(seen(kiosk.pad, QLineEdit)) == 2:
            for field, text in zip(seen(kiosk.pad, QLineEdit), (PLAYED_WITH[0], PLAYED_WITH[2]), strict=True):
                write(field, text)
            self._key(Qt.Key.Key_Return, _MODIFIERS[0])

    def _try_passphrase(self) -> None:
        desk = self._program.desk
        if desk is not None and desk.isVisible() and desk.sign_in.passphrase.isVisible():
            write(desk.sign_in.passphrase, self._random.choice((*_TEXTS[-2:], "four plain words there")))
            self._key(Qt.Key.Key_Return, _MODIFIERS[0])

    def _hold_card(self) -> None:
        code = card_text(self._random.randbytes(CODE_BYTES))
        self._tell(CardSighting(code, SourceKind.SYNTHETIC, time.monotonic_ns()))

    def _be_seen(self) -> None:
        self._tracks += 1
        track, now = TrackId(self._tracks), time.monotonic_ns()
        if self._random.random() < 0.5:
            self._tell(Refusal(track, SourceKind.SYNTHETIC, now, self._random.choice(list(Unrecognised))))
        else:
            self._tell(Sighting(self._people[0], track, SourceKind.SYNTHETIC, now, 3, 0.2))

    def _walk_past(self) -> None:
        """Stand before the camera in some way until its next frame."""
        r = self._random.random
        verdict = self._random.choice(list(Verdict))
        services = self._program._services
        assert services is not None
        services.camera._guidance = Guidance(
            r(),
            r(),
            r(),
            90 * r() - 45,
            90 * r() - 45,
            90 * r() - 45,
            r(),
            verdict,
            self._random.randrange(3),
        )

    def _tell(self, outcome: Sighting | Refusal | CardSighting) -> None:
        services = self._program._services
        assert services is not None
        services.camera._outcome(outcome)


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
                press(primary(kiosk.pad))
            return False

        yield Until("no answer of before", lambda: screen_of(kiosk) not in _IN)
        yield Until("somebody is marked by code", is_in)

    def _complain(self, kind: QtMsgType, where: object, text: str) -> None:
        is_harmless = kind in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}
        if not is_harmless and not text.startswith(_OF_THE_TOOL):
            self._complaints[text] = None


_OF_THE_TOOL = ("keyToAscii", "Mouse event", "This plugin does not support ")
"""How QTest says that a key has no letter and that a window moved away under the mouse, and a display that
nobody sees that nothing is in front on it."""
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


def make_school(data_dir: DataDir) -> list[PersonId]:
    """Make a trial school of two people with PINs and a register that is open."""
    from kiosk.cli.desk import now_here, running

    demo_school.make_empty(data_dir)
    with running(data_dir) as services:
        desk = services.desk
        desk.sign_in(demo_school.PASSPHRASE).result()
        now, school_class = now_here(), desk.classes().result()[0]
        people = []
        for number, name, pin in (PLAYED_WITH, LEFT_ALONE):
            person = desk.add_person(number, name, [school_class.id]).result()
            desk.set_pin(person.id, pin).result()
            people.append(person.id)
        desk.open_session(school_class.id, now, now.plus(timedelta(hours=2))).result()
        desk.sign_out().result()
    return people


def offscreen(folder: Path) -> str:
    """Give the name of Qt's platform with one display of an ordinary size that nobody sees."""
    display = {
        "name": "door", "x": 0, "y": 0, "width": 1280, "height": 720,
        "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1,
    }  # fmt: skip
    path = folder / "displays.json"
    path.write_text(json.dumps({"screens": [display]}), "utf-8")
    return f"offscreen:configfile={path}"


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
    faulthandler.enable()  # a crash of Qt says where it came from
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
