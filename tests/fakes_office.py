"""The office without storage: PrivacyApi and AuditApi over lists, each with a story.

Answers are ready at once. Scenarios are functions whose docstring tells the story. They cannot ship: tests/
is not in the package.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TypeVar, cast

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ConsentId, PersonId, SignerId
from kiosk.domain.people import AuditRow, PersonSummary, Role, Signer
from kiosk.domain.privacy import (
    Basis,
    BasisKind,
    ConsentDue,
    ConsentGiven,
    ConsentRecord,
    ConsentText,
    MarksChoice,
    Objection,
    PersonData,
    PersonMark,
    PersonPrivacy,
    Purpose,
    Receipt,
    Relation,
    RetentionDue,
    RetentionKind,
    RetentionRule,
    templates_go_at,
    year_end,
)
from kiosk.errors import Code, KioskError
from kiosk.runtime.api_office import AuditFilter, AuditLine, BackupApi, KeysApi, Office, Overdue
from kiosk.runtime.api_register import Registry
from kiosk.runtime.api_site import SiteApi
from tests.fakes_desk import NAMES, ZONE, FakeDesk

T = TypeVar("T")
RUIZ = SignerId("ruiz")
ADMIN = SignerId("admin")
GONE = "01939b3e-0000-7000-8000-0000000000aa"
"""Somebody erased: an id without a name."""


def answer(job: Callable[[], T]) -> "Future[T]":
    """Give a future that is done: with what the job returns, or with what it raises."""
    future: Future[T] = Future()
    try:
        future.set_result(job())
    except Exception as error:  # noqa: BLE001 - a future carries whatever was raised
        future.set_exception(error)
    return future


class FakePrivacy:
    """Everybody's choices in memory, with the domain's rules."""

    def __init__(self, desk: FakeDesk) -> None:
        self.desk = desk
        self.bases_: list[Basis] = []
        self.texts: list[ConsentText] = []
        self.choices: dict[PersonId, PersonPrivacy] = {}
        self.rules = {
            kind: RetentionRule(kind, days)
            for kind, days in (
                (RetentionKind.TEMPLATES, 30), (RetentionKind.MARKS, 365), (RetentionKind.AUDIT, None),
                (RetentionKind.LOGS, 90),
            )
        }  # fmt: skip
        self.due: list[RetentionDue] = []
        self.due_consents: list[ConsentDue] = []
        self.erased: list[tuple[PersonId, MarksChoice]] = []
        self.calls: list[str] = []
        self.failure: KioskError | None = None
        """What the next answer fails with."""

    def _answer(self, name: str, job: Callable[[], T]) -> "Future[T]":
        self.calls.append(name)

        def checked() -> T:
            failure, self.failure = self.failure, None
            if failure is not None:
                raise failure
            return job()

        return answer(checked)

    def bases(self) -> "Future[Sequence[Basis]]":
        return self._answer("bases", lambda: tuple(self.bases_))

    def set_basis(self, purpose: Purpose, kind: BasisKind, reference: str) -> "Future[None]":
        def job() -> None:
            if kind is not BasisKind.CONSENT and not reference.strip():
                raise KioskError(Code.BASIS_REFERENCE)
            others = [basis for basis in self.bases_ if basis.purpose is not purpose]
            self.bases_ = [*others, Basis(purpose, kind, reference, self.desk.clock.now)]

        return self._answer("set_basis", job)

    def consent_texts(self) -> "Future[Sequence[ConsentText]]":
        return self._answer("consent_texts", lambda: tuple(self.texts))

    def add_consent_text(self, text: str) -> "Future[ConsentText]":
        def job() -> ConsentText:
            made = ConsentText(str(len(self.texts) + 1), text, sha256(text.encode()).hexdigest())
            self.texts.insert(0, made)
            return made

        return self._answer("add_consent_text", job)

    def consents_due(self) -> "Future[Sequence[ConsentDue]]":
        return self._answer("consents_due", lambda: tuple(self.due_consents))

    def privacy_of(self, person: PersonId) -> "Future[PersonPrivacy]":
        return self._answer("privacy_of", lambda: self.of(person))

    def record_consent(self, person: PersonId, given: ConsentGiven) -> "Future[None]":
        def job() -> None:
            if self.of(person).objection is not None:
                raise KioskError(Code.OBJECTED)
            self.give(person, given)

        return self._answer("record_consent", job)

    def object(self, person: PersonId, by: Relation) -> "Future[int]":
        def job() -> int:
            erased = self.summary(person).templates
            ended = tuple(replace(consent, is_live=False) for consent in self.of(person).consents)
            objection = Objection(by, self.desk.clock.now)
            self.choices[person] = replace(self.of(person), consents=ended, objection=objection)
            self.desk._replace(person, has_live_consent=False, templates=0)
            return erased

        return self._answer("object", job)

    def lift_objection(self, person: PersonId, by: Relation) -> "Future[None]":
        def job() -> None:
            found = self.of(person).objection
            if found is not None and found.by is not by:
                raise KioskError(Code.OBJECTED)
            self.choices[person] = replace(self.of(person), objection=None)

        return self._answer("lift_objection", job)

    def mark_left(self, person: PersonId, day: date | None) -> "Future[None]":
        def job() -> None:
            left = None if day is None else _at(day)
            go = None if left is None else templates_go_at(left, 30)
            self.choices[person] = replace(self.of(person), left=left, templates_go=go)

        return self._answer("mark_left", job)

    def retention(self) -> "Future[Sequence[RetentionRule]]":
        return self._answer("retention", lambda: tuple(self.rules.values()))

    def set_retention(self, kind: RetentionKind, days: int | None) -> "Future[None]":
        def job() -> None:
            self.rules[kind] = RetentionRule(kind, days)

        return self._answer("set_retention", job)

    def retention_due(self) -> "Future[Sequence[RetentionDue]]":
        return self._answer("retention_due", lambda: tuple(self.due))

    def run_retention(self) -> "Future[Sequence[RetentionDue]]":
        def job() -> Sequence[RetentionDue]:
            gone, self.due = tuple(self.due), []
            return gone

        return self._answer("run_retention", job)

    def erase(self, person: PersonId, marks: MarksChoice) -> "Future[Receipt]":
        def job() -> Receipt:
            found = self.summary(person)
            self.erased.append((person, marks))
            self.desk.people_ = [item for item in self.desk.people_ if item.person.id != person]
            return a_receipt(self.desk.clock.now, found, marks)

        return self._answer("erase", job)

    def own_data(self, person: PersonId) -> "Future[PersonData]":
        return self._answer(
            "own_data", lambda: some_data(self.desk.clock.now, self.summary(person), self.of(person))
        )

    # Steps of a story

    def of(self, person: PersonId) -> PersonPrivacy:
        """What is known of somebody's choices; nothing at first."""
        return self.choices.get(person, PersonPrivacy(person, (), None, None, None))

    def summary(self, person: PersonId) -> PersonSummary:
        """Who it is."""
        return self.desk._summary(person)

    def give(self, person: PersonId, given: ConsentGiven) -> None:
        """Somebody agreed."""
        version = next((text for text in self.texts if text.version == given.text_version), None)
        given = replace(given, text=given.text or (version.text if version is not None else "Decree 7"))
        now = self.desk.clock.now
        ends = _at(given.live_until or year_end(now.local_date, 7, 31))
        older = self.of(person).consents
        record = ConsentRecord(
            ConsentId(f"consent-{person}-{len(older)}"), given, sha256(given.text.encode()).hexdigest(), now,
            ends, None, is_live=True,
        )  # fmt: skip
        self.choices[person] = replace(self.of(person), consents=(record, *older))
        self.desk._replace(person, has_live_consent=True)


class FakeAudit:
    """An audit in memory."""

    def __init__(self) -> None:
        self.lines: list[AuditLine] = []
        """Newest first."""
        self.wrong: tuple[str, ...] = ()
        self.overdue_: tuple[Overdue, ...] = ()
        self.exports: list[int] = []
        self.views: list[PersonId] = []
        self.settings: list[tuple[str, ...]] = []
        self.asked: list[AuditFilter | None] = []

    def rows(self, wanted: AuditFilter | None = None) -> "Future[Sequence[AuditLine]]":
        self.asked.append(wanted)
        chosen = wanted or AuditFilter()
        return answer(lambda: tuple(line for line in self.lines if _fits(line.row, chosen)))

    def actions(self) -> "Future[Sequence[str]]":
        return answer(lambda: sorted({line.row.action for line in self.lines}))

    def verify(self) -> "Future[Sequence[str]]":
        return answer(lambda: self.wrong)

    def note_export(self, rows: int) -> "Future[None]":
        return answer(lambda: self.exports.append(rows))

    def note_view(self, person: PersonId) -> "Future[None]":
        return answer(lambda: self.views.append(person))

    def note_settings(self, names: Sequence[str]) -> "Future[None]":
        return answer(lambda: self.settings.append(tuple(names)))

    def overdue(self) -> "Future[Sequence[Overdue]]":
        return answer(lambda: self.overdue_)


def _fits(row: AuditRow, wanted: AuditFilter) -> bool:
    day = row.at.local_date
    return (
        (wanted.first is None or day >= wanted.first)
        and (wanted.last is None or day <= wanted.last)
        and wanted.actor in {None, row.actor}
        and wanted.action in {None, row.action}
        and (wanted.subject is None or wanted.subject in row.subjects)
    )


def _at(day: date) -> Instant:
    return Instant.at(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), ZONE)


def a_receipt(now: Instant, summary: PersonSummary, marks: MarksChoice) -> Receipt:
    """Somebody is erased whose template is in two backups still."""
    kept = (("marks", 61), ("name", 1)) if marks is MarksChoice.KEEP else (("anonymous-marks", 61),)
    gone = (("templates", summary.templates), ("captures", 5), ("pin", 1), ("greeting", 1), ("consents", 1))
    return Receipt(
        summary.person.number, summary.person.id, now, marks, gone, kept, now.plus(timedelta(days=30)), 2
    )


def some_data(now: Instant, summary: PersonSummary, privacy: PersonPrivacy) -> PersonData:
    """Everything about somebody: two marks, a template, a consent and who asked for what."""
    day = now.plus(timedelta(days=-3))
    marks = (
        PersonMark("Class 7b", day, "present", day.plus(timedelta(minutes=2)), 0, "face", ""),
        PersonMark("Class 7b", now, "excused", None, 0, "teacher", "Dentist, back at ten"),
    )
    return PersonData(
        school="Hill School", taken=now, number=summary.person.number, name=summary.person.name,
        symbol=summary.person.symbol, classes=("Class 7b",),
        bases=(Basis(Purpose.FACE, BasisKind.CONSENT, "", day),), privacy=privacy,
        templates=(("ab" * 32, day),), captures=5, has_pin=True, marks=marks,
        audit=((day, "enrolled"), (now, "mark-corrected")),
        objections=() if privacy.objection is None else (privacy.objection,),
    )  # fmt: skip


def a_years_end(desk: FakeDesk) -> FakePrivacy:
    """Three weeks before the end of a school year that ended early here: consents end, marks are old enough.

    Everybody who has a consent in the records has one in writing; the tenth person said no.
    """
    made = FakePrivacy(desk)
    now = desk.clock.now
    made.bases_ = [Basis(Purpose.FACE, BasisKind.CONSENT, "", now.plus(timedelta(days=-400)))]
    text = "I agree that my face is stored as a template and used to mark me present."
    made.texts = [ConsentText("1", text, sha256(text.encode()).hexdigest())]
    for item in desk.people_:
        if item.has_live_consent:
            given = ConsentGiven("Form of 1 September, folder 3", "Parent", Relation.GUARDIAN)
            made.give(item.person.id, given)
    if len(desk.people_) > 9:
        no = desk.people_[9].person.id
        made.choices[no] = replace(made.of(no), objection=Objection(Relation.SELF, now))
    made.due_consents = [
        ConsentDue(item.person, now.plus(timedelta(days=place + 2)))
        for place, item in enumerate(desk.people_[:3])
    ]
    made.due = [
        RetentionDue(RetentionKind.TEMPLATES, 2, now.plus(timedelta(days=-30)), is_overdue=False),
        RetentionDue(RetentionKind.MARKS, 1240, now.plus(timedelta(days=-365)), is_overdue=True),
    ]
    return made


def a_line(
    sequence: int, at: Instant, action: str, about: tuple[tuple[str, str], ...] = (), **more: str
) -> AuditLine:
    """Make a line; `about` holds ids and names, `more` the actor's name (none for the kiosk) and a detail."""
    actor = more.get("actor", "")
    by = {"": None, "Ms Ruiz": RUIZ}.get(actor, ADMIN)
    row = AuditRow(sequence, at, by, action, tuple(i for i, _ in about), more.get("detail", ""))
    return AuditLine(row, actor, tuple(name for _, name in about))


def a_busy_week(desk: FakeDesk) -> FakeAudit:
    """Two people at the desk for a week: enrolments, corrections, an export, an erasure, an unknown act."""
    made = FakeAudit()
    now = desk.clock.now
    story = (
        ("signed-in", (), "Ms Ruiz", ""),
        ("consent-recorded", (("person-0", NAMES[0]), ("consent-1", "")), "Mr Haddad", ""),
        ("enrolled", (("person-0", NAMES[0]),), "Mr Haddad", "templates=1 captures=5"),
        ("mark-corrected", (("session-0", ""), ("person-1", NAMES[1])), "Ms Ruiz", "absent>excused"),
        ("export", (("session-0", ""),), "Ms Ruiz", "day=2026-11-20 format=xlsx rows=24"),
        ("erased", ((GONE, ""),), "Mr Haddad", "marks=anonymise"),
        ("of-a-later-version", (("person-3", NAMES[3]),), "", "x=1"),
    )
    for place, (action, about, actor, detail) in enumerate(story):
        at = now.plus(timedelta(days=place - len(story) + 1))
        made.lines.insert(0, a_line(place + 1, at, action, about, actor=actor, detail=detail))
    return made


class _FewKeys:
    """Says only who may sign in: a teacher and an administrator."""

    def signers(self) -> "Future[Sequence[Signer]]":
        return answer(
            lambda: (
                Signer(RUIZ, "Ms Ruiz", Role.TEACHER, 1, (), is_removed=False),
                Signer(ADMIN, "Mr Haddad", Role.ADMIN, 2, (), is_removed=False),
            )
        )


def an_office(privacy: FakePrivacy, audit: FakeAudit) -> Office:
    """Put an office together that has no keys and no backups."""
    registry = cast(Registry, object())
    backups, site = cast("BackupApi", object()), cast("SiteApi", object())
    return Office(cast("KeysApi", _FewKeys()), privacy, backups, audit, registry, site)
