"""Where screens are put up to be looked at: windows without a display, a language, a look, patience.

Nothing here knows a window: it waits until one shows what it should.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.ui import i18n, theme

T = TypeVar("T")

WIDE = (1280, 720)
UPRIGHT = (720, 1280)
PATIENCE_S = 60.0
CALM_S = 0.12


class Studio:
    """Shows windows in one language and one look.

    Attributes:
        language: A code of kiosk.ui.i18n.
        look: What was installed.
    """

    def __init__(
        self, app: QApplication, language: str, look: theme.Appearance | None = None, calm_s: float = CALM_S
    ) -> None:
        """Install the language and the look.

        Args:
            app: The application.
            language: A code.
            look: None is what new schools have.
            calm_s: How long `settle` lets answers arrive and animations end.
        """
        self.app, self.language, self._calm_s = app, language, calm_s
        self.look = look or theme.Appearance()
        i18n.install(app, language)
        theme.use(app, self.look)

    def said(self, english: str, arabic: str) -> str:
        """Give what somebody would write who works in this language."""
        return arabic if self.language == "ar" else english

    def until(self, what: str, holds: Callable[[], object]) -> None:
        """Let the windows work until something holds.

        Raises:
            AssertionError: It did not within a minute.
        """
        ends = time.monotonic() + PATIENCE_S
        while not holds():
            self.app.processEvents()
            assert time.monotonic() < ends, f"waiting for: {what}"

    def settle(self, seconds: float | None = None) -> None:
        """Let answers arrive and animations end."""
        ends = time.monotonic() + (self._calm_s if seconds is None else min(seconds, 8 * self._calm_s))
        for _ in range(3):  # a layout asks for the next one
            self.app.processEvents()
        while time.monotonic() < ends:
            self.app.processEvents()

    def discard(self, window: QWidget) -> None:
        """Close a window and delete it at once: else the next look would dress it once more."""
        window.close()
        self.settle()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)

    def given(self, future: "Future[T]") -> T:
        """Wait for an answer while the windows go on."""
        self.until("an answer", future.done)
        return future.result()
