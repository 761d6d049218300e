"""The kind of values in a place, judged by the values alone: a name where a code should be is words."""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np

_HEX = re.compile(r"[0-9a-f]{16,}")
_CODE = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*(=[0-9]+)?")
_UNIT = 1e-3
_LEAST_DIMENSIONS = 16


def kind_of(values: Iterable[object]) -> str:
    """Name the kind that all values share, "mixed" where they differ, "none" where there is none."""
    kinds = {_kind(value) for value in values if value is not None and value != ""}
    if not kinds:
        return "none"
    if kinds == {"code", "words"}:
        return "words"
    return kinds.pop() if len(kinds) == 1 else "mixed"


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, bytes):
        return "face" if is_face(value) else f"{len(value)} bytes"
    return _kind_of_text(str(value))


def is_face(raw: bytes) -> bool:
    """Say whether bytes are a vector of unit length of little-endian float32."""
    if len(raw) % 4 or len(raw) < 4 * _LEAST_DIMENSIONS:
        return False
    with np.errstate(all="ignore"):  # any bytes may come, and most are absurd numbers
        vector = np.frombuffer(raw, dtype="<f4").astype(np.float64)
        return bool(np.isfinite(vector).all()) and abs(float(np.linalg.norm(vector)) - 1.0) < _UNIT


def _kind_of_text(text: str) -> str:
    for kind, read in (("id", UUID), ("day", date.fromisoformat), ("moment", datetime.fromisoformat)):
        if _is(read, text):
            return kind
    if text == "UTC" or ("/" in text and _is(ZoneInfo, text)):
        return "time zone"
    if _HEX.fullmatch(text):
        return f"{len(text) // 2} bytes"
    if _CODE.fullmatch(text):
        return "code"
    raw = _decoded(text)
    return "words" if raw is None else f"{len(raw)} bytes"


def _is(read: Any, text: str) -> bool:
    try:
        read(text)
    except (ValueError, OSError, LookupError):
        return False
    return True


def _decoded(text: str) -> bytes | None:
    if len(text) < _LEAST_DIMENSIONS:
        return None
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def flat(content: Any, path: str = "") -> Iterator[tuple[str, object]]:
    """Give every value of a JSON or TOML document with its path; entries of a list share one."""
    if isinstance(content, dict):
        for key, value in content.items():
            # A key that is itself a value (an id, a file's name) is one of the values.
            if _is_random(str(key)):
                yield f"{path}{{}}", key
                yield from flat(value, f"{path}{{}}.")
            else:
                yield from flat(value, f"{path}{key}." if isinstance(value, dict) else f"{path}{key}")
    elif isinstance(content, list):
        for value in content:
            yield from flat(value, f"{path}[].") if isinstance(value, dict | list) else [(f"{path}[]", value)]
    else:
        yield path.removesuffix("."), content


def _is_random(key: str) -> bool:
    return _kind_of_text(key) == "id" or _HEX.fullmatch(key) is not None
