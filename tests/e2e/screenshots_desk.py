"""The register, today's view, people and their files, as pictures.

Each stop of the tour leaves the window as it found it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kiosk.domain.marks import MarkState
from kiosk.runtime.api_office import Office
from kiosk.runtime.api_register import Registry
from kiosk.runtime.services import Services
from kiosk.ui.desk.board import Board
from kiosk.ui.desk.cards_panel import CardsPanel
from kiosk.ui.desk.import_panel import ImportPanel
from kiosk.ui.desk.import_preview import Page
from kiosk.ui.desk.people_tab import PeopleTab
from kiosk.ui.desk.window import DeskWindow
from tests.e2e.screenshots_studio import SIZES, Studio
from tests.fakes_storage import PASSPHRASE

if TYPE_CHECKING:
    from kiosk.runtime.api import DeskApi


class Tour:
    """A desk's window over a school, and the way through it.

    Attributes:
        studio: Takes the pictures.
        services: The school.
        window: The desk.
        folder: Where files are read and written.
    """

    def __init__(self, studio: Studio, services: Services, folder: Path) -> None:
        """Open the window; whoever was signed in is out again."""
        studio.given(services.desk.sign_out())
        self.studio, self.services, self.folder = studio, services, folder
        registry = Registry(
            services.timetable, services.imports, services.cards, services.reports, services.follow_ups
        )
        office = Office(services.keys, services.privacy, services.backups, services.audit, registry)
        self.window = DeskWindow(
            services.desk, services.camera, services.door, services.settings, services.clock, office=office
        )
        self.window.resize(*SIZES[""])
        self.window.show()

    @property
    def board(self) -> Board:
        """The desk while somebody is signed in."""
        assert self.window.board is not None
        return self.window.board

    def sign_in(self) -> None:
        """Sign in, after a picture of the page that asks."""
        page = self.window.sign_in
        self.studio.both("desk-sign-in", self.window)
        page.passphrase.setText(PASSPHRASE)
        page.go.click()
        self.studio.until("the register", lambda: self.window.board and self.board.roster.model.rows)
        self.board.waiting.dismiss()
        self.window.offer.dismiss()

    def open(self, tab: QWidget | None, holds: Callable[[], object]) -> None:
        """Show a tab until it has what it asked for."""
        assert tab is not None, "an administrator sees every tab"
        self.board.tabs.setCurrentWidget(tab)
        self.studio.until(type(tab).__name__, holds)

    def show(self, name: str) -> None:
        """Keep what the window shows, wide."""
        self.studio.show(name, self.window)

    def both(self, name: str) -> None:
        """Keep it wide and upright."""
        self.studio.both(name, self.window)

    def close(self) -> None:
        """Close the window and end its worker."""
        self.window.close()
        self.studio.settle()
        self.window.deleteLater()


def register(tour: Tour) -> None:
    """The register: as it is, what opens above it, and how it is closed."""
    roster = tour.board.roster
    choose_register(tour, "1-01")
    tour.both("desk-register")
    choose_line(tour, "10001")
    roster.ask_history()
    tour.studio.until("the history", roster.panels.history.isVisible)
    tour.show("desk-register-history")
    roster.panels.put_away()
    roster.leave_panels()
    roster.visiting.click()
    tour.studio.until("the visitor's form", roster.panels.visitor_card.isVisible)
    tour.show("desk-register-visitor")
    roster.panels.put_away()
    roster.leave_panels()
    roster.opening.click()
    tour.studio.until("the opener", lambda: roster.opener.isVisible() and roster.opener.go.isEnabled())
    tour.show("desk-register-open")
    roster.panels.put_away()
    roster.leave_panels()
    roster.closing.click()
    tour.studio.until("a question", roster.strip.buttons)
    tour.show("desk-register-close")
    roster.strip.dismiss()


def register_codes(tour: Tour) -> None:
    """A register with codes, its menu; one that is closed; all of a day."""
    roster = tour.board.roster
    choose_register(tour, "2-01")
    choose_line(tour, "10029")
    menu = roster.corrections.codes
    roster.corrections.open_codes()
    tour.studio.until("the menu of codes", menu.isVisible)
    tour.studio.settle()
    shown = tour.window.grab().toImage()
    painter = QPainter(shown)
    corner = tour.window.mapFromGlobal(menu.mapToGlobal(QPoint(0, 0)))
    corner.setX(min(max(corner.x(), 0), tour.window.width() - menu.width()))
    corner.setY(min(max(corner.y(), 0), tour.window.height() - menu.height()))
    painter.drawImage(corner, menu.grab().toImage())
    painter.end()
    menu.close()
    tour.studio.keep("desk-register-codes", shown)
    choose_register(tour, "3-01")
    choose_line(tour, "10053")
    roster.correct(MarkState.EXCUSED)
    tour.studio.until("a reason is asked for", roster.strip.isVisible)
    tour.show("desk-register-reason")
    roster.strip.dismiss()
    picker = roster.bar.picker
    picker.setCurrentIndex(picker.count() - 1)
    picker.activated.emit(picker.count() - 1)
    tour.studio.until("all groups", lambda: len({row.session for row in roster.model.rows}) > 1)
    tour.both("desk-register-all")
    choose_register(tour, "1-01")


def sheets(tour: Tour) -> None:
    """The export panel and the pages before printing."""
    board = tour.board
    board.open_export()
    tour.show("desk-export")
    board.export.several.setChecked(True)
    board.export.formats["machine-csv"].setChecked(True)
    tour.both("desk-export-days")
    board.open_print()
    tour.studio.until("the pages", lambda: board.printing._preview is not None)
    tour.studio.settle(0.5)
    tour.both("desk-print")
    board._close_panels()


def today(tour: Tour) -> None:
    """Today's registers and who is missing."""
    tab = tour.board.today
    tour.open(tab, lambda: tab.registers.rowCount() > 0)
    tour.both("desk-today")


def people(tour: Tour) -> None:
    """The list, somebody's page, and the forms beside it."""
    tab = people_tab(tour)
    tour.both("desk-people")
    choose_person(tour, "10006")
    tour.studio.until("their days", lambda: tab.panel.days is not None)
    tour.studio.settle(0.5)
    tour.both("desk-person")
    bar = tab.panel.verticalScrollBar()
    bar.setValue(bar.maximum())
    tour.show("desk-person-below")
    days = tab.panel.days
    assert days is not None
    tab.panel.ensureWidgetVisible(days, 0, 0)
    tour.show("desk-person-days")
    summary = tab._chosen_summary()
    assert summary is not None
    acts = tab.panel._acts
    for name, ask in (
        ("consent", acts.ask_consent),
        ("left", acts.ask_left),
        ("own-data", acts.ask_own_data),
        ("erase", acts.ask_erase),
    ):
        tab.panel.leave_form()
        ask(summary)
        tour.studio.until(name, lambda: tab.panel.form is not None)
        tour.show(f"desk-person-{name}")
    tab.panel.leave_form()
    tab.panel.add_person(tab._classes, None)
    tour.show("desk-person-new")
    tab.panel.leave_form()


def imports(tour: Tour) -> None:
    """A list of people, from the file to the preview, with and without problems."""
    tab, folder, studio = people_tab(tour), tour.folder / "import", tour.studio
    folder.mkdir(exist_ok=True)
    good, bad = (
        folder / studio.said("people.csv", "الأشخاص.csv"),
        folder / studio.said("slips.csv", "أخطاء.csv"),
    )
    write_lists(studio, tour.services.desk, good, bad)
    tab.open_import()
    panel = tab.tool
    assert isinstance(panel, ImportPanel)
    panel.picker.show_folder(folder)
    studio.until("the files", lambda: panel.picker.list.count() > 1)
    tour.show("desk-import-file")
    panel.open_file(good)
    studio.until("the columns", lambda: panel.columns.boxes)
    tour.both("desk-import-columns")
    panel.look()
    studio.until("the preview", lambda: panel.preview.plan)
    tour.both("desk-import-preview")
    panel.preview.show_page(Page.CHANGE)
    tour.show("desk-import-changes")
    panel.open_file(bad)
    studio.until("the columns", lambda: panel.pages.currentWidget() is not panel.preview)
    panel.look()
    studio.until("the problems", lambda: panel.preview.plan and panel.preview.plan.problems)
    tour.both("desk-import-problems")
    panel.open_file(good)
    studio.until("the columns", lambda: panel.pages.currentWidget() is not panel.preview)
    panel.look()
    studio.until("the preview", lambda: panel.preview.plan and not panel.preview.plan.problems)
    panel.carry_out()
    studio.until("the end", lambda: panel.pages.currentWidget() is panel._done)
    tour.show("desk-import-done")
    panel.leave()


def cards(tour: Tour) -> None:
    """Who has a card, and what making new ones asks."""
    tab = people_tab(tour)
    tab.open_cards()
    panel = tab.tool
    assert isinstance(panel, CardsPanel)
    tour.studio.until("the cards", lambda: panel.model.lines)
    tour.both("desk-cards")
    panel._choose_all()
    panel.ask_make()
    tour.show("desk-cards-make")
    panel.strip.dismiss()
    panel.ask_revoke()
    tour.show("desk-cards-revoke")
    panel.strip.dismiss()
    panel.left.emit()


def choose_register(tour: Tour, name: str) -> None:
    """Show a group's register of today."""
    roster = tour.board.roster
    tour.board.tabs.setCurrentWidget(roster)
    tour.studio.until("the sessions", lambda: roster.bar.sessions)
    names = {group.id: group.name for group in tour.studio.given(tour.services.desk.classes())}
    session = next(each for each in roster.bar.sessions if names[each.class_id] == name)
    roster.show_line(session.starts.local_date, session.id)
    tour.studio.until(name, lambda: roster.session and roster.session.id == session.id and roster.model.rows)


def choose_line(tour: Tour, number: str) -> None:
    """Select somebody's line."""
    roster = tour.board.roster
    roster.table.clearSelection()
    roster.table.choose_keys({row.key for row in roster.model.rows if row.person.number == number})
    assert len(roster.table.selected_lines()) == 1


def people_tab(tour: Tour) -> PeopleTab:
    """Show the people."""
    tab = tour.board.tabs.people
    assert tab is not None
    tour.open(tab, lambda: tab.model.people)
    return tab


def choose_person(tour: Tour, number: str) -> None:
    """Choose somebody in the list."""
    tab = people_tab(tour)
    person = tour.studio.given(tour.services.desk.person_by_number(number))
    tab._choose(person.id)
    tour.studio.settle(0.3)


def write_lists(studio: Studio, desk: "DeskApi", good: Path, bad: Path) -> None:
    """Write a list with people who are new, changed and gone, and one with slips."""
    titles = studio.said("Number;Name;Class", "الرقم;الاسم;الصف")
    known = sorted((one.person for one in studio.given(desk.people())), key=lambda person: person.number)
    lines = [titles]
    for place, person in enumerate(known[:70]):
        name = f"{person.name} {studio.said('Ruiz', 'الحلبي')}" if place % 23 == 3 else person.name
        lines.append(f"{person.number};{name};{place // 25 + 1}-01")
    new = studio.said("Petra Holm", "هدى الصباغ"), studio.said("Omar Diallo", "باسل العمري")
    lines += [f"{10901 + place};{name};1-01" for place, name in enumerate(new)]
    good.write_text("\n".join(lines), "utf-8-sig")
    slips = [titles, f"10901;{new[0]};1-01", f";{new[1]};1-01", f"10901;{new[1]};2-01", "10902;;2-01"]
    bad.write_text("\n".join(slips), "utf-8-sig")


STOPS = (register, register_codes, sheets, today, people, cards)
LAST_STOPS = (imports,)
"""What changes the school: after the other tabs."""
