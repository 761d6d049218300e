"""The throw-away school of `kiosk demo`: a trial of 24 invented people, one of them enrolled."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.paths import DataDir, resources_dir

if TYPE_CHECKING:
    from kiosk.cli.export import SheetFormat
    from kiosk.runtime.api import DeskApi
    from kiosk.runtime.services import Services

SCHOOL = "Demo School"
ADMIN = "Demo Teacher"
CLASS = "Demo Class"
PASSPHRASE = "open the demo door please"  # noqa: S105 - shown to everybody: the school is thrown away
FIRST_NUMBER = 101
LESSON = timedelta(hours=2)
CONSENT = "Demo: a portrait in the public domain."

# Invented; not the names of the two in the portraits.
NAMES = (
    "Amal Fontaine", "ليلى حداد", "Benoit Marchetti", "يوسف المصري", "Clara Nyström", "سارة الخطيب",
    "Dmitri Okafor", "عمر بن سعيد", "Elif Karaca", "مريم العلي", "Farid Lindqvist", "خالد منصور",
    "Greta Oyelaran", "نور الهدى سالم", "Hugo Tanaka", "حسن عبد الرحمن", "Ines Kowalczyk", "زينب قاسم",
    "Jonas Papadakis", "طارق الزهراوي", "Katya Moreau", "هالة النجار", "Luca Svensson", "ريم الشامي",
)  # fmt: skip


def make(data_dir: DataDir) -> None:
    """Make the school, its people, one template and a register that is open now.

    Raises:
        KioskError: DATA_DIR_EXISTS, MODEL_MISSING, MODEL_WRONG.
    """
    from kiosk.cli.desk import running

    make_empty(data_dir)
    with running(data_dir) as services:
        desk = services.desk
        desk.sign_in(PASSPHRASE).result()
        _fill(desk, resources_dir() / "portraits" / "astronaut.png")
        desk.sign_out().result()


def make_empty(data_dir: DataDir) -> None:
    """Make the school with its class and nobody in it.

    Raises:
        KioskError: DATA_DIR_EXISTS.
    """
    from kiosk.cli.desk import create_school
    from kiosk.runtime.api import NewSchool
    from kiosk.runtime.clock import machine_zone

    create_school(
        data_dir,
        NewSchool(
            school=SCHOOL,
            admin=ADMIN,
            passphrase=PASSPHRASE,
            class_name=CLASS,
            is_trial=True,
            zone=machine_zone(),
        ),
        may_use_keyring=False,  # nothing of a throw-away school may stay in the keyring
    )


def _fill(desk: "DeskApi", portrait: Path) -> None:
    from kiosk.cli.desk import now_here

    now = now_here()
    school_class = desk.classes().result()[0]
    people = [
        desk.add_person(str(FIRST_NUMBER + place), name, [school_class.id])
        for place, name in enumerate(NAMES)
    ]
    enrolled = people[0].result().id
    until = now.local_date + timedelta(days=1)
    desk.record_consent(enrolled, CONSENT, "self", until).result()
    desk.enrol_pictures(enrolled, [portrait]).result()
    for person in people:
        person.result()
    desk.open_session(school_class.id, now, now.plus(LESSON)).result()


def write_sheet(data_dir: DataDir, folder: Path, fmt: "SheetFormat") -> Path:
    """Write today's sheet of the demo school into a folder.

    Raises:
        KioskError: EXPORT_NOT_WRITTEN.
    """
    from kiosk.cli.desk import running

    with running(data_dir) as services:
        return sheet_of(services, folder, fmt)


def sheet_of(services: "Services", folder: Path, fmt: "SheetFormat") -> Path:
    """Write today's sheet of the running demo; somebody who is signed in at the desk stays so.

    Raises:
        KioskError: EXPORT_NOT_WRITTEN.
    """
    from kiosk.cli.desk import now_here
    from kiosk.cli.export import export_sheet
    from kiosk.domain.follow_up import ReportScope

    was_signed_in = services.submit(lambda vault: vault.signed_in is not None).result()
    if not was_signed_in:
        services.desk.sign_in(PASSPHRASE).result()
    today = now_here().local_date
    _, path = export_sheet(services.reports, ReportScope(today, today), fmt, folder)
    if not was_signed_in:
        services.desk.sign_out().result()
    return path
