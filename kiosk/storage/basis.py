"""On what legal ground an organisation holds data, one a purpose; earlier ones stay as history."""

from datetime import UTC, datetime, timedelta
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.permissions import Act
from kiosk.domain.privacy import Basis, BasisKind, Purpose
from kiosk.errors import Code, KioskError
from kiosk.storage import rows, texts
from kiosk.storage.desk import Desk
from kiosk.storage.sqlcipher import Database

_COLUMNS: Final = "purpose, kind, reference, since_utc, since_zone, since_offset"


def holding(records: Database) -> list[Basis]:
    """Give the grounds that hold. Until another is entered, the face's is consent; others have none."""
    newest = {
        Purpose(row[0]): _basis(row)
        for row in records.read(f"SELECT {_COLUMNS} FROM bases ORDER BY since_utc")  # the last one stays
    }
    newest.setdefault(Purpose.FACE, Basis(Purpose.FACE, BasisKind.CONSENT, "", _set_up(records)))
    return [newest[purpose] for purpose in Purpose if purpose in newest]


def of_face(records: Database) -> Basis:
    """Give the ground on which people are recognised by their face."""
    return next(basis for basis in holding(records) if basis.purpose is Purpose.FACE)


def history(records: Database, purpose: Purpose) -> list[Basis]:
    """Give every ground that was entered for a purpose, newest first."""
    found = records.read(
        f"SELECT {_COLUMNS} FROM bases WHERE purpose = ? ORDER BY since_utc DESC", (purpose.value,)
    )
    return [_basis(row) for row in found]


def checked(kind: BasisKind, reference: str) -> str:
    """Give the reference as it is stored.

    Raises:
        KioskError: BASIS_REFERENCE where one is needed and missing; TEXT_BAD.
    """
    if kind is not BasisKind.CONSENT and not reference.strip():
        raise KioskError(Code.BASIS_REFERENCE)
    return texts.clean_long("reference", reference) if reference.strip() else ""


def enter(desk: Desk, purpose: Purpose, kind: BasisKind, reference: str) -> None:
    """Enter another ground for a purpose.

    Raises:
        KioskError: NOT_ALLOWED; BASIS_REFERENCE where a reference is needed and missing; TEXT_BAD.
    """
    desk.require(Act.EDIT_BASIS)
    cleaned = checked(kind, reference)
    with desk.act("basis-set", detail=f"purpose={purpose.value} kind={kind.value}"):
        desk.records.write(
            f"INSERT INTO bases ({_COLUMNS}, actor) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                purpose.value,
                kind.value,
                cleaned,
                *rows.instant_values(_after_others(desk, purpose)),
                desk.signed_in.signer,
            ),
        )


def _after_others(desk: Desk, purpose: Purpose) -> Instant:
    """Give the moment, or one just after the newest where the clock was set back: the last entered holds."""
    now = desk.clock()
    newest = [basis.since for basis in history(desk.records, purpose)]
    return max([now, *(since.plus(timedelta(microseconds=1)) for since in newest)])


def _basis(row: rows.Row) -> Basis:
    return Basis(Purpose(row[0]), BasisKind(row[1]), row[2], rows.instant(*row[3:6]))


def _set_up(records: Database) -> Instant:
    """Give the moment of set-up, with which the device's id begins as every id of its kind does."""
    device, zone = records.read("SELECT device, zone FROM school")[0]
    milliseconds = int(str(device).replace("-", "")[:12], 16)
    return Instant.at(datetime.fromtimestamp(milliseconds / 1000, UTC), zone)
