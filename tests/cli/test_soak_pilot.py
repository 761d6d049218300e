"""The hand of a soak: waits, goes on without what does not come, and begins anew after a failed act."""

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from kiosk.cli.soak_pilot import Pilot, Script, Until, pause, press, primary, seen, type_key, write
from tests.fakes_answers import HandClock

pytestmark = pytest.mark.qt


class Flight:
    """A pilot whose turns are made by hand."""

    def __init__(self, script: "list[Script]") -> None:
        self.clock = HandClock()
        self.is_over = False
        self.pilot = Pilot(lambda: script.pop(0), self._end, self.clock.monotonic)

    def _end(self) -> None:
        self.is_over = True

    def turn(self, seconds: float = 0.0) -> None:
        self.clock.move(seconds)
        self.pilot._turn()


def test_a_script_is_told_what_came_and_what_did_not(qapp: object) -> None:
    came: list[bool] = []
    is_there: list[int] = []

    def script() -> Script:
        came.append((yield Until("a tick", lambda: is_there, 5.0)))
        came.append((yield Until("a sheet", lambda: False, 5.0)))
        came.append((yield Until("somebody", lambda: False, 5.0, is_due=False)))
        came.append((yield pause(5.0)))

    flight = Flight([script()])
    flight.turn()
    flight.turn(1.0)
    assert came == []
    is_there.append(1)
    flight.turn()
    assert came == [True]
    for _ in range(3):
        assert not flight.is_over
        flight.turn(4.0)
        flight.turn(1.5)
    assert came == [True, False, False, False]
    assert flight.is_over
    assert flight.pilot.missed == {"a sheet": 1}


def test_an_act_that_fails_is_a_bug_and_the_script_begins_anew(qapp: object, logged_bugs: list[str]) -> None:
    done: list[str] = []

    def broken() -> Script:
        yield pause(0.0)
        raise RuntimeError("a button that is gone")

    def whole() -> Script:
        yield pause(0.0)
        done.append("whole")

    flight = Flight([broken(), whole()])
    for _ in range(4):
        flight.turn()
    assert done == ["whole"]
    assert flight.is_over
    (line,) = logged_bugs
    assert line.startswith("soak-act-failed type=RuntimeError at=test_soak_pilot.py:")


def test_a_pilot_that_was_stopped_takes_no_step_more(qapp: object) -> None:
    ended: list[str] = []

    def script() -> Script:
        try:
            while True:
                yield pause(0.0)
        finally:
            ended.append("closed")

    flight = Flight([script()])
    flight.turn()
    flight.pilot.stop()
    assert ended == ["closed"]


def test_a_hand_presses_what_a_hand_can_press(qapp: object) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
    go, hidden, field = QPushButton("Go"), QPushButton("Hidden"), QLineEdit()
    go.setProperty("kind", "primary")
    for widget in (go, hidden, field):
        layout.addWidget(widget)
    pressed: list[str] = []
    go.clicked.connect(lambda: pressed.append("go"))
    hidden.clicked.connect(lambda: pressed.append("hidden"))
    assert not press(go)  # the window is not shown
    window.show()
    hidden.hide()
    assert press(go)
    assert not press(hidden)
    go.setEnabled(False)
    assert not press(go)
    assert pressed == ["go"]
    assert primary(window) is go
    assert seen(window, QPushButton) == [go]
    write(field, "before")
    write(field, "12")
    type_key(field, Qt.Key.Key_P)
    assert field.text() == "12p"
    window.close()
