"""Memory that was freed is given back once a minute: at once, and not with every tick."""

import threading
from pathlib import Path

import pytest

from kiosk import process_guard
from kiosk.runtime.services import Services
from kiosk.settings import Settings
from tests.fakes_storage import SchoolClock
from tests.runtime.fakes_school import light_opener, make_school

WAIT_S = 30.0


def test_it_is_given_back_once_a_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    monkeypatch.setattr(
        process_guard, "give_back_memory", lambda: given.append(threading.current_thread().name)
    )
    clock = SchoolClock()
    services = Services(
        make_school(tmp_path, clock), Settings(), clock=clock, opener=light_opener, tick_s=3600.0
    )
    try:
        begun = services.submit(lambda vault: len(given)).result(WAIT_S)
        for _ in range(121):
            services.submit(services._tick).result(WAIT_S)
        assert len(given) - begun in {2, 3}
        assert set(given) == {services.database.name}
    finally:
        assert services.stop() == []
