"""Issue 4, done when 4: whatever the slot file says, it ends in a sentence and changes nothing."""

import json
import secrets
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from nacl import secret
from nacl.public import PrivateKey, PublicKey, SealedBox

from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.storage import slots
from kiosk.storage.keys import AllKeys, KioskKeys, SecretBytes, stretch
from kiosk.storage.slots import SlotKind, Slots
from kiosk.storage.sqlcipher import open_database
from tests.attacks.fuzz import CASES, JSON, changed, digest, fuzz, places
from tests.fakes_storage import PASSPHRASE, SmallSchool, keys_again, reopen, small_school
from tests.thief.zone import file_of

NOISE = frozenset({"chores", "slowdowns", "untold_tries"})
"""What a start and a wrong try write, whatever the slots say."""
WAIT_OVER_S = 31
SENTENCES = {
    Code.SLOTS_DAMAGED, Code.DEVICE_KEY_WRONG, Code.DEVICE_KEY_MISSING, Code.DATABASE_DAMAGED,
    Code.PASSPHRASE_WRONG, Code.ATTENDED_START,
}  # fmt: skip


class Target:
    """A closed school whose slot file is written anew for each case, and whose databases must not change."""

    def __init__(self, root: Path) -> None:
        self.school: SmallSchool = small_school(root / "data")
        self.school.mark(0)
        self.keys = keys_again(self.school.vault)
        self.school.vault.close()
        self.data_dir = DataDir(self.school.folder)
        self.good = slots.read(self.data_dir.slots_file)
        self.raw = self.data_dir.slots_file.read_bytes()
        self.device_key = file_of(self.data_dir.device_key_file)
        self._kept = root / "kept"
        shutil.copytree(self.school.folder, self._kept)
        self._before = self._digests()
        self.codes: set[Code] = set()
        self.opened = 0

    def try_out(self, content: bytes, *, has_sign_in: bool = True) -> None:
        """Start the kiosk and sign in; a refusal is a known one and leaves every row as it was."""
        for path in (self.data_dir.slots_file, self.data_dir.slots_copy):
            path.write_bytes(content)
        self.school.clock.seconds += WAIT_OVER_S
        try:
            with reopen(self.school.folder, self.school.clock) as vault:
                if has_sign_in:
                    vault.sign_in(PASSPHRASE)
        except KioskError as error:
            if error.code not in SENTENCES:
                raise
            self.codes.add(error.code)
        else:
            self.opened += 1
            shutil.rmtree(self.school.folder)
            shutil.copytree(self._kept, self.school.folder)
        assert self._digests() == self._before

    def _digests(self) -> list[str]:
        found = []
        for path, key in ((self.data_dir.kiosk_db, self.keys.kiosk.zone_k),
                          (self.data_dir.records_db, self.keys.zone_r)):  # fmt: skip
            database = open_database(path, key)
            found.append(digest(database, without=NOISE))
            database.close()
        return found


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Target:
    return Target(tmp_path_factory.mktemp("fuzzed"))


@CASES
def test_any_bytes(target: Target, cases: int) -> None:
    cut = st.tuples(st.integers(0, len(target.raw)), st.binary(max_size=8), st.integers(0, 40))
    spliced = cut.map(lambda c: target.raw[: c[0]] + c[1] + target.raw[c[0] + c[2] :])
    fuzz(cases, st.one_of(st.binary(max_size=300), spliced), target.try_out)
    assert Code.SLOTS_DAMAGED in target.codes


@CASES
def test_any_value_in_any_place(target: Target, cases: int) -> None:
    """A file that asks for the dearest derivation there may be is not tried out: it only takes long."""
    good = json.loads(target.raw)
    anywhere = st.sampled_from(places(good))

    def case(change: tuple[tuple[str | int, ...], Any, bool]) -> None:
        place, value, is_removed = change
        content = changed(good, place, value, is_removed=is_removed)
        target.try_out(json.dumps(content).encode(), has_sign_in="kdf" not in place)

    fuzz(cases, st.tuples(anywhere, JSON, st.booleans()), case)


def _boxed(target: Target, content: bytes) -> Slots:
    """The device slot as somebody with the device key would forge it."""
    assert target.good.device is not None
    aad = slots._device_aad(target.good.install)
    box = bytes(secret.Aead(target.device_key.reveal()).encrypt(content, aad))
    return target.good.with_device(replace(target.good.device, box=box))


def _sealed(target: Target, private: bytes | None, bundle: bytes) -> Slots:
    """A person's slot as somebody with the passphrase would forge it."""
    (slot,) = target.good.of(SlotKind.PERSON)
    own = PrivateKey.generate()
    public = bytes(own.public_key)
    aad = slots._secret_aad(target.good.install, slot.id, slot.kind, slot.kdf, public)
    box = secret.Aead(stretch(PASSPHRASE.encode(), slot.kdf)).encrypt(
        bytes(own) if private is None else private, aad
    )
    sealed = bytes(SealedBox(PublicKey(public)).encrypt(bundle))
    return target.good.with_person(replace(slot, public=public, private_box=bytes(box), bundle=sealed))


@CASES
def test_a_device_slot_that_is_authentic_and_broken(target: Target, cases: int) -> None:
    right = target.keys.kiosk.pack()

    def some_wrong(which: tuple[bool, ...]) -> bytes:
        parts = [
            right[32 * i : 32 * i + 32] if is_right else secrets.token_bytes(32)
            for i, is_right in enumerate(which)
        ]
        return b"".join(parts)

    swapped = st.tuples(st.booleans(), st.booleans(), st.booleans()).map(some_wrong)
    content = st.one_of(st.binary(max_size=200), swapped, st.binary(min_size=96, max_size=96))
    fuzz(cases, content, lambda one: target.try_out(slots.to_bytes(_boxed(target, one))))
    assert {Code.DEVICE_KEY_WRONG, Code.DATABASE_DAMAGED} <= target.codes
    assert target.opened


@CASES
def test_a_persons_slot_that_is_authentic_and_broken(target: Target, cases: int) -> None:
    other = AllKeys(SecretBytes.random(), KioskKeys.random()).pack()
    right = target.keys.pack()
    bundle = st.one_of(
        st.binary(max_size=250), st.sampled_from([other, right, right[:-1], right + b"x", b""])
    )
    private = st.one_of(st.none(), st.none(), st.binary(max_size=64))

    def case(one: tuple[bytes | None, bytes]) -> None:
        target.try_out(slots.to_bytes(_sealed(target, *one)))

    fuzz(cases, st.tuples(private, bundle), case)
    assert {Code.SLOTS_DAMAGED, Code.DATABASE_DAMAGED} <= target.codes
