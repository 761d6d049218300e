"""Cards as a service: what stops working stops for whoever came by it a moment ago, too."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import PersonId, SessionId
from kiosk.domain.marks import Method
from kiosk.errors import Code, KioskError
from kiosk.runtime.services import Services
from kiosk.runtime.tickets import Way
from kiosk.settings import Settings
from tests.fakes_storage import PASSPHRASE, SchoolClock
from tests.runtime.fakes_school import WAIT_S, light_opener, make_school

CHOICES = (SessionId("one"), SessionId("other"))


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    clock = SchoolClock()
    data_dir = make_school(tmp_path / "data", clock)
    made = Services(data_dir, Settings(), clock=clock, opener=light_opener, tick_s=3600.0)
    made.desk.sign_in(PASSPHRASE).result(WAIT_S)
    try:
        yield made
    finally:
        made.stop()


@pytest.mark.parametrize(
    "stop",
    [
        lambda services, person: services.cards.revoke(person),
        lambda services, person: services.cards.issue([person]),
    ],
)
def test_a_card_that_was_stopped_while_its_bearer_chose_a_session_marks_nobody(
    services: Services, stop: Callable[[Services, PersonId], "Future[Any]"]
) -> None:
    (group,) = services.desk.classes().result(WAIT_S)
    person = services.desk.add_person("S-1", "Ada", [group.id]).result(WAIT_S).id
    services.cards.issue([person]).result(WAIT_S)
    way = Way(Method.CARD, SourceKind.CAMERA)
    ticket = services.submit(
        lambda vault: services.keeper(vault)._tickets.give(way, frozenset({person}), CHOICES)
    ).result(WAIT_S)
    stop(services, person).result(WAIT_S)
    with pytest.raises(KioskError) as caught:
        services.door.choose(ticket, CHOICES[0]).result(WAIT_S)
    assert caught.value.code is Code.CONFIRM_OVER
