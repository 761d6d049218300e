"""The day's sheet as a PDF, read back by two readers."""

import os
import shutil
import subprocess
import sys
import threading
import time
import unicodedata
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.domain.marks import MarkState, Method
from kiosk.domain.people import DaySheet
from kiosk.errors import Code, KioskError
from kiosk.reports.watch import Watch
from kiosk.reports.words import SheetWords
from tests.reports.sheets import ARABIC, EIGHT, NINE, ordinary, row, sheet

pytest.importorskip("PySide6")
pytestmark = [pytest.mark.qt, pytest.mark.usefixtures("qapp")]
ROOT = Path(__file__).resolve().parents[2]
_DIRECTION_MARKS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])


def plain(text: str) -> str:
    """What a reader gives, without direction marks, presentation forms and marks that move when shaped."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).translate(_DIRECTION_MARKS))
    return "".join(c for c in bare if not unicodedata.combining(c) and not c.isspace())


def pdf(*args: object) -> bytes:
    from kiosk.ui.print.pdf import pdf_bytes

    return pdf_bytes(*args)  # type: ignore[arg-type]


def poppler(content: bytes) -> str:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext (poppler-utils) is not installed, so the Arabic text is not read back.")
    done = subprocess.run([tool, "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


def pages(content: bytes) -> list[str]:
    import io

    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def test_paper_is_white_and_its_ink_black_in_a_dark_program_too() -> None:
    from PySide6.QtWidgets import QApplication

    from kiosk.ui import theme

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    by_day = pdf(ordinary(), SheetWords())
    theme.apply(app, "dark")
    try:
        assert pdf(ordinary(), SheetWords()) == by_day
    finally:
        theme.apply(app, "light")


@pytest.mark.parametrize("words", [SheetWords(), SheetWords(right_to_left=True)], ids=["ltr", "rtl"])
def test_every_rows_text_is_in_the_file(words: SheetWords) -> None:
    text = plain(poppler(pdf(ordinary(), words)))
    for line in ordinary().rows:
        assert plain(line.name) in text
        assert line.number in text
        assert line.note in text
        assert plain(words.states[line.state]) in text
        if line.marked is not None:
            assert f"{line.marked.local:%H:%M:%S}" in text


def test_the_head_says_what_when_and_who() -> None:
    text = " ".join(pages(pdf(ordinary(), SheetWords()))[0].split())
    for part in ("All classes", "Hill School", "2026-11-23", "Ms Ruiz", "2026-11-23 09:00", "Class 7b"):
        assert plain(part) in plain(text)


def test_each_page_has_the_table_header_and_its_number() -> None:
    texts = pages(pdf(sheet(tuple(row(n, f"Person {n}") for n in range(120))), SheetWords()))
    assert len(texts) > 2
    for number, text in enumerate(texts, start=1):
        assert plain(f"Page {number} of {len(texts)}") in plain(text)
        assert plain("Minutes late") in plain(text)
    whole = plain("".join(texts))
    assert all(plain(f"Person {n}") in whole for n in range(120))


def test_markup_in_a_name_stays_text() -> None:
    name = "<b>Bobby</b> & <img src='file:///etc/passwd'>"
    text = plain("".join(pages(pdf(sheet((row(1, name),)), SheetWords()))))
    assert plain("<b>Bobby</b>") in text


def several_days() -> DaySheet:
    """Three days of a class, with codes of a set and somebody who left."""
    days = []
    for day in range(3):
        starts = EIGHT.plus(timedelta(days=day))
        days += [
            replace(
                line,
                starts=starts,
                ends=starts.plus(timedelta(hours=1)),
                session=f"session-{day}",
                left=starts.plus(timedelta(minutes=42)),
                room="Room 4",
                code="U",
                acronym="UU",
                code_set="dfe-england-2024",
            )
            for line in ordinary().rows[:4]
        ]
    return replace(sheet(tuple(days)), last_day="2026-11-25")


def test_several_days_have_a_table_by_person_and_each_register_its_day() -> None:
    text = plain("".join(pages(pdf(several_days(), SheetWords()))))
    for part in ("2026-11-23 – 2026-11-25", "By person", "Room 4", "UU", "08:42:00"):
        assert plain(part) in text
    for day in ("2026-11-23 · Class 7b", "2026-11-24 · Class 7b", "2026-11-25 · Class 7b"):
        assert plain(day) in text
    assert "Byperson" not in plain("".join(pages(pdf(ordinary(), SheetWords()))))


def test_codes_and_leaving_have_a_column_only_where_somebody_has_them() -> None:
    bare = sheet((row(1, "Ada"),))
    text = plain("".join(pages(pdf(bare, SheetWords()))))
    assert "Code" not in text
    assert "Left" not in text


@pytest.mark.parametrize("right_to_left", [False, True])
def test_a_persons_sheet_is_one_table_of_their_days(right_to_left: bool) -> None:
    mine = tuple(line for line in several_days().rows if line.number == "0002")
    made = replace(
        several_days(), rows=mine, title=f"{ARABIC[0]} (0002)", is_of_person=True, file_stem="0002"
    )
    text = plain(poppler(pdf(made, SheetWords(right_to_left=right_to_left))))
    assert plain(ARABIC[0]) in text
    for line in mine:
        assert f"{line.starts.local_date}" in text
    assert text.count("7b") == 3
    assert plain("Lines: 3 · Late: 3") in text


@pytest.mark.parametrize("words", [SheetWords(), SheetWords(right_to_left=True)], ids=["ltr", "rtl"])
@pytest.mark.parametrize("is_of_person", [True, False], ids=["person", "session"])
def test_state_and_method_stand_on_one_line_so_that_no_page_cuts_a_row(
    words: SheetWords, is_of_person: bool
) -> None:
    from kiosk.ui.print.paper import Pages
    from kiosk.ui.print.pdf import sheet_paper

    lines = [replace(row(n, f"Ann {n}", MarkState.ABSENT), method=method) for n, method in enumerate(Method)]
    rows = (row(9, "Ann 9", MarkState.UNMARKED), *lines)
    made = Pages(sheet_paper(replace(sheet(rows), is_of_person=is_of_person), words))
    block, told = made._documents[0].begin(), {}
    while block.isValid():
        told[block.text().replace("\N{NO-BREAK SPACE}", " ")] = block.layout().lineCount()
        block = block.next()
    said = {words.methods[method] for method in Method}
    said |= {text for text in told if words.states[MarkState.UNMARKED] in text and ":" not in text}
    assert len(said) > len(words.methods)
    assert {text: told[text] for text in said} == dict.fromkeys(said, 1)


def test_a_closed_register_says_since_when_and_no_moment_of_export() -> None:
    made = replace(ordinary(), closed=EIGHT)
    text = plain(pages(pdf(made, SheetWords()))[0])
    assert plain("Unchanged since: 2026-11-23 08:00") in text
    assert plain("09:00 Exported") not in text
    later = replace(made, exported=NINE.plus(timedelta(days=1, minutes=1)))
    assert pdf(later, SheetWords()) == pdf(made, SheetWords())


def test_a_long_sheet_is_laid_out_in_parts_that_are_numbered_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from kiosk.ui.print import pdf as module

    monkeypatch.setattr(module, "_ROWS_A_SECTION", 60)
    texts = pages(pdf(sheet(tuple(row(n, f"Person {n}") for n in range(150))), SheetWords()))
    for number, text in enumerate(texts, start=1):
        assert plain(f"Page {number} of {len(texts)}") in plain(text)
    whole = plain("".join(texts))
    assert all(plain(f"Person {n}") in whole for n in range(150))


def test_more_than_anybody_reads_on_paper_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from kiosk.ui.print import pdf as module

    monkeypatch.setattr(module, "MOST_ROWS", 4)
    with pytest.raises(KioskError) as caught:
        pdf(ordinary(), SheetWords())
    assert caught.value.code is Code.EXPORT_TOO_LONG


def test_a_stopped_pdf_leaves_nothing(tmp_path: Path) -> None:
    from kiosk.ui.print.pdf import write_pdf

    told: list[tuple[int, int]] = []

    def tell(done: int, of: int) -> None:
        told.append((done, of))
        if len(told) == 2:
            watch.stop()

    watch = Watch(tell)
    with pytest.raises(KioskError) as caught:
        write_pdf(sheet(tuple(row(n, "Ada") for n in range(120))), tmp_path / "s.pdf", None, watch)
    assert caught.value.code is Code.EXPORT_STOPPED
    assert (len(told), list(tmp_path.iterdir())) == (2, [])


def test_pages_are_laid_out_on_a_thread_that_is_not_qts_without_a_warning() -> None:
    """Timers of the layout warned there; the preview's pages, drawn as pictures, are those of the PDF."""
    from kiosk.ui.print.pdf import sheet_paper
    from kiosk.ui.print.preview import Preview

    many = sheet(tuple(row(n, f"{ARABIC[n % 3]} {n}") for n in range(130)))
    made: list[object] = []

    def work() -> None:
        preview = Preview(sheet_paper(many, SheetWords()))
        picture = preview.picture(1, 300, 2.0)
        made.extend((preview, preview.count, picture.width(), picture.devicePixelRatio()))
        made.append(len({picture.pixel(x, y) for x in range(0, 600, 3) for y in range(0, 400, 3)}))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    preview, count, width, ratio, colours = made
    assert (count, width, ratio) == (len(pages(pdf(many, SheetWords()))), 600, 2.0)
    assert isinstance(colours, int)
    assert colours > 3
    assert isinstance(preview, Preview)
    with pytest.raises(RuntimeError, match="the thread"):
        preview.picture(0, 300)


def test_a_trial_says_so_on_every_page() -> None:
    many = sheet(tuple(row(n, f"P {n}") for n in range(80)), is_trial=True)
    assert all(plain("TRIAL") in plain(text) for text in pages(pdf(many, SheetWords())))


def test_an_empty_sheet_says_so() -> None:
    assert plain("Nobody is on this register") in plain(pages(pdf(sheet(()), SheetWords()))[0])


def test_the_same_sheet_gives_the_same_bytes_and_no_moment_of_printing() -> None:
    """Qt writes today's date and a random id; no setter reaches them."""
    first = pdf(ordinary(), SheetWords())
    assert first == pdf(ordinary(), SheetWords())
    assert b"D:20261123080000Z" in first
    assert first.count(b"2026-11-23T08:00:00+00:00") == 3


def test_another_process_gives_the_same_bytes() -> None:
    """Qt draws the seed of its hashes, by which fonts are in order, anew in each process."""
    code = (
        "from hashlib import sha256\n"
        "from kiosk.reports.words import SheetWords\n"
        "from kiosk.ui.print.app import ensure_application\n"
        "from kiosk.ui.print.pdf import pdf_bytes\n"
        "from tests.reports.sheets import ordinary\n"
        "app = ensure_application()\n"
        "print(sha256(pdf_bytes(ordinary(), SheetWords())).hexdigest())\n"
    )
    surroundings = {name: value for name, value in os.environ.items() if name != "QT_HASH_SEED"}
    surroundings |= {"QT_QPA_PLATFORM": "offscreen"}
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=surroundings,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(3)
    }
    assert len(said) == 1
    assert len(said.pop().strip()) == 64


def test_another_sheet_has_another_id() -> None:
    import re

    ids = {re.search(rb"uuid:[0-9a-f-]{36}", pdf(s, SheetWords())) for s in (ordinary(), sheet(()))}
    assert len({found.group(0) for found in ids if found}) == 2


def test_the_overwritten_file_is_still_well_formed() -> None:
    """The cross-reference table holds offsets: no byte may be added or lost."""
    import io

    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf(ordinary(), SheetWords())), strict=True)
    assert len(reader.pages) == 1
    assert reader.metadata is not None
    assert reader.metadata.title == "All classes 2026-11-23"


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_the_file_is_the_owners_only(tmp_path: Path) -> None:
    from kiosk.ui.print.pdf import write_pdf

    out = tmp_path / "s.pdf"
    write_pdf(ordinary(), out)
    assert out.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["s.pdf"]


def test_a_folder_that_is_missing_is_a_known_error(tmp_path: Path) -> None:
    from kiosk.ui.print.pdf import write_pdf

    with pytest.raises(KioskError) as caught:
        write_pdf(ordinary(), tmp_path / "missing" / "s.pdf")
    assert caught.value.code is Code.EXPORT_NOT_WRITTEN


def test_two_thousand_people_take_seconds_and_not_minutes() -> None:
    """Processor time, and loose: the tests are traced for their coverage, on a machine that may be slow."""
    many = sheet(tuple(row(n, f"{ARABIC[n % 3]} {n}") for n in range(2000)))
    began = time.process_time()
    pdf(many, SheetWords())
    assert time.process_time() - began < 10.0


def test_a_command_without_a_screen_can_print(tmp_path: Path) -> None:
    out = tmp_path / "s.pdf"
    code = (
        "import sys; from pathlib import Path\n"
        "from kiosk.ui.print.app import ensure_application\n"
        "from kiosk.ui.print.pdf import write_pdf\n"
        "from tests.reports.sheets import ordinary\n"
        "app = ensure_application()\n"
        "assert ensure_application() is app\n"
        "write_pdf(ordinary(), Path(sys.argv[1]))\n"
    )
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    subprocess.run([sys.executable, "-c", code, str(out)], check=True, cwd=ROOT, env=environment)
    assert out.read_bytes().startswith(b"%PDF")
