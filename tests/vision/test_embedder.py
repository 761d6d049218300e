"""The embedder on tiny networks with a known answer: order of colours, one at a time, names left out."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.faces import AlignedFace
from kiosk.errors import Code, KioskError
from kiosk.vision.embedder import Embedder
from kiosk.vision.models import InputSpec, VerifiedModel
from models.graph import GraphWriter
from tests.vision.portraits import models

SIDE = 112
SPEC = InputSpec(
    name="data",
    side=SIDE,
    layout="NCHW",
    colour="RGB",
    scale=1.0,
    mean=(0.0, 0.0, 0.0),
    std=(1.0, 1.0, 1.0),
    is_batched=True,
)


def means_of_channels(spec: InputSpec, *, most: int | str = "n", outputs: int = 1) -> bytes:
    """A network that answers with the mean of each channel, in the order it was fed."""
    writer = GraphWriter()
    source, axis = "data", [2, 3]
    if spec.layout == "NHWC":
        source = writer.add("Transpose", ["data"], "turned", perm=[0, 3, 1, 2])
    for number in range(outputs):
        writer.add("ReduceMean", [source], f"fc{number}", axes=axis, keepdims=0)
    sides = [SIDE, SIDE]
    shape = [most, *sides, 3] if spec.layout == "NHWC" else [most, 3, *sides]
    return writer.serialise("means", ("data", shape), [(f"fc{n}", [most, 3]) for n in range(outputs)])


def embedder(
    spec: InputSpec, *, most: int | str = "n", outputs: int = 1, names: tuple[str, ...] = ("fc0",)
) -> Embedder:
    content = means_of_channels(spec, most=most, outputs=outputs)
    entry = replace(
        models()["embedder"].entry, input=spec, outputs=names, template="arcface-5-112", dimensions=3
    )
    return Embedder(VerifiedModel(entry, content))


def chip(red: int, green: int, blue: int) -> AlignedFace:
    return AlignedFace(np.full((SIDE, SIDE, 3), (red, green, blue), np.uint8), "arcface-5-112")


def unit(*values: float) -> NDArray[np.float64]:
    return np.asarray(np.array(values) / np.linalg.norm(values), dtype=np.float64)


@pytest.mark.parametrize("layout", ["NCHW", "NHWC"])
@pytest.mark.parametrize(("colour", "expected"), [("RGB", (10, 20, 40)), ("BGR", (40, 20, 10))])
def test_channels_go_in_in_the_order_the_model_was_trained_with(
    layout: str, colour: str, expected: tuple[int, ...]
) -> None:
    spec = replace(SPEC, layout=layout, colour=colour)
    vector = embedder(spec).embed(chip(10, 20, 40)).vector
    np.testing.assert_allclose(vector, unit(*expected), atol=1e-6)


def test_scale_mean_and_deviation_are_in_the_order_of_the_colours() -> None:
    spec = replace(SPEC, colour="BGR", scale=1 / 255, mean=(0.1, 0.2, 0.3), std=(0.5, 0.25, 2.0))
    expected = [(40 / 255 - 0.1) / 0.5, (20 / 255 - 0.2) / 0.25, (10 / 255 - 0.3) / 2.0]
    np.testing.assert_allclose(embedder(spec).embed(chip(10, 20, 40)).vector, unit(*expected), atol=1e-5)


def test_a_model_that_takes_one_picture_at_a_time_is_run_twice() -> None:
    """A batch of two is refused by ONNX Runtime: the file says 1."""
    spec = replace(SPEC, is_batched=False)
    vector = embedder(spec, most=1).embed(chip(10, 20, 40)).vector
    np.testing.assert_allclose(vector, unit(10, 20, 40), atol=1e-6)


def test_names_that_the_manifest_leaves_out_are_the_files_only_ones() -> None:
    vector = embedder(replace(SPEC, name=""), names=()).embed(chip(10, 20, 40)).vector
    np.testing.assert_allclose(vector, unit(10, 20, 40), atol=1e-6)


@pytest.mark.parametrize(
    ("spec", "outputs", "names"),
    [
        (SPEC, 2, ()),
        (SPEC, 1, ("fc1",)),
        (replace(SPEC, name="input0"), 1, ("fc0",)),
    ],
    ids=["two outputs and none named", "no such output", "no such input"],
)
def test_names_that_the_file_has_not_are_refused(
    spec: InputSpec, outputs: int, names: tuple[str, ...]
) -> None:
    with pytest.raises(KioskError) as raised:
        embedder(spec, outputs=outputs, names=names)
    assert raised.value.code is Code.MANIFEST_BAD


def test_the_answer_of_one_face_is_not_changed_by_the_next() -> None:
    """The input array is used again for each face; what was given out must not be part of it."""
    embeds = embedder(SPEC)
    first = embeds.embed(chip(10, 20, 40))
    before = first.vector.copy()
    embeds.embed(chip(200, 0, 3))
    np.testing.assert_array_equal(first.vector, before)
    np.testing.assert_array_equal(embeds.embed(chip(10, 20, 40)).vector, before)
    assert embeds.calls == 3
