"""Cards at the desk: who has one, new ones on a sheet, stopping one; no code but in the file."""

from pathlib import Path
from typing import cast

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.errors import Code, KioskError
from kiosk.ui.desk.cards_panel import CardsPanel, check_folder, file_name
from kiosk.ui.desk.lists import choose_lines
from tests.fakes_answers import EIGHT
from tests.fakes_cards import FakeCards
from tests.fakes_desk import NAMES
from tests.ui.desk_driver import Desk, acts, words
from tests.ui.test_desk_window import controls_without_a_name

pytestmark = pytest.mark.qt


def api(desk: Desk) -> FakeCards:
    return cast(FakeCards, desk.registry.cards)


def opened(desk: Desk, name: str | None = None) -> CardsPanel:
    """Open the panel from the people tab, with somebody chosen there."""
    tab = desk.people(name)
    tab.carding.click()
    panel = tab.tool
    assert isinstance(panel, CardsPanel)
    desk.until(lambda: len(panel.model.lines) == len(NAMES))
    return panel


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def with_card(panel: CardsPanel) -> int:
    return sum(each.issued is not None for each in panel.model.lines)


def make(desk: Desk, panel: CardsPanel, folder: Path) -> None:
    panel.making.click()
    panel.strip.buttons()[0].click()
    assert panel.picker.isVisible()
    panel.picker.chosen.emit((folder,))
    desk.until(panel.strip.isVisible)


def test_who_has_a_card_and_since_when_is_listed(desk: Desk) -> None:
    panel = opened(desk, NAMES[1])
    lines = {plain(panel.proxy.index(row, 0).data()): row for row in range(panel.proxy.rowCount())}
    assert panel.proxy.index(lines[NAMES[0]], 2).data() == "✓ 13 Nov 2026"
    assert panel.proxy.index(lines[NAMES[1]], 2).data() == "No card"
    assert [each.person.name for each in panel.chosen()] == [NAMES[1]]
    assert panel.making.text() == "Make cards: 1 …"
    assert not panel.stopping.isEnabled()
    panel.lacking.click()
    assert panel.proxy.rowCount() == 16
    assert panel.lacking.text() == "Without a card: 16"
    panel.search.setText("1002")
    assert panel.proxy.rowCount() == 1
    panel.search.setText("nobody at all")
    assert "Nobody is on this list." in words(panel)


def test_a_group_is_listed_by_itself(desk: Desk) -> None:
    panel = opened(desk)
    panel.group.setCurrentIndex(1)
    desk.until(lambda: not panel.model.lines)
    assert panel.group.currentText().strip("\u2068\u2069") == "Choir"
    assert not panel.making.isEnabled()


def test_cards_are_made_after_a_question_onto_a_sheet(desk: Desk, tmp_path: Path) -> None:
    panel = opened(desk)
    panel.choosing.click()
    panel.making.click()
    asked = plain(panel.strip.text.text())
    assert "Make new cards: 24? Cards that stop working at once: 8." in asked
    assert "on that sheet only" in asked
    assert panel.strip.buttons()[1].hasFocus()  # not one blind Enter away
    panel.strip.dismiss()
    make(desk, panel, tmp_path)
    out = tmp_path / "cards_2026-11-23.pdf"
    assert f"Written: {out}" in plain(panel.strip.text.text())
    assert "delete the file" in panel.strip.text.text()
    assert out.read_bytes().startswith(b"%PDF")
    assert out.stat().st_mode & 0o777 == 0o600
    desk.until(lambda: with_card(panel) == 24)
    assert "RC1:" not in words(desk.window) + "".join(act.text() for act in acts(desk.window))


def test_a_folder_that_cannot_be_written_stops_nobodys_card(desk: Desk, tmp_path: Path) -> None:
    panel = opened(desk, NAMES[0])
    before = dict(api(desk).issued)
    make(desk, panel, tmp_path / "gone")
    assert "could not be written" in panel.strip.text.text()
    assert "issue" not in api(desk).calls
    assert api(desk).issued == before
    with pytest.raises(KioskError) as caught:
        check_folder(tmp_path / "gone")
    assert caught.value.code is Code.FILE_NOT_WRITTEN


def test_a_sheet_that_fails_after_the_cards_were_made_is_said_to_be_made_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: Path, name: str, _content: bytes) -> Path:
        raise KioskError(Code.FILE_NOT_WRITTEN, where=folder / name)

    monkeypatch.setattr("kiosk.ui.desk.cards_panel.put", full)
    panel = opened(desk, NAMES[1])
    make(desk, panel, tmp_path)
    assert "they are on no sheet: make them again" in panel.strip.text.text()
    desk.until(lambda: with_card(panel) == 9)
    assert panel.making.isEnabled()


def test_a_refusal_is_said(desk: Desk, tmp_path: Path) -> None:
    panel = opened(desk, NAMES[1])
    api(desk).failure = KioskError(Code.PERSON_UNKNOWN, where="p")
    make(desk, panel, tmp_path)
    assert list(tmp_path.glob("*.pdf")) == []
    assert panel.making.isEnabled()


def test_cards_are_stopped_after_a_question(desk: Desk) -> None:
    panel = opened(desk)
    panel.choosing.click()
    panel.stopping.click()
    assert "Stop cards: 8?" in plain(panel.strip.text.text())
    assert with_card(panel) == 8
    panel.strip.buttons()[0].click()
    desk.until(lambda: with_card(panel) == 0)
    assert api(desk).calls.count("revoke") == 8
    assert not panel.stopping.isEnabled()


def test_a_sheets_name_says_the_group_and_the_day() -> None:
    assert file_name("Class 7b", EIGHT) == "cards_Class-7b_2026-11-23.pdf"
    assert file_name("صف ../٧", EIGHT) == "cards_صف----٧_2026-11-23.pdf"
    assert file_name("", EIGHT) == "cards_2026-11-23.pdf"


def test_keyboard_and_names(desk: Desk) -> None:
    panel = opened(desk)
    assert controls_without_a_name(panel) == []
    assert panel.table.hasFocus()
    choose_lines(panel.table, [0])
    panel.making.click()
    panel.strip.buttons()[0].click()
    QTest.keyClick(panel.picker, Qt.Key.Key_Escape)
    assert panel.table.isVisible()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert desk.people_tab.tool is None
    assert desk.people_tab.table.hasFocus()
