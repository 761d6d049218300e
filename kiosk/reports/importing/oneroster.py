"""OneRoster CSV archives, versions 1.1 and 1.2, to lines of a roster.

Sources: 1EdTech (IMS) OneRoster 1.1 "CSV Tables", 2017; OneRoster 1.2 "CSV Binding", 2022. Only bulk files
are read: a delta names classes that it does not hold. Of enrolments, students' become members; people are
users who are students. The school's own id is users.identifier where every student has one, else sourcedId.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kiosk.domain.importing import RosterFile, RosterLine
from kiosk.errors import Code, KioskError
from kiosk.reports.importing import cells
from kiosk.reports.importing.archive import Archive
from kiosk.reports.importing.csv_file import read_csv
from kiosk.reports.importing.limits import NO_WATCH, Watch, refused
from kiosk.reports.importing.roster_lines import Problems

MANIFEST: Final = "manifest.csv"
_VERSIONS: Final = {"1.1": "oneroster-1.1", "1.2": "oneroster-1.2"}
_STUDENT: Final = "student"
_GONE: Final = "tobedeleted"
_LONG_AGO: Final = date.min
_REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "users": ("sourcedid", "givenname", "familyname"),
    "classes": ("sourcedid", "title"),
    "enrollments": ("sourcedid", "classsourcedid", "usersourcedid", "role"),
    "roles": ("usersourcedid", "role"),
    "orgs": ("sourcedid", "name"),
    "courses": ("sourcedid", "title"),
    "academicsessions": ("sourcedid", "title", "startdate", "enddate"),
}
"""Columns that this program or the specification cannot do without, by file; all in lower case."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of one of the files: cells by title in lower case."""

    row: int
    cells: Mapping[str, str]

    def get(self, title: str) -> str:
        """Give a cell, "" where the file has no such column."""
        return self.cells.get(title.lower(), "")

    @property
    def is_gone(self) -> bool:
        """Say whether the row is marked as deleted."""
        return self.get("status").lower() == _GONE


def is_oneroster(archive: Archive) -> bool:
    """Say whether an archive has OneRoster's manifest."""
    return any(_base(name) == MANIFEST for name in archive.names)


def version_of(archive: Archive, where: str) -> str:
    """Give "oneroster-1.1" or "oneroster-1.2".

    Raises:
        KioskError: IMPORT_FORMAT for another version, or a delta.
    """
    return _Files(archive, where).version


def read_oneroster(archive: Archive, where: str, today: date, watch: Watch = NO_WATCH) -> RosterFile:
    """Read the students and their classes.

    Args:
        archive: The ZIP.
        where: Its name, for errors.
        today: An enrolment holds from its first to its last day.
        watch: Told how far it is.

    Raises:
        KioskError: IMPORT_FORMAT, IMPORT_TOO_LARGE, IMPORT_COLUMNS, IMPORT_EMPTY, IMPORT_STOPPED.
    """
    files = _Files(archive, where)
    for name in ("orgs", "courses", "academicsessions"):
        files.look_at(name)
    reader = _Reader(files, today, watch)
    return reader.read()


class _Files:
    """The archive's files, by name without its folder and its ending."""

    def __init__(self, archive: Archive, where: str) -> None:
        self._archive = archive
        self._where = where
        self._names: dict[str, str] = {}
        for name in archive.names:
            base = _base(name)
            if base.endswith(".csv"):
                if base in self._names:
                    raise refused(f"{where}: {base}", "archive-twice")
                self._names[base] = name
        told = {r.get("propertyName").lower(): r.get("value").lower() for r in self._manifest()}
        self.version = _VERSIONS.get(told.get("oneroster.version", ""), "")
        if not self.version:
            raise refused(f"{where}: {MANIFEST}", "oneroster-version")
        if "delta" in {told.get(f"file.{name}") for name in ("users", "classes", "enrollments", "roles")}:
            raise refused(f"{where}: {MANIFEST}", "oneroster-delta")
        self._absent = {key.removeprefix("file.") for key, value in told.items() if value == "absent"}

    def records(self, name: str) -> list[Record]:
        """Give a file's rows. Raises KioskError IMPORT_COLUMNS when it or one of its columns is missing."""
        file = f"{name}.csv"
        if file not in self._names:
            raise KioskError(Code.IMPORT_COLUMNS, where=self._where, detail=file)
        return list(self._rows(file))

    def look_at(self, name: str) -> None:
        """See that a file that is not read has what the specification asks for, where it is there."""
        if f"{name}.csv" in self._names and name not in self._absent:
            self.records(name)

    def _manifest(self) -> list[Record]:
        if MANIFEST not in self._names:
            raise refused(self._where, "oneroster-manifest")
        return list(self._rows(MANIFEST))

    def _rows(self, file: str) -> Iterator[Record]:
        where = f"{self._where}: {file}"
        data = self._archive.read(self._names[file])
        try:
            table = read_csv(data, where)
        except KioskError as error:
            if error.code is not Code.IMPORT_EMPTY or file == MANIFEST:
                raise
            return
        titles = [title.lower() for title in table.titles]
        for needed in _REQUIRED.get(file.removesuffix(".csv"), ()):
            if needed not in titles:
                raise KioskError(Code.IMPORT_COLUMNS, where=where, detail=needed)
        for number, row in table.rows:
            yield Record(number, dict(zip(titles, row, strict=True)))


class _Reader:
    def __init__(self, files: _Files, today: date, watch: Watch) -> None:
        self._today = today
        self._watch = watch
        self._problems = Problems()
        self._name = files.version
        self._where = files._where  # noqa: SLF001 - of this module
        self._users = {r.get("sourcedId"): r for r in self._unique("users", files.records("users"))}
        self._classes = self._titled(files.records("classes"))
        self._enrolments = files.records("enrollments")
        self._students = self._who_are_students(files)

    def read(self) -> RosterFile:
        groups = self._memberships()
        students = [self._users[one] for one in self._users if one in self._students]
        living = [user for user in students if not user.is_gone]
        by_identifier = bool(living) and all(user.get("identifier") for user in living)
        lines: list[RosterLine] = []
        rows: dict[str, int] = {}
        for done, user in enumerate(students):
            self._watch.step(done, len(students))
            line = self._line(user, groups.get(user.get("sourcedId"), ()), by_identifier=by_identifier)
            if line is None:
                continue
            first = rows.setdefault(line.number, line.row)
            if first != line.row:
                column = "users.csv: " + ("identifier" if by_identifier else "sourcedId")
                self._problems.add(line.row, column, "number-twice", str(first))
            else:
                lines.append(line)
        self._watch.look(len(students), len(students))
        problems = self._problems.all()
        if not lines and not problems:
            raise KioskError(Code.IMPORT_EMPTY, where=self._where)
        return RosterFile(self._where, tuple(lines), problems, tuple(self._classes.values()))

    def _line(self, user: Record, groups: tuple[str, ...], *, by_identifier: bool) -> RosterLine | None:
        title = "identifier" if by_identifier and user.get("identifier") else "sourcedId"
        before = len(self._problems.found) + self._problems.more
        number = self._problems.read(user.row, f"users.csv: {title}", user.get(title), cells.number_of, "")
        names = [
            self._problems.read(user.row, f"users.csv: {part}", user.get(part), cells.name_of, "")
            for part in ("givenName", "familyName")
            if user.get(part) or not (user.get("givenName") or user.get("familyName"))
        ]
        if len(self._problems.found) + self._problems.more > before:
            return None
        name = self._problems.read(user.row, "users.csv: givenName", " ".join(names), cells.name_of, "")
        line = RosterLine(user.row, number, name, groups)
        if not name:
            return None
        return replace(line, leaving=_LONG_AGO, groups=()) if user.is_gone else line

    def _unique(self, name: str, records: list[Record]) -> Iterator[Record]:
        rows: dict[str, int] = {}
        for record in records:
            one = record.get("sourcedId")
            if not one:
                self._problems.add(record.row, f"{name}.csv: sourcedId", "empty")
                continue
            first = rows.setdefault(one, record.row)
            if first != record.row:
                self._problems.add(record.row, f"{name}.csv: sourcedId", "number-twice", str(first))
            else:
                yield record

    def _titled(self, records: list[Record]) -> dict[str, str]:
        """Give the classes' names; those with the same title get their code, or their id, behind it."""
        living = [record for record in self._unique("classes", records) if not record.is_gone]
        names = {
            record.get("sourcedId"): self._problems.read(
                record.row, "classes.csv: title", record.get("title"), cells.name_of, ""
            )
            for record in living
        }
        for more in ("classCode", "sourcedId"):
            counted = Counter(name.casefold() for name in names.values())
            for record in living:
                one = record.get("sourcedId")
                if names[one] and counted[names[one].casefold()] > 1 and record.get(more):
                    told = f"{record.get('title')} ({record.get(more)})"
                    names[one] = self._problems.read(
                        record.row, "classes.csv: title", told, cells.name_of, ""
                    )
        return names

    def _who_are_students(self, files: _Files) -> frozenset[str]:
        if files.version == _VERSIONS["1.1"]:
            return frozenset(one for one, user in self._users.items() if _is_student(user))
        return frozenset(
            record.get("userSourcedId")
            for record in files.records("roles")
            if _is_student(record) and not record.is_gone and self._holds("roles", record)
        )

    def _memberships(self) -> dict[str, tuple[str, ...]]:
        """Give each student's classes; the enrolments of teachers and others are left aside."""
        found: dict[str, dict[str, None]] = {}
        for done, record in enumerate(self._enrolments):
            self._watch.step(done, len(self._enrolments))
            if not _is_student(record) or record.is_gone:
                continue
            user, class_id = record.get("userSourcedId"), record.get("classSourcedId")
            if user not in self._users:
                self._problems.add(record.row, "enrollments.csv: userSourcedId", "unknown-user")
            elif class_id not in self._classes:
                self._problems.add(record.row, "enrollments.csv: classSourcedId", "unknown-class")
            elif self._holds("enrollments", record):
                found.setdefault(user, {})[self._classes[class_id]] = None
        return {user: tuple(names) for user, names in found.items()}

    def _holds(self, name: str, record: Record) -> bool:
        """Say whether a row's first day has come and its last has not gone by."""
        first, last = (
            self._problems.read(record.row, f"{name}.csv: {title}", record.get(title), cells.day_of, None)
            for title in ("beginDate", "endDate")
        )
        return (first is None or first <= self._today) and (last is None or self._today <= last)


def _is_student(record: Record) -> bool:
    return record.get("role").lower() == _STUDENT


def _base(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].lower()
