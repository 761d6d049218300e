"""The pages after the school was made: where the key is, the recovery code, and a look at the camera."""

import secrets
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from kiosk.domain.faces import NOBODY, Verdict
from kiosk.domain.people import Custody
from kiosk.runtime.api import CameraApi, CameraState, SchoolMade
from kiosk.ui import bridge, i18n, theme
from kiosk.ui.kiosk.figure import Figure
from kiosk.ui.kiosk.flow import Scene
from kiosk.ui.kiosk.hints import HintPacer, hint_for
from kiosk.ui.kiosk.states import Screen
from kiosk.ui.kiosk.words import hint_text
from kiosk.ui.widgets.fields import forget
from kiosk.ui.wizard.form import groups, is_group
from kiosk.ui.wizard.page import Page, text_field, text_label


def two_of(count: int) -> tuple[int, int]:
    """Pick two different places of `count`, in order."""
    first, second = sorted(secrets.SystemRandom().sample(range(count), 2))
    return first, second


class CustodyPage(Page):
    """How well the key of this device is kept; accepted aloud."""

    def __init__(self) -> None:
        super().__init__()
        self._custody = Custody.FILE
        self._text = text_label("text")
        self._accept = QCheckBox()
        self._column.addWidget(self._text)
        self._column.addSpacing(theme.SPACE.normal)
        self._column.addWidget(self._accept)
        self._finish_layout()
        self.retranslate()

    def set_custody(self, custody: Custody) -> None:
        """Take where the key was put."""
        self._custody = custody
        self.retranslate()

    def enter(self) -> None:
        """Begin at the box."""
        self._accept.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> str:
        """Go on only when it was accepted."""
        return "" if self._accept.isChecked() else self.tr("Please tick the box to go on.")

    def retranslate(self) -> None:
        """Write the texts."""
        self._title.setText(self.tr("The key of this device"))
        self._lead.setText(
            self.tr("The kiosk starts in the morning without a passphrase, so it keeps a key.")
        )
        if self._custody is Custody.KEYRING:
            self._text.setText(
                self.tr(
                    "Level 1. The key is in the keyring of this computer's account. Whoever steals the "
                    "computer and does not know the account's password gets no name, no mark and no "
                    "face numbers."
                )
            )
            self._accept.setText(self.tr("I accept level 1 for this device"))
        else:
            self._text.setText(
                self.tr(
                    "Level 0. No keyring was found, so the key is in a file. Whoever steals this computer "
                    "gets today's initials and times and the face numbers, but no name and no earlier mark. "
                    "Encrypt the disk, or lock the computer away."
                )
            )
            self._accept.setText(self.tr("I accept level 0 for this device"))


class RecoveryPage(Page):
    """Shows the recovery code once, then asks for two groups of it."""

    def __init__(self, pick: Callable[[int], tuple[int, int]] = two_of) -> None:
        super().__init__()
        self._pick = pick
        self._groups: list[str] = []
        self._asked = (0, 1)
        self._code = text_label("code")
        self._code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._again = QPushButton()
        self._labels = [text_label("label"), text_label("label")]
        self._fields = [text_field(16), text_field(16)]
        self._quiz = QWidget()
        row = QHBoxLayout(self._quiz)
        row.setContentsMargins(0, 0, 0, 0)
        for label, field in zip(self._labels, self._fields, strict=True):
            label.setBuddy(field)
            label.setWordWrap(False)
            field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            row.addWidget(label)
            row.addWidget(field)
        self._column.addWidget(self._code)
        self._column.addWidget(self._quiz)
        buttons = QHBoxLayout()
        buttons.addWidget(self._again)
        buttons.addStretch(1)
        self._column.addLayout(buttons)
        self._finish_layout()
        self._again.clicked.connect(self.show_code)
        self.show_code()
        self.retranslate()

    @property
    def asked(self) -> tuple[int, int]:
        """Which groups are asked for, counted from 0."""
        return self._asked

    def set_code(self, made: SchoolMade) -> None:
        """Take the code; it is shown here and kept nowhere."""
        self._groups = groups(made.recovery_code)
        half = (len(self._groups) + 1) // 2
        lines = [" - ".join(part) for part in (self._groups[:half], self._groups[half:]) if part]
        self._code.setText("\n".join(lines))
        self._asked = self._pick(len(self._groups))
        self.show_code()
        self.retranslate()

    def forget(self) -> None:
        """Take the code off the screen and out of the page."""
        self._groups = []
        self._code.clear()
        for field in self._fields:
            forget(field)

    def enter(self) -> None:
        """Begin with the code."""
        self.show_code()

    def show_code(self) -> None:
        """Show the code and hide the questions."""
        self._set_asking(False)
        self.changed.emit()

    def ask(self) -> None:
        """Hide the code and ask for two groups."""
        self._set_asking(True)
        self._fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def takes_inner_step(self) -> bool:
        """Go from the code to the questions."""
        if not self._quiz.isHidden():
            return False
        self.ask()
        return True

    def next_text(self) -> str:
        """Say what pressing it claims."""
        return self.tr("I have written it down") if self._quiz.isHidden() else self.tr("Next")

    def check(self) -> str:
        """Go on only when both groups are right."""
        pairs = zip(self._fields, self._asked, strict=True)
        wrong = [field for field, place in pairs if not is_group(field.text(), self._groups[place])]
        if not wrong:
            return ""
        wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return self.tr("That is not what was shown. Look at the code again and compare.")

    def retranslate(self) -> None:
        """Write the texts."""
        self._title.setText(self.tr("Recovery code"))
        self._say_lead()
        self._again.setText(self.tr("Show the code again"))
        for label, place in zip(self._labels, self._asked, strict=True):
            label.setText(self.tr("Group {number}").format(number=i18n.number(place + 1)))
        self._code.setAccessibleName(self.tr("Recovery code"))

    def _set_asking(self, is_asking: bool) -> None:
        self._code.setVisible(not is_asking)
        self._quiz.setVisible(is_asking)
        self._again.setVisible(is_asking)
        self._say_lead()
        self.show_error("")

    def _say_lead(self) -> None:
        self._lead.setText(
            self.tr(
                "Write it on paper and keep it away from this computer. It opens everything when the "
                "passphrase is lost, and it is shown only now."
            )
            if self._quiz.isHidden()
            else self.tr("Type these two groups from your paper.")
        )


class CameraPage(Page):
    """A look at the camera by the abstract figure; says so when there is none. Never keeps anybody here."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        super().__init__()
        self._now = monotonic
        self._last = monotonic()
        self._camera: CameraApi | None = None
        self._pacer = HintPacer(theme.MOTION.hint_s)
        self._figure = Figure()
        self._figure.setMinimumHeight(260)
        self._words = text_label("title")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._advice = text_label("text")
        self._advice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addWidget(self._figure, 10)
        self._column.addWidget(self._words)
        self._column.addWidget(self._advice)
        self._finish_layout()
        self._timer = QTimer(self)
        self._timer.setInterval(theme.MOTION.frame_ms)
        self._timer.timeout.connect(self.refresh)
        self.retranslate()

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words.text()

    def set_camera(self, camera: CameraApi | None) -> None:
        """Take the camera, or let go of it."""
        self._camera = camera
        self.refresh()

    def enter(self) -> None:
        """Begin to poll."""
        self._timer.start()
        self.refresh()

    def leave(self) -> None:
        """Stop polling."""
        self._timer.stop()

    def refresh(self) -> None:
        """Poll once and draw."""
        now = self._now()
        passed, self._last = now - self._last, now
        scene, words, advice = self._look()
        self._figure.show_scene(scene)
        self._figure.advance(passed)
        for label, text in ((self._words, words), (self._advice, advice)):
            if label.text() != text:
                label.setText(text)

    def _look(self) -> tuple[Scene, str, str]:
        if self._camera is None:
            return (
                Scene(Screen.STARTING),
                self.tr("One moment, please"),
                self.tr("The camera is being opened."),
            )
        health = self._camera.health()
        if health.state is CameraState.STARTING:
            return (
                Scene(Screen.STARTING),
                self.tr("One moment, please"),
                self.tr("The camera is being opened."),
            )
        if health.state is not CameraState.WORKING:
            return self._explain(health.state, health.error)
        guidance = self._camera.latest_guidance()
        hint = self._pacer.offer(hint_for(guidance), self._now())
        if hint is None:
            return (
                Scene(Screen.IDLE, guidance=NOBODY),
                self.tr("The camera works"),
                self.tr("Look into it once."),
            )
        if guidance.verdict is Verdict.OK:
            text = self.tr("Place and light are right.")
            return Scene(Screen.CHECKING, None, None, guidance), self.tr("Very good"), text
        return Scene(Screen.GUIDING, hint, None, guidance), hint_text(hint), ""

    def _explain(self, state: CameraState, error: Exception | None) -> tuple[Scene, str, str]:
        if error is not None:
            trouble = bridge.trouble(error)
            return Scene(Screen.CAMERA_NONE), trouble.what, trouble.action
        if state is CameraState.NONE:
            advice = self.tr("Plug one in now or later: it is picked up by itself. Codes work without it.")
            return Scene(Screen.CAMERA_NONE), self.tr("No camera is connected"), advice
        advice = self.tr("It is being started again. If this stays, unplug it and plug it in again.")
        return Scene(Screen.CAMERA_STALLED), self.tr("The camera gives no picture"), advice

    def next_text(self) -> str:
        """Name what happens."""
        return self.tr("Open the kiosk")

    def retranslate(self) -> None:
        """Write the texts."""
        self._title.setText(self.tr("Camera"))
        self._lead.setText(self.tr("You see shapes, never a picture: so does everybody at the door."))
