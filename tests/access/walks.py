"""One walk of the checks through one kind of window, as the tests of each language do it."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from kiosk.ui import theme
from tests.access.sweep import ONCE, Sweep
from tests.gallery import all_stops, door_stops
from tests.gallery.scenes import Place
from tests.gallery.studio import UPRIGHT, WIDE, Studio
from tests.gallery.variants import Size

_LIKE_OTHERS = frozenset({
    *(door_stops.name_of(hint) for hint in door_stops.HINTS),
    *(f"desk-reports-{name}" for name in ("groups", "weekdays", "sessions", "late", "trend")),
    *(f"desk-{name}-below" for name in ("person", "privacy", "system")),
})  # fmt: skip
"""States whose places and kinds of words are those of another: a walk of every day leaves them out."""


def daily(place: Place) -> frozenset[str]:
    """Give the states that CI checks."""
    longest = {"kiosk-guiding-uncovered", "kiosk-guiding-turn-right"}
    return frozenset(all_stops.names_of(place)) - (_LIKE_OTHERS - longest)


def walk(
    app: QApplication,
    language: str,
    place: Place,
    folder: Path,
    *,
    sizes: tuple[Size, ...] = (WIDE, UPRIGHT),
    look: theme.Appearance | None = None,
    has_once: bool = True,
    is_daily: bool = True,
) -> str:
    """Visit a kind of window in a language.

    Args:
        app: The application.
        language: A code.
        place: Which window.
        folder: An empty one.
        sizes: Of the windows.
        look: The look; None is the usual one.
        has_once: Names and Tab too, which are the same in every size.
        is_daily: The states of `daily` alone.

    Returns:
        What was found, a line each; "" where nothing was.
    """
    studio = Studio(app, language, look, calm_s=0.0)
    sweep = Sweep(studio, sizes, ONCE if has_once else ())
    all_stops.go_everywhere(studio, (place,), daily(place) if is_daily else frozenset(), sweep.look, folder)
    return sweep.report()
