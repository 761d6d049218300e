"""Taking a data directory: a copy, read as far as it goes, and thrown away."""

import shutil
import tempfile
from pathlib import Path

from kiosk.paths import DataDir
from kiosk.storage import slots
from kiosk.storage.slots import SlotKind
from tests.thief import guesses, zone
from tests.thief.files import plain_finds
from tests.thief.haul import Haul


def steal(data_dir: Path, device_key: Path | None) -> Haul:
    """Read everything.

    Args:
        data_dir: The kiosk's directory; not changed.
        device_key: A file with the device key, or None for without it.

    Raises:
        KioskError: SLOTS_DAMAGED when it is no data directory; DEVICE_KEY_WRONG, DEVICE_KEY_MISSING.
        OSError: If a file cannot be read.
        ValueError: If the key file holds no key.
    """
    found = slots.read(data_dir / "slots.json")
    haul = Haul(plain=list(plain_finds(data_dir)))
    haul.custody = "attended: no device slot" if found.device is None else found.device.custody.value
    haul.costs.append(guesses.passphrase_cost(found.of(SlotKind.PERSON)[0].kdf))
    if device_key is None or found.device is None:
        return haul
    key = zone.file_of(device_key)
    with tempfile.TemporaryDirectory() as place:
        copy = DataDir(Path(place) / "copy")
        shutil.copytree(data_dir, copy.root)
        broken = zone.Broken(copy, found, key)
        try:
            haul.keyed = list(broken.finds())
            pepper = broken.keys.pepper.reveal()
            haul.costs.append(guesses.number_cost(pepper))
            haul.costs += [guesses.pin_cost(row, pepper) for row in broken.pins()[:1]]
        finally:
            broken.close()
    return haul
