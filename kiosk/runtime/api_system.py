"""How camera, enrolment and recognition do: frozen values of `kiosk.runtime.api`, which gives them on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.faces import Verdict
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import PersonId
from kiosk.domain.people import (
    Person,
)
from kiosk.domain.poses import Miss, Pose
from kiosk.domain.strictness import Expectation, Strictness
from kiosk.domain.tally import Count
from kiosk.errors import KioskError


class CameraState(StrEnum):
    """How the camera is."""

    STARTING = "starting"
    """Models or camera are being opened."""
    WORKING = "working"
    NONE = "none"
    """No camera is connected; looked for again every few seconds."""
    SLOW = "slow"
    """No new picture for 2 s: amber."""
    STALLED = "stalled"
    """No new picture for 10 s, frozen, black or covered: red; being restarted."""
    REFUSED = "refused"
    """A virtual camera, a source that real data do not take, or a camera that another program holds;
    `CameraHealth.error` says which."""
    RESTING = "resting"
    """Out of hours: it is closed, and opened again by itself."""
    ENDED = "ended"
    """A file or folder came to its end."""


@dataclass(frozen=True, slots=True)
class CameraHealth:
    """The camera's state, with the error to show where there is one."""

    state: CameraState
    kind: SourceKind | None = None
    error: KioskError | None = None


@dataclass(frozen=True, slots=True)
class EnrolmentProgress:
    """How far an enrolment by camera is.

    Attributes:
        captured: Good captures so far.
        needed: How many are needed.
        verdict: What the gate says of the face now.
        asked_again: How many captures did not agree with the others and are asked again.
        poses: Every step, in its order.
        done: Those that have their capture.
        asked: The one that is asked for now; None when all are done.
        miss: How the face differs from what is asked, where the gate lets it in.
        let_be: Poses that are not insisted on: any good look stands in.
        has_others: Somebody else beside them could be the one who is meant.
    """

    captured: int
    needed: int
    verdict: Verdict
    asked_again: int = 0
    poses: tuple[Pose, ...] = ()
    done: tuple[Pose, ...] = ()
    asked: Pose | None = None
    miss: Miss | None = None
    let_be: frozenset[Pose] = frozenset()
    has_others: bool = False


@dataclass(frozen=True, slots=True)
class Enrolled:
    """An enrolment that was stored.

    Attributes:
        person: Who.
        captures: How many captures are behind the template.
        refused: Pictures that were not used, as (file name, reason code).
        look_alikes: People of the gallery who are too close to tell apart by face.
    """

    person: PersonId
    captures: int
    refused: tuple[tuple[str, str], ...]
    look_alikes: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class ModelInUse:
    """The embedding model, as an administrator may know it.

    Attributes:
        name: In the manifest.
        licence: SPDX identifier.
        is_measured: Whether its figures are this project's own; else "not measured here".
        largest_roster: People in open registers at once.
    """

    name: str
    licence: str
    is_measured: bool
    largest_roster: int


@dataclass(frozen=True, slots=True)
class SystemView:
    """How recognition is doing here.

    Attributes:
        model: Which.
        roster_size: Enrolled people of the largest class, which the expectations are for.
        sessions_a_term: How many sessions 13 weeks have.
        transactions_a_term: How often somebody steps up: people on the lists of the sessions of 13 weeks.
        expectations: One a strictness; empty when the class is larger than the model serves.
        chosen: The school's strictness.
        tally: Today's counts.
        tally_before: Yesterday's.
        look_alikes: Pairs who are asked for their PIN.
        without_pin: Those of them who have none, and so cannot be marked by face.
        to_renew: People whose templates are of another model.
        ageing: People whose templates have grown old; see kiosk.domain.drift.
    """

    model: ModelInUse
    roster_size: int
    sessions_a_term: int
    transactions_a_term: int
    expectations: tuple[Expectation, ...]
    chosen: Strictness
    tally: Mapping[Count, int]
    tally_before: Mapping[Count, int]
    look_alikes: tuple[tuple[Person, Person], ...]
    without_pin: tuple[Person, ...]
    to_renew: tuple[Person, ...]
    ageing: tuple[Person, ...]
