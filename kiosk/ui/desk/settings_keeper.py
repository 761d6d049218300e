"""The settings while the desk is open: what counts now, what was changed last, and whether that was saved.

Whoever gave the window its settings saves them and says what came of it: nothing is called saved before.
"""

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QObject, Signal

from kiosk.settings import Settings
from kiosk.ui.bridge import Trouble


class Standing(Enum):
    """How the last change is."""

    QUIET = auto()
    """None was made, or it was seen."""
    SAVING = auto()
    SAVED = auto()
    FAILED = auto()
    """In use, and not in the file."""


@dataclass(frozen=True, slots=True)
class Change:
    """One setting, before and after."""

    name: str
    before: Any  # as its field is
    after: Any


class SettingsKeeper(QObject):
    """Holds them for as long as the window is there, whoever is signed in and in whatever language."""

    changed = Signal(object)
    """A Settings to be saved and used."""
    chosen = Signal(str)
    """The name of what was changed."""
    told = Signal()
    """`now`, `last` or `standing` is another."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = settings
        self.last: Change | None = None
        self.standing = Standing.QUIET
        self.trouble: Trouble | None = None

    def choose(self, name: str, value: Any) -> None:
        """Change a setting; the same value once more is no change."""
        change = Change(name, getattr(self.now, name), value)
        if change.before != change.after:
            self.last = change
            self._take(change.name, change.after)

    def undo(self) -> None:
        """Take the last change back; there is none to take back afterwards."""
        change, self.last = self.last, None
        if change is not None:
            self._take(change.name, change.before)

    def kept(self) -> None:
        """Hear that everything is saved."""
        if self.standing is not Standing.QUIET:
            self.standing, self.trouble = Standing.SAVED, None
            self.told.emit()

    def not_kept(self, trouble: Trouble) -> None:
        """Hear that it could not be saved."""
        self.standing, self.trouble = Standing.FAILED, trouble
        self.told.emit()

    def forget_last(self) -> None:
        """Offer no undo to whoever signs in next."""
        self.last, self.standing, self.trouble = None, Standing.QUIET, None

    def _take(self, name: str, value: Any) -> None:
        self.now = replace(self.now, **{name: value})
        self.standing, self.trouble = Standing.SAVING, None
        self.changed.emit(self.now)
        self.chosen.emit(name)
        self.told.emit()
