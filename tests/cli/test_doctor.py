"""`kiosk doctor`: a line each, machine-clean JSON, and no check that changes anything or stops the others."""

import os
import shutil
import time
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import pytest

from kiosk.cli import checks
from kiosk.cli.doctor import examine
from kiosk.domain.clock import Instant
from kiosk.domain.findings import Finding, Level
from kiosk.errors import Code, KioskError
from kiosk.libraries import LIBRARIES, Library, Need
from kiosk.netguard import GuardState
from kiosk.paths import DataDir
from kiosk.storage import chores, last_seen
from kiosk.storage.instance_lock import InstanceLock
from tests.cli.conftest import Cli
from tests.fakes_storage import ZONE, small_school


class Usage(NamedTuple):
    """As shutil.disk_usage gives it."""

    total: int
    used: int
    free: int


@pytest.fixture
def data_dir(tmp_path: Path) -> DataDir:
    """A directory that looks like a school's."""
    made = DataDir(tmp_path / "data")
    made.create()
    made.slots_file.touch(0o600)
    return made


def test_every_check_has_a_line(cli: Cli, tmp_path: Path) -> None:
    said = cli("doctor", "--data-dir", tmp_path, "--json")
    assert [line["check"] for line in said.json] == list(checks.CHECKS)
    assert said.code == int(any(line["level"] == "fail" for line in said.json))
    for line in said.json:
        assert line["found"]
        assert bool(line["action"]) == (line["level"] != "OK")
    assert list(tmp_path.iterdir()) == []


def test_lines_for_people(cli: Cli, tmp_path: Path) -> None:
    lines = cli("doctor", "--data-dir", tmp_path).out.splitlines()
    assert len(lines) == len(checks.CHECKS)
    assert lines[0].startswith(f"warn  data       no school in {tmp_path} -> ")


def test_a_broken_check_is_a_failed_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, logged_bugs: list[str]
) -> None:
    def broken(_: DataDir) -> Finding:
        raise OSError("secret place")

    def refused(_: DataDir) -> Finding:
        raise KioskError(Code.MODEL_MISSING, where="mesh.onnx")

    monkeypatch.setattr(checks, "CHECKS", {"one": broken, "two": refused, "three": checks.check_disk})
    one, two, three = examine(DataDir(tmp_path))
    assert (one.level, one.found) == (Level.FAIL, "could not be checked (OSError)")
    assert (two.level, two.found) == (Level.FAIL, "The model file mesh.onnx is missing.")
    assert three.check == "disk"
    assert len(logged_bugs) == 1


def test_data_that_others_can_read(data_dir: DataDir) -> None:
    assert checks.check_data(data_dir).level is Level.OK
    data_dir.slots_file.chmod(0o640)
    found = checks.check_data(data_dir)
    assert found.level is Level.FAIL
    assert found.action == f"Run: chmod -R go= {data_dir.root}"


def test_data_in_use_is_said(data_dir: DataDir) -> None:
    with InstanceLock(data_dir.lock_file):
        assert checks.check_data(data_dir).found.endswith("(in use now)")
    assert not checks.check_data(data_dir).found.endswith("(in use now)")


@pytest.mark.parametrize(
    ("text", "named"),
    [("not toml =", "settings.toml, line 1"), ("not_me_seconds = -1", "settings.toml (not_me_seconds)")],
)
def test_a_setting_that_fell_back_is_said_and_fails_no_other_line(
    data_dir: DataDir, text: str, named: str
) -> None:
    """The kiosk starts in spite of it; the doctor once failed the models and the backups for it as well."""
    data_dir.settings_file.touch(0o600)
    data_dir.settings_file.write_text(text)
    found = checks.check_data(data_dir)
    assert (found.level, found.found) == (Level.WARN, f"{named} means nothing: the default is used")
    assert found.action == checks.MEND_SETTINGS
    with pytest.raises(KioskError) as refused:  # this school has no keys: it is not the settings that stop it
        checks.check_backups(data_dir)
    assert refused.value.code is not Code.FILE_UNREADABLE


@pytest.mark.usefixtures("models")
def test_the_models_are_looked_at_in_spite_of_a_slip_in_the_settings(data_dir: DataDir) -> None:
    data_dir.settings_file.write_text("not toml =")
    assert checks.check_models(data_dir).level is not Level.FAIL


def test_a_key_in_a_file_is_level_0_and_a_lost_one_is_said(tmp_path: Path) -> None:
    """The doctor once said "level 1, OK" of a school whose key file had been deleted."""
    school = small_school(tmp_path / "data")
    school.vault.close()
    where = DataDir(school.folder)
    assert checks.check_key(where).found == (
        "level 0: a file, which whoever takes this computer has too; "
        "not tried after a restart of this computer yet"
    )
    where.device_key_file.unlink()
    lost = checks.check_key(where)
    assert lost.level is Level.FAIL
    assert "kiosk recover" in lost.action


@pytest.mark.parametrize(("free_mb", "level"), [(100, Level.FAIL), (500, Level.WARN), (5000, Level.OK)])
def test_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free_mb: int, level: Level) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, free_mb * 1_000_000))
    assert checks.check_disk(DataDir(tmp_path / "not" / "made" / "yet")).level is level


def test_clock_behind_the_last_mark(data_dir: DataDir) -> None:
    assert checks.check_clock(data_dir).level is Level.OK
    data_dir.kiosk_db.touch()
    later = time.time() + 3600
    os.utime(data_dir.kiosk_db, (later, later))
    assert checks.check_clock(data_dir).level is Level.FAIL


def test_a_clock_that_cannot_be_believed_is_said(tmp_path: Path) -> None:
    """The files' own times cannot tell: a clock that starts years behind dates them as well."""
    school = small_school(tmp_path / "data")
    seen = Instant.at(datetime.now(UTC) + timedelta(days=400), ZONE)
    chores.done(school.vault._kiosk, last_seen.CLOCK, "", seen)
    where = DataDir(school.folder)
    assert checks.check_clock(where).level is Level.OK  # in use: the desk says it
    school.vault.close()
    found = checks.check_clock(where)
    assert (found.level, found.action) == (
        Level.WARN,
        "Set this computer's clock; one that is right is believed after a day.",
    )


@pytest.mark.qt
def test_library_missing_or_of_a_version_that_phones_home(
    monkeypatch: pytest.MonkeyPatch, data_dir: DataDir
) -> None:
    assert checks.check_libraries(data_dir).level is Level.OK
    monkeypatch.setattr("importlib.metadata.requires", lambda _: ["numpy>=2.2,<3", "mediapipe==0.0.1"])
    found = checks.check_libraries(data_dir)
    assert found.level is Level.FAIL
    assert found.found == "mediapipe 0.10.31 instead of 0.0.1: may use the network"
    monkeypatch.setattr(checks, "PACKAGES", {"no_such_module": "No-Such-Thing"})
    assert checks.check_libraries(data_dir).found == "missing: No-Such-Thing"


def test_what_may_use_the_network_is_pinned_by_the_project() -> None:
    """The doctor reads the pins of the installed project: no second list that drifts."""
    wanted = metadata.requires(checks.DISTRIBUTION) or []
    assert {row for row in wanted if "==" in row} == {"mediapipe==0.10.31", "onnxruntime==1.28.0"}


@pytest.mark.parametrize(
    ("need", "level"), [(Need.PROGRAM, Level.FAIL), (Need.WINDOW, Level.FAIL), (Need.SOUND, Level.WARN)]
)
def test_system_library_missing(
    monkeypatch: pytest.MonkeyPatch, data_dir: DataDir, need: Need, level: Level
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    library = Library("libnosuchthing.so.9", "libnosuchthing9", need)
    monkeypatch.setattr(checks, "LIBRARIES", (library, *LIBRARIES))
    monkeypatch.setattr(checks, "can_load", lambda soname: soname != library.soname)
    found = checks.check_system(data_dir)
    assert (found.level, found.action) == (level, "Run: apt-get install libnosuchthing9")
    assert found.found == f"libnosuchthing.so.9 missing: {need.value}"


def test_the_doctor_looks_at_every_library_that_set_up_looks_at(
    monkeypatch: pytest.MonkeyPatch, data_dir: DataDir
) -> None:
    """Two tables had drifted: the doctor said OK of a machine without libxcb-util."""
    from bootstrap import machine

    monkeypatch.setattr("sys.platform", "linux")
    for looks in (machine, checks):
        monkeypatch.setattr(looks, "can_load", lambda _: False)
    missing = [library.soname for library in machine.missing_libraries(Need)]
    assert checks.check_system(data_dir).found.startswith(f"{', '.join(missing)} missing")
    assert "libxcb-util.so.1" in missing


@pytest.mark.parametrize(
    ("state", "level"),
    [
        (GuardState.ACTIVE, Level.OK),
        (GuardState.NOT_AVAILABLE, Level.WARN),
        (GuardState.SWITCHED_OFF, Level.WARN),
        (GuardState.REFUSED, Level.FAIL),
        (GuardState.NOT_ASKED, Level.FAIL),
    ],
)
def test_network_guard(
    monkeypatch: pytest.MonkeyPatch, data_dir: DataDir, state: GuardState, level: Level
) -> None:
    monkeypatch.setattr("kiosk.netguard.guard_state", lambda: state)
    assert checks.check_network(data_dir).level is level


def test_cameras(monkeypatch: pytest.MonkeyPatch, data_dir: DataDir) -> None:
    from kiosk.vision.cameras import CameraDevice

    real, virtual = CameraDevice("0", "uvcvideo", False), CameraDevice("1", "v4l2loopback", True)
    for cameras, level in (([real, virtual], Level.OK), ([virtual], Level.WARN), ([], Level.WARN)):
        monkeypatch.setattr("kiosk.vision.cameras.connected_cameras", lambda cameras=cameras: cameras)
        assert checks.check_camera(data_dir).level is level


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_no_camera_is_opened(monkeypatch: pytest.MonkeyPatch, data_dir: DataDir, system: str) -> None:
    """The kiosk may be looking through it, and on some systems a second program takes it away."""
    from kiosk.vision import cameras

    opened: list[object] = []
    monkeypatch.setattr(cameras, "_capability", opened.append)
    monkeypatch.setattr(cameras, "_by_index", lambda: opened.append("index"))
    monkeypatch.setattr("sys.platform", system)
    found = checks.check_camera(data_dir)
    assert opened == []
    assert ("not looked at" in found.found) == (system != "linux")
