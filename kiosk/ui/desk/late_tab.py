"""A tab that is built when it is first wanted: signing in waits for the register, and not for nine more."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QTabWidget, QWidget

W = TypeVar("W", bound=QWidget)


class LateTab(Generic[W]):
    """Stands in for a tab under its title.

    Attributes:
        made: The tab, once it is there.
    """

    def __init__(self, tabs: QTabWidget, title: str, make: Callable[[], W]) -> None:
        """Take a place at the end of the tabs.

        Args:
            tabs: Where it stands.
            title: What its tab says.
            make: Builds it; called once.
        """
        self._tabs, self._make = tabs, make
        self._stand_in = QWidget()
        self.made: W | None = None
        tabs.addTab(self._stand_in, title)

    @property
    def tab(self) -> W:
        """The tab, built now where it was not."""
        if self.made is None:
            self.made = self._make()
            self._put_in(self.made)
        return self.made

    def stands_for(self, page: QWidget | None) -> bool:
        """Say whether a page is the empty one that is there until the tab is built."""
        return self.made is None and page is self._stand_in

    def _put_in(self, made: W) -> None:
        """Exchange the pages; nobody hears of it, as the tab that is shown stays the same."""
        tabs, place = self._tabs, self._tabs.indexOf(self._stand_in)
        is_shown = tabs.currentIndex() == place
        with QSignalBlocker(tabs):
            tabs.insertTab(place, made, tabs.tabText(place))
            tabs.removeTab(place + 1)
            if is_shown:
                tabs.setCurrentIndex(place)
        self._stand_in.deleteLater()
