"""The running program behind a command: built for it, signed in where needed, stopped at its end."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kiosk import logs, settings
from kiosk.cli.common import existing_data_dir, read_passphrase
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from kiosk.domain.clock import Instant
    from kiosk.domain.people import SchoolClass
    from kiosk.domain.sessions import Session
    from kiosk.paths import DataDir
    from kiosk.runtime.api import DeskApi, NewSchool, SchoolMade
    from kiosk.runtime.services import Services

STOP_S = 10.0


@contextmanager
def running(data_dir: "DataDir") -> Iterator["Services"]:
    """Build the services of an existing data directory, and stop them in the end."""
    from kiosk.runtime.services import Services

    logs.start(data_dir.log_dir)
    try:
        chosen, problem = settings.load_or_default(data_dir.settings_file)
        if problem is not None:
            typer.echo(f"{problem.where} means nothing: the default is used.", err=True)
        services = Services(data_dir, chosen)
        try:
            yield services
        finally:
            for name in services.stop():
                typer.echo(f"{name} did not end in time", err=True)
    finally:
        logs.stop()


@contextmanager
def signed_in(
    chosen: Path | None, passphrase_file: Path | None, number: int | None = None
) -> Iterator["DeskApi"]:
    """Open the desk of the data directory meant, with a passphrase.

    Raises:
        KioskError: What opening and signing in raise.
    """
    with signed_in_at(chosen, passphrase_file, number) as (desk, _):
        yield desk


@contextmanager
def signed_in_at(
    chosen: Path | None, passphrase_file: Path | None, number: int | None = None
) -> Iterator[tuple["DeskApi", "Instant"]]:
    """Open the desk as `signed_in` does, and give the moment in the school's zone.

    A command that reads or prints a time of day means the school's: the machine may be set to another zone.

    Raises:
        KioskError: What opening and signing in raise.
    """
    with signed_in_to(chosen, passphrase_file, number) as services:
        yield services.desk, services.clock()


@contextmanager
def signed_in_to(
    chosen: Path | None, passphrase_file: Path | None, number: int | None = None
) -> Iterator["Services"]:
    """Open everything that needs somebody signed in: the desk, and what an administrator may do.

    Raises:
        KioskError: What opening and signing in raise.
    """
    data_dir = existing_data_dir(chosen)
    # Read before anything is opened: nobody should wait for a typing mistake in a path.
    passphrase = read_passphrase(passphrase_file)
    with running(data_dir) as services:
        services.desk.sign_in(passphrase, number).result()
        try:
            yield services
        finally:
            services.desk.sign_out().result()


def create_school(data_dir: "DataDir", plan: "NewSchool", *, may_use_keyring: bool = True) -> "SchoolMade":
    """Make a data directory.

    Raises:
        KioskError: DATA_DIR_EXISTS, PASSPHRASE_WEAK, TEXT_BAD, SESSION_TIMES; then nothing was made.
    """
    from kiosk.runtime.setup import Setup

    setup = Setup(data_dir, may_use_keyring=may_use_keyring)
    try:
        return setup.create(plan).result()
    finally:
        setup.stop(STOP_S)


def is_attended(data_dir: "DataDir") -> bool:
    """Say whether somebody has to start it, as the device keeps no key; what is damaged, opening says."""
    from kiosk.storage import slot_files

    try:
        return slot_files.read(data_dir).device is None
    except KioskError:
        return False


def class_named(desk: "DeskApi", name: str) -> "SchoolClass":
    """Find a class as people type it.

    Raises:
        KioskError: CLASS_UNKNOWN.
    """
    wanted = " ".join(name.split()).casefold()
    for school_class in desk.classes().result():
        if school_class.name.casefold() == wanted:
            return school_class
    raise KioskError(Code.CLASS_UNKNOWN, where=name)


def session_like(desk: "DeskApi", text: str, day: date) -> "Session":
    """Find a session of a day by its id or by the id's end, as `kiosk session list` shows it.

    Raises:
        KioskError: SESSION_UNKNOWN when none or more than one has it.
    """
    found = [s for s in desk.sessions(day).result() if text and s.id.endswith(text.strip().lower())]
    if len(found) != 1:
        raise KioskError(Code.SESSION_UNKNOWN)
    return found[0]


def now_here() -> "Instant":
    """The moment, in this machine's zone."""
    from kiosk.runtime.clock import machine_zone, system_clock

    return system_clock(machine_zone())()
