"""The kiosk's screens in one table: words, icon, tone, sound, what is announced, how long an answer stays.

The texts are English sources of the translation context "kiosk".
"""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.error_texts import QT_TRANSLATE_NOOP
from kiosk.ui.sound.cues import Cue
from kiosk.ui.theme import Tone


class Screen(StrEnum):
    """What the kiosk shows."""

    STARTING = "starting"
    """The window is up; models and databases are being opened."""
    IDLE = "idle"
    """A session is open and nobody is there."""
    CODE_ONLY = "code_only"
    """A session is open and nobody on its list is enrolled."""
    PRESS_TO_START = "press_to_start"
    """A session is open, and the school wants a touch before anybody is looked at."""
    GUIDING = "guiding"
    """Somebody is there and a hint helps."""
    CHECKING = "checking"
    """Somebody's face is good and is being looked up."""
    WELCOME = "welcome"
    """A mark has been committed: present."""
    WELCOME_LATE = "welcome_late"
    """A mark has been committed: late."""
    ALREADY_IN = "already_in"
    """Recognised, and marked before."""
    GOODBYE = "goodbye"
    """Leaving has been committed."""
    WELCOME_BACK = "welcome_back"
    """Coming back has been committed."""
    THANKS = "thanks"
    """The same person still stands there after an answer."""
    NOT_RECOGNISED = "not_recognised"
    """Nobody's face, as far as the kiosk can tell. Quiet."""
    USE_CODE = "use_code"
    """Two people are too alike, or the list is too long: the code decides."""
    ASK_PIN = "ask_pin"
    """Recognised, and the PIN has to say the same: the words stand on the pad, which opens at once."""
    CHOOSE = "choose"
    """On two lists at once: the words stand on the page with the choices, which opens at once."""
    CARD_UNKNOWN = "card_unknown"
    """A card that is not known, was revoked or replaced. Quiet."""
    LOOK_AGAIN = "look_again"
    """The PIN was not given or nothing chosen, or too late: nothing is marked."""
    NOT_ON_LIST = "not_on_list"
    """Known, but on no list that is open."""
    NO_SESSION = "no_session"
    """No register takes marks now; a later one does."""
    OUT_OF_HOURS = "out_of_hours"
    """No register takes marks any more today."""
    RESTING = "resting"
    """The same, and nobody has touched anything for a while: the screen is dark. A page of its own."""
    TAKEN_BACK = "taken_back"
    """"Not me" was pressed in time."""
    TOO_LATE = "too_late"
    """"Not me" came too late."""
    FACE_REMOVED = "face_removed"
    """Somebody took their face back, by number and PIN."""
    NO_FACE = "no_face"
    """The same, and there was none."""
    CAMERA_STARTING = "camera_starting"
    CAMERA_NONE = "camera_none"
    CAMERA_SLOW = "camera_slow"
    CAMERA_STALLED = "camera_stalled"
    CAMERA_REFUSED = "camera_refused"
    """The words come from the error."""
    SOURCE_ENDED = "source_ended"
    """A trial's file or folder came to its end."""
    NOT_SAVED = "not_saved"
    """The mark could not be written: no tick."""
    FAILED = "failed"
    """The program could not start its services. The words come from the error."""


@dataclass(frozen=True, slots=True)
class Look:
    """A line of the table.

    Attributes:
        title: The large words.
        body: What to do, or what else there is to know.
        icon: A file of resources/icons; "" shows the figure.
        tone: Colour role.
        hold_s: How long an answer stays by itself; 0 for screens that follow the facts.
        is_announced: Whether a screen reader is told.
        cue: What is heard when it appears; only where something has happened.
        said: What a screen reader is told; "" tells title and body. Whoever stands by hears it too: never
            who, never why somebody was not marked.
        is_spoken: Whether the title is spoken where a school wants hints in words: advice alone.
    """

    title: str
    body: str
    icon: str
    tone: Tone
    hold_s: float = 0.0
    is_announced: bool = True
    cue: Cue = Cue.NONE
    said: str = ""
    is_spoken: bool = False


_N = QT_TRANSLATE_NOOP
LOOKS: dict[Screen, Look] = {
    Screen.STARTING: Look(
        _N("kiosk", "Good to see you"),
        _N("kiosk", "The kiosk is getting ready. This takes a few seconds."),
        "", Tone.CALM),
    Screen.IDLE: Look(
        _N("kiosk", "Look here, show your card, or use your code"),
        _N("kiosk", "No picture is kept or shown."),
        "", Tone.CALM),
    Screen.CODE_ONLY: Look(
        _N("kiosk", "Please show your card, or use your code"),
        _N("kiosk", "Nobody on this list is enrolled by face yet."),
        "ui-pad", Tone.CALM),
    Screen.PRESS_TO_START: Look(
        _N("kiosk", "Press to start"),
        _N("kiosk", "Nobody is recognised before that. Or use your code."),
        "ui-touch", Tone.CALM),
    Screen.GUIDING: Look("", "", "", Tone.ACTIVE),
    Screen.CHECKING: Look("", "", "", Tone.ACTIVE),
    Screen.WELCOME: Look(
        _N("kiosk", "Welcome"), _N("kiosk", "Signed in at {time}"), "ui-tick", Tone.GOOD, cue=Cue.WELCOME),
    Screen.WELCOME_LATE: Look(
        _N("kiosk", "Welcome"), _N("kiosk", "Signed in at {time}"), "ui-tick", Tone.GOOD, cue=Cue.WELCOME),
    Screen.ALREADY_IN: Look(
        _N("kiosk", "You are in already"), _N("kiosk", "Signed in at {time}"), "ui-clock", Tone.GOOD, 3.0,
        cue=Cue.ALREADY),
    Screen.GOODBYE: Look(
        _N("kiosk", "Goodbye"), _N("kiosk", "Left at {time}"), "ui-door", Tone.GOOD, cue=Cue.GOODBYE),
    Screen.WELCOME_BACK: Look(
        _N("kiosk", "Welcome back"), _N("kiosk", "Back at {time}"), "ui-tick", Tone.GOOD, cue=Cue.WELCOME),
    Screen.THANKS: Look(
        _N("kiosk", "Thank you"), _N("kiosk", "Next person, please."), "", Tone.CALM, is_announced=False),
    Screen.NOT_RECOGNISED: Look(
        _N("kiosk", "Let us try another way"),
        _N("kiosk", "Step back and look again, use your code, or see your teacher."),
        "ui-person-ask", Tone.CALM, 4.0, cue=Cue.ASK),
    Screen.USE_CODE: Look(
        _N("kiosk", "Please use your code"),
        _N("kiosk", "It makes sure that the right person is signed in. Or see your teacher."),
        "ui-pad", Tone.CALM, 4.0, cue=Cue.ASK, is_spoken=True),
    Screen.ASK_PIN: Look(
        _N("kiosk", "Please confirm with your PIN"),
        _N("kiosk", "It makes sure that the right person is signed in."),
        "ui-pad", Tone.CALM, 4.0, is_announced=False, cue=Cue.ASK, is_spoken=True),
    Screen.CHOOSE: Look(
        _N("kiosk", "Where are you going?"),
        _N("kiosk", "You are on several lists now. Choose one."),
        "ui-calendar", Tone.CALM, 4.0, is_announced=False, cue=Cue.ASK, is_spoken=True),
    Screen.CARD_UNKNOWN: Look(
        _N("kiosk", "This card is not known here"),
        _N("kiosk", "Use your newest card or your code, or see your teacher."),
        "ui-list-not", Tone.CALM, 4.0, cue=Cue.ASK,
        said=_N("kiosk", "Use your newest card or your code, or see your teacher.")),
    Screen.LOOK_AGAIN: Look(
        _N("kiosk", "Nothing is marked yet"),
        _N("kiosk", "Step back and look again, use your code, or see your teacher."),
        "ui-person-ask", Tone.CALM, 4.0, cue=Cue.ASK),
    Screen.NOT_ON_LIST: Look(
        _N("kiosk", "Not on this list"),
        _N("kiosk", "Your class is not open here now. Please see your teacher."),
        "ui-list-not", Tone.CARE, 4.0, cue=Cue.ASK,
        said=_N("kiosk", "Please see your teacher.")),
    Screen.NO_SESSION: Look(
        _N("kiosk", "Nothing is open now"),
        _N("kiosk", "No class takes attendance here at the moment."),
        "ui-calendar", Tone.CALM, 4.0),
    Screen.OUT_OF_HOURS: Look(
        _N("kiosk", "Closed now"),
        _N("kiosk", "No register is open here. A teacher can open one."),
        "ui-evening", Tone.CALM),
    Screen.RESTING: Look(
        _N("kiosk", "The kiosk rests"),
        _N("kiosk", "The camera is off. No picture is kept or shown."),
        "", Tone.CALM, is_announced=False),
    Screen.TAKEN_BACK: Look(
        _N("kiosk", "Taken back"),
        _N("kiosk", "Nothing is marked. Look again, use your code, or see your teacher."),
        "ui-undo", Tone.CALM, 4.0, cue=Cue.ASK),
    Screen.TOO_LATE: Look(
        _N("kiosk", "Please see your teacher"),
        _N("kiosk", "It is too late to take this back here; your teacher can correct it."),
        "ui-person", Tone.CARE, 4.0, cue=Cue.ASK,
        said=_N("kiosk", "Please see your teacher.")),
    Screen.FACE_REMOVED: Look(
        _N("kiosk", "Your face is removed"),
        _N("kiosk", "This kiosk does not know it any more. Number and PIN work as before."),
        "ui-shield", Tone.CALM, 8.0, cue=Cue.GOODBYE,
        said=_N("kiosk", "Done. Number and PIN work as before.")),
    Screen.NO_FACE: Look(
        _N("kiosk", "No face of yours is kept here"),
        _N("kiosk", "There was nothing to remove. Number and PIN work as before."),
        "ui-shield", Tone.CALM, 8.0, cue=Cue.GOODBYE,
        said=_N("kiosk", "Done. Number and PIN work as before.")),
    Screen.CAMERA_STARTING: Look(
        _N("kiosk", "One moment, please"),
        _N("kiosk", "The camera is being opened. Your code works already."),
        "ui-camera", Tone.CALM),
    Screen.CAMERA_NONE: Look(
        _N("kiosk", "No camera is connected"),
        _N("kiosk", "Plug one in: it is picked up by itself. Your code works meanwhile."),
        "ui-camera-off", Tone.CARE, cue=Cue.TROUBLE),
    Screen.CAMERA_SLOW: Look(
        _N("kiosk", "The camera is slow"),
        _N("kiosk", "One moment, please, or use your code."),
        "ui-camera-slow", Tone.CARE),
    Screen.CAMERA_STALLED: Look(
        _N("kiosk", "The camera gives no picture"),
        _N("kiosk", "It is being started again. Please use your code, or see your teacher."),
        "ui-camera-off", Tone.BAD, cue=Cue.TROUBLE),
    Screen.CAMERA_REFUSED: Look(
        _N("kiosk", "This camera cannot be used"), _N("kiosk", "Please use your code, or see your teacher."),
        "ui-camera-off", Tone.BAD, cue=Cue.TROUBLE),
    Screen.SOURCE_ENDED: Look(
        _N("kiosk", "The recording has ended"),
        _N("kiosk", "Your code still works."),
        "ui-camera-off", Tone.CALM),
    Screen.NOT_SAVED: Look(
        _N("kiosk", "Not signed in"),
        _N("kiosk", "It could not be saved. Please see your teacher."),
        "ui-save-off", Tone.BAD, 8.0, cue=Cue.TROUBLE),
    Screen.FAILED: Look(
        _N("kiosk", "The kiosk could not start"),
        _N("kiosk", "Please see your teacher."),
        "ui-alert", Tone.BAD, cue=Cue.TROUBLE),
}  # fmt: skip
"""Every screen's line. GUIDING and CHECKING take their words from the hint (hints.py)."""

TRIAL = Look(_N("kiosk", "Trial: nothing here counts"), "", "ui-info", Tone.CARE)
"""What stands over every screen of a trial: a ribbon, beside whatever else is shown."""

WRITTEN = frozenset({Screen.WELCOME, Screen.WELCOME_LATE, Screen.GOODBYE, Screen.WELCOME_BACK})
"""Answers of which each stands for a row that was committed."""

QUIET = frozenset(
    {
        Screen.IDLE,
        Screen.STARTING,
        Screen.NO_SESSION,
        Screen.OUT_OF_HOURS,
        Screen.RESTING,
        Screen.CODE_ONLY,
        Screen.PRESS_TO_START,
    }
)
"""Screens on which nothing happens: they are drawn less often."""
