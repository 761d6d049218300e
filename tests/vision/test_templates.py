import numpy as np
import pytest

from kiosk.domain.faces import Embedding
from kiosk.vision.templates import agreeing, build_template, mean_template
from tests.vision.fakes import MODEL, embedding, unit

NEAR, NEARER, FAR = embedding(1, 0.1), embedding(1, 0.05), embedding(0, 1)


def test_a_mean_has_unit_length_and_lies_between() -> None:
    mean = mean_template([embedding(1, 0), embedding(0, 1)])
    np.testing.assert_allclose(mean.vector, unit(1, 1), atol=1e-7)
    assert mean.model_sha256 == MODEL


@pytest.mark.parametrize(
    "wrong",
    [[], [embedding(1), Embedding(unit(1), "b" * 64)], [embedding(1), embedding(-1)]],
    ids=["none", "two models", "opposite"],
)
def test_what_has_no_mean_is_refused(wrong: list[Embedding]) -> None:
    with pytest.raises(ValueError):
        mean_template(wrong)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ([NEAR], (0,)),
        ([NEAR, NEARER], (0, 1)),
        ([NEAR, NEARER, FAR], (0, 1)),
        ([FAR, NEARER, NEAR], (1, 2)),
        ([NEAR, FAR, NEARER, FAR, NEAR], (0, 2, 4)),
        ([], ()),
    ],
)
def test_outliers_are_left_out(given: list[Embedding], kept: tuple[int, ...]) -> None:
    assert agreeing(given, 0.3) == kept


@pytest.mark.parametrize("given", [[NEAR, FAR], [NEAR, FAR, embedding(0, 0, 1)], [NEAR, NEAR, FAR, FAR]])
def test_no_template_without_a_majority(given: list[Embedding]) -> None:
    """Nobody can say which of two is meant."""
    assert build_template(given, 0.3) is None


def test_a_template_is_made_of_those_that_agree() -> None:
    template = build_template([NEAR, FAR, NEARER], 0.3)
    assert template is not None
    assert template.kept == (0, 2)
    np.testing.assert_array_equal(template.embedding.vector, mean_template([NEAR, NEARER]).vector)
