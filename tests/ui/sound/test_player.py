"""Tones off the GUI thread: the newest is heard, and a machine without sound is silent and no more."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from kiosk import logs
from kiosk.ui.sound import player as player_module
from kiosk.ui.sound.cues import Cue
from kiosk.ui.sound.loudspeaker import Reason
from kiosk.ui.sound.player import THREAD, Player
from kiosk.ui.sound.tones import tone
from tests.fakes_sound import FakeLoudspeaker


@pytest.fixture
def loudspeaker() -> FakeLoudspeaker:
    return FakeLoudspeaker()


@pytest.fixture
def player(loudspeaker: FakeLoudspeaker) -> Iterator[Player]:
    made = Player(loudspeaker)
    yield made
    loudspeaker.holds = False
    made.stop()


def settle(player: Player, loudspeaker: FakeLoudspeaker) -> None:
    """Wait until what was asked for so far is done: a tone is played after a look in the same step."""
    for _ in range(2):
        seen = loudspeaker.looks
        with player._news:
            player._must_look = True
            player._news.notify()
        _looked(loudspeaker, seen)


def _looked(loudspeaker: FakeLoudspeaker, before: int) -> None:
    loudspeaker.wait_for(lambda: loudspeaker.looks > before)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, object]]:
    """The events that were logged, with their reason."""
    lines: list[tuple[str, object]] = []
    monkeypatch.setattr(logs, "event", lambda code, **values: lines.append((code, values.get("reason"))))
    return lines


def test_a_tone_is_played_at_its_gain_on_a_thread_of_its_own(
    player: Player, loudspeaker: FakeLoudspeaker
) -> None:
    player.start()
    player.play(Cue.WELCOME, 0.25)
    loudspeaker.wait_for(lambda: bool(loudspeaker.played))
    np.testing.assert_array_equal(loudspeaker.played[0], tone(Cue.WELCOME) * np.float32(0.25))
    assert loudspeaker.threads == {THREAD}
    assert player.is_able
    player.stop()
    assert loudspeaker.is_closed
    assert THREAD not in {thread.name for thread in threading.enumerate()}


def test_a_newer_tone_ends_an_older_one_and_those_between_are_left_out(
    player: Player, loudspeaker: FakeLoudspeaker
) -> None:
    loudspeaker.holds = True
    player.start()
    player.play(Cue.WELCOME, 1.0)
    loudspeaker.wait_for(lambda: len(loudspeaker.played) == 1)
    with loudspeaker.changed:  # the first cannot end before all are asked for
        for cue in (Cue.ALREADY, Cue.TROUBLE, Cue.GOODBYE):
            player.play(cue, 1.0)
    loudspeaker.wait_for(lambda: len(loudspeaker.played) == 2)
    assert loudspeaker.broken_off == 1
    np.testing.assert_array_equal(loudspeaker.played[1], tone(Cue.GOODBYE))


def test_the_end_waits_for_no_tone(player: Player, loudspeaker: FakeLoudspeaker) -> None:
    loudspeaker.holds = True
    player.start()
    player.play(Cue.WELCOME, 1.0)
    loudspeaker.wait_for(lambda: bool(loudspeaker.played))
    player.stop()
    assert loudspeaker.broken_off == 1
    player.stop()
    player.play(Cue.WELCOME, 1.0)
    player.start()
    assert len(loudspeaker.played) == 1


@pytest.mark.parametrize("lacks", [Reason.NO_LIBRARY, Reason.NO_DEVICE])
def test_a_machine_without_sound_is_silent_and_says_so_once(
    player: Player, loudspeaker: FakeLoudspeaker, told: list[tuple[str, object]], lacks: Reason
) -> None:
    loudspeaker.lacks = lacks
    player.start()
    for _ in range(3):
        player.play(Cue.WELCOME, 1.0)
        settle(player, loudspeaker)
    assert not player.is_able
    assert loudspeaker.played == []
    player.stop()
    assert told == [("sound-not-available", lacks)]


def test_a_device_that_vanishes_is_looked_for_at_the_next_session_and_not_before(
    player: Player, loudspeaker: FakeLoudspeaker, told: list[tuple[str, object]]
) -> None:
    player.start()
    settle(player, loudspeaker)
    was_able, before = player.is_able, loudspeaker.looks
    player.look_again()
    assert not player._must_look
    assert loudspeaker.looks == before  # it can: nothing to look for
    loudspeaker.fails = loudspeaker.lacks = Reason.DEVICE_FAILED
    player.play(Cue.WELCOME, 1.0)
    settle(player, loudspeaker)
    before = loudspeaker.looks
    player.look_again()
    loudspeaker.wait_for(lambda: loudspeaker.looks == before + 1)
    was_able_then = player.is_able
    loudspeaker.fails = loudspeaker.lacks = None
    player.look_again()
    loudspeaker.wait_for(lambda: loudspeaker.looks == before + 2)
    player.play(Cue.ASK, 1.0)
    loudspeaker.wait_for(lambda: bool(loudspeaker.played))
    assert (was_able, was_able_then, player.is_able) == (True, False, True)
    player.stop()
    assert told == [("sound-not-available", Reason.DEVICE_FAILED), ("sound-available", None)]


def test_a_tone_that_came_too_late_is_not_played(
    player: Player, loudspeaker: FakeLoudspeaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player_module, "LATE_S", 0.0)
    player.play(Cue.WELCOME, 1.0)
    player.start()
    settle(player, loudspeaker)
    settle(player, loudspeaker)
    assert loudspeaker.played == []


def test_a_bug_of_the_library_silences_one_tone_and_not_the_thread(
    player: Player, loudspeaker: FakeLoudspeaker, monkeypatch: pytest.MonkeyPatch, logged_bugs: list[str]
) -> None:
    player.start()
    settle(player, loudspeaker)
    with monkeypatch.context() as patch:
        patch.setattr(loudspeaker, "play", lambda samples, may_go_on: 1 / 0)
        player.play(Cue.WELCOME, 1.0)
        settle(player, loudspeaker)
    player.look_again()
    player.play(Cue.ASK, 1.0)
    loudspeaker.wait_for(lambda: bool(loudspeaker.played))
    player.stop()
    assert [line.split()[:2] for line in logged_bugs] == [["sound-failed", "type=ZeroDivisionError"]]


def test_a_device_that_hangs_is_named_and_does_not_keep_the_program(
    loudspeaker: FakeLoudspeaker, monkeypatch: pytest.MonkeyPatch, told: list[tuple[str, object]]
) -> None:
    hangs, is_let_go = threading.Event(), threading.Event()

    def hang(samples: object, may_go_on: object) -> None:
        hangs.set()
        is_let_go.wait(10)

    monkeypatch.setattr(player_module, "JOIN_S", 0.01)
    monkeypatch.setattr(loudspeaker, "play", hang)
    player = Player(loudspeaker)
    player.start()
    player.play(Cue.WELCOME, 1.0)
    assert hangs.wait(10)
    player.stop()
    is_let_go.set()
    assert (f"did-not-end-{THREAD}", None) in told
