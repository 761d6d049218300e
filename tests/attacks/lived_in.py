"""A small school in which everything has happened once, then locked: what the inventory is taken from."""

import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from kiosk import logs, settings
from kiosk.domain.clock import Instant
from kiosk.domain.faces import Embedding
from kiosk.domain.frames import SourceKind
from kiosk.domain.groups import GroupKind, GroupOptions
from kiosk.domain.ids import PersonId
from kiosk.domain.look_alikes import Reach
from kiosk.domain.marks import EventKind, Method, NewPassage
from kiosk.domain.privacy import MarksChoice, RetentionKind
from kiosk.domain.protection import Rotation
from kiosk.domain.tally import Count
from kiosk.errors import KioskError
from kiosk.paths import DataDir
from kiosk.storage.file_waits import FileWaits
from kiosk.storage.slots import SlotKind
from tests.fakes_storage import MODEL, MONDAY, PASSPHRASE, ZONE, SmallSchool, small_school
from tests.storage.restoring import back_up
from tests.thief.__main__ import table
from tests.thief.steal import steal

DIMENSIONS = 128
PIN = "4821"
GONE = ("Wanda Withdrawn", "Leo Leaver", "Erwin Erased")
"""Numbers S-7 to S-9."""
CAPTURES = 5
CONSENT = "signed form of 3 March"
UNTIL = date(2027, 7, 31)
REACH = Reach(0.9, 1.2)


@dataclass(frozen=True, slots=True)
class LivedIn:
    """The school, closed, and the faces of its people as a model would give them."""

    school: SmallSchool
    faces: tuple[Embedding, ...]

    @property
    def data_dir(self) -> DataDir:
        """Where it is."""
        return DataDir(self.school.folder)


def face(person: int, look: int = 0, *, spread: float = 0.3) -> Embedding:
    """One look at a made-up person, unit length."""
    middle = np.random.default_rng([person]).standard_normal(DIMENSIONS)
    noise = np.random.default_rng([person, look + 1]).standard_normal(DIMENSIONS)
    vector = middle / np.linalg.norm(middle) + spread * noise / np.sqrt(DIMENSIONS)
    return Embedding((vector / np.linalg.norm(vector)).astype(np.float32), MODEL)


def live(folder: Path) -> LivedIn:
    """Enrol, mark by face and by PIN, mistype, count, set up settings and logs; then nobody is signed in."""
    logs.start(folder / "logs")
    school = small_school(folder)
    vault, people = school.vault, school.people
    rotation = Rotation(vault.rotation_secret(), DIMENSIONS)
    faces = tuple(face(0 if index < 2 else index, index) for index in range(3))  # the first two are alike
    for index in range(3):
        looks = [rotation.protect(face(0 if index < 2 else index, 10 * index + n)) for n in range(CAPTURES)]
        vault.records.record_consent(people[index].id, CONSENT, "parent", UNTIL)
        vault.records.store_templates(people[index].id, [rotation.protect(faces[index])], looks)
    vault.records.set_pin(people[1].id, PIN)
    vault.office.cards.issue([people[0].id, people[1].id])
    vault.office.cards.revoke(people[1].id)
    _compare(school, rotation.key_id)
    settings.save(vault.data_dir.settings_file, settings.Settings(room="Lab"))
    school.mark(2)
    withdrawn = _privacy(school)
    vault.sign_out()
    vault.door.withdraw(withdrawn, school.clock())
    school.mark(0)
    vault.door.fold_accepted(people[0].id, MODEL, rotation.key_id, 0.4)
    school.mark(1, method=Method.CODE)
    _leave(school)
    vault.door.note_burst(school.clock(), 6)
    vault.door.count(Count.TRIES, school.clock().local_date, 3)
    _mistype(school)
    vault.close()
    logs.stop()
    return LivedIn(school, faces)


def _call_off(school: SmallSchool) -> None:
    """A meeting in a room, with a door that closes, was planned for tomorrow and called off."""
    timetable, group = school.vault.office.timetable, school.school_class
    options = GroupOptions(closes_after_minutes=20)
    timetable.change_group(group.id, group.name, GroupKind.CLASS, options)
    starts = school.clock().plus(timedelta(days=1))
    timetable.cancel(timetable.open_once(group.id, starts, starts.plus(timedelta(hours=1)), "Lab").id)


def _leave(school: SmallSchool) -> None:
    """Somebody leaves: the group writes it down."""
    door, now = school.vault.door, school.clock()
    passing = NewPassage(school.session.id, school.people[0].id, EventKind.DEPARTURE)
    door.pass_by(passing, method=Method.CARD, source=SourceKind.CAMERA, now=now)


def _compare(school: SmallSchool, key_id: str) -> None:
    """Find who looks like whom; the last enrolled one is left for the next time."""
    pairs = school.vault.door.pairs
    pairs.require(MODEL, key_id, REACH)
    while pairs.compare_some(MODEL, key_id, REACH):
        pass
    rotation = Rotation(school.vault.rotation_secret(), DIMENSIONS)
    school.vault.records.store_templates(
        school.people[2].id, [rotation.protect(face(2, 50))], [rotation.protect(face(2, 60))]
    )


def _privacy(school: SmallSchool) -> PersonId:
    """A backup, then somebody withdraws, leaves, is erased; an hour that is over. Gives who withdrew."""
    vault, clock = school.vault, school.clock
    records, privacy = vault.office.records, vault.office.privacy
    added = [records.add_person(f"S-{n}", name, [school.school_class.id]) for n, name in enumerate(GONE, 7)]
    rotation = Rotation(vault.rotation_secret(), DIMENSIONS)
    for n, person in enumerate(added):
        records.record_consent(person.id, CONSENT, "parent", UNTIL)
        records.store_templates(person.id, [rotation.protect(face(20 + n))])
    back_up(school, vault.data_dir.backup_dir)
    records.withdraw_consent(added[0].id)
    privacy.mark_left(added[1].id, clock().local_date)
    privacy.erase(added[2].id, MarksChoice.ANONYMISE, vault.data_dir.backup_dir)
    privacy.set_retention(RetentionKind.LOGS, 60)
    early = Instant.at(MONDAY - timedelta(minutes=40), ZONE)
    session = records.open_session(school.school_class.id, early, early.plus(timedelta(minutes=30)))
    records.close_session(session.id)
    _call_off(school)
    return added[0].id


def _mistype(school: SmallSchool) -> None:
    """A wrong PIN, a wrong passphrase, a wrong recovery code."""
    vault, now = school.vault, school.clock()
    for attempt in (
        lambda: vault.door.check_code("S-2", "9999", now),
        lambda: vault.sign_in(PASSPHRASE + "?"),
    ):
        try:
            attempt()
        except KioskError:
            continue
        raise AssertionError("a wrong secret opened something")
    code = vault.slots.of(SlotKind.RECOVERY)[0].id
    FileWaits(vault.data_dir.waits_file, [code], school.clock.monotonic).failed(code.encode(), now)


def main() -> None:
    """Print the inventory as docs/threat-model.md has it."""
    with tempfile.TemporaryDirectory() as place:
        data_dir = live(Path(place) / "data").data_dir
        print(table(steal(data_dir.root, data_dir.device_key_file)))


if __name__ == "__main__":
    main()
