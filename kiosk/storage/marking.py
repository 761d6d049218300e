"""Writing a teacher's events: the only place where Zone R makes marks of its own."""

from kiosk.domain.clock import Instant
from kiosk.domain.ids import EventId, PersonId, SessionId, new_id
from kiosk.domain.marks import EventKind, MarkEvent, MarkState, Method
from kiosk.storage import rows
from kiosk.storage.desk import Desk


class Marking:
    """Adds events; all inside the caller's transaction."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones."""
        self._desk = desk

    def add(
        self,
        kind: EventKind,
        session: SessionId,
        person: PersonId,
        state: MarkState,
        at: Instant,
        *,
        method: Method = Method.TEACHER,
        voids: EventId | None = None,
        note: str = "",
        code: str = "",
        minutes: int | None = None,
    ) -> EventId:
        """Write one event by whoever is signed in."""
        event = MarkEvent(
            EventId(new_id()),
            kind,
            session,
            person,
            state,
            method,
            None,
            at,
            self._desk.install.device,
            0,
            actor=self._desk.signed_in.signer,
            voids=voids,
            note=note,
            code=code,
            minutes=minutes,
        )
        self._desk.records.write(
            f"INSERT INTO marks ({rows.MARK_COLUMNS}) VALUES ({rows.MARK_HOLES})", rows.mark_values(event)
        )
        return event.id

    def correct(self, of: MarkEvent, at: Instant) -> EventId:
        """Write a correction like another one, now."""
        return self.add(
            EventKind.CORRECTION,
            of.session,
            of.person,
            of.state,
            at,
            note=of.note,
            code=of.code,
            minutes=of.minutes,
        )

    def void(self, event: MarkEvent, at: Instant) -> None:
        """Take an event back."""
        self.add(EventKind.VOID, event.session, event.person, MarkState.UNMARKED, at, voids=event.id)
