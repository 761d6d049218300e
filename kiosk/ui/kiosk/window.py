"""The kiosk window: what an attendee meets. It polls guidance, records sightings, shows one screen at a time.

It is on the screen before anything is loaded: `attach` gives it the door and the camera when they are there.
A tick is shown only for a Welcome, which `DoorApi.record` and `sign_code` answer after COMMIT.
"""

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.faces import NOBODY, Guidance, Verdict
from kiosk.domain.ids import EventId
from kiosk.runtime.api import (
    AskPin,
    AskSession,
    CameraApi,
    CameraHealth,
    CameraState,
    DoorAnswer,
    DoorApi,
    DoorView,
    Passed,
    StartApi,
    Welcome,
)
from kiosk.settings import Settings
from kiosk.ui import bridge, theme
from kiosk.ui.bridge import Trouble
from kiosk.ui.kiosk.choice import Choice
from kiosk.ui.kiosk.flow import Flow, Scene
from kiosk.ui.kiosk.gate import Gate
from kiosk.ui.kiosk.outcomes import Outcomes
from kiosk.ui.kiosk.pad_visit import PadVisit
from kiosk.ui.kiosk.shell import DoorShell
from kiosk.ui.kiosk.states import QUIET, Screen
from kiosk.ui.kiosk.voice import Voice
from kiosk.ui.sound.cues import Silence, SoundApi

_INVITING = frozenset({Screen.IDLE, Screen.CODE_ONLY})
"""Screens on which the door looks at people; "Press to start" takes their place until somebody does."""
_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class KioskWindow(DoorShell):
    """The door. Closing it, Escape and the function keys do nothing unless `allow_close` was called."""

    desk_requested = Signal()
    demo_requested = Signal()
    retry_requested = Signal()
    """The program could not start; somebody has mended it, perhaps."""
    started = Signal()
    """Somebody signed in to start."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], Instant],
        monotonic: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
        *,
        sounds: SoundApi | None = None,
    ) -> None:
        """Build the window without a door or a camera.

        Args:
            settings: How long things stay.
            clock: Tells the moment.
            monotonic: Seconds that never go back.
            parent: Qt's.
            sounds: What can be heard; None is silent.
        """
        super().__init__(settings, monotonic, sounds or Silence(), parent)
        self._voice = Voice(self.sounds)
        self._clock, self._now = clock, monotonic
        self._door: DoorApi | None = None
        self._camera: CameraApi | None = None
        self._failure: Trouble | None = None
        self._start: StartApi | None = None
        self._gate, self._is_blind = Gate(settings, monotonic), False
        self._last_frame = monotonic()
        self._flow = Flow(settings, monotonic)
        self._visit, self._choice = PadVisit(self.pad, self), Choice(self.choose, self)
        self._outcomes = Outcomes(self)
        self._connect()
        self.footer.set_ready(False)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.refresh)
        self._timer.start(theme.MOTION.idle_frame_ms)
        self.retranslate()
        self.refresh()

    def _connect(self) -> None:
        self._view.changed.connect(self._show_view)
        self._outcomes.answered.connect(self._show_answer)
        self._outcomes.card_unknown.connect(self._show_unknown_card)
        self._outcomes.failed.connect(self._show_not_saved)
        self.footer.code_pressed.connect(self.open_pad)
        self.footer.about_pressed.connect(self._open_about)
        self.stage.start_pressed.connect(self._press_start)
        self.footer.teacher_pressed.connect(self.desk_requested)
        self.stage.demo_pressed.connect(self.demo_requested)
        self.stage.retry_pressed.connect(self.retry_requested)
        self.start.started.connect(self._take_start)
        self.stage.not_me.pressed.connect(self._take_back)
        self._visit.ended.connect(self.show_stage)
        self._visit.answered.connect(self._show_answer)
        self._visit.face_removed.connect(self._show_removed)
        self._visit.confirm_over.connect(self._leave_pad)
        self.pad.code_wanted.connect(self.open_pad)
        self.pad.cancelled.connect(self._leave_pad)
        self._choice.ended.connect(self.show_stage)
        self._choice.answered.connect(self._show_answer)
        self._choice.over.connect(self._leave_choice)
        self._choice.failed.connect(self._show_not_saved)
        self.choose.cancelled.connect(self._leave_choice)
        self.about.closed.connect(self.show_stage)
        self.about.removal_asked.connect(self._open_withdrawal)

    # What the composition root calls

    def attach(self, door: DoorApi, camera: CameraApi, clock: Callable[[], Instant] | None = None) -> None:
        """Begin work: from now on the window polls the camera and records what it sees.

        Args:
            door: Marks.
            camera: Guides.
            clock: The time in the school's zone, where it is not the machine's.
        """
        self._clock = clock or self._clock
        if self._start is not None:
            self._start = None
            self.show_stage()
        self._door, self._camera, self._is_blind = door, camera, False
        self._gate.answered()  # a press was for the camera before this one
        self._tell_camera()
        self._visit.attach(door)
        self._choice.attach(door)
        self._outcomes.attach(door, camera)
        self.about.set_removal_offered(True)
        self.footer.set_ready(True)
        self._view.attach(door)
        self.refresh()

    def detach(self) -> None:
        """Let go of door and camera before they are stopped."""
        self._outcomes.detach(self._camera)
        self._door = self._camera = None
        self._view.attach(None)
        self._visit.attach(None)
        self._choice.attach(None)
        self.about.set_removal_offered(False)
        self.footer.set_ready(False)
        self.show_stage()

    def ask_start(self, start: StartApi) -> None:
        """Ask for somebody to start the kiosk; `started` says that they did."""
        self.show_loading()
        self._start = start
        self.show_stage()

    def show_loading(self) -> None:
        """Take back what was said of a failed start: it is being tried again."""
        self._failure = None
        self.footer.show_failed(False)
        self.refresh()

    def show_failure(self, trouble: Trouble) -> None:
        """Say that the program could not start, and what to do."""
        self._failure = trouble
        self.show_stage()
        self.footer.show_failed(True)
        self.refresh()

    def use_settings(self, settings: Settings) -> None:
        """Take other settings while the door is open."""
        for part in (self._flow, self._gate, self.stage.not_me):
            part.use_settings(settings)
        super().use_settings(settings)
        self.refresh()

    def set_demo_offered(self, is_offered: bool) -> None:
        """Offer the demo where no camera is found."""
        self.stage.set_demo_offered(is_offered)

    # What is on the screen

    @Slot()
    def refresh(self) -> None:
        """Poll the camera and draw: called 30 times a second while somebody is there."""
        now = self._now()
        passed, self._last_frame = now - self._last_frame, now
        self.header.show_time(self._clock())
        self.tick()
        scene = self._scene()
        self._language.watch(is_somebody_there=self._is_somebody_there(scene.guidance))
        self.follow_night(scene, self._clock())
        self.stage.show_scene(scene)
        self._voice.follow(scene)
        self.stage.advance(passed)
        is_busy = scene.guidance.verdict is not Verdict.NONE or scene.screen not in QUIET
        wanted = theme.MOTION.frame_ms if is_busy else theme.MOTION.idle_frame_ms
        if self._timer.interval() != wanted:
            self._timer.setInterval(wanted)

    def _scene(self) -> Scene:
        if self._failure is not None:
            self.stage.set_trouble(self._failure)
            return Scene(Screen.FAILED)
        if self._camera is None:
            return Scene(Screen.STARTING)
        health = self._camera.health()
        guidance = NOBODY if self._is_blind else self._camera.latest_guidance()
        self._gate.watch(is_somebody_there=self._is_somebody_there(guidance))
        self._tell_camera()
        scene = self._flow.scene(
            health, guidance, self._view.view, self._clock().local_date, is_dark=self._night.is_dark
        )
        self._explain(health, scene)
        if self._gate.is_shut and scene.screen in _INVITING:
            return replace(scene, screen=Screen.PRESS_TO_START)
        return scene

    def _is_somebody_there(self, guidance: Guidance) -> bool:
        return self.page not in (self.stage, self._pages.rest) or guidance.verdict is not Verdict.NONE

    def _tell_camera(self) -> None:
        """Let the camera look at people, or at nobody: somebody is asked, or nobody has pressed "Start"."""
        is_blind = self._pages.is_asking or self._gate.is_shut
        if self._camera is not None and is_blind != self._is_blind:
            self._is_blind = is_blind
            self._camera.set_pad_open(is_blind)

    def _explain(self, health: CameraHealth, scene: Scene) -> None:
        if scene.screen is Screen.CAMERA_REFUSED and health.state is CameraState.REFUSED:
            self.stage.set_trouble(bridge.trouble(health.error) if health.error is not None else None)

    # What happens at the door

    @Slot(object)
    def _show_answer(self, answer: DoorAnswer) -> None:
        self._gate.answered()
        if isinstance(answer, AskPin):
            self._ask_pin(answer)
            return
        if isinstance(answer, AskSession):
            self._ask_session(answer)
            return
        if self.page in (self.about, self.languages):
            self.show_stage()  # a tick and "not me" are seen, whatever somebody was reading
        self._flow.show(answer)
        if isinstance(answer, Welcome | Passed):
            self.stage.not_me.offer(answer)
        self.refresh()

    def _ask_pin(self, asked: AskPin) -> None:
        if self._pages.is_asking:
            return  # whoever is typing came first; the ticket is good for nobody and forgotten
        self._flow.show(asked)
        self._turn_to_pad(asked.ticket)
        self.pad.open_to_confirm()

    def _ask_session(self, asked: AskSession) -> None:
        if self._pages.is_asking:
            return  # as above
        self._flow.show(asked)
        self._turn_to(self.choose)
        self._choice.begin(asked)

    @Slot()
    def _leave_choice(self) -> None:
        """Nothing was chosen, or too late: nothing is marked."""
        self._flow.show_screen(Screen.LOOK_AGAIN)
        self.show_stage()
        self.refresh()

    @Slot()
    def _show_unknown_card(self) -> None:
        self._gate.answered()
        self._flow.show_screen(Screen.CARD_UNKNOWN)
        self.refresh()

    @Slot(object)
    def _show_not_saved(self, trouble: Trouble) -> None:
        self._gate.answered()
        self.stage.set_trouble(trouble)
        self._flow.show_screen(Screen.NOT_SAVED)
        self.refresh()

    @Slot()
    def _open_withdrawal(self) -> None:
        if self._door is not None:
            self._turn_to_pad(None)
            self.pad.open_to_withdraw()

    @Slot(int)
    def _show_removed(self, count: int) -> None:
        self._flow.show_screen(Screen.FACE_REMOVED if count else Screen.NO_FACE)
        self.refresh()

    @Slot(str)
    def _take_back(self, event: str) -> None:
        if self._door is not None:
            bridge.call(
                self._door.take_back(EventId(event)), self, self._show_taken_back, self._show_not_saved
            )

    def _show_taken_back(self, is_done: bool) -> None:
        self._flow.show_screen(Screen.TAKEN_BACK if is_done else Screen.TOO_LATE)
        self.refresh()

    @Slot()
    def _take_start(self) -> None:
        self._start = None
        self.show_stage()
        self.started.emit()

    @Slot(object)
    def _show_view(self, view: DoorView) -> None:
        self._ribbon.setVisible(view.is_trial)
        self.header.show_view(view)
        self.refresh()

    # Pages

    @Slot()
    def open_pad(self) -> None:
        """Open number and PIN; the camera does not embed anybody meanwhile."""
        if self._camera is None:
            return
        self._turn_to_pad(None)
        self.pad.open()

    def _turn_to_pad(self, ticket: int | None) -> None:
        self._turn_to(self.pad)
        self._visit.begin(ticket)

    def _turn_to(self, page: QWidget) -> None:
        """Ask whoever stands there; the camera looks at nobody meanwhile."""
        self._pages.shut()
        self._pages.setCurrentWidget(page)
        self._tell_camera()
        self.footer.hide()

    @Slot()
    def _leave_pad(self) -> None:
        """Close the pad without a mark; whoever was to confirm it has to be recognised again."""
        if self._visit.has_ticket:
            self._flow.show_screen(Screen.LOOK_AGAIN)
        self.show_stage()
        self.refresh()

    @Slot()
    def _open_about(self) -> None:
        self._pages.setCurrentWidget(self.about)
        self.footer.hide()
        self.about.open()

    @Slot()
    def show_stage(self) -> None:
        """Go back to the figure."""
        self._visit.end()
        self._choice.end()
        self._pages.shut()
        self._pages.setCurrentWidget(self.stage if self._start is None else self.start)
        self._tell_camera()
        self.show_bars()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # no button looks chosen until somebody presses Tab
        if self._start is not None:
            self.start.open(self._start)

    @Slot()
    def _press_start(self) -> None:
        if self._gate.is_shut:
            self._gate.press()
            self.refresh()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with nothing chosen, but where somebody has to type."""
        super().showEvent(event)
        if self._start is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space press "Start" wherever nothing else was chosen; all else leads nowhere."""
        is_offered = self.page is self.stage and self.stage.scene.screen is Screen.PRESS_TO_START
        if event.key() in _ENTERS and is_offered:
            self._press_start()
        super().keyPressEvent(event)
