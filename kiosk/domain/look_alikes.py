"""Who is too much like whom to be told apart by face: a rule over pairs of people whose distance is known.

Twins are one face to every model, and a classmate is a worse impostor than a stranger. Such people are marked
by face only together with their PIN.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kiosk.domain.ids import ClassId, PersonId
from kiosk.domain.matching import MatchLimits

_FARTHEST = 2.0
"""Between two unit vectors."""
_FEWEST = 2
"""People on the smallest list on which two can be confused."""


@dataclass(frozen=True, slots=True)
class ClosePair:
    """Two people of one gallery, and how near they are.

    Attributes:
        first: The smaller id.
        second: The larger one.
        distance: Between their nearest templates, 0 to 2.
    """

    first: PersonId
    second: PersonId
    distance: float

    @classmethod
    def of(cls, one: PersonId, other: PersonId, distance: float) -> "ClosePair":
        """Put two people in order."""
        return cls(min(one, other), max(one, other), distance)


@dataclass(frozen=True, slots=True)
class Reach:
    """Within which distances pairs have to be known, so that `are_look_alikes` can be answered later.

    Attributes:
        anybody: For any two people of the school.
        classmates: For two who share a class.
    """

    anybody: float
    classmates: float

    def covers(self, other: "Reach") -> bool:
        """Say whether every pair within `other` is within this."""
        return self.anybody >= other.anybody and self.classmates >= other.classmates


def reach(limits: MatchLimits) -> Reach:
    """Give the widest distances at which two people can ever be look-alikes.

    A class of two has the widest threshold. Kept that wide for everybody, a school of 10,000 would have some
    150,000 pairs (3 of 1,000, default model); kept for classmates only, it has some 500.
    """
    widest = min(_FARTHEST, _threshold(limits, _FEWEST) + limits.margin)
    return Reach(limits.duplicate, max(limits.duplicate, widest))


def are_look_alikes(distance: float, shared: Iterable[int], limits: MatchLimits) -> bool:
    """Say whether two people are asked for their PIN.

    Either they are one face (twins), wherever in the school they are; or they share a list, and a probe that
    is right on one template can be within the threshold of the other, or tie with it. Of several lists that
    they share the smallest one decides, since its threshold is the widest.

    Args:
        distance: Between their templates.
        shared: Of each class that both are in, how many of its people are enrolled.
        limits: The model's.
    """
    if distance < limits.duplicate:
        return True
    smallest = min(shared, default=None)
    if smallest is None:
        return False
    return distance < _threshold(limits, max(smallest, _FEWEST)) + limits.margin


def look_alikes(
    pairs: Iterable[ClosePair],
    classes: Mapping[PersonId, frozenset[ClassId]],
    enrolled: Mapping[ClassId, int],
    limits: MatchLimits,
) -> tuple[ClosePair, ...]:
    """Pick the pairs that are asked for a PIN as the lists are now.

    Args:
        pairs: All that are close.
        classes: Whose lists they are on.
        enrolled: How many people of a class are enrolled.
        limits: The model's.
    """
    nobody: frozenset[ClassId] = frozenset()
    return tuple(
        pair
        for pair in pairs
        if are_look_alikes(
            pair.distance,
            [
                enrolled.get(one, 0)
                for one in classes.get(pair.first, nobody) & classes.get(pair.second, nobody)
            ],
            limits,
        )
    )


def groups(pairs: Iterable[ClosePair]) -> Mapping[PersonId, frozenset[PersonId]]:
    """Put people who are linked by pairs into one group: a face that could be either's is its group's.

    Returns:
        Each person of a pair with their group, themselves included.
    """
    found: dict[PersonId, frozenset[PersonId]] = {}
    for pair in pairs:
        alone = (frozenset({pair.first}), frozenset({pair.second}))
        together = found.get(pair.first, alone[0]) | found.get(pair.second, alone[1])
        found.update(dict.fromkeys(together, together))
    return found


def _threshold(limits: MatchLimits, people: int) -> float:
    """Give the threshold for a list; one that is longer than the model serves is judged as its longest."""
    distance = limits.greatest_distance(min(people, limits.largest_roster))
    return 0.0 if distance is None else distance
