"""The abstract figure: a ring that fills with nearness, a soft head that follows, an arrow, a sun, an icon.

It is drawn from the guidance numbers only. There is no picture of anybody behind it, and it has no features
that could be anybody's.
"""

from dataclasses import astuple, dataclass
from math import exp

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.domain.faces import NOBODY, Guidance, Verdict
from kiosk.ui import theme
from kiosk.ui.kiosk.flow import Scene
from kiosk.ui.kiosk.hints import HINTS, Hint
from kiosk.ui.kiosk.states import LOOKS, Screen
from kiosk.ui.widgets import icons

_NEAR_ENOUGH = 0.22
"""A face of this share of the frame's height fills the ring; the gate itself decides what is served."""
_NOT_YET = 0.92
"""The ring stays this open while the gate still says too far, whatever the camera's lens makes of it."""
_SETTLED = 0.002
"""Smaller moves are not drawn."""
_HEAD_SCREENS = frozenset({Screen.STARTING, Screen.IDLE, Screen.GUIDING, Screen.CHECKING, Screen.THANKS})


@dataclass(slots=True)
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
    shown: float = 1.0
    """0 to 1 while a new state's icon fades in."""


class Figure(QWidget):
    """Draws one scene. `show_scene` says what; `advance` moves it on; both are cheap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pose = _Pose()
        self._goal = _Pose()
        self._screen = Screen.STARTING
        self._hint: Hint | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(220, 220)
        self.setAccessibleName(self.tr("Guidance figure"))
        self.setAccessibleDescription(self.tr("The words beside it say the same."))

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
        """The arrow or sun beside the ring, "" for none."""
        return HINTS[self._hint].icon if self._hint is not None else ""

    def show_scene(self, scene: Scene) -> None:
        """Take what to draw."""
        if scene.screen is not self._screen:
            if LOOKS[scene.screen].icon != LOOKS[self._screen].icon:
                self._pose.shown = 0.0
            self._screen = scene.screen
            self.update()
        if scene.hint is not self._hint:
            self._hint = scene.hint
            self.update()
        self._goal = _goal_for(scene.guidance)

    def advance(self, seconds: float) -> None:
        """Move towards the goal; asks for a repaint only when something moved."""
        share = 1.0 - exp(-max(0.0, seconds) / theme.MOTION.follow_s)
        old = astuple(self._pose)
        new = [a + (b - a) * share for a, b in zip(old, astuple(self._goal), strict=True)]
        new[-1] = min(1.0, old[-1] + seconds * 1000 / theme.MOTION.fade_ms)
        if any(abs(a - b) > _SETTLED for a, b in zip(old, new, strict=True)) or new[-1] != old[-1]:
            self._pose = _Pose(*new)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - everything is drawn each time
        """Draw the disc, the ring, the head or the icon, and the direction."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height())
        centre = QPointF(self.width() / 2, self.height() / 2)
        radius = side * 0.37
        look = LOOKS[self._screen]
        if self._screen in _HEAD_SCREENS:
            self._paint_head_scene(painter, centre, radius)
            self._paint_direction(painter, centre, radius)
        else:
            self._paint_icon_scene(painter, centre, radius, look.icon, look.tone)
        painter.end()

    def _paint_icon_scene(
        self, painter: QPainter, centre: QPointF, radius: float, icon: str, tone: theme.Tone
    ) -> None:
        p = theme.current()
        is_good = tone is theme.Tone.GOOD
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(p.strong(tone) if is_good else p.soft(tone)))
        painter.drawEllipse(centre, radius, radius)
        painter.setOpacity(0.25 + 0.75 * self._pose.shown)
        half = radius * (0.62 if is_good else 0.5) * (0.9 + 0.1 * self._pose.shown)
        box = QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half)
        icons.draw(painter, icon, box, p.on_good if is_good else p.strong(tone))
        painter.setOpacity(1.0)

    def _paint_head_scene(self, painter: QPainter, centre: QPointF, radius: float) -> None:
        p, pose = theme.current(), self._pose
        is_met = self._screen in {Screen.GUIDING, Screen.CHECKING}
        tone = theme.Tone.ACTIVE if is_met else theme.Tone.CALM
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(p.soft(tone)))
        painter.drawEllipse(centre, radius, radius)
        disc = QPainterPath()
        disc.addEllipse(centre, radius, radius)
        painter.save()
        painter.setClipPath(disc)
        self._paint_head(painter, centre, radius)
        painter.restore()
        width = radius * 0.075
        ring = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(p.hairline), width))
        painter.drawEllipse(ring)
        if pose.fill > 0.01:
            painter.setPen(QPen(QColor(p.accent), width, s=Qt.PenStyle.SolidLine, c=Qt.PenCapStyle.RoundCap))
            # From the bottom upwards on both sides: nearness has no reading direction.
            painter.drawArc(ring, round((270 - 180 * pose.fill) * 16), round(360 * pose.fill * 16))

    def _paint_head(self, painter: QPainter, centre: QPointF, radius: float) -> None:
        p, pose = theme.current(), self._pose
        height = radius * (0.55 + 1.1 * min(0.6, max(0.0, pose.size)))
        width = height * 0.78
        reach = radius * 0.85
        x = centre.x() + max(-reach, min(reach, (pose.x - 0.5) * 2 * radius))
        y = centre.y() - radius * 0.1 + max(-reach, min(reach, (pose.y - 0.5) * 2 * radius))
        body = _mix(p.line, p.accent, pose.presence)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_mix(p.calm_soft, body, 0.42)))
        painter.drawEllipse(QPointF(x, y + height * 1.18), height * 0.86, height * 0.56)
        painter.translate(x, y)
        painter.rotate(max(-40.0, min(40.0, pose.roll)))
        painter.setBrush(QColor(_mix(p.calm_soft, body, 0.72)))
        painter.drawEllipse(QPointF(0, 0), width / 2, height / 2)
        turn = max(-1.0, min(1.0, pose.yaw / 45)) * width * 0.2
        nod = max(-1.0, min(1.0, -pose.pitch / 45)) * height * 0.16
        painter.setBrush(QColor(_mix(p.calm_soft, body, 0.36)))
        painter.drawEllipse(QPointF(turn, nod + height * 0.03), width * 0.3, height * 0.32)

    def _paint_direction(self, painter: QPainter, centre: QPointF, radius: float) -> None:
        if self._hint is None or not HINTS[self._hint].icon:
            return
        look, p = HINTS[self._hint], theme.current()
        half = radius * 0.24
        away = radius * 0.98
        dx, dy = {"left": (-away, 0.0), "right": (away, 0.0), "top": (0.0, -away), "bottom": (0.0, away)}[
            look.side
        ]
        spot = QPointF(centre.x() + dx, centre.y() + dy)
        is_light = self._hint in {Hint.LIGHT, Hint.BACKLIT}
        painter.setPen(QPen(QColor(p.ground), radius * 0.05))
        painter.setBrush(QColor(p.care if is_light else p.accent))
        painter.drawEllipse(spot, half * 1.35, half * 1.35)
        box = QRectF(spot.x() - half, spot.y() - half, 2 * half, 2 * half).adjusted(
            half * 0.15, half * 0.15, -half * 0.15, -half * 0.15
        )
        icons.draw(painter, look.icon, box, p.on_care if is_light else p.on_accent)


def _goal_for(guidance: Guidance) -> _Pose:
    if guidance.verdict is Verdict.NONE or guidance is NOBODY:
        return _Pose()
    fill = 1.0
    if guidance.verdict is Verdict.TOO_FAR:
        fill = min(_NOT_YET, guidance.size / _NEAR_ENOUGH)
    return _Pose(
        guidance.x, guidance.y, guidance.size, guidance.yaw, guidance.pitch, guidance.roll, fill, presence=1.0
    )


def _mix(one: str, other: str, share: float) -> str:
    """Give the colour `share` of the way from one to the other."""
    a, b = QColor(one), QColor(other)
    parts = (
        round(x + (y - x) * share)
        for x, y in ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    )
    return "#{:02x}{:02x}{:02x}".format(*parts)
