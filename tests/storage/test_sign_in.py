"""Sign-in numbers: which slots a try is about, who is slowed by it, and who is told of it."""

import contextlib
from dataclasses import replace

import pytest

from kiosk.domain.ids import SignerId, new_id
from kiosk.domain.people import Role, SignedIn
from kiosk.errors import Code, KioskError
from kiosk.storage import slots, untold
from kiosk.storage.slots import SlotKind
from kiosk.storage.vault import Vault
from tests.fakes_storage import LIGHT, PASSPHRASE, SmallSchool, keys_again

OTHERS: str = "walnut ember tidal crow"
WRONG: str = "walnut ember tidal crab"


def _raises(code: Code) -> "pytest.RaisesExc[KioskError]":
    return pytest.RaisesExc(KioskError, check=lambda error: error.code is code)


@pytest.fixture
def two(school: SmallSchool) -> Vault:
    """A school where a teacher may sign in, too; nobody is signed in. The administrator's number is 1."""
    vault = school.vault
    keys = keys_again(vault)
    teacher = SignerId(new_id())
    made = slots.make_secret_slot(
        vault.slots.install, teacher, SlotKind.PERSON, OTHERS.encode(), keys, LIGHT, 2
    )
    keys.wipe()
    assert vault._zone_r is not None
    records = vault._zone_r.database
    with records.transaction():
        records.write(
            "INSERT INTO signers (signer, name, role, number) VALUES (?, 'T', ?, 2)",
            (teacher, Role.TEACHER.value),
        )
    vault.write_slots(vault.slots.with_person(made))
    vault.sign_out()
    return vault


def test_who_set_the_school_up_has_number_1(school: SmallSchool) -> None:
    signed = school.vault.signed_in
    assert signed is not None
    assert (signed.number, signed.wrong_tries) == (1, 0)
    assert school.vault.slots.next_number == 2


@pytest.mark.parametrize(
    ("passphrase", "number", "who"),
    [(PASSPHRASE, None, 1), (PASSPHRASE, 1, 1), (OTHERS, None, 2), (OTHERS, 2, 2)],
)
def test_a_number_or_none_opens_ones_own_slot(
    two: Vault, passphrase: str, number: int | None, who: int
) -> None:
    assert two.sign_in(passphrase, number).number == who


@pytest.mark.parametrize(("passphrase", "number"), [(PASSPHRASE, 2), (OTHERS, 1), (PASSPHRASE, 3)])
def test_another_number_does_not(two: Vault, passphrase: str, number: int) -> None:
    with _raises(Code.PASSPHRASE_WRONG):
        two.sign_in(passphrase, number)


def test_a_number_tries_one_slot_only(two: Vault) -> None:
    assert [len(two.plan_sign_in("x", number).slots) for number in (None, 1, 2, 3)] == [2, 1, 1, 0]


# Wrong tries with the first number; whether each sign-in afterwards is made to wait.
@pytest.mark.parametrize(
    ("tried", "waits"),
    [
        (1, {(PASSPHRASE, 1): True, (OTHERS, 2): False, (PASSPHRASE, None): False, (OTHERS, None): False}),
        (2, {(PASSPHRASE, 1): False, (OTHERS, 2): True, (PASSPHRASE, None): False, (OTHERS, None): False}),
        (None, {(PASSPHRASE, 1): False, (OTHERS, 2): False, (PASSPHRASE, None): True, (OTHERS, None): True}),
        (7, {(PASSPHRASE, 1): False, (OTHERS, 2): False, (PASSPHRASE, None): True, (OTHERS, None): True}),
    ],
)
def test_only_what_was_tried_is_slowed(
    two: Vault, tried: int | None, waits: dict[tuple[str, int | None], bool]
) -> None:
    with _raises(Code.PASSPHRASE_WRONG):
        two.sign_in(WRONG, tried)
    for (passphrase, number), must_wait in waits.items():
        if must_wait:
            with _raises(Code.PASSPHRASE_WAIT):
                two.plan_sign_in(passphrase, number)
        else:
            assert two.plan_sign_in(passphrase, number).slots


def test_with_one_slot_no_number_is_needed_and_that_slot_is_meant(school: SmallSchool) -> None:
    school.vault.sign_out()
    with _raises(Code.PASSPHRASE_WRONG):
        school.vault.sign_in(WRONG)
    with _raises(Code.PASSPHRASE_WAIT):
        school.vault.sign_in(PASSPHRASE, 1)


def test_waits_double_to_30_seconds_and_no_further(two: Vault, school: SmallSchool) -> None:
    seen = []
    for _ in range(8):
        with _raises(Code.PASSPHRASE_WRONG):
            two.sign_in(WRONG, 1)
        with pytest.raises(KioskError) as caught:
            two.sign_in(PASSPHRASE, 1)
        seen.append(int(str(caught.value.detail)))
        school.clock.forward(seconds=seen[-1])
    assert seen == [1, 2, 4, 8, 16, 30, 30, 30]


def test_wrong_tries_are_told_once_at_the_next_sign_in_of_that_slot(two: Vault, school: SmallSchool) -> None:
    for number in (1, 1, 1, 2, None, 9):
        with _raises(Code.PASSPHRASE_WRONG):
            two.sign_in(WRONG, number)
        school.clock.forward(days=2)  # waits are forgotten after a day; these are not
    vault = school.reopen()
    assert vault.sign_in(PASSPHRASE, 1).wrong_tries == 4  # three at it, one at all
    vault.sign_out()
    assert vault.sign_in(PASSPHRASE, 1).wrong_tries == 0
    vault.sign_out()
    assert vault.sign_in(OTHERS, 2).wrong_tries == 2


def _finish(vault: Vault) -> SignedIn:
    """Sign in as number 1, past the wait."""
    attempt = replace(vault.plan_sign_in(PASSPHRASE), slots=vault.slots.people[:1])
    return vault.finish_sign_in(attempt, attempt.derive())


def test_wrong_tries_are_not_forgotten_by_a_sign_in_that_failed(
    two: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _raises(Code.PASSPHRASE_WRONG):
        two.sign_in(WRONG, 1)
    with monkeypatch.context() as patch:
        patch.setattr(Vault, "_settle", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            _finish(two)
    assert two.signed_in is None
    assert _finish(two).wrong_tries == 1


def test_ones_own_passphrase_is_asked_again_at_ones_own_slot(two: Vault) -> None:
    two.sign_in(OTHERS)
    with _raises(Code.PASSPHRASE_WRONG):
        keys_again(two)
    two.sign_out()
    assert two.sign_in(PASSPHRASE, 1).wrong_tries == 0


def test_what_was_typed_is_overwritten_once_it_was_tried(two: Vault) -> None:
    for passphrase in (PASSPHRASE, WRONG):
        attempt = two.plan_sign_in(passphrase, 1)
        with contextlib.suppress(KioskError):
            two.finish_sign_in(attempt, attempt.derive())
        assert attempt.phrase == bytes(len(passphrase))


def test_an_attempt_shows_nothing(two: Vault) -> None:
    assert PASSPHRASE not in repr(two.plan_sign_in(PASSPHRASE))


def test_signers_from_before_there_were_numbers_get_theirs(school: SmallSchool) -> None:
    assert school.vault._zone_r is not None
    records = school.vault._zone_r.database
    with records.transaction():
        records.write("UPDATE signers SET number = 0")
    school.reopen().sign_in(PASSPHRASE)
    assert school.vault._zone_r is not None
    assert school.vault._zone_r.database.read("SELECT number FROM signers") == [(1,)]


def test_a_sign_in_whose_last_step_cannot_be_written_leaves_nobody_signed_in(
    two: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Zone R once stayed open behind the error that the desk showed, and its key in memory with it."""

    def full(*_: object) -> None:
        raise KioskError(Code.DATABASE_FULL)

    with monkeypatch.context() as patch:
        patch.setattr(untold, "told", full)
        with _raises(Code.DATABASE_FULL):
            two.sign_in(PASSPHRASE, 1)
    assert two.signed_in is None
    with _raises(Code.SIGNED_OUT):
        two.office  # noqa: B018 - asking is the test
    assert two.sign_in(PASSPHRASE, 1).number == 1


def test_what_was_typed_is_overwritten_when_the_disk_or_the_slot_fails(
    two: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise KioskError(Code.DATABASE_FULL)

    attempt = two.plan_sign_in(WRONG, 1)
    monkeypatch.setattr(untold, "add", full)
    with _raises(Code.DATABASE_FULL):
        two.finish_sign_in(attempt, None)
    assert not any(attempt.phrase)
    broken = replace(two.plan_sign_in(PASSPHRASE, 1), slots=(replace(two.slots.people[0], bundle=b""),))
    with _raises(Code.SLOTS_DAMAGED):
        broken.derive()
    assert not any(broken.phrase)
