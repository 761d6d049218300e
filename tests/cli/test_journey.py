"""The commands on a throw-away school, as a user types them, and what they say to bad input."""

import csv
import io
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk import paths, settings
from kiosk.cli.export import SheetFormat, export_sheet
from kiosk.domain.follow_up import ReportScope
from kiosk.errors import Code, KioskError
from tests.cli.conftest import PASSPHRASE, Cli, Outcome, kiosk_process
from tests.conftest import SETUP_FIRST
from tests.fakes_desk import HandClock, monday_morning
from tests.fakes_reports import FakeReports

Do = Callable[..., Outcome]


@pytest.fixture
def school(cli: Cli, tmp_path: Path, passphrase_file: Path) -> Do:
    """Make a trial with one class and give a way to run commands on it."""
    options = ("--data-dir", tmp_path / "data", "--passphrase-file", passphrase_file)
    made = cli(
        "init", "--trial", "--school", "Hill School", "--admin", "Ada", "--class", "3b", *options, "--json"
    )
    assert made.code == 0, made.err

    def do(*arguments: object) -> Outcome:
        return cli(*arguments, *options)

    return do


def test_init_says_what_has_to_be_known(cli: Cli, tmp_path: Path, passphrase_file: Path) -> None:
    options = ("--data-dir", tmp_path / "data", "--passphrase-file", passphrase_file)
    said = cli("init", "--school", "Hill School", "--admin", "Ada", "--class", "3b", *options)
    assert said.code == 0, said.err
    assert "Recovery code" in said.out
    assert "Level 0" in said.out
    assert "A photograph of an enrolled person can pass" in said.out
    assert PASSPHRASE not in said.out + said.err
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_init_as_json_makes_a_trial(cli: Cli, tmp_path: Path, passphrase_file: Path) -> None:
    options = ("--data-dir", tmp_path / "data", "--passphrase-file", passphrase_file)
    said = cli("init", "--trial", "--school", "S", "--admin", "A", "--class", "C", *options, "--json")
    assert said.json["is_trial"] is True
    assert len(said.json["recovery_code"].split("-")) > 3
    assert said.json["custody"] in {"file", "keyring"}


def test_init_twice_changes_nothing(school: Do, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in (tmp_path / "data").glob("*.json")}
    said = school("init", "--school", "S", "--admin", "A", "--class", "C")
    assert said.code == 2
    assert "already holds attendance data; nothing was changed" in said.err
    assert before == {path: path.read_bytes() for path in (tmp_path / "data").glob("*.json")}


def test_fixed_lesson_makes_registers(cli: Cli, tmp_path: Path, passphrase_file: Path) -> None:
    options = ("--data-dir", tmp_path / "data", "--passphrase-file", passphrase_file)
    lesson = (
        "--lesson-days",
        "mon,tue,wed,thu,fri,sat,sun",
        "--lesson-starts",
        "07:30",
        "--lesson-ends",
        "08:15",
    )
    made = cli("init", "--trial", "--school", "S", "--admin", "A", "--class", "C", *lesson, *options)
    assert made.code == 0, made.err
    assert "07:30-08:15" in cli("session", "list", *options).out


def test_times_are_the_schools_wherever_the_machine_is_set(
    cli: Cli, tmp_path: Path, passphrase_file: Path
) -> None:
    """A machine left at UTC once opened the 8 o'clock register of a school in Kiritimati at 22:00."""
    options = ("--data-dir", tmp_path / "data", "--passphrase-file", passphrase_file)
    names = ("--school", "S", "--admin", "A", "--class", "C", "--zone", "Pacific/Kiritimati")
    assert cli("init", "--trial", *names, *options).code == 0
    opened = cli("session", "open", "--class", "C", "--starts", "08:00", *options, "--json").json
    assert opened["starts"]["zone"] == "Pacific/Kiritimati"
    assert opened["starts"]["utc"].endswith("18:00:00.000000+00:00")
    assert "08:00-09:00" in cli("session", "list", *options).out


def test_a_shift_may_pass_midnight(school: Do) -> None:
    said = school("session", "open", "--class", "3b", "--starts", "23:30", "--ends", "00:30", "--json").json
    starts, ends = (datetime.fromisoformat(said[name]["utc"]) for name in ("starts", "ends"))
    assert ends - starts == timedelta(hours=1)


def test_classes_and_people_are_listed(school: Do) -> None:
    assert (
        school("person", "list").out
        == "Nobody yet. Add somebody with: kiosk person add --id ID --name NAME.\n"
    )
    school("class", "add", "4c")
    school("person", "add", "--id", "7", "--name", "ليلى حداد", "--class", "3b", "--class", "4c")
    school("person", "add", "--id", "8", "--name", "Omar", "--class", "3b")
    said = school("class", "list")
    assert [line.split() for line in said.out.splitlines() if line.split()[-1:] in (["2"], ["1"])] == [
        ["3b", "2"],
        ["4c", "1"],
    ]
    assert [(one["name"], one["people"]) for one in school("class", "list", "--json").json] == [
        ("3b", 2),
        ("4c", 1),
    ]
    everybody = school("person", "list", "--json").json
    assert {one["number"]: one["classes"] for one in everybody} == {"7": ["3b", "4c"], "8": ["3b"]}
    assert {key: everybody[0][key] for key in ("is_enrolled", "has_consent", "has_pin")} == {
        "is_enrolled": False,
        "has_consent": False,
        "has_pin": False,
    }
    (only,) = school("person", "list", "--class", "4C", "--json").json
    assert only["name"] == "ليلى حداد"
    shown = school("person", "list").out
    assert "ليلى حداد" in shown
    assert "3b, 4c" in shown
    assert school("person", "list", "--class", "9z").code == 2


def test_the_roster_of_everybody_is_one_list(school: Do) -> None:
    school("class", "add", "4c")
    school("person", "add", "--id", "7", "--name", "Omar", "--class", "3b", "--class", "4c")
    opened = {name: school("session", "open", "--class", name, "--json").json["id"] for name in ("4c", "3b")}
    listed = school("roster", "--all", "--json").json
    assert [(row["class"], row["session"], row["number"], row["state"]) for row in listed] == [
        (name, opened[name], "7", "unmarked") for name in ("3b", "4c")
    ]
    shown = school("roster", "--all").out
    assert "2 unmarked" in shown.splitlines()[0]
    assert [title in shown for title in ("class", "state", "code", "left")] == [True, True, False, False]
    assert school("roster", "--all", "--session", opened["3b"]).code == 2
    assert school("roster", "--all", "--day", "2026-01-01").out.startswith("No register on")


def test_from_people_to_a_closed_register(school: Do, tmp_path: Path) -> None:
    assert school("class", "add", "4c").out == "Class 4c was added.\n"
    assert school("person", "add", "--id", "٧", "--name", "ليلى حداد", "--class", "3B").out.startswith("7 ")
    assert school("person", "add", "--id", "8", "--name", "=1+1", "--class", "3b", "--class", "4c").code == 0
    opened = school("session", "open", "--class", "3b", "--minutes", "45", "--json").json
    listed = school("session", "list", "--json").json
    assert [session["id"] for session in listed] == [opened["id"]]

    (roster,) = school("roster", "--json").json
    assert [(row["number"], row["state"]) for row in roster["rows"]] == [("8", "unmarked"), ("7", "unmarked")]
    assert "ليلى حداد" in school("roster").out

    closed = school("session", "close", opened["id"][-8:])
    assert closed.code == 0, closed.err
    assert closed.out.endswith("is closed: 2 absent.\n")
    (roster,) = school("roster", "--session", opened["id"], "--json").json
    assert {row["state"] for row in roster["rows"]} == {"absent"}

    sheet = tmp_path / "day.csv"
    assert school("export", "--day", "today", "--format", "csv", "--out", sheet, "--json").json["rows"] == 2
    rows = list(csv.DictReader(io.StringIO(sheet.read_text("utf-8-sig"))))
    assert [(row["Number"], row["Name"], row["State"]) for row in rows] == [
        ("8", "'=1+1", "Absent"),
        ("7", "ليلى حداد", "Absent"),
    ]
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600


def test_export_into_a_folder_takes_the_usual_name(school: Do, tmp_path: Path) -> None:
    school("session", "open", "--class", "3b")
    said = school("export", "--out", tmp_path, "--json").json
    assert Path(said["path"]).parent == tmp_path
    assert Path(said["path"]).read_bytes()[:2] == b"PK"


@pytest.mark.qt
def test_export_as_pdf(school: Do, tmp_path: Path, passphrase_file: Path) -> None:
    """In a process of its own: a QGuiApplication made here would stay for the window tests after it."""
    school("session", "open", "--class", "3b")
    out = tmp_path / "day.pdf"
    options = ("--data-dir", tmp_path / "data", "--passphrase-file", passphrase_file)
    said = kiosk_process("export", "--format", "pdf", "--out", out, *options)
    assert said.code == 0, said.err
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.qt
def test_export_speaks_the_schools_language(school: Do, tmp_path: Path, passphrase_file: Path) -> None:
    """In a process of its own for the same reason."""
    if not (paths.resources_dir() / "translations" / "kiosk_ar.qm").exists():
        pytest.fail(f"The translations are not compiled. {SETUP_FIRST}", pytrace=False)
    speak_arabic(tmp_path)
    school("session", "open", "--class", "3b")
    out = tmp_path / "day.csv"
    options = ("--data-dir", tmp_path / "data", "--passphrase-file", passphrase_file)
    said = kiosk_process("export", "--format", "csv", "--out", out, *options)
    assert said.code == 0, said.err
    assert "الرقم المدرسي" in out.read_text("utf-8-sig")


def test_export_of_days_a_group_and_a_person(school: Do, tmp_path: Path) -> None:
    school("class", "add", "4c")
    school("person", "add", "--id", "7", "--name", "Amal", "--class", "3b", "--class", "4c")
    school("person", "add", "--id", "8", "--name", "Badr", "--class", "3b")
    for group in ("3b", "4c"):
        assert school("session", "open", "--class", group).code == 0
    today = school("export", "--format", "csv", "--out", tmp_path, "--json").json["day"]

    def lines(*options: str) -> list[tuple[str, str]]:
        said = school("export", *options, "--format", "machine-csv", "--out", tmp_path, "--json").json
        rows = list(csv.DictReader(io.StringIO(Path(said["path"]).read_text("utf-8"), newline="")))
        assert len(rows) == said["rows"]
        return sorted((row["group"], row["number"]) for row in rows)

    assert lines() == [("3b", "7"), ("3b", "8"), ("4c", "7")]
    assert lines("--group", "4C") == [("4c", "7")]
    assert lines("--person", "7", "--from", "2026-01-01") == [("3b", "7"), ("4c", "7")]
    assert lines("--from", "2026-01-01", "--to", "2026-01-31") == []
    names = {path.name for path in tmp_path.glob("*.csv")}
    assert f"All-classes_{today}.csv" in names
    assert f"All-classes_{today}.machine.csv" in names
    assert f"7_2026-01-01_{today}.machine.csv" in names


@pytest.mark.parametrize(
    "options",
    [
        ("--to", "today"),
        ("--day", "today", "--from", "today"),
        ("--session", "x", "--from", "today"),
        ("--from", "today", "--to", "2020-01-01"),
        ("--person", "nobody"),
        ("--group", "nowhere"),
    ],
)
def test_export_refuses_what_does_not_fit(school: Do, tmp_path: Path, options: tuple[str, ...]) -> None:
    said = school("export", *options, "--out", tmp_path)
    assert (said.code, said.out) == (2, "")
    assert said.err.strip()
    assert list(tmp_path.glob("*.xlsx")) == []


def test_export_speaks_the_language_asked_for(school: Do, tmp_path: Path) -> None:
    speak_arabic(tmp_path)
    school("session", "open", "--class", "3b")
    out = tmp_path / "day.csv"
    assert school("export", "--format", "csv", "--out", out, "--language", "en").code == 0
    assert out.read_text("utf-8-sig").startswith('"Date","Group"')


def speak_arabic(folder: Path) -> None:
    file = paths.DataDir(folder / "data").settings_file
    settings.save(file, replace(settings.load(file), language="ar"))


def test_pin_is_set_from_a_file(school: Do, tmp_path: Path) -> None:
    school("person", "add", "--id", "7", "--name", "Amal", "--class", "3b")
    pin = tmp_path / "pin"
    pin.write_text("4821\n")
    assert school("pin", "set", "--person", "7", "--pin-file", pin).out == "The PIN of 7 was set.\n"


def test_a_pin_without_a_file_and_a_terminal_names_its_own_option(
    school: Do, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    school("person", "add", "--id", "7", "--name", "Amal")
    said = school("pin", "set", "--person", "7")
    assert (said.code, said.out) == (2, "")
    assert "--pin-file" in said.err
    assert "passphrase" not in said.err


def test_a_zone_that_is_none_makes_nothing(cli: Cli, tmp_path: Path, passphrase_file: Path) -> None:
    options = ("--data-dir", tmp_path / "data", "--passphrase-file", passphrase_file)
    said = cli("init", "--school", "S", "--admin", "A", "--class", "C", "--zone", "Mars/X", *options)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("There is no time zone called Mars/X.\n")
    assert not (tmp_path / "data").exists()


def test_who_agreed_is_one_of_those_that_the_window_offers(school: Do, tmp_path: Path) -> None:
    said = school("enrol", "--person", "7", "--images", tmp_path, "--consent", "form", "--given-by", "nobody")
    assert said.code == 2
    assert "parent" in said.err
    assert "self" in said.err


BAD: list[tuple[tuple[str, ...], Code, str, str]] = [
    (("class", "add", "3b"), Code.CLASS_EXISTS, "3b", ""),
    (("class", "add", "x\u202ey"), Code.TEXT_BAD, "", ""),
    (("person", "add", "--id", "1", "--name", "A", "--class", "9z"), Code.CLASS_UNKNOWN, "9z", ""),
    (("person", "add", "--id", "1", "--name", ""), Code.TEXT_BAD, "", ""),
    (("pin", "set", "--person", "99"), Code.PERSON_UNKNOWN, "99", ""),
    (("enrol", "--person", "99", "--images", "{pictures}"), Code.PERSON_UNKNOWN, "99", ""),
    (("enrol", "--person", "1", "--images", "{nowhere}"), Code.SOURCE_MISSING, "{nowhere}", ""),
    (("enrol", "--person", "1", "--images", "{empty}"), Code.SOURCE_UNREADABLE, "{empty}", ""),
    (("session", "open", "--class", "9z"), Code.CLASS_UNKNOWN, "9z", ""),
    (("session", "open", "--class", "3b", "--starts", "soon"), Code.TIME_BAD, "soon", ""),
    (
        ("session", "open", "--class", "3b", "--starts", "2026-11-22T09:00", "--ends", "2026-11-22T08:00"),
        Code.SESSION_TIMES,
        "",
        "",
    ),
    (("session", "close", "abcdef12"), Code.SESSION_UNKNOWN, "", ""),
    (("session", "list", "--day", "22.11."), Code.DAY_BAD, "22.11.", ""),
    (("roster", "--session", "abcdef12"), Code.SESSION_UNKNOWN, "", ""),
    (("export", "--day", "never"), Code.DAY_BAD, "never", ""),
    (
        ("export", "--day", "2026-01-04", "--format", "csv", "--out", "{nowhere}.csv"),
        Code.DAY_EMPTY,
        "2026-01-04",
        "",
    ),
    (("take", "--source", "{nowhere}"), Code.SOURCE_MISSING, "{nowhere}", ""),
    (("take", "--source", "http://example.org/x.mp4"), Code.SOURCE_REFUSED, "http://example.org/x.mp4", ""),
    (("take", "--source", "camera:63"), Code.CAMERA_NOT_THERE, "", ""),
    (("take", "--source", "{broken}"), Code.SOURCE_UNREADABLE, "", ""),
    (("take", "--source", "{empty}"), Code.SOURCE_UNREADABLE, "", ""),
    (("take", "--source", "synthetic", "--session", "abcdef12"), Code.SESSION_UNKNOWN, "", ""),
]


@pytest.mark.parametrize(("arguments", "code", "where", "detail"), BAD, ids=lambda value: str(value)[:40])
def test_bad_input_gets_its_two_sentences(
    school: Do,
    tmp_path: Path,
    portraits: Path,
    arguments: tuple[str, ...],
    code: Code,
    where: str,
    detail: str,
) -> None:
    places = {
        "nowhere": tmp_path / "nowhere",
        "empty": tmp_path / "empty",
        "broken": tmp_path / "broken",
        "pictures": portraits,
    }
    for name in ("empty", "broken"):
        places[name].mkdir()
    (places["broken"] / "face.jpg").write_bytes(b"no picture")
    said = school(*(argument.format(**places) for argument in arguments))
    assert said.code == 2
    assert said.out == ""
    expected = KioskError(code, where=where.format(**places), detail=detail)
    if where:
        assert said.err == f"{expected.what}\n{expected.action}\n"
    else:
        assert expected.action in said.err
    assert "Traceback" not in said.err
    assert not places["nowhere"].exists()


def test_a_sheet_that_cannot_be_written_is_said(school: Do, tmp_path: Path) -> None:
    school("session", "open", "--class", "3b")
    out = tmp_path / "nowhere" / "x.csv"
    said = school("export", "--format", "csv", "--out", out)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"The sheet could not be written to {out}.\n")


@pytest.mark.parametrize(
    ("fmt", "name"),
    [("xlsx", "nowhere"), ("pdf", "day.xlsx"), ("csv", "d.machine"), ("machine-csv", "d.txt")],
)
def test_a_sheet_is_called_what_it_is(cli: Cli, tmp_path: Path, fmt: str, name: str) -> None:
    said = cli("export", "--format", fmt, "--out", tmp_path / name, "--data-dir", tmp_path / "none")
    assert said.code == 2
    assert "a file that ends in" in said.err
    assert not (tmp_path / name).exists()


def test_a_sheet_is_noted_before_it_is_written(tmp_path: Path) -> None:
    """A program that ended in between once left a file with names and no audit row."""
    reports = FakeReports(monday_morning(HandClock()))
    scope = ReportScope(date(2026, 11, 23), date(2026, 11, 23))
    with pytest.raises(KioskError):
        export_sheet(reports, scope, SheetFormat.CSV, tmp_path / "gone" / "x.csv")
    assert len(reports.exports) == 1


def test_wrong_passphrase(cli: Cli, school: Do, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("another orbit kettle maple\n")
    said = cli("roster", "--data-dir", tmp_path / "data", "--passphrase-file", wrong)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("That passphrase opens nothing here.")


def test_weak_passphrase_makes_nothing(cli: Cli, tmp_path: Path) -> None:
    weak = tmp_path / "weak"
    weak.write_text("short\n")
    options = ("--data-dir", tmp_path / "data", "--passphrase-file", weak)
    said = cli("init", "--school", "S", "--admin", "A", "--class", "C", *options)
    assert said.code == 2
    assert "too easy to guess" in said.err
    assert not (tmp_path / "data" / "slots.json").exists()


def test_enrolment_without_consent(school: Do, portraits: Path) -> None:
    school("person", "add", "--id", "7", "--name", "Amal", "--class", "3b")
    said = school("enrol", "--person", "7", "--images", portraits / "astronaut.png")
    assert said.code == 2
    assert "no live consent" in said.err


def test_pictures_of_two_people_make_no_template(school: Do, portraits: Path, models: Path) -> None:
    school("person", "add", "--id", "7", "--name", "Amal", "--class", "3b")
    said = school("enrol", "--person", "7", "--images", portraits, "--consent", "form 12")
    assert said.code == 2
    assert "is good enough: the pictures are not of one person." in said.err


def test_a_folder_is_told_of_first_and_then_enrolled(
    school: Do, portraits: Path, models: Path, tmp_path: Path
) -> None:
    for number, name in (("7", "Amal"), ("8", "Bo")):
        school("person", "add", "--id", number, "--name", name, "--class", "3b")
    given = school("enrol", "--person", "7", "--images", portraits / "astronaut.png", "--consent", "form 12")
    assert given.code == 0, given.err
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("7.png", "8.png", "9.png"):
        (folder / name).write_bytes((portraits / "astronaut.png").read_bytes())
    (folder / "7_2.jpg").write_bytes(b"none")
    said = school("enrol", "--folder", folder, "--dry-run")
    assert said.code == 0, said.err
    for part in ("nobody has this", "no consent", "7_2.jpg", "anew", "Would be: 1 of 3", "stay where"):
        assert part in " ".join(said.out.split())
    assert [line.split()[:2] for line in said.out.splitlines() if "nobody has" in line] == [["9", "0"]]
    done = school("enrol", "--folder", folder, "--json")
    assert [(one["number"], one["reason"]) for one in done.json["results"]] == [("7", "")]
    assert "Enrolled: 1 of 3." in school("enrol", "--folder", folder).out


def test_a_slip_in_the_settings_is_named_and_keeps_nobody_out(school: Do, tmp_path: Path) -> None:
    paths.DataDir(tmp_path / "data").settings_file.write_text('theme = "pink"\n', "utf-8")
    done = school("person", "add", "--id", "7", "--name", "Amal", "--class", "3b")
    assert (done.code, done.err.strip()) == (0, "settings.toml (theme) means nothing: the default is used.")


@pytest.mark.parametrize("options", [("--folder", ".", "--person", "7"), ("--person", "7"), ()])
def test_enrolment_is_of_one_person_or_of_a_folder(school: Do, options: tuple[str, ...]) -> None:
    assert school("enrol", *options).code == 2


def test_data_in_use_by_another_program(school: Do, tmp_path: Path) -> None:
    from kiosk.paths import DataDir
    from kiosk.storage.instance_lock import InstanceLock

    with InstanceLock(DataDir(tmp_path / "data").lock_file):
        said = school("roster")
    assert said.code == 2
    assert "Another kiosk is using" in said.err


@pytest.mark.parametrize(
    ("text", "expected"), [("", frozenset()), ("mon, Wed,sunday", {0, 2, 6}), ("fri", {4}), ("x", None)]
)
def test_weekdays(text: str, expected: Any) -> None:
    from kiosk.cli.school import read_days

    if expected is None:
        with pytest.raises(KioskError):
            read_days(text)
    else:
        assert read_days(text) == expected


def test_moments_are_read_in_this_zone() -> None:
    from datetime import UTC, datetime

    from kiosk.cli.session import read_moment
    from kiosk.domain.clock import Instant

    now = Instant.at(datetime(2026, 7, 1, 12, tzinfo=UTC), "Europe/Berlin")
    assert read_moment("08:00", now).utc == datetime(2026, 7, 1, 6, tzinfo=UTC)
    assert read_moment("2026-12-01T08:00", now).utc == datetime(2026, 12, 1, 7, tzinfo=UTC)
    assert read_moment("2026-12-01T08:00+00:00", now).local_date == date(2026, 12, 1)
