"""`kiosk tally`: what a day's tries at the door came to. Counts without names; nobody has to be signed in."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk import logs
from kiosk.cli.common import (
    DataDirOption,
    JsonOption,
    existing_data_dir,
    parse_day,
    print_json,
    print_table,
    say,
)
from kiosk.domain.tally import Count, first_try_share, share

if TYPE_CHECKING:
    from kiosk.paths import DataDir

WORDS: Mapping[Count, str] = {
    Count.TRIES: "faces looked at during a register",
    Count.TICKS: "marked by face",
    Count.FIRST_TRY: "  of them at the first try",
    Count.CONFIRMED: "  of them by a look-alike's PIN",
    Count.ASK_PIN: "look-alikes asked for a PIN",
    Count.CODE_TICKS: "marked by number and PIN",
    Count.CARD_TICKS: "marked by card",
    Count.ALREADY: "seen again after their mark",
    Count.PASSED: "seen leaving or coming back",
    Count.UNKNOWN: "refused: nobody on the list is near enough",
    Count.NOT_ON_LIST: "refused: not on the list of an open register",
    Count.AMBIGUOUS: "refused: two people too close to tell apart",
    Count.OTHER: "refused: another reason",
    Count.NOT_ME: 'taken back at the door ("not me")',
    Count.CORRECTED: "marks of the door that a teacher changed",
}
"""In the order in which they are printed."""
KEPT = "A day's counts are kept until the end of the next one; of that day nothing is left."


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("tally")(tally)


def tally(
    day: Annotated[str, typer.Option(metavar="DAY", help="today, yesterday, or a date.")] = "today",
    data_dir: DataDirOption = None,
    as_json: JsonOption = False,
) -> None:
    """Count a day's tries at the door: marked, refused and why, taken back, corrected.

    Kept for a day, without names: only it shows how well recognition does at this school.
    """
    chosen, found, is_kept = _read(existing_data_dir(data_dir), day)
    first_try, taken_back = _rates(found)
    if as_json:
        print_json(
            {
                "day": chosen.isoformat(),
                "is_kept": is_kept,
                "counts": {what.value: found[what] for what in WORDS},
                "first_try_of_tries": first_try,
                "not_me_of_ticks": taken_back,
            }
        )
        return
    lines = [(words, str(found[what])) for what, words in WORDS.items()]
    print_table(chosen.isoformat(), ("what", "how often"), lines, right=(1,))
    if not is_kept:
        say(KEPT)
    if first_try is not None:
        say(f"Marked at the first try: {first_try:.1%} of all tries but those of people who were in already.")
    if taken_back is not None:
        say(f"Taken back at the door: {taken_back:.1%} of the marks by face.")


def _read(data_dir: "DataDir", day: str) -> tuple[date, Mapping[Count, int], bool]:
    """Read a day's counts.

    Returns:
        The day, its counts, and whether counts of that day are still kept.

    Raises:
        KioskError: DAY_BAD, or what opening the data raises.
    """
    from kiosk.runtime.clock import SchoolClock, machine_zone
    from kiosk.storage.door import TALLY_DAYS
    from kiosk.storage.vault import Vault

    logs.start(data_dir.log_dir)
    try:
        clock = SchoolClock(machine_zone())
        with Vault.open(data_dir, clock) as vault:
            clock.zone = vault.zone
            today = clock().local_date
            is_yesterday = day.strip().lower() == "yesterday"
            chosen = today - timedelta(days=1) if is_yesterday else parse_day(day, today)
            return chosen, vault.door.tally(chosen), chosen >= today - timedelta(days=TALLY_DAYS)
    finally:
        logs.stop()


def _rates(found: Mapping[Count, int]) -> tuple[float | None, float | None]:
    return first_try_share(found), share(found, Count.NOT_ME, Count.TICKS)
