"""A QGuiApplication for commands that print without a window."""

import os

from PySide6.QtGui import QGuiApplication


def ensure_gui_application() -> QGuiApplication:
    """Give the running application, or make one that needs no screen. Fonts exist only after this.

    Returns:
        The application. Whoever calls this from a command keeps it until the PDF is written.
    """
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    # Printing opens no window, so a machine without a screen prints as well as any other.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["kiosk"])
