"""Who has a card, as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QObject

from kiosk.domain.clock import Instant
from kiosk.domain.people import Person
from kiosk.ui import i18n
from kiosk.ui.desk.lists import WordFilter, collated
from kiosk.ui.desk.report_words import plain_day
from kiosk.ui.desk.text_table import TextTable


@dataclass(frozen=True, slots=True)
class CardLine:
    """Somebody, and when the card they have was made; None for none."""

    person: Person
    issued: Instant | None


class CardColumn(IntEnum):
    """Columns in their order."""

    NAME = 0
    NUMBER = 1
    SINCE = 2


class CardsModel(TextTable):
    """A line a person."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._titles = (self.tr("Name"), self.tr("Number"), self.tr("Card since"))
        self.lines: tuple[CardLine, ...] = ()

    def show_lines(self, lines: Sequence[CardLine]) -> None:
        """Take people by name."""
        places = collated([each.person.name for each in lines])
        lines = [lines[place] for place in sorted(range(len(lines)), key=places.__getitem__)]
        self.lines = tuple(lines)
        nothing = self.tr("No card")
        texts = [
            (
                i18n.isolate(each.person.name),
                i18n.isolate(each.person.number),
                nothing if each.issued is None else f"✓ {plain_day(each.issued.local_date)}",
            )
            for each in lines
        ]
        since = ["" if each.issued is None else each.issued.utc.isoformat() for each in lines]
        words = [f"{each.person.name} {each.person.number}" for each in lines]
        self._put(texts, {CardColumn.SINCE: since}, words)


class CardsFilter(WordFilter):
    """Lists everybody, or only those without a card."""

    def __init__(self, model: CardsModel, parent: QObject | None = None) -> None:
        self._people = model
        self._is_lacking = False
        super().__init__(model, parent)

    def set_lacking(self, is_lacking: bool) -> None:
        """Keep those without a card only, or everybody."""
        self._is_lacking = is_lacking
        self.invalidate()

    def keeps(self, source_row: int) -> bool:
        """Say whether a line is kept."""
        return not self._is_lacking or self._people.lines[source_row].issued is None
