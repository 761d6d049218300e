"""What `kiosk doctor` looks at of the service that starts the kiosk (docs/kiosk-lockdown.md)."""

import sys
from collections.abc import Mapping
from os import environ
from typing import Final

from kiosk.domain.findings import Finding, Level
from kiosk.paths import DataDir
from kiosk.runtime.own_network import Network, is_expected, network_of, processes_of_unit

NAME: Final = "namespace"
MEND: Final = "Unplug the network now: this kernel or container gives no network namespace (PrivateNetwork)."


def check_namespace(_: DataDir, variables: Mapping[str, str] = environ) -> Finding:
    """Whether the kiosk that the service started has a network namespace of its own, which can fail open.

    At the desk that is this process; on the command line the service's processes are looked at.
    """
    if sys.platform != "linux":
        return Finding(NAME, Level.OK, "nothing to check on this system")
    if is_expected(variables):
        return judged(network_of("self", variables))
    seen = [found for one in processes_of_unit() if (found := network_of(one, variables)) is not None]
    if not seen:
        return Finding(NAME, Level.OK, "not started by the service: the filter alone denies the network")
    return judged(next((one for one in seen if not one.is_own), seen[0]))


def judged(network: Network | None) -> Finding:
    """Say how a kiosk's network is that the service started."""
    if network is None:
        return Finding(NAME, Level.WARN, "the kiosk's own could not be looked at", "Ask again as root.")
    if network.is_own:
        sure = "" if network.is_shared is False else ", as far as this account can see"
        return Finding(NAME, Level.OK, f"the kiosk has its own, with nothing in it{sure}")
    if network.is_shared:
        return Finding(NAME, Level.FAIL, "the kiosk has the network of this computer", MEND)
    return Finding(NAME, Level.FAIL, f"the kiosk's network has {', '.join(network.others)} in it", MEND)
