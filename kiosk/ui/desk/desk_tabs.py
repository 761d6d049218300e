"""The desk's tabs: who may open which, and each beside register and today built when first shown."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.people import SignedIn
from kiosk.domain.permissions import Act, may
from kiosk.runtime.api import CameraApi, DeskApi
from kiosk.runtime.api_office import Office
from kiosk.ui.desk.accounts_tab import AccountsTab
from kiosk.ui.desk.audit_tab import AuditTab
from kiosk.ui.desk.follow_up_tab import FollowUpTab
from kiosk.ui.desk.late_tab import LateTab
from kiosk.ui.desk.people_tab import PeopleTab
from kiosk.ui.desk.privacy_tab import PrivacyTab
from kiosk.ui.desk.reports_tab import ReportsTab
from kiosk.ui.desk.roster_tab import RosterTab
from kiosk.ui.desk.settings_keeper import SettingsKeeper
from kiosk.ui.desk.settings_tab import SettingsTab
from kiosk.ui.desk.system_tab import SystemTab
from kiosk.ui.desk.timetable_tab import TimetableTab
from kiosk.ui.desk.today_tab import TodayTab
from kiosk.ui.sound.cues import SoundApi
from kiosk.ui.worker import Worker

W = TypeVar("W", bound=QWidget)
_ASKING = (
    TodayTab, PeopleTab, TimetableTab, ReportsTab, FollowUpTab, PrivacyTab, AuditTab, AccountsTab, SystemTab,
    SettingsTab,
)  # fmt: skip
"""Tabs that ask anew each time they are shown."""


class DeskTabs(QTabWidget):
    """Register and today, then what whoever is signed in may open; the storage checks each act again."""

    person_asked = Signal(object)
    """A PersonId to be shown among the people."""
    renewals_asked = Signal()
    folder_changed = Signal(str)
    settled = Signal()
    """Something that waited may wait no more."""

    def __init__(
        self,
        desk: DeskApi,
        camera: CameraApi,
        worker: Worker,
        keeper: SettingsKeeper,
        clock: Callable[[], Instant],
        who: SignedIn,
        office: Office,
        sounds: SoundApi,
        folder: Callable[[], Path],
        first: tuple[RosterTab, TodayTab],
    ) -> None:
        """Put the first two in; the others follow when they are asked for.

        Args:
            desk: What may be asked of the records.
            camera: For enrolment.
            worker: Reads and writes files.
            keeper: The school's choices.
            clock: The wall clock.
            who: Who is signed in.
            office: What an administrator's part may ask.
            sounds: The door's.
            folder: Where files go.
            first: Register and today.
        """
        super().__init__()
        self._desk, self._camera, self._worker, self._keeper = desk, camera, worker, keeper
        self._clock, self._who, self._office, self._sounds, self._folder = clock, who, office, sounds, folder
        self._late: list[LateTab[QWidget]] = []
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.setAccessibleName(self.tr("Desk"))
        self.tabBar().setAccessibleName(self.tr("Tabs"))
        self.addTab(first[0], self.tr("Register"))
        self.addTab(first[1], self.tr("Today"))
        self._people = self._later(Act.EDIT_PEOPLE, self.tr("People"), self._make_people)
        self._timetable = self._later(Act.EDIT_TIMETABLE, self.tr("Timetable"), self._make_timetable)
        self._reports = self._later(Act.SEE_REPORTS, self.tr("Reports"), self._make_reports)
        self._follow_up = self._later(Act.FOLLOW_UP, self.tr("Follow-up"), self._make_follow_up)
        self._privacy = self._later(Act.EDIT_BASIS, self.tr("Privacy"), self._make_privacy)
        self._audit = self._later(Act.SEE_AUDIT, self.tr("Audit"), self._make_audit)
        self._system = self._later(Act.SEE_SYSTEM, self.tr("System"), self._make_system)
        self._accounts = self._later(Act.EDIT_KEYS, self.tr("Accounts"), self._make_accounts)
        self._settings = self._later(Act.EDIT_SETTINGS, self.tr("Settings"), self._make_settings)

    # Each is built by the first look at it; None for who may not open it

    @property
    def people(self) -> PeopleTab | None:
        """Everybody."""
        return None if self._people is None else self._people.tab

    @property
    def timetable(self) -> TimetableTab | None:
        """Groups, lessons, terms."""
        return None if self._timetable is None else self._timetable.tab

    @property
    def reports(self) -> ReportsTab | None:
        """Rates."""
        return None if self._reports is None else self._reports.tab

    @property
    def follow_up(self) -> FollowUpTab | None:
        """Whom the rules found."""
        return None if self._follow_up is None else self._follow_up.tab

    @property
    def privacy(self) -> PrivacyTab | None:
        """Bases, consents, retention."""
        return None if self._privacy is None else self._privacy.tab

    @property
    def audit(self) -> AuditTab | None:
        """Who did what."""
        return None if self._audit is None else self._audit.tab

    @property
    def system(self) -> SystemTab | None:
        """Recognition, backups."""
        return None if self._system is None else self._system.tab

    @property
    def accounts(self) -> AccountsTab | None:
        """Who may sign in."""
        return None if self._accounts is None else self._accounts.tab

    @property
    def settings(self) -> SettingsTab | None:
        """What the school may choose."""
        return None if self._settings is None else self._settings.tab

    def load(self, place: int) -> None:
        """Let the tab at a place be there, and ask for what it shows."""
        shown = self.widget(place)
        late = next((one for one in self._late if one.stands_for(shown)), None)
        if late is not None:
            shown = late.tab
        if isinstance(shown, _ASKING):
            shown.load()
        elif isinstance(shown, RosterTab):
            shown.refresh()

    def take_keyboard(self) -> None:
        """Put the keyboard into the list of the tab that is shown."""
        shown = self.currentWidget()
        if isinstance(shown, SystemTab | PrivacyTab | AccountsTab):
            shown.area.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(shown, SettingsTab):
            shown.search.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(shown, AuditTab):
            shown.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(shown, RosterTab | PeopleTab | TimetableTab | ReportsTab | FollowUpTab | TodayTab):
            shown.take_keyboard()

    def leave_forms(self) -> None:
        """Put away what was being typed about somebody."""
        if self._people is not None and self._people.made is not None:
            self._people.made.panel.leave_form()

    def _later(self, act: Act, title: str, make: Callable[[], W]) -> LateTab[W] | None:
        if not may(self._who.role, act):
            return None
        made = LateTab(self, title, make)
        self._late.append(made)  # type: ignore[arg-type]  # any tab is a widget
        return made

    def _make_people(self) -> PeopleTab:
        made = PeopleTab(self._desk, self._camera, self._worker, self._clock, self._office, self._folder)
        made.folder_changed.connect(self.folder_changed)
        return made

    def _make_timetable(self) -> TimetableTab:
        return TimetableTab(self._desk, self._office.registry, self._worker, self._clock, self._folder)

    def _make_reports(self) -> ReportsTab:
        return ReportsTab(self._desk, self._office.registry, self._worker, self._clock, self._folder)

    def _make_follow_up(self) -> FollowUpTab:
        made = FollowUpTab(
            self._office.registry.follow_ups,
            self._worker,
            self._clock,
            self._folder,
            can_edit_rules=may(self._who.role, Act.EDIT_RULES),
            can_open_person=may(self._who.role, Act.EDIT_PEOPLE),
        )
        made.person_asked.connect(self.person_asked)
        return made

    def _make_privacy(self) -> PrivacyTab:
        made = PrivacyTab(self._office.privacy)
        made.person_asked.connect(self.person_asked)
        made.changed.connect(self.settled)
        return made

    def _make_audit(self) -> AuditTab:
        return AuditTab(self._desk, self._office, self._worker, self._clock, self._folder)

    def _make_system(self) -> SystemTab:
        made = SystemTab(self._desk, self._office, self._camera, self._keeper, self._worker, self._folder)
        made.person_asked.connect(self.person_asked)
        made.renewals_asked.connect(self.renewals_asked)
        return made

    def _make_settings(self) -> SettingsTab:
        made = SettingsTab(self._keeper, self._office.site, self._worker, self._sounds)
        made.system_asked.connect(self._go_to_system)
        return made

    def _go_to_system(self) -> None:
        if self.system is not None:
            self.setCurrentWidget(self.system)

    def _make_accounts(self) -> AccountsTab:
        return AccountsTab(self._desk, self._office.keys, self._who)
