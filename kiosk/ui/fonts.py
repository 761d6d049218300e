"""The program's own font, put in resources/fonts at set-up; the machine's where it is missing.

DejaVu Sans covers Latin and Arabic. Without it Qt picks fonts of the machine for each script, and the windows
work all the same.
"""

from PySide6.QtGui import QFontDatabase

from kiosk import logs, paths

_FILES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")


class _Loaded:
    """What the first `load` found."""

    family: str | None = None


def load() -> bool:
    """Make the fonts known to Qt; does it once. Needs a QGuiApplication.

    Returns:
        Whether the program's own font is there.
    """
    if _Loaded.family is not None:
        return _Loaded.family != ""
    families: list[str] = []
    for name in _FILES:
        path = paths.resources_dir() / "fonts" / name
        if path.is_file():
            number = QFontDatabase.addApplicationFont(str(path))
            families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    if not families:
        logs.event("font-of-its-own-missing")
    _Loaded.family = families[0] if families else ""
    return bool(families)


def family() -> str:
    """Give the family to draw with."""
    load()
    return _Loaded.family or QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
