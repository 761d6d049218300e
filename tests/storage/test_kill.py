"""P1: if you saw the tick, it is saved. A marking program is killed between, and inside, its commits."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.domain.marks import MarkState
from tests.fakes_storage import PASSPHRASE, reopen, small_school

PEOPLE = 231
KILLS = 20


def _acknowledged(folder: Path, until: int) -> tuple[list[str], bool]:
    """Start a marking child and kill it with -9 after `until` acknowledgements; says whether it finished."""
    command = [sys.executable, "-m", "tests.storage.marking_child", str(folder)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as child:
        assert child.stdout is not None
        lines: list[str] = []
        for line in child.stdout:
            lines.append(line.strip())
            if len(lines) == until:
                child.kill()
        is_done = lines[-1:] == ["done"]
    return ([line for line in lines if line != "done"], is_done)


@pytest.mark.timeout(240)
def test_no_acknowledged_mark_is_lost_by_twenty_kills(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    school = small_school(folder)
    for number in range(PEOPLE - len(school.people)):
        school.vault.records.add_person(f"N-{number}", f"Person {number}", [school.school_class.id])
    school.vault.close()
    told: list[str] = []
    kills = 0
    for _ in range(KILLS):
        lines, is_done = _acknowledged(folder, PEOPLE // (KILLS + 1))
        told += lines
        kills += not is_done
    told += _acknowledged(folder, PEOPLE + 1)[0]
    assert kills == KILLS
    assert len(told) >= 200
    vault = reopen(folder, school.clock)
    kept = {mark.event for mark in vault.door.today(school.clock())}
    assert set(told) <= kept
    # A commit can have been made just before the kill, untold: at most one each time.
    assert len(kept) == PEOPLE
    assert PEOPLE - len(told) <= KILLS
    vault.sign_in(PASSPHRASE)
    roster = vault.records.roster(school.session.id)
    assert [row.standing.state for row in roster.rows] == [MarkState.PRESENT] * PEOPLE
    assert vault._kiosk.integrity_problems() == []
    assert vault._zone_r is not None
    assert vault._zone_r.database.integrity_problems() == []
    vault.close()
    print(f"acknowledged {len(told)}, lost 0, kills {kills}")
