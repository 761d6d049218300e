"""The audit as it is read, what its reader leaves in it, and what is said to be overdue."""

from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.ids import PersonId
from kiosk.domain.people import Role
from kiosk.domain.privacy import RetentionKind
from kiosk.errors import Code, KioskError
from kiosk.storage import retention
from kiosk.storage.audit_view import AuditView
from tests.fakes_storage import PASSPHRASE, SmallSchool
from tests.storage.test_audit import force
from tests.storage.test_roles import become


@pytest.fixture
def view(school: SmallSchool) -> AuditView:
    return school.vault.office.audit


def chores(school: SmallSchool) -> dict[str, int]:
    folder = school.folder / "backups"
    return {name: count for name, _, count in school.vault.office.audit.overdue(folder)}


class TestReading:
    def test_newest_first_and_by_day(self, school: SmallSchool, view: AuditView) -> None:
        rows = view.rows()
        assert [row.sequence for row in rows] == sorted((row.sequence for row in rows), reverse=True)
        school.clock.forward(days=1)
        school.vault.records.add_class("8a")
        monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
        assert view.rows(last=monday) == rows
        assert [row.action for row in view.rows(first=tuesday)] == ["class-added"]
        assert view.rows(first=monday, last=monday, action="class-added", subject=school.session.id) == []
        assert [row.action for row in view.rows(first=monday, subject=school.school_class.id)][-1] == (
            "class-added"
        )

    def test_a_day_is_that_of_then_and_there(self, school: SmallSchool, view: AuditView) -> None:
        school.clock.forward(hours=16, minutes=30)  # 00:20 in Berlin, still Monday in UTC
        school.vault.records.add_class("8a")
        assert len(view.rows(first=date(2026, 11, 24))) == 1

    def test_names_are_those_of_now_and_go_with_the_person(
        self, school: SmallSchool, view: AuditView
    ) -> None:
        names = view.names()
        admin = school.vault.signed_in
        assert admin is not None
        assert names[admin.signer] == "Grace Admin"
        assert names[school.people[0].id] == "Ada Lovelace"
        assert names[school.school_class.id] == "7b"
        assert names[school.session.id] == "7b 2026-11-23 08:00"
        assert "no such id" not in names

    def test_every_code_that_occurs(self, view: AuditView) -> None:
        assert view.actions() == ["class-added", "created", "person-added", "session-added", "signed-in"]


class TestWhatReadingLeaves:
    def test_rows_by_ids_and_codes(self, school: SmallSchool, view: AuditView) -> None:
        view.note_view(school.people[0].id)
        view.note_export(12)
        view.note_settings(["camera", "backup_at"])
        newest = view.rows()[:3]
        assert [(row.action, row.subjects, row.detail) for row in newest] == [
            ("settings-changed", (), "backup_at camera"),
            ("audit-exported", (), "rows=12"),
            ("person-viewed", (school.people[0].id,), ""),
        ]
        assert view.verify() == ()

    @pytest.mark.parametrize("name", ["Ada Lovelace", "camera=rtsp://x", "", "نورة"])
    def test_a_value_is_no_settings_name(self, view: AuditView, name: str) -> None:
        count = len(view.rows())
        with pytest.raises(ValueError, match="name"):
            view.note_settings([name])
        assert len(view.rows()) == count

    def test_a_teacher_looks_at_own_pupils_only(self, school: SmallSchool) -> None:
        become(school, Role.TEACHER, school.school_class.id)
        view = school.vault.office.audit
        view.note_view(school.people[0].id)
        with pytest.raises(KioskError) as caught:
            view.note_view(PersonId("x" * 36))
        assert caught.value.code is Code.PERSON_UNKNOWN
        with pytest.raises(KioskError) as caught:
            view.rows()
        assert caught.value.code is Code.NOT_ALLOWED


class TestOverdue:
    def test_a_fresh_school_lacks_a_backup_only(self, school: SmallSchool) -> None:
        assert chores(school) == {"backup": 1}

    def test_a_teacher_is_told_too(self, school: SmallSchool) -> None:
        become(school, Role.TEACHER)
        assert chores(school) == {"backup": 1}

    def test_an_audit_that_was_changed(self, school: SmallSchool) -> None:
        force(school, "UPDATE audit SET detail = 'x' WHERE sequence = 2")
        assert chores(school)["audit-broken"] == 1
        school.vault.sign_in(PASSPHRASE)
        assert chores(school)["audit-broken"] == 1

    def test_the_chain_is_looked_at_once_a_sign_in_or_when_asked(
        self, school: SmallSchool, view: AuditView
    ) -> None:
        assert "audit-broken" not in chores(school)
        force(school, "UPDATE audit SET detail = 'x' WHERE sequence = 2")
        assert "audit-broken" not in chores(school)
        assert view.verify() == ("altered",)
        assert chores(school)["audit-broken"] == 1

    def test_consents_that_end_soon(self, school: SmallSchool) -> None:
        school.enrol(0, until=date(2026, 12, 6))
        school.enrol(1, until=date(2026, 12, 20))
        school.enrol(2, until=date(2026, 12, 1))
        assert chores(school)["consents-due"] == 2
        school.enrol(2, until=date(2027, 7, 31))
        assert chores(school)["consents-due"] == 1
        school.clock.forward(days=14)
        assert chores(school)["consents-due"] == 1  # one is over, another ends on the 20th

    def test_marks_and_audit_that_should_be_gone(self, school: SmallSchool) -> None:
        school.mark(0)
        school.vault.drain()
        desk = school.vault.office.records._desk
        for kind, days in ((RetentionKind.MARKS, 30), (RetentionKind.AUDIT, 90)):
            retention.choose(desk, kind, days)
        school.clock.forward(days=31)
        assert {"retention-marks", "retention-audit"} & chores(school).keys() == {"retention-marks"}
        school.clock.forward(days=60)
        assert {"retention-marks", "retention-audit"} <= chores(school).keys()

    def test_marks_that_wait_at_the_door(self, school: SmallSchool) -> None:
        school.mark(0)
        assert chores(school)["undrained"] == 1
        school.vault.drain()
        assert "undrained" not in chores(school)

    def test_many_cards_at_once_are_told_with_when_and_how_many(
        self, school: SmallSchool, tmp_path: Path
    ) -> None:
        assert "card-burst" not in chores(school)
        before, began = school.clock(), school.clock.forward(days=1)
        for moment, cards in ((before, 9), (began, 6)):
            school.vault.door.note_burst(moment, cards)
        found = [one for one in school.vault.office.audit.overdue(tmp_path) if one[0] == "card-burst"]
        assert found == [("card-burst", began, 6)]
        school.vault.door.clear_past(school.clock.forward(days=8))
        assert "card-burst" not in chores(school)

    def test_no_name_is_in_it(self, school: SmallSchool, tmp_path: Path) -> None:
        school.enrol(0, until=date(2026, 12, 6))
        text = repr(school.vault.office.audit.overdue(tmp_path))
        assert "Ada" not in text
