"""A folder of pictures named by the people's numbers: whose each is, and what came of it. Reads no file.

`101.jpg`, `101_2.jpg` and everything in a folder `101` are pictures of number 101.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from kiosk.domain.ids import PersonId
from kiosk.domain.names import TextProblem, clean_number

MOST_PICTURES: Final = 2000
"""In one folder: half an hour's work; more is a slip in the folder's name."""

NUMBER_UNKNOWN: Final = "number-unknown"
"""Nobody has it."""
CONSENT_MISSING: Final = "consent-missing"
"""Their pictures are not even read."""
NO_GOOD_PICTURE: Final = "no-good-picture"
DUPLICATE: Final = "duplicate"
"""The face is enrolled, or in the folder, under another number."""
ODD_NAME: Final = "odd-name"
"""The name can be no number."""
LINK: Final = "link"
"""It points elsewhere, and a folder is to be what is in it."""
STOPPED: Final = "stopped"
"""Somebody stopped the work before."""
NOT_STORED: Final = "not-stored"
"""The work ended at this one; a disk that is full has its own word."""


@dataclass(frozen=True, slots=True)
class FolderPicture:
    """One picture.

    Attributes:
        name: From the folder on, with "/".
        reason: Why it is not used, as a code; "" where it is.
    """

    name: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FolderLine:
    """What the folder has of one number.

    Attributes:
        number: As it was read off the names.
        person: Whose it is; None where nobody has it.
        reason: Why they cannot be enrolled from it, as a code; "" where they can.
        pictures: In the order of their names.
        like: Numbers of whoever has that face already.
        is_renewal: They are enrolled; these pictures would take the place of what there is.
    """

    number: str
    person: PersonId | None
    reason: str
    pictures: tuple[FolderPicture, ...]
    like: tuple[str, ...] = ()
    is_renewal: bool = False

    @property
    def accepted(self) -> tuple[FolderPicture, ...]:
        """Those of its pictures that would be used."""
        return tuple(picture for picture in self.pictures if not picture.reason)


@dataclass(frozen=True, slots=True)
class FolderPlan:
    """What enrolling a folder would do. It holds names alone: nothing of a picture is kept.

    Attributes:
        lines: One a number, in the order of the names.
        left_out: What belongs to nobody.
    """

    lines: tuple[FolderLine, ...]
    left_out: tuple[FolderPicture, ...]

    @property
    def accepted(self) -> tuple[FolderLine, ...]:
        """Whoever can be enrolled."""
        return tuple(line for line in self.lines if not line.reason)


@dataclass(frozen=True, slots=True)
class FolderResult:
    """What came of one number.

    Attributes:
        number: Whose.
        captures: How many pictures are behind the template; 0 where none was stored.
        reason: Why none was, as a code; "" where one was.
        like: For DUPLICATE and for look-alikes who need a PIN now: their numbers.
    """

    number: str
    captures: int
    reason: str = ""
    like: tuple[str, ...] = ()


def by_number(
    names: Iterable[str], known: Collection[str]
) -> tuple[dict[str, tuple[str, ...]], tuple[FolderPicture, ...]]:
    """Say whose each picture is.

    Args:
        names: From the folder on, with "/"; at most one folder deep.
        known: The numbers there are.

    Returns:
        The names by number, in their order, and those that belong to nobody.
    """
    found: dict[str, list[str]] = {}
    odd = []
    for name in sorted(names):
        folder, parted, file = name.rpartition("/")
        number = _number(folder, known) if parted else _number(file.rpartition(".")[0], known)
        if number is None:
            odd.append(FolderPicture(name, ODD_NAME))
        else:
            found.setdefault(number, []).append(name)
    return {number: tuple(each) for number, each in found.items()}, tuple(odd)


def _number(stem: str, known: Collection[str]) -> str | None:
    """Read a number off a name: all of it where somebody has that number, else without "_2" at its end."""
    whole = _clean(stem)
    if whole is None or whole in known:
        return whole
    base, parted, count = stem.rpartition("_")
    return _clean(base) if parted and count.isdecimal() else whole


def _clean(text: str) -> str | None:
    try:
        return clean_number(text)
    except TextProblem:
        return None
