"""How recognition is doing at this school: for the system screen, and for `kiosk evaluate site`.

Everything here runs on the thread that owns the vault, with somebody signed in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk.domain.drift import is_ageing
from kiosk.domain.ids import ClassId, PersonId
from kiosk.domain.people import Person, PersonSummary
from kiosk.domain.permissions import Act, may
from kiosk.domain.strictness import MissCurve, Strictness, expectations
from kiosk.domain.tally import Count
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import ModelInUse, SystemView
from kiosk.runtime.attendance import ModelKey
from kiosk.runtime.look_alikes import LookAlikes

if TYPE_CHECKING:
    from kiosk.runtime.services import Services
    from kiosk.storage.door import Door
    from kiosk.storage.templates import StoredCapture, StoredTemplate
    from kiosk.storage.vault import Vault
    from kiosk.vision.models import ModelEntry


@dataclass(frozen=True, slots=True, eq=False)
class SiteData:
    """What a school's own gallery can be evaluated from, without any picture.

    Attributes:
        templates: Of one model and key, with a live consent, by person.
        captures: The single ones behind them, by person; none for templates of before this version.
        numbers: The school's own id of everybody.
        classes: Of each class who is enrolled.
        sessions_a_term: Sessions of 13 weeks.
        transactions_a_term: People on their lists, added up.
        tally: Today's counts.
        tally_before: Yesterday's.
    """

    templates: "tuple[StoredTemplate, ...]"
    captures: "tuple[StoredCapture, ...]"
    numbers: Mapping[PersonId, str]
    classes: Mapping[ClassId, frozenset[PersonId]]
    sessions_a_term: int
    transactions_a_term: int
    tally: Mapping[Count, int]
    tally_before: Mapping[Count, int]

    def __repr__(self) -> str:
        """Say how much it is, and nobody's number or face."""
        return f"SiteData(templates={len(self.templates)}, captures={len(self.captures)})"


def site_data(vault: "Vault", key: ModelKey) -> SiteData:
    """Read everything that `kiosk evaluate site` needs.

    Raises:
        KioskError: SIGNED_OUT.
    """
    door, records = vault.door, vault.records
    of = (key.model_sha256, key.key_id)
    term = records.term()
    tally, before = door.tallies()
    return SiteData(
        templates=tuple(door.templates(*of)),
        captures=tuple(door.captures(*of)),
        numbers={summary.person.id: summary.person.number for summary in records.people(None, of[0])},
        classes=door.pairs.enrolled(*of),
        sessions_a_term=term.sessions,
        transactions_a_term=term.transactions,
        tally=tally,
        tally_before=before,
    )


def system_view(services: "Services", vault: "Vault") -> SystemView:
    """Say how recognition is doing.

    Raises:
        KioskError: SIGNED_OUT, ADMIN_NEEDED; MANIFEST_BAD or MODEL_NOT_MEASURED of the model in use.
    """
    records = vault.records
    if vault.signed_in is None or not may(vault.signed_in.role, Act.SEE_SYSTEM):
        raise KioskError(Code.ADMIN_NEEDED)
    entry, limits, look_alikes = services.embedder(), services.limits(), services.look_alikes(vault)
    summaries = summaries_with_look_alikes(records.people(None, entry.sha256), look_alikes, vault)
    everybody = {summary.person.id: summary.person for summary in summaries}
    pairs = [(everybody[pair.first], everybody[pair.second]) for pair in look_alikes.pairs()]
    roster_size = max(look_alikes.enrolled().values(), default=0)
    term = records.term()
    tally, before = vault.door.tallies()
    return SystemView(
        model=ModelInUse(entry.name, entry.licence, entry.is_measured, limits.largest_roster),
        roster_size=roster_size,
        sessions_a_term=term.sessions,
        transactions_a_term=term.transactions,
        expectations=tuple(expectations(limits, missed_of(entry), roster_size, term.transactions)),
        chosen=Strictness(services.settings.strictness),
        tally=tally,
        tally_before=before,
        look_alikes=tuple(pairs),
        without_pin=_people(s for s in summaries if s.look_alikes and not s.has_pin),
        to_renew=_people(s for s in summaries if s.old_templates and not s.templates),
        ageing=_people(s for s in summaries if s.is_ageing),
    )


def summaries_with_look_alikes(
    summaries: Sequence[PersonSummary], look_alikes: LookAlikes | None, vault: "Vault"
) -> list[PersonSummary]:
    """Add to lines of the people tab what the templates of the model in use say.

    Somebody's look-alike in a class that is not one's own is left out, as if they were not there.

    Args:
        summaries: As the records give them.
        look_alikes: None while no model can be used: then nothing is known.
        vault: With somebody signed in.
    """
    if look_alikes is None:
        return list(summaries)
    partners: dict[PersonId, list[PersonId]] = {}
    for pair in look_alikes.pairs():
        partners.setdefault(pair.first, []).append(pair.second)
        partners.setdefault(pair.second, []).append(pair.first)
    ageing = ageing_people(look_alikes, vault.door, summaries)
    sees = vault.records.sees_person
    return [
        replace(
            summary,
            look_alikes=tuple(filter(sees, partners.get(summary.person.id, ()))),
            is_ageing=summary.person.id in ageing,
        )
        for summary in summaries
    ]


def ageing_people(
    look_alikes: LookAlikes, door: "Door", summaries: Iterable[PersonSummary]
) -> frozenset[PersonId]:
    """Give whose template has grown old, by the threshold of the largest class that they are in."""
    drifts = door.drifts(look_alikes.key.model_sha256, look_alikes.key.key_id)
    if not drifts:
        return frozenset()
    limits, enrolled = look_alikes.limits, look_alikes.enrolled()
    found = set()
    for summary in summaries:
        drift = drifts.get(summary.person.id)
        people = max((enrolled.get(one, 1) for one in summary.classes), default=1)
        threshold = limits.greatest_distance(min(people, limits.largest_roster))
        if drift is not None and threshold is not None and is_ageing(drift, threshold):
            found.add(summary.person.id)
    return frozenset(found)


def missed_of(entry: "ModelEntry") -> MissCurve | None:
    """Give a model's mated looks as the manifest has them: measured.missed = [[distance, share], ...]."""
    points = None if entry.measured is None else entry.measured.get("missed")
    if not isinstance(points, list) or not points:
        return None
    return MissCurve(tuple((float(distance), float(share)) for distance, share in points))


def _people(summaries: Iterable[PersonSummary]) -> tuple[Person, ...]:
    return tuple(summary.person for summary in summaries)
