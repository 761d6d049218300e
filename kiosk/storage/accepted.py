"""How far the faces that were marked have been from their template: three numbers a template, in Zone K."""

from kiosk.domain.drift import Drift, folded
from kiosk.domain.ids import PersonId
from kiosk.storage.sqlcipher import Database

_OF_MODEL = "t.model_sha256 = ? AND t.key_id = ?"


def fold(kiosk: Database, person: PersonId, model_sha256: str, key_id: str, distance: float) -> None:
    """Take an accepted distance into the person's statistics; does nothing where there is no template.

    Of several templates the first one carries the numbers.
    """
    found = kiosk.read(
        "SELECT t.template, a.marks, a.baseline, a.recent"
        " FROM templates t LEFT JOIN accepted a USING (template)"
        f" WHERE t.person = ? AND {_OF_MODEL} ORDER BY t.template LIMIT 1",
        (person, model_sha256, key_id),
    )
    if not found:
        return
    template, *numbers = found[0]
    after = folded(None if numbers[0] is None else Drift(*numbers), distance)
    with kiosk.transaction():
        kiosk.write(
            "INSERT INTO accepted (template, marks, baseline, recent) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (template) DO UPDATE SET marks = excluded.marks, baseline = excluded.baseline,"
            " recent = excluded.recent",
            (template, after.marks, after.baseline, after.recent),
        )


def load(kiosk: Database, model_sha256: str, key_id: str) -> dict[PersonId, Drift]:
    """Give the statistics of the people who were marked by templates of a model and key."""
    found = kiosk.read(
        "SELECT t.person, a.marks, a.baseline, a.recent FROM accepted a JOIN templates t USING (template)"
        f" WHERE {_OF_MODEL}",
        (model_sha256, key_id),
    )
    return {PersonId(person): Drift(*numbers) for person, *numbers in found}
