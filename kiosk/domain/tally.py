"""The nameless tally: what a day's tries came to. Counts only; only they show a site's real error rate."""

from enum import StrEnum


class Count(StrEnum):
    """What is counted."""

    TRIES = "tries"
    """Tracks that reached a good frame during a session."""
    TICKS = "ticks"
    """Marks by face."""
    CODE_TICKS = "code_ticks"
    """Marks by number and PIN."""
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
