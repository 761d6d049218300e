"""The school's rules as sentences with numbers to set, each on or off."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QSpinBox, QWidget

from kiosk.domain.follow_up import FollowRule, RuleKind
from kiosk.domain.ids import RuleId
from kiosk.runtime.api_register import FollowUpsApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, column, empty, label, line
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.follow_up_words import rule_pattern, rule_words, threshold_word
from kiosk.ui.desk.inline import Strip
from kiosk.ui.theme import Tone

_PLACE = re.compile(r"\{(threshold|window)\}")
_MOST = {RuleKind.ABSENT_IN_A_ROW: 60, RuleKind.RATE_BELOW: 100, RuleKind.LATE_TIMES: 400}
_MOST_SESSIONS = 400
_NUMBER_PX = 96
_BLANK = (
    FollowRule(RuleId(""), RuleKind.ABSENT_IN_A_ROW, 3, 3, is_active=False),
    FollowRule(RuleId(""), RuleKind.RATE_BELOW, 90, 20, is_active=False),
    FollowRule(RuleId(""), RuleKind.LATE_TIMES, 5, 20, is_active=False),
)
"""For a kind that the school has no rule of."""


class RuleLine(QWidget):
    """One rule: a box that switches it on, and its sentence with its numbers in their places."""

    changed = Signal()

    def __init__(self, rule: FollowRule, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = rule
        self.active = QCheckBox()
        self.active.setChecked(rule.is_active)
        self.threshold = self._number(threshold_word(rule.kind), rule.threshold, _MOST[rule.kind])
        self.window_ = self._number(self.tr("Last sessions"), rule.window, _MOST_SESSIONS)
        row = line(self, spacing=theme.SPACE.tight)
        self.active.setFixedHeight(self.threshold.sizeHint().height())  # it stands beside the first line
        row.addWidget(self.active, 0, Qt.AlignmentFlag.AlignTop)
        sentence = QWidget()
        self._say(sentence, {"threshold": self.threshold, "window": self.window_})
        row.addWidget(sentence, 1)
        self.active.toggled.connect(self.changed)
        for number in (self.threshold, self.window_):
            number.valueChanged.connect(self._fit)
        self._fit()

    def rule(self) -> FollowRule:
        """Give the rule as it is set."""
        threshold = self.threshold.value()
        is_in_a_row = self._rule.kind is RuleKind.ABSENT_IN_A_ROW
        window = threshold if is_in_a_row else self.window_.value()
        return replace(self._rule, threshold=threshold, window=window, is_active=self.active.isChecked())

    def _fit(self) -> None:
        """Keep the times within the sessions, and the sentence as it reads."""
        if self._rule.kind is RuleKind.LATE_TIMES:
            with QSignalBlocker(self.threshold):
                self.threshold.setMaximum(self.window_.value())
        self.active.setAccessibleName(rule_words(self.rule()))
        self.changed.emit()

    def _say(self, place: QWidget, numbers: Mapping[str, QWidget]) -> None:
        flow = FlowLayout(place)
        parts = _PLACE.split(rule_pattern(self._rule.kind))
        for part in parts:
            if part in numbers:
                flow.addWidget(numbers[part])
            elif part.strip():
                flow.addWidget(label(part.strip()))
        for name in numbers.keys() - set(parts):
            numbers[name].setParent(place)  # this sentence has no place for it
            numbers[name].hide()

    @staticmethod
    def _number(name: str, value: int, most: int) -> QSpinBox:
        made = QSpinBox()
        made.setRange(1, most)
        made.setValue(value)
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made.setAccessibleName(name)
        made.setFixedWidth(_NUMBER_PX)
        return made


class RulesCard(QFrame):
    """All rules, kept together by one button."""

    kept = Signal()
    """Rules were stored and looked at: the list may be another one."""

    def __init__(self, follow_ups: FollowUpsApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._follow_ups = follow_ups
        self._shown: tuple[FollowRule, ...] = ()
        self.lines: list[RuleLine] = []
        self.strip = Strip()
        self.setProperty("role", "card")
        self._places = column(spacing=theme.SPACE.snug)
        self.going = button(self.tr("Keep these rules"), self.keep, kind="primary")
        hint = self.tr(
            "Who fits a rule that is on comes onto the list. Excused days count neither for nor against. "
            "Whom a changed rule found before stays while it still fits."
        )
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        outer.addWidget(label(self.tr("Rules"), "heading"))
        outer.addWidget(label(hint, "muted", wraps=True))
        outer.addLayout(self._places)
        outer.addWidget(self.strip)
        row = line()
        row.addWidget(self.going)
        row.addStretch(1)
        outer.addLayout(row)
        self.show_rules(())

    def load(self) -> None:
        """Ask for the rules, unless some are being changed."""
        if not self.is_changed():
            call(self._follow_ups.rules(), self, self.show_rules, self.strip.tell_trouble)

    def show_rules(self, rules: Sequence[FollowRule]) -> None:
        """Show them by kind, with a blank one of a kind that is missing."""
        known = {rule.kind for rule in rules}
        every = [*rules, *(rule for rule in _BLANK if rule.kind not in known)]
        every.sort(key=lambda rule: tuple(RuleKind).index(rule.kind))
        empty(self._places)
        self.lines = [RuleLine(rule) for rule in every]
        for each in self.lines:
            each.changed.connect(self._enable)
            self._places.addWidget(each)
        self._shown = self.rules()
        self._enable()

    def rules(self) -> tuple[FollowRule, ...]:
        """Give what is set."""
        return tuple(each.rule() for each in self.lines)

    def is_changed(self) -> bool:
        """Say whether something is set that is not stored."""
        return self.rules() != self._shown

    def keep(self) -> None:
        """Store them, then look whom they find."""
        self.going.setEnabled(False)
        self.strip.dismiss()
        call(self._follow_ups.set_rules(self.rules()), self, lambda _: self._look(), self._failed)

    def _look(self) -> None:
        call(self._follow_ups.rules(), self, self.show_rules, self._failed)
        call(self._follow_ups.look(), self, self._looked, self._failed)

    def _looked(self, new: int) -> None:
        text = self.tr("The rules are kept. New on the list: {count}")
        self.strip.tell(text.format(count=i18n.number(new)), Tone.GOOD)
        self.kept.emit()

    def _failed(self, problem: Trouble) -> None:
        self._enable()
        self.strip.tell_trouble(problem)

    def _enable(self) -> None:
        self.going.setEnabled(self.is_changed())
