"""The same bytes on every machine: what the converters make is what the manifest says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.paths import program_root
from kiosk.vision.models import Manifest

pytestmark = pytest.mark.once

PROGRAM = """
import hashlib, sys
from pathlib import Path
from models import dlib_to_onnx, full_range_to_onnx, mesh_to_onnx
for converter, path in zip((mesh_to_onnx, full_range_to_onnx, dlib_to_onnx), sys.argv[1:], strict=True):
    print(hashlib.sha256(converter.convert(Path(path).read_bytes())).hexdigest())
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_converters_give_the_bytes_of_the_manifest(
    manifest: Manifest, mesh_original: Path, full_range_original: Path, dlib_original: Path, seed: str
) -> None:
    originals = [str(mesh_original), str(full_range_original), str(dlib_original)]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(program_root())}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *originals],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    expected = [manifest.default(role).sha256 for role in ("mesh", "detector-full", "embedder")]
    assert done.stdout.split() == expected


def test_no_trace_of_the_machine_is_inside(manifest: Manifest, mesh_original: Path) -> None:
    """No path, date or library version: they would differ elsewhere."""
    onnx = pytest.importorskip("onnx")
    for role in ("mesh", "detector-full", "embedder"):
        model = onnx.load(str(mesh_original.parent.parent / manifest.default(role).file))
        assert (model.producer_name, model.producer_version, model.doc_string) == ("rollcall", "", "")
        assert model.ir_version == 8
        assert [(opset.domain, opset.version) for opset in model.opset_import] == [("", 17)]
        assert not model.metadata_props
