"""Who may do what: asked by every act of the office, and a teacher's own classes are all they know of."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import pytest

from kiosk.domain.ids import ClassId, SessionId
from kiosk.domain.marks import MarkState
from kiosk.domain.people import Correction, Role
from kiosk.domain.permissions import ALLOWED, Act, may
from kiosk.errors import Code, KioskError
from kiosk.storage.desk import Desk
from kiosk.storage.zone_r import Office
from tests.fakes_storage import PASSPHRASE, SmallSchool
from tests.storage.whole_sheet import day_scope, plan_of, sheet_rows

_OWN_WORK = "the program's own work while anybody is signed in: gives no datum of anybody"
ASK_NOTHING = {
    "DeskPin.forget": "takes a right away and gives none",
    "Privacy.take_over_withdrawals": _OWN_WORK,
    "Privacy.run_retention_by_itself": "the same, and it takes away only what was shown for a day",
    "Backups.erased": "ids of people who are gone, for the file beside the backups",
    "Backups.forget_gone": _OWN_WORK,
    "Backups.is_drill_due": _OWN_WORK,
    "Backups.last_drill": _OWN_WORK,
    "Backups.note_checked": _OWN_WORK,
    "Backups.note_drill": _OWN_WORK,
    "Backups.note_made": _OWN_WORK,
    "Backups.unchecked": _OWN_WORK,
}
"""Methods that ask no table, each with its reason."""


def _acts(thing: object, seen: set[int]) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Give every public method that can be reached from a part of the office."""
    if id(thing) in seen or not type(thing).__module__.startswith("kiosk.storage"):
        return
    seen.add(id(thing))
    for name, attribute in inspect.getmembers(thing):
        if name.startswith("_"):
            continue
        if inspect.ismethod(attribute):
            yield f"{type(thing).__name__}.{name}", attribute
        else:
            yield from _acts(attribute, seen)


def test_every_act_of_the_office_asks_the_table(school: SmallSchool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking is the first thing a method does: arguments that mean nothing are never looked at."""
    office = school.vault.office
    monkeypatch.setattr("kiosk.storage.desk.may", lambda *_: False)
    silent, found, seen = [], 0, set[int]()
    for part in fields(Office):
        for name, act in _acts(getattr(office, part.name), seen):
            found += 1
            needed = [
                p
                for p in inspect.signature(act).parameters.values()
                if p.default is p.empty and p.kind not in {p.VAR_POSITIONAL, p.VAR_KEYWORD}
            ]
            by_name = {p.name: None for p in needed if p.kind is p.KEYWORD_ONLY}
            try:
                act(*(None for p in needed if p.kind is not p.KEYWORD_ONLY), **by_name)
            except KioskError as error:
                if error.code is Code.NOT_ALLOWED:
                    continue
            except Exception:  # noqa: BLE001 - whatever it did, it did not ask
                pass
            if name not in ASK_NOTHING:
                silent.append(name)
    assert not silent, "\n".join(silent)
    assert found > 40


class TestTable:
    @pytest.mark.parametrize("act", list(Act))
    def test_an_administrator_may_all(self, act: Act) -> None:
        assert may(Role.ADMIN, act)

    def test_a_teacher_may_no_more_than_this(self) -> None:
        assert ALLOWED[Role.TEACHER] == {
            Act.SEE_REGISTERS, Act.MARK, Act.OPEN_SESSIONS, Act.EXPORT, Act.OBJECT, Act.OWN_SECRETS,
            Act.SEE_REPORTS, Act.FOLLOW_UP,
        }  # fmt: skip


class TwoClasses:
    """The small school with a second class, seen by a teacher of one of them."""

    def __init__(self, school: SmallSchool) -> None:
        records = school.vault.records
        self.school = school
        self.own = records.add_class("8a")
        self.pupil = records.add_person("S-8", "Own Pupil", [self.own.id])
        self.both = records.add_person("S-9", "In Both", [self.own.id, school.school_class.id])
        starts = school.session.starts
        self.session = records.open_session(self.own.id, starts, starts.plus(timedelta(hours=1)))
        self.others_correction = records.correct(school.session.id, [school.people[0].id], MarkState.EXCUSED)
        become(school, Role.TEACHER, self.own.id)


def become(school: SmallSchool, role: Role, *class_ids: ClassId) -> None:
    """Let whoever is signed in be somebody of another role, without the cost of another slot."""
    zone_r = school.vault._zone_r
    assert zone_r is not None
    with zone_r.database.transaction():
        for class_id in class_ids:
            zone_r.database.write(
                "INSERT INTO teaches (signer, class) VALUES (?, ?)", (zone_r.signed_in.signer, class_id)
            )
        zone_r.database.write("UPDATE signers SET role = ?", (role.value,))
    school.vault.sign_out()
    school.vault.sign_in(PASSPHRASE)


@pytest.fixture
def two(school: SmallSchool) -> TwoClasses:
    return TwoClasses(school)


def _code(act: Callable[[], object]) -> Code | None:
    try:
        act()
    except KioskError as error:
        return error.code
    return None


class TestATeacher:
    def test_sees_own_classes_people_and_registers(self, two: TwoClasses) -> None:
        records, school = two.school.vault.records, two.school
        assert records.classes() == [two.own]
        assert {s.person.number for s in records.people()} == {"S-8", "S-9"}
        assert all(summary.classes == (two.own.id,) for summary in records.people())
        assert records.people(school.school_class.id) == []
        assert records.person_by_number("S-8") == two.pupil
        assert _code(lambda: records.person_by_number("S-1")) is Code.PERSON_UNKNOWN
        assert [s.id for s in records.sessions(date(2026, 11, 23))] == [two.session.id]
        assert len(records.roster(two.session.id).rows) == 2
        monday = date(2026, 11, 23)
        rows = sheet_rows(school.vault, monday)
        assert {row.number for row in rows} == {"S-8", "S-9"}
        assert plan_of(school.vault, monday).title == "8a"

    def test_anothers_session_is_as_if_it_were_not_there(self, two: TwoClasses) -> None:
        records, other = two.school.vault.records, two.school.session.id
        pupil = two.school.people[0].id
        day = date(2026, 11, 23)
        for act in (
            lambda: records.roster(other),
            lambda: records.close_session(other),
            lambda: records.reopen_session(other),
            lambda: records.correct(other, [pupil], MarkState.PRESENT),
            lambda: plan_of(two.school.vault, day, other),
            lambda: two.school.vault.office.reports.note_export(day_scope(day, other), "csv", 1),
        ):
            assert _code(act) is Code.SESSION_UNKNOWN
        missing = SessionId(two.pupil.id)
        assert _code(lambda: records.roster(missing)) is Code.SESSION_UNKNOWN

    def test_marks_own_registers_and_leaves_anothers_correction(self, two: TwoClasses) -> None:
        records = two.school.vault.records
        made = records.correct(two.session.id, [two.pupil.id], MarkState.PRESENT)
        records.undo(made)
        records.undo(two.others_correction)
        records.undo(Correction(two.others_correction.events, MarkState.EXCUSED))
        become(two.school, Role.ADMIN)
        roster = two.school.vault.records.roster(two.school.session.id)
        states = {row.person.number: row.standing.state for row in roster.rows}
        assert states["S-1"] is MarkState.EXCUSED

    def test_opens_sessions_of_own_classes_only(self, two: TwoClasses) -> None:
        records, starts = two.school.vault.records, two.school.session.starts.plus(timedelta(hours=3))
        ends = starts.plus(timedelta(hours=1))
        assert records.open_session(two.own.id, starts, ends).class_id == two.own.id
        assert (
            _code(lambda: records.open_session(two.school.school_class.id, starts, ends))
            is Code.CLASS_UNKNOWN
        )

    def test_a_withdrawal_of_own_pupils_does_not_wait(self, two: TwoClasses) -> None:
        records = two.school.vault.records
        assert records.withdraw_consent(two.pupil.id) == 0
        assert _code(lambda: records.withdraw_consent(two.school.people[0].id)) is Code.PERSON_UNKNOWN

    @pytest.mark.parametrize(
        "act",
        [
            lambda r, two: r.add_class("9c"),
            lambda r, two: r.add_person("S-10", "Somebody", [two.own.id]),
            lambda r, two: r.set_pin(two.pupil.id, "4711"),
            lambda r, two: r.set_symbol(two.pupil.id, "kite"),
            lambda r, two: r.record_consent(two.pupil.id, "form", "self", date(2027, 1, 1)),
            lambda r, two: r.store_templates(two.pupil.id, []),
            lambda r, two: r.audit_rows(),
            lambda r, two: r.verify_audit(),
            lambda r, two: r.term(),
        ],
    )
    def test_is_refused_what_is_an_administrators(
        self, two: TwoClasses, act: Callable[[Any, TwoClasses], object]
    ) -> None:
        count = "SELECT count(*) FROM audit"
        assert two.school.vault._zone_r is not None
        records = two.school.vault._zone_r.database
        before = records.read(count)
        assert _code(lambda: act(two.school.vault.records, two)) is Code.NOT_ALLOWED
        assert records.read(count) == before

    def test_who_left_the_class_is_not_seen_any_more(self, two: TwoClasses) -> None:
        assert two.school.vault._zone_r is not None
        records = two.school.vault._zone_r.database
        with records.transaction():
            records.write("UPDATE memberships SET left_utc = joined_utc WHERE person = ?", (two.pupil.id,))
        desk: Desk = two.school.vault.records._desk
        assert not desk.sees_person(two.pupil.id)
        assert desk.sees_person(two.both.id)
        assert {s.person.number for s in two.school.vault.records.people()} == {"S-9"}


def test_a_teacher_without_a_class_sees_nothing(school: SmallSchool) -> None:
    become(school, Role.TEACHER)
    records = school.vault.records
    assert (records.classes(), records.people(), records.sessions(date(2026, 11, 23))) == ([], [], [])
    assert _code(lambda: records.person_by_number("S-1")) is Code.PERSON_UNKNOWN
