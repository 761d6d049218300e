"""What a signed-in person sees. Made at sign-in and destroyed at sign-out, names and all."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QSizePolicy, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId, SessionId
from kiosk.domain.people import SignedIn
from kiosk.domain.permissions import Act, may
from kiosk.runtime.api import CameraApi, DeskApi
from kiosk.runtime.api_office import Office
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import call
from kiosk.ui.desk.controls import button, column, label, line
from kiosk.ui.desk.desk_tabs import DeskTabs
from kiosk.ui.desk.export_panel import ExportPanel, start_folder
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.overdue_bar import OverdueBar
from kiosk.ui.desk.print_panel import PrintPanel
from kiosk.ui.desk.refusal_panel import RefusalPanel
from kiosk.ui.desk.roster_tab import RosterTab
from kiosk.ui.desk.settings_keeper import SettingsKeeper
from kiosk.ui.desk.today_tab import TodayTab
from kiosk.ui.later import later
from kiosk.ui.sound.cues import SoundApi
from kiosk.ui.theme import Tone
from kiosk.ui.worker import Worker

_LEAST_SCHOOL_PX = 60
_WIDTH_FOR_ONE_LINE = 1160


class Board(QWidget):
    """The desk while somebody is signed in."""

    left = Signal()
    """Sign out, please."""
    lock_asked = Signal()
    """Lock the screen, please."""
    mine_asked = Signal()
    """Show what concerns one's own sign-in."""
    end_asked = Signal()
    """End the program, kiosk and all."""
    resume_asked = Signal()
    """Somebody wants to work at a board that is only watched."""
    here = Signal()
    """Somebody pressed the warning's button."""

    def __init__(
        self,
        desk: DeskApi,
        camera: CameraApi,
        worker: Worker,
        keeper: SettingsKeeper,
        clock: Callable[[], Instant],
        who: SignedIn,
        *,
        office: Office,
        sounds: SoundApi,
    ) -> None:
        super().__init__()
        self._fitting = later(self, self._fit_school)
        self._office, self._who, self._keeper = office, who, keeper
        self.setProperty("role", "page")
        self.roster = RosterTab(desk, clock, office.registry.timetable)
        reports, may_choose = office.registry.reports, may(who.role, Act.EDIT_RULES)
        self.today = TodayTab(desk, reports, clock, may_choose_names=may_choose)
        self.tabs = DeskTabs(
            desk, camera, worker, keeper, clock, who, office, sounds, self._folder, (self.roster, self.today)
        )
        self.waiting = OverdueBar(who.wrong_tries, has_audit=may(who.role, Act.SEE_AUDIT))
        self.export, self.printing = self._make_sheets(desk, worker)
        self.refusal = RefusalPanel(desk, office.privacy, self.roster.strip)
        self._add_panels()
        self.school = label("", "heading")
        self._school_name = ""
        self.who = label(self.tr("Signed in: {name}").format(name=i18n.isolate(who.name)), "muted")
        self.keep_open = QCheckBox(self.tr("Show the register while I am away"))
        self.keep_open.setAccessibleName(self.keep_open.text())
        hint = self.tr("After a while without use it stays to be looked at; changes need the passphrase.")
        self.keep_open.setToolTip(hint)
        self.keep_open.setAccessibleDescription(hint)
        self.leaving = button(self.tr("Sign out"), self.left.emit, key="Ctrl+Shift+L")
        self._can_lock = False
        self.locking = button(self.tr("Lock"), self.lock_asked.emit, key="Ctrl+L")
        self.locking.setVisible(False)
        self.mine = button(self.tr("My sign-in"), self.mine_asked.emit, kind="quiet")
        self.ending = button(self.tr("Close the kiosk …"), self._ask_end, kind="quiet")
        self.resuming = button(self.tr("Sign in to change"), self.resume_asked.emit, kind="primary")
        self.resuming.setVisible(False)
        self.warning, self.question = Strip(), Strip()
        for strip in (self.warning, self.question, self.waiting):
            strip.let_go.connect(self._into_list)
        self.today.line_asked.connect(self._show_line)
        self._connect_tabs()
        self.tabs.currentChanged.connect(self._tab_changed)
        # Ctrl and a digit, of which there are ten: 0 is the tenth tab.
        self._keys = [
            QShortcut(QKeySequence(f"Ctrl+{(n + 1) % 10}"), self) for n in range(min(10, self.tabs.count()))
        ]
        for place, key in enumerate(self._keys):
            key.activated.connect(partial(self.tabs.setCurrentIndex, place))
        settings = QShortcut(QKeySequence("Ctrl+,"), self)  # the eleventh tab
        settings.activated.connect(lambda: self._open(self.tabs.settings))
        self._keys.append(settings)
        self._lay_out()
        call(desk.school(), self, self._show_school, self.roster.strip.tell_trouble)

    def _make_sheets(self, desk: DeskApi, worker: Worker) -> tuple[ExportPanel, PrintPanel]:
        reports, strip = self._office.registry.reports, self.roster.strip
        return (
            ExportPanel(desk, reports, worker, self._folder(), strip),
            PrintPanel(desk, reports, worker, strip),
        )

    def _add_panels(self) -> None:
        """Put what opens above the register into its place; one of them at a time."""
        self.export.folder_changed.connect(self._take_folder)
        self.printing.pdf_asked.connect(self._open_pdf)
        self.refusal.opened.connect(self._make_room_for_refusal)
        for sheet in (self.export, self.printing):
            sheet.setVisible(False)
        for panel in (self.export, self.printing, self.refusal):
            panel.left.connect(self._close_panels)
            self.roster.place_panel(panel)
        self.roster.export_asked.connect(self.open_export)
        self.roster.print_asked.connect(self.open_print)
        self.roster.refusal_asked.connect(self.refusal.ask)
        self.roster.panels_unwanted.connect(self._put_panels_away)

    def _connect_tabs(self) -> None:
        self.tabs.folder_changed.connect(lambda folder: self.export.take_folder(Path(folder)))
        self.tabs.person_asked.connect(self._show_person)
        self.tabs.renewals_asked.connect(self._show_renewals)
        self._keeper.chosen.connect(self._note)
        self.tabs.settled.connect(self._ask_waiting)
        self.waiting.audit_asked.connect(lambda: self._open(self.tabs.audit))
        self.waiting.privacy_asked.connect(lambda: self._open(self.tabs.privacy))
        self.waiting.backups_asked.connect(self._open_backups)
        self._ask_waiting()

    def _ask_waiting(self) -> None:
        if not self.waiting.is_dismissed:
            call(
                self._office.audit.overdue(), self, self.waiting.show_waiting, self.roster.strip.tell_trouble
            )

    def _open(self, tab: QWidget | None) -> None:
        if tab is not None:
            self.tabs.setCurrentWidget(tab)

    def _open_backups(self) -> None:
        system = self.tabs.system
        if system is not None:
            self._open(system)
            system.show_backups()

    def _folder(self) -> Path:
        return start_folder(self._keeper.now.export_folder)

    def _take_folder(self, folder: str) -> None:
        self._keeper.choose("export_folder", folder)

    def _note(self, setting: str) -> None:
        if setting == "export_folder":
            self.export.go_to(self._folder())
        if not may(self._who.role, Act.EDIT_SETTINGS):
            return  # where a teacher's own sheets go is told by the row of each export
        noted = self._office.audit.note_settings((setting,))
        call(noted, self, lambda _: None, self.roster.strip.tell_trouble)

    def start(self) -> None:
        """Load, and put the keyboard into the register."""
        self.roster.start()
        self.roster.take_keyboard()

    def refresh(self) -> None:
        """Take a change of marks in."""
        self.roster.refresh()
        self.today.refresh()

    def set_watched(self, is_watched: bool) -> None:
        """Leave the register to be looked at, or give the board back."""
        self.question.dismiss()
        self.tabs.setCurrentIndex(0)
        self.tabs.tabBar().setVisible(not is_watched)
        # Else Tab, sent on to a bar that is hidden, never comes to the register.
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus if is_watched else Qt.FocusPolicy.TabFocus)
        for key in self._keys:
            key.setEnabled(not is_watched)
        self._put_panels_away()
        self.waiting.set_watched(is_watched)
        self.tabs.leave_forms()
        self.keep_open.setVisible(not is_watched)
        for each in (self.ending, self.mine):
            each.setVisible(not is_watched)
        self.locking.setVisible(self._can_lock and not is_watched)
        self.resuming.setVisible(is_watched)
        self.roster.set_watched(is_watched)

    def set_lockable(self, can_lock: bool) -> None:
        """Say whether there is a PIN that unlocks the screen; without one, signing out is the same."""
        self._can_lock = can_lock
        self.locking.setVisible(can_lock)

    def warn(self, seconds: int) -> None:
        """Say that the desk locks soon; 0 takes it back."""
        if seconds <= 0:
            self.warning.dismiss()
            return
        text = (
            self.tr("Nobody seems to be here. Changes are locked in {seconds} s.")
            if self.keep_open.isChecked()
            else self.tr("Nobody seems to be here. The desk locks in {seconds} s.")
        ).format(seconds=i18n.number(seconds))
        if self.warning.isVisible():
            self.warning.text.setText(text)
        else:
            act = (self.tr("I am here"), self.here.emit)
            self.warning.tell(text, Tone.CARE, act=act, can_dismiss=False)

    def open_export(self) -> None:
        """Show the export panel for what the register shows."""
        self._put_panels_away()
        self.export.ready(self.roster.day, self.roster.session)
        self.export.setVisible(True)
        self.roster.make_room(True)
        self.export.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_print(self) -> None:
        """Show the pages of what the register shows."""
        self._put_panels_away()
        self.printing.setVisible(True)
        self.printing.ready(self.roster.day, self.roster.session)
        self.roster.make_room(True)
        self.roster.middle.setVisible(False)  # a page wants the whole height

    def _open_pdf(self) -> None:
        self.open_export()
        self.export.choose_pdf()

    def _ask_end(self) -> None:
        text = self.tr("Close the kiosk? Nobody is marked at the door until it is started again.")
        self.question.ask(text, self.tr("Close the kiosk"), self.end_asked.emit, tone=Tone.BAD)

    def _make_room_for_refusal(self) -> None:
        self._put_sheets_away()
        self.roster.panels.put_away()
        self.roster.make_room(True)

    def _put_sheets_away(self) -> None:
        for sheet in (self.export, self.printing):
            sheet.setVisible(False)
        self.roster.middle.setVisible(True)

    def _put_panels_away(self) -> None:
        self._put_sheets_away()
        self.refusal.leave()
        self.roster.panels.put_away()
        self.roster.make_room(False)

    def _close_panels(self) -> None:
        self._put_panels_away()
        self.roster.take_keyboard()

    def _show_line(self, day: date, session: SessionId, person: PersonId | None) -> None:
        self.tabs.setCurrentWidget(self.roster)
        self.roster.show_line(day, session, person)

    def _show_person(self, person: PersonId) -> None:
        if self.tabs.people is not None:
            self.tabs.setCurrentWidget(self.tabs.people)
            self.tabs.people.show_person(person)

    def _show_renewals(self) -> None:
        if self.tabs.people is not None:
            self.tabs.setCurrentWidget(self.tabs.people)
            self.tabs.people.show_renewals()

    def _into_list(self) -> None:
        self.tabs.take_keyboard()

    def _tab_changed(self, place: int) -> None:
        self.tabs.load(place)
        self._ask_waiting()
        # Else Qt moves on from the list that went to the box that keeps the register on show.
        if not self.tabs.tabBar().hasFocus():
            self._into_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what can be done below whose desk it is, where both would not fit beside each other."""
        is_narrow = self.width() < _WIDTH_FOR_ONE_LINE
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._head.setDirection(way)
        super().resizeEvent(event)
        self._fitting.start()  # once the label has its place

    def _show_school(self, name: str) -> None:
        self._school_name = name
        self.school.setAccessibleName(name)
        self.school.setToolTip(name)
        self._fit_school()
        self._fitting.start()

    def _fit_school(self) -> None:
        """End a long name with an ellipsis; the tool tip has all of it."""
        room = max(_LEAST_SCHOOL_PX, self.school.width())
        metrics = self.school.fontMetrics()
        self.school.setText(metrics.elidedText(self._school_name, Qt.TextElideMode.ElideRight, room))

    def _lay_out(self) -> None:
        self.school.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        whose = line(spacing=theme.SPACE.normal)
        whose.addWidget(self.school, 1)
        whose.addWidget(self.who)
        acts = QWidget()
        flow = FlowLayout(acts)
        for widget in (self.keep_open, self.resuming, self.mine, self.ending, self.locking, self.leaving):
            flow.addWidget(widget)
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(theme.SPACE.tight)
        head.addLayout(whose, 1)
        head.addWidget(acts)
        outer = column(self, spacing=0)
        top = column(margins=0)
        top.setContentsMargins(theme.SPACE.normal, theme.SPACE.tight, theme.SPACE.normal, 0)
        top.addLayout(head)
        top.addWidget(self.warning)
        top.addWidget(self.question)
        top.addWidget(self.waiting)
        outer.addLayout(top)
        outer.addWidget(self.tabs, 1)
