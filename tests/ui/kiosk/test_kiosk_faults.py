"""Each fault that keeps the kiosk from starting has its screen: what happened, what to do, a reference."""

from collections.abc import Callable

import pytest

pytest.importorskip("PySide6")
from PySide6.QtWidgets import QApplication, QLabel

from kiosk.errors import TABLE, Code, KioskError
from kiosk.ui import bridge
from kiosk.ui.kiosk.states import Screen
from tests.ui.kiosk.conftest import Door

pytestmark = pytest.mark.qt
FAULTS = (
    Code.DATABASE_FULL, Code.DATA_DIR_UNWRITABLE, Code.DATA_DIR_MISSING, Code.DATABASE_DAMAGED,
    Code.DATABASE_NEWER, Code.DATA_DIR_BUSY, Code.DEVICE_KEY_MISSING, Code.DEVICE_KEY_WRONG,
    Code.SLOTS_DAMAGED, Code.MANIFEST_BAD, Code.DATA_DIR_LOST,
)  # fmt: skip
"""Disk full, read-only, lost, a damaged or newer database, in use, no keyring, a wrong key, lost slots."""
OF_A_FOLDER = frozenset(
    {
        Code.DATA_DIR_UNWRITABLE,
        Code.DATA_DIR_MISSING,
        Code.DATA_DIR_BUSY,
        Code.MANIFEST_BAD,
        Code.DATA_DIR_LOST,
    }
)
"""These name a whole path, the others a file of the data directory."""
FOLDER = "/srv/a-school-with-a-long-name/attendance/folder"
SIZES = ((1280, 720), (720, 1280))


@pytest.mark.parametrize("size", SIZES, ids=["landscape", "portrait"])
@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_says_what_happened_what_to_do_and_a_reference(
    make_door: Callable[..., Door], code: Code, size: tuple[int, int]
) -> None:
    door = make_door(*size)
    where = FOLDER if code in OF_A_FOLDER else "records.db"
    trouble = bridge.trouble(KioskError(code, where=where, detail="line 3"))
    door.window.show_failure(trouble)
    assert door.screen() == Screen.FAILED
    said = " ".join(door.window.stage.words)
    assert trouble.what in said
    assert trouble.action in said
    assert code.value in said
    assert not door.window.footer.code.isVisible()
    assert door.window.stage._retry.isVisible()
    QApplication.processEvents()  # the words have found their places
    for label in door.window.stage.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_a_bug_has_a_reference_too(make_door: Callable[..., Door], logged_bugs: list[str]) -> None:
    door = make_door()
    door.window.show_failure(bridge.trouble(ValueError("Ada Lovelace")))
    said = " ".join(door.window.stage.words)
    assert "bug" in said
    assert "Ada" not in said
    assert logged_bugs


def test_trying_again_asks_for_it_and_says_that_it_starts(make_door: Callable[..., Door]) -> None:
    door = make_door()
    door.window.show_failure(bridge.trouble(KioskError(Code.DATA_DIR_BUSY, where="here")))
    with door.qtbot.waitSignal(door.window.retry_requested):
        door.window.stage._retry.click()
    door.window.show_loading()
    assert door.screen() == Screen.STARTING
    assert door.window.footer.code.isVisible()
    assert not door.window.stage._retry.isVisible()


def test_a_mark_that_could_not_be_saved_has_the_reference_and_no_tick(at_door: Door) -> None:
    from tests.fakes_ui import sighting

    at_door.see(sighting())
    at_door.answer(KioskError(Code.DATABASE_FULL), Screen.NOT_SAVED)
    words = " ".join(at_door.window.stage.words)
    assert "Not signed in" in words
    assert "database-full" in words
    assert not at_door.window.stage.figure.draws_tick


@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_s_action_names_something_to_do(code: Code) -> None:
    assert len(TABLE[code].action.split()) >= 4
