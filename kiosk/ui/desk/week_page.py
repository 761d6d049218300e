"""Groups at the side, and the week of the one chosen; of all, a table. Forms open in the week's place."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QSplitter, QStackedWidget, QTableView, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.code_sets import CodeSet
from kiosk.domain.groups import Group, GroupKind, GroupOptions
from kiosk.domain.ids import ClassId, LessonId
from kiosk.domain.timetable import Lesson, Span
from kiosk.runtime.api_register import TimetableApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import call
from kiosk.ui.desk.controls import button, column, field, holds_keyboard, label
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.form_pane import FormPane
from kiosk.ui.desk.forms import Form
from kiosk.ui.desk.group_forms import GroupForm
from kiosk.ui.desk.group_list import GroupList
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.lesson_forms import LessonForm, days_for, new_lesson
from kiosk.ui.desk.lesson_model import LessonColumn, LessonsModel
from kiosk.ui.desk.lists import WordFilter, by_name
from kiosk.ui.desk.tables import fit_columns, plain_table, show_in
from kiosk.ui.desk.timetable_words import group_words, lesson_words, options_words
from kiosk.ui.desk.week_view import WeekView
from kiosk.ui.theme import Tone

_SIDE_PX, _SIDE_HIGH = 230, 0.24
_MORNING = 8


class WeekPage(QWidget):
    """Groups and their lessons."""

    changed = Signal()
    """A group or a lesson is another one: sessions follow once the timetable is applied."""

    def __init__(
        self,
        timetable: TimetableApi,
        clock: Callable[[], Instant],
        strip: Strip,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._timetable, self._clock, self._strip = timetable, clock, strip
        self._lessons: tuple[Lesson, ...] = ()
        self._sets: tuple[CodeSet, ...] = ()
        self._terms: tuple[Span, ...] = ()
        self._last: LessonId | None = None
        self.groups = GroupList()
        self.heading = label("", "heading", wraps=True)
        self.about = label("", "muted", wraps=True)
        self.options = label("", "muted", wraps=True)
        self.nothing = label("", "muted", wraps=True)
        self.adding = button(self.tr("Add a lesson …"), self.add_lesson, kind="primary")
        self.changing = button(self.tr("Change this group …"), self.change_group)
        self.search = field(self.tr("Filter lessons"), self.tr("Filter lessons"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(200)
        self.past = QCheckBox(self.tr("With lessons that are over"))
        self.past.setAccessibleName(self.past.text())
        self.week = WeekView()
        self.model = LessonsModel(self)
        self.proxy = WordFilter(self.model, self)
        self.table = self._make_table()
        self.pane = FormPane()
        self._lay_out()
        self.groups.chosen.connect(self._choose)
        self.groups.adding_asked.connect(self.add_group)
        self.week.lesson_asked.connect(self.change_lesson)
        self.week.place_asked.connect(self._add_at)
        self.search.textChanged.connect(self.proxy.set_text)
        self.past.toggled.connect(lambda _: self._show())

    def load(self, wanted: ClassId | None = None) -> None:
        """Ask for everything; a form that is open stays."""
        api, fail = self._timetable, self._strip.tell_trouble

        def took_groups(groups: Sequence[Group]) -> None:
            self.groups.show_groups(by_name(groups), wanted)
            if self.pane.form is None:
                self._show()

        call(api.code_sets(), self, self._took_sets, fail)
        call(api.terms(), self, self._took_terms, fail)
        call(api.lessons(), self, self._took_lessons, fail)
        call(api.groups(), self, took_groups, fail)

    def take_keyboard(self) -> None:
        """Put the keyboard into the form, the week, or the list of groups."""
        if self.pane.form is not None:
            self.pane.take_keyboard()
        elif self.groups.group() is None:
            wanted = self.table if self.model.lessons else self.groups.list
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.week.focus_lesson(self._last):
            self.groups.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # Forms

    def add_group(self) -> None:
        """Ask for a new group."""
        form = GroupForm(None, self._sets)

        def keep(name: str, kind: GroupKind, options: GroupOptions) -> None:
            added = self._timetable.add_group(name, kind, options)
            form.sending()
            call(added, form, lambda made: self._kept(made.id), lambda trouble: form.fail(trouble.text))

        form.filled.connect(keep)
        self._open(form)

    def change_group(self) -> None:
        """Ask for what of the chosen group shall be another way."""
        group = self.groups.group()
        if group is None:
            return
        form = GroupForm(group, self._sets)

        def keep(name: str, kind: GroupKind, options: GroupOptions) -> None:
            changed = self._timetable.change_group(group.id, name, kind, options)
            form.sending()
            call(changed, form, lambda made: self._kept(made.id), lambda trouble: form.fail(trouble.text))

        form.filled.connect(keep)
        self._open(form)

    def add_lesson(self) -> None:
        """Ask for a new lesson."""
        self._add_at(self._clock().local.weekday(), _MORNING)

    def change_lesson(self, lesson: Lesson) -> None:
        """Ask for what of a lesson shall be another way."""
        self._last = lesson.id
        form = LessonForm(lesson, self.groups.groups)
        form.filled.connect(lambda made: self._send(form, made, is_new=False))
        form.removal_asked.connect(self.ask_remove)
        self._open(form)

    def ask_remove(self, lesson: Lesson) -> None:
        """Ask, then take a lesson away."""
        text = self.tr(
            "Take away {lesson}? Its sessions to come go once the timetable is applied; those with "
            "marks stay."
        )
        remove = partial(self._remove, lesson)
        self._strip.ask(text.format(lesson=lesson_words(lesson)), self.tr("Take away"), remove, tone=Tone.BAD)

    def leave_form(self) -> None:
        """Drop the form and show the week."""
        self.pane.drop()
        self._show()
        self.take_keyboard()

    def _add_at(self, weekday: int, hour: int) -> None:
        if not self.groups.groups:
            self._strip.tell(self.tr("Add a group first: a lesson belongs to one."), Tone.CARE)
            return
        group = self.groups.group() or self.groups.groups[0]
        days = days_for(self._clock().local_date, self._terms)
        form = LessonForm(new_lesson(group.id, weekday, hour, days), self.groups.groups)
        form.filled.connect(lambda made: self._send(form, made, is_new=True))
        self._open(form)

    def _open(self, form: Form) -> None:
        self._strip.dismiss()
        form.left.connect(self.leave_form)
        self.pane.show_form(form)
        self.pages.setCurrentWidget(self.pane)
        self._head.setVisible(False)
        self.pane.take_keyboard()

    def _send(self, form: LessonForm, lesson: Lesson, *, is_new: bool) -> None:
        api = self._timetable
        form.sending()

        def done(made: Lesson) -> None:
            self._last = made.id
            self._kept(made.class_id if self.groups.group() is not None else None)

        kept = api.add_lesson(lesson) if is_new else api.change_lesson(lesson)
        call(kept, form, done, lambda trouble: form.fail(trouble.text))

    def _remove(self, lesson: Lesson) -> None:
        removed = self._timetable.remove_lesson(lesson.id)
        call(removed, self, lambda _: self._kept(None), self._strip.tell_trouble)

    def _kept(self, group: ClassId | None) -> None:
        self.leave_form()
        self.load(group)
        self.changed.emit()

    # Showing

    def _took_sets(self, sets: Sequence[CodeSet]) -> None:
        self._sets = tuple(sets)

    def _took_terms(self, terms: Sequence[Span]) -> None:
        self._terms = tuple(terms)

    def _took_lessons(self, lessons: Sequence[Lesson]) -> None:
        self._lessons = tuple(lessons)

    def _choose(self) -> None:
        """Show another group; a form about the one before goes."""
        self.pane.drop()
        self._show()

    def _show(self) -> None:
        group = self.groups.group()
        today = self._clock().local_date
        shown = [lesson for lesson in self._lessons if self.past.isChecked() or lesson.last >= today]
        self._head.setVisible(True)
        self.changing.setVisible(group is not None)
        self.search.setVisible(group is None)
        self.options.setVisible(group is not None)
        self.past.setVisible(any(lesson.last < today for lesson in self._lessons))
        if group is None:
            self._show_all(shown)
        else:
            self._show_one(group, [lesson for lesson in shown if lesson.class_id == group.id])

    def _show_one(self, group: Group, lessons: Sequence[Lesson]) -> None:
        self.heading.setText(i18n.isolate(group.name))
        self.about.setText(group_words(group))
        self.options.setText(options_words(group.options, self._sets))
        had_keyboard = holds_keyboard(self.week)
        self.week.show_lessons(lessons, group.options.room)
        if had_keyboard:
            self.take_keyboard()
        self._say("" if lessons else self.tr("No lesson yet: press a place in the week, or “Add a lesson”."))
        self.pages.setCurrentWidget(self.area)

    def _show_all(self, lessons: Sequence[Lesson]) -> None:
        groups = {group.id: group for group in self.groups.groups}
        self.heading.setText(self.tr("All groups"))
        text = self.tr("Groups: {groups} · lessons of the week: {lessons}")
        self.about.setText(text.format(groups=i18n.number(len(groups)), lessons=i18n.number(len(lessons))))
        self.model.show_lessons(lessons, groups)
        fit_columns(self.table, (LessonColumn.GROUP,))
        nothing = self.tr("There is no group yet: add one, then its lessons.")
        self._say("" if groups else nothing)
        self.pages.setCurrentWidget(self.table)

    def _say(self, nothing: str) -> None:
        self.nothing.setText(nothing)
        self.nothing.setVisible(bool(nothing))

    def _make_table(self) -> QTableView:
        table = plain_table(self.tr("Lessons of all groups"))
        show_in(table, self.proxy, (LessonColumn.GROUP,))
        table.doubleClicked.connect(self._open_line)
        return table

    def _open_line(self, at: QModelIndex) -> None:
        source = self.proxy.mapToSource(at)
        if source.isValid():
            self.change_lesson(self.model.lessons[source.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the line chosen."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.table.hasFocus():
            self._open_line(self.table.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the groups above the week where the window is upright or narrow."""
        is_upright = self.width() < 3 * _SIDE_PX or self.width() < self.height()
        way = Qt.Orientation.Vertical if is_upright else Qt.Orientation.Horizontal
        if self.split.orientation() != way:
            self.split.setOrientation(way)
        space = self.height() if is_upright else self.width()
        side = round(_SIDE_HIGH * space) if is_upright else _SIDE_PX
        self.split.setSizes([side, space - side])
        for wide in (LessonColumn.WEEKS, LessonColumn.FIRST):
            self.table.setColumnHidden(wide, is_upright)
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.week)
        self.pages = QStackedWidget()
        for page in (self.area, self.table, self.pane):
            self.pages.addWidget(page)
        acts = QWidget()
        flow = FlowLayout(acts)
        controls: tuple[QWidget, ...] = (self.adding, self.changing, self.search, self.past)
        for control in controls:
            flow.addWidget(control)
        self._head = QWidget()
        head = column(self._head)
        for part in (self.heading, self.about, self.options, acts, self.nothing):
            head.addWidget(part)
        right = QWidget()
        inner = column(right, spacing=theme.SPACE.tight)
        inner.addWidget(self._head)
        inner.addWidget(self.pages, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.groups)
        self.split.addWidget(right)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(theme.SPACE.snug)
        column(self).addWidget(self.split)
        self.nothing.setVisible(False)
