"""What is said of a face model wherever one is offered: `kiosk models`, doctor, models/install.py, set-up."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.vision.models import ModelEntry

NOT_MEASURED = "not measured here"
"""A model without this project's own figures in the manifest; these very words, everywhere."""
WHAT_IT_MEANS = (
    f"{NOT_MEASURED}: this project has no figures of its own for it. Measure it on your own pictures before "
    "it marks anybody: kiosk evaluate limits --write."
)


def measured_words(entry: "ModelEntry") -> str:
    """Say whether this project has measured it."""
    return "measured here" if entry.is_measured else NOT_MEASURED


def megabytes(size: int) -> str:
    """Say a size, for example "38.7 MB"; below 0.1 MB in kB."""
    return f"{size / 1e6:.1f} MB" if size >= 1e5 else f"{size / 1e3:.1f} kB"


def card(entry: "ModelEntry") -> list[str]:
    """Say what has to be known before a model is installed or used, a line each."""
    lines = [
        f"{entry.name}: {megabytes(entry.size)}, {entry.dimensions} numbers a face, licence {entry.licence}.",
        f"Licence: {entry.licence_note}",
        f"Training data: {entry.training_data}",
        f"Known weak: {entry.known_weak}",
    ]
    if entry.publisher is not None:
        lines.append(f"From: {entry.publisher.url}")
    if entry.limits is not None:
        lines.append(f"It serves lists of up to {entry.limits.largest_roster:,} people.")
    if not entry.is_measured:
        lines.append(WHAT_IT_MEANS)
    return lines
