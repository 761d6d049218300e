"""`kiosk models`: what is there, a file that was brought, and a model that is chosen for a school."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kiosk import settings
from kiosk.cli import checks
from kiosk.cli.model_words import NOT_MEASURED, card
from kiosk.domain.findings import Level
from kiosk.errors import Code, KioskError
from kiosk.paths import DataDir, models_dir
from kiosk.runtime.clock import machine_zone, system_clock
from kiosk.storage.instance_lock import InstanceLock
from kiosk.storage.vault import Vault
from kiosk.vision.models import load_manifest
from tests.cli.conftest import Cli
from tests.cli.schools import enrol_one, make_school
from tests.models.publisher import CONTENT, NAME, checkout

pytestmark = pytest.mark.once

URL = "https://models.invalid/smallface.onnx"


@pytest.fixture
def program(tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program folder with one more model in its manifest, and the built ones of this checkout."""
    root = checkout(tmp_path / "program", URL)
    built = root / "models" / "built"
    built.mkdir()
    for file in (models / "built").glob("*.*"):
        if file.suffix in {".onnx", ".tflite"}:
            (built / file.name).symlink_to(file)
    for name in ("mobilefacenet.onnx", "face_recognition_sface_2021dec.onnx", "auraface_v1_glintr100.onnx"):
        (built / name).unlink(missing_ok=True)
    monkeypatch.setattr("kiosk.paths.program_root", lambda: root)
    return root


@pytest.fixture
def brought(tmp_path: Path) -> Path:
    file = tmp_path / "medium" / "model.onnx"
    file.parent.mkdir()
    file.write_bytes(CONTENT)
    return file


@pytest.fixture
def mobilefacenet(program: Path, shared_data: Path, cli: Cli) -> str:
    """A real second model, installed from a file as an administrator does it."""
    said = cli("models", "install", "mobilefacenet", "--file", shared_data / "MobileFaceNet.onnx")
    assert said.code == 0, said.err
    return "mobilefacenet"


def used_by(data_dir: DataDir) -> str:
    return settings.load(data_dir.settings_file).model


def test_the_list_names_each_model_with_what_is_known(program: Path, cli: Cli, tmp_path: Path) -> None:
    found = {row["name"]: row for row in cli("models", "list", "--json", "--data-dir", tmp_path).json}
    assert list(found) == ["dlib-resnet-v1", "sface", "auraface", "mobilefacenet", NAME]
    default, small = found["dlib-resnet-v1"], found[NAME]
    assert (default["is_used"], default["file_state"], default["url"]) == (True, "there", None)
    assert (small["is_used"], small["file_state"], small["url"]) == (False, "missing", URL)
    assert (small["is_measured"], small["figures"]) == (False, NOT_MEASURED)
    assert (small["largest_roster"], default["largest_roster"]) == (None, 300)
    assert small["sha256"] == hashlib.sha256(CONTENT).hexdigest()
    assert "withdrawn" in found["mobilefacenet"]["training_data"]


def test_a_long_list_is_written_as_other_numbers_are(models: Path, cli: Cli) -> None:
    entry = load_manifest(models / "manifest.toml").embedder("mobilefacenet")
    assert "It serves lists of up to 1,000 people." in card(entry)
    assert " 1,000 " in cli("models", "list").out


def test_the_list_for_people_marks_what_was_not_measured(program: Path, cli: Cli, tmp_path: Path) -> None:
    lines = cli("models", "list", "--data-dir", tmp_path).out.splitlines()
    row = next(line for line in lines if NAME in line)
    assert NOT_MEASURED in row
    assert "0.1 MB" in row


def test_a_file_that_was_brought_is_put_in_place(program: Path, cli: Cli, brought: Path) -> None:
    before = os.umask(0o077)  # the kiosk's own
    try:
        said = cli("models", "install", NAME, "--file", brought)
    finally:
        os.umask(before)
    assert said.code == 0
    assert "Made of counting." in said.out
    assert NOT_MEASURED in said.out
    target = program / "models" / "built" / "smallface.onnx"
    assert target.read_bytes() == CONTENT
    if os.name == "posix":
        assert target.stat().st_mode & 0o777 == 0o644
    listed = {row["name"]: row["file_state"] for row in cli("models", "list", "--json").json}
    assert listed[NAME] == "there"


@pytest.mark.parametrize("content", [CONTENT[:-1], CONTENT + b"x", CONTENT[:-1] + b"?", b""])
def test_another_file_is_refused_and_nothing_is_changed(
    program: Path, cli: Cli, brought: Path, content: bytes
) -> None:
    brought.write_bytes(content)
    target = program / "models" / "built" / "smallface.onnx"
    target.write_bytes(b"older")
    said = cli("models", "install", NAME, "--file", brought)
    assert said.code == 2
    assert said.err.startswith(f"model.onnx is not the file of the face model {NAME}")
    assert target.read_bytes() == b"older"
    assert not list(target.parent.glob(".*"))
    assert {row["name"]: row["file_state"] for row in cli("models", "list", "--json").json}[NAME] == "wrong"


@pytest.mark.skipif(os.name != "posix", reason="there are no such pipes")
def test_a_pipe_is_no_file_that_was_brought(program: Path, cli: Cli, tmp_path: Path) -> None:
    """Opened, it would never return."""
    os.mkfifo(tmp_path / "pipe")
    said = cli("models", "install", NAME, "--file", tmp_path / "pipe")
    assert said.code == 2
    assert "pipe" in said.err


@pytest.mark.skipif(os.name != "posix", reason="links need no right of their own there")
def test_nothing_is_written_through_a_link_that_lies_there(
    program: Path, cli: Cli, brought: Path, tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    (program / "models" / "built" / f".smallface.onnx.{os.getpid()}.new").symlink_to(victim)
    assert cli("models", "install", NAME, "--file", brought).code == 0
    assert victim.read_bytes() == b"precious"
    assert not (program / "models" / "built" / "smallface.onnx").is_symlink()


def test_a_file_that_is_not_there_is_told(program: Path, cli: Cli, tmp_path: Path) -> None:
    said = cli("models", "install", NAME, "--file", tmp_path / "nothing")
    assert (said.code, "cannot be read" in said.err) == (2, True)


def test_the_kiosk_itself_downloads_nothing(program: Path, cli: Cli) -> None:
    """Reached in the built program, where no other program can be started."""
    said = cli("models", "install", NAME)
    assert said.code == 2
    assert f"kiosk models install {NAME} --file FILE" in said.err


def test_build_says_that_the_default_models_are_there(program: Path, cli: Cli) -> None:
    assert cli("models", "build").code == 0
    (program / "models" / "built" / "face_mesh_468.onnx").unlink()
    said = cli("models", "build")
    assert (said.code, "face_mesh_468.onnx is missing" in said.err) == (2, True)


def test_a_model_whose_file_is_not_there_is_not_chosen(program: Path, cli: Cli, tmp_path: Path) -> None:
    data_dir = make_school(tmp_path / "school")
    said = cli("models", "use", "sface", "--data-dir", data_dir.root)
    assert said.code == 2
    assert said.err.startswith("The file of the face model sface is missing")
    assert used_by(data_dir) == ""


@pytest.mark.parametrize("is_trial", [True, False])
def test_a_model_that_nobody_measured_is_not_chosen(
    program: Path, cli: Cli, brought: Path, tmp_path: Path, is_trial: bool
) -> None:
    """Without limits it could not say who is near enough, in a trial no more than in a school."""
    data_dir = make_school(tmp_path / "school", is_trial=is_trial)
    cli("models", "install", NAME, "--file", brought)
    said = cli("models", "use", NAME, "--data-dir", data_dir.root)
    assert said.code == 2
    assert "marks nobody" in said.err
    assert f"kiosk evaluate limits --images FOLDER --model {NAME} --write" in said.err
    assert used_by(data_dir) == ""


def test_a_name_that_no_model_has_is_told_with_those_there_are(
    program: Path, cli: Cli, tmp_path: Path
) -> None:
    data_dir = make_school(tmp_path / "school")
    said = cli("models", "use", "buffalo", "--data-dir", data_dir.root)
    assert said.code == 2
    assert "dlib-resnet-v1, sface, auraface, mobilefacenet" in said.err


def test_nothing_is_chosen_while_a_kiosk_uses_the_data(program: Path, cli: Cli, tmp_path: Path) -> None:
    """It would go on with the old model, and write its own settings over these."""
    data_dir = make_school(tmp_path / "school")
    with InstanceLock(data_dir.lock_file):
        said = cli("models", "use", "dlib-resnet-v1", "--data-dir", data_dir.root)
    assert (said.code, "Another kiosk is using" in said.err) == (2, True)
    assert used_by(data_dir) == ""


def test_a_model_is_chosen_and_old_templates_wait_for_a_new_enrolment(
    mobilefacenet: str, cli: Cli, portraits: Path, tmp_path: Path
) -> None:
    data_dir = make_school(tmp_path / "school")
    enrol_one(data_dir, [portraits / "astronaut.png"])
    kept = settings.load(data_dir.settings_file)
    settings.save(data_dir.settings_file, replace(kept, not_me_seconds=7))

    said = cli("models", "use", mobilefacenet, "--data-dir", data_dir.root)
    assert said.code == 0, said.err
    assert "This school now uses mobilefacenet. Templates of this model: 0 people." in said.out
    assert "To be enrolled again: 1 person;" in said.out
    assert "MS-Celeb-1M" in said.out
    assert settings.load(data_dir.settings_file) == replace(kept, not_me_seconds=7, model=mobilefacenet)
    listed = cli("models", "list", "--json", "--data-dir", data_dir.root).json
    assert [row["name"] for row in listed if row["is_used"]] == [mobilefacenet]

    back = cli("models", "use", "default", "--data-dir", data_dir.root)
    assert "uses dlib-resnet-v1. Templates of this model: 1 person." in back.out
    assert "To be enrolled again" not in back.out
    assert used_by(data_dir) == ""


def test_enrolment_uses_the_chosen_model_and_keeps_the_other_templates(
    mobilefacenet: str, cli: Cli, portraits: Path, tmp_path: Path, passphrase_file: Path
) -> None:
    """Templates of both models stand side by side; going back needs nobody's face again."""
    data_dir = make_school(tmp_path / "school")
    picture = portraits / "astronaut.png"
    enrol_one(data_dir, [picture])
    assert cli("models", "use", mobilefacenet, "--data-dir", data_dir.root).code == 0
    at = ("--data-dir", data_dir.root, "--passphrase-file", passphrase_file)
    (listed,) = cli("person", "list", "--json", *at).json
    assert not listed["is_enrolled"]
    assert cli("enrol", "--person", "101", "--images", picture, *at).code == 0
    (listed,) = cli("person", "list", "--json", *at).json
    assert listed["is_enrolled"]
    manifest = load_manifest(models_dir() / "manifest.toml")
    with Vault.open(data_dir, system_clock(machine_zone())) as vault:
        assert vault.door.enrolments(manifest.embedder(mobilefacenet).sha256) == (1, 0)
        assert vault.door.enrolments(manifest.embedder().sha256) == (1, 0)
        assert vault.door.enrolments("0" * 64) == (0, 1)


def test_the_doctor_looks_at_the_chosen_model(program: Path, tmp_path: Path) -> None:
    data_dir = DataDir(tmp_path / "data")
    data_dir.create()
    assert "faces by dlib-resnet-v1" in checks.check_models(data_dir).found
    settings.save(data_dir.settings_file, settings.Settings(model="auraface"))
    with pytest.raises(KioskError) as caught:
        checks.check_models(data_dir)
    assert caught.value.code is Code.MODEL_NOT_INSTALLED


def test_the_doctor_says_what_was_not_measured(mobilefacenet: str, program: Path, tmp_path: Path) -> None:
    manifest = program / "models" / "manifest.toml"
    text = manifest.read_text("utf-8")
    data_dir = DataDir(tmp_path / "data")
    data_dir.create()
    settings.save(data_dir.settings_file, settings.Settings(model=mobilefacenet))
    before, name, after = text.partition(f'name = "{mobilefacenet}"')
    plain = after.replace("[model.measured]", "[model.other]", 1)
    manifest.write_text(before + name + plain, "utf-8")
    found = checks.check_models(data_dir)
    assert (found.level, NOT_MEASURED in found.found) == (Level.WARN, True)
    measured = plain.replace("[model.limits]", "[model.measured]\npeople = 1\n[model.limits]", 1)
    manifest.write_text(before + name + measured, "utf-8")
    found = checks.check_models(data_dir)
    assert (found.level, NOT_MEASURED in found.found) == (Level.OK, False)


def test_a_chip_of_noise_goes_through_the_installed_file(mobilefacenet: str) -> None:
    from kiosk.domain.faces import AlignedFace
    from kiosk.vision.embedder import Embedder
    from kiosk.vision.models import read_model

    entry = load_manifest(models_dir() / "manifest.toml").embedder(mobilefacenet)
    chip = np.random.default_rng(3).integers(0, 256, (112, 112, 3)).astype(np.uint8)
    embedded = Embedder(read_model(entry, models_dir() / "built")).embed(AlignedFace(chip, "arcface-5-112"))
    assert embedded.model_sha256 == entry.sha256
    np.testing.assert_allclose(np.linalg.norm(embedded.vector), 1.0, atol=1e-6)
