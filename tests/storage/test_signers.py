"""Who may sign in: added, changed, removed, and what a kill between the two files leaves."""

from collections.abc import Callable

import pytest

from kiosk.domain.ids import ClassId, SignerId
from kiosk.domain.people import Custody, Role, Signer
from kiosk.errors import Code, KioskError
from kiosk.storage import slot_files
from kiosk.storage.signers import Signers
from kiosk.storage.slots import SlotKind
from kiosk.storage.vault import Vault
from tests.fakes_storage import PASSPHRASE, SmallSchool, reopen

THEIRS = "copper violin hedge marble"
OTHER = "walnut ferry canyon thistle"


class Killed(BaseException):
    """The program is gone."""


def raises(code: Code) -> "pytest.RaisesExc[KioskError]":
    return pytest.RaisesExc(KioskError, check=lambda error: error.code is code)


def signers(school: SmallSchool) -> Signers:
    return school.vault.office.signers


def add(school: SmallSchool, role: Role = Role.TEACHER, classes: tuple[ClassId, ...] = ()) -> Signer:
    return signers(school).add(PASSPHRASE, "Omar Haddad", role, THEIRS, classes)


def me(school: SmallSchool) -> SignerId:
    assert school.vault.signed_in is not None
    return school.vault.signed_in.signer


def actions(school: SmallSchool) -> list[str]:
    return [row.action for row in school.vault.records.audit_rows()]


class TestAdding:
    def test_somebody_signs_in_by_their_own_passphrase(self, school: SmallSchool) -> None:
        made = add(school, classes=(school.school_class.id,))
        assert (made.name, made.role, made.number) == ("Omar Haddad", Role.TEACHER, 2)
        assert [one.number for one in signers(school).all()] == [1, 2]
        signed_in = school.reopen().sign_in(THEIRS, 2)
        assert (signed_in.signer, signed_in.role, signed_in.number) == (made.id, Role.TEACHER, 2)
        assert school.vault.records.classes() == [school.school_class]
        school.vault.sign_in(PASSPHRASE, 1)
        row = next(r for r in school.vault.records.audit_rows() if r.action == "signer-added")
        assert row.subjects == (made.id, school.school_class.id)
        assert row.detail == "role=teacher"

    @pytest.mark.parametrize(
        ("own", "name", "phrase", "classes", "code"),
        [
            (OTHER, "Omar", THEIRS, (), Code.PASSPHRASE_WRONG),
            (PASSPHRASE, " ", THEIRS, (), Code.TEXT_BAD),
            (PASSPHRASE, "Omar", "short", (), Code.PASSPHRASE_WEAK),
            (PASSPHRASE, "Omar", PASSPHRASE, (), Code.PASSPHRASE_USED),
            (PASSPHRASE, "Omar", THEIRS, (ClassId("x" * 36),), Code.CLASS_UNKNOWN),
        ],
    )
    def test_what_is_refused_changes_nothing(
        self,
        school: SmallSchool,
        own: str,
        name: str,
        phrase: str,
        classes: tuple[ClassId, ...],
        code: Code,
    ) -> None:
        before, rows = school.vault.slots, actions(school)
        with raises(code):
            signers(school).add(own, name, Role.TEACHER, phrase, classes)
        assert (school.vault.slots, actions(school)) == (before, rows)
        assert len(signers(school).all()) == 1

    def test_anothers_passphrase_is_not_told_apart(self, school: SmallSchool) -> None:
        """Refusing it would tell that it is somebody's; the numbers keep the two slots apart."""
        first = add(school)
        second = signers(school).add(PASSPHRASE, "Zoe Apart", Role.TEACHER, THEIRS)
        assert school.vault.sign_in(THEIRS, first.number).signer == first.id
        assert school.vault.sign_in(THEIRS, second.number).signer == second.id

    def test_a_number_is_nobody_elses_ever(self, school: SmallSchool) -> None:
        first = add(school)
        signers(school).remove(first.id)
        assert add(school).number == first.number + 1

    def test_slots_that_cannot_be_written_leave_nobody(
        self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> None:
            raise KioskError(Code.DATABASE_FULL)

        monkeypatch.setattr(slot_files, "write", full)
        with raises(Code.DATABASE_FULL):
            add(school)
        monkeypatch.undo()
        assert [one.is_removed for one in signers(school).all()] == [False, True]
        assert actions(school)[-2:] == ["signer-added", "signer-not-added"]
        with raises(Code.PASSPHRASE_WRONG):
            school.vault.sign_in(THEIRS, 2)


class TestChanging:
    def test_classes(self, school: SmallSchool) -> None:
        made = add(school)
        signers(school).set_classes(made.id, [school.school_class.id, school.school_class.id])
        assert signers(school).all()[1].classes == (school.school_class.id,)
        signers(school).set_classes(made.id, [])
        assert signers(school).all()[1].classes == ()
        with raises(Code.CLASS_UNKNOWN):
            signers(school).set_classes(made.id, [ClassId("x" * 36)])
        with raises(Code.SIGNER_UNKNOWN):
            signers(school).set_classes(SignerId("x" * 36), [])

    def test_role(self, school: SmallSchool) -> None:
        made = add(school)
        signers(school).set_role(made.id, Role.ADMIN)
        assert signers(school).all()[1].role is Role.ADMIN
        assert school.vault.records.audit_rows()[-1].detail == "teacher>admin"
        count = len(actions(school))
        signers(school).set_role(made.id, Role.ADMIN)
        assert len(actions(school)) == count

    def test_ones_own_role_signs_out(self, school: SmallSchool) -> None:
        made = add(school, Role.ADMIN)
        signers(school).set_role(me(school), Role.TEACHER)
        assert school.vault.signed_in is None
        assert school.vault.sign_in(PASSPHRASE, 1).role is Role.TEACHER
        with raises(Code.NOT_ALLOWED):
            signers(school).set_role(me(school), Role.ADMIN)
        assert school.vault.sign_in(THEIRS, made.number).role is Role.ADMIN

    def test_passphrase(self, school: SmallSchool) -> None:
        before = school.vault.slots
        signers(school).change_passphrase(PASSPHRASE, OTHER)
        assert actions(school)[-1] == "passphrase-changed"
        with raises(Code.PASSPHRASE_WRONG):
            school.vault.sign_in(PASSPHRASE)
        school.clock.forward(seconds=60)
        assert school.vault.sign_in(OTHER).number == 1
        own = [(slot.id, slot.number) for slot in before.of(SlotKind.PERSON)]
        assert [(s.id, s.number) for s in school.vault.slots.of(SlotKind.PERSON)] == own
        assert {s.public for s in school.vault.slots.of(SlotKind.PERSON)}.isdisjoint(
            {s.public for s in before.of(SlotKind.PERSON)}
        )

    @pytest.mark.parametrize(
        ("old", "new", "code"),
        [
            (OTHER, THEIRS, Code.PASSPHRASE_WRONG),
            (PASSPHRASE, PASSPHRASE, Code.PASSPHRASE_USED),
            (PASSPHRASE, "short", Code.PASSPHRASE_WEAK),
        ],
    )
    def test_a_passphrase_that_is_refused(self, school: SmallSchool, old: str, new: str, code: Code) -> None:
        before = school.vault.slots
        with raises(code):
            signers(school).change_passphrase(old, new)
        assert school.vault.slots == before

    def test_a_teacher_changes_their_own(self, school: SmallSchool) -> None:
        made = add(school)
        school.vault.sign_in(THEIRS, made.number)
        signers(school).change_passphrase(THEIRS, OTHER)
        assert school.vault.sign_in(OTHER, made.number).signer == made.id
        assert signers(school).custody() is Custody.FILE
        assert signers(school).custody_checked() is None


class TestRemoving:
    def test_the_slot_is_gone_from_both_files(self, school: SmallSchool) -> None:
        made = add(school, classes=(school.school_class.id,))
        signers(school).remove(made.id)
        gone = signers(school).all()[-1]
        assert (gone.id, gone.is_removed, gone.classes) == (made.id, True, ())
        for file in (school.vault.data_dir.slots_file, school.vault.data_dir.slots_copy):
            assert made.id not in file.read_text("utf-8")
        with raises(Code.PASSPHRASE_WRONG):
            school.vault.sign_in(THEIRS, made.number)
        with raises(Code.SIGNER_UNKNOWN):
            signers(school).remove(made.id)
        with raises(Code.SIGNER_UNKNOWN):
            signers(school).set_role(made.id, Role.ADMIN)

    def test_the_only_administrator_stays_one(self, school: SmallSchool) -> None:
        add(school)
        with raises(Code.LAST_ADMIN):
            signers(school).remove(me(school))
        with raises(Code.LAST_ADMIN):
            signers(school).set_role(me(school), Role.TEACHER)
        assert school.vault.signed_in is not None

    def test_one_of_two_administrators_may_go_and_is_signed_out(self, school: SmallSchool) -> None:
        made = add(school, Role.ADMIN)
        signers(school).remove(me(school))
        assert school.vault.signed_in is None
        school.vault.sign_in(THEIRS, made.number)
        assert actions(school).count("signer-removed") == 1
        with raises(Code.LAST_ADMIN):
            signers(school).remove(made.id)


class TestKilledBetweenTheTwoFiles:
    """Zone R is first. The slot file is never written before it says so, and catches up at a sign-in."""

    def _killed(self, school: SmallSchool, patch: pytest.MonkeyPatch, act: Callable[[], object]) -> Vault:
        def kill(*_: object) -> None:
            raise Killed

        with patch.context() as short:
            short.setattr(slot_files, "write", kill)
            with pytest.raises(Killed):
                act()
        return school.reopen()

    def test_adding(self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch) -> None:
        vault = self._killed(school, monkeypatch, lambda: add(school, Role.ADMIN))
        with raises(Code.PASSPHRASE_WRONG):
            vault.sign_in(THEIRS, 2)
        vault.sign_in(PASSPHRASE)
        assert [one.is_removed for one in signers(school).all()] == [False, True]
        assert actions(school).count("signer-without-slot") == 1
        with raises(Code.LAST_ADMIN):
            signers(school).remove(me(school))
        vault.sign_in(PASSPHRASE)
        assert actions(school).count("signer-without-slot") == 1

    def test_removing(self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch) -> None:
        made = add(school)
        vault = self._killed(school, monkeypatch, lambda: signers(school).remove(made.id))
        with raises(Code.PASSPHRASE_WRONG):
            vault.sign_in(THEIRS, made.number)
        assert vault.slots.numbered(made.number) is not None
        vault.sign_in(PASSPHRASE, 1)
        assert vault.slots.numbered(made.number) is None
        assert made.id not in vault.data_dir.slots_file.read_text("utf-8")

    def test_changing_the_passphrase(self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch) -> None:
        act: Callable[[], object] = lambda: signers(school).change_passphrase(PASSPHRASE, OTHER)  # noqa: E731
        vault = self._killed(school, monkeypatch, act)
        assert vault.sign_in(PASSPHRASE).number == 1
        vault.close()
        school.vault = reopen(school.folder, school.clock)


def test_the_audit_holds_no_name_and_no_passphrase(school: SmallSchool) -> None:
    made = add(school)
    signers(school).set_role(made.id, Role.ADMIN)
    signers(school).change_passphrase(PASSPHRASE, OTHER)
    signers(school).remove(made.id)
    text = repr(school.vault.records.audit_rows())
    for word in ("Omar", "Haddad", "copper", "walnut", "lantern"):
        assert word not in text
    assert school.vault.records.verify_audit() == ()
