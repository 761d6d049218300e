"""The values that a list of parts is made of. Imports nothing but the standard library."""

from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """What a part is, in the words of the licence file."""

    PROGRAM = "program"
    PACKAGE = "Python package"
    LIBRARY = "library"
    CRATE = "Rust crate"
    MODEL = "model"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Text:
    """A licence's text.

    Attributes:
        source: Where it was read: a package and its file, or a name under packaging/licences/texts.
        content: The text.
    """

    source: str
    content: str


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is shipped and has a licence.

    Attributes:
        kind: What it is.
        name: As its makers call it.
        version: Empty where it is not known.
        licence: An SPDX expression.
        within: The package that brings it; empty for what stands alone.
        sha256: Hashes, of a package's archives or of a file.
        texts: The licences' texts that were found.
        files: Where it lies, relative to the packages' folder; empty where it has no file of its own.
        known: How the licence is known, where nobody can read that in the package itself.
    """

    kind: Kind
    name: str
    version: str
    licence: str
    within: str = ""
    sha256: tuple[str, ...] = ()
    texts: tuple[Text, ...] = ()
    files: tuple[str, ...] = ()
    known: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason not to pass the program on.

    Attributes:
        what: The part or the file.
        why: What is wrong with it, in a sentence without a full stop.
    """

    what: str
    why: str

    def __str__(self) -> str:
        """Give both in a line."""
        return f"{self.what}: {self.why}"


@dataclass(slots=True)
class Bill:
    """What is shipped, and what speaks against it.

    Attributes:
        parts: In the order of their finding.
        findings: Empty where the program may be passed on.
    """

    parts: list[Part] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def find(self, what: str, why: str) -> None:
        """Note a finding."""
        self.findings.append(Finding(what, why))
