"""The PIN of the day: it unlocks the screen, three times wrong closes Zone R, and it ends by itself."""

import pytest

from kiosk.errors import Code, KioskError
from kiosk.storage.desk_pin import FRESH_S, DeskPin
from tests.fakes_storage import PASSPHRASE, SmallSchool

PIN = "271828"


@pytest.fixture
def pin(school: SmallSchool) -> DeskPin:
    chosen = school.vault.office.signers.desk_pin
    chosen.choose(PIN)
    return chosen


def _code(pin: DeskPin, typed: str) -> tuple[Code, str]:
    with pytest.raises(KioskError) as caught:
        pin.unlock(typed)
    return caught.value.code, caught.value.detail


def is_out(school: SmallSchool) -> bool:
    return school.vault.signed_in is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("27182", Code.DESK_PIN_SHAPE),
        ("2718281", Code.DESK_PIN_SHAPE),
        ("27182a", Code.DESK_PIN_SHAPE),
        ("", Code.DESK_PIN_SHAPE),
        ("111111", Code.PIN_EASY),
        ("123456", Code.PIN_EASY),
        ("987654", Code.PIN_EASY),
    ],
)
def test_what_is_no_pin(school: SmallSchool, typed: str, code: Code) -> None:
    chosen = school.vault.office.signers.desk_pin
    with pytest.raises(KioskError) as caught:
        chosen.choose(typed)
    assert caught.value.code is code
    assert not chosen.is_chosen()


def test_a_desk_left_open_takes_no_pin_of_whoever_finds_it(school: SmallSchool) -> None:
    """They could choose one, and open the desk with it after it was locked, until midnight."""
    seconds = [1000.0]
    chosen = DeskPin(school.vault.office.signers._desk, school.vault.sign_out, lambda: seconds[0])
    seconds[0] += FRESH_S
    chosen.choose(PIN)
    seconds[0] += 1
    with pytest.raises(KioskError) as caught:
        chosen.choose("314159")
    assert caught.value.code is Code.DESK_PIN_LATE
    assert chosen.unlock(PIN) == school.vault.signed_in


def test_it_unlocks_with_digits_of_any_script(school: SmallSchool, pin: DeskPin) -> None:
    assert pin.is_chosen()
    assert pin.unlock(PIN) == school.vault.signed_in
    assert pin.unlock("٢٧١٨٢٨") == school.vault.signed_in


def test_three_wrong_tries_close_zone_r(school: SmallSchool, pin: DeskPin) -> None:
    assert _code(pin, "314159") == (Code.DESK_PIN_WRONG, "2")
    assert _code(pin, "nonsense") == (Code.DESK_PIN_WRONG, "1")
    assert not is_out(school)
    assert _code(pin, "314159")[0] is Code.DESK_PIN_OVER
    assert is_out(school)
    school.vault.sign_in(PASSPHRASE)
    assert not school.vault.office.signers.desk_pin.is_chosen()
    assert "desk-pin-tries" in [row.action for row in school.vault.records.audit_rows()]


def test_a_right_one_forgives_the_wrong_ones(school: SmallSchool, pin: DeskPin) -> None:
    for _ in range(3):
        assert _code(pin, "314159") == (Code.DESK_PIN_WRONG, "2")
        pin.unlock(PIN)


def test_it_ends_at_midnight_of_the_school(school: SmallSchool, pin: DeskPin) -> None:
    school.clock.forward(hours=16)  # 23:50 in Berlin
    pin.unlock(PIN)
    school.clock.forward(minutes=20)
    assert not pin.is_chosen()
    assert _code(pin, PIN)[0] is Code.DESK_PIN_OVER
    assert school.vault.signed_in is None


def test_it_ends_with_the_sign_in(school: SmallSchool, pin: DeskPin) -> None:
    verifier = pin._chosen.verifier  # type: ignore[union-attr]
    school.vault.sign_in(PASSPHRASE)
    assert verifier.is_wiped
    fresh = school.vault.office.signers.desk_pin
    assert not fresh.is_chosen()
    assert _code(fresh, PIN)[0] is Code.DESK_PIN_OVER


def test_no_file_and_no_repr_holds_it(school: SmallSchool, pin: DeskPin) -> None:
    assert PIN not in repr(pin._chosen)
    assert PIN not in repr(school.vault.records.audit_rows())
    school.vault.close()
    for file in school.folder.rglob("*"):
        assert not file.is_file() or PIN.encode() not in file.read_bytes()
