"""Buffers of our own give what PyNaCl's documented functions give, and leave nothing behind."""

import secrets
from collections.abc import Callable

import pytest
from nacl import pwhash, secret
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from kiosk.storage import sodium

KEY = bytes(range(32))
LENGTHS = pytest.mark.parametrize("length", [0, 1, 32, 128, 5000])


def test_argon2id_is_pynacls() -> None:
    salt = bytes(16)
    for length in (16, 32, 64):
        theirs = pwhash.argon2id.kdf(length, b"a phrase", salt, opslimit=2, memlimit=8192 * 4)
        assert sodium.argon2id(length, b"a phrase", salt, 2, 8192 * 4) == theirs


def test_memory_that_cannot_be_had_is_said() -> None:
    with pytest.raises(CryptoError):
        sodium.argon2id(32, b"a phrase", bytes(16), 1, 1 << 50)


@LENGTHS
def test_what_aead_made_is_opened(length: int) -> None:
    text = secrets.token_bytes(length)
    box = bytes(secret.Aead(KEY).encrypt(text, b"about"))
    assert sodium.opened(box, b"about", KEY) == text
    altered = bytes((box[0] ^ 1, *box[1:]))
    cut = box[:-1]
    for wrong, aad, key in ((altered, b"about", KEY), (cut, b"about", KEY), (box, b"", KEY)):
        with pytest.raises(CryptoError):
            sodium.opened(wrong, aad, key)
    with pytest.raises(CryptoError):
        sodium.opened(box, b"about", KEY[::-1])


@LENGTHS
def test_what_a_sealed_box_holds_is_opened(length: int) -> None:
    text, own = secrets.token_bytes(length), PrivateKey(KEY)
    public = bytes(own.public_key)
    sealed = bytes(SealedBox(own.public_key).encrypt(text))
    assert sodium.unsealed(sealed, public, KEY) == text
    for wrong in (sealed[:-1], bytes((sealed[0] ^ 1, *sealed[1:]))):
        with pytest.raises(CryptoError):
            sodium.unsealed(wrong, public, KEY)
    with pytest.raises(CryptoError):
        sodium.unsealed(sealed, public, KEY[::-1])


@pytest.mark.parametrize("short", [b"", b"x", bytes(39)])
def test_what_is_too_short_is_refused_before_the_library_reads_it(short: bytes) -> None:
    """The library is told lengths and reads on, whatever is there."""
    asks: tuple[Callable[[], bytes], ...] = (
        lambda: sodium.opened(short, b"", KEY),
        lambda: sodium.opened(bytes(72), b"", KEY[:-1]),
        lambda: sodium.unsealed(short, KEY, KEY),
        lambda: sodium.unsealed(bytes(64), KEY[:-1], KEY),
        lambda: sodium.unsealed(bytes(64), KEY, KEY[:-1]),
    )
    for ask in asks:
        with pytest.raises(CryptoError):
            ask()
