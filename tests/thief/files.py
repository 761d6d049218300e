"""What the files say without any key."""

import json
import re
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.thief.haul import UNLISTED, Field, Find
from tests.thief.kinds import flat, kind_of
from tests.thief.meanings import FILES, PLAIN

_LOG_LINE = re.compile(r"(?P<moment>\S+ \S+) (?P<level>[A-Z]+) (?P<code>\S+)(?P<rest>.*)")
_PATTERNS = (
    (re.compile(r"backups/[^/]+\.backup"), "backups/*.backup"),
    (re.compile(r"logs/kiosk\.log(\.\d+)?"), "logs/kiosk.log"),
)


def pattern_of(path: Path, root: Path) -> str:
    """Give the name under which files of one kind are listed together."""
    name = path.relative_to(root).as_posix()
    return next((pattern for shape, pattern in _PATTERNS if shape.fullmatch(name)), name)


def plain_finds(root: Path) -> Iterator[Find]:
    """Look at every file of the data directory."""
    groups: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(root.rglob("*")):
        if path.is_file():
            groups[pattern_of(path, root)].append(path)
    for pattern, paths in sorted(groups.items()):
        yield from _finds_in(pattern, paths)


def _finds_in(pattern: str, paths: list[Path]) -> Iterator[Find]:
    if pattern == "backups/*.backup":
        yield from _backups(pattern, paths)
    elif pattern.endswith(".json"):
        yield _document(pattern, "", [json.loads(path.read_bytes()) for path in paths])
    elif pattern.endswith(".toml"):
        yield _document(pattern, "", [tomllib.loads(path.read_text("utf-8")) for path in paths])
    elif pattern == "logs/kiosk.log":
        yield _log(pattern, paths)
    else:
        yield Find(pattern, "", (), len(paths), FILES.get(pattern, UNLISTED))


def _document(file: str, place: str, documents: Iterable[Any]) -> Find:
    values: dict[str, list[object]] = defaultdict(list)
    count = 0
    for document in documents:
        count += 1
        for path, value in flat(document):
            values[path].append(value)
    return Find(file, place, fields_of(values), count, PLAIN.get((file, place), UNLISTED))


def fields_of(values: dict[str, list[object]]) -> tuple[Field, ...]:
    """Judge each path's or column's values."""
    return tuple(Field(name, kind_of(found), tuple(found)) for name, found in values.items())


def _log(pattern: str, paths: list[Path]) -> Find:
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines()]
    values: dict[str, list[object]] = {"moment": [], "level": [], "code": [], "values": []}
    for line in lines:
        match = _LOG_LINE.fullmatch(line)
        if match is None:
            values.setdefault("other lines", []).append(line)
            continue
        values["moment"].append(match["moment"].replace(",", "."))
        values["level"].append(match["level"].lower())
        values["code"].append(match["code"])
        values["values"] += [part.partition("=")[2].lower() for part in match["rest"].split()]
    for name in ("level", "values"):  # numbers, codes and short ids: which of them is no news
        values[name] = [value if kind_of([value]) == "code" else "other" for value in values[name]]
    return Find(pattern, "", fields_of(values), len(lines), PLAIN[pattern, ""])


def _backups(pattern: str, paths: list[Path]) -> Iterator[Find]:
    yield Find(pattern, "", (), len(paths), PLAIN[pattern, ""])
    documents: dict[str, list[Any]] = defaultdict(list)
    sealed: dict[str, int] = defaultdict(int)
    for path in paths:
        with zipfile.ZipFile(path) as file:
            for name in file.namelist():
                if name.endswith(".json"):
                    documents[name].append(json.loads(file.read(name)))
                else:
                    sealed[name] += 1
    for name, found in sorted(documents.items()):
        yield _document(pattern, name, found)
    for name, count in sorted(sealed.items()):
        yield Find(pattern, name, (), count, PLAIN.get((pattern, name), UNLISTED))
