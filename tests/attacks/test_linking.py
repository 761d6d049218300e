"""Issue 4, done when 2: rows of two installations do not link, those of one do, and a renewed one forgets."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.faces import Embedding, ProtectedEmbedding
from kiosk.domain.protection import Rotation
from kiosk.storage.keys import SecretBytes
from kiosk.storage.vault import Vault
from tests.attacks.linking import CHANCE, Rows, at_least, link, main, split
from tests.attacks.people import ARCFACE, DLIB, Looks, Spread, made_up
from tests.fakes_storage import MODEL, SchoolClock, create, small_school

pytestmark = pytest.mark.once


class Installs:
    """Two installations and the first one's successor, each with the secret that it made for itself."""

    def __init__(self, root: Path, dimensions: int) -> None:
        self.rotations = [
            Rotation(self._secret(root / name), dimensions) for name in ("one", "other", "renewed")
        ]

    @staticmethod
    def _secret(folder: Path) -> bytes:
        vault: Vault = create(folder, SchoolClock()).vault
        secret = vault.rotation_secret()
        vault.close()
        return secret

    def stored(self, which: int, rows: Rows) -> Rows:
        return np.array([self.protect(which, row).vector for row in rows])

    def protect(self, which: int, row: Rows) -> ProtectedEmbedding:
        return self.rotations[which].protect(Embedding(row, MODEL))


@pytest.fixture(
    params=["made up", pytest.param("pictures", marks=[pytest.mark.slow, pytest.mark.timeout(1800)])]
)
def looks(request: pytest.FixtureRequest) -> Looks:
    """People of whom there are several looks; with pictures the shipped model's."""
    if request.param == "made up":
        return made_up(150, 6)
    real: Looks = request.getfixturevalue("real_looks")
    return real


def test_two_installations_do_not_link_and_one_does(looks: Looks, tmp_path: Path) -> None:
    first, second = split(looks)
    installs = Installs(tmp_path, first.shape[1])
    apart = link(installs.stored(0, first), installs.stored(1, second))
    assert apart.chance > CHANCE, (apart.hits, apart.people)
    same_look = link(installs.stored(0, first), installs.stored(1, first))
    assert same_look.chance > CHANCE, "not even the same look, stored twice"
    together = link(installs.stored(0, first), installs.stored(0, second))
    assert together.hits > 0.9 * together.people, "noise does not pass"
    assert together.chance < 1e-12


def test_after_renewal_an_old_probe_matches_nobody(looks: Looks, tmp_path: Path) -> None:
    """Distances from an old probe to new rows are those of strangers: the shipped threshold lets none in."""
    first, second = split(looks)
    installs = Installs(tmp_path, first.shape[1])
    old_probes, new_rows = installs.stored(0, second), installs.stored(2, first)
    assert link(old_probes, new_rows).chance > CHANCE
    distances = np.linalg.norm(old_probes[:, None] - new_rows[None], axis=2)
    own = np.linalg.norm(installs.stored(2, second) - new_rows, axis=1)
    assert float(distances.min()) > float(np.quantile(own, 0.95)), "nobody's, not only not their own"
    assert link(installs.stored(2, second), new_rows).hits > 0.9 * len(first)


def test_rows_under_another_secret_are_not_even_loaded(tmp_path: Path) -> None:
    """The key id of a row is compared before any distance is."""
    school = small_school(tmp_path / "data")
    old, new = (Rotation(SecretBytes.random().reveal(), 128) for _ in range(2))
    row = split(made_up(1, 6))[0][0]
    school.vault.records.record_consent(school.people[0].id, "form", "parent", date(2027, 7, 31))
    school.vault.records.store_templates(school.people[0].id, [old.protect(Embedding(row, MODEL))])
    assert len(school.vault.door.templates(MODEL, old.key_id)) == 1
    assert school.vault.door.templates(MODEL, new.key_id) == []
    school.vault.close()


@pytest.mark.parametrize(("spread", "within", "between"), [(DLIB, 0.29, 0.56), (ARCFACE, 0.79, 1.41)])
def test_made_up_people_lie_like_the_models(spread: Spread, within: float, between: float) -> None:
    looks = np.array(made_up(150, 4, spread))
    own = np.linalg.norm(looks[:, 0] - looks[:, 1], axis=1)
    others = np.linalg.norm(looks[:-1, 0] - looks[1:, 1], axis=1)
    assert float(np.median(own)) == pytest.approx(within, rel=0.1)
    assert float(np.median(others)) == pytest.approx(between, rel=0.1)


@pytest.mark.parametrize(
    ("hits", "tries", "probability"), [(0, 10, 1.0), (10, 10, 1e-10), (1, 10, 1 - 0.9**10)]
)
def test_chance_is_the_binomials(hits: int, tries: int, probability: float) -> None:
    assert at_least(hits, tries, 0.1) == pytest.approx(probability)


def test_the_program_says_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["unprotected", "one installation", "two installations"]
