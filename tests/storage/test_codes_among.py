"""A PIN that says which of some people it is: one try at each one's, and at nobody else's."""

import pytest

from kiosk.domain.ids import PersonId
from kiosk.errors import Code, KioskError
from kiosk.storage import codes, keys
from kiosk.storage.keys import KdfParameters
from tests.fakes_storage import SmallSchool

PINS = ("4711", "8352")


@pytest.fixture
def twins(school: SmallSchool) -> list[PersonId]:
    for person, pin in zip(school.people, PINS, strict=False):
        school.vault.records.set_pin(person.id, pin)
    school.vault.sign_out()
    return [person.id for person in school.people[:2]]


def error_of(school: SmallSchool, people: list[PersonId], pin: str) -> KioskError:
    with pytest.raises(KioskError) as caught:
        school.vault.door.check_among(people, pin, school.clock())
    return caught.value


def code_error(school: SmallSchool, number: str, pin: str) -> KioskError:
    with pytest.raises(KioskError) as caught:
        school.vault.door.check_code(number, pin, school.clock())
    return caught.value


@pytest.mark.parametrize("index", [0, 1])
def test_the_pin_finds_its_owner(school: SmallSchool, twins: list[PersonId], index: int) -> None:
    assert school.vault.door.check_among(twins, PINS[index], school.clock()) == twins[index]
    assert school.vault.door.check_among(reversed(twins), "٤٧١١", school.clock()) == twins[0]  # type: ignore[arg-type]


def test_what_is_no_pin_is_not_counted(school: SmallSchool, twins: list[PersonId]) -> None:
    assert error_of(school, twins, "12").code is Code.PIN_SHAPE
    assert school.vault._kiosk.read("SELECT * FROM slowdowns") == []


def test_a_wrong_one_slows_these_people_and_nobody_else(school: SmallSchool, twins: list[PersonId]) -> None:
    other = school.people[2].id
    assert error_of(school, twins, "9999").code is Code.CODE_WRONG
    assert error_of(school, twins, PINS[0]).code is Code.CODE_WAIT
    assert [code_error(school, number, "9999").code for number in ("S-1", "S-2", "S-3")] == [
        Code.CODE_WAIT,
        Code.CODE_WAIT,
        Code.CODE_WRONG,
    ]
    assert error_of(school, [other], "1234").code is Code.CODE_WRONG  # no PIN: slowed by no number of theirs
    school.clock.forward(seconds=1)
    assert school.vault.door.check_among(twins, PINS[0], school.clock()) == twins[0]


def test_the_right_one_frees_its_owner_and_not_the_other(school: SmallSchool, twins: list[PersonId]) -> None:
    """Else whoever knows one's own PIN could guess the twin's for ever, and wait for nothing."""
    for _ in range(3):
        error_of(school, twins, "9999")
        school.clock.forward(seconds=8)
    assert school.vault.door.check_among(twins, PINS[0], school.clock()) == twins[0]
    assert error_of(school, twins, "9999").code is Code.CODE_WRONG
    assert code_error(school, "S-1", "9999").detail == "1"
    assert code_error(school, "S-2", "9999").detail == "8"


def test_a_pin_that_two_chose_says_nothing(school: SmallSchool, twins: list[PersonId]) -> None:
    school.vault.sign_in("lantern gravel otter plum")
    school.vault.records.set_pin(twins[1], PINS[0])
    assert error_of(school, twins, PINS[0]).code is Code.CODE_WRONG
    school.clock.forward(seconds=1)
    assert school.vault.door.check_code("S-2", PINS[0], school.clock()) == twins[1]


def test_each_person_costs_one_derivation_with_a_pin_or_without(
    school: SmallSchool, twins: list[PersonId], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[KdfParameters] = []

    def stretch(secret: bytes, kdf: KdfParameters) -> bytes:
        calls.append(kdf)
        return keys.stretch(secret, kdf)

    monkeypatch.setattr(codes, "stretch", stretch)
    everybody = [person.id for person in school.people]
    school.vault.door.check_among(everybody, PINS[0], school.clock())
    assert len(calls) == 3
    assert len({(kdf.passes, kdf.memory_bytes) for kdf in calls}) == 1
    calls.clear()
    error_of(school, everybody, "9999")
    assert len(calls) == 3


def test_who_has_a_pin(school: SmallSchool, twins: list[PersonId]) -> None:
    everybody = [person.id for person in school.people]
    assert school.vault.door.have_pins(everybody) == set(twins)
    assert school.vault.door.have_pins([]) == frozenset()
