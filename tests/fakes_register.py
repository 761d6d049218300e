"""The register's five parts for the windows: nothing behind them until a test puts something there.

Each part has a module of its own beside this one.
"""

from typing import TYPE_CHECKING, cast

from kiosk.runtime.api_register import Registry
from tests.fakes_cards import FakeCards, with_some_cards
from tests.fakes_follow_ups import FakeFollowUps
from tests.fakes_imports import FakeImports
from tests.fakes_reports import FakeReports
from tests.fakes_timetable import FakeTimetable, with_a_week

if TYPE_CHECKING:
    from kiosk.runtime.api_register import ReportsApi
    from tests.fakes_desk import FakeDesk


def a_registry(desk: "FakeDesk") -> Registry:
    """Give the parts over a desk's school."""
    return Registry(
        with_a_week(FakeTimetable(desk)),
        FakeImports(),
        with_some_cards(FakeCards(desk)),
        cast("ReportsApi", FakeReports(desk)),
        FakeFollowUps(desk),
    )
