"""How long a piece of work still takes, once that can be told. Pure: time is an argument."""

from dataclasses import dataclass

LEAST_S = 2.0
"""Nothing is said before: the first part of a piece of work tells little of the rest."""
LEAST_SHARE = 0.05


@dataclass(slots=True)
class TimeLeft:
    """Remembers when a piece of work began; one that begins anew, as its next step does, counts anew."""

    began_s: float = 0.0
    first: int = 0
    done: int = 0

    def begin(self, now_s: float) -> None:
        """Begin."""
        self.began_s, self.first, self.done = now_s, 0, 0

    def tell(self, now_s: float, done: int, of: int) -> float | None:
        """Give the seconds that are left, or None while nobody can know.

        Args:
            now_s: Monotonic seconds.
            done: So much is done.
            of: Of so much.
        """
        if done < self.done:
            self.began_s, self.first = now_s, done
        self.done = done
        passed, gone = now_s - self.began_s, done - self.first
        if of <= 0 or passed < LEAST_S or gone < LEAST_SHARE * of:
            return None
        return max(0.0, passed * (of - done) / gone)


def rounded_s(seconds: float) -> int:
    """Round as people count: to five seconds below a minute, to minutes above; never less than five."""
    return max(5, 5 * round(seconds / 5)) if seconds < 57 else 60 * max(1, round(seconds / 60))
