"""What the system screen and `kiosk evaluate site` are told; settings that change while the program runs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.domain.evidence import Sighting
from kiosk.domain.people import Role
from kiosk.domain.strictness import TARGETS, MissCurve, Strictness
from kiosk.domain.tally import Count
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import Welcome
from kiosk.runtime.system import missed_of, site_data
from kiosk.settings import Settings
from kiosk.storage.vault import Vault
from kiosk.vision.models import load_manifest
from tests.runtime.fakes_school import ASTRONAUT, GRACE_HOPPER, WAIT_S, RunningSchool, running_school


@pytest.fixture
def school(tmp_path: Path, portraits: Path, models: Path) -> Iterator[RunningSchool]:
    with running_school(tmp_path / "data", portraits) as running:
        running.enrol(running.astronaut, ASTRONAUT)
        yield running


def in_vault(school: RunningSchool, sql: str) -> None:
    def run(vault: Vault) -> None:
        with vault._kiosk.transaction():
            vault._kiosk.write(sql)

    school.services.submit(run).result(WAIT_S)


def test_the_system_view_says_how_recognition_is_doing(school: RunningSchool, models: Path) -> None:
    school.enrol(school.other, GRACE_HOPPER)
    school.open_session()
    (sighting,) = school.walk_up(ASTRONAUT)
    assert isinstance(sighting, Sighting)
    assert isinstance(school.services.door.record(sighting).result(WAIT_S), Welcome)
    view = school.services.desk.system().result(WAIT_S)
    entry = load_manifest(models / "manifest.toml").default("embedder")
    assert entry.limits is not None
    assert (view.model.name, view.model.licence) == (entry.name, entry.licence)
    assert view.model.largest_roster == entry.limits.largest_roster
    assert (view.roster_size, view.sessions_a_term, view.transactions_a_term) == (2, 1, 2)
    assert [one.strictness for one in view.expectations] == list(Strictness)
    assert view.chosen is Strictness.NORMAL
    assert (view.tally[Count.TICKS], view.tally_before[Count.TICKS]) == (1, 0)
    assert (view.look_alikes, view.without_pin, view.to_renew, view.ageing) == ((), (), (), ())


def test_twins_old_models_and_aged_templates_are_named(school: RunningSchool) -> None:
    desk = school.services.desk
    school.enrol(school.other, GRACE_HOPPER)
    # The two faces are made to be a pair, and the one's marks to have moved away.
    in_vault(
        school,
        "INSERT INTO close_pairs SELECT min(template), max(template), 0.1 FROM templates HAVING count(*) = 2",
    )
    in_vault(school, "INSERT INTO accepted SELECT template, 40, 0.1, 0.29 FROM templates LIMIT 1")
    desk.set_pin(school.other.id, "2580").result(WAIT_S)
    view = desk.system().result(WAIT_S)
    (pair,) = view.look_alikes
    assert {person.id for person in pair} == {school.astronaut.id, school.other.id}
    assert [person.id for person in view.without_pin] == [school.astronaut.id]
    assert len(view.ageing) == 1
    lines = desk.people().result(WAIT_S)
    assert [line.person for line in lines if line.is_ageing] == list(view.ageing)
    assert view.to_renew == ()

    def go_to_another_model(vault: Vault) -> None:
        with vault._kiosk.transaction():
            vault._kiosk.write("DROP TRIGGER templates_do_not_change")
            vault._kiosk.write("UPDATE templates SET model_sha256 = ?", ("cd" * 32,))

    school.services.submit(go_to_another_model).result(WAIT_S)
    view = desk.system().result(WAIT_S)
    assert {person.id for person in view.to_renew} == {school.astronaut.id, school.other.id}
    assert (view.roster_size, view.look_alikes, view.ageing) == (0, (), ())


def test_a_teacher_is_told_that_an_administrator_is_needed(school: RunningSchool) -> None:
    def become_a_teacher(vault: Vault) -> None:
        assert vault._zone_r is not None
        vault._zone_r.signed_in = replace(vault._zone_r.signed_in, role=Role.TEACHER)

    school.services.submit(become_a_teacher).result(WAIT_S)
    with pytest.raises(KioskError) as caught:
        school.services.desk.system().result(WAIT_S)
    assert caught.value.code is Code.ADMIN_NEEDED
    school.services.desk.sign_out().result(WAIT_S)
    with pytest.raises(KioskError) as caught:
        school.services.desk.system().result(WAIT_S)
    assert caught.value.code is Code.SIGNED_OUT


def test_a_site_is_evaluated_from_what_is_stored(school: RunningSchool) -> None:
    school.open_session()
    services = school.services
    data = services.submit(lambda vault: site_data(vault, services._model_key(vault))).result(WAIT_S)
    assert [row.person for row in data.templates] == [school.astronaut.id]
    assert [(row.person, row.ordinal) for row in data.captures] == [(school.astronaut.id, 1)]
    assert data.numbers == {school.astronaut.id: "S-1", school.other.id: "S-2"}
    assert data.classes == {school.school_class.id: {school.astronaut.id}}
    assert (data.sessions_a_term, data.transactions_a_term) == (1, 2)
    assert repr(data) == "SiteData(templates=1, captures=1)"


def test_strictness_changes_while_the_program_runs(school: RunningSchool) -> None:
    services = school.services

    def targets() -> tuple[float, float]:
        camera = services.with_models(lambda models: models.match_limits.target_fpir).result(WAIT_S)
        door = services.submit(lambda vault: services.look_alikes(vault).limits.target_fpir).result(WAIT_S)
        return camera, door

    assert targets() == (TARGETS[Strictness.NORMAL],) * 2
    services.change_settings(Settings(strictness="lenient", not_me_seconds=20)).result(WAIT_S)
    assert targets() == (TARGETS[Strictness.LENIENT],) * 2
    assert services.submit(lambda vault: services.keeper(vault).not_me_s).result(WAIT_S) == 20.0
    assert services.desk.system().result(WAIT_S).chosen is Strictness.LENIENT


def test_another_model_in_the_settings_waits_for_the_next_start(school: RunningSchool) -> None:
    before = school.services.embedder()
    school.services._entry = None
    school.services.change_settings(Settings(model="mobilefacenet")).result(WAIT_S)
    assert school.services.embedder() == before


def test_mated_looks_come_from_the_manifest(models: Path) -> None:
    entry = load_manifest(models / "manifest.toml").default("embedder")
    given = replace(entry, measured={"missed": [[0.2, 0.5], [0.4, 0.01]]})
    assert missed_of(given) == MissCurve(((0.2, 0.5), (0.4, 0.01)))
    assert missed_of(replace(entry, measured={"tar": 0.9})) is None
    assert missed_of(replace(entry, measured=None)) is None


def test_the_door_takes_another_room_while_the_program_runs(school: RunningSchool) -> None:
    services = school.services
    starts = school.clock().plus(timedelta(minutes=10))
    ends = starts.plus(timedelta(hours=1))
    session = services.timetable.open_once(school.school_class.id, starts, ends, "Lab").result(WAIT_S)

    def served(room: str) -> list[object]:
        services.change_settings(Settings(room=room)).result(WAIT_S)
        return [
            one.session.id
            for one in services.submit(
                lambda vault: services.keeper(vault).served.sessions(services.clock())
            ).result(WAIT_S)
        ]

    assert [served(room) for room in ("", "Hall", "Lab")] == [[session.id], [], [session.id]]
