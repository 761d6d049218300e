"""How recognition, camera, backups and the machine are doing here; for administrators."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kiosk.domain.strictness import Strictness
from kiosk.runtime.api import CameraApi, DeskApi, SystemView
from kiosk.runtime.api_office import Office
from kiosk.runtime.api_site import About
from kiosk.ui import theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.about_cards import AboutCard, AboutModelCard, CustodyCard
from kiosk.ui.desk.backup_card import BackupCard
from kiosk.ui.desk.camera_card import CameraCard
from kiosk.ui.desk.cards import Cards
from kiosk.ui.desk.controls import column, label
from kiosk.ui.desk.doctor_card import DoctorCard
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.recognition_card import RecognitionCard
from kiosk.ui.desk.renewal_cards import LookAlikesCard, RenewalsCard
from kiosk.ui.desk.room_card import RoomCard
from kiosk.ui.desk.settings_keeper import SettingsKeeper
from kiosk.ui.desk.support_card import SupportCard
from kiosk.ui.desk.tally_card import TallyCard
from kiosk.ui.theme import Tone
from kiosk.ui.worker import Worker


class SystemTab(QWidget):
    """Two columns of cards that scroll; one column on an upright or narrow screen. Asks anew when shown."""

    person_asked = Signal(object)
    """A PersonId to be shown in the people tab."""
    renewals_asked = Signal()
    """Show in the people tab who has to be enrolled again."""

    def __init__(
        self,
        desk: DeskApi,
        office: Office,
        camera: CameraApi,
        keeper: SettingsKeeper,
        worker: Worker,
        folder: Callable[[], Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._office, self._keeper = desk, office, keeper
        self.strip = Strip()
        self.waiting = label(self.tr("One moment: it is being worked out."), "muted", wraps=True)
        self.recognition, self.tally = RecognitionCard(), TallyCard()
        self.look_alikes, self.renewals = LookAlikesCard(), RenewalsCard()
        self.backups, self.room = BackupCard(office.backups), RoomCard(keeper.now.room)
        self.camera, self.doctor = CameraCard(camera, office.site), DoctorCard(office.site)
        self.support = SupportCard(office.site, worker, folder)
        self.model, self.custody, self.about = AboutModelCard(), CustodyCard(), AboutCard()
        self.recognition.chosen.connect(self._choose)
        self.room.chosen.connect(self._choose_room)
        self.camera.chosen.connect(self._choose_camera)
        self.look_alikes.person_asked.connect(self.person_asked)
        self.renewals.list_asked.connect(self.renewals_asked)
        self.area = self._lay_out()
        self.strip.let_go.connect(lambda: self.area.setFocus(Qt.FocusReason.OtherFocusReason))

    def load(self) -> None:
        """Ask how it is; what is shown stays until the answer is there, and what was said goes."""
        self.strip.dismiss()
        self.support.put_away()
        self.backups.load()
        self.camera.load(self._keeper.now.camera)
        self.room.show_room(self._keeper.now.room)
        call(self._desk.system(), self, self._show, self._tell)
        call(self._office.site.about(), self, self._show_about, self._tell)
        call(self._office.keys.custody(), self, self.custody.show_custody, self._tell)

    def show_backups(self) -> None:
        """Come to the backups, which are below what recognition does."""
        self.area.come_to(self.backups, self.backups.go)

    def _lay_out(self) -> Cards:
        area = Cards(
            self.tr("System"),
            (
                (self.recognition, self.camera, self.backups, self.room, self.about),
                (
                    self.look_alikes,
                    self.renewals,
                    self.doctor,
                    self.support,
                    self.tally,
                    self.model,
                    self.custody,
                ),
            ),
        )
        self._page = area.page
        self._page.setVisible(False)  # setWidget showed it
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        for part in (self.strip, self.waiting):
            outer.addWidget(part)
        outer.addWidget(area, 1)
        return area

    def _show(self, view: SystemView) -> None:
        self.waiting.setVisible(False)
        self.recognition.show_view(view)
        self.look_alikes.show_view(view)
        self.renewals.show_view(view)
        self.tally.show_tally(view.tally, view.tally_before)
        self._page.setVisible(True)

    def _tell(self, trouble: Trouble) -> None:
        self.waiting.setVisible(False)
        self.strip.tell_trouble(trouble)

    def _show_about(self, about: About) -> None:
        self.model.show_about(about)
        self.about.show_about(about)

    def _choose(self, strictness: Strictness) -> None:
        self._keeper.choose("strictness", strictness.value)
        self.strip.tell(self.tr("Chosen. It counts from the next person at the door."), Tone.GOOD)

    def _choose_room(self, room: str) -> None:
        self._keeper.choose("room", room)
        self.strip.tell(self.tr("Chosen. The door goes by it at once."), Tone.GOOD)

    def _choose_camera(self, source: str) -> None:
        self._keeper.choose("camera", source)
        self.strip.tell(self.tr("Chosen. The door looks with it at once."), Tone.GOOD)
