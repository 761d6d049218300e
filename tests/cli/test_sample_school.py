"""`kiosk sample-school` and what `kiosk bench --register` measures in one."""

from pathlib import Path

import pytest

from kiosk.cli import measurements_register
from kiosk.cli.measurements_register import STEPS, SchoolSize
from tests.cli.conftest import kiosk_process

pytestmark = pytest.mark.once


def test_a_school_is_made_once_and_opens_with_the_passphrase_that_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "school"
    said = kiosk_process(
        "sample-school", "--people", "30", "--weeks", "1", "--data-dir", str(folder), "--json"
    )
    assert said.code == 0, said.err
    assert said.json["people"] == 30
    again = kiosk_process("sample-school", "--people", "30", "--data-dir", str(folder))
    assert again.code == 2
    assert "already" in again.err
    secret = tmp_path / "passphrase"
    secret.write_text(said.json["passphrase"])
    listed = kiosk_process(
        "session", "list", "--data-dir", str(folder), "--passphrase-file", str(secret), "--json"
    )
    assert listed.code == 0, listed.err
    assert len(listed.json) in (1, 3)  # at a weekend only the assembly meets


@pytest.mark.alone
@pytest.mark.qt
def test_every_step_is_measured() -> None:
    size = measurements_register.measure(25, weeks=1)
    assert size.people == 25
    assert size.marks > 25 * 3
    assert size.made_s is not None
    assert list(size.seconds) == list(STEPS)
    assert all(seconds is not None and seconds > 0 for seconds in size.seconds.values())


def test_growth_is_told_of_what_was_measured_in_both() -> None:
    small = SchoolSize(100, 6_500, 1.0, {"open": 0.5, "keystroke": None})
    large = SchoolSize(10_000, 650_000, 60.0, {"open": 2.0, "keystroke": None})
    assert measurements_register.growth([small, large], "open") == 4.0
    assert measurements_register.growth([small, large], "keystroke") is None
