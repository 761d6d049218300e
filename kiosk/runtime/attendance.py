"""What the camera thread needs to know of the sessions: when to look, and whom to look for."""

from dataclasses import dataclass

from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId
from kiosk.domain.marks import takes_passages
from kiosk.domain.sessions import Session
from kiosk.vision.gallery import GalleryRow


@dataclass(frozen=True, slots=True)
class ModelKey:
    """Which templates may be compared: those of one model under one rotation."""

    model_sha256: str
    key_id: str


@dataclass(frozen=True, slots=True, eq=False)
class Attendance:
    """What the camera thread needs to know of the open sessions.

    Attributes:
        sessions: Today's; each says for itself whether it takes marks at a moment.
        roster: Templates of the people whom the sessions that take marks now may mark.
        school: Templates of everybody with a live consent. Look-alikes are one person in both, since no face
            tells them apart; see LookAlikes.stand_ins.
        key: What the templates are of.
        enrolled: Whose templates they are.
    """

    sessions: tuple[Session, ...] = ()
    roster: tuple[GalleryRow, ...] = ()
    school: tuple[GalleryRow, ...] = ()
    key: ModelKey | None = None
    enrolled: frozenset[PersonId] = frozenset()

    def takes_marks(self, now: Instant) -> bool:
        """Say whether any session takes marks, or lets somebody leave, at `now`."""
        return any(session.takes_marks(now) or takes_passages(session, now) for session in self.sessions)
