"""What `kiosk bench --register` measures: the register at several sizes of school, each in a process."""

import csv
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.cli.processes import run_python
from kiosk.paths import DataDir

if TYPE_CHECKING:
    from kiosk.runtime.services import Services

SIZES = (100, 1_000, 10_000)
WEEKS = 13
STEPS = (
    "open",
    "keystroke",
    "counts",
    "report",
    "sheet",
    "import",
)
_SHEET_GROUP = "Assembly"
_REPEATS = 5
_TIMEOUT_S = 3_600
_TYPED = ("a", "an", "an ", "an b")
_PROGRAM = (
    "import sys; from kiosk.cli import measurements_register as measurements\n"
    "people, there, weeks = sys.argv[1:]\n"
    "measurements.main(people, there or None, int(weeks))"
)


@dataclass(frozen=True, slots=True)
class SchoolSize:
    """One school's figures.

    Attributes:
        people: On its rolls.
        marks: Of the term before.
        made_s: How long making the school took; None for one that was there.
        seconds: By step; None for a step that needs Qt where there is none.
    """

    people: int
    marks: int
    made_s: float | None
    seconds: Mapping[str, float | None]

    def as_json(self) -> dict[str, object]:
        """Give the figures."""
        rounded = {step: None if s is None else round(s, 4) for step, s in self.seconds.items()}
        return {"people": self.people, "marks": self.marks, "made_s": self.made_s, "seconds": rounded}


def measure(people: int, there: Path | None = None, *, weeks: int = WEEKS) -> SchoolSize:
    """Measure a school in a process of its own.

    Args:
        people: How large a school is made for it, in a temporary folder, and taken away afterwards.
        there: Measure the sample school in this folder instead. It is only read.
        weeks: How long a term.

    Raises:
        subprocess.CalledProcessError: When it fails, for one because the folder holds no sample school.
    """
    arguments = (str(people), str(there or ""), str(weeks))
    said = run_python(_PROGRAM, *arguments, timeout_s=_TIMEOUT_S, environment=windowless())
    return SchoolSize(**json.loads(said.splitlines()[-1]))


def windowless() -> dict[str, str]:
    """Give the environment of a process that shows windows: on Qt's own screen where there is none."""
    environment = dict(os.environ)
    if not any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return environment


def main(people: str, there: str | None, weeks: int) -> None:
    """Measure in this process and print the figures as JSON; it has to be a fresh one."""
    from kiosk.cli import sample_school

    with tempfile.TemporaryDirectory(prefix="rollcall-bench-") as folder:
        made_s, school = None, DataDir(Path(there or folder) if there else Path(folder) / "school")
        if there is None:
            begun = time.perf_counter()
            sample_school.make(school, int(people), weeks)
            made_s = round(time.perf_counter() - begun, 2)
        figures = read_only(school, Path(folder), weeks)
        count = int(figures.pop("people"))
        marks = int(figures.pop("marks"))
        figures["import"] = _importing(Path(folder), count)
    ordered = {step: figures.get(step) for step in STEPS}
    sys.stdout.write(
        json.dumps({"people": count, "marks": marks, "made_s": made_s, "seconds": ordered}) + "\n"
    )


def read_only(school: DataDir, folder: Path, weeks: int) -> dict[str, Any]:
    """Measure what changes nothing but the audit, in this process.

    Args:
        school: A sample school.
        folder: For a sheet.
        weeks: How long its term is.

    Returns:
        Seconds by step, and how many `people` and `marks` there are.
    """
    from kiosk.cli import sample_school
    from kiosk.cli.desk import running
    from kiosk.domain.follow_up import ReportScope
    from kiosk.reports.daysheet import write_sheet

    with running(school) as services:
        services.desk.sign_in(sample_school.PASSPHRASE).result()
        today = services.clock().local_date
        figures: dict[str, Any] = _windowed(services)
        figures["counts"] = _median(_REPEATS, lambda: services.desk.overview(today).result())
        names = {group.name: group.id for group in services.desk.classes().result()}
        of_today = services.desk.sessions(today).result()
        assembly = next(session for session in of_today if session.class_id == names[_SHEET_GROUP])
        scope = ReportScope(today, today, session=assembly.id)

        def sheet() -> None:
            write_sheet(services.reports.sheet(scope).result(), "xlsx", folder / "sheet.xlsx")

        figures["sheet"] = _median(1, sheet)
        begun = time.perf_counter()
        report = services.reports.rates(ReportScope(today - timedelta(weeks=weeks), today)).result()
        figures["report"] = time.perf_counter() - begun
        figures["people"] = len(report.people)
        figures["marks"] = report.total.expected
        services.desk.sign_out().result()
    return figures


def _windowed(services: "Services") -> dict[str, float | None]:
    """Measure the table: all of today's registers as one list, and one more letter in the filter."""
    if find_spec("PySide6") is None:
        today = services.clock().local_date
        opened = _median(1, lambda: services.desk.wide_roster(today).result())
        return {"open": opened, "keystroke": None}
    from PySide6.QtWidgets import QApplication

    from kiosk.ui.desk.roster_model import RosterFilter, RosterModel
    from kiosk.ui.desk.roster_table import RosterTable

    application = QApplication.instance() or QApplication(["bench"])
    today = services.clock().local_date
    model = RosterModel()
    proxy = RosterFilter(model)
    table = RosterTable(model, proxy)
    table.resize(1000, 700)
    table.show()
    application.processEvents()

    def show() -> None:
        rows = services.desk.wide_roster(today).result()
        model.show_wide(rows, services.desk.sessions(today).result())
        application.processEvents()

    begun = time.perf_counter()
    show()
    opened = time.perf_counter() - begun
    keystrokes = []
    for _ in range(_REPEATS):
        for typed in (*_TYPED, ""):
            begun = time.perf_counter()
            proxy.set_text(typed)
            application.processEvents()
            keystrokes.append(time.perf_counter() - begun)
    table.hide()
    return {"open": opened, "keystroke": sorted(keystrokes)[len(keystrokes) // 2]}


def _importing(folder: Path, count: int) -> float:
    """Measure reading, planning and taking over so many people into a school where nobody is yet."""
    from kiosk.cli import sample_school
    from kiosk.cli.desk import create_school, running
    from kiosk.domain import sample
    from kiosk.runtime.api import NewSchool

    file, target = folder / "people.csv", DataDir(folder / "empty")
    groups = sample.group_names(count)
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("Number", "Name", "Class"))
        made = sample.people(count, sample_school.SEED)
        writer.writerows((one.number, one.name, groups[one.group]) for one in made)
    create_school(
        target,
        NewSchool("Empty", sample_school.ADMIN, sample_school.PASSPHRASE, "First", is_trial=True, zone="UTC"),
        may_use_keyring=False,
    )
    with running(target) as services:
        services.desk.sign_in(sample_school.PASSPHRASE).result()
        begun = time.perf_counter()
        columns = services.imports.open_file(file, "roster").result()
        plan = services.imports.plan_roster(file, columns.mapping, is_whole=False).result()
        services.imports.apply_roster(plan).result()
        seconds = time.perf_counter() - begun
        if len(services.desk.people().result()) != count:
            raise RuntimeError("not everybody was imported")
        services.desk.sign_out().result()
    return seconds


def _median(runs: int, job: Callable[[], object]) -> float:
    taken: list[float] = []
    for _ in range(runs):
        begun = time.perf_counter()
        job()
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[len(taken) // 2]


def growth(sizes: Sequence[SchoolSize], step: str) -> float | None:
    """Give how many times as long a step takes in the largest school as in the smallest."""
    first, last = sizes[0].seconds[step], sizes[-1].seconds[step]
    return None if not first or last is None else last / first
