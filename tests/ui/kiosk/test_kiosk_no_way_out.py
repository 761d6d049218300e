"""The door as a place that nobody gets out of: keys, buttons, menus, the clipboard, the window's state."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

import kiosk.ui
from tests.fakes_ui import FakeStart, ask_session
from tests.ui.kiosk.conftest import Door

pytestmark = pytest.mark.qt
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
META = Qt.KeyboardModifier.MetaModifier
KEYS = (
    *((key, NONE) for key in (
        Qt.Key.Key_F1, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F10, Qt.Key.Key_F11, Qt.Key.Key_Super_L,
        Qt.Key.Key_Meta, Qt.Key.Key_Menu, Qt.Key.Key_Print, Qt.Key.Key_Back, Qt.Key.Key_HomePage,
        Qt.Key.Key_Help,
    )),
    *((key, CONTROL) for key in (
        Qt.Key.Key_Q, Qt.Key.Key_W, Qt.Key.Key_P, Qt.Key.Key_O, Qt.Key.Key_S, Qt.Key.Key_N, Qt.Key.Key_T,
        Qt.Key.Key_F4, Qt.Key.Key_C, Qt.Key.Key_X,
    )),
    *((key, ALT) for key in (Qt.Key.Key_F4, Qt.Key.Key_F, Qt.Key.Key_F10)),
    *((key, META) for key in (Qt.Key.Key_D, Qt.Key.Key_L, Qt.Key.Key_Q)),
    (Qt.Key.Key_F10, SHIFT), (Qt.Key.Key_F1, SHIFT), (Qt.Key.Key_Delete, CONTROL | ALT),
)  # fmt: skip


def _stage(door: Door) -> QWidget:
    return door.window.stage


def _pad(door: Door) -> QWidget:
    door.window.open_pad()
    return door.window.pad


def _choose(door: Door) -> QWidget:
    door.window._show_answer(ask_session(2))
    return door.window.choose


def _about(door: Door) -> QWidget:
    door.window.footer.about.click()
    return door.window.about


def _start(door: Door) -> QWidget:
    door.window.ask_start(FakeStart())
    return door.window.start


def _languages(door: Door) -> QWidget:
    door.window._pages.setCurrentWidget(door.window.languages)
    door.window.languages.open()
    return door.window.languages


PAGES = {
    "stage": _stage, "pad": _pad, "choose": _choose, "about": _about, "start": _start,
    "languages": _languages,
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_no_key_leads_out_of_a_page(at_door: Door, page: str) -> None:
    shown = PAGES[page](at_door)
    window, handle = at_door.window, at_door.window.windowHandle()
    assert handle is not None
    refused: list[bool] = []
    window.close_refused.connect(lambda: refused.append(True))
    for key, modifier in KEYS:
        QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
        QTest.keyClick(handle, key, modifier)
        told = f"{key!r} {modifier!r}"
        assert at_door.page() is shown, told
        assert window.isVisible(), told
        assert QApplication.activePopupWidget() is None, told
        assert QApplication.activeModalWidget() is None, told
    window.close()  # as Alt+F4 comes from a window manager
    assert window.isVisible()
    assert refused == [True]


@pytest.mark.parametrize("page", PAGES)
def test_other_buttons_open_nothing_and_paste_nothing(at_door: Door, page: str) -> None:
    PAGES[page](at_door)
    window, handle = at_door.window, at_door.window.windowHandle()
    assert handle is not None
    QApplication.clipboard().setText("4711")
    for widget in window.page.findChildren(QWidget) or [window]:
        at = widget.mapTo(window, widget.rect().center())
        if widget.isVisible() and window.rect().contains(at):
            for button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
                QTest.mouseClick(handle, button, NONE, at)
                assert QApplication.activePopupWidget() is None, widget
    assert not any(field.text() for field in window.findChildren(QLineEdit))


def test_nothing_is_taken_out_of_a_field_nor_dragged_into_it(at_door: Door) -> None:
    _pad(at_door)
    clipboard = QApplication.clipboard()
    clipboard.setText("before")
    number = at_door.window.pad.findChildren(QLineEdit)[0]
    QTest.keyClicks(number, "4711")
    number.selectAll()
    for key in (Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_Z):
        QTest.keyClick(number, key, CONTROL)
    assert (clipboard.text(), number.text()) == ("before", "4711")
    number.deselect()
    QTest.mouseDClick(number, Qt.MouseButton.LeftButton, NONE, QPoint(20, 20))
    assert not number.hasSelectedText()
    takers = [w for w in at_door.window.findChildren(QWidget) if w.acceptDrops()]
    assert takers == []


def test_a_cursor_that_is_not_moved_is_hidden_until_it_is(at_door: Door) -> None:
    window, handle = at_door.window, at_door.window.windowHandle()
    assert handle is not None
    _pad(at_door)
    field = window.pad.findChildren(QLineEdit)[0]
    at_door.wait(2.5, 0.5)
    hidden = [window.presence.is_cursor_hidden]
    at_door.wait(1.0, 0.5)
    hidden.append(window.presence.is_cursor_hidden)
    assert hidden == [False, True]
    assert {window.cursor().shape(), field.cursor().shape()} == {Qt.CursorShape.BlankCursor}
    QTest.mouseMove(handle, QPoint(300, 300))
    at_door.qtbot.waitUntil(lambda: not window.presence.is_cursor_hidden)
    assert window.cursor().shape() is Qt.CursorShape.ArrowCursor


@pytest.mark.qt_log_ignore("does not support raise")
@pytest.mark.parametrize("state", [Qt.WindowState.WindowMinimized, Qt.WindowState.WindowNoState])
def test_it_goes_back_to_the_full_screen(make_door: Callable[..., Door], state: Qt.WindowState) -> None:
    door = make_door()
    door.window.showFullScreen()
    door.qtbot.waitUntil(door.window.isFullScreen)
    door.window.setWindowState(state)
    assert door.window.windowState() == state
    door.qtbot.waitUntil(lambda: door.window.windowState() == Qt.WindowState.WindowFullScreen)


def test_a_window_that_never_was_full_is_left_as_it_is(make_door: Callable[..., Door]) -> None:
    door = make_door()
    door.window.setWindowState(Qt.WindowState.WindowMinimized)
    assert not door.window._comes_back.isActive()


OPENS_SOMETHING = frozenset(
    {
        "QFileDialog", "QDesktopServices", "setOpenExternalLinks", "QMessageBox", "QInputDialog",
        "QPrintDialog",
        "QColorDialog", "QFontDialog", "QErrorMessage", "QWhatsThis", "webbrowser", "startDetached",
    }
)  # fmt: skip


def names_in(source: str) -> set[str]:
    """Give every name, attribute and import of a file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {part for alias in node.names for part in alias.name.split(".")}
    return found


def test_no_window_opens_a_dialog_of_the_system_a_link_or_another_program() -> None:
    """A native file dialog is a file manager: it shows the disk, and on some systems starts programs."""
    folder = Path(kiosk.ui.__file__).parent
    files = sorted(folder.rglob("*.py"))
    assert len(files) > 50
    found = {
        (file.relative_to(folder).as_posix(), name)
        for file in files
        for name in names_in(file.read_text("utf-8")) & OPENS_SOMETHING
    }
    assert found == set()


def test_the_search_for_dialogs_finds_one() -> None:
    source = "from PySide6.QtWidgets import QFileDialog as F\nlabel.setOpenExternalLinks(True)\n"
    assert names_in(source) & OPENS_SOMETHING == {"QFileDialog", "setOpenExternalLinks"}
