"""How recognition and backups are doing here, and where the kiosk stands; for administrators."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from kiosk.domain.strictness import Strictness
from kiosk.runtime.api import DeskApi, SystemView
from kiosk.runtime.api_office import BackupApi
from kiosk.ui import theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.backup_card import BackupCard
from kiosk.ui.desk.controls import column, label
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.recognition_card import RecognitionCard
from kiosk.ui.desk.renewal_cards import LookAlikesCard, RenewalsCard
from kiosk.ui.desk.room_card import RoomCard
from kiosk.ui.desk.tally_card import TallyCard
from kiosk.ui.theme import Tone

_WIDTH_FOR_TWO = 960


class _Page(QWidget):
    """As high as its words at its width, and no higher.

    A scroll area takes the larger of that and of the smallest size, and wrapped labels ask for more lines
    there than they need: an empty end to scroll to.
    """

    def minimumSizeHint(self) -> QSize:
        """Nothing, so that the height for the width decides."""
        return QSize(0, 0)


class SystemTab(QWidget):
    """Two columns of cards that scroll; one column on an upright or narrow screen. Asks anew when shown."""

    strictness_chosen = Signal(object)
    """A Strictness."""
    room_chosen = Signal(str)
    """Where the kiosk stands; "" for all rooms."""
    person_asked = Signal(object)
    """A PersonId to be shown in the people tab."""
    renewals_asked = Signal()
    """Show in the people tab who has to be enrolled again."""

    def __init__(self, desk: DeskApi, backups: BackupApi, room: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.strip = Strip()
        self.waiting = label(self.tr("One moment: it is being worked out."), "muted", wraps=True)
        self.recognition, self.tally = RecognitionCard(), TallyCard()
        self.look_alikes, self.renewals = LookAlikesCard(), RenewalsCard()
        self.backups, self.room = BackupCard(backups), RoomCard(room)
        self.recognition.chosen.connect(self._choose)
        self.room.chosen.connect(self._choose_room)
        self.look_alikes.person_asked.connect(self.person_asked)
        self.renewals.list_asked.connect(self.renewals_asked)
        self.area = self._lay_out()
        self.strip.let_go.connect(lambda: self.area.setFocus(Qt.FocusReason.OtherFocusReason))

    def load(self) -> None:
        """Ask how it is; what is shown stays until the answer is there, and what was said goes."""
        self.strip.dismiss()
        self.backups.load()
        call(self._desk.system(), self, self._show, self._tell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go to one column where two would be narrow."""
        is_narrow = self.width() < _WIDTH_FOR_TWO
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        super().resizeEvent(event)

    def _lay_out(self) -> QScrollArea:
        self._page = _Page()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.SPACE.snug)
        for cards in (
            (self.recognition, self.room, self.backups),
            (self.look_alikes, self.renewals, self.tally),
        ):
            side = column(spacing=theme.SPACE.snug)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
            self._columns.addLayout(side, 1)
        inner = column(self._page)
        inner.addLayout(self._columns)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("System"))
        area.setWidget(self._page)
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

    def _choose(self, strictness: Strictness) -> None:
        self.strictness_chosen.emit(strictness)
        self.strip.tell(self.tr("Chosen. It counts from the next person at the door."), Tone.GOOD)

    def _choose_room(self, room: str) -> None:
        self.room_chosen.emit(room)
        self.strip.tell(self.tr("Chosen. The door goes by it at once."), Tone.GOOD)
