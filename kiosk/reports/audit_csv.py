"""The audit as CSV: who did what to whom when, with the names of the moment of export beside the ids.

Columns in this order: number, time (ISO 8601 with the offset of then), who, what, about, detail, action,
who's id, ids it was about. Several of a kind in a cell are parted by "; ".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.domain.people import AuditRow
from kiosk.reports.csv_table import csv_bytes


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A line of the export.

    Attributes:
        row: As it is stored.
        actor: The name of who did it; "" for the kiosk itself.
        subjects: What each id is called now; "" for what is gone or has no name.
        what: The action in words.
    """

    row: AuditRow
    actor: str
    subjects: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True)
class AuditTitles:
    """The columns' titles and the kiosk's own name; English by default."""

    number: str = "Number"
    at: str = "Time"
    actor: str = "Who"
    what: str = "What"
    subjects: str = "About"
    detail: str = "Detail"
    action: str = "Action"
    actor_id: str = "Who, by id"
    subject_ids: str = "About, by id"
    kiosk: str = "The kiosk"

    @property
    def columns(self) -> tuple[str, ...]:
        """In the order of the file."""
        return (
            self.number, self.at, self.actor, self.what, self.subjects, self.detail, self.action,
            self.actor_id, self.subject_ids,
        )  # fmt: skip


def audit_csv(entries: Iterable[AuditEntry], titles: AuditTitles | None = None) -> bytes:
    """Give the file's bytes, the lines in the order given."""
    titles = titles or AuditTitles()
    return csv_bytes(titles.columns, (_cells(entry, titles) for entry in entries))


def _cells(entry: AuditEntry, titles: AuditTitles) -> Sequence[str]:
    row = entry.row
    return (
        str(row.sequence),
        row.at.local.isoformat(timespec="seconds"),
        titles.kiosk if row.actor is None else entry.actor,
        entry.what,
        "; ".join(name for name in entry.subjects if name),
        row.detail,
        row.action,
        row.actor or "",
        "; ".join(row.subjects),
    )
