"""The pages that ask: language, school, lessons, administrator, and what has to be known before it begins."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QLocale, Qt, QTime, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTimeEdit,
)

from kiosk.domain.names import LONGEST_NAME
from kiosk.errors import Code, KioskError
from kiosk.ui import i18n, theme
from kiosk.ui.widgets import icons
from kiosk.ui.widgets.fields import forget
from kiosk.ui.widgets.look_choice import LookChoice
from kiosk.ui.wizard.form import LEAST_PASSPHRASE, Answers, Problem
from kiosk.ui.wizard.page import Page, text_field, text_label

_LONGEST_PASSPHRASE = 200


class LanguagePage(Page):
    """Which language; a press goes on at once."""

    chosen = Signal(str)

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = folder
        self._where = text_label("lead")
        self._buttons: list[QPushButton] = []
        for language in i18n.LANGUAGES:
            button = QPushButton(language.own_name)
            button.setProperty("wizard", "choice")
            button.clicked.connect(lambda _=False, code=language.code: self.chosen.emit(code))
            self._column.addWidget(button)
            self._buttons.append(button)
        self._look_label = text_label("label")
        self.looks = LookChoice()
        self._column.addSpacing(theme.SPACE.tight)
        self._column.addWidget(self._look_label)
        self._column.addWidget(self.looks)
        self._column.addSpacing(theme.SPACE.tight)
        self._column.addWidget(self._where)
        self._finish_layout()
        self.retranslate()

    def enter(self) -> None:
        """Begin at the language in use."""
        self._buttons[i18n.LANGUAGES.index(i18n.current())].setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Write the texts."""
        self._title.setText(self.tr("Language"))
        self._lead.setText(self.tr("It can be changed at any time, at the kiosk too."))
        self._look_label.setText(self.tr("Colours"))
        self.looks.retranslate()
        if self._folder:
            text = self.tr(
                "There is no school in {folder} yet. If there should be one, close this window and look "
                "whether its disk is connected."
            )
            self._where.setText(text.format(folder=i18n.isolate(self._folder)))


class SchoolPage(Page):
    """The school, the first class, and whether this is for real."""

    def __init__(self, answers: Answers) -> None:
        super().__init__()
        self._answers = answers
        self._school_label, self._class_label = text_label("label"), text_label("label")
        self._school, self._class = text_field(LONGEST_NAME), text_field(LONGEST_NAME)
        self._labelled(self._school_label, self._school)
        self._labelled(self._class_label, self._class)
        self._purpose_label = text_label("label")
        self._real, self._trial = QRadioButton(), QRadioButton()
        self._real.setChecked(True)
        self._column.addSpacing(theme.SPACE.tight)
        for part in (self._purpose_label, self._real, self._trial):
            self._column.addWidget(part)
        group = QButtonGroup(self)
        group.addButton(self._real)
        group.addButton(self._trial)
        self._finish_layout()
        self.retranslate()

    def enter(self) -> None:
        """Begin at the school's name."""
        self._school.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> str:
        """Take the names over."""
        self._answers.school, self._answers.class_name = self._school.text(), self._class.text()
        self._answers.is_trial = self._trial.isChecked()
        problem = self._answers.school_problem()
        if problem is Problem.SCHOOL:
            self._school.setFocus(Qt.FocusReason.OtherFocusReason)
            return self.tr("The school needs a name of 1 to 120 ordinary characters.")
        if problem is Problem.CLASS:
            self._class.setFocus(Qt.FocusReason.OtherFocusReason)
            return self.tr("The class needs a name of 1 to 120 ordinary characters.")
        return ""

    def retranslate(self) -> None:
        """Write the texts."""
        self._title.setText(self.tr("School"))
        self._lead.setText(self.tr("More classes can be added later."))
        self._school_label.setText(self.tr("Name of the school"))
        self._class_label.setText(self.tr("First class or group"))
        self._purpose_label.setText(self.tr("What is this for?"))
        self._real.setText(self.tr("Real attendance: marks come from a camera only"))
        self._trial.setText(self.tr("A trial: recordings work too, and every screen says so"))


class LessonPage(Page):
    """When the first class meets, if it has a fixed time."""

    def __init__(self, answers: Answers) -> None:
        super().__init__()
        self._answers = answers
        self._days = [QCheckBox() for _ in range(7)]
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.SPACE.tight)
        self._column.addLayout(self._grid)
        self._from_label, self._to_label = text_label("label"), text_label("label")
        self._from, self._to = self._time(8), self._time(9)
        self._from_label.setBuddy(self._from)
        self._to_label.setBuddy(self._to)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE.snug)
        for label, field in ((self._from_label, self._from), (self._to_label, self._to)):
            label.setWordWrap(False)
            row.addWidget(label)
            row.addWidget(field)
        row.addStretch(1)
        self._column.addSpacing(theme.SPACE.tight)
        self._column.addLayout(row)
        self._finish_layout()
        self.retranslate()

    @staticmethod
    def _time(hour: int) -> QTimeEdit:
        made = QTimeEdit(QTime(hour, 0))
        inner = made.findChild(QLineEdit)
        if inner is not None:  # the style sheet's padding does not reach it
            inner.setTextMargins(theme.SPACE.snug, 0, theme.SPACE.snug, 0)
        # From right to left Qt turns hours and minutes round; a time is read from the left everywhere.
        made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        made.setDisplayFormat("HH:mm")
        made.setMinimumWidth(150)
        return made

    def enter(self) -> None:
        """Begin at the first day of the week."""
        self._week()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _week(self) -> list[QCheckBox]:
        """Give the boxes from the day that a week begins with here."""
        first = i18n.locale().firstDayOfWeek().value - 1
        return [*self._days[first:], *self._days[:first]]

    def check(self) -> str:
        """Take days and times over."""
        self._answers.lesson_days = frozenset(d for d, box in enumerate(self._days) if box.isChecked())
        self._answers.lesson_starts = self._from.time().toPython()  # type: ignore[assignment]
        self._answers.lesson_ends = self._to.time().toPython()  # type: ignore[assignment]
        if self._answers.lesson_problem() is Problem.TIMES:
            return self.tr("A lesson has to end after it starts.")
        return ""

    def retranslate(self) -> None:
        """Write the texts."""
        self._title.setText(self.tr("Fixed lessons"))
        self._lead.setText(
            self.tr(
                "Does this class meet at a fixed time? The kiosk then opens its register by itself. "
                "Without a day you open each register at the desk; lessons can be planned later."
            )
        )
        locale = i18n.locale()
        for day, box in enumerate(self._days, start=1):
            box.setText(locale.standaloneDayName(day, QLocale.FormatType.LongFormat))
        week = self._week()
        for place, box in enumerate(week):
            self._grid.addWidget(box, place // 4, place % 4)
        for box, following in pairwise(week):
            self.setTabOrder(box, following)
        self.setTabOrder(week[-1], self._from)
        for time in (self._from, self._to):
            time.setLocale(locale)
        self._from_label.setText(self.tr("From"))
        self._to_label.setText(self.tr("to"))
        self._from.setAccessibleName(self.tr("Lesson begins at"))
        self._to.setAccessibleName(self.tr("Lesson ends at"))


class AdminPage(Page):
    """Who looks after this, and their passphrase."""

    def __init__(
        self, answers: Answers, suggest: Callable[[], str] | None, is_weak: Callable[[str], bool]
    ) -> None:
        super().__init__()
        self._answers, self._suggest, self._is_weak = answers, suggest, is_weak
        self._labels = [text_label("label") for _ in range(3)]
        self._name, self._one, self._two = (
            text_field(LONGEST_NAME), text_field(_LONGEST_PASSPHRASE), text_field(_LONGEST_PASSPHRASE),
        )  # fmt: skip
        self._suggestion = text_label("words")
        self._suggestion.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._suggestion.hide()
        self._suggesting = QPushButton()
        self._suggesting.clicked.connect(self.suggest)
        if suggest is None:
            self._suggesting.hide()
        self._labelled(self._labels[0], self._name)
        self._labels[1].setBuddy(self._one)
        row = QHBoxLayout()
        row.addWidget(self._one, 1)
        row.addWidget(self._suggesting)
        self._column.addWidget(self._labels[1])
        self._column.addLayout(row)
        self._column.addWidget(self._suggestion)
        self._strength = text_label("lead")
        self._column.addWidget(self._strength)
        self._labelled(self._labels[2], self._two)
        self._show = QCheckBox()
        self._show.toggled.connect(self._set_shown)
        self._column.addWidget(self._show)
        self._one.textChanged.connect(self._rate)
        self._two.textChanged.connect(self._hide_once_typed)
        self._finish_layout()
        self._set_shown(False)
        self.retranslate()

    def suggest(self) -> None:
        """Show six words and take them as the first of the two; the second is typed from the paper."""
        if self._suggest is None:
            return
        words = self._suggest()
        self.show_error("")
        self._suggestion.setText(words)
        self._suggestion.setAccessibleName(words)
        self._suggestion.show()
        self._one.setText(words)
        forget(self._two)
        self._rate(words)
        self._two.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> None:
        """Begin at the name."""
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> str:
        """Take name and passphrase over."""
        self._answers.admin = self._name.text()
        self._answers.passphrase, self._answers.repeated = self._one.text(), self._two.text()
        problem = self._answers.admin_problem()
        if problem is None and self._is_weak(self._answers.passphrase):
            self._one.setFocus(Qt.FocusReason.OtherFocusReason)
            return " ".join(i18n.error_words(KioskError(Code.PASSPHRASE_WEAK)))
        if problem is None:
            return ""
        field, text = {
            Problem.ADMIN: (self._name, self.tr("Your name is needed, 1 to 120 ordinary characters.")),
            Problem.TOO_SHORT: (self._one, self.tr("The passphrase needs at least 12 characters.")),
            Problem.TOO_PLAIN: (self._one, self.tr("That is too few different characters.")),
            Problem.DIFFERS: (self._two, self.tr("The two passphrases are not the same.")),
        }[problem]
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        return text

    def forget(self) -> None:
        """Empty the passphrase fields."""
        forget(self._one, self._two)
        self._hide_suggestion()

    def retranslate(self) -> None:
        """Write the texts."""
        self._title.setText(self.tr("Administrator"))
        self._lead.setText(
            self.tr(
                "Names and registers open only with a passphrase. Six random words are good. "
                "Nobody can look it up."
            )
        )
        for label, text in zip(
            self._labels,
            (self.tr("Your name"), self.tr("Passphrase"), self.tr("The same once more")),
            strict=True,
        ):
            label.setText(text)
        self._show.setText(self.tr("Show what I type"))
        self._suggesting.setText(self.tr("Suggest six words"))
        self._rate(self._one.text())

    def _set_shown(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self._one.setEchoMode(mode)
        self._two.setEchoMode(mode)

    def _hide_once_typed(self, text: str) -> None:
        if text and text == self._one.text():
            self._hide_suggestion()

    def _hide_suggestion(self) -> None:
        self._suggestion.hide()
        self._suggestion.clear()
        self._suggestion.setAccessibleName("")

    def _rate(self, text: str) -> None:
        if self._suggestion.text() and self._suggestion.text() == text:
            self._strength.setText(self.tr("Write these words on paper, then type them once more below."))
            return
        self._hide_suggestion()
        missing = LEAST_PASSPHRASE - len(text)
        if missing > 0:
            self._strength.setText(self.tr("%Ln more characters needed", "", missing))
        elif self._is_weak(text):
            self._strength.setText(i18n.error_words(KioskError(Code.PASSPHRASE_WEAK))[0])
        elif len(text) < 20:
            self._strength.setText(self.tr("Long enough. Longer is better."))
        else:
            self._strength.setText(self.tr("Good."))


class NoticePage(Page):
    """What is stored, what a photograph can do, and what the law may say: before anything is made."""

    def __init__(self) -> None:
        super().__init__()
        self._points: list[QLabel] = []
        for icon in ("ui-shield", "ui-alert", "ui-info"):
            self._column.addWidget(self._point(icon))
        self._read = QCheckBox()
        self._column.addSpacing(theme.SPACE.tight)
        self._column.addWidget(self._read)
        self._finish_layout()
        self.retranslate()

    def _point(self, icon: str) -> QFrame:
        frame = QFrame()
        frame.setProperty("wizard", "point")
        row = QHBoxLayout(frame)
        row.setContentsMargins(theme.SPACE.normal, theme.SPACE.snug, theme.SPACE.normal, theme.SPACE.snug)
        row.setSpacing(theme.SPACE.normal)
        picture, text = QLabel(), text_label("text")
        picture.setPixmap(icons.pixmap(icon, 40, theme.current().accent, 2.0))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        self._points.append(text)
        return frame

    def enter(self) -> None:
        """Begin at the box to tick."""
        self._read.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> str:
        """Go on only when it was read."""
        return "" if self._read.isChecked() else self.tr("Please read this and tick the box.")

    def next_text(self) -> str:
        """Name what happens."""
        return self.tr("Make the school")

    def retranslate(self) -> None:
        """Write the texts."""
        self._title.setText(self.tr("Before you begin"))
        self._lead.setText(self.tr("Three things that everybody who is asked to take part should hear."))
        texts = (
            self.tr(
                "Stored: names and marks, encrypted under your passphrase; for those who agreed, "
                "numbers that describe their face. They identify a person and are treated like the face. "
                "No picture is kept."
            ),
            self.tr(
                "A photograph of somebody can pass for them. Do not use this where a wrong mark would do "
                "harm unless somebody watches the door."
            ),
            self.tr(
                "In some places a school may not be allowed to use face recognition, or only for those who "
                "agree freely. Ask before you enrol anybody. Number and PIN are offered to everybody."
            ),
        )
        for label, text in zip(self._points, texts, strict=True):
            label.setText(text)
        self._read.setText(self.tr("I have read this"))
