"""The abstract figure: a ring that fills with nearness, a soft head that follows, an arrow, a sun, a tick.

It is drawn from the guidance numbers only. There is no picture of anybody behind it, and it has no features
that could be anybody's. The shapes are in figure_shapes.py; here stands what moves, and when.
"""

from dataclasses import astuple, dataclass, replace
from math import cos, exp, pi

from PySide6.QtCore import QEvent, QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.domain.faces import NOBODY, Guidance, Verdict
from kiosk.ui import theme
from kiosk.ui.kiosk import figure_shapes as shapes
from kiosk.ui.kiosk.figure_shapes import Bust, Canvas, mix
from kiosk.ui.kiosk.flow import Scene
from kiosk.ui.kiosk.hints import HINTS, Hint
from kiosk.ui.kiosk.states import LOOKS, Look, Screen
from kiosk.ui.widgets import icons

_NEAR_ENOUGH = 0.22
"""A face of this share of the frame's height fills the ring; the gate itself decides what is served."""
_NOT_YET = 0.92
"""The ring stays this open while the gate still says too far, whatever the camera's lens makes of it."""
_SETTLED = 0.002
"""Smaller moves are not drawn."""
_DISC_SHARE = 0.39
"""The disc's radius as a share of the widget's shorter side: signs on the ring reach a quarter further."""
_HEAD_SCREENS = frozenset({Screen.STARTING, Screen.IDLE, Screen.GUIDING, Screen.CHECKING, Screen.THANKS})
_WAITING_SCREENS = frozenset({Screen.STARTING, Screen.IDLE})
"""Screens on which the ring breathes."""
_PLACED = frozenset({
    Hint.CLOSER, Hint.BACK, Hint.MOVE_LEFT, Hint.MOVE_RIGHT, Hint.MOVE_UP, Hint.MOVE_DOWN,
})  # fmt: skip
"""Hints that are about a place: it is shown where the head should be."""
_LEAST_PX = 150
_SIDES = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}
_ASIDE = 0.62
"""How far beside the middle the second person stands, in radii."""


@dataclass(frozen=True, slots=True)
class _Pose:
    """What is on the canvas; moves towards where it should be."""

    x: float = 0.5
    y: float = 0.5
    size: float = 0.30
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    fill: float = 0.0
    presence: float = 0.0
    """0 nobody, 1 somebody: how strongly the head is drawn."""
    others: float = 0.0
    """The same of whoever else is in view."""
    shown: float = 1.0
    """0 to 1 while a new state's icon fades in, or its tick is drawn."""


class Figure(QWidget):
    """Draws one scene. `show_scene` says what; `advance` moves it on; both are cheap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pose = _Pose()
        self._goal = _Pose()
        self._screen = Screen.STARTING
        self._event = 0
        self._hint: Hint | None = None
        self._seconds = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(_LEAST_PX, _LEAST_PX)
        self._say_what_it_is()

    @property
    def pose(self) -> tuple[float, float, float]:
        """Where the head is drawn now: x, y and size, as in Guidance."""
        return self._pose.x, self._pose.y, self._pose.size

    @property
    def draws_tick(self) -> bool:
        """Say whether the tick is on the canvas."""
        return LOOKS[self._screen].icon == "ui-tick"

    @property
    def direction_icon(self) -> str:
        """The arrow or sun on the ring, "" for none."""
        return HINTS[self._hint].icon if self._hint is not None else ""

    @property
    def is_moving(self) -> bool:
        """Say whether something moves by itself: the breath, or the part of the ring that goes round."""
        return not theme.is_still() and self._screen in {*_WAITING_SCREENS, Screen.CHECKING}

    def show_scene(self, scene: Scene) -> None:
        """Take what to draw."""
        is_new_event = scene.event not in {0, self._event}
        if scene.screen is not self._screen or is_new_event:
            if is_new_event or LOOKS[scene.screen].icon != LOOKS[self._screen].icon:
                self._pose = replace(self._pose, shown=0.0)
            self._screen, self._event, self._seconds = scene.screen, scene.event, 0.0
            self.update()
        if scene.hint is not self._hint:
            self._hint = scene.hint
            self.update()
        self._goal = _goal_for(scene.guidance)

    def advance(self, seconds: float) -> None:
        """Move towards the goal; asks for a repaint only when something moved."""
        old, seconds = self._pose, max(0.0, seconds)
        self._pose = self._goal if theme.is_still() else self._moved(seconds)
        if self.is_moving:
            self._seconds += seconds
            self.update()
        elif old != self._pose:
            self.update()

    def _moved(self, seconds: float) -> _Pose:
        share = 1.0 - exp(-seconds / theme.MOTION.follow_s)
        old, goal = astuple(self._pose), astuple(self._goal)
        new = [a + (b - a) * share for a, b in zip(old, goal, strict=True)]
        takes_ms = theme.MOTION.tick_ms if self.draws_tick else theme.MOTION.fade_ms
        new[-1] = min(1.0, old[-1] + seconds * 1000 / takes_ms)
        is_there = all(abs(a - b) <= _SETTLED for a, b in zip(new, goal, strict=True))
        return self._goal if is_there else _Pose(*new)

    def changeEvent(self, event: QEvent) -> None:
        """Be called something in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say_what_it_is()
        super().changeEvent(event)

    def _say_what_it_is(self) -> None:
        self.setAccessibleName(self.tr("Guidance figure"))
        self.setAccessibleDescription(self.tr("The words beside it say the same."))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - everything is drawn each time
        """Draw the disc, the ring, the head or the icon, and the direction."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, self.height() / 2)
        radius = min(self.width(), self.height()) * _DISC_SHARE
        canvas = Canvas(painter, centre, radius, theme.current())
        if self._screen in _HEAD_SCREENS:
            self._paint_head_scene(canvas)
            self._paint_sign(canvas)
        elif self.draws_tick:
            grown = radius * (0.94 + 0.06 * self._pose.shown)
            shapes.plate(replace(canvas, radius=grown), theme.Tone.GOOD, is_full=True)
            shapes.tick(canvas, self._pose.shown, canvas.palette.on_good)
        else:
            self._paint_icon(canvas, LOOKS[self._screen])
        painter.end()

    def _paint_icon(self, c: Canvas, look: Look) -> None:
        is_good = look.tone is theme.Tone.GOOD
        shapes.plate(c, look.tone, is_good)
        c.painter.setOpacity(0.25 + 0.75 * self._pose.shown)
        half = c.radius * 0.54 * (0.94 + 0.06 * self._pose.shown)
        box = QRectF(c.centre.x() - half, c.centre.y() - half, 2 * half, 2 * half)
        icons.draw(c.painter, look.icon, box, c.palette.on_good if is_good else c.palette.strong(look.tone))
        c.painter.setOpacity(1.0)

    def _paint_head_scene(self, c: Canvas) -> None:
        is_met = self._screen in {Screen.GUIDING, Screen.CHECKING}
        tone = theme.Tone.ACTIVE if is_met else theme.Tone.CALM
        shapes.disc(c, tone, self._breath())
        inside = QPainterPath()
        inside.addEllipse(c.centre, c.radius, c.radius)
        c.painter.save()
        c.painter.setClipPath(inside)
        self._paint_people(c, c.palette.soft(tone))
        c.painter.restore()
        if self._screen is Screen.CHECKING:
            going_round = None if theme.is_still() else self._seconds / theme.MOTION.round_s % 1.0
            shapes.busy_ring(c, going_round)
        else:
            shapes.ring(c, self._pose.fill)

    def _breath(self) -> float:
        """Give 0 to 1 and back, slowly, while nobody is there; 0 where nothing should move."""
        if theme.is_still() or self._screen not in _WAITING_SCREENS:
            return 0.0
        return 0.5 - 0.5 * cos(2 * pi * self._seconds / theme.MOTION.breath_s)

    def _paint_people(self, c: Canvas, ground: str) -> None:
        p, pose = c.palette, self._pose
        body = mix(mix(ground, p.line, 0.75), p.accent, pose.presence)
        served = _bust_of(pose)
        if pose.others > 0.01:
            c.painter.setOpacity(min(1.0, pose.others))
            side = -1.0 if pose.x > 0.5 else 1.0
            shapes.bust(c, Bust(side * _ASIDE, -0.22, 0.42), mix(ground, p.line, 0.7), ground)
            c.painter.setOpacity(1.0)
        if self._hint is Hint.BACKLIT:
            shapes.dusk(c, 0.35)
            shapes.glow(c, served, max(p.care, p.care_soft, key=theme.luminance), p.care)
            body = mix(body, "#000000", 0.3)
        if self._hint in _PLACED and self._hint is not Hint.BACK:
            shapes.place(c, p.line, Bust())
        shapes.bust(c, served, body, ground)
        if self._hint is Hint.BACK:
            shapes.place(c, p.ground, Bust())
        elif self._hint is Hint.STILL:
            shapes.echo(c, served, p.accent)
        elif self._hint is Hint.UNCOVERED:
            shapes.place(c, p.accent, served, 1.2)
        elif self._hint is Hint.LIGHT:
            shapes.dusk(c, 0.5)

    def _paint_sign(self, c: Canvas) -> None:
        if self._hint is None or not HINTS[self._hint].icon:
            return
        look, p = HINTS[self._hint], c.palette
        right, down = _SIDES[look.side]
        is_light = self._hint in {Hint.LIGHT, Hint.BACKLIT}
        at = c.at(right * shapes.BADGE_AWAY, down * shapes.BADGE_AWAY)
        ground, on_ground = (p.care, p.on_care) if is_light else (p.accent, p.on_accent)
        shapes.badge(c, at, look.icon, ground, on_ground)


def _bust_of(pose: _Pose) -> Bust:
    """Give how the head stands on the disc: it never leaves it altogether."""
    return Bust(
        x=_within(0.85, (pose.x - 0.5) * 2),
        y=-0.12 + _within(0.85, (pose.y - 0.5) * 2),
        height=0.55 + 1.1 * min(0.6, max(0.0, pose.size)),
        yaw=_within(1.0, pose.yaw / 45),
        pitch=_within(1.0, pose.pitch / 45),
        roll=_within(40.0, pose.roll),
    )


def _within(most: float, value: float) -> float:
    return max(-most, min(most, value))


def _goal_for(guidance: Guidance) -> _Pose:
    if guidance.verdict is Verdict.NONE or guidance is NOBODY:
        return _Pose()
    fill = 1.0
    if guidance.verdict is Verdict.TOO_FAR:
        fill = min(_NOT_YET, guidance.size / _NEAR_ENOUGH)
    return _Pose(
        guidance.x, guidance.y, guidance.size, guidance.yaw, guidance.pitch, guidance.roll, fill,
        presence=1.0, others=1.0 if guidance.waiting else 0.0,
    )  # fmt: skip
