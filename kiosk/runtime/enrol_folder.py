"""Enrolling a folder: looked at on a thread of its own, picture by picture, so that door and desk go on.

First what it would do, then it is done. Between the two only names are kept: each picture is read twice and
forgotten twice. Of people without a consent no picture is read at all.
"""

import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from kiosk.domain import picture_folder as words
from kiosk.domain.ids import PersonId
from kiosk.domain.people import PersonSummary
from kiosk.domain.picture_folder import (
    MOST_PICTURES,
    FolderLine,
    FolderPicture,
    FolderPlan,
    FolderResult,
    by_number,
)
from kiosk.errors import Code, KioskError
from kiosk.runtime.api_register import Progress
from kiosk.runtime.enrolment import (
    OTHER_PERSON,
    UNREADABLE,
    NewTemplate,
    Picture,
    look_at,
    same_faces,
    template_of,
)
from kiosk.runtime.side_thread import SideThread
from kiosk.vision.pictures import is_picture

if TYPE_CHECKING:
    from kiosk.runtime.services import Services
    from kiosk.storage.records import Records
    from kiosk.storage.vault import Vault

T = TypeVar("T")
THREAD_NAME: Final = "rollcall-enrol-folder"
_THEIRS: Final = {
    Code.CONSENT_MISSING: words.CONSENT_MISSING,
    Code.PERSON_UNKNOWN: words.NUMBER_UNKNOWN,
    Code.NO_GOOD_FACE: words.NO_GOOD_PICTURE,
    Code.DUPLICATE_FACE: words.DUPLICATE,
}
"""What is said of one person and keeps nobody else from being enrolled."""
_ENDED: Final = {Code.DATABASE_FULL: Code.DATABASE_FULL.value, Code.SIGNED_OUT: words.STOPPED}
"""What is said of the one at whom the work ended; of the others after that they were not begun."""


class FolderEnrolment:
    """The folder's part of DeskApi."""

    def __init__(self, services: "Services") -> None:
        self._services = services
        self._thread = SideThread(THREAD_NAME, "enrol-folder-failed")
        self._stop = threading.Event()

    def look(self, folder: Path, on_progress: Progress | None = None) -> "Future[FolderPlan]":
        """Say what enrolling it would do; raises what `DeskApi.look_at_folder` says, by the future."""
        return self._start(lambda stop: self._look(folder, stop, on_progress or _untold))

    def enrol(
        self, folder: Path, plan: FolderPlan, on_progress: Progress | None = None
    ) -> "Future[tuple[FolderResult, ...]]":
        """Enrol whoever was accepted; raises what `DeskApi.enrol_folder` says, by the future."""
        return self._start(lambda stop: self._enrol(folder, plan, stop, on_progress or _untold))

    def cancel(self) -> None:
        """Stop what runs."""
        self._stop.set()

    def stop(self, timeout: float) -> list[str]:
        """End the thread; gives its name when it did not end."""
        self.cancel()
        return [] if self._thread.stop(timeout) else [self._thread.name]

    # On the thread

    def _look(self, folder: Path, stop: threading.Event, tell: Progress) -> FolderPlan:
        names, links = read_folder(folder)
        people = {one.person.number: one for one in self._services.desk.people().result()}
        found, odd = by_number(names, people)
        made: dict[PersonId, NewTemplate] = {}
        lines, done, total = [], 0, len(names)
        for number, files in found.items():
            tell(done, total)
            line = self._line(folder, number, files, people, made, stop)
            done += len(files)
            lines.append(line)
        tell(total, total)
        return FolderPlan(tuple(lines), (*odd, *links))

    def _line(
        self,
        folder: Path,
        number: str,
        files: tuple[str, ...],
        people: Mapping[str, PersonSummary],
        made: dict[PersonId, NewTemplate],
        stop: threading.Event,
    ) -> FolderLine:
        unread = tuple(FolderPicture(name) for name in files)
        known = people.get(number)
        if known is None:
            return FolderLine(number, None, words.NUMBER_UNKNOWN, unread)
        person, is_renewal = known.person.id, known.templates > 0
        if not self._has_consent(person):
            return FolderLine(number, person, words.CONSENT_MISSING, unread, is_renewal=is_renewal)
        pictures = [self._look_at(folder, name, stop) for name in files]
        try:
            new = self._services.with_models(lambda models: template_of(models, pictures)).result()
        except KioskError as error:
            if error.code is not Code.NO_GOOD_FACE:
                raise
            named = _named(files, pictures, dict.fromkeys(files, OTHER_PERSON))
            return FolderLine(number, person, words.NO_GOOD_PICTURE, named, is_renewal=is_renewal)
        numbers = {one.person.id: one.person.number for one in people.values()}
        like = tuple(numbers.get(one, "?") for one in self._same(person, new, made))
        made[person] = new
        named = _named(files, pictures, dict(new.refused))
        return FolderLine(number, person, words.DUPLICATE if like else "", named, like, is_renewal)

    def _look_at(self, folder: Path, name: str, stop: threading.Event) -> Picture:
        if stop.is_set():
            raise KioskError(Code.IMPORT_STOPPED)
        path = folder / name
        if path.is_symlink():
            return Picture(name, UNREADABLE)
        seen = self._services.with_models(lambda models: look_at(models, path)).result()
        return Picture(name, seen.outcome)

    def _enrol(
        self, folder: Path, plan: FolderPlan, stop: threading.Event, tell: Progress
    ) -> tuple[FolderResult, ...]:
        numbers = {one.person.id: one.person.number for one in self._services.desk.people().result()}
        results: list[FolderResult] = []
        has_ended = False
        for place, line in enumerate(plan.accepted):
            tell(place, len(plan.accepted))
            if has_ended or stop.is_set():
                results.append(FolderResult(line.number, 0, words.STOPPED))
                continue
            try:
                results.append(self._enrol_one(folder, line, numbers))
            except KioskError as error:
                # Whoever was enrolled stays so: what came of them must not be lost with the one that failed.
                if not any(not one.reason for one in results):
                    raise
                has_ended = True
                reason = _ENDED.get(error.code, words.NOT_STORED)
                results.append(FolderResult(line.number, 0, reason))
        tell(len(plan.accepted), len(plan.accepted))
        return tuple(results)

    def _enrol_one(self, folder: Path, line: FolderLine, numbers: Mapping[PersonId, str]) -> FolderResult:
        paths = [folder / picture.name for picture in line.accepted]
        paths = [path for path in paths if not path.is_symlink()]
        if line.person is None or not paths:
            return FolderResult(line.number, 0, words.NO_GOOD_PICTURE)
        try:
            enrolled = self._services.desk.enrol_pictures(line.person, paths).result()
        except KioskError as error:
            if error.code not in _THEIRS:
                raise
            like = tuple(error.where.split(", ")[1:]) if error.code is Code.DUPLICATE_FACE else ()
            return FolderResult(line.number, 0, _THEIRS[error.code], like)
        alike = tuple(numbers.get(one, "?") for one in enrolled.look_alikes)
        return FolderResult(line.number, enrolled.captures, "", alike)

    def _has_consent(self, person: PersonId) -> bool:
        def job(records: "Records") -> bool:
            return records.live_consent(person) is not None

        return self._services.submit(lambda vault: job(vault.records)).result()

    def _same(
        self, person: PersonId, new: NewTemplate, made: Mapping[PersonId, NewTemplate]
    ) -> tuple[PersonId, ...]:
        """Name whoever has this face: enrolled, or earlier in this folder."""

        def job(vault: "Vault") -> tuple[PersonId, ...]:
            rows = vault.door.templates(new.key.model_sha256, new.key.key_id)
            stored = [(row.person, row.template) for row in rows if row.person != person]
            return same_faces(new, [*stored, *((one, each.template) for one, each in made.items())])

        return self._services.submit(job).result()

    def _start(self, job: Callable[[threading.Event], T]) -> "Future[T]":
        stop = self._stop = threading.Event()

        def run() -> T:
            try:
                return job(stop)
            except CancelledError:  # the program ends
                raise KioskError(Code.IMPORT_STOPPED) from None

        return self._thread.submit(run)


def read_folder(folder: Path) -> tuple[tuple[str, ...], tuple[FolderPicture, ...]]:
    """List a folder's pictures and those one folder below, hidden ones left out.

    Returns:
        The names from the folder on, and links, which are not followed.

    Raises:
        KioskError: FILE_UNREADABLE, IMPORT_TOO_LARGE, IMPORT_EMPTY.
    """
    names: list[str] = []
    links: list[FolderPicture] = []
    below = _scan(folder, "", names, links)
    for name in below:
        _scan(folder / name, f"{name}/", names, links)
        if len(names) + len(links) > MOST_PICTURES:
            break
    if len(names) + len(links) > MOST_PICTURES:
        raise KioskError(Code.IMPORT_TOO_LARGE, where=folder, detail="large-folder")
    if not names and not links:
        raise KioskError(Code.SOURCE_UNREADABLE, where=folder)
    return tuple(sorted(names)), tuple(sorted(links, key=lambda link: link.name))


def _scan(folder: Path, prefix: str, names: list[str], links: list[FolderPicture]) -> list[str]:
    """Add a folder's pictures; gives the folders in it."""
    below = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                name, looks_like_one = f"{prefix}{entry.name}", is_picture(Path(entry.name))
                if entry.is_symlink():
                    links.append(FolderPicture(name, words.LINK))
                elif entry.is_dir(follow_symlinks=False):
                    below.append(entry.name)
                elif looks_like_one and entry.is_file(follow_symlinks=False):
                    names.append(name)
                if len(names) + len(links) > MOST_PICTURES:
                    break
    except OSError as error:
        raise KioskError(Code.FILE_UNREADABLE, where=folder) from error
    return sorted(below)


def _named(
    files: tuple[str, ...], pictures: list[Picture], refused: Mapping[str, str]
) -> tuple[FolderPicture, ...]:
    """Say of each picture why it is not used, in the order of the names."""
    reasons = {picture.name: picture.outcome for picture in pictures if isinstance(picture.outcome, str)}
    return tuple(FolderPicture(name, reasons.get(name) or refused.get(name, "")) for name in files)


def _untold(_done: int, _total: int) -> None:
    """Stand in for whoever does not want to know how far it is."""
