"""Marking without a window and without threads: one loop from a source to committed marks."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.domain.cards import CardSighting
from kiosk.domain.clock import Instant
from kiosk.domain.evidence import Refusal, Sighting, Unrecognised
from kiosk.domain.frames import Frame, SourceKind
from kiosk.domain.ids import SessionId, short
from kiosk.domain.marks import MarkState
from kiosk.domain.people import GreetingLabel
from kiosk.domain.tally import Count
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import (
    AlreadyIn,
    AskPin,
    AskSession,
    CameraState,
    DoorAnswer,
    NotIn,
    Passed,
    Welcome,
)
from kiosk.runtime.attendance import ModelKey
from kiosk.runtime.clock import Clock
from kiosk.runtime.doorkeeper import Doorkeeper
from kiosk.runtime.feeds import CameraFeed
from kiosk.runtime.look_alikes import LookAlikes
from kiosk.vision.cards import CardReader
from kiosk.vision.gallery import Gallery
from kiosk.vision.recogniser import Galleries, Recogniser
from kiosk.vision.sources import Source, SourceSpec, check_source, open_source

if TYPE_CHECKING:
    from kiosk.storage.vault import Vault

_LOOK_S = 1.0
"""How often the open sessions are looked at, by the frames' own clock."""
_WAIT_S = 0.1
_NS = 1_000_000_000


class TakeKind(StrEnum):
    """What happened."""

    MARK = "mark"
    """A mark was committed."""
    LEFT = "left"
    """Leaving was committed, where a group writes it down."""
    RETURNED = "returned"
    """Coming back was committed."""
    ALREADY = "already"
    """Recognised, and marked before."""
    NOT_IN = "not_in"
    """No mark; `reason` says why."""


@dataclass(frozen=True, slots=True)
class TakeEvent:
    """One answer at the door, after COMMIT. Ids are short ones.

    Attributes:
        kind: What happened.
        at: When.
        person: Short id; "" for somebody who was not recognised, has look-alikes, or showed a card.
        event: Short id of the mark or passage; "" when there is none.
        state: Of the register; None when there is no mark.
        minutes_late: Whole minutes, 0 when on time.
        reason: A value of NotMarked or Unrecognised, CHOOSE or "card-unknown"; "" for a mark.
        label: What the door would greet with.
    """

    kind: TakeKind
    at: Instant
    person: str = ""
    event: str = ""
    state: MarkState | None = None
    minutes_late: int = 0
    reason: str = ""
    label: GreetingLabel | None = None


CHOOSE = "choose"
"""Known, and on the lists of several sessions at once: nobody can say here which one is meant."""


def take(
    vault: "Vault",
    recogniser: Recogniser,
    source: Source,
    clock: Clock,
    *,
    not_me_s: float = 10.0,
    only: SessionId | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Iterator[TakeEvent]:
    """Mark whoever walks up until the source ends.

    Each event is given after its transaction was committed. The caller owns vault, recogniser and source, and
    closes them; everything runs on the calling thread.

    Args:
        vault: Open; nobody need be signed in.
        recogniser: With this vault's rotation.
        source: From `open_take_source`.
        clock: The time of the marks.
        not_me_s: As in the settings.
        only: Mark for this session only; None for all that are open.
        should_stop: Asked before each frame.

    Raises:
        KioskError: What the source raises; SOURCE_NOT_FOR_REAL, DATABASE_FULL from a mark.
    """
    key = ModelKey(recogniser.model_sha256, recogniser.key_id)
    look_alikes = LookAlikes(vault.door, key, recogniser.match_limits)
    keeper = Doorkeeper(vault, clock, not_me_s=not_me_s, only=only, look_alikes=lambda: look_alikes)
    cards = CardReader()
    attendance = keeper.served.attendance(key, look_alikes)
    recogniser.use(Galleries(Gallery.build(attendance.roster), Gallery.build(attendance.school)))
    looked_ns = time.monotonic_ns()
    while not should_stop() and (frame := source.read()) is not None:
        now_ns = time.monotonic_ns()
        if now_ns - looked_ns > _LOOK_S * _NS:
            looked_ns = now_ns
            has_ended = vault.door.expire_consents(clock()) > 0
            look_alikes.compare_some()
            if has_ended or keeper.served.is_outdated():
                attendance = keeper.served.attendance(key, look_alikes)
                recogniser.use(Galleries(Gallery.build(attendance.roster), Gallery.build(attendance.school)))
        is_open = attendance.takes_marks(clock())
        if is_open and (card := cards.look(frame)) is not None:
            yield _card_answer(keeper, card, clock)
        seen = recogniser.step(frame, may_embed=is_open)
        if seen.is_first_good:
            keeper.count(Count.TRIES)
        if seen.outcome is not None:
            yield _answer(keeper, look_alikes, seen.outcome, clock)


def _answer(
    keeper: Doorkeeper, look_alikes: LookAlikes, outcome: Sighting | Refusal, clock: Clock
) -> TakeEvent:
    if isinstance(outcome, Refusal):
        return _worded(keeper.refuse(outcome), "", clock)
    # Of look-alikes it is not known whose face it is.
    person = "" if look_alikes.of(outcome.person) else short(outcome.person)
    return _worded(keeper.record(outcome), person, clock)


def _card_answer(keeper: Doorkeeper, card: CardSighting, clock: Clock) -> TakeEvent:
    try:
        answer = keeper.sign_card(card.code, card.kind)
    except KioskError as error:
        if error.code is not Code.CARD_UNKNOWN:
            raise
        return TakeEvent(TakeKind.NOT_IN, clock(), reason=error.code.value)
    return _worded(answer, "", clock)


def _worded(answer: DoorAnswer, person: str, clock: Clock) -> TakeEvent:
    match answer:
        case Welcome():
            return TakeEvent(
                TakeKind.MARK, answer.at, person, short(answer.event), answer.state, answer.minutes_late,
                label=answer.label,
            )  # fmt: skip
        case Passed():
            kind = TakeKind.LEFT if answer.is_leaving else TakeKind.RETURNED
            return TakeEvent(kind, answer.at, person, short(answer.event), label=answer.label)
        case AlreadyIn():
            return TakeEvent(TakeKind.ALREADY, answer.at, person, state=answer.state, label=answer.label)
        case NotIn():
            known = "" if isinstance(answer.reason, Unrecognised) else person
            return TakeEvent(TakeKind.NOT_IN, clock(), known, reason=answer.reason.value)
        case AskPin():  # there is no pad here
            return TakeEvent(TakeKind.NOT_IN, clock(), reason=Unrecognised.AMBIGUOUS.value)
        case AskSession():  # nor a screen
            return TakeEvent(TakeKind.NOT_IN, clock(), person, reason=CHOOSE)


class CameraStream:
    """A camera as a Source: its process behind it, waiting for frames that come."""

    kind = SourceKind.CAMERA
    frame_interval_s = 1.0 / 30.0

    def __init__(self, feed: CameraFeed, should_stop: Callable[[], bool]) -> None:
        self._feed = feed
        self._should_stop = should_stop

    def read(self) -> Frame | None:
        """Wait for the next picture; None once a stop was asked for.

        Raises:
            KioskError: CAMERA_NONE, CAMERA_VIRTUAL.
        """
        while not self._should_stop():
            frame = self._feed.next_frame(_WAIT_S)
            if frame is not None:
                return frame
            health = self._feed.health()
            if health.state in {CameraState.NONE, CameraState.REFUSED}:
                raise health.error or KioskError(Code.CAMERA_NONE)
        return None

    def close(self) -> None:
        """End the capture process."""
        self._feed.close()


def open_take_source(
    spec: SourceSpec, *, is_trial: bool, should_stop: Callable[[], bool] = lambda: False
) -> Source:
    """Open a source for `take`: a camera in its process, anything else as fast as it can be read.

    Raises:
        KioskError: SOURCE_NOT_FOR_REAL, CAMERA_VIRTUAL, SOURCE_UNREADABLE.
    """
    if spec.kind is not SourceKind.CAMERA:
        return open_source(spec, is_trial=is_trial)
    if spec.where:
        check_source(spec, is_trial=is_trial)
    return CameraStream(CameraFeed(spec.where, is_trial=is_trial), should_stop)
