"""The door out of hours: dark, with the time; a touch gives light, and presses nothing."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.cli.soak_desk import come_up
from kiosk.domain.clock import Instant
from kiosk.runtime.api import CameraHealth, CameraState, DoorView
from kiosk.ui import i18n, theme
from kiosk.ui.kiosk.rest import LIT_S
from kiosk.ui.kiosk.states import Screen
from tests.fakes_ui import MORNING, open_view, resting_view
from tests.ui.kiosk.conftest import Door

pytestmark = pytest.mark.qt
TOMORROW = MORNING.plus(timedelta(hours=22, minutes=38))


def _open(door: Door, view: DoorView, state: CameraState = CameraState.RESTING) -> Door:
    door.door.shown, door.camera.state = view, CameraHealth(state)
    door.window.attach(door.door, door.camera)
    door.qtbot.waitUntil(lambda: door.window._view.view is not None)
    door.wait(0.1)
    return door


def _change(door: Door, view: DoorView, state: CameraState = CameraState.WORKING) -> None:
    """The door's next answer is another one."""
    door.door.shown, door.camera.state = view, CameraHealth(state)
    door.wait(5.0, step=1.0)
    door.qtbot.waitUntil(lambda: door.window._view.view == view)
    door.wait(0.1)


def _is_dark(door: Door) -> bool:
    page = door.window._pages.rest
    bars = (door.window.header, door.window.footer)
    assert page.isVisible() != any(bar.isVisible() for bar in bars)
    assert door.window.page is (page if page.isVisible() else door.window.stage)
    return page.isVisible()


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (MORNING.plus(timedelta(hours=3)), "The kiosk rests until 12:02"),
        (TOMORROW, "The kiosk rests until 07:40 on Tuesday 24 November"),
        (None, "The kiosk rests"),
    ],
)
def test_it_says_until_when_that_the_camera_is_off_and_what_to_do(
    make_door: Callable[..., Door], until: Instant | None, words: str
) -> None:
    door = _open(make_door(), resting_view(until))
    assert door.screen() == Screen.RESTING
    assert _is_dark(door)
    said = door.window._pages.rest.words
    assert said[0] == "09:02"
    assert said[2:4] == (words, "The camera is off. No picture is kept or shown.")
    assert "Touch the screen or press a key" in said[4]


def test_a_touch_gives_light_for_a_minute_and_each_further_one_for_another(
    make_door: Callable[..., Door],
) -> None:
    door = _open(make_door(), resting_view(TOMORROW))
    QTest.mouseClick(door.window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    door.qtbot.waitUntil(lambda: not _is_dark(door))
    door.wait(LIT_S - 1, step=1.0)
    assert door.screen() == Screen.OUT_OF_HOURS
    assert not _is_dark(door)
    QTest.keyClick(door.window.windowHandle(), Qt.Key.Key_A)
    QApplication.processEvents()
    door.wait(LIT_S - 1, step=1.0)
    assert not _is_dark(door)
    door.wait(2.0, step=1.0)
    assert _is_dark(door)


def test_the_touch_that_gives_light_presses_no_button_that_appears_under_it(
    make_door: Callable[..., Door],
) -> None:
    door = _open(make_door(), resting_view(TOMORROW))
    pressed: list[str] = []
    door.window.desk_requested.connect(lambda: pressed.append("desk"))
    QTest.keyClick(door.window.windowHandle(), Qt.Key.Key_Space)
    door.qtbot.waitUntil(lambda: not _is_dark(door))
    teacher = door.window.footer.teacher
    where = teacher.mapTo(door.window, teacher.rect().center())
    door.wait(LIT_S + 1, step=1.0)
    assert _is_dark(door)
    QTest.mouseClick(door.window.windowHandle(), Qt.MouseButton.LeftButton, pos=where)
    door.qtbot.waitUntil(lambda: not _is_dark(door))
    assert pressed == []
    QTest.mouseClick(door.window.windowHandle(), Qt.MouseButton.LeftButton, pos=where)
    assert pressed == ["desk"]


def test_it_wakes_by_itself_and_a_register_that_somebody_opens_wakes_it(
    make_door: Callable[..., Door],
) -> None:
    door = _open(make_door(), resting_view(TOMORROW))
    _change(door, open_view(), CameraState.RESTING)
    assert door.screen() == Screen.CAMERA_STARTING
    assert not _is_dark(door)
    door.camera.state = CameraHealth(CameraState.WORKING)
    door.wait(0.1)
    assert door.screen() == Screen.IDLE
    _change(door, resting_view(TOMORROW), CameraState.RESTING)
    assert _is_dark(door)


def test_whoever_is_in_the_middle_of_something_is_left_to_it(make_door: Callable[..., Door]) -> None:
    door = _open(make_door(), open_view(), CameraState.WORKING)
    door.window.open_pad()
    _change(door, resting_view(TOMORROW), CameraState.RESTING)
    assert door.page() is door.window.pad
    door.window.pad.cancelled.emit()
    door.wait(0.1)
    assert _is_dark(door)


def test_a_camera_that_is_refused_is_said_out_of_hours_too(make_door: Callable[..., Door]) -> None:
    door = _open(make_door(), resting_view(TOMORROW), CameraState.REFUSED)
    assert door.screen() == Screen.CAMERA_REFUSED
    assert not _is_dark(door)


def test_letting_go_of_the_door_gives_light(make_door: Callable[..., Door]) -> None:
    door = _open(make_door(), resting_view(TOMORROW))
    door.window.detach()
    door.wait(0.1)
    assert not _is_dark(door)


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (1080, 1920)])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_cut_off_at_any_place_of_the_words(
    make_door: Callable[..., Door], qapp: QApplication, language: str, size: tuple[int, int]
) -> None:
    i18n.install(qapp, language)
    door = _open(make_door(*size), resting_view(TOMORROW))
    page, rest = door.window._pages.rest, resting_view(TOMORROW).rest
    assert rest is not None
    tops = set()
    for minute in range(9):
        page.show_rest(rest, MORNING.plus(timedelta(minutes=minute)))
        door.nothing_is_cut(page)
        tops.add(page._clock.y())
    assert len(tops) == 9  # a screen that shows the same for a night remembers it


@pytest.mark.parametrize("palette", theme.PALETTES)
def test_it_is_dark_in_every_palette(
    make_door: Callable[..., Door], qapp: QApplication, palette: str
) -> None:
    door = _open(make_door(), resting_view(TOMORROW))
    theme.apply(qapp, palette)
    QApplication.processEvents()
    picture = door.window.grab().toImage()
    points = [
        picture.pixelColor(x, y).lightness()
        for x in range(0, picture.width(), 16)
        for y in range(0, picture.height(), 16)
    ]
    assert sum(points) / len(points) < 12
    theme.apply(qapp)


def test_the_hand_of_a_soak_touches_it_where_it_is_dark_and_only_there(
    make_door: Callable[..., Door],
) -> None:
    """Without it two hours of a soak ended after 68 minutes: nobody can press what is not shown."""
    door = _open(make_door(), resting_view(None))
    assert _is_dark(door)
    done: Counter[str] = Counter()
    for until in come_up(door.window, done):
        while not until.holds():
            QApplication.processEvents()
    assert not _is_dark(door)
    assert list(come_up(door.window, done)) == []
    assert done == {"dark screen touched": 1}
