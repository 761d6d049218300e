"""Everything that is held about one person as a PDF, with nobody else's data in it.

May run on any thread once a QGuiApplication exists. Words are in the language in use.
"""

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import QCoreApplication

from kiosk.domain.clock import Instant
from kiosk.domain.follow_up import FollowState, RuleKind
from kiosk.domain.marks import MarkState, Method
from kiosk.domain.names import isolate
from kiosk.domain.privacy import ConsentRecord, PersonData, PersonMark
from kiosk.ui import i18n
from kiosk.ui.desk.audit_words import action_word
from kiosk.ui.desk.follow_up_words import figures_words, follow_state_word
from kiosk.ui.desk.privacy_words import basis_word, day_words, last_day_words, purpose_word, relation_word
from kiosk.ui.desk.words import method_word, state_word
from kiosk.ui.print.paper import Paper, fact, paper_bytes, table
from kiosk.ui.symbol_words import symbol_word

say = QCoreApplication.translate


def own_data_pdf(data: PersonData) -> bytes:
    """Give the PDF."""
    title = say("own-data", "What is held about you")
    return paper_bytes(
        Paper(
            title,
            "".join(_html(data)),
            f"{isolate(data.school)} · {isolate(data.name)}",
            say("own-data", "Page {page} of {pages}"),
            data.taken,
            i18n.is_right_to_left(),
        )
    )


def _html(data: PersonData) -> Iterator[str]:
    # What is said is never inside an f-string: lupdate does not look there, and it would stay English.
    title = say("own-data", "What is held about you")
    school = fact(say("own-data", "School"), data.school)
    taken = fact(say("own-data", "Put together"), _moment(data.taken))
    marks, done = say("own-data", "Your marks"), say("own-data", "What was done about you, and when")
    yield f'<h1>{escape(title)}</h1><p>{school}</p><p class="muted">{taken}</p>'
    yield from _part(say("own-data", "You"), _who(data))
    yield from _part(say("own-data", "Why it is held"), _why(data))
    yield from _part(say("own-data", "Your consents and choices"), _choices(data))
    yield from _part(say("own-data", "Your face, your PIN and your card"), _face(data))
    yield f"<h2>{escape(marks)}</h2>"
    yield from _marks(data.marks)
    if data.follow_ups:
        yield from _part(say("own-data", "What the school’s rules found"), _follow_ups(data))
    yield f"<h2>{escape(done)}</h2>"
    yield from _done(data)


def _part(title: str, lines: Iterator[str]) -> Iterator[str]:
    yield f"<h2>{escape(title)}</h2>"
    for line in lines:
        yield f"<p>{line}</p>"


def _who(data: PersonData) -> Iterator[str]:
    yield fact(say("own-data", "Name"), data.name)
    yield fact(say("own-data", "Number"), data.number)
    comma = say("own-data", ", ")
    # Each name in its own direction, and their list in the page's.
    title, names = say("own-data", "Classes"), comma.join(isolate(name) for name in data.classes) or "–"
    yield f"{escape(title)}: {escape(names)}"
    if data.symbol:
        yield fact(say("own-data", "Symbol at the door"), symbol_word(data.symbol))


def _why(data: PersonData) -> Iterator[str]:
    for basis in data.bases:
        ground = basis_word(basis.kind)
        if basis.reference:
            ground = f"{ground} ({isolate(basis.reference)})"
        since = say("own-data", "{ground}, since {day}").format(ground=ground, day=day_words(basis.since))
        yield fact(purpose_word(basis.purpose), since)
    if not data.bases:
        yield escape(say("own-data", "Nothing was entered."))


def _choices(data: PersonData) -> Iterator[str]:
    privacy = data.privacy
    for consent in privacy.consents:
        yield escape(_consent(consent))
        yield fact(say("own-data", "What was agreed to"), consent.given.text)
    if not privacy.consents:
        yield escape(say("own-data", "No consent is recorded."))
    for objection in data.objections:
        text = say("own-data", "Not to be recognised by face, since {day}. Said by: {who}.")
        line = text.format(day=day_words(objection.since), who=relation_word(objection.by))
        if objection.lifted is not None:
            back = say("own-data", "Taken back on {day}.").format(day=day_words(objection.lifted))
            line = f"{line} {back}"
        yield escape(line)
    if privacy.left is not None:
        yield fact(say("own-data", "Left on"), day_words(privacy.left))


def _consent(consent: ConsentRecord) -> str:
    text = say("own-data", "Consent of {day}, given by {who} ({relation}), last day {end}")
    parts = [
        text.format(
            day=day_words(consent.at),
            who=isolate(consent.given.given_by),
            relation=relation_word(consent.given.relation),
            end=last_day_words(consent.ends),
        )
    ]
    if consent.withdrawn is not None:
        parts.append(say("own-data", "withdrawn on {day}").format(day=day_words(consent.withdrawn)))
    elif not consent.is_live:
        parts.append(say("own-data", "over"))
    return say("own-data", ", ").join(parts) + "."


def _face(data: PersonData) -> Iterator[str]:
    for model, made in data.templates:
        text = say("own-data", "A face template of {day}, made by the model {model}; no picture is held.")
        yield escape(text.format(day=day_words(made), model=isolate(model[:12])))
    if data.templates:
        text = say("own-data", "Single captures behind it, as figures and not as pictures: {count}.")
        yield escape(text.format(count=i18n.number(data.captures)))
    else:
        yield escape(say("own-data", "No face template is held."))
    yield escape(
        say("own-data", "Number and PIN work for you; the PIN itself is not held, only a check of it.")
        if data.has_pin
        else say("own-data", "No PIN is set.")
    )
    yield escape(_card(data))


def _card(data: PersonData) -> str:
    if data.card is None:
        return say("own-data", "No card with a code is held.")
    made = day_words(data.card.made)
    if data.card.revoked is not None:
        text = say("own-data", "A card with a code, made on {day}, stopped on {end}; the code is not held.")
        return text.format(day=made, end=day_words(data.card.revoked))
    text = say("own-data", "A card with a code, made on {day}, works for you; the code is on the card only.")
    return text.format(day=made)


def _marks(marks: tuple[PersonMark, ...]) -> Iterator[str]:
    if not marks:
        none = say("own-data", "None.")
        return iter((f"<p>{escape(none)}</p>",))
    titles = (
        (say("own-data", "Day"), 22),
        (say("own-data", "Class"), 18),
        (say("own-data", "State"), 16),
        (say("own-data", "Marked"), 11),
        (say("own-data", "Method"), 13),
        (say("own-data", "Note"), 20),
    )
    rows = [
        (
            escape(_moment(mark.starts)),
            escape(isolate(mark.class_name)),
            escape(_state(mark)),
            escape(_times(mark)),
            escape(_method(mark.method)),
            escape("; ".join(isolate(note) for note in _notes(mark))),
        )
        for mark in marks
    ]
    return table(titles, rows, right_to_left=i18n.is_right_to_left())


def _notes(mark: PersonMark) -> list[str]:
    """Give every note that is held of a line, those that another replaced included."""
    return list(dict.fromkeys(note for note in (mark.note, *(one.note for one in mark.events)) if note))


def _follow_ups(data: PersonData) -> Iterator[str]:
    for found in data.follow_ups:
        words = figures_words(RuleKind(found.rule), found.figures)
        since = say("own-data", "{what}, since {day}").format(
            what=words, day=isolate(found.since.isoformat())
        )
        yield escape(since)
        for step in found.steps:
            state = follow_state_word(FollowState(step.state))
            yield f"{escape(_moment(step.at))} · {fact(state, step.note or '–')}"


def _done(data: PersonData) -> Iterator[str]:
    titles = ((say("own-data", "When"), 30), (say("own-data", "What"), 70))
    rows = [(escape(_moment(at)), escape(action_word(action))) for at, action in data.audit]
    return table(titles, rows, right_to_left=i18n.is_right_to_left())


def _times(mark: PersonMark) -> str:
    """Say when they came and, where that is written down, when they left."""
    came = "" if mark.at is None else i18n.time_text(mark.at)
    if mark.left is None:
        return came
    return f"{came} – {i18n.time_text(mark.left)}".strip()


def _state(mark: PersonMark) -> str:
    known = {state.value: state for state in MarkState}
    words = state_word(known[mark.state]) if mark.state in known else mark.state
    if mark.code:
        words = f"{words} ({i18n.isolate(mark.code)})"
    if not mark.minutes_late:
        return words
    text = say("own-data", "{state}, {minutes} min")
    return text.format(state=words, minutes=i18n.number(mark.minutes_late))


def _method(method: str) -> str:
    known = {each.value: each for each in Method}
    return method_word(known[method]) if method in known else method


def _moment(moment: Instant) -> str:
    return isolate(f"{moment.local:%Y-%m-%d %H:%M}")
