"""The centre of the kiosk: the figure, and the words that say the same."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kiosk.domain.people import GreetingLabel
from kiosk.runtime.api import Passed, Welcome
from kiosk.settings import Settings
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble
from kiosk.ui.kiosk.figure import Figure
from kiosk.ui.kiosk.flow import Scene
from kiosk.ui.kiosk.labels import kiosk_label
from kiosk.ui.kiosk.last_welcome import LastWelcome
from kiosk.ui.kiosk.notme import NotMeBar
from kiosk.ui.kiosk.own_day import MOST_LINES, own_day_text
from kiosk.ui.kiosk.states import LOOKS, WRITTEN, Screen
from kiosk.ui.kiosk.words import hint_text, kiosk_text
from kiosk.ui.widgets import icons

_OFFER_WIDTH_PX = 250
_OF_SOMEBODY_ELSE = frozenset(
    {
        Screen.ALREADY_IN,
        Screen.NOT_RECOGNISED,
        Screen.USE_CODE,
        Screen.ASK_PIN,
        Screen.CHOOSE,
        Screen.CARD_UNKNOWN,
        Screen.LOOK_AGAIN,
        Screen.NOT_ON_LIST,
        Screen.NOT_SAVED,
        Screen.FACE_REMOVED,
        Screen.NO_FACE,
    }
)
"""Answers that whoever was marked last does not get: a "not me" there would take back another one's mark."""
_OF_THE_NEXT = WRITTEN | {Screen.GUIDING, Screen.CHECKING}
"""Screens beside which the last welcome may still fade."""
_NOT_HELD = frozenset({Screen.TAKEN_BACK, Screen.TOO_LATE}) | _OF_SOMEBODY_ELSE
"""Screens that take the last welcome away at once."""
_ERROR_SCREENS = frozenset({Screen.CAMERA_REFUSED, Screen.FAILED, Screen.NOT_SAVED})


class Symbol(QWidget):
    """A personal symbol, drawn in the accent colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_symbol(self, name: str, side: int) -> None:
        """Show a symbol at a size; "" hides the widget."""
        self._name = icons.symbol_file(name)
        self.setFixedSize(side, side)
        self.setVisible(bool(self._name))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - drawn whole
        """Draw it."""
        if self._name:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            icons.draw(painter, self._name, QRectF(self.rect()), theme.current().good)
            painter.end()


class Stage(QWidget):
    """Shows a Scene. Words are exchanged only when they change, so that nothing flickers."""

    start_pressed = Signal()
    """Somebody wants to be looked at."""
    demo_pressed = Signal()
    retry_pressed = Signal()

    def __init__(
        self, settings: Settings, monotonic: Callable[[], float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._scene = Scene(Screen.STARTING)
        self._trouble: Trouble | None = None
        self._offers_demo = False
        self._scale = 1.0
        self._is_portrait = False
        self._announced: tuple[int, str] = (0, "")
        self.figure = Figure()
        self.not_me = NotMeBar(settings.not_me_seconds, monotonic)
        self._symbol = Symbol()
        self._initials = kiosk_label("display", wraps=False)
        self._title = kiosk_label("display")
        self._body = kiosk_label("text")
        self._extra = kiosk_label("care", wraps=False)
        self._day = kiosk_label("quiet")
        self._reference = kiosk_label("muted", wraps=False)
        self.start = _action(self.start_pressed)
        self._demo, self._retry = _action(self.demo_pressed), _action(self.retry_pressed)
        self._build()
        self.last_welcome = LastWelcome(self)
        self.retranslate()

    def _build(self) -> None:
        self._greeting = QWidget()
        row = QHBoxLayout(self._greeting)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(0)
        row.addWidget(self._symbol)
        row.addWidget(self._initials)
        row.addStretch(1)
        words = self._words = QVBoxLayout()
        words.addStretch(1)
        for part in (self._greeting, self._title, self._body):
            words.addWidget(part)
        parts = (self._extra, self._reference, self.start, self._demo, self._retry)
        self._rows = [row, *(_row_of(part) for part in parts)]
        words.addLayout(self._rows[1])
        words.addWidget(self._day)
        for each in self._rows[2:]:
            words.addLayout(each)
        words.addWidget(self.not_me)
        words.addStretch(1)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.addWidget(self.figure, 5)
        self._box.addLayout(words, 7)
        self._space_out(self._scale)

    @property
    def scene(self) -> Scene:
        """What is shown."""
        return self._scene

    @property
    def words(self) -> tuple[str, ...]:
        """The texts that can be read now, from the top."""
        labels = (self._initials, self._title, self._body, self._extra, self._day, self._reference)
        return tuple(label.text() for label in labels if label.text() and not label.isHidden())

    def set_shape(self, scale: float, is_portrait: bool, width: int) -> None:
        """Lay the parts out side by side, or one above the other.

        Args:
            scale: The window's.
            is_portrait: Whether it is higher than wide.
            width: Of the window, in pixels: this widget's own comes later.
        """
        self._scale = scale
        direction = QBoxLayout.Direction.TopToBottom if is_portrait else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(direction)
        self._is_portrait = is_portrait
        aside = Qt.AlignmentFlag.AlignHCenter if is_portrait else Qt.AlignmentFlag.AlignLeading
        for label in (self._title, self._body, self._day):
            label.setAlignment(aside | Qt.AlignmentFlag.AlignVCenter)
        for row in self._rows:
            row.setStretch(0, 1 if is_portrait else 0)
        self.not_me.set_centred(is_portrait)
        room = width * (1.0 if is_portrait else 7 / 12)
        self._space_out(scale)
        self.not_me.set_scale(scale)
        self.last_welcome.set_scale(scale)
        self._place_welcome()
        self.not_me.set_room_for(int(room / (_OFFER_WIDTH_PX * scale)))
        self._write()

    def _space_out(self, scale: float) -> None:
        """Keep the distances in step with the words."""
        page, snug = round(theme.SPACE.page * scale), round(theme.SPACE.snug * scale)
        self._box.setContentsMargins(page, snug, page, snug)
        self._box.setSpacing(page)
        self._words.setSpacing(snug)
        self._rows[0].setSpacing(round(theme.SPACE.normal * scale))

    def set_trouble(self, trouble: Trouble | None) -> None:
        """Give the words for a screen whose words come from an error."""
        if trouble != self._trouble:
            self._trouble = trouble
            self._write()

    def set_demo_offered(self, is_offered: bool) -> None:
        """Offer the demo on the screen that says that no camera is there."""
        self._offers_demo = is_offered
        self._write()

    def show_scene(self, scene: Scene) -> None:
        """Draw a scene; writes words only when they changed."""
        before, self._scene = self._scene, scene
        self.figure.show_scene(scene)
        self.not_me.set_shown(scene.screen not in _OF_SOMEBODY_ELSE)
        if _readable(before) != _readable(scene):
            self._keep_welcome(before, scene)
            self._write()
            self._announce()

    def _keep_welcome(self, before: Scene, scene: Scene) -> None:
        """Let a welcome that gives way to the next person fade beside them; nobody else's sees it."""
        is_next = scene.screen in _OF_THE_NEXT and (scene.screen, scene.event) != (
            before.screen,
            before.event,
        )
        if is_next and before.screen in WRITTEN and isinstance(before.answer, Welcome | Passed):
            self.last_welcome.show_for(before.answer)
            self._place_welcome()
        elif scene.screen in _NOT_HELD:
            self.last_welcome.clear()

    def advance(self, seconds: float) -> None:
        """Move the figure and the countdown on."""
        self.figure.advance(seconds)
        self.not_me.tick()
        self.last_welcome.advance(seconds)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the last welcome at its edge."""
        super().resizeEvent(event)
        self._place_welcome()

    def _place_welcome(self) -> None:
        """Put it into the upper corner where lines end."""
        chip, edge = self.last_welcome, round(theme.SPACE.page * self._scale)
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        chip.move(edge if is_mirrored else self.width() - edge - chip.width(), theme.SPACE.tight)

    def retranslate(self) -> None:
        """Write everything again in the language in use."""
        self.start.setText(self.tr("Start"))
        self.start.setAccessibleDescription(self.tr("Lets the camera look at you, for one sign-in"))
        self._demo.setText(self.tr("Try the demo"))
        self._retry.setText(self.tr("Try again"))
        self._write()

    def _write(self) -> None:
        scene = self._scene
        title, body, extra = self._texts(scene)
        label = scene.answer.label if scene.answer is not None else GreetingLabel("", "")
        self._symbol.set_symbol(label.symbol, round(88 * self._scale))
        self._set(self._initials, i18n.isolate(label.text) if label.text else "")
        self._greeting.setVisible(bool(label.symbol or label.text))
        self._set_size(is_smaller=scene.screen in _ERROR_SCREENS)
        self._set(self._title, title)
        self._set(self._body, body)
        self._set(self._extra, extra)
        day = self._day_text(scene, has_extra=bool(extra))
        self._set(self._day, day)
        self._words.setSpacing(round(self._distance(has_day=bool(day)) * self._scale))
        self._set(self._reference, self._reference_text(scene))
        self.start.setVisible(scene.screen is Screen.PRESS_TO_START)
        self._retry.setVisible(scene.screen is Screen.FAILED)
        self._demo.setVisible(self._offers_demo and scene.screen in {Screen.CAMERA_NONE, Screen.SOURCE_ENDED})

    def _texts(self, scene: Scene) -> tuple[str, str, str]:
        look = LOOKS[scene.screen]
        if scene.hint is not None and scene.screen in {Screen.GUIDING, Screen.CHECKING}:
            wait = self.tr("One person at a time, please.") if scene.guidance.waiting else ""
            return hint_text(scene.hint), wait, ""
        if scene.screen in _ERROR_SCREENS and self._trouble is not None:
            return kiosk_text(look.title), self._trouble.text, ""
        title, body, extra = kiosk_text(look.title), kiosk_text(look.body), ""
        if scene.answer is not None:
            body = body.format(time=i18n.time_text(scene.answer.at))
        if isinstance(scene.answer, Welcome) and scene.answer.minutes_late > 0:
            extra = self.tr("Late by %Ln min", "", scene.answer.minutes_late)
        return title, self._next_text(scene) or body, extra

    def _next_text(self, scene: Scene) -> str:
        """Say when the next one begins, with its day where that is not today; "" where nobody asks."""
        starts = scene.view.next_start if scene.view is not None else None
        if starts is None or scene.screen not in {Screen.NO_SESSION, Screen.OUT_OF_HOURS}:
            return ""
        time = i18n.time_text(starts)
        if scene.screen is Screen.NO_SESSION:
            return self.tr("The next one begins at {time}.").format(time=time)
        day = i18n.day_text(starts.local_date)
        return self.tr("The next one begins on {day} at {time}.").format(day=day, time=time)

    def _day_text(self, scene: Scene, *, has_extra: bool) -> str:
        """Give somebody's own day, as far as there is room for it: a wide screen is a low one."""
        if scene.answer is None:
            return ""
        most = MOST_LINES if self._is_portrait else 1 if has_extra or _has_large_targets() else 2
        return own_day_text(scene.answer.today, most)

    def _distance(self, *, has_day: bool) -> float:
        """Give the distance of lines: with somebody's own day a welcome takes a low screen's whole height."""
        if not has_day:
            return theme.SPACE.snug
        return theme.SPACE.tight / 2 if _has_large_targets() and not self._is_portrait else theme.SPACE.tight

    def _set_size(self, *, is_smaller: bool) -> None:
        """Leave room for what has to be done: it takes more words than a welcome."""
        figure, words = (6, 5) if self._is_portrait else (3, 9) if is_smaller else (5, 7)
        self._box.setStretch(0, figure)
        self._box.setStretch(1, words)
        # Above each other, words stand near the figure that says the same, not far below it.
        self._words.setStretch(self._words.count() - 1, 3 if self._is_portrait else 1)
        role = "title" if is_smaller else "display"
        if self._title.property("kiosk") != role:
            self._title.setProperty("kiosk", role)
            theme.restyle(self._title)

    def _reference_text(self, scene: Scene) -> str:
        if scene.screen not in _ERROR_SCREENS or self._trouble is None:
            return ""
        return self.tr("Reference: {code}").format(code=i18n.isolate(self._trouble.reference))

    def _announce(self) -> None:
        """Tell a screen reader what changed: never who, never a reason that shames."""
        look = LOOKS[self._scene.screen]
        if not look.is_announced:
            return
        read = (self._title.text(), self._body.text())
        message = kiosk_text(look.said) or ". ".join(text.rstrip(".") for text in read if text)
        announced = (self._scene.event, message)
        if announced != self._announced:
            self._announced = announced
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message))

    @staticmethod
    def _set(label: QLabel, text: str) -> None:
        if label.text() != text:
            label.setText(text)
        label.setVisible(bool(text))


def _has_large_targets() -> bool:
    """Say whether buttons are made for gloves: they leave less height for words."""
    return theme.kiosk_target_px() > theme.SPACE.target


def _action(pressed: SignalInstance) -> QPushButton:
    made = QPushButton()
    made.setProperty("kiosk", "action")
    made.setProperty("kind", "primary")
    made.clicked.connect(pressed)
    return made


def _row_of(widget: QWidget) -> QHBoxLayout:
    """Give a row that can stand at the beginning of the line or in its middle."""
    row = QHBoxLayout()
    row.addStretch(0)
    row.addWidget(widget)
    row.addStretch(1)
    return row


def _readable(scene: Scene) -> tuple[object, ...]:
    """Give what the words depend on: the figure has the rest."""
    is_waited_for = scene.guidance.waiting > 0
    return scene.screen, scene.hint, scene.answer, scene.event, scene.view, scene.today, is_waited_for
