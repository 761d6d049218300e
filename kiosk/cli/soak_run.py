"""One soak from the empty folder to the report: the program, the hand that works it, the meter beside it."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from kiosk import logs
from kiosk.cli import demo_school, soak_report
from kiosk.cli.soak_acts import Acts
from kiosk.cli.soak_marks import Compared, compare, read_registers
from kiosk.cli.soak_pilot import Pilot
from kiosk.cli.soak_report import Report
from kiosk.cli.soak_watch import LOOKS_A_SAMPLE, BugCount, Meter, Sample, Samples
from kiosk.cli.soak_world import SoakProgram, make_school
from kiosk.errors import KioskError
from kiosk.paths import DataDir
from kiosk.ui.print.app import ensure_application
from kiosk.ui.process import bugs_reported, no_display_noise, signals_caught

PULSE_MS = 50
MOST_SAMPLES = 1000
_EVERY_S = (1.0, 10.0)
"""The shortest and the longest time between two samples."""
_TOLD_S = 60.0
_SPARE_SAMPLES = 50
"""More than the time asks for: a step that is under way at its end is let end."""


class Soak(QObject):
    """Runs it. For the main thread."""

    def __init__(
        self,
        folder: Path,
        hours: float,
        seed: int,
        tell: Callable[[str], None],
        keep: Callable[[Sample], None],
    ) -> None:
        """Prepare.

        Args:
            folder: A throw-away folder.
            hours: How long.
            seed: Of everything that is drawn.
            tell: Told how far it is.
            keep: Given each sample as it is taken.
        """
        super().__init__()
        self._folder, self._hours, self._seed, self._tell, self._keep = folder, hours, seed, tell, keep
        self._every_s = min(_EVERY_S[1], max(_EVERY_S[0], hours * 3600 / MOST_SAMPLES))
        self._samples = Samples(round(hours * 3600 / self._every_s) + _SPARE_SAMPLES)
        self._bugs = BugCount()
        self._is_over = False
        self._last_beat = self._told_s = 0.0
        self._out, self._temp, self._camera = (folder / name for name in ("out", "tmp", "camera"))

    def run(self) -> tuple[Report, list[Sample]]:
        """Run it to its end, or to a Ctrl+C.

        Raises:
            KioskError: What making the school raises.
        """
        for place in (self._out, self._temp, self._camera):
            place.mkdir()
        random = Random(self._seed)  # noqa: S311 - it decides what is done
        with _own_temp(self._temp):
            data_dir = DataDir(self._folder / "school")
            pins = make_school(data_dir, random, self._tell)
            app = ensure_application()
            app.setApplicationName("Rollcall")
            app.setQuitOnLastWindowClosed(False)
            program = SoakProgram(app, data_dir, seed=self._seed, camera=self._camera)
            acts = Acts(program, pins, random, self._out, self._is_time_up)
            return self._fly(app, program, acts)

    def _fly(self, app: QApplication, program: SoakProgram, acts: Acts) -> tuple[Report, list[Sample]]:
        self._bugs.listen()
        self._meter = Meter(self._temp)
        pilot = Pilot(acts.script, program.quit)
        pulse = self._timer(PULSE_MS, self._beat)
        looks = self._timer(round(self._every_s * 1000), lambda: self._look(program))
        rests = self._timer(round(self._every_s * 1000 / LOOKS_A_SAMPLE), self._meter.look)
        self._tell(f"Running for {self._hours:g} h with seed {self._seed}.")
        with no_display_noise(), bugs_reported(), signals_caught(self._end_early):
            program.start()
            self._last_beat = time.monotonic()
            for running in (pulse, rests, looks, pilot):
                running.start()
            marks: Compared | None = None
            try:
                app.exec()
            finally:
                for running in (pulse, rests, looks, pilot):
                    running.stop()
                ran_s = self._meter.passed_s
                marks = self._compare(program, acts)
                left = program.stop()
        samples = self._samples.all()
        return self._report(program, acts, pilot, samples, marks, ran_s, left), samples

    def _timer(self, interval_ms: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(interval_ms)
        timer.timeout.connect(act)
        return timer

    def _is_time_up(self) -> bool:
        return self._is_over or self._meter.passed_s >= self._hours * 3600

    def _end_early(self) -> None:
        """Ctrl+C: what ran so far is compared and reported; a second one does nothing more."""
        if not self._is_over:
            self._is_over = True
            self._tell("Ending; the marks are compared first.")

    def _beat(self) -> None:
        now = time.monotonic()
        self._meter.blocks.note(now - self._last_beat - PULSE_MS / 1000)
        self._last_beat = now

    def _look(self, program: SoakProgram) -> None:
        self._bugs.listen()  # the program closes its log, and ours with it, only at its end
        sample = self._meter.sample(program.capture_pid, program.feed, len(program.ledger.ticked))
        self._samples.add(sample)
        self._keep(sample)
        if sample.at_s - self._told_s >= _TOLD_S:
            self._told_s = sample.at_s
            self._tell(_progress(sample, sum(self._bugs.found.values())))

    def _compare(self, program: SoakProgram, acts: Acts) -> Compared | None:
        """Hold what was ticked against the registers and their sheet, with the door shut."""
        services, kiosk = program.services, program.kiosk
        if services is None or kiosk is None or not acts.days:
            return None
        kiosk.detach()
        try:
            if not services.submit(lambda vault: vault.signed_in is not None).result():
                services.desk.sign_in(demo_school.PASSPHRASE).result()
            ticked, back = program.ledger.ticked, frozenset(program.ledger.taken_back)
            registers = read_registers(services, min(acts.days), max(acts.days), self._out)
            services.desk.sign_out().result()
        except KioskError as error:
            logs.bug("soak-not-compared", error)
            return None
        return compare(ticked, back, registers)

    def _report(
        self,
        program: SoakProgram,
        acts: Acts,
        pilot: Pilot,
        samples: list[Sample],
        marks: Compared | None,
        ran_s: float,
        left: list[str],
    ) -> Report:
        after = soak_report.settled(samples)
        last = samples[-1] if samples else None
        whole, private, capture = soak_report.slopes(samples)
        return Report(
            seed=self._seed,
            asked_hours=self._hours,
            ran_s=ran_s,
            warm_up_s=soak_report.warm_up_of(ran_s),
            slope_mb_h=whole,
            private_slope_mb_h=private,
            capture_slope_mb_h=capture,
            memory_mb=None if last is None else last.memory_mb,
            peak_mb=max((one.peak_mb for one in samples if one.peak_mb is not None), default=None),
            growth=soak_report.growth_of(after),
            marks=marks,
            bugs=dict(self._bugs.found),
            missed=dict(pilot.missed),
            done={
                **acts.done,
                "marks by face": len(program.ledger.by_face),
                "marks by code": len(program.ledger.by_code),
                "marks taken back": len(program.ledger.taken_back),
                "codes refused": program.ledger.refused,
            },
            frames=0 if last is None else last.frames,
            late=0 if last is None else last.late,
            gaps=0 if last is None else last.gaps,
            dropped=program.frames_dropped,
            capture_restarts=program.capture_restarts,
            blocks=self._meter.blocks.count,
            longest_block_ms=round(self._meter.blocks.longest_of_all_ms, 1),
            left=tuple(left),
        )


def _progress(sample: Sample, bugs: int) -> str:
    def text(value: float | None) -> str:
        return "?" if value is None else f"{value:.0f}"

    return (
        f"{sample.at_s / 60:5.0f} min  memory {text(sample.memory_mb)} MB, "
        f"capture {text(sample.capture_mb)} MB, descriptors {text(sample.descriptors)}, "
        f"threads {sample.threads}, marks {sample.marks}, bugs {bugs}"
    )


@contextmanager
def _own_temp(folder: Path) -> Iterator[None]:
    """Let this process and its children put temporary files where they can be counted."""
    before, named = tempfile.tempdir, os.environ.get("TMPDIR")
    tempfile.tempdir, os.environ["TMPDIR"] = str(folder), str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
        if named is None:
            os.environ.pop("TMPDIR", None)
        else:
            os.environ["TMPDIR"] = named
