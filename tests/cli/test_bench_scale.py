"""`kiosk bench --scale` and `--start`: every figure is there, of a school small enough to be quick."""

from pathlib import Path

import numpy as np
import pytest

from kiosk.cli import bench_scale, measurements_gallery, measurements_scale, measurements_start
from kiosk.cli.measurements_faces import looks_at, people_like_faces
from kiosk.cli.measurements_gallery import GallerySize, Searches
from kiosk.cli.measurements_register import STEPS
from kiosk.cli.measurements_scale import QUANTITIES, ScaleSize
from kiosk.cli.measurements_school import SchoolFigures, measured_clock
from kiosk.cli.measurements_start import MOMENTS, Start
from kiosk.cli.timing import Timing
from tests.cli.conftest import Cli, kiosk_process

pytestmark = pytest.mark.once


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.qt
def test_one_size_is_measured_from_the_gallery_to_the_first_mark(
    models: Path, portraits: Path, tmp_path: Path
) -> None:
    plot = tmp_path / "growth.png"
    said = kiosk_process(
        "bench", "--scale", "30", "--weeks", "1", "--starts", "1", "--plot", plot, "--json", timeout_s=300
    )
    assert said.code == 0, said.err
    (size,) = said.json["sizes"]
    assert size["people"] == 30
    kinds = [size["gallery"][kind] for kind in ("enrolled", "strangers", "random")]
    assert [kind["exact"] for kind in kinds] == [1.0, 1.0, 1.0]
    for kind in kinds:
        ratio = kind["tree"]["median_ms"] / kind["product"]["median_ms"]
        assert kind["ratio"] == pytest.approx(ratio, rel=0.2)
    school = size["school"]
    assert {*STEPS, "make", "enrol", "compare"} - {"import"} == set(school["seconds"])
    assert school["seconds"]["report"] is None  # a week is no term
    assert school["marks"] > 30 * 3
    assert 0 < school["mark"]["median_ms"] <= school["mark"]["p99_ms"]
    start = size["warm_start"]
    assert set(start["seconds"]) == set(MOMENTS)
    reached = start["seconds"]
    assert 0 < reached["window"] < reached["vault"] < reached["gallery"] < reached["possible"]
    assert reached["possible"] < reached["mark"] < measurements_start._TIMEOUT_S
    assert start["megabytes"]["mark"] > start["megabytes"]["window"] > 50
    assert plot.read_bytes().startswith(b"\x89PNG")
    assert size["cold_start"] is None  # nobody's page cache is emptied unasked


def test_an_answer_that_is_not_the_products_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison can fail: with places swapped not a single search counts as exact."""
    honest = measurements_gallery.nearest_by_product
    assert measurements_gallery.measured(50, 20).is_exact
    monkeypatch.setattr(measurements_gallery, "nearest_by_product", lambda m, v: honest(m, v)[::-1])
    found = measurements_gallery.measured(50, 20)
    assert not found.is_exact
    assert found.enrolled.exact == 0.0


def test_looks_are_near_their_person_and_people_lie_as_faces_do() -> None:
    random = np.random.default_rng(1)
    people = people_like_faces(random, 400, 128)
    assert np.linalg.norm(people, axis=1) == pytest.approx(1.0, abs=1e-6)
    apart = np.linalg.norm(people[:200] - people[200:], axis=1)
    assert np.median(apart) == pytest.approx(0.553, abs=0.02)
    near = np.linalg.norm(looks_at(random, people) - people, axis=1)
    assert np.sqrt(np.mean(near**2)) == pytest.approx(0.188, abs=0.01)


def test_the_clock_is_never_in_the_sample_schools_lessons() -> None:
    assert not 7 <= measured_clock()().local.hour < 14


def timing(ms: float) -> Timing:
    return Timing("x", ms, ms, ms)


def size(people: int, factor: float, *, exact: float = 1.0) -> ScaleSize:
    searches = Searches(timing(0.1 * factor), timing(0.01 * factor), exact)
    gallery = GallerySize(people, factor, factor, factor, factor, searches, searches, searches)
    seconds: dict[str, float | None] = dict.fromkeys(STEPS, 0.5 * factor)
    school = SchoolFigures(people, 6_500, 13, {**seconds, "report": None}, timing(5), timing(1), 2.0 * factor)
    reached: dict[str, float | None] = dict.fromkeys(MOMENTS, 3.0)
    return ScaleSize(gallery, school, Start(False, reached, reached, 90.0), None)


@pytest.fixture
def two_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measurements_scale, "measure", lambda people, plan: size(people, people / 100))


def test_sizes_are_columns_and_growth_is_the_last(two_sizes: None, cli: Cli) -> None:
    said = cli("bench", "--scale", "1000,100")
    assert said.code == 0
    rows = {line[:50].strip(): line[50:].split() for line in said.out.splitlines()}
    assert rows["what"] == ["unit", "100", "1,000", "growth"]
    assert rows["open all of today's registers as one list"] == ["s", "0.500", "5.00", "10.0"]
    assert rows["report of a term"] == ["s"]  # not measured: no figure, and none for how it grows
    assert rows["start to first mark possible, cold"] == ["s"]
    assert rows["start to first mark possible, warm"] == ["s", "3.00", "3.00", "1.00"]
    assert rows["the product's answers, of all searches"] == ["%", "100", "100"]
    assert "Marks of 1,000 people: 6,500, weeks: 13." in said.out


def test_a_wrong_answer_of_the_index_is_a_failure(monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    monkeypatch.setattr(measurements_scale, "measure", lambda people, plan: size(people, 1.0, exact=0.999))
    said = cli("bench", "--scale", "100")
    assert said.code == 1
    assert "99.9" in said.out


@pytest.mark.parametrize("text", ["", "9", "100,", "1e3", "-100", "100;200", "200001"])
def test_sizes_that_cannot_be_made_are_refused(text: str, cli: Cli) -> None:
    said = cli("bench", "--scale", text)
    assert said.code == 2
    assert "whole numbers from 10 to 200,000" in said.err.replace("\n", " ").replace("│", "").replace(
        "  ", " "
    )


@pytest.mark.qt
def test_a_plot_that_is_no_png_is_refused_before_anything_is_measured(
    monkeypatch: pytest.MonkeyPatch, cli: Cli, tmp_path: Path
) -> None:
    monkeypatch.setattr(measurements_scale, "measure", None)
    said = cli("bench", "--scale", "100", "--plot", tmp_path / "growth.jpg")
    assert said.code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", [("--start",), ("--scale", "100")])
def test_a_cold_start_that_cannot_be_is_refused(
    monkeypatch: pytest.MonkeyPatch, cli: Cli, what: tuple[str, ...]
) -> None:
    monkeypatch.setattr(measurements_start, "can_be_cold", lambda: False)
    monkeypatch.setattr(measurements_scale, "measure", None)
    said = cli("bench", *what, "--cold")
    assert said.code == 2
    assert "only root on Linux" in said.err


def test_figures_have_three_digits_that_mean_something() -> None:
    shown = [bench_scale._figure(value) for value in (None, 0.01234, 1.234, 12.34, 1234.5)]
    assert shown == ["", "0.012", "1.23", "12.3", "1,234"]


def test_words_of_what_is_drawn_are_words_of_what_is_measured() -> None:
    drawn = {words for _, names in measurements_scale._DRAWN for words, _ in names}
    assert drawn <= {quantity.words for quantity in QUANTITIES}
