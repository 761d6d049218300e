"""The cameras of this machine, by stable paths, and which of them are virtual.

On Linux the kernel says which driver is behind a device. On other systems OpenCV gives an index and nothing
else: there a virtual camera cannot be told from a real one, which the threat model says.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from kiosk.vision.opencv import cv2

VIRTUAL_DRIVERS = frozenset(
    {"v4l2 loopback", "v4l2loopback", "v4l2loopback-dc", "droidcam", "akvcam", "vivid", "vimc", "vim2m",
     "vicodec", "visl", "dummy_hcd", "dummy_udc"}
)  # fmt: skip
"""Drivers without a lens behind them, as VIDIOC_QUERYCAP or sysfs names them, in lower case."""

SYSFS = Path("/sys/class/video4linux")
DEVICES = Path("/dev")
_QUERYCAP = 0x80685600
"""VIDIOC_QUERYCAP: _IOR('V', 0, struct v4l2_capability), 104 bytes (linux/videodev2.h)."""
_CAPABILITY_BYTES = 104
_VIDEO_CAPTURE = 0x00000001 | 0x00001000
"""V4L2_CAP_VIDEO_CAPTURE and its multi-planar form."""
_DEVICE_CAPS = 0x80000000
_INDEXES_TRIED = 4


@dataclass(frozen=True, slots=True)
class CameraDevice:
    """A camera that is connected now.

    Attributes:
        path_or_index: What `camera:` takes: a stable path on Linux, an index elsewhere.
        driver: The kernel's name for its driver; "" where the system does not tell.
        is_virtual: Known to have no lens behind it.
        name: What its maker calls it; "" where the system does not tell.
    """

    path_or_index: str
    driver: str
    is_virtual: bool
    name: str = ""

    @property
    def source(self) -> str:
        """The source text that names it, such as "camera:0"."""
        return f"camera:{self.path_or_index}"


@dataclass(frozen=True, slots=True)
class _Capability:
    driver: str
    bus: str
    captures: bool


def list_cameras(sysfs: Path = SYSFS, devices: Path = DEVICES) -> list[CameraDevice]:
    """List the cameras, real ones first and otherwise in the kernel's order.

    Args:
        sysfs: The kernel's list of video devices (Linux).
        devices: The device folder (Linux).
    """
    if not sys.platform.startswith("linux"):
        return _by_index()
    nodes = sorted(sysfs.glob("video*"), key=_node_number) if sysfs.is_dir() else []
    found = [device for node in nodes if (device := _describe(node, devices)) is not None]
    return sorted(found, key=lambda device: device.is_virtual)


def connected_cameras(sysfs: Path = SYSFS, devices: Path = DEVICES) -> list[CameraDevice] | None:
    """List the cameras as `list_cameras` does, but open none: somebody may be looking through one.

    Without asking the driver, a camera's first node stands for it (its others carry metadata).

    Args:
        sysfs: The kernel's list of video devices (Linux).
        devices: The device folder (Linux).

    Returns:
        The cameras; None where the system tells of them only when they are opened.
    """
    if not sys.platform.startswith("linux"):
        return None
    nodes = sorted(sysfs.glob("video*"), key=_node_number) if sysfs.is_dir() else []
    found = [
        CameraDevice(
            str(_stable_path(devices / node.name, devices)), _sysfs_driver(node), _is_virtual(node, None)
        )
        for node in nodes
        if _is_first_node(node)
    ]
    return sorted(found, key=lambda device: device.is_virtual)


def is_virtual_camera(path_or_index: str, sysfs: Path = SYSFS, devices: Path = DEVICES) -> bool:
    """Say whether a camera is known to be virtual; False where the system cannot tell."""
    if not sys.platform.startswith("linux"):
        return False
    device = _device(path_or_index, devices)
    node = sysfs / device.resolve().name
    return _is_virtual(node, _capability(device.resolve())) if node.exists() else False


def is_camera_there(path_or_index: str, devices: Path = DEVICES) -> bool:
    """Say whether a camera's device exists, opened or not; False where the system does not show."""
    if not sys.platform.startswith("linux"):
        return False
    return _device(path_or_index, devices).exists()


def _device(path_or_index: str, devices: Path) -> Path:
    return devices / f"video{path_or_index}" if path_or_index.isdecimal() else Path(path_or_index)


def _describe(node: Path, devices: Path) -> CameraDevice | None:
    device = devices / node.name
    capability = _capability(device)
    if capability is not None and not capability.captures:
        return None  # a camera's second node, which carries metadata
    driver = capability.driver if capability is not None else _sysfs_driver(node)
    path, is_virtual = str(_stable_path(device, devices)), _is_virtual(node, capability)
    return CameraDevice(path, driver, is_virtual, _maker_name(node))


def _is_virtual(node: Path, capability: _Capability | None) -> bool:
    names = {_sysfs_driver(node).lower()}
    if capability is not None:
        names |= {capability.driver.lower(), capability.bus.lower().split("-")[-1].split(".")[0]}
    # A device without a bus above it has no hardware: the loopback drivers live there.
    return bool(names & VIRTUAL_DRIVERS) or "virtual" in node.resolve().parts


def _stable_path(device: Path, devices: Path) -> Path:
    for folder in ("v4l/by-id", "v4l/by-path"):
        links = devices / folder
        if not links.is_dir():
            continue
        for link in sorted(links.iterdir()):
            if link.resolve() == device.resolve():
                return link
    return device


def _sysfs_driver(node: Path) -> str:
    driver = node / "device" / "driver"
    return driver.resolve().name if driver.exists() else ""


def _maker_name(node: Path) -> str:
    """Give the kernel's name of a device: the camera says it of itself, so only what can be shown is kept."""
    try:
        name = (node / "name").read_text("utf-8", "replace")
    except OSError:
        return ""
    return "".join(letter for letter in name if letter.isprintable()).strip()


def _is_first_node(node: Path) -> bool:
    """Say whether a node is its device's first: the kernel numbers a device's nodes in `index`."""
    try:
        return (node / "index").read_text("ascii").strip() == "0"
    except (OSError, ValueError):
        return True


def _node_number(node: Path) -> int:
    digits = node.name.removeprefix("video")
    return int(digits) if digits.isdecimal() else sys.maxsize


def _capability(device: Path) -> _Capability | None:
    """Ask the driver what it is; None when it cannot be asked. Starts no recording."""
    if sys.platform == "win32":
        return None
    import fcntl

    buffer = bytearray(_CAPABILITY_BYTES)
    try:
        handle = os.open(device, os.O_RDWR | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        fcntl.ioctl(handle, _QUERYCAP, buffer)
    except OSError:
        return None
    finally:
        os.close(handle)
    driver, bus = _text(buffer[:16]), _text(buffer[48:80])
    capabilities = int.from_bytes(buffer[84:88], sys.byteorder)
    if capabilities & _DEVICE_CAPS:
        capabilities = int.from_bytes(buffer[88:92], sys.byteorder)
    return _Capability(driver, bus, bool(capabilities & _VIDEO_CAPTURE))


def _text(field: bytes | bytearray) -> str:
    return bytes(field).split(b"\0", 1)[0].decode("ascii", "replace")


def _by_index() -> list[CameraDevice]:
    found = []
    for index in range(_INDEXES_TRIED):
        capture = cv2.VideoCapture(index)
        if capture.isOpened():
            found.append(CameraDevice(str(index), "", is_virtual=False))
        capture.release()
    return found
