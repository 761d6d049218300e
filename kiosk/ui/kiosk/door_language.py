"""The language that somebody chose at the door: it goes back to the school's, and says so before."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from kiosk.settings import Settings
from kiosk.ui import i18n
from kiosk.ui.kiosk.patience import Patience

_KEPT_S = 60.0


class DoorLanguage(QObject):
    """Asks for languages; who installs them is the composition root."""

    changed = Signal(str)
    """The code of the language that is to be in use."""
    warned = Signal(str)
    """What to show; "" for nothing."""

    def __init__(self, settings: Settings, window: QWidget, monotonic: Callable[[], float]) -> None:
        """Begin in the school's.

        Args:
            settings: Say which that is.
            window: Whose language.
            monotonic: Seconds that never go back.
        """
        super().__init__(window)
        self._window, self._settings = window, settings
        self.patience = Patience(monotonic, window, _KEPT_S, self._words)
        self.patience.warned.connect(self.warned)
        self.patience.over.connect(self._go_back)

    def use_settings(self, settings: Settings) -> None:
        """Take which one is the school's."""
        self._settings = settings
        if i18n.current() == self._of_the_school:
            self.patience.end()

    @Slot(str)
    def choose(self, code: str) -> None:
        """Use a language for whoever stands there."""
        self.changed.emit(code)
        if i18n.language_for(code) == self._of_the_school:
            self.patience.end()
        else:
            self.patience.begin()
        name = i18n.language_for(code).own_name
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, name))

    def watch(self, *, is_somebody_there: bool) -> None:
        """Keep it for as long as somebody is there."""
        if is_somebody_there and self.patience.is_running:
            self.patience.touch()

    @property
    def _of_the_school(self) -> i18n.Language:
        return i18n.language_for(self._settings.language)

    @Slot()
    def _go_back(self) -> None:
        self.changed.emit(self._of_the_school.code)

    def _words(self, seconds: str) -> str:
        text = self.tr("Back to {language} in {seconds} s. Touch anything to stay.")
        return text.format(language=i18n.isolate(self._of_the_school.own_name), seconds=seconds)
