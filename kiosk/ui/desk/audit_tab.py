"""Who did what to whom when: the audit with its filters, its check and its export."""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QFrame, QHeaderView, QTableView, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.people import Signer
from kiosk.errors import Code, KioskError
from kiosk.reports.audit_csv import AuditEntry, AuditTitles, audit_csv
from kiosk.runtime.api import DeskApi
from kiosk.runtime.api_office import AuditFilter, AuditLine, Office
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call, trouble
from kiosk.ui.desk.audit_model import AuditModel, Column
from kiosk.ui.desk.audit_words import action_word
from kiosk.ui.desk.controls import button, column, day_field, field, label
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.lists import collated
from kiosk.ui.desk.save_box import Format, SaveBox
from kiosk.ui.theme import Tone
from kiosk.ui.worker import Worker

_SPANS = (7, 30, 365)
"""Days of the spans that can be chosen; besides them everything, and days of one's own."""
_WIDTH_FOR_DETAIL = 900
_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NOBODY = "-"
"""An id that nobody has: whose number is unknown has no lines, rather than everybody's."""


class AuditTab(QWidget):
    """Filters, then the table. Asks anew when shown."""

    def __init__(
        self,
        desk: DeskApi,
        office: Office,
        worker: Worker,
        clock: Callable[[], Instant],
        folder: Callable[[], Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._audit, self._keys, self._clock = office.audit, office.keys, clock
        self._desk = desk
        self._subject: str | None = None
        self._looked_for = ""
        self._taken: Sequence[AuditLine] = ()
        self._asked = 0
        self.model = AuditModel(self)
        self.strip = Strip()
        self.span = self._box(self.tr("Time"))
        for days in _SPANS:
            self.span.addItem(self.tr("The last %Ln days", "", days))
        for text in (self.tr("All of it"), self.tr("These days:")):
            self.span.addItem(text)
        today = clock().local_date
        self.first, self.last = day_field(self.tr("From"), today), day_field(self.tr("To"), today)
        self.actor, self.action = self._box(self.tr("Who")), self._box(self.tr("What"))
        self.about = field(self.tr("About whom, by number"), self.tr("About whom: number"), longest=40)
        self.about.setClearButtonEnabled(True)
        self.about.setMinimumWidth(230)
        hint = self.tr("Whether a line was changed or taken out")
        self.checking = button(self.tr("Check it"), self.verify, hint=hint)
        self.exporting = button(self.tr("Export …"), self._toggle_saving)
        self.saving = SaveBox(worker, folder, self._noted, (self._format(),))
        self._saving_place = self._card()
        self.table = self._make_table()
        self.footer = label("", "muted", wraps=True)
        self.strip.let_go.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self._lay_out()
        self.span.currentIndexChanged.connect(self._choose_span)
        for box in (self.actor, self.action):
            box.currentIndexChanged.connect(self._ask)
        for day in (self.first, self.last):
            day.dateChanged.connect(self._ask)
        self.about.textChanged.connect(self._drop_about)
        self.about.editingFinished.connect(self._find_about)
        self._took_signers(())
        self._took_actions(())

    def load(self) -> None:
        """Ask who and what there is, and for the lines."""
        self.strip.dismiss()
        call(self._keys.signers(), self, self._took_signers, self._tell)
        call(self._audit.actions(), self, self._took_actions, self._tell)
        self._ask()

    def verify(self) -> None:
        """Check the chain, and say what came of it."""
        self.checking.setEnabled(False)
        call(self._audit.verify(), self, self._verified, self._not_verified)

    def wanted(self) -> AuditFilter:
        """Give what the filters say."""
        place, today = self.span.currentIndex(), self._clock().local_date
        first: date | None = None
        last: date | None = None
        if place < len(_SPANS):
            first = today - timedelta(days=_SPANS[place] - 1)
        elif place == len(_SPANS) + 1:
            one, other = _date(self.first.date()), _date(self.last.date())
            first, last = min(one, other), max(one, other)
        return AuditFilter(first, last, self.actor.currentData(), self.action.currentData(), self._subject)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the detail out where the table is narrow; it is in the file."""
        is_narrow = self.width() < _WIDTH_FOR_DETAIL
        self.table.setColumnHidden(Column.DETAIL, is_narrow)
        self.table.horizontalHeader().resizeSection(Column.ACTION, 210 if is_narrow else 280)
        super().resizeEvent(event)

    # Making

    @staticmethod
    def _box(name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(12)
        return made

    def _card(self) -> QFrame:
        made = QFrame()
        made.setProperty("role", "card")
        inner = column(made, margins=theme.SPACE.snug)
        hint = self.tr("The file holds names. It is readable by you only; keep it where it is safe.")
        inner.addWidget(label(hint, "muted", wraps=True))
        inner.addWidget(self.saving)
        made.setVisible(False)
        return made

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Audit"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().setVisible(False)
        # Fixed: else Qt measures each of a hundred thousand lines.
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(34)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for column_, width in ((Column.AT, 195), (Column.ACTOR, 140)):
            header.resizeSection(column_, width)
        for column_ in (Column.ABOUT, Column.DETAIL):
            header.setSectionResizeMode(column_, QHeaderView.ResizeMode.Stretch)
        return table

    def _lay_out(self) -> None:
        tools = QWidget()
        flow = FlowLayout(tools)
        for widget in (
            self.span, self.first, self.last, self.actor, self.action, self.about, self.checking,
            self.exporting,
        ):  # fmt: skip
            flow.addWidget(widget)
        self._show_days()
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        for part in (tools, self.strip, self._saving_place):
            outer.addWidget(part)
        outer.addWidget(self.table, 1)
        outer.addWidget(self.footer)

    # Filters

    def _choose_span(self) -> None:
        self._show_days()
        self._ask()

    def _show_days(self) -> None:
        is_own = self.span.currentIndex() == len(_SPANS) + 1
        for day in (self.first, self.last):
            day.setVisible(is_own)

    def _took_signers(self, signers: Sequence[Signer]) -> None:
        named = [(i18n.isolate(signer.name), signer.id) for signer in signers]
        self._fill(self.actor, self.tr("Everybody"), named)

    def _took_actions(self, actions: Sequence[str]) -> None:
        named = [(action_word(action), action) for action in actions]
        places = collated([word for word, _ in named])
        in_order = sorted(zip(places, named, strict=True))
        self._fill(self.action, self.tr("Everything"), [each for _, each in in_order])

    @staticmethod
    def _fill(box: QComboBox, first: str, others: Sequence[tuple[str, str]]) -> None:
        """List words with what they stand for; what was chosen stays, by that and not by its words."""
        kept = box.currentData()
        box.blockSignals(True)
        box.clear()
        box.addItem(first)
        for words, meant in others:
            box.addItem(words, meant)
        box.setCurrentIndex(0 if kept is None else max(0, box.findData(kept)))
        box.blockSignals(False)

    def _drop_about(self) -> None:
        """Show everybody's lines again while another number is typed: one's own would stand under it."""
        self._looked_for = ""
        if self._subject is not None:
            self._subject = None
            self._ask()

    def _find_about(self) -> None:
        """Look for whose number it is; an id, as the receipt of somebody erased has it, is taken as it is."""
        wanted = self.about.text().strip()
        if not wanted or wanted == self._looked_for:
            return
        self._looked_for = wanted

        def show(subject: str) -> None:
            if self._looked_for == wanted:
                self._subject = subject
                self._ask()

        def unknown(problem: Trouble) -> None:
            self._tell(problem)
            show(_NOBODY)

        if _ID.fullmatch(wanted):
            show(wanted.lower())
            return
        call(self._desk.person_by_number(wanted), self, lambda person: show(person.id), unknown)

    def _ask(self) -> None:
        self._asked += 1
        mine = self._asked

        def show(lines: Sequence[AuditLine]) -> None:
            if mine == self._asked:  # an answer to an earlier question is nobody's any more
                self._show(lines)

        call(self._audit.rows(self.wanted()), self, show, self._tell)

    def _show(self, lines: Sequence[AuditLine]) -> None:
        self.model.show_lines(lines)
        self.table.scrollToTop()
        self.footer.setText(self.tr("%Ln lines, the newest first", "", len(lines)))

    # Checking

    def _verified(self, problems: Sequence[str]) -> None:
        self.checking.setEnabled(True)
        if not problems:
            self.strip.tell(
                self.tr("✓ Sound: no line was changed or taken out since it was written."), Tone.GOOD
            )
            return
        self._tell(trouble(KioskError(Code.AUDIT_BROKEN, detail=", ".join(problems))))

    def _not_verified(self, problem: Trouble) -> None:
        self.checking.setEnabled(True)
        self._tell(problem)

    def _tell(self, problem: Trouble) -> None:
        self.strip.tell_trouble(problem)

    # Export

    def _toggle_saving(self) -> None:
        is_open = self._saving_place.isHidden()
        self._saving_place.setVisible(is_open)
        (self.saving if is_open else self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def _noted(self) -> "Future[Any]":
        """Note the export of what is shown now; the file is made afterwards: none without its row."""
        self._taken = self.model.lines
        return self._audit.note_export(len(self.model.lines))

    def _format(self) -> Format:
        titles = AuditTitles(
            self.tr("Number"), self.tr("When"), self.tr("Who"), self.tr("What"), self.tr("About"),
            self.tr("Detail"), self.tr("Action"), self.tr("Who, by id"), self.tr("About, by id"),
            self.tr("The kiosk"),
        )  # fmt: skip

        def make(_: Any) -> tuple[str, bytes]:
            entries = [
                AuditEntry(line.row, line.actor, line.subjects, action_word(line.row.action))
                for line in self._taken
            ]
            return f"audit_{self._clock().local_date.isoformat()}.csv", audit_csv(entries, titles)

        return Format(self.tr("Save as a text table (CSV) …"), make)


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
