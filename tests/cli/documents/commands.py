"""The commands that the documents tell people to type. A block without a language holds nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`((?:kiosk|python3 run\.py|(?:\.venv/bin/)?python -m) [^`\n]+)`")
_OPTIONAL = re.compile(r"\s*\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Command:
    """One command as a document has it.

    Attributes:
        document: Its path in the project.
        line: Its line there, from 1.
        words: Without what is optional, without a comment.
        written: The line as it stands.
    """

    document: str
    line: int
    words: tuple[str, ...]
    written: str

    @property
    def name(self) -> str:
        """The command without its options: "kiosk keys add"."""
        taken: list[str] = []
        for word in self.words:
            if word.startswith("-") or not re.fullmatch(r"[a-z][\w./-]*[\w]|[./][\w./-]+", word):
                break
            taken.append(word)
        return " ".join(taken)


def documents(project: Path) -> tuple[str, ...]:
    """Give the documents that people read to use, install or change the program."""
    names = ["README.md", "CONTRIBUTING.md", "models/README.md"]
    names += [str(path.relative_to(project)) for path in sorted((project / "docs").glob("*.md"))]
    return tuple(name for name in names if (project / name).is_file())


def typed(project: Path, document: str) -> Iterator[Command]:
    """Give what a document's blocks say, in their order; each of several choices is one.

    `keys list | add` is two commands, `--out FILE.pdf|FOLDER` as well. What is optional, in brackets, is left
    out: test_named.py looks whether there is such an option.
    """
    text = (project / document).read_text("utf-8")
    for block in _BLOCK.finditer(text):
        if block[1]:
            continue
        first = text.count("\n", 0, block.start(2)) + 1
        for number, written in enumerate(_whole_lines(block[2])):
            line = _OPTIONAL.sub("", re.split(r"\s#\s", written)[0]).strip()
            if not line or line.startswith("#"):
                continue
            for one in _choices(line):
                yield Command(document, first + number, tuple(_split(one)), written.strip())


def mentioned(project: Path, document: str) -> Iterator[Command]:
    """Give what is said in a sentence: `kiosk keys rotate`."""
    text = (project / document).read_text("utf-8")
    for found in _INLINE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        for one in _choices(_OPTIONAL.sub("", found[1])):
            yield Command(document, line, tuple(_split(one)), found[1])


def _whole_lines(block: str) -> list[str]:
    """Put a line that ends in a backslash together with the next; an indented one goes on the one before."""
    lines: list[str] = []
    for line in block.splitlines():
        goes_on = lines and (lines[-1].endswith("\\") or (line.startswith("  ") and line.strip()))
        if goes_on:
            lines[-1] = f"{lines[-1].rstrip(chr(92))} {line.strip()}"
            lines.append("")
        else:
            lines.append(line)
    return lines


def _choices(line: str) -> Iterator[str]:
    """Give one line for each alternative of `keys list | add`, or of a word such as `A|B`."""
    first, *others = line.split(" | ")
    words = first.split()
    yield from _words_chosen(words)
    for other in others:
        # The alternatives stand for the last words before their own: `kiosk session cancel ID | restore ID`.
        kept = words[:2] if len(words) > 2 else words[:1]
        yield from _words_chosen([*kept, *other.split()])


def _words_chosen(words: list[str]) -> Iterator[str]:
    for number, word in enumerate(words):
        if "|" in word.strip("|"):
            for choice in word.split("|"):
                yield from _words_chosen([*words[:number], choice, *words[number + 1 :]])
            return
    yield " ".join(words)


def _split(line: str) -> list[str]:
    """Split as a shell does, without expanding anything."""
    return [found.strip("\"'") for found in re.findall(r"""(?:[^\s"']|"[^"]*"|'[^']*')+""", line)]
