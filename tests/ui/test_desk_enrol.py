"""The guided enrolment in its window: what is said before, five looks, a symbol, a code, and ways out."""

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from kiosk.domain.faces import Verdict
from kiosk.domain.poses import Miss, Pose, poses
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import EnrolmentProgress
from kiosk.ui import i18n, theme
from kiosk.ui.desk import enrol_words as words
from kiosk.ui.desk.cards_panel import CardsPanel
from kiosk.ui.desk.enrol_end import CodesPage, SymbolPage
from kiosk.ui.desk.enrol_pages import LooksPage, PurposePage, RetryPage
from kiosk.ui.desk.enrol_panel import EnrolPanel
from kiosk.ui.desk.enrol_words import Speech
from kiosk.ui.desk.petals import Petals
from kiosk.ui.desk.privacy_forms import ConsentForm
from tests.fakes_desk import NAMES
from tests.ui.desk_enrol import begin_looks, open_panel
from tests.ui.test_desk_window import controls_without_a_name

if TYPE_CHECKING:
    from tests.ui.desk_driver import Desk

pytestmark = pytest.mark.qt
WHO = NAMES[1]
EVERY = poses(has_glasses=False)
LOOKING = EnrolmentProgress(1, 5, Verdict.OK, 0, EVERY, EVERY[:1], Pose.LEFT)


# Before


def test_what_it_is_for_is_said_before_the_camera_looks(desk: "Desk") -> None:
    page = open_panel(desk, WHO).page
    assert isinstance(page, PurposePage)
    said = " ".join(line.text() for line in page.lines)
    for part in (
        WHO,
        "Hill School",
        "No picture is kept",
        "at the latest",
        "On what ground",
        "nobody is the worse",
    ):
        assert part in said
    assert "enrol_camera" not in desk.api.calls


def test_a_page_that_fits_is_not_scrolled(desk: "Desk") -> None:
    desk.window.resize(1280, 720)
    panel = open_panel(desk, WHO)
    area = panel.pages.currentWidget()
    assert isinstance(area, QScrollArea)
    desk.until(lambda: area.verticalScrollBar().maximum() == 0)


def test_where_nobody_agreed_the_consent_comes_first_and_the_camera_next(desk: "Desk") -> None:
    tab = desk.people(NAMES[4])
    tab.panel._enrol_by_camera()
    desk.until(lambda: isinstance(tab.panel.form, ConsentForm))
    assert tab.tool is None
    form = tab.panel.form
    form.text.setText("form of today")
    form.giver.setText("Mr Okafor")
    form.go.click()
    desk.until(lambda: isinstance(tab.tool, EnrolPanel))


def test_a_consent_that_is_not_given_opens_nothing_later(desk: "Desk") -> None:
    tab = desk.people(NAMES[4])
    tab.panel._enrol_by_camera()
    desk.until(lambda: isinstance(tab.panel.form, ConsentForm))
    tab.panel.form.cancel.click()
    desk.change(NAMES[4], has_live_consent=True)
    tab._choose(desk.summary(NAMES[1]).person.id)
    tab.load(desk.summary(NAMES[4]).person.id)
    desk.until(lambda: tab.model.people[0] is not None and desk.api.calls[-1] == "people")
    QApplication.processEvents()
    assert tab.tool is None


def test_the_code_is_there_from_the_first_page_on(desk: "Desk") -> None:
    panel = open_panel(desk, WHO)
    assert isinstance(panel.page, PurposePage)
    panel.page.instead.click()
    assert isinstance(panel.page, CodesPage)
    assert "enrol_camera" not in desk.api.calls


# The looks


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "Turn your head a little to your left."),
        ({"miss": Miss.LITTLE}, "Turn your head a little to your left."),
        ({"miss": Miss.MUCH}, "Not quite so far."),
        ({"asked": Pose.FRONT}, "Look at the camera."),
        ({"asked": Pose.FRONT, "miss": Miss.NOT_STRAIGHT}, "Look straight at the camera."),
        ({"asked": Pose.FRONT, "verdict": Verdict.TURNED}, "Look straight at the camera."),
        ({"verdict": Verdict.TURNED}, "Not quite so far."),
        ({"let_be": frozenset({Pose.LEFT})}, "Just look at the camera, that is enough."),
        ({"let_be": frozenset({Pose.LEFT}), "verdict": Verdict.TURNED}, "Look straight at the camera."),
        ({"has_others": True}, "One person at a time, please."),
        ({"verdict": Verdict.NONE}, "Stand in front of the camera."),
        ({"verdict": Verdict.TOO_FAR}, "A little closer."),
        ({"verdict": Verdict.DARK}, "More light on your face, please."),
        ({"verdict": Verdict.BACKLIT}, "The light is behind you. Turn away from the window a little."),
        ({"verdict": Verdict.BLURRED}, "Hold still for a moment."),
        ({"verdict": Verdict.COVERED}, "The camera cannot see your whole face."),
        ({"asked": None}, "Thank you."),
    ],
)
def test_one_hint_at_a_time(change: dict[str, Any], said: str) -> None:
    assert words.hint(dataclasses.replace(LOOKING, **change)) == said


@pytest.mark.parametrize("asked", [*Pose, None])
@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_state_has_a_hint(asked: Pose | None, verdict: Verdict) -> None:
    assert words.hint(dataclasses.replace(LOOKING, asked=asked, verdict=verdict))


def test_a_hint_stays_for_its_time_while_the_petals_follow_at_once(desk: "Desk") -> None:
    page = begin_looks(desk, WHO).page
    assert isinstance(page, LooksPage)
    desk.camera.show(0, Verdict.TOO_FAR)
    progress = desk.camera.progress
    assert progress is not None
    page.show_progress(progress)
    assert page.hint.text() == "A little closer."
    desk.camera.show(1)
    polls = 0
    while page.hint.text() == "A little closer.":
        progress = desk.camera.progress
        assert progress is not None
        page.show_progress(progress)
        polls += 1
        assert "1" in page.petals.accessibleName()
    assert polls * 0.1 == pytest.approx(theme.MOTION.hint_s)
    assert page.hint.text() == "Turn your head a little to your left."


@pytest.mark.parametrize(
    ("asked", "angle"),
    [(Pose.LEFT, 270.0), (Pose.RIGHT, 90.0), (Pose.UP, 0.0), (Pose.FRONT, None), (None, None)],
)
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_arrow_points_into_the_room_in_every_language(
    qtbot: Any, asked: Pose | None, angle: float | None, direction: Qt.LayoutDirection
) -> None:
    petals = Petals()
    qtbot.addWidget(petals)
    petals.setLayoutDirection(direction)
    petals.show_progress(dataclasses.replace(LOOKING, asked=asked), "name")
    assert petals.arrow() == angle
    picture = petals.grab().toImage()
    petals.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert petals.grab().toImage() == picture


def test_nobody_who_is_covered_is_left_to_stand_there(desk: "Desk") -> None:
    panel = begin_looks(desk, WHO)
    page = panel.page
    assert isinstance(page, LooksPage)
    desk.camera.show(0, Verdict.COVERED)
    for _ in range(39):
        panel.poll()
    assert not page.offer.isVisible()
    panel.poll()
    assert page.offer.isVisible()
    assert "need not take anything off" in page.offer.text()
    desk.camera.show(0, Verdict.NONE)
    panel.poll()
    assert page.offer.isVisible()
    page.instead.click()
    assert isinstance(panel.page, CodesPage)
    assert "cancel_enrolment" in desk.api.calls


def test_what_was_taken_again_or_let_be_is_said(desk: "Desk") -> None:
    panel = begin_looks(desk, WHO)
    page = panel.page
    assert isinstance(page, LooksPage)
    desk.camera.show(2)
    panel.poll()
    assert "a petal fills" in page.note.text()
    desk.camera.show(2, asked_again=1)
    panel.poll()
    panel.poll()
    assert "taken once more" in page.note.text()
    desk.camera.show(3, asked_again=1, let_be=[Pose.RIGHT])
    panel.poll()
    assert page.note.text() == "That is fine as it is."
    desk.camera.show(4, asked_again=1, let_be=[Pose.RIGHT])
    panel.poll()
    assert "a petal fills" in page.note.text()


def test_glasses_are_told_to_the_camera(desk: "Desk") -> None:
    begin_looks(desk, WHO, has_glasses=True)
    assert "enrol_camera with glasses" in desk.api.calls


def test_leaving_in_any_way_stops_the_camera(desk: "Desk") -> None:
    begin_looks(desk, WHO)
    tab = desk.people_tab
    desk.board.tabs.setCurrentIndex(0)
    assert desk.api.calls.count("cancel_enrolment") == 1
    desk.until(lambda: tab.tool is None)


def test_escape_stops_the_camera(desk: "Desk") -> None:
    panel = begin_looks(desk, WHO)
    desk.bot.keyClick(panel, Qt.Key.Key_Escape)
    assert desk.api.calls.count("cancel_enrolment") == 1
    assert desk.people_tab.tool is None


def test_what_failed_can_be_tried_again_or_another_way(desk: "Desk") -> None:
    panel = begin_looks(desk, WHO, has_glasses=True)
    assert desk.api.enrolment is not None
    desk.api.enrolment.future.set_exception(KioskError(Code.NO_GOOD_FACE, where="camera", detail="dark"))
    desk.until(lambda: isinstance(panel.page, RetryPage))
    page = panel.page
    assert isinstance(page, RetryPage)
    assert "too little light" in page.reason.text()
    page.again.click()
    assert desk.api.calls.count("enrol_camera with glasses") == 2
    assert isinstance(panel.page, LooksPage)


# After


def test_a_symbol_is_chosen_and_stored_and_the_free_ones_come_first(desk: "Desk") -> None:
    panel = begin_looks(desk, WHO)
    desk.api.finish_enrolment()
    desk.until(lambda: isinstance(panel.page, SymbolPage) and bool(panel.page.tiles))
    page = panel.page
    assert isinstance(page, SymbolPage)
    own, other = desk.summary(WHO).person.symbol, desk.summary(NAMES[0]).person.symbol
    assert page.tiles[own].isChecked()
    first = next(iter(page.tiles))
    assert first not in {each.person.symbol for each in desk.api.people_} - {own}
    assert page._flows[1].indexOf(page.tiles[other]) >= 0
    page.tiles["umbrella"].click()
    desk.until(lambda: desk.summary(WHO).person.symbol == "umbrella")
    assert [name for name, tile in page.tiles.items() if tile.isChecked()] == ["umbrella"]


def test_look_alikes_are_named_to_whoever_sits_at_the_desk(desk: "Desk") -> None:
    desk.api.look_alikes = (desk.summary(NAMES[0]).person.id,)
    panel = begin_looks(desk, WHO)
    desk.api.finish_enrolment()
    desk.until(lambda: isinstance(panel.page, SymbolPage))
    page = panel.page
    assert isinstance(page, SymbolPage)
    assert NAMES[0] in page.care.text()
    page.next.click()
    assert isinstance(panel.page, CodesPage)
    panel.page.later.click()
    desk.until(desk.people_tab.strip.isVisible)
    assert NAMES[0] in desk.people_tab.strip.text.text()


def test_a_pin_is_set_at_the_end_and_a_card_is_offered(desk: "Desk") -> None:
    panel = open_panel(desk, WHO)
    panel.show_codes()
    page = panel.page
    assert isinstance(page, CodesPage)
    page.pin.click()
    form = page.form
    assert form is not None
    form.pin.setText("4711")
    form.again.setText("4711")
    form.go.click()
    desk.until(lambda: desk.summary(WHO).has_pin and "✓" in page.state.text())
    page.card.click()
    tool = desk.people_tab.tool
    assert isinstance(tool, CardsPanel)
    desk.until(lambda: [line.person.name for line in tool.chosen()] == [WHO])


# Languages


@pytest.mark.usefixtures("desk")
def test_the_pages_have_a_language_of_their_own(desk: "Desk") -> None:
    panel = begin_looks(desk, WHO)
    page = panel.page
    panel.speech = Speech(i18n.ENGLISH)
    assert isinstance(page, LooksPage)
    panel.language.click()
    assert panel.speech.language.code == "ar"
    assert page.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert i18n.current().code == "en"
    assert panel.cancel.text() == "Cancel"
    assert panel.page is page
    assert desk.api.enrolment is not None
    assert not desk.api.enrolment.future.cancelled()
    panel.language.click()
    assert page.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_a_name_cannot_move_what_stands_beside_it() -> None:
    said = Speech(i18n.ENGLISH).tell(words.WHO, school="Hill", name="{0}")
    assert said == "\u2068Hill\u2069 asks you, \u2068{0}\u2069."


def test_every_control_of_every_page_has_a_name(desk: "Desk") -> None:
    panel = open_panel(desk, WHO)
    assert controls_without_a_name(desk.window) == []
    page = panel.page
    assert isinstance(page, PurposePage)
    page.go.click()
    assert controls_without_a_name(desk.window) == []
    panel._begin_looks(False)
    assert controls_without_a_name(desk.window) == []
    desk.api.finish_enrolment()
    desk.until(lambda: isinstance(panel.page, SymbolPage) and bool(panel.page.tiles))
    assert controls_without_a_name(desk.window) == []
    panel.show_codes()
    assert controls_without_a_name(desk.window) == []
