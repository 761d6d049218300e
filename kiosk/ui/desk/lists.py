"""What the desk's lists of people share: the language's order, and finding somebody by what is typed."""

import functools
import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QCollator,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from kiosk.domain.names import ascii_digits
from kiosk.ui import i18n

AnyIndex = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
SORT_ROLE = Qt.ItemDataRole.UserRole


def folded(text: str) -> str:
    """Make a text comparable as people type it: no case, no accents or vowel signs, digits of any script."""
    bare = unicodedata.normalize("NFKD", ascii_digits(text))
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


def collated(names: Sequence[str]) -> list[int]:
    """Give each name's place in the order of the language in use."""
    collator = QCollator(i18n.locale())
    collator.setNumericMode(True)

    def compare(one: int, other: int) -> int:
        return collator.compare(names[one], names[other])

    order = sorted(range(len(names)), key=functools.cmp_to_key(compare))
    places = [0] * len(names)
    for place, index in enumerate(order):
        places[index] = place
    return places


class ListModel(QAbstractTableModel):
    """A table of people. `haystacks` holds, for each line, the folded text that is searched."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.haystacks: list[str] = []


class WordFilter(QSortFilterProxyModel):
    """Filters a list by what is typed, and sorts it by SORT_ROLE. `keeps` is for more conditions."""

    def __init__(self, model: ListModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._haystacks_of = model
        self._words: tuple[str, ...] = ()
        self.setSortRole(SORT_ROLE)
        self.setSourceModel(model)

    def set_text(self, text: str) -> None:
        """Keep the lines whose name or number holds every word of `text`."""
        self._words = tuple(folded(text).split())
        self.invalidate()

    def keeps(self, source_row: int) -> bool:  # noqa: ARG002 - for those that have a condition
        """Say whether a line is kept, whatever was typed."""
        return True

    def filterAcceptsRow(self, source_row: int, source_parent: AnyIndex) -> bool:  # noqa: ARG002
        """Say whether a line is kept."""
        haystack = self._haystacks_of.haystacks[source_row]
        return self.keeps(source_row) and all(word in haystack for word in self._words)
