"""Privacy as a service: what the door knows follows at once, and what acts by itself needs nobody."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from kiosk.domain.evidence import Refusal, Sighting, Unrecognised
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import PersonId, TrackId
from kiosk.domain.marks import Method
from kiosk.domain.people import Person
from kiosk.domain.privacy import ConsentGiven, MarksChoice, Relation, RetentionKind
from kiosk.errors import Code, KioskError
from kiosk.runtime.services import Services
from kiosk.runtime.tickets import Tickets, Way
from kiosk.settings import Settings
from kiosk.storage import tombstones
from kiosk.storage.privacy import Privacy
from kiosk.storage.vault import Vault
from tests.fakes_storage import PASSPHRASE, SchoolClock, template
from tests.runtime.fakes_school import (
    ASTRONAUT,
    WAIT_S,
    RunningSchool,
    light_opener,
    make_school,
    running_school,
)

T = TypeVar("T")
PIN = "80351724"
GIVEN = ConsentGiven("form 12", "mother", Relation.GUARDIAN)


class Desk:
    """Services without a camera, and one person with a template and a PIN."""

    def __init__(self, services: Services, clock: SchoolClock) -> None:
        self.services = services
        self.clock = clock
        self.sign_in()
        (group,) = services.desk.classes().result(WAIT_S)
        self.person: Person = services.desk.add_person("S-1", "Ada", [group.id]).result(WAIT_S)
        services.desk.set_pin(self.person.id, PIN).result(WAIT_S)
        services.privacy.record_consent(self.person.id, GIVEN).result(WAIT_S)
        self.on_vault(lambda vault: vault.records.store_templates(self.person.id, [template(0)]))

    def sign_in(self) -> None:
        self.services.desk.sign_in(PASSPHRASE).result(WAIT_S)

    def sign_out(self) -> None:
        self.services.desk.sign_out().result(WAIT_S)

    def on_vault(self, job: Callable[[Vault], T]) -> T:
        return self.services.submit(job).result(WAIT_S)

    def templates(self) -> int:
        return self.on_vault(lambda vault: int(vault._kiosk.read("SELECT count(*) FROM templates")[0][0]))

    def tick(self) -> None:
        """Do the minute's housekeeping."""
        self.on_vault(lambda vault: self.services.privacy.housekeeping(vault, self.clock()))


@pytest.fixture
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    clock, chosen = SchoolClock(), getattr(request, "param", Settings())
    data_dir = make_school(tmp_path / "data", clock)
    services = Services(data_dir, chosen, clock=clock, opener=light_opener, tick_s=3600.0)
    try:
        yield Desk(services, clock)
    finally:
        assert services.stop() == []


def code_of(future: "Future[Any]") -> Code:
    with pytest.raises(KioskError) as raised:
        future.result(WAIT_S)
    return raised.value.code


class TestWithdrawalAtTheDoor:
    @pytest.mark.parametrize("is_signed_in", [True, False])
    def test_it_erases_at_once_by_number_and_pin(self, desk: Desk, is_signed_in: bool) -> None:
        if not is_signed_in:
            desk.sign_out()
        assert desk.services.door.withdraw_face("S-1", PIN).result(WAIT_S) == 1
        assert desk.templates() == 0
        if not is_signed_in:
            desk.sign_in()
        (record,) = desk.services.privacy.privacy_of(desk.person.id).result(WAIT_S).consents
        assert record.withdrawn is not None
        actions = [row.action for row in desk.on_vault(lambda vault: vault.records.audit_rows())]
        assert actions.count("withdrawn-at-door") == 1
        again = desk.services.privacy.record_consent(desk.person.id, GIVEN)
        assert code_of(again) is Code.OBJECTED

    def test_a_wrong_pin_erases_nothing_and_slows_the_next(self, desk: Desk) -> None:
        door = desk.services.door
        assert code_of(door.withdraw_face("S-1", "99999999")) is Code.CODE_WRONG
        assert code_of(door.withdraw_face("S-1", PIN)) is Code.CODE_WAIT
        assert desk.templates() == 1

    def test_a_sighting_that_waits_for_their_pin_is_let_go_of(self, desk: Desk) -> None:
        person = desk.person.id
        sighting = Sighting(person, TrackId(1), SourceKind.CAMERA, 0, 3, 0.3)

        def give(vault: Vault) -> int:
            tickets = desk.services.keeper(vault)._tickets
            way = Way(Method.FACE, SourceKind.CAMERA, sighting)
            return tickets.give(way, frozenset({person}))

        ticket = desk.on_vault(give)
        desk.services.door.withdraw_face("S-1", PIN).result(WAIT_S)
        with pytest.raises(KioskError) as over:
            desk.on_vault(lambda vault: desk.services.keeper(vault)._tickets.look(ticket))
        assert over.value.code is Code.CONFIRM_OVER

    def test_records_that_take_no_row_do_not_hide_that_the_face_is_gone(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """On a full disk whoever withdrew was told that it had not been saved."""

        def full(_: Privacy) -> int:
            raise KioskError(Code.DATABASE_FULL)

        with monkeypatch.context() as patch:
            patch.setattr(Privacy, "take_over_withdrawals", full)
            assert desk.services.door.withdraw_face("S-1", PIN).result(WAIT_S) == 1
        assert desk.templates() == 0
        desk.sign_in()
        (record,) = desk.services.privacy.privacy_of(desk.person.id).result(WAIT_S).consents
        assert record.withdrawn is not None

    def test_somebody_without_a_face_is_told_the_same(self, desk: Desk) -> None:
        door = desk.services.door
        door.withdraw_face("S-1", PIN).result(WAIT_S)
        assert door.withdraw_face("S-1", PIN).result(WAIT_S) == 0


def test_tickets_of_a_group_that_somebody_left_are_good_no_more() -> None:
    tickets = Tickets(lambda: 0)
    one, two, three = (PersonId(name) for name in "abc")
    sighting = Sighting(one, TrackId(1), SourceKind.CAMERA, 0, 3, 0.3)
    way = Way(Method.FACE, SourceKind.CAMERA, sighting)
    theirs = tickets.give(way, frozenset({one, two}))
    others = tickets.give(way, frozenset({three}))
    tickets.drop(two)
    assert tickets.look(others).group == {three}
    with pytest.raises(KioskError) as over:
        tickets.look(theirs)
    assert over.value.code is Code.CONFIRM_OVER


def test_a_consent_without_a_day_ends_with_the_schools_own_year(desk: Desk) -> None:
    (record,) = desk.services.privacy.privacy_of(desk.person.id).result(WAIT_S).consents
    assert record.given.live_until == date(2027, 7, 31)


@pytest.mark.parametrize("desk", [Settings(school_year_ends="06-15")], indirect=True)
def test_the_school_says_when_its_year_ends(desk: Desk) -> None:
    (record,) = desk.services.privacy.privacy_of(desk.person.id).result(WAIT_S).consents
    assert record.given.live_until == date(2027, 6, 15)


def test_an_objection_is_taken_and_lifted(desk: Desk) -> None:
    privacy, person = desk.services.privacy, desk.person.id
    assert privacy.object(person, Relation.SELF).result(WAIT_S) == 1
    assert code_of(privacy.record_consent(person, GIVEN)) is Code.OBJECTED
    assert code_of(privacy.lift_objection(person, Relation.GUARDIAN)) is Code.OBJECTED
    privacy.lift_objection(person, Relation.SELF).result(WAIT_S)
    privacy.record_consent(person, GIVEN).result(WAIT_S)


def test_the_folder_of_the_backups_hears_of_an_erasure(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    desk.services.settings = Settings(backup_folder=str(folder))
    changes: list[int] = []
    desk.services.desk.on_change(lambda: changes.append(1))
    desk.services.privacy.erase(desk.person.id, MarksChoice.KEEP).result(WAIT_S)
    stones = desk.on_vault(lambda vault: tombstones.read_beside(folder, vault.pepper()))
    assert [stone.person for stone in stones] == [desk.person.id]
    assert desk.templates() == 0
    assert changes  # the register shows it


def test_nobody_signed_in_is_said_by_every_answer(desk: Desk) -> None:
    desk.sign_out()
    privacy = desk.services.privacy
    assert code_of(privacy.run_retention()) is Code.SIGNED_OUT
    assert code_of(privacy.object(desk.person.id, Relation.SELF)) is Code.SIGNED_OUT
    assert desk.templates() == 1


class TestHousekeeping:
    def test_old_log_lines_go_while_nobody_is_signed_in(self, desk: Desk) -> None:
        desk.sign_out()
        folder = desk.on_vault(lambda vault: vault.data_dir.log_dir)
        folder.mkdir(exist_ok=True)
        (folder / "kiosk.log.1").write_text(
            "2026-08-20 08:00:00,000 INFO vault-opened\n2026-11-20 08:00:00,000 INFO vault-opened\n"
        )
        desk.clock.forward(days=1)  # once a day is enough
        desk.tick()
        assert (folder / "kiosk.log.1").read_text() == "2026-11-20 08:00:00,000 INFO vault-opened\n"

    def test_nothing_goes_while_the_clock_cannot_be_believed(self, desk: Desk) -> None:
        """An empty clock battery made the log of yesterday a thousand days old."""
        desk.sign_out()
        folder = desk.on_vault(lambda vault: vault.data_dir.log_dir)
        folder.mkdir(exist_ok=True)
        (folder / "kiosk.log.1").write_text("2026-11-20 08:00:00,000 INFO vault-opened\n")
        desk.clock.forward(days=1000)
        desk.tick()
        assert (folder / "kiosk.log.1").exists()

    def _shown(self, desk: Desk) -> None:
        """Have marks that are over, which somebody has been shown for a day."""
        privacy, now = desk.services.privacy, desk.clock()
        (group,) = desk.services.desk.classes().result(WAIT_S)
        desk.services.desk.open_session(group.id, now, now.plus(timedelta(hours=1))).result(WAIT_S)
        desk.services.door.sign_code("S-1", PIN).result(WAIT_S)
        privacy.set_retention(RetentionKind.MARKS, 30).result(WAIT_S)
        desk.clock.forward(days=31)
        desk.sign_in()
        assert [one.count for one in privacy.retention_due().result(WAIT_S)] == [1]
        desk.clock.forward(days=1)
        desk.tick()

    def _due(self, desk: Desk) -> int:
        return len(desk.services.privacy.retention_due().result(WAIT_S))

    def test_marks_go_by_themselves_once_they_were_shown(self, desk: Desk) -> None:
        self._shown(desk)
        assert self._due(desk) == 0

    @pytest.mark.parametrize("desk", [Settings(retention_runs_itself=False)], indirect=True)
    def test_or_wait_for_somebody_where_the_school_wants_that(self, desk: Desk) -> None:
        self._shown(desk)
        assert self._due(desk) == 1
        assert len(desk.services.privacy.run_retention().result(WAIT_S)) == 1
        assert self._due(desk) == 0


@pytest.fixture
def school(tmp_path: Path, portraits: Path, models: Path) -> Iterator[RunningSchool]:
    with running_school(tmp_path / "data", portraits) as running:
        yield running


def test_the_camera_forgets_a_face_that_was_withdrawn_at_the_door(school: RunningSchool) -> None:
    school.enrol(school.astronaut, ASTRONAUT)
    school.services.desk.set_pin(school.astronaut.id, PIN).result(WAIT_S)
    school.open_session()
    school.services.desk.sign_out().result(WAIT_S)
    assert len(school.services.attendance.roster) == 1
    assert school.services.door.withdraw_face("S-1", PIN).result(WAIT_S) == 1
    assert school.services.attendance.school == ()
    (refusal,) = school.walk_up(ASTRONAUT)
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Unrecognised.NO_GALLERY
