"""`kiosk models list|build|install|use`: which face models there are, and which one this school uses.

`install` without --file and `build` download: `kiosk.cli.handover` gives them to programs of their own before
this file is reached. What is here opens no connection.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk import logs, settings
from kiosk.cli.common import (
    DataDirOption,
    JsonOption,
    existing_data_dir,
    print_json,
    print_table,
    say,
    the_data_dir,
)
from kiosk.cli.model_words import card, measured_words, megabytes
from kiosk.errors import Code, KioskError
from kiosk.paths import models_dir

if TYPE_CHECKING:
    from kiosk.paths import DataDir
    from kiosk.vision.models import Manifest, ModelEntry

models = typer.Typer(help="Face models: which there are, and which one is used.", no_args_is_help=True)

DEFAULT = "default"
"""A name for the first one of the manifest, whatever it is called."""
STATES = {"there": "yes", "missing": "no", "wrong": "wrong file"}
"""What is said of each FileState."""

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="As kiosk models list names it.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(models, name="models")


@models.command("list")
def list_models(data_dir: DataDirOption = None, as_json: JsonOption = False) -> None:
    """List the face models: which is used, which are installed, and what is known of each."""
    from kiosk.vision.model_files import file_state

    manifest = _manifest()
    used = _used(manifest, the_data_dir(data_dir))
    states = {entry.name: file_state(entry, _built()).value for entry in manifest.embedders}
    if as_json:
        print_json([_as_json(entry, states[entry.name], used) for entry in manifest.embedders])
        return
    print_table(
        "",
        ("model", "used", "installed", "size", "people", "licence", "figures"),
        [
            (
                entry.name,
                "yes" if entry is used else "",
                STATES[states[entry.name]],
                megabytes(entry.size),
                "" if entry.limits is None else f"{entry.limits.largest_roster:,}",
                entry.licence,
                measured_words(entry),
            )
            for entry in manifest.embedders
        ],
        right=(3, 4),
    )
    say("people: the longest list it serves. More of each with --json, and in models/README.md.")


@models.command("build")
def build(data_dir: DataDirOption = None) -> None:  # noqa: ARG001 - every command takes it
    """Make the default models from packages, as set-up does; it downloads what is missing."""
    from kiosk.vision.models import read_model

    manifest = _manifest()
    for entry in filter(manifest.is_needed, manifest.models.values()):
        read_model(entry, _built())
    say("The default models are all there, and what the manifest says.")


@models.command("install")
def install(
    name: NameArgument,
    file: Annotated[
        Path | None,
        typer.Option(
            "--file", metavar="FILE", help="A file that was brought here.", show_default="downloaded"
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Download without asking.")] = False,  # noqa: ARG001
    data_dir: DataDirOption = None,  # noqa: ARG001 - every command takes it; models belong to the program
) -> None:
    """Install a face model from its publisher, or from a file: only the one that the manifest names.

    Size and sha256 are compared before it is put in place. What was downloaded of a file stays, and the same
    command goes on where it stopped.
    """
    from kiosk.vision.model_files import copy_in

    entry = _manifest().embedder(name)
    if file is None:
        raise KioskError(Code.MODEL_NOT_FETCHED_HERE, where=entry.file, detail=entry.name)
    for line in card(entry):
        say(line)
    copy_in(entry, file, _built())
    say(f"{entry.name} is installed. To use it: kiosk models use {entry.name}.")


@models.command("use")
def use(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help=f'As kiosk models list names it, or "{DEFAULT}".')
    ],
    data_dir: DataDirOption = None,
) -> None:
    """Choose this school's face model, and say how many have to be enrolled again. No template is lost."""
    where = existing_data_dir(data_dir)
    entry = _manifest().embedder("" if name == DEFAULT else name)
    _try_out(entry)
    logs.start(where.log_dir)
    try:
        with_it, without = _choose(where, entry, "" if name == DEFAULT else name)
    finally:
        logs.stop()
    for line in card(entry):
        say(line)
    say(f"\nThis school now uses {entry.name}. Templates of this model: {_people(with_it)}.")
    if without:
        say(
            f"To be enrolled again: {_people(without)}; the people tab shows them. Their old templates stay "
            "until they are replaced, and match nobody meanwhile: number and PIN, or a teacher, work."
        )


def _try_out(entry: "ModelEntry") -> None:
    """Load a model and run it once, so that none is chosen that cannot be used.

    Raises:
        KioskError: MODEL_MISSING, MODEL_WRONG, MODEL_NOT_INSTALLED, MODEL_NOT_MEASURED, MANIFEST_BAD.
    """
    from kiosk.vision.models import read_limits, read_model

    model = read_model(entry, _built())
    read_limits(entry, _built())
    from kiosk.vision.embedder import Embedder  # onnxruntime loads only for a file that is the right one

    Embedder(model)


def _choose(where: "DataDir", entry: "ModelEntry", name: str) -> tuple[int, int]:
    """Write the choice while no kiosk uses the data, and count whose templates are of this model."""
    from kiosk.runtime.clock import machine_zone, system_clock
    from kiosk.storage.vault import Vault

    chosen = settings.load(where.settings_file)
    with Vault.open(where, system_clock(machine_zone())) as vault:
        try:
            settings.save(where.settings_file, replace(chosen, model=name))
        except OSError as error:
            raise KioskError(Code.DATA_DIR_UNWRITABLE, where=where.root) from error
        logs.event("model-chosen", sha256=entry.sha256[:8])
        return vault.door.enrolments(entry.sha256)


def _used(manifest: "Manifest", where: "DataDir") -> "ModelEntry | None":
    """Give the model that a school uses; None where its settings name one that there is not."""
    try:
        return manifest.embedder(settings.load(where.settings_file).model)
    except KioskError as error:
        if error.code is not Code.MODEL_UNKNOWN:
            raise
        return None


def _as_json(entry: "ModelEntry", state: str, used: "ModelEntry | None") -> dict[str, object]:
    return {
        "name": entry.name,
        "is_used": entry is used,
        "file": entry.file,
        "file_state": state,
        "size": entry.size,
        "sha256": entry.sha256,
        "url": None if entry.publisher is None else entry.publisher.url,
        "dimensions": entry.dimensions,
        "largest_roster": None if entry.limits is None else entry.limits.largest_roster,
        "licence": entry.licence,
        "licence_note": entry.licence_note,
        "training_data": entry.training_data,
        "known_weak": entry.known_weak,
        "is_measured": entry.is_measured,
        "figures": measured_words(entry),
    }


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _manifest() -> "Manifest":
    from kiosk.vision.models import load_manifest

    return load_manifest(models_dir() / "manifest.toml")


def _built() -> Path:
    return models_dir() / "built"
