"""The audit's chain, its retention, and every way of changing it from outside that is noticed."""

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.domain.clock import Instant
from kiosk.storage import audit, recover
from kiosk.storage.sqlcipher import ConstraintError, Database
from tests.fakes_storage import PASSPHRASE, SmallSchool

LONG = timedelta(days=400)


def zone_r(school: SmallSchool) -> Database:
    assert school.vault._zone_r is not None
    return school.vault._zone_r.database


def problems(school: SmallSchool) -> tuple[str, ...]:
    return audit.verify(zone_r(school), school.vault._kiosk)


def force(school: SmallSchool, *statements: str) -> None:
    """Do what somebody with Zone R's key can do: change the file past its triggers."""
    records = zone_r(school)
    with records.transaction():
        records.write("DROP TRIGGER IF EXISTS audit_does_not_change")
        records.write("DROP TRIGGER IF EXISTS audit_is_append_only")
        for sql in statements:
            records.write(sql)


def trim(school: SmallSchool, before: Instant) -> int:
    """Trim as retention does: in a transaction with a row of its own."""
    desk = school.vault.office.records._desk
    with desk.act("retention-run"):
        return audit.trim(desk.records, before)


@pytest.fixture
def old(school: SmallSchool) -> SmallSchool:
    """A school whose first rows are from long ago."""
    school.clock.forward(days=400)
    school.vault.sign_in(PASSPHRASE)
    school.vault.records.add_class("8a")
    return school


class TestAnOlderCopy:
    """Of records.db, put in place while nobody is signed in. The next act once hid it for good."""

    def roll_back(self, school: SmallSchool) -> None:
        path = school.folder / "records.db"
        school.vault.sign_out()
        old = path.read_bytes()
        school.vault.sign_in(PASSPHRASE)
        school.vault.records.add_class("9c")
        school.vault.sign_out()
        path.write_bytes(old)

    def test_is_noticed_at_the_sign_in_and_told_again(self, school: SmallSchool) -> None:
        self.roll_back(school)
        for _ in range(2):
            school.reopen().sign_in(PASSPHRASE)
            assert problems(school) == ("rolled-back",)
        assert [row.action for row in audit.all_rows(zone_r(school))].count(audit.SHORTENED) == 1

    def test_is_noticed_by_who_gets_in_again(self, school: SmallSchool) -> None:
        self.roll_back(school)
        school.vault.close()
        proof = recover.Proof.passphrase(PASSPHRASE)
        recover.give_device_key(school.vault.data_dir, proof, school.clock, keyrings=())
        school.reopen().sign_in(PASSPHRASE)
        assert problems(school) == ("rolled-back",)

    def test_is_overdue_for_a_month(self, school: SmallSchool, tmp_path: Path) -> None:
        self.roll_back(school)
        chores = []
        for days in (0, 20, 20):
            school.clock.forward(days=days)
            school.vault.sign_in(PASSPHRASE)
            chores.append("audit-broken" in [one[0] for one in school.vault.office.audit.overdue(tmp_path)])
        assert chores == [True, True, False]
        assert problems(school) == ("rolled-back",)

    def test_a_kill_before_zone_k_was_told_is_none(self, school: SmallSchool) -> None:
        with zone_r(school).transaction():
            audit.append(zone_r(school), school.clock(), None, "opened")
        school.reopen().sign_in(PASSPHRASE)
        assert problems(school) == ()


class TestTrim:
    def test_older_rows_go_and_the_rest_verifies(self, old: SmallSchool) -> None:
        before = len(audit.all_rows(zone_r(old)))
        gone = trim(old, old.clock().plus(timedelta(days=-1)))
        rows = audit.all_rows(zone_r(old))
        assert gone > 0
        assert len(rows) == before - gone + 1
        assert [row.action for row in rows] == ["signed-in", "class-added", "retention-run"]
        assert rows[0].sequence == gone + 1
        assert problems(old) == ()
        old.vault.sign_in(PASSPHRASE)
        assert problems(old) == ()

    def test_nothing_old_and_everything_old(self, old: SmallSchool) -> None:
        assert trim(old, old.clock().plus(-2 * LONG)) == 0
        assert trim(old, old.clock().plus(LONG)) > 0
        assert [row.action for row in audit.all_rows(zone_r(old))] == ["retention-run", "retention-run"]
        assert problems(old) == ()
        trim(old, old.clock().plus(LONG))
        assert problems(old) == ()

    def test_a_clock_that_went_back_keeps_the_rows_behind_it(self, old: SmallSchool) -> None:
        """A row that looks old behind one that is not stays: the chain is cut in one place only."""
        old.clock.moment -= timedelta(days=300)
        old.vault.records.add_class("9c")
        old.clock.moment += timedelta(days=300)
        trim(old, old.clock().plus(timedelta(days=-1)))
        assert "class-added" in [row.action for row in audit.all_rows(zone_r(old))][2:3]
        assert problems(old) == ()

    @pytest.mark.parametrize(
        ("sql", "problem"),
        [
            ("DELETE FROM audit WHERE sequence = (SELECT min(sequence) FROM audit)", "missing"),
            ("DELETE FROM audit WHERE sequence = (SELECT min(sequence) FROM audit) + 1", "missing"),
            ("UPDATE audit_start SET sequence = sequence + 1", "missing"),
            ("UPDATE audit_start SET hash = zeroblob(32)", "altered"),
            ("DELETE FROM audit_start", "missing"),
            ("DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)", "shortened"),
            ("DELETE FROM audit", "shortened"),
        ],
    )
    def test_a_removal_after_it_is_noticed(self, old: SmallSchool, sql: str, problem: str) -> None:
        trim(old, old.clock().plus(timedelta(days=-1)))
        force(old, sql)
        assert problem in problems(old)

    def test_nothing_goes_but_what_is_before_the_start(self, old: SmallSchool) -> None:
        records = zone_r(old)
        trim(old, old.clock().plus(timedelta(days=-1)))
        with pytest.raises(ConstraintError), records.transaction():
            records.write("DELETE FROM audit")


class TestSomeRows:
    def test_by_who_what_and_whom(self, school: SmallSchool) -> None:
        records, person = zone_r(school), school.people[0].id
        admin = school.vault.signed_in
        assert admin is not None
        assert [r.action for r in audit.some_rows(records, subject=person)] == ["person-added"]
        assert len(audit.some_rows(records, action="person-added")) == 3
        assert all(r.actor == admin.signer for r in audit.some_rows(records, actor=admin.signer))
        assert audit.some_rows(records, action="person-added", subject=school.session.id) == []
        newest = audit.some_rows(records)
        assert newest == list(reversed(audit.all_rows(records)))
