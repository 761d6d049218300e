"""Every tab of a school that was made a minute ago: nobody, nothing, and what to do about it."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from PySide6.QtWidgets import QTabWidget

from tests.gallery.scenes import Shown, Stop
from tests.gallery.tour import Tour

TABS: Final = (
    "roster", "today", "people", "timetable", "reports", "follow_up", "privacy", "audit", "system",
    "accounts", "settings",
)  # fmt: skip
"""The desk's, by the names of its attributes."""


def _empty(name: str, tour: Tour) -> Iterator[Shown]:
    board = tour.board
    tabs: QTabWidget = board.tabs
    tabs.setCurrentWidget(getattr(board, name, None) or getattr(board.tabs, name))
    tour.studio.settle(0.3)
    yield tour.shown(f"desk-empty-{name.replace('_', '-')}")


STOPS: Final = tuple(Stop((f"desk-empty-{name.replace('_', '-')}",), partial(_empty, name)) for name in TABS)
