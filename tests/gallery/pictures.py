"""From a window to a small PNG file."""

from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtGui import QImage

from tests.gallery.scenes import Shown
from tests.gallery.studio import Studio
from tests.gallery.variants import Variant, file_name

_COLOURS: Final = 128
_COARSE_BITS: Final = 4


class Pictures:
    """Keeps a picture of each state in each size.

    Attributes:
        made: The files.
    """

    def __init__(self, studio: Studio, variant: Variant, out: Path) -> None:
        self._studio, self._variant, self._out = studio, variant, out
        self.made: list[Path] = []

    def look(self, shown: Shown) -> None:
        """Keep what a window shows."""
        before = shown.window.size()
        for size in self._variant.sizes:
            shown.window.resize(*size)
            self._studio.settle()
            image = shown.window.grab().toImage()
            if shown.over is not None:
                shown.over(image)
            self._keep(self._out / file_name(shown.name, self._variant, size), image)
        shown.window.resize(before)
        self._studio.settle()

    def _keep(self, path: Path, image: QImage) -> None:
        assert few_colours(image).save(str(path), quality=0), path
        path.chmod(0o644)
        self.made.append(path)


def few_colours(image: QImage) -> QImage:
    """Give a picture with a palette of 128 colours: those that it shows most."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(plain.constBits(), np.uint32).reshape(plain.height(), -1)[:, : plain.width()]
    colours, counts = np.unique(pixels, return_counts=True)
    palette = _most_shown(colours[np.argsort(-counts, kind="stable")].tolist())
    return plain.convertToFormat(QImage.Format.Format_Indexed8, [colour | 0xFF000000 for colour in palette])


def _most_shown(colours: list[int]) -> list[int]:
    """Give all where they are few, else one colour of each small neighbourhood, the most frequent first."""
    if len(colours) <= _COLOURS:
        return colours
    mask = sum((0xFF >> _COARSE_BITS << _COARSE_BITS) << shift for shift in (0, 8, 16))
    kept: dict[int, int] = {}
    for colour in colours:
        kept.setdefault(colour & mask, colour)
    return list(kept.values())[:_COLOURS]
