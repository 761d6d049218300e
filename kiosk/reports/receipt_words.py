"""English words of an erasure's receipt, as plain data: for the JSON and for a terminal."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "templates": "face templates",
        "captures": "single captures behind them",
        "pin": "PIN",
        "card": "card",
        "greeting": "greeting at the door",
        "today": "today's marks at the door, leaving included",
        "consents": "consents",
        "objections": "objections",
        "quarantine": "altered marks that were set aside",
        "name": "name",
        "number": "number on the rolls",
        "notes": "notes at marks",
        "marks": "marks under their name",
        "anonymous-marks": "marks that say no more whose they were",
        "audit": "rows of the audit, by random id",
    }
)
"""What each kind of a receipt is."""
RECORDS_BACKUPS: Final = (
    "Older backups of the records hold no face after 30 days. They hold the name until they go by "
    "themselves, the last after three months of newer ones; whoever restores one has this person erased from "
    "it before anything else happens."
)
ELSEWHERE: Final = (
    "exported sheets, wherever they were saved or sent",
    "printed sheets and letters",
    "backups that were copied to another place",
    "folders that a restore left beside the data: they go on holding the name",
    "photographs that were used for enrolment",
)
"""What the program cannot reach."""
