"""Who is asked for a PIN beside their face, by the templates of one model and one rotation key.

The pairs are stored (kiosk.storage.pairs) and judged here each time they are asked for, since lists change.
While some templates were not compared yet, a person who is recognised is compared with everybody at once.
"""

from typing import TYPE_CHECKING

from kiosk.domain.ids import ClassId, PersonId
from kiosk.domain.look_alikes import ClosePair, look_alikes, partners, reach
from kiosk.domain.matching import MatchLimits
from kiosk.runtime.doorkeeper import ModelKey

if TYPE_CHECKING:
    from kiosk.storage.door import Door


class LookAlikes:
    """The look-alikes of a school. For the thread that owns the vault.

    Attributes:
        key: Of the templates.
        limits: The model's, for the strictness that the school chose: the recogniser's own.
    """

    def __init__(self, door: "Door", key: ModelKey, limits: MatchLimits) -> None:
        """Take the door, and see to it that whatever these limits call for is looked for."""
        self.key = key
        self.limits = limits
        self._pairs = door.pairs
        self._of = (key.model_sha256, key.key_id)
        self._reach = reach(limits)
        self._pairs.require(*self._of, self._reach)

    def compare_some(self) -> bool:
        """Compare some of the templates that are new or whose lists changed; says whether any is left."""
        return self._pairs.compare_some(*self._of, self._reach)

    def of(self, person: PersonId) -> frozenset[PersonId]:
        """Give whom a person cannot be told apart from by face."""
        if self._pairs.is_complete(*self._of):
            close = self._pairs.stored(*self._of, person)
        else:
            close = self._pairs.near(*self._of, self._reach, person)
        return partners(person, self._judged(close))

    def pairs(self) -> tuple[ClosePair, ...]:
        """Give all pairs, as far as the templates were compared."""
        return self._judged(self._pairs.stored(*self._of))

    def enrolled(self) -> dict[ClassId, int]:
        """Give for each class with anybody enrolled how many of its people are."""
        return {class_id: len(people) for class_id, people in self._pairs.enrolled(*self._of).items()}

    def _judged(self, close: list[ClosePair]) -> tuple[ClosePair, ...]:
        if not close:
            return ()
        return look_alikes(close, self._pairs.classes(), self.enrolled(), self.limits)
