"""The commands of `run.py`: set up what is missing, then hand over to the kiosk, to pytest, or to nobody."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from bootstrap import bill, build, environment, installer, locks, machine, release
from bootstrap.console import ROOT, SetupError, say
from bootstrap.environment import RUNTIME_LOCK, TEST_LOCK, Environment

USAGE = """python3 run.py              set up what is missing and start the kiosk
python3 run.py ARGS         the same, with ARGS for the kiosk: run.py doctor, run.py --help
python3 run.py setup        set up only
python3 run.py test [ARGS]  set up and run the tests, with ARGS for pytest; long ones with: -m slow
python3 run.py core [ARGS]  the tests that need no window, in an environment without PySide6
python3 run.py bill [FOLDER] list what is brought along, with licences, and check it; FOLDER: a built program
python3 run.py build        the program for machines without Python, in dist/; its sizes: build --sizes
python3 run.py release ...    sign what was built with --key FILE, or check it with --check PUBLIC_KEY
python3 run.py lock [ARGS]  write requirements/*.lock anew with uv; newer versions with: --upgrade"""

ENVIRONMENT = ROOT / ".venv"
CORE_ENVIRONMENT = ROOT / ".venv-core"
CORE_MARKERS = "not qt and not slow and not once"
WITHOUT_QT = ("pyside6-essentials", "shiboken6", "pytest-qt")
WINDOW = ("run",)
HEADLESS = ("demo", "--headless")
INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    """Do what `run.py` was asked.

    Args:
        arguments: What came after run.py.

    Returns:
        The exit code, where the process is not handed over.
    """
    try:
        return _run(arguments)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Start it again to go on.", file=sys.stderr)
        return INTERRUPTED
    except OSError as error:
        # Whatever else the machine refuses while files are made.
        print(
            f"{error.strerror or error}: {error.filename or ROOT}. Put that right and start again.",
            file=sys.stderr,
        )
        return 1


def _run(arguments: list[str]) -> int:
    problem = machine.platform_problem()
    if problem is not None:
        raise SetupError(problem, "Use another computer for it.")
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command in ENDS_HERE:
        ENDS_HERE[command](rest)
        return 0
    if command == "setup":
        if rest:
            raise SetupError("setup takes no arguments.", f"\n{USAGE}")
        build.offer_better_model(set_up(RUNTIME_LOCK))
        say(f"Set up. Start the kiosk with: python3 run.py, or {_relative('kiosk')} run")
        return 0
    if command == "test":
        machine.provide_test_programs()
        made = set_up(TEST_LOCK)
        return hand_over([str(made.python), "-m", "pytest", *test_arguments("not slow", rest)])
    if command == "core":
        made = set_up_core()
        return hand_over([str(made.python), "-m", "pytest", *test_arguments(CORE_MARKERS, rest)])
    made = set_up(RUNTIME_LOCK)
    if command in {"", "run"}:
        build.offer_better_model(made)
    return hand_over([str(made.command("kiosk")), *kiosk_arguments(arguments, os.environ)])


def _bill(rest: Sequence[str]) -> None:
    if len(rest) > 1:
        raise SetupError("bill takes one folder at most.", f"\n{USAGE}")
    out = ROOT / "build" / "bill"
    if rest:
        bill.write_bill(Path(rest[0]), out, installer.provide().python)
    else:
        bill.check_packages(out, set_up(TEST_LOCK).python)


ENDS_HERE: Mapping[str, Callable[[list[str]], None]] = MappingProxyType(
    {"lock": locks.lock, "build": installer.make, "release": release.make, "bill": _bill}
)
"""Commands that start nothing afterwards."""


def set_up(lock: Path) -> Environment:
    """Make .venv, models and translations what the sources say.

    Args:
        lock: What has to be installed. An environment with the tests' packages is right for the kiosk too.

    Raises:
        SetupError: If something cannot be made.
    """
    machine.provide_libraries()
    made = Environment(ENVIRONMENT, lock)
    with_tests = Environment(ENVIRONMENT, TEST_LOCK)
    if lock != TEST_LOCK and environment.is_right(with_tests):
        made = with_tests
    environment.provide(made)
    build.build_models(made)
    build.build_translations(made)
    return made


def set_up_core() -> Environment:
    """Make .venv-core: the tests' packages without PySide6 and what needs it. Models are .venv's.

    Raises:
        SetupError: If something cannot be made.
    """
    machine.provide_libraries()
    lock = ROOT / "build" / "core.lock"
    lock.parent.mkdir(exist_ok=True)
    lock.write_text(lock_without(WITHOUT_QT, TEST_LOCK.read_text(encoding="utf-8")), encoding="utf-8")
    made = Environment(CORE_ENVIRONMENT, lock)
    environment.provide(made)
    build.build_models(made)
    return made


def lock_without(names: Sequence[str], lock: str) -> str:
    """Leave packages out of a lock.

    Args:
        names: The packages, as the lock writes them.
        lock: Its text; a package is a line and the indented lines after it.
    """
    blocks = re.findall(r"^\S.*\n(?:[ \t].*\n?)*", lock, flags=re.MULTILINE)
    return "".join(block for block in blocks if block.partition("==")[0] not in names)


def test_arguments(markers: str, given: Sequence[str]) -> list[str]:
    """Put the default choice of markers before what was given: pytest takes the last -m."""
    return ["-m", markers, *given]


def kiosk_arguments(
    given: Sequence[str], environ: Mapping[str, str], system: str = sys.platform
) -> list[str]:
    """Give what the kiosk is started with: its window, or where none can open, the demo without one.

    Args:
        given: What came after run.py; anything at all is passed on as it is.
        environ: The environment variables.
        system: sys.platform.
    """
    if given:
        return list(given)
    if system != "linux" or _has_screen(environ):
        return list(WINDOW)
    say("There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.")
    say("This is the demo without a window; on a desktop the same command opens the kiosk.")
    return list(HEADLESS)


def _has_screen(environ: Mapping[str, str]) -> bool:
    """Say whether Qt has somewhere to draw; whoever names a Qt platform has chosen for themselves."""
    return any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def hand_over(command: list[str]) -> int:
    """Become another program, so that signals and exit codes are its own; on Windows wait for it."""
    if not Path(command[0]).exists():
        raise SetupError(f"{command[0]} is missing.", "Remove the folder .venv and start again.")
    sys.stdout.flush()
    if os.name == "nt":
        return subprocess.run(command, check=False).returncode
    return os.execv(command[0], command)  # noqa: S606 - our own environment's program, no shell


def _relative(name: str) -> str:
    return str(Environment(ENVIRONMENT, RUNTIME_LOCK).command(name).relative_to(ROOT))
