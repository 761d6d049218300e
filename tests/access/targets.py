"""Whether what is pressed is large enough."""

from PySide6.QtWidgets import QTabBar, QTableView, QToolButton, QWidget

from tests.access.seen import called, controls, parts

DESK_PX = 24
"""WCAG 2.2, 2.5.8."""


def small(window: QWidget, least_px: int) -> list[str]:
    """Give a sentence for each control with a side that is too short.

    Args:
        window: Where.
        least_px: The least side, in pixels at scale 1.
    """
    found = [
        f"{called(part)}: {part.width()} x {part.height()} px, and {least_px} are needed"
        for part in controls(window)
        if min(part.width(), part.height()) < least_px
    ]
    for part in parts(window):
        if isinstance(part, QTableView):
            rows = [part.rowHeight(row) for row in range(min(20, part.model().rowCount()))]
            if rows and min(rows) < least_px:
                found.append(f"{called(part)}: lines of {min(rows)} px, and {least_px} are needed")
        if isinstance(part, QTabBar):
            found += _small_tabs(part, least_px)
    return found


def _small_tabs(bar: QTabBar, least_px: int) -> list[str]:
    found = []
    for place in range(bar.count()):
        area = bar.tabRect(place)
        if min(area.width(), area.height()) < least_px:
            found.append(f"the tab “{bar.tabText(place)}”: {area.width()} x {area.height()} px")
    arrows = [arrow for arrow in bar.findChildren(QToolButton) if arrow.isVisible()]
    return found + [
        f"an arrow of the tabs: {arrow.width()} x {arrow.height()} px"
        for arrow in arrows
        if min(arrow.width(), arrow.height()) < least_px
    ]
