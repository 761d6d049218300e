"""Secret bytes, the keys of an installation, and Argon2id: what every other part of storage is built from.

Nothing here prints, logs or compares a secret in the open. Passphrases and codes only ever reach `stretch`.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from nacl import pwhash
from nacl.exceptions import CryptoError

from kiosk.storage import sodium
from kiosk.storage.wiping import burn

KEY_BYTES: Final = 32
MIB: Final = 1 << 20
MEMORY_FLOOR: Final = 64 * MIB
"""Argon2id below this is refused for new slots."""
MEMORY_CEILING: Final = 1024 * MIB
"""A slot file that asks for more is hostile or broken: opening it would stop the machine."""
PASSES_CEILING: Final = 64
_PENDING_KEYS: Final = 5


class SecretBytes:
    """Bytes that can be wiped, whose repr shows nothing, never equal to anything but themselves."""

    __slots__ = ("_data",)

    def __init__(self, data: bytes | bytearray | memoryview) -> None:
        """Copy `data`; the caller's copy is the caller's to wipe."""
        self._data = bytearray(data)

    @classmethod
    def random(cls, length: int = KEY_BYTES) -> "SecretBytes":
        """Make fresh random bytes."""
        return cls.taken(secrets.token_bytes(length))

    @classmethod
    def taken(cls, data: bytes) -> "SecretBytes":
        """Take bytes over that nobody else needs: they are overwritten."""
        secret = cls(data)
        burn(data)
        return secret

    def reveal(self) -> bytes:
        """Give a copy of the bytes that stays with whoever asks; where it can be, `revealed` is better.

        Raises:
            ValueError: If they were wiped.
        """
        if not self._data:
            raise ValueError("the secret was wiped")
        return bytes(self._data)

    @contextmanager
    def revealed(self) -> Iterator[bytes]:
        """Give the bytes to a library for this block; what was given is overwritten at its end.

        Raises:
            ValueError: If they were wiped.
        """
        copy = self.reveal()
        try:
            yield copy
        finally:
            burn(copy)

    def wipe(self) -> None:
        """Overwrite the bytes. Copies that libraries made are out of reach; see the threat model."""
        for index in range(len(self._data)):
            self._data[index] = 0
        self._data = bytearray()

    @property
    def is_wiped(self) -> bool:
        """Say whether `wipe` was called."""
        return not self._data

    def __len__(self) -> int:
        """Number of bytes; 0 once wiped."""
        return len(self._data)

    def __repr__(self) -> str:
        """Show nothing."""
        return "SecretBytes(...)"


@dataclass(frozen=True, slots=True)
class KioskKeys:
    """What the door needs, and all that the device slot holds.

    Attributes:
        zone_k: Raw SQLCipher key of kiosk.db.
        rotation: Secret of the template rotation.
        pepper: Key of the PIN verifiers and number tags.
    """

    zone_k: SecretBytes
    rotation: SecretBytes
    pepper: SecretBytes

    @classmethod
    def random(cls) -> "KioskKeys":
        """Make the keys of a new installation."""
        return cls(SecretBytes.random(), SecretBytes.random(), SecretBytes.random())

    @classmethod
    def unpack(cls, packed: bytes) -> "KioskKeys":
        """Read back what `pack` gave.

        Raises:
            ValueError: If it has another length.
        """
        return cls(*_split(packed, 3))

    def pack(self) -> bytes:
        """Lay the keys side by side, 96 bytes, for the caller to burn."""
        return _joined(self.zone_k, self.rotation, self.pepper)

    def wipe(self) -> None:
        """Wipe them all."""
        for key in (self.zone_k, self.rotation, self.pepper):
            key.wipe()


@dataclass(frozen=True, slots=True)
class AllKeys:
    """What a person's slot and the recovery code hold: Zone R's key and everything the door has.

    Attributes:
        zone_r: Raw SQLCipher key of records.db.
        kiosk: What the door needs.
        pending: While keys are being rotated, the key that Zone R has from some moment on: one of the two
            opens it (`kiosk.storage.rotation`).
    """

    zone_r: SecretBytes
    kiosk: KioskKeys
    pending: SecretBytes | None = None

    @classmethod
    def unpack(cls, packed: bytes) -> "AllKeys":
        """Read back what `pack` gave.

        Raises:
            ValueError: If it has another length.
        """
        if len(packed) == _PENDING_KEYS * KEY_BYTES:
            zone_r, *others, pending = _split(packed, _PENDING_KEYS)
            return cls(zone_r, KioskKeys(*others), pending)
        zone_r, *others = _split(packed, 4)
        return cls(zone_r, KioskKeys(*others))

    def pack(self) -> bytes:
        """Lay the keys side by side, 128 bytes, 160 while there is a pending one; for the caller to burn."""
        pending = () if self.pending is None else (self.pending,)
        return _joined(self.zone_r, self.kiosk.zone_k, self.kiosk.rotation, self.kiosk.pepper, *pending)

    def wipe(self) -> None:
        """Wipe them all."""
        self.zone_r.wipe()
        self.kiosk.wipe()
        if self.pending is not None:
            self.pending.wipe()


@dataclass(frozen=True, slots=True)
class KdfPolicy:
    """How costly Argon2id is for new slots and PINs.

    Attributes:
        passes: Argon2id's t.
        memory_bytes: Argon2id's m, for passphrases and the recovery code.
        pin_memory_bytes: The same for PINs, which are tried while a queue waits.
        floor_bytes: Less memory than this is refused. Tests pass a light policy with a lower floor; nothing
            in the environment can.
    """

    passes: int = 3
    memory_bytes: int = 256 * MIB
    pin_memory_bytes: int = 64 * MIB
    floor_bytes: int = MEMORY_FLOOR

    def __post_init__(self) -> None:
        """Refuse a policy below its floor or above the ceiling."""
        least, most = (
            min(self.memory_bytes, self.pin_memory_bytes),
            max(self.memory_bytes, self.pin_memory_bytes),
        )
        if least < self.floor_bytes or most > MEMORY_CEILING or not 1 <= self.passes <= PASSES_CEILING:
            raise ValueError("the key derivation would be too cheap or too dear")


STANDARD: Final = KdfPolicy()
"""0.5 s on a 2-core machine of 2026."""


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """What a slot or a PIN row stores so that it can be opened again.

    Attributes:
        salt: 16 random bytes.
        passes: Argon2id's t.
        memory_bytes: Argon2id's m.
    """

    salt: bytes
    passes: int
    memory_bytes: int

    def __post_init__(self) -> None:
        """Refuse parameters that would crash, or stop the machine."""
        if len(self.salt) != pwhash.argon2id.SALTBYTES:
            raise ValueError("a salt has 16 bytes")
        if not 1 <= self.passes <= PASSES_CEILING:
            raise ValueError("passes out of range")
        if not pwhash.argon2id.MEMLIMIT_MIN <= self.memory_bytes <= MEMORY_CEILING:
            raise ValueError("memory out of range")

    @classmethod
    def fresh(cls, passes: int, memory_bytes: int) -> "KdfParameters":
        """Take a new salt."""
        return cls(secrets.token_bytes(pwhash.argon2id.SALTBYTES), passes, memory_bytes)


def stretch(secret: bytes, parameters: KdfParameters, length: int = KEY_BYTES) -> bytes:
    """Derive a key from a passphrase, recovery code or PIN by Argon2id (RFC 9106).

    Raises:
        MemoryError: If the machine cannot give the memory.
    """
    try:
        return sodium.argon2id(length, secret, parameters.salt, parameters.passes, parameters.memory_bytes)
    except CryptoError:
        raise MemoryError from None


def keyed(key: bytes, purpose: bytes, message: bytes) -> bytes:
    """Compute BLAKE2b-256 of `message` under `key`, separated by `purpose` (at most 16 bytes)."""
    return blake2b(message, digest_size=KEY_BYTES, key=key, person=purpose).digest()


def _split(packed: bytes, count: int) -> list[SecretBytes]:
    if len(packed) != count * KEY_BYTES:
        raise ValueError("packed keys have another length")
    view = memoryview(packed)  # a slice of bytes would be one more copy
    return [SecretBytes(view[i * KEY_BYTES : (i + 1) * KEY_BYTES]) for i in range(count)]


def _joined(*keys: SecretBytes) -> bytes:
    if any(key.is_wiped for key in keys):
        raise ValueError("the secret was wiped")
    return b"".join(key._data for key in keys)  # noqa: SLF001 - of this module; `reveal` would copy each
