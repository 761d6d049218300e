"""Backups while somebody is signed in: what Zone R says of them, and the audit.

Nothing heavy is done here: making and checking is another thread's (`backup_make`, `backup_check`).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.domain.backups import BackupEntry, BackupView, DrillReport
from kiosk.domain.clock import Instant
from kiosk.domain.permissions import Act
from kiosk.storage import audit, backup_folder, rows, tombstones
from kiosk.storage.backup_check import OTHER_KEY, Checked
from kiosk.storage.backup_folder import Found
from kiosk.storage.backup_make import Made
from kiosk.storage.sqlcipher import Value
from kiosk.storage.tombstones import Tombstone

if TYPE_CHECKING:
    from kiosk.storage.desk import Desk
    from kiosk.storage.vault import Vault

DRILL: Final = "drill"
OVERDUE: Final = timedelta(days=2)
"""A newest backup older than this is said to be overdue."""
DRILL_EVERY: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class _Row:
    """What Zone R says of a backup."""

    verified_utc: str | None
    problem: str


_BACKUP_ROW: Final = (
    "INSERT INTO backups (name, made_utc, sha256, verified_utc, problem) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (name) DO UPDATE SET made_utc = excluded.made_utc, sha256 = excluded.sha256,"
    " verified_utc = excluded.verified_utc, problem = excluded.problem"
)
_CHORE_ROW: Final = (
    "INSERT INTO chores (chore, last_utc, last_zone, last_offset, outcome, figures)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (chore) DO UPDATE SET last_utc = excluded.last_utc,"
    " last_zone = excluded.last_zone, last_offset = excluded.last_offset, outcome = excluded.outcome,"
    " figures = excluded.figures"
)


class Backups:
    """While somebody is signed in."""

    def __init__(self, vault: "Vault", desk: "Desk") -> None:
        """Take the open vault; used by it."""
        self._vault = vault
        self._desk = desk

    def require(self) -> None:
        """Ask whether whoever is signed in may. Raises KioskError NOT_ALLOWED."""
        self._desk.require(Act.BACK_UP)

    def erased(self) -> frozenset[Tombstone]:
        """Give whom Zone R knows as erased."""
        return tombstones.of_records(self._desk.records)

    def view(self, folder: Path) -> BackupView:
        """Give what the desk shows. Raises KioskError NOT_ALLOWED."""
        self.require()
        now, known = self._desk.clock(), self._rows()
        entries = [_entry(one, known.get(one.path.name)) for one in self._found(folder)]
        sound = [entry.made for entry in entries if not entry.problem]
        return BackupView(
            str(folder), tuple(entries), not sound or now.utc - sound[0].utc > OVERDUE, self.last_drill()
        )

    def unchecked(self, folder: Path) -> list[Path]:
        """Give the backups, newest first, that were not opened again yet."""
        known = self._rows()
        return [
            one.path
            for one in self._found(folder)
            if not one.is_faulty and (one.path.name not in known or _is_open(known[one.path.name]))
        ]

    def is_drill_due(self, folder: Path) -> bool:
        """Say whether a restore is to be tried again. Without any backup there is nothing to try."""
        if not self._found(folder):
            return False
        last = self.last_drill()
        return last is None or self._desk.clock().utc - last.at.utc >= DRILL_EVERY

    def last_drill(self) -> DrillReport | None:
        """Give the last drill."""
        found = self._desk.records.read(
            "SELECT last_utc, last_zone, last_offset, outcome, figures FROM chores WHERE chore = ?", (DRILL,)
        )
        if not found:
            return None
        figures = json.loads(found[0][4])
        return DrillReport(
            rows.instant(*found[0][:3]), figures["name"], found[0][3], figures["people"], figures["marks"]
        )

    def note_made(self, made: Made, *, by_hand: bool) -> BackupEntry:
        """Write down a backup that was made; gives it as the desk shows it."""
        checked = self._desk.clock().utc_text if made.is_verified else None
        row = (made.path.name, made.made.utc_text, made.sha256, checked, "")
        detail = f"size={made.size} verified={int(made.is_verified)}"
        self._note("backup-made", detail, _BACKUP_ROW, row, by_hand=by_hand)
        return BackupEntry(
            made.path.name, made.made, made.size, has_templates=True, is_verified=made.is_verified or None
        )

    def note_checked(self, checked: Checked) -> None:
        """Write down how a check came out. A faulty backup has its other name already."""
        at = None if checked.problem == OTHER_KEY else self._desk.clock().utc_text
        made = "" if checked.made is None else checked.made.utc_text
        row = (checked.path.name, made, checked.sha256, at, checked.problem)
        self._note("backup-checked", f"problem={checked.problem or 'none'}", _BACKUP_ROW, row, by_hand=False)

    def note_drill(self, checked: Checked, *, by_hand: bool) -> DrillReport:
        """Write down a drill."""
        now = self._desk.clock()
        report = DrillReport(now, checked.path.name, checked.problem, checked.people, checked.marks)
        figures = json.dumps({"name": report.name, "people": report.people, "marks": report.marks})
        row = (DRILL, *rows.instant_values(now), report.problem, figures)
        self._note("drill", f"problem={report.problem or 'none'}", _CHORE_ROW, row, by_hand=by_hand)
        return report

    def _note(self, action: str, detail: str, sql: str, row: Sequence[Value], *, by_hand: bool) -> None:
        """Write one row, and an audit row of whoever is signed in or of the kiosk itself."""
        desk = self._desk
        with desk.records.transaction():
            desk.records.write(sql, row)
            actor = desk.signed_in.signer if by_hand else None
            audit.append(desk.records, desk.clock(), actor, action, detail=detail)
        audit.copy_head(desk.records, desk.kiosk)
        # The second connections may have held the logs while something was erased.
        desk.records.checkpoint()
        desk.kiosk.checkpoint()

    def forget_gone(self, folder: Path) -> None:
        """Drop the rows of backups that are gone; none while the folder itself cannot be seen."""
        if not folder.is_dir():
            return
        gone = set(self._rows()) - {one.path.name for one in self._found(folder)}
        with self._desk.records.transaction():
            for name in gone:
                self._desk.records.write("DELETE FROM backups WHERE name = ?", (name,))

    def _rows(self) -> dict[str, _Row]:
        found = self._desk.records.read("SELECT name, verified_utc, problem FROM backups")
        return {name: _Row(verified, problem) for name, verified, problem in found}

    def _found(self, folder: Path) -> list[Found]:
        return backup_folder.found(folder, self._vault.slots.install)


def _is_open(row: _Row) -> bool:
    return row.verified_utc is None and row.problem != OTHER_KEY


def _entry(one: Found, row: _Row | None) -> BackupEntry:
    problem = "faulty" if one.is_faulty else ""
    if row is not None and row.problem:
        problem = row.problem
    is_verified = None if row is None or row.verified_utc is None else not problem
    if one.is_faulty:
        is_verified = False
    return BackupEntry(one.path.name, one.manifest.made, one.size, one.has_templates, is_verified, problem)


def last_made(folder: Path, install: str) -> Instant | None:
    """Give when the newest backup was made that is not known as faulty; no key is needed."""
    return next(
        (one.manifest.made for one in backup_folder.found(folder, install) if not one.is_faulty), None
    )
