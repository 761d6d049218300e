"""What `kiosk bench --scale` measures in a school of one size, made for it with a face of everybody's.

In a process of its own, with the register's figures of `kiosk bench --register`. One of the people walks up
when the start is measured: she has the portrait's face.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli.measurements_register import WEEKS, windowless
from kiosk.cli.processes import run_python
from kiosk.cli.timing import Timing
from kiosk.paths import DataDir, resources_dir

if TYPE_CHECKING:
    from kiosk.domain.ids import PersonId
    from kiosk.runtime.clock import Clock
    from kiosk.runtime.services import Services

GROUPS_AT_THE_DOOR = 8
"""Groups whose registers are open at the measured door: 200 people, of the 300 that the model serves."""
_AFTERNOON_H, _MORNING_H = 14, 7
_LESSON = timedelta(hours=3)
_MOST_MARKS = 200
_LOOKS = 21
_SEED = 7
_TIMEOUT_S = 4 * 3_600
_PROGRAM = (
    "import sys; from kiosk.cli import measurements_school as measurements\n"
    "measurements.main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))"
)


@dataclass(frozen=True, slots=True)
class SchoolFigures:
    """What one school came to.

    Attributes:
        people: On its rolls, all enrolled.
        marks: Of the term before.
        weeks: How long that term was.
        seconds: By what was done: making the school, giving it faces, comparing everybody's face with
            everybody's, and the steps of the register (measurements_register.STEPS).
        mark: From a sighting to its answer after COMMIT, nobody signed in.
        look: What the door looks up each second.
        disk_mb: Of both databases.
    """

    people: int
    marks: int
    weeks: int
    seconds: Mapping[str, float | None]
    mark: Timing
    look: Timing
    disk_mb: float

    def as_json(self) -> dict[str, object]:
        """Give the figures."""
        return {
            "people": self.people,
            "marks": self.marks,
            "weeks": self.weeks,
            "seconds": {step: None if s is None else round(s, 4) for step, s in self.seconds.items()},
            "mark": self.mark.as_json(),
            "look": self.look.as_json(),
            "disk_mb": round(self.disk_mb, 1),
        }


def measure(folder: "Path", people: int, weeks: int = WEEKS) -> SchoolFigures:
    """Make a school in an empty folder and measure it, in a process of its own; the school stays.

    Args:
        folder: Where.
        people: How many.
        weeks: How long a term.

    Raises:
        subprocess.CalledProcessError: When it fails.
    """
    arguments = (str(folder), str(people), str(weeks))
    said = run_python(_PROGRAM, *arguments, timeout_s=_TIMEOUT_S, environment=windowless())
    figures = json.loads(said.splitlines()[-1])
    figures["mark"], figures["look"] = Timing(**figures["mark"]), Timing(**figures["look"])
    return SchoolFigures(**figures)


def main(folder: str, people: int, weeks: int) -> None:
    """Measure in this process and print the figures as JSON; it has to be a fresh one."""
    sys.stdout.write(json.dumps(asdict(measured(DataDir(Path(folder)), people, weeks))) + "\n")


def measured(school: DataDir, people: int, weeks: int) -> SchoolFigures:
    """Make the school and measure it in this process; memory is told rightly in a fresh one only."""
    from kiosk.cli import measurements_register, sample_school

    made_s = _seconds(lambda: sample_school.make(school, people, weeks))
    with _running(school) as services:
        services.desk.sign_in(sample_school.PASSPHRASE).result()
        enrolled_s = _seconds(lambda: _enrol(services))
        compared_s = _seconds(lambda: _compare(services))
        walks_up = _open_registers(services)
        _compare(services)
        services.desk.sign_out().result()
    with _running(school) as services:
        marks = _mark(services, but=walks_up)
        looks = _look(services)
    with tempfile.TemporaryDirectory(prefix="rollcall-bench-") as sheets:
        register = measurements_register.read_only(school, Path(sheets), weeks)
    seconds = {"make": made_s, "enrol": enrolled_s, "compare": compared_s}
    seconds |= {step: register[step] for step in measurements_register.STEPS if step in register}
    disk_mb = sum(file.stat().st_size for file in (school.kiosk_db, school.records_db)) / 1e6
    return SchoolFigures(
        people,
        int(register["marks"]),
        weeks,
        seconds,
        Timing.of("mark", marks),
        Timing.of("look", looks),
        disk_mb,
    )


def measured_clock() -> "Clock":
    """Give a clock that is never in the sample school's own lessons: those of the morning are over then.

    Which lists the door searches would depend on the time of day otherwise.
    """
    from kiosk.runtime.clock import machine_zone, system_clock

    now_here = system_clock(machine_zone())
    now = now_here().local
    ahead = timedelta(0)
    if _MORNING_H <= now.hour < _AFTERNOON_H:
        ahead = now.replace(hour=_AFTERNOON_H, minute=0, second=0, microsecond=0) - now
    return lambda: now_here().plus(ahead)


@contextmanager
def _running(school: DataDir) -> "Iterator[Services]":
    from kiosk.runtime.services import Services
    from kiosk.settings import Settings

    services = Services(school, Settings(), clock=measured_clock(), has_index=False)
    try:
        yield services
    finally:
        services.stop()


def _enrol(services: "Services") -> None:
    """Give everybody a consent and a face."""
    import numpy as np

    from kiosk.cli.measurements_faces import people_like_faces
    from kiosk.domain.faces import ProtectedEmbedding
    from kiosk.domain.protection import Rotation

    entry = services.embedder()
    assert entry.dimensions is not None
    secret = services.submit(lambda vault: vault.rotation_secret()).result()
    key_id = Rotation(secret, entry.dimensions).key_id
    count = len(services.desk.people().result())
    vectors = people_like_faces(np.random.default_rng(_SEED), count, entry.dimensions)
    faces = [ProtectedEmbedding(row, entry.sha256, key_id) for row in vectors]
    services.submit(lambda vault: vault.office.sample.enrol(faces)).result()


def _open_registers(services: "Services") -> "PersonId":
    """Open some groups' registers, and give the one who walks up, of the first of them, a face of her own."""
    from kiosk.domain import sample

    desk = services.desk
    first = min(desk.people().result(), key=lambda one: (len(one.person.number), one.person.number))
    names = sample.group_names(GROUPS_AT_THE_DOOR * sample.PEOPLE_A_GROUP)
    now = services.clock()
    for group in desk.classes().result():
        if group.name in names:
            desk.open_session(group.id, now, now.plus(_LESSON)).result()
    desk.enrol_pictures(first.person.id, [resources_dir() / "portraits" / "astronaut.png"]).result()
    return first.person.id


def _compare(services: "Services") -> None:
    """Do at once what the program does a step a second where faces are new."""
    while services.submit(lambda vault: services.look_alikes(vault).compare_some()).result():
        pass


def _mark(services: "Services", *, but: "PersonId") -> list[float]:
    """Mark people of the open registers as the door does, nobody signed in; seconds each."""
    from kiosk.domain.evidence import Sighting
    from kiosk.domain.frames import SourceKind
    from kiosk.domain.ids import TrackId

    open_now = services.door.view().result().open_now
    ids = {one.id for one in open_now}
    sessions = services.submit(
        lambda vault: services.keeper(vault).served.sessions(services.clock())
    ).result()
    listed = sorted({person for one in sessions if one.session.id in ids for person in one.people} - {but})
    taken = []
    for place, person in enumerate(listed[:_MOST_MARKS]):
        seen = Sighting(person, TrackId(place + 1), SourceKind.SYNTHETIC, time.monotonic_ns(), 3, 0.1)
        begun = time.perf_counter()
        services.door.record(seen).result()
        taken.append(time.perf_counter() - begun)
    return taken


def _look(services: "Services") -> list[float]:
    """Look at the sessions as the program does each second; seconds each."""

    def look() -> bool:
        return services.submit(lambda vault: services.keeper(vault).served.is_outdated()).result()

    return [_seconds(look) for _ in range(_LOOKS)]


def _seconds(job: Callable[[], object]) -> float:
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun
