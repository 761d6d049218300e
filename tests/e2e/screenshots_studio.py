"""Where the pictures of the documentation are taken: windows without a screen, small PNG files.

Nothing here knows a window: it waits until one shows what it should, and keeps what it shows.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.ui import i18n, theme

T = TypeVar("T")

SIZES = {"": (1280, 720), "-portrait": (720, 1280)}
PATIENCE_S = 60.0
_CALM_S = 0.12
_COLOURS = 128
_COARSE_BITS = 4


class Studio:
    """Takes pictures in one language.

    Attributes:
        language: "en" or "ar".
        out: Where the files go.
    """

    def __init__(self, app: QApplication, language: str, out: Path) -> None:
        """Install the language and the light theme."""
        self.app, self.language, self.out = app, language, out
        self._ending = ""
        i18n.install(app, language)
        theme.apply(app)

    def said(self, english: str, arabic: str) -> str:
        """Give what somebody would write who works in this language."""
        return arabic if self.language == "ar" else english

    def until(self, what: str, holds: Callable[[], object]) -> None:
        """Let the windows work until something holds.

        Raises:
            AssertionError: It did not within a minute.
        """
        ends = time.monotonic() + PATIENCE_S
        while not holds():
            self.app.processEvents()
            assert time.monotonic() < ends, f"waiting for: {what}"

    def settle(self, seconds: float = _CALM_S) -> None:
        """Let answers arrive and animations end."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            self.app.processEvents()

    def given(self, future: "Future[T]") -> T:
        """Wait for an answer while the windows go on."""
        self.until("an answer", future.done)
        return future.result()

    @contextmanager
    def upright(self, window: QWidget) -> Iterator[None]:
        """Turn a window on its end, and back."""
        self._ending = "-portrait"
        window.resize(*SIZES["-portrait"])
        try:
            self.settle()
            yield
        finally:
            self._ending = ""
            window.resize(*SIZES[""])
            self.settle()

    def show(self, name: str, window: QWidget) -> None:
        """Keep what a window shows."""
        self.settle()
        self.keep(name + self._ending, window.grab().toImage())

    def both(self, name: str, window: QWidget) -> None:
        """Keep it wide and upright."""
        self.show(name, window)
        with self.upright(window):
            self.show(name, window)

    def keep(self, name: str, image: QImage) -> None:
        """Write a picture as a PNG of few colours."""
        path = self.out / f"{name}-{self.language}.png"
        assert few_colours(image).save(str(path), quality=0), path
        path.chmod(0o644)
        print(path.name, flush=True)


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
