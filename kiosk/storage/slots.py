"""Key slots: one small file that gives the keys to the device, to each signer and to the recovery code.

A person's slot holds an X25519 key pair. Its private half is under Argon2id of the passphrase and
XChaCha20-Poly1305; the installation's keys are sealed to its public half. So new keys can be given to every
slot without anybody's passphrase. The device slot holds the door's keys only, under the device key.

Nothing in the file is a name: a slot is an id and a sign-in number, and who it belongs to is in Zone R. The
number only says which slot is tried; whoever writes in the file can change it, and gains nothing by it.

This module reads and writes one file; `kiosk.storage.slot_files` keeps the two that hold the same.
"""

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Any, Final

from nacl import secret
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from kiosk.domain.ids import SignerId
from kiosk.domain.people import Custody
from kiosk.errors import Code, KioskError
from kiosk.paths import write_private
from kiosk.storage import sodium
from kiosk.storage.keys import (
    KEY_BYTES,
    AllKeys,
    KdfParameters,
    KdfPolicy,
    KioskKeys,
    SecretBytes,
    stretch,
)
from kiosk.storage.wiping import burn

FORMAT: Final = 2
"""Format 1 had no sign-in numbers: they are given in the file's order when it is read."""
_READABLE: Final = (1, 2)
_SEALED_AS: Final = 1
"""What the authenticated data say: slots of format 1 have to open, and cannot be sealed anew."""
LARGEST_NUMBER: Final = 9999
LARGEST_FILE: Final = 1_000_000
_ID_LENGTH: Final = 36


class SlotKind(StrEnum):
    """Whose slot it is."""

    DEVICE = "device"
    PERSON = "person"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class DeviceSlot:
    """The door's keys under the device key.

    Attributes:
        custody: Where the device key is.
        box: XChaCha20-Poly1305 of the packed KioskKeys.
    """

    custody: Custody
    box: bytes


@dataclass(frozen=True, slots=True)
class SecretSlot:
    """All keys, for who knows a passphrase or the recovery code.

    Attributes:
        id: The signer's id; for the recovery code, one of its own.
        kind: PERSON or RECOVERY.
        kdf: How the passphrase is stretched.
        public: X25519 public key, 32 bytes.
        private_box: XChaCha20-Poly1305 of its private half.
        bundle: SealedBox of the packed AllKeys.
        number: What its owner types to mean it, from 1; 0 for the recovery code.
    """

    id: SignerId
    kind: SlotKind
    kdf: KdfParameters
    public: bytes
    private_box: bytes
    bundle: bytes
    number: int = 0


@dataclass(frozen=True, slots=True)
class Slots:
    """The whole file.

    Attributes:
        install: The installation's id, which is also the keyring account.
        device: The device slot; None means attended start.
        people: Slots that open by a secret, people's and the recovery code's.
    """

    install: str
    device: DeviceSlot | None
    people: tuple[SecretSlot, ...]

    def of(self, kind: SlotKind) -> tuple[SecretSlot, ...]:
        """Give the slots of one kind."""
        return tuple(slot for slot in self.people if slot.kind is kind)

    def numbered(self, number: int) -> SecretSlot | None:
        """Give the person's slot of a sign-in number; None when nobody has it."""
        return next((slot for slot in self.of(SlotKind.PERSON) if slot.number == number), None)

    @property
    def next_number(self) -> int:
        """A sign-in number that no slot here has. Zone R knows of those that were removed, too."""
        return 1 + max((slot.number for slot in self.people), default=0)

    def with_device(self, slot: DeviceSlot | None) -> "Slots":
        """Give the file with another device slot."""
        return replace(self, device=slot)

    def with_person(self, slot: SecretSlot) -> "Slots":
        """Give the file with one slot more, or with the slot of the same id replaced."""
        return replace(self, people=(*(s for s in self.people if s.id != slot.id), slot))

    def without_person(self, slot_id: SignerId) -> "Slots":
        """Give the file without a slot."""
        return replace(self, people=tuple(s for s in self.people if s.id != slot_id))


def make_device_slot(install: str, keys: KioskKeys, device_key: SecretBytes, custody: Custody) -> DeviceSlot:
    """Wrap the door's keys for this device."""
    packed = keys.pack()
    with device_key.revealed() as key:
        box = secret.Aead(key).encrypt(packed, _device_aad(install))
    burn(packed)
    return DeviceSlot(custody, bytes(box))


def open_device_slot(slots: Slots, device_key: SecretBytes, where: str) -> KioskKeys:
    """Unwrap the door's keys.

    Raises:
        KioskError: DEVICE_KEY_MISSING when there is no device slot, DEVICE_KEY_WRONG when it does not open.
    """
    if slots.device is None:
        raise KioskError(Code.DEVICE_KEY_MISSING)
    try:
        with device_key.revealed() as key:
            packed = sodium.opened(slots.device.box, _device_aad(slots.install), key)
        keys = KioskKeys.unpack(packed)
    except (CryptoError, ValueError):
        raise KioskError(Code.DEVICE_KEY_WRONG, where=where) from None
    burn(packed)
    return keys


def make_secret_slot(
    install: str,
    slot_id: SignerId,
    kind: SlotKind,
    phrase: bytes,
    keys: AllKeys,
    policy: KdfPolicy,
    number: int = 0,
) -> SecretSlot:
    """Make a slot that opens by a passphrase or a recovery code.

    Args:
        install: The installation's id.
        slot_id: The signer's id.
        kind: PERSON or RECOVERY.
        phrase: UTF-8 of the NFKC passphrase, or the 16 bytes of the code.
        keys: What it gives.
        policy: How costly guessing shall be.
        number: The sign-in number; 0 for the recovery code.
    """
    kdf = KdfParameters.fresh(policy.passes, policy.memory_bytes)
    private = PrivateKey(secrets.token_bytes(KEY_BYTES))  # its own `generate` leaves a copy
    public = bytes(private.public_key)
    aad = _secret_aad(install, slot_id, kind, kdf, public)
    key, raw = stretch(phrase, kdf), bytes(private)
    box = bytes(secret.Aead(key).encrypt(raw, aad))
    burn(key, raw)
    slot = SecretSlot(slot_id, kind, kdf, public, box, b"", number)
    return reseal(slot, keys)


def reseal(slot: SecretSlot, keys: AllKeys) -> SecretSlot:
    """Give a slot new keys without its passphrase."""
    packed = keys.pack()
    bundle = bytes(SealedBox(PublicKey(slot.public)).encrypt(packed))
    burn(packed)
    return replace(slot, bundle=bundle)


def open_secret_slot(install: str, slot: SecretSlot, phrase: bytes) -> AllKeys | None:
    """Open a slot; None when the passphrase or code is not its own.

    Raises:
        KioskError: SLOTS_DAMAGED when the passphrase is right and what it should open is broken.
    """
    aad = _secret_aad(install, slot.id, slot.kind, slot.kdf, slot.public)
    key = stretch(phrase, slot.kdf)
    try:
        private = sodium.opened(slot.private_box, aad, key)
    except CryptoError:
        return None
    finally:
        burn(key)
    try:
        packed = sodium.unsealed(slot.bundle, slot.public, private)
        keys = AllKeys.unpack(packed)
    except (CryptoError, ValueError):
        raise KioskError(Code.SLOTS_DAMAGED, where="slots.json") from None
    finally:
        if len(private) == KEY_BYTES:
            burn(private)
    burn(packed)
    return keys


def to_bytes(slots: Slots) -> bytes:
    """Give the file's content."""
    return json.dumps(_to_json(slots), indent=1, sort_keys=True).encode() + b"\n"


def write(path: Path, slots: Slots) -> None:
    """Replace the file whole.

    Raises:
        KioskError: DATABASE_FULL when it cannot be written; the old file is then untouched.
    """
    try:
        write_private(path, to_bytes(slots))
    except OSError:
        raise KioskError(Code.DATABASE_FULL, where=path.name) from None


def read(path: Path) -> Slots:
    """Read the file.

    Raises:
        KioskError: SLOTS_DAMAGED when it is missing, not JSON, too large, or says something impossible;
            DATA_DIR_UNWRITABLE when this account may not read it.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
        if len(raw) > LARGEST_FILE:
            raise KioskError(Code.SLOTS_DAMAGED, where=path.name)
        return _from_json(json.loads(raw.decode("utf-8")))
    except PermissionError:
        raise KioskError(Code.DATA_DIR_UNWRITABLE, where=path.parent) from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise KioskError(Code.SLOTS_DAMAGED, where=path.name) from None


def _device_aad(install: str) -> bytes:
    return f"rollcall device slot {_SEALED_AS} {install}".encode()


def _secret_aad(install: str, slot_id: str, kind: SlotKind, kdf: KdfParameters, public: bytes) -> bytes:
    parts = [
        "rollcall slot", str(_SEALED_AS), install, slot_id, kind.value,
        kdf.salt.hex(), str(kdf.passes), str(kdf.memory_bytes), public.hex(),
    ]  # fmt: skip
    return "|".join(parts).encode()


def _to_json(slots: Slots) -> dict[str, Any]:
    device = slots.device
    return {
        "format": FORMAT,
        "install": slots.install,
        "device": None if device is None else {"custody": device.custody.value, "box": _b64(device.box)},
        "people": [
            {
                "id": slot.id,
                "kind": slot.kind.value,
                "number": slot.number,
                "kdf": {
                    "name": "argon2id",
                    "salt": _b64(slot.kdf.salt),
                    "passes": slot.kdf.passes,
                    "memory_bytes": slot.kdf.memory_bytes,
                },
                "public": _b64(slot.public),
                "private": _b64(slot.private_box),
                "bundle": _b64(slot.bundle),
            }
            for slot in slots.people
        ],
    }


def _from_json(content: Any) -> Slots:
    if content["format"] not in _READABLE or type(content["format"]) is not int:
        raise ValueError("another format")
    device = content["device"]
    items = content["people"]
    if content["format"] == 1:
        items = _with_numbers(items)
    people = tuple(_secret_slot(item) for item in items)
    if len({slot.id for slot in people}) != len(people):
        raise ValueError("two slots with one id")
    numbers = [slot.number for slot in people if slot.kind is SlotKind.PERSON]
    if len(set(numbers)) != len(numbers):
        raise ValueError("two slots with one number")
    return Slots(
        _identifier(content["install"]),
        None if device is None else DeviceSlot(Custody(device["custody"]), _bytes(device["box"])),
        people,
    )


def _with_numbers(items: Any) -> list[dict[str, Any]]:
    """Number the people's slots of a file from before there were numbers."""
    numbers = count(1)
    return [{**item, "number": next(numbers) if item["kind"] == SlotKind.PERSON else 0} for item in items]


def _secret_slot(item: Mapping[str, Any]) -> SecretSlot:
    kdf = item["kdf"]
    if kdf["name"] != "argon2id":
        raise ValueError("another key derivation")
    passes, memory = kdf["passes"], kdf["memory_bytes"]
    if type(passes) is not int or type(memory) is not int:
        raise ValueError("a number is needed")
    kind = SlotKind(item["kind"])
    if kind is SlotKind.DEVICE:
        raise ValueError("the device slot stands elsewhere")
    number = item["number"]
    if type(number) is not int or not (kind is SlotKind.PERSON) <= number <= LARGEST_NUMBER:
        raise ValueError("a sign-in number is needed")
    public = _bytes(item["public"])
    if len(public) != PublicKey.SIZE:
        raise ValueError("a public key has 32 bytes")
    return SecretSlot(
        SignerId(_identifier(item["id"])),
        kind,
        KdfParameters(_bytes(kdf["salt"]), passes, memory),
        public,
        _bytes(item["private"]),
        _bytes(item["bundle"]),
        number,
    )


def _identifier(value: Any) -> str:
    if not isinstance(value, str) or len(value) != _ID_LENGTH:
        raise ValueError("an id is needed")
    return value


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(value: Any) -> bytes:
    if not isinstance(value, str):
        raise TypeError("text is needed")
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
