"""The decrypted pages of a database file, freed space and all: what somebody with the key can dig up."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from kiosk.storage.keys import SecretBytes

PAGE = 4096
IV, MAC, SALT = 16, 64, 16


def plain(path: Path, key: SecretBytes) -> bytes:
    """Decrypt every page by hand: no SQL sees what a deleted row left in its page.

    AES-256-CBC, with IV and HMAC at a page's end: https://www.zetetic.net/sqlcipher/design/
    """
    raw = path.read_bytes()
    assert raw
    assert len(raw) % PAGE == 0
    pages = []
    for start in range(0, len(raw), PAGE):
        page = raw[start : start + PAGE]
        body = page[SALT if start == 0 else 0 : PAGE - IV - MAC]
        iv = page[PAGE - IV - MAC : PAGE - MAC]
        decryptor = Cipher(algorithms.AES(key.reveal()), modes.CBC(iv)).decryptor()
        pages.append(decryptor.update(body) + decryptor.finalize())
    return b"".join(pages)
