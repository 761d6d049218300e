"""Templates in Zone K: protected embeddings with the model, the rotation key and the consent they hang on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kiosk.domain.clock import Instant
from kiosk.domain.faces import ProtectedEmbedding
from kiosk.domain.ids import ConsentId, PersonId, new_id
from kiosk.errors import Code, KioskError
from kiosk.storage.sqlcipher import ConstraintError, Database

_UNIT_TOLERANCE = 1e-3
_LIVE = (
    "c.ended IS NULL AND c.live_until_utc > ? AND p.objects = 0"
    " AND (p.erase_templates_utc IS NULL OR p.erase_templates_utc > ?)"
)
"""What makes a template match: nobody waits for the housekeeping to be forgotten."""


@dataclass(frozen=True, slots=True, eq=False)
class StoredTemplate:
    """A row of the gallery."""

    person: PersonId
    template: ProtectedEmbedding


@dataclass(frozen=True, slots=True, eq=False)
class StoredCapture:
    """One of the single captures behind a person's template.

    Attributes:
        person: Whose.
        ordinal: Counts from 1 in the order in which they were taken.
        capture: Protected like the template.
    """

    person: PersonId
    ordinal: int
    capture: ProtectedEmbedding


def store(
    kiosk: Database,
    person: PersonId,
    consent: ConsentId,
    rows: Sequence[ProtectedEmbedding],
    now: Instant,
    captures: Sequence[ProtectedEmbedding] = (),
) -> None:
    """Replace a person's templates of the rows' models by these.

    Args:
        kiosk: Zone K.
        person: Whose.
        consent: The live consent they hang on.
        rows: Protected embeddings, each of unit length.
        now: The moment; the schema compares it with the consent's end.
        captures: The single ones of which the first row is the mean, in the order in which they were taken.

    Raises:
        KioskError: CONSENT_MISSING when the schema finds no live consent.
        ValueError: If a row is not of unit length or holds something that is no number, or a capture is of
            another model or key than its template.
    """
    if captures and {(c.model_sha256, c.key_id) for c in captures} != {
        (rows[0].model_sha256, rows[0].key_id)
    }:
        raise ValueError("captures are of their template's model and key")
    for row in (*rows, *captures):
        length = float(np.linalg.norm(row.vector))
        if row.vector.ndim != 1 or not abs(length - 1.0) < _UNIT_TOLERANCE:
            raise ValueError("a template has unit length")
    try:
        with kiosk.transaction():
            for model in {row.model_sha256 for row in rows}:
                kiosk.write("DELETE FROM templates WHERE person = ? AND model_sha256 = ?", (person, model))
            ids = [new_id() for _ in rows]
            for template, row in zip(ids, rows, strict=True):
                kiosk.write(
                    "INSERT INTO templates (template, person, consent, model_sha256, key_id, dimensions,"
                    " vector, created_utc) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        template,
                        person,
                        consent,
                        row.model_sha256,
                        row.key_id,
                        int(row.vector.size),
                        row.vector.astype("<f4").tobytes(),
                        now.utc_text,
                    ),
                )
            for ordinal, capture in enumerate(captures, start=1):
                kiosk.write(
                    "INSERT INTO captures (template, ordinal, vector) VALUES (?, ?, ?)",
                    (ids[0], ordinal, capture.vector.astype("<f4").tobytes()),
                )
    except ConstraintError as error:
        if "live consent" in str(error):
            raise KioskError(Code.CONSENT_MISSING) from None
        raise
    kiosk.checkpoint()


def load(kiosk: Database, model_sha256: str, key_id: str, now: Instant) -> list[StoredTemplate]:
    """Give the templates of one model and key that a live consent stands behind at `now`."""
    found = kiosk.read(
        "SELECT t.person, t.vector FROM templates t JOIN consents c USING (consent)"
        " JOIN people p ON p.person = t.person"
        f" WHERE t.model_sha256 = ? AND t.key_id = ? AND {_LIVE} ORDER BY t.person, t.template",
        (model_sha256, key_id, now.utc_text, now.utc_text),
    )
    return [
        StoredTemplate(PersonId(person), _embedding(vector, model_sha256, key_id)) for person, vector in found
    ]


def load_captures(kiosk: Database, model_sha256: str, key_id: str, now: Instant) -> list[StoredCapture]:
    """Give the captures behind the templates of one model and key with a live consent at `now`."""
    found = kiosk.read(
        "SELECT t.person, s.ordinal, s.vector FROM captures s JOIN templates t USING (template)"
        " JOIN consents c USING (consent) JOIN people p ON p.person = t.person"
        f" WHERE t.model_sha256 = ? AND t.key_id = ? AND {_LIVE} ORDER BY t.person, t.template, s.ordinal",
        (model_sha256, key_id, now.utc_text, now.utc_text),
    )
    return [
        StoredCapture(PersonId(person), int(ordinal), _embedding(vector, model_sha256, key_id))
        for person, ordinal, vector in found
    ]


def counts(kiosk: Database, model_sha256: str) -> dict[PersonId, tuple[int, int]]:
    """Give per person how many templates are of the model, and how many of others."""
    found = kiosk.read(
        "SELECT person, sum(model_sha256 = ?), sum(model_sha256 <> ?) FROM templates GROUP BY person",
        (model_sha256, model_sha256),
    )
    return {PersonId(person): (int(same), int(other)) for person, same, other in found}


def _embedding(vector: bytes, model_sha256: str, key_id: str) -> ProtectedEmbedding:
    return ProtectedEmbedding(np.frombuffer(vector, dtype="<f4").astype(np.float32), model_sha256, key_id)
