"""Whether the Tab key reaches everything, once, in the order of reading, and one sees where it is."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.ui.desk.export_panel import ExportPanel
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.print_panel import PrintPanel
from kiosk.ui.desk.visitor_panel import VisitorForm
from tests.access.seen import called, focusable, place

_PATIENCE_MS = 5000
_LINE_PX = 8
"""Parts whose middles differ by less stand in one line."""


def walk(window: QWidget) -> list[QWidget]:
    """Press Tab until the keyboard is where it was; give where it has been."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, _PATIENCE_MS)
    wanted = focusable(window)
    if not wanted:
        return []
    is_mirrored = window.layoutDirection() is Qt.LayoutDirection.RightToLeft
    first = min(
        wanted, key=lambda part: (place(part).top(), (-1 if is_mirrored else 1) * place(part).center().x())
    )
    first.setFocus(Qt.FocusReason.TabFocusReason)
    been: list[QWidget] = []
    for _ in range(2 * len(wanted) + 5):
        now = QApplication.focusWidget()
        if now is None or (been and now is been[0] and now is not been[-1]):
            break
        if not been or now is not been[-1]:  # a time has hours and minutes: Tab goes from one to the other
            been.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    return been


def unreached(window: QWidget, been: list[QWidget]) -> list[str]:
    """Give a sentence for each control that Tab does not reach, or that it reaches twice."""
    found = [f"{called(part)}: Tab does not reach it" for part in focusable(window) if part not in been]
    found += [f"{called(part)}: Tab comes to it again before the round is over" for part in set(_twice(been))]
    return found


def _twice(been: list[QWidget]) -> list[QWidget]:
    return [part for place_, part in enumerate(been) if part in been[:place_]]


def disordered(been: list[QWidget]) -> list[str]:
    """Give a sentence for each step that goes back: up in a column, or against the reading in a line."""
    found, backs = [], 0
    for before, after in pairwise(been):
        if before.isAncestorOf(after) or after.isAncestorOf(before) or not _goes_back(before, after):
            continue
        if _is_meant(before, after):
            continue
        backs += 1
        found.append(f"from {called(before)} Tab goes back to {called(after)}")
    return found[1:] if backs and been and _is_round(been) else found


def _is_meant(before: QWidget, after: QWidget) -> bool:
    """Leave out two ways that go back on purpose.

    After what was typed comes the button that goes on, then the one beside it that does not. And what opens
    above a list takes the keyboard when it opens; it comes last in the round, and Tab leads on from there.
    """
    if before.property("kind") == "primary" and before.parentWidget() is after.parentWidget():
        return True
    above: QWidget | None = after
    while above is not None:
        if isinstance(above, Strip | ExportPanel | PrintPanel | VisitorForm):
            return True
        above = above.parentWidget()
    return False


def _is_round(been: list[QWidget]) -> bool:
    """Where the walk began in the middle of the round, one step leads from its end to its beginning."""
    return bool(been) and any(place(part).top() < place(been[0]).top() for part in been)


def _goes_back(before: QWidget, after: QWidget) -> bool:
    one, other = place(before), place(after)
    if abs(one.center().y() - other.center().y()) < max(_LINE_PX, min(one.height(), other.height()) // 2):
        is_mirrored = before.window().layoutDirection() is Qt.LayoutDirection.RightToLeft
        return other.center().x() > one.center().x() if is_mirrored else other.center().x() < one.center().x()
    beside = other.left() > one.right() or other.right() < one.left()
    return other.bottom() < one.top() and not beside


def unseen_focus(part: QWidget) -> str:
    """Say so where a part looks the same with the keyboard on it; "" where it does not."""
    other = next((one for one in focusable(part.window()) if one is not part), None)
    part.setFocus(Qt.FocusReason.TabFocusReason)
    if not part.hasFocus() or other is None:
        return ""
    with_focus = part.grab().toImage()
    other.setFocus(Qt.FocusReason.TabFocusReason)
    without = part.grab().toImage()
    return f"{called(part)}: looks the same with the keyboard on it" if with_focus == without else ""
