"""The size of the built program by part, and what each exclusion saves: `run.py build --sizes`.

It reads what build_installer.spec noted of the last build, and the folder that came out.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from bootstrap.console import ROOT, SetupError
from bootstrap.installer_parts import Choice, read_left_out

NOTES = ROOT / "build" / "installer" / "work" / "build_installer" / "parts.json"
MEGABYTE = 1_000_000
TOLERANCE_MB = 0.3
# The first that fits. Qt's libraries lie in PySide6/, links to them beside it.
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("OpenCV with FFmpeg", ("cv2/*", "opencv_python*")),
    ("Qt and PySide6", ("PySide6/*", "shiboken6/*", "pyside6*", "*Qt6*")),
    ("scipy and scikit-learn", ("scipy*", "sklearn/*", "scikit_learn*")),
    ("numpy", ("numpy*",)),
    ("ONNX Runtime", ("onnxruntime*",)),
    ("MediaPipe", ("mediapipe*",)),
    ("pandas", ("pandas*",)),
    ("SQLCipher, libsodium, cryptography", ("sqlcipher3*", "nacl/*", "pynacl*", "cryptography*")),
    ("models", ("models/*",)),
    ("fonts, icons, portraits, words", ("resources/*",)),
    ("Python and its libraries", ("libpython*", "python3*", "base_library.zip", "Python*", "*.so.*")),
)
REST = "other libraries"
CODE = "the program's own code, and its libraries' in Python"


@dataclass(frozen=True, slots=True)
class Row:
    """One part.

    Attributes:
        part: In words.
        found: Bytes of what PyInstaller found.
        left_out: Bytes of it that stay out.
        installed: Bytes that lie in the program's folder.
    """

    part: str
    found: int
    left_out: int
    installed: int

    @property
    def stripped(self) -> int:
        """Bytes of symbols that were taken out of what goes in; the program itself was no file before."""
        return max(0, self.found - self.left_out - self.installed) if self.found else 0


Notes = Mapping[str, Mapping[str, object]]


def read_notes(file: Path = NOTES) -> Notes:
    """Read what the build noted.

    Raises:
        SetupError: If nothing was built here.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise SetupError("Nothing was built here yet.", "Run: python3 run.py build.") from error
    found: Notes = json.loads(text)
    return found


def part_of(name: str) -> str:
    """Give the part that a file belongs to."""
    for part, patterns in PARTS:
        if any(fnmatchcase(name, pattern) for pattern in patterns):
            return part
    return REST


def rows(notes: Notes, folder: Path) -> list[Row]:
    """Add up each part.

    Args:
        notes: What the build noted.
        folder: The built program: `kiosk` and `_internal`, or an application of macOS.
    """
    found, left_out, installed = dict[str, int](), dict[str, int](), dict[str, int]()
    for name, note in notes.items():
        size = int(str(note["bytes"]))
        _add(found, part_of(name), size)
        if note["left_out"] is not None:
            _add(left_out, part_of(name), size)
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            _add(installed, _installed_part(path.relative_to(folder).as_posix()), path.stat().st_size)
    parts = [*(part for part, _ in PARTS), REST, CODE]
    return [Row(part, found.get(part, 0), left_out.get(part, 0), installed.get(part, 0)) for part in parts]


def _installed_part(name: str) -> str:
    inside = name.partition("_internal/")[2]
    return part_of(inside) if inside else CODE


def _add(sums: dict[str, int], part: str, size: int) -> None:
    sums[part] = sums.get(part, 0) + size


def saved(notes: Notes) -> dict[str, float]:
    """Give the megabytes that each line of packaging/left_out.toml saved in the last build, by its words."""
    sums: dict[str, int] = {}
    for note in notes.values():
        if note["left_out"] is not None:
            _add(sums, str(note["left_out"]), int(str(note["bytes"])))
    return {what: size / MEGABYTE for what, size in sums.items()}


def off(choice: Choice, notes: Notes) -> list[str]:
    """Name the lines of packaging/left_out.toml whose megabytes are not what was measured."""
    measured = saved(notes)
    return [
        f"{line.what}: {line.megabytes} MB is said, {measured.get(line.what, 0):.1f} MB was measured"
        for line in choice.lines
        if abs(line.megabytes - measured.get(line.what, 0)) > TOLERANCE_MB
    ]


def parts_table(table: Sequence[Row]) -> str:
    """Give the parts as a table, the largest first, in megabytes."""
    lines = ["| part | found, MB | left out | symbols | installed, MB |", "|---|--:|--:|--:|--:|"]
    total = Row(
        "**all**",
        sum(row.found for row in table),
        sum(row.left_out for row in table),
        sum(row.installed for row in table),
    )
    symbols = sum(row.stripped for row in table)
    lines += [_line(row, row.stripped) for row in sorted(table, key=lambda row: -row.installed)]
    return "\n".join([*lines, _line(total, symbols)])


def _line(row: Row, symbols: int) -> str:
    before = " | ".join(_mb(size) for size in (row.found, row.left_out, symbols))
    return f"| {row.part} | {before} | {row.installed / MEGABYTE:.1f} |"


def _mb(size: int) -> str:
    return f"{size / MEGABYTE:.1f}" if size >= MEGABYTE / 20 else ""


def saved_table(choice: Choice, notes: Notes) -> str:
    """Give what stays out as a table: what, megabytes, why."""
    measured = saved(notes)
    lines = ["| left out | MB | why |", "|---|--:|---|"]
    by_size = sorted(choice.lines, key=lambda line: -measured.get(line.what, 0))
    lines += [f"| {line.what} | {measured.get(line.what, 0):.1f} | {line.why} |" for line in by_size]
    return "\n".join(lines)


def show(folder: Path, notes: Notes) -> None:
    """Print both tables, and which figure of packaging/left_out.toml is off."""
    choice = read_left_out()
    print(f"{parts_table(rows(notes, folder))}\n\n{saved_table(choice, notes)}")
    for line in off(choice, notes) if sys.platform == "linux" else ():
        print(f"packaging/left_out.toml: {line}", file=sys.stderr)
