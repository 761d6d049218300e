"""A folder of pictures through the real models: what it would do, what was done, and what is never read."""

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from kiosk.domain.people import PersonSummary
from kiosk.domain.picture_folder import FolderLine, FolderPicture, FolderPlan, FolderResult
from kiosk.errors import Code, KioskError
from kiosk.runtime import enrol_folder
from kiosk.runtime.enrol_folder import read_folder
from kiosk.vision.opencv import cv2
from kiosk.vision.pictures import read_picture
from tests.runtime.fakes_school import ASTRONAUT, GRACE_HOPPER, WAIT_S, RunningSchool, running_school

UNTIL = date(2027, 7, 31)


@pytest.fixture
def school(tmp_path: Path, portraits: Path) -> Iterator[RunningSchool]:
    with running_school(tmp_path / "data", portraits) as running:
        yield running


def put_two_faces(portraits: Path, file: Path) -> None:
    """Write a picture of two people side by side."""
    parts = []
    for who in (ASTRONAUT, GRACE_HOPPER):
        image = read_picture(portraits / who.file)
        height, width = image.shape[:2]
        x, y, half = round(who.face_x * width), round(who.face_y * height), round(who.face_height * height)
        part = image[max(0, y - half) : y + half, max(0, x - half) : x + half]
        parts.append(cv2.resize(part, (400, 400)))
    cv2.imwrite(str(file), cv2.cvtColor(np.hstack(parts), cv2.COLOR_RGB2BGR))


@pytest.mark.once
def test_a_folder_is_looked_at_then_enrolled(school: RunningSchool, tmp_path: Path) -> None:
    desk, portraits = school.services.desk, school.portraits
    twin = desk.add_person("S-3", "One More", [school.school_class.id]).result(WAIT_S)
    for person in (school.astronaut, twin):
        desk.record_consent(person.id, "form", "self", UNTIL).result(WAIT_S)
    folder = tmp_path / "pictures"
    (folder / "S-1").mkdir(parents=True)
    shutil.copy(portraits / "astronaut.png", folder / "S-1" / "a.png")
    put_two_faces(portraits, folder / "S-1_2.png")
    (folder / "S-1_3.jpg").write_bytes(b"no picture")
    shutil.copy(portraits / "grace_hopper.jpg", folder / "S-2.jpg")
    shutil.copy(portraits / "astronaut.png", folder / "S-3.png")
    shutil.copy(portraits / "astronaut.png", folder / "999.png")
    (folder / "S-2_2.jpg").symlink_to(portraits / "grace_hopper.jpg")
    (folder / "notes.txt").write_text("S-1")
    told: list[tuple[int, int]] = []
    plan = desk.look_at_folder(folder, lambda done, of: told.append((done, of))).result(WAIT_S)
    assert plan == FolderPlan(
        (
            FolderLine("999", None, "number-unknown", (FolderPicture("999.png"),)),
            FolderLine(
                "S-1",
                school.astronaut.id,
                "",
                (
                    FolderPicture("S-1/a.png"),
                    FolderPicture("S-1_2.png", "several_faces"),
                    FolderPicture("S-1_3.jpg", "unreadable"),
                ),
            ),
            FolderLine("S-2", school.other.id, "consent-missing", (FolderPicture("S-2.jpg"),)),
            FolderLine("S-3", twin.id, "duplicate", (FolderPicture("S-3.png"),), ("S-1",)),
        ),
        (FolderPicture("S-2_2.jpg", "link"),),
    )
    assert told[-1] == (6, 6)
    assert not any(one.templates for one in desk.people().result(WAIT_S)), "looking stores nothing"
    results = desk.enrol_folder(folder, plan).result(WAIT_S)
    assert results == (FolderResult("S-1", 1),)
    enrolled = {one.person.number for one in desk.people().result(WAIT_S) if one.templates}
    assert enrolled == {"S-1"}
    shutil.copy(portraits / "grace_hopper.jpg", folder / "S-1" / "b.jpg")
    desk.record_consent(school.other.id, "form", "self", UNTIL).result(WAIT_S)
    for gone in ("S-3.png", "999.png", "S-2.jpg"):
        (folder / gone).unlink()
    shutil.copy(portraits / "astronaut.png", folder / "S-2.png")
    mixed, known = desk.look_at_folder(folder).result(WAIT_S).lines
    assert (mixed.reason, mixed.is_renewal) == ("no-good-picture", True)
    assert [picture.reason for picture in mixed.pictures[:2]] == ["other_person", "other_person"]
    assert (known.reason, known.like) == ("duplicate", ("S-1",))


@pytest.mark.once
def test_a_consent_that_ended_in_between_and_a_stop_are_told_of_each(
    school: RunningSchool, tmp_path: Path
) -> None:
    desk, portraits = school.services.desk, school.portraits
    shutil.copy(portraits / "astronaut.png", tmp_path / "S-1.png")
    line = FolderLine("S-1", school.astronaut.id, "", (FolderPicture("S-1.png"),))
    plan = FolderPlan((line, line), ())
    assert desk.enrol_folder(tmp_path, plan).result(WAIT_S)[0] == FolderResult("S-1", 0, "consent-missing")

    def stop(done: int, of: int) -> None:
        if done == 1:
            desk.cancel_folder()

    second = desk.enrol_folder(tmp_path, plan, stop).result(WAIT_S)[1]
    assert second == FolderResult("S-1", 0, "stopped")
    begun, may_go_on = threading.Event(), threading.Event()

    def wait(done: int, of: int) -> None:
        begun.set()
        may_go_on.wait(WAIT_S)

    running = desk.enrol_folder(tmp_path, plan, wait)
    begun.wait(WAIT_S)
    desk.sign_out().result(WAIT_S)
    may_go_on.set()
    assert {one.reason for one in running.result(WAIT_S)} == {"stopped"}, "it ends with who began it"
    with pytest.raises(KioskError) as caught:
        desk.enrol_folder(tmp_path, plan).result(WAIT_S)
    assert caught.value.code is Code.SIGNED_OUT


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (Code.DATABASE_FULL, "database-full"),
        (Code.SIGNED_OUT, "stopped"),
        (Code.DATABASE_DAMAGED, "not-stored"),
    ],
)
def test_what_was_done_is_told_where_it_ends_early(tmp_path: Path, code: Code, reason: str) -> None:
    """A disk that filled up once took the list of those who were enrolled by then with it."""
    lines = tuple(FolderLine(number, None, "", (FolderPicture(f"{number}.png"),)) for number in "12345")
    work = enrol_folder.FolderEnrolment(SimpleNamespace(desk=SimpleNamespace(people=nobody)))  # type: ignore[arg-type]

    def one(folder: Path, line: FolderLine, numbers: object) -> FolderResult:
        if line.number == fails_at:
            raise KioskError(code)
        return FolderResult(line.number, 1)

    work._enrol_one = one  # type: ignore[method-assign]
    fails_at = "3"
    results = work.enrol(tmp_path, FolderPlan(lines, ())).result(WAIT_S)
    assert [(found.number, found.captures, found.reason) for found in results] == [
        ("1", 1, ""),
        ("2", 1, ""),
        ("3", 0, reason),
        ("4", 0, "stopped"),
        ("5", 0, "stopped"),
    ]
    fails_at = "1"
    with pytest.raises(KioskError) as caught:
        work.enrol(tmp_path, FolderPlan(lines, ())).result(WAIT_S)
    assert caught.value.code is code
    assert work.stop(WAIT_S) == []


def nobody() -> "Future[tuple[PersonSummary, ...]]":
    done: Future[tuple[PersonSummary, ...]] = Future()
    done.set_result(())
    return done


def test_a_folder_is_read_one_deep_and_links_are_not_followed(tmp_path: Path) -> None:
    deep = tmp_path / "101" / "deeper"
    deep.mkdir(parents=True)
    for file in (tmp_path / "102.jpg", tmp_path / "101" / "x.PNG", deep / "y.jpg", tmp_path / ".103.jpg"):
        file.write_bytes(b"")
    (tmp_path / "elsewhere").symlink_to(tmp_path.parent)
    names, links = read_folder(tmp_path)
    assert names == ("101/x.PNG", "102.jpg")
    assert [link.name for link in links] == ["elsewhere"]


def test_a_folder_with_nothing_or_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enrol_folder, "MOST_PICTURES", 2)
    for number, code in ((0, Code.SOURCE_UNREADABLE), (3, Code.IMPORT_TOO_LARGE)):
        for each in range(number):
            (tmp_path / f"{each}.jpg").write_bytes(b"")
        with pytest.raises(KioskError) as caught:
            read_folder(tmp_path)
        assert caught.value.code is code
    with pytest.raises(KioskError) as caught:
        read_folder(tmp_path / "nowhere")
    assert caught.value.code is Code.FILE_UNREADABLE
