"""`kiosk bench --load`: the whole path with three faces in view all the time, 30 frames a second, two cores.

Frames are dropped by design: the camera thread takes the newest one when it is ready for one, and a frame
that a newer one has replaced is gone. Were they queued anywhere, each would be older than the last when it is
taken; so their age at the end is held against that at the beginning.
"""

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import settings
from kiosk.cli import demo_school, measurements_people
from kiosk.cli.measurements_people import FRAMES_PER_S
from kiosk.cli.processes import run_python
from kiosk.paths import DataDir

if TYPE_CHECKING:
    from kiosk.domain.people import Person
    from kiosk.runtime.api import DeskApi

PEOPLE = 24
SECONDS = 60.0
EACH_S = 2.5
"""How long each is in front."""
REST_S = 5.0
"""How long the GUI thread's pulse is taken while nobody is there."""
_MORE_S = 240.0
_PROGRAM = "import sys; from kiosk.cli import measurements_load; measurements_load.main(*sys.argv[1:])"


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took, milliseconds.

    Attributes:
        median: Half are below.
        p95: 95 of 100 are below.
        longest: The largest.
    """

    median: float
    p95: float
    longest: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Sum up; nothing is 0."""
        ordered = sorted(values) or [0.0]
        median, p95 = (ordered[min(len(ordered) - 1, int(len(ordered) * q))] for q in (0.5, 0.95))
        return cls(round(median, 1), round(p95, 1), round(ordered[-1], 1))


@dataclass(frozen=True, slots=True)
class LoadFigures:
    """What was measured.

    Attributes:
        seconds: How long.
        cores: That the program was held to.
        busy_before: How many processes wanted a processor before it began, on average over a minute; None
            where the system does not say.
        in_front: How many stepped to the front.
        ticked: How many of them got their tick.
        offered: Frames that the camera gave.
        taken: Frames that the camera thread looked at.
        dropped: The others.
        age_first_ms: How old frames were when they were taken, in the first third of the time.
        age_last_ms: The same in the last third.
        tick_ms: From the third good frame to the tick painted.
        rest_ms: For how long the GUI thread did not come round while nobody was there.
        block_ms: The same under load.
        longest_work_ms: The most it worked without coming round. The rest of a block it waited, for a
            processor or for Python's lock.
        blocks_over_50_ms: How many there were.
        grown_mb: What the program's memory grew by meanwhile; None where the system does not say.
        capture_grown_mb: The same of the capture process.
    """

    seconds: float
    cores: int
    busy_before: float | None
    in_front: int
    ticked: int
    offered: int
    taken: int
    dropped: int
    age_first_ms: Spread
    age_last_ms: Spread
    tick_ms: Spread
    rest_ms: Spread
    block_ms: Spread
    longest_work_ms: float
    blocks_over_50_ms: int
    grown_mb: float | None
    capture_grown_mb: float | None

    @property
    def is_growing(self) -> bool:
        """Whether frames wait longer and longer: by more than one frame from the first third to the last."""
        return self.age_last_ms.median - self.age_first_ms.median > 1e3 / FRAMES_PER_S

    @property
    def is_accounted_for(self) -> bool:
        """Whether each frame was taken or dropped; one may be on its way at either end."""
        return abs(self.offered - self.taken - self.dropped) <= 1

    def as_json(self) -> dict[str, object]:
        """Give the figures."""
        return {**asdict(self), "queue_grows": self.is_growing, "all_accounted_for": self.is_accounted_for}

    @classmethod
    def from_json(cls, values: dict[str, object]) -> "LoadFigures":
        """Read them again."""
        spreads = {name: Spread(**value) for name, value in values.items() if isinstance(value, dict)}
        return cls(**{**values, **spreads})  # type: ignore[arg-type]


def load(seconds: float = SECONDS, people: int = PEOPLE) -> LoadFigures | None:
    """Measure the whole path under load.

    Args:
        seconds: How long.
        people: How many there are; whoever comes round again has their mark already.

    Returns:
        None in a built program: there is no Python to start a process of its own with.

    Raises:
        KioskError: MODEL_MISSING, MODEL_WRONG; a portrait is missing.
        subprocess.CalledProcessError: If the door did not come up; its stderr says what did not.
    """
    if getattr(sys, "frozen", False):
        return None
    with tempfile.TemporaryDirectory(prefix="rollcall-load-") as name:
        folder = Path(name)
        make_school(folder, people)
        said = in_own_process(_PROGRAM, str(folder), str(seconds), str(people), timeout_s=seconds + _MORE_S)
    return LoadFigures.from_json(json.loads(said))


def in_own_process(program: str, *arguments: str, timeout_s: float) -> str:
    """Run a measurement of the door and give the last line it printed.

    Raises:
        subprocess.CalledProcessError: It failed.
    """
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return run_python(program, *arguments, timeout_s=timeout_s, environment=environment).splitlines()[-1]


def make_school(folder: Path, people: int) -> None:
    """Make a trial school in which made-up people are enrolled and a register is open.

    Args:
        folder: "data" and "camera" are made in it.
        people: How many.

    Raises:
        KioskError: What any of it raises.
    """
    from kiosk.cli.desk import running

    camera, data_dir = folder / "camera", DataDir(folder / "data")
    camera.mkdir()
    photos = measurements_people.make_people(camera, people)
    demo_school.make_empty(data_dir)
    settings.change(data_dir.settings_file, {"sound_volume": 0})
    with running(data_dir) as services:
        services.desk.sign_in(demo_school.PASSPHRASE).result()
        for who, pictures in enumerate(photos):
            person = put_on_list(services.desk, who)
            services.desk.enrol_pictures(person.id, pictures).result()
        open_register(services.desk)
        services.desk.sign_out().result()


def put_on_list(desk: "DeskApi", who: int, *, has_consent: bool = True) -> "Person":
    """Put somebody made up on the list.

    Raises:
        KioskError: What any of it raises.
    """
    from kiosk.cli.desk import now_here

    (school_class,) = desk.classes().result()
    number = number_of(who)
    person = desk.add_person(number, f"Made up {number}", [school_class.id]).result()
    if has_consent:
        until = now_here().local_date + timedelta(days=1)
        desk.record_consent(person.id, "made-up face", "self", until).result()
    return person


def number_of(who: int) -> str:
    """Give somebody's number."""
    return str(demo_school.FIRST_NUMBER + who)


def open_register(desk: "DeskApi") -> None:
    """Open a register for the next two hours."""
    from kiosk.cli.desk import now_here

    now, (school_class,) = now_here(), desk.classes().result()
    desk.open_session(school_class.id, now, now.plus(demo_school.LESSON)).result()


def main(folder: str, seconds: str, people: str) -> None:
    """Measure in this process and print the figures as JSON; it has to be a fresh one."""
    from kiosk.cli.measurements_load_run import measure

    figures = measure(Path(folder), float(seconds), int(people))
    print(json.dumps(asdict(figures)))  # noqa: T201 - the other end of a pipe reads it
