"""Sets of attendance codes, read from resources/codes: one TOML file a set, checked strictly."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from kiosk.domain.code_sets import MOST_LETTERS, AttendanceCode, CodeSet
from kiosk.domain.marks import MarkState
from kiosk.errors import Code, KioskError
from kiosk.paths import resources_dir

_SET_KEYS: Final = {"title", "source", "codes"}
_NEEDED: Final = {"code", "meaning", "state"}
_CODE_KEYS: Final = _NEEDED | {"acronym", "default", "counts_present"}


class BadSetError(ValueError):
    """A file of this program does not hold what a set of codes needs: a bug of ours."""


def names() -> tuple[str, ...]:
    """Give the sets that come with the program, the plain one first."""
    found = sorted(file.stem for file in _folder().glob("*.toml"))
    return tuple(sorted(found, key=lambda name: name != "plain"))


def load(name: str) -> CodeSet:
    """Give a set with its own short forms.

    Raises:
        KioskError: CODE_UNKNOWN when there is no set of that name.
    """
    if name not in names():
        raise KioskError(Code.CODE_UNKNOWN, where=name)
    return _load(_folder() / f"{name}.toml")


def read(name: str, text: str) -> CodeSet:
    """Read a set's file.

    Args:
        name: The file's name without its ending.
        text: TOML.

    Raises:
        BadSetError: For what is missing, misspelt, twice, or leaves a state with no default or with two.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSetError(f"{name}: no TOML") from error
    if set(values) != _SET_KEYS:
        raise BadSetError(f"{name}: title, source and codes are needed, and nothing else")
    codes = tuple(_code(name, one) for one in values["codes"])
    _check(name, codes)
    return CodeSet(name, values["title"], values["source"], codes)


def _folder() -> Path:
    return resources_dir() / "codes"


@cache
def _load(file: Path) -> CodeSet:
    return read(file.stem, file.read_text("utf-8"))


def _code(name: str, values: dict[str, Any]) -> AttendanceCode:
    if not _NEEDED <= set(values) <= _CODE_KEYS:
        raise BadSetError(f"{name}: {values.get('code')} has keys that are missing or unknown")
    try:
        state = MarkState(values["state"])
    except ValueError as error:
        raise BadSetError(f"{name}: {values['code']} stands for no state") from error
    return AttendanceCode(
        values["code"],
        values.get("acronym", values["code"]),
        values["meaning"],
        state,
        is_default=values.get("default", False),
        counts_present=values.get("counts_present"),
    )


def _check(name: str, codes: tuple[AttendanceCode, ...]) -> None:
    for what in ([code.code for code in codes], [code.acronym.casefold() for code in codes]):
        if len(set(what)) < len(what):
            raise BadSetError(f"{name}: a code or an acronym is there twice")
    if any(not 0 < len(code.acronym) <= MOST_LETTERS for code in codes):
        raise BadSetError(f"{name}: an acronym is too long, or is not there")
    if MarkState.UNMARKED in {code.state for code in codes}:
        raise BadSetError(f"{name}: nothing known yet has no code")
    for state in {code.state for code in codes}:
        if sum(code.is_default for code in codes if code.state is state) != 1:
            raise BadSetError(f"{name}: {state.value} needs one default")
