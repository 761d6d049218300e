"""What the rules put on the list, who sees it, what is done about it, and the school's letters."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.domain.follow_up import FollowRule, FollowState, FollowUp, LetterTemplate, RuleKind
from kiosk.domain.ids import FollowUpId, LetterId, RuleId
from kiosk.domain.marks import MarkState
from kiosk.domain.people import Role
from kiosk.domain.privacy import MarksChoice, RetentionKind
from kiosk.domain.ready_letters import READY
from kiosk.domain.sessions import Session
from kiosk.errors import Code, KioskError
from kiosk.reports.own_data import own_data_json
from kiosk.storage.follow_ups import FollowUps
from kiosk.storage.sqlcipher import Database
from tests.fakes_storage import PASSPHRASE, SmallSchool
from tests.storage.test_roles import become

MONDAY = date(2026, 11, 23)
THREE_DAYS = FollowRule(RuleId(""), RuleKind.ABSENT_IN_A_ROW, 3, 3)
HALF = FollowRule(RuleId(""), RuleKind.RATE_BELOW, 50, 4)
ABSENT, PRESENT, EXCUSED = MarkState.ABSENT, MarkState.PRESENT, MarkState.EXCUSED


class Days:
    """The small school's class, a lesson a day; nothing is known of anybody but the first pupil."""

    def __init__(self, school: SmallSchool) -> None:
        self.school = school
        self.sessions = [school.session]

    @property
    def office(self) -> FollowUps:
        return self.school.vault.office.follow_ups

    @property
    def records(self) -> Database:
        return self.school.vault.records._desk.records

    def teach(self, *states: MarkState) -> None:
        """Hold a lesson a day with these states of the first pupil, each until it is over."""
        for state in states:
            session = self._next()
            self.school.vault.records.correct(session.id, [self.school.people[0].id], state)
            self.school.clock.forward(days=1)

    def _next(self) -> Session:
        now = self.school.clock()
        if now.local_date == MONDAY:
            return self.school.session
        starts = now.plus(timedelta(minutes=10))
        made = self.school.vault.records.open_session(
            self.school.school_class.id, starts, starts.plus(timedelta(hours=1))
        )
        self.sessions.append(made)
        return made

    def rules(self, *rules: FollowRule) -> None:
        self.office.set_rules(rules)

    def look(self) -> int:
        """Look as the service does, some people at a time."""
        while self.office.settle():
            pass
        new: list[FollowUpId] = []
        after: str | None = ""
        while after is not None:
            looked = self.office.look_some(after)
            new += looked.new
            after = looked.last
        return len(new)

    def found(self) -> Sequence[FollowUp]:
        return self.office.found()


@pytest.fixture
def days(school: SmallSchool) -> Days:
    return Days(school)


def code(act: object) -> Code | None:
    try:
        act()  # type: ignore[operator]
    except KioskError as error:
        return error.code
    return None


class TestLooking:
    def test_three_days_put_somebody_on_the_list_once(self, days: Days) -> None:
        days.rules(THREE_DAYS)
        days.teach(ABSENT, ABSENT)
        assert (days.look(), days.found()) == (0, [])
        days.teach(ABSENT)
        assert days.look() == 1
        (found,) = days.found()
        assert (found.person, found.since, found.figures) == (
            days.school.people[0],
            MONDAY,
            {"days": 3},
        )
        assert (found.state, found.groups) == (FollowState.NEW, ("7b",))
        assert [(step.state, step.actor) for step in found.steps] == [(FollowState.NEW, "")]
        assert days.look() == 0

    def test_looking_again_at_everybody_changes_nothing(self, days: Days) -> None:
        days.rules(THREE_DAYS, HALF)
        days.teach(ABSENT, ABSENT, ABSENT, ABSENT)
        assert days.look() == 2
        before = days.found()
        days.office.look_at_everybody()
        assert days.look() == 0
        assert days.found() == before

    def test_a_longer_absence_is_the_same_line(self, days: Days) -> None:
        days.rules(THREE_DAYS)
        days.teach(ABSENT, ABSENT, ABSENT)
        days.look()
        days.teach(EXCUSED, ABSENT)
        assert days.look() == 0
        assert [one.figures for one in days.found()] == [{"days": 4}]

    def test_what_was_corrected_away_goes_while_it_is_new(self, days: Days) -> None:
        days.rules(THREE_DAYS)
        days.teach(ABSENT, ABSENT, ABSENT)
        days.look()
        pupil = days.school.people[0].id
        days.school.vault.records.correct(days.sessions[1].id, [pupil], EXCUSED, "doctor's note")
        assert (days.look(), days.found()) == (0, [])

    def test_what_somebody_worked_on_stays(self, days: Days) -> None:
        days.rules(THREE_DAYS)
        days.teach(ABSENT, ABSENT, ABSENT)
        days.look()
        days.office.set_state([days.found()[0].id], FollowState.CONTACTED, "telephone")
        pupil = days.school.people[0].id
        days.school.vault.records.correct(days.sessions[1].id, [pupil], EXCUSED, "doctor's note")
        days.look()
        assert [one.state for one in days.found()] == [FollowState.CONTACTED]

    def test_a_closed_one_is_not_opened_again_and_a_new_absence_is_a_new_one(self, days: Days) -> None:
        days.rules(THREE_DAYS)
        days.teach(ABSENT, ABSENT, ABSENT)
        days.look()
        days.office.set_state([days.found()[0].id], FollowState.CLOSED, "ill")
        days.teach(ABSENT)
        assert days.look() == 0
        days.teach(PRESENT, ABSENT, ABSENT, ABSENT)
        assert days.look() == 1
        assert [(one.state, one.figures) for one in days.found()] == [
            (FollowState.NEW, {"days": 3}),
            (FollowState.CLOSED, {"days": 3}),
        ]

    def test_a_day_counts_when_its_registers_are_closed(self, days: Days) -> None:
        days.rules(THREE_DAYS)
        days.teach(ABSENT, ABSENT)
        session = days._next()
        pupil = days.school.people[0].id
        days.school.vault.records.correct(session.id, [pupil], ABSENT)
        assert days.look() == 0
        days.school.clock.forward(hours=2)
        assert days.look() == 1

    def test_cancelling_a_session_takes_it_out(self, days: Days) -> None:
        days.rules(THREE_DAYS)
        days.teach(ABSENT, ABSENT, ABSENT)
        days.look()
        with days.records.transaction():
            now = days.school.clock()
            days.records.write(
                "UPDATE sessions SET cancelled_utc = ?, cancelled_zone = ?, cancelled_offset = ?"
                " WHERE session = ?",
                (now.utc_text, now.zone, now.offset_minutes, days.sessions[0].id),
            )
        days.look()
        assert days.found() == []

    def test_the_rate_needs_as_many_sessions_as_it_looks_at(self, days: Days) -> None:
        days.rules(HALF)
        days.teach(ABSENT, ABSENT, PRESENT)
        assert days.look() == 0
        days.teach(ABSENT)
        assert days.look() == 1
        assert [one.figures for one in days.found()] == [{"rate": 25, "sessions": 4}]

    def test_nobody_waits_while_no_rule_is_on(self, days: Days) -> None:
        days.teach(ABSENT, ABSENT, ABSENT)
        assert days.office.waiting() is None
        days.rules(THREE_DAYS)
        assert days.office.waiting() is not None
        days.look()
        assert days.office.waiting() is None

    def test_coming_on_time_is_no_reason_to_look(self, days: Days) -> None:
        days.rules(THREE_DAYS)
        days.look()
        days.school.mark(1)
        days.school.vault.records.roster(days.school.session.id)
        assert days.office.waiting() is None
        days.school.vault.records.correct(days.school.session.id, [days.school.people[2].id], ABSENT)
        assert days.office.waiting() is not None

    def test_who_left_is_not_put_on_the_list(self, days: Days) -> None:
        days.rules(THREE_DAYS)
        days.teach(ABSENT, ABSENT, ABSENT)
        days.school.vault.office.privacy.mark_left(days.school.people[0].id, date(2026, 11, 25))
        assert days.look() == 0

    def test_the_audit_names_what_changed_by_id_and_who_looked(self, days: Days) -> None:
        days.rules(THREE_DAYS)
        days.teach(ABSENT, ABSENT, ABSENT)
        days.look()
        row = days.school.vault.office.audit.rows(action="follow-ups-looked")[0]
        assert row.subjects == (days.school.people[0].id,)
        assert row.detail == "added=1 changed=0 removed=0"
        assert row.actor is not None

    def test_a_look_of_the_kiosks_own_is_nobodys(self, days: Days) -> None:
        days.rules(THREE_DAYS)
        days.teach(ABSENT, ABSENT, ABSENT)
        days.office.settle()
        days.office.look_some(is_by_itself=True)
        assert days.school.vault.office.audit.rows(action="follow-ups-looked")[0].actor is None
        assert days.school.vault.office.audit.verify() == ()


class TestRules:
    def test_three_stand_ready_and_are_off(self, days: Days) -> None:
        assert [(one.kind, one.threshold, one.window) for one in days.office.rules()] == [
            (RuleKind.ABSENT_IN_A_ROW, 3, 3),
            (RuleKind.RATE_BELOW, 90, 20),
            (RuleKind.LATE_TIMES, 5, 20),
        ]
        assert not any(one.is_active for one in days.office.rules())

    def test_a_rule_that_goes_takes_along_what_it_found(self, days: Days) -> None:
        days.rules(THREE_DAYS, HALF)
        days.teach(ABSENT, ABSENT, ABSENT, ABSENT)
        days.look()
        days.rules(*(one for one in days.office.rules() if one.kind is RuleKind.RATE_BELOW))
        assert [one.rule.kind for one in days.found()] == [RuleKind.RATE_BELOW]

    @pytest.mark.parametrize(
        ("rule", "detail"),
        [
            (FollowRule(RuleId(""), RuleKind.ABSENT_IN_A_ROW, 0, 1), "rule_days"),
            (FollowRule(RuleId(""), RuleKind.ABSENT_IN_A_ROW, 61, 61), "rule_days"),
            (FollowRule(RuleId(""), RuleKind.RATE_BELOW, 101, 20), "rule_percent"),
            (FollowRule(RuleId(""), RuleKind.RATE_BELOW, 90, 0), "rule_sessions"),
            (FollowRule(RuleId(""), RuleKind.LATE_TIMES, 5, 401), "rule_sessions"),
            (FollowRule(RuleId(""), RuleKind.LATE_TIMES, 21, 20), "rule_times"),
        ],
    )
    def test_numbers_that_do_not_fit_change_nothing(self, days: Days, rule: FollowRule, detail: str) -> None:
        days.rules(THREE_DAYS)
        before = days.office.rules()
        with pytest.raises(KioskError) as caught:
            days.rules(HALF, rule)
        assert (caught.value.code, caught.value.detail) == (Code.RULE_BAD, detail)
        assert days.office.rules() == before


class TestTheList:
    def test_steps_say_who_did_what_when(self, days: Days) -> None:
        days.rules(THREE_DAYS)
        days.teach(ABSENT, ABSENT, ABSENT)
        days.look()
        found = days.found()[0].id
        days.office.set_state([found], FollowState.CONTACTED, "  telephone ")
        days.office.set_state([found], FollowState.CLOSED)
        (one,) = days.found()
        assert [(step.state, step.actor, step.note) for step in one.steps] == [
            (FollowState.NEW, "", ""),
            (FollowState.CONTACTED, "Grace Admin", "telephone"),
            (FollowState.CLOSED, "Grace Admin", ""),
        ]
        assert days.office.found(FollowState.NEW) == []
        assert days.office.found(FollowState.CLOSED) == [one]

    def test_a_line_that_is_gone_changes_nothing(self, days: Days) -> None:
        days.rules(THREE_DAYS)
        days.teach(ABSENT, ABSENT, ABSENT)
        days.look()
        wanted = [days.found()[0].id, FollowUpId("gone")]
        assert code(lambda: days.office.set_state(wanted, FollowState.CLOSED)) is Code.FOLLOW_UP_UNKNOWN
        assert days.found()[0].state is FollowState.NEW

    def test_a_teacher_works_on_people_of_own_classes_only(self, days: Days) -> None:
        days.rules(THREE_DAYS)
        days.teach(ABSENT, ABSENT, ABSENT)
        days.look()
        (found,) = days.found()
        other = days.school.vault.records.add_class("8a")
        become(days.school, Role.TEACHER, other.id)
        assert days.found() == []
        for act in (
            lambda: days.office.set_state([found.id], FollowState.CLOSED),
            lambda: days.office.letter_facts([found.id], READY[0].name, "en"),
            lambda: days.office.note_letters([found.id], "pdf"),
        ):
            assert code(act) is Code.FOLLOW_UP_UNKNOWN
        assert days.office.how_many_seen([found.id]) == 0
        become(days.school, Role.TEACHER, days.school.school_class.id)
        assert days.found() == [found]
        assert code(lambda: days.office.set_rules([])) is Code.NOT_ALLOWED
        assert code(lambda: days.office.save_template(READY[0])) is Code.NOT_ALLOWED

    def test_of_somebodys_groups_a_teacher_is_told_their_own(self, days: Days) -> None:
        days.rules(THREE_DAYS)
        days.teach(ABSENT, ABSENT, ABSENT)
        days.look()
        records, person = days.school.vault.records, days.school.people[0]
        other = records.add_class("8a")
        own = days.school.school_class
        records.change_person(person.id, person.number, person.name, [own.id, other.id])
        assert days.found()[0].groups == ("7b", "8a")
        become(days.school, Role.TEACHER, own.id)
        assert days.found()[0].groups == ("7b",)


class TestLetters:
    def test_a_new_school_has_two_in_each_language(self, days: Days) -> None:
        assert [(one.name, one.language) for one in days.office.templates()] == sorted(
            (one.name, one.language) for one in READY
        )

    def test_changing_a_ready_one_keeps_the_others(self, days: Days) -> None:
        changed = LetterTemplate(READY[0].id, READY[0].name, "en", "About {name}", "Come and see us.")
        assert days.office.save_template(changed) == changed
        assert {one.id for one in days.office.templates()} == {one.id for one in READY}
        assert changed in days.office.templates()

    @pytest.mark.parametrize(
        "text", ["{name.__class__}", "{0}", "{}", "{name!r}", "{name:>9}", "{phone}", "{", "}", "{name"]
    )
    @pytest.mark.parametrize("part", ["subject", "body"])
    def test_a_field_that_is_none_changes_nothing(self, days: Days, text: str, part: str) -> None:
        subject, body = (text, "Text") if part == "subject" else ("Subject", text)
        template = LetterTemplate(LetterId(""), "Mine", "en", subject, body)
        assert code(lambda: days.office.save_template(template)) is Code.LETTER_FIELD
        assert len(days.office.templates()) == len(READY)

    @pytest.mark.parametrize(
        ("template", "field", "detail"),
        [
            (LetterTemplate(LetterId(""), "Mine", "e", "S", "B"), "language", "language_tag"),
            (LetterTemplate(LetterId(""), "Mine", "", "S", "B"), "language", "empty"),
            (LetterTemplate(LetterId(""), " ", "en", "S", "B"), "name", "empty"),
            (LetterTemplate(LetterId(""), "Mine", "en", "S\u202e", "B"), "subject", "direction"),
            (LetterTemplate(LetterId(""), "Mine", "en", "S", ""), "body", "empty"),
        ],
    )
    def test_a_text_that_is_no_text(
        self, days: Days, template: LetterTemplate, field: str, detail: str
    ) -> None:
        with pytest.raises(KioskError) as caught:
            days.office.save_template(template)
        assert (caught.value.code, caught.value.where, caught.value.detail) == (Code.TEXT_BAD, field, detail)

    def test_a_name_is_there_once_a_language(self, days: Days) -> None:
        again = LetterTemplate(LetterId(""), READY[0].name.upper(), "EN", "S", "B")
        assert code(lambda: days.office.save_template(again)) is Code.LETTER_EXISTS
        german = LetterTemplate(LetterId(""), READY[0].name.upper(), "de", "S", "B")
        assert days.office.save_template(german).name == READY[0].name

    def test_when_the_last_one_goes_the_ready_ones_are_back(self, days: Days) -> None:
        days.office.remove_template(READY[0].id)
        assert len(days.office.templates()) == len(READY) - 1
        for one in days.office.templates():
            days.office.remove_template(one.id)
        assert len(days.office.templates()) == len(READY)

    def test_a_letter_is_about_the_days_that_the_rule_counted(self, days: Days) -> None:
        days.rules(THREE_DAYS)
        days.teach(ABSENT, EXCUSED, ABSENT, ABSENT)
        days.look()
        ((template, facts),) = days.office.letter_facts([days.found()[0].id], READY[0].name, "ar")
        assert template.language == "ar"
        assert (facts.school, facts.signed_by, facts.found) == (
            "Hilltop School",
            "Grace Admin",
            days.found()[0],
        )
        assert [day.day for day in facts.days] == [23, 25, 26]

    def test_the_persons_language_goes_before_the_schools(self, days: Days) -> None:
        days.rules(THREE_DAYS)
        days.teach(ABSENT, ABSENT, ABSENT)
        days.look()
        with days.records.transaction():
            days.records.write("UPDATE people SET language = 'ar-SY'")
        ((template, _),) = days.office.letter_facts([days.found()[0].id], READY[0].name, "en")
        assert template.language == "ar"

    def test_a_letter_that_is_not_there(self, days: Days) -> None:
        with pytest.raises(KioskError, match=READY[0].name) as raised:
            days.office.letter_facts([], "No such letter", "en")
        assert raised.value.code is Code.LETTER_UNKNOWN

    def test_writing_letters_is_in_the_audit(self, days: Days) -> None:
        days.rules(THREE_DAYS)
        days.teach(ABSENT, ABSENT, ABSENT)
        days.look()
        days.office.note_letters([days.found()[0].id], "pdf")
        row = days.school.vault.office.audit.rows(action="letters-written")[0]
        assert (row.subjects, row.detail) == ((days.school.people[0].id,), "format=pdf")


def test_ones_own_data_hold_what_was_found_and_done(days: Days) -> None:
    days.rules(THREE_DAYS)
    days.teach(ABSENT, ABSENT, ABSENT)
    days.look()
    days.office.set_state([days.found()[0].id], FollowState.CONTACTED, "telephone")
    own_data = days.school.vault.office.privacy.own_data
    (found,) = own_data(days.school.people[0].id).follow_ups
    assert (found.rule, found.threshold, found.since, dict(found.figures)) == (
        "absent-in-a-row",
        3,
        MONDAY,
        {"days": 3},
    )
    assert [(step.state, step.note) for step in found.steps] == [("new", ""), ("contacted", "telephone")]
    (written,) = json.loads(own_data_json(own_data(days.school.people[0].id)))["follow_ups"]
    assert (written["since"], written["steps"][1]["note"]) == ("2026-11-23", "telephone")
    assert "Grace" not in json.dumps(written)
    assert own_data(days.school.people[1].id).follow_ups == ()
    actions = [action for _, action in own_data(days.school.people[0].id).audit]
    assert {"follow-ups-looked", "follow-up-set"} <= set(actions)


def test_what_a_rule_found_goes_with_its_marks(days: Days) -> None:
    privacy = days.school.vault.office.privacy
    privacy.set_retention(RetentionKind.MARKS, 30)
    days.rules(THREE_DAYS)
    days.teach(ABSENT, ABSENT, ABSENT)
    days.look()
    days.school.clock.forward(days=26)
    days.school.vault.sign_in(PASSPHRASE)
    days.school.vault.office.privacy.run_retention()
    days.look()
    assert len(days.found()) == 1
    days.school.clock.forward(days=3)
    days.school.vault.office.privacy.run_retention()
    assert days.found() == []


@pytest.mark.parametrize("choice", list(MarksChoice))
def test_who_is_erased_is_on_no_list(days: Days, tmp_path: Path, choice: MarksChoice) -> None:
    days.rules(THREE_DAYS)
    days.teach(ABSENT, ABSENT, ABSENT)
    days.look()
    days.school.vault.office.privacy.erase(days.school.people[0].id, choice, tmp_path)
    days.office.look_at_everybody()
    assert (days.look(), days.found()) == (0, [])
    assert days.records.read("SELECT count(*) FROM follow_ups") == [(0,)]
