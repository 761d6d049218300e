"""Lists that people see stand in the order of their language."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")
from PySide6.QtWidgets import QApplication

from kiosk.domain.ids import ClassId
from kiosk.domain.people import SchoolClass
from kiosk.ui import i18n
from kiosk.ui.desk.file_picker import list_folder
from kiosk.ui.desk.lists import by_name

pytestmark = pytest.mark.qt


@pytest.fixture(autouse=True)
def _english_again(qapp: QApplication) -> Iterator[None]:
    yield
    i18n.install(qapp, "en")


@pytest.mark.parametrize(
    ("language", "names", "read"),
    [
        (
            "en",
            ["10a", "5b", "5B ", "Éclair", "Zebra", "apple"],
            ["5b", "5B ", "10a", "apple", "Éclair", "Zebra"],
        ),
        ("ar", ["٥ب", "١٠أ", "ياسمين", "أرنب"], ["٥ب", "١٠أ", "أرنب", "ياسمين"]),
        ("en", [], []),
    ],
)
def test_groups_are_listed_as_they_are_looked_for(
    qapp: QApplication, language: str, names: list[str], read: list[str]
) -> None:
    i18n.install(qapp, language)
    groups = [SchoolClass(ClassId(name), name) for name in names]
    assert [group.name for group in by_name(groups)] == read


def test_files_are_listed_so_too(qapp: QApplication, tmp_path: Path) -> None:
    i18n.install(qapp, "en")
    for name in ("week 10.csv", "Week 9.csv", "école.csv", "Zoo.csv"):
        (tmp_path / name).touch()
    found = list_folder(tmp_path, frozenset({".csv"}))
    assert [path.name for path in found.files] == ["école.csv", "Week 9.csv", "week 10.csv", "Zoo.csv"]
