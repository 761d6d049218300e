"""`kiosk sample-school`: a trial of invented people with a timetable and a term of marks."""

from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.common import DataDirOption, JsonOption, print_json, say, the_data_dir
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.paths import DataDir
    from kiosk.storage.sample import SampleMade

SCHOOL = "Sample School"
ADMIN = "Sample Administrator"
PASSPHRASE = "open the sample door please"  # noqa: S105 - shown to everybody: nobody in the school exists
MOST_PEOPLE = 20_000
MOST_WEEKS = 40
SEED = 20261126


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sample-school")(sample_school)


def sample_school(
    people: Annotated[
        int, typer.Option("--people", metavar="N", min=1, max=MOST_PEOPLE, help="How many people.")
    ] = 1_000,
    weeks: Annotated[
        int, typer.Option("--weeks", metavar="N", min=1, max=MOST_WEEKS, help="How long the term has run.")
    ] = 13,
    seed: Annotated[int, typer.Option("--seed", help="The same gives the same school.")] = SEED,
    data_dir: DataDirOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a school of people who do not exist, for trials and measurements, where no data are yet."""
    target = the_data_dir(data_dir)
    if target.exists:
        raise KioskError(Code.DATA_DIR_EXISTS, where=target.root)
    made = make(target, people, weeks, seed, None if as_json else _show)
    if as_json:
        print_json(
            {
                "data_dir": str(target.root),
                "people": made.people,
                "groups": made.groups,
                "sessions": made.sessions,
                "marks": made.marks,
                "passphrase": PASSPHRASE,
            }
        )
        return
    say(
        f"People: {made.people:,}, groups: {made.groups:,}, sessions: {made.sessions:,},"
        f" marks: {made.marks:,}."
    )
    say(f"Start it with: kiosk run --data-dir {target.root}")
    say(f"The passphrase of the desk is: {PASSPHRASE}")


def make(
    target: "DataDir",
    people: int,
    weeks: int,
    seed: int = SEED,
    on_progress: "Callable[[int, int], None] | None" = None,
) -> "SampleMade":
    """Make the school and fill it.

    Args:
        target: A folder without data.
        people: How many.
        weeks: How long the term has run.
        seed: The same gives the same school, but for ids.
        on_progress: Called with (days done, of how many), on another thread.

    Raises:
        KioskError: DATA_DIR_EXISTS, DATABASE_FULL.
    """
    from kiosk.cli.desk import create_school, running
    from kiosk.runtime.api import NewSchool
    from kiosk.runtime.clock import machine_zone

    plan = NewSchool(
        school=SCHOOL,
        admin=ADMIN,
        passphrase=PASSPHRASE,
        class_name="Staff",
        is_trial=True,
        zone=machine_zone(),
    )
    create_school(target, plan, may_use_keyring=False)
    with running(target) as services:
        services.desk.sign_in(PASSPHRASE).result()
        made = services.submit(
            lambda vault: vault.office.sample.fill(people, weeks, seed, on_progress)
        ).result()
        services.desk.sign_out().result()
    return made


def _show(done: int, of: int) -> None:
    if done == of:
        say(f"School days written: {done}.")
