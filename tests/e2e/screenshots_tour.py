"""Leaves a picture of every screen and page in one language; see screenshots.py.

python -m tests.e2e.screenshots_tour en|ar FOLDER
"""

import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.e2e import screenshots_desk, screenshots_office
from tests.e2e.screenshots_desk import Tour
from tests.e2e.screenshots_door import board, door, wizard
from tests.e2e.screenshots_papers import papers
from tests.e2e.screenshots_school import school
from tests.e2e.screenshots_studio import Studio

FOLDER = "rollcall-pictures"
"""Its path is on some pictures, so it is the same each time."""


def main(language: str, out: str) -> int:
    """Go round."""
    studio = Studio(QApplication(sys.argv[:1]), language, Path(out))
    folder = Path(tempfile.gettempdir()) / FOLDER
    folder.mkdir()  # fails where one is there: that is another's
    sheets, pages = folder / "sheets", folder / "pages"
    for each in (sheets, pages):
        each.mkdir()
    try:
        door(studio)
        wizard(studio)
        with school(folder / "data", language, sheets) as services:
            board(studio, services)
            tour = Tour(studio, services, sheets)
            tour.sign_in()
            stops = (*screenshots_desk.STOPS, *screenshots_office.STOPS, *screenshots_desk.LAST_STOPS)
            for stop in stops:
                stop(tour)
            papers(studio, services, pages)
            tour.close()
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
