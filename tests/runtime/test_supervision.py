"""What hangs is started again alone, else the program ends. Every clock here is the test's own."""

from dataclasses import dataclass, field

import pytest

from kiosk.runtime.supervision import LastResort, Limits, PartName, Supervision, Supervisor, Verdict

LIMITS = Limits(quiet_s=20.0, stuck_s=120.0)


@dataclass
class Clock:
    """Seconds that pass when the test says so."""

    now_s: float = 100.0

    def ns(self) -> int:
        return int(self.now_s * 1_000_000_000)


@dataclass
class FakePart:
    """A part that is silent and works as the test says."""

    clock: Clock
    name: PartName = PartName.CAMERA
    limits: Limits = LIMITS
    can_start_again: bool = True
    silent_since_s: float | None = None
    used_s: float | None = 0.0
    starts: int = 0

    def silent_s(self) -> float | None:
        return None if self.silent_since_s is None else self.clock.now_s - self.silent_since_s

    def processor_s(self) -> float | None:
        return self.used_s

    def start_again(self) -> bool:
        if self.can_start_again:
            self.starts += 1
            self.silent_since_s = None
        return self.can_start_again

    def restarts(self) -> int:
        return self.starts


def looked(
    supervisor: Supervisor, clock: Clock, seconds: float, part: FakePart, works_s: float = 0.0
) -> Verdict:
    """Look once a second for as long; the part uses that much processor time each second."""
    verdict = Verdict()
    for _ in range(int(seconds)):
        clock.now_s += 1
        if part.used_s is not None:
            part.used_s += works_s
        verdict = supervisor.look()
        if verdict.hung or verdict.restarted:
            break
    return verdict


@pytest.mark.parametrize(
    ("works_s", "used_s", "hangs_after_s"),
    [
        (0.0, 0.0, 21),  # it waits for what never comes
        (0.5, 0.0, 121),  # it works, as a long report does, but not for ever
        (0.001, 0.0, 121),  # a disk that answers slowly: a little each second adds up
        (0.0001, 0.0, 21),  # a lock that is tried again and again is no work
        (0.0, None, 121),  # a system that does not tell what a thread uses
    ],
)
def test_when_a_silent_part_hangs(works_s: float, used_s: float | None, hangs_after_s: int) -> None:
    clock = Clock()
    supervisor = Supervisor(steady_ns=clock.ns)
    part = FakePart(clock, used_s=used_s)
    supervisor.take(part)
    supervisor.look()
    part.silent_since_s = clock.now_s
    verdict = looked(supervisor, clock, hangs_after_s - 1, part, works_s)
    assert (verdict.restarted, part.starts) == ((), 0)
    verdict = looked(supervisor, clock, 2, part, works_s)
    assert (verdict.restarted, verdict.restarts) == ((PartName.CAMERA,), ((PartName.CAMERA, 1),))
    assert verdict.is_sound
    assert part.starts == 1


def test_a_part_that_beats_is_left_alone() -> None:
    clock = Clock()
    supervisor = Supervisor(steady_ns=clock.ns)
    part = FakePart(clock)
    supervisor.take(part)
    for _ in range(300):
        clock.now_s += 1
        part.silent_since_s = clock.now_s
        assert supervisor.look() == Verdict()


def test_what_cannot_be_started_again_ends_the_program() -> None:
    clock = Clock()
    supervisor = Supervisor(steady_ns=clock.ns)
    database = FakePart(clock, PartName.DATABASE, can_start_again=False, silent_since_s=clock.now_s)
    camera = FakePart(clock, silent_since_s=clock.now_s)
    supervisor.take(database)
    supervisor.take(camera)
    verdict = looked(supervisor, clock, 30, database)
    assert (verdict.hung, verdict.restarted) == ((PartName.DATABASE,), (PartName.CAMERA,))
    assert not verdict.is_sound


def test_a_machine_that_slept_accuses_nobody() -> None:
    """Held up for a minute, as a virtual machine is: every thread was as silent as the one that looks."""
    clock = Clock()
    supervisor = Supervisor(steady_ns=clock.ns)
    part = FakePart(clock, silent_since_s=clock.now_s)
    supervisor.take(part)
    supervisor.look()
    clock.now_s += 600
    assert supervisor.look() == Verdict()
    assert looked(supervisor, clock, 19, part) == Verdict()
    assert looked(supervisor, clock, 2, part).restarted == (PartName.CAMERA,)


def test_a_replaced_part_has_its_own_time() -> None:
    clock = Clock()
    supervisor = Supervisor(steady_ns=clock.ns)
    part = FakePart(clock, silent_since_s=clock.now_s)
    supervisor.take(part)
    assert looked(supervisor, clock, 30, part).restarted
    part.silent_since_s = clock.now_s
    verdict = looked(supervisor, clock, 19, part)
    assert verdict == Verdict(restarts=((PartName.CAMERA, 1),))
    assert looked(supervisor, clock, 3, part).restarts == ((PartName.CAMERA, 2),)


@dataclass
class Heard:
    """A service manager that writes down what it is told."""

    watchdog_s: float | None = None
    said: list[str] = field(default_factory=list)

    def ready(self) -> None:
        self.said.append("ready")

    def alive(self) -> None:
        self.said.append("alive")

    def status(self, words: str) -> None:
        self.said.append(words)

    def stopping(self) -> None:
        self.said.append("stopping")


class Resort(LastResort):
    """Writes down when it is set, and ends nothing."""

    def __init__(self, said: list[str]) -> None:
        super().__init__()
        self.said = said

    def set(self) -> None:
        self.said.append("set")

    def set_for_the_end(self) -> None:
        self.said.append("set for the end")

    def put_away(self) -> None:
        self.said.append("put away")


@dataclass
class Watching:
    """A supervision whose thread is not started: the test looks."""

    clock: Clock = field(default_factory=Clock)
    heard: Heard = field(default_factory=Heard)
    ends: list[Verdict] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.all = Supervision(
            self.heard,
            supervisor=Supervisor(steady_ns=self.clock.ns),
            last_resort=Resort(self.heard.said),
            end=self.ends.append,
        )


def test_a_sign_of_life_only_while_everything_lives() -> None:
    watching = Watching()
    gui = FakePart(watching.clock, PartName.GUI, Limits(30.0, 30.0), can_start_again=False)
    watching.all.supervisor.take(gui)
    watching.all.say("works")
    watching.all.look()
    watching.all.look()
    assert watching.heard.said == ["works", "set", "alive", "set", "alive"]
    gui.silent_since_s = watching.clock.now_s
    watching.heard.said.clear()
    for _ in range(40):
        watching.clock.now_s += 1
        watching.all.look()
    assert watching.heard.said.count("alive") == watching.heard.said.count("set") == 30
    assert watching.heard.said[-1] == "works; gui hangs: the program is started again"
    assert [verdict.hung for verdict in watching.ends[:1]] == [(PartName.GUI,)]
    gui.silent_since_s = None  # it comes back: too late, since its restart was said
    watching.heard.said.clear()
    watching.all.look()
    assert "alive" not in watching.heard.said


def test_a_restart_is_said_with_its_count() -> None:
    watching = Watching()
    part = FakePart(watching.clock, PartName.CAPTURE, starts=3)
    watching.all.supervisor.take(part)
    watching.all.say("works")
    watching.all.look()
    assert watching.heard.said == ["works; capture started again: 3", "set", "alive"]


def test_while_the_program_ends_nobody_is_accused_and_the_time_is_longer() -> None:
    watching = Watching()
    watching.all.supervisor.take(FakePart(watching.clock, silent_since_s=0.0, can_start_again=False))
    watching.all.stopping()
    watching.all.look()
    watching.all.look()
    assert watching.heard.said == ["stopping", "set for the end", "alive", "alive"]
    assert watching.ends == []
    watching.all.stop()
    assert watching.heard.said[-1] == "put away"


@pytest.mark.parametrize(("asked_s", "looks_s"), [(None, 1.0), (30.0, 1.0), (0.6, 0.2)])
def test_it_speaks_as_often_as_is_asked(asked_s: float | None, looks_s: float) -> None:
    assert Supervision(Heard(asked_s))._interval_s == pytest.approx(looks_s)
