"""Files as schools have them, and as nobody should: made by the tests, from the specifications' tables."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from kiosk.domain.importing import RosterFile, TimetableFile
from kiosk.reports.importing import columns, reading

TODAY: Final = date(2026, 11, 23)
ZONE: Final = "Europe/Berlin"
TITLES: Final = ("Student ID", "Full name", "Class")
PEOPLE: Final = (
    ("S-1", "Ada Lovelace", "7b"),
    ("S-2", "نورة القحطاني", "7b, Choir"),
    ("S-3", "Zoë Müller", ""),
)


def csv_text(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    return "".join(delimiter.join(_quoted(cell, delimiter) for cell in row) + "\r\n" for row in rows)


def _quoted(cell: str, delimiter: str) -> str:
    if delimiter in cell or '"' in cell or "\n" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def xlsx(sheets: Mapping[str, Sequence[Sequence[Any]]], formats: Mapping[type, str] | None = None) -> bytes:
    """Write a workbook; strings that begin with = become formulas, as if somebody had typed them."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    made = {kind: book.add_format({"num_format": text}) for kind, text in (formats or {}).items()}
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell, made.get(type(cell)))
    book.close()
    return out.getvalue()


def zipped(entries: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


# OneRoster: titles as in the tables of 1.1 (section 4, 2017) and of 1.2 (section 5, 2022).

USERS_11: Final = (
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,"
    "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password"
)
USERS_12: Final = (
    "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,"
    "email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,"
    "preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns"
)
ROLES: Final = (
    "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,"
    "userProfileSourcedId"
)
CLASSES: Final = (
    "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,"
    "schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods"
)
ENROLLMENTS: Final = (
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,"
    "beginDate,endDate"
)
ORGS: Final = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId"
COURSES: Final = (
    "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,"
    "subjectCodes"
)
SESSIONS: Final = "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear"


def rows(titles: str, *records: Mapping[str, str]) -> str:
    """Write one of the files: what a record does not say is empty."""
    names = titles.split(",")
    for record in records:
        assert set(record) <= set(names)
    return csv_text([names, *([record.get(name, "") for name in names] for record in records)])


def manifest(version: str, **files: str) -> str:
    there = dict.fromkeys(("academicSessions", "classes", "courses", "enrollments", "orgs", "users"), "bulk")
    if version == "1.2":
        there["roles"] = "bulk"
    told = {"manifest.version": "1.0", "oneroster.version": version}
    told |= {f"file.{name}": value for name, value in {**there, **files}.items()}
    told |= {"file.demographics": "absent", "source.systemName": "Hilltop"}
    return csv_text([("propertyName", "value"), *told.items()])


_SCHOOL: Final = {
    "orgs.csv": rows(ORGS, {"sourcedId": "o1", "name": "Hilltop School", "type": "school"}),
    "courses.csv": rows(COURSES, {"sourcedId": "c1", "title": "Mathematics", "orgSourcedId": "o1"}),
    "academicSessions.csv": rows(
        SESSIONS,
        {
            "sourcedId": "t1",
            "title": "Autumn",
            "type": "term",
            "startDate": "2026-09-01",
            "endDate": "2026-12-18",
        },
    ),
    "classes.csv": rows(
        CLASSES,
        {"sourcedId": "k1", "title": "7b", "courseSourcedId": "c1", "schoolSourcedId": "o1"},
        {"sourcedId": "k2", "title": "Maths", "classCode": "MA-1"},
        {"sourcedId": "k3", "title": "Maths", "classCode": "MA-2"},
        {"sourcedId": "k4", "status": "tobedeleted", "title": "Old class"},
    ),
}
_STUDENTS: Final = (
    {"sourcedId": "u1", "givenName": "Ada", "familyName": "Lovelace", "username": "ada"},
    {"sourcedId": "u2", "givenName": "نورة", "familyName": "القحطاني"},
    {"sourcedId": "u3", "status": "tobedeleted", "givenName": "Zebediah", "familyName": "Quartermain"},
    {"sourcedId": "u9", "givenName": "Grace", "familyName": "Hopper"},
)
ENROLMENTS: Final = (
    {"sourcedId": "e1", "classSourcedId": "k1", "userSourcedId": "u1", "role": "student"},
    {"sourcedId": "e2", "classSourcedId": "k2", "userSourcedId": "u1", "role": "student"},
    {"sourcedId": "e3", "classSourcedId": "k1", "userSourcedId": "u2", "role": "student"},
    {"sourcedId": "e4", "classSourcedId": "k1", "userSourcedId": "u9", "role": "teacher"},
    {
        "sourcedId": "e5",
        "status": "tobedeleted",
        "classSourcedId": "k3",
        "userSourcedId": "u2",
        "role": "student",
    },
    {
        "sourcedId": "e6",
        "classSourcedId": "k3",
        "userSourcedId": "u2",
        "role": "student",
        "endDate": "2026-10-01",
    },
)


def oneroster_11(**changed: str) -> dict[str, str]:
    """Give the files of a 1.1 archive; `changed` has others in their places, by name without its ending."""
    role = {"u9": "teacher"}
    users = [
        {**user, "role": role.get(user["sourcedId"], "student"), "orgSourcedIds": "o1"} for user in _STUDENTS
    ]
    files = {"manifest.csv": manifest("1.1"), **_SCHOOL, "users.csv": rows(USERS_11, *users)}
    files["enrollments.csv"] = rows(ENROLLMENTS, *ENROLMENTS)
    return {**files, **{f"{name}.csv": text for name, text in changed.items()}}


def oneroster_12(**changed: str) -> dict[str, str]:
    """The same for 1.2, in which roles are a file of their own, with the school's own numbers."""
    number = {"u1": "S-1", "u2": "S-2", "u3": "S-3"}
    users = [{**user, "identifier": number.get(user["sourcedId"], "")} for user in _STUDENTS]
    roles = [
        {
            "sourcedId": f"r{place}",
            "userSourcedId": user["sourcedId"],
            "roleType": "primary",
            "role": "teacher" if user["sourcedId"] == "u9" else "student",
            "orgSourcedId": "o1",
        }
        for place, user in enumerate(_STUDENTS)
    ]
    files = {
        "manifest.csv": manifest("1.2"),
        **_SCHOOL,
        "users.csv": rows(USERS_12, *users),
        "roles.csv": rows(ROLES, *roles),
        "enrollments.csv": rows(ENROLLMENTS, *ENROLMENTS),
    }
    return {**files, **{f"{name}.csv": text for name, text in changed.items()}}


def calendar(*events: str, before: str = "") -> str:
    """Write a calendar of events, each given as its lines."""
    told = "\n".join(f"BEGIN:VEVENT\nUID:{n}\n{event}\nEND:VEVENT" for n, event in enumerate(events))
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Hilltop//EN\n{before}{told}\nEND:VCALENDAR\n"
    return text.replace("\n", "\r\n")


def event(
    *more: str,
    start: str = "20261123T080000",
    end: str = "20261123T090000",
    zone: str = ZONE,
    group: str = "7b",
) -> str:
    return "\n".join((f"SUMMARY:{group}", f"DTSTART;TZID={zone}:{start}", f"DTEND;TZID={zone}:{end}", *more))


def roster_of(file: Path, data: bytes, mapping: Mapping[str, str] | None = None) -> RosterFile:
    """Write a file and read its people, with the mapping that is guessed."""
    file.write_bytes(data)
    found = reading.look(file, columns.ROSTER, TODAY)
    return reading.read_roster(file, found.mapping if mapping is None else mapping, TODAY)


def week_of(file: Path, data: bytes, mapping: Mapping[str, str] | None = None) -> TimetableFile:
    """Write a file and read its lessons, with the mapping that is guessed."""
    file.write_bytes(data)
    found = reading.look(file, columns.TIMETABLE, TODAY)
    return reading.read_timetable(file, found.mapping if mapping is None else mapping, ZONE, TODAY)
