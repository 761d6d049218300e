"""QR cards: random codes that are on paper only, kept here as keyed tags."""

from kiosk.storage.desk import Desk


class Cards:
    """The synchronous twin of `kiosk.runtime.api_register.CardsApi`."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by the vault."""
        self._desk = desk
