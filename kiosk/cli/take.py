"""`kiosk run` opens the windows; `kiosk take` does the same work without one."""

import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk import logs, settings
from kiosk.cli.common import (
    DataDirOption,
    JsonOption,
    NumberOption,
    clock_text,
    existing_data_dir,
    moment_json,
    print_json,
    read_passphrase,
    say,
    the_data_dir,
)
from kiosk.cli.desk import is_attended
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from kiosk.domain.clock import Instant
    from kiosk.domain.ids import SessionId
    from kiosk.paths import DataDir
    from kiosk.runtime.clock import Clock
    from kiosk.runtime.take import TakeEvent
    from kiosk.storage.vault import Vault
    from kiosk.vision.sources import SourceSpec

Show = Callable[["TakeEvent"], None]

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "unknown": "nobody on the list is near enough",
        "not_on_list": "not on the list of an open register",
        "ambiguous": "two people are too close to tell apart",
        "roster_too_large": "the list is longer than the model serves",
        "no_gallery": "nobody on the list is enrolled",
        "no_session": "no register is open",
        "choose": "on two lists at once, and only a screen can ask which one is meant",
        "card-unknown": "this card is not known, or was replaced",
    }
)
"""What is said of each reason; the way out is the same for all."""
KINDS = ("mark", "left", "returned", "already", "not_in")
"""Values of TakeKind."""
_PASSING: Mapping[str, str] = MappingProxyType({"left": "left", "returned": "came back"})
WAY_OUT = "number and PIN, or a teacher"
NO_REGISTER = "No register is open now, so nobody is marked. Open one with: kiosk session open --class NAME."

SourceOption = Annotated[
    str, typer.Option("--source", metavar="S", help="camera:PATH_OR_INDEX, FILE, FOLDER or synthetic.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("run")(run)
    app.command("take")(take)


def run(
    source: Annotated[
        str | None,
        typer.Option(
            metavar="S", help="camera:PATH_OR_INDEX, FILE, FOLDER or synthetic.", show_default="a camera"
        ),
    ] = None,
    windowed: Annotated[bool, typer.Option("--windowed", help="Not full screen.")] = False,
    data_dir: DataDirOption = None,
) -> None:
    """Open the kiosk: the wizard at first, then the door; the desk opens from there."""
    from kiosk.app import run as run_windows

    raise typer.Exit(run_windows(the_data_dir(data_dir), source=source, windowed=windowed))


def take(
    source: SourceOption,
    session: Annotated[
        str | None,
        typer.Option("--session", metavar="ID", help="Mark for this register only.", show_default="all open"),
    ] = None,
    data_dir: DataDirOption = None,
    passphrase_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Signs in first: marks reach the register at once.",
            show_default="needed for an attended start only",
        ),
    ] = None,
    own_number: NumberOption = None,
    as_json: JsonOption = False,
) -> None:
    """Mark whoever walks up, without a window: a line for each mark or refusal, after it was saved.

    With --json each line is a JSON object; the last one counts them.

    A file or folder ends by itself, a camera with Ctrl-C. Nobody needs to be signed in.
    """
    chosen = existing_data_dir(data_dir)
    passphrase = None if passphrase_file is None else read_passphrase(passphrase_file)
    starter = passphrase
    if starter is None and is_attended(chosen):
        starter = read_passphrase(None, "Passphrase, to start", without=Code.ATTENDED_START)
    show = print_event_json if as_json else print_event
    totals = mark_from(
        chosen, source, session, show, passphrase=passphrase, starter=starter, own_number=own_number
    )
    if as_json:
        print_json({"kind": "end", **{kind: totals[kind] for kind in KINDS}})
    else:
        say(summary(totals))


def summary(totals: Mapping[str, int]) -> str:
    """Count the answers in a sentence."""
    return f"{totals['mark']} marked, {totals['already']} seen again, {totals['not_in']} not marked."


def mark_from(
    data_dir: "DataDir",
    source: str,
    session: str | None,
    show: Show,
    *,
    passphrase: str | None = None,
    starter: str | None = None,
    own_number: int | None = None,
) -> Counter[str]:
    """Mark from a source until it ends or a stop is asked for.

    Args:
        data_dir: Of a school.
        source: As `parse_source` takes it.
        session: The end of the id of the only register to mark for, or None.
        show: Called with each answer, after its COMMIT.
        passphrase: Signs in for as long as it takes; None for nobody.
        starter: The passphrase for an attended start; not asked where the device has its key.
        own_number: The sign-in number of whose passphrase it is; None tries every slot.

    Returns:
        How many answers of each kind.

    Raises:
        KioskError: Of the source, the data directory or the models.
    """
    from kiosk.runtime.clock import SchoolClock, machine_zone
    from kiosk.storage.vault import Starter, Vault
    from kiosk.vision.sources import parse_source

    spec = parse_source(source)
    logs.start(data_dir.log_dir)
    try:
        clock = SchoolClock(machine_zone())
        by = None if starter is None else Starter(starter, own_number)
        with Vault.open(data_dir, clock, by=by) as vault:
            clock.zone = vault.zone
            only = None if session is None else door_session_like(vault, session, clock())
            if passphrase is not None:
                vault.sign_in(passphrase, own_number)
            chosen = settings.load(data_dir.settings_file)
            return _mark(vault, clock, spec, only, show, chosen)
    except KioskError as error:
        if error.code is not Code.CAMERA_NONE:
            raise
        # The door waits for a camera and picks it up; a command ends, and has to say so.
        raise KioskError(Code.CAMERA_NOT_THERE, where=source) from error
    finally:
        logs.stop()


def _mark(
    vault: "Vault",
    clock: "Clock",
    spec: "SourceSpec",
    only: "SessionId | None",
    show: Show,
    chosen: settings.Settings,
) -> Counter[str]:
    from kiosk.domain.strictness import TARGETS, Strictness
    from kiosk.paths import models_dir
    from kiosk.runtime import take as runtime
    from kiosk.vision.recogniser import build_recogniser

    if not any(found.session.takes_marks(clock()) for found in vault.door.sessions(clock())):
        typer.echo(NO_REGISTER, err=True)
    totals: Counter[str] = Counter()
    with _stopped_by_signals() as should_stop:
        # Opened before the models are loaded: a source that is refused is refused at once.
        source = runtime.open_take_source(spec, is_trial=vault.is_trial, should_stop=should_stop)
        try:
            recogniser = build_recogniser(
                models_dir(),
                vault.rotation_secret(),
                model=chosen.model,
                target_fpir=TARGETS[Strictness(chosen.strictness)],
            )
            try:
                for event in runtime.take(
                    vault,
                    recogniser,
                    source,
                    clock,
                    not_me_s=chosen.not_me_seconds,
                    only=only,
                    should_stop=should_stop,
                ):
                    totals[event.kind.value] += 1
                    show(event)
                    vault.drain()  # does nothing while nobody is signed in
            finally:
                recogniser.close()
        finally:
            source.close()
    return totals


def door_session_like(vault: "Vault", text: str, now: "Instant") -> "SessionId":
    """Find one of today's registers by its id or the id's end, as the door knows them: nobody is signed in.

    Raises:
        KioskError: SESSION_UNKNOWN.
    """
    wanted = text.strip().lower()
    found = [s.session.id for s in vault.door.sessions(now) if wanted and s.session.id.endswith(wanted)]
    if len(found) != 1:
        raise KioskError(Code.SESSION_UNKNOWN)
    return found[0]


def print_event(event: "TakeEvent") -> None:
    """Print an answer for people: what the door would show, and no name."""
    who = (
        ""
        if event.label is None
        else "  ".join(part for part in (event.label.text, event.label.symbol) if part)
    )
    state = "" if event.state is None else event.state.value
    at = clock_text(event.at)
    if event.kind.value == "mark":
        late = f" by {event.minutes_late} min" if event.minutes_late else ""
        say(f"{at}  marked {state}{late}  {who}")
    elif event.kind.value in _PASSING:
        say(f"{at}  {_PASSING[event.kind.value]}  {who}")
    elif event.kind.value == "already":
        say(f"{at}  already {state}  {who}")
    else:
        say(f"{at}  not marked: {REASONS[event.reason]}; {WAY_OUT}")


def print_event_json(event: "TakeEvent") -> None:
    """Print an answer for machines; ids are short ones."""
    print_json(
        {
            "kind": event.kind.value,
            "at": moment_json(event.at),
            "person": event.person or None,
            "event": event.event or None,
            "state": None if event.state is None else event.state.value,
            "minutes_late": event.minutes_late,
            "reason": event.reason or None,
            "label": None
            if event.label is None
            else {"symbol": event.label.symbol, "text": event.label.text},
        }
    )


@contextmanager
def _stopped_by_signals() -> Iterator[Callable[[], bool]]:
    """Let Ctrl-C and SIGTERM end the loop between two frames; a second one ends the program."""
    asked = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        if asked.is_set():
            signal.default_int_handler(number, frame)
        asked.set()

    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, ask) for number in numbers]
    try:
        yield asked.is_set
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
