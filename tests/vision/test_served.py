"""Who is served: the nearest, kept while they stay, given up when somebody is clearly in front."""

import pytest

from kiosk.domain.faces import DetectedFace
from kiosk.vision.served import ServingDesk, ServingLimits, Steadiness
from tests.vision.fakes import HEIGHT, face_at

LIMITS = ServingLimits()
MS = 1_000_000


class Line:
    """Plays frames, 66 ms apart, and notes who was served on which track."""

    def __init__(self) -> None:
        self.desk = ServingDesk()
        self.now_ms = 0

    def show(
        self, *faces: DetectedFace, after_ms: int = 66, is_settled: bool = False
    ) -> tuple[int, int, int]:
        """Track, place in `faces` and number waiting; (0, -1, -1) when nobody is served."""
        self.now_ms += after_ms
        served = self.desk.serve(faces, HEIGHT, self.now_ms * MS, is_settled=is_settled)
        if served is None:
            return 0, -1, -1
        return served.track, next(i for i, f in enumerate(faces) if f is served.face), served.waiting


def test_the_nearest_is_served_and_the_others_wait() -> None:
    assert Line().show(face_at(10, 10, 90), face_at(200, 100, 160), face_at(500, 10, 70)) == (1, 1, 2)


def test_nobody_is_served_from_across_the_street() -> None:
    assert Line().show(face_at(10, 10, LIMITS.least_height * HEIGHT - 1)) == (0, -1, -1)


def test_a_walking_face_keeps_its_track() -> None:
    line = Line()
    assert {line.show(face_at(100 + 15 * i, 100, 100 + 4 * i))[0] for i in range(20)} == {1}


@pytest.mark.parametrize(("x", "size", "track"), [(180, 100, 1), (219, 100, 1), (221, 100, 2), (110, 149, 1)])
def test_a_jump_keeps_the_track_and_says_so(x: int, size: int, track: int) -> None:
    """Frames are dropped under load, and a walking head then moves by its own width."""
    desk = ServingDesk()
    desk.serve([face_at(100, 100, 100)], HEIGHT, 0)
    served = desk.serve([face_at(x, 100, size)], HEIGHT, 200 * MS)
    assert served is not None
    assert (served.track, served.is_jump) == (track, track == 1 and size == 100)


def test_a_face_of_another_size_elsewhere_did_not_jump() -> None:
    line = Line()
    line.show(face_at(100, 100, 100))
    assert line.show(face_at(180, 100, 160))[0] == 2


@pytest.mark.parametrize(("gap_ms", "track"), [(LIMITS.greatest_gap_ms, 1), (LIMITS.greatest_gap_ms + 1, 2)])
def test_a_gap_ends_the_track(gap_ms: int, track: int) -> None:
    line = Line()
    line.show(face_at(100, 100, 100))
    assert line.show(face_at(100, 100, 100), after_ms=gap_ms)[0] == track


def test_a_clock_that_goes_back_ends_the_track() -> None:
    line = Line()
    line.show(face_at(100, 100, 100))
    assert line.show(face_at(100, 100, 100), after_ms=-10)[0] == 2


def test_a_face_elsewhere_is_another_appearance() -> None:
    line = Line()
    line.show(face_at(100, 100, 100))
    assert line.show(face_at(300, 100, 100))[0] == 2


def test_two_people_of_one_size_do_not_take_turns() -> None:
    line = Line()
    tracks = {line.show(face_at(100, 100, 100 + 8 * (i % 2)), face_at(400, 100, 104))[0:2] for i in range(30)}
    assert tracks == {(1, 1)}


def test_somebody_clearly_in_front_is_served_after_a_moment() -> None:
    line = Line()
    line.show(face_at(100, 100, 100))
    shown = [line.show(face_at(100, 100, 100), face_at(300, 100, 140))[:2] for _ in range(5)]
    assert shown == [(1, 0)] * (LIMITS.takeover_frames - 1) + [(2, 1)] * 2


def test_leaning_forward_once_takes_nobodys_turn() -> None:
    line = Line()
    line.show(face_at(100, 100, 100))
    for size in (140, 110, 140, 140, 110, 140):
        assert line.show(face_at(100, 100, 100), face_at(300, 100, size))[:2] == (1, 0)


def test_after_the_answer_the_next_person_need_only_be_nearer() -> None:
    line = Line()
    line.show(face_at(100, 100, 100))
    for _ in range(LIMITS.takeover_frames):
        last = line.show(face_at(100, 100, 100), face_at(300, 100, 105), is_settled=True)
    assert last[:2] == (2, 1)


def test_a_face_is_steady_after_a_moment_in_its_place() -> None:
    desk, steadiness, seen = ServingDesk(), Steadiness(), []
    places = [(100, 100)] * 6 + [(115, 100)] + [(117, 102)] * 4 + [(117, 118)] + [(119, 118)] * 3
    for index, (x, size) in enumerate(places):
        served = desk.serve([face_at(x, 100, size)], HEIGHT, index * 66 * MS)
        assert served is not None
        seen.append(steadiness.look(served))
    assert "".join("-+"[is_steady] for is_steady in seen) == "---+++---++---+"


def test_forgetting_starts_a_new_appearance() -> None:
    line = Line()
    line.show(face_at(100, 100, 100))
    line.desk.forget()
    assert line.show(face_at(100, 100, 100))[0] == 2
