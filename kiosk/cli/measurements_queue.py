"""`kiosk bench --queue`: people a minute through one door, and how many doors many people need.

What the machine takes is measured, in the real window with made-up people before the camera: from the moment
somebody comes into view until their tick is on the screen, less the time in which they type. What people take
is assumed and said: walking by `--between`; keys and looking by the keystroke-level model (Card, Moran and
Newell 1980), 0.5 s for a key of a code and 1.35 s to see what is asked.
"""

import json
import math
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import settings
from kiosk.cli import demo_school, measurements_people
from kiosk.cli.measurements_load import Spread, in_own_process, open_register, put_on_list
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir

if TYPE_CHECKING:
    from kiosk.runtime.api import DeskApi

PEOPLE = 10
"""Of each way."""
BETWEEN_S = 2.0
"""From one person's tick until the next one comes into view: see it, step away, step up."""
KEY_S, LOOK_S = 0.5, 1.35
MINUTES = 15.0
CROWDS = (100, 300, 1_000, 3_000, 10_000)
_MORE_S = 300.0
_PROGRAM = "import sys; from kiosk.cli import measurements_queue; measurements_queue.main(*sys.argv[1:])"


class Way(StrEnum):
    """How somebody signs in."""

    FACE = "face"
    FACE_AND_PIN = "face_and_pin"
    CODE = "number_and_pin"


KEYS: Mapping[Way, int] = {Way.FACE: 0, Way.FACE_AND_PIN: 5, Way.CODE: 10}
"""Four digits and "Go on"; "Use your code", a number of three digits and "Go on" before it."""
LOOKS: Mapping[Way, int] = {Way.FACE: 0, Way.FACE_AND_PIN: 1, Way.CODE: 2}
"""How often somebody has to see what is asked."""


@dataclass(frozen=True, slots=True)
class WayFigures:
    """One way.

    Attributes:
        way: Which.
        people: How many came.
        marked: How many of them got their tick.
        machine_ms: What the machine took for each.
    """

    way: Way
    people: int
    marked: int
    machine_ms: Spread

    def person_s(self, between_s: float) -> float:
        """Give what a person takes: assumed, not measured."""
        return between_s + KEYS[self.way] * KEY_S + LOOKS[self.way] * LOOK_S

    def a_minute(self, between_s: float) -> float:
        """Give how many people a minute pass one door, one after the other."""
        return 60.0 / (self.machine_ms.median / 1e3 + self.person_s(between_s))

    def kiosks(self, people: int, between_s: float, minutes: float = MINUTES) -> int:
        """Give how many doors let so many people in within so many minutes."""
        return math.ceil(people / (minutes * self.a_minute(between_s)))

    def as_json(self, between_s: float) -> dict[str, object]:
        """Give the figures and what follows from them."""
        return {
            **asdict(self),
            "person_s": round(self.person_s(between_s), 2),
            "people_a_minute": round(self.a_minute(between_s), 1),
            "kiosks": {str(people): self.kiosks(people, between_s) for people in CROWDS},
        }


def queue(people: int = PEOPLE) -> list[WayFigures]:
    """Measure each way.

    Args:
        people: How many come each way.

    Returns:
        A line for each; nothing in a built program, which has no Python to start a process of its own with.

    Raises:
        KioskError: MODEL_MISSING, MODEL_WRONG; a portrait is missing.
        subprocess.CalledProcessError: If the door did not come up; its stderr says what did not.
    """
    if getattr(sys, "frozen", False):
        return []
    with tempfile.TemporaryDirectory(prefix="rollcall-queue-") as name:
        folder = Path(name)
        make_school(folder, people)
        said = in_own_process(_PROGRAM, str(folder), str(people), timeout_s=_MORE_S + 60 * people)
    return [
        WayFigures(Way(one["way"]), one["people"], one["marked"], Spread(**one["machine_ms"]))
        for one in json.loads(said)
    ]


def make_school(folder: Path, people: int) -> None:
    """Make a trial school: people with a face, people with a face and a twin, and people with a code only.

    Args:
        folder: "data" and "camera" are made in it.
        people: How many of each.

    Raises:
        KioskError: What any of it raises.
    """
    from kiosk.cli.desk import running

    camera, data_dir = folder / "camera", DataDir(folder / "data")
    camera.mkdir()
    photos = measurements_people.make_people(camera, 2 * people)
    demo_school.make_empty(data_dir)
    settings.change(data_dir.settings_file, {"sound_volume": 0})
    with running(data_dir) as services:
        desk = services.desk
        desk.sign_in(demo_school.PASSPHRASE).result()
        for who, pictures in enumerate(photos):
            person = put_on_list(desk, who)
            desk.enrol_pictures(person.id, pictures).result()
            if who >= people:
                desk.set_pin(person.id, pin_of(who)).result()
                _add_twin(desk, who + people, pictures)
        for who in range(3 * people, 4 * people):
            person = put_on_list(desk, who, has_consent=False)
            desk.set_pin(person.id, pin_of(who)).result()
        open_register(desk)
        desk.sign_out().result()


def _add_twin(desk: "DeskApi", who: int, pictures: Sequence[Path]) -> None:
    """Put somebody with the same face on the list, so that the door asks both for their PIN."""
    person = put_on_list(desk, who)
    try:
        desk.enrol_pictures(person.id, pictures).result()
    except KioskError as error:
        if error.code is not Code.DUPLICATE_FACE:
            raise
        desk.enrol_as_twins(person.id).result()
    desk.set_pin(person.id, pin_of(who)).result()


def pin_of(who: int) -> str:
    """Give somebody's PIN."""
    return f"{1396 + 37 * who:04}"


def main(folder: str, people: str) -> None:
    """Measure in this process and print the figures as JSON; it has to be a fresh one."""
    from kiosk.cli.measurements_queue_run import measure

    figures = measure(Path(folder), int(people))
    print(json.dumps([asdict(one) for one in figures]))  # noqa: T201 - the other end of a pipe reads it
