"""What tests of the desk share; without Qt there is nothing to share."""

import subprocess
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from tests.ui.desk_driver import Desk
    from tests.ui.stage import Stage


@pytest.fixture
def desk(qtbot: Any, qapp: "QApplication", tmp_path: Path) -> "Iterator[Desk]":
    """A desk's window that nobody has signed in to yet."""
    from kiosk.ui import i18n, theme
    from tests.ui.desk_driver import Desk

    i18n.install(qapp, "en")  # as the program does: numbers look otherwise where the machine has no language
    theme.apply(qapp)
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def stage(qtbot: Any, qapp: "QApplication", tmp_path: Path) -> "Iterator[Stage]":
    """A place for one tab."""
    from kiosk.ui import i18n, theme
    from tests.ui.stage import Stage

    i18n.install(qapp, "en")
    theme.apply(qapp)
    made = Stage(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def arabic(qapp: "QApplication") -> Iterator[None]:
    """The program in Arabic."""
    from kiosk.ui import i18n

    i18n.install(qapp, "ar")
    yield
    i18n.install(qapp, "en")


@pytest.fixture(scope="session")
def compiled_translations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the .ts files of this checkout, whatever set-up made of them, beside the other resources."""
    from bootstrap.build import TRANSLATIONS

    resources = tmp_path_factory.mktemp("resources")
    for other in TRANSLATIONS.parent.iterdir():
        if other != TRANSLATIONS:
            (resources / other.name).symlink_to(other)
    (resources / "translations").mkdir()
    tool = Path(sysconfig.get_path("scripts")) / "pyside6-lrelease"
    for source in TRANSLATIONS.glob("kiosk_*.ts"):
        compiled = resources / "translations" / f"{source.stem}.qm"
        subprocess.run([tool, "-silent", source, "-qm", compiled], check=True)
    return resources


@pytest.fixture
def speak(
    qapp: "QApplication", compiled_translations: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], object]]:
    """Switch to a language as this checkout's .ts files say it; English again afterwards."""
    from kiosk.ui import i18n

    monkeypatch.setattr("kiosk.paths.resources_dir", lambda: compiled_translations)
    yield lambda code: i18n.install(qapp, code)
    monkeypatch.undo()
    i18n.install(qapp, "en")


@pytest.fixture(scope="session")
def pseudo_resources(compiled_translations: Path) -> Path:
    """The resources with a third language, made of this checkout's texts; see bootstrap.pseudo."""
    from bootstrap import pseudo

    pseudo.make(compiled_translations / "translations")
    return compiled_translations


@pytest.fixture
def third_language(
    pseudo_resources: Path, speak: Callable[[str], object]
) -> Iterator[Callable[[str], object]]:
    """Have three languages; gives what switches between them."""
    from kiosk.ui import i18n

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "LANGUAGES", i18n.languages_in(pseudo_resources / "translations"))
        yield speak
