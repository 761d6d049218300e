"""The door's page of languages, where there are more than two: a large button each, in its own words."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk.ui import i18n
from kiosk.ui.i18n import Language
from kiosk.ui.kiosk.offer_page import OfferPage


class LanguagePage(OfferPage):
    """The page; `chosen` gives a language's code. It says which one is in use."""

    def __init__(self, monotonic: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(monotonic, parent=parent)
        self._languages: Sequence[Language] = ()
        self.retranslate()

    def open(self) -> None:
        """Offer every language there is, with the keyboard on the one in use."""
        self.shut()
        self._languages = i18n.LANGUAGES
        for language in self._languages:
            button = self._add_button(partial(self.chosen.emit, language.code))
            button.setText(language.own_name.replace("&", "&&"))
            button.setAccessibleName(language.own_name)
            button.setCheckable(True)
        self._mark()
        self._begin(self._languages.index(i18n.current()), self._title.text())

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self._title.setText(self.tr("Choose your language"))
        self._cancel.setText(self.tr("Cancel"))
        self._mark()

    def _mark(self) -> None:
        """Mark the one in use, in a way that a screen reader tells too."""
        for button, language in zip(self.buttons, self._languages, strict=False):
            is_used = language == i18n.current()
            button.setChecked(is_used)
            button.setAccessibleDescription(self.tr("In use now") if is_used else "")
