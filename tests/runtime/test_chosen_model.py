"""A face model that was chosen and cannot be used: the camera's state says it, codes and desk go on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.evidence import Refusal, Sighting
from kiosk.domain.faces import ProtectedEmbedding
from kiosk.errors import Code, KioskError
from kiosk.runtime.api import CameraState, Welcome
from kiosk.runtime.services import Services
from kiosk.settings import Settings
from kiosk.storage.vault import Vault
from kiosk.vision.models import PACKAGED, load_manifest
from tests.fakes_storage import PASSPHRASE, SchoolClock
from tests.models.publisher import NAME, checkout
from tests.runtime.fakes_school import (
    ASTRONAUT,
    GRACE_HOPPER,
    SYNTHETIC,
    WAIT_S,
    light_opener,
    make_school,
    running_school,
)

pytestmark = pytest.mark.once

TRIES = 300


def program_with(folder: Path, built: Path) -> Path:
    """The models folder of a program that has what set-up makes and no more."""
    made = checkout(folder / "program", "https://models.invalid/smallface.onnx") / "models"
    (made / "built").mkdir()
    for entry in load_manifest(made / "manifest.toml").models.values():
        if entry.step in PACKAGED:
            (made / "built" / entry.file).symlink_to(built / entry.file)
    return made


@contextmanager
def door_with(folder: Path, built: Path, model: str) -> Iterator[tuple[Services, SchoolClock]]:
    """A trial whose settings name a model."""
    program = program_with(folder, built)
    clock = SchoolClock()
    data_dir = make_school(folder / "data", clock)
    chosen = Settings(model=model)
    services = Services(data_dir, chosen, clock=clock, models=program, opener=light_opener, has_index=False)
    try:
        services.start(SYNTHETIC)
        yield services, clock
    finally:
        assert services.stop() == []


def failure(services: Services) -> KioskError:
    give_up = threading.Event()
    for _ in range(TRIES):
        health = services.camera.health()
        if health.error is not None:
            assert health.state is CameraState.NONE
            return health.error
        give_up.wait(0.1)
    pytest.fail("the camera's state says nothing")


@pytest.mark.parametrize(
    ("model", "code"),
    [
        ("mobilefacenet", Code.MODEL_NOT_INSTALLED),
        (NAME, Code.MODEL_NOT_MEASURED),
        ("buffalo", Code.MODEL_UNKNOWN),
    ],
)
def test_codes_and_desk_go_on_without_the_model(tmp_path: Path, models: Path, model: str, code: Code) -> None:
    """A file that somebody removed, or a slip in the settings, must not shut the door (promise P7)."""
    with door_with(tmp_path, models / "built", model) as (services, clock):
        error = failure(services)
        assert error.code is code
        assert model in error.what
        desk, door = services.desk, services.door
        desk.sign_in(PASSPHRASE).result(WAIT_S)
        (school_class,) = desk.classes().result(WAIT_S)
        person = desk.add_person("S-1", "A Person", [school_class.id]).result(WAIT_S)
        desk.set_pin(person.id, "2580").result(WAIT_S)
        starts = clock()
        desk.open_session(school_class.id, starts, starts.plus(timedelta(hours=1))).result(WAIT_S)
        assert door.view().result(WAIT_S).enrolled == 0
        assert isinstance(door.sign_code("S-1", "2580").result(WAIT_S), Welcome)
        assert [summary.templates for summary in desk.people().result(WAIT_S)] == [0]
        desk.record_consent(person.id, "form", "self", date(2027, 7, 31)).result(WAIT_S)
        with pytest.raises(KioskError) as caught:
            desk.enrol_pictures(person.id, [tmp_path / "a.png"]).result(WAIT_S)
        assert caught.value.code is code


def test_housekeeping_goes_on_when_the_limits_of_a_model_are_gone(tmp_path: Path, models: Path) -> None:
    """People were enrolled with it, and the file of limits was removed: not a failure a second."""
    with door_with(tmp_path, models / "built", NAME) as (services, _):
        failure(services)
        desk = services.desk
        desk.sign_in(PASSPHRASE).result(WAIT_S)
        person = desk.add_person("S-1", "A Person", []).result(WAIT_S).id
        desk.record_consent(person, "form", "self", date(2027, 7, 31)).result(WAIT_S)

        def tick(vault: Vault) -> int:
            key = services._model_key(vault)
            vector = np.eye(1, 128, dtype=np.float32)[0]
            vault.records.store_templates(person, [ProtectedEmbedding(vector, key.model_sha256, key.key_id)])
            services.refresh(vault)
            services._tick(vault)
            return len(services.attendance.school)

        assert services.submit(tick).result(WAIT_S) == 1


def test_the_chosen_model_enrols_and_recognises(
    tmp_path: Path, models: Path, portraits: Path, shared_data: Path
) -> None:
    """A real second model, from the manifest's own entry, through the whole chain."""
    program = program_with(tmp_path, models / "built")
    entry = load_manifest(program / "manifest.toml").embedder("mobilefacenet")
    (program / "built" / entry.file).symlink_to(shared_data / "MobileFaceNet.onnx")
    chosen = Settings(model=entry.name)
    with running_school(tmp_path / "data", portraits, chosen=chosen, models=program) as school:
        school.enrol(school.astronaut, ASTRONAUT)
        stored = school.services.submit(lambda vault: vault.door.enrolments(entry.sha256)).result(WAIT_S)
        assert stored == (1, 0)
        school.open_session()
        (sighting,) = school.walk_up(ASTRONAUT)
        assert isinstance(sighting, Sighting)
        assert sighting.person == school.astronaut.id
        (refusal,) = school.walk_up(GRACE_HOPPER)
        assert isinstance(refusal, Refusal)
