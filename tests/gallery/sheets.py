"""Contact sheets: a state's variants side by side, and all states on one small picture."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from tests.gallery.pictures import few_colours

_GROUND: Final = QColor("#8d8d8d")
_GAP: Final = 12
_SHEET_WIDTH: Final = 1920


def sheet_of(pictures: Sequence[Path], out: Path) -> None:
    """Put a state's variants side by side: wide ones in rows, upright ones beside them.

    Args:
        pictures: Of one state.
        out: The file to write.
    """
    images = [QImage(str(path)) for path in pictures]
    wide = [image for image in images if image.width() >= image.height()]
    upright = [image for image in images if image.width() < image.height()]
    _laid_out([*wide, *upright], _SHEET_WIDTH, 270).save(str(out), quality=0)


def overview(pictures: Sequence[Path], out: Path, width: int = 1620, height: int = 144) -> None:
    """Put one picture of each state on one sheet, small enough for a page of text.

    Args:
        pictures: One of each state.
        out: The file to write.
        width: Of the sheet, in pixels.
        height: Of each picture on it.
    """
    made = _laid_out([QImage(str(path)) for path in pictures], width, height)
    few_colours(made).save(str(out), quality=0)
    out.chmod(0o644)


def _laid_out(images: Sequence[QImage], width: int, height: int) -> QImage:
    """Give rows of pictures of one height."""
    smooth = Qt.TransformationMode.SmoothTransformation
    scaled = [
        image.convertToFormat(QImage.Format.Format_RGB32).scaledToHeight(
            height if image.width() >= image.height() else 2 * height + _GAP, smooth
        )
        for image in images
    ]
    places, x, y, tallest = [], _GAP, _GAP, 0
    for image in scaled:
        if x + image.width() + _GAP > width and x > _GAP:
            x, y, tallest = _GAP, y + tallest + _GAP, 0
        places.append(QRect(x, y, image.width(), image.height()))
        x, tallest = x + image.width() + _GAP, max(tallest, image.height())
    sheet = QImage(width, y + tallest + _GAP, QImage.Format.Format_RGB32)
    sheet.fill(_GROUND)
    painter = QPainter(sheet)
    for image, place in zip(scaled, places, strict=True):
        painter.drawImage(place, image)
    painter.end()
    return sheet
