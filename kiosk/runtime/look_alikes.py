"""Who is asked for a PIN beside their face, by the templates of one model and one rotation key.

The pairs are stored (kiosk.storage.pairs) and judged here each time they are asked for, since lists change.
While some templates were not compared yet, a person who is recognised is compared with everybody at once.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kiosk.domain.ids import ClassId, PersonId
from kiosk.domain.look_alikes import ClosePair, groups, look_alikes, reach
from kiosk.domain.matching import MatchLimits
from kiosk.runtime.attendance import ModelKey

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

    def is_complete(self) -> bool:
        """Say whether every template was compared."""
        return self._pairs.is_complete(*self._of)

    def compare_some(self) -> bool:
        """Compare some of the templates that are new or whose lists changed; says whether any is left."""
        return self._pairs.compare_some(*self._of, self._reach)

    def knows(self, person: PersonId) -> bool:
        """Say whether somebody is enrolled now; the camera learns a little later that a consent ended."""
        return self._pairs.has_template(*self._of, person)

    def of(self, person: PersonId) -> frozenset[PersonId]:
        """Give whom a person cannot be told apart from by face."""
        return self.group(person) - {person}

    def group(self, person: PersonId) -> frozenset[PersonId]:
        """Give everybody whose face it can be when the camera says this person; at the least themselves."""
        is_complete = self.is_complete()
        found, to_ask = {person}, [person]
        while to_ask:
            one = to_ask.pop()
            close = self._pairs.stored(*self._of, one) if is_complete else self._near(one)
            new = {who for pair in self._judged(close) for who in (pair.first, pair.second)} - found
            found |= new
            to_ask += new
        return frozenset(found)

    def stand_ins(self) -> Mapping[PersonId, PersonId]:
        """Give for everybody who has look-alikes the one under whom the camera knows their whole group.

        To the camera they are one person with several templates: they never tie with each other, and frames
        that name now the one and now the other agree. Who it is, is decided by the PIN.
        """
        return {person: min(group) for person, group in groups(self.pairs()).items()}

    def pairs(self) -> tuple[ClosePair, ...]:
        """Give all pairs, as far as the templates were compared."""
        return self._judged(self._pairs.stored(*self._of))

    def enrolled(self) -> dict[ClassId, int]:
        """Give for each class with anybody enrolled how many of its people are."""
        return {class_id: len(people) for class_id, people in self._pairs.enrolled(*self._of).items()}

    def _near(self, person: PersonId) -> list[ClosePair]:
        return self._pairs.near(*self._of, self._reach, person)

    def _judged(self, close: list[ClosePair]) -> tuple[ClosePair, ...]:
        if not close:
            return ()
        classes = self._pairs.classes({who for pair in close for who in (pair.first, pair.second)})
        concerned = {one for theirs in classes.values() for one in theirs}
        found = self._pairs.enrolled(*self._of, concerned)
        enrolled = {class_id: len(people) for class_id, people in found.items()}
        return look_alikes(close, classes, enrolled, self.limits)
