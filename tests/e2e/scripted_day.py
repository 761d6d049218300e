"""A school's day through the real windows: set-up and enrolment first, then a walk-up and the register.

    python -m tests.e2e.scripted_day DATA_DIR --source FOLDER --photos FOLDER --out FOLDER [--grabs FOLDER]
        [--language en|ar] [--linger SECONDS] [--wait-to-be-killed]

Evening: the wizard, a person with consent, PIN and a template from picture files, one with a PIN only, a
register. Morning: somebody enrolled is ticked, a stranger is not, the other signs in by code, a teacher
corrects, undoes, closes, exports XLSX and CSV and prints to PDF. It prints a line a step and "day done".
"""

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QRadioButton, QWidget

from kiosk.app import Program
from kiosk.domain.marks import MarkState
from kiosk.ui import i18n
from kiosk.ui.desk.board import Board
from kiosk.ui.desk.file_picker import FilePicker
from kiosk.ui.desk.forms import PersonForm, PinForm
from kiosk.ui.desk.people_tab import PeopleTab
from kiosk.ui.desk.privacy_forms import ConsentForm
from kiosk.ui.desk.window import DeskWindow
from kiosk.ui.kiosk.states import Screen
from kiosk.ui.kiosk.window import KioskWindow
from tests.e2e.pilot import Script, Until, fly, grab, make_program, press, primary, seen, write

PASSPHRASE = "four plain words here"
PIN = "2580"
DRAWN_S = 0.8
SCHOOL = {"en": "Riverside School", "ar": "مدرسة ضفاف النهر"}
CLASS_NAME = {"en": "Class 7b", "ar": "الصف السابع ب"}
ADMIN = {"en": "Noor Haddad", "ar": "نور حداد"}
SEEN = {"en": ("101", "Eileen Collins"), "ar": ("101", "إيلين كولينز")}
BY_CODE = {"en": ("102", "Yusuf Rahman"), "ar": ("102", "يوسف رحمن")}
FORM = {"en": "Form of 20 November", "ar": "استمارة ٢٠ نوفمبر"}
PARENT = {"en": "A parent", "ar": "أحد الوالدين"}
MISSING = {"en": ("103", "Maya Lindqvist"), "ar": ("103", "مايا ليندكفيست")}


class Day:
    """What both parts of the day need to know."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.photos: Path = args.photos
        self.out: Path = args.out
        self.grabs: Path | None = args.grabs
        self.language: str = args.language
        self.linger_s: float = args.linger
        self.is_killed: bool = args.wait_to_be_killed
        self.size: tuple[int, int] = args.size
        self.moments: set[str] = set()

    def show(self, name: str, window: QWidget | None) -> None:
        """Say that a step is reached, and keep what the window shows."""
        print(name, flush=True)
        self.moments.add(name)
        if self.grabs is not None and window is not None:
            grab(window, self.grabs / f"{name}.png")

    def show_stuck(self) -> None:
        """Keep what all windows show when the script ends too early."""
        for place, window in enumerate(QApplication.topLevelWidgets()):
            if self.grabs is not None and window.isVisible():
                grab(window, self.grabs / f"stuck-{place}.png")

    def fit(self, window: QWidget) -> None:
        """Give a window the size asked for."""
        window.resize(*self.size)

    def evening(self, program: Program) -> Script:
        """Set up, enrol, open a register."""
        yield from self._wizard(program)
        yield Until("the kiosk's window", lambda: program.kiosk is not None and program.kiosk.isVisible())
        kiosk = kiosk_of(program)
        self.fit(kiosk)
        yield Until("no camera is said", lambda: screen_of(kiosk) is Screen.CAMERA_NONE)
        self.show("kiosk-no-camera", kiosk)
        yield from self._sign_in(program)
        yield from self._people(program)
        yield from self._open_register(program)
        press(board_of(program).leaving)
        yield Until("signed out", lambda: not desk_of(program).is_signed_in)
        self.show("evening-over", None)

    def morning(self, program: Program) -> Script:
        """Walk up, correct, close, export."""
        yield Until("the kiosk's window", lambda: program.kiosk is not None and program.kiosk.isVisible())
        kiosk = kiosk_of(program)
        self.fit(kiosk)
        yield Until("a tick", lambda: screen_of(kiosk) in {Screen.WELCOME, Screen.WELCOME_LATE})
        yield drawn()
        self.show("kiosk-welcome", kiosk)
        yield Until("the stranger is not recognised", lambda: screen_of(kiosk) is Screen.NOT_RECOGNISED)
        self.show("kiosk-not-recognised", kiosk)
        yield Until("the walk-up is over", lambda: screen_of(kiosk) is Screen.SOURCE_ENDED)
        yield from self._code(kiosk)
        yield from self._sign_in(program)
        yield from self._correct(program)
        yield from self._close(program)
        yield from self._export(program)
        self.show("day done", None)
        if self.is_killed:
            yield Until("somebody kills this", lambda: False)
        ends = time.monotonic() + self.linger_s
        yield Until("late threads had their time", lambda: time.monotonic() > ends)

    # Evening

    def _wizard(self, program: Program) -> Script:
        yield Until("the wizard", lambda: program.wizard is not None and program.wizard.isVisible())
        wizard = program.wizard
        assert wizard is not None
        self.fit(wizard)
        self.show("wizard-language", wizard)
        place = [language.code for language in i18n.LANGUAGES].index(self.language)
        press([b for b in seen(wizard, QPushButton) if b.property("wizard") == "choice"][place])
        yield Until("the school page", lambda: wizard.page is wizard.school)
        for field, text in zip(
            seen(wizard.page, QLineEdit), (SCHOOL[self.language], CLASS_NAME[self.language]), strict=True
        ):
            write(field, text)
        seen(wizard.page, QRadioButton)[1].setChecked(True)
        self.show("wizard-school", wizard)
        press(primary(wizard))
        yield Until("the lessons page", lambda: wizard.page is wizard.lessons)
        press(primary(wizard))
        yield Until("the administrator page", lambda: wizard.page is wizard.admin)
        texts = (ADMIN[self.language], PASSPHRASE, PASSPHRASE)
        for field, text in zip(seen(wizard.page, QLineEdit), texts, strict=True):
            write(field, text)
        self.show("wizard-administrator", wizard)
        press(primary(wizard))
        yield Until("what this machine gives", lambda: wizard.custody.chosen is not None)
        seen(wizard.page, QCheckBox)[0].setChecked(True)
        self.show("wizard-custody", wizard)
        press(primary(wizard))
        yield Until("the notice", lambda: wizard.page is wizard.notice)
        seen(wizard.page, QCheckBox)[0].setChecked(True)
        self.show("wizard-notice", wizard)
        press(primary(wizard))
        yield Until("the recovery code", lambda: wizard.page is wizard.recovery)
        code = next(part for part in seen(wizard.page, QLabel) if " - " in part.text())
        groups = [group.strip() for row in code.text().split("\n") for group in row.split(" - ")]
        press(primary(wizard))
        yield Until("two groups are asked for", lambda: len(seen(wizard.page, QLineEdit)) == 2)
        self.show("wizard-recovery", wizard)
        for field, asked in zip(seen(wizard.page, QLineEdit), wizard.recovery.asked, strict=True):
            write(field, groups[asked])
        press(primary(wizard))
        yield Until("the camera page", lambda: wizard.page is wizard.camera)
        press(primary(wizard))

    def _people(self, program: Program) -> Script:
        board = board_of(program)
        board.tabs.setCurrentWidget(people_of(board))
        yield Until("the classes are listed", lambda: people_of(board).class_box.count() == 2)
        for count, (number, name) in enumerate(
            (SEEN[self.language], BY_CODE[self.language], MISSING[self.language]), start=1
        ):
            press(people_of(board).adding)
            yield form_of(board, PersonForm)
            form = people_of(board).panel.form
            assert isinstance(form, PersonForm)
            write(form.name, name)
            write(form.number, number)
            form.class_box.setCurrentIndex(1)
            press(form.go)
            yield Until(f"person {count} is listed", partial(_has_people, board, count))
        yield from self._choose(board, SEEN[self.language][0])
        yield from self._consent(board)
        yield from self._pictures(board)
        yield from self._choose(board, BY_CODE[self.language][0])
        press(act(board, 6))
        yield form_of(board, PinForm)
        pin = people_of(board).panel.form
        assert isinstance(pin, PinForm)
        write(pin.pin, PIN)
        write(pin.again, PIN)
        press(pin.go)
        yield Until("the PIN is set", lambda: any(item.has_pin for item in people_of(board).model.people))
        yield from self._choose(board, SEEN[self.language][0])
        self.show("desk-people", desk_of(program))

    def _choose(self, board: Board, number: str) -> Script:
        yield Until("no form is open", lambda: people_of(board).panel.form is None)
        people = people_of(board)
        for line in range(people.proxy.rowCount()):
            row = people.proxy.mapToSource(people.proxy.index(line, 0)).row()
            if people.model.people[row].person.number == number:
                # Qt's selectRow chooses nothing in a right-to-left table.
                flags = QItemSelectionModel.SelectionFlag
                place = people.proxy.index(line, 0)
                people.table.selectionModel().setCurrentIndex(place, flags.ClearAndSelect | flags.Rows)
        yield Until("the person's acts", lambda: len(acts(board)) == ACTS)

    def _consent(self, board: Board) -> Script:
        press(act(board, 1))
        yield form_of(board, ConsentForm)
        form = people_of(board).panel.form
        assert isinstance(form, ConsentForm)
        write(form.text, FORM[self.language])
        write(form.giver, PARENT[self.language])
        press(form.go)
        yield Until(
            "the consent is recorded",
            lambda: any(item.has_live_consent for item in people_of(board).model.people),
        )

    def _pictures(self, board: Board) -> Script:
        yield Until("the person may be enrolled", lambda: _may_enrol(board))
        press(act(board, 5))
        yield Until("the file picker", lambda: isinstance(people_of(board).panel.form, FilePicker))
        picker = people_of(board).panel.form
        assert isinstance(picker, FilePicker)
        yield Until("a folder is listed", picker.path.text)
        write(picker.path, str(self.photos))
        QTest.keyClick(picker.path, Qt.Key.Key_Return)
        pictures = len(list(self.photos.iterdir()))
        yield Until("the pictures are listed", lambda: picker.list.count() == pictures)
        picker.list.selectAll()
        press(picker.go)
        yield Until("the face is enrolled", lambda: any(i.templates for i in people_of(board).model.people))

    def _open_register(self, program: Program) -> Script:
        board = board_of(program)
        board.tabs.setCurrentWidget(board.roster)
        press(board.roster.opening)
        yield Until(
            "the opener", lambda: board.roster.opener.isVisible() and board.roster.opener.go.isEnabled()
        )
        press(board.roster.opener.go)
        yield Until("the register is shown", lambda: len(board.roster.model.rows) == 3)

    # Morning

    def _code(self, kiosk: KioskWindow) -> Script:
        press(kiosk.footer.code)
        yield Until("the code pad", lambda: kiosk.page is kiosk.pad and kiosk.pad.isVisible())
        self.show("kiosk-code", kiosk)
        for field, digits in zip(seen(kiosk.pad, QLineEdit), (BY_CODE[self.language][0], PIN), strict=True):
            write(field, digits)
        press(primary(kiosk.pad))
        yield Until("a tick by code", lambda: screen_of(kiosk) in {Screen.WELCOME, Screen.WELCOME_LATE})
        self.show("kiosk-welcome-by-code", kiosk)

    def _sign_in(self, program: Program) -> Script:
        yield Until("the services are up", lambda: program._services is not None)
        yield from self._open_desk(program)
        desk = desk_of(program)
        self.fit(desk)
        if "desk-sign-in" not in self.moments:
            self.show("desk-sign-in", desk)
        write(desk.sign_in.passphrase, PASSPHRASE)
        press(desk.sign_in.go)
        yield Until("the board", lambda: desk.board is not None and desk.board.isVisible())

    def _open_desk(self, program: Program) -> Script:
        press(kiosk_of(program).footer.teacher)
        yield Until("the desk", lambda: program.desk is not None and program.desk.isVisible())

    def _correct(self, program: Program) -> Script:
        roster = board_of(program).roster
        yield Until("the register holds two marks", _counts(program, MarkState.UNMARKED, 1))
        self.show("desk-register", desk_of(program))
        missing = next(i for i, r in enumerate(roster.model.rows) if r.standing.state is MarkState.UNMARKED)
        roster.table.choose_line(roster.proxy.mapFromSource(roster.model.index(missing, 0)).row())
        QTest.keyClick(roster.table, Qt.Key.Key_E)
        yield Until("somebody is excused", _counts(program, MarkState.EXCUSED, 1))
        press(roster.undoing)
        yield Until("it is undone", _counts(program, MarkState.EXCUSED, 0))
        self.show("desk-corrected", desk_of(program))

    def _close(self, program: Program) -> Script:
        roster = board_of(program).roster
        press(roster.closing)
        yield Until("closing asks", lambda: bool(roster.strip.buttons()))
        self.show("desk-close", desk_of(program))
        press(roster.strip.buttons()[0])
        yield Until("whoever is missing is absent", _counts(program, MarkState.ABSENT, 1))

    def _export(self, program: Program) -> Script:
        board = board_of(program)
        panel = board.export
        panel.take_folder(self.out)
        for fmt in ("xlsx", "csv", "pdf"):
            if not panel.isVisible():
                press(board.roster.exporting)
                yield Until("the export panel", panel.isVisible)
            panel.formats[fmt].setChecked(True)
            press(panel.go)
            yield Until(f"a sheet as {fmt}", partial(_has_file, self.out, fmt))
            yield Until("the panel is ready again", panel.go.isEnabled)
        self.show("desk-export", desk_of(program))


def kiosk_of(program: Program) -> KioskWindow:
    assert program.kiosk is not None
    return program.kiosk


def drawn() -> Until:
    """Wait for an answer's animation, so that a grab shows it whole."""
    ends = time.monotonic() + DRAWN_S
    return Until("the answer is drawn", lambda: time.monotonic() > ends)


def screen_of(kiosk: KioskWindow) -> Screen:
    return kiosk.stage._scene.screen


def desk_of(program: Program) -> DeskWindow:
    assert program.desk is not None
    return program.desk


def board_of(program: Program) -> Board:
    board = desk_of(program).board
    assert board is not None
    return board


def people_of(board: Board) -> PeopleTab:
    assert board.tabs.people is not None, "whoever set the school up is an administrator"
    return board.tabs.people


def form_of(board: Board, kind: type) -> Until:
    return Until(f"the {kind.__name__}", lambda: isinstance(people_of(board).panel.form, kind))


ACTS = 10


def act(board: Board, place: int) -> QPushButton:
    """0 change, 1 consent, 2 no, 3 leaving, 4 camera, 5 pictures, 6 PIN, 7 sheet, 8 data, 9 erase."""
    return acts(board)[place]


def acts(board: Board) -> list[QPushButton]:
    """Give a person's acts, without what turns the pages of their calendar."""
    panel = people_of(board).panel
    return [b for b in seen(panel, QPushButton) if panel.days is None or not panel.days.isAncestorOf(b)]


def _may_enrol(board: Board) -> bool:
    there = acts(board)
    return people_of(board).panel.form is None and len(there) == ACTS and there[5].isEnabled()


def _has_people(board: Board, count: int) -> bool:
    return len(people_of(board).model.people) == count and people_of(board).panel.form is None


def _has_file(folder: Path, fmt: str) -> bool:
    return any(folder.glob(f"*.{fmt}"))


def _counts(program: Program, state: MarkState, count: int) -> Callable[[], bool]:
    return lambda: (
        bool(board_of(program).roster.model.rows) and board_of(program).roster.model.counts()[state] == count
    )


def window_size(text: str) -> tuple[int, int]:
    """Read "1280x720"."""
    width, _, height = text.partition("x")
    return int(width), int(height)


def run(kind: type[Day], story: str) -> int:
    """Run both parts of a day as the command line says.

    Args:
        kind: Which day.
        story: What it is, for --help.
    """
    parser = argparse.ArgumentParser(description=story)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("--source", required=True, help="what walks up: a folder or file")
    parser.add_argument("--photos", type=Path, required=True, help="pictures of the person who is enrolled")
    parser.add_argument("--out", type=Path, required=True, help="where the sheets go")
    parser.add_argument("--grabs", type=Path, help="where pictures of the windows go")
    parser.add_argument("--language", choices=sorted(SCHOOL), default="en")
    parser.add_argument("--size", type=window_size, default=(1280, 720))
    parser.add_argument("--linger", type=float, default=0.0, metavar="SECONDS")
    parser.add_argument("--wait-to-be-killed", action="store_true")
    args = parser.parse_args()
    day = kind(args)
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    fly(make_program(app, args.data_dir, source=None), app, day.evening, day.show_stuck)
    fly(make_program(app, args.data_dir, source=args.source), app, day.morning, day.show_stuck)
    return 0


if __name__ == "__main__":
    sys.exit(run(Day, "A school's day through the real windows."))
