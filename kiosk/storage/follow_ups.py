"""Rules, whom they found, and the school's letters."""

from kiosk.storage.desk import Desk


class FollowUps:
    """The synchronous twin of `kiosk.runtime.api_register.FollowUpsApi`."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by the vault."""
        self._desk = desk
