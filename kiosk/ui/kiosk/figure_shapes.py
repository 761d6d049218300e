"""The strokes of the abstract figure: disc, ring, bust, signs. Each draws one thing with the palette in use.

Everything is measured in the disc's radius. In the contrast palettes, whose soft grounds are the window's
own, every shape gets an outline.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPen, QRadialGradient

from kiosk.ui import theme
from kiosk.ui.widgets import icons

BADGE_AWAY = 0.94
BADGE_SIDE = 0.27
"""Where a sign stands on the ring and how large it is, in radii: both together stay inside the widget."""
_RING = 0.07
_HEAD_WIDTH = 0.78
_TICK = (QPointF(9, 25), QPointF(19, 35), QPointF(39, 13))
"""As resources/icons/ui-tick.svg draws it, in its square of 48."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where and with what the figure is drawn.

    Attributes:
        painter: An active one.
        centre: Of the disc.
        radius: Of the disc, in pixels.
        palette: In use.
    """

    painter: QPainter
    centre: QPointF
    radius: float
    palette: theme.Palette

    @property
    def has_outlines(self) -> bool:
        """Whether soft grounds cannot be told from the window."""
        return self.palette.calm_soft == self.palette.ground

    @property
    def stroke(self) -> float:
        """The width of an outline, in pixels."""
        return max(2.0, self.radius * 0.016)

    def at(self, x: float, y: float) -> QPointF:
        """Give the point that is so many radii right of the centre and below it."""
        return QPointF(self.centre.x() + x * self.radius, self.centre.y() + y * self.radius)


@dataclass(frozen=True, slots=True)
class Bust:
    """A head and shoulders without a feature.

    Attributes:
        x: Of the head's middle, in radii right of the disc's.
        y: The same, below it.
        height: Of the head, in radii.
        yaw: -1 to 1, as far as it turns.
        pitch: -1 to 1, upwards positive.
        roll: Degrees.
    """

    x: float = 0.0
    y: float = -0.12
    height: float = 0.88
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0


def disc(c: Canvas, tone: theme.Tone, swelling: float = 0.0) -> None:
    """Draw the ground of everything else.

    Args:
        c: Where.
        tone: Its colour.
        swelling: 0 to 1: a quiet halo that comes and goes while nobody is there.
    """
    soft = c.palette.soft(tone)
    if swelling > 0.0:
        halo = QColor(c.palette.accent)
        halo.setAlphaF(0.16 * swelling)
        c.painter.setBrush(Qt.BrushStyle.NoBrush)
        c.painter.setPen(QPen(halo, c.radius * 0.06))
        reach = c.radius * (1.07 + 0.05 * swelling)
        c.painter.drawEllipse(c.centre, reach, reach)
    top, bottom = c.at(0.0, -1.0).y(), c.at(0.0, 1.0).y()
    c.painter.setBrush(_shaded(top, bottom, mix(soft, c.palette.surface, 0.75), soft))
    c.painter.setPen(Qt.PenStyle.NoPen)
    c.painter.drawEllipse(c.centre, c.radius, c.radius)


def plate(c: Canvas, tone: theme.Tone, is_full: bool) -> None:
    """Draw the ground of an icon: full of colour for what is done, soft for everything else."""
    strong = QColor(c.palette.strong(tone))
    c.painter.setPen(QPen(strong, c.stroke) if c.has_outlines or not is_full else Qt.PenStyle.NoPen)
    if not is_full and not c.has_outlines:
        strong.setAlphaF(0.35)
        c.painter.setPen(QPen(strong, c.stroke))
    c.painter.setBrush(QColor(c.palette.strong(tone) if is_full else c.palette.soft(tone)))
    c.painter.drawEllipse(c.centre, c.radius, c.radius)


def ring(c: Canvas, fill: float) -> None:
    """Draw the ring that fills with nearness: from the bottom up on both sides, in no reading direction."""
    c.painter.setBrush(Qt.BrushStyle.NoBrush)
    c.painter.setPen(QPen(QColor(c.palette.hairline), c.radius * _RING))
    c.painter.drawEllipse(c.centre, c.radius, c.radius)
    if fill > 0.01:
        c.painter.setPen(_round_pen(c.palette.accent, c.radius * _RING))
        c.painter.drawArc(_ring_box(c), round((270 - 180 * fill) * 16), round(360 * fill * 16))


def busy_ring(c: Canvas, turn: float | None) -> None:
    """Draw the full ring, and a part of it that goes round.

    Args:
        c: Where.
        turn: 0 to 1 of a turn; None stands still.
    """
    c.painter.setBrush(Qt.BrushStyle.NoBrush)
    track = (
        c.palette.accent if turn is None else mix(c.palette.soft(theme.Tone.ACTIVE), c.palette.accent, 0.4)
    )
    c.painter.setPen(QPen(QColor(track), c.radius * _RING))
    c.painter.drawEllipse(c.centre, c.radius, c.radius)
    if turn is not None:
        c.painter.setPen(_round_pen(c.palette.accent, c.radius * _RING * 1.15))
        c.painter.drawArc(_ring_box(c), round((90 - 360 * turn) * 16), 110 * 16)


def bust(c: Canvas, b: Bust, body: str, ground: str) -> None:
    """Draw head and shoulders.

    Args:
        c: Where.
        b: How it stands.
        body: Its colour.
        ground: What it is drawn on.
    """
    p, height = c.painter, b.height * c.radius
    width = height * _HEAD_WIDTH
    head = c.at(b.x, b.y)
    edge = QPen(QColor(body), c.stroke) if c.has_outlines else QPen(Qt.PenStyle.NoPen)
    p.save()
    p.setPen(edge)
    p.setBrush(_shaded(head.y() + height * 0.6, head.y() + height * 1.5, mix(ground, body, 0.62), ground))
    p.drawEllipse(QPointF(head.x(), head.y() + height * 1.26), height * 0.94, height * 0.64)
    p.translate(head)
    p.rotate(b.roll)
    p.setBrush(_shaded(-height / 2, height / 2, mix(ground, body, 0.88), mix(ground, body, 0.7)))
    p.drawEllipse(QPointF(0, 0), width / 2, height / 2)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(mix(ground, body, 0.4)))
    # The lighter front shows where the head points; it stays inside of it however far that is.
    p.drawEllipse(
        QPointF(b.yaw * width * 0.19, -b.pitch * height * 0.15 + height * 0.03), width * 0.29, height * 0.31
    )
    p.restore()


def echo(c: Canvas, b: Bust, colour: str) -> None:
    """Draw the head's outline twice beside it: it moves."""
    height = b.height * c.radius
    for away, strength in ((0.16, 0.65), (0.3, 0.35)):
        for side in (-1, 1):
            line = QColor(colour)
            line.setAlphaF(strength)
            c.painter.setBrush(Qt.BrushStyle.NoBrush)
            c.painter.setPen(QPen(line, c.stroke * 1.2))
            middle = QPointF(c.at(b.x, b.y).x() + side * away * height, c.at(b.x, b.y).y())
            box = _ellipse_box(middle, height * _HEAD_WIDTH / 2, height / 2)
            c.painter.drawArc(box, (110 if side < 0 else -70) * 16, 140 * 16)


def place(c: Canvas, colour: str, bust_at: Bust, swelling: float = 1.0) -> None:
    """Draw a dashed outline of a head: here it should be, or that much of it should be seen."""
    pen = QPen(QColor(colour), c.stroke * 1.3)
    pen.setDashPattern([4.0, 3.0])
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    c.painter.setPen(pen)
    c.painter.setBrush(Qt.BrushStyle.NoBrush)
    height = bust_at.height * c.radius * swelling
    c.painter.drawEllipse(c.at(bust_at.x, bust_at.y), height * _HEAD_WIDTH / 2, height / 2)


def dusk(c: Canvas, strength: float) -> None:
    """Lay shade over the disc: there is too little light."""
    shade = QRadialGradient(c.at(0.0, -1.0), c.radius * 2.0)
    for stop, share in ((0.0, 0.25), (1.0, 1.0)):
        shade.setColorAt(stop, QColor(0, 0, 0, round(255 * strength * share)))
    c.painter.setPen(Qt.PenStyle.NoPen)
    c.painter.setBrush(shade)
    c.painter.drawEllipse(c.centre, c.radius, c.radius)


def glow(c: Canvas, b: Bust, colour: str, rays: str) -> None:
    """Draw a light behind the head, and its rays in a colour that is seen on it."""
    middle, reach = c.at(b.x, b.y), b.height * c.radius
    light = QRadialGradient(middle, reach * 1.15)
    for stop, share in ((0.0, 1.0), (0.6, 0.9), (1.0, 0.0)):
        faint = QColor(colour)
        faint.setAlphaF(share)
        light.setColorAt(stop, faint)
    c.painter.setPen(Qt.PenStyle.NoPen)
    c.painter.setBrush(light)
    c.painter.drawEllipse(middle, reach * 1.15, reach * 1.15)
    c.painter.setPen(_round_pen(rays, c.stroke * 1.6))
    for ray in range(12):
        way = QPointF(cos(ray * pi / 6), sin(ray * pi / 6))
        c.painter.drawLine(middle + way * reach * 0.68, middle + way * reach * 0.84)


def badge(c: Canvas, at: QPointF, icon: str, ground: str, on_ground: str) -> None:
    """Draw a sign on a round ground, set off from the ring."""
    side = c.radius * BADGE_SIDE
    c.painter.setPen(QPen(QColor(c.palette.ground), c.radius * 0.045))
    c.painter.setBrush(QColor(ground))
    c.painter.drawEllipse(at, side, side)
    half = side * 0.66
    icons.draw(c.painter, icon, QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half), on_ground)


def tick(c: Canvas, drawn: float, colour: str) -> None:
    """Draw so much of the tick, 0 to 1, as a hand would."""
    unit = c.radius * 1.16 / 48
    points = [c.centre + (point - QPointF(24, 24)) * unit for point in _TICK]
    c.painter.setBrush(Qt.BrushStyle.NoBrush)
    c.painter.setPen(_round_pen(colour, unit * 4.0))
    c.painter.drawPath(_partly(points, drawn))


def _partly(points: Sequence[QPointF], share: float) -> QPainterPath:
    """Give the beginning of a line through some points."""
    steps = list(pairwise(points))
    lengths = [((b - a).x() ** 2 + (b - a).y() ** 2) ** 0.5 for a, b in steps]
    left = share * sum(lengths)
    path = QPainterPath(points[0])
    for (a, b), length in zip(steps, lengths, strict=True):
        path.lineTo(a + (b - a) * (min(left, length) / length))
        left -= length
        if left <= 0:
            break
    return path


def _ring_box(c: Canvas) -> QRectF:
    return _ellipse_box(c.centre, c.radius, c.radius)


def _ellipse_box(middle: QPointF, across: float, down: float) -> QRectF:
    return QRectF(middle.x() - across, middle.y() - down, 2 * across, 2 * down)


def _round_pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _shaded(top: float, bottom: float, one: str, other: str) -> QLinearGradient:
    made = QLinearGradient(0, top, 0, bottom)
    made.setColorAt(0.0, QColor(one))
    made.setColorAt(1.0, QColor(other))
    return made


def mix(one: str, other: str, share: float) -> str:
    """Give the colour `share` of the way from one to the other."""
    a, b = QColor(one), QColor(other)
    parts = (
        round(x + (y - x) * share)
        for x, y in ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    )
    return "#{:02x}{:02x}{:02x}".format(*parts)
