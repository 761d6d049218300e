"""AuditApi: each question becomes a job of the database thread."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from kiosk.domain.ids import PersonId
from kiosk.runtime.api_office import AuditFilter, AuditLine, Overdue

if TYPE_CHECKING:
    from kiosk.runtime.services import Services
    from kiosk.storage.audit_view import AuditView

T = TypeVar("T")


class AuditService:
    """Implements AuditApi."""

    def __init__(self, services: "Services") -> None:
        self._services = services

    def rows(self, wanted: AuditFilter | None = None) -> "Future[Sequence[AuditLine]]":
        """Newest first."""
        which = wanted or AuditFilter()

        def job(view: "AuditView") -> Sequence[AuditLine]:
            found = view.rows(
                first=which.first,
                last=which.last,
                actor=which.actor,
                action=which.action,
                subject=which.subject,
            )
            names = view.names()
            return [
                AuditLine(
                    row, names.get(row.actor or "", ""), tuple(names.get(one, "") for one in row.subjects)
                )
                for row in found
            ]

        return self._ask(job)

    def actions(self) -> "Future[Sequence[str]]":
        """Every code that occurs."""
        return self._ask(lambda view: view.actions())

    def verify(self) -> "Future[Sequence[str]]":
        """Reason codes of what is wrong with the chain; none when it is sound."""
        return self._ask(lambda view: view.verify())

    def note_export(self, rows: int) -> "Future[None]":
        """Write the audit row of an export of the audit."""
        return self._ask(lambda view: view.note_export(rows))

    def note_view(self, person: PersonId) -> "Future[None]":
        """Write the audit row of looking at a person's page."""
        return self._ask(lambda view: view.note_view(person))

    def note_settings(self, names: Sequence[str]) -> "Future[None]":
        """Write the audit row of a change of settings, by their names."""
        return self._ask(lambda view: view.note_settings(names))

    def overdue(self) -> "Future[Sequence[Overdue]]":
        """What waits."""

        def job(view: "AuditView") -> Sequence[Overdue]:
            return [Overdue(*waiting) for waiting in view.overdue(self._services.backup_folder())]

        return self._ask(job)

    def _ask(self, job: "Callable[[AuditView], T]") -> "Future[T]":
        return self._services.submit(lambda vault: job(vault.office.audit))
