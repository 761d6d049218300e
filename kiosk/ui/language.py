"""Which language is on the screen: the school's, or for a while the one that somebody chose at the door."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from kiosk.ui import i18n


class LanguageSwitch(QObject):
    """Changes the language of every window. When the door's goes back is the door's to say."""

    def __init__(self, app: QApplication, school: Callable[[], str], parent: QObject) -> None:
        """Change nothing yet.

        Args:
            app: Whose windows.
            school: Gives the code of the school's language, as the settings have it now.
            parent: Qt's.
        """
        super().__init__(parent)
        self._app, self._school = app, school
        self._is_over = False

    @Slot(str)
    def change(self, code: str) -> None:
        """Use a language from now on."""
        if not self._is_over:
            i18n.install(self._app, code)

    @Slot()
    def restore(self) -> None:
        """Go back to the school's."""
        if i18n.current() != i18n.language_for(self._school()):
            self.change(self._school())

    def stop(self) -> None:
        """Stay as it is."""
        self._is_over = True
