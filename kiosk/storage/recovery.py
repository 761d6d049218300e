"""The recovery code: 128 random bits that a person can copy by hand, with a checksum.

28 characters of Crockford's base32 in seven groups of four: 128 bits of the code, then the first 12 bits of
its BLAKE2b, so that a slip is told from a wrong code before any slow derivation.
"""

import secrets
from hashlib import blake2b

CODE_BYTES = 16
_CHECK_BITS = 12
_CHARACTERS = 28
_GROUP = 4
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Letters that are left out of the alphabet because they look like digits are read as those digits.
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


class CodeSlip(ValueError):  # noqa: N818 - a problem with input, told to the person
    """The text is no recovery code: a character or the checksum is wrong."""


def new_code() -> bytes:
    """Make 16 random bytes."""
    return secrets.token_bytes(CODE_BYTES)


def to_text(code: bytes) -> str:
    """Write a code as seven groups: "0123-4567-...".

    Raises:
        ValueError: If it has not 16 bytes.
    """
    if len(code) != CODE_BYTES:
        raise ValueError("a recovery code has 16 bytes")
    number = int.from_bytes(code, "big") << _CHECK_BITS | _check(code)
    digits = [_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_CHARACTERS))]
    return "-".join("".join(digits[i : i + _GROUP]) for i in range(0, _CHARACTERS, _GROUP))


def from_text(text: str) -> bytes:
    """Read a code as typed: any case, spaces and hyphens anywhere, O for 0 and I or L for 1.

    Raises:
        CodeSlip: If it is not one.
    """
    cleaned = text.strip().upper().translate(_LOOK_ALIKES)
    if len(cleaned) != _CHARACTERS or any(c not in _ALPHABET for c in cleaned):
        raise CodeSlip
    number = 0
    for character in cleaned:
        number = number << 5 | _ALPHABET.index(character)
    code = (number >> _CHECK_BITS).to_bytes(CODE_BYTES, "big")
    if number & ((1 << _CHECK_BITS) - 1) != _check(code):
        raise CodeSlip
    return code


def _check(code: bytes) -> int:
    digest = blake2b(code, digest_size=2, person=b"rollcall code").digest()
    return int.from_bytes(digest, "big") >> 16 - _CHECK_BITS
