"""Whether the device key came back after the machine was started anew: told once it did, and not before."""

from datetime import timedelta

import pytest

from kiosk.domain.people import Custody
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.storage import custody_check, recover
from kiosk.storage.looking_in import Looked, look
from kiosk.storage.recover import Proof
from tests.fakes_storage import PASSPHRASE, SmallSchool


class Machine:
    """A machine that is started anew at will; its boot id may be unknown."""

    def __init__(self) -> None:
        self.boot = "first"

    def __call__(self) -> str:
        return self.boot


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, school: SmallSchool) -> Machine:
    machine = Machine()
    monkeypatch.setattr(custody_check, "boot_id", machine)
    custody_check.note_made(school.vault._kiosk, school.clock(), school.clock.monotonic())
    return machine


def test_the_first_opening_after_a_new_start_counts_and_only_that(
    school: SmallSchool, machine: Machine
) -> None:
    assert school.reopen().custody_checked is None  # the program anew, the machine not
    machine.boot = "second"
    school.clock.forward(hours=1)
    first = school.clock()
    assert school.reopen().custody_checked == first
    school.clock.forward(hours=1)
    assert school.reopen().custody_checked == first
    machine.boot = "third"
    assert school.reopen().custody_checked == school.clock()


def test_where_the_start_has_no_name_the_clock_that_began_anew_tells(
    school: SmallSchool, machine: Machine
) -> None:
    machine.boot = "-"
    custody_check.note_made(school.vault._kiosk, school.clock(), school.clock.monotonic())
    school.clock.forward(hours=1)
    assert school.reopen().custody_checked is None
    school.clock.seconds = 5.0
    assert school.reopen().custody_checked == school.clock()


def test_a_key_that_was_put_elsewhere_is_not_tried_yet(school: SmallSchool, machine: Machine) -> None:
    machine.boot = "second"
    school.reopen()
    school.vault.close()
    for wanted in (Custody.ATTENDED, Custody.FILE):
        recover.set_custody(
            DataDir(school.folder),
            Proof.passphrase(PASSPHRASE),
            wanted,
            school.clock,
            keyrings=(),
            monotonic=school.clock.monotonic,
        )
    assert school.reopen().custody_checked is None


def test_doctor_is_told_and_changes_nothing(school: SmallSchool, machine: Machine) -> None:
    where, now = DataDir(school.folder), school.clock()
    with pytest.raises(KioskError) as caught:
        look(where, now, keyrings=())
    assert caught.value.code is Code.DATA_DIR_BUSY
    school.vault.close()
    machine.boot = "second"
    before = where.kiosk_db.read_bytes()
    assert look(where, now, keyrings=()) == Looked(None, is_clock_doubtful=False)
    assert where.kiosk_db.read_bytes() == before
    school.reopen()
    school.vault.close()
    assert look(where, now, keyrings=()) == Looked(now, is_clock_doubtful=False)
    for step in (timedelta(days=-1), timedelta(days=1000)):
        assert look(where, now.plus(step), keyrings=()) == Looked(now, is_clock_doubtful=True)
    assert look(where, now.plus(timedelta(days=30)), keyrings=()) == Looked(now, is_clock_doubtful=False)


def test_this_machine_has_a_name_for_its_start_or_none() -> None:
    assert custody_check.boot_id() == custody_check.boot_id()
    assert len(custody_check.boot_id()) in (1, 16)
