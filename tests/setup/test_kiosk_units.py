"""The files that lock the machine down: each can be read, starts what there is, and is as the page says."""

import configparser
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from kiosk.runtime import heartbeats, own_network, supervision
from kiosk.runtime.services import STOP_S

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "packaging" / "kiosk"
PAGE = ROOT / "docs" / "kiosk-lockdown.md"
SERVICE = FOLDER / "rollcall-kiosk.service"
SCREEN = FOLDER / "rollcall-screen.service"
X_SESSION = FOLDER / "rollcall-kiosk-x.conf"
PROGRAM = "/usr/bin/"


def parsed(path: Path) -> configparser.ConfigParser:
    """Read a file of sections; a key that is there twice is an error."""
    found = configparser.ConfigParser(interpolation=None, comment_prefixes=("#",), delimiters=("=",))
    # systemd minds upper and lower case.
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string(path.read_text("utf-8"))
    return found


def settings(unit: Path) -> dict[tuple[str, str], list[str]]:
    """Read a unit, in which a key may be there several times."""
    found: dict[tuple[str, str], list[str]] = {}
    section = ""
    for line in unit.read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault((section, key), []).append(value)
    return found


def started(text: str) -> set[str]:
    """Give the lines that start this program, from its name on."""
    lines = (line for line in text.splitlines() if PROGRAM in line)
    return {line.rsplit(PROGRAM, 1)[1].strip() for line in lines}


def test_every_start_names_a_command_of_this_project() -> None:
    from kiosk.cli.app import app

    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    commands = {
        command.name or (command.callback.__name__ if command.callback else "")
        for command in app.registered_commands
    }
    found = {
        file.name: started(file.read_text("utf-8")) for file in FOLDER.iterdir() if file.suffix != ".desktop"
    }
    others = ("cage ", "sleep ")
    found = {name: {one for one in lines if not one.startswith(others)} for name, lines in found.items()}
    starts = {line for lines in found.values() for line in lines}
    assert starts == {"kiosk run"}
    assert {name for name, lines in found.items() if lines} == {"rollcall-kiosk.service", "rollcall-session"}
    for line in starts:
        script, command = line.split()
        assert script in scripts
        assert command in commands


def test_the_session_of_the_desktop_file_is_there_and_can_be_run() -> None:
    entry = parsed(FOLDER / "rollcall.desktop")["Desktop Entry"]["Exec"]
    session = FOLDER / Path(entry).name
    assert entry == f"/opt/rollcall/{session.relative_to(ROOT).as_posix()}"
    assert session.stat().st_mode & 0o111
    shell = shutil.which("sh")
    if shell is not None:
        subprocess.run([shell, "-n", session], check=True, timeout=30)


KIOSK = {
    ("Unit", "StartLimitIntervalSec"): "0",
    ("Service", "Type"): "notify",
    ("Service", "NotifyAccess"): "main",
    ("Service", "Restart"): "always",
    ("Service", "User"): "rollcall",
    ("Service", "PrivateNetwork"): "yes",
    ("Service", "RestrictAddressFamilies"): "AF_UNIX",
    ("Service", "NoNewPrivileges"): "yes",
    ("Service", "CapabilityBoundingSet"): "",
    ("Service", "ProtectSystem"): "strict",
    ("Service", "ProtectHome"): "yes",
    ("Service", "DevicePolicy"): "closed",
    ("Service", "LimitCORE"): "0",
    ("Service", "UMask"): "0077",
    ("Service", "StateDirectoryMode"): "0700",
    ("Service", "RuntimeDirectoryMode"): "0700",
}
SHOWS = {
    ("Unit", "StartLimitIntervalSec"): "0",
    ("Unit", "Conflicts"): "getty@tty1.service",
    ("Unit", "StopWhenUnneeded"): "yes",
    ("Service", "Restart"): "always",
    ("Service", "User"): "rollcall",
    ("Service", "PAMName"): "rollcall-kiosk",
    ("Service", "NoNewPrivileges"): "yes",
    ("Service", "RestrictAddressFamilies"): "AF_UNIX AF_NETLINK",
    ("Service", "InaccessiblePaths"): "-/var/lib/rollcall",
    ("Service", "LimitCORE"): "0",
    ("Service", "UMask"): "0077",
    ("Install", "WantedBy"): "rollcall-kiosk.service",
}


@pytest.mark.parametrize(("unit", "promised"), [(SERVICE, KIOSK), (SCREEN, SHOWS)])
def test_the_units_hold_what_the_page_promises(unit: Path, promised: dict[tuple[str, str], str]) -> None:
    held = settings(unit)
    assert {key: held.get(key, []) for key in promised} == {key: [value] for key, value in promised.items()}


def test_cameras_and_sound_and_no_other_device() -> None:
    assert settings(SERVICE)["Service", "DeviceAllow"] == ["char-video4linux rw", "char-alsa rw"]


@pytest.mark.parametrize(
    ("unit", "keys"),
    [
        (SERVICE, {"PrivateDevices", "MemoryDenyWriteExecute", "PAMName", "TTYPath"}),
        # Its own network namespace would hide the kernel's news of a keyboard that is plugged in.
        (SCREEN, {"PrivateNetwork", "PrivateDevices", "MemoryDenyWriteExecute"}),
    ],
)
def test_the_units_leave_out_what_would_break_them(unit: Path, keys: set[str]) -> None:
    assert not {("Service", key) for key in keys} & set(settings(unit))


def test_the_program_gives_up_before_systemd_does() -> None:
    """It says why in its log; systemd only ends it. Ten parts have ten seconds each to stop."""
    held = settings(SERVICE)
    watchdog_s = float(held["Service", "WatchdogSec"][0])
    assert heartbeats.GUI_LIMITS.stuck_s < watchdog_s < supervision.LAST_RESORT_S
    assert float(held["Service", "TimeoutStopSec"][0]) >= 10 * STOP_S


def test_the_kiosk_is_told_what_was_asked_for() -> None:
    told = dict(
        one.split("=", 1) for line in settings(SERVICE)["Service", "Environment"] for one in line.split()
    )
    assert own_network.is_expected(told)
    place = told[own_network.SYSTEM_VARIABLE]
    assert settings(SCREEN)["Service", "ExecStartPre"] == [
        f"/bin/sh -c 'readlink /proc/self/ns/net >{place}'"
    ]
    assert SERVICE.name == own_network.UNIT


def test_the_kiosk_waits_for_the_socket_that_the_screen_makes() -> None:
    told, screen = settings(SERVICE), settings(SCREEN)
    folder = "/run/" + screen["Service", "RuntimeDirectory"][0]
    assert f"XDG_RUNTIME_DIR={folder} " in screen["Service", "ExecStart"][0]
    socket = f"{folder}/wayland-0"
    assert told["Service", "ExecStartPre"] == [f"/bin/sh -c 'until [ -S {socket} ]; do sleep 0.2; done'"]
    assert any(f"WAYLAND_DISPLAY={socket} " in line for line in told["Service", "Environment"])


def test_cage_lets_nobody_change_the_terminal_and_never_ends_by_itself() -> None:
    start = settings(SCREEN)["Service", "ExecStart"][0]
    assert start.endswith("/usr/bin/cage -d -- /usr/bin/sleep infinity")  # -s would


@pytest.mark.parametrize("name", ["10-rollcall-logind.conf", "50-rollcall-lightdm.conf"])
def test_every_other_file_of_sections_can_be_read(name: str) -> None:
    assert parsed(FOLDER / name).sections()


def test_no_key_ends_the_display_and_no_login_waits_beside_it() -> None:
    xorg = (FOLDER / "10-rollcall-xorg.conf").read_text("utf-8")
    assert re.findall(r'Option "(Dont\w+)" "true"', xorg) == ["DontVTSwitch", "DontZap"]
    login = parsed(FOLDER / "10-rollcall-logind.conf")["Login"]
    assert (login["NAutoVTs"], login["ReserveVT"]) == ("0", "0")
    sysctl = (FOLDER / "60-rollcall-sysctl.conf").read_text("utf-8")
    values = dict(re.findall(r"^([\w.]+) = (.+)$", sysctl, re.MULTILINE))
    assert values["kernel.sysrq"] == values["fs.suid_dumpable"] == "0"


def test_pam_opens_a_session_that_logind_knows() -> None:
    text = (FOLDER / "rollcall-kiosk.pam").read_text("utf-8")
    lines = [line.split() for line in text.splitlines() if not line.startswith("#")]
    assert {line[0] for line in lines} == {"auth", "account", "session"}
    assert ["session", "required", "pam_systemd.so"] in lines
    assert not any("nullok" in line for line in lines)


def test_the_page_names_every_file_and_no_other() -> None:
    named = set(re.findall(r"`packaging/kiosk/([^`/]+)`", PAGE.read_text("utf-8")))
    assert named == {file.name for file in FOLDER.iterdir()}


needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this machine"
)


def verified(unit: Path) -> tuple[int, list[str]]:
    """Give systemd's exit code and what it says about a unit."""
    ran = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit],
        check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    return ran.returncode, [line for line in ran.stderr.splitlines() if unit.name in line]


def put(unit: Path, folder: Path, *, drop_in: Path | None = None) -> Path:
    """Copy a unit without the programs that this machine lacks; what they are called is held above."""
    here = folder / unit.name
    here.write_text(re.sub(r"/usr/bin/(cage|kiosk)\b", "/bin/true", unit.read_text("utf-8")), "utf-8")
    if drop_in is not None:
        (folder / f"{unit.name}.d").mkdir()
        (folder / f"{unit.name}.d" / drop_in.name).write_text(drop_in.read_text("utf-8"), "utf-8")
    return here


@needs_systemd
@pytest.mark.parametrize(
    ("unit", "drop_in"), [(SERVICE, None), (SERVICE, X_SESSION), (SCREEN, None)], ids=["kiosk", "x", "screen"]
)
def test_systemd_has_nothing_to_say_about_the_units(tmp_path: Path, unit: Path, drop_in: Path | None) -> None:
    here = put(unit, tmp_path, drop_in=drop_in)
    assert verified(here) == (0, [])
    here.write_text(here.read_text("utf-8").replace("Restart=always", "Restart=sometimes"), "utf-8")
    assert any("restart specifier" in line for line in verified(here)[1])  # it does look


@needs_systemd
@pytest.mark.parametrize(("unit", "most"), [(SERVICE, 1.0), (SCREEN, 5.7)], ids=["kiosk", "screen"])
def test_the_exposure_is_no_more_than_the_page_says(unit: Path, most: float) -> None:
    """A newer systemd may look at more and give another figure: then it is the page that changes."""
    ran = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", f"--threshold={most * 10:.0f}", unit],
        check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout.splitlines()[-1:]
    assert f"`{unit.name}` {most}" in PAGE.read_text("utf-8")
