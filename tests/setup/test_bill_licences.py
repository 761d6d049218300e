"""Which licences may be shipped: a table of SPDX expressions."""

import pytest

from bootstrap.bill import facts, licences

ALLOWED = facts.load().allowed


@pytest.mark.parametrize(
    ("expression", "used"),
    [
        ("MIT", ("MIT",)),
        ("mit", ("MIT",)),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", ("LGPL-3.0-only",)),
        ("GPL-2.0-only OR LGPL-2.1-or-later", ("LGPL-2.1-or-later",)),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", ("GPL-3.0-or-later WITH GCC-exception-3.1",)),
        ("BSD-3-Clause AND (GPL-2.0-only OR MIT)", ("BSD-3-Clause", "MIT")),
        ("LicenseRef-public-domain", ("LicenseRef-public-domain",)),
    ],
)
def test_allowed(expression: str, used: tuple[str, ...]) -> None:
    verdict = licences.judge(expression, ALLOWED)
    assert verdict.problem is None
    assert verdict.used == used


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("GPL-3.0-only", "under the GPL alone"),
        ("GPL-3.0", "under the GPL alone"),
        ("GPL-2.0-or-later", "under the GPL alone"),
        ("MIT AND GPL-3.0-only", "under the GPL alone"),
        ("GPL-2.0-only OR GPL-3.0-only", "under the GPL alone"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "under the GPL alone"),
        ("AGPL-3.0-or-later", "under the AGPL"),
        ("CC-BY-NC-4.0", "forbids a use"),
        ("CC-BY-NC-SA-4.0 AND MIT", "forbids a use"),
        ("non-commercial research only", "forbids a use"),
        ("InsightFace, for academic research", "forbids a use"),
        ("SSPL-1.0", "not among the allowed ones"),
        ("LicenseRef-something", "not among the allowed ones"),
        ("Some License 1.0", "not known"),
        ("Madeup-1.0", "not known"),
        ("MIT OR", "not known"),
        ("NOASSERTION", "not known"),
        ("", "not known"),
    ],
)
def test_refused(expression: str, why: str) -> None:
    problem = licences.judge(expression, ALLOWED).problem
    assert problem is not None
    assert why in problem


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("MIT OR Apache-2.0", "Apache-2.0 OR MIT", True),
        ("mit", "MIT", True),
        ("MIT", "Apache-2.0", False),
        ("MIT", "no licence", False),
    ],
)
def test_same(one: str, other: str, are_same: bool) -> None:
    assert licences.same(one, other) is are_same


def test_everything_that_is_allowed_is_a_licence_of_spdx() -> None:
    assert [name for name in ALLOWED if not licences.is_known(name)] == []
    assert not any(licences.judge(name, ALLOWED).problem for name in ALLOWED)
