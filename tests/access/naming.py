"""Whether a screen reader can say what a control is."""

from collections import Counter

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from tests.access.seen import called, controls, focusable

_NOTHING = {QAccessible.Role.NoRole, QAccessible.Role.Client}


def unnamed(window: QWidget) -> list[str]:
    """Give a sentence for each control without a name, without a role, or whose neighbour has its name."""
    found, said = [], Counter[tuple[object, str, str, str]]()
    for part in {*controls(window), *focusable(window)}:
        face = QAccessible.queryAccessibleInterface(part)
        name = face.text(QAccessible.Text.Name).strip()
        told = face.text(QAccessible.Text.Description).strip()
        if not name:
            found.append(f"{called(part)}: has no accessible name")
            continue
        if face.role() in _NOTHING and not told and not isinstance(part, QScrollArea):
            found.append(f"{called(part)}: has no role")
        is_icon = isinstance(part, QAbstractButton) and not part.text() and not part.icon().isNull()
        if (
            is_icon and not part.toolTip() and not part.property("kiosk")
        ):  # touched at the door: no mouse rests
            found.append(f"{called(part)}: shows an icon alone, and no tool tip says what it does")
        if isinstance(part, QAbstractButton) and _plain(part.text()) not in _plain(name):
            found.append(f"{called(part)}: its name “{name}” has not the words that are seen")
        said[part.parentWidget(), str(face.role()), name, told] += 1
    found += [
        f"“{name}” is the name of {count} neighbours" for (_, _, name, _), count in said.items() if count > 1
    ]
    if not window.windowTitle():
        found.append(f"{type(window).__name__}: the window has no title")
    return sorted(found)


def _plain(text: str) -> str:
    """Give the words alone: no key's mark, no signs of direction, no dots, no case, no seconds that run."""
    kept = "".join(letter for letter in text if letter.isalpha() or letter.isspace())
    return " ".join(kept.casefold().split())
