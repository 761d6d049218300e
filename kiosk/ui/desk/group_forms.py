"""A group's name, kind and options as a form."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from kiosk.domain.code_sets import CodeSet
from kiosk.domain.groups import CLOSING_STATES, MOST_MINUTES, Group, GroupKind, GroupOptions
from kiosk.ui import i18n, theme
from kiosk.ui.desk.code_words import set_title
from kiosk.ui.desk.controls import field, label, named
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.forms import Form
from kiosk.ui.desk.timetable_words import closing_word, kind_word

_FIELD_PX = 220
_NOTHING_SET = -1


class GroupForm(Form):
    """A new group, or one there is. Minutes that are not set are the school's, or the session's end."""

    filled = Signal(str, object, object)
    """Name, GroupKind, GroupOptions."""

    def __init__(self, group: Group | None, sets: Sequence[CodeSet]) -> None:
        if group is None:
            super().__init__(self.tr("Add a group"), self.tr("Add"))
        else:
            title = self.tr("Change {group}").format(group=i18n.isolate(group.name))
            super().__init__(title, self.tr("Keep"))
        options = GroupOptions() if group is None else group.options
        self.name = field(self.tr("Name of the group"))
        self.name.setText("" if group is None else group.name)
        self.kind = _box([(kind_word(kind), kind) for kind in GroupKind])
        self.room = field(self.tr("Room"), self.tr("None"), longest=60)
        self.room.setText(options.room)
        self.codes = _box([(i18n.isolate(set_title(each)), each.name) for each in sets])
        self.early = self._minutes(options.early_minutes, self.tr("As in the settings"))
        self.late = self._minutes(options.late_after_minutes, self.tr("As in the settings"))
        self.closes = self._minutes(options.closes_after_minutes, self.tr("At the end"))
        self.closing = _box([(closing_word(state), state) for state in CLOSING_STATES])
        self.departures = QCheckBox(self.tr("Write leaving and coming back, too"))
        self.cooldown = self._minutes(options.cooldown_minutes)
        self.open = QCheckBox(self.tr("Everybody of the school may come"))
        self._show(group, options)
        self._lay_out()
        self._end()
        self.departures.toggled.connect(self.cooldown.setEnabled)
        self.setFocusProxy(self.name)

    def options(self) -> GroupOptions:
        """Give what is set."""
        return GroupOptions(
            self.room.text().strip(),
            _set(self.early),
            _set(self.late),
            _set(self.closes),
            self.departures.isChecked(),
            self.cooldown.value(),
            self.open.isChecked(),
            CLOSING_STATES[self.closing.currentIndex()],
            self.codes.currentData(),
        )

    def _show(self, group: Group | None, options: GroupOptions) -> None:
        self.kind.setCurrentIndex(0 if group is None else self.kind.findData(group.kind))
        if self.codes.findData(options.code_set) < 0:  # a set whose file is gone is not changed unseen
            self.codes.addItem(i18n.isolate(options.code_set), options.code_set)
        self.codes.setCurrentIndex(self.codes.findData(options.code_set))
        self.closing.setCurrentIndex(CLOSING_STATES.index(options.closing))
        self.departures.setChecked(options.has_departures)
        self.cooldown.setEnabled(options.has_departures)
        self.open.setChecked(options.is_open)
        for box in (self.departures, self.open):
            box.setAccessibleName(box.text())

    def _lay_out(self) -> None:
        self._row(
            (self.tr("Name of the group"), self.name),
            (self.tr("What it is"), self.kind),
            (self.tr("Room"), self.room),
            (self.tr("Codes"), self.codes),
            (self.tr("Earliest before the start"), self.early),
            (self.tr("Late after the start"), self.late),
            (self.tr("Door closes after the start"), self.closes),
            (self.tr("Unmarked at closing"), self.closing),
            (self.tr("Pause between two looks"), self.cooldown),
        )
        self._body.addWidget(self.open)
        self._body.addWidget(self.departures)
        hint = self.tr("Sessions that are there already follow when the timetable is applied.")
        self._body.addWidget(label(hint, "muted", wraps=True))

    def _row(self, *fields: tuple[str, QWidget]) -> None:
        place = QWidget()
        flow = FlowLayout(place, theme.SPACE.snug)
        for text, control in fields:
            is_wide = control is self.codes  # the names of sets are long
            control.setFixedWidth(2 * _FIELD_PX + theme.SPACE.snug if is_wide else _FIELD_PX)
            flow.addWidget(named(text, control))
        self._body.addWidget(place)

    def _minutes(self, value: int | None, unset: str = "") -> QSpinBox:
        made = QSpinBox()
        made.setRange(_NOTHING_SET if unset else 0, MOST_MINUTES)
        made.setSpecialValueText(unset)
        made.setSuffix(self.tr(" min"))
        made.setValue(_NOTHING_SET if value is None else value)
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return made

    def _send(self) -> None:
        if not self.name.text().strip():
            self.fail(self.tr("A group needs a name."))
            return
        self.filled.emit(self.name.text(), GroupKind(self.kind.currentData()), self.options())


def _set(minutes: QSpinBox) -> int | None:
    return None if minutes.value() == _NOTHING_SET else minutes.value()


def _box(items: Sequence[tuple[str, object]]) -> QComboBox:
    made = QComboBox()
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for text, value in items:
        made.addItem(text, value)
    return made
