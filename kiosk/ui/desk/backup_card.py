"""Backups as an administrator sees them: where, how old, which were checked, and one now with progress."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.domain.backups import BackupEntry, BackupProgress, BackupView, DrillReport
from kiosk.runtime.api_office import BackupApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, column, empty, label, line
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.work_bar import WorkBar
from kiosk.ui.theme import Tone
from kiosk.ui.widgets.text import breakable

MOST_LINES = 6
"""So many backups are listed; the rest is a number."""
_MB = 1_000_000


class _ProgressBell(QObject):
    """Carries how far a backup is from its thread; goes with its card."""

    rang = Signal(object)


class BackupCard(QFrame):
    """The list, a button, and a bar while it works."""

    def __init__(self, backups: BackupApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._backups = backups
        self._bell = _ProgressBell(self)
        self._bell.rang.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self.setProperty("role", "card")
        self.strip = Strip()
        self._facts = column(spacing=4)
        self.work = WorkBar(self.tr("How far the backup is"))
        self.work.stop_asked.connect(self._backups.cancel)
        self._tell: Callable[[int, int], None] = _nobody
        self.go = button(self.tr("Back up now"), self.start, kind="primary")
        self.drilling = button(self.tr("Try a restore"), self.drill)
        self.drilling.setToolTip(self.tr("Opens the newest backup in a place of its own and looks into it"))
        self.drilling.setAccessibleDescription(self.drilling.toolTip())
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        outer.addWidget(label(self.tr("Backups"), "heading"))
        outer.addLayout(self._facts)
        outer.addWidget(self.strip)
        outer.addWidget(self.work)
        row = line()
        for made in (self.go, self.drilling):
            row.addWidget(made)
        row.addStretch(1)
        outer.addLayout(row)
        text = self.tr("To restore one, close the kiosk; in a terminal: kiosk restore FILE.")
        outer.addWidget(label(text, "muted", wraps=True))
        self._set_working("")

    def load(self) -> None:
        """Ask what there is."""
        call(self._backups.view(), self, self.show_view, self.strip.tell_trouble)

    def show_view(self, view: BackupView) -> None:
        """Show it."""
        empty(self._facts)
        if view.is_overdue:
            self._facts.addWidget(label(self._overdue(view.entries), Tone.CARE, wraps=True))
        where = self.tr("They go to {folder}").format(folder=i18n.isolate(breakable(view.folder)))
        self._facts.addWidget(label(where, "muted", wraps=True))
        for entry in view.entries[:MOST_LINES]:
            role = Tone.CARE if entry.problem or entry.is_verified is False else ""
            self._facts.addWidget(label(self._entry(entry), role, wraps=True))
        more = len(view.entries) - MOST_LINES
        if more > 0:
            self._facts.addWidget(label(self.tr("… and %Ln older ones", "", more), "muted"))
        self._facts.addWidget(self._drill_label(view.drill))
        self.drilling.setEnabled(bool(view.entries))

    def start(self) -> None:
        """Make one now."""
        self.strip.dismiss()
        self._set_working(self.tr("Copying"))
        call(self._backups.back_up(self._bell.rang.emit), self, self._made, self._failed)

    def drill(self) -> None:
        """Try to restore the newest one, beside the data there are."""
        self.strip.dismiss()
        self._set_working(self.tr("Trying a restore"))
        call(self._backups.drill(), self, self._drilled, self._failed)

    def _made(self, entry: BackupEntry) -> None:
        self._set_working("")
        text = self.tr("Backed up and checked: {name}")
        self.strip.tell(text.format(name=i18n.isolate(entry.name)), Tone.GOOD)
        self.load()

    def _drilled(self, report: DrillReport) -> None:
        self._set_working("")
        if not report.problem:
            self.strip.tell(self.tr("A restore of the newest backup would work."), Tone.GOOD)
        self.load()

    def _failed(self, trouble: Trouble) -> None:
        self._set_working("")
        self.strip.tell_trouble(trouble)
        self.load()

    def _show_progress(self, progress: BackupProgress) -> None:
        if self.work.isHidden() or progress.total <= 0:
            return
        self._tell(progress.done, progress.total)
        words = {
            "copy": self.tr("Copying"),
            "check": self.tr("Checking"),
            "write": self.tr("Writing"),
            "read-back": self.tr("Reading back"),
        }
        self.work.say(words.get(progress.step, ""))

    def _set_working(self, step: str) -> None:
        """Show what is worked at; "" for nothing."""
        if step:
            self._tell = self.work.begin(step)
        else:
            self.work.end()
        for made in (self.go, self.drilling):
            made.setVisible(not step)

    def _overdue(self, entries: Sequence[BackupEntry]) -> str:
        if not entries:
            return self.tr("△ There is no backup yet: a dead disk would take everything with it.")
        day = i18n.day_text(entries[0].made.local_date)
        return self.tr("△ The newest backup is of {day}.").format(day=day)

    def _entry(self, entry: BackupEntry) -> str:
        made = self.tr("{day}, {time}").format(
            day=i18n.day_text(entry.made.local_date), time=i18n.time_text(entry.made)
        )
        size = self.tr("%Ln MB", "", max(1, round(entry.size / _MB)))
        if entry.problem or entry.is_verified is False:
            state = self.tr("△ faulty: do not rely on it")
        elif entry.is_verified:
            state = self.tr("checked")
        else:
            state = self.tr("is checked while somebody is signed in")
        faces = self.tr("with faces") if entry.has_templates else self.tr("without faces, as they are old")
        return " · ".join((made, size, state, faces))

    def _drill_label(self, drill: DrillReport | None) -> QWidget:
        if drill is None:
            return label(self.tr("A restore was not tried yet."), "muted", wraps=True)
        day = i18n.day_text(drill.at.local_date)
        if drill.problem:
            text = self.tr("△ A restore was tried on {day} and did not work. Make a backup now.")
            return label(text.format(day=day), Tone.CARE, wraps=True)
        text = self.tr(
            "A restore was tried on {day} and would have worked. People: {people}, marks: {marks}."
        )
        people, marks = i18n.number(drill.people), i18n.number(drill.marks)
        return label(text.format(day=day, people=people, marks=marks), "muted", wraps=True)


def _nobody(_done: int, _of: int) -> None:
    """Stand in while nothing is worked at."""
