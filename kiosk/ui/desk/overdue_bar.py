"""What waits for whoever signed in: a line each with the way to it, at the top of the board. Never modal."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.domain.clock import Instant
from kiosk.runtime.api_office import Overdue
from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import button, column, empty, holds_keyboard, label, line
from kiosk.ui.theme import Tone

MOST_LINES = 1
"""So many lines are shown before all are asked for: the register stays in sight."""

Way = tuple[str, Callable[[], object]]
"""A button's text and what it does."""


class OverdueBar(QWidget):
    """The lines, and a button that takes them away until the next sign-in."""

    backups_asked = Signal()
    privacy_asked = Signal()
    audit_asked = Signal()
    let_go = Signal()
    """What had the keyboard here is gone: give it back to the list."""

    def __init__(self, wrong_tries: int, *, has_audit: bool, parent: QWidget | None = None) -> None:
        """Begin with what the sign-in itself told.

        Args:
            wrong_tries: Wrong passphrases since whoever signed in did last.
            has_audit: They may look at the audit.
            parent: As of any widget.
        """
        super().__init__(parent)
        self._wrong_tries, self._has_audit = wrong_tries, has_audit
        self._waiting: Sequence[Overdue] = ()
        self._shows_all = self._is_dismissed = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._rows = column(spacing=2)
        row = line(self, spacing=theme.SPACE.snug)
        side, top = theme.SPACE.normal, theme.SPACE.tight
        row.setContentsMargins(side, top, side, top)
        row.addLayout(self._rows, 1)
        self.dismissing = button(self.tr("Later"), self.dismiss, kind="quiet")
        self.dismissing.setAccessibleDescription(self.tr("Shown again at the next sign-in"))
        row.addWidget(self.dismissing, 0, Qt.AlignmentFlag.AlignTop)
        self.more = button("", self._show_all)
        row.insertWidget(1, self.more, 0, Qt.AlignmentFlag.AlignTop)
        self._show()

    @property
    def is_dismissed(self) -> bool:
        """It was taken away until the next sign-in."""
        return self._is_dismissed

    def show_waiting(self, waiting: Sequence[Overdue]) -> None:
        """Take what waits now."""
        if tuple(waiting) != tuple(self._waiting):
            self._waiting = tuple(waiting)
            self._show()

    def dismiss(self) -> None:
        """Hide until the next sign-in."""
        self._is_dismissed = True
        had_keyboard = holds_keyboard(self)
        self.setVisible(False)
        if had_keyboard:
            self.let_go.emit()

    def set_watched(self, is_watched: bool) -> None:
        """Hide while the board is only looked at: what waits is nobody else's to read."""
        self.setVisible(not is_watched and not self._is_dismissed and bool(self._lines()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of something to mend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().soft(Tone.CARE)))
        radius = theme.SHAPE.radius
        painter.drawRoundedRect(self.rect(), radius, radius)

    def _show(self) -> None:
        had_keyboard = holds_keyboard(self)
        empty(self._rows)
        lines = self._lines()
        shown = lines if self._shows_all else lines[:MOST_LINES]
        for text, way in shown:
            self._add(text, way)
        left = len(lines) - len(shown)
        self.more.setText(self.tr("%Ln more …", "", left))
        self.more.setAccessibleName(self.tr("Show %Ln more things that wait", "", left))
        self.more.setVisible(left > 0)
        self.setAccessibleName(" ".join(text for text, _ in lines))
        is_wanted = bool(lines) and not self._is_dismissed
        if self.parentWidget() is not None or not is_wanted:  # without one it would be a window of its own
            self.setVisible(is_wanted)
        if had_keyboard:
            self.let_go.emit()
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _show_all(self) -> None:
        self._shows_all = True
        self._show()

    def _add(self, text: str, way: Way | None) -> None:
        row = line(spacing=theme.SPACE.snug)
        row.addWidget(label(text, wraps=True), 1)
        if way is not None:
            made = button(way[0], way[1])
            made.setAccessibleName(f"{way[0]}: {text}")
            row.addWidget(made)
        self._rows.addLayout(row)

    def _lines(self) -> list[tuple[str, Way | None]]:
        made: list[tuple[str, Way | None]] = []
        # What is late is for those who can do it; what is broken is everybody's to hear.
        heard = [each for each in self._waiting if self._has_audit or each.chore in _EVERYBODYS]
        if self._wrong_tries:
            text = self.tr("△ Wrong passphrases since you last signed in: {count}")
            way = (self.tr("Show the audit"), self.audit_asked.emit) if self._has_audit else None
            made.append((text.format(count=i18n.number(self._wrong_tries)), way))
        # What is broken comes before what is late.
        waiting = sorted(heard, key=lambda each: each.chore not in _BROKEN)
        return made + [self._line(each) for each in waiting]

    def _line(self, each: Overdue) -> tuple[str, Way | None]:
        count, since, time = i18n.number(each.count), _since(each.since), _time(each.since)
        backups = (self.tr("Show the backups"), self.backups_asked.emit)
        privacy = (self.tr("Show"), self.privacy_asked.emit)
        audit = (self.tr("Show the audit"), self.audit_asked.emit) if self._has_audit else None
        never = each.since is None
        words: dict[str, tuple[str, Way | None]] = {
            "backup": (
                self.tr("△ There is no backup yet.")
                if never
                else self.tr("△ The newest backup is of {since}."),
                backups,
            ),
            "backup-check": (self.tr("△ Backups that were not checked yet: {count}"), backups),
            "drill": (
                self.tr("△ It was never tried whether a backup can be restored.")
                if never
                else self.tr("△ Whether a backup can be restored was last tried on {since}."),
                backups,
            ),
            "retention-marks": (
                self.tr("△ Marks that should be gone by the school’s rule: {count}"),
                privacy,
            ),
            "retention-audit": (
                self.tr("△ Lines of the audit that should be gone by the school’s rule: {count}"),
                privacy,
            ),
            "consents-due": (self.tr("△ Consents that end within two weeks: {count}"), privacy),
            "undrained": (
                self.tr(
                    "✕ Marks at the door that could not be taken over: {count}. Tell your administrator."
                ),
                audit,
            ),
            "card-burst": (
                self.tr(
                    "△ Cards shown within a few seconds on {since} at {time}: {count}. One phone may have "
                    "shown photographs of them: ask who was there."
                ),
                None,
            ),
            "wrong-codes": (
                self.tr("△ Wrong PINs in a row at one number, the last on {since} at {time}: {count}"),
                None,
            ),
            "clock": (
                self.tr("✕ The clock of this computer does not seem right: marks are flagged. Set it."),
                None,
            ),
            "audit-broken": (
                self.tr("✕ The audit was changed from outside. Tell your administrator."),
                audit,
            ),
        }
        text, way = words.get(each.chore, (f"△ {each.chore}", None))
        return text.format(count=count, since=since, time=time), way


_BROKEN = frozenset({"audit-broken", "clock", "undrained"})
_EVERYBODYS = _BROKEN | {"card-burst", "wrong-codes"}
"""What a teacher hears as well."""


def _time(moment: Instant | None) -> str:
    return "" if moment is None else i18n.time_text(moment)


def _since(moment: Instant | None) -> str:
    return "" if moment is None else i18n.day_text(moment.local_date)
