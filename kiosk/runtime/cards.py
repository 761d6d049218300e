"""CardsApi: each question becomes a job of the database thread."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.runtime.services import Services


class CardsService:
    """Implements CardsApi."""

    def __init__(self, services: "Services") -> None:
        self._services = services
