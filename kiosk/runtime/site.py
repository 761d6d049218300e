"""SiteApi: what is slow about this machine is looked at on a thread of its own, beside the databases' one."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from importlib import metadata
from typing import TYPE_CHECKING, Final, TypeVar

from kiosk.domain.findings import Finding
from kiosk.domain.people import Greeting
from kiosk.domain.permissions import Act, may
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.runtime import bundle
from kiosk.runtime.api_site import About, CameraChoice, ModelCard
from kiosk.runtime.feeds import cameras_here
from kiosk.runtime.side_thread import SideThread

if TYPE_CHECKING:
    from kiosk.runtime.services import Services
    from kiosk.storage.vault import Vault

T = TypeVar("T")
Examiner = Callable[[DataDir], Sequence[Finding]]
THREAD_NAME: Final = "rollcall-site"
_DISTRIBUTION: Final = "rollcall-kiosk"


class SiteService:
    """Implements SiteApi."""

    def __init__(self, services: "Services", data_dir: DataDir, examine: Examiner) -> None:
        """Take what it asks.

        Args:
            services: The running program.
            data_dir: The school.
            examine: Runs the doctor's checks.
        """
        self._services, self._data_dir, self._examine = services, data_dir, examine
        self._thread = SideThread(THREAD_NAME, "site-failed")

    def greeting(self) -> "Future[Greeting]":
        """Give what the door shows beside a tick."""
        return self._services.submit(lambda vault: vault.records.greeting())

    def set_greeting(self, greeting: Greeting) -> "Future[None]":
        """Show something else. Raises NOT_ALLOWED, by the future."""
        return self._services.submit(lambda vault: vault.records.set_greeting(greeting))

    def cameras(self) -> "Future[Sequence[CameraChoice]]":
        """List the cameras. Raises NOT_ALLOWED, by the future."""
        return self._beside(
            lambda: tuple(CameraChoice(each.source, each.name, each.is_virtual) for each in cameras_here())
        )

    def examine(self) -> "Future[Sequence[Finding]]":
        """Run the checks. Raises NOT_ALLOWED, by the future."""
        return self._beside(lambda: self._examine(self._data_dir))

    def about(self) -> "Future[About]":
        """Give version, folder and model. Raises NOT_ALLOWED, MANIFEST_BAD, by the future."""
        return self._services.submit(self._about)

    def support(self) -> "Future[str]":
        """Write the support file. Raises NOT_ALLOWED, by the future."""
        return self._beside(self._support)

    def stop(self, timeout: float) -> list[str]:
        """End the thread; gives its name when it did not."""
        return [] if self._thread.stop(timeout) else [self._thread.name]

    def _beside(self, job: Callable[[], T]) -> "Future[T]":
        def checked() -> T:
            self._services.submit(_require_admin).result()
            return job()

        return self._thread.submit(checked)

    def _support(self) -> str:
        services = self._services
        counts = services.submit(lambda vault: vault.door.how_many()).result()
        figures = {
            "camera": services.camera.health().state.value,
            "camera thread restarted": str(services.camera.restarts),
            "silent threads": ", ".join(services.late()) or "none",
            "out of hours": "yes" if services.resting.rest is not None else "no",
        }
        return bundle.make(self._data_dir, self._examine(self._data_dir), services.clock(), counts, figures)

    def _about(self, vault: "Vault") -> About:
        _require_admin(vault)
        entry, limits = self._services.embedder(), self._services.limits()
        model = ModelCard(
            entry.name, entry.licence, entry.licence_note, entry.training_data, entry.known_weak,
            entry.is_measured, limits.largest_roster,
        )  # fmt: skip
        return About(metadata.version(_DISTRIBUTION), str(self._data_dir.root), vault.is_trial, model)


def _require_admin(vault: "Vault") -> None:
    if vault.signed_in is None:
        raise KioskError(Code.SIGNED_OUT)
    if not may(vault.signed_in.role, Act.SEE_SYSTEM):
        raise KioskError(Code.NOT_ALLOWED)
