from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.faces import ProtectedEmbedding
from kiosk.errors import Code, KioskError
from tests.fakes_storage import PASSPHRASE, SchoolClock, create, small_school

MODEL, KEY = "5" * 64, "7" * 16


def faces(count: int) -> list[ProtectedEmbedding]:
    return [ProtectedEmbedding(row, MODEL, KEY) for row in np.eye(count, 40, dtype=np.float32)]


def test_everybody_of_a_trial_has_a_face_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    vault = create(tmp_path, SchoolClock()).vault
    vault.sign_in(PASSPHRASE)
    vault.office.sample.fill(30, 1, 1)
    assert vault.office.sample.enrol(faces(30)) == 30
    places = {row.person: int(np.argmax(row.template.vector)) for row in vault.door.templates(MODEL, KEY)}
    numbers = {one.person.id: int(one.person.number) for one in vault.records.people()}
    assert {person: numbers[person] - 10_001 for person in places} == places
    assert len(places) == 30
    assert vault.records.verify_audit() == ()
    vault.sign_out()
    vault.sign_in(PASSPHRASE)  # the zones are compared: nothing is taken away again
    assert len(vault.door.templates(MODEL, KEY)) == 30
    vault.close()


def test_not_twice_and_not_too_few(tmp_path: Path) -> None:
    vault = create(tmp_path, SchoolClock()).vault
    vault.sign_in(PASSPHRASE)
    vault.office.sample.fill(5, 1, 1)
    with pytest.raises(ValueError, match="as many faces"):
        vault.office.sample.enrol(faces(4))
    assert vault.office.sample.enrol(faces(5)) == 5
    with pytest.raises(KioskError) as caught:
        vault.office.sample.enrol(faces(5))
    assert caught.value.code is Code.SAMPLE_NOT_EMPTY
    vault.close()


def test_a_real_school_is_left_alone(tmp_path: Path) -> None:
    school = small_school(tmp_path, is_trial=False)
    with pytest.raises(KioskError) as caught:
        school.vault.office.sample.enrol(faces(3))
    assert caught.value.code is Code.SAMPLE_NOT_EMPTY
    school.vault.close()
