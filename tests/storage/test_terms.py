"""A term's size: the busier of the last and the next 13 weeks."""

from datetime import time, timedelta

from kiosk.storage.terms import Term
from tests.fakes_storage import SmallSchool


def test_a_new_school_has_what_it_planned(school: SmallSchool) -> None:
    monday = school.clock().local_date
    school.vault.records.plan_lessons(
        school.school_class.id, frozenset({0}), time(10), time(11), monday, monday + timedelta(weeks=30)
    )
    # The lesson of fakes_storage, and 13 Mondays: three people are on each list.
    assert school.vault.records.term() == Term(14, 42)


def test_an_old_one_has_what_it_had(school: SmallSchool) -> None:
    school.clock.forward(weeks=5)
    assert school.vault.records.term() == Term(1, 3)
    school.clock.forward(weeks=9)
    assert school.vault.records.term() == Term(0, 0)
