"""Letters for whoever is chosen: which, in which language for whom, how each reads, and into which files.

Nothing is sent by the program: what is written here is printed or sent by somebody.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QComboBox,
    QFrame,
    QGridLayout,
    QListWidget,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from kiosk.domain.follow_up import FollowUp, Letter, LetterTemplate
from kiosk.domain.letters import is_right_to_left
from kiosk.errors import Code, KioskError
from kiosk.reports.letters import day_in, write_text
from kiosk.runtime.api_register import FollowUpsApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, column, label, line, named
from kiosk.ui.desk.follow_up_words import language_word, letter_name
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.save_box import Files, SaveBox
from kiosk.ui.print.letters import write_letters
from kiosk.ui.worker import Worker

LetterFormat = Literal["pdf", "pdf-each", "txt", "txt-each"]
_WIDTH_FOR_TWO = 900


class LetterView(QPlainTextEdit):
    """A letter to be read, in the direction of its language."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)

    def show_letter(self, letter: Letter) -> None:
        """Show one."""
        head = f"{letter.school}\n{day_in(letter.language, letter.day)}"
        self.show_text(f"{head}\n\n{letter.subject}\n\n{letter.body}", letter.language)

    def show_text(self, text: str, language: str) -> None:
        """Show a text of a language."""
        is_mirrored = is_right_to_left(language)
        ways = Qt.LayoutDirection
        option = QTextOption(self.document().defaultTextOption())
        option.setTextDirection(ways.RightToLeft if is_mirrored else ways.LeftToRight)
        # Leading means the reading side of the text; else Qt takes the side of the program's language.
        side = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self.document().setDefaultTextOption(option)
        self.setPlainText(text)


class LettersPage(QWidget):
    """Stands in the place of the list."""

    left = Signal()
    written = Signal(object)
    """The FollowUps that letters were written for."""

    def __init__(
        self,
        follow_ups: FollowUpsApi,
        worker: Worker,
        folder: Callable[[], Path],
        chosen: Sequence[FollowUp],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._follow_ups, self._chosen = follow_ups, tuple(chosen)
        self._ids = tuple(one.id for one in chosen)
        self._asked = 0
        self.letters: tuple[Letter, ...] = ()
        self._format: LetterFormat = "pdf"
        self.strip = Strip()
        self.back = button(self.tr("Back to the list"), self.left.emit)
        self.template = QComboBox()
        self.template.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.template.currentIndexChanged.connect(self._ask)
        self.people = QListWidget()
        self.people.setAccessibleName(self.tr("Letters, and the language of each"))
        self.people.currentRowChanged.connect(self._preview)
        self.view = LetterView(self.tr("How the letter reads"))
        self.formats = self._format_choices()
        self.saving = SaveBox(worker, folder, self._note, (Files(self.tr("Save …"), self._write),))
        self.saving.saved.connect(lambda _: self.written.emit(self._chosen))
        self._lay_out()
        call(follow_ups.templates(), self, self._took_templates, self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the letter below the choices where both would be narrow."""
        is_narrow = self.width() < _WIDTH_FOR_TWO
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._parts.setDirection(way)
        super().resizeEvent(event)

    # Making

    def _format_choices(self) -> dict[LetterFormat, QRadioButton]:
        texts: dict[LetterFormat, str] = {
            "pdf": self.tr("PDF, all in one file"),
            "pdf-each": self.tr("PDF, a file for each person"),
            "txt": self.tr("Text, all in one file"),
            "txt-each": self.tr("Text, a file for each person"),
        }
        made = {fmt: QRadioButton(text) for fmt, text in texts.items()}
        group = QButtonGroup(self)
        for choice in made.values():
            choice.setAccessibleName(choice.text())
            group.addButton(choice)
        made["pdf"].setChecked(True)
        return made

    def _lay_out(self) -> None:
        head = line(spacing=theme.SPACE.normal)
        count = i18n.number(len(self._chosen))
        head.addWidget(label(self.tr("Letters: {count}").format(count=count), "heading"))
        head.addWidget(label(self.tr("Nothing is sent by the program."), "muted", wraps=True), 1)
        head.addWidget(self.back)
        choices = QWidget()
        side = column(choices, spacing=theme.SPACE.tight)
        side.addWidget(named(self.tr("Letter"), self.template))
        side.addWidget(self.people, 1)
        side.addLayout(self._laid_choices())
        hint = self.tr("The files hold names. They are readable by you only; keep them where it is safe.")
        side.addWidget(label(hint, "muted", wraps=True))
        side.addWidget(self.saving)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(theme.SPACE.snug)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(choices)
        self._parts.addWidget(area, 1)
        self._parts.addWidget(self.view, 1)
        outer = column(self, spacing=theme.SPACE.snug)
        outer.addLayout(head)
        outer.addWidget(self.strip)
        outer.addLayout(self._parts, 1)
        self._set_ready(is_ready=False)

    def _laid_choices(self) -> QGridLayout:
        grid = QGridLayout()
        for place, choice in enumerate(self.formats.values()):
            grid.addWidget(choice, place // 2, place % 2)
        return grid

    # Filling in

    def _took_templates(self, templates: Sequence[LetterTemplate]) -> None:
        names = list(dict.fromkeys(template.name for template in templates))
        self.template.blockSignals(True)
        for name in names:
            self.template.addItem(letter_name(name), name)
        self.template.blockSignals(False)
        if not names:
            self.strip.tell(self.tr("There is no letter yet: write one under “Rules and letters”."))
            return
        self._ask()

    def _ask(self) -> None:
        self._asked += 1
        mine = self._asked
        self._set_ready(is_ready=False)

        def show(letters: Sequence[Letter]) -> None:
            if mine == self._asked:
                self._show(letters)

        call(self._follow_ups.letters(self._ids, self.template.currentData()), self, show, self._failed)

    def _show(self, letters: Sequence[Letter]) -> None:
        self.letters = tuple(letters)
        self.people.clear()
        for letter in letters:
            text = self.tr("{name} ({number}): {language}").format(
                name=i18n.isolate(letter.person.name), number=i18n.isolate(letter.person.number),
                language=i18n.isolate(language_word(letter.language)),
            )  # fmt: skip
            self.people.addItem(text)
        self._set_ready(is_ready=bool(letters))
        self.people.setCurrentRow(0)

    def _preview(self, row: int) -> None:
        if 0 <= row < len(self.letters):
            self.view.show_letter(self.letters[row])

    def _set_ready(self, *, is_ready: bool) -> None:
        self.saving.setEnabled(is_ready)

    def _failed(self, problem: Trouble) -> None:
        self.strip.tell_trouble(problem)

    # Saving

    def _note(self) -> "Future[Any]":
        """Note what is written before it is: there is no file without its row."""
        self._format = next(fmt for fmt, choice in self.formats.items() if choice.isChecked())
        return self._follow_ups.note_letters(self._ids, self._format)

    def _write(self, folder: Path, _: Any) -> Path:
        return write(self.letters, self._format, folder)


def write(letters: Sequence[Letter], fmt: LetterFormat, folder: Path) -> Path:
    """Write letters into a folder; gives the file, or the folder of several. Any thread.

    Raises:
        KioskError: FILE_NOT_WRITTEN.
    """
    if not folder.is_dir():
        raise KioskError(Code.FILE_NOT_WRITTEN, where=folder)
    ending = "pdf" if fmt.startswith("pdf") else "txt"
    out = folder if fmt.endswith("-each") else folder / f"letters_{letters[0].day.isoformat()}.{ending}"
    if ending == "pdf":
        write_letters(letters, out)
    else:
        write_text(letters, out)
    return out
