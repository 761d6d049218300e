"""The door that a bored pupil visits: a trial school of two people, an empty doorway, one display."""

import json
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtWidgets import QApplication

from kiosk.app import Program
from kiosk.cli import demo_school
from kiosk.domain.frames import Frame, SourceKind
from kiosk.domain.ids import PersonId
from kiosk.paths import DataDir
from kiosk.runtime.feeds import Feed, PlayedFeed
from kiosk.vision.sources import SourceSpec

if TYPE_CHECKING:
    from kiosk.runtime.services import Services

PLAYED_WITH = ("101", "Eileen Collins", "2580")
"""The pupil knows this one's number and PIN."""
LEFT_ALONE = ("7340912", "Yusuf Rahman", "8642")
NAMES = (PLAYED_WITH[1], LEFT_ALONE[1])


class Doorway:
    """An empty doorway, five times a second: a Source."""

    kind = SourceKind.SYNTHETIC
    frame_interval_s = 0.2

    def __init__(self) -> None:
        self._seq, self._is_closed = 0, False

    def read(self) -> Frame | None:
        if self._is_closed:
            return None
        time.sleep(self.frame_interval_s)  # the camera's thread waits, as for a camera
        self._seq += 1
        image = np.full((240, 320, 3), 120 + self._seq % 2, np.uint8)
        return Frame(self._seq, time.monotonic_ns(), self.kind, image)

    def close(self) -> None:
        self._is_closed = True


class DoorProgram(Program):
    """The program at full screen, before an empty doorway."""

    def __init__(self, app: QApplication, data_dir: DataDir) -> None:
        super().__init__(app, data_dir, source="synthetic", windowed=False, demo=None)

    def _build(self) -> "Services":
        from kiosk.runtime.services import Services

        def open_feed(spec: SourceSpec, is_trial: bool) -> Feed:
            return PlayedFeed(Doorway())

        return Services(self._data_dir, self._settings, feed_opener=open_feed, has_index=False)


def make_school(data_dir: DataDir) -> list[PersonId]:
    """Make a trial school of two people with PINs and a register that is open."""
    from kiosk.cli.desk import now_here, running

    demo_school.make_empty(data_dir)
    with running(data_dir) as services:
        desk = services.desk
        desk.sign_in(demo_school.PASSPHRASE).result()
        now, school_class = now_here(), desk.classes().result()[0]
        people = []
        for number, name, pin in (PLAYED_WITH, LEFT_ALONE):
            person = desk.add_person(number, name, [school_class.id]).result()
            desk.set_pin(person.id, pin).result()
            people.append(person.id)
        desk.open_session(school_class.id, now, now.plus(timedelta(hours=2))).result()
        desk.sign_out().result()
    return people


def offscreen(folder: Path) -> str:
    """Give the name of Qt's platform with one display of an ordinary size that nobody sees."""
    display = {
        "name": "door", "x": 0, "y": 0, "width": 1280, "height": 720,
        "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1,
    }  # fmt: skip
    path = folder / "displays.json"
    path.write_text(json.dumps({"screens": [display]}), "utf-8")
    return f"offscreen:configfile={path}"
