"""The system's shared libraries that the wheels load: one table for `run.py` and for `kiosk doctor`.

Standard library only, and nothing of the kiosk: set-up reads it before anything is installed.
"""

import ctypes
from dataclasses import dataclass
from enum import Enum


class Need(Enum):
    """What is lost without a library."""

    PROGRAM = "the program does not start"
    WINDOW = "no window opens"
    SOUND = "there is no sound"


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library that a wheel takes from the system.

    Attributes:
        soname: The name that the loader looks for.
        package: Debian's package that has it.
        need: What is lost without it.
    """

    soname: str
    package: str
    need: Need


# What the wheels' own files name as needed and do not bring along (tests/setup/test_machine.py compares).
LIBRARIES = (
    Library("libGL.so.1", "libgl1", Need.PROGRAM),  # cv2, Qt Gui
    Library("libEGL.so.1", "libegl1", Need.PROGRAM),  # Qt Gui
    Library("libglib-2.0.so.0", "libglib2.0-0", Need.PROGRAM),  # cv2, Qt Core
    Library("libgthread-2.0.so.0", "libglib2.0-0", Need.PROGRAM),
    Library("libz.so.1", "zlib1g", Need.PROGRAM),
    Library("libzstd.so.1", "libzstd1", Need.PROGRAM),  # Qt Core
    Library("libfontconfig.so.1", "libfontconfig1", Need.PROGRAM),  # Qt Gui
    Library("libfreetype.so.6", "libfreetype6", Need.PROGRAM),
    Library("libdbus-1.so.3", "libdbus-1-3", Need.PROGRAM),
    Library("libxkbcommon.so.0", "libxkbcommon0", Need.PROGRAM),
    Library("libX11.so.6", "libx11-6", Need.PROGRAM),
    Library("libxcb.so.1", "libxcb1", Need.PROGRAM),  # cv2
    Library("libX11-xcb.so.1", "libx11-xcb1", Need.WINDOW),  # from here on Qt's xcb plugin
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", Need.WINDOW),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", Need.WINDOW),
    Library("libxcb-glx.so.0", "libxcb-glx0", Need.WINDOW),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", Need.WINDOW),
    Library("libxcb-image.so.0", "libxcb-image0", Need.WINDOW),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", Need.WINDOW),
    Library("libxcb-randr.so.0", "libxcb-randr0", Need.WINDOW),
    Library("libxcb-render.so.0", "libxcb-render0", Need.WINDOW),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", Need.WINDOW),
    Library("libxcb-shape.so.0", "libxcb-shape0", Need.WINDOW),
    Library("libxcb-shm.so.0", "libxcb-shm0", Need.WINDOW),
    Library("libxcb-sync.so.1", "libxcb-sync1", Need.WINDOW),
    Library("libxcb-util.so.1", "libxcb-util1", Need.WINDOW),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", Need.WINDOW),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", Need.WINDOW),
    Library("libportaudio.so.2", "libportaudio2", Need.SOUND),  # sounddevice
)


def can_load(soname: str) -> bool:
    """Say whether the loader finds a shared library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True
