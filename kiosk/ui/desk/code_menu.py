"""The codes of a group's set: what a line shows of one, and the menu that one is chosen from."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from kiosk.domain.code_sets import AttendanceCode, CodeSet
from kiosk.domain.groups import PLAIN_CODES, Group
from kiosk.domain.ids import ClassId
from kiosk.domain.marks import MarkState
from kiosk.runtime.api_register import TimetableApi
from kiosk.ui import i18n
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.shapes import state_icon
from kiosk.ui.desk.words import state_word


class Codes:
    """Which codes each group uses, and what closing its register does."""

    def __init__(self, groups: Sequence[Group] = (), sets: Sequence[CodeSet] = ()) -> None:
        self._groups: Mapping[ClassId, Group] = {group.id: group for group in groups}
        self._sets = {each.name: each for each in sets}

    def of(self, class_id: ClassId) -> CodeSet | None:
        """Give a group's set; None for the plain one, whose codes say no more than the states."""
        group = self._groups.get(class_id)
        if group is None or group.options.code_set == PLAIN_CODES:
            return None
        return self._sets.get(group.options.code_set)

    def text(self, class_id: ClassId, code: str, state: MarkState) -> str:
        """Write the code of a line as the school does; "" where it has none."""
        codes = self.of(class_id)
        if codes is None:
            return ""
        found = codes.find(code) if code else codes.default(state)
        return code if found is None else found.acronym

    def meaning(self, class_id: ClassId, code: str, state: MarkState) -> str:
        """Say what the code of a line means; "" where it has none."""
        codes = self.of(class_id)
        found = None if codes is None else codes.find(code) if code else codes.default(state)
        return "" if found is None else found.meaning

    def closing(self, class_id: ClassId) -> MarkState:
        """Say what closing a group's register makes of whoever is unmarked."""
        group = self._groups.get(class_id)
        return MarkState.ABSENT if group is None else group.options.closing


def load_codes(
    timetable: TimetableApi,
    owner: QObject,
    on_done: Callable[[Codes], None],
    on_error: Callable[[Trouble], None],
) -> None:
    """Ask for the groups and the sets of codes; as `kiosk.ui.bridge.call` for the rest."""

    def take_groups(groups: Sequence[Group]) -> None:
        call(timetable.code_sets(), owner, lambda sets: on_done(Codes(groups, sets)), on_error)

    call(timetable.groups(), owner, take_groups, on_error)


class CodeMenu(QMenu):
    """The codes of one set, each with its letters, what it means, and the state that it stands for."""

    chosen = Signal(object)
    """An AttendanceCode."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Codes"))

    def show_codes(self, codes: CodeSet | None) -> None:
        """Take the codes of a set."""
        self.clear()
        for code in () if codes is None else codes.codes:
            act = self.addAction(state_icon(code.state), self._text(code))
            act.triggered.connect(partial(self._choose, code))

    def _choose(self, code: AttendanceCode, _checked: bool = False) -> None:
        self.chosen.emit(code)

    def _text(self, code: AttendanceCode) -> str:
        text = self.tr("{code}   {meaning}   ({state})").format(
            code=i18n.isolate(code.acronym),
            meaning=i18n.isolate(code.meaning),
            state=i18n.isolate(state_word(code.state)),
        )
        return text.replace("&", "&&")  # else a menu takes it for the mark of a key
