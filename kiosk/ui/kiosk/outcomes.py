"""What the camera thread says of somebody goes to the door, and the answer to the window."""

from PySide6.QtCore import QObject, Qt, Signal, Slot

from kiosk.domain.cards import CardSighting
from kiosk.domain.evidence import Refusal, Sighting
from kiosk.errors import Code
from kiosk.runtime.api import CameraApi, DoorApi
from kiosk.ui import bridge
from kiosk.ui.bridge import Trouble


class Outcomes(QObject):
    """Takes outcomes on the camera thread and asks the door about them on the window's."""

    answered = Signal(object)
    """A DoorAnswer."""
    card_unknown = Signal()
    failed = Signal(object)
    """A Trouble: it could not be saved."""
    _came = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._door: DoorApi | None = None
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def attach(self, door: DoorApi, camera: CameraApi) -> None:
        """Listen to this camera from now on."""
        self._door = door
        camera.on_outcome(self._came.emit)

    def detach(self, camera: CameraApi | None) -> None:
        """Listen no more."""
        self._door = None
        if camera is not None:
            camera.on_outcome(lambda _: None)

    @Slot(object)
    def _take(self, outcome: Sighting | Refusal | CardSighting) -> None:
        if self._door is None:
            return
        if isinstance(outcome, CardSighting):
            future = self._door.sign_card(outcome.code, outcome.kind)
        elif isinstance(outcome, Sighting):
            future = self._door.record(outcome)
        else:
            future = self._door.refuse(outcome)
        bridge.call(future, self, self.answered.emit, self._show_trouble)

    def _show_trouble(self, trouble: Trouble) -> None:
        if trouble.code is Code.CARD_UNKNOWN:
            self.card_unknown.emit()
        else:
            self.failed.emit(trouble)
