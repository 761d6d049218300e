"""The kiosk's own sizes: everything an attendee reads is 28 pt or more, everything they touch 56 px or more.

A kiosk widget says what it is by the dynamic property `kiosk`: "clock", "display", "title", "text", "ribbon",
"strip", "rest", "start", "choice", "letter", "box", "field", "key", "action" or "bar".
"""

from kiosk.ui.theme import SHAPE, SPACE, TYPE, Palette

DESIGN_SHORT_PX = 720
DESIGN_LONG_PX = 1280
_LARGEST_SCALE = 2.5


def scale_for(width: int, height: int, ratio: float = 1.0) -> float:
    """Give the factor for a window: 1 at 1280x720, and never less in the display's own pixels.

    Args:
        width: Of the window, in Qt's pixels.
        height: The same.
        ratio: How many of the display's pixels are one of Qt's: 1.5 where the system enlarges by half.
    """
    short, long = sorted((width, height))
    fit = min(short / DESIGN_SHORT_PX, long / DESIGN_LONG_PX)
    if height > width:
        fit = min(fit, 1.0 + (fit - 1.0) * 0.6)  # lines are short in portrait: larger words would break badly
    return min(_LARGEST_SCALE, max(1.0 / ratio, int(fit * 20) / 20))


def kiosk_sheet(p: Palette, scale: float, target: int = SPACE.target) -> str:
    """Write the rules that go on top of the program's style sheet in the kiosk window.

    Args:
        p: The colours.
        scale: As `scale_for` gave it.
        target: Least side of what is touched, in pixels at scale 1.
    """

    def pt(points: float) -> str:
        return f"{points * scale:.1f}pt"

    def px(length: float) -> str:
        return f"{max(1, round(length * scale))}px"

    return f"""
QLabel[kiosk="clock"] {{ font-size: {pt(TYPE.clock)}; font-weight: bold; }}
QLabel[kiosk="display"] {{ font-size: {pt(TYPE.display)}; font-weight: bold; }}
QLabel[kiosk="title"] {{ font-size: {pt(TYPE.title)}; font-weight: bold; }}
QLabel[kiosk="text"] {{ font-size: {pt(TYPE.kiosk)}; }}
QLabel[kiosk="strong"] {{ font-size: {pt(TYPE.kiosk)}; font-weight: bold; }}
QLabel[kiosk="muted"] {{ font-size: {pt(TYPE.kiosk)}; color: {p.muted}; }}
QLabel[kiosk="quiet"] {{ font-size: {pt(TYPE.kiosk)}; color: {p.muted}; }}
QLabel[kiosk="care"] {{ font-size: {pt(TYPE.kiosk)}; font-weight: bold; color: {p.text};
  background: {p.care_soft}; border: {px(SHAPE.stroke)} solid {p.care}; border-radius: {px(SHAPE.radius)};
  padding: {px(6)} {px(16)}; }}
QLabel[kiosk="error"] {{ font-size: {pt(TYPE.kiosk)}; font-weight: bold; color: {p.bad}; }}
QLabel[kiosk="ribbon"] {{ font-size: {pt(TYPE.kiosk)}; font-weight: bold;
  background: {p.care}; color: {p.on_care}; padding: 0 {px(SPACE.normal)} {px(2)} {px(SPACE.normal)}; }}
QLabel[kiosk="strip"] {{ font-size: {pt(TYPE.kiosk)}; background: {p.care_soft}; color: {p.text};
  padding: {px(6)} {px(SPACE.normal)}; }}
QLineEdit[kiosk="field"] {{ font-size: {pt(TYPE.title)}; min-height: {px(target)};
  padding: {px(2)} {px(SPACE.snug)}; border-radius: {px(SHAPE.radius)}; }}
QPushButton[kiosk="action"], QPushButton[kiosk="bar"] {{ font-size: {pt(TYPE.kiosk)};
  min-height: {px(target)}; min-width: {px(target)}; padding: {px(4)} {px(SPACE.normal)};
  border-radius: {px(SHAPE.radius_large)}; }}
QPushButton[kiosk="start"] {{ font-size: {pt(TYPE.title)}; min-height: {px(max(96, target))};
  min-width: {px(320)}; border-radius: {px(SHAPE.radius_large)}; }}
QPushButton[kiosk="choice"] {{ font-size: {pt(TYPE.kiosk)}; font-weight: bold; min-height: {px(96)};
  padding: {px(4)} {px(SPACE.normal)}; border-radius: {px(SHAPE.radius_large)}; text-align: left; }}
QPushButton[kiosk="key"] {{ font-size: {pt(TYPE.title)}; min-height: {px(target)};
  min-width: {px(target)}; border-radius: {px(SHAPE.radius_large)}; padding: 0; }}
QPushButton[kiosk="letter"] {{ font-size: {pt(TYPE.kiosk)}; min-height: {px(target)};
  min-width: {px(target)}; border-radius: {px(SHAPE.radius)}; padding: 0; }}
QCheckBox[kiosk="box"] {{ font-size: {pt(TYPE.kiosk)}; min-height: {px(target)}; spacing: {px(12)}; }}
QWidget[kiosk="rest"] {{ background: {p.rest_ground}; color: {p.rest_text}; }}
QLabel[kiosk="rest-clock"], QLabel[kiosk="rest-title"], QLabel[kiosk="rest-text"] {{
  background: {p.rest_ground}; color: {p.rest_text}; border: 0; }}
QLabel[kiosk="rest-clock"] {{ font-size: {pt(TYPE.clock * 2)}; font-weight: bold; }}
QLabel[kiosk="rest-title"] {{ font-size: {pt(TYPE.kiosk)}; font-weight: bold; }}
QLabel[kiosk="rest-text"] {{ font-size: {pt(TYPE.kiosk)}; }}
QFrame[kiosk="footer"] {{ background: {p.surface}; border-top: 1px solid {p.hairline}; }}
QScrollBar:vertical {{ width: {px(24)}; }}
"""
