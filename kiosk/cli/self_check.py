"""`kiosk --self-check`: whether this installation does its whole job here, without touching anybody's data.

A trial school in a temporary folder, a synthetic walk-up to a saved mark, the day's sheet in three formats,
and the doctor's look at the machine. For whoever installed it, and for the test of the built program.
"""

import importlib
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import typer

from kiosk import logs
from kiosk.cli import demo_school, doctor
from kiosk.cli.common import JsonOption, print_json, say
from kiosk.domain.findings import Finding, Level
from kiosk.errors import KioskError
from kiosk.paths import DataDir, models_dir, resources_dir

if TYPE_CHECKING:
    from kiosk.runtime.services import Services

Step = Callable[[DataDir], str]
"""Does one thing with the trial and says what was seen."""

OPTION, COMMAND = "--self-check", "self-check"
PREFIX = "rollcall-self-check-"
EXIT_FAILED = 1
SECRET_BYTES = 32
LAZY = (
    "charset_normalizer",
    "icalendar",
    "keyring",
    "pandas",
    "pyqtgraph",
    "pyqtgraph.exporters",
    "python_calamine",
    "segno",
    "sklearn.neighbors",
    "xlsxwriter",
    "zxingcpp",
)
"""Libraries that are imported when somebody needs them, which may be weeks after the installation."""
PROCESS_S = 30.0
"""The longest for the capture process to start and to say that there is no camera."""
SIGNATURES: Mapping[str, bytes] = MappingProxyType(
    {"xlsx": b"PK\x03\x04", "csv": b"\xef\xbb\xbf", "pdf": b"%PDF-"}
)
"""How each kind of sheet begins."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(COMMAND)(self_check)


def spelled(arguments: Sequence[str]) -> list[str]:
    """Take `kiosk --self-check` for `kiosk self-check`: programs that are installed are asked so."""
    return [COMMAND, *arguments[1:]] if arguments[:1] == [OPTION] else list(arguments)


def self_check(as_json: JsonOption = False) -> None:
    """Try the whole program in a throw-away trial: models, a walk-up to a mark, sheets, this machine.

    No data of a school is read or changed. Exit code 1 when something fails.
    """
    findings = []
    for finding in look():
        findings.append(finding)
        if not as_json:
            say(_line(finding))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    if any(finding.level is Level.FAIL for finding in findings):
        raise typer.Exit(EXIT_FAILED)


def look() -> Iterator[Finding]:
    """Give a finding for each step, as it is done; after a step that fails the others still run."""
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        data_dir = DataDir(Path(folder) / "school")
        for name, step in STEPS.items():
            yield _tried(name, step, data_dir)
        for finding in doctor.examine(data_dir):
            yield Finding(f"doctor: {finding.check}", finding.level, finding.found, finding.action)


def _tried(name: str, step: Step, data_dir: DataDir) -> Finding:
    started = time.monotonic()
    try:
        said = step(data_dir)
    except KioskError as error:
        return Finding(name, Level.FAIL, error.what, error.action)
    except UnexpectedError as error:
        return Finding(name, Level.FAIL, str(error), "Install it again; if it stays, report it.")
    except Exception as error:  # noqa: BLE001 - a diagnosis must not end at the first thing that is broken
        logs.bug("self-check-failed", error)
        return Finding(name, Level.FAIL, f"it broke ({type(error).__name__})", "Report it.")
    return Finding(name, Level.OK, f"{said}, {time.monotonic() - started:.1f} s")


class UnexpectedError(Exception):
    """A step was done and its result is not what it has to be; the text says how."""


def check_files(_: DataDir) -> str:
    """See that what comes with the program is there: words, fonts, icons, code sets, word lists."""
    from kiosk.domain.names import SYMBOLS

    missing = [
        place
        for place in (
            *(f"icons/{name}.svg" for name in SYMBOLS),
            "fonts/DejaVuSans.ttf",
            "fonts/DejaVuSans-Bold.ttf",
            "translations/kiosk_ar.qm",
            "codes/plain.toml",
            "words/eff_large.txt",
        )
        if not (resources_dir() / place).is_file()
    ]
    if missing:
        raise UnexpectedError(f"missing: {', '.join(missing)}")
    return f"{len(SYMBOLS)} symbols, fonts, translations, codes and words"


def check_models(_: DataDir) -> str:
    """Load each model, whose hash is compared on the way, into the runtime that uses it."""
    from kiosk.vision.models import ROLES
    from kiosk.vision.recogniser import build_recogniser

    build_recogniser(models_dir(), secrets.token_bytes(SECRET_BYTES))
    return f"{len(ROLES)} models, as in the manifest"


def check_school(data_dir: DataDir) -> str:
    """Make the trial: keys, both databases, people, one template from a portrait, an open register."""
    demo_school.make(data_dir)
    return f"a trial of {len(demo_school.NAMES)} people, one enrolled from a picture"


def check_walk_up(data_dir: DataDir) -> str:
    """Let two people walk up who are made from portraits: one is marked, the other is not."""
    from kiosk.cli.take import mark_from

    totals = mark_from(data_dir, "synthetic", None, _tell_nobody)
    if totals["mark"] != 1 or totals["not_in"] < 1:
        raise UnexpectedError(f"{totals['mark']} marked instead of 1, {totals['not_in']} refused")
    return "one person marked, a stranger not"


def check_sheets(data_dir: DataDir) -> str:
    """Write the day's sheet as XLSX, CSV and PDF, and see that each is what it is called."""
    from kiosk.cli.desk import running

    with running(data_dir) as services:
        sizes = [_sheet(services, data_dir.root.parent, fmt) for fmt in SIGNATURES]
    return f"{', '.join(SIGNATURES)} of {', '.join(f'{size / 1000:.0f}' for size in sizes)} KB"


def _sheet(services: "Services", folder: Path, fmt: str) -> int:
    from kiosk.cli.export import SheetFormat

    content = demo_school.sheet_of(services, folder, SheetFormat(fmt)).read_bytes()
    if not content.startswith(SIGNATURES[fmt]):
        raise UnexpectedError(f"the {fmt} is none")
    return len(content)


def check_index(_: DataDir) -> str:
    """Build scikit-learn's index and ask it, as a school with people in it does."""
    import numpy as np

    from kiosk.domain.faces import ProtectedEmbedding
    from kiosk.domain.ids import PersonId
    from kiosk.vision.gallery import Gallery, GalleryRow, load_index

    load_index()
    vectors = np.eye(3, dtype=np.float32)
    rows = [
        GalleryRow(PersonId(str(number)), ProtectedEmbedding(vector, "m", "k"))
        for number, vector in enumerate(vectors)
    ]
    gallery = Gallery.build(rows)
    if not gallery.is_indexed or gallery.nearest(rows[1].template, 1)[0].person != "1":
        raise UnexpectedError("the nearest of three was not found")
    return "the nearest of three is found"


def check_libraries(_: DataDir) -> str:
    """Import what is otherwise imported late."""
    for name in LAZY:
        importlib.import_module(name)
    return f"{len(LAZY)} libraries that are loaded late"


def check_process(data_dir: DataDir) -> str:
    """Start the process that owns the camera, on a camera that is not there: it has to say so, and to end."""
    from kiosk.runtime.api import CameraState
    from kiosk.runtime.capture import CaptureProcess

    capture = CaptureProcess(str(data_dir.root / "no-camera"))
    capture.start()
    try:
        until = time.monotonic() + PROCESS_S
        while capture.state() is not CameraState.NONE and time.monotonic() < until:
            capture.next_frame(0.1)
        state, restarts = capture.state(), capture.restarts
    finally:
        left = capture.close()
    if state is not CameraState.NONE or restarts or left:
        raise UnexpectedError(f"it said {state.value} after {restarts} restarts")
    return "it starts, answers and ends"


def _tell_nobody(_: object) -> None:
    """Take an answer that only its count is wanted of."""


def _line(finding: Finding) -> str:
    line = f"{finding.level.value:<5} {finding.check:<18} {finding.found}"
    return f"{line} -> {finding.action}" if finding.action else line


STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "files": check_files,
        "models": check_models,
        "index": check_index,
        "late libraries": check_libraries,
        "camera process": check_process,
        "trial": check_school,
        "walk-up": check_walk_up,
        "sheets": check_sheets,
    }
)
"""In this order: the later ones need the trial."""
