"""The loop without a window: the same marks, one line each, after COMMIT."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.evidence import Unrecognised
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import SessionId, short
from kiosk.domain.marks import MarkState, Method, NewMark, NotMarked
from kiosk.errors import Code, KioskError
from kiosk.runtime.attendance import ModelKey
from kiosk.runtime.enrolment import look_at, template_of
from kiosk.runtime.look_alikes import LookAlikes
from kiosk.runtime.take import TakeEvent, TakeKind, open_take_source, take
from kiosk.vision.recogniser import Recogniser, build_recogniser
from kiosk.vision.sources import SourceSpec
from tests.fakes_storage import SmallSchool, small_school

pytestmark = pytest.mark.once

SYNTHETIC = SourceSpec(SourceKind.SYNTHETIC, "")


@dataclass
class Door:
    school: SmallSchool
    recogniser: Recogniser

    def run(self, only: SessionId | None = None) -> list[TakeEvent]:
        vault, clock = self.school.vault, self.school.clock
        source = open_take_source(SYNTHETIC, is_trial=vault.is_trial)
        return list(take(vault, self.recogniser, source, clock, only=only))


@pytest.fixture
def door(tmp_path: Path, models: Path, portraits: Path) -> Iterator[Door]:
    school = small_school(tmp_path / "data")
    recogniser = build_recogniser(models, school.vault.rotation_secret())
    person = school.people[0].id
    school.vault.records.record_consent(person, "form", "parent", date(2027, 7, 31))
    made = template_of(recogniser, [look_at(recogniser, portraits / "astronaut.png")])
    school.vault.records.store_templates(person, [made.template])
    yield Door(school, recogniser)
    recogniser.close()
    school.vault.close()


def test_the_walk_up_of_two_marks_one_and_refuses_the_other(door: Door) -> None:
    first, second = door.run()
    person = door.school.people[0].id
    assert (first.kind, first.person, first.state) == (TakeKind.MARK, short(person), MarkState.PRESENT)
    (mark,) = door.school.vault.door.today(door.school.clock())
    assert (mark.person, short(mark.event)) == (person, first.event)
    assert (second.kind, second.person, second.reason) == (TakeKind.NOT_IN, "", Unrecognised.UNKNOWN.value)
    again, _ = door.run()
    assert (again.kind, again.person) == (TakeKind.ALREADY, short(person))
    assert len(door.school.vault.door.today(door.school.clock())) == 1


def test_of_look_alikes_nobodys_id_is_said(door: Door) -> None:
    (one, other), records = door.school.people[:2], door.school.vault.records
    records.record_consent(other.id, "form", "parent", date(2027, 7, 31))
    key = (door.recogniser.model_sha256, door.recogniser.key_id)
    (stored,) = door.school.vault.door.templates(*key)
    records.store_templates(other.id, [stored.template])
    LookAlikes(door.school.vault.door, ModelKey(*key), door.recogniser.match_limits).compare_some()
    for person, number, pin in ((one, "S-1", "2580"), (other, "S-2", "1379")):
        records.set_pin(person.id, pin)
        found = door.school.vault.door.check_code(number, pin, door.school.clock())
        new = NewMark(door.school.session.id, found, MarkState.PRESENT, 0)
        door.school.vault.door.mark(new, method=Method.CODE, source=None, now=door.school.clock())
    event, _ = door.run()
    assert (event.kind, event.person) == (TakeKind.ALREADY, "")


def test_a_consent_that_ends_meanwhile_takes_its_template_along(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a camera the loop runs for weeks, and nobody else keeps house."""
    monkeypatch.setattr("kiosk.runtime.take._LOOK_S", 0.0)
    vault, clock = door.school.vault, door.school.clock
    source = open_take_source(SYNTHETIC, is_trial=vault.is_trial)
    days = iter([150, 150, 150])  # one jump of 400 would be a clock that cannot be believed

    def wait() -> bool:
        clock.forward(days=next(days, 0))
        return False

    assert list(take(vault, door.recogniser, source, clock, should_stop=wait)) == []
    for table in ("templates", "captures", "uncompared"):
        assert vault._kiosk.read(f"SELECT count(*) FROM {table}") == [(0,)]


def test_outside_sessions_nobody_is_looked_at(door: Door) -> None:
    door.school.clock.forward(hours=5)
    assert door.run() == []


def test_only_the_session_asked_for_takes_marks(door: Door) -> None:
    assert door.run(SessionId("another")) == []
    kinds = [event.kind for event in door.run(door.school.session.id)]
    assert kinds == [TakeKind.MARK, TakeKind.NOT_IN]


def test_real_data_say_why_they_take_no_walk_up() -> None:
    with pytest.raises(KioskError) as caught:
        open_take_source(SYNTHETIC, is_trial=False)
    assert caught.value.code is Code.SOURCE_NOT_FOR_REAL


def test_reasons_have_values_that_a_line_can_carry() -> None:
    values = [reason.value for reason in (*Unrecognised, *NotMarked)]
    assert all(value.isascii() for value in values)
