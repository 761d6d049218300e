"""Attended start: the device holds no key; a person's slot opens the door until the program ends."""

import contextlib
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.people import Custody
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.storage import looking_in, recover
from kiosk.storage.recover import Proof
from kiosk.storage.vault import Starter, Vault
from tests.fakes_storage import LIGHT, PASSPHRASE, SchoolClock, SmallSchool, plan, reopen
from tests.storage.test_recover import _audit
from tests.storage.test_vault import FakeKeyring

WRONG = "lantern gravel otter plumb"


def _raises(code: Code) -> "pytest.RaisesExc[KioskError]":
    return pytest.RaisesExc(KioskError, check=lambda error: error.code is code)


def _set(school: SmallSchool, wanted: Custody | None, *keyrings: FakeKeyring) -> Custody:
    school.vault.close()
    return recover.set_custody(
        DataDir(school.folder),
        Proof.passphrase(PASSPHRASE),
        wanted,
        school.clock,
        keyrings=keyrings,
        monotonic=school.clock.monotonic,
    )


def _start(school: SmallSchool, passphrase: str, number: int | None = None) -> Vault:
    return Vault.open(
        DataDir(school.folder),
        school.clock,
        keyrings=(),
        monotonic=school.clock.monotonic,
        by=Starter(passphrase, number),
    )


def _full(*_: object) -> None:
    raise OSError(28, "full")


@pytest.fixture
def attended(school: SmallSchool) -> SmallSchool:
    assert _set(school, Custody.ATTENDED) is Custody.ATTENDED
    return school


def test_a_new_school_that_chose_it_has_no_device_key_anywhere(tmp_path: Path) -> None:
    keyring, clock = FakeKeyring(), SchoolClock()
    wanted = replace(plan(), may_use_keyring=True, custody=Custody.ATTENDED)
    made = Vault.create(DataDir(tmp_path), wanted, clock, policy=LIGHT, keyrings=[keyring])
    assert (made.custody, made.vault.custody) == (Custody.ATTENDED, Custody.ATTENDED)
    made.vault.close()
    assert keyring.kept == {}
    assert not DataDir(tmp_path).device_key_file.exists()
    assert b'"device": null' in DataDir(tmp_path).slots_file.read_bytes()


def test_it_opens_by_a_passphrase_only_and_then_the_door_works(attended: SmallSchool) -> None:
    with _raises(Code.ATTENDED_START):
        reopen(attended.folder, attended.clock)
    attended.vault = _start(attended, PASSPHRASE, 1)
    assert attended.vault.signed_in is None
    attended.mark(0)
    assert attended.vault.sign_in(PASSPHRASE).name == "Grace Admin"


def test_wrong_passphrases_wait_over_restarts_and_are_told_at_the_next_sign_in(attended: SmallSchool) -> None:
    for seconds in (1, 2):
        with _raises(Code.PASSPHRASE_WRONG):
            _start(attended, WRONG)
        with _raises(Code.PASSPHRASE_WAIT):
            _start(attended, PASSPHRASE)
        attended.clock.forward(seconds=seconds)
    with _raises(Code.PASSPHRASE_WRONG):
        _start(attended, PASSPHRASE, 7)
    attended.vault = _start(attended, PASSPHRASE)
    assert not DataDir(attended.folder).waits_file.exists()
    assert attended.vault.sign_in(PASSPHRASE).wrong_tries == 3


def test_a_device_key_that_is_there_asks_nobody(school: SmallSchool) -> None:
    school.vault.close()
    school.vault = _start(school, WRONG)
    assert school.vault.custody is Custody.FILE


def test_a_passphrase_is_not_shown() -> None:
    assert PASSPHRASE not in repr(Starter(PASSPHRASE))


class TestChanging:
    def test_from_a_file_to_nothing_and_back(self, school: SmallSchool) -> None:
        key = DataDir(school.folder).device_key_file
        old = key.read_bytes()
        _set(school, Custody.ATTENDED)
        assert not key.exists()
        assert _set(school, None) is Custody.FILE
        assert key.read_bytes() != old
        school.vault = reopen(school.folder, school.clock)
        school.vault.sign_in(PASSPHRASE)
        assert [action for action, _, _ in _audit(school.vault)].count("custody-set") == 2

    def test_to_a_keyring_and_to_a_file(self, school: SmallSchool) -> None:
        keyring = FakeKeyring()
        assert _set(school, Custody.KEYRING, keyring) is Custody.KEYRING
        assert len(keyring.kept) == 1
        assert not DataDir(school.folder).device_key_file.exists()
        assert _set(school, Custody.FILE, keyring) is Custody.FILE
        assert keyring.kept == {}
        school.vault = reopen(school.folder, school.clock)

    @pytest.mark.parametrize("before", [Custody.FILE, Custody.KEYRING])
    @pytest.mark.parametrize("wanted", [Custody.FILE, Custody.KEYRING, None])
    def test_slots_that_cannot_be_written_leave_a_door_that_starts(
        self,
        school: SmallSchool,
        before: Custody,
        wanted: Custody | None,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """The old key once went before the new slot was there: after a full disk the door did not start."""
        keyring = FakeKeyring()
        _set(school, before, keyring)
        with monkeypatch.context() as patch:
            patch.setattr("kiosk.storage.slots.write_private", _full)
            with contextlib.suppress(KioskError):
                _set(school, wanted, keyring)
        where = DataDir(school.folder)
        Vault.open(where, school.clock, keyrings=[keyring]).close()
        _set(school, wanted, keyring)
        Vault.open(where, school.clock, keyrings=[keyring]).close()

    def test_a_key_that_is_where_it_is_wanted_is_left_alone(self, school: SmallSchool) -> None:
        file = DataDir(school.folder).device_key_file
        old = file.read_bytes()
        assert _set(school, None) is Custody.FILE
        assert _set(school, Custody.FILE) is Custody.FILE
        assert file.read_bytes() == old
        file.write_text("ab" * 32)
        assert _set(school, Custody.FILE) is Custody.FILE
        school.vault = reopen(school.folder, school.clock)

    def test_a_keyring_that_does_not_hold_it_changes_nothing(self, school: SmallSchool) -> None:
        with _raises(Code.KEYRING_REFUSED):
            _set(school, Custody.KEYRING, FakeKeyring("refuses"))
        school.vault = reopen(school.folder, school.clock)
        assert school.vault.custody is Custody.FILE

    def test_the_keyring_a_new_school_chose_is_not_silently_a_file(self, tmp_path: Path) -> None:
        wanted = replace(plan(), may_use_keyring=True, custody=Custody.KEYRING)
        with _raises(Code.KEYRING_REFUSED):
            Vault.create(
                DataDir(tmp_path), wanted, SchoolClock(), policy=LIGHT, keyrings=[FakeKeyring("forgets")]
            )
        assert [p.name for p in tmp_path.iterdir()] == ["in-use.lock"]

    def test_the_recovery_gives_a_device_key_where_there_was_none(self, attended: SmallSchool) -> None:
        given = recover.give_device_key(
            DataDir(attended.folder),
            Proof.recovery_code(attended.recovery_code),
            attended.clock,
            keyrings=(),
            monotonic=attended.clock.monotonic,
        )
        assert (given.custody, given.is_new) == (Custody.FILE, True)
        attended.vault = reopen(attended.folder, attended.clock)

    def test_doctor_is_told(self, attended: SmallSchool) -> None:
        assert looking_in.check_device_key(DataDir(attended.folder)) is Custody.ATTENDED


def test_wrong_tries_at_recovering_are_told_at_the_next_sign_in(school: SmallSchool) -> None:
    school.vault.close()
    for passphrase in (WRONG, WRONG, PASSPHRASE):
        with contextlib.suppress(KioskError):
            recover.new_recovery_code(
                DataDir(school.folder),
                Proof.passphrase(passphrase),
                school.clock,
                policy=LIGHT,
                monotonic=school.clock.monotonic,
            )
        school.clock.forward(seconds=30)
    school.vault = reopen(school.folder, school.clock)
    assert school.vault.sign_in(PASSPHRASE).wrong_tries == 2


def test_wrong_tries_are_told_once_however_many_acts_follow(school: SmallSchool) -> None:
    """What was tried with nobody's number stayed in the file, and was added again by each act."""
    school.vault.close()
    where, clock = DataDir(school.folder), school.clock
    for number, passphrase in ((9, PASSPHRASE), (None, PASSPHRASE), (None, PASSPHRASE)):
        with contextlib.suppress(KioskError):
            recover.give_device_key(
                where, Proof.passphrase(passphrase, number), clock, keyrings=(), monotonic=clock.monotonic
            )
    school.vault = reopen(school.folder, school.clock)
    assert school.vault.sign_in(PASSPHRASE).wrong_tries == 1
