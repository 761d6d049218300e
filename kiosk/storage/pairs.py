"""Pairs of templates that are near each other, found once and kept until one of the two goes.

Who is new, joined a class, or was never compared is on the list `uncompared` (the schema puts it there), and
is worked off in steps, so that a school of 10,000 does not keep the door waiting. Which pairs count is not
decided here: see kiosk.domain.look_alikes.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, PersonId
from kiosk.domain.look_alikes import ClosePair, Reach
from kiosk.storage.sqlcipher import Database

STEP = 1000
"""Templates that one step compares with everybody's: a few tenths of a second at 10,000 people."""
_SLACK = 1e-3
"""Distances of the float32 product are right to 4e-4 at worst (near 0); those that pass are computed anew."""

_LIVE = (
    "{0}.model_sha256 = ? AND {0}.key_id = ? AND EXISTS (SELECT 1 FROM consents c"
    " WHERE c.consent = {0}.consent AND c.ended IS NULL AND c.live_until_utc > ?)"
)

_STORED = (
    # CROSS keeps the order: from the few pairs to their templates. Left to itself the planner went through
    # all templates with all templates, seven minutes for 10,000 people.
    "SELECT a.person, b.person, p.distance FROM close_pairs p CROSS JOIN templates a ON a.template = p.first"
    " CROSS JOIN templates b ON b.template = p.second"
    f" WHERE {_LIVE.format('a')} AND {_LIVE.format('b')}"
)


@dataclass(frozen=True, slots=True, eq=False)
class _Templates:
    """All templates of one model and key, in the order of their ids.

    Attributes:
        ids: Of the rows.
        people: Whose.
        matrix: (rows, dimensions) float32, each of unit length.
    """

    ids: list[str]
    people: list[PersonId]
    matrix: NDArray[np.float32]


class Pairs:
    """The close pairs of Zone K, for one model and one rotation key at a time."""

    def __init__(self, kiosk: Database, clock: Callable[[], Instant]) -> None:
        """Take Zone K; used by the door."""
        self._kiosk = kiosk
        self._clock = clock

    def require(self, model_sha256: str, key_id: str, reach: Reach) -> None:
        """See to it that pairs within `reach` are found: where less was looked for, all begins anew."""
        key = (model_sha256, key_id)
        found = self._kiosk.read(
            "SELECT anybody, classmates FROM compared_within WHERE model_sha256 = ? AND key_id = ?", key
        )
        if found and Reach(*found[0]).covers(reach):
            return
        with self._kiosk.transaction():
            self._kiosk.write(
                "INSERT INTO compared_within (model_sha256, key_id, anybody, classmates) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (model_sha256, key_id) DO UPDATE SET anybody = excluded.anybody,"
                " classmates = excluded.classmates",
                (*key, reach.anybody, reach.classmates),
            )
            self._kiosk.write(
                "INSERT INTO uncompared (template) SELECT template FROM templates WHERE model_sha256 = ?"
                " AND key_id = ? AND template NOT IN (SELECT template FROM uncompared)",
                key,
            )

    def is_complete(self, model_sha256: str, key_id: str) -> bool:
        """Say whether every template of a model and key was compared."""
        return not self._uncompared(model_sha256, key_id, 1)

    def compare_some(self, model_sha256: str, key_id: str, reach: Reach, count: int = STEP) -> bool:
        """Compare some templates with everybody's and keep the close pairs.

        Returns:
            Whether any is left to be compared.
        """
        chosen = self._uncompared(model_sha256, key_id, count + 1)
        if not chosen:
            return False
        some = chosen[:count]
        close = list(self._close(self._load(model_sha256, key_id), set(some), reach))
        with self._kiosk.transaction():
            for one, other, distance in close:
                self._kiosk.write(
                    "INSERT INTO close_pairs (first, second, distance) VALUES (?, ?, ?)"
                    " ON CONFLICT (first, second) DO UPDATE SET distance = excluded.distance",
                    (min(one, other), max(one, other), distance),
                )
            for template in some:
                self._kiosk.write("DELETE FROM uncompared WHERE template = ?", (template,))
        return len(chosen) > count

    def near(self, model_sha256: str, key_id: str, reach: Reach, person: PersonId) -> list[ClosePair]:
        """Compare one person's templates with everybody's, whatever is stored."""
        everybody = self._load(model_sha256, key_id)
        theirs = {one for one, owner in zip(everybody.ids, everybody.people, strict=True) if owner == person}
        owners = dict(zip(everybody.ids, everybody.people, strict=True))
        return _nearest(
            (owners[one], owners[other], distance)
            for one, other, distance in self._close(everybody, theirs, reach)
        )

    def stored(self, model_sha256: str, key_id: str, person: PersonId | None = None) -> list[ClosePair]:
        """Give the pairs found so far, of people with a live consent, by id.

        Args:
            model_sha256: Of the templates.
            key_id: Of the templates.
            person: Only this person's; None for all.
        """
        live = (model_sha256, key_id, self._clock().utc_text)
        mine = "SELECT template FROM templates WHERE person = ?"
        narrow, values = "", list[str]()
        if person is not None:
            narrow, values = f" AND (p.first IN ({mine}) OR p.second IN ({mine}))", [person, person]
        return _nearest(
            (PersonId(one), PersonId(other), float(distance))
            for one, other, distance in self._kiosk.read(
                f"{_STORED}{narrow}",
                (*live, *live, *values),
            )
        )

    def has_template(self, model_sha256: str, key_id: str, person: PersonId) -> bool:
        """Say whether somebody has a template of a model and key, with a live consent."""
        return bool(
            self._kiosk.read(
                f"SELECT 1 FROM templates t WHERE t.person = ? AND {_LIVE.format('t')} LIMIT 1",
                (person, model_sha256, key_id, self._clock().utc_text),
            )
        )

    def classes(self, people: Iterable[PersonId]) -> dict[PersonId, frozenset[ClassId]]:
        """Give some people's classes."""
        found: dict[PersonId, set[ClassId]] = {}
        for person, class_id in self._kiosk.read(
            "SELECT person, class FROM memberships WHERE person IN (SELECT value FROM json_each(?))",
            (json.dumps(list(people)),),
        ):
            found.setdefault(PersonId(person), set()).add(ClassId(class_id))
        return {person: frozenset(classes) for person, classes in found.items()}

    def enrolled(
        self, model_sha256: str, key_id: str, classes: Iterable[ClassId] | None = None
    ) -> dict[ClassId, frozenset[PersonId]]:
        """Give classes' people who have a template of a model and key and a live consent.

        Args:
            model_sha256: Of the templates.
            key_id: Of the templates.
            classes: Only these; None for all. Classes with nobody are left out.
        """
        narrow, values = "", list[str]()
        if classes is not None:
            narrow = " AND m.class IN (SELECT value FROM json_each(?))"
            values.append(json.dumps(list(classes)))
        found: dict[ClassId, set[PersonId]] = {}
        for class_id, person in self._kiosk.read(
            "SELECT DISTINCT m.class, m.person"
            " FROM memberships m CROSS JOIN templates t ON t.person = m.person"
            f" WHERE {_LIVE.format('t')}{narrow}",
            (model_sha256, key_id, self._clock().utc_text, *values),
        ):
            found.setdefault(ClassId(class_id), set()).add(PersonId(person))
        return {class_id: frozenset(people) for class_id, people in found.items()}

    def _uncompared(self, model_sha256: str, key_id: str, count: int) -> list[str]:
        found = self._kiosk.read(
            "SELECT template FROM uncompared JOIN templates USING (template)"
            " WHERE model_sha256 = ? AND key_id = ? ORDER BY template LIMIT ?",
            (model_sha256, key_id, count),
        )
        return [str(row[0]) for row in found]

    def _load(self, model_sha256: str, key_id: str) -> _Templates:
        found = self._kiosk.read(
            "SELECT template, person, vector FROM templates WHERE model_sha256 = ? AND key_id = ?"
            " ORDER BY template",
            (model_sha256, key_id),
        )
        flat = np.frombuffer(b"".join(row[2] for row in found), dtype="<f4").astype(np.float32)
        matrix = flat.reshape(len(found), -1) if found else flat.reshape(0, 1)
        return _Templates([row[0] for row in found], [PersonId(row[1]) for row in found], matrix)

    def _close(
        self, everybody: _Templates, chosen: set[str], reach: Reach
    ) -> Iterator[tuple[str, str, float]]:
        """Give (one template, another person's template, distance) for all pairs of a chosen one in reach."""
        places = np.array([i for i, one in enumerate(everybody.ids) if one in chosen], dtype=np.intp)
        if not places.size:
            return
        all_places = np.arange(len(everybody.ids), dtype=np.intp)
        found = _within(everybody, places, all_places, reach.anybody)
        for members in self._places_by_class(
            everybody, {everybody.people[place] for place in places.tolist()}
        ):
            found |= _within(everybody, np.intersect1d(places, members), members, reach.classmates)
        for (one, other), distance in found.items():
            yield everybody.ids[one], everybody.ids[other], distance

    def _places_by_class(self, everybody: _Templates, people: set[PersonId]) -> list[NDArray[np.intp]]:
        """Give for each class that some people are in where its people's templates are."""
        of_person: dict[PersonId, list[int]] = {}
        for place, person in enumerate(everybody.people):
            of_person.setdefault(person, []).append(place)
        found: dict[str, list[int]] = {}
        for class_id, person in self._kiosk.read(
            "SELECT class, person FROM memberships WHERE class IN"
            " (SELECT class FROM memberships WHERE person IN (SELECT value FROM json_each(?)))",
            (json.dumps(list(people)),),
        ):
            found.setdefault(class_id, []).extend(of_person.get(person, ()))
        return [np.array(places, dtype=np.intp) for places in found.values()]


def _within(
    everybody: _Templates, some: NDArray[np.intp], others: NDArray[np.intp], reach: float
) -> dict[tuple[int, int], float]:
    """Give the pairs of places of two people, one of `some` and one of `others`, nearer than `reach`."""
    if not some.size:
        return {}
    products = everybody.matrix[some] @ everybody.matrix[others].T
    rows, columns = np.nonzero(products >= 1.0 - (reach + _SLACK) ** 2 / 2)
    ones, twos = some[rows], others[columns]
    differences = everybody.matrix[ones].astype(np.float64) - everybody.matrix[twos]
    distances = np.linalg.norm(differences, axis=1)
    return {
        (one, other): distance
        for one, other, distance in zip(ones.tolist(), twos.tolist(), distances.tolist(), strict=True)
        if distance < reach and everybody.people[one] != everybody.people[other]
    }


def _nearest(found: Iterator[tuple[PersonId, PersonId, float]]) -> list[ClosePair]:
    """Give one pair for two people, whatever number of templates they have."""
    pairs: dict[tuple[PersonId, PersonId], ClosePair] = {}
    for one, other, distance in found:
        pair = ClosePair.of(one, other, distance)
        known = pairs.get((pair.first, pair.second))
        if known is None or distance < known.distance:
            pairs[pair.first, pair.second] = pair
    return [pairs[key] for key in sorted(pairs)]
