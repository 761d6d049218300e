"""Walks the gallery's registry and gathers what the checks find."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QTableView, QWidget

from kiosk.ui import theme
from kiosk.ui.kiosk.window import KioskWindow
from tests.access import clipping, naming, tabbing, targets
from tests.access.seen import focusable
from tests.gallery.scenes import Shown
from tests.gallery.studio import UPRIGHT, WIDE, Studio
from tests.gallery.variants import Size

Check = Callable[[QWidget], list[str]]


def too_small(window: QWidget) -> list[str]:
    """Measure what is pressed: 56 or 72 px at the door, 24 at the desk."""
    is_door = isinstance(window, KioskWindow)
    return targets.small(window, theme.kiosk_target_px() if is_door else targets.DESK_PX)


ALWAYS: tuple[Check, ...] = (clipping.cut_texts, clipping.misplaced, clipping.overlapping, too_small)
"""In each size."""


def tabbed(window: QWidget) -> list[str]:
    """Press Tab through the window."""
    been = tabbing.walk(window)
    return tabbing.unreached(window, been) + tabbing.disordered(been)


ONCE: tuple[Check, ...] = (naming.unnamed, tabbed)
"""In one size."""


_ENDED_BY_A_KEY = frozenset({"desk-idle-warning"})
"""What goes away when a key is pressed: Tab finds nothing of it."""


class Sweep:
    """Looks at each state.

    Attributes:
        found: Sentences by state and size.
        names: The states that were looked at.
    """

    def __init__(
        self, studio: Studio, sizes: Sequence[Size] = (WIDE, UPRIGHT), once: Sequence[Check] = ONCE
    ) -> None:
        """Take what to check.

        Args:
            studio: Where the windows are.
            sizes: Of the windows.
            once: What is checked in the first size alone.
        """
        self._studio, self._sizes, self._once = studio, sizes, once
        self.found: dict[str, list[str]] = {}
        self.names: list[str] = []
        self._kinds: set[tuple[str, ...]] = set()

    def look(self, shown: Shown) -> None:
        """Check a state."""
        window = shown.window
        before = window.size()
        self.names.append(shown.name)
        for place, size in enumerate(self._sizes):
            window.resize(*size)
            self._studio.settle()
            checks = (*ALWAYS, *self._once) if place == 0 and shown.name not in _ENDED_BY_A_KEY else ALWAYS
            found = [sentence for check in checks for sentence in check(window)]
            found += self._unseen_focus(window) if place == 0 else []
            if found:
                self.found[f"{shown.name} {size[0]}x{size[1]}"] = found
        window.resize(before)
        self._studio.settle()

    def _unseen_focus(self, window: QWidget) -> list[str]:
        """Look at one control of each kind for a visible focus, the first time it occurs."""
        found = []
        for part in focusable(window):
            looks = str(part.property("kind")), str(part.property("kiosk"))
            kind = (type(part).__name__, *looks, type(window).__name__)
            if kind in self._kinds or isinstance(part, QTableView):
                continue
            self._kinds.add(kind)
            found.append(tabbing.unseen_focus(part))
        return [sentence for sentence in found if sentence]

    def report(self) -> str:
        """Write what was found, a line each."""
        return "\n".join(f"{where}: {what}" for where, every in self.found.items() for what in every)
