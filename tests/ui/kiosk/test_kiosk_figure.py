"""The figure: what it shows of a hint, how it moves, and that it stands still where motion is reduced."""

from collections.abc import Iterator

import pytest

pytest.importorskip("PySide6")
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.domain.faces import Verdict
from kiosk.ui import theme
from kiosk.ui.kiosk.figure import Figure
from kiosk.ui.kiosk.flow import Scene
from kiosk.ui.kiosk.hints import HINTS, Hint
from kiosk.ui.kiosk.states import Screen
from tests.fakes_ui import face

pytestmark = pytest.mark.qt
FRAME_S = 0.05


@pytest.fixture
def figure(qtbot: QtBot, qapp: QApplication) -> Iterator[Figure]:
    """A figure in the light palette."""
    theme.apply(qapp)
    made = Figure()
    qtbot.addWidget(made)
    made.resize(300, 300)
    yield made
    theme.apply(qapp)
    qapp.setStyleSheet("")


def picture(figure: Figure, scene: Scene, seconds: float = 1.0) -> QImage:
    """Show a scene for a while and give what is drawn."""
    figure.show_scene(scene)
    for _ in range(round(seconds / FRAME_S)):
        figure.advance(FRAME_S)
    return figure.grab().toImage()


def guiding(hint: Hint, **changes: float) -> Scene:
    return Scene(Screen.GUIDING, hint, None, face(Verdict.DARK, **changes))


def share_of(image: QImage, colour: str) -> float:
    """Give the share of a picture's points that have a colour."""
    wanted = QColor(colour).rgb()
    points = [(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)]
    return sum(image.pixel(x, y) == wanted for x, y in points) / len(points)


@pytest.mark.parametrize("palette", [*theme.PALETTES])
def test_every_hint_has_a_picture_of_its_own(figure: Figure, qapp: QApplication, palette: str) -> None:
    """The same head in the same place: what differs is what the hint adds; turns and places have numbers."""
    theme.use(qapp, theme.Appearance(palette, is_still=True))
    changes = {Hint.CLOSER: {"size": 0.12}, Hint.BACK: {"size": 0.6}, Hint.STRAIGHTEN: {"roll": 30.0}}
    turns = {Hint.TURN_LEFT: {"yaw": 30.0}, Hint.TURN_RIGHT: {"yaw": -30.0}}
    nods = {Hint.LIFT_CHIN: {"pitch": -30.0}, Hint.LOWER_CHIN: {"pitch": 30.0}}
    pictures = [
        picture(figure, guiding(hint, **{**changes, **turns, **nods}.get(hint, {})), FRAME_S)
        for hint in HINTS
        if hint is not Hint.CHECKING
    ]
    pictures.append(picture(figure, Scene(Screen.CHECKING, Hint.CHECKING, None, face()), FRAME_S))
    pictures.append(picture(figure, Scene(Screen.GUIDING, None, None, face(Verdict.DARK)), FRAME_S))
    assert all(one != other for n, one in enumerate(pictures) for other in pictures[:n])


def test_a_second_person_is_seen_beside_the_first(figure: Figure) -> None:
    alone = picture(figure, guiding(Hint.CLOSER))
    assert picture(figure, guiding(Hint.CLOSER, waiting=1)) != alone
    assert picture(figure, guiding(Hint.CLOSER)) == alone


def test_the_ring_fills_as_somebody_comes_nearer(figure: Figure, qapp: QApplication) -> None:
    theme.use(qapp, theme.Appearance(is_still=True))
    shares = [
        share_of(
            picture(figure, Scene(Screen.GUIDING, Hint.CLOSER, None, face(Verdict.TOO_FAR, size=size))),
            theme.LIGHT.accent,
        )
        for size in (0.04, 0.1, 0.16)
    ]
    assert shares[0] < shares[1] < shares[2]


def test_the_tick_is_drawn_in_and_anew_for_the_next_person(figure: Figure) -> None:
    shares = []
    for event in (1, 2):
        scene = Scene(Screen.WELCOME, event=event)
        shares += [
            share_of(picture(figure, scene, seconds), theme.LIGHT.on_good) for seconds in (0.1, 0.1, 0.5)
        ]
    first, second = shares[:3], shares[3:]
    assert first[0] < first[1] < first[2]
    assert second == first


def test_it_breathes_while_nobody_is_there_and_slowly(figure: Figure) -> None:
    idle = Scene(Screen.IDLE)
    first = picture(figure, idle)
    assert picture(figure, idle, theme.MOTION.breath_s / 2) != first
    assert theme.MOTION.breath_s >= 2.0  # far from three flashes a second, and not even one


@pytest.mark.parametrize("scene", [Scene(Screen.IDLE), Scene(Screen.CHECKING, Hint.CHECKING, None, face())])
def test_reduced_motion_stands_still_and_is_there_at_once(
    figure: Figure, qapp: QApplication, scene: Scene
) -> None:
    theme.use(qapp, theme.Appearance(is_still=True))
    first = picture(figure, scene, FRAME_S)
    assert not figure.is_moving
    assert picture(figure, scene, 1.0) == first


def test_reduced_motion_follows_without_gliding_and_draws_the_tick_at_once(
    figure: Figure, qapp: QApplication
) -> None:
    theme.use(qapp, theme.Appearance(is_still=True))
    figure.show_scene(guiding(Hint.MOVE_LEFT, x=0.9))
    figure.advance(0.001)
    assert figure.pose[0] == 0.9
    scene = Scene(Screen.WELCOME, event=1)
    assert picture(figure, scene, FRAME_S) == picture(figure, scene, 1.0)


def test_a_figure_at_rest_is_not_drawn_again(figure: Figure) -> None:
    picture(figure, Scene(Screen.NO_SESSION))
    before = figure._pose
    figure.advance(FRAME_S)
    assert figure._pose is before
    assert not figure.is_moving


def test_it_follows_another_palette_at_once(figure: Figure, qapp: QApplication) -> None:
    light = picture(figure, Scene(Screen.NO_SESSION))
    theme.apply(qapp, "dark")
    assert figure.grab().toImage() != light


def test_signs_on_the_ring_are_whole(figure: Figure, qapp: QApplication) -> None:
    """A sign that reached past the widget's edge would be cut."""
    theme.use(qapp, theme.Appearance(is_still=True))
    for hint, colour in ((Hint.LIGHT, theme.LIGHT.care), (Hint.MOVE_LEFT, theme.LIGHT.accent)):
        image = picture(figure, guiding(hint), FRAME_S)
        edge = [(n, 0) for n in range(image.width())] + [(0, n) for n in range(image.height())]
        assert all(QColor(image.pixel(x, y)).name() != colour for x, y in edge)
