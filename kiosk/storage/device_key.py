"""The device key: in the operating system's keyring where one can be trusted, else in a 0600 file.

Only keyrings on a list are asked, each checked by writing and reading back, because a keyring that keeps
plain text, forgets, or belongs to a test would be worse than an honest file. The custody level that results
is said aloud by whoever made it.
"""

import logging
import secrets
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol

from kiosk import logs
from kiosk.domain.people import Custody
from kiosk.errors import Code, KioskError
from kiosk.paths import write_private
from kiosk.storage.keys import KEY_BYTES, SecretBytes

SERVICE = "rollcall-kiosk"
ALLOWED = (
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.macOS", "Keyring"),
    ("keyring.backends.Windows", "WinVaultKeyring"),
)
"""Backends of the keyring package that hand the secret to the operating system."""


class Keyring(Protocol):
    """The part of a keyring backend that is used."""

    def get_password(self, service: str, username: str) -> str | None:
        """Give the stored text or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store a text."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""


def usable_keyrings() -> list[Keyring]:
    """Give the allow-listed keyrings that work on this machine now, best first."""
    found = []
    for module, name in ALLOWED:
        try:
            backend = getattr(import_module(module), name)
            if backend.viable:
                found.append((float(backend.priority), backend()))
        except Exception:  # noqa: BLE001, S112 - a backend for another system may fail in any way when asked
            continue
    return [keyring for _, keyring in sorted(found, key=lambda pair: -pair[0])]


def store(
    key: SecretBytes, account: str, file: Path, keyrings: Sequence[Keyring], wanted: Custody | None = None
) -> Custody:
    """Put the device key where it is safest; a file from before is left to whoever writes the slot.

    Args:
        key: 32 bytes.
        account: The installation's id, so that two installations of one user keep apart.
        file: Where it goes when no keyring holds it.
        keyrings: Tried in order.
        wanted: KEYRING takes no file instead; FILE and None take what there is.

    Raises:
        KioskError: DATABASE_FULL if not even the file can be written; KEYRING_REFUSED.
    """
    for keyring in keyrings:
        if _holds(keyring, account, key):
            return Custody.KEYRING
    if wanted is Custody.KEYRING:
        raise KioskError(Code.KEYRING_REFUSED)
    try:
        with key.revealed() as raw:
            write_private(file, raw.hex().encode() + b"\n")
    except OSError:
        raise KioskError(Code.DATABASE_FULL, where=file.name) from None
    return Custody.FILE


def load(account: str, file: Path, keyrings: Sequence[Keyring], custody: Custody) -> SecretBytes:
    """Read the device key back from where `store` put it.

    Raises:
        KioskError: DEVICE_KEY_MISSING when it is not there, DEVICE_KEY_WRONG when it is no key,
            DATA_DIR_UNWRITABLE when this account may not read the file.
    """
    if custody is Custody.KEYRING:
        text = next((t for t in (_ask(keyring, account) for keyring in keyrings) if t is not None), None)
    else:
        try:
            text = file.read_text("ascii").strip()
        except FileNotFoundError:
            text = None
        except PermissionError:
            raise KioskError(Code.DATA_DIR_UNWRITABLE, where=file.parent) from None
        except (OSError, ValueError):
            raise KioskError(Code.DEVICE_KEY_WRONG, where=file.name) from None
    if text is None:
        raise KioskError(Code.DEVICE_KEY_MISSING)
    try:
        raw = bytes.fromhex(text)
    except ValueError:
        raise KioskError(Code.DEVICE_KEY_WRONG, where=file.name) from None
    if len(raw) != KEY_BYTES:
        raise KioskError(Code.DEVICE_KEY_WRONG, where=file.name)
    return SecretBytes.taken(raw)


def forget(account: str, file: Path | None, keyrings: Sequence[Keyring]) -> None:
    """Take the device key away from keyrings and, where one is given, its file.

    Raises:
        KioskError: DATABASE_FULL if the file stays.
    """
    for keyring in keyrings:
        try:
            keyring.delete_password(SERVICE, account)
        except Exception:  # noqa: BLE001, S112 - as above; a keyring that never held it refuses, too
            continue
    if file is None:
        return
    try:
        file.unlink(missing_ok=True)
    except OSError:
        raise KioskError(Code.DATABASE_FULL, where=file.name) from None


def _holds(keyring: Keyring, account: str, key: SecretBytes) -> bool:
    text = key.reveal().hex()
    try:
        keyring.set_password(SERVICE, account, text)
        read = keyring.get_password(SERVICE, account)
    except Exception:  # noqa: BLE001 - keyrings raise what their system raises: not this one
        logs.event("keyring-refused", level=logging.WARNING)
        return False
    if read is not None and secrets.compare_digest(read, text):
        return True
    logs.event("keyring-forgot", level=logging.WARNING)
    return False


def _ask(keyring: Keyring, account: str) -> str | None:
    try:
        return keyring.get_password(SERVICE, account)
    except Exception:  # noqa: BLE001 - as above
        logs.event("keyring-silent", level=logging.WARNING)
        return None
