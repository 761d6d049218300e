"""Basis, consent, objection and leaving: what beats what, and that templates go in the same moment."""

from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import pytest

from kiosk.domain.ids import ConsentId, PersonId
from kiosk.domain.people import Role
from kiosk.domain.privacy import BasisKind, ConsentGiven, MarksChoice, Objection, Purpose, Relation
from kiosk.errors import Code, KioskError
from kiosk.storage import basis, consents, mirror
from kiosk.storage.desk import Desk
from kiosk.storage.privacy import Privacy
from kiosk.storage.sqlcipher import Database
from tests.fakes_storage import KEY_ID, MODEL, PASSPHRASE, SmallSchool, template

SELF, GUARDIAN, REPRESENTATIVE = Relation.SELF, Relation.GUARDIAN, Relation.REPRESENTATIVE
FORM = ConsentGiven("form 12", "mother", GUARDIAN, date(2027, 7, 31))


def privacy(school: SmallSchool) -> Privacy:
    return school.vault.office.privacy


def desk(school: SmallSchool) -> Desk:
    return school.vault.office.records._desk


def kiosk(school: SmallSchool) -> Database:
    return school.vault._kiosk


def enrolled(school: SmallSchool) -> list[PersonId]:
    """Whose face matches now."""
    return [row.person for row in school.vault.door.templates(MODEL, KEY_ID)]


def stored(school: SmallSchool) -> int:
    return int(kiosk(school).read("SELECT count(*) FROM templates")[0][0])


def code_of(act: Callable[[], object]) -> Code:
    with pytest.raises(KioskError) as raised:
        act()
    return raised.value.code


def last_audit(school: SmallSchool) -> tuple[str, tuple[str, ...], str]:
    row = school.vault.records.audit_rows()[-1]
    return row.action, row.subjects, row.detail


def refused(school: SmallSchool) -> list[str]:
    """Whose no the door keeps for Zone R."""
    return [row[0] for row in kiosk(school).read("SELECT person FROM refusals")]


def say_no(school: SmallSchool, person: PersonId, *, is_locked: bool) -> None:
    """At the door, by number and PIN; somebody is signed in afterwards."""
    vault = school.reopen() if is_locked else school.vault
    vault.door.withdraw(person, school.clock())
    if is_locked:
        vault.sign_in(PASSPHRASE)
    else:
        privacy(school).take_over_withdrawals()


class Killed(BaseException):
    """The process ends here."""


def raise_killed(*_: object) -> None:
    raise Killed


class TestBasis:
    def test_until_something_is_entered_faces_stand_on_consent(self, school: SmallSchool) -> None:
        (face,) = privacy(school).bases()
        assert (face.purpose, face.kind, face.reference) == (Purpose.FACE, BasisKind.CONSENT, "")
        assert face.since.zone == school.vault.zone

    def test_the_last_one_entered_holds_and_the_earlier_ones_stay(self, school: SmallSchool) -> None:
        privacy(school).set_basis(Purpose.ATTENDANCE, BasisKind.LEGAL_OBLIGATION, "School Act, section 4")
        school.clock.forward(days=-3)  # set back
        privacy(school).set_basis(Purpose.ATTENDANCE, BasisKind.PUBLIC_TASK, "Decree 7")
        attendance = privacy(school).bases()[1]
        assert (attendance.kind, attendance.reference) == (BasisKind.PUBLIC_TASK, "Decree 7")
        kinds = [one.kind for one in basis.history(desk(school).records, Purpose.ATTENDANCE)]
        assert kinds == [BasisKind.PUBLIC_TASK, BasisKind.LEGAL_OBLIGATION]
        assert last_audit(school)[2] == "purpose=attendance kind=public-task"

    @pytest.mark.parametrize("kind", [kind for kind in BasisKind if kind is not BasisKind.CONSENT])
    def test_any_but_consent_needs_a_reference(self, school: SmallSchool, kind: BasisKind) -> None:
        act = lambda: privacy(school).set_basis(Purpose.FACE, kind, "  ")  # noqa: E731
        assert code_of(act) is Code.BASIS_REFERENCE
        assert [one.kind for one in privacy(school).bases()] == [BasisKind.CONSENT]

    def test_a_record_on_a_basis_names_what_it_stands_on(self, school: SmallSchool) -> None:
        person = school.people[0].id
        on_basis = ConsentGiven("", "", Relation.BASIS)
        assert code_of(lambda: privacy(school).record_consent(person, on_basis)) is Code.BASIS_REFERENCE
        privacy(school).set_basis(Purpose.FACE, BasisKind.PUBLIC_TASK, "Decree 7")
        privacy(school).record_consent(person, on_basis)
        (record,) = privacy(school).of_person(person).consents
        assert (record.given.text, record.given.given_by) == ("Decree 7", "public-task")
        school.vault.records.store_templates(person, [template(0)])
        assert enrolled(school) == [person]

    def test_without_a_record_no_basis_enrols_anybody(self, school: SmallSchool) -> None:
        privacy(school).set_basis(Purpose.FACE, BasisKind.PUBLIC_TASK, "Decree 7")
        store = lambda: school.vault.records.store_templates(school.people[0].id, [template(0)])  # noqa: E731
        assert code_of(store) is Code.CONSENT_MISSING

    def test_a_no_beats_a_basis_too(self, school: SmallSchool) -> None:
        person = school.people[0].id
        privacy(school).set_basis(Purpose.FACE, BasisKind.PUBLIC_TASK, "Decree 7")
        privacy(school).object(person, SELF)
        on_basis = ConsentGiven("", "", Relation.BASIS)
        assert code_of(lambda: privacy(school).record_consent(person, on_basis)) is Code.OBJECTED

    def test_faces_on_another_basis_go_when_it_becomes_consent(self, school: SmallSchool) -> None:
        first, second = school.people[0].id, school.people[1].id
        privacy(school).set_basis(Purpose.FACE, BasisKind.PUBLIC_TASK, "Decree 7")
        privacy(school).record_consent(first, ConsentGiven("", "", Relation.BASIS))
        privacy(school).record_consent(second, FORM)
        for index, person in enumerate((first, second)):
            school.vault.records.store_templates(person, [template(index)])
        privacy(school).set_basis(Purpose.FACE, BasisKind.CONSENT, "")
        assert enrolled(school) == [second]
        assert not privacy(school).of_person(first).consents[0].is_live

    @pytest.mark.parametrize(("module", "name"), [(basis, "enter"), (consents, "withdraw_rows_on_basis")])
    def test_killed_while_it_becomes_consent_no_face_is_left_that_nothing_stands_behind(
        self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str
    ) -> None:
        """The basis was entered first once, and a kill then left the faces for good."""
        person = school.people[0].id
        privacy(school).set_basis(Purpose.FACE, BasisKind.PUBLIC_TASK, "Decree 7")
        privacy(school).record_consent(person, ConsentGiven("", "", Relation.BASIS))
        school.vault.records.store_templates(person, [template(0)])
        with monkeypatch.context() as patch:
            patch.setattr(module, name, raise_killed)
            with pytest.raises(Killed):
                privacy(school).set_basis(Purpose.FACE, BasisKind.CONSENT, "")
        school.reopen().sign_in(PASSPHRASE)
        assert enrolled(school) == []
        assert not privacy(school).of_person(person).consents[0].is_live

    def test_a_reference_that_cannot_be_takes_no_face(self, school: SmallSchool) -> None:
        person = school.people[0].id
        privacy(school).set_basis(Purpose.FACE, BasisKind.PUBLIC_TASK, "Decree 7")
        privacy(school).record_consent(person, ConsentGiven("", "", Relation.BASIS))
        school.vault.records.store_templates(person, [template(0)])
        assert code_of(lambda: privacy(school).set_basis(Purpose.FACE, BasisKind.CONSENT, "x" * 4001)) is (
            Code.TEXT_BAD
        )
        assert enrolled(school) == [person]


class TestConsent:
    def test_what_was_said_is_what_is_shown(self, school: SmallSchool) -> None:
        person = school.people[0].id
        privacy(school).record_consent(person, FORM)
        (record,) = privacy(school).of_person(person).consents
        assert record.given == FORM
        assert record.is_live
        assert record.text_sha256 == sha256(b"form 12").hexdigest()

    @pytest.mark.parametrize("last", [date.max, date(9999, 12, 30), date(2126, 12, 31), date(2026, 11, 22)])
    def test_a_day_that_is_over_or_of_another_century_is_refused(
        self, school: SmallSchool, last: date
    ) -> None:
        """The last day that a computer knows ended in a traceback."""
        person = school.people[0].id
        given = ConsentGiven("form", "mother", GUARDIAN, last)
        assert code_of(lambda: privacy(school).record_consent(person, given)) is Code.DAY_BAD
        assert privacy(school).of_person(person).consents == ()

    @pytest.mark.parametrize("text", ["a\x1b[31mb", "a\0b", "a\u202eb", "\u200e", " \n", "x" * 4001])
    def test_words_that_cannot_be_read_are_refused(self, school: SmallSchool, text: str) -> None:
        """A control character in the school's words reached every terminal and every paper."""
        assert code_of(lambda: privacy(school).add_consent_text(text)) is Code.TEXT_BAD
        assert privacy(school).consent_texts() == []

    def test_words_of_several_lines_stay_as_they_are(self, school: SmallSchool) -> None:
        text = "We\trecognise you.\n\n\u200fنعم، أوافق"
        assert privacy(school).add_consent_text(f" {text.replace(chr(10), chr(13) + chr(10))}\n").text == text

    def test_without_a_day_it_ends_with_the_school_year(self, school: SmallSchool) -> None:
        person = school.people[0].id
        privacy(school).record_consent(person, ConsentGiven("form", "mother", GUARDIAN))
        (record,) = privacy(school).of_person(person).consents
        assert record.given.live_until == date(2027, 7, 31)

    def test_whose_last_one_ends_soon_is_listed_the_first_to_end_first(self, school: SmallSchool) -> None:
        today = school.clock().local_date
        first, second, third = (person.id for person in school.people)
        for person, days in ((first, 14), (second, 3), (third, 3), (third, 200)):
            given = ConsentGiven("form", "mother", GUARDIAN, today + timedelta(days=days))
            privacy(school).record_consent(person, given)
        assert [due.person.id for due in privacy(school).consents_due()] == [second]
        school.clock.forward(days=2)
        due = privacy(school).consents_due()
        assert [each.person for each in due] == [school.people[1], school.people[0]]
        assert due[0].ends.local_date - today == timedelta(days=4)  # the midnight after its last day
        privacy(school).object(second, SELF)
        assert [each.person.id for each in privacy(school).consents_due()] == [first]
        school.clock.forward(days=13)
        assert privacy(school).consents_due() == []

    def test_a_version_of_the_schools_words_is_named_with_their_hash(self, school: SmallSchool) -> None:
        person = school.people[0].id
        first = privacy(school).add_consent_text("We recognise you by your face.")
        second = privacy(school).add_consent_text("We recognise you by your face, until July.")
        assert [one.version for one in privacy(school).consent_texts()] == ["2", "1"]
        privacy(school).record_consent(person, ConsentGiven("", "self", SELF, text_version="1"))
        privacy(school).record_consent(person, ConsentGiven("form 9", "self", SELF, text_version="2"))
        newest, oldest = privacy(school).of_person(person).consents
        assert (oldest.given.text, oldest.text_sha256) == (first.text, first.sha256)
        assert (newest.given.text, newest.text_sha256) == ("form 9", second.sha256)

    def test_a_version_that_was_never_written_is_refused(self, school: SmallSchool) -> None:
        given = ConsentGiven("", "self", SELF, text_version="7")
        assert code_of(lambda: privacy(school).record_consent(school.people[0].id, given)) is Code.TEXT_BAD
        assert privacy(school).of_person(school.people[0].id).consents == ()

    def test_looking_at_somebodys_choices_is_a_row_of_the_audit(self, school: SmallSchool) -> None:
        privacy(school).of_person(school.people[0].id)
        assert last_audit(school) == ("privacy-viewed", (school.people[0].id,), "")


class TestObjection:
    def test_consents_end_and_templates_go_at_once(self, school: SmallSchool) -> None:
        school.enrol(0)
        school.enrol(1)
        person = school.people[0].id
        assert privacy(school).object(person, SELF) == 1
        assert enrolled(school) == [school.people[1].id]
        choices = privacy(school).of_person(person)
        assert choices.objection is not None
        assert (choices.objection.by, choices.consents[0].is_live) == (SELF, False)
        assert choices.consents[0].withdrawn is not None

    def test_it_holds_over_a_restart_and_a_comparison_of_the_zones(self, school: SmallSchool) -> None:
        person = school.people[0].id
        privacy(school).object(person, GUARDIAN)
        school.reopen().sign_in(PASSPHRASE)
        assert kiosk(school).read("SELECT objects FROM people WHERE person = ?", (person,)) == [(1,)]
        assert code_of(lambda: privacy(school).record_consent(person, FORM)) is Code.OBJECTED

    def test_the_door_alone_refuses_a_template_of_who_objects(self, school: SmallSchool) -> None:
        """The schema of Zone K holds it, whatever the rest of the program thinks."""
        person = school.people[0].id
        privacy(school).record_consent(person, FORM)
        consent = school.vault.records.live_consent(person)
        assert consent is not None
        with kiosk(school).transaction():
            kiosk(school).write("UPDATE people SET objects = 1 WHERE person = ?", (person,))
        add = lambda: school.vault.door.add_templates(person, consent.id, [template(0)])  # noqa: E731
        assert code_of(add) is Code.CONSENT_MISSING

    @pytest.mark.parametrize(
        ("raised", "lifted", "holds"),
        [
            ((SELF,), SELF, None),
            ((SELF,), GUARDIAN, "refused"),
            ((GUARDIAN,), SELF, "refused"),
            ((GUARDIAN,), GUARDIAN, None),
            ((GUARDIAN, SELF), GUARDIAN, SELF),
            ((GUARDIAN, SELF), SELF, GUARDIAN),
            ((SELF, SELF), SELF, None),
            ((), REPRESENTATIVE, None),
        ],
    )
    def test_only_who_said_no_takes_it_back(
        self,
        school: SmallSchool,
        raised: tuple[Relation, ...],
        lifted: Relation,
        holds: Relation | str | None,
    ) -> None:
        person = school.people[0].id
        for one in raised:
            privacy(school).object(person, one)
        if holds == "refused":
            assert code_of(lambda: privacy(school).lift_objection(person, lifted)) is Code.OBJECTED
            holds = raised[0]
        else:
            privacy(school).lift_objection(person, lifted)
        objection = privacy(school).of_person(person).objection
        assert (objection and objection.by) == holds

    def test_a_childs_own_no_is_shown_before_a_guardians(self, school: SmallSchool) -> None:
        person = school.people[0].id
        privacy(school).object(person, GUARDIAN)
        privacy(school).object(person, SELF)
        objection = privacy(school).of_person(person).objection
        assert objection is not None
        assert objection.by is SELF

    def test_lifting_it_revives_no_consent(self, school: SmallSchool) -> None:
        school.enrol(0)
        person = school.people[0].id
        privacy(school).object(person, SELF)
        privacy(school).lift_objection(person, SELF)
        assert school.vault.records.live_consent(person) is None
        privacy(school).record_consent(person, FORM)
        school.vault.records.store_templates(person, [template(0)])
        assert enrolled(school) == [person]

    @pytest.mark.parametrize("by", [Relation.BASIS, Relation.UNKNOWN])
    def test_somebody_has_to_say_it(self, school: SmallSchool, by: Relation) -> None:
        assert code_of(lambda: privacy(school).object(school.people[0].id, by)) is Code.TEXT_BAD


class TestWithdrawalAtTheDoor:
    def test_it_erases_while_nobody_is_signed_in_and_is_taken_over(self, school: SmallSchool) -> None:
        school.enrol(0)
        person = school.people[0].id
        vault = school.reopen()
        when = school.clock.forward(minutes=3)
        assert vault.door.withdraw(person, when) == 1
        assert vault.door.withdraw(person, school.clock.forward(minutes=1)) == 0
        assert stored(school) == 0
        school.clock.forward(days=2)
        vault.sign_in(PASSPHRASE)
        choices = privacy(school).of_person(person)
        assert choices.consents[0].withdrawn == when
        assert choices.objection == Objection(SELF, when)
        actions = [(row.action, row.actor) for row in vault.records.audit_rows()]
        assert actions.count(("withdrawn-at-door", None)) == 1
        assert "withdrawal-finished" not in {action for action, _ in actions}
        assert refused(school) == []
        assert vault.records.verify_audit() == ()

    def test_it_is_taken_over_at_once_while_somebody_is(self, school: SmallSchool) -> None:
        school.enrol(0)
        person = school.people[0].id
        school.vault.door.withdraw(person, school.clock())
        assert privacy(school).take_over_withdrawals() == 1
        assert last_audit(school) == ("withdrawn-at-door", (person,), "")
        assert privacy(school).take_over_withdrawals() == 0
        assert not privacy(school).of_person(person).consents[0].is_live
        assert school.vault.records.verify_audit() == ()

    @pytest.mark.parametrize("is_enrolled", [True, False])
    @pytest.mark.parametrize("is_locked", [True, False])
    def test_a_guardians_new_consent_does_not_undo_it(
        self, school: SmallSchool, *, is_locked: bool, is_enrolled: bool
    ) -> None:
        """Whoever had no consent to withdraw has said no all the same."""
        if is_enrolled:
            school.enrol(0)
        person = school.people[0].id
        say_no(school, person, is_locked=is_locked)
        assert kiosk(school).read("SELECT objects FROM people WHERE person = ?", (person,)) == [(1,)]
        assert code_of(lambda: privacy(school).record_consent(person, FORM)) is Code.OBJECTED
        assert code_of(lambda: privacy(school).lift_objection(person, GUARDIAN)) is Code.OBJECTED
        privacy(school).lift_objection(person, SELF)
        privacy(school).record_consent(person, FORM)
        school.vault.records.store_templates(person, [template(0)])
        assert enrolled(school) == [person]

    @pytest.mark.parametrize("act", ["consent", "lift"])
    def test_what_could_not_be_taken_over_is_before_the_next_act(self, school: SmallSchool, act: str) -> None:
        """The disk was full: the door wrote the no, and Zone R does not know of it yet."""
        person = school.people[0].id
        school.vault.door.withdraw(person, school.clock())
        if act == "consent":
            assert code_of(lambda: privacy(school).record_consent(person, FORM)) is Code.OBJECTED
            held = privacy(school).of_person(person).objection
            assert held is not None
            assert held.by is SELF
        else:
            privacy(school).lift_objection(person, SELF)
            assert privacy(school).take_over_withdrawals() == 0
            assert privacy(school).of_person(person).objection is None
        assert refused(school) == []
        assert school.vault.records.verify_audit() == ()

    def test_the_door_alone_refuses_a_template_until_it_is_taken_over(self, school: SmallSchool) -> None:
        """Even where people were copied from Zone R, which knows of no objection."""
        person = school.people[0].id
        school.vault.door.withdraw(person, school.clock())
        mirror.copy(desk(school).records, kiosk(school), mirror.PEOPLE, school.clock())
        with kiosk(school).transaction():
            kiosk(school).write(
                "INSERT INTO consents VALUES (?, ?, '2027-07-31', NULL, NULL)", ("c" * 36, person)
            )
        add = lambda: school.vault.door.add_templates(person, ConsentId("c" * 36), [template(0)])  # noqa: E731
        assert code_of(add) is Code.CONSENT_MISSING

    @pytest.mark.parametrize("is_zone_r_done", [True, False])
    def test_killed_while_it_is_taken_over_it_is_done_once(
        self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch, *, is_zone_r_done: bool
    ) -> None:
        school.enrol(0)
        person, when = school.people[0].id, school.clock()
        school.vault.door.withdraw(person, when)
        with monkeypatch.context() as patch:
            if is_zone_r_done:
                patch.setattr(kiosk(school), "write", raise_killed)
            else:
                patch.setattr("kiosk.storage.audit.append", raise_killed)
            with pytest.raises(Killed):
                privacy(school).take_over_withdrawals()
        assert refused(school) == [person]
        held = desk(school).records.read("SELECT count(*) FROM objections")
        assert held == [(int(is_zone_r_done),)]
        vault = school.reopen()
        school.clock.forward(days=1)
        vault.sign_in(PASSPHRASE)
        assert desk(school).records.read("SELECT raised_utc FROM objections") == [(when.utc_text,)]
        assert [row.action for row in vault.records.audit_rows()].count("withdrawn-at-door") == 1
        assert refused(school) == []
        assert vault.records.verify_audit() == ()

    def test_killed_while_it_is_written_nothing_was_said(
        self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        school.enrol(0)
        with monkeypatch.context() as patch:
            patch.setattr(kiosk(school), "_check_place", raise_killed)
            with pytest.raises(Killed):
                school.vault.door.withdraw(school.people[0].id, school.clock())
        assert (stored(school), refused(school)) == (1, [])

    def test_a_withdrawal_cut_off_at_the_desk_is_finished_and_no_objection(
        self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        school.enrol(0)
        person = school.people[0].id
        with monkeypatch.context() as patch:
            patch.setattr(consents, "withdraw_rows", raise_killed)
            with pytest.raises(Killed):
                school.vault.records.withdraw_consent(person)
        school.reopen().sign_in(PASSPHRASE)
        assert privacy(school).of_person(person).objection is None
        rows = [(row.action, row.subjects) for row in school.vault.records.audit_rows()]
        assert rows.count(("withdrawal-finished", (person,))) == 1
        assert "withdrawn-at-door" not in {action for action, _ in rows}
        privacy(school).record_consent(person, FORM)

    def test_it_goes_with_whoever_is_erased(self, school: SmallSchool, tmp_path: Path) -> None:
        person = school.people[0].id
        school.vault.door.withdraw(person, school.clock())
        privacy(school).erase(person, MarksChoice.ANONYMISE, tmp_path)
        assert refused(school) == []
        school.reopen().sign_in(PASSPHRASE)
        assert desk(school).records.read("SELECT * FROM objections") == []

    def test_whoever_zone_r_does_not_know_is_passed_over(self, school: SmallSchool) -> None:
        """An older Zone R was put back by hand."""
        stranger = "0" * 36
        with kiosk(school).transaction():
            kiosk(school).write(
                "INSERT INTO people (person, symbol, greeting) VALUES (?, '', '')", (stranger,)
            )
        vault = school.reopen()
        vault.door.withdraw(PersonId(stranger), school.clock())
        vault.sign_in(PASSPHRASE)
        assert refused(school) == []
        assert desk(school).records.read("SELECT * FROM objections") == []


class TestLeaving:
    def test_they_leave_the_lists_and_their_templates_follow_a_month_later(self, school: SmallSchool) -> None:
        school.enrol(0)
        person, door = school.people[0].id, school.vault.door
        privacy(school).mark_left(person, date(2026, 11, 23))
        (session,) = door.sessions(school.clock())
        assert person not in session.people
        choices = privacy(school).of_person(person)
        assert choices.left is not None
        assert choices.templates_go is not None
        assert choices.left.local_date == date(2026, 11, 23)
        assert choices.templates_go.local_date == date(2026, 12, 23)
        vault = school.reopen()  # signed out from here on
        school.clock.moment = choices.templates_go.utc - timedelta(seconds=1)
        assert vault.door.expire_leavers(school.clock()) == 0
        assert enrolled(school) == [person]
        school.clock.forward(seconds=1)
        assert enrolled(school) == []  # before any housekeeping
        assert vault.door.expire_consents(school.clock()) == 1
        assert stored(school) == 0

    def test_what_went_by_itself_is_told_to_the_audit_once(self, school: SmallSchool) -> None:
        school.enrol(0)
        privacy(school).mark_left(school.people[0].id, date(2026, 11, 23))
        vault = school.reopen()
        school.clock.forward(days=40)
        vault.door.expire_consents(school.clock())
        for _ in range(2):
            vault.sign_in(PASSPHRASE)
        told = [row for row in vault.records.audit_rows() if row.action == "templates-expired"]
        assert [(row.detail, row.actor) for row in told] == [("templates=1", None)]

    def test_the_day_they_left_still_has_them_on_its_register(self, school: SmallSchool) -> None:
        person = school.people[0]
        privacy(school).mark_left(person.id, date(2026, 11, 23))
        assert person in [row.person for row in school.vault.records.roster(school.session.id).rows]

    def test_who_comes_back_is_on_their_lists_again(self, school: SmallSchool) -> None:
        person = school.people[0].id
        privacy(school).mark_left(person, date(2026, 11, 22))
        privacy(school).mark_left(person, date(2026, 11, 23))
        privacy(school).mark_left(person, None)
        (session,) = school.vault.door.sessions(school.clock())
        assert person in session.people
        choices = privacy(school).of_person(person)
        assert (choices.left, choices.templates_go) == (None, None)

    def test_nobody_is_asked_again_who_left(self, school: SmallSchool) -> None:
        school.enrol(0, until=date(2026, 11, 30))
        school.enrol(1, until=date(2026, 11, 30))
        privacy(school).mark_left(school.people[0].id, date(2026, 11, 23))
        assert [due.person.id for due in privacy(school).consents_due()] == [school.people[1].id]

    def test_nobody_left_in_another_century(self, school: SmallSchool) -> None:
        """A slip in the year, 0026 for 2026, erased the templates at once and for good."""
        school.enrol(0)
        act = lambda: privacy(school).mark_left(school.people[0].id, date(26, 11, 20))  # noqa: E731
        assert code_of(act) is Code.DAY_BAD
        assert stored(school) == 1

    def test_nobody_leaves_on_a_day_to_come(self, school: SmallSchool) -> None:
        act = lambda: privacy(school).mark_left(school.people[0].id, date(2026, 11, 24))  # noqa: E731
        assert code_of(act) is Code.DAY_BAD

    def test_nobody_is_enrolled_after_their_templates_went(self, school: SmallSchool) -> None:
        person = school.people[0].id
        privacy(school).record_consent(person, FORM)
        privacy(school).mark_left(person, date(2026, 11, 1))
        school.clock.forward(days=20)
        store = lambda: school.vault.records.store_templates(person, [template(0)])  # noqa: E731
        assert code_of(store) is Code.CONSENT_MISSING
        assert not privacy(school).of_person(person).consents[0].is_live


def as_teacher(school: SmallSchool, *, teaches: bool) -> Privacy:
    """Make whoever is signed in a teacher, of the one class or of none."""
    records = desk(school).records
    with records.transaction():
        records.write("UPDATE signers SET role = 'teacher'")
        if teaches:
            signer = records.read("SELECT signer FROM signers")[0][0]
            records.write("INSERT INTO teaches VALUES (?, ?)", (signer, school.school_class.id))
    signed_in = school.vault.sign_in(PASSPHRASE)
    assert signed_in.role is Role.TEACHER
    return privacy(school)


def test_a_teacher_may_take_a_no_and_nothing_more(school: SmallSchool) -> None:
    school.enrol(0)
    person, office = school.people[0].id, as_teacher(school, teaches=True)
    assert office.object(person, SELF) == 1
    office.of_person(person)
    for act in (
        lambda: office.lift_objection(person, SELF),
        lambda: office.record_consent(person, FORM),
        lambda: office.mark_left(person, None),
        lambda: office.own_data(person),
        office.bases,
        lambda: office.set_basis(Purpose.FACE, BasisKind.CONSENT, ""),
        lambda: office.add_consent_text("x"),
        office.retention,
        office.run_retention,
    ):
        assert code_of(act) is Code.NOT_ALLOWED


def test_people_of_others_classes_are_not_there_for_a_teacher(school: SmallSchool) -> None:
    office = as_teacher(school, teaches=False)
    for act in (
        lambda: office.object(school.people[0].id, SELF),
        lambda: office.of_person(school.people[0].id),
    ):
        assert code_of(act) is Code.PERSON_UNKNOWN
