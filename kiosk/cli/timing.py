"""How long something takes: runs summed up, and one thread for what is compared on one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one thing takes.

    Attributes:
        name: What.
        median_ms: Half of the runs are below.
        p95_ms: 95 of 100 are below.
        p99_ms: 99 of 100 are below.
    """

    name: str
    median_ms: float
    p95_ms: float
    p99_ms: float

    @classmethod
    def of(cls, name: str, runs_s: list[float]) -> "Timing":
        """Sum up runs given in seconds."""
        ordered = sorted(runs_s)
        median, p95, p99 = (ordered[min(len(ordered) - 1, int(len(ordered) * q))] for q in (0.5, 0.95, 0.99))
        return cls(name, median * 1e3, p95 * 1e3, p99 * 1e3)

    def as_json(self) -> dict[str, object]:
        """Give the figures with three decimals."""
        return {
            "stage": self.name,
            "median_ms": round(self.median_ms, 3),
            "p95_ms": round(self.p95_ms, 3),
            "p99_ms": round(self.p99_ms, 3),
        }


@contextmanager
def on_one_thread() -> Iterator[None]:
    """Hold numpy's matrix products to one thread; the models' runtimes and OpenCV are held to one anyway."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # scikit-learn brings it

    with threadpool_limits(1):
        yield
