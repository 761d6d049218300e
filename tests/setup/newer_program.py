"""A built program made newer without building it again: its version and its databases' schema counted up.

PyInstaller keeps the modules in an archive inside the program: a table of names, and for each a zlib stream
of marshalled code. Three modules are written over in place, compiled without docstrings to have the room.
"""

import importlib.util
import marshal
import struct
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LATER = "CREATE TABLE later (id TEXT) STRICT;"
_START = b"PYZ\0" + importlib.util.MAGIC_NUMBER


def make_newer(program: Path, version: str) -> None:
    """Change a built program.

    Args:
        program: Its executable, built by the Python that runs this.
        version: As long as the one it has.
    """
    content = bytearray(program.read_bytes())
    start = content.index(_START)
    (offset,) = struct.unpack(">i", content[start + len(_START) : start + len(_START) + 4])
    table = dict(marshal.loads(content[start + offset :]))
    for name, source in _sources(version).items():
        _, at, length = table[name]
        packed = zlib.compress(marshal.dumps(compile(source, name, "exec", optimize=2)), 9)
        assert len(packed) <= length, f"no room for {name}"
        content[start + at : start + at + length] = packed.ljust(length, b"\0")
    program.write_bytes(content)


def _sources(version: str) -> dict[str, str]:
    found = {"kiosk": f"__version__ = {version!r}\n"}
    for zone in ("k", "r"):
        text = (ROOT / "kiosk" / "storage" / f"schema_{zone}.py").read_text("utf-8")
        found[f"kiosk.storage.schema_{zone}"] = f"{text}\nMIGRATIONS = (*MIGRATIONS, {LATER!r})\n"
    return found
