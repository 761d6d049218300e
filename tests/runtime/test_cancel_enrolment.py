"""A no that comes after the last look: what was collected is stored by nobody."""

from collections.abc import Callable
from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kiosk.domain.ids import PersonId
from kiosk.runtime.desk import DeskService


class Held:
    """A running program whose threads answer when the test says so: job by job, in order."""

    def __init__(self) -> None:
        self.asked: list[Future[Any]] = []
        self.camera = SimpleNamespace(collect=self._collect, cancel_collecting=lambda: None)

    def submit(self, job: Callable[..., object]) -> "Future[Any]":
        self.asked.append(Future())
        return self.asked[-1]

    with_models = submit

    def _collect(self, *, has_glasses: bool) -> "Future[Any]":
        return self.submit(lambda: has_glasses)


@pytest.mark.parametrize("answers", [2, 3])
def test_nothing_is_stored_after_a_no(answers: int) -> None:
    held = Held()
    desk = DeskService(cast(Any, held))
    enrolled = desk.enrol_camera(PersonId("person-1"))
    for place in range(answers):  # the consent, the looks, the template
        held.asked[place].set_result(())
    desk.cancel_enrolment()
    assert enrolled.cancelled()
    assert len(held.asked) == answers + 1
    assert held.asked[-1].cancelled()
