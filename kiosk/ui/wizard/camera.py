"""The wizard's last page: a look at the camera by the abstract figure. No picture is shown or kept."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout

from kiosk.domain.faces import NOBODY, Guidance, Verdict
from kiosk.runtime.api import CameraApi, CameraState
from kiosk.ui import bridge, theme
from kiosk.ui.kiosk.figure import Figure
from kiosk.ui.kiosk.flow import Scene
from kiosk.ui.kiosk.hints import HintPacer, hint_for
from kiosk.ui.kiosk.states import Screen
from kiosk.ui.kiosk.words import hint_text
from kiosk.ui.widgets.meter import Meter
from kiosk.ui.wizard.page import Page, text_label


class CameraPage(Page):
    """A look at the camera by the abstract figure; says so when there is none. Never keeps anybody here."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        super().__init__()
        self._now = monotonic
        self._last = monotonic()
        self._camera: CameraApi | None = None
        self._pacer = HintPacer(theme.MOTION.hint_s)
        self._figure = Figure()
        self._figure.setMinimumHeight(220)
        self._words = text_label("title")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._advice = text_label("text")
        self._advice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addWidget(self._figure, 10)
        self._column.addWidget(self._words)
        self._column.addWidget(self._advice)
        self.meter = Meter()
        for label in (*self.meter.titles, *self.meter.lines):
            label.setProperty("wizard", "text")
        below = QHBoxLayout()  # in the middle, as the words above it
        below.addStretch(1)
        below.addWidget(self.meter, 4)
        below.addStretch(1)
        self._column.addLayout(below)
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
        self.meter.show_guidance(self._guidance())
        for label, text in ((self._words, words), (self._advice, advice)):
            if label.text() != text:
                label.setText(text)

    def _guidance(self) -> Guidance | None:
        camera = self._camera
        if camera is None or camera.health().state is not CameraState.WORKING:
            return None
        return camera.latest_guidance()

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
        self.meter.retranslate()
