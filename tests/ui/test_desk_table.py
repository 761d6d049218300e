"""The register's model, filter and table."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from kiosk.domain.ids import ClassId, PersonId, SessionId
from kiosk.domain.marks import EventKind, MarkState, Method, Standing
from kiosk.domain.people import Person
from kiosk.domain.registers import WideRow
from kiosk.domain.sessions import Session
from kiosk.ui.desk.lists import ROOT
from kiosk.ui.desk.people_model import PeopleFilter, PeopleModel
from kiosk.ui.desk.roster_model import STATE_ROLE, Column, RosterFilter, RosterModel
from kiosk.ui.desk.roster_table import RosterTable
from kiosk.ui.desk.shapes import state_icon
from tests.fakes_desk import EIGHT, NAMES, FakeDesk, HandClock, a_school, monday_morning

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


def many(count: int) -> tuple[list[WideRow], list[Session]]:
    """A school of so many, 25 to a group, every fifth in the same state."""
    sessions = [
        Session(SessionId(f"s{n}"), ClassId(f"c{n}"), EIGHT, EIGHT.plus(timedelta(hours=1)))
        for n in range(max(1, count // 25))
    ]
    states = list(MarkState)[:5]
    rows = []
    for n in range(count):
        person = Person(PersonId(f"p{n}"), str(n), f"{NAMES[n % len(NAMES)]} {n * 7919 % 10007}", "sun")
        session = sessions[n % len(sessions)]
        rows.append(WideRow(session.id, f"Class {session.id}", person, Standing(states[n % 5], EIGHT)))
    return rows, sessions


def spent(job: Callable[[], object]) -> float:
    """Give the processor time of the fastest of three tries."""
    times = []
    for _ in range(3):
        began = time.process_time()
        job()
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.once
def test_a_key_typed_grows_no_faster_than_the_school(qapp: Any) -> None:
    """Ten times the people take about ten times as long: no line is asked for more than once."""
    figures = {}
    for count in (1000, 10_000):
        model = RosterModel()
        proxy = RosterFilter(model)
        table = RosterTable(model, proxy)
        rows, sessions = many(count)
        model.show_wide(rows, sessions)

        def type_one(proxy: RosterFilter = proxy) -> None:
            proxy.set_text("")
            proxy.set_text("an")

        figures[count] = spent(type_one)
        assert 0 < proxy.rowCount() < count
        table.deleteLater()
    assert figures[10_000] < 30 * max(figures[1000], 0.0005)
    # Two keys and no paint, loose: the tests are traced for their coverage.
    assert figures[10_000] < 1.0


def test_a_paint_asks_for_the_lines_in_sight_only(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand lines scroll as fifty do, selected ones too: the header once asked for each of them."""
    asked: set[int] = set()
    real = RosterFilter.index

    def index(self: RosterFilter, row: int, column: int, parent: Any = ROOT) -> Any:
        asked.add(row)
        return real(self, row, column, parent)

    monkeypatch.setattr(RosterFilter, "index", index)
    model = RosterModel()
    table = RosterTable(model, RosterFilter(model))
    qtbot.addWidget(table)
    rows, sessions = many(3000)
    model.show_wide(rows, sessions)
    table.resize(1000, 600)
    table.selectAll()
    table.grab()
    assert 0 < len(asked) < 60
    assert len(table.selected_people()) == 3000


def test_what_is_selected_stays_selected_over_a_filter_and_a_sort(qtbot: Any, model: RosterModel) -> None:
    proxy = RosterFilter(model)
    table = RosterTable(model, proxy)
    qtbot.addWidget(table)
    keys = {row.key for row in model.rows if row.person.name in {NAMES[0], NAMES[2]}}
    table.choose_keys(keys)
    changes = QSignalSpy(table.selectionModel().selectionChanged)
    table.sortByColumn(Column.NUMBER, Qt.SortOrder.DescendingOrder)
    assert {line.key for line in table.selected_lines()} == keys
    assert changes.count() == 0
    proxy.set_text("ada")
    assert [line.person.name for line in table.selected_lines()] == [NAMES[0]]
    assert changes.count() == 1


def test_a_line_that_changed_goes_where_it_belongs(desk: FakeDesk, model: RosterModel) -> None:
    proxy = RosterFilter(model)
    proxy.set_state(MarkState.UNMARKED)
    before = proxy.rowCount()
    session, person = desk.sessions_[0].id, desk.people_[4].person.id
    desk.put(session, person, MarkState.PRESENT, EventKind.ARRIVAL, Method.FACE)
    model.show_roster(desk.roster(session).result())
    assert proxy.rowCount() == before - 1


@pytest.mark.parametrize("which", list(Column))
def test_every_column_sorts_both_ways(model: RosterModel, which: Column) -> None:
    proxy = RosterFilter(model)
    proxy.sort(which)
    up = [row.person.id for row in (model.rows[line] for line in proxy.lines())]
    proxy.sort(which, Qt.SortOrder.DescendingOrder)
    down = [row.person.id for row in (model.rows[line] for line in proxy.lines())]
    assert sorted(up) == sorted(down)
    assert up != down


def test_leaving_is_told(desk: FakeDesk) -> None:
    session, person = desk.sessions_[0].id, desk.people_[5].person.id
    desk.put(
        session,
        person,
        MarkState.PRESENT,
        EventKind.DEPARTURE,
        Method.FACE,
        at=EIGHT.plus(timedelta(minutes=20)),
    )
    model = RosterModel()
    model.show_roster(desk.roster(session).result())
    place = model.place_of(session, person)
    assert str(model.index(place, Column.TIME).data()).endswith("· left 08:20")


def test_each_state_has_its_own_shape() -> None:
    pictures = set()
    for state in MarkState:
        image = state_icon(state, 24).pixmap(24, 24).toImage()
        shape = image.convertToFormat(QImage.Format.Format_Alpha8)
        pictures.add(bytes(shape.constBits()))
    assert len(pictures) == len(MarkState)


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
