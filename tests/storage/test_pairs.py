"""Close pairs: found once, whoever comes later; the same as by comparing everybody with everybody."""

from datetime import date

import numpy as np
import pytest

from kiosk.domain.faces import ProtectedEmbedding
from kiosk.domain.ids import PersonId
from kiosk.domain.look_alikes import Reach
from kiosk.storage import pairs
from kiosk.storage.pairs import Pairs
from tests.fakes_storage import KEY_ID, MODEL, SmallSchool, template

OF = (MODEL, KEY_ID)
REACH = Reach(0.2, 0.6)
DAY = date(2027, 7, 31)


def at(distance: float, axis: int) -> ProtectedEmbedding:
    """Give a unit vector at a distance of the first axis, away from it along another."""
    vector = np.zeros(128)
    vector[0] = 1 - distance**2 / 2
    vector[axis] = np.sqrt(1 - vector[0] ** 2)
    return ProtectedEmbedding(vector.astype(np.float32), MODEL, KEY_ID)


def enrol(school: SmallSchool, person: PersonId, row: ProtectedEmbedding) -> None:
    school.vault.records.record_consent(person, "form", "parent", DAY)
    school.vault.records.store_templates(person, [row])


def compare(school: SmallSchool, reach: Reach = REACH, step: int = 1000) -> int:
    """Compare until nothing is left; says in how many steps."""
    ours, steps = school.vault.door.pairs, 1
    ours.require(*OF, reach)
    while ours.compare_some(*OF, reach, step):
        steps += 1
    return steps


def people_of(school: SmallSchool) -> tuple[PersonId, PersonId, PersonId]:
    first, second, third = (person.id for person in school.people)
    return first, second, third


def found(school: SmallSchool) -> dict[tuple[PersonId, PersonId], float]:
    stored = school.vault.door.pairs.stored(*OF)
    return {(pair.first, pair.second): round(pair.distance, 4) for pair in stored}


def test_classmates_are_looked_at_more_widely_than_others(school: SmallSchool) -> None:
    ada, zeb, _ = people_of(school)
    elsewhere = school.vault.records.add_class("8a")
    away = school.vault.records.add_person("S-9", "From Eight A", [elsewhere.id]).id
    twin = school.vault.records.add_person("S-8", "Twin of Ada", [elsewhere.id]).id
    for person, distance, axis in ((ada, 0.0, 1), (zeb, 0.5, 1), (away, 0.5, 2), (twin, 0.1, 3)):
        enrol(school, person, at(distance, axis))
    compare(school)
    assert found(school) == {(ada, zeb): 0.5, (ada, twin): 0.1, (away, twin): pytest.approx(0.5, abs=0.02)}


def test_whoever_joins_a_class_is_compared_again(school: SmallSchool) -> None:
    ada, *_ = people_of(school)
    elsewhere = school.vault.records.add_class("8a")
    away = school.vault.records.add_person("S-9", "From Eight A", [elsewhere.id]).id
    enrol(school, ada, at(0.0, 1))
    enrol(school, away, at(0.5, 1))
    compare(school)
    assert found(school) == {}
    kiosk = school.vault._kiosk
    with kiosk.transaction():
        kiosk.write("INSERT INTO memberships (class, person) VALUES (?, ?)", (school.school_class.id, away))
    assert not school.vault.door.pairs.is_complete(*OF)
    compare(school)
    assert found(school) == {(ada, away): 0.5}


def test_a_wider_reach_looks_at_all_again_and_a_narrower_one_does_not(school: SmallSchool) -> None:
    ada, zeb, _ = people_of(school)
    enrol(school, ada, at(0.0, 1))
    enrol(school, zeb, at(0.5, 1))
    compare(school, Reach(0.2, 0.3))
    assert found(school) == {}
    ours = school.vault.door.pairs
    ours.require(*OF, Reach(0.1, 0.3))
    assert ours.is_complete(*OF)
    compare(school, Reach(0.2, 0.6))
    assert found(school) == {(ada, zeb): 0.5}


def test_several_templates_of_two_people_are_one_pair_and_ones_own_none(school: SmallSchool) -> None:
    ada, zeb, _ = people_of(school)
    school.vault.records.record_consent(ada, "form", "parent", DAY)
    school.vault.records.store_templates(ada, [at(0.0, 1), at(0.1, 2)])
    enrol(school, zeb, at(0.5, 1))
    compare(school, Reach(2.0, 2.0))
    assert found(school) == {(ada, zeb): 0.5}
    (pair,) = school.vault.door.pairs.stored(*OF, zeb)
    assert (pair.first, pair.second) == (ada, zeb)
    assert school.vault.door.pairs.stored(*OF, PersonId("nobody")) == []


def test_one_person_is_compared_with_all_at_once_while_others_wait(school: SmallSchool) -> None:
    ada, zeb, nour = people_of(school)
    for person, distance in ((ada, 0.0), (zeb, 0.3), (nour, 1.2)):
        enrol(school, person, at(distance, 1))
    ours = school.vault.door.pairs
    assert not ours.is_complete(*OF)
    assert [(p.first, p.second) for p in ours.near(*OF, REACH, zeb)] == [(ada, zeb)]
    assert ours.stored(*OF) == []
    assert ours.near(*OF, REACH, PersonId("nobody")) == []


@pytest.mark.parametrize("step", [1, 7, 1000])
def test_steps_find_what_comparing_everybody_finds(school: SmallSchool, step: int) -> None:
    rng = np.random.default_rng(20261122)
    records = school.vault.records
    people = [records.add_person(f"P{n}", "Made Up", [school.school_class.id]).id for n in range(40)]
    middle = rng.normal(size=128)
    rows = []
    for person in people:
        vector = middle + rng.normal(size=128) * 0.5
        rows.append((vector / np.linalg.norm(vector)).astype(np.float32))
        enrol(school, person, ProtectedEmbedding(rows[-1], MODEL, KEY_ID))
    assert compare(school, step=step) == (1 if step == 1000 else -(-40 // step))
    matrix = np.array(rows, dtype=np.float64)
    expected = {
        (min(people[i], people[j]), max(people[i], people[j])): round(distance, 4)
        for i in range(40)
        for j in range(i)
        if (distance := float(np.linalg.norm(matrix[i] - matrix[j]))) < REACH.classmates
    }
    assert 20 < len(expected) < 600
    assert found(school) == expected


def test_classes_and_their_enrolled_people(school: SmallSchool) -> None:
    ada, zeb, nour = people_of(school)
    enrol(school, ada, template(0))
    enrol(school, zeb, template(1, model="cd" * 32))
    ours: Pairs = school.vault.door.pairs
    only = {school.school_class.id: frozenset({ada})}
    assert ours.enrolled(*OF) == ours.enrolled(*OF, [school.school_class.id]) == only
    assert ours.enrolled(*OF, []) == {}
    assert ours.classes([nour]) == {nour: frozenset({school.school_class.id})}
    school.vault.records.withdraw_consent(ada)
    assert ours.enrolled(*OF) == {}


def test_pairs_are_read_from_the_few_pairs_to_their_templates(school: SmallSchool) -> None:
    """The planner once went through all templates twice: seven minutes for one question at 10,000 people."""
    found = school.vault._kiosk.read(f"EXPLAIN QUERY PLAN {pairs._STORED}", (MODEL, KEY_ID, "now") * 2)
    plan = [words.split()[:2] for *_, words in found]
    assert [step for step in plan if step[1] in {"p", "a", "b"}] == [
        ["SCAN", "p"],
        ["SEARCH", "a"],
        ["SEARCH", "b"],
    ]
