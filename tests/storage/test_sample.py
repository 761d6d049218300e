from pathlib import Path

import pytest

from kiosk.domain.ids import PersonId
from kiosk.domain.marks import MarkState
from kiosk.errors import Code, KioskError
from tests.fakes_storage import PASSPHRASE, SchoolClock, create, small_school


def test_a_school_is_made_with_a_term_behind_it(tmp_path: Path) -> None:
    clock = SchoolClock()
    vault = create(tmp_path, clock).vault
    vault.sign_in(PASSPHRASE)
    told: list[tuple[int, int]] = []
    made = vault.office.sample.fill(60, 3, 1, lambda done, of: told.append((done, of)))
    assert (made.people, made.groups) == (60, 4)
    days = 15  # three weeks, today among them
    assert told[-1] == (days, days)
    assert made.sessions == 3 * (days + 10) + 1
    assert 60 * (days - 1) < made.marks < 60 * days
    today = vault.records.sessions(clock().local_date)
    assert len(today) == 4
    assert all(session.closed is None for session in today)
    vault.sign_out()
    assert len(vault.door.sessions(clock())) == 4
    vault.sign_in(PASSPHRASE)
    assert vault.records.verify_audit() == ()
    yesterday = vault.records.sessions(clock.forward(days=-3).local_date)
    rosters = [vault.records.roster(session.id) for session in yesterday]
    states = [row.standing.state for roster in rosters for row in roster.rows]
    assert len(states) == 60
    assert MarkState.UNMARKED not in states
    people: set[PersonId] = {row.person.id for roster in rosters for row in roster.rows}
    assert len(people) == 60
    vault.close()


def test_the_same_seed_gives_the_same_term(tmp_path: Path) -> None:
    def states(folder: Path) -> list[tuple[str, str]]:
        vault = create(folder, SchoolClock()).vault
        vault.sign_in(PASSPHRASE)
        vault.office.sample.fill(30, 1, 7)
        day = SchoolClock().forward(days=-3).local_date
        rosters = [vault.records.roster(session.id) for session in vault.records.sessions(day)]
        found = [(r.person.number, r.standing.state.value) for roster in rosters for r in roster.rows]
        vault.close()
        return sorted(found)

    assert states(tmp_path / "a") == states(tmp_path / "b")


@pytest.mark.parametrize("is_trial", [True, False])
def test_only_an_empty_trial_is_filled(tmp_path: Path, is_trial: bool) -> None:
    school = small_school(tmp_path, is_trial=is_trial)
    with pytest.raises(KioskError) as caught:
        school.vault.office.sample.fill(10, 1, 1)
    assert caught.value.code is Code.SAMPLE_NOT_EMPTY
    assert len(school.vault.records.people()) == 3
    school.vault.close()
