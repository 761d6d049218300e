"""The Qt application of commands that print without a window."""

import os

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication


def ensure_gui_application() -> QGuiApplication:
    """Give the running application, or make one that needs no screen. Fonts exist only after this.

    Returns:
        The application. Whoever calls this from a command keeps it until the PDF is written.
    """
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    _need_no_screen()
    return QGuiApplication(["kiosk"])


def ensure_application() -> QApplication:
    """Give the running application, or make one that needs no screen, for what is drawn by widgets.

    Returns:
        The application. Whoever calls this from a command keeps it until the picture is written.

    Raises:
        RuntimeError: When the one that runs has no widgets.
    """
    running = QGuiApplication.instance()
    if isinstance(running, QApplication):
        return running
    if running is not None:
        raise RuntimeError("the running application has no widgets")
    _need_no_screen()
    return QApplication(["kiosk"])


def _need_no_screen() -> None:
    """Printing opens no window, so a machine without a screen prints as well as any other."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
