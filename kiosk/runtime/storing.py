"""A new template on its way into Zone K: refused where that face is enrolled already under another number.

A refused template is kept in memory for a few minutes, for one person, so that whoever sits there can say
that they are twins without taking the pictures again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.ids import PersonId
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import Enrolled
from kiosk.runtime.clock import elapsed_ns
from kiosk.runtime.enrolment import NewTemplate, same_faces

if TYPE_CHECKING:
    from kiosk.runtime.look_alikes import LookAlikes
    from kiosk.storage.vault import Vault

KEPT_S = 300.0
"""How long a refused template can still be taken as a twin's: enough to look both people up."""
_NS = 1_000_000_000


@dataclass(frozen=True, slots=True, eq=False)
class _Refused:
    person: PersonId
    new: NewTemplate
    at_ns: int


class Storing:
    """Stores templates. For the thread that owns the vault."""

    def __init__(
        self, look_alikes: "Callable[[Vault], LookAlikes]", steady_ns: Callable[[], int] = elapsed_ns
    ) -> None:
        """Prepare.

        Args:
            look_alikes: Gives who is asked for a PIN.
            steady_ns: The clock that is never set.
        """
        self._look_alikes = look_alikes
        self._steady_ns = steady_ns
        self._refused: _Refused | None = None

    def store(self, vault: "Vault", person: PersonId, new: NewTemplate) -> Enrolled:
        """Store a template.

        Raises:
            KioskError: CONSENT_MISSING; DUPLICATE_FACE with both school numbers, then nothing was stored.
        """
        _check_consent(vault, person)
        self.drop()
        stored = vault.door.templates(new.key.model_sha256, new.key.key_id)
        like = same_faces(new, [(row.person, row.template) for row in stored if row.person != person])
        if like:
            error = vault.records.refuse_duplicate(person, like)
            self._refused = _Refused(person, new, self._steady_ns())
            raise error
        return self._keep(vault, person, new, are_twins=False)

    def store_as_twins(self, vault: "Vault", person: PersonId) -> Enrolled:
        """Store what was refused for this person just now.

        Raises:
            KioskError: CONSENT_MISSING, CONFIRM_OVER.
        """
        _check_consent(vault, person)
        self.drop_old()
        refused = self._refused
        if refused is None or refused.person != person:
            raise KioskError(Code.CONFIRM_OVER)
        enrolled = self._keep(vault, person, refused.new, are_twins=True)
        self.drop()
        return enrolled

    def drop(self, person: PersonId | None = None) -> None:
        """Forget what was refused: whoever's it is, or only this person's."""
        if self._refused is not None and person in {None, self._refused.person}:
            self._refused = None

    def drop_old(self) -> None:
        """Forget what was refused too long ago: it is a face."""
        if self._refused is not None and self._steady_ns() - self._refused.at_ns > KEPT_S * _NS:
            self._refused = None

    def _keep(self, vault: "Vault", person: PersonId, new: NewTemplate, *, are_twins: bool) -> Enrolled:
        vault.records.store_templates(person, [new.template], new.captures, are_twins=are_twins)
        look_alikes = self._look_alikes(vault)
        look_alikes.compare_some()
        alike: Sequence[PersonId] = sorted(look_alikes.of(person))
        return Enrolled(person, len(new.captures), new.refused, tuple(alike))


def _check_consent(vault: "Vault", person: PersonId) -> None:
    if vault.records.live_consent(person) is None:
        raise KioskError(Code.CONSENT_MISSING)
