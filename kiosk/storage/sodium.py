"""Libsodium with buffers of our own for what is secret: nothing of it is left where nobody can overwrite it.

PyNaCl's own functions copy each result out of memory that is then freed as it is, and a derived key, a slot's
private half or Zone R's key stayed there after the sign-out (found by tests/memory.py). What needs no
overwriting (sealing, public keys) is asked of PyNaCl as its documentation says.

The functions take and give what `nacl.pwhash`, `nacl.secret.Aead` and `nacl.public.SealedBox` do.
"""

from typing import Final, Self

from nacl import bindings  # starts the library
from nacl._sodium import ffi, lib  # type: ignore[import-not-found] # compiled, without types
from nacl.exceptions import CryptoError

from kiosk.storage.wiping import burn

NONCE_BYTES: Final = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
TAG_BYTES: Final = bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES
SEAL_BYTES: Final = bindings.crypto_box_SEALBYTES


def argon2id(length: int, secret: bytes, salt: bytes, passes: int, memory_bytes: int) -> bytes:
    """Derive a key, for the caller to burn; the arguments are checked by `KdfParameters`.

    Raises:
        CryptoError: If the machine cannot give the memory.
    """
    with _Result(length) as result:
        status = lib.crypto_pwhash(
            result.place,
            length,
            secret,
            len(secret),
            salt,
            passes,
            memory_bytes,
            lib.crypto_pwhash_alg_argon2id13(),
        )
        return result.taken(status)


def opened(box: bytes, aad: bytes, key: bytes) -> bytes:
    """Give what `nacl.secret.Aead(key).encrypt` (XChaCha20-Poly1305, nonce first) holds, to be burnt.

    Raises:
        CryptoError: If it is not under this key, or was altered.
    """
    length = len(box) - NONCE_BYTES - TAG_BYTES
    if length < 0 or len(key) != bindings.crypto_aead_xchacha20poly1305_ietf_KEYBYTES:
        raise CryptoError
    sealed = box[NONCE_BYTES:]
    with _Result(length) as result:
        status = lib.crypto_aead_xchacha20poly1305_ietf_decrypt(
            result.place, ffi.NULL, ffi.NULL, sealed, len(sealed), aad, len(aad), box[:NONCE_BYTES], key
        )
        return result.taken(status)


def unsealed(sealed: bytes, public: bytes, private: bytes) -> bytes:
    """Give what `nacl.public.SealedBox(public).encrypt` holds, to be burnt.

    Raises:
        CryptoError: If it was sealed for somebody else, or altered.
    """
    length = len(sealed) - SEAL_BYTES
    if length < 0 or len(public) != bindings.crypto_box_PUBLICKEYBYTES or len(private) != len(public):
        raise CryptoError
    with _Result(length) as result:
        return result.taken(lib.crypto_box_seal_open(result.place, sealed, len(sealed), public, private))


class _Result:
    """Memory that the library writes into, overwritten at the block's end."""

    def __init__(self, length: int) -> None:
        self._buffer = bytearray(max(1, length))  # the library wants an address in any case
        self._length = length
        self.place = ffi.from_buffer("unsigned char[]", self._buffer)

    def taken(self, status: int) -> bytes:
        if status:
            raise CryptoError
        return bytes(memoryview(self._buffer)[: self._length])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        burn(self._buffer)
        ffi.release(self.place)
