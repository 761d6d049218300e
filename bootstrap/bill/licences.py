"""Which licences a part may be under: SPDX expressions, judged by a list of allowed ones.

A choice (OR) is as good as its best side, what holds at once (AND) as bad as its worst. Nothing is allowed
that packaging/licences/allowed.toml does not name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from license_expression import ExpressionError, LicenseWithExceptionSymbol, get_spdx_licensing

_NO_COMMERCE = re.compile(r"-NC\b|non.?commercial|research|academic|evaluation only", re.IGNORECASE)
_REFERENCE = re.compile(r"LicenseRef-[A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of an expression.

    Attributes:
        problem: Why a part under it may not be shipped, or None.
        used: The licences of the side that was chosen; their texts go with the part.
    """

    problem: str | None
    used: tuple[str, ...] = ()


@cache
def _spdx() -> Any:
    """Give the parser; reading its list of licences takes half a second."""
    return get_spdx_licensing()


def is_known(expression: str) -> bool:
    """Say whether this is an expression of SPDX's, so that a package's word can be taken for it."""
    return _parsed(expression) is not None


def same(one: str, other: str) -> bool:
    """Say whether two expressions are the same, however they are written."""
    left, right = _parsed(one), _parsed(other)
    return left is not None and right is not None and left.simplify() == right.simplify()


def judge(expression: str, allowed: Mapping[str, str]) -> Verdict:
    """Judge an expression.

    Args:
        expression: SPDX's, or whatever somebody wrote for one.
        allowed: Licences and exceptions by their SPDX names.
    """
    if not expression.strip() or expression == "NOASSERTION":
        return Verdict("its licence is not known")
    tree = _parsed(expression)
    if tree is None:
        if _NO_COMMERCE.search(expression):
            return Verdict(f"its licence forbids a use: {expression}")
        return Verdict(f"its licence is not known: {expression}")
    return _judge(tree, allowed)


def _judge(tree: Any, allowed: Mapping[str, str]) -> Verdict:
    if isinstance(tree, _spdx().OR):
        sides = [_judge(side, allowed) for side in tree.args]
        return next((side for side in sides if side.problem is None), sides[0])
    if isinstance(tree, _spdx().AND):
        sides = [_judge(side, allowed) for side in tree.args]
        bad = next((side for side in sides if side.problem is not None), None)
        return bad or Verdict(None, tuple(dict.fromkeys(used for side in sides for used in side.used)))
    name = str(tree)
    return Verdict(None, (name,)) if name in allowed else Verdict(_refusal(name))


def _refusal(name: str) -> str:
    if _NO_COMMERCE.search(name):
        return f"its licence forbids a use: {name}"
    if name.startswith("AGPL"):
        return f"it is under the AGPL: {name}"
    if name.startswith("GPL"):
        return f"it is under the GPL alone: {name}"
    return f"its licence is not among the allowed ones: {name}"


def _parsed(expression: str) -> Any:
    """Give the tree of an expression; None where SPDX knows a word of it not."""
    try:
        tree = _spdx().parse(expression, strict=True)
    except ExpressionError:
        return None
    if tree is None:
        return None
    known = _spdx().known_symbols
    for symbol in tree.symbols:
        keys = _keys(symbol)
        if any(key not in known and not _REFERENCE.fullmatch(key) for key in keys):
            return None
    return tree


def _keys(symbol: Any) -> tuple[str, ...]:
    if isinstance(symbol, LicenseWithExceptionSymbol):
        return (symbol.license_symbol.key, symbol.exception_symbol.key)
    return (symbol.key,)
