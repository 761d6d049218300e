"""Who may sign in: slots, roles, classes taught, rotation of Zone R's keys."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.storage.desk import Desk
    from kiosk.storage.vault import Vault


class Signers:
    """While somebody is signed in."""

    def __init__(self, vault: "Vault", desk: "Desk") -> None:
        """Take the open vault; used by it."""
        self._vault = vault
        self._desk = desk
