"""What a bored pupil does at a door: anything that a hand, a keyboard, a card or a face can do there."""

import time
from collections import Counter
from collections.abc import Callable
from random import Random

import shiboken6
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from kiosk.app import Program
from kiosk.domain.cards import CODE_BYTES, CardSighting, card_text
from kiosk.domain.evidence import Refusal, Sighting, Unrecognised
from kiosk.domain.faces import Guidance, Verdict
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import PersonId, TrackId
from tests.e2e.pilot import seen, write
from tests.e2e.pupil_door import PLAYED_WITH
from tests.e2e.scripted_day import kiosk_of

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

    @property
    def _typed_into(self) -> QWidget:
        focus: QWidget | None = self._window.focusWidget()
        return self._window if focus is None else focus

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
        # Not to the QWindow: QTest runs the event loop between a key and its modifiers, and crashes where the
        # first of them has closed the window.
        QTest.keyPress(self._typed_into, key, modifiers)
        QTest.keyRelease(self._typed_into, key, modifiers)

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
        services.camera._life.guidance = Guidance(
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
        services.camera._shelf.outcome(outcome)
