"""What was made faster gives the numbers that the plain way gives; the plain ways are written out here."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kiosk.domain.faces import AlignedFace, Landmarks
from kiosk.vision.align import TEMPLATES, AlignmentTemplate, similarity, template_points
from kiosk.vision.embedder import Embedder
from kiosk.vision.measure import PATCH_PX, contrast, sharpness
from kiosk.vision.models import InputSpec
from kiosk.vision.network_input import NetworkInput
from kiosk.vision.opencv import cv2
from tests.vision.portraits import models

MIRRORED = 2


def noise(side: int, seed: int = 0) -> NDArray[np.uint8]:
    picture = np.random.default_rng(seed).integers(0, 256, (side, side, 3), dtype=np.uint8)
    picture.setflags(write=False)  # as frames and chips are
    return picture


def spec_of(role: str) -> InputSpec:
    spec = models()[role].entry.input
    assert spec is not None
    return spec


def by_numpy(spec: InputSpec, picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(pixel * scale - mean) / std in float32, for a specification in RGB and NCHW."""
    mean, inverse = np.array(spec.mean, np.float32), (1.0 / np.array(spec.std)).astype(np.float32)
    values = (picture.astype(np.float32) * np.float32(spec.scale) - mean) * inverse
    return np.asarray(values.transpose(2, 0, 1), dtype=np.float32)


def test_the_embedders_input_is_the_same_to_the_last_bit() -> None:
    spec = spec_of("embedder")
    fed = NetworkInput(spec, MIRRORED)
    for seed in (1, 2):  # the second picture leaves nothing of the first
        picture = noise(spec.side, seed)
        fed.put(picture)
        fed.mirror(0, to=1)
        expected = np.stack([by_numpy(spec, picture), by_numpy(spec, picture[:, ::-1])])
        np.testing.assert_array_equal(fed.batch, expected)


def test_the_meshs_input_is_the_same_to_the_last_bit() -> None:
    spec, fed = spec_of("mesh"), NetworkInput(spec_of("mesh"))
    picture = noise(spec.side)
    fed.put(picture)
    np.testing.assert_array_equal(fed.batch[0], picture.transpose(2, 0, 1).astype(np.float32) / 255)


def test_the_array_is_filled_in_place() -> None:
    """OpenCV makes another array, and says nothing, where the one it is given does not fit."""
    fed = NetworkInput(spec_of("embedder"), MIRRORED)
    batch, place = fed.batch, fed.batch.ctypes.data
    fed.put(noise(150))
    fed.mirror(0, to=1)
    assert fed.batch is batch
    assert fed.batch.ctypes.data == place
    assert np.abs(batch).min(axis=(1, 2, 3)).max() < 0.01 < np.abs(batch).max()


def test_image_and_mirror_in_one_batch_are_the_mean_of_both_alone() -> None:
    model = models()["embedder"]
    embedder, fed = Embedder(model), NetworkInput(spec_of("embedder"))
    chip = noise(fed.batch.shape[2])
    rows = []
    for view in (chip, np.ascontiguousarray(chip[:, ::-1])):
        fed.put(view)
        row = embedder._run(fed.batch)[0].astype(np.float64)
        rows.append(row / np.linalg.norm(row))
    mean = np.mean(rows, axis=0)
    vector = embedder.embed(AlignedFace(chip, embedder.template.name)).vector
    np.testing.assert_allclose(vector, mean / np.linalg.norm(mean), atol=1e-6)


def umeyama(points: NDArray[np.float64], targets: NDArray[np.float64]) -> NDArray[np.float64]:
    """Equations 40 to 42 of Umeyama 1991 as they stand, by singular values."""
    from_mean, to_mean = points.mean(axis=0), targets.mean(axis=0)
    centred, wanted = points - from_mean, targets - to_mean
    u, singular, vt = np.linalg.svd(wanted.T @ centred / len(points))
    signs = np.array([1.0, 1.0 if np.linalg.det(u) * np.linalg.det(vt) > 0 else -1.0])
    variance = (centred**2).sum() / len(points)
    linear = float((singular * signs).sum() / variance) * ((u * signs) @ vt)
    return np.hstack([linear, (to_mean - linear @ from_mean)[:, None]])


@given(seed=st.integers(0, 10_000), count=st.sampled_from([2, 5, 120]), flip=st.booleans())
def test_the_closed_form_is_umeyamas(seed: int, count: int, flip: bool) -> None:
    """Also for points that a reflection would fit better."""
    random = np.random.default_rng(seed)
    points = random.normal(200, 60, (count, 2))
    targets = points * (-0.4 if flip else 0.4, 0.4) + random.normal(30, 4, (count, 2))
    expected = umeyama(points, targets)
    np.testing.assert_allclose(similarity(points, targets), expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_templates_points_are_the_means_of_its_groups(name: str) -> None:
    template: AlignmentTemplate = TEMPLATES[name]
    points = np.random.default_rng(4).normal(300, 50, (468, 3)).astype(np.float32)
    flat = points[:, :2].astype(np.float64)
    expected = [flat[list(group)].mean(axis=0) for group in template.mesh_points]
    np.testing.assert_allclose(template_points(Landmarks(points, 1.0), template), expected, rtol=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_contrast_and_sharpness_are_numpys(seed: int) -> None:
    raw = np.random.default_rng(seed).normal(128, 30, (PATCH_PX, PATCH_PX)).astype(np.float32)
    luma = np.asarray(cv2.GaussianBlur(raw, (0, 0), 0.5 + seed), dtype=np.float32)
    low, high = np.percentile(luma.astype(np.float64), (5, 95))
    assert contrast(luma) == pytest.approx(high - low, rel=1e-6)
    across = np.array([[1, 0, 0], [0, -2, 0], [0, 0, 1]], np.float32) / 2
    down = np.array([[0, 1, 0], [0, -2, 0], [0, 1, 0]], np.float32)
    kernels = (down, down.T.copy(), across, across[:, ::-1].copy())
    least = min(float(cv2.filter2D(luma, -1, kernel).var()) for kernel in kernels)
    assert sharpness(luma) == pytest.approx(1e4 * least / (high - low) ** 2, rel=1e-6)
