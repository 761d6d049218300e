"""The pages of an encrypted database, deciphered one by one: what SQL does not show, deleted rows above all.

SQLCipher 4 with a raw key: AES-256-CBC a page of 4096 bytes, the last 80 of which are the IV and the HMAC;
page 1 begins with the salt instead of SQLite's own first 16 bytes. Source: SQLCipher's design page and its
`PRAGMA cipher_settings`.
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
RESERVED = 80
IV = 16
_SALT = 16
_SQLITE_HEADER = 100
_WAL_HEADER, _FRAME_HEADER = 32, 24
_LEAF_TABLE, _LEAF_INDEX, _TABLE, _INDEX = 0x0D, 0x0A, 0x05, 0x02


def pages_of(file: Path, key: bytes) -> list[bytes]:
    """Give the deciphered pages of a database's main file, each without what is reserved."""
    raw = file.read_bytes()
    return [_decipher(raw[at : at + PAGE], key, is_first=at == 0) for at in range(0, len(raw), PAGE)]


def frames_of(wal: Path, key: bytes) -> list[bytes]:
    """Give the deciphered pages that a write-ahead log holds, older ones of one page too."""
    raw = wal.read_bytes() if wal.is_file() else b""
    step = _FRAME_HEADER + PAGE
    frames = []
    for at in range(_WAL_HEADER, len(raw) - step + 1, step):
        number = int.from_bytes(raw[at : at + 4], "big")
        frames.append(_decipher(raw[at + _FRAME_HEADER : at + step], key, is_first=number == 1))
    return frames


def left_over(pages: list[bytes]) -> bytes:
    """Give the bytes that belong to no row and are not zero: gaps and freed parts of pages, freed pages."""
    freed = set(_freed(pages))
    parts = [pages[number - 1] for number in sorted(freed)]
    for number, page in enumerate(pages, start=1):
        if number not in freed:
            parts += _gaps(page, _SQLITE_HEADER if number == 1 else 0)
    return b"".join(part for part in parts if part.strip(b"\0"))


def _decipher(page: bytes, key: bytes, *, is_first: bool) -> bytes:
    iv = page[-RESERVED : IV - RESERVED]
    start = _SALT if is_first else 0
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return bytes(start) + decryptor.update(page[start:-RESERVED]) + decryptor.finalize()


def _freed(pages: list[bytes]) -> Iterator[int]:
    """Follow the list of freed pages; a trunk page holds numbers of pages: only its leaves count."""
    trunk = _number(pages[0], 32, 4)
    while trunk:
        page = pages[trunk - 1]
        count = _number(page, 4, 4)
        for index in range(count):
            yield _number(page, 8 + 4 * index, 4)
        trunk = _number(page, 0, 4)


def _gaps(page: bytes, header: int) -> Iterator[bytes]:
    """Give what lies between the rows of a b-tree page; other pages (overflow) belong to a row whole."""
    kind = page[header]
    if kind not in {_LEAF_TABLE, _LEAF_INDEX, _TABLE, _INDEX}:
        return
    cells = _number(page, header + 3, 2)
    content = _number(page, header + 5, 2) or 65536
    first = header + (8 if kind in {_LEAF_TABLE, _LEAF_INDEX} else 12) + 2 * cells
    if not first <= content <= len(page):
        return
    yield page[first:content]
    block = _number(page, header + 1, 2)
    while block:
        size = _number(page, block + 2, 2)
        yield page[block + 4 : block + size]
        block = _number(page, block, 2)


def _number(page: bytes, at: int, width: int) -> int:
    return int.from_bytes(page[at : at + width], "big")
