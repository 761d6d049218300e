"""Which people a measurement uses; apart, so that the command line can name them without loading anything."""

from enum import StrEnum


class Half(StrEnum):
    """Every second person of the alphabet, those with several pictures and those with one counted apart."""

    ALL = "all"
    EVEN = "even"
    """The first, third ... person: what the shipped limits are fitted on."""
    ODD = "odd"
    """The others: what they are tested on."""
