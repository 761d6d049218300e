"""The Qt application of commands that print without a window."""

import os

from PySide6.QtWidgets import QApplication


def ensure_application() -> QApplication:
    """Give the running application, or make one that needs no screen. Fonts exist only after this.

    A process has one application for its whole life: one without widgets would be in the way of whatever
    draws with them later, so every command gets the kind that has them.

    Returns:
        The application. Whoever calls this from a command keeps it until the file is written.
    """
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    # Printing opens no window, so a machine without a screen prints as well as any other.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QApplication(["kiosk"])
