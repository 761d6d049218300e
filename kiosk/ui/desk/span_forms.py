"""Terms and holidays: two lists, each changed by a small form in its place."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal

from kiosk.domain.timetable import Span, overlapping
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import call
from kiosk.ui.desk.controls import button, day_field, field, holds_keyboard, label, line, named
from kiosk.ui.desk.form_card import FormCard
from kiosk.ui.desk.forms import Form
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.lesson_forms import day_of
from kiosk.ui.desk.report_words import full_day
from kiosk.ui.theme import Tone

_DAY_PX = 220


@dataclass(frozen=True, slots=True)
class SpanWords:
    """What a card calls its spans; `remove` has a `{name}`.

    Attributes:
        title: The card's heading.
        about: What they are for.
        none: Said where there is none.
        add_act: The button that adds one.
        add: The form's heading for a new one.
        change: The form's heading for one there is.
        remove: The question before one is taken away.
        overlap: Said where two share a day; "" where they may.
    """

    title: str
    about: str
    none: str
    add_act: str
    add: str
    change: str
    remove: str
    overlap: str = ""


class SpanForm(Form):
    """A name, a first and a last day."""

    filled = Signal(object)
    """A Span."""

    def __init__(self, span: Span, title: str) -> None:
        super().__init__(title, self.tr("Keep") if span.id else self.tr("Add"))
        self._span = span
        self.name = field(self.tr("Name"))
        self.name.setText(span.name)
        self.first = day_field(self.tr("First day"), span.first)
        self.last = day_field(self.tr("Last day, included"), span.last)
        self._body.addWidget(named(self.tr("Name"), self.name))
        for day in (self.first, self.last):
            day.setMaximumWidth(_DAY_PX)
            self._body.addWidget(named(day.accessibleName(), day))
        self.first.dateChanged.connect(self._follow)
        self._end()
        self.setFocusProxy(self.name)

    def _follow(self) -> None:
        """Take the last day along, so that one day needs to be typed once."""
        if self.last.date() < self.first.date():
            self.last.setDate(self.first.date())

    def _send(self) -> None:
        if not self.name.text().strip():
            self.fail(self.tr("It needs a name."))
            return
        first, last = day_of(self.first), day_of(self.last)
        if last < first:
            self.fail(self.tr("The last day is before the first."))
            return
        self.filled.emit(replace(self._span, name=self.name.text().strip(), first=first, last=last))


class SpansCard(FormCard):
    """A list of spans; every change stores all of them."""

    changed = Signal()

    def __init__(
        self,
        words: SpanWords,
        ask: "Callable[[], Future[Sequence[Span]]]",
        store: "Callable[[Sequence[Span]], Future[None]]",
        today: Callable[[], date],
    ) -> None:
        """Make it.

        Args:
            words: What the card calls things.
            ask: Gives the spans.
            store: Replaces them all.
            today: What a new one begins with.
        """
        super().__init__(theme.SPACE.tight)
        self._words, self._ask, self._store, self._today = words, ask, store, today
        self.spans: tuple[Span, ...] = ()
        self.strip = Strip()
        self._outer.insertWidget(0, self.strip)
        self.strip.let_go.connect(lambda: self.adding.setFocus(Qt.FocusReason.OtherFocusReason))
        self._show()

    def load(self) -> None:
        """Ask for them; what is being changed stays."""
        call(self._ask(), self, self.show_spans, self.strip.tell_trouble)

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Take the list."""
        self.spans = tuple(spans)
        if self.form is None:
            self.leave_form()

    def leave_form(self) -> None:
        """Show the list; the keyboard stays on this card, if it was here."""
        had_keyboard = holds_keyboard(self)
        super().leave_form()
        if had_keyboard:
            self.adding.show()  # at once, since only what is shown takes the keyboard
            self.adding.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit(self, span: Span | None = None) -> None:
        """Open the form for a new one, or for one there is."""
        if span is None:
            today = self._today()
            shown, title = Span("", "", today, today), self._words.add
        else:
            shown, title = span, self._words.change
        form = SpanForm(shown, title)
        form.filled.connect(partial(self._keep, form))
        self._open(form)

    def ask_remove(self, span: Span) -> None:
        """Ask, then take one away."""
        text = self._words.remove.format(name=i18n.isolate(span.name))
        rest = tuple(each for each in self.spans if each.id != span.id)
        self.strip.ask(text, self.tr("Take away"), partial(self._put_rest, rest), tone=Tone.BAD)

    def _show(self) -> None:
        self._layout.addWidget(label(self._words.title, "heading"))
        self._layout.addWidget(label(self._words.about, "muted", wraps=True))
        if not self.spans:
            self._layout.addWidget(label(self._words.none, "muted", wraps=True))
        for span in self.spans:
            self._add(span)
        self.adding = button(self._words.add_act, self.edit)
        row = line()
        row.addWidget(self.adding)
        row.addStretch(1)
        self._layout.addLayout(row)

    def _add(self, span: Span) -> None:
        days = full_day(span.first)
        if span.last != span.first:
            days = self.tr("{first} to {last}").format(first=days, last=full_day(span.last))
        said = self.tr("{name}: {days}").format(name=i18n.isolate(span.name), days=days)
        row = line()
        row.addWidget(label(said, wraps=True), 1)
        changing = button(self.tr("Change …"), partial(self.edit, span))
        changing.setAccessibleName(self.tr("Change {what}").format(what=said))
        removing = button(self.tr("Take away …"), partial(self.ask_remove, span), kind="quiet")
        removing.setAccessibleName(self.tr("Take away {what}").format(what=said))
        row.addWidget(changing)
        row.addWidget(removing)
        self._layout.addLayout(row)

    def _keep(self, form: SpanForm, made: Span) -> None:
        kept = [each for each in self.spans if each.id != made.id or not made.id]
        every = sorted((*kept, made), key=lambda span: span.first)
        if self._words.overlap and overlapping(every) is not None:
            form.fail(self._words.overlap)
            return
        self._send(form, self._store(every), self._stored)

    def _put_rest(self, rest: Sequence[Span]) -> None:
        call(self._store(rest), self, lambda _: self._stored(), self.strip.tell_trouble)

    def _stored(self) -> None:
        self.load()
        self.changed.emit()
