"""What an enrolment says to the person in front of the camera, in a language of their own.

The desk may be in another language: these words are looked up in the file of the one the person chose, and
nothing else of the window changes.
"""

from PySide6.QtCore import QDate, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QLabel

from kiosk import paths
from kiosk.domain.clock import Instant
from kiosk.domain.faces import Verdict
from kiosk.domain.names import isolate
from kiosk.domain.poses import Miss, Pose
from kiosk.error_texts import QT_TRANSLATE_NOOP
from kiosk.runtime.api import EnrolmentProgress
from kiosk.ui.i18n import LANGUAGES, Language

_N = QT_TRANSLATE_NOOP
_CONTEXT = "enrol"

BEFORE = _N("enrol", "Before the camera looks at you")
WHO = _N("enrol", "{school} asks you, {name}.")
WHAT_FOR = _N("enrol", "What for: to be marked by looking at the camera as you come in.")
KEPT = _N(
    "enrol",
    "What is kept: numbers made from your face, locked, on this computer only. "
    "No picture is kept, shown or sent.",
)
HOW_LONG = _N(
    "enrol", "For how long: until {day} at the latest, or until a no. After you leave, {days} days at most."
)
AGREED_SELF = _N("enrol", "On what ground: you agreed on {day}.")
AGREED_FOR = _N("enrol", "On what ground: {name} agreed for you on {day}.")
AGREED_BASIS = _N("enrol", "On what ground: {reference}. Nobody had to be asked.")
INSTEAD = _N(
    "enrol", "A code or a card does the same. You may choose it now or later, and nobody is the worse for it."
)
READY = _N("enrol", "I am ready")
USE_CODE = _N("enrol", "Use a code or card instead")

GLASSES = _N("enrol", "Do you sometimes wear glasses?")
GLASSES_WHY = _N("enrol", "Then one of the five looks is with them and the others without, or the reverse.")
YES = _N("enrol", "Yes")
NO = _N("enrol", "No")
SKIP = _N("enrol", "Skip")

FIVE = _N("enrol", "Five short looks; a petal fills for each. No picture is kept.")
AGAIN = _N("enrol", "One look did not fit the others. It is taken once more.")
FINE = _N("enrol", "That is fine as it is.")
COVERED_LONG = _N("enrol", "You need not take anything off. A code or a card does the same.")
STEPS = _N("enrol", "Steps done: {done} of {needed}")

THANKS = _N("enrol", "Thank you, the camera knows you now")
CHOOSE = _N("enrol", "Choose a symbol. It shows beside your tick, so that you see it was you.")
SHARED = _N("enrol", "Somebody in your group has one of these:")
NEXT = _N("enrol", "Next")

NOT_NOW = _N("enrol", "That did not work just now")
NOTHING_KEPT = _N("enrol", "Nothing was kept. You can try again, or use a code or a card: it does the same.")
TRY_AGAIN = _N("enrol", "Try again")

CODES = _N("enrol", "A code or a card works as well")
CODES_WHY = _N("enrol", "For days when the camera does not recognise you, or when you would rather not.")

_POSES = {
    Pose.FRONT: _N("enrol", "Look at the camera."),
    Pose.LEFT: _N("enrol", "Turn your head a little to your left."),
    Pose.RIGHT: _N("enrol", "Turn your head a little to your right."),
    Pose.UP: _N("enrol", "Lift your chin a little."),
    Pose.GLASSES: _N("enrol", "Now with your glasses the other way, on or off. Then look at the camera."),
    Pose.AGAIN: _N("enrol", "Look at the camera once more, as at the beginning."),
}
_LET_BE = _N("enrol", "Just look at the camera, that is enough.")
_DONE = _N("enrol", "Thank you.")
_OTHERS = _N("enrol", "One person at a time, please.")
_STRAIGHT = _N("enrol", "Look straight at the camera.")
_LESS = _N("enrol", "Not quite so far.")
_VERDICTS = {
    Verdict.NONE: _N("enrol", "Stand in front of the camera."),
    Verdict.TOO_FAR: _N("enrol", "A little closer."),
    Verdict.TOO_CLOSE: _N("enrol", "A little farther away."),
    Verdict.OFF_CENTRE: _N("enrol", "Move into the middle."),
    Verdict.DARK: _N("enrol", "More light on your face, please."),
    Verdict.BACKLIT: _N("enrol", "The light is behind you. Turn away from the window a little."),
    Verdict.BLURRED: _N("enrol", "Hold still for a moment."),
    Verdict.COVERED: _N("enrol", "The camera cannot see your whole face."),
}
_ASKS_FOR_TURN = frozenset({Pose.LEFT, Pose.RIGHT, Pose.UP})


def hint(progress: EnrolmentProgress) -> str:
    """Give the one thing to say now, in English: what is in the way, else what is asked for."""
    asked = progress.asked
    if progress.has_others:
        return _OTHERS
    if progress.verdict is Verdict.TURNED:
        is_turn = asked in _ASKS_FOR_TURN and asked not in progress.let_be
        return _LESS if is_turn else _STRAIGHT
    if progress.verdict is not Verdict.OK:
        return _VERDICTS[progress.verdict]
    if asked is None:
        return _DONE
    if asked in progress.let_be:
        return _LET_BE
    return {Miss.MUCH: _LESS, Miss.NOT_STRAIGHT: _STRAIGHT}.get(progress.miss, _POSES[asked])  # type: ignore[arg-type]


class Speech:
    """One language's words of the enrolment."""

    def __init__(self, language: Language) -> None:
        """Read the language's file; English needs none, and what a file lacks is said in English."""
        self.language = language
        self._locale = QLocale(language.locale)
        self._translator = QTranslator()
        self._translator.load(language.file_name, str(paths.resources_dir() / "translations"))

    @property
    def is_right_to_left(self) -> bool:
        """Whether it is written from right to left."""
        return self._locale.textDirection() == Qt.LayoutDirection.RightToLeft

    def tell(self, text: str, **values: str) -> str:
        """Say one of this module's texts, with names that cannot move their neighbours."""
        said = self._translator.translate(_CONTEXT, text) or text
        return said.format(**{key: isolate(value) for key, value in values.items()})

    def symbol(self, symbol: str) -> str:
        """Name a personal symbol."""
        name = symbol.capitalize()
        return self._translator.translate("symbols", name) or name

    def number(self, value: int) -> str:
        """Write a number with the language's digits."""
        return self._locale.toString(value)

    def day(self, moment: Instant) -> str:
        """Write a day with its year."""
        day = moment.local_date
        return self._locale.toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")

    def put(self, part: QLabel, text: str, **values: str) -> None:
        """Let a label say a text from the side where the language begins."""
        part.setLayoutDirection(self._locale.textDirection())
        side = Qt.AlignmentFlag.AlignRight if self.is_right_to_left else Qt.AlignmentFlag.AlignLeft
        part.setAlignment(side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)
        part.setText(self.tell(text, **values))

    def next(self) -> "Speech":
        """Give the language that the button goes to."""
        codes = [each.code for each in LANGUAGES]
        return Speech(LANGUAGES[(codes.index(self.language.code) + 1) % len(LANGUAGES)])
