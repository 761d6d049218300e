"""What each custody level of the device key protects from, and what not: the same words everywhere."""

from PySide6.QtCore import QObject

from kiosk.domain.clock import Instant
from kiosk.domain.people import Custody
from kiosk.ui import i18n

LEVELS = {Custody.FILE: 0, Custody.KEYRING: 1, Custody.ATTENDED: 2}
"""The number each level is called by."""


class CustodyWords(QObject):
    """Says custody levels in the language in use."""

    def level(self, custody: Custody) -> str:
        """Name a level: "Level 1"."""
        return self.tr("Level {number}").format(number=i18n.number(LEVELS[custody]))

    def where(self, custody: Custody) -> str:
        """Say where the key is."""
        return {
            Custody.FILE: self.tr("The key is in a file on this computer."),
            Custody.KEYRING: self.tr("The key is in the keyring of this computer’s account."),
            Custody.ATTENDED: self.tr("No key is kept here: somebody signs in after each start."),
        }[custody]

    def protects(self, custody: Custody) -> str:
        """Say what a thief does not get."""
        return {
            Custody.FILE: self.tr("Protected from whoever takes this computer: names and earlier marks."),
            Custody.KEYRING: self.tr(
                "Protected from whoever takes this computer and does not know the account’s password: names, "
                "marks, PINs, and the numbers that describe faces."
            ),
            Custody.ATTENDED: self.tr(
                "Protected from whoever takes this computer while it is off: everything the kiosk keeps."
            ),
        }[custody]

    def leaves_open(self, custody: Custody) -> str:
        """Say what a thief gets all the same."""
        return {
            Custody.FILE: self.tr(
                "Not protected: initials, today’s times, PINs with their school numbers, and the numbers "
                "that describe faces. Encrypt the disk, or lock the computer away."
            ),
            Custody.KEYRING: self.tr(
                "Not protected from whoever gets into this account: initials, today’s times, PINs with their "
                "school numbers, and the numbers that describe faces."
            ),
            Custody.ATTENDED: self.tr(
                "Not protected: a computer that is taken while it runs. And after a power cut nobody is "
                "marked before somebody has signed in."
            ),
        }[custody]

    def tried(self, custody: Custody, since: Instant | None) -> str:
        """Say whether the key was found again after a restart of the computer; "" where there is no key."""
        if custody is Custody.ATTENDED:
            return ""
        if since is None:
            return self.tr(
                "Not tried after a restart yet: restart this computer once, and see that the kiosk starts."
            )
        day = i18n.day_text(since.local_date)
        return self.tr("Found again after a restart of this computer: {day}.").format(day=day)

    def all(self, custody: Custody) -> str:
        """Say all three, a paragraph each."""
        return "\n\n".join((self.where(custody), self.protects(custody), self.leaves_open(custody)))
