"""Enrolment by camera: petals and one hint. No picture is shown, and nothing of the face is asked for."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from kiosk.domain.faces import Verdict
from kiosk.domain.people import Person
from kiosk.runtime.api import CameraApi, DeskApi, Enrolled, EnrolmentProgress
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, column, label
from kiosk.ui.desk.petals import Petals
from kiosk.ui.desk.words import verdict_hint

_POLL_MS = 100
_HINT_POLLS = round(theme.MOTION.hint_s * 1000 / _POLL_MS)


class EnrolPanel(QWidget):
    """Runs one enrolment by camera. Leaving it stops the camera's part."""

    done = Signal(object)
    """An Enrolled."""
    failed = Signal(object)
    """A Trouble."""
    left = Signal()

    def __init__(
        self, desk: DeskApi, camera: CameraApi, person: Person, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._camera = camera
        self._is_running = True
        self._hint = Verdict.NONE
        self._hint_age = _HINT_POLLS
        title = self.tr("Enrol {name} by camera").format(name=i18n.isolate(person.name))
        self.setAccessibleName(title)
        self.petals = Petals()
        self.hint = label(verdict_hint(Verdict.NONE), "heading", wraps=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.again = label(
            self.tr("One picture did not fit the others and is taken again."), "care", wraps=True
        )
        self.again.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.again.setVisible(False)
        self._captured, self._asked_again = 0, 0
        self.cancel = button(self.tr("Cancel"), self.stop)
        layout = column(self, spacing=theme.SPACE.snug)
        layout.addWidget(label(title, "heading", wraps=True))
        layout.addWidget(
            label(
                self.tr("Look at the camera. A petal fills for each good step; no picture is kept."),
                "muted",
                wraps=True,
            )
        )
        layout.addWidget(self.petals, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.hint)
        layout.addWidget(self.again)
        layout.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self.poll)
        self._timer.start()
        call(desk.enrol_camera(person.id), self, self._ended, self._failed)

    def poll(self) -> None:
        """Ask the camera how far it is."""
        progress = self._camera.enrolment_progress()
        if progress is None:
            return
        self.petals.show_progress(progress.captured, progress.needed, is_good=progress.verdict is Verdict.OK)
        self._tell_again(progress)
        self._hint_age += 1
        if progress.verdict is not self._hint and self._hint_age >= _HINT_POLLS:
            self._hint, self._hint_age = progress.verdict, 0
            self.hint.setText(verdict_hint(progress.verdict))

    def _tell_again(self, progress: EnrolmentProgress) -> None:
        """Say that a picture is taken again, until the next good one is there."""
        if progress.asked_again > self._asked_again:
            self.again.setVisible(True)
        elif progress.captured > self._captured:
            self.again.setVisible(False)
        self._captured, self._asked_again = progress.captured, progress.asked_again

    def stop(self) -> None:
        """Cancel and leave."""
        self._end(self.left.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape cancels."""
        if event.key() == Qt.Key.Key_Escape:
            self.stop()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the page in any way stops the camera's part."""
        if not event.spontaneous():
            self._end(lambda: QTimer.singleShot(0, self, self.left.emit))
        super().hideEvent(event)

    def _ended(self, enrolled: Enrolled) -> None:
        if self._is_running:
            self._is_running = False
            self._timer.stop()
            self.done.emit(enrolled)

    def _failed(self, trouble: Trouble) -> None:
        if self._is_running:
            self._is_running = False
            self._timer.stop()
            self.failed.emit(trouble)

    def _end(self, after: Callable[[], object]) -> None:
        if self._is_running:
            self._is_running = False
            self._timer.stop()
            self._desk.cancel_enrolment()
            after()
