"""First start: all or nothing."""

from datetime import time
from pathlib import Path

import pytest

from kiosk.domain.people import Custody
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.runtime.api import NewSchool
from kiosk.runtime.setup import Setup
from tests.fakes_storage import PASSPHRASE, ZONE, SchoolClock
from tests.runtime.fakes_school import WAIT_S, light_creator, light_opener


def plan(**more: object) -> NewSchool:
    values: dict[str, object] = {
        "school": "Hilltop",
        "admin": "Grace",
        "passphrase": PASSPHRASE,
        "class_name": "7b",
        "is_trial": False,
        "zone": ZONE,
        "lesson_days": frozenset({0, 2}),
        "lesson_starts": time(8, 0),
        "lesson_ends": time(9, 0),
    }
    return NewSchool(**{**values, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("passphrase", "is_weak"),
    [(PASSPHRASE, False), ("correct horse battery staple", True), ("too short", True)],
)
def test_a_passphrase_is_judged_before_anything_is_made(
    tmp_path: Path, passphrase: str, is_weak: bool
) -> None:
    setup = Setup(DataDir(tmp_path / "school"), clock=SchoolClock(), creator=light_creator)
    assert setup.is_weak(passphrase) is is_weak
    assert not (tmp_path / "school").exists()


def test_a_school_has_its_class_and_half_a_year_of_lessons(tmp_path: Path) -> None:
    clock, data_dir = SchoolClock(), DataDir(tmp_path / "data")
    setup = Setup(data_dir, clock=clock, creator=light_creator)
    made = setup.create(plan()).result(WAIT_S)
    assert setup.stop(WAIT_S)
    assert made.custody is Custody.FILE
    assert made.recovery_code
    assert "Hilltop" not in repr(plan())
    with light_opener(data_dir, clock) as vault:
        assert not vault.is_trial
        assert vault.signed_in is None
        vault.sign_in(PASSPHRASE)
        assert [c.name for c in vault.records.classes()] == ["7b"]
        today = clock().local_date
        (lesson,) = vault.records.sessions(today)
        assert (lesson.starts.local.hour, lesson.ends.local.hour) == (8, 9)
        planned = vault.records.plan_lessons(
            lesson.class_id,
            frozenset({0, 2}),
            time(8),
            time(9),
            today,
            today.replace(year=2027, month=5, day=24),
        )
        assert planned == 0  # the 26 weeks are there


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"class_name": "  "}, Code.TEXT_BAD),
        ({"school": ""}, Code.TEXT_BAD),
        ({"zone": "Mars/Olympus"}, Code.ZONE_UNKNOWN),
        ({"passphrase": "short"}, Code.PASSPHRASE_WEAK),
        ({"lesson_ends": time(8, 0)}, Code.SESSION_TIMES),
    ],
)
def test_a_plan_that_cannot_be_made_makes_nothing(
    tmp_path: Path, change: dict[str, object], code: Code
) -> None:
    folder = tmp_path / "data"
    setup = Setup(DataDir(folder), clock=SchoolClock(), creator=light_creator)
    with pytest.raises(KioskError) as caught:
        setup.create(plan(**change)).result(WAIT_S)
    assert caught.value.code is code
    assert setup.stop(WAIT_S)
    assert not DataDir(folder).exists


def test_a_school_that_is_there_is_left_alone(tmp_path: Path) -> None:
    data_dir = DataDir(tmp_path / "data")
    setup = Setup(data_dir, clock=SchoolClock(), creator=light_creator)
    setup.create(plan()).result(WAIT_S)
    before = data_dir.slots_file.read_bytes()
    with pytest.raises(KioskError) as caught:
        setup.create(plan()).result(WAIT_S)
    assert caught.value.code is Code.DATA_DIR_EXISTS
    assert data_dir.slots_file.read_bytes() == before
    assert setup.stop(WAIT_S)


@pytest.mark.parametrize(
    ("found", "may_use", "custody"),
    [([object()], True, Custody.KEYRING), ([], True, Custody.FILE), ([object()], False, Custody.FILE)],
)
def test_the_wizard_is_told_where_a_device_key_would_be_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: list[object], may_use: bool, custody: Custody
) -> None:
    monkeypatch.setattr("kiosk.storage.device_key.usable_keyrings", lambda: found)
    setup = Setup(DataDir(tmp_path / "school"), may_use_keyring=may_use)
    assert setup.custody_here().result(10) is custody
    assert setup.stop(10)
    assert not (tmp_path / "school").exists()
