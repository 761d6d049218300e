"""What is printed, page by page as pictures: sheets, letters, cards, receipts, the recovery code.

python -m tests.gallery.papers en|ar FOLDER
"""

import shutil
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kiosk.domain.follow_up import ReportScope, RuleKind
from kiosk.domain.privacy import MarksChoice
from kiosk.domain.ready_letters import READY
from kiosk.domain.recovery_groups import groups_of
from kiosk.runtime.services import Services
from kiosk.ui.card_words import card_words
from kiosk.ui.desk.export_panel import titled
from kiosk.ui.desk.words import sheet_words
from kiosk.ui.print.cards import CardSheet, cards_pdf
from kiosk.ui.print.letters import letters_pdf
from kiosk.ui.print.own_data import own_data_pdf
from kiosk.ui.print.pdf import pdf_bytes
from kiosk.ui.print.receipt import receipt_pdf
from kiosk.ui.print.recovery import RecoverySheet, recovery_pdf
from kiosk.ui.wizard.recovery import RecoveryPage
from kiosk.ui.worker import Worker
from tests.fakes_ui import RECOVERY_CODE
from tests.gallery.pictures import few_colours
from tests.gallery.school import SCHOOL, WEDNESDAY, school
from tests.gallery.studio import Studio

_DPI = 84
_PAGES = 2


def papers(studio: Studio, services: Services, folder: Path, out: Path) -> None:
    """Keep the first pages of everything that is printed."""
    tool = shutil.which("pdftoppm")
    assert tool is not None, "pdftoppm (poppler-utils) turns pages into pictures"
    for name, content in _made(studio, services):
        pdf = folder / f"{name}.pdf"
        pdf.write_bytes(content)
        pages = folder / name
        command = [tool, "-r", str(_DPI), "-l", str(_PAGES), "-png", str(pdf), str(pages)]
        subprocess.run(command, check=True)
        for place, page in enumerate(sorted(folder.glob(f"{name}-*.png")), start=1):
            title = f"paper-{name}" if place == 1 else f"paper-{name}-page-{place}"
            target = out / f"{title}-{studio.language}.png"
            assert few_colours(QImage(str(page))).save(str(target), quality=0), target
            target.chmod(0o644)


def _made(studio: Studio, services: Services) -> list[tuple[str, bytes]]:
    words, today, given = sheet_words(), WEDNESDAY.date(), studio.given
    group = next(each for each in given(services.desk.classes()) if each.name == "1-01")
    everybody = given(services.desk.people(group.id))
    somebody = everybody[2].person
    sheets = {
        "day": ReportScope(today, today),
        "group-days": ReportScope(today - timedelta(days=14), today, class_id=group.id),
        "person": ReportScope(today - timedelta(days=28), today, person=somebody.id),
    }
    everything = QCoreApplication.translate("ExportPanel", "All classes")
    made = [
        (f"sheet-{name}", pdf_bytes(titled(given(services.reports.sheet(scope)), everything), words))
        for name, scope in sheets.items()
    ]
    made += _letters(studio, services)
    cards = given(services.cards.issue([one.person.id for one in everybody[:12]]))
    sheet = CardSheet(SCHOOL[studio.language], group.name, services.clock(), cards)
    made.append(("cards", cards_pdf(sheet, card_words())))
    made.append(("own-data", own_data_pdf(given(services.privacy.own_data(somebody.id)))))
    worker = Worker("rollcall-screenshots")
    page = RecoveryPage(services.clock, worker)
    recovery = RecoverySheet(SCHOOL[studio.language], services.clock(), groups_of(RECOVERY_CODE))
    made.append(("recovery-code", recovery_pdf(recovery, page._sheet_words())))
    worker.stop()
    gone = everybody[-1].person.id
    made.append(("receipt", receipt_pdf(given(services.privacy.erase(gone, MarksChoice.ANONYMISE)))))
    return made


def _letters(studio: Studio, services: Services) -> list[tuple[str, bytes]]:
    """Give each ready letter of the language, to somebody whom its rule found."""
    found = studio.given(services.follow_ups.found())
    made = []
    for template in READY:
        wanted = RuleKind.ABSENT_IN_A_ROW if "{days}" in template.body else RuleKind.RATE_BELOW
        one = next(each for each in found if each.rule.kind is wanted)
        if template.language == studio.language:
            letters = studio.given(services.follow_ups.letters([one.id], template.name))
            made.append((f"letter-{wanted.value}", letters_pdf(letters)))
    return made


def main(language: str, out: str) -> int:
    """Print what a school prints."""
    studio = Studio(QApplication(sys.argv[:1]), language)
    with tempfile.TemporaryDirectory(prefix="rollcall-papers-") as name:
        folder = Path(name)
        sheets, pages = folder / "sheets", folder / "pages"
        for each in (sheets, pages):
            each.mkdir()
        with school(folder / "data", language, sheets) as services:
            papers(studio, services, pages, Path(out))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
