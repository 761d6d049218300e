"""How long things are kept: shown before anything goes, told after, and never by itself unseen."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk import logs
from kiosk.domain.privacy import MarksChoice, RetentionDue, RetentionKind
from kiosk.errors import Code, KioskError
from kiosk.storage.privacy import Privacy
from tests.fakes_storage import PASSPHRASE, SmallSchool

TEMPLATES, MARKS, AUDIT, LOGS = RetentionKind


def privacy(school: SmallSchool) -> Privacy:
    return school.vault.office.privacy


def count(school: SmallSchool, table: str) -> int:
    return int(school.vault.office.records._desk.records.read(f"SELECT count(*) FROM {table}")[0][0])


def after(school: SmallSchool, days: float) -> None:
    """Let days go by and sign in again."""
    school.clock.forward(days=days)
    school.vault.sign_in(PASSPHRASE)


def due(found: list[RetentionDue]) -> dict[RetentionKind, tuple[int, bool]]:
    return {one.kind: (one.count, one.is_overdue) for one in found}


def test_the_rules_there_are_before_a_school_has_its_own(school: SmallSchool) -> None:
    rules = {rule.kind: rule.days for rule in privacy(school).retention()}
    assert rules == {TEMPLATES: 30, MARKS: None, AUDIT: None, LOGS: 90}


@pytest.mark.parametrize(
    ("kind", "days", "is_taken"),
    [
        (TEMPLATES, 30, True), (TEMPLATES, 0, True), (TEMPLATES, 31, False), (TEMPLATES, None, False),
        (TEMPLATES, -1, False), (MARKS, 30, True), (MARKS, 29, False), (MARKS, None, True),
        (AUDIT, 90, True), (AUDIT, 89, False), (LOGS, 7, True), (LOGS, 6, False), (LOGS, None, True),
        (LOGS, 36_500, True), (LOGS, 36_501, False),
    ],
)  # fmt: skip
def test_which_days_can_be_chosen(
    school: SmallSchool, kind: RetentionKind, days: int | None, is_taken: bool
) -> None:
    if is_taken:
        privacy(school).set_retention(kind, days)
    else:
        with pytest.raises(KioskError) as refused:
            privacy(school).set_retention(kind, days)
        assert refused.value.code is Code.RETENTION_DAYS
    rules = {rule.kind: rule.days for rule in privacy(school).retention()}
    assert (rules[kind] == days) is is_taken


def test_marks_go_with_their_registers_when_their_time_is_over(school: SmallSchool) -> None:
    school.mark(0)
    privacy(school).set_retention(MARKS, 30)
    assert due(privacy(school).retention_due()) == {}
    after(school, 30.5)
    later = school.vault.records.open_session(
        school.school_class.id, school.clock(), school.clock().plus(timedelta(hours=1))
    )
    assert due(privacy(school).retention_due()) == {MARKS: (1, False)}
    after(school, 1)
    assert due(privacy(school).retention_due()) == {MARKS: (1, True)}
    assert count(school, "marks") == 1  # shown, and still there
    assert due(privacy(school).run_retention()) == {MARKS: (1, True)}
    assert count(school, "marks") == 0
    assert [
        row[0] for row in school.vault.office.records._desk.records.read("SELECT session FROM sessions")
    ] == [later.id]
    assert privacy(school).retention_due() == privacy(school).run_retention() == []
    last = [row for row in school.vault.records.audit_rows() if row.action == "retention-run"]
    assert [row.detail for row in last] == ["marks=1"]


def test_lines_that_an_erasure_left_go_with_the_last_of_their_marks(school: SmallSchool) -> None:
    backups = school.vault.data_dir.backup_dir
    for index, choice in enumerate((MarksChoice.KEEP, MarksChoice.ANONYMISE)):
        school.mark(index)
        privacy(school).erase(school.people[index].id, choice, backups)
    privacy(school).set_retention(MARKS, 30)
    assert count(school, "people") == 3
    after(school, 40)
    privacy(school).run_retention()
    assert count(school, "people") == 1


def test_a_visitor_goes_with_the_last_of_their_marks(school: SmallSchool) -> None:
    """Their name was there for that one register, and nobody would ever say that they left."""
    records = school.vault.records
    visitor = records.add_visitor(school.session.id, "Vera Visitor")
    privacy(school).set_retention(MARKS, 30)
    after(school, 20)
    later = school.vault.records.open_session(
        school.school_class.id, school.clock(), school.clock().plus(timedelta(hours=1))
    )
    still = school.vault.records.add_visitor(later.id, "Victor Visitor")
    after(school, 20)
    privacy(school).run_retention()
    there = {one.person.id for one in school.vault.records.people()}
    assert (visitor.id in there, still.id in there, len(there)) == (False, True, 4)
    assert not school.vault._kiosk.read("SELECT 1 FROM people WHERE person = ?", (visitor.id,))


def test_the_audit_is_shortened_and_stays_sound(school: SmallSchool) -> None:
    privacy(school).set_retention(AUDIT, 90)
    rows = count(school, "audit")
    after(school, 90.5)
    assert due(privacy(school).retention_due())[AUDIT][0] == rows
    privacy(school).run_retention()
    left = [row.action for row in school.vault.records.audit_rows()]
    assert left == ["signed-in", "retention-shown", "retention-run"]
    assert school.vault.records.verify_audit() == ()


def test_templates_need_nobody(school: SmallSchool) -> None:
    """A rule made shorter acts at once, and on those who left before it."""
    school.enrol(0)
    privacy(school).mark_left(school.people[0].id, date(2026, 11, 23))
    school.clock.forward(days=3)
    privacy(school).set_retention(TEMPLATES, 5)
    kiosk = school.vault._kiosk
    assert kiosk.read("SELECT count(*) FROM templates") == [(1,)]
    privacy(school).set_retention(TEMPLATES, 1)
    assert kiosk.read("SELECT count(*) FROM templates") == [(0,)]


def test_the_rule_for_logs_is_known_while_nobody_is_signed_in(school: SmallSchool) -> None:
    assert school.vault.door.log_days() == 90
    privacy(school).set_retention(LOGS, 7)
    assert school.reopen().door.log_days() == 7
    school.vault.sign_in(PASSPHRASE)
    privacy(school).set_retention(LOGS, None)
    assert school.reopen().door.log_days() is None


def test_log_lines_are_counted_and_trimmed_with_the_rest(school: SmallSchool, tmp_path: Path) -> None:
    folder = school.vault.data_dir.log_dir
    folder.mkdir(exist_ok=True)
    (folder / "kiosk.log.1").write_text("2026-01-02 08:00:00,000 INFO vault-opened\n" * 3)
    assert due(privacy(school).retention_due()) == {LOGS: (3, True)}
    privacy(school).run_retention()
    assert privacy(school).retention_due() == []
    assert logs.count_before(folder, datetime(2030, 1, 1, tzinfo=UTC)) == 0


class TestByItself:
    @pytest.fixture
    def waiting(self, school: SmallSchool) -> SmallSchool:
        """A mark whose time was over a week ago, and nobody has looked yet."""
        school.mark(0)
        privacy(school).set_retention(MARKS, 30)
        after(school, 37)
        return school

    def test_not_before_it_was_shown(self, waiting: SmallSchool) -> None:
        for _ in range(3):
            assert privacy(waiting).run_retention_by_itself() == []
            after(waiting, 1)
        assert count(waiting, "marks") == 1

    def test_a_day_after_it_was_shown_and_from_then_on(self, waiting: SmallSchool) -> None:
        privacy(waiting).retention_due()
        assert privacy(waiting).run_retention_by_itself() == []
        after(waiting, 1)
        assert due(privacy(waiting).run_retention_by_itself()) == {MARKS: (1, True)}
        assert privacy(waiting).run_retention_by_itself() == []

    def test_a_rule_that_was_changed_is_shown_again(self, waiting: SmallSchool) -> None:
        privacy(waiting).retention_due()
        privacy(waiting).set_retention(MARKS, 31)
        after(waiting, 2)
        assert privacy(waiting).run_retention_by_itself() == []

    def test_not_while_the_clock_cannot_be_believed(self, waiting: SmallSchool) -> None:
        """A clock set to another year makes every mark and every row of the audit due at once."""
        privacy(waiting).set_retention(AUDIT, 90)
        privacy(waiting).retention_due()
        after(waiting, 400)
        assert privacy(waiting).run_retention_by_itself() == []
        assert count(waiting, "marks") == 1
        for _ in range(2):  # it goes on for a day: somebody set it on purpose
            after(waiting, 1)
        assert MARKS in due(privacy(waiting).run_retention_by_itself())


def test_templates_of_leavers_stay_while_the_clock_cannot_be_believed(school: SmallSchool) -> None:
    school.enrol(0, until=date(2029, 7, 31))
    school.enrol(1, until=date(2029, 7, 31))
    privacy(school).mark_left(school.people[0].id, date(2026, 11, 23))
    after(school, 400)
    privacy(school).mark_left(school.people[1].id, date(2026, 11, 23))
    privacy(school).set_retention(TEMPLATES, 10)
    privacy(school).run_retention()
    assert school.vault._kiosk.read("SELECT count(*) FROM templates") == [(2,)]
    for _ in range(2):
        after(school, 1)
    assert school.vault._kiosk.read("SELECT count(*) FROM templates") == [(0,)]
