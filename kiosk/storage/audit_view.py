"""The audit as an administrator reads it: filtered, with names looked up, and what is overdue.

The audit itself holds ids. What they are called is looked up when somebody reads it, as it is then.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from kiosk import logs
from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId, SignerId
from kiosk.domain.people import AuditRow
from kiosk.domain.permissions import Act
from kiosk.domain.privacy import RetentionKind
from kiosk.storage import audit, backup_folder, chores, retention
from kiosk.storage.backups import OVERDUE as BACKUP_OVERDUE

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.storage.desk import Desk
    from kiosk.storage.vault import Vault

CONSENTS_DUE: Final = timedelta(days=14)
"""A consent that ends within this is asked for anew."""
TOLD_FOR: Final = timedelta(days=31)
"""For so long everybody who signs in is told that an older copy of the records was found in place."""
WRONG_CODES_TOLD_FOR: Final = timedelta(days=7)
_RETENTION: Final = (RetentionKind.MARKS, RetentionKind.AUDIT)
"""What waits for somebody who is signed in; the other kinds go by themselves."""
Waiting = tuple[str, Instant | None, int]
"""A chore's code, since when it waits, how many: see `kiosk.runtime.api_office.Overdue`."""


class AuditView:
    """While somebody is signed in."""

    def __init__(self, vault: "Vault", desk: "Desk") -> None:
        """Take the open vault; used by it."""
        self._vault = vault
        self._desk = desk
        self._problems: tuple[str, ...] | None = None

    def rows(
        self,
        *,
        first: date | None = None,
        last: date | None = None,
        actor: SignerId | None = None,
        action: str | None = None,
        subject: str | None = None,
    ) -> list[AuditRow]:
        """Give the rows that fit, newest first; None fits all, and a day is the one of then and there."""
        self._desk.require(Act.SEE_AUDIT)
        found = audit.some_rows(self._desk.records, actor=actor, action=action, subject=subject)
        return [
            row
            for row in found
            if (first is None or row.at.local_date >= first) and (last is None or row.at.local_date <= last)
        ]

    def names(self) -> dict[str, str]:
        """Give what each id is called now: people, signers, classes; sessions by class and time."""
        self._desk.require(Act.SEE_AUDIT)
        read = self._desk.records.read
        named = {
            identifier: str(name)
            for sql in (
                "SELECT person, name FROM people",
                "SELECT signer, name FROM signers",
                "SELECT class, name FROM classes",
            )
            for identifier, name in read(sql)
        }
        for session, class_id, utc, zone, offset in read(
            "SELECT session, class, starts_utc, starts_zone, starts_offset FROM sessions"
        ):
            starts = Instant.parse(utc, zone, offset).local
            named[session] = f"{named.get(class_id, '')} {starts:%Y-%m-%d %H:%M}".strip()
        return named

    def actions(self) -> list[str]:
        """Give every code that occurs."""
        self._desk.require(Act.SEE_AUDIT)
        return [
            str(row[0]) for row in self._desk.records.read("SELECT DISTINCT action FROM audit ORDER BY 1")
        ]

    def verify(self) -> tuple[str, ...]:
        """Check the chain and its head in Zone K; reason codes as `audit.verify`, none when it is sound."""
        self._desk.require(Act.SEE_AUDIT)
        return self._verified()

    def note_export(self, rows: int) -> None:
        """Write the audit row of an export of the audit."""
        self._desk.require(Act.SEE_AUDIT)
        self._note("audit-exported", detail=f"rows={rows}")

    def note_view(self, person: PersonId) -> None:
        """Write the audit row of looking at a person's page. Raises KioskError PERSON_UNKNOWN."""
        self._desk.require_person(Act.SEE_REGISTERS, person)
        self._note("person-viewed", [person])

    def note_settings(self, names: Sequence[str]) -> None:
        """Write the audit row of a change of settings.

        Args:
            names: Of the settings. A value could be a name or a folder and is never written.

        Raises:
            ValueError: If one is not the name of a setting.
        """
        self._desk.require(Act.EDIT_SETTINGS)
        if not all(name.isidentifier() and name.isascii() for name in names):
            raise ValueError("a setting's name is needed")
        self._note("settings-changed", detail=" ".join(sorted(names)))

    def overdue(self, folder: "Path") -> list[Waiting]:
        """Say what waits. No name is in it, so a teacher is told as well.

        Args:
            folder: Where backups go.
        """
        self._desk.require(Act.SEE_REGISTERS)
        found: Iterable[Waiting | None] = (
            self._broken_audit(),
            self._clock(),
            *self._backups(folder),
            *self._retention(),
            self._consents(),
            self._undrained(),
            self._card_bursts(),
            self._wrong_codes(),
        )
        return [waiting for waiting in found if waiting is not None]

    def _verified(self) -> tuple[str, ...]:
        problems = audit.verify(self._desk.records, self._desk.kiosk)
        logs.event("audit-verified", problems=len(problems))
        self._problems = problems
        return problems

    def _broken_audit(self) -> Waiting | None:
        """The whole chain is looked at once a sign-in. What was found long ago is for who asks."""
        problems = self._verified() if self._problems is None else self._problems
        since = self._desk.clock().plus(-TOLD_FOR)
        if not audit.was_shortened(self._desk.records, since):
            problems = tuple(one for one in problems if one != audit.ROLLED_BACK)
        return ("audit-broken", None, len(problems)) if problems else None

    def _clock(self) -> Waiting | None:
        is_doubtful = self._desk.door.last_seen.is_doubtful(self._desk.clock())
        return ("clock", None, 1) if is_doubtful else None

    def _backups(self, folder: "Path") -> list[Waiting | None]:
        now = self._desk.clock()
        backups = self._vault.office.backups
        sound = [one for one in backup_folder.found(folder, self._vault.slots.install) if not one.is_faulty]
        newest = sound[0].manifest.made if sound else None
        is_late = newest is None or now.utc - newest.utc > BACKUP_OVERDUE
        unchecked = backups.unchecked(folder)
        drill = backups.last_drill()
        return [
            ("backup", newest, 1) if is_late else None,
            ("backup-check", None, len(unchecked)) if unchecked else None,
            ("drill", None if drill is None else drill.at, 1) if backups.is_drill_due(folder) else None,
        ]

    def _retention(self) -> list[Waiting]:
        desk = self._desk
        due = retention.due(desk.records, desk.kiosk, self._vault.data_dir.log_dir, desk.clock())
        return [
            (f"retention-{one.kind.value}", one.before, one.count) for one in due if one.kind in _RETENTION
        ]

    def _consents(self) -> Waiting | None:
        """Count whose last live consent ends soon; a template goes with it."""
        now = self._desk.clock()
        ends = [
            row[0]
            for row in self._desk.records.read(
                "SELECT max(live_until_utc) FROM consents WHERE withdrawn_utc IS NULL AND live_until_utc > ?"
                " GROUP BY person",
                (now.utc_text,),
            )
        ]
        soon = sum(end <= now.plus(CONSENTS_DUE).utc_text for end in ends)
        return ("consents-due", None, soon) if soon else None

    def _undrained(self) -> Waiting | None:
        left = int(self._desk.kiosk.read("SELECT count(*) FROM outbox")[0][0])
        return ("undrained", None, left) if left else None

    def _card_bursts(self) -> Waiting | None:
        """Say of the newest burst of cards when it was, and how many cards it had; kept a week."""
        found = self._desk.kiosk.read("SELECT at_utc, cards FROM card_bursts ORDER BY at_utc DESC LIMIT 1")
        if not found:
            return None
        utc, cards = found[0]
        return "card-burst", Instant.at(datetime.fromisoformat(utc), self._desk.install.zone), int(cards)

    def _wrong_codes(self) -> Waiting | None:
        """Say of many wrong PINs at one number how many there were, and when; told for a week."""
        found = chores.last(self._desk.kiosk, chores.WRONG_CODES)
        if found is None:
            return None
        at = Instant.at(datetime.fromisoformat(found[0]), self._desk.install.zone)
        is_old = self._desk.clock().utc - at.utc > WRONG_CODES_TOLD_FOR
        return None if is_old else ("wrong-codes", at, int(found[1]))

    def _note(self, action: str, subjects: Sequence[str] = (), detail: str = "") -> None:
        with self._desk.act(action, subjects, detail):
            pass
