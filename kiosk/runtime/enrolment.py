"""Enrolment: pictures or captures that agree become one mean template.

A picture file is read, embedded and forgotten. A picture with two people who could be meant is refused, and
so is one of somebody else than the others show.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kiosk.domain.faces import ProtectedEmbedding, Verdict
from kiosk.domain.frames import Frame, SourceKind
from kiosk.domain.ids import PersonId
from kiosk.domain.matching import MatchLimits
from kiosk.domain.poses import PoseLimits
from kiosk.errors import Code, KioskError
from kiosk.runtime.attendance import ModelKey
from kiosk.vision.pictures import read_picture
from kiosk.vision.recogniser import Capture, Recogniser
from kiosk.vision.templates import build_template, mean_template

SEVERAL_FACES = "several_faces"
"""Somebody else is nearly as large in the picture: it does not say whose template it is to be."""
OTHER_PERSON = "other_person"
"""The face does not agree with most of the other pictures."""
FRONT_WEIGHT = 2
"""So often a look from the front counts in the mean, one from the side once: means of mostly turned looks
missed 2.0 % of straight ones instead of 0.5 %."""
UNREADABLE = "unreadable"
"""No picture, or past a limit."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What one picture gave.

    Attributes:
        name: The file's name, without its folder.
        outcome: A capture, or the reason code why there is none.
    """

    name: str
    outcome: Capture | str


@dataclass(frozen=True, slots=True, eq=False)
class NewTemplate:
    """A template before it is stored.

    Attributes:
        template: Under this installation's rotation.
        key: What it is of.
        captures: The single ones behind it, protected alike.
        refused: Pictures that were not used, as (name, reason code).
        limits: The recogniser's.
    """

    template: ProtectedEmbedding
    key: ModelKey
    captures: tuple[ProtectedEmbedding, ...]
    refused: tuple[tuple[str, str], ...]
    limits: MatchLimits


def look_at(recogniser: Recogniser, path: Path) -> Picture:
    """Read one picture and embed its face. Never raises for a bad picture."""
    try:
        image = read_picture(path)
    except KioskError:
        return Picture(path.name, UNREADABLE)
    captured = recogniser.capture(Frame(0, time.monotonic_ns(), SourceKind.FOLDER, image))
    if isinstance(captured, Verdict):
        return Picture(path.name, captured.value)
    return Picture(path.name, SEVERAL_FACES if captured.others else captured)


def template_of(recogniser: Recogniser, pictures: Sequence[Picture]) -> NewTemplate:
    """Make the template of those pictures that agree.

    Raises:
        KioskError: NO_GOOD_FACE when none is good, or no more than half of them agree.
    """
    refused = [(p.name, p.outcome) for p in pictures if isinstance(p.outcome, str)]
    good = [(p.name, p.outcome) for p in pictures if isinstance(p.outcome, Capture)]
    if not good:
        reasons = ", ".join(sorted({reason for _, reason in refused})) or Verdict.NONE.value
        raise KioskError(Code.NO_GOOD_FACE, where=_where(pictures), detail=reasons)
    embeddings = [capture.embedding for _, capture in good]
    template = build_template(embeddings, recogniser.match_limits.agreement)
    if template is None:
        raise KioskError(Code.NO_GOOD_FACE, where=_where(pictures), detail=OTHER_PERSON)
    refused += [(name, OTHER_PERSON) for place, (name, _) in enumerate(good) if place not in template.kept]
    key = ModelKey(recogniser.model_sha256, recogniser.key_id)
    weighted = [embeddings[p] for p in template.kept for _ in range(_weight(good[p][1]))]
    protected = recogniser.protect(mean_template(weighted))
    captures = tuple(recogniser.protect(embeddings[place]) for place in template.kept)
    return NewTemplate(protected, key, captures, tuple(sorted(refused)), recogniser.match_limits)


def as_pictures(captures: Sequence[Capture]) -> list[Picture]:
    """Give captures of the camera names, so that one rule serves both ways to enrol."""
    return [Picture(f"capture {number}", capture) for number, capture in enumerate(captures, start=1)]


def same_faces(
    new: NewTemplate, others: Sequence[tuple[PersonId, ProtectedEmbedding]]
) -> tuple[PersonId, ...]:
    """Name the other people whose template is this very face, the nearest first.

    Args:
        new: A template of somebody who is being enrolled.
        others: Everybody else's of the same model and key.
    """
    if not others:
        return ()
    vectors = np.array([template.vector for _, template in others], dtype=np.float64)
    distances = np.linalg.norm(vectors - new.template.vector.astype(np.float64), axis=1)
    near = sorted(
        (distance, person)
        for distance, (person, _) in zip(distances.tolist(), others, strict=True)
        if distance < new.limits.duplicate
    )
    return tuple(dict.fromkeys(person for _, person in near))


def _weight(capture: Capture) -> int:
    return FRONT_WEIGHT if abs(capture.measures.yaw) <= PoseLimits().straight_yaw else 1


def _where(pictures: Sequence[Picture]) -> str:
    return pictures[0].name if len(pictures) == 1 else f"{len(pictures)} pictures"
