"""The look as tokens: colours, type, spacing, shape and motion, and the pairs of colours that occur.

Every colour, size and duration of the windows comes from here, so that contrast can be tested in one place
(tests/ui/test_theme.py). No Qt: what dresses the windows is kiosk.ui.theme and kiosk.ui.stylesheet.
"""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a colour means. Never the only carrier: an icon and words say the same."""

    CALM = "calm"
    """Nothing to do, or something quiet."""
    ACTIVE = "active"
    """Something is going on with the person in front."""
    GOOD = "good"
    """Done and saved."""
    CARE = "care"
    """Something a person can mend."""
    BAD = "bad"
    """Something is broken."""


@dataclass(frozen=True, slots=True)
class Palette:
    """One set of colours, each "#rrggbb".

    Attributes:
        ground: The window.
        surface: Cards, fields and tables on it.
        raised: Buttons and headers on either.
        text: What is read.
        muted: What is read second.
        line: Borders of things that can be used, and parts of drawings.
        hairline: Separators that carry no meaning (no contrast is asked of them).
        accent: The one colour of things to press.
        on_accent: Text on it.
        focus: The ring around what the keyboard is on.
        selection: Selected rows.
        good: Done; also the tick.
        on_good: Text and drawing on it.
        care: Something to mend.
        on_care: Text and drawing on it.
        bad: Broken.
        on_bad: Text and drawing on it.
        calm_soft: Ground of a quiet area.
        active_soft: Ground where something goes on.
        good_soft: Ground of a welcome.
        care_soft: Ground of a warning.
        bad_soft: Ground of a failure.
        rest_ground: The door's screen out of hours.
        rest_text: What is read there: as dim as it may be.
    """

    ground: str
    surface: str
    raised: str
    text: str
    muted: str
    line: str
    hairline: str
    accent: str
    on_accent: str
    focus: str
    selection: str
    good: str
    on_good: str
    care: str
    on_care: str
    bad: str
    on_bad: str
    calm_soft: str
    active_soft: str
    good_soft: str
    care_soft: str
    bad_soft: str
    rest_ground: str
    rest_text: str

    def strong(self, tone: Tone) -> str:
        """Give the colour that draws a tone."""
        return {
            Tone.CALM: self.muted,
            Tone.ACTIVE: self.accent,
            Tone.GOOD: self.good,
            Tone.CARE: self.care,
            Tone.BAD: self.bad,
        }[tone]

    def soft(self, tone: Tone) -> str:
        """Give the ground behind a tone."""
        return {
            Tone.CALM: self.calm_soft,
            Tone.ACTIVE: self.active_soft,
            Tone.GOOD: self.good_soft,
            Tone.CARE: self.care_soft,
            Tone.BAD: self.bad_soft,
        }[tone]


LIGHT = Palette(
    ground="#f5f3ee", surface="#ffffff", raised="#ebe8e0", text="#1b2528", muted="#4c5a5e",
    line="#77858a", hairline="#d9d5cb", accent="#0d5c63", on_accent="#ffffff", focus="#b04a00",
    selection="#cfe6e6", good="#1b6e3c", on_good="#ffffff", care="#8a4f00", on_care="#ffffff",
    bad="#a3312a", on_bad="#ffffff", calm_soft="#e9e6de", active_soft="#dcebea", good_soft="#dcefe0",
    care_soft="#fbead0", bad_soft="#f8e0dc", rest_ground="#000000", rest_text="#7a8286",
)  # fmt: skip
"""Warm paper and deep teal; the default, for doors with daylight."""

DARK = Palette(
    ground="#11181b", surface="#1a2428", raised="#253238", text="#eef3f2", muted="#b3c0c2",
    line="#758589", hairline="#2c3a40", accent="#7fd4d6", on_accent="#062a2c", focus="#ffb561",
    selection="#234a4e", good="#86d9a2", on_good="#07270f", care="#f3c16b", on_care="#2b1a00",
    bad="#f4a198", on_bad="#370a06", calm_soft="#1e292e", active_soft="#153438", good_soft="#17372a",
    care_soft="#3a2c12", bad_soft="#40211e", rest_ground="#000000", rest_text="#7a8286",
)  # fmt: skip
"""For dim halls and for the evening."""

LIGHT_CONTRAST = Palette(
    ground="#ffffff", surface="#ffffff", raised="#ffffff", text="#000000", muted="#1f1f1f",
    line="#000000", hairline="#5c5c5c", accent="#003a8c", on_accent="#ffffff", focus="#b00058",
    selection="#ffe566", good="#00501c", on_good="#ffffff", care="#5c3300", on_care="#ffffff",
    bad="#8a0008", on_bad="#ffffff", calm_soft="#ffffff", active_soft="#eef5ff", good_soft="#f0fff4",
    care_soft="#fff8e8", bad_soft="#fff1f0", rest_ground="#000000", rest_text="#a2a9ad",
)  # fmt: skip
"""Black on white, for weak eyes and bright halls: text at 7:1 or more."""

DARK_CONTRAST = Palette(
    ground="#000000", surface="#000000", raised="#000000", text="#ffffff", muted="#e6e6e6",
    line="#ffffff", hairline="#8c8c8c", accent="#6fe3ff", on_accent="#000000", focus="#ffdd00",
    selection="#00485e", good="#7dffa8", on_good="#000000", care="#ffd166", on_care="#000000",
    bad="#ffb3ab", on_bad="#000000", calm_soft="#000000", active_soft="#00222c", good_soft="#002410",
    care_soft="#2b1e00", bad_soft="#330600", rest_ground="#000000", rest_text="#a2a9ad",
)  # fmt: skip
"""White on black, for weak eyes and dark halls: text at 7:1 or more."""

PALETTES: dict[str, Palette] = {
    "light": LIGHT,
    "dark": DARK,
    "light-contrast": LIGHT_CONTRAST,
    "dark-contrast": DARK_CONTRAST,
}
"""By the name that kiosk.settings.Settings.theme holds."""

_GROUNDS = ("ground", "surface", "raised")
_SOFT = ("calm_soft", "active_soft", "good_soft", "care_soft", "bad_soft")
_STRONG = ("accent", "good", "care", "bad")
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("text", "muted") for ground in (*_GROUNDS, *_SOFT)),
    ("text", "selection"),
    ("muted", "selection"),
    *((strong, ground) for strong in _STRONG for ground in ("ground", "surface")),
    ("on_accent", "accent"),
    ("on_good", "good"),
    ("on_care", "care"),
    ("on_bad", "bad"),
    ("accent", "active_soft"),
    ("good", "good_soft"),
    ("care", "care_soft"),
    ("bad", "bad_soft"),
    ("rest_text", "rest_ground"),
)
"""(text, ground) pairs that occur: at least 4.5:1 (WCAG 2.2, 1.4.3, although the kiosk's text is large)."""

PART_PAIRS: tuple[tuple[str, str], ...] = (
    *(("line", ground) for ground in (*_GROUNDS, *_SOFT)),
    *(("focus", ground) for ground in (*_GROUNDS, *_SOFT, "selection")),
    *((strong, soft) for strong in _STRONG for soft in _SOFT),
    ("accent", "raised"),
    ("accent", "selection"),
    ("ground", "accent"),
)
"""(part, ground) pairs that occur: at least 3:1 (WCAG 2.2, 1.4.11).

tests/ui/test_sheet_pairs.py reads the borders from the style sheets. What is painted was gathered by reading:
a mark's shape on a day, a lesson or a petal of any tone, the bar beside a lesson under the mouse ("accent" on
"selection"), the outline in front of a head ("ground" on "accent").
"""

TEXT_CONTRAST = 4.5
PART_CONTRAST = 3.0
HIGH_TEXT_CONTRAST = 7.0
"""What the contrast palettes hold (WCAG 2.2, 1.4.6)."""


@dataclass(frozen=True, slots=True)
class TypeScale:
    """Sizes in points; the kiosk multiplies them by its scale, the desk takes them as they are."""

    clock: float = 46.0
    display: float = 50.0
    title: float = 36.0
    kiosk: float = 28.0
    """The smallest text an attendee reads."""
    desk_heading: float = 14.0
    desk: float = 11.0
    """Running text at the desk."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distances in pixels at scale 1."""

    tight: int = 8
    snug: int = 12
    normal: int = 20
    wide: int = 32
    page: int = 40
    target: int = 56
    """The least side of anything to touch at the kiosk."""
    large_target: int = 72
    """The same where a school set it for gloves and unsteady hands."""
    desk_target: int = 34
    """The least height of anything to click at the desk."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Radii and strokes in pixels at scale 1."""

    radius: int = 10
    radius_large: int = 22
    stroke: int = 2
    focus: int = 3


@dataclass(frozen=True, slots=True)
class Motion:
    """Durations; nothing flashes, nothing moves by itself for longer than it has to."""

    frame_ms: int = 33
    """Between two polls while somebody is there: 30 a second."""
    idle_frame_ms: int = 100
    """The same while nobody is: still inside the 100 ms the figure has to react."""
    follow_s: float = 0.06
    """Time constant with which the figure follows the guidance."""
    fade_ms: int = 180
    tick_ms: int = 320
    """The tick is drawn in."""
    leave_s: float = 1.5
    """The last welcome fades while the next person is guided."""
    breath_s: float = 5.0
    """One breath of the ring while nobody is there."""
    round_s: float = 1.8
    """Once round the ring while somebody is looked up."""
    hint_s: float = 1.2
    """A hint stays at least this long."""


TYPE = TypeScale()
SPACE = Spacing()
SHAPE = Shape()
MOTION = Motion()


def luminance(colour: str) -> float:
    """Give the relative luminance of "#rrggbb", 0 to 1 (WCAG 2.2)."""

    def linear(byte: int) -> float:
        share = byte / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)
