"""Folders of pictures, one a person, and the benchmark's list of pairs: DIR/PERSON/PERSON_0001.jpg."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kiosk.errors import Code, KioskError
from kiosk.vision.pictures import is_picture

_NUMBER = re.compile(r"_(\d{1,9})$")
_COLUMNS_SAME, _COLUMNS_DIFFERENT = 3, 4
MOST_PAIRS = 1_000_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pictures to compare.

    Attributes:
        fold: Which part of the list, from 0.
        is_same: Whether they show one person.
        first: The one's place among all pictures.
        second: The other's.
    """

    fold: int
    is_same: bool
    first: int
    second: int


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """The pictures of a folder.

    Attributes:
        files: All of them, people by name and pictures by file name.
        people: Per person, the places of their pictures among `files`.
        numbers: Place by (person, number), the number at the end of the file's name.
    """

    files: tuple[Path, ...]
    people: Mapping[str, tuple[int, ...]]
    numbers: Mapping[tuple[str, int], int]

    def __repr__(self) -> str:
        """Say how many, and nobody's name."""
        return f"Pictures(files={len(self.files)}, people={len(self.people)})"


def find_pictures(folder: Path) -> Pictures:
    """List the pictures of a folder of folders.

    Raises:
        KioskError: SOURCE_MISSING when there is no such folder, FILE_UNREADABLE when it or a folder in it may
            not be listed, SOURCE_UNREADABLE when no folder in it holds a picture.
    """
    try:
        if not folder.is_dir():
            raise KioskError(Code.SOURCE_MISSING, where=folder)
        persons = _folders_in(folder)
    except OSError as error:
        raise KioskError(Code.FILE_UNREADABLE, where=folder.name) from error
    files: list[Path] = []
    people: dict[str, tuple[int, ...]] = {}
    numbers: dict[tuple[str, int], int] = {}
    for order, person in enumerate(persons, start=1):
        try:
            found = _pictures_in(person)
        except OSError as error:
            raise KioskError(Code.FILE_UNREADABLE, where=f"no. {order} in {folder.name}, by name,") from error
        if not found:
            continue
        places = range(len(files), len(files) + len(found))
        people[person.name] = tuple(places)
        for place, path in zip(places, found, strict=True):
            number = _NUMBER.search(path.stem)
            if number is not None:
                numbers[person.name, int(number[1])] = place
        files += found
    if not files:
        raise KioskError(Code.SOURCE_UNREADABLE, where=folder)
    return Pictures(tuple(files), MappingProxyType(people), MappingProxyType(numbers))


def place_of(picture: Path) -> str:
    """Say which picture of a folder of folders it is by order: its name and its folder's are a person's."""
    folder = sum(path < picture.parent for path in _folders_in(picture.parent.parent)) + 1
    number = sum(path < picture for path in _pictures_in(picture.parent)) + 1
    return f"no. {number} of folder no. {folder}, by name,"


def _folders_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir())


def _pictures_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and is_picture(path))


def read_pairs(file: Path, pictures: Pictures) -> tuple[Pair, ...]:
    """Read a list of pairs in the format of Labelled Faces in the Wild.

    The first line is `FOLDS PAIRS` (tabs between), then for each fold PAIRS lines `NAME I J`, two pictures of
    one person, and PAIRS lines `NAME I NAME J`, two people. A first line with PAIRS alone is a list of one
    fold. Source: README of the benchmark's pairs.txt, vis-www.cs.umass.edu/lfw.

    Args:
        file: The list.
        pictures: What its names and numbers are about.

    Raises:
        KioskError: FILE_UNREADABLE; PAIRS_BAD with the row.
    """
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KioskError(Code.FILE_UNREADABLE, where=file.name) from error
    head = lines[0].split() if lines else []
    if not 1 <= len(head) <= 2 or not all(word.isascii() and word.isdigit() for word in head):
        raise _bad(file, 1, "does not say how many pairs there are")
    # Nine digits are more than there may be; thousands of them are more than Python makes a number of.
    numbers = [int(word.lstrip("0")[:9] or "0") for word in head]
    folds, count = (1, numbers[0]) if len(numbers) == 1 else (numbers[0], numbers[1])
    if not 0 < folds * count <= MOST_PAIRS:
        raise _bad(file, 1, "says an impossible number of pairs")
    rows = [line.rstrip("\r\n") for line in lines[1:] if line.strip()]
    if len(rows) != 2 * folds * count:
        raise _bad(file, len(lines), f"is the last of {len(rows)} pairs, not of {2 * folds * count}")
    return tuple(
        _pair(file, number, row, fold=number // (2 * count), pictures=pictures, count=count)
        for number, row in enumerate(rows)
    )


def _pair(file: Path, number: int, row: str, *, fold: int, pictures: Pictures, count: int) -> Pair:
    words = row.split("\t")
    is_same = number % (2 * count) < count
    if len(words) != (_COLUMNS_SAME if is_same else _COLUMNS_DIFFERENT):
        raise _bad(file, number + 2, "has not the columns of its kind")
    first, i = words[0], words[1]
    second, j = (first, words[2]) if is_same else (words[2], words[3])
    places = [_place(pictures, person, text) for person, text in ((first, i), (second, j))]
    if places[0] is None or places[1] is None:
        raise _bad(file, number + 2, "names a picture that is not in the folder")
    return Pair(fold, is_same, places[0], places[1])


def _place(pictures: Pictures, person: str, number: str) -> int | None:
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        return None
    return pictures.numbers.get((person, int(number)))


def _bad(file: Path, row: int, why: str) -> KioskError:
    return KioskError(Code.PAIRS_BAD, where=f"{file.name}, row {row}", detail=why)
