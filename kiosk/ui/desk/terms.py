"""How often something happens in a term, said so that nobody has to think in fractions.

`frequency` chooses the form and the whole numbers; `TermWords` says them, because a language's plurals need a
QObject whose `tr` lupdate can see.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject

from kiosk.ui import i18n

LONGEST_TERMS = 10
"""What happens less than once in so many terms is not worked out any further: three years and a half."""
_PER = 100
"""Repeated looks are said of so many."""


class Often(StrEnum):
    """In which words."""

    NONE = "none"
    """Not once in LONGEST_TERMS."""
    ONCE_IN = "once_in"
    """About once in `most` terms."""
    ONCE_IN_AT_MOST = "once_in_at_most"
    """At most once in `most` terms."""
    ONCE_BETWEEN = "once_between"
    """Once in `least` to `most` terms."""
    A_TERM = "a_term"
    """About `most` a term."""
    UP_TO_A_TERM = "up_to_a_term"
    """Up to `most` a term."""
    BETWEEN_A_TERM = "between_a_term"
    """`least` to `most` a term."""


@dataclass(frozen=True, slots=True)
class Frequency:
    """A form and its whole numbers, terms or times as the form says; 0 where it needs none."""

    often: Often
    most: int = 0
    least: int = 0


def frequency(low: float, high: float) -> Frequency:
    """Choose the words for an expectation.

    Args:
        low: Times a term at least, 0 or more.
        high: Times a term at most, not below `low`.
    """
    if high * LONGEST_TERMS < 1:
        return Frequency(Often.NONE)
    if high < 1 / 1.5:  # nearer to one in two terms than to one a term
        return _less_than_once(low, high)
    least, most = _rounded(low), max(_rounded(high), 1)
    if least == most:
        return Frequency(Often.A_TERM, most)
    if least == 0:
        return Frequency(Often.UP_TO_A_TERM, most)
    return Frequency(Often.BETWEEN_A_TERM, most, least)


def _less_than_once(low: float, high: float) -> Frequency:
    soonest = max(round(1 / high), 2)
    latest = round(1 / low) if low * LONGEST_TERMS >= 1 else 0
    if latest == soonest:
        return Frequency(Often.ONCE_IN, soonest)
    if latest == 0:
        return Frequency(Often.ONCE_IN_AT_MOST, soonest)
    return Frequency(Often.ONCE_BETWEEN, latest, soonest)


def _rounded(times: float) -> int:
    """Give a whole number of no more than two figures' worth: 143 is 140, since nobody knows it better."""
    whole = round(times)
    step = int(10 ** max(0, len(str(whole)) - 2))
    return round(whole / step) * step


class TermWords(QObject):
    """Says frequencies of wrong marks, and shares of looks, in the language in use."""

    def wrong_marks(self, low: float, high: float) -> str:
        """Say how many wrong marks a term are to be expected; see `frequency`."""
        found = frequency(low, high)
        if found.often in {Often.A_TERM, Often.UP_TO_A_TERM, Often.BETWEEN_A_TERM}:
            return self._a_term(found)
        return self._in_terms(found)

    def _in_terms(self, found: Frequency) -> str:
        if found.often is Often.NONE:
            return self.tr("No wrong mark expected in %Ln terms", "", LONGEST_TERMS)
        if found.often is Often.ONCE_IN:
            return self.tr("About 1 wrong mark in %Ln terms", "", found.most)
        if found.often is Often.ONCE_IN_AT_MOST:
            return self.tr("At most 1 wrong mark in %Ln terms", "", found.most)
        text = self.tr("1 wrong mark in {least} to %Ln terms", "", found.most)
        return text.format(least=i18n.number(found.least))

    def _a_term(self, found: Frequency) -> str:
        if found.often is Often.A_TERM:
            return self.tr("About %Ln wrong marks a term", "", found.most)
        if found.often is Often.UP_TO_A_TERM:
            return self.tr("Up to %Ln wrong marks a term", "", found.most)
        text = self.tr("{least} to %Ln wrong marks a term", "", found.most)
        return text.format(least=i18n.number(found.least))

    def repeat_looks(self, share: float | None) -> str:
        """Say how many looks do not suffice; None where it was not measured.

        Args:
            share: 0 to 1.
        """
        if share is None:
            return self.tr("Looks that have to be repeated: not measured")
        count = round(_PER * share)
        if count == 0:
            return self.tr("Hardly any look has to be repeated")
        return self.tr("%Ln of 100 looks have to be repeated", "", count)
