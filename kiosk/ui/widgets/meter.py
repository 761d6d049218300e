"""How well a camera stands: place, distance, light and sharpness of whoever is in front, from guidance alone.

No picture: a dot in a frame, and a line of words for each. Used by the wizard and by the desk.
"""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from kiosk.domain.faces import Guidance, Verdict
from kiosk.ui import i18n, theme
from kiosk.ui.theme import Tone
from kiosk.ui.widgets.text import TextLabel

_SIZE_AT_1_M = 0.19
"""Height of a face as a share of the picture's, 1 m from a usual webcam: 24 px between the eyes at 2 m and
720 rows (kiosk.domain.quality), and a face 2.9 times as high as its eyes are apart."""
_RANGE_M = (0.3, 5.0)
_DIM = 0.25
"""Light that is enough, and nearer to too little (0.13, kiosk.domain.quality) than to good."""


class Reading(Enum):
    """How one thing is."""

    UNKNOWN = auto()
    """Nobody is there, or something else has to be right before it can be told."""
    GOOD = auto()
    FAIR = auto()
    """It works; better is possible."""
    WRONG = auto()


@dataclass(frozen=True, slots=True)
class Readings:
    """All four, and how far away the face is about, in metres; None while nobody is there."""

    place: Reading
    distance: Reading
    light: Reading
    sharpness: Reading
    metres: float | None


def distance_m(size: float) -> float | None:
    """Estimate how far a face is from a usual webcam, to a tenth of a metre; None without a face."""
    if size <= 0:
        return None
    least, most = _RANGE_M
    return round(min(most, max(least, _SIZE_AT_1_M / size)), 1)


def readings(guidance: Guidance) -> Readings:
    """Read a guidance. The gate names the first thing that is wrong: what comes after it is unknown then."""
    verdict = guidance.verdict
    metres = distance_m(guidance.size)
    if metres is None or verdict is Verdict.NONE:
        unknown = Reading.UNKNOWN
        return Readings(unknown, unknown, unknown, unknown, None)
    is_sized = verdict not in {Verdict.TOO_FAR, Verdict.TOO_CLOSE}
    is_placed = is_sized and verdict is not Verdict.OFF_CENTRE
    is_seen = is_placed and verdict not in {Verdict.COVERED, Verdict.TURNED}
    is_lit = is_seen and verdict not in {Verdict.DARK, Verdict.BACKLIT}
    unlit = Reading.WRONG if is_seen else Reading.UNKNOWN
    light = (Reading.FAIR if guidance.light < _DIM else Reading.GOOD) if is_lit else unlit
    unsharp = Reading.WRONG if is_lit else Reading.UNKNOWN
    return Readings(
        place=Reading.GOOD if is_placed else Reading.WRONG if is_sized else Reading.UNKNOWN,
        distance=Reading.GOOD if is_sized else Reading.WRONG,
        light=light,
        sharpness=Reading.GOOD if verdict is Verdict.OK else unsharp,
        metres=metres,
    )


class _Place(QWidget):
    """The camera's frame, and where the face is in it: an oval as large as the face, nothing else of it."""

    def __init__(self) -> None:
        super().__init__()
        self.guidance: Guidance | None = None
        self.setMinimumSize(QSize(128, 72))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as cameras are."""
        return QSize(160, 90)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame, its middle and the oval."""
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = min(float(self.height()), self.width() * 9 / 16) - 4
        frame = QRectF(0, 0, height * 16 / 9, height)
        frame.moveCenter(QRectF(self.rect()).center())
        painter.setPen(QPen(QColor(palette.line), 2))
        painter.setBrush(QColor(palette.calm_soft))
        painter.drawRoundedRect(frame, 8, 8)
        painter.setPen(QPen(QColor(palette.line), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        middle = QRectF(0, 0, height * 0.5, height * 0.66)
        middle.moveCenter(frame.center())
        painter.drawEllipse(middle)
        guidance = self.guidance
        if guidance is None or guidance.size <= 0:
            return
        tone = Tone.GOOD if guidance.verdict is Verdict.OK else Tone.CARE
        face = QRectF(0, 0, height * guidance.size * 0.78, height * guidance.size)
        face.moveCenter(frame.topLeft())
        face.translate(guidance.x * frame.width(), guidance.y * frame.height())
        painter.setClipRect(frame)
        painter.setPen(QPen(QColor(palette.strong(tone)), 3))
        painter.setBrush(QColor(palette.soft(tone)))
        painter.drawEllipse(face)


class Meter(QWidget):
    """The frame and four lines. A sign and a word say how each is: ✓, ○ or △."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = _Place()
        self.titles = [TextLabel() for _ in range(4)]
        self.lines = [TextLabel() for _ in range(4)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE.snug)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.place, 0, 0, 4, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(2, 1)
        for row, (title, text) in enumerate(zip(self.titles, self.lines, strict=True)):
            title.setProperty("role", "muted")
            text.setWordWrap(True)
            grid.addWidget(title, row, 1)
            grid.addWidget(text, row, 2)
        self.retranslate()

    def show_guidance(self, guidance: Guidance | None) -> None:
        """Show how it is; None while no camera works."""
        self.place.guidance = guidance
        self.place.update()
        found = None if guidance is None else readings(guidance)
        for label, text in zip(self.lines, self._texts(found), strict=True):
            _set(label, text)
        said = [f"{title.text()}: {text.text()}" for title, text in zip(self.titles, self.lines, strict=True)]
        self.setAccessibleDescription(". ".join(said))

    def retranslate(self) -> None:
        """Write the titles, and what was shown last."""
        self.setAccessibleName(self.tr("How the camera stands"))
        texts = (self.tr("Place"), self.tr("Distance"), self.tr("Light"), self.tr("Sharpness"))
        for label, text in zip(self.titles, texts, strict=True):
            label.setText(text)
        self.show_guidance(self.place.guidance)

    def _texts(self, found: Readings | None) -> tuple[str, str, str, str]:
        if found is None or found.metres is None:
            nobody = self.tr("– nobody in front")
            return nobody, "–", "–", "–"
        metres = i18n.locale().toString(found.metres, "f", 1)
        return (
            self._said(
                found.place, self.tr("in the picture"), self.tr("partly outside: move or tilt the camera")
            ),
            self._said(
                found.distance, self.tr("about {metres} m"), self.tr("about {metres} m: not right")
            ).format(metres=metres),
            self._said(
                found.light,
                self.tr("enough"),
                self.tr("too little, or from behind: a lamp beside the camera helps"),
                self.tr("just enough; more helps in the evening"),
            ),
            self._said(found.sharpness, self.tr("sharp"), self.tr("blurred: hold still, or wipe the lens")),
        )

    def _said(self, reading: Reading, good: str, wrong: str, fair: str = "") -> str:
        return {
            Reading.GOOD: f"✓ {good}",
            Reading.FAIR: f"○ {fair}",
            Reading.WRONG: f"△ {wrong}",
            Reading.UNKNOWN: self.tr("– later"),
        }[reading]


def _set(label: QLabel, text: str) -> None:
    if label.text() != text:
        label.setText(text)
