"""The door's pages, one of them on the screen: the stage, and what takes its place for a while."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from kiosk.settings import Settings
from kiosk.ui.kiosk.about import AboutPanel
from kiosk.ui.kiosk.choose import ChoosePage
from kiosk.ui.kiosk.languages import LanguagePage
from kiosk.ui.kiosk.pad import CodePad
from kiosk.ui.kiosk.patience import Patience
from kiosk.ui.kiosk.rest import RestPage
from kiosk.ui.kiosk.stage import Stage
from kiosk.ui.kiosk.start import StartPage


class DoorPages(QStackedWidget):
    """Makes the pages and shows one. Which one, and when, is the window's to say."""

    def __init__(
        self, settings: Settings, monotonic: Callable[[], float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.stage = Stage(settings, monotonic)
        self.pad, self.about, self.start = CodePad(monotonic), AboutPanel(monotonic), StartPage(monotonic)
        self.choose, self.languages = ChoosePage(monotonic), LanguagePage(monotonic)
        self.rest = RestPage()
        self.addWidget(self.stage)
        self.addWidget(self.rest)
        for page in self._timed:
            self.addWidget(page)

    @property
    def _timed(self) -> tuple[CodePad | ChoosePage | AboutPanel | StartPage | LanguagePage, ...]:
        return self.pad, self.choose, self.about, self.start, self.languages

    @property
    def patience(self) -> Patience | None:
        """How long the page that is shown waits for somebody; None for the stage, which stays."""
        return next((page.patience for page in self._timed if page is self.page), None)

    @property
    def page(self) -> QWidget:
        """The one that is shown."""
        page = self.currentWidget()
        return self.stage if page is None else page

    @property
    def is_asking(self) -> bool:
        """Whether somebody stands there and is asked: nobody else is looked at meanwhile."""
        return self.page in (self.pad, self.choose)

    def shut(self) -> None:
        """Forget what was typed and offered on any of them."""
        for page in self._timed:
            page.shut()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        for part in (self.stage, self.rest, *self._timed):
            part.retranslate()

    def set_shape(self, scale: float, is_portrait: bool, width: int) -> None:
        """Lay the pages out for a window's scale, direction and width."""
        self.stage.set_shape(scale, is_portrait, width)
        self.rest.set_shape(scale)
        self.pad.set_shape(scale, is_portrait)
        for page in (self.choose, self.languages):
            page.set_shape(is_portrait)
