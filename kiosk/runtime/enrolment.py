"""Enrolment: pictures or captures that agree become one mean template; look-alikes are named.

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
from kiosk.errors import Code, KioskError
from kiosk.runtime.doorkeeper import ModelKey
from kiosk.vision.gallery import GalleryRow
from kiosk.vision.pictures import read_picture
from kiosk.vision.recogniser import Capture, Recogniser
from kiosk.vision.templates import build_template

SEVERAL_FACES = "several_faces"
"""Somebody else is nearly as large in the picture: it does not say whose template it is to be."""
OTHER_PERSON = "other_person"
"""The face does not agree with most of the other pictures."""
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
        captures: How many captures are behind it.
        refused: Pictures that were not used, as (name, reason code).
        limits: The model's, for look-alikes.
    """

    template: ProtectedEmbedding
    key: ModelKey
    captures: int
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
    protected = recogniser.protect(template.embedding)
    return NewTemplate(protected, key, len(template.kept), tuple(sorted(refused)), recogniser.match_limits)


def as_pictures(captures: Sequence[Capture]) -> list[Picture]:
    """Give captures of the camera names, so that one rule serves both ways to enrol."""
    return [Picture(f"capture {number}", capture) for number, capture in enumerate(captures, start=1)]


def look_alikes(person: PersonId, new: NewTemplate, school: Sequence[GalleryRow]) -> tuple[PersonId, ...]:
    """Name the other people who are too close to be told apart by face.

    Too close means: a probe that is right on the one template could still be within the threshold of the
    other, or the two could tie. They are asked for a PIN.

    Args:
        person: Who is being enrolled.
        new: Their template.
        school: Everybody's templates of the same model and key.
    """
    others = [row for row in school if row.person != person]
    if not others:
        return ()
    people = len({row.person for row in others}) + 1
    threshold = new.limits.greatest_distance(people)
    if threshold is None:  # a school larger than the model serves is compared by its strictest measure
        threshold = new.limits.greatest_distance(new.limits.largest_roster) or 0.0
    vectors = np.array([row.template.vector for row in others], dtype=np.float64)
    distances = np.linalg.norm(vectors - new.template.vector.astype(np.float64), axis=1)
    near = distances < threshold + new.limits.margin
    return tuple(sorted({row.person for row, is_near in zip(others, near, strict=True) if is_near}))


def _where(pictures: Sequence[Picture]) -> str:
    return pictures[0].name if len(pictures) == 1 else f"{len(pictures)} pictures"
