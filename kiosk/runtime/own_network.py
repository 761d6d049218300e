"""Whether a process has a network namespace of its own, with nothing in it but its loopback.

The service asks systemd for one (PrivateNetwork), and systemd goes on without a word where the kernel gives
none. Linux only. Sources: network_namespaces(7), proc(5).
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

EXPECTED_VARIABLE: Final = "ROLLCALL_EXPECTS_PRIVATE_NETWORK"
"""Set to 1 by the service that asks for a namespace."""
SYSTEM_VARIABLE: Final = "ROLLCALL_SYSTEM_NETWORK"
"""A file with the system's own namespace as its link says it ("net:[4026531840]")."""
UNIT: Final = "rollcall-kiosk.service"
_EMPTY: Final = frozenset(
    {"lo", "tunl0", "gre0", "gretap0", "erspan0", "ip_vti0", "sit0", "ip6tnl0", "ip6_vti0", "ip6gre0"}
)
"""What the kernel puts into each new namespace, once a tunnel's module is loaded for whatever program.

They are switched off, and it takes a right that the service has not to switch one on. Source: the kernel's
Documentation/admin-guide/sysctl/net.rst, fb_tunnels_only_for_init_net.
"""
# Where systemd counts the processes of a unit: cgroup v2, and v1 beside it.
_GROUPS: Final = ("system.slice", "systemd/system.slice", "unified/system.slice")


@dataclass(frozen=True, slots=True)
class Network:
    """What a process sees.

    Attributes:
        others: Its interfaces besides the loopback and what else is in a new namespace.
        is_shared: Whether the namespace is the system's; None where that cannot be told.
    """

    others: tuple[str, ...]
    is_shared: bool | None

    @property
    def is_own(self) -> bool:
        """Whether nothing leads out of it."""
        return not self.others and not self.is_shared


def is_expected(variables: Mapping[str, str] = os.environ) -> bool:
    """Say whether whoever started this process asked for a namespace of its own."""
    return variables.get(EXPECTED_VARIABLE) == "1"


def network_of(process: str = "self", variables: Mapping[str, str] = os.environ) -> Network | None:
    """Look at a process's network.

    Args:
        process: Its number, or "self".
        variables: The environment, which may name the system's namespace.

    Returns:
        None where it cannot be looked at: it has ended, or this is not Linux.
    """
    if sys.platform != "linux":
        return None
    folder = Path("/proc") / process
    try:
        rows = (folder / "net" / "dev").read_text("ascii").splitlines()
    except OSError:
        return None
    names = sorted(row.partition(":")[0].strip() for row in rows if ":" in row)
    return Network(tuple(name for name in names if name not in _EMPTY), _is_shared(folder, variables))


def processes_of_unit(groups: Path = Path("/sys/fs/cgroup"), unit: str = UNIT) -> tuple[str, ...]:
    """Give the numbers of the service's processes; none where it does not run."""
    for group in _GROUPS:
        try:
            found = (groups / group / unit / "cgroup.procs").read_text("ascii").split()
        except OSError:
            continue
        if found:
            return tuple(found)
    return ()


def _is_shared(folder: Path, variables: Mapping[str, str]) -> bool | None:
    mine = _link(folder / "ns" / "net")
    systems = _written(variables.get(SYSTEM_VARIABLE, "")) or _link(Path("/proc/1/ns/net"))
    return None if mine is None or systems is None else mine == systems


def _link(path: Path) -> str | None:
    """Read a link of /proc: only root and the process itself may."""
    try:
        return str(path.readlink())
    except OSError:
        return None


def _written(name: str) -> str | None:
    try:
        return Path(name).read_text("ascii").strip() or None if name else None
    except OSError:
        return None
