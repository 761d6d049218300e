"""The door out of hours: a dark page with the time, and the light that a touch puts on again.

The page is near black in every palette, and its words stand a little higher or lower each minute: a screen
that shows the same for a whole night remembers it. How bright the lamp behind the screen is stays the
system's to say.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QSpacerItem, QVBoxLayout, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.hours import Rest
from kiosk.ui import i18n, theme
from kiosk.ui.kiosk.labels import kiosk_label
from kiosk.ui.kiosk.states import LOOKS, Screen
from kiosk.ui.kiosk.words import kiosk_text

LIT_S = 60.0
"""So long after the last touch the screen is dark again."""
_PLACES = 9
_STEP_PX = 10


class RestPage(QWidget):
    """Time, day, and until when. Nothing here can be pressed: a touch anywhere leads to the usual screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kiosk", "rest")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rest: Rest | None = None
        self._now: Instant | None = None
        self._minute = -1
        self._scale = 1.0
        self._clock = kiosk_label("rest-clock", wraps=False)
        self._day, self._until = kiosk_label("rest-text"), kiosk_label("rest-title")
        self._camera, self._how = kiosk_label("rest-text"), kiosk_label("rest-text")
        self._column = QVBoxLayout(self)
        self._column.addStretch(3)
        self._gap = QSpacerItem(0, 0)
        for part in (self._clock, self._day, self._until, self._camera, self._how):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            if part is self._until:
                self._column.addSpacerItem(self._gap)
            self._column.addWidget(part)
        self._column.addStretch(4)
        self.set_shape(1.0)
        self.retranslate()

    @property
    def words(self) -> tuple[str, ...]:
        """What it says, from the top."""
        parts = (self._clock, self._day, self._until, self._camera, self._how)
        return tuple(part.text() for part in parts)

    def show_rest(self, rest: Rest, now: Instant) -> None:
        """Say until when it rests, and how late it is.

        Args:
            rest: Which.
            now: The moment, in this device's zone.
        """
        minute = int(now.utc.timestamp() // 60)
        if (rest, minute, now.zone) != (self._rest, self._minute, self._now.zone if self._now else ""):
            self._rest, self._now, self._minute = rest, now, minute
            self._write()
            self._place()

    def set_shape(self, scale: float) -> None:
        """Keep the distances in step with the words."""
        self._scale = scale
        self._column.setSpacing(round(theme.SPACE.tight * scale))
        self._gap.changeSize(0, round(theme.SPACE.wide * scale))
        self._place()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self._camera.setText(kiosk_text(LOOKS[Screen.RESTING].body))
        self._how.setText(self.tr("Touch the screen or press a key to use the kiosk."))
        self._write()

    def _write(self) -> None:
        if self._rest is None or self._now is None:
            return
        self._clock.setText(i18n.time_text(self._now))
        self._day.setText(i18n.day_text(self._now.local_date))
        self._until.setText(self._until_text(self._rest.until, self._now))

    def _until_text(self, until: Instant | None, now: Instant) -> str:
        if until is None:
            return kiosk_text(LOOKS[Screen.RESTING].title)
        time = i18n.time_text(until)
        if until.local_date == now.local_date:
            return self.tr("The kiosk rests until {time}").format(time=time)
        day = i18n.day_text(until.local_date)
        return self.tr("The kiosk rests until {time} on {day}").format(day=day, time=time)

    def _place(self) -> None:
        page = round(theme.SPACE.page * self._scale)
        above = round(_STEP_PX * self._scale) * (self._minute % _PLACES)
        below = round(_STEP_PX * self._scale) * (_PLACES - 1) - above
        self._column.setContentsMargins(page, above, page, below)


class Night(QObject):
    """Says when the screen is dark, and tells the window to turn to the page and back."""

    fell = Signal()
    """The page is to be shown."""
    over = Signal()
    """The usual screen is to be shown."""

    def __init__(self, page: RestPage, monotonic: Callable[[], float], parent: QObject) -> None:
        """Begin in the light.

        Args:
            page: Says until when.
            monotonic: Seconds that never go back.
            parent: Qt's.
        """
        super().__init__(parent)
        self._page, self._now = page, monotonic
        self._touched: float | None = None

    @property
    def is_dark(self) -> bool:
        """Whether nobody has touched anything for a while."""
        return self._touched is None or self._now() - self._touched >= LIT_S

    @Slot()
    def touch(self) -> None:
        """Somebody wants to see the kiosk: give light at once.

        Call it when whatever was touched has had its event: a button that appears under the finger would
        take it for its own.
        """
        self._touched = self._now()
        self._show(is_shown=False)

    def follow(self, rest: Rest | None, now: Instant) -> None:
        """Show the page, or not.

        Args:
            rest: Which rest the screen shows; None for any other screen.
            now: The moment.
        """
        if rest is not None:
            self._page.show_rest(rest, now)
        self._show(is_shown=rest is not None)

    def _show(self, *, is_shown: bool) -> None:
        if is_shown == self._page.isHidden():  # others turn the pages too
            (self.fell if is_shown else self.over).emit()
