"""What an administrator asks about this machine and its door: cameras, the doctor, the greeting."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from kiosk.domain.findings import Finding
from kiosk.domain.people import Greeting


@dataclass(frozen=True, slots=True)
class CameraChoice:
    """A camera that can be chosen.

    Attributes:
        source: As `kiosk.settings.Settings.camera` holds it.
        name: What its maker calls it; "" where the system does not tell.
        is_virtual: Known to have no lens behind it: real data take no mark from it.
    """

    source: str
    name: str
    is_virtual: bool


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What is known of the face model in use, for people.

    Attributes:
        name: In the manifest.
        licence: SPDX identifier.
        licence_note: Whose the weights are.
        training_data: What is known of it.
        known_weak: For whom it is less accurate.
        is_measured: Whether its figures are this project's own.
        largest_roster: People in open registers at once.
    """

    name: str
    licence: str
    licence_note: str
    training_data: str
    known_weak: str
    is_measured: bool
    largest_roster: int


@dataclass(frozen=True, slots=True)
class About:
    """What this program is.

    Attributes:
        version: Of the program.
        data_folder: Where everything of the school is.
        is_trial: Made-up and recorded pictures may be marked.
        model: The face model in use.
    """

    version: str
    data_folder: str
    is_trial: bool
    model: ModelCard


class SiteApi(Protocol):
    """This machine and this door. All raise SIGNED_OUT while nobody is, NOT_ALLOWED for a teacher."""

    def greeting(self) -> "Future[Greeting]":
        """Say what the door shows beside a tick."""

    def set_greeting(self, greeting: Greeting) -> "Future[None]":
        """Show something else from the next tick on."""

    def cameras(self) -> "Future[Sequence[CameraChoice]]":
        """List the cameras that are connected now, real ones first."""

    def examine(self) -> "Future[Sequence[Finding]]":
        """Run the checks of `kiosk doctor`; takes some seconds, beside everything else."""

    def support(self) -> "Future[str]":
        """Write the support file, which holds nobody's datum; takes as long as `examine`."""

    def about(self) -> "Future[About]":
        """Say what this program is. Raises MANIFEST_BAD, MODEL_NOT_MEASURED."""
