import os
import sys
from pathlib import Path

import pytest

from kiosk.vision.cameras import CameraDevice, connected_cameras, is_virtual_camera, list_cameras

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads Linux's list of devices")


class Machine:
    """A /sys and a /dev with the cameras a test wants; the device files answer no question."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sysfs = root / "sys/class/video4linux"
        self.devices = root / "dev"
        self.by_id = self.devices / "v4l/by-id"
        for folder in (self.sysfs, self.by_id):
            folder.mkdir(parents=True)

    def add(self, number: int, driver: str, *, place: str = "pci0000:00/usb1", link: str = "") -> Path:
        node = self.root / "sys/devices" / place / f"video{number}"
        node.mkdir(parents=True)
        if driver:
            (node / "device").mkdir()
            drivers = self.root / "sys/bus/drivers" / driver
            drivers.mkdir(parents=True, exist_ok=True)
            (node / "device/driver").symlink_to(drivers)
        (self.sysfs / f"video{number}").symlink_to(node)
        device = self.devices / f"video{number}"
        device.write_bytes(b"")
        if link:
            (self.by_id / link).symlink_to(device)
        return device


def test_real_cameras_come_first_by_their_stable_path(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.add(0, "", place="virtual/video4linux")
    machine.add(10, "uvcvideo")
    machine.add(2, "uvcvideo", link="usb-Maker_Camera-index0")
    assert list_cameras(machine.sysfs, machine.devices) == [
        CameraDevice(str(machine.by_id / "usb-Maker_Camera-index0"), "uvcvideo", is_virtual=False),
        CameraDevice(str(machine.devices / "video10"), "uvcvideo", is_virtual=False),
        CameraDevice(str(machine.devices / "video0"), "", is_virtual=True),
    ]


def test_a_camera_has_its_makers_name_and_nothing_that_cannot_be_shown(
    tmp_path: Path,
) -> None:
    """A camera says its name itself: a plugged-in stick must not turn the words around it."""
    machine = Machine(tmp_path)
    machine.add(0, "uvcvideo")
    (machine.sysfs / "video0/name").write_text("Desk\u202e Cam\x1b\n", "utf-8")
    machine.add(1, "uvcvideo")
    assert [camera.name for camera in list_cameras(machine.sysfs, machine.devices)] == ["Desk Cam", ""]


@pytest.mark.parametrize(
    ("driver", "place", "is_virtual"),
    [
        ("uvcvideo", "pci0000:00/usb1", False),
        ("vivid", "platform/vivid.0", True),
        ("v4l2loopback", "platform/x", True),
        ("", "virtual/video4linux", True),
        ("", "pci0000:00/usb1", False),
    ],
)
def test_a_virtual_camera_is_known(tmp_path: Path, driver: str, place: str, is_virtual: bool) -> None:
    machine = Machine(tmp_path)
    device = machine.add(4, driver, place=place, link="usb-X-index0")
    for where in ("4", str(device), str(machine.by_id / "usb-X-index0")):
        assert is_virtual_camera(where, machine.sysfs, machine.devices) is is_virtual


def test_cameras_are_named_without_opening_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(tmp_path)
    machine.add(0, "vivid", place="platform/vivid.0")
    machine.add(1, "uvcvideo", link="usb-Maker_Camera-index0")
    machine.add(2, "uvcvideo")
    for number, index in ((1, "0"), (2, "1")):  # a camera's second node carries metadata
        (machine.sysfs / f"video{number}" / "index").write_text(f"{index}\n")

    def refuse(*_: object) -> int:
        raise AssertionError("a camera was opened")

    monkeypatch.setattr(os, "open", refuse)
    assert connected_cameras(machine.sysfs, machine.devices) == [
        CameraDevice(str(machine.by_id / "usb-Maker_Camera-index0"), "uvcvideo", is_virtual=False),
        CameraDevice(str(machine.devices / "video0"), "vivid", is_virtual=True),
    ]


def test_a_machine_without_cameras(tmp_path: Path) -> None:
    assert list_cameras(tmp_path / "none", tmp_path) == []
    assert connected_cameras(tmp_path / "none", tmp_path) == []


def test_a_camera_names_its_source() -> None:
    assert CameraDevice("0", "", is_virtual=False).source == "camera:0"
