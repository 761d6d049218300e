"""A loudspeaker and a speaking program that make no noise and tell what they were asked for."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.ui.sound.loudspeaker import NoSound, Reason

if TYPE_CHECKING:
    from kiosk.ui.sound.tones import Samples


@dataclass
class FakeLoudspeaker:
    """Takes tones; `lacks` is what is missing, `holds` lets a tone go on until it is let go or broken off."""

    lacks: Reason | None = None
    fails: Reason | None = None
    holds: bool = False
    looks: int = 0
    is_closed: bool = False
    played: "list[Samples]" = field(default_factory=list)
    broken_off: int = 0
    threads: set[str] = field(default_factory=set)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def look(self, may_go_on: Callable[[], bool]) -> None:
        with self.changed:
            self.looks += 1
            self.threads.add(threading.current_thread().name)
            self.changed.notify_all()
            if self.lacks is not None:
                raise NoSound(self.lacks)

    def play(self, samples: "Samples", may_go_on: Callable[[], bool]) -> None:
        with self.changed:
            if self.fails is not None:
                raise NoSound(self.fails)
            self.played.append(samples)
            self.changed.notify_all()
            while self.holds and may_go_on():
                self.changed.wait(0.01)
            if not may_go_on():
                self.broken_off += 1

    def close(self) -> None:
        self.is_closed = True

    def wait_for(self, fact: Callable[[], bool]) -> None:
        """Wait until something is so."""
        with self.changed:
            assert self.changed.wait_for(fact, 10), "it did not come to that"
