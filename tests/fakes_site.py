"""This machine without a machine: SiteApi over values, each set by hand. It cannot ship."""

from collections.abc import Sequence
from concurrent.futures import Future

from kiosk.domain.findings import Finding, Level
from kiosk.domain.people import Greeting
from kiosk.errors import KioskError
from kiosk.runtime.api_site import About, CameraChoice, ModelCard
from tests.fakes_office import answer

A_MODEL = ModelCard(
    "dlib-resnet",
    "CC0-1.0",
    "Weights in the public domain.",
    "Pictures from the web.",
    "Children.",
    True,
    300,
)


SUPPORT = """Rollcall, support file
  made: 2026-11-23 07:00 UTC, the wall clock is +60 min from that
  version: 0.1.0

Machine
  system: Linux 6.1.0, x86_64
  processors: 2

Checks
  OK    data
  warn  disk: not told here

Log
  2026-11-23 08:00:00,000 INFO services-ready
  2026-11-23 08:01:04,120 INFO marked event=#1 sequence=12 method=face
  older lines left out: 0
  lines that are none of the program's: 0
"""


class FakeSite:
    """A school's machine where all is well but the disk."""

    def __init__(self) -> None:
        self.greeting_ = Greeting.SYMBOL_AND_INITIALS
        self.cameras_ = [
            CameraChoice("camera:/dev/v4l/by-id/usb-Desk_Cam-video-index0", "Desk Cam", is_virtual=False),
            CameraChoice("camera:/dev/video9", "Loopback", is_virtual=True),
        ]
        self.findings = [
            Finding("data", Level.OK, "school"),
            Finding("disk", Level.WARN, "0.7 GB free", "Free some space soon."),
            Finding("clock", Level.OK, "2026-11-23 08:03 UTC"),
        ]
        self.about_ = About("0.1.0", "/srv/school", is_trial=False, model=A_MODEL)
        self.support_ = SUPPORT
        self.failure: KioskError | None = None

    def greeting(self) -> "Future[Greeting]":
        return answer(lambda: self.greeting_)

    def set_greeting(self, greeting: Greeting) -> "Future[None]":
        def job() -> None:
            if self.failure is not None:
                raise self.failure
            self.greeting_ = greeting

        return answer(job)

    def cameras(self) -> "Future[Sequence[CameraChoice]]":
        return answer(lambda: tuple(self.cameras_))

    def examine(self) -> "Future[Sequence[Finding]]":
        def job() -> Sequence[Finding]:
            if self.failure is not None:
                raise self.failure
            return tuple(self.findings)

        return answer(job)

    def support(self) -> "Future[str]":
        def job() -> str:
            if self.failure is not None:
                raise self.failure
            return self.support_

        return answer(job)

    def about(self) -> "Future[About]":
        return answer(lambda: self.about_)
