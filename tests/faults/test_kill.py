"""P1: what was acknowledged is on this machine's disk, whenever and however often a program is killed.

A victim of each kind is killed with -9 between its acts and inside them, again and again, each starting on
exactly what the kill before had left. After each kill a copy of the files is opened as the next start would:
nothing that was said is missing, both databases are whole, the audit's chain holds, and the outbox drains
without a complaint.
"""

import random
import time
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.storage import left_behind, swap
from tests.fakes_storage import PASSPHRASE, SmallSchool, reopen, small_school
from tests.faults.killing import Death, Plan, kill_one
from tests.faults.ledger import Ledger
from tests.faults.victims import clock_of
from tests.storage.released import VERSIONS, copy_released
from tests.storage.restoring import back_up

SEED = 20261126
TAKE = Plan(most_acts=16, most_wait_s=0.03)
DRAIN = Plan(most_acts=8, most_wait_s=0.06)
MIGRATE = Plan(most_acts=1, most_wait_s=0.1)
BACKUP = Plan(most_acts=3, most_wait_s=0.1)
ROTATE = Plan(most_acts=6, most_wait_s=0.1)


def big_school(folder: Path, *, people: int, registers: int) -> SmallSchool:
    """A class with as many people, and as many registers open at once."""
    school = small_school(folder)
    records, first = school.vault.records, school.session
    for number in range(people - len(school.people)):
        records.add_person(f"N-{number}", f"Person {number}", [school.school_class.id])
    for number in range(1, registers):
        records.open_session(school.school_class.id, first.starts, first.ends.plus(timedelta(minutes=number)))
    school.vault.close()
    return school


def kill_again_and_again(
    kind: str, plan: Plan, folder: Path, kills: int, ledger: Ledger, chance: random.Random
) -> int:
    """Kill victims of one kind on one school; says how many kills came before the work was done."""
    came_in_time = 0
    for turn in range(1, kills + 1):
        death = plan.kill(kind, folder, turn, chance)
        for line in death.said:
            ledger.note(line)
        ledger.check(folder, clock_of(turn), folder.with_name("copy"))
        came_in_time += not death.has_finished
    return came_in_time


def take_and_drain(folder: Path, *, takes: int, drains: int, people: int, registers: int) -> tuple[int, int]:
    """Kill door programs and desk programs on one school; gives (acknowledged acts, kills)."""
    big_school(folder, people=people, registers=registers)
    ledger, chance = Ledger(), random.Random(SEED)
    kills = kill_again_and_again("take", TAKE, folder, takes, ledger, chance)
    kills += kill_again_and_again("drain", DRAIN, folder, drains, ledger, chance)
    with reopen(folder, clock_of(takes)) as vault:  # the files themselves, after the last kill
        vault.sign_in(PASSPHRASE)
        assert vault.records.verify_audit() == ()
    assert kills == takes + drains  # else the registers were full and the kills hit nothing
    return ledger.count, kills


def upgrades(folder: Path, kills: int) -> tuple[int, int]:
    """Kill the first start on each earlier version's files; gives (acknowledged acts, kills)."""
    chance = random.Random(SEED)
    acknowledged = done = 0
    for number in range(kills):
        data = folder / f"data-{number}"
        copy_released(VERSIONS[number % len(VERSIONS)], data)
        ledger = Ledger()
        done += kill_again_and_again("migrate", MIGRATE, data, 1, ledger, chance)
        acknowledged += ledger.count
    return acknowledged, done


def backups_and_keys(folder: Path, *, backups: int, rotations: int) -> tuple[int, int]:
    """Kill backups made by hand, and rotations of Zone R's keys with people added between them."""
    big_school(folder, people=12, registers=20)
    ledger, chance = Ledger(), random.Random(SEED)
    kills = kill_again_and_again("backup", BACKUP, folder, backups, ledger, chance)
    kills += kill_again_and_again("rotate", ROTATE, folder, rotations, ledger, chance)
    assert kills == backups + rotations
    return ledger.count, kills


def restores(folder: Path, kills: int) -> tuple[int, int]:
    """Kill restores of a backup over data that know more; gives (acknowledged acts, kills).

    Whatever the moment, the next start finds one of the two whole, and the data from before are never lost.
    The first kill comes when the restore has just been acknowledged, and tells how long it takes.
    """
    chance, acknowledged, done = random.Random(SEED), 0, 0
    length_s = 0.0
    for number in range(kills):
        data = folder / f"restore-{number}" / "data"
        then, now = _restorable(data)
        if number == 0:
            death, length_s = _killed_when_restored(data)
        else:
            death = Plan(most_acts=0, most_wait_s=length_s).kill("restore", data, 1, chance)
        assert death.said or number
        acknowledged += len(death.said) + now.count
        done += not death.has_finished
        swap.finish(data)
        kept = [path for path, _ in left_behind.found(data)]
        assert kept or not death.said
        for path in kept:
            now.check(path, clock_of(1), folder / "copy")
        (then if kept else now).check(data, clock_of(1), folder / "copy")
    return acknowledged, done


def _killed_when_restored(data: Path) -> tuple[Death, float]:
    """Kill a restore once it said that it is done; gives the seconds between its two lines, too."""
    begun = time.monotonic()
    kill_one("restore", data.with_name("none"), 1, after=0, within_s=0)
    started = time.monotonic()
    death = kill_one("restore", data, 1, after=1, within_s=0)
    return death, max(0.05, time.monotonic() - started - (started - begun))


def _restorable(data: Path) -> tuple[Ledger, Ledger]:
    """Make a school with a backup beside it; gives what the backup knows and what the data know."""
    school = small_school(data)
    then, now = Ledger(is_of_a_backup=True), Ledger()
    event = school.mark(0)
    for ledger in (then, now):
        ledger.note(f"mark {event.id}")
    school.vault.drain()
    back_up(school, data.parent / "backup")
    now.note(f"mark {school.mark(1).id}")
    school.vault.close()
    return then, now


def tell(acknowledged: int, kills: int) -> None:
    print(f"acknowledged {acknowledged}, lost 0, kills {kills}")


@pytest.mark.fault
@pytest.mark.once
def test_door_and_desk_killed_a_few_times(tmp_path: Path) -> None:
    tell(*take_and_drain(tmp_path / "data", takes=3, drains=3, people=12, registers=12))


@pytest.mark.fault
@pytest.mark.once
def test_the_first_start_on_older_files_killed_a_few_times(tmp_path: Path) -> None:
    tell(*upgrades(tmp_path, 3))


@pytest.mark.fault
@pytest.mark.once
def test_backups_and_new_keys_killed_a_few_times(tmp_path: Path) -> None:
    tell(*backups_and_keys(tmp_path / "data", backups=2, rotations=2))


@pytest.mark.fault
@pytest.mark.once
def test_restores_killed_a_few_times(tmp_path: Path) -> None:
    tell(*restores(tmp_path, 2))


@pytest.mark.slow
@pytest.mark.fault
@pytest.mark.once
@pytest.mark.timeout(1800)
def test_two_hundred_kills_and_a_thousand_acts(tmp_path: Path) -> None:
    found = [
        take_and_drain(tmp_path / "data", takes=100, drains=50, people=50, registers=40),
        upgrades(tmp_path, 20),
        backups_and_keys(tmp_path / "more", backups=20, rotations=20),
        restores(tmp_path, 20),
    ]
    acknowledged, kills = (sum(numbers) for numbers in zip(*found, strict=True))
    tell(acknowledged, kills)
    assert acknowledged >= 1000
    assert kills >= 200
