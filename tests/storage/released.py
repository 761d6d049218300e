"""The stored databases of released versions, ready to open: see tests/storage/data/README.md."""

import shutil
from pathlib import Path
from typing import Final

from tests.fakes_storage import SchoolClock

DATA: Final = Path(__file__).parent / "data"
VERSIONS: Final = tuple(sorted(folder.name for folder in DATA.iterdir() if folder.is_dir()))


def copy_released(version: str, folder: Path) -> SchoolClock:
    """Lay a stored school into a new folder, private as a kiosk leaves it; gives its clock at the end."""
    shutil.copytree(DATA / version, folder)
    folder.chmod(0o700)
    for file in folder.iterdir():
        file.chmod(0o600)
    clock = SchoolClock()
    clock.forward(minutes=26)
    return clock
