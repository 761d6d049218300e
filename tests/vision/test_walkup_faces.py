"""Done when 3 of the foundation issue, without a database: 15 of 20 enrolled come, and 10 strangers."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.clock import Instant
from kiosk.domain.evidence import Refusal, Sighting
from kiosk.domain.ids import ClassId, EventId, PersonId, SessionId
from kiosk.domain.marks import AlreadyMarked, NewMark, TodayMark, next_mark
from kiosk.domain.sessions import Session
from kiosk.vision.gallery import Gallery, GalleryRow
from kiosk.vision.recogniser import Capture, Galleries, Recogniser
from kiosk.vision.sources import open_source, parse_source
from kiosk.vision.templates import build_template
from tests.vision.portraits import Parts, capture, make_parts, pictures_of_people
from tests.vision.walk_up import GAP_FRAMES, write_video

ENROLLED, COMING, STRANGERS = 20, 15, 10
PICTURES_ENROLLED, PICTURES_SHOWN = 3, 3
NOW = Instant(datetime(2026, 11, 22, 8, 0, tzinfo=UTC), "UTC", 0)


@dataclass(frozen=True)
class Scene:
    """Who is enrolled from which pictures, and what is shown in which order."""

    enrolled: dict[str, list[Path]]
    coming: list[str]
    shown: list[Path]


def scene() -> Scene:
    """By sorted name: the first 20 with six pictures, of whom 15 come; the first 10 with one picture."""
    people = dict(list(pictures_of_people(PICTURES_ENROLLED + PICTURES_SHOWN).items())[:ENROLLED])
    strangers = list(pictures_of_people(1, 1).items())[:STRANGERS]
    coming = list(people)[:COMING]
    shown = [p for name in coming for p in people[name][PICTURES_ENROLLED:][:PICTURES_SHOWN]]
    shown += [path for _, paths in strangers for path in paths]
    return Scene({name: paths[:PICTURES_ENROLLED] for name, paths in people.items()}, coming, shown)


def enrol(parts: Parts, recogniser: Recogniser, people: dict[str, list[Path]]) -> Gallery:
    rows = []
    for name, paths in people.items():
        captures = [capture(recogniser, path) for path in paths]
        good = [c.embedding for c in captures if isinstance(c, Capture)]
        template = build_template(good, parts.match_limits.agreement)
        assert template is not None
        rows.append(GalleryRow(PersonId(name), recogniser.protect(template.embedding)))
    return Gallery.build(rows)


@dataclass
class Register:
    """One session's marks by the kiosk's own rule, without a database."""

    session: Session
    people: frozenset[PersonId]
    marks: list[TodayMark]
    seen_again: int = 0

    def take(self, sighting: Sighting) -> None:
        answer = next_mark(sighting.person, [(self.session, self.people)], self.marks, NOW)
        if isinstance(answer, NewMark):
            event = EventId(str(len(self.marks)))
            self.marks.append(TodayMark(answer.session, answer.person, answer.state, NOW, event))
        elif isinstance(answer, AlreadyMarked):
            self.seen_again += 1


def session() -> Session:
    return Session(id=SessionId("s"), class_id=ClassId("c"), starts=NOW, ends=NOW.plus(timedelta(hours=1)))


@pytest.mark.once
@pytest.mark.parametrize("gap_frames", [GAP_FRAMES, pytest.param(0, marks=pytest.mark.slow)])
def test_the_fifteen_are_marked_once_each_and_nobody_else(tmp_path: Path, gap_frames: int) -> None:
    """Also when one picture follows the other without a gap: the face in the same place is another one."""
    plan = scene()
    parts = make_parts()
    recogniser = parts.recogniser()
    gallery = enrol(parts, recogniser, plan.enrolled)
    recogniser.use(Galleries(gallery, gallery))
    write_video(tmp_path / "walk-up.avi", plan.shown, gap_frames)
    source = open_source(parse_source(str(tmp_path / "walk-up.avi")), is_trial=True)
    register = Register(session(), frozenset(map(PersonId, plan.enrolled)), [])
    refusals: list[Refusal] = []
    while (frame := source.read()) is not None:
        outcome = recogniser.step(frame, may_embed=True).outcome
        if isinstance(outcome, Sighting):
            register.take(outcome)
        elif outcome is not None:
            refusals.append(outcome)
    recogniser.close()
    marked = Counter(mark.person for mark in register.marks)
    wrong = sum(person not in plan.coming for person in marked)
    print(f"marked={len(marked)} again={register.seen_again} refused={len(refusals)} wrong={wrong}")
    assert (sum(name in marked for name in plan.coming), wrong) == (COMING, 0)  # counts: no name in a report
    assert max(marked.values()) == 1
