"""Groups and the timetable by commands: sentences, JSON, and nothing half done."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli.desk import now_here
from tests.cli.conftest import Cli, Outcome
from tests.cli.test_journey import Do

pytestmark = pytest.mark.once
WEEK = timedelta(weeks=1)


@pytest.fixture
def school(cli: Cli, tmp_path: Path, passphrase_file: Path) -> Do:
    """Make a trial with one class."""
    options = ("--data-dir", tmp_path / "data", "--passphrase-file", passphrase_file)
    names = ("--school", "Hill School", "--admin", "Ada", "--class", "3b")
    assert cli("init", "--trial", *names, *options).code == 0

    def do(*arguments: object) -> Outcome:
        return cli(*arguments, *options)

    return do


def _tomorrow() -> date:
    return now_here().local_date + timedelta(days=1)


def _day_name(day: date) -> str:
    return ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day.weekday()]


def _add(school: Do, *more: object, days: str = "", starts: str = "10:00", ends: str = "11:00") -> Outcome:
    hours = ("--starts", starts, "--ends", ends)
    return school(
        "timetable", "add", "--group", "3b", "--days", days or _day_name(_tomorrow()), *hours, *more
    )


def _list(school: Do, *command: str) -> Any:
    said = school(*command, "--json")
    assert said.code == 0, said.err
    return said.json


def test_groups_are_added_listed_and_changed_in_what_is_given(school: Do) -> None:
    said = school(
        "group", "add", "Night shift", "--kind", "shift", "--room", "Gate 2", "--early", "45",
        "--late-after", "3", "--closes-after", "60", "--in-out", "--cooldown", "7", "--open",
        "--closing", "not-required", "--codes", "ceds",
    )  # fmt: skip
    assert (said.code, said.out) == (0, "Night shift (shift) was added.\n")
    night = {
        "name": "Night shift", "kind": "shift", "people": 0, "room": "Gate 2", "early_minutes": 45,
        "late_after_minutes": 3, "closes_after_minutes": 60, "in_out": True, "cooldown_minutes": 7,
        "open": True, "closing": "not-required", "codes": "ceds",
    }  # fmt: skip
    first, second = _list(school, "group", "list")
    assert first["name"] == "3b"
    assert second == {"id": second["id"], **night}
    assert school("group", "change", "night  SHIFT", "--early", "default").code == 0
    assert _list(school, "group", "list")[1] == {"id": second["id"], **night, "early_minutes": None}
    said = school(
        "group", "change", "Night shift", "--name", "Late shift", "--listed", "--no-in-out", "--json"
    )
    assert (said.json["name"], said.json["open"], said.json["in_out"]) == ("Late shift", False, False)
    table = school("group", "list").out
    assert "late after 3, closes after 60, cool-down 7, closing not-required, codes ceds" in table


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("add", "3B"), "3B"),
        (("add", "x", "--early", "soon"), "minutes for early arrival"),
        (("add", "x", "--late-after", "1441"), "minutes for lateness"),
        (("add", "x", "--cooldown", "-1"), "minutes for the pause between two looks"),
        (("change", "nobody", "--early", "1"), "nobody"),
    ],
)
def test_a_bad_group_is_a_sentence(school: Do, command: tuple[str, ...], said: str) -> None:
    before = _list(school, "group", "list")
    answer = school("group", *command)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert _list(school, "group", "list") == before


def test_a_week_becomes_sessions_that_can_be_cancelled(school: Do) -> None:
    day = _tomorrow()
    until = (day + 2 * WEEK).isoformat()
    assert "added: 1." in _add(school, "--until", until).out
    assert "added: 1." in _add(
        school, "--until", until, "--every-other-week", "--room", "Lab", starts="22:00", ends="06:00"
    ).out  # fmt: skip
    one, two = _list(school, "timetable", "list")
    assert one == {
        "id": one["id"], "group": "3b", "day": _day_name(day), "starts": "10:00", "ends": "11:00",
        "first": (day - timedelta(days=1)).isoformat(), "last": until, "every_weeks": 1, "room": "",
    }  # fmt: skip
    assert (two["starts"], two["ends"], two["every_weeks"], two["room"]) == ("22:00", "06:00", 2, "Lab")
    assert school("timetable", "list", "--group", "3b").out.count("every other") == 1
    holiday = f"Founder's day={(day + WEEK).isoformat()}"
    assert school("timetable", "holidays", "--set", holiday).code == 0
    preview = school("timetable", "apply", "--dry-run")
    assert preview.out.startswith("What would be done:\n  added: ")
    assert _sessions(school, day) == []
    done = _list(school, "timetable", "apply")
    assert (done["removed"], done["kept"], done["changed"]) == (0, 0, 0)
    assert done["added"] == len(_sessions(school, day)) + len(_sessions(school, day + 2 * WEEK))
    assert _sessions(school, day + WEEK) == []
    session = _sessions(school, day)[0]["id"][-8:]
    cancelled = school("session", "cancel", session, "--day", day.isoformat())
    assert cancelled.out == f"Register {session}, 10:00, was cancelled.\n"
    assert "cancelled" in school("session", "list", "--day", day.isoformat()).out
    restored = school("session", "restore", session, "--day", day.isoformat())
    assert restored.out == f"Register {session}, 10:00, takes place.\n"
    assert school("session", "cancel", "ffffffff").code == 2
    assert school("timetable", "remove", one["id"][-8:]).code == 0
    assert _list(school, "timetable", "apply")["removed"] == 2
    assert school("timetable", "remove", one["id"]).code == 2
    assert school("timetable", "remove", " ").code == 2


def _sessions(school: Do, day: date) -> Any:
    return _list(school, "session", "list", "--day", day.isoformat())


def test_terms_are_entered_and_end_lessons(school: Do) -> None:
    today = now_here().local_date
    assert school("timetable", "terms").out == "No terms: all of the year counts.\n"
    assert "--until" in _add(school).err  # no term says how long
    one, two = f"A={today}..{today + 4 * WEEK}", f"B, C={today + 5 * WEEK}..{today + 9 * WEEK}"
    assert _list(school, "timetable", "terms", "--set", two, "--set", one) == [
        {"name": "A", "first": str(today), "last": str(today + 4 * WEEK)},
        {"name": "B, C", "first": str(today + 5 * WEEK), "last": str(today + 9 * WEEK)},
    ]
    assert _add(school, days="mon,fri").code == 0
    assert {lesson["last"] for lesson in _list(school, "timetable", "list")} == {str(today + 4 * WEEK)}
    assert _add(school, "--from", today + 5 * WEEK, days="sun").code == 0
    assert str(today + 9 * WEEK) in {lesson["last"] for lesson in _list(school, "timetable", "list")}
    overlap = school("timetable", "terms", "--add", f"D={today}..{today}")
    assert (overlap.code, "The days of A" in overlap.err) == (2, True)
    for bad in ("2026-09-01", "E=soon", "E=2026-09-01..2026-13-01"):
        assert school("timetable", "holidays", "--set", bad).code == 2
    assert "NAME=FIRST..LAST" in school("timetable", "holidays", "--set", "2026-09-01").err
    assert _list(school, "timetable", "holidays", "--add", f"H={today}") == [
        {"name": "H", "first": str(today), "last": str(today)}
    ]
    assert len(_list(school, "timetable", "holidays", "--add", f"I={today}")) == 2
    assert school("timetable", "holidays", "--clear").out == "No holidays.\n"


def test_of_several_days_all_are_added_or_none(school: Do) -> None:
    until = ("--until", (_tomorrow() + 8 * WEEK).isoformat())
    assert _add(school, *until, days="wed").code == 0
    again = _add(school, *until, days="mon,wed")
    assert (again.code, len(_list(school, "timetable", "list"))) == (2, 1)
    assert _add(school, *until, days="mon,someday").code == 2
    assert _add(school, *until, days=" ").code == 2
    assert _add(school, *until, starts="25:00").code == 2
    assert len(_list(school, "timetable", "list")) == 1
