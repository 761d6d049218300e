"""In which languages, looks and sizes the gallery is shown, and which of them a process takes."""

import re
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final

from kiosk.settings import THEMES
from tests.gallery.scenes import Place
from tests.gallery.studio import UPRIGHT, WIDE

LANGUAGES: Final = ("en", "ar")
BASE_THEMES: Final = ("light", "dark")
Size = tuple[int, int]

FEW: Final = frozenset({
    "kiosk-idle", "kiosk-guiding", "kiosk-guiding-move-left", "kiosk-guiding-light", "kiosk-checking",
    "kiosk-welcome", "kiosk-welcome-late", "kiosk-not-recognised", "kiosk-camera-none", "kiosk-no-session",
    "kiosk-choose", "kiosk-pad", "kiosk-pad-letters", "kiosk-pad-wrong", "kiosk-about", "kiosk-start",
    "kiosk-trial", "wizard-language", "wizard-school", "wizard-recovery", "wizard-camera",
    "desk-sign-in", "desk-lock", "desk-register", "desk-people", "desk-person", "desk-timetable",
    "desk-reports-people", "desk-follow-up", "desk-privacy", "desk-system", "desk-settings", "board",
})  # fmt: skip
"""What is shown in the rarer variants."""


@dataclass(frozen=True, slots=True)
class Variant:
    """What one process shows: Qt's scale is fixed when a program starts.

    Attributes:
        language: A code.
        theme: A palette's name.
        sizes: Of the window, in pixels before Qt's scale.
        scale: Qt's factor.
        names: Only these states; empty for all.
        has_large_targets: For gloves.
        is_still: Motion is reduced.
    """

    language: str
    theme: str
    sizes: tuple[Size, ...]
    scale: float = 1.0
    names: frozenset[str] = frozenset()
    has_large_targets: bool = False
    is_still: bool = False

    @property
    def label(self) -> str:
        """What its pictures are called besides state and size."""
        parts = [self.language, self.theme]
        parts += [f"{self.scale:g}x"] if self.scale != 1.0 else []
        parts += ["gloves"] if self.has_large_targets else []
        parts += ["still"] if self.is_still else []
        return "-".join(parts)


_ENDING: Final = re.compile(r"-[a-zA-Z]{2}(-[A-Z]{2})?-(light|dark)(-contrast)?(-[\w.-]+)?-\d+x\d+\.png")


def is_of(state: str, path: Path) -> bool:
    """Say whether a picture shows a state."""
    return path.name.startswith(state) and _ENDING.fullmatch(path.name[len(state) :]) is not None


def file_name(state: str, variant: Variant, size: Size) -> str:
    """Give the name of a picture."""
    return f"{state}-{variant.label}-{size[0]}x{size[1]}.png"


BASE: Final = tuple(
    Variant(language, theme, (WIDE, UPRIGHT)) for language, theme in product(LANGUAGES, BASE_THEMES)
)
"""Every state in both languages, light and dark, wide and upright."""

RARE: Final = (
    *(
        Variant(language, theme, (WIDE, UPRIGHT), names=FEW)
        for language, theme in product(LANGUAGES, THEMES)
        if theme not in BASE_THEMES
    ),
    Variant("en", "light", ((1920, 1080), (1080, 1920)), names=FEW),
    Variant("ar", "dark", ((1920, 1080), (1080, 1920)), names=FEW),
    Variant("en", "light", (WIDE, UPRIGHT), names=FEW, has_large_targets=True, is_still=True),
    Variant("ar", "light", (WIDE, UPRIGHT), names=FEW, has_large_targets=True, is_still=True),
    Variant("en", "dark", ((960, 540),), 2.0, FEW),
    Variant("ar", "light", ((960, 540),), 2.0, FEW),
    Variant("en", "light", ((853, 480),), 1.5, FEW),
)
"""Some states in the contrast palettes, on large screens, for gloves, and at 150 and 200 per cent."""

PLACES: Final = tuple(Place)
