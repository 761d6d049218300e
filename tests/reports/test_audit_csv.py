"""The audit's CSV: what each column holds, and that no cell of it can run."""

import csv
import io
from datetime import UTC, datetime

from kiosk.domain.clock import Instant
from kiosk.domain.ids import SignerId
from kiosk.domain.people import AuditRow
from kiosk.reports.audit_csv import AuditEntry, AuditTitles, audit_csv

AT = Instant.at(datetime(2026, 11, 23, 7, 15, 4, 999, tzinfo=UTC), "Europe/Berlin")


def read(entries: list[AuditEntry]) -> list[list[str]]:
    content = audit_csv(entries)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_each_column_holds_what_its_title_says() -> None:
    row = AuditRow(41, AT, SignerId("s1"), "mark-corrected", ("session-1", "person-1"), "absent>excused")
    titles, line = read([AuditEntry(row, "Ms Ruiz", ("", "ليلى الحدّاد"), "Mark corrected")])
    assert tuple(titles) == AuditTitles().columns
    assert line == [
        "41", "2026-11-23T08:15:04+01:00", "Ms Ruiz", "Mark corrected", "ليلى الحدّاد", "absent>excused",
        "mark-corrected", "s1", "session-1; person-1",
    ]  # fmt: skip


def test_what_nobody_did_was_the_kiosk() -> None:
    row = AuditRow(1, AT, None, "drained", (), "rows=3")
    assert read([AuditEntry(row, "", (), "drained")])[1][2] == "The kiosk"


def test_no_name_runs_in_a_spreadsheet() -> None:
    row = AuditRow(1, AT, SignerId("s"), "pin-set", ("p",), "")
    line = read([AuditEntry(row, "@SUM(1)", ("=HYPERLINK(1)", "-2"), "PIN set")])[1]
    assert line[2] == "'@SUM(1)"
    assert line[4] == "'=HYPERLINK(1);' -2"
