"""What each known error says: what happened and what to do, marked for translation.

The texts hold `{where}` and `{detail}` and never a name; whoever shows them translates them.
"""

from dataclasses import dataclass

from kiosk.error_codes import Code


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001 - lupdate looks for this very name
    """Mark a text for translation without importing Qt."""
    return text


@dataclass(frozen=True, slots=True)
class ErrorText:
    """A row of the table.

    Attributes:
        what: What happened, one sentence; `{where}` and `{detail}` are filled in.
        action: What to do, one sentence.
    """

    what: str
    action: str


_N = QT_TRANSLATE_NOOP
TABLE: dict[Code, ErrorText] = {
    Code.MODEL_MISSING: ErrorText(
        _N("errors", "The model file {where} is missing."),
        _N("errors", "Run the set-up again: python3 run.py setup."),
    ),
    Code.MODEL_WRONG: ErrorText(
        _N("errors", "The model file {where} is not the one in the manifest, so it is not used."),
        _N("errors", "Run the set-up again: python3 run.py setup."),
    ),
    Code.MODEL_UNKNOWN: ErrorText(
        _N("errors", "There is no face model called {where}."),
        _N("errors", "Choose one of these: {detail}."),
    ),
    Code.MODEL_NOT_INSTALLED: ErrorText(
        _N("errors", "The file of the face model {where} is missing or is not the one in the manifest."),
        _N(
            "errors",
            "Install it: kiosk models install {where}. Or go back to the default: kiosk models use default.",
        ),
    ),
    Code.MODEL_NOT_MEASURED: ErrorText(
        _N(
            "errors",
            "Nobody has measured how near two faces have to be for the model {where}, so it marks nobody.",
        ),
        _N(
            "errors",
            "Measure it on your own pictures: kiosk evaluate limits --images FOLDER --model {where} --write.",
        ),
    ),
    Code.MODEL_FILE_OTHER: ErrorText(
        _N("errors", "{where} is not the file of the face model {detail}: its size or its sha256 differs."),
        _N("errors", "Take the publisher's file of exactly that version; kiosk models list --json names it."),
    ),
    Code.MODEL_NOT_WRITTEN: ErrorText(
        _N("errors", "The model file {where} could not be written; nothing was changed."),
        _N("errors", "Check that the folder models/built can be written and that the disk has space."),
    ),
    Code.MODEL_NOT_FETCHED_HERE: ErrorText(
        _N("errors", "The kiosk itself opens no network connection, so it cannot fetch {where}."),
        _N("errors", "Bring the file on a medium and name it: kiosk models install {detail} --file FILE."),
    ),
    Code.MANIFEST_BAD: ErrorText(
        _N("errors", "The model list {where} cannot be read: {detail}."),
        _N("errors", "Put back the manifest that came with this version."),
    ),
    Code.SOURCE_MISSING: ErrorText(
        _N("errors", "There is no file, folder or camera at {where}."),
        _N("errors", "Check the name; a camera is written camera:0 or camera:/dev/v4l/by-id/NAME."),
    ),
    Code.SOURCE_REFUSED: ErrorText(
        _N("errors", "{where} is not a local file, folder or camera, so it was not opened."),
        _N("errors", "Addresses on a network are never opened; name something on this machine."),
    ),
    Code.SOURCE_UNREADABLE: ErrorText(
        _N("errors", "{where} holds no picture that can be read."),
        _N("errors", "Check that the file is a video or the folder holds JPEG or PNG pictures."),
    ),
    Code.SOURCE_NOT_FOR_REAL: ErrorText(
        _N("errors", "This is a real data directory: it takes marks from cameras only, not from a {detail}."),
        _N("errors", "Use a camera, or make a trial with: kiosk init --trial."),
    ),
    Code.CAMERA_VIRTUAL: ErrorText(
        _N("errors", "The camera {where} is a virtual one, which can show any picture."),
        _N("errors", "Attach a real camera; virtual ones work in trials only."),
    ),
    Code.CAMERA_NONE: ErrorText(
        _N("errors", "No camera is connected."),
        _N("errors", "Plug one in; it is picked up by itself. Sign in with number and PIN meanwhile."),
    ),
    Code.CAMERA_NOT_THERE: ErrorText(
        _N("errors", "There is no camera at {where}."),
        _N("errors", "Plug one in and start the command again; kiosk doctor lists those that are connected."),
    ),
    Code.CAMERA_STALLED: ErrorText(
        _N("errors", "The camera gives no new picture."),
        _N("errors", "It is being restarted; if this stays, unplug it and plug it in again."),
    ),
    Code.DATA_DIR_MISSING: ErrorText(
        _N("errors", "There is no attendance data in {where} yet."),
        _N("errors", "Start the kiosk once and follow the wizard, or run: kiosk init."),
    ),
    Code.DATA_DIR_EXISTS: ErrorText(
        _N("errors", "{where} already holds attendance data; nothing was changed."),
        _N("errors", "Choose another folder with --data-dir."),
    ),
    Code.DATA_DIR_BUSY: ErrorText(
        _N("errors", "Another kiosk is using {where}."),
        _N("errors", "Close it first; one program at a time may use the data."),
    ),
    Code.DATA_DIR_UNWRITABLE: ErrorText(
        _N("errors", "{where}, or a file in it, cannot be read or written."),
        _N("errors", "Give this account the right to, or choose another folder with --data-dir."),
    ),
    Code.DATABASE_NEWER: ErrorText(
        _N("errors", "{where} was written by a newer version of this program."),
        _N("errors", "Install that version or a later one; nothing was changed."),
    ),
    Code.DATABASE_DAMAGED: ErrorText(
        _N("errors", "{where} is damaged or is not a database of this kiosk."),
        _N("errors", "Do not delete it; restore the latest backup beside it and ask your administrator."),
    ),
    Code.DATABASE_FULL: ErrorText(
        _N("errors", "Nothing was saved: the disk is full or cannot be written."),
        _N(
            "errors",
            "An administrator should free some space, then it works again. At the door, tell your teacher"
            " meanwhile.",
        ),
    ),
    Code.DEVICE_KEY_MISSING: ErrorText(
        _N("errors", "The key of this device was not found."),
        _N(
            "errors",
            "An administrator can give it back with a passphrase or the recovery code: kiosk recover.",
        ),
    ),
    Code.DEVICE_KEY_WRONG: ErrorText(
        _N("errors", "The key of this device does not open {where}."),
        _N(
            "errors",
            "An administrator can give it back with a passphrase or the recovery code: kiosk recover.",
        ),
    ),
    Code.SLOTS_DAMAGED: ErrorText(
        _N("errors", "The key file {where} is damaged."),
        _N("errors", "Restore it from a backup; without it, nothing can be opened."),
    ),
    Code.PASSPHRASE_WRONG: ErrorText(
        _N("errors", "That passphrase opens nothing here."),
        _N("errors", "Try again; capital letters and spaces count."),
    ),
    Code.PASSPHRASE_WAIT: ErrorText(
        _N("errors", "There were wrong passphrases just now."),
        _N("errors", "Wait {detail} seconds, then try again."),
    ),
    Code.PASSPHRASE_WEAK: ErrorText(
        _N("errors", "That passphrase is too easy to guess."),
        _N(
            "errors",
            "Take at least 12 characters that are not a well-known passphrase; six random words are good.",
        ),
    ),
    Code.RECOVERY_CODE_SLIP: ErrorText(
        _N("errors", "That is no recovery code: a character is wrong, missing or too many."),
        _N("errors", "Compare it with the paper: seven groups of four; capitals and dashes do not matter."),
    ),
    Code.RECOVERY_CODE_WRONG: ErrorText(
        _N("errors", "That recovery code opens nothing here."),
        _N("errors", "Take the code that was shown when this very school was set up."),
    ),
    Code.RECOVERY_CODE_WAIT: ErrorText(
        _N("errors", "There were wrong recovery codes just now."),
        _N("errors", "Wait {detail} seconds, then try again."),
    ),
    Code.ADMIN_NEEDED: ErrorText(
        _N("errors", "That passphrase is not an administrator's."),
        _N("errors", "Ask an administrator, or take the recovery code."),
    ),
    Code.CODE_WRONG: ErrorText(
        _N("errors", "Number and PIN do not belong together."),
        _N("errors", "Try again, or go to your teacher."),
    ),
    Code.CONFIRM_OVER: ErrorText(
        _N("errors", "It took too long, so nothing was stored."),
        _N("errors", "Start again."),
    ),
    Code.DUPLICATE_FACE: ErrorText(
        _N("errors", "One face under two numbers: {where}."),
        _N("errors", "One person needs one entry; twins are told apart by PIN, so say that they are twins."),
    ),
    Code.CODE_WAIT: ErrorText(
        _N("errors", "There were wrong PINs just now."),
        _N("errors", "Wait {detail} seconds, or go to your teacher."),
    ),
    Code.PIN_SHAPE: ErrorText(_N("errors", "A PIN has 4 to 8 digits."), _N("errors", "Type digits only.")),
    Code.PIN_EASY: ErrorText(
        _N("errors", "That PIN is one of the first that others try."),
        _N("errors", "Choose digits that are not all the same and not in a row."),
    ),
    Code.SIGNED_OUT: ErrorText(
        _N("errors", "Nobody is signed in."), _N("errors", "Sign in with a passphrase first.")
    ),
    Code.PERSON_UNKNOWN: ErrorText(
        _N("errors", "There is nobody with the number {where}."),
        _N("errors", "Check the number in the list of people; kiosk person list shows it."),
    ),
    Code.PERSON_EXISTS: ErrorText(
        _N("errors", "Somebody has the number {where} already."),
        _N("errors", "Give each person their own number."),
    ),
    Code.CLASS_UNKNOWN: ErrorText(
        _N("errors", "There is no class called {where}."), _N("errors", "Add it first: kiosk class add NAME.")
    ),
    Code.CLASS_EXISTS: ErrorText(
        _N("errors", "There is a class called {where} already."), _N("errors", "Choose another name.")
    ),
    Code.SESSION_UNKNOWN: ErrorText(
        _N("errors", "There is no such session."), _N("errors", "See the sessions with: kiosk session list.")
    ),
    Code.SESSION_CLOSED: ErrorText(
        _N("errors", "That register is closed."),
        _N("errors", "A correction is still possible and keeps the old value."),
    ),
    Code.SESSION_TIMES: ErrorText(
        _N("errors", "Those times do not make a session."), _N("errors", "It has to end after it starts.")
    ),
    Code.SESSION_EXISTS: ErrorText(
        _N("errors", "This class has a session at exactly that time already."),
        _N("errors", "Use that one, or choose another time."),
    ),
    Code.TEXT_BAD: ErrorText(
        _N("errors", "{where}: this text cannot be used ({detail})."),
        _N(
            "errors",
            "Use ordinary characters without hidden marks: up to 120 for a name, up to 4000 for a longer "
            "text.",
        ),
    ),
    Code.CONSENT_MISSING: ErrorText(
        _N("errors", "There is no live consent for this person, so no template was made."),
        _N("errors", "Record the consent first; number and PIN work without it."),
    ),
    Code.NO_GOOD_FACE: ErrorText(
        _N("errors", "No face from {where} is good enough: {detail}."),
        _N("errors", "Use sharp pictures of one person, from the front, in even light."),
    ),
    Code.MODEL_CHANGED: ErrorText(
        _N("errors", "The stored templates were made by another model and match nobody now."),
        _N("errors", "Enrol the people again, or go back to the model before."),
    ),
    Code.FILE_NOT_WRITTEN: ErrorText(
        _N("errors", "The file {where} could not be written."),
        _N("errors", "Check that the folder exists, can be written and has space."),
    ),
    Code.PICTURE_NAME: ErrorText(
        _N("errors", "{where} is no name for a picture of a curve."),
        _N("errors", "Let it end in .png."),
    ),
    Code.PICTURE_NEEDS_QT: ErrorText(
        _N("errors", "A curve is drawn with PySide6, which is not installed here."),
        _N("errors", "Leave --plot out, or run the set-up: python3 run.py setup."),
    ),
    Code.PAIRS_BAD: ErrorText(
        _N("errors", "The list of pairs is wrong: {where} {detail}."),
        _N("errors", "Correct the list, or name the folder that it belongs to."),
    ),
    Code.TOO_FEW_ENROLLED: ErrorText(
        _N("errors", "Fewer than two people are enrolled by face, so there is nothing to compare."),
        _N("errors", "Enrol people first."),
    ),
    Code.TOO_FEW_PICTURES: ErrorText(
        _N("errors", "The pictures in {where} are too few for this: {detail}."),
        _N("errors", "Add people, or pictures of the same people, and start again."),
    ),
    Code.PEER_MISSING: ErrorText(
        _N("errors", "The library dlib, which the comparison is with, is not installed."),
        _N("errors", "Set up what the tests need, from the program's source: python3 run.py test."),
    ),
    Code.EXPORT_NOT_WRITTEN: ErrorText(
        _N("errors", "The sheet could not be written to {where}."),
        _N(
            "errors",
            "Check that the folder exists, can be written and has space, and that the file is not open.",
        ),
    ),
    Code.OUTBOX_BROKEN: ErrorText(
        _N("errors", "The marks that the door stored were changed from outside. {detail}"),
        _N("errors", "The marks that are sound were kept. Tell your administrator today."),
    ),
    Code.NO_SCREEN: ErrorText(
        _N("errors", "There is no screen to open a window on."),
        _N("errors", "Start it from the desktop, or use: kiosk demo --headless."),
    ),
    Code.DAY_BAD: ErrorText(
        _N("errors", "{where} is not a day that can be used here."),
        _N(
            "errors",
            "Write a day as 2026-11-22, or: today. A consent ends today or later; somebody left today or "
            "earlier.",
        ),
    ),
    Code.DAY_EMPTY: ErrorText(
        _N("errors", "There is no register on {where}."),
        _N("errors", "Look at another day, or open one with: kiosk session open --class NAME."),
    ),
    Code.FILE_UNREADABLE: ErrorText(
        _N("errors", "The file {where} cannot be read."), _N("errors", "Check the name and the permissions.")
    ),
    Code.PASSPHRASE_NEEDED: ErrorText(
        _N("errors", "A passphrase is needed, and there is no terminal to ask at."),
        _N("errors", "Write it on the first line of a file and name that with --passphrase-file."),
    ),
    Code.PIN_NEEDED: ErrorText(
        _N("errors", "A PIN is needed, and there is no terminal to ask at."),
        _N("errors", "Write it on the first line of a file and name that with --pin-file."),
    ),
    Code.OPTION_NEEDED: ErrorText(
        _N("errors", "{where} is not given, and there is no terminal to ask at."),
        _N("errors", "Give it on the command line."),
    ),
    Code.TIME_BAD: ErrorText(
        _N("errors", "{where} is not a time."), _N("errors", "Write it as 08:00 or as 2026-11-22T08:00.")
    ),
    Code.ZONE_UNKNOWN: ErrorText(
        _N("errors", "There is no time zone called {where}."),
        _N("errors", "Write it as Asia/Riyadh or Europe/Berlin."),
    ),
    Code.NOT_ALLOWED: ErrorText(
        _N("errors", "Only an administrator may do that."),
        _N("errors", "Ask an administrator of this school to sign in."),
    ),
    Code.ATTENDED_START: ErrorText(
        _N("errors", "This kiosk waits for somebody to sign in after each start."),
        _N("errors", "Type a passphrase; everything the door needs is opened by it."),
    ),
    Code.PASSPHRASE_USED: ErrorText(
        _N("errors", "That passphrase cannot be taken."),
        _N("errors", "Take another one, or let the program suggest six words."),
    ),
    Code.SIGNER_UNKNOWN: ErrorText(
        _N("errors", "Nobody who may sign in has the number {where}."),
        _N("errors", "Look at the list: kiosk keys list."),
    ),
    Code.LAST_ADMIN: ErrorText(
        _N("errors", "This is the only administrator, so this was not done."),
        _N("errors", "Make somebody else an administrator first."),
    ),
    Code.DESK_PIN_SHAPE: ErrorText(
        _N("errors", "A PIN for the desk has six digits."), _N("errors", "Type six digits, twice the same.")
    ),
    Code.DESK_PIN_WRONG: ErrorText(
        _N("errors", "That is not your PIN for the desk."),
        _N("errors", "Tries left: {detail}. After that the passphrase is needed."),
    ),
    Code.DESK_PIN_OVER: ErrorText(
        _N("errors", "The PIN for the desk does not hold any more."),
        _N("errors", "Sign in with your passphrase."),
    ),
    Code.BASIS_REFERENCE: ErrorText(
        _N("errors", "A basis other than consent needs the law, decision or document it stands on."),
        _N("errors", "Write where it can be looked up."),
    ),
    Code.OBJECTED: ErrorText(
        _N("errors", "This person said no to being recognised by face, so nothing was stored."),
        _N("errors", "Use number and PIN. Only whoever said no can take it back."),
    ),
    Code.RETENTION_DAYS: ErrorText(
        _N("errors", "{where} cannot be kept for so many days."),
        _N("errors", "Choose a number of days among these: {detail}."),
    ),
    Code.AUDIT_BROKEN: ErrorText(
        _N("errors", "The audit was changed from outside. {detail}"),
        _N("errors", "Keep a copy of the data and ask who had access to this computer."),
    ),
    Code.BACKUP_NO_SPACE: ErrorText(
        _N("errors", "There is not enough room in {where} for a backup: {detail} MB more are needed."),
        _N("errors", "Free some space or choose another folder; the older backups are untouched."),
    ),
    Code.BACKUP_NOT_WRITTEN: ErrorText(
        _N("errors", "The backup could not be written to {where}."),
        _N("errors", "Check that the folder is there and can be written; the older backups are untouched."),
    ),
    Code.BACKUP_BAD: ErrorText(
        _N("errors", "The backup was written and then found faulty ({detail}), so it was not kept."),
        _N("errors", "Try again; if it stays, check the disk with: kiosk doctor."),
    ),
    Code.BACKUP_UNREADABLE: ErrorText(
        _N("errors", "{where} is not a backup of this program, or it was cut off."),
        _N("errors", "Take another file; nothing was changed."),
    ),
    Code.BACKUP_DAMAGED: ErrorText(
        _N("errors", "The backup {where} was changed or is damaged ({detail})."),
        _N("errors", "Take an older one; nothing was changed."),
    ),
    Code.BACKUP_FOREIGN: ErrorText(
        _N("errors", "The backup {where} belongs to another school than the data in the folder."),
        _N("errors", "Restore it into a folder of its own with --data-dir; nothing was changed."),
    ),
    Code.BACKUP_NEWER: ErrorText(
        _N("errors", "The backup {where} was made by a newer version of this program."),
        _N("errors", "Install that version or a later one; nothing was changed."),
    ),
    Code.BACKUP_HOSTILE: ErrorText(
        _N("errors", "{where} holds something no backup holds ({detail}), so it was not opened."),
        _N("errors", "Do not trust where it came from; nothing was changed."),
    ),
    Code.RESTORE_INTO: ErrorText(
        _N("errors", "The restored data could not be put in place in {where}."),
        _N("errors", "The data from before are untouched; check the rights and the space there."),
    ),
    Code.BACKUP_STOPPED: ErrorText(
        _N("errors", "The backup was stopped before it was whole, so it was not kept."),
        _N("errors", "Start it again and stay signed in until it is done; the older backups are untouched."),
    ),
    Code.KEYRING_REFUSED: ErrorText(
        _N("errors", "The keyring of this computer does not keep the key of this device."),
        _N("errors", "Unlock it and try again, or choose a file or an attended start; nothing was changed."),
    ),
    Code.DATA_DIR_LOST: ErrorText(
        _N("errors", "{where} is no longer where it was, so nothing can be saved."),
        _N("errors", "Connect its disk again, then start the kiosk again."),
    ),
    Code.PDF_NEEDS_QT: ErrorText(
        _N("errors", "A PDF is made with PySide6, which is not installed here."),
        _N("errors", "Name a file that ends in .json, or run the set-up: python3 run.py setup."),
    ),
    Code.CAMERA_TAKEN: ErrorText(
        _N("errors", "The camera is connected, but it does not open: another program may be using it."),
        _N("errors", "Close that program; the camera is then picked up by itself. Codes work meanwhile."),
    ),
    Code.DESK_PIN_LATE: ErrorText(
        _N("errors", "A PIN for the desk is chosen in the first ten minutes after a sign-in."),
        _N("errors", "Sign out, sign in with your passphrase, and choose it then."),
    ),
    Code.CARD_UNKNOWN: ErrorText(
        _N("errors", "This card is not known here, or it was replaced by another."),
        _N("errors", "Use your newest card, your number and PIN, or see the teacher."),
    ),
    Code.REASON_NEEDED: ErrorText(
        _N("errors", "The register is closed, so a change needs a reason."),
        _N("errors", "Write why in the field for the note, then set the state again."),
    ),
    Code.CODE_UNKNOWN: ErrorText(
        _N("errors", "The code {where} is not in this set of codes."),
        _N("errors", "Choose one from the list of the group's codes."),
    ),
    Code.MINUTES_BAD: ErrorText(
        _N("errors", "The minutes for {where} are not between 0 and 1,440."),
        _N("errors", "Write whole minutes; nothing was changed."),
    ),
    Code.SPAN_BAD: ErrorText(
        _N("errors", "The days of {where} end before they begin, are more than three years, or overlap."),
        _N("errors", "Correct the first or the last day; nothing was changed."),
    ),
    Code.LESSON_UNKNOWN: ErrorText(
        _N("errors", "This lesson is not in the timetable any more."),
        _N("errors", "Load the timetable again."),
    ),
    Code.ACRONYM_BAD: ErrorText(
        _N("errors", "A code is written with one to eight letters or digits, and each only once in its set."),
        _N("errors", "Choose other letters; nothing was changed."),
    ),
    Code.IMPORT_FORMAT: ErrorText(
        _N("errors", "{where} is not a file that can be read here: {detail}."),
        _N(
            "errors",
            "Correct it, or use CSV, XLSX, OneRoster or, for a timetable, iCalendar; nothing was changed.",
        ),
    ),
    Code.IMPORT_TOO_LARGE: ErrorText(
        _N("errors", "{where} is larger than can be read here: {detail}."),
        _N("errors", "Take out what is not needed, or split it into smaller files; nothing was changed."),
    ),
    Code.IMPORT_COLUMNS: ErrorText(
        _N("errors", "{where} lacks what is needed: {detail}."),
        _N("errors", "Say which column it is, or add it to the file; nothing was changed."),
    ),
    Code.IMPORT_EMPTY: ErrorText(
        _N("errors", "{where} has nothing to read: no line below a row of titles."),
        _N("errors", "Check that it is the right file; nothing was changed."),
    ),
    Code.IMPORT_PROBLEMS: ErrorText(
        _N("errors", "{where} has problems: {detail}. The list says where."),
        _N("errors", "Correct the file and open it again; nothing was changed."),
    ),
    Code.IMPORT_OUTDATED: ErrorText(
        _N("errors", "Something was changed here since the preview of {where} was made."),
        _N("errors", "Open the file again and look at the new preview; nothing was changed."),
    ),
    Code.IMPORT_STOPPED: ErrorText(
        _N("errors", "The import was stopped."),
        _N("errors", "Nothing was changed. Open the file again to start anew."),
    ),
    Code.REPORT_STOPPED: ErrorText(
        _N("errors", "The report was stopped before it was whole."),
        _N("errors", "Start it again when you need it; nothing was changed."),
    ),
    Code.RULE_BAD: ErrorText(
        _N("errors", "A rule's numbers do not fit: {detail}."),
        _N("errors", "Correct them; nothing was changed."),
    ),
    Code.FOLLOW_UP_UNKNOWN: ErrorText(
        _N("errors", "This line is not on the follow-up list any more."),
        _N("errors", "Load the list again."),
    ),
    Code.LETTER_FIELD: ErrorText(
        _N("errors", "The letter names a field that does not exist: {where}."),
        _N("errors", "Use the fields from the list; nothing was changed."),
    ),
    Code.LETTER_EXISTS: ErrorText(
        _N("errors", "There is a letter of that name in that language already."),
        _N("errors", "Choose another name or change that one."),
    ),
    Code.SESSION_CANCELLED: ErrorText(
        _N("errors", "This session was cancelled."),
        _N("errors", "Restore it in the timetable first."),
    ),
    Code.SAMPLE_NOT_EMPTY: ErrorText(
        _N("errors", "A sample school is made in a new trial only."),
        _N("errors", "Name a folder that does not exist yet with --data-dir; nothing was changed."),
    ),
    Code.EXPORT_STOPPED: ErrorText(
        _N("errors", "The export was stopped."),
        _N("errors", "Nothing was written. Start it again when you need it."),
    ),
    Code.EXPORT_TOO_LONG: ErrorText(
        _N("errors", "A file of this format holds at most {detail} lines."),
        _N("errors", "Choose fewer days, one group or another format; nothing was written."),
    ),
    Code.PRINTER_REFUSED: ErrorText(
        _N("errors", "The printer {where} did not take the sheet."),
        _N("errors", "Check that it is switched on, or write a PDF and print that."),
    ),
    Code.LETTER_UNKNOWN: ErrorText(
        _N("errors", "There is no letter called {where}. There are: {detail}."),
        _N("errors", "Choose one of these; nothing was written."),
    ),
    Code.PEER_MODEL: ErrorText(
        _N("errors", "The comparison's model file {where} is not in that folder, or not the published one."),
        _N("errors", "Put the OpenCV Zoo's own file there, or leave --peer-models out."),
    ),
    Code.NEEDS_PYTHON: ErrorText(
        _N("errors", "This is measured in fresh Pythons, and the installed program has none."),
        _N("errors", "Run it from the source, where it was built: python3 run.py bench."),
    ),
    Code.SETTINGS_WRONG: ErrorText(
        _N("errors", "The settings hold something that cannot be used: {where}."),
        _N("errors", "Correct it there, or remove that line: what is not set has its default."),
    ),
}
