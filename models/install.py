"""Downloads a face model from its publisher: `kiosk models install NAME` becomes this program.

    .venv/bin/python models/install.py NAME          says what is known of it, asks, downloads
    .venv/bin/python models/install.py NAME --yes    the same without asking
    .venv/bin/python models/install.py --offer       names the better model; at a terminal it asks

The kiosk's own process has no network, and this program has no data: it knows no school and reads no setting.
What it may fetch, and what the result has to be, stands in models/manifest.toml.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if not __package__:
    # Run as a file: Python put models/ in front, where nothing can be imported by its full name.
    sys.path[0] = str(ROOT)

from kiosk.cli.model_words import NOT_MEASURED, card, megabytes  # noqa: E402
from kiosk.errors import KioskError  # noqa: E402
from kiosk.vision.model_files import FileState, file_state  # noqa: E402
from kiosk.vision.models import Manifest, ModelEntry, load_manifest  # noqa: E402
from models.download import GO_ON, DownloadError, fetch  # noqa: E402

EXIT_OK = 0
EXIT_REFUSED = 2
EXIT_INTERRUPTED = 130
"""As the kiosk's commands end."""


class Progress:
    """How far a download is: a line that is written over at a terminal, nothing elsewhere."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._is_live = sys.stdout.isatty()
        self._shown = -1

    def show(self, arrived: int) -> None:
        """Replace the line when the next percent is reached."""
        percent = 100 * arrived // self._size
        if self._is_live and percent != self._shown:
            self._shown = percent
            line = f"\r{megabytes(arrived)} of {megabytes(self._size)} ({percent} %)  "
            print(line, end="", flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self._shown >= 0:
            print(flush=True)


def install(manifest: Manifest, name: str, built: Path, *, may_ask: bool, is_agreed: bool) -> int:
    """Download a model, after what is known of it was said and somebody agreed.

    Args:
        manifest: With it.
        name: Which.
        built: models/built.
        may_ask: Somebody is there to answer.
        is_agreed: Nobody has to.

    Returns:
        The exit code.

    Raises:
        KioskError: MODEL_UNKNOWN.
        DownloadError: If it cannot be had; nothing was changed.
    """
    entry = manifest.embedder(name)
    for line in card(entry):
        print(line)
    if file_state(entry, built) is FileState.THERE:
        print(f"\n{entry.name} is installed already. To use it: kiosk models use {entry.name}.")
        return EXIT_OK
    if entry.publisher is None:
        how = "put its file there with --file" if entry.source is None else "make it with: kiosk models build"
        print(f"{entry.name} is not downloaded from a publisher; {how}.", file=sys.stderr)
        return EXIT_REFUSED
    if not is_agreed and not may_ask:
        print("There is no terminal to ask at. Say yes on the command line: --yes.", file=sys.stderr)
        return EXIT_REFUSED
    if not is_agreed and not agrees(f"Download {megabytes(entry.size)} and install it?"):
        print("Nothing was downloaded.")
        return EXIT_OK
    download(entry, built)
    return EXIT_OK


def download(entry: ModelEntry, built: Path) -> None:
    """Fetch a model's file and say that it is there. Raises DownloadError."""
    assert entry.publisher is not None
    progress = Progress(entry.size)
    try:
        fetch(entry.publisher, built / entry.file, progress.show)
    finally:
        progress.end()
    print(f"{entry.name} is installed. To use it: kiosk models use {entry.name}.")
    if not entry.is_measured:
        print(f"It is {NOT_MEASURED}.")


def offer(manifest: Manifest, built: Path, *, may_ask: bool) -> None:
    """Name the better model at set-up, and go on with the default where it is not wanted or cannot be had."""
    default = manifest.default("embedder")
    better = next((entry for entry in manifest.embedders if entry.is_offered), None)
    if better is None or file_state(better, built) is FileState.THERE:
        return
    state = "" if better.is_measured else f", {NOT_MEASURED}"
    print(
        f"A school with long lists of people should look at the face model {better.name} "
        f"({megabytes(better.size)}, {better.licence}{state})."
    )
    if may_ask:
        try:
            install(manifest, better.name, built, may_ask=True, is_agreed=False)
        except DownloadError as error:
            print(f"{better.name} could not be had. {error}")
    is_there = file_state(better, built) is FileState.THERE
    later = "" if is_there else f" Later: kiosk models install {better.name}."
    print(f"Rollcall goes on with the face model {default.name}.{later}")


def agrees(question: str) -> bool:
    """Ask at the terminal; only a clear yes is one."""
    try:
        return input(f"{question} [y/N] ").strip().lower() in {"y", "yes"}
    except EOFError:
        return False


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run the command.

    Args:
        arguments: Without the program's name; None for this process's.
        root: The checkout, with models/manifest.toml.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(
        prog="kiosk models install", description="Download a face model.", allow_abbrev=False
    )
    parser.add_argument("name", nargs="?", metavar="NAME", help="as kiosk models list names it")
    parser.add_argument("--yes", action="store_true", help="download without asking")
    parser.add_argument("--offer", action="store_true", help="name the better model, as set-up does")
    options = parser.parse_args(arguments)
    if bool(options.name) == options.offer:
        parser.error("name one model")
    built = root / "models" / "built"
    may_ask = sys.stdin.isatty()
    try:
        manifest = load_manifest(root / "models" / "manifest.toml")
        if options.offer:
            offer(manifest, built, may_ask=may_ask)
            return EXIT_OK
        return install(manifest, options.name, built, may_ask=may_ask, is_agreed=options.yes)
    except (DownloadError, KioskError) as error:
        print(error, file=sys.stderr)
        return EXIT_REFUSED
    except KeyboardInterrupt:
        print(f"\nStopped; nothing was changed. {GO_ON}", file=sys.stderr)
        return EXIT_INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
