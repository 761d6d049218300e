"""A sheet for plots that becomes a PNG, drawn by pyqtgraph, with the inks that all of them use."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtWidgets import QGraphicsWidget

from kiosk.errors import Code, KioskError
from kiosk.paths import write_private
from kiosk.ui.print.app import ensure_application

if TYPE_CHECKING:
    from pyqtgraph import GraphicsLayoutWidget
    from pyqtgraph.exporters import ImageExporter

SUFFIX = ".png"
"""pyqtgraph 0.14.0's SVG exporter fails on an axis label that has a rotation."""
INKS = ("#1b6ca8", "#b3541e", "#2f7d4f", "#7a4aa0", "#8a6d1d", "#444444")
DASHES = (None, (6, 3), (2, 3), (8, 3, 2, 3), (1, 2), (10, 4))
"""Colour alone tells nobody which line is whose: each has its dashes too."""


def check_suffix(path: Path) -> None:
    """Refuse a name that is no PNG's, before anything is measured.

    Raises:
        KioskError: PICTURE_NAME.
    """
    if path.suffix.lower() != SUFFIX:
        raise KioskError(Code.PICTURE_NAME, where=path.name)


@contextmanager
def canvas(path: Path, width_px: int, height_px: int) -> "Iterator[tuple[Any, GraphicsLayoutWidget]]":
    """Give pyqtgraph and a sheet to draw plots on, and write it as PNG when the block ends.

    Args:
        path: Where to; replaced whole.
        width_px: Of the picture.
        height_px: Of the picture.

    Raises:
        KioskError: PICTURE_NAME before the block; FILE_NOT_WRITTEN after it.
    """
    check_suffix(path)
    application = ensure_application()
    import pyqtgraph as pg
    from pyqtgraph.exporters import ImageExporter

    pg.setConfigOptions(background="#ffffff", foreground="#222222", antialias=True)
    window = pg.GraphicsLayoutWidget(size=(width_px, height_px))
    try:
        yield pg, window
        # In a program that speaks Arabic just then the scales would be on the wrong side.
        for item in window.scene().items():
            if isinstance(item, QGraphicsWidget):
                item.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.show()  # it gets its size, and no screen
        application.processEvents()
        _write(ImageExporter(window.scene()), path)
    finally:
        window.close()
        window.deleteLater()
        application.processEvents()


def _write(exporter: "ImageExporter", path: Path) -> None:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not exporter.export(toBytes=True).save(buffer, "PNG"):
        raise KioskError(Code.FILE_NOT_WRITTEN, where=path)
    try:
        write_private(path, bytes(content.data()))
    except OSError as error:
        raise KioskError(Code.FILE_NOT_WRITTEN, where=path) from error
