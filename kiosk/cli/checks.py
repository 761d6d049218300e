"""What `kiosk doctor` looks at. Each check reads, changes nothing, and says what to do in one sentence."""

import importlib.util
import os
import re
import shutil
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path
from types import MappingProxyType

from kiosk import settings
from kiosk.cli.checks_machine import check_namespace
from kiosk.cli.doctor import Check
from kiosk.domain.findings import Finding, Level
from kiosk.errors import Code, KioskError
from kiosk.libraries import LIBRARIES, Need, can_load
from kiosk.paths import DataDir, models_dir

PACKAGES = MappingProxyType(
    {
        "numpy": "numpy",
        "cv2": "opencv-python",
        "mediapipe": "mediapipe",
        "onnxruntime": "onnxruntime",
        "sklearn": "scikit-learn",
        "pandas": "pandas",
        "sqlcipher3": "sqlcipher3",
        "nacl": "PyNaCl",
        "keyring": "keyring",
        "xlsxwriter": "XlsxWriter",
        "PySide6": "PySide6-Essentials",
    }
)
"""Module and distribution."""
LEAST_FREE_MB = 200
"""Below, a backup or a sheet may not fit any more."""
LOW_FREE_MB = 1000
BACKUP_OVERDUE = timedelta(days=2)
"""A newest backup older than this is said."""
OLDEST_YEAR = 2026
"""The year of this version: an earlier clock is a clock that was reset."""
DISTRIBUTION = "rollcall-kiosk"
_PIN = re.compile(r"([\w.-]+)==([\w.]+)$")
MEND_SETTINGS = "Correct it in settings.toml, or choose it again on the desk."
SETUP = "Run: python3 run.py setup."
_MB = 1_000_000


def check_data(data_dir: DataDir) -> Finding:
    """Whether a school is set up, and whether others can read it."""
    root = data_dir.root
    if not data_dir.exists:
        return Finding("data", Level.WARN, f"no school in {root}", "Start the kiosk, or run: kiosk init.")
    if os.name == "posix":
        loose = [p for p in (root, *root.iterdir()) if p.stat().st_mode & 0o077]
        if loose:
            return Finding(
                "data", Level.FAIL, f"{loose[0]} can be read by others", f"Run: chmod -R go= {root}"
            )
    _, problem = settings.load_or_default(data_dir.settings_file)
    if problem is not None:
        return Finding(
            "data", Level.WARN, f"{problem.where} means nothing: the default is used", MEND_SETTINGS
        )
    return Finding("data", Level.OK, f"{root}{' (in use now)' if _is_busy(data_dir) else ''}")


def check_key(data_dir: DataDir) -> Finding:
    """Where the device key is, whether it works, or where it would go."""
    if data_dir.exists:
        from kiosk.domain.people import Custody
        from kiosk.storage.looking_in import check_device_key

        try:
            custody = check_device_key(data_dir)
        except KioskError as error:
            return Finding("key", Level.FAIL, error.what, error.action)
        if custody is Custody.ATTENDED:
            return Finding("key", Level.OK, "level 2: none here; somebody signs in after each start")
        tried = _restart_words(data_dir)
        if custody is Custody.FILE:
            return Finding(
                "key",
                Level.WARN,
                f"level 0: a file, which whoever takes this computer has too; {tried}",
                "Encrypt this computer's disk, or lock the computer away.",
            )
        return Finding(
            "key", Level.OK, f"level 1: the keyring, which opens with this account's password; {tried}"
        )
    from kiosk.storage.device_key import usable_keyrings

    if usable_keyrings():
        return Finding("key", Level.OK, "a keyring is there: a new school gets level 1")
    return Finding(
        "key", Level.WARN, "no keyring: a new school gets level 0, a file", "Encrypt this computer's disk."
    )


def check_models(data_dir: DataDir) -> Finding:
    """Whether every model that is used is the one of the manifest, and whether it was measured."""
    from kiosk.cli.model_words import NOT_MEASURED
    from kiosk.vision.models import ROLES, load_manifest, read_limits, read_model

    manifest = load_manifest(models_dir() / "manifest.toml")
    built = models_dir() / "built"
    chosen = manifest.embedder(_settings(data_dir).model)
    used = [chosen if role == chosen.role else manifest.default(role) for role in ROLES]
    megabytes = sum(len(read_model(entry, built).content) for entry in used) / _MB
    read_limits(chosen, built)
    found = f"{len(used)} of {len(ROLES)}, {megabytes:.1f} MB, as in the manifest; faces by {chosen.name}"
    if chosen.is_measured:
        return Finding("models", Level.OK, found)
    return Finding(
        "models", Level.WARN, f"{found}, {NOT_MEASURED}", "Look at its errors with: kiosk evaluate site."
    )


def check_camera(_: DataDir) -> Finding:
    """Which cameras are connected. None is opened: the kiosk may be using it."""
    from kiosk.vision.cameras import connected_cameras

    cameras = connected_cameras()
    if cameras is None:
        return Finding("camera", Level.OK, "not looked at: this system tells only of a camera that is opened")
    real = [camera.source for camera in cameras if not camera.is_virtual]
    virtual = [camera.source for camera in cameras if camera.is_virtual]
    if real:
        return Finding("camera", Level.OK, ", ".join(real))
    if virtual:
        return Finding("camera", Level.WARN, f"only virtual: {', '.join(virtual)}", "Attach a real camera.")
    return Finding(
        "camera", Level.WARN, "none", "Plug one in; until then number and PIN work, and: kiosk demo."
    )


def check_disk(data_dir: DataDir) -> Finding:
    """How much room there is."""
    folder = next(p for p in (data_dir.root, *data_dir.root.parents) if p.exists())
    free_mb = shutil.disk_usage(folder).free // _MB
    found = f"{free_mb / 1000:.1f} GB free at {folder}"
    if not os.access(folder, os.W_OK):
        return Finding(
            "disk", Level.FAIL, f"{folder} cannot be written", "Give this user the right to write there."
        )
    if free_mb < LEAST_FREE_MB:
        return Finding("disk", Level.FAIL, found, "Free some space: marks could not be saved.")
    if free_mb < LOW_FREE_MB:
        return Finding("disk", Level.WARN, found, "Free some space soon.")
    return Finding("disk", Level.OK, found)


def check_backups(data_dir: DataDir) -> Finding:
    """Whether there is a backup that is not old, and whether the files in the folder are backups."""
    if not data_dir.exists:
        return Finding("backups", Level.OK, "none yet: there is no school")
    from kiosk.runtime.backups import folder_of
    from kiosk.storage import backup_folder, slot_files

    folder = folder_of(data_dir, _settings(data_dir).backup_folder)
    found = backup_folder.found(folder, slot_files.read(data_dir).install)
    sound = [one for one in found if not one.is_faulty]
    if not sound:
        return Finding("backups", Level.WARN, f"none in {folder}", "Run: kiosk backup.")
    newest = sound[0].manifest.made
    said = f"{len(sound)} in {folder}, the newest of {newest.local:%Y-%m-%d %H:%M}"
    wrong = [one.path.name for one in found if one.is_faulty] + backup_folder.unreadable(folder)
    if wrong:
        return Finding("backups", Level.WARN, f"{said}; {wrong[0]} is faulty", "Check the disk.")
    if datetime.now(UTC) - newest.utc > BACKUP_OVERDUE:
        return Finding("backups", Level.WARN, said, "Leave the kiosk on at night, or run: kiosk backup.")
    if _is_same_disk(folder, data_dir.root):
        return Finding("backups", Level.OK, f"{said}; on the same disk as the data")
    return Finding("backups", Level.OK, said)


def _settings(data_dir: DataDir) -> settings.Settings:
    """Read them as the kiosk does, which starts in spite of a slip; the line "data" names it."""
    return settings.load_or_default(data_dir.settings_file)[0]


def _is_same_disk(folder: Path, root: Path) -> bool:
    return folder.stat().st_dev == root.stat().st_dev


def check_clock(data_dir: DataDir) -> Finding:
    """Whether the clock can be right: not before this version, nor before what was last written."""
    from kiosk.runtime.clock import machine_zone

    now, zone = datetime.now(UTC), machine_zone()
    action = "Set this computer's clock, then start the kiosk again."
    if now.year < OLDEST_YEAR:
        return Finding("clock", Level.FAIL, f"it says {now:%Y-%m-%d}, which is past", action)
    written = max(
        (p.stat().st_mtime for p in (data_dir.kiosk_db, data_dir.records_db) if p.exists()), default=0.0
    )
    if written > time.time() + 2:
        return Finding("clock", Level.FAIL, "it is behind the last mark", action)
    if data_dir.exists and _is_clock_doubtful(data_dir):
        return Finding(
            "clock",
            Level.WARN,
            f"it says {now:%Y-%m-%d %H:%M} UTC, which is before what has happened here or long after it: "
            "marks are flagged, and nothing is erased by its age",
            "Set this computer's clock; one that is right is believed after a day.",
        )
    return Finding("clock", Level.OK, f"{now:%Y-%m-%d %H:%M} UTC, zone {zone}")


def check_libraries(_: DataDir) -> Finding:
    """Whether the Python packages are there, in versions that do not phone home."""
    missing = [dist for module, dist in PACKAGES.items() if importlib.util.find_spec(module) is None]
    if missing:
        return Finding("libraries", Level.FAIL, f"missing: {', '.join(missing)}", SETUP)
    wrong = _wrong_pins()
    if wrong:
        return Finding("libraries", Level.FAIL, f"{', '.join(wrong)}: may use the network", SETUP)
    return Finding("libraries", Level.OK, f"{len(PACKAGES)} packages, Python {sys.version.split()[0]}")


def check_system(_: DataDir) -> Finding:
    """Whether the libraries load that the packages take from the system."""
    if not sys.platform.startswith("linux"):
        return Finding("system", Level.OK, "nothing to check on this system")
    missing = [library for library in LIBRARIES if not can_load(library.soname)]
    if not missing:
        return Finding("system", Level.OK, f"{len(LIBRARIES)} libraries of this system")
    needed = any(library.need is not Need.SOUND for library in missing)
    lost = dict.fromkeys(library.need.value for library in missing)
    packages = dict.fromkeys(library.package for library in missing)
    return Finding(
        "system",
        Level.FAIL if needed else Level.WARN,
        f"{', '.join(library.soname for library in missing)} missing: {', '.join(lost)}",
        f"Run: apt-get install {' '.join(packages)}",
    )


def check_screen(_: DataDir) -> Finding:
    """Whether there is a screen to open a window on."""
    if not sys.platform.startswith("linux"):
        return Finding("screen", Level.OK, "as the system gives it")
    shown_on = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    if shown_on:
        return Finding("screen", Level.OK, shown_on)
    return Finding(
        "screen", Level.WARN, "none here", "Start from the desktop, or use: kiosk demo --headless."
    )


def check_network(_: DataDir) -> Finding:
    """Whether this process could open an internet connection."""
    from kiosk.netguard import GuardState, guard_state

    state = guard_state()
    if state is GuardState.ACTIVE:
        return Finding("network", Level.OK, "internet sockets are denied to this program")
    if state is GuardState.NOT_AVAILABLE:
        return Finding(
            "network", Level.WARN, "no filter on this system", "Unplug the network: it is not needed."
        )
    if state is GuardState.SWITCHED_OFF:
        return Finding(
            "network", Level.WARN, "the filter is switched off", "Start without ROLLCALL_WITHOUT_FILTER."
        )
    return Finding(
        "network", Level.FAIL, f"the filter is not on ({state.value})", "Start it outside of a sandbox."
    )


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "data": check_data,
        "key": check_key,
        "models": check_models,
        "camera": check_camera,
        "disk": check_disk,
        "backups": check_backups,
        "clock": check_clock,
        "libraries": check_libraries,
        "system": check_system,
        "screen": check_screen,
        "network": check_network,
        "namespace": check_namespace,
    }
)


def _restart_words(data_dir: DataDir) -> str:
    """Say whether the device key was found again after this computer was started anew."""
    from kiosk.cli.desk import now_here
    from kiosk.storage.looking_in import look

    try:
        looked = look(data_dir, now_here())
    except KioskError as error:
        return "in use now" if error.code is Code.DATA_DIR_BUSY else "not tried: the data do not open"
    moment = None if looked is None else looked.custody_checked
    if moment is None:
        return "not tried after a restart of this computer yet"
    return f"found again after a restart on {moment.local:%Y-%m-%d}"


def _is_clock_doubtful(data_dir: DataDir) -> bool:
    """Compare the clock with what was seen last; where that cannot be read now, other lines say why."""
    from kiosk.cli.desk import now_here
    from kiosk.storage.looking_in import look

    try:
        looked = look(data_dir, now_here())
    except KioskError:
        return False
    return looked is not None and looked.is_clock_doubtful


def _is_busy(data_dir: DataDir) -> bool:
    from kiosk.storage.instance_lock import InstanceLock

    if not data_dir.lock_file.exists():
        return False
    try:
        InstanceLock(data_dir.lock_file).release()
    except KioskError:
        return True
    return False


def _wrong_pins() -> list[str]:
    """Name what is not the one version that the project allows: later ones send usage data (decision 0002).

    Raises:
        PackageNotFoundError: When the kiosk is not installed.
    """
    rows = (_PIN.match(row) for row in metadata.requires(DISTRIBUTION) or ())
    pins = [(row[1], row[2]) for row in rows if row is not None]
    return [
        f"{name} {metadata.version(name)} instead of {pin}"
        for name, pin in pins
        if metadata.version(name) != pin
    ]
