"""The sessions that this kiosk serves now: for the idle screen, and for the camera thread."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId, SessionId
from kiosk.domain.sessions import Session
from kiosk.runtime.api import DoorView, OpenSession
from kiosk.runtime.attendance import Attendance, ModelKey
from kiosk.runtime.clock import Clock
from kiosk.storage.door_sessions import is_served
from kiosk.vision.gallery import GalleryRow

if TYPE_CHECKING:
    from kiosk.runtime.look_alikes import LookAlikes
    from kiosk.storage.door_sessions import DoorSession
    from kiosk.storage.vault import Vault

_Essence = tuple[tuple[Session, frozenset[PersonId], bool], ...]


class ServedSessions:
    """Asks Zone K again each time. For the thread that owns the vault.

    Attributes:
        room: Where this kiosk stands; it serves sessions of that room, and those without one. "" for all.
    """

    def __init__(
        self, vault: "Vault", clock: Clock, *, room: str = "", only: SessionId | None = None
    ) -> None:
        """Take the vault.

        Args:
            vault: Open.
            clock: The time.
            room: Where this kiosk stands.
            only: Serve this session only; None for all.
        """
        self._vault = vault
        self._door = vault.door
        self._clock = clock
        self.room = room
        self._only = only
        self._handed_out: _Essence | None = None

    def distrust(self) -> None:
        """Let what the camera thread has be outdated, whatever it is."""
        self._handed_out = None

    def view(self, enrolled: Iterable[PersonId]) -> DoorView:
        """Say what is open now.

        Args:
            enrolled: Whoever has a template that can match.
        """
        now = self._clock()
        open_now = [found for found in self.sessions(now) if is_served(found.session, now)]
        listed = frozenset[PersonId]().union(*(found.people for found in open_now))
        return DoorView(
            is_trial=self._vault.is_trial,
            open_now=tuple(as_open(found) for found in open_now),
            next_start=self._door.next_start(now, self.room),
            enrolled=len(listed & frozenset(enrolled)),
            is_clock_doubtful=self._door.last_seen.is_doubtful(now),
        )

    def attendance(self, key: ModelKey, look_alikes: "LookAlikes | None") -> Attendance:
        """Give what the camera thread needs: today's sessions and the templates they call for.

        Args:
            key: Of the templates.
            look_alikes: Who is one person to the camera; None while no model can be used.
        """
        now = self._clock()
        sessions = self.sessions(now)
        self._handed_out = self._essence(sessions, now)
        listed = frozenset[PersonId]().union(*(s.people for s in sessions if is_served(s.session, now)))
        stored = self._door.templates(key.model_sha256, key.key_id)
        stand_ins = {} if look_alikes is None else look_alikes.stand_ins()
        rows = [
            (row.person, GalleryRow(stand_ins.get(row.person, row.person), row.template)) for row in stored
        ]
        return Attendance(
            tuple(s.session for s in sessions),
            tuple(row for person, row in rows if person in listed),
            tuple(row for _, row in rows),
            key,
            frozenset(person for person, _ in rows),
        )

    def is_outdated(self) -> bool:
        """Say whether a session opened, ended or changed, or a list did, since `attendance` was asked."""
        now = self._clock()
        return self._handed_out != self._essence(self.sessions(now), now)

    @staticmethod
    def _essence(sessions: "list[DoorSession]", now: Instant) -> _Essence:
        return tuple((found.session, found.people, is_served(found.session, now)) for found in sessions)

    def sessions(self, now: Instant) -> "list[DoorSession]":
        """Give today's sessions, as far as this kiosk serves them, by start."""
        return [
            found
            for found in self._door.sessions(now)
            if self._only in (None, found.session.id)
            if not self.room or found.session.room in ("", self.room)
        ]


def as_open(found: "DoorSession") -> OpenSession:
    """Give a session as the screens know it."""
    session = found.session
    return OpenSession(
        session.id, found.label, session.starts, session.ends, len(found.members), session.room
    )
