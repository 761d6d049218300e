"""People and lessons from files: what a plan changes, in one transaction or not at all."""

from kiosk.storage.desk import Desk


class Imports:
    """The synchronous twin of `kiosk.runtime.api_register.ImportApi`."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by the vault."""
        self._desk = desk
