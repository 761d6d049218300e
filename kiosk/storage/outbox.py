"""Marks made while nobody is signed in: sealed, chained, and drained into Zone R once each.

Each row is sealed to Zone R's public key and carries a sequence number, the hash of the row before and a MAC.
The MAC's key is replaced by its own hash after each row and the old one is overwritten, so whoever breaks in
later cannot alter, reorder or drop what was sealed before without being noticed at the next drain. Zone R
knows the first key and can compute every other.

Source of the idea: Schneier and Kelsey, "Secure Audit Logs to Support Computer Forensics" (1999).
"""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Final

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from kiosk.domain.ids import DeviceId
from kiosk.domain.marks import MarkEvent
from kiosk.storage import rows
from kiosk.storage.keys import KEY_BYTES, keyed
from kiosk.storage.sqlcipher import ConstraintError, Database

LONGEST_WALK: Final = 5_000_000
"""No device makes so many marks between two drains: a row that claims it is forged."""
MOST_LOOKED_FOR: Final = 200_000
"""So many places are tried for rows that are not where they were made; one takes a few microseconds."""
_MAC: Final = b"rollcall mac"
_NEXT: Final = b"rollcall next"
_ROW: Final = b"rollcall row"


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A sealed event as it is stored."""

    sequence: int
    epoch: int
    previous: bytes
    sealed: bytes
    mac: bytes

    @property
    def body(self) -> bytes:
        """What the MAC covers."""
        return b"%d|%d|" % (self.epoch, self.sequence) + self.previous + self.sealed

    @property
    def hash(self) -> bytes:
        """What the next row carries; 32 bytes."""
        return blake2b(self.body + self.mac, digest_size=KEY_BYTES, person=_ROW).digest()


@dataclass(frozen=True, slots=True)
class Ratchet:
    """Where the chain stands: epoch, number and MAC key of the next row, hash of the last one."""

    epoch: int
    next_sequence: int
    head: bytes
    mac_key: bytes

    def __repr__(self) -> str:
        """Show nothing of the key."""
        return f"Ratchet(epoch={self.epoch}, next_sequence={self.next_sequence})"


@dataclass(frozen=True, slots=True)
class DrainReport:
    """What a drain did.

    Attributes:
        events: How many marks came into Zone R.
        problems: Reason codes with how often, such as "altered=1"; empty when all was sound. What each means
            is said in `kiosk.tampering`.
    """

    events: int
    problems: tuple[str, ...]


def start(kiosk: Database, records: Database, device: DeviceId) -> None:
    """Begin the first run of a new installation; the key is known to both zones."""
    first = Ratchet(1, 1, secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))
    with records.transaction():
        _write_epoch(records, device, first)
        records.write(
            "INSERT INTO drained (device, epoch, batch_from, next_sequence, head) VALUES (?, ?, ?, ?, ?)",
            (device, first.epoch, first.next_sequence, first.next_sequence, first.head),
        )
    with kiosk.transaction():
        _write_ratchet(kiosk, first)


def next_sequence(kiosk: Database) -> int:
    """Give the number that the next event gets."""
    return _ratchet(kiosk).next_sequence


def append(kiosk: Database, zone_r_public: bytes, event: MarkEvent) -> None:
    """Seal an event whose sequence is `next_sequence`. Runs inside the caller's transaction."""
    ratchet = _ratchet(kiosk)
    if event.sequence != ratchet.next_sequence:
        raise ValueError("events are sealed in order")
    sealed = bytes(SealedBox(PublicKey(zone_r_public)).encrypt(rows.pack_event(event)))
    row = OutboxRow(ratchet.next_sequence, ratchet.epoch, ratchet.head, sealed, b"")
    row = OutboxRow(row.sequence, row.epoch, row.previous, sealed, keyed(ratchet.mac_key, _MAC, row.body))
    kiosk.write(
        "INSERT INTO outbox (sequence, epoch, previous, sealed, mac) VALUES (?, ?, ?, ?, ?)",
        (row.sequence, row.epoch, row.previous, row.sealed, row.mac),
    )
    _write_ratchet(
        kiosk, Ratchet(ratchet.epoch, row.sequence + 1, row.hash, keyed(ratchet.mac_key, _NEXT, b""))
    )


def add_run(kiosk: Database, records: Database, device: DeviceId) -> Ratchet:
    """Make a run that can follow the one in use, known to Zone R. Runs inside the caller's transaction."""
    newest = records.read("SELECT max(epoch) FROM epochs WHERE device = ?", (device,))[0][0]
    run = Ratchet(
        newest + 1,
        _ratchet(kiosk).next_sequence,
        secrets.token_bytes(KEY_BYTES),
        secrets.token_bytes(KEY_BYTES),
    )
    _write_epoch(records, device, run)
    return run


def use_run(kiosk: Database, run: Ratchet) -> None:
    """Seal by a run from now on. Runs inside the caller's transaction."""
    _write_ratchet(kiosk, run)


def expect_run(records: Database, device: DeviceId, epoch: int) -> None:
    """Expect the first row of a run next: the one before was drained to its end, and is over."""
    records.write(
        "UPDATE drained SET epoch = e.epoch, batch_from = e.first_sequence, next_sequence = e.first_sequence,"
        " head = e.first_head FROM epochs e WHERE e.device = drained.device AND drained.device = ?"
        " AND e.epoch = ?",
        (device, epoch),
    )


def drain(kiosk: Database, records: Database, private_key: bytes, device: DeviceId) -> DrainReport:
    """Move all sealed events into Zone R, each once, however often it is called or interrupted.

    Zone R commits first and remembers the hash of each row; only then the rows leave Zone K. Sound events are
    kept whatever else is wrong. After a problem both zones start a new run with a new key.
    """
    found = [
        OutboxRow(*row)
        for row in kiosk.read("SELECT sequence, epoch, previous, sealed, mac FROM outbox ORDER BY sequence")
    ]
    with records.transaction():
        drainer = _Drainer(records, private_key, device, _ratchet(kiosk))
        for row in drainer.in_order(found):
            drainer.take(row)
        drainer.check_end()
        restarted = drainer.finish()
    if found or restarted is not None:
        with kiosk.transaction():
            for row in found:
                kiosk.write("DELETE FROM outbox WHERE sequence = ?", (row.sequence,))
            if restarted is not None:
                _write_ratchet(kiosk, restarted)
        kiosk.checkpoint()
    return DrainReport(drainer.events, drainer.problems)


@dataclass(slots=True)
class _Drainer:
    """One drain: what is expected next, and what was wrong so far."""

    records: Database
    private_key: bytes
    device: DeviceId
    ratchet: Ratchet
    events: int = 0
    _counts: dict[str, int] = field(default_factory=dict)
    _state: Ratchet = field(init=False)
    _batch_from: int = field(init=False)
    _leftovers: bool = False
    _start: int = field(init=False)
    _epochs: dict[int, tuple[int, bytes]] = field(init=False)
    _keys: dict[tuple[int, int], bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read how far this device has been drained."""
        epoch, self._batch_from, sequence, head = self.records.read(
            "SELECT epoch, batch_from, next_sequence, head FROM drained WHERE device = ?", (self.device,)
        )[0]
        self._state = Ratchet(epoch, sequence, head, b"")
        self._start = sequence
        self._epochs = {
            row[0]: (row[1], row[2])
            for row in self.records.read(
                "SELECT epoch, first_sequence, first_key FROM epochs WHERE device = ?", (self.device,)
            )
        }

    @property
    def problems(self) -> tuple[str, ...]:
        """Reason codes with their counts."""
        return tuple(f"{reason}={count}" for reason, count in sorted(self._counts.items()))

    def in_order(self, found: Sequence[OutboxRow]) -> list[OutboxRow]:
        """Give the rows in the order in which they were sealed, whatever numbers they bear now.

        A row's MAC tells its place. Rows that fit none keep their number, and `take` sets them aside.
        """
        end = (self.ratchet.epoch, self.ratchet.next_sequence)
        self._walk({(row.epoch, row.sequence) for row in found} | {end})
        astray = [row for row in found if not self._is_ours(row) and not self._was_drained(row)]
        if not astray:
            return list(found)
        empty = self._empty_places(found, len(astray))
        self._walk({(self._state.epoch, place) for place in empty} | {end})
        lost = set(astray)
        there = {row.sequence: row for row in found if row not in lost}
        stray = []
        for row in astray:
            moved = next((m for m in self._moves(row, empty) if self._is_ours(m)), None)
            if moved is None:
                stray.append(row)
                continue
            self._count("order")
            empty.remove(moved.sequence)
            there[moved.sequence] = moved
        return sorted([*there.values(), *stray], key=lambda row: row.sequence)

    def _empty_places(self, found: Sequence[OutboxRow], rows: int) -> list[int]:
        """Give the numbers at which a row should be and no sound one is; none when they are too many."""
        if self.ratchet.epoch != self._state.epoch:
            return []
        places = range(self._start, self.ratchet.next_sequence)
        if len(places) * rows > MOST_LOOKED_FOR:
            return []
        sound = {row.sequence for row in found if self._is_ours(row)}
        return [place for place in places if place not in sound]

    @staticmethod
    def _moves(row: OutboxRow, places: Sequence[int]) -> Iterator[OutboxRow]:
        return (replace(row, sequence=place) for place in places)

    def _was_drained(self, row: OutboxRow) -> bool:
        return bool(self.records.read("SELECT 1 FROM drained_rows WHERE hash = ?", (row.hash,)))

    def take(self, row: OutboxRow) -> None:
        """Check one row and keep its event if it is sound."""
        if self._was_drained(row):
            # The last drain's rows come again when the program was killed before it could delete them.
            if row.sequence < self._batch_from:
                self._count("replayed")
            self._leftovers = True
            return
        if not self._is_ours(row):
            if (row.epoch, row.sequence) == (self._state.epoch, self._state.next_sequence):
                self._state = Ratchet(row.epoch, row.sequence + 1, row.hash, b"")
            self._quarantine(row, "altered" if self._is_expected(row) else "forged")
            return
        self._follow(row)
        try:
            event = rows.unpack_event(SealedBox(PrivateKey(self.private_key)).decrypt(row.sealed))
        except (CryptoError, ValueError):
            self._quarantine(row, "unreadable")
            return
        if event.sequence != row.sequence or event.device != self.device:
            self._quarantine(row, "altered")
            return
        self._keep(row, event)

    def check_end(self) -> None:
        """Compare the end of the chain with what Zone K says it is: rows cut off the end show here."""
        ratchet = self.ratchet
        if ratchet.next_sequence - self._start > LONGEST_WALK:
            # Forged: taken at its word, the next numbers would not fit their column, and no drain would end.
            self._count("ratchet")
            return
        if ratchet.epoch != self._state.epoch or ratchet.next_sequence < self._start:
            self._count("rolled-back")
            self._state = Ratchet(
                self._state.epoch,
                max(self._state.next_sequence, ratchet.next_sequence),
                self._state.head,
                b"",
            )
            return
        if ratchet.next_sequence > self._state.next_sequence:
            self._count("cut-off", ratchet.next_sequence - self._state.next_sequence)
        key = self._keys.get((ratchet.epoch, ratchet.next_sequence))
        is_key_right = key is not None and secrets.compare_digest(key, ratchet.mac_key)
        if not is_key_right or (ratchet.head != self._state.head and not self._counts):
            self._count("ratchet")
        self._state = Ratchet(
            ratchet.epoch, max(self._state.next_sequence, ratchet.next_sequence), ratchet.head, b""
        )

    def finish(self) -> Ratchet | None:
        """Write how far it came; after a problem begin a new run and give its ratchet."""
        restarted = None
        if self._counts:
            newest = max(self._epochs)
            restarted = Ratchet(
                newest + 1,
                self._state.next_sequence,
                secrets.token_bytes(KEY_BYTES),
                secrets.token_bytes(KEY_BYTES),
            )
            _write_epoch(self.records, self.device, restarted)
            self._state = restarted
        if restarted is not None or self._state.next_sequence != self._start:
            batch_from = self._batch_from if self._leftovers else self._start
            self.records.write(
                "UPDATE drained SET epoch = ?, batch_from = ?, next_sequence = ?, head = ? WHERE device = ?",
                (self._state.epoch, batch_from, self._state.next_sequence, self._state.head, self.device),
            )
        return restarted

    def _follow(self, row: OutboxRow) -> None:
        state = self._state
        if row.epoch == state.epoch and row.sequence >= state.next_sequence:
            if row.sequence > state.next_sequence:
                self._count("missing", row.sequence - state.next_sequence)
            elif row.previous != state.head and not self._counts:
                self._count("order")
            self._state = Ratchet(row.epoch, row.sequence + 1, row.hash, b"")
        else:
            self._count("forked")

    def _keep(self, row: OutboxRow, event: MarkEvent) -> None:
        try:
            self.records.write(
                f"INSERT INTO marks ({rows.MARK_COLUMNS}) VALUES ({rows.MARK_HOLES})", rows.mark_values(event)
            )
        except ConstraintError:
            self._quarantine(row, "unknown-line")
            return
        self._remember(row)
        self.events += 1

    def _quarantine(self, row: OutboxRow, reason: str) -> None:
        self._count(reason)
        self._remember(row)
        self.records.write(
            "INSERT INTO quarantine (hash, device, sequence, reason, sealed) VALUES (?, ?, ?, ?, ?)",
            (row.hash, self.device, row.sequence, reason, row.sealed),
        )

    def _remember(self, row: OutboxRow) -> None:
        self.records.write(
            "INSERT INTO drained_rows (hash, device, sequence) VALUES (?, ?, ?)",
            (row.hash, self.device, row.sequence),
        )

    def _is_ours(self, row: OutboxRow) -> bool:
        key = self._keys.get((row.epoch, row.sequence))
        return key is not None and secrets.compare_digest(keyed(key, _MAC, row.body), row.mac)

    def _is_expected(self, row: OutboxRow) -> bool:
        """Say whether a row has the number of one that was sealed since the last drain."""
        return row.epoch == self._state.epoch and self._start <= row.sequence < self.ratchet.next_sequence

    def _walk(self, wanted: set[tuple[int, int]]) -> None:
        """Compute the keys of some (epoch, sequence), each run's ratchet walked once."""
        for epoch, (first, key) in self._epochs.items():
            at, now = first, key
            for sequence in sorted(s for e, s in wanted if e == epoch and s >= first):
                if sequence - at > LONGEST_WALK:
                    break
                for _ in range(at, sequence):
                    now = keyed(now, _NEXT, b"")
                at = sequence
                self._keys[epoch, sequence] = now

    def _count(self, reason: str, by: int = 1) -> None:
        self._counts[reason] = self._counts.get(reason, 0) + by


def problems_text(problems: Sequence[str]) -> str:
    """Give problems as one detail for a message: "altered=1, missing=2"."""
    return ", ".join(problems)


def _ratchet(kiosk: Database) -> Ratchet:
    return Ratchet(*kiosk.read("SELECT epoch, next_sequence, head, mac_key FROM ratchet")[0])


def _write_ratchet(kiosk: Database, ratchet: Ratchet) -> None:
    kiosk.write(
        "INSERT INTO ratchet (one, epoch, next_sequence, head, mac_key) VALUES (1, ?, ?, ?, ?)"
        " ON CONFLICT (one) DO UPDATE SET epoch = excluded.epoch, next_sequence = excluded.next_sequence,"
        " head = excluded.head, mac_key = excluded.mac_key",
        (ratchet.epoch, ratchet.next_sequence, ratchet.head, ratchet.mac_key),
    )


def _write_epoch(records: Database, device: DeviceId, ratchet: Ratchet) -> None:
    records.write(
        "INSERT INTO epochs (device, epoch, first_sequence, first_head, first_key) VALUES (?, ?, ?, ?, ?)",
        (device, ratchet.epoch, ratchet.next_sequence, ratchet.head, ratchet.mac_key),
    )
