"""What an import would change, and what is wrong with the file: lists of up to a school's people."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from kiosk.domain.importing import Problem, RosterChange, RosterPlan
from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import button, column, empty, field, label
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.import_words import Plan, is_idle, plan_lines, problem_words
from kiosk.ui.desk.lists import WordFilter
from kiosk.ui.desk.tables import fit_columns, plain_table, show_in
from kiosk.ui.desk.text_table import TextTable


class Page(StrEnum):
    """What is listed; all but the first are kinds of `RosterChange`."""

    PROBLEMS = "problems"
    ADD = "add"
    CHANGE = "change"
    LEAVE = "leave"


class ProblemsModel(TextTable):
    """A line a problem: where, and a sentence."""

    STRETCHED = (2,)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._titles = (self.tr("Row"), self.tr("Column"), self.tr("What is wrong"))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Take them in their order."""
        texts = [
            (_row_text(problem.row), i18n.isolate(problem.column) or "–", problem_words(problem))
            for problem in problems
        ]
        self._put(texts, {0: [problem.row for problem in problems]}, [" ".join(text) for text in texts])


class ChangesModel(TextTable):
    """A line a person: what is, and what will be."""

    STRETCHED = (2, 3)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._titles = (self.tr("Row"), self.tr("Number"), self.tr("Name"), self.tr("Groups"))

    def show_changes(self, changes: Sequence[RosterChange]) -> None:
        """Take changes of one kind."""
        texts = [
            (
                _row_text(change.row),
                i18n.isolate(change.number),
                self._name(change),
                self._groups(change),
            )
            for change in changes
        ]
        self._put(texts, {0: [change.row for change in changes]}, [" ".join(text) for text in texts])

    def _name(self, change: RosterChange) -> str:
        return self._turned(change, i18n.isolate(change.old_name), i18n.isolate(change.new_name))

    def _groups(self, change: RosterChange) -> str:
        old, new = (self._joined(groups) for groups in (change.old_groups, change.new_groups))
        return old if change.kind == Page.LEAVE else self._turned(change, old, new)

    def _turned(self, change: RosterChange, old: str, new: str) -> str:
        if change.kind != Page.CHANGE or old == new:
            return new
        arrow = "←" if i18n.is_right_to_left() else "→"
        return f"{old} {arrow} {new}"

    def _joined(self, groups: Sequence[str]) -> str:
        return self.tr(", ").join(i18n.isolate(group) for group in groups) or "–"


class ImportPreview(QWidget):
    """Counts in words, then one list at a time: problems first where there are any."""

    wanted = Signal()
    """Import it, please."""
    again_asked = Signal()
    """Read the file again, please."""
    back_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self.page = Page.PROBLEMS
        self.name = label("", "heading", wraps=True)
        self.problem = label("", "error", wraps=True)
        self._lines = column(spacing=4)
        self.search = field(self.tr("Filter this list"), self.tr("Filter this list"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(200)
        self.problems, self.changes = ProblemsModel(self), ChangesModel(self)
        self._proxies = {model: WordFilter(model, self) for model in (self.problems, self.changes)}
        self.table = plain_table(self.tr("What would change"))
        self.chips = self._make_chips()
        self.go = button(self.tr("Import"), self.wanted.emit, kind="primary")
        self.again = button(self.tr("Read the file again"), self.again_asked.emit)
        self.back = button(self.tr("Back to the columns"), self.back_asked.emit)
        self.cancel = button(self.tr("Close"), self.left.emit)
        self._lay_out()
        self.search.textChanged.connect(self._filter)

    @property
    def plan(self) -> Plan | None:
        """What is shown."""
        return self._plan

    def show_plan(self, plan: Plan) -> None:
        """Take what an import would do."""
        self._plan = plan
        self.name.setText(i18n.isolate(plan.file))
        empty(self._lines)
        lines = plan_lines(plan)
        for place, text in enumerate(lines[:1] if plan.problems else lines):
            self._lines.addWidget(label(text, "" if place == 0 else "muted", wraps=True))
        if is_idle(plan) and not plan.problems:
            self._lines.addWidget(label(self.tr("The file changes nothing here."), "muted", wraps=True))
        text = self.tr("Problems: {count}. Nothing is imported while there is one: correct the file.")
        self.problem.setText(text.format(count=i18n.number(len(plan.problems))))
        self.problem.setVisible(bool(plan.problems))
        self.problems.show_problems(plan.problems)
        self._count(plan)
        self.search.clear()
        self.show_page(self._first_page(plan))
        self.set_free(is_free=True)

    def show_page(self, page: Page) -> None:
        """List something."""
        self.page = page
        self.chips[page].setChecked(True)
        model: ProblemsModel | ChangesModel = self.problems if page is Page.PROBLEMS else self.changes
        if page is not Page.PROBLEMS:
            self.changes.show_changes(self._of_kind(page))
        self.table.setAccessibleName(self.chips[page].text())
        proxy = self._proxies[model]
        if self.table.model() is not proxy:
            show_in(self.table, proxy, model.STRETCHED)
        fit_columns(self.table, model.STRETCHED)
        proxy.set_text(self.search.text())

    def set_free(self, *, is_free: bool) -> None:
        """Let it be imported, or not while something runs."""
        plan = self._plan
        may_go = plan is not None and not plan.problems and not is_idle(plan)
        self.go.setEnabled(is_free and may_go)
        for act in (self.again, self.back, self.cancel):
            act.setEnabled(is_free)

    def take_keyboard(self) -> None:
        """Put the keyboard on the button, or into the list of problems."""
        wanted: QWidget = self.go if self.go.isEnabled() else self.table
        if not wanted.isVisible():
            wanted = self.again
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    # Inside

    def _of_kind(self, page: Page) -> list[RosterChange]:
        if not isinstance(self._plan, RosterPlan):
            return []
        return [change for change in self._plan.changes if change.kind == page]

    def _first_page(self, plan: Plan) -> Page:
        if plan.problems:
            return Page.PROBLEMS
        return next((page for page in Page if self._of_kind(page)), Page.PROBLEMS)

    def _count(self, plan: Plan) -> None:
        has_any = bool(plan.problems)
        for page, chip in self.chips.items():
            count = len(plan.problems) if page is Page.PROBLEMS else len(self._of_kind(page))
            chip.setText(self._words(page).format(count=i18n.number(count)))
            chip.setAccessibleName(chip.text())
            chip.setVisible(count > 0)
            has_any = has_any or count > 0
        for part in (self.table, self.search):
            part.setVisible(has_any)

    def _words(self, page: Page) -> str:
        return {
            Page.PROBLEMS: self.tr("Problems: {count}"),
            Page.ADD: self.tr("New: {count}"),
            Page.CHANGE: self.tr("Changed: {count}"),
            Page.LEAVE: self.tr("Leaving: {count}"),
        }[page]

    def _filter(self, text: str) -> None:
        model = self.problems if self.page is Page.PROBLEMS else self.changes
        self._proxies[model].set_text(text)

    def _make_chips(self) -> dict[Page, QPushButton]:
        group = QButtonGroup(self)
        group.setExclusive(True)
        made = {}
        for page in Page:
            text = self._words(page).format(count=i18n.number(0))
            chip = button(text, partial(self.show_page, page), kind="quiet")
            chip.setCheckable(True)
            group.addButton(chip)
            made[page] = chip
        return made

    def _lay_out(self) -> None:
        tools = QWidget()
        flow = FlowLayout(tools)
        for part in (*self.chips.values(), self.search):
            flow.addWidget(part)
        acts = QWidget()
        row = FlowLayout(acts)
        for act in (self.go, self.again, self.back, self.cancel):
            row.addWidget(act)
        outer = column(self, spacing=theme.SPACE.tight)
        outer.addWidget(self.name)
        outer.addWidget(self.problem)
        outer.addLayout(self._lines)
        outer.addWidget(tools)
        outer.addWidget(self.table, 1)
        outer.addWidget(acts)
        outer.addStretch(0)


def _row_text(row: int) -> str:
    return i18n.number(row) if row else "–"
