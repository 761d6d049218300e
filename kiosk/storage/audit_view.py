"""The audit as an administrator reads it: filtered, with names looked up, and what is overdue."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.storage.desk import Desk
    from kiosk.storage.vault import Vault


class AuditView:
    """While somebody is signed in."""

    def __init__(self, vault: "Vault", desk: "Desk") -> None:
        """Take the open vault; used by it."""
        self._vault = vault
        self._desk = desk
