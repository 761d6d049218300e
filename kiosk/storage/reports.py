"""What sheets and rates are made from, for any days, group or person."""

from kiosk.storage.desk import Desk


class Reports:
    """The synchronous twin of `kiosk.runtime.api_register.ReportsApi`."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by the vault."""
        self._desk = desk
