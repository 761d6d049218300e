"""Secrets are overwritten where nobody else can change them, show nothing, and are gone from memory."""

import dataclasses
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.people import Custody
from kiosk.errors import KioskError
from kiosk.paths import DataDir
from kiosk.runtime.api import NewSchool, SchoolMade
from kiosk.storage import creation, recover
from kiosk.storage.keys import AllKeys, KioskKeys, SecretBytes
from kiosk.storage.slots import SlotKind
from kiosk.storage.sqlcipher import Database, WrongKeyError, open_database
from kiosk.storage.unlock import Attempt, Opened
from kiosk.storage.vault import CreatedVault, NewVault, Starter
from kiosk.storage.wiping import burn
from tests import memory
from tests.fakes_storage import PASSPHRASE, SmallSchool, small_school


def _made(length: int = 32) -> bytes:
    return secrets.token_bytes(length)


class TestBurning:
    @pytest.mark.parametrize("make", [_made, lambda: _made().hex(), lambda: bytearray(_made())])
    def test_every_byte_is_gone_and_its_neighbours_are_not(self, make: Callable[[], Any]) -> None:
        one, neighbour = make(), make()
        copy = neighbour[:]
        length = len(one)
        burn(one)
        assert list(one if not isinstance(one, str) else one.encode()) == [0] * length
        assert len(one) == length
        assert neighbour == copy

    @pytest.mark.parametrize("shared", ["", "a name", b"", b"x" * 15, "ä" * 40])
    def test_what_may_be_shared_or_lies_otherwise_is_refused(self, shared: bytes | str) -> None:
        with pytest.raises(ValueError, match="must not be burnt"):
            burn(shared)

    def test_a_secret_that_was_lent_is_overwritten_at_the_end_of_the_block(self) -> None:
        key = SecretBytes(_made())
        with key.revealed() as lent:
            assert lent == key.reveal()
        assert lent == bytes(32)
        assert key.reveal() != bytes(32)

    def test_a_secret_that_was_taken_over_leaves_none_behind(self) -> None:
        raw = _made()
        key = SecretBytes.taken(raw)
        assert raw == bytes(32)
        assert any(key.reveal())

    def test_a_wiped_key_is_packed_by_nobody(self) -> None:
        keys = AllKeys(SecretBytes.random(), KioskKeys.random())
        keys.kiosk.wipe()
        with pytest.raises(ValueError, match="wiped"):
            keys.pack()

    @pytest.mark.parametrize(("phrase", "burnt"), [(PASSPHRASE, [32, 32, 128]), ("another one", [32])])
    def test_what_opening_a_slot_derives_is_overwritten(
        self, school: SmallSchool, monkeypatch: pytest.MonkeyPatch, phrase: str, burnt: list[int]
    ) -> None:
        """The passphrase's key, the slot's private half, and the bundle; each opens the slot in any copy."""
        seen: list[int] = []
        monkeypatch.setattr("kiosk.storage.slots.burn", lambda *ones: seen.extend(map(len, ones)))
        school.vault.plan_sign_in(phrase).derive()
        assert seen == burnt

    def test_the_statement_that_hands_the_key_over_is_overwritten(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        burnt: list[str] = []
        monkeypatch.setattr("kiosk.storage.sqlcipher.burn", lambda *texts: burnt.extend(texts))
        key = SecretBytes.random()
        open_database(tmp_path / "a.db", key, must_exist=False).close()
        assert [key.reveal().hex() in text for text in burnt] == [True, True]
        burnt.clear()
        with pytest.raises(WrongKeyError):
            open_database(tmp_path / "a.db", SecretBytes.random())
        assert len(burnt) == 2


def _holders() -> list[object]:
    """One of everything that holds a key, a passphrase or the recovery code, each holding the same text."""
    word = PASSPHRASE.encode() * 2
    key = SecretBytes(word)
    kiosk = KioskKeys(key, key, key)
    keys = AllKeys(key, kiosk, key)
    attempt = Attempt("i", SlotKind.PERSON, (), b"s", word)
    return [
        key,
        kiosk,
        keys,
        attempt,
        Opened(keys, "s"),  # type: ignore[arg-type]
        Starter(PASSPHRASE),
        recover.Proof(SlotKind.PERSON, word),
        NewVault("S", "A", PASSPHRASE, is_trial=True, zone="UTC"),
        NewSchool("S", "A", PASSPHRASE, "7b", is_trial=True, zone="UTC"),
        SchoolMade(PASSPHRASE, Custody.FILE),
        CreatedVault(None, PASSPHRASE, Custody.FILE),  # type: ignore[arg-type]
        creation.Made(None, None, None, kiosk, PASSPHRASE, Custody.FILE),  # type: ignore[arg-type]
    ]


@pytest.mark.parametrize("holder", _holders(), ids=lambda one: type(one).__name__)
def test_no_key_type_shows_what_it_holds(holder: object) -> None:
    raw = PASSPHRASE.encode() * 2
    for text in (repr(holder), str(holder), f"{holder}", repr([holder])):
        assert PASSPHRASE not in text
        assert raw.hex() not in text
        assert repr(raw)[2:-1] not in text


def test_every_class_with_a_secret_in_it_is_among_them() -> None:
    """A new field of a telling type or name in these modules has to be in the list above."""
    known = {type(one) for one in _holders()}
    for module in (recover, creation, sys.modules["kiosk.storage.unlock"], sys.modules["kiosk.storage.keys"]):
        for one in vars(module).values():
            if isinstance(one, type) and dataclasses.is_dataclass(one) and one.__module__ == module.__name__:
                told = {field.name for field in dataclasses.fields(one)}
                if told & {"passphrase", "phrase", "recovery_code", "keys", "zone_r", "zone_k"}:
                    assert one in known or one.__name__ == "_Opened", one
    assert "keys=AllKeys" not in repr(KioskError)


def test_the_driver_is_given_no_trace_that_would_print_the_key(school: SmallSchool) -> None:
    source = Path(sys.modules[Database.__module__].__file__ or "").read_text("utf-8")
    assert "set_trace_callback" not in source
    assert school.vault.signed_in


@pytest.mark.once
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_after_the_sign_out_zone_rs_keys_are_not_in_memory(tmp_path: Path) -> None:
    """Seen by another process, which finds what is there before that, and copies kept on purpose."""
    made = small_school(tmp_path / "data")
    made.vault.close()
    counts = memory.watch(DataDir(made.folder))
    keys = ("key", "key as text", "private key", "slot's keys")
    assert counts["signed-in"]["key"] == 0  # SQLCipher has it otherwise
    assert counts["kept"]["key"] > 0
    assert counts["kept"]["slot's keys"] > 0
    assert counts["signed-in"]["key as text"] > 0
    assert counts["signed-in"]["private key"] > 0
    assert counts["signed-in"]["names"] > counts["locked"]["names"]
    for stage in ("locked", "signed-out", "closed"):
        assert [counts[stage][key] for key in keys] == [0, 0, 0, 0], stage
    assert counts["signed-in"]["slot's keys"] == 0
    # Names are measured, not promised; without `overwrite_freed` five more are left of three people.
    assert counts["signed-out"]["names"] <= counts["locked"]["names"] + 1
