"""What of some secrets is in the memory of a running process: counted by another process that may look.

`python -m tests.memory` makes a small school, lets `tests.memory_child` sign in and out of it, and prints the
counts. It needs the right to read a child's memory (Linux: a parent has it, unless the child refuses).
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from nacl import secret

from kiosk.paths import DataDir
from kiosk.storage import passphrases, slot_files, slots, zones
from kiosk.storage.keys import stretch
from kiosk.storage.slots import SecretSlot, SlotKind
from tests.fakes_storage import NAMES, PASSPHRASE, small_school

STAGES: Final = ("locked", "signed-in", "kept", "signed-out", "closed")
"""At "kept" the child holds a copy of Zone R's raw key and one of its slot's, made for the purpose: the
search has to find them, or that it finds none elsewhere would mean nothing."""
ROOT: Final = Path(__file__).resolve().parent.parent
Counts = dict[str, int]


def count(pid: int, needles: Mapping[str, tuple[bytes, ...]]) -> Counts:
    """Count each needle, in any of its forms, in everything that the process can write to."""
    found = dict.fromkeys(needles, 0)
    for region in _regions(pid):
        for name, forms in needles.items():
            found[name] += sum(region.count(form) for form in forms)
    return found


def needles_of(data_dir: DataDir) -> dict[str, tuple[bytes, ...]]:
    """Give what is looked for: Zone R's keys as bytes and as text, the passphrase, names, as each is kept."""
    found = slot_files.read(data_dir)
    slot = found.of(SlotKind.PERSON)[0]
    keys = slots.open_secret_slot(found.install, slot, passphrases.clean(PASSPHRASE))
    assert keys is not None
    raw = keys.zone_r.reveal()
    with closing(zones.open_zone(data_dir.records_db, keys.zone_r, None)) as records:
        private = records.read("SELECT private_key FROM school")[0][0]
    return {
        "key": (raw,),
        "key as text": (raw.hex().encode(), raw.hex().upper().encode()),
        "private key": (private,),
        "slot's keys": (stretch(passphrases.clean(PASSPHRASE), slot.kdf), _private_half(found.install, slot)),
        "passphrase": _text_forms(PASSPHRASE),
        "names": tuple(form for name in NAMES for form in _text_forms(name)),
    }


def _private_half(install: str, slot: SecretSlot) -> bytes:
    """Give the key that a slot's bundle is sealed to: it opens the slot in any copy of the file."""
    key = stretch(passphrases.clean(PASSPHRASE), slot.kdf)
    aad = slots._secret_aad(install, slot.id, slot.kind, slot.kdf, slot.public)
    return bytes(secret.Aead(key).decrypt(slot.private_box, aad))


def watch(data_dir: DataDir) -> dict[str, Counts]:
    """Let the child go through its stages, and count in each."""
    needles = needles_of(data_dir)
    counts: dict[str, Counts] = {}
    with _child(data_dir) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        for stage in STAGES:
            assert child.stdout.readline().strip() == stage
            counts[stage] = count(child.pid, needles)
            child.stdin.write(f"{PASSPHRASE}\n" if stage == "locked" else "\n")
            child.stdin.flush()
    return counts


def _text_forms(text: str) -> tuple[bytes, ...]:
    """Give a text as UTF-8, and as Python and Qt keep it: one or two bytes a character."""
    return tuple({text.encode(), text.encode("utf-16-le")})


def _regions(pid: int) -> Iterator[bytes]:
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in maps:
            where, rights, *_ = line.split()
            if "w" not in rights:
                continue
            start, end = (int(part, 16) for part in where.split("-"))
            try:
                memory.seek(start)
                yield memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue  # a device's memory, or gone meanwhile


@contextmanager
def _child(data_dir: DataDir) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.memory_child", str(data_dir.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as child:
        try:
            yield child
        finally:
            child.kill()


def main() -> None:
    """Print a table."""
    with tempfile.TemporaryDirectory() as folder:
        school = small_school(Path(folder) / "data")
        school.vault.close()
        counts = watch(DataDir(school.folder))
    names = list(counts[STAGES[0]])
    sys.stdout.write(" ".join(f"{name:>12}" for name in ("", *names)) + "\n")
    for stage in STAGES:
        sys.stdout.write(f"{stage:>12} " + " ".join(f"{counts[stage][name]:>12}" for name in names) + "\n")


if __name__ == "__main__":
    main()
