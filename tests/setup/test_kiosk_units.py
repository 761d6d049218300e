"""The files that lock the machine down: each can be read, starts what there is, and is as the page says."""

import configparser
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "packaging" / "kiosk"
PAGE = ROOT / "docs" / "kiosk-lockdown.md"
SERVICE = FOLDER / "rollcall-kiosk.service"
PROGRAM = "/usr/bin/"


def parsed(path: Path) -> configparser.ConfigParser:
    """Read a file of sections; a key that is there twice is an error."""
    found = configparser.ConfigParser(interpolation=None, comment_prefixes=("#",), delimiters=("=",))
    # systemd minds upper and lower case.
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string(path.read_text("utf-8"))
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


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("Service", "User", "rollcall"),
        ("Service", "Restart", "always"),
        ("Service", "NoNewPrivileges", "yes"),
        ("Service", "ProtectSystem", "full"),
        ("Service", "LimitCORE", "0"),
        ("Service", "UMask", "0077"),
        ("Service", "StateDirectoryMode", "0700"),
        ("Service", "RestrictAddressFamilies", "AF_UNIX AF_NETLINK"),
        ("Service", "PAMName", "rollcall-kiosk"),
        ("Unit", "Conflicts", "getty@tty1.service"),
        ("Unit", "StartLimitIntervalSec", "0"),
    ],
)
def test_the_service_holds_what_the_page_promises(section: str, key: str, value: str) -> None:
    assert parsed(SERVICE)[section][key] == value


@pytest.mark.parametrize("key", ["PrivateNetwork", "ProtectHome", "MemoryDenyWriteExecute", "PrivateDevices"])
def test_the_service_leaves_out_what_would_break_it(key: str) -> None:
    assert key not in parsed(SERVICE)["Service"]


def test_cage_lets_nobody_change_the_terminal() -> None:
    options = parsed(SERVICE)["Service"]["ExecStart"].split(" -- ")[0].split()[1:]
    assert options == ["-d"]  # -s would


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


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this machine")
def test_systemd_has_nothing_to_say_about_the_service(tmp_path: Path) -> None:
    """Programs that this machine lacks are left out of it; what they are called is held above."""
    here = tmp_path / SERVICE.name
    here.write_text(SERVICE.read_text("utf-8").replace("/usr/bin/cage", "/bin/true"), "utf-8")
    ran = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", here],
        check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    said = [line for line in ran.stderr.splitlines() if SERVICE.name in line]
    assert (ran.returncode, said) == (0, [])
    here.write_text(here.read_text("utf-8").replace("Restart=always", "Restart=sometimes"), "utf-8")
    ran = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", here],
        check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert "restart specifier" in ran.stderr  # it does look
