"""People, their cards, and lists of them from files. Each stop leaves the window as it found it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

from kiosk.errors import Code, KioskError
from kiosk.ui import bridge
from kiosk.ui.desk.cards_panel import CardsPanel
from kiosk.ui.desk.import_panel import ImportPanel
from kiosk.ui.desk.import_preview import Page
from tests.gallery.scenes import Shown, Stop
from tests.gallery.studio import Studio
from tests.gallery.tour import Tour

if TYPE_CHECKING:
    from kiosk.runtime.api import DeskApi


def people(tour: Tour) -> Iterator[Shown]:
    """The list, somebody's page, and the forms beside it."""
    tab = tour.people_tab()
    yield tour.shown("desk-people")
    tour.choose_person("10006")
    tour.studio.until("their days", lambda: tab.panel.days is not None)
    tour.studio.settle(0.5)
    yield tour.shown("desk-person")
    bar = tab.panel.verticalScrollBar()
    bar.setValue(bar.maximum())
    yield tour.shown("desk-person-below")
    days = tab.panel.days
    assert days is not None
    tab.panel.ensureWidgetVisible(days, 0, 0)
    yield tour.shown("desk-person-days")


def person_forms(tour: Tour) -> Iterator[Shown]:
    """What can be asked for somebody, each form in the place of their page."""
    tab = tour.people_tab()
    tour.choose_person("10006")
    panel, summary = tab.panel, tab._chosen_summary()
    assert summary is not None
    acts = panel._acts
    asks: dict[str, Callable[[], object]] = {
        "consent": lambda: acts.ask_consent(summary),
        "left": lambda: acts.ask_left(summary),
        "own-data": lambda: acts.ask_own_data(summary),
        "erase": lambda: acts.ask_erase(summary),
        "change": panel._change,
        "pin": panel._ask_pin,
        "new": lambda: panel.add_person(tab._classes, None),
        "new-group": panel.add_class,
    }
    for name, ask in asks.items():
        panel.leave_form()
        ask()
        tour.studio.until(name, lambda: panel.form is not None)
        yield tour.shown(f"desk-person-{name}")
    panel.leave_form()
    pictures = tour.folder / "pictures"
    pictures.mkdir(exist_ok=True)
    for name in ("front.jpg", "left.jpg", "right.jpg"):
        (pictures / name).write_bytes(b"")
    with patch.object(Path, "home", lambda: pictures):
        panel._choose_pictures()
    tour.studio.settle(0.3)
    yield tour.shown("desk-person-pictures")
    panel.leave_form()
    error = KioskError(Code.DUPLICATE_FACE, where=summary.person.name)
    panel._ask_twins(summary.person, bridge.trouble(error), panel.tell_enrolled)
    yield tour.shown("desk-person-twins")
    tab.strip.dismiss()


def cards(tour: Tour) -> Iterator[Shown]:
    """Who has a card, and what making new ones asks."""
    tab = tour.people_tab()
    tab.open_cards()
    panel = tab.tool
    assert isinstance(panel, CardsPanel)
    tour.studio.until("the cards", lambda: panel.model.lines)
    yield tour.shown("desk-cards")
    panel._choose_all()
    panel.ask_make()
    yield tour.shown("desk-cards-make")
    panel.strip.dismiss()
    panel.ask_revoke()
    yield tour.shown("desk-cards-revoke")
    panel.strip.dismiss()
    panel.left.emit()


def imports(tour: Tour) -> Iterator[Shown]:
    """A list of people, from the file to the preview, with and without problems."""
    tab, folder, studio = tour.people_tab(), tour.folder / "import", tour.studio
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
    yield tour.shown("desk-import-file")
    panel.open_file(good)
    studio.until("the columns", lambda: panel.columns.boxes)
    yield tour.shown("desk-import-columns")
    panel.look()
    studio.until("the preview", lambda: panel.preview.plan)
    yield tour.shown("desk-import-preview")
    panel.preview.show_page(Page.CHANGE)
    yield tour.shown("desk-import-changes")
    panel.open_file(bad)
    studio.until("the columns", lambda: panel.pages.currentWidget() is not panel.preview)
    panel.look()
    studio.until("the problems", lambda: panel.preview.plan and panel.preview.plan.problems)
    yield tour.shown("desk-import-problems")
    panel.open_file(good)
    studio.until("the columns", lambda: panel.pages.currentWidget() is not panel.preview)
    panel.look()
    studio.until("the preview", lambda: panel.preview.plan and not panel.preview.plan.problems)
    panel.carry_out()
    studio.until("the end", lambda: panel.pages.currentWidget() is panel._done)
    yield tour.shown("desk-import-done")
    panel.leave()


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


_FORMS: Final = (
    "consent",
    "left",
    "own-data",
    "erase",
    "change",
    "pin",
    "new",
    "new-group",
    "pictures",
    "twins",
)
STOPS = (
    Stop(("desk-people", "desk-person", "desk-person-below", "desk-person-days"), people),
    Stop(tuple(f"desk-person-{name}" for name in _FORMS), person_forms),
    Stop(("desk-cards", "desk-cards-make", "desk-cards-revoke"), cards),
)
LAST_STOPS = (
    Stop(
        tuple(
            f"desk-import-{name}" for name in ("file", "columns", "preview", "changes", "problems", "done")
        ),
        imports,
    ),
)
"""What changes the school: after the other tabs."""
