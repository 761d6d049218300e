"""The "not me" offer: a button for each of the last few ticks, with the seconds that are left."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from kiosk.domain.ids import EventId
from kiosk.runtime.api import Passed, Welcome
from kiosk.settings import Settings
from kiosk.ui import i18n, theme
from kiosk.ui.kiosk.buttons import IconButton
from kiosk.ui.kiosk.labels import spaced
from kiosk.ui.symbol_words import symbol_word
from kiosk.ui.widgets import icons

_MOST = 3
_ICON_PX = 40


@dataclass(slots=True)
class _Offer:
    welcome: Welcome | Passed
    until: float
    button: QPushButton


class NotMeBar(QWidget):
    """Holds the offers; the newest comes last, the oldest gives way. Keeps its height when it is empty."""

    pressed = Signal(str)
    """The event to take back."""

    def __init__(self, seconds: float, monotonic: Callable[[], float], parent: QWidget | None = None) -> None:
        """Start empty.

        Args:
            seconds: How long an offer stands.
            monotonic: Seconds that never go back.
            parent: Qt's.
        """
        super().__init__(parent)
        self._seconds = seconds
        self._now = monotonic
        self._offers: list[_Offer] = []
        self._most = _MOST
        self._icon_side = _ICON_PX
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE.snug)
        self._row.addStretch(0)
        self._row.addStretch(1)

    def use_settings(self, settings: Settings) -> None:
        """Take another time for the offers to come."""
        self._seconds = settings.not_me_seconds

    @property
    def offers(self) -> tuple[EventId, ...]:
        """The events that can be taken back now, oldest first."""
        return tuple(offer.welcome.event for offer in self._offers)

    def set_shown(self, is_shown: bool) -> None:
        """Show the offers, or hide them while they go on counting; their place stays."""
        if self.isHidden() == is_shown:
            self.setVisible(is_shown)

    def set_centred(self, is_centred: bool) -> None:
        """Stand in the middle instead of at the beginning of the line."""
        self._row.setStretch(0, 1 if is_centred else 0)

    def set_scale(self, scale: float) -> None:
        """Size the symbols."""
        self._icon_side = round(_ICON_PX * scale)
        for offer in self._offers:
            offer.button.setIconSize(QSize(self._icon_side, self._icon_side))

    def set_room_for(self, count: int) -> None:
        """Say how many offers fit side by side."""
        self._most = max(1, min(_MOST, count))
        while len(self._offers) > self._most:
            self._drop(self._offers[0])

    def offer(self, welcome: Welcome | Passed) -> None:
        """Offer to take a mark, or leaving or coming back, back."""
        button = IconButton(icons.symbol_file(welcome.label.symbol) or "ui-undo", parent=self)
        button.setProperty("kiosk", "action")
        button.setIconSize(QSize(self._icon_side, self._icon_side))
        words = self.tr("Not me: take this mark back")
        if self._offers and welcome.label.symbol:  # pictures tell two apart to eyes alone
            words = f"{words} ({symbol_word(welcome.label.symbol)})"
        button.setAccessibleName(words)
        button.clicked.connect(lambda: self._press(welcome.event))
        self._offers.append(_Offer(welcome, self._now() + self._seconds, button))
        self._row.insertWidget(self._row.count() - 1, button)
        self.set_room_for(self._most)
        self.tick()

    def tick(self) -> None:
        """Count down; drops what is over."""
        for offer in list(self._offers):
            left = offer.until - self._now()
            if left <= 0:
                self._drop(offer)
                continue
            text = spaced(self.tr("Not me  {seconds}").format(seconds=i18n.number(ceil(left))))
            if offer.button.text() != text:
                offer.button.setText(text)

    def clear(self) -> None:
        """Take all offers away."""
        for offer in list(self._offers):
            self._drop(offer)

    def _press(self, event: EventId) -> None:
        for offer in [o for o in self._offers if o.welcome.event == event]:
            self._drop(offer)
            self.pressed.emit(event)

    def _drop(self, offer: _Offer) -> None:
        self._offers.remove(offer)
        self._row.removeWidget(offer.button)
        offer.button.hide()
        offer.button.deleteLater()
