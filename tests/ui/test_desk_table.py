"""The register's model, filter and table."""

from datetime import timedelta
from typing import Any

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from kiosk.domain.marks import EventKind, MarkState, Method
from kiosk.ui.desk.people_model import PeopleFilter, PeopleModel
from kiosk.ui.desk.roster_model import STATE_ROLE, Column, RosterFilter, RosterModel
from kiosk.ui.desk.roster_table import RosterTable
from tests.fakes_desk import EIGHT, NAMES, FakeDesk, HandClock, a_school, monday_morning, two_thousand

pytestmark = [pytest.mark.qt, pytest.mark.usefixtures("qapp")]


@pytest.fixture
def desk() -> FakeDesk:
    return monday_morning(HandClock())


@pytest.fixture
def model(desk: FakeDesk) -> RosterModel:
    made = RosterModel()
    made.show_roster(desk.roster(desk.sessions_[0].id).result())
    return made


def column(proxy: RosterFilter, which: Column) -> list[str]:
    return [proxy.index(line, which).data() for line in range(proxy.rowCount())]


def test_the_model_keeps_qts_own_rules(qapp: Any, desk: FakeDesk, model: RosterModel) -> None:
    proxy = RosterFilter(model)
    modes = QAbstractItemModelTester.FailureReportingMode
    for tested in (model, proxy):
        QAbstractItemModelTester(tested, modes.Warning, tested)
    desk.put(
        desk.sessions_[0].id,
        desk.people_[4].person.id,
        MarkState.PRESENT,
        EventKind.ARRIVAL,
        Method.FACE,
    )
    model.show_roster(desk.roster(desk.sessions_[0].id).result())
    model.show_roster(None)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", len(NAMES)),
        ("ada", 1),
        ("ANGSTROM zoe", 1),
        ("ozturk", 1),
        ("1004", 1),
        ("١٠٠٤", 1),
        ("ليلى", 1),
        ("الحداد", 1),
        ("nobody", 0),
    ],
)
def test_filtering_reads_what_people_type(model: RosterModel, typed: str, found: int) -> None:
    """Accents, vowel signs, case and the script of digits do not matter."""
    proxy = RosterFilter(model)
    proxy.set_text(typed)
    assert proxy.rowCount() == found


def test_one_state_only(model: RosterModel) -> None:
    proxy = RosterFilter(model)
    proxy.set_state(MarkState.UNMARKED)
    assert proxy.rowCount() == model.counts()[MarkState.UNMARKED] > 0
    assert {proxy.index(line, Column.STATE).data(STATE_ROLE) for line in range(proxy.rowCount())} == {
        MarkState.UNMARKED
    }
    proxy.set_state(None)
    assert proxy.rowCount() == len(NAMES)


def test_names_sort_by_the_language_and_not_by_code_points(model: RosterModel) -> None:
    proxy = RosterFilter(model)
    proxy.sort(Column.NAME)
    names = column(proxy, Column.NAME)
    assert names.index("Élodie Dubois") < names.index("Íris Fonseca") < names.index("Zoë Ångström")
    assert names.index("Björn Öztürk") < names.index("Chloé Martin")


def test_numbers_sort_as_numbers() -> None:
    desk = a_school(HandClock(), ["A", "B", "C"])
    desk.is_open = True
    from dataclasses import replace

    for place, number in enumerate(("10", "9", "100")):
        item = desk.people_[place]
        desk.people_[place] = replace(item, person=replace(item.person, number=number))
    model = RosterModel()
    model.show_roster(desk.roster(desk.sessions_[0].id).result())
    proxy = RosterFilter(model)
    proxy.sort(Column.NUMBER)
    assert column(proxy, Column.NUMBER) == ["9", "10", "100"]
    proxy.sort(Column.NUMBER, Qt.SortOrder.DescendingOrder)
    assert column(proxy, Column.NUMBER) == ["100", "10", "9"]


def test_states_sort_with_the_unmarked_first(model: RosterModel) -> None:
    proxy = RosterFilter(model)
    proxy.sort(Column.STATE)
    states = [proxy.index(line, 0).data(STATE_ROLE) for line in range(proxy.rowCount())]
    assert states[0] == MarkState.UNMARKED
    assert sorted(states, key=states.index) == states


def test_a_change_touches_one_line_and_keeps_the_selection(
    qapp: Any, desk: FakeDesk, model: RosterModel
) -> None:
    proxy = RosterFilter(model)
    table = RosterTable(model, proxy)
    table.choose_line(5)
    chosen = table.selected_people()
    changes, resets = QSignalSpy(model.dataChanged), QSignalSpy(model.modelReset)
    desk.put(
        desk.sessions_[0].id, desk.people_[4].person.id, MarkState.PRESENT, EventKind.ARRIVAL, Method.FACE
    )
    model.show_roster(desk.roster(desk.sessions_[0].id).result())
    assert (changes.count(), resets.count()) == (1, 0)
    assert table.selected_people() == chosen
    line = [row.person.id for row in model.rows].index(desk.people_[4].person.id)
    assert model.index(line, 0).data(Qt.ItemDataRole.BackgroundRole) is not None
    model.settle()
    assert model.index(line, 0).data(Qt.ItemDataRole.BackgroundRole) is None
    table.deleteLater()


def test_lateness_is_told_in_minutes() -> None:
    clock = HandClock()
    desk = a_school(clock, ["Ada"])
    desk.is_open = True
    session, person = desk.sessions_[0].id, desk.people_[0].person.id
    desk.put(
        session, person, MarkState.LATE, EventKind.ARRIVAL, Method.FACE, at=EIGHT.plus(timedelta(minutes=13))
    )
    model = RosterModel()
    model.show_roster(desk.roster(session).result())
    assert model.index(0, Column.TIME).data() == "08:13 · 13 min late"


def test_a_mark_taken_back_is_flagged_in_words_too(model: RosterModel) -> None:
    flagged = [line for line, row in enumerate(model.rows) if row.standing.is_flagged]
    assert len(flagged) == 1
    spoken = model.index(flagged[0], Column.NOTE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Worth a look" in spoken


def test_two_thousand_lines_filter_and_sort_quickly(qapp: Any) -> None:
    import time

    desk = two_thousand(HandClock())
    desk.is_open = True
    model = RosterModel()
    proxy = RosterFilter(model)
    roster = desk.roster(desk.sessions_[0].id).result()
    began = time.process_time()
    model.show_roster(roster)
    proxy.sort(Column.NAME)
    shown = time.process_time() - began
    began = time.process_time()
    proxy.set_text("ang")
    filtered = time.process_time() - began
    assert 0 < proxy.rowCount() < 2000
    # Processor time, and loose: the tests are traced for their coverage.
    assert shown < 5.0
    assert filtered < 2.0


@pytest.mark.parametrize(("key", "text"), [("p", "P"), ("ش", "A")])
def test_letters_ask_for_a_state_on_either_keyboard(
    qtbot: Any, model: RosterModel, key: str, text: str
) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    table = RosterTable(model, RosterFilter(model))
    qtbot.addWidget(table)
    asked: list[MarkState] = []
    table.state_asked.connect(asked.append)
    table.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, key))
    table.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.ControlModifier, key))
    assert asked == [{"P": MarkState.PRESENT, "A": MarkState.ABSENT}[text]]


def test_people_filter_by_class_and_text() -> None:
    desk = monday_morning(HandClock())
    model = PeopleModel()
    model.show_people(desk.people_, {item.id: item.name for item in desk.classes_})
    proxy = PeopleFilter(model)
    proxy.set_class(desk.classes_[1].id)
    assert proxy.rowCount() == 0
    proxy.set_class(desk.classes_[0].id)
    proxy.set_text("zak")
    assert proxy.rowCount() == 1
    proxy.set_text("zak ada")
    assert proxy.rowCount() == 0
