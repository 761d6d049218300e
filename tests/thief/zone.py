"""What the device key adds: Zone K row by row, and what follows from its rows together."""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from kiosk.domain.protection import Rotation
from kiosk.paths import DataDir
from kiosk.storage import slots
from kiosk.storage.keys import KdfParameters, KioskKeys, SecretBytes
from kiosk.storage.slots import Slots
from kiosk.storage.sqlcipher import Database, WrongKeyError, open_database
from tests.thief import pages
from tests.thief.files import fields_of
from tests.thief.guesses import PinRow
from tests.thief.haul import UNLISTED, Field, Find
from tests.thief.meanings import TABLES, WORKED_OUT

_ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Broken:
    """Zone K of a copy of a data directory, opened with the device key."""

    def __init__(self, copy: DataDir, found: Slots, device_key: SecretBytes) -> None:
        """Open it.

        Raises:
            KioskError: DEVICE_KEY_WRONG or DEVICE_KEY_MISSING.
        """
        self._copy = copy
        self._device_key = device_key
        self.keys = slots.open_device_slot(found, device_key, "slots.json")
        self._wal = pages.frames_of(copy.root / "kiosk.db-wal", self.keys.zone_k.reveal())
        self._kiosk = open_database(copy.kiosk_db, self.keys.zone_k)

    def close(self) -> None:
        """Close it."""
        self._kiosk.close()

    def finds(self) -> Iterator[Find]:
        """Read everything."""
        yield from zone_k(self._kiosk, "kiosk.db")
        yield self._faces()
        yield self._freed()
        yield Find("kiosk.db", "sealed marks", self._opened(), self._count("outbox"), WORKED_OUT["sealed"])
        yield self._records()
        yield from self._backups()

    def pins(self) -> list[PinRow]:
        """Give the rows that can be guessed at."""
        found = self._kiosk.read("SELECT number_tag, salt, passes, memory, verifier FROM pins")
        return [PinRow(tag, KdfParameters(salt, p, m), verifier) for tag, salt, p, m, verifier in found]

    def faces(self) -> list[tuple[str, np.ndarray]]:
        """Give each person's templates and captures as the model gave them, (d,) float64 of unit length."""
        found = self._kiosk.read(
            "SELECT person, vector FROM templates UNION ALL"
            " SELECT person, c.vector FROM captures c JOIN templates USING (template)"
        )
        undone = []
        for person, vector in found:
            protected = np.frombuffer(vector, dtype="<f4").astype(np.float64)
            undone.append((str(person), protected @ matrix(self.keys, len(protected))))
        return undone

    def _faces(self) -> Find:
        faces = self.faces()
        raw = tuple(face.astype("<f4").tobytes() for _, face in faces)
        values: dict[str, list[object]] = {"person": [p for p, _ in faces], "embedding": list(raw)}
        return Find("kiosk.db", "faces", fields_of(values), len(faces), WORKED_OUT["faces"])

    def _freed(self) -> Find:
        """Look for ids and faces where no row is. The log's older pages count too."""
        left = pages.left_over(pages.pages_of(self._copy.kiosk_db, self.keys.zone_k.reveal()))
        ids = _ID.findall(left + b"".join(self._wal))
        fields = (Field("ids", "id", tuple(one.decode() for one in ids)),) if ids else ()
        return Find("kiosk.db", "freed space", fields, len(ids), WORKED_OUT["freed space"])

    def _secrets(self) -> tuple[SecretBytes, ...]:
        return (self.keys.zone_k, self.keys.rotation, self.keys.pepper, self._device_key)

    def _opened(self) -> tuple[Field, ...]:
        for (sealed,) in self._kiosk.read("SELECT sealed FROM outbox"):
            for secret in self._secrets():
                try:
                    plain = SealedBox(PrivateKey(secret.reveal())).decrypt(sealed)
                except CryptoError:
                    continue
                return (Field("OPENED", "words", (plain,)),)
        return ()

    def _records(self) -> Find:
        fields: tuple[Field, ...] = ()
        for secret in self._secrets():
            try:
                open_database(self._copy.records_db, secret).close()
            except WrongKeyError:
                continue
            fields = (Field("OPENED", "words"),)
        return Find("records.db", "", fields, len(self._secrets()), WORKED_OUT["records"])

    def _backups(self) -> Iterator[Find]:
        """Open Zone K in every backup: what is in one and not in Zone K itself is from another day."""
        values: dict[str, int] = defaultdict(int)
        for number, path in enumerate(sorted((self._copy.root / "backups").glob("*.backup"))):
            with zipfile.ZipFile(path) as file:
                if "kiosk.db" not in file.namelist():
                    continue
                place = self._copy.root / f"backup-{number}.db"
                place.write_bytes(file.read("kiosk.db"))
            kiosk = open_database(place, self.keys.zone_k)
            for find in zone_k(kiosk, "backups/*.backup"):
                if find.count:
                    values[find.place] += find.count
            kiosk.close()
        if values:
            names = tuple(Field(name, "") for name in values)
            tells = "the tables above as they were then, 30 days back at most; faces of the erased too"
            yield Find("backups/*.backup", "kiosk.db", names, sum(values.values()), tells)

    def _count(self, table: str) -> int:
        return int(self._kiosk.read(f"SELECT count(*) FROM {table}")[0][0])


def zone_k(kiosk: Database, file: str) -> Iterator[Find]:
    """Read every table there is, known or not."""
    for (table,) in kiosk.read("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"):
        columns = [row[1] for row in kiosk.read(f"PRAGMA table_info({table})")]
        rows = kiosk.read(f"SELECT {', '.join(columns)} FROM {table}")
        values = {name: [row[i] for row in rows] for i, name in enumerate(columns)}
        yield Find(file, str(table), fields_of(values), len(rows), TABLES.get(table, UNLISTED))


def matrix(keys: KioskKeys, dimensions: int) -> np.ndarray:
    """Give the rotation itself: y = R x, so x = y R."""
    return np.asarray(Rotation(keys.rotation.reveal(), dimensions)._matrix, dtype=np.float64)


def file_of(path: Path) -> SecretBytes:
    """Read a device key file.

    Raises:
        ValueError: If it is none.
    """
    return SecretBytes(bytes.fromhex(path.read_text("ascii").strip()))
