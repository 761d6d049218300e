"""Every setting in words: its group, its title, and a sentence that says what it does."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject


class Group(StrEnum):
    """What belongs together; in the order in which it is shown."""

    LOOK = "look"
    DOOR = "door"
    SOUND = "sound"
    DESK = "desk"
    REGISTERS = "registers"
    RECOGNITION = "recognition"
    PRIVACY = "privacy"
    BACKUPS = "backups"


@dataclass(frozen=True, slots=True)
class SettingText:
    """One setting.

    Attributes:
        title: Short.
        sentence: What it does.
    """

    title: str
    sentence: str


GREETING = "greeting"
"""Not of the settings' file: it stands in the records, as everybody's label at the door is made by it."""

ORDER: dict[Group, tuple[str, ...]] = {
    Group.LOOK: ("language", "theme", "reduced_motion", "large_targets"),
    Group.DOOR: (
        "room",
        GREETING,
        "press_to_start",
        "welcome_seconds",
        "not_me_seconds",
        "rests_out_of_hours",
        "wakes_before_minutes",
    ),
    Group.SOUND: ("sound_volume", "speaks"),
    Group.DESK: ("idle_lock_minutes",),
    Group.REGISTERS: ("early_minutes", "late_after_minutes"),
    Group.RECOGNITION: ("camera", "strictness"),
    Group.PRIVACY: ("school_year_ends", "retention_runs_itself"),
    Group.BACKUPS: ("backup_at", "backup_folder", "export_folder"),
}
"""Which settings are shown, by the names of `kiosk.settings.Settings`."""

WITHOUT_CONTROL = {
    "model": "every template is of one model: another needs `kiosk models use`, and everybody enrolled again"
}
"""Settings that have no control, each with its reason."""


class SettingWords(QObject):
    """Says them in the language in use."""

    def group(self, group: Group) -> str:
        """Name a group."""
        return {
            Group.LOOK: self.tr("Look"),
            Group.DOOR: self.tr("At the door"),
            Group.SOUND: self.tr("Sound"),
            Group.DESK: self.tr("At the desk"),
            Group.REGISTERS: self.tr("Registers"),
            Group.RECOGNITION: self.tr("Recognition"),
            Group.PRIVACY: self.tr("Privacy"),
            Group.BACKUPS: self.tr("Backups and files"),
        }[group]

    def texts(self) -> dict[str, SettingText]:
        """Give every setting's words."""
        return {**self._look_and_door(), **self._the_rest()}

    def _look_and_door(self) -> dict[str, SettingText]:
        return {
            "language": SettingText(
                self.tr("Language"),
                self.tr("What both windows speak. At the door anybody can change it for the moment."),
            ),
            "theme": SettingText(
                self.tr("Colours"),
                self.tr(
                    "Light for doors with daylight, dark for dim halls; high contrast is easier to read."
                ),
            ),
            "reduced_motion": SettingText(
                self.tr("Less motion"), self.tr("Nothing fades or glides: the screens change at once.")
            ),
            "large_targets": SettingText(
                self.tr("Larger buttons at the door"),
                self.tr("For gloves and unsteady hands. The text stays as large as it is."),
            ),
            "room": SettingText(
                self.tr("Room"),
                self.tr(
                    "Where this kiosk stands, as the timetable writes it. It serves the sessions of that "
                    "room and those without one; empty serves all."
                ),
            ),
            GREETING: SettingText(
                self.tr("What a tick shows"),
                self.tr("How somebody sees at the door that it was them. Others who stand by see it too."),
            ),
            "rests_out_of_hours": SettingText(
                self.tr("Rest out of hours"),
                self.tr(
                    "Before the first and after the last session of the day the camera is off and the "
                    "screen dark. A touch lights it up; without any session it never rests."
                ),
            ),
            "wakes_before_minutes": SettingText(
                self.tr("Wake up before"),
                self.tr(
                    "The rest ends so long before the day’s first register takes marks: time to see to a "
                    "camera that does not work."
                ),
            ),
            "press_to_start": SettingText(
                self.tr("Press to start"),
                self.tr("Nobody is recognised before the button is pressed: where many pass by."),
            ),
            "welcome_seconds": SettingText(
                self.tr("How long a tick stays"),
                self.tr("The next person may step up meanwhile: their own tick replaces it."),
            ),
            "not_me_seconds": SettingText(
                self.tr("How long “Not me” works"),
                self.tr("So long after a tick it can be taken back at the door. 0 switches it off."),
            ),
        }

    def _the_rest(self) -> dict[str, SettingText]:
        return {
            "sound_volume": SettingText(
                self.tr("Volume"),
                self.tr(
                    "Of the tones at the door; 0 is silent. It is set back to this when a session begins."
                ),
            ),
            "speaks": SettingText(
                self.tr("Speak the hints"),
                self.tr("Hints such as “a little closer” are spoken too. Never a name, never a reason."),
            ),
            "idle_lock_minutes": SettingText(
                self.tr("Lock the desk after"),
                self.tr("So long without a key or a touch; the register can stay to be looked at."),
            ),
            "early_minutes": SettingText(
                self.tr("Marks begin before the start"),
                self.tr("So early the door takes marks for a new session. A group can have its own time."),
            ),
            "late_after_minutes": SettingText(
                self.tr("Late after the start"),
                self.tr(
                    "So long after the start of a new session a mark is late. A group can have its own time."
                ),
            ),
            "camera": SettingText(
                self.tr("Camera"),
                self.tr(
                    "What the door looks with. Another one is used at once, and no picture is shown or kept."
                ),
            ),
            "strictness": SettingText(
                self.tr("How strict the door is"),
                self.tr(
                    "Between wrong marks and second looks. What that comes to here is in the System tab."
                ),
            ),
            "school_year_ends": SettingText(
                self.tr("The school year ends on"),
                self.tr("Consents that name no day of their own end then."),
            ),
            "retention_runs_itself": SettingText(
                self.tr("Take away by itself what is due"),
                self.tr(
                    "Marks and audit rows whose time is over go once they have been on the desk for a day. "
                    "Faces always go by themselves."
                ),
            ),
            "backup_at": SettingText(
                self.tr("Nightly backup at"),
                self.tr("By the school’s clock. A missed one is made after the next start."),
            ),
            "backup_folder": SettingText(
                self.tr("Folder of the backups"),
                self.tr("Another disk than this computer’s is safer. What is in there is encrypted."),
            ),
            "export_folder": SettingText(
                self.tr("Folder of sheets and letters"),
                self.tr("Where the desk writes. They are not encrypted: whoever can open it can read them."),
            ),
        }
