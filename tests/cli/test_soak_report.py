"""What a soak says of its samples: slopes, growth, and which criterion is not met."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.cli import soak_report
from kiosk.cli.soak_report import Growth, growth_of, settled, slope, slopes
from kiosk.cli.soak_watch import Sample
from tests.cli.soak_samples import ALL_THERE, GOOD, STILL, samples


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([(0.0, 600.0), (1800.0, 601.0), (3600.0, 602.0)], 2.0),
        ([(0.0, 600.0), (1800.0, 600.0), (3600.0, 600.0)], 0.0),
        ([(0.0, 610.0), (1800.0, None), (1800.0, 605.0), (3600.0, 600.0)], -10.0),
        ([(0.0, 600.0), (3600.0, 700.0)], None),
        ([(5.0, 600.0), (5.0, 601.0), (5.0, 602.0)], None),
        ([(0.0, None), (1.0, None), (2.0, None)], None),
    ],
)
def test_a_slope_is_by_the_hour(points: Sequence[tuple[float, float | None]], expected: float | None) -> None:
    assert slope(points) == (None if expected is None else pytest.approx(expected))


def test_what_is_loaded_in_the_first_ten_minutes_is_no_leak() -> None:
    def loads(one: Sample) -> Sample:
        return replace(one, memory_mb=600.0 - max(0.0, 590.0 - one.at_s))

    taken = samples(2.0, loads)
    assert slopes(taken)[0] == pytest.approx(0.0)
    assert settled(taken)[0].at_s == pytest.approx(600.0)
    assert settled(taken[:30])[0].at_s == pytest.approx(100.0)  # of a short run a third
    assert settled([]) == []


def test_a_leak_of_two_megabytes_an_hour_is_found() -> None:
    taken = samples(2.0, lambda one: replace(one, memory_mb=600.0 + 2.0 * one.at_s / 3600))
    whole, private, _ = slopes(taken)
    assert whole == pytest.approx(2.0)
    assert private == pytest.approx(0.0)
    leaking = replace(GOOD, slope_mb_h=whole)
    assert leaking.problems() == ["Memory grows by 2.00 MB an hour; below 1 is asked."]
    assert leaking.as_json()["is_met"] is False


def test_a_short_run_says_nothing_of_a_slope_or_of_counts() -> None:
    grown = {"descriptors": Growth(22.0, 28.0)}  # somebody was signed in at its end
    assert replace(GOOD, slope_mb_h=50.0, growth=grown, ran_s=700.0, warm_up_s=233.0).problems() == []


def test_the_capture_process_is_looked_at_over_its_own_age() -> None:
    """It is started again after faults, and each life begins small."""

    def lives(one: Sample) -> Sample:
        age = one.at_s % 900.0
        return replace(one, capture_age_s=age, capture_mb=20.0 if age < 60.0 else 80.0 + age / 3600)

    assert slopes(samples(2.0, lives))[2] == pytest.approx(1.0)
    gone = samples(2.0, lambda one: replace(one, capture_age_s=None, capture_mb=None))
    assert slopes(gone)[2] is None


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("descriptors", "Open descriptors grew from 24 to 34."),
        ("threads", "Threads grew from 16 to 26."),
        ("shared", "Pieces of shared memory grew from 1 to 11."),
        ("temp_files", "Temporary files grew from 0 to 10."),
    ],
)
def test_what_grew_is_named(name: str, sentence: str) -> None:
    def grows(one: Sample) -> Sample:
        return replace(one, **{name: getattr(STILL, name) + (10 if one.at_s > 5000 else 0)})

    assert replace(GOOD, growth=growth_of(samples(2.0, grows))).problems() == [sentence]


def test_a_short_rise_is_no_growth() -> None:
    """A database that is open while somebody is signed in has descriptors of its own."""
    taken = samples(2.0, lambda one: replace(one, descriptors=24 + 5 * (one.at_s % 60 < 20)))
    assert growth_of(taken)["descriptors"] == Growth(24.0, 24.0)
    assert replace(GOOD, growth=growth_of(taken)).problems() == []


def test_what_the_system_does_not_say_is_no_growth() -> None:
    unknown = samples(0.1, lambda one: replace(one, descriptors=None, shared=None, memory_mb=None))
    assert set(growth_of(unknown)) == {"threads", "temp_files"}
    assert slopes(unknown)[0] is None
    silent = replace(GOOD, slope_mb_h=None, memory_mb=None, peak_mb=None)
    assert silent.problems() == []
    assert any("not known" in line for line in soak_report.lines(silent))


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        (replace(GOOD, marks=replace(ALL_THERE, lost=1)), "1 confirmed marks are in no register."),
        (replace(GOOD, marks=replace(ALL_THERE, doubled=2)), "2 marks were set twice."),
        (replace(GOOD, marks=replace(ALL_THERE, not_back=1)), "1 marks that were taken back still count."),
        (
            replace(GOOD, marks=replace(ALL_THERE, exported_otherwise=3)),
            "3 lines of the exported sheet say something else than the register.",
        ),
        (replace(GOOD, marks=replace(ALL_THERE, ticked=0, held=0)),
         "Nobody was marked, so nothing can be said of lost marks."),
        (replace(GOOD, missed={"a sheet": 3, "the opener": 4}, done={"codes": 139}),
         "7 times something that was due did not come; most often: the opener."),
        (replace(GOOD, marks=None), "The marks could not be compared with the register."),
        (replace(GOOD, bugs={"uncaught type=KeyError at=x.py:1": 2}),
         "The log says a bug 2 times: uncaught type=KeyError at=x.py:1."),
        (replace(GOOD, left=("rollcall-camera",)), "Did not end: rollcall-camera."),
    ],
)  # fmt: skip
def test_each_criterion_can_fail(report: soak_report.Report, sentence: str) -> None:
    assert GOOD.problems() == []
    assert GOOD.as_json()["is_met"] is True
    assert report.problems() == [sentence]


def test_a_busy_machine_may_miss_a_few_things() -> None:
    assert replace(GOOD, missed={"a sheet": 3, "the opener": 4}, done={"codes": 140}).problems() == []


def test_the_table_has_what_the_report_has() -> None:
    report = replace(GOOD, growth={"threads": Growth(16, 17)}, missed={"a sheet": 1})
    said = "\n".join(soak_report.lines(report))
    for words in ("120.0 minutes", "seed 7", "0.40", "610.0", "Threads", "900", "rounds", "a sheet"):
        assert words in said


@pytest.mark.qt
def test_the_plot_is_a_picture(qapp: object, tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    path = tmp_path / "soak.png"
    soak_report.plot(samples(0.1, lambda one: replace(one, capture_mb=None if one.at_s < 60 else 80.0)), path)
    assert path.read_bytes().startswith(b"\x89PNG")
