"""The nameless tally: what a day's tries came to. Counts only; only they show a site's real error rate."""

from collections.abc import Mapping
from enum import StrEnum

FIRST_TRY_S = 15.0
"""A tick is a first try when nothing went wrong at the door for this long: whoever was refused and steps up
again is back sooner, and nothing but time tells them from the next in the queue."""


class Count(StrEnum):
    """What is counted."""

    TRIES = "tries"
    """Tracks that reached a good frame during a session."""
    TICKS = "ticks"
    """Marks by face."""
    FIRST_TRY = "first_try"
    """Ticks with no refusal and no "not me" shortly before, and not taken back."""
    ASK_PIN = "ask_pin"
    """Recognised, and asked for a PIN as a look-alike."""
    CONFIRMED = "confirmed"
    """Ticks that a look-alike's PIN decided."""
    CODE_TICKS = "code_ticks"
    """Marks by number and PIN."""
    CARD_TICKS = "card_ticks"
    """Marks by card."""
    PASSED = "passed"
    """Recognised by face, and written down as leaving or coming back."""
    ALREADY = "already"
    """Recognised and already marked."""
    UNKNOWN = "refused_unknown"
    NOT_ON_LIST = "refused_not_on_list"
    AMBIGUOUS = "refused_ambiguous"
    OTHER = "refused_other"
    NOT_ME = "not_me"
    """Marks taken back at the kiosk."""
    CORRECTED = "corrected"
    """Kiosk marks that a teacher changed."""


REFUSED = (Count.UNKNOWN, Count.NOT_ON_LIST, Count.AMBIGUOUS, Count.OTHER)


def share(tally: Mapping[Count, int], part: Count, whole: Count) -> float | None:
    """Give a count as a share of another, 0 to 1; None where there is nothing to divide by."""
    return tally.get(part, 0) / tally[whole] if tally.get(whole) else None


def first_try_share(tally: Mapping[Count, int]) -> float | None:
    """Give first-try ticks as a share of the tries that could be ticks, 0 to 1; None where there was none.

    Who is in already and passes the door again, or leaves, is seen and not marked: no try that failed.
    """
    tries = tally.get(Count.TRIES, 0) - tally.get(Count.ALREADY, 0) - tally.get(Count.PASSED, 0)
    return min(1.0, tally.get(Count.FIRST_TRY, 0) / tries) if tries > 0 else None
