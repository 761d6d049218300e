"""Schools for whole-program tests, made through the services that the commands use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from kiosk.cli.desk import create_school, now_here, running
from kiosk.domain.ids import EventId, short
from kiosk.paths import DataDir
from kiosk.runtime.api import NewSchool
from kiosk.runtime.clock import machine_zone, system_clock
from kiosk.storage.vault import Vault
from tests.cli.conftest import PASSPHRASE


@dataclass(frozen=True, slots=True)
class Stored:
    """What both databases hold in the end, and whether they are sound."""

    marks: tuple[str, ...]
    problems: tuple[str, ...]


def make_school(
    root: Path, *, is_trial: bool = True, name: str = "Hill School", group: str = "3b"
) -> DataDir:
    """Make a school whose device key is in a file."""
    data_dir = DataDir(root)
    plan = NewSchool(name, "Ada", PASSPHRASE, group, is_trial, machine_zone())
    create_school(data_dir, plan, may_use_keyring=False)
    return data_dir


def enrol_one(data_dir: DataDir, pictures: Sequence[Path], *, name: str = "Amal Fontaine") -> None:
    """Put one person with a template on the first class's list."""
    with running(data_dir) as services:
        desk = services.desk
        desk.sign_in(PASSPHRASE).result()
        group = desk.classes().result()[0]
        person = desk.add_person("101", name, [group.id]).result()
        until = now_here().local_date + timedelta(days=1)
        desk.record_consent(person.id, "form", "self", until).result()
        desk.enrol_pictures(person.id, pictures).result()
        desk.sign_out().result()


def open_sessions(data_dir: DataDir, count: int) -> None:
    """Open registers for the first class, one after the other, that all take marks now.

    Of lessons that overlap a person is marked in one only; of these in each. The first begins in ten minutes.
    """
    with running(data_dir) as services:
        desk = services.desk
        desk.sign_in(PASSPHRASE).result()
        group = desk.classes().result()[0]
        now = now_here()
        starts = [now.plus(timedelta(minutes=10, seconds=5 * number)) for number in range(count)]
        made = [desk.open_session(group.id, start, start.plus(timedelta(seconds=5))) for start in starts]
        assert len({one.result().id for one in made}) == count
        desk.sign_out().result()


def marks_at_the_door(data_dir: DataDir) -> set[str]:
    """Read today's marks from Zone K as they are on the disk, by their short ids."""
    clock = system_clock(machine_zone())
    with Vault.open(data_dir, clock) as vault:
        return {short(mark.event) for mark in vault.door.today(clock())}


def stored(data_dir: DataDir) -> Stored:
    """Sign in, which drains the outbox; read every mark from the registers; check both files."""
    clock = system_clock(machine_zone())
    with Vault.open(data_dir, clock) as vault:
        vault.sign_in(PASSPHRASE)
        events: list[EventId] = []
        for session in vault.records.sessions(clock().local_date):
            rows = vault.records.roster(session.id).rows
            events += [row.standing.event for row in rows if row.standing.event is not None]
        assert vault._zone_r is not None
        problems = vault._kiosk.integrity_problems() + vault._zone_r.database.integrity_problems()
    return Stored(tuple(short(event) for event in events), tuple(problems))
