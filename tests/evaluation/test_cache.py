"""The file of embeddings that a measurement keeps: whatever lies there, nothing fails or hangs."""

import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from kiosk.evaluation.looks import Cache

SHAPE = (1, 4)
ROW = np.array([[1, 0, 0, 0]], dtype=np.float32)


def savez(path: Path, names: object, vectors: object) -> None:
    with path.open("wb") as file:
        np.savez(file, names=np.asarray(names), vectors=np.asarray(vectors))


def one_array(path: Path) -> None:
    with path.open("wb") as file:
        np.save(file, ROW)


def broken_packing(path: Path) -> None:
    with path.open("wb") as file:
        np.savez_compressed(file, names=np.array(["a"] * 999), vectors=np.zeros((999, *SHAPE), np.float32))
    content = bytearray(path.read_bytes())
    content[60:-400] = bytes(byte ^ 0x5A for byte in content[60:-400])
    path.write_bytes(content)


def terabytes(path: Path) -> None:
    head = b"{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000, 1, 4), }".ljust(117) + b"\n"
    name = io.BytesIO()
    np.save(name, np.array(["a"]))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("names.npy", name.getvalue())
        archive.writestr("vectors.npy", b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head)


def flagged(path: Path, local: int, central: int, value: int) -> None:
    """Write a byte into each head of an archive."""
    savez(path, ["a"], [ROW])
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        place = -1
        while (place := content.find(mark, place + 1)) >= 0:
            content[place + offset] = value
    path.write_bytes(content)


def test_what_was_kept_is_there_again(tmp_path: Path) -> None:
    Cache(tmp_path / "c.npz", {"a": ROW}).save()
    found = Cache(tmp_path / "c.npz")
    found.load(SHAPE)
    assert list(found.rows) == ["a"]
    np.testing.assert_array_equal(found.rows["a"], ROW)
    other = Cache(tmp_path / "c.npz")
    other.load((2, 4))
    assert other.rows == {}


@pytest.mark.parametrize(
    "write",
    [
        one_array,
        broken_packing,
        terabytes,
        lambda path: flagged(path, 6, 8, 1),
        lambda path: flagged(path, 8, 10, 97),
        lambda path: savez(path, [["a", "b"]], [ROW]),
        lambda path: savez(path, "a", [ROW]),
        lambda path: savez(path, ["a"], np.array([[["x"] * 4]])),
        lambda path: savez(path, ["a"], np.zeros((1, *SHAPE), complex)),
        lambda path: path.mkdir(),
        os.mkfifo if os.name == "posix" else one_array,
    ],
    ids=["array", "packing", "terabytes", "password", "method", "names", "name", "text", "complex", "folder",
         "pipe"],
)  # fmt: skip
def test_what_is_damaged_counts_as_empty(tmp_path: Path, write: Callable[[Path], None]) -> None:
    write(tmp_path / "c.npz")
    cache = Cache(tmp_path / "c.npz")
    cache.load(SHAPE)
    assert cache.rows == {}
