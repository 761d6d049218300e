"""Groups, lessons, terms and holidays, and the sessions that follow from them."""

from kiosk.storage.desk import Desk


class Timetable:
    """The synchronous twin of `kiosk.runtime.api_register.TimetableApi`."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by the vault."""
        self._desk = desk
