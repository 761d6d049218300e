"""Migrations are tested as data: what a released version left opens, upgrades, signs in, drains and shows."""

from pathlib import Path

import pytest

from kiosk.domain.marks import MarkState, Method
from kiosk.storage import schema_k, schema_r
from kiosk.storage.vault import Vault
from tests.fakes_storage import KEY_ID, MODEL, NAMES, PASSPHRASE, SchoolClock, reopen
from tests.storage.released import VERSIONS, copy_released


@pytest.fixture(params=VERSIONS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, SchoolClock]:
    folder = tmp_path / "data"
    return folder, copy_released(request.param, folder)


def _open(old: tuple[Path, SchoolClock]) -> Vault:
    return reopen(*old)


def test_the_door_goes_on_before_anybody_signs_in(old: tuple[Path, SchoolClock]) -> None:
    with _open(old) as vault:
        now = old[1]()
        assert vault._kiosk.user_version == len(schema_k.MIGRATIONS)
        assert vault._kiosk.integrity_problems() == []
        (session,) = vault.door.sessions(now)
        assert len(session.people) == len(NAMES)
        assert len({row.person for row in vault.door.templates(MODEL, KEY_ID)}) == 2
        assert len(vault.door.captures(MODEL, KEY_ID)) == 6
        assert len(vault.door.today(now)) == 2
        first = min(vault.door.today(now), key=lambda mark: mark.at)
        assert vault.door.check_code("S-1", "4821", now) == first.person


def test_signing_in_drains_and_shows_every_row(old: tuple[Path, SchoolClock]) -> None:
    with _open(old) as vault:
        vault.sign_in(PASSPHRASE)
        assert vault._zone_r is not None
        assert vault._zone_r.database.user_version == len(schema_r.MIGRATIONS)
        assert vault._zone_r.database.integrity_problems() == []
        assert vault._kiosk.read("SELECT count(*) FROM outbox") == [(0,)]
        records = vault.records
        assert records.verify_audit() == ()
        assert sorted(found.person.name for found in records.people()) == sorted(NAMES)
        session = vault.door.sessions(old[1]())[0].session
        rows = {row.person.number: row for row in records.roster(session.id).rows}
        states = [rows[f"S-{n}"].standing.state for n in (1, 2, 3)]
        assert states == [MarkState.PRESENT, MarkState.LATE, MarkState.EXCUSED]
        assert rows["S-1"].standing.method is Method.FACE
        assert rows["S-3"].standing.note == "dentist"
        planned = vault._zone_r.database.read("SELECT count(*) FROM sessions WHERE day > '2026-11-23'")
        assert planned == [(19,)]
        assert vault.records.live_consent(rows["S-1"].person.id) is not None
        assert vault.records.live_consent(rows["S-3"].person.id) is None


def test_it_is_the_same_the_second_time(old: tuple[Path, SchoolClock]) -> None:
    """The upgrade itself must not run twice, nor leave anything that the next start has to repair."""
    with _open(old) as vault:
        vault.sign_in(PASSPHRASE)
        count = len(vault.records.audit_rows())
    with _open(old) as vault:
        vault.sign_in(PASSPHRASE)
        assert vault.records.verify_audit() == ()
        added = [row.action for row in vault.records.audit_rows()[count:]]
        assert added == ["signed-in"]
