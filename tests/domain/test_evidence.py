import pytest

from kiosk.domain.evidence import Evidence, EvidenceLimits, Refusal, Sighting, Unrecognised
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import PersonId, TrackId
from kiosk.domain.matching import Match, NoMatch

LIMITS = EvidenceLimits(needed=3, window=5, patience=15)
LETTERS: dict[str, Match | NoMatch] = {
    "a": Match(PersonId("a"), 0.20),
    "A": Match(PersonId("a"), 0.15),
    "b": Match(PersonId("b"), 0.20),
    ".": NoMatch.FAR,
    "=": NoMatch.TIE,
    "s": NoMatch.ELSEWHERE,
    "0": NoMatch.EMPTY,
    "+": NoMatch.ROSTER_TOO_LARGE,
}


def play(frames: str) -> list[tuple[int, Sighting | Refusal]]:
    evidence = Evidence(TrackId(4), SourceKind.CAMERA, LIMITS)
    said = [(place, evidence.add(LETTERS[letter], place)) for place, letter in enumerate(frames, start=1)]
    return [(place, outcome) for place, outcome in said if outcome is not None]


@pytest.mark.parametrize(
    ("frames", "frame"),
    [("aaa", 3), ("a.a.a", 5), ("..aaa", 5), ("a..a.aa", 7), ("baaaaaa", 6), ("a....aaa", 8)],
)
def test_three_of_the_last_five_name_one_person(frames: str, frame: int) -> None:
    ((place, outcome),) = play(frames + "." * 20)
    assert isinstance(outcome, Sighting)
    assert (place, outcome.person, outcome.track, outcome.frames) == (
        frame,
        "a",
        4,
        5 if frames[0] == "b" else 3,
    )


@pytest.mark.parametrize("frames", ["aa", "a.a..a.a..", "ababab", "aabaabaab"])
def test_less_than_that_names_nobody(frames: str) -> None:
    assert play(frames) == []


@pytest.mark.parametrize(
    ("frames", "reason"),
    [
        ("." * 15, Unrecognised.UNKNOWN),
        ("s" * 15, Unrecognised.NOT_ON_LIST),
        ("." * 12 + "sss", Unrecognised.NOT_ON_LIST),
        ("." * 13 + "ss", Unrecognised.UNKNOWN),
        ("=" * 15, Unrecognised.AMBIGUOUS),
        ("ab" * 7 + "a", Unrecognised.AMBIGUOUS),
        ("0" * 15, Unrecognised.NO_GALLERY),
        ("+" * 15, Unrecognised.ROSTER_TOO_LARGE),
    ],
)
def test_after_its_patience_it_says_why_not_once(frames: str, reason: Unrecognised) -> None:
    ((place, outcome),) = play(frames + "aaaaa" + frames)
    assert isinstance(outcome, Refusal)
    assert (place, outcome.reason) == (15, reason)


def test_a_sighting_tells_the_nearest_distance() -> None:
    ((_, outcome),) = play("aAa")
    assert isinstance(outcome, Sighting)
    assert (outcome.distance, outcome.kind, outcome.monotonic_ns) == (0.15, SourceKind.CAMERA, 3)
