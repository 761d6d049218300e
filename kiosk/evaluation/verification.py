"""One to one: are these two pictures of one person? k-fold accuracy and the ROC of a list of pairs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.evaluation.folders import Pair

FARS = (0.01, 0.001)
_NEVER = np.inf
"""The distance of a pair one of whose faces was not found."""


@dataclass(frozen=True, slots=True, eq=False)
class Verification:
    """What a list of pairs came to.

    Attributes:
        pairs: How many.
        accuracy: Mean over the folds, 0 to 1, each at the threshold that is best on the others; a pair with a
            face that was not found is wrong, of whichever kind it is.
        standard_error: Of that mean.
        tar: Share of same pairs accepted, per false accept rate of FARS.
        faces_missing: Pictures of the list without a face found.
        far: Rising false accept rates of the ROC.
        tar_at: True accept rate at each.
    """

    pairs: int
    accuracy: float
    standard_error: float
    tar: dict[float, float]
    faces_missing: int
    far: NDArray[np.float64]
    tar_at: NDArray[np.float64]


def verify(pairs: Sequence[Pair], still: NDArray[np.float64], is_found: NDArray[np.bool_]) -> Verification:
    """Compare the pairs.

    Args:
        pairs: At least two folds.
        still: (pictures, dimensions) unit vectors.
        is_found: (pictures,) bool.

    Raises:
        ValueError: When there is one fold, or a fold lacks one of the kinds.
    """
    first, second = np.array([p.first for p in pairs]), np.array([p.second for p in pairs])
    is_same, fold = np.array([p.is_same for p in pairs]), np.array([p.fold for p in pairs])
    folds = int(fold.max()) + 1
    if folds < 2:
        raise ValueError("the threshold of a fold comes from the others: one fold has none")
    both = is_found[first] & is_found[second]
    distance = np.where(both, np.linalg.norm(still[first] - still[second], axis=1), _NEVER)
    shares = []
    for number in range(folds):
        inside, others = fold == number, (fold != number) & both
        threshold = best_threshold(distance[others & is_same], distance[others & ~is_same])
        right = ((distance <= threshold) == is_same) & both
        shares.append(float(right[inside].mean()))
    same, different = np.sort(distance[is_same]), np.sort(distance[~is_same])
    tar = {far: float((same <= threshold_at(different, far)).mean()) for far in FARS}
    seen = np.unique(np.concatenate([first, second]))
    cuts = np.unique(distance[np.isfinite(distance)])
    return Verification(
        len(pairs),
        float(np.mean(shares)),
        float(np.std(shares, ddof=1) / np.sqrt(folds)),
        tar,
        int((~is_found[seen]).sum()),
        np.searchsorted(different, cuts, side="right") / len(different),
        np.searchsorted(same, cuts, side="right") / len(same),
    )


def best_threshold(same: NDArray[np.float64], different: NDArray[np.float64]) -> float:
    """Give the distance at which most pairs are told right; of several the middle one.

    Args:
        same: Distances of one person's pairs.
        different: Of two people's.

    Returns:
        0 when there is no distance at all.
    """
    if not len(same) + len(different):
        return 0.0
    cuts = np.unique(np.concatenate([same, different]))
    right = np.searchsorted(np.sort(same), cuts, side="right") + (
        len(different) - np.searchsorted(np.sort(different), cuts, side="right")
    )
    best = np.flatnonzero(right == right.max())
    middle = int(best[len(best) // 2])
    # Half-way to the next distance: no pair lies between, so it is as right, and the other folds' pairs do.
    following = cuts[middle + 1] if middle + 1 < len(cuts) else cuts[middle]
    return float((cuts[middle] + following) / 2)


def threshold_at(sorted_scores: NDArray[np.float64], rate: float) -> float:
    """Give the greatest distance within which no more than `rate` of the distances are.

    The rule everywhere here: with n distances the floor(rate n)-th smallest counts as inside; where that is
    the 0th, the threshold is just below the smallest.

    Args:
        sorted_scores: Rising.
        rate: 0 to 1.
    """
    allowed = int(np.floor(rate * len(sorted_scores) + 1e-9))
    if allowed == 0:
        return float(np.nextafter(sorted_scores[0], -np.inf))
    # Equal distances stand and fall together: a tie across the line stays outside.
    limit = sorted_scores[allowed - 1]
    if allowed < len(sorted_scores) and sorted_scores[allowed] == limit:
        return float(np.nextafter(limit, -np.inf))
    return float(limit)
