"""The brake over all numbers: one PIN tried at everybody's number is slowed, and nobody is shut out."""

import pytest

from kiosk.errors import Code, KioskError
from kiosk.storage.codes import FREE_TRIES
from tests.fakes_storage import PASSPHRASE, SmallSchool

RIGHT, WRONG = "4711", "9999"


@pytest.fixture(autouse=True)
def _pins(school: SmallSchool) -> None:
    for person in school.people:
        school.vault.records.set_pin(person.id, RIGHT)
    school.vault.sign_out()


def _error(school: SmallSchool, number: str, pin: str = WRONG) -> tuple[Code, str]:
    with pytest.raises(KioskError) as caught:
        school.vault.door.check_code(number, pin, school.clock())
    return caught.value.code, caught.value.detail


def _wrong(school: SmallSchool, tries: int, prefix: str = "X") -> None:
    """Try one PIN at as many numbers, at once."""
    for index in range(tries):
        assert _error(school, f"{prefix}-{index}")[0] is Code.CODE_WRONG


def _right(school: SmallSchool, number: str = "S-1") -> None:
    assert school.vault.door.check_code(number, RIGHT, school.clock()) in {p.id for p in school.people}


def test_twenty_numbers_are_free_then_each_try_waits_five_seconds_at_most(school: SmallSchool) -> None:
    _wrong(school, FREE_TRIES)
    assert FREE_TRIES == 20
    waits = []
    for index in range(6):
        code, seconds = _error(school, f"Y-{index}")
        assert code is Code.CODE_WAIT
        waits.append(int(seconds))
        school.clock.forward(seconds=waits[-1])
        assert _error(school, f"Y-{index}")[0] is Code.CODE_WRONG
    assert waits == [1, 2, 4, 5, 5, 5]


def test_the_try_before_the_last_free_one_leaves_no_wait(school: SmallSchool) -> None:
    _wrong(school, FREE_TRIES - 1)
    _right(school)


def test_somebody_with_the_right_pin_waits_five_seconds_and_no_more(school: SmallSchool) -> None:
    """Whatever was typed before, and however long: nobody locks the door."""
    for index in range(200):
        _wrong(school, 1, prefix=f"X{index}")
        school.clock.forward(seconds=5)
    _wrong(school, 1, prefix="last")
    assert _error(school, "S-1", RIGHT) == (Code.CODE_WAIT, "5")
    school.clock.forward(seconds=5)
    _right(school)


def test_tries_during_the_wait_do_not_lengthen_it(school: SmallSchool) -> None:
    _wrong(school, FREE_TRIES)
    for _ in range(50):
        assert _error(school, "Y-1") == (Code.CODE_WAIT, "1")
    school.clock.forward(seconds=1)
    _right(school)


def test_a_right_code_begins_anew(school: SmallSchool) -> None:
    _wrong(school, FREE_TRIES - 1)
    _right(school)
    _wrong(school, FREE_TRIES, prefix="Y")
    assert _error(school, "S-1", RIGHT)[0] is Code.CODE_WAIT


def test_known_and_unknown_numbers_count_alike(school: SmallSchool) -> None:
    """Otherwise the brake would say which numbers there are."""
    _wrong(school, FREE_TRIES - 3)
    _wrong(school, 3, prefix="S")  # S-0 is nobody's
    assert _error(school, "S-3") == _error(school, "Z-1") == (Code.CODE_WAIT, "1")


def test_the_longer_wait_of_a_number_stays(school: SmallSchool) -> None:
    for wait in (1, 2, 4, 8, 16):
        _wrong(school, 1, prefix="S")
        school.clock.forward(seconds=wait)
    _wrong(school, 1, prefix="S")
    _wrong(school, FREE_TRIES - 6)
    assert _error(school, "S-1") == (Code.CODE_WAIT, "1")
    assert _error(school, "S-0") == (Code.CODE_WAIT, "30")


def test_what_is_no_pin_is_not_counted(school: SmallSchool) -> None:
    for index in range(2 * FREE_TRIES):
        assert _error(school, f"X-{index}", "12")[0] is Code.PIN_SHAPE
    _right(school)


def test_it_is_kept_over_a_restart_of_the_program(school: SmallSchool) -> None:
    _wrong(school, FREE_TRIES - 1)
    school.reopen()
    _wrong(school, 1, prefix="Y")
    school.reopen()
    assert _error(school, "S-1", RIGHT) == (Code.CODE_WAIT, "1")
    school.clock.forward(seconds=1)
    school.reopen()
    _right(school)


def test_after_a_start_of_the_machine_the_wait_begins_again_once(school: SmallSchool) -> None:
    _wrong(school, FREE_TRIES)
    school.clock.seconds = 3.0
    school.reopen()
    assert _error(school, "S-1", RIGHT) == (Code.CODE_WAIT, "1")
    school.clock.forward(seconds=1)
    school.reopen()
    _right(school)


def test_wrong_tries_of_another_day_are_forgotten(school: SmallSchool) -> None:
    _wrong(school, FREE_TRIES - 1)
    school.clock.forward(days=1, seconds=1)
    _wrong(school, 1, prefix="Y")
    _right(school)


def test_setting_a_pin_does_not_begin_anew(school: SmallSchool) -> None:
    _wrong(school, FREE_TRIES - 1)
    school.vault.sign_in(PASSPHRASE)
    school.vault.records.set_pin(school.people[0].id, RIGHT)
    _wrong(school, 1, prefix="Y")
    assert _error(school, "S-1", RIGHT)[0] is Code.CODE_WAIT
