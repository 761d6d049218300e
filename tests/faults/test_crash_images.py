"""No moment of any act leaves files that the next start cannot use, or that miss what was said before.

The killing itself is tests/faults/test_kill.py's; here each step of an act is looked at, none left to chance.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.marks import MarkState
from tests.fakes_storage import PASSPHRASE, SchoolClock, SmallSchool, reopen, small_school, template
from tests.faults.crash_images import CrashImages, watch
from tests.faults.ledger import Ledger
from tests.storage.released import VERSIONS, copy_released


@pytest.fixture
def images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CrashImages:
    found = CrashImages(tmp_path / "data", tmp_path / "images")
    watch(monkeypatch, found)
    return found


@pytest.fixture
def school(images: CrashImages, tmp_path: Path) -> SmallSchool:
    made = small_school(tmp_path / "data")
    made.enrol(0)
    made.mark(0)
    made.vault.drain()
    made.vault.records.correct(made.session.id, [made.people[2].id], MarkState.EXCUSED, "dentist")
    return made


def known(school: SmallSchool) -> Ledger:
    """Write down what was acknowledged so far."""
    ledger = Ledger()
    for mark in school.vault.door.today(school.clock()):
        ledger.note(f"mark {mark.event}")
    for person in school.people:
        ledger.note(f"person {person.id}")
    ledger.note(f"excused {school.session.id} {school.people[2].id}")
    ledger.note(f"audit {len(school.vault.records.audit_rows())}")
    return ledger


def check_all(
    images: CrashImages, ledger: Ledger, clock: SchoolClock, scratch: Path, *, at_least: int
) -> None:
    assert len(images.taken) >= at_least
    for what, image in images.taken:
        try:
            ledger.check(image, clock, scratch)
        except BaseException as error:
            error.add_note(f"a kill {what} is not survived")
            raise


def _withdraw(school: SmallSchool) -> None:
    school.vault.records.withdraw_consent(school.people[0].id)


def _enrol(school: SmallSchool) -> None:
    person = school.people[1].id
    school.vault.records.record_consent(person, "form", "parent", date(2027, 7, 31))
    school.vault.records.store_templates(person, [template(1)], [template(n) for n in range(3)])


def _take_back(school: SmallSchool) -> None:
    event = school.mark(1)
    assert school.vault.door.take_back(event.id, school.clock())


ACTS: dict[str, Callable[[SmallSchool], object]] = {
    "a mark": lambda school: school.mark(1),
    "a mark taken back": _take_back,
    "a new person": lambda school: school.vault.records.add_person("S-9", "Late Comer", []),
    "a correction": lambda school: school.vault.records.correct(
        school.session.id, [school.people[1].id], MarkState.ABSENT, ""
    ),
    "an enrolment": _enrol,
    "a withdrawal": _withdraw,
    "a PIN": lambda school: school.vault.records.set_pin(school.people[0].id, "4821"),
    "a closed register": lambda school: school.vault.records.close_session(school.session.id),
}


@pytest.mark.fault
@pytest.mark.once
@pytest.mark.parametrize("act", ACTS)
def test_a_kill_at_any_step_of(act: str, school: SmallSchool, images: CrashImages, tmp_path: Path) -> None:
    ledger = known(school)
    with images.of_each_step():
        ACTS[act](school)
    school.vault.close()
    check_all(images, ledger, school.clock, tmp_path / "copy", at_least=2)


@pytest.mark.fault
@pytest.mark.once
def test_a_kill_at_any_step_of_a_sign_in_that_drains(
    school: SmallSchool, images: CrashImages, tmp_path: Path
) -> None:
    school.vault.sign_out()
    school.mark(1)
    school.mark(2)
    with images.of_each_step():
        school.vault.sign_in(PASSPHRASE)
    ledger = known(school)
    ledger.audit -= 1  # the sign-in's own row comes with its last step
    school.vault.close()
    check_all(images, ledger, school.clock, tmp_path / "copy", at_least=8)


@pytest.mark.fault
@pytest.mark.once
@pytest.mark.parametrize("version", VERSIONS)
def test_a_kill_at_any_step_of_an_upgrade(version: str, images: CrashImages, tmp_path: Path) -> None:
    clock = copy_released(version, images.folder)
    with images.of_each_step(), reopen(images.folder, clock) as vault:
        ledger = Ledger()
        for mark in vault.door.today(clock()):
            ledger.note(f"mark {mark.event}")
        vault.sign_in(PASSPHRASE)
    check_all(images, ledger, clock, tmp_path / "copy", at_least=8)
