"""An axis whose words are drawn as everywhere else. It imports pyqtgraph: import it where it is used."""

from typing import Any

from pyqtgraph import AxisItem
from PySide6.QtGui import QPainter


class WordAxis(AxisItem):  # type: ignore[misc] # pyqtgraph has no types
    """Draws at once.

    pyqtgraph 0.14.0 keeps a QPicture of an axis. Played back, each part of a text that mixes directions
    stands where it would in another resolution: a name and its number run into each other.
    """

    def paint(self, p: QPainter, _option: Any, _widget: Any) -> None:
        """Draw the axis, its figures and its words."""
        if self.style["tickFont"]:
            p.setFont(self.style["tickFont"])
        specs = self.generateDrawSpecs(p)
        if specs is not None:
            self.drawPicture(p, *specs)
