"""A thread for what takes half a second and touches nothing: keys derived from passphrases, one at a time.

The database thread answers the door meanwhile. One at a time, because the waits after wrong tries would mean
nothing if many could be tried at once.
"""

from kiosk.runtime.side_thread import SideThread

THREAD_NAME = "rollcall-derivation"


class DerivationThread(SideThread):
    """Derives keys."""

    def __init__(self) -> None:
        """Prepare; starts nothing."""
        super().__init__(THREAD_NAME, "derivation-failed")
