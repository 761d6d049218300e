"""SiteApi over a real school: for administrators, beside the database thread; and another camera at once."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from kiosk.domain.findings import Finding, Level
from kiosk.domain.frames import SourceKind
from kiosk.domain.people import Greeting, Role
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir
from kiosk.runtime import site
from kiosk.runtime.camera import CameraThread
from kiosk.runtime.clock import system_clock
from kiosk.runtime.services import Services
from kiosk.settings import Settings
from kiosk.vision.cameras import CameraDevice
from kiosk.vision.recogniser import Recogniser
from tests.fakes_storage import PASSPHRASE, SchoolClock
from tests.runtime.fakes_school import WAIT_S, ScriptedFeed, light_opener, make_school

THEIRS = "copper violin hedge marble"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """A school with an administrator and a teacher, both signed out; no camera."""

    def examine(data_dir: DataDir) -> list[Finding]:
        return [Finding("data", Level.OK, f"{data_dir.root.name} {threading.current_thread().name}")]

    clock = SchoolClock()
    made = Services(
        make_school(tmp_path / "data", clock), Settings(), clock=clock, opener=light_opener, examine=examine
    )
    made.desk.sign_in(PASSPHRASE).result(WAIT_S)
    made.keys.add_signer(PASSPHRASE, "Omar", Role.TEACHER, THEIRS).result(WAIT_S)
    yield made
    assert made.stop() == []


def test_a_greeting_is_kept_and_the_audit_says_so(services: Services) -> None:
    assert services.site.greeting().result(WAIT_S) is Greeting.SYMBOL_AND_INITIALS
    services.site.set_greeting(Greeting.TICK_ONLY).result(WAIT_S)
    assert services.site.greeting().result(WAIT_S) is Greeting.TICK_ONLY
    assert services.audit.rows().result(WAIT_S)[0].row.action == "greeting-set"


def test_the_machine_is_looked_at_beside_the_database_thread(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = CameraDevice("/dev/v4l/by-id/cam", "uvcvideo", is_virtual=False, name="Desk Cam")
    monkeypatch.setattr(site, "cameras_here", lambda: [device])
    (camera,) = services.site.cameras().result(WAIT_S)
    assert (camera.source, camera.name, camera.is_virtual) == ("camera:/dev/v4l/by-id/cam", "Desk Cam", False)
    (finding,) = services.site.examine().result(WAIT_S)
    assert finding.found == f"data {site.THREAD_NAME}"


@pytest.mark.usefixtures("models")
def test_about_says_the_version_the_folder_and_the_model(services: Services, tmp_path: Path) -> None:
    about = services.site.about().result(WAIT_S)
    assert about.data_folder == str(tmp_path / "data")
    assert about.version[0].isdigit()
    assert about.is_trial
    assert about.model.name == services.embedder().name
    assert about.model.largest_roster == services.limits().largest_roster


@pytest.mark.parametrize("asked", ["greeting", "cameras", "examine", "about"])
def test_nothing_of_it_is_a_teachers(services: Services, asked: str) -> None:
    services.desk.sign_in(THEIRS).result(WAIT_S)
    with pytest.raises(KioskError) as refused:
        getattr(services.site, asked)().result(WAIT_S)
    assert refused.value.code is Code.NOT_ALLOWED
    services.desk.sign_out().result(WAIT_S)
    with pytest.raises(KioskError) as closed:
        getattr(services.site, asked)().result(WAIT_S)
    assert closed.value.code is Code.SIGNED_OUT


# Another camera


def test_another_camera_of_the_settings_is_used_at_once_and_a_named_source_stays(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes: list[object] = []
    monkeypatch.setattr(CameraThread, "change_source", lambda self, opener: changes.append(opener))
    monkeypatch.setattr(CameraThread, "start", lambda self, opener=None: None)
    services.start_named("")
    services.change_settings(Settings(camera="camera:1")).result(WAIT_S)
    assert len(changes) == 1
    services.change_settings(Settings(camera="camera:1", strictness="strict")).result(WAIT_S)
    assert len(changes) == 1
    services.start_named("synthetic:")
    services.change_settings(Settings(camera="camera:0")).result(WAIT_S)
    assert len(changes) == 1


def test_a_source_gives_way_to_another_and_one_that_was_refused_does_too() -> None:
    """A camera that was refused once kept the thread from looking at any other until the next start."""

    def refused() -> ScriptedFeed:
        raise KioskError(Code.CAMERA_VIRTUAL)

    class Models:
        last_guidance = None

        def use(self, galleries: object) -> None:
            """Take no notice."""

        def close(self) -> None:
            """Nothing is held."""

    old, new, is_open = ScriptedFeed(SourceKind.CAMERA), ScriptedFeed(SourceKind.CAMERA), threading.Event()

    def open_new() -> ScriptedFeed:
        is_open.set()
        return new

    camera = CameraThread(lambda: cast(Recogniser, Models()), system_clock("UTC"))
    camera.start(lambda: old)
    camera.submit(lambda _: None).result(WAIT_S)
    camera.change_source(refused)
    camera.submit(lambda _: None).result(WAIT_S)
    camera.change_source(open_new)
    assert is_open.wait(WAIT_S)
    assert old.is_closed
    assert camera.health().error is None
    assert camera.stop(WAIT_S) == []
    assert new.is_closed
