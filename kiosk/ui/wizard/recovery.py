"""The wizard's page with the recovery code: shown, saved to be printed, then tested by two groups of it."""

from collections.abc import Callable
from pathlib import Path
from random import SystemRandom

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.names import ascii_digits
from kiosk.domain.recovery_groups import GROUPS, groups_asked, groups_of, is_group_right
from kiosk.runtime.api import SchoolMade
from kiosk.ui import bridge, i18n, theme
from kiosk.ui.bridge import Trouble
from kiosk.ui.desk.export_panel import start_folder
from kiosk.ui.desk.file_picker import FilePicker
from kiosk.ui.desk.words import sheet_words
from kiosk.ui.print.recovery import RecoverySheet, RecoveryWords, write_recovery_pdf
from kiosk.ui.widgets.fields import forget
from kiosk.ui.wizard.page import Page, text_field, text_label
from kiosk.ui.worker import Worker

Pick = Callable[[], tuple[int, int]]


def pick_two() -> tuple[int, int]:
    """Pick two of the groups that nobody could foresee."""
    return groups_asked(SystemRandom())


class RecoveryPage(Page):
    """Shows the recovery code, then asks for two groups of it."""

    def __init__(self, clock: Callable[[], Instant], worker: Worker, pick: Pick = pick_two) -> None:
        super().__init__()
        self._clock, self._worker, self._pick = clock, worker, pick
        self._made: SchoolMade | None = None
        self._school = ""
        self._saved: Path | None = None
        self._asked = (0, 1)
        self._picker: FilePicker | None = None
        self._code, self._note = text_label("code"), text_label("good")
        self._code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._again, self._save = QPushButton(), QPushButton()
        self._labels = [text_label("label"), text_label("label")]
        self._fields = [text_field(16), text_field(16)]
        self._shown, self._quiz, self._picking = QWidget(), QWidget(), QWidget()
        self._build()
        self._again.clicked.connect(self.show_code)
        self._save.clicked.connect(self.choose_folder)
        self.show_code()
        self.retranslate()

    def _build(self) -> None:
        shown = QVBoxLayout(self._shown)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.setSpacing(theme.SPACE.snug)
        shown.addWidget(self._code)
        saving = QHBoxLayout()
        saving.addWidget(self._save)
        saving.addStretch(1)
        shown.addLayout(saving)
        shown.addWidget(self._note)
        quiz = QVBoxLayout(self._quiz)
        quiz.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        for label, field in zip(self._labels, self._fields, strict=True):
            label.setBuddy(field)
            label.setWordWrap(False)
            field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            row.addWidget(label)
            row.addWidget(field)
        quiz.addLayout(row)
        back = QHBoxLayout()
        back.addWidget(self._again)
        back.addStretch(1)
        quiz.addLayout(back)
        picking = QVBoxLayout(self._picking)
        picking.setContentsMargins(0, 0, 0, 0)
        for part in (self._shown, self._quiz, self._picking):
            self._column.addWidget(part)
        self._finish_layout()

    @property
    def asked(self) -> tuple[int, int]:
        """Which groups are asked for, counted from 0."""
        return self._asked

    def set_code(self, made: SchoolMade, school: str) -> None:
        """Take the code; it is shown here, and kept nowhere by the program."""
        self._made, self._school = made, school
        parts = groups_of(made.recovery_code)
        half = (GROUPS + 1) // 2
        self._code.setText("\n".join(" - ".join(part) for part in (parts[:half], parts[half:])))
        self._asked = self._pick()
        self.show_code()
        self.retranslate()

    def forget(self) -> None:
        """Take the code off the screen and out of the page."""
        self._made = None
        self._code.clear()
        for field in self._fields:
            forget(field)

    def enter(self) -> None:
        """Begin with the code."""
        self.show_code()

    def show_code(self) -> None:
        """Show the code and hide the questions."""
        self._show_part(self._shown)
        self.changed.emit()

    def ask(self) -> None:
        """Hide the code and ask for two groups."""
        self._show_part(self._quiz)
        for field in self._fields:
            forget(field)
        self._fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_folder(self) -> None:
        """Show folders in the code's place: a stick is better than a folder of this computer."""
        picker = self._picker = FilePicker(self._worker, is_for_folder=True)
        picker.left.connect(self._end_picking)
        picker.chosen.connect(lambda found: self._write(found[0]))
        layout = self._picking.layout()
        assert layout is not None
        layout.addWidget(picker)
        self._show_part(self._picking)
        picker.show_folder(start_folder(""))
        picker.path.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def takes_inner_step(self) -> bool:
        """Go from the code to the questions."""
        if not self.may_go_on():
            return True  # a blind Enter, too, neither writes the code somewhere nor asks for it
        if not self._quiz.isHidden():
            return False
        self.ask()
        return True

    def may_go_on(self) -> bool:
        """Not while a folder is being chosen: that has buttons of its own."""
        return self._picking.isHidden()

    def next_text(self) -> str:
        """Say what pressing it claims."""
        return self.tr("Next") if self._shown.isHidden() else self.tr("I have it on paper")

    def check(self) -> str:
        """Go on only when both groups are right."""
        if self._made is None:
            return ""
        code = self._made.recovery_code
        pairs = zip(self._fields, self._asked, strict=True)
        wrong = [field for field, place in pairs if not is_group_right(code, place, _typed(field.text()))]
        if not wrong:
            return ""
        wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return self.tr("That is not what was shown. Look at the code again and compare.")

    def retranslate(self) -> None:
        """Write the texts."""
        self._title.setText(self.tr("Recovery code"))
        self._say_lead()
        self._again.setText(self.tr("Show the code again"))
        self._save.setText(self.tr("Save as PDF to print …"))
        for label, place in zip(self._labels, self._asked, strict=True):
            label.setText(self.tr("Group {number}").format(number=i18n.number(place + 1)))
        self._code.setAccessibleName(self.tr("Recovery code"))
        self._say_saved()

    def _write(self, folder: Path) -> None:
        self._end_picking()
        if self._made is None:
            return
        sheet = RecoverySheet(self._school, self._clock(), groups_of(self._made.recovery_code))
        words = self._sheet_words()
        out = folder / "rollcall-recovery-code.pdf"
        job = self._worker.submit(lambda: write_recovery_pdf(sheet, words, out))
        bridge.call(job, self, self._written, self._not_written)

    def _written(self, out: Path) -> None:
        self._saved = out
        self._say_saved()

    def _not_written(self, trouble: Trouble) -> None:
        self.show_error(trouble.text)

    def _end_picking(self) -> None:
        picker, self._picker = self._picker, None
        if picker is not None:
            picker.hide()
            picker.deleteLater()
        self.show_code()
        self._save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_part(self, part: QWidget) -> None:
        for each in (self._shown, self._quiz, self._picking):
            each.setVisible(each is part)
        self._say_lead()
        self.show_error("")

    def _say_lead(self) -> None:
        if not self._quiz.isHidden():
            text = self.tr("Type these two groups from your paper.")
        elif not self._picking.isHidden():
            text = self.tr("Where to? A stick that you take along is better than this computer.")
        else:
            text = self.tr(
                "Write it on paper, or print it, and keep it away from this computer. It opens everything "
                "when the passphrase is lost, and it is shown only now."
            )
        self._lead.setText(text)

    def _say_saved(self) -> None:
        if self._saved is not None:
            text = self.tr("Saved: {path}. Print it, then delete the file: whoever finds it can open all.")
            self._note.setText(text.format(path=i18n.isolate(str(self._saved))))
        self._note.setVisible(self._saved is not None)

    def _sheet_words(self) -> RecoveryWords:
        return RecoveryWords(
            title=self.tr("Recovery code"),
            school=self.tr("School"),
            day=self.tr("Made on"),
            group=self.tr("Group {number}"),
            purpose=self.tr(
                "It opens everything that Rollcall keeps for this school when every passphrase is lost, when "
                "the key of the device is gone, or on another computer from a backup."
            ),
            use=self.tr("How to use it: start the command kiosk recover, and type the seven groups."),
            care=self.tr(
                "Keep this sheet locked away, not beside the computer. Delete the file once it is printed."
            ),
            page_of=sheet_words().page_of,
            right_to_left=i18n.is_right_to_left(),
        )


def _typed(text: str) -> str:
    """Read digits of any script, with blanks anywhere."""
    return "".join(ascii_digits(text).split())
