"""Giving everybody of a trial an invented face: a consent and a template each, written in one go.

As kiosk.storage.sample it goes past the acts that write them one by one. The vectors are nobody's.
"""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.faces import ProtectedEmbedding
from kiosk.domain.ids import new_id
from kiosk.domain.permissions import Act
from kiosk.errors import Code, KioskError
from kiosk.storage import mirror, rows
from kiosk.storage.desk import Desk

TEXT: Final = "Sample: nobody is behind this."
LASTS: Final = timedelta(days=300)


def enrol_everybody(desk: Desk, faces: Sequence[ProtectedEmbedding]) -> int:
    """Record a consent of everybody's and store a template each, the first face for the first number.

    Args:
        desk: Of a trial in which nobody has a consent yet.
        faces: All of one model and key, as many as there are people.

    Returns:
        How many.

    Raises:
        KioskError: NOT_ALLOWED; SAMPLE_NOT_EMPTY where this is no trial, or somebody has a consent already.
        ValueError: When there are not as many faces as people.
    """
    desk.require(Act.ENROL)
    if not desk.install.is_trial or desk.records.read("SELECT 1 FROM consents LIMIT 1"):
        raise KioskError(Code.SAMPLE_NOT_EMPTY)
    found = desk.records.read("SELECT person FROM people ORDER BY length(number), number")
    people = [str(row[0]) for row in found]
    if len(faces) != len(people):
        raise ValueError("as many faces as people")
    now = desk.clock()
    consents = [new_id() for _ in people]
    with desk.act("sample-filled", detail=f"faces={len(people)}"):
        _add_consents(desk, people, consents, now)
    mirror.copy(desk.records, desk.kiosk, mirror.CONSENTS, now)
    with desk.kiosk.transaction():
        for person, consent, face in zip(people, consents, faces, strict=True):
            desk.kiosk.write(
                "INSERT INTO templates (template, person, consent, model_sha256, key_id, dimensions, vector,"
                " created_utc) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    new_id(),
                    person,
                    consent,
                    face.model_sha256,
                    face.key_id,
                    int(face.vector.size),
                    face.vector.astype("<f4").tobytes(),
                    now.utc_text,
                ),
            )
    desk.kiosk.checkpoint()
    return len(people)


def _add_consents(desk: Desk, people: Sequence[str], consents: Sequence[str], now: Instant) -> None:
    digest = sha256(TEXT.encode()).hexdigest()
    for person, consent in zip(people, consents, strict=True):
        desk.records.write(
            "INSERT INTO consents (consent, person, text, text_sha256, given_by, given_utc, given_zone,"
            " given_offset, live_until_utc, live_until_zone, live_until_offset, relation)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                consent,
                person,
                TEXT,
                digest,
                "sample",
                *rows.instant_values(now),
                *rows.instant_values(now.plus(LASTS)),
                "self",
            ),
        )
