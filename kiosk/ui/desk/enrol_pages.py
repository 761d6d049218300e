"""The pages of an enrolment that are the person's: what it is for, the glasses, the looks, another try."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QWidget

from kiosk.domain.faces import Verdict
from kiosk.domain.privacy import MOST_TEMPLATE_DAYS, Basis, ConsentRecord, Purpose, Relation
from kiosk.runtime.api import EnrolmentProgress
from kiosk.ui import theme
from kiosk.ui.desk import enrol_words as words
from kiosk.ui.desk.controls import button, column, label
from kiosk.ui.desk.enrol_words import Speech
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.petals import Petals

POLL_MS = 100
_SECOND = timedelta(seconds=1)
_HINT_POLLS = round(theme.MOTION.hint_s * 1000 / POLL_MS)
_COVERED_POLLS = 40
"""Four seconds: whoever wears a veil or a mask is not left to stand there."""
_WIDE_PX = 760
_TEXT_PT = 13.0
_FLOWER_PX = 300
_BESIDE_PX = 640
_TARGET_PX = 48
"""They are for the person in front of the screen, who may touch it."""


class EnrolPage(QWidget):
    """One page: a title, lines, and the person's own answers, all in the person's language."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumWidth(_WIDE_PX)
        self._body = column(self, spacing=theme.SPACE.normal)
        self.title = self._add_line("", "title")
        self._buttons: list[tuple[QPushButton, str]] = []

    def speak(self, speech: Speech) -> None:
        """Say everything anew in a language."""
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if speech.is_right_to_left else Qt.LayoutDirection.LeftToRight
        )
        for made, text in self._buttons:
            made.setText(speech.tell(text))
            made.setAccessibleName(speech.tell(text))

    def _add_line(self, _text: str = "", role: str = "") -> QLabel:
        made = label("", role, wraps=True)
        if not role:
            made.setFont(theme.font(_TEXT_PT))
        self._body.addWidget(made)
        return made

    def _add_buttons(self, *answers: tuple[str, Callable[[], object], str]) -> list[QPushButton]:
        row = QWidget()
        flow = FlowLayout(row)
        made = []
        for text, act, kind in answers:
            one = button(text, act, kind=kind)
            one.setMinimumHeight(_TARGET_PX)
            one.setFont(theme.font(_TEXT_PT))
            self._buttons.append((one, text))
            flow.addWidget(one)
            made.append(one)
        self._body.addWidget(row)
        return made


class PurposePage(EnrolPage):
    """What it is for, who asks, what is kept and how long, on what ground, and that a code does the same."""

    agreed = Signal()
    code_asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._school, self._consent, self._basis = "", None, None
        self.lines = [self._add_line() for _ in range(6)]
        self.go, self.instead = self._add_buttons(
            (words.READY, self.agreed.emit, "primary"), (words.USE_CODE, self.code_asked.emit, "")
        )
        self.go.setEnabled(False)
        self._body.addStretch(1)

    _consent: ConsentRecord | None
    _basis: Basis | None

    def show_ground(self, school: str, consent: ConsentRecord, bases: "list[Basis]", speech: Speech) -> None:
        """Take what is known; only then it can go on."""
        self._school, self._consent = school, consent
        self._basis = next((basis for basis in bases if basis.purpose is Purpose.FACE), None)
        self.go.setEnabled(True)
        self.speak(speech)
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def speak(self, speech: Speech) -> None:
        """Say everything anew in a language."""
        super().speak(speech)
        speech.put(self.title, words.BEFORE)
        consent = self._consent
        if consent is None:
            return
        who, what_for, kept, how_long, ground, instead = self.lines
        speech.put(who, words.WHO, school=self._school, name=self._name)
        speech.put(what_for, words.WHAT_FOR)
        speech.put(kept, words.KEPT)
        last_day, days = speech.day(consent.ends.plus(-_SECOND)), speech.number(MOST_TEMPLATE_DAYS)
        speech.put(how_long, words.HOW_LONG, day=last_day, days=days)
        given, day = consent.given, speech.day(consent.at)
        if given.relation is Relation.BASIS:
            reference = given.text if self._basis is None else self._basis.reference
            speech.put(ground, words.AGREED_BASIS, reference=reference)
        elif given.relation is Relation.SELF:
            speech.put(ground, words.AGREED_SELF, day=day)
        else:
            speech.put(ground, words.AGREED_FOR, name=given.given_by, day=day)
        speech.put(instead, words.INSTEAD)


class GlassesPage(EnrolPage):
    """One question."""

    answered = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.why = self._add_line()
        self.yes, self.no, self.skip = self._add_buttons(
            (words.YES, lambda: self.answered.emit(True), "primary"),
            (words.NO, lambda: self.answered.emit(False), "primary"),
            (words.SKIP, lambda: self.answered.emit(False), ""),
        )
        self._body.addStretch(1)

    def speak(self, speech: Speech) -> None:
        """Say everything anew in a language."""
        super().speak(speech)
        speech.put(self.title, words.GLASSES)
        speech.put(self.why, words.GLASSES_WHY)


class LooksPage(EnrolPage):
    """The petals, one hint at a time, and what was just taken again or let be."""

    code_asked = Signal()

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        self._progress: EnrolmentProgress | None = None
        self._hint, self._hint_age = "", _HINT_POLLS
        self._note, self._covered_polls, self._captured, self._asked_again = "", 0, 0, 0
        self.petals = Petals()
        self.petals.setFixedSize(_FLOWER_PX, _FLOWER_PX)
        self.hint = self.title
        self.note, self.offer = self._add_line(role="muted"), self._add_line(role="notice")
        self.hint.setMinimumHeight(2 * self.hint.fontMetrics().height())
        (self.instead,) = self._add_buttons((words.USE_CODE, self.code_asked.emit, ""))
        self._lay_out()
        self.speak(speech)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the words below the flower where the window is upright, beside it where it is low."""
        is_low = self.width() >= _BESIDE_PX and self.window().height() < self.window().width()
        ways = QBoxLayout.Direction
        self._both.setDirection(ways.LeftToRight if is_low else ways.TopToBottom)
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        said = QWidget()
        beside = column(said, spacing=theme.SPACE.normal)
        while (item := self._body.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                beside.addWidget(part)
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._both.setSpacing(theme.SPACE.normal)
        self._both.addWidget(self.petals, 0, Qt.AlignmentFlag.AlignHCenter)
        self._both.addWidget(said, 1)
        self._body.addLayout(self._both)
        self._body.addStretch(1)

    def show_progress(self, progress: EnrolmentProgress) -> None:
        """Take what the camera says, every tenth of a second; a hint stays for its time."""
        self._progress = progress
        self._count_covered(progress)
        self._choose_note(progress)
        self._hint_age += 1
        found = words.hint(progress)
        if found != self._hint and self._hint_age >= _HINT_POLLS:
            self._hint, self._hint_age = found, 0
            self._speech.put(self.hint, found)
        self._name_petals(progress)

    def speak(self, speech: Speech) -> None:
        """Say everything anew in a language."""
        super().speak(speech)
        self._speech = speech
        speech.put(self.hint, self._hint)
        speech.put(self.note, self._note or words.FIVE)
        speech.put(self.offer, words.COVERED_LONG)
        self.offer.setVisible(self._covered_polls >= _COVERED_POLLS)
        if self._progress is not None:
            self._name_petals(self._progress)

    def _name_petals(self, progress: EnrolmentProgress) -> None:
        done, needed = self._speech.number(progress.captured), self._speech.number(progress.needed)
        self.petals.show_progress(progress, self._speech.tell(words.STEPS, done=done, needed=needed))

    def _count_covered(self, progress: EnrolmentProgress) -> None:
        if self._covered_polls >= _COVERED_POLLS:
            return  # it stays: an offer that comes and goes is none
        self._covered_polls = self._covered_polls + 1 if progress.verdict is Verdict.COVERED else 0
        if self._covered_polls >= _COVERED_POLLS:
            self.offer.setVisible(True)
            self.instead.setProperty("kind", "primary")
            theme.restyle(self.instead)

    def _choose_note(self, progress: EnrolmentProgress) -> None:
        if progress.asked_again > self._asked_again:
            self._note = words.AGAIN
        elif progress.captured > self._captured:
            self._note = words.FINE if progress.done[-1:] and progress.done[-1] in progress.let_be else ""
        elif self._note == words.FINE and progress.verdict is not Verdict.OK:
            self._note = ""
        self._captured, self._asked_again = progress.captured, progress.asked_again
        self._speech.put(self.note, self._note or words.FIVE)


class RetryPage(EnrolPage):
    """It did not work: why, once more, or another way."""

    again_asked = Signal()
    code_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.told = self._add_line()
        self.reason = self._add_line(role="muted")
        self.again, self.instead = self._add_buttons(
            (words.TRY_AGAIN, self.again_asked.emit, "primary"), (words.USE_CODE, self.code_asked.emit, "")
        )
        self._body.addStretch(1)

    def speak(self, speech: Speech) -> None:
        """Say everything anew in a language."""
        super().speak(speech)
        speech.put(self.title, words.NOT_NOW)
        speech.put(self.told, words.NOTHING_KEPT)
