"""CSV: encodings and delimiters found by content, rows as a spreadsheet counts them."""

from pathlib import Path

import pytest

from kiosk.errors import Code, KioskError
from kiosk.reports.importing import columns, reading
from kiosk.reports.importing.csv_file import read_csv
from kiosk.reports.importing.decoding import decode
from tests.reports.importing.files import PEOPLE, TITLES, TODAY, csv_text, roster_of

ARABIC = (TITLES, ("S-1", "نورة القحطاني", "الصف السابع"), ("S-2", "عمر الزين", "الصف الثامن"))
WESTERN = (TITLES, ("S-1", "Jürgen Müller", "7b"), ("S-2", "Zoë Ångström", "7b"), ("S-3", "É. Dubois", "8a"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("encoding", "rows", "told"),
    [
        ("utf-8", ARABIC, "utf-8"),
        ("utf-8-sig", ARABIC, "utf-8-sig"),
        ("utf-16", ARABIC, "utf-16"),
        ("utf-16-le", ARABIC, "utf-16-le"),
        ("utf-16-be", ARABIC, "utf-16-be"),
        ("cp1256", ARABIC, "cp1256"),
        ("cp1252", WESTERN, "cp1252"),
        ("utf-8", WESTERN, "utf-8"),
        ("ascii", (TITLES, ("S-1", "Ada Lovelace", "7b")), "utf-8"),
    ],
)
def test_round_trip_of_every_encoding_and_delimiter(
    tmp_path: Path, encoding: str, rows: tuple[tuple[str, ...], ...], told: str, delimiter: str
) -> None:
    file = tmp_path / "list.csv"
    read = roster_of(file, csv_text(rows, delimiter).encode(encoding))
    assert [(line.number, line.name, *line.groups) for line in read.lines] == [*rows[1:]]
    found = reading.look(file, columns.ROSTER, TODAY)
    assert (found.encoding, found.delimiter, found.rows) == (told, delimiter, len(rows) - 1)


def test_utf_16_with_its_big_end_first(tmp_path: Path) -> None:
    data = "\ufeff".encode("utf-16-be") + csv_text(ARABIC).encode("utf-16-be")
    assert [line.name for line in roster_of(tmp_path / "l.csv", data).lines] == ["نورة القحطاني", "عمر الزين"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("S-1,نورة", "cp1256"),
        ("رقم;اسم\n1;عمر\n", "cp1256"),
        ("رقم,الاسم,Prénom\n1,نورة بنت أحمد,Noura\n2,عمر الزين,René\n", "cp1256"),
        ("1,Müller", "cp1252"),
        ("Nom;Prénom\nLefèvre;Zoé\n", "cp1252"),
        ("1,Ó Briain,Åse", "cp1252"),
        ("No,Name\n1,Łukasz\n".replace("Ł", "L"), "utf-8"),
    ],
)
def test_code_pages_of_short_files(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x") == (text, encoding)


def test_a_tie_is_for_the_models_of_languages() -> None:
    """One Arabic word and one that mixes letters: charset-normalizer says what the rest looks like."""
    text = "عمر,Zoé"
    decoded, encoding = decode(text.encode("cp1256"), "x")
    assert encoding in {"cp1256", "cp1252"}
    assert decoded.endswith("Zoé")


def test_bytes_that_cp1252_does_not_have_are_arabic() -> None:
    assert decode("Müپ".encode("cp1256"), "x")[1] == "cp1256"


@pytest.mark.parametrize(
    "data", [b"a,b\n\x00\x01\x02,c", "a,b\n1,2".encode("utf-32"), b"a\x07b,c\n", b"\xff\xfea"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(KioskError) as raised:
        decode(data, "x.csv")
    assert (raised.value.code, raised.value.where) == (Code.IMPORT_FORMAT, "x.csv")


def test_a_quoted_delimiter_and_a_line_break_part_nothing() -> None:
    table = read_csv(b'Number;Name\n1;"Lovelace; Ada"\n2;"Two\nlines"\n3;C\n', "x")
    assert table.delimiter == ";"
    assert table.rows == ((2, ("1", "Lovelace; Ada")), (3, ("2", "Two\nlines")), (4, ("3", "C")))


def test_commas_in_names_do_not_outvote_semicolons() -> None:
    table = read_csv(b"Number;Name\n1;Lovelace, Ada\n2;Hopper, Grace\n", "x")
    assert (table.delimiter, table.titles) == (";", ("Number", "Name"))


def test_a_sep_line_decides_and_is_no_row() -> None:
    table = read_csv(b"sep=|\r\nNumber|Name\r\n1|A,B;C\r\n", "x")
    assert (table.delimiter, table.titles, table.rows) == ("|", ("Number", "Name"), ((2, ("1", "A,B;C")),))


def test_blank_rows_are_counted_and_left_out() -> None:
    table = read_csv(b"\n,,\nNumber,Name\n\n1,A\n,\n2,B,,\n", "x")
    assert table.rows == ((5, ("1", "A")), (7, ("2", "B")))


def test_a_number_that_was_kept_from_a_spreadsheet_is_itself() -> None:
    assert read_csv(b'Number,Name\n="00123",A\n', "x").rows == ((2, ("00123", "A")),)


def test_titles_are_different_and_all_there() -> None:
    table = read_csv(b"Name,,Group,Group,Group\n1,2,3,4,5,6\n", "x")
    assert table.titles == ("Name", "B", "Group", "Group (2)", "Group (3)", "F")


@pytest.mark.parametrize(
    ("data", "row"), [(b'a,b\n1,2\n3,"4\n', 3), (b'a,b\n1,"2"x\n', 2), (b'a,b\n\n"1\n2",3\n4,"5', 4)]
)
def test_an_open_quotation_mark_names_its_row(data: bytes, row: int) -> None:
    with pytest.raises(KioskError) as raised:
        read_csv(data, "x.csv")
    assert (raised.value.code, raised.value.where) == (Code.IMPORT_FORMAT, f"x.csv:{row}")


def test_formulas_are_text(tmp_path: Path) -> None:
    read = roster_of(tmp_path / "l.csv", csv_text((TITLES, ("1", "=1+1", "@SUM(1)"))).encode())
    assert [(line.name, line.groups) for line in read.lines] == [("=1+1", ("@SUM(1)",))]


def test_people_with_a_group_in_a_cell_each(tmp_path: Path) -> None:
    read = roster_of(tmp_path / "l.csv", csv_text((TITLES, *PEOPLE)).encode())
    assert [line.groups for line in read.lines] == [("7b",), ("7b", "Choir"), ()]
    assert [line.row for line in read.lines] == [2, 3, 4]
