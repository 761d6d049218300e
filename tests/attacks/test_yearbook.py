"""The rotation falls to photographs: a test that the attack works, so that nobody claims that it does not."""

import numpy as np
import pytest

from tests.attacks.people import ARCFACE, DLIB, Looks, Spread, made_up
from tests.attacks.yearbook import attack, identified, main, steal, undone

pytestmark = pytest.mark.once

PEOPLE = 100


def _run(looks: Looks, photographs: int, known: int = 0, seed: int = 1) -> tuple[float, float]:
    random = np.random.default_rng(seed)
    stolen = steal(looks, photographs, random)
    chosen = random.choice(len(looks), known, replace=False)
    answer = attack(stolen.rows, stolen.photographs, {int(row): int(stolen.truth[row]) for row in chosen})
    return identified(stolen, answer), undone(stolen, answer)


def test_without_any_secret_everybody_is_identified() -> None:
    """With this seed; made-up people have less of a shape than real ones, and other seeds can fail."""
    share, likeness = _run(made_up(PEOPLE, 6, DLIB, seed=2), 3)
    assert share == 1.0
    assert likeness > 0.95


@pytest.mark.parametrize("spread", [DLIB, ARCFACE])
def test_with_known_pairs_one_photograph_is_enough(spread: Spread) -> None:
    share, likeness = _run(made_up(PEOPLE, 6, spread), 1, known=50)
    assert share > 0.9
    assert likeness > 0.7


@pytest.mark.parametrize("spread", [DLIB, ARCFACE])
def test_photographs_of_other_people_identify_nobody(spread: Spread) -> None:
    """The control: what identifies is the photographs, and no trick of the test."""
    stolen = steal(made_up(PEOPLE, 6, spread), 3, np.random.default_rng(1))
    others = steal(made_up(PEOPLE, 6, spread, seed=9), 3, np.random.default_rng(1))
    known = {row: int(stolen.truth[row]) for row in range(50)}
    right, wrong = (attack(stolen.rows, one.photographs, known) for one in (stolen, others))
    unknown = np.arange(PEOPLE) >= len(known)
    assert (right.whose == stolen.truth)[unknown].mean() > 0.9
    assert (wrong.whose == stolen.truth)[unknown].mean() < 0.2
    assert wrong.fit < right.fit, "and the attacker sees it"


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("photographs", "known", "least"), [(3, 0, 0.95), (1, 40, 0.95)])
def test_with_the_shipped_model_and_pictures(
    real_looks: Looks, photographs: int, known: int, least: float
) -> None:
    shares = [_run(real_looks, photographs, known, seed)[0] for seed in (1, 2, 3)]
    assert min(shares) > least, shares


def test_the_program_says_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--known", "128", "--runs", "1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines[::2]] == ["made up, like dlib", "made up, like ArcFace"]
    assert all("100.0% identified" in line for line in lines[1::2])
