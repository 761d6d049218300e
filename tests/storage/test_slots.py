"""The slot file: what opens it, what does not, and what a broken one says."""

import contextlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.ids import SignerId, new_id
from kiosk.domain.people import Custody
from kiosk.errors import Code, KioskError
from kiosk.storage import recovery, slots
from kiosk.storage.keys import (
    MEMORY_CEILING,
    MIB,
    AllKeys,
    KdfParameters,
    KdfPolicy,
    KioskKeys,
    SecretBytes,
)
from kiosk.storage.slots import SlotKind, Slots
from tests.fakes_storage import LIGHT

PHRASE = b"lantern gravel otter plum"


def _keys() -> AllKeys:
    return AllKeys(SecretBytes.random(), KioskKeys.random())


def _made(keys: AllKeys, device: SecretBytes) -> Slots:
    install = new_id()
    return Slots(
        install,
        slots.make_device_slot(install, keys.kiosk, device, Custody.FILE),
        (
            slots.make_secret_slot(install, SignerId(new_id()), SlotKind.PERSON, PHRASE, keys, LIGHT, 1),
            slots.make_secret_slot(install, SignerId(new_id()), SlotKind.RECOVERY, bytes(16), keys, LIGHT),
        ),
    )


def test_each_slot_gives_its_keys_after_a_round_through_the_file(tmp_path: Path) -> None:
    keys, device = _keys(), SecretBytes.random()
    path = tmp_path / "slots.json"
    slots.write(path, _made(keys, device))
    assert path.stat().st_mode & 0o777 == 0o600
    read = slots.read(path)
    assert slots.open_device_slot(read, device, "x").pack() == keys.kiosk.pack()
    person, code = read.of(SlotKind.PERSON)[0], read.of(SlotKind.RECOVERY)[0]
    for slot, phrase in ((person, PHRASE), (code, bytes(16))):
        opened = slots.open_secret_slot(read.install, slot, phrase)
        assert opened is not None
        assert opened.pack() == keys.pack()
        assert slots.open_secret_slot(read.install, slot, phrase + b"!") is None


def test_the_device_slot_holds_no_key_of_zone_r() -> None:
    keys, device = _keys(), SecretBytes.random()
    opened = slots.open_device_slot(_made(keys, device), device, "x")
    assert keys.zone_r.reveal() not in opened.pack()


def test_another_device_key_opens_nothing() -> None:
    made = _made(_keys(), SecretBytes.random())
    with pytest.raises(KioskError) as caught:
        slots.open_device_slot(made, SecretBytes.random(), "slots.json")
    assert caught.value.code is Code.DEVICE_KEY_WRONG


def test_a_slot_moved_to_another_person_or_made_cheaper_does_not_open() -> None:
    keys = _keys()
    made = _made(keys, SecretBytes.random())
    slot = made.people[0]
    assert slots.open_secret_slot(made.install, replace(slot, id=SignerId(new_id())), PHRASE) is None
    assert slots.open_secret_slot(made.install, replace(slot, kind=SlotKind.RECOVERY), PHRASE) is None
    assert slots.open_secret_slot(new_id(), slot, PHRASE) is None


def test_new_keys_reach_a_slot_without_its_passphrase() -> None:
    made, newer = _made(_keys(), SecretBytes.random()), _keys()
    resealed = slots.reseal(made.people[0], newer)
    opened = slots.open_secret_slot(made.install, resealed, PHRASE)
    assert opened is not None
    assert opened.pack() == newer.pack()


def test_the_floor_holds_unless_a_test_lowers_it() -> None:
    with pytest.raises(ValueError, match="cheap"):
        KdfPolicy(memory_bytes=32 * MIB)
    with pytest.raises(ValueError, match="cheap"):
        KdfPolicy(pin_memory_bytes=8192)
    with pytest.raises(ValueError, match="memory"):
        KdfParameters(bytes(16), 1, MEMORY_CEILING * 2)


def _refused(path: Path, content: bytes) -> bool:
    path.write_bytes(content)
    try:
        slots.read(path)
    except KioskError as error:
        assert error.code is Code.SLOTS_DAMAGED  # noqa: PT017 - nothing else may come out
        return True
    return False


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"format": 2}', b"[" * 100_000, b'{"format": 1}'],
)
def test_a_broken_file_is_called_damaged(tmp_path: Path, content: bytes) -> None:
    assert _refused(tmp_path / "slots.json", content)


def test_a_missing_or_huge_file_is_called_damaged(tmp_path: Path) -> None:
    with pytest.raises(KioskError) as caught:
        slots.read(tmp_path / "slots.json")
    assert caught.value.code is Code.SLOTS_DAMAGED
    assert _refused(tmp_path / "slots.json", b" " * (slots.LARGEST_FILE + 1))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_PATHS = st.sampled_from(
    [
        ("format",), ("install",), ("device",), ("device", "custody"), ("device", "box"), ("people",),
        ("people", 0), ("people", 0, "id"), ("people", 0, "kind"), ("people", 0, "kdf"),
        ("people", 0, "kdf", "name"), ("people", 0, "kdf", "salt"), ("people", 0, "kdf", "passes"),
        ("people", 0, "kdf", "memory_bytes"), ("people", 0, "public"), ("people", 1, "private"),
        ("people", 1, "bundle"),
    ]
)  # fmt: skip


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("slots") / "slots.json"
    slots.write(path, _made(_keys(), SecretBytes.random()))
    content: dict[str, Any] = json.loads(path.read_text())
    return content


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(place=_PATHS, value=_JSON)
def test_any_value_anywhere_is_either_refused_or_opens_nothing(
    tmp_path: Path, good: dict[str, Any], place: tuple[str | int, ...], value: Any
) -> None:
    content = json.loads(json.dumps(good))
    target = content
    for step in place[:-1]:
        target = target[step]
    target[place[-1]] = value
    path = tmp_path / "slots.json"
    if _refused(path, json.dumps(content).encode()):
        return
    read = slots.read(path)
    if read.device is not None:
        with pytest.raises(KioskError):
            slots.open_device_slot(read, SecretBytes.random(), "slots.json")


class TestRecoveryCode:
    @given(st.binary(min_size=16, max_size=16))
    def test_reads_back_however_it_is_typed(self, code: bytes) -> None:
        text = recovery.to_text(code)
        assert len(text.split("-")) == 7
        assert recovery.from_text(text) == code
        assert recovery.from_text(text.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == code

    @given(st.binary(min_size=16, max_size=16), st.integers(0, 27), st.sampled_from("23456789ABCDEFGH"))
    def test_one_wrong_character_is_noticed_nearly_always(self, code: bytes, at: int, wrong: str) -> None:
        text = recovery.to_text(code).replace("-", "")
        changed = text[:at] + wrong + text[at + 1 :]
        if changed == text:
            return
        with contextlib.suppress(recovery.CodeSlip):
            # 12 bits of checksum let one slip in 4,096 through; it is then another code, never this one.
            assert recovery.from_text(changed) != code

    @pytest.mark.parametrize("text", ["", "ABCD", "U" * 28, "0000-0000-0000-0000-0000-0000-0000"])
    def test_other_texts_are_slips(self, text: str) -> None:
        with pytest.raises(recovery.CodeSlip):
            recovery.from_text(text)


def test_secrets_show_nothing_and_can_be_wiped() -> None:
    key = SecretBytes(b"k" * 32)
    assert "k" * 4 not in repr(key)
    assert "6b6b" not in repr(KioskKeys(key, key, key))
    key.wipe()
    assert key.is_wiped
    with pytest.raises(ValueError, match="wiped"):
        key.reveal()
