"""The line "namespace": the service asks for a network of the kiosk's own, which can fail open."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.cli import checks_machine
from kiosk.cli.checks_machine import MEND, check_namespace, judged
from kiosk.domain.findings import Level
from kiosk.paths import DataDir
from kiosk.runtime.own_network import Network, network_of, processes_of_unit

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's")
NOBODY = DataDir(Path("nowhere"))
LOOKS = "from kiosk.runtime.own_network import network_of; print(network_of())"


@pytest.mark.parametrize(
    ("network", "level", "found"),
    [
        (Network((), is_shared=False), Level.OK, "the kiosk has its own, with nothing in it"),
        (Network((), is_shared=None), Level.OK, "with nothing in it, as far as this account can see"),
        (Network((), is_shared=True), Level.FAIL, "the kiosk has the network of this computer"),
        (Network(("eth0",), is_shared=True), Level.FAIL, "the kiosk has the network of this computer"),
        (Network(("eth0",), is_shared=None), Level.FAIL, "the kiosk's network has eth0 in it"),
        (Network(("veth0",), is_shared=False), Level.FAIL, "the kiosk's network has veth0 in it"),
        (None, Level.WARN, "could not be looked at"),
    ],
)
def test_how_a_network_is_judged(network: Network | None, level: Level, found: str) -> None:
    finding = judged(network)
    assert finding.level is level
    assert finding.found.endswith(found)
    assert (finding.action == MEND) == (level is Level.FAIL)


def test_a_setting_that_did_nothing_is_said(tmp_path: Path) -> None:
    """As in a container without the right to make one: the service asked, and the kiosk runs all the same."""
    systems = tmp_path / "network"
    systems.write_text(f"{Path('/proc/self/ns/net').readlink()}\n")
    asked = {"ROLLCALL_EXPECTS_PRIVATE_NETWORK": "1", "ROLLCALL_SYSTEM_NETWORK": str(systems)}
    finding = check_namespace(NOBODY, asked)
    assert (finding.level, finding.action) == (Level.FAIL, MEND)


def test_a_kiosk_that_nobody_asked_for_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks_machine, "processes_of_unit", tuple)
    finding = check_namespace(NOBODY, {})
    assert (finding.level, finding.action) == (Level.OK, "")
    assert finding.found.startswith("not started by the service")


def test_the_command_line_looks_at_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {"10": Network((), is_shared=False), "11": Network(("eth0",), is_shared=None), "12": None}
    monkeypatch.setattr(checks_machine, "network_of", lambda process, _: seen[process])
    for running, level in ((("10",), Level.OK), (("10", "11"), Level.FAIL), (("12",), Level.OK)):
        monkeypatch.setattr(checks_machine, "processes_of_unit", lambda running=running: running)
        assert check_namespace(NOBODY, {}).level is level


@pytest.mark.parametrize("group", ["system.slice", "systemd/system.slice"])
def test_the_processes_of_the_service(tmp_path: Path, group: str) -> None:
    assert processes_of_unit(tmp_path) == ()
    folder = tmp_path / group / "rollcall-kiosk.service"
    folder.mkdir(parents=True)
    (folder / "cgroup.procs").write_text("17\n18\n")
    assert processes_of_unit(tmp_path) == ("17", "18")


def test_tunnels_that_the_kernel_puts_into_each_namespace_lead_nowhere(tmp_path: Path) -> None:
    """A computer on which a tunnel's module is loaded told people to unplug it."""
    (tmp_path / "net").mkdir()
    for inside, others in (("lo sit0 ip6tnl0", ()), ("lo sit0 sit1 eth0", ("eth0", "sit1"))):
        rows = "".join(f"{name:>8}: 0 0\n" for name in inside.split())
        (tmp_path / "net" / "dev").write_text(f"Inter-| Receive\n face |bytes\n{rows}")
        found = network_of(str(tmp_path))
        assert found is not None
        assert found.others == others


def test_a_process_that_has_ended_is_none() -> None:
    assert network_of(str(2**22 + 1)) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes a network namespace here")
def test_a_namespace_of_its_own_is_seen(tmp_path: Path) -> None:
    systems = tmp_path / "network"
    systems.write_text(f"{Path('/proc/self/ns/net').readlink()}\n")
    unshare = shutil.which("unshare")
    assert unshare is not None
    environment = {**os.environ, "ROLLCALL_SYSTEM_NETWORK": str(systems)}
    ran = [
        subprocess.run(
            [*prefix, sys.executable, "-c", LOOKS],
            check=False, capture_output=True, text=True, timeout=60, env=environment,
        )
        for prefix in ([], [unshare, "--net"])
    ]  # fmt: skip
    if ran[1].returncode != 0 and "unshare failed" in ran[1].stderr:
        pytest.skip("this container gives no network namespace")
    assert ran[0].stdout.strip().endswith("is_shared=True)")
    assert ran[1].stdout.strip() == "Network(others=(), is_shared=False)"
