"""The camera at the desk: which one, how it is, and how well it stands. No picture is shown."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.runtime.api import CameraApi, CameraState
from kiosk.runtime.api_site import SiteApi
from kiosk.ui import bridge, theme
from kiosk.ui.desk.controls import column, label, named
from kiosk.ui.desk.settings_pickers import Camera
from kiosk.ui.widgets.meter import Meter

_POLL_MS = 150


class CameraCard(QFrame):
    """A list to choose from, the camera's state, and the meter, which looks only while it is seen."""

    chosen = Signal(str)
    """A source, as the settings hold it."""

    def __init__(self, camera: CameraApi, site: SiteApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        self.setProperty("role", "card")
        self.picker = Camera(site)
        self.picker.chosen.connect(lambda source: self.chosen.emit(str(source)))
        self.state = label("", wraps=True)
        self.meter = Meter()
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        outer.addWidget(label(self.tr("Camera"), "heading"))
        self.picker.part.setAccessibleName(self.tr("Camera of the door"))
        outer.addWidget(named(self.tr("Camera of the door"), self.picker))
        outer.addWidget(self.state)
        outer.addWidget(self.meter)
        text = self.tr(
            "Let somebody stand where people will stand, and tilt the camera until the oval is in the "
            "middle. It is good from half a metre to about two."
        )
        outer.addWidget(label(text, "muted", wraps=True))
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self.look)

    def load(self, source: str) -> None:
        """Show which one is chosen, and ask which there are."""
        self.picker.show_value(source)
        self.picker.load()

    def look(self) -> None:
        """Look once."""
        health = self._camera.health()
        is_working = health.state in {CameraState.WORKING, CameraState.SLOW}
        self.meter.show_guidance(self._camera.latest_guidance() if is_working else None)
        text = self._words(health.state)
        if not is_working and health.error is not None:
            text = f"△ {bridge.trouble(health.error).text}"
        if self.state.text() != text:
            self.state.setText(text)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look."""
        super().showEvent(event)
        self._timer.start()
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        self._timer.stop()
        super().hideEvent(event)

    def _words(self, state: CameraState) -> str:
        return {
            CameraState.STARTING: self.tr("… It is being opened."),
            CameraState.WORKING: self.tr("✓ It works."),
            CameraState.NONE: self.tr("△ No camera is connected. Plug one in: it is picked up by itself."),
            CameraState.SLOW: self.tr("○ It is slow just now."),
            CameraState.STALLED: self.tr("△ It gives no picture and is being started again."),
            CameraState.REFUSED: self.tr("△ It cannot be used."),
            CameraState.RESTING: self.tr("○ It is off out of hours, and wakes by itself."),
            CameraState.ENDED: self.tr("○ What was played is over."),
        }[state]
