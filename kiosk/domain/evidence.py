"""A name needs several frames of one continuous track: n of the last m good frames agree, or nobody."""

from collections import Counter, deque
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import PersonId, TrackId
from kiosk.domain.matching import Match, NoMatch


@dataclass(frozen=True, slots=True)
class EvidenceLimits:
    """How much agreement a sighting takes."""

    needed: int = 3
    """Frames that must name the same person; three at 15 frames a second are 0.2 s."""
    window: int = 5
    """Out of this many last good frames of the track."""
    patience: int = 15
    """After this many good frames without a sighting the person is told: code, or teacher."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Enough evidence that a rostered person stands at the door.

    Attributes:
        person: Who.
        track: Their appearance.
        kind: What the frames came from.
        monotonic_ns: Of the frame that completed the evidence.
        frames: How many frames agreed.
        distance: The smallest distance among them.
    """

    person: PersonId
    track: TrackId
    kind: SourceKind
    monotonic_ns: int
    frames: int
    distance: float


class Unrecognised(StrEnum):
    """Why a track that had its chance was not recognised; each has its words on the screen."""

    UNKNOWN = "unknown"
    """Nobody on the list, nor in the school, is near enough."""
    NOT_ON_LIST = "not_on_list"
    """Somebody of the school, but not of the open sessions. Never marks."""
    AMBIGUOUS = "ambiguous"
    """Two people are too close to call: code or teacher."""
    ROSTER_TOO_LARGE = "roster_too_large"
    """The list is longer than the model serves: code or teacher."""
    NO_GALLERY = "no_gallery"
    """Nobody on the list is enrolled."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A track that had its chance: says so once."""

    track: TrackId
    kind: SourceKind
    monotonic_ns: int
    reason: Unrecognised


@dataclass(slots=True)
class Evidence:
    """Collects one track's matches; a new track starts a new one.

    Says at most one thing per track: a Sighting or a Refusal.
    """

    track: TrackId
    kind: SourceKind
    limits: EvidenceLimits
    _last: deque[Match | NoMatch] = field(init=False)
    _good_frames: int = field(default=0, init=False)
    is_settled: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        """Size the window."""
        self._last = deque(maxlen=self.limits.window)

    def add(self, outcome: Match | NoMatch, monotonic_ns: int) -> Sighting | Refusal | None:
        """Take one good frame's outcome.

        Returns:
            A Sighting once `needed` of the last `window` frames name one person and no other frame of the
            window names somebody else; a Refusal once patience is over; None before and after.
        """
        if self.is_settled:
            return None
        self._last.append(outcome)
        self._good_frames += 1
        sighting = self._sighting(monotonic_ns)
        if sighting is not None:
            self.is_settled = True
            return sighting
        if self._good_frames >= self.limits.patience:
            self.is_settled = True
            return Refusal(self.track, self.kind, monotonic_ns, self._reason())
        return None

    def _sighting(self, monotonic_ns: int) -> Sighting | None:
        matches = [outcome for outcome in self._last if isinstance(outcome, Match)]
        people = {match.person for match in matches}
        if len(people) != 1 or len(matches) < self.limits.needed:
            return None
        nearest = min(match.distance for match in matches)
        return Sighting(matches[0].person, self.track, self.kind, monotonic_ns, len(matches), nearest)

    def _reason(self) -> Unrecognised:
        if len({outcome.person for outcome in self._last if isinstance(outcome, Match)}) > 1:
            return Unrecognised.AMBIGUOUS
        counts = Counter(outcome for outcome in self._last if isinstance(outcome, NoMatch))
        if counts[NoMatch.ROSTER_TOO_LARGE]:
            return Unrecognised.ROSTER_TOO_LARGE
        if counts[NoMatch.TIE] > counts[NoMatch.FAR]:
            return Unrecognised.AMBIGUOUS
        if counts[NoMatch.ELSEWHERE] >= self.limits.needed:
            return Unrecognised.NOT_ON_LIST
        if counts[NoMatch.EMPTY]:
            return Unrecognised.NO_GALLERY
        return Unrecognised.UNKNOWN
