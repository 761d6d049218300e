"""One to many, open set: who on the roster is this, if anybody? Draws of galleries, and what each comes to.

The rule. People with at least four pictures are the population, people with exactly one are the strangers. A
draw takes N people at random, enrols three random pictures of each (the mean of what an enrolment keeps), and
probes with up to five others of theirs and with every stranger. With K frames a probe is K pictures; a
stranger's is his one picture K times, in the sizes that the door's frames take turns in.

Two readings of the same distances:

* FNIR at a stated FPIR: the threshold is the quantile of the strangers' smallest distances, pooled over all
  draws of one seed (`verification.threshold_at` has the rule), and a mated probe counts as recognised when
  its nearest person is its own and within the threshold. Done for 20 seeds from the one given: their mean is
  the figure, their range stands beside it.
* FPIR and FNIR at the shipped threshold for N: the program's own gallery and decision, margin included, on
  the draws of the first seed. With one frame that is one look's decision; with more it is a transaction at
  the door with its evidence over frames: the K pictures in turn until it answers or its patience ends.
  Intervals by bootstrap over people, who are the sample, and not over draws or pictures. Beside a zero stands
  the largest rate that would still show nothing among so many people once in twenty times:
  1 - 0.05^(1 / people).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.evidence import Evidence, EvidenceLimits, Sighting
from kiosk.domain.faces import Probe, ProtectedEmbedding
from kiosk.domain.frames import SourceKind
from kiosk.domain.fusion import Looks as TrackLooks
from kiosk.domain.ids import PersonId, TrackId
from kiosk.domain.matching import Match, MatchLimits, NoMatch, decide
from kiosk.evaluation.folders import Pictures
from kiosk.evaluation.looks import Looks
from kiosk.evaluation.verification import threshold_at
from kiosk.vision.gallery import Gallery, GalleryRow

ENROLLED_PICTURES, MOST_PROBES = 3, 5
LEAST_PICTURES = ENROLLED_PICTURES + 1
FPIRS = (0.01, 0.001)
SEEDS = 20
RESAMPLES = 2_000
_CANDIDATES = 2
_KEY = "evaluation"
_NEVER = np.inf


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """Who can be drawn.

    Attributes:
        people: Places of the pictures of each person with four or more.
        strangers: Place of the picture of each person with exactly one.
    """

    people: tuple[tuple[int, ...], ...]
    strangers: tuple[int, ...]

    @classmethod
    def of(cls, pictures: Pictures) -> "Population":
        """Sort the people of a folder."""
        return cls(
            tuple(places for places in pictures.people.values() if len(places) >= LEAST_PICTURES),
            tuple(places[0] for places in pictures.people.values() if len(places) == 1),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Draw:
    """One random gallery.

    Attributes:
        people: (N,) places in Population.people.
        enrolled: Per person, the places of three pictures.
        probes: Of each mated probe, its owner's place in `people` and its K pictures.
    """

    people: NDArray[np.int64]
    enrolled: tuple[tuple[int, ...], ...]
    probes: tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of people's transactions, with what it is worth.

    Attributes:
        value: 0 to 1.
        low: Lower end of the 95 % interval, by bootstrap over people.
        high: Upper end; for a value of 0 the largest rate that so many people would hide.
        people: How many people are behind it.
    """

    value: float
    low: float
    high: float
    people: int


@dataclass(frozen=True, slots=True)
class OverSeeds:
    """A figure that depends on the draws.

    Attributes:
        mean: Over the seeds.
        lowest: Of one seed.
        highest: Of one seed.
        people: How many people are behind it.
    """

    mean: float
    lowest: float
    highest: float
    people: int

    @property
    def zero_below(self) -> float | None:
        """For a mean of 0 the largest rate that so many people would hide, else None."""
        return upper_bound_of_zero(self.people) if self.mean == 0.0 else None


@dataclass(frozen=True, slots=True)
class Shipped:
    """At the program's own threshold.

    Attributes:
        threshold: For this N; None beyond the largest roster that the model serves.
        fpir: Of strangers.
        fnir: Of enrolled people: not marked as themselves.
        misidentified: Of enrolled people: marked as somebody else.
    """

    threshold: float | None
    fpir: Rate
    fnir: Rate
    misidentified: Rate


@dataclass(frozen=True, slots=True, eq=False)
class Identification:
    """One gallery size's figures.

    Attributes:
        gallery_size: N.
        fnir_at: By FPIR of FPIRS.
        shipped: At the shipped threshold; None for a model that has none.
        rank1: Share of mated probes whose nearest person is their own, of the first seed.
        fpir_curve: Rising FPIRs of the DET curve, of the first seed.
        fnir_curve: FNIR at each.
    """

    gallery_size: int
    fnir_at: dict[float, OverSeeds]
    shipped: Shipped | None
    rank1: float
    fpir_curve: NDArray[np.float64]
    fnir_curve: NDArray[np.float64]


def draws_of(population: Population, gallery_size: int, count: int, frames: int, seed: int) -> Iterator[Draw]:
    """Draw galleries; the same arguments give the same draws.

    Args:
        population: Who.
        gallery_size: N, at most the people there are.
        count: How many draws.
        frames: Pictures a probe.
        seed: Of numpy's default generator.
    """
    random = np.random.default_rng(seed)
    for _ in range(count):
        chosen = random.choice(len(population.people), gallery_size, replace=False)
        enrolled, probes = [], []
        for place, person in enumerate(chosen.tolist()):
            order = random.permutation(population.people[person]).tolist()
            enrolled.append(tuple(order[:ENROLLED_PICTURES]))
            rest = order[ENROLLED_PICTURES:][:MOST_PROBES]
            probes += [(place, tuple(rest[i : i + frames])) for i in range(0, len(rest), frames)]
        whole = tuple(probe for probe in probes if len(probe[1]) == frames)
        yield Draw(np.asarray(chosen, dtype=np.int64), tuple(enrolled), whole)


class Distances:
    """Distances of a draw's probes to its templates, all at once."""

    def __init__(self, looks: Looks, population: Population, frames: int) -> None:
        """Take the embeddings.

        Args:
            looks: Of all pictures.
            population: Who is who.
            frames: Pictures a probe.
        """
        self._looks, self._still, self._frames = looks, looks.still, frames
        self._sizes = [looks.frame(number) for number in range(frames)]
        strangers = np.array(population.strangers, dtype=np.int64)
        self._strangers = self._fused(np.repeat(strangers[:, None], frames, axis=1))

    def templates(self, draw: Draw) -> NDArray[np.float64]:
        """Give the (N, dimensions) mean templates; NaN for somebody whose face was never found."""
        rows = self._still[np.array(draw.enrolled)]
        mean = np.nansum(rows, axis=1)
        length = np.linalg.norm(mean, axis=1, keepdims=True)
        return np.asarray(np.divide(mean, length, out=np.full_like(mean, np.nan), where=length > 0))

    def mated(self, draw: Draw, templates: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give (probes, N) distances; infinite where a face was not found."""
        return _to(templates, *self._fused(np.array([pictures for _, pictures in draw.probes])))

    def strangers(self, templates: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give (strangers, N) distances."""
        return _to(templates, *self._strangers)

    def frames_of(self, pictures: Sequence[int]) -> list[NDArray[np.float64]]:
        """Give what the door sees of a probe, frame by frame, without frames in which no face was found."""
        count = 1 if self._frames == 1 else EvidenceLimits().patience
        sizes = [self._looks.frame(number) for number in range(count)]
        found = [sizes[number][pictures[number % len(pictures)]] for number in range(count)]
        return [look for look in found if not np.isnan(look[0])]

    def _fused(self, pictures: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Give (probes, dimensions) means and (probes,) spreads of (probes, K) pictures."""
        looks = np.stack([self._sizes[k][pictures[:, k]] for k in range(self._frames)], axis=1)
        mean = looks.mean(axis=1)
        return mean, np.maximum(0.0, 1.0 - (mean**2).sum(axis=1)) * (self._frames > 1)


def _to(
    templates: NDArray[np.float64], mean: NDArray[np.float64], spread: NDArray[np.float64]
) -> NDArray[np.float64]:
    squares = 1.0 + (mean**2).sum(axis=1)[:, None] - 2.0 * (mean @ templates.T) + spread[:, None]
    return np.where(np.isnan(squares), _NEVER, np.sqrt(np.maximum(squares, 0.0)))


def identify(
    looks: Looks,
    population: Population,
    gallery_size: int,
    limits: MatchLimits | None,
    *,
    draws: int,
    seed: int,
    frames: int = 1,
    progress: Callable[[int], None] = lambda _: None,
) -> Identification:
    """Measure one gallery size.

    Args:
        looks: Of all pictures.
        population: Who can be drawn.
        gallery_size: N.
        limits: The model's, for the shipped threshold; None when nobody has measured it.
        draws: Galleries a seed.
        seed: The first of 20.
        frames: Pictures a probe.
        progress: Told how many of the 21 rounds are done.

    Raises:
        ValueError: When the population is smaller than N, no stranger is, or nobody whom a seed's draws took
            has K pictures left.
    """
    if gallery_size > len(population.people) or not population.strangers:
        raise ValueError("too few people")
    distances = Distances(looks, population, frames)
    fnirs: dict[float, list[float]] = {fpir: [] for fpir in FPIRS}
    first: _Scores | None = None
    probed: set[int] = set()
    for number in range(SEEDS):
        scores = _scores(distances, draws_of(population, gallery_size, draws, frames, seed + number))
        first = first or scores
        probed |= scores.probed
        for fpir in FPIRS:
            fnirs[fpir].append(scores.fnir(threshold_at(scores.strangers, fpir)))
        progress(number + 1)
    assert first is not None
    shipped = (
        None if limits is None else _shipped(distances, population, limits, gallery_size, draws, frames, seed)
    )
    progress(SEEDS + 1)
    cuts = np.unique(first.strangers[np.isfinite(first.strangers)])
    cuts = cuts[:: max(1, len(cuts) // 2000)]
    return Identification(
        gallery_size,
        {fpir: OverSeeds(float(np.mean(v)), min(v), max(v), len(probed)) for fpir, v in fnirs.items()},
        shipped,
        float(first.is_own.mean()),
        np.searchsorted(first.strangers, cuts, side="right") / len(first.strangers),
        np.array([first.fnir(cut) for cut in cuts]),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Scores:
    """Of one seed: strangers' smallest distances, sorted; mated probes' own, and if that is the nearest.

    `probed` are those probes' people, by their places in the population.
    """

    strangers: NDArray[np.float64]
    own: NDArray[np.float64]
    is_own: NDArray[np.bool_]
    probed: frozenset[int]

    def fnir(self, threshold: float) -> float:
        return float(1.0 - ((self.own <= threshold) & self.is_own).mean())


def _scores(distances: Distances, draws: Iterator[Draw]) -> _Scores:
    strangers, own, is_own = [], [], []
    probed: set[int] = set()
    for draw in draws:
        templates = distances.templates(draw)
        strangers.append(distances.strangers(templates).min(axis=1))
        if not draw.probes:
            continue
        mated = distances.mated(draw, templates)
        owners = np.array([owner for owner, _ in draw.probes])
        mine = mated[np.arange(len(owners)), owners]
        own.append(mine)
        is_own.append((mated.argmin(axis=1) == owners) & np.isfinite(mine))
        probed.update(draw.people[owners].tolist())
    if not own:
        raise ValueError("nobody has so many pictures left")
    return _Scores(
        np.sort(np.concatenate(strangers)), np.concatenate(own), np.concatenate(is_own), frozenset(probed)
    )


def _shipped(
    distances: Distances,
    population: Population,
    limits: MatchLimits,
    gallery_size: int,
    draws: int,
    frames: int,
    seed: int,
) -> Shipped:
    """Let the program decide, transaction by transaction."""
    marked = np.zeros(len(population.strangers))
    probed, missed, wrong = (np.zeros(len(population.people)) for _ in range(3))
    for draw in draws_of(population, gallery_size, draws, frames, seed):
        door = _Door(distances.templates(draw), limits, gallery_size)
        for place, picture in enumerate(population.strangers):
            marked[place] += door.answer(distances.frames_of((picture,))) is not None
        for owner, pictures in draw.probes:
            answer = door.answer(distances.frames_of(pictures))
            probed[draw.people[owner]] += 1
            missed[draw.people[owner]] += answer != owner
            wrong[draw.people[owner]] += answer is not None and answer != owner
    was_probed = probed > 0
    return Shipped(
        limits.greatest_distance(gallery_size),
        rate_of(marked, np.full(len(marked), float(draws)), seed),
        rate_of(missed[was_probed], probed[was_probed], seed),
        rate_of(wrong[was_probed], probed[was_probed], seed),
    )


class _Door:
    """The program's gallery, decision and evidence for one draw."""

    def __init__(self, templates: NDArray[np.float64], limits: MatchLimits, gallery_size: int) -> None:
        rows = [
            GalleryRow(PersonId(str(place)), _protected(template))
            for place, template in enumerate(templates)
            if not np.isnan(template[0])
        ]
        self._gallery = Gallery.build(rows)
        self._limits, self._size = limits, gallery_size

    def answer(self, looks: Sequence[NDArray[np.float64]]) -> int | None:
        """Give the place of whoever is marked for these frames, or None."""
        track, evidence = TrackLooks(), Evidence(TrackId(1), SourceKind.FOLDER, EvidenceLimits())
        for number, look in enumerate(looks):
            outcome = self._decide(track.add(_protected(look)))
            if len(looks) == 1:
                return int(outcome.person) if isinstance(outcome, Match) else None
            said = evidence.add(outcome, number)
            if isinstance(said, Sighting):
                return int(said.person)
        return None

    def _decide(self, probe: Probe) -> Match | NoMatch:
        return decide(self._gallery.nearest(probe, _CANDIDATES), self._size, self._limits)


def _protected(vector: NDArray[np.float64]) -> ProtectedEmbedding:
    return ProtectedEmbedding(vector.astype(np.float32), _KEY, _KEY)


def rate_of(happened: NDArray[np.float64], tried: NDArray[np.float64], seed: int) -> Rate:
    """Give a share with its 95 % interval by bootstrap over people.

    Args:
        happened: (people,) how often it happened to each.
        tried: (people,) of how many times, above 0.
        seed: Of the resampling.
    """
    people = len(happened)
    value = float(happened.sum() / tried.sum())
    if value == 0.0:
        return Rate(0.0, 0.0, upper_bound_of_zero(people), people)
    random = np.random.default_rng(seed)
    again = random.integers(0, people, (RESAMPLES, people))
    shares = happened[again].sum(axis=1) / tried[again].sum(axis=1)
    low, high = np.quantile(shares, (0.025, 0.975))
    return Rate(value, float(low), float(high), people)


def upper_bound_of_zero(people: int) -> float:
    """Give the largest rate at which none of so many people shows it once in twenty times."""
    return float(1.0 - 0.05 ** (1.0 / people))
