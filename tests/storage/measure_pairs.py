"""How long look-alikes take in a large school: python -m tests.storage.measure_pairs [PEOPLE].

Made-up vectors around one direction, so close together that some hundred pairs of 10,000 people are near, as
with the default model; classes of thirty. It prints milliseconds and is no test.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from kiosk.domain.ids import PersonId, new_id
from kiosk.paths import models_dir
from kiosk.runtime.attendance import ModelKey
from kiosk.runtime.look_alikes import LookAlikes
from kiosk.vision.models import load_manifest
from tests.fakes_storage import KEY_ID, MODEL, SmallSchool, small_school

T = TypeVar("T")
SPREAD = 0.03
CLASS_SIZE = 30
NEVER = "2999-01-01T00:00:00.000000+00:00"


def fill(school: SmallSchool, people: int) -> PersonId:
    """Put people with templates straight into Zone K; gives one of them."""
    kiosk, rng = school.vault._kiosk, np.random.default_rng(1)
    middle = rng.normal(size=128)
    vectors = middle / np.linalg.norm(middle) + rng.normal(size=(people, 128)) * SPREAD
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype("<f4")
    person = class_id = ""
    with kiosk.transaction():
        for place, vector in enumerate(vectors):
            if place % CLASS_SIZE == 0:
                class_id = new_id()
                kiosk.write("INSERT INTO classes VALUES (?, 'x')", (class_id,))
            person, consent = new_id(), new_id()
            kiosk.write("INSERT INTO people (person, symbol, greeting) VALUES (?, '', '')", (person,))
            kiosk.write("INSERT INTO memberships VALUES (?, ?)", (class_id, person))
            kiosk.write("INSERT INTO consents VALUES (?, ?, ?, NULL)", (consent, person, NEVER))
            kiosk.write(
                "INSERT INTO templates VALUES (?, ?, ?, ?, ?, 128, ?, ?)",
                (new_id(), person, consent, MODEL, KEY_ID, vector.tobytes(), school.clock().utc_text),
            )
    return PersonId(person)


def timed(what: str, job: Callable[[], T]) -> T:
    begun = time.perf_counter()
    answer = job()
    print(f"{(time.perf_counter() - begun) * 1e3:8.0f} ms  {what}")
    return answer


def main(people: int) -> None:
    limits = load_manifest(models_dir() / "manifest.toml").default("embedder").limits
    assert limits is not None
    with tempfile.TemporaryDirectory() as folder:
        school = small_school(Path(folder) / "data")
        person = fill(school, people)
        ours = LookAlikes(school.vault.door, ModelKey(MODEL, KEY_ID), limits)
        timed("one at the door, before anything was compared", lambda: ours.group(person))
        step = 1
        while timed(f"step {step}", ours.compare_some):
            step += 1
        (stored,) = school.vault._kiosk.read("SELECT count(*) FROM close_pairs")[0]
        pairs = timed(f"all pairs judged, of {stored} stored", ours.pairs)
        timed("one at the door who is like nobody", lambda: ours.group(person))
        if pairs:
            timed("one at the door who is like somebody", lambda: ours.group(pairs[0].first))
        school.vault.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
