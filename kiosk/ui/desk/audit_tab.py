"""Who did what to whom when: the audit with its filters, its check and its export."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QFrame, QHeaderView, QTableView, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.ids import SignerId
from kiosk.domain.people import Signer
from kiosk.errors import Code, KioskError
from kiosk.reports.audit_csv import AuditEntry, AuditTitles, audit_csv
from kiosk.runtime.api_office import AuditFilter, AuditLine, Office
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call, trouble
from kiosk.ui.desk.audit_model import AuditModel, Column
from kiosk.ui.desk.audit_words import action_word
from kiosk.ui.desk.controls import button, column, day_field, label
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.save_box import Format, SaveBox
from kiosk.ui.theme import Tone
from kiosk.ui.worker import Worker

_SPANS = (7, 30, 365)
"""Days of the spans that can be chosen; besides them everything, and days of one's own."""
_WIDTH_FOR_DETAIL = 900


class AuditTab(QWidget):
    """Filters, then the table. Asks anew when shown."""

    def __init__(
        self,
        office: Office,
        worker: Worker,
        clock: Callable[[], Instant],
        folder: Callable[[], Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._audit, self._keys, self._clock = office.audit, office.keys, clock
        self._actors: list[SignerId] = []
        self._actions: list[str] = []
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
        self.checking = button(self.tr("Check it"), self.verify)
        self.checking.setAccessibleDescription(self.tr("Whether a line was changed or taken out"))
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
        for field in (self.first, self.last):
            field.dateChanged.connect(self._ask)
        self._list((), ())

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
        actor, action = self.actor.currentIndex() - 1, self.action.currentIndex() - 1
        return AuditFilter(
            first,
            last,
            self._actors[actor] if 0 <= actor < len(self._actors) else None,
            self._actions[action] if 0 <= action < len(self._actions) else None,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the detail out where the table is narrow; it is in the file."""
        self.table.setColumnHidden(Column.DETAIL, self.width() < _WIDTH_FOR_DETAIL)
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
        for column_, width in (
            (Column.AT, 195),
            (Column.ACTOR, 150),
            (Column.ACTION, 240),
            (Column.DETAIL, 220),
        ):
            header.resizeSection(column_, width)
        header.setSectionResizeMode(Column.ABOUT, QHeaderView.ResizeMode.Stretch)
        return table

    def _lay_out(self) -> None:
        tools = QWidget()
        flow = FlowLayout(tools)
        for widget in (
            self.span, self.first, self.last, self.actor, self.action, self.checking, self.exporting,
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
        for field in (self.first, self.last):
            field.setVisible(is_own)

    def _took_signers(self, signers: Sequence[Signer]) -> None:
        self._actors = [signer.id for signer in signers]
        self._fill(self.actor, self.tr("Everybody"), [i18n.isolate(signer.name) for signer in signers])

    def _took_actions(self, actions: Sequence[str]) -> None:
        self._actions = sorted(actions, key=action_word)
        self._fill(self.action, self.tr("Everything"), [action_word(action) for action in self._actions])

    def _list(self, actors: Sequence[Signer], actions: Sequence[str]) -> None:
        self._took_signers(actors)
        self._took_actions(actions)

    @staticmethod
    def _fill(box: QComboBox, first: str, others: Sequence[str]) -> None:
        kept = box.currentText()
        box.blockSignals(True)
        box.clear()
        box.addItems([first, *others])
        box.setCurrentIndex(max(0, box.findText(kept)))
        box.blockSignals(False)

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
