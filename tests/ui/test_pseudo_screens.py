"""Every state of the door and the wizard in the pseudo-language: all of it went through translation."""

from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("PySide6")
from PySide6.QtWidgets import QApplication

from bootstrap.pseudo import CODE
from kiosk.ui import i18n, theme
from tests.fakes_ui import RECOVERY_CODE, SIX_WORDS, ZONE
from tests.gallery.all_stops import go_everywhere
from tests.gallery.scenes import Place, Shown
from tests.gallery.studio import Studio
from tests.ui.shown_texts import texts, untranslated
from tests.ui.test_language_switch import LANGUAGES_OWN_NAMES, days_and_months, words_of

pytestmark = [pytest.mark.qt, pytest.mark.timeout(600)]

DATA = words_of(RECOVERY_CODE, SIX_WORDS, ZONE, "Class 5b", "Hillside School")


@pytest.fixture(autouse=True)
def _as_it_was(qapp: QApplication) -> Iterator[None]:
    yield
    i18n.install(qapp, "en")
    theme.apply(qapp)


@pytest.mark.parametrize("place", [Place.DOOR, Place.WIZARD])
def test_nothing_on_it_bypassed_translation(
    qapp: QApplication, third_language: Callable[[str], object], place: Place
) -> None:
    studio = Studio(qapp, CODE, calm_s=0.0)
    known = DATA | days_and_months() | LANGUAGES_OWN_NAMES
    seen: set[tuple[str, str]] = set()
    leaks: dict[str, str] = defaultdict(str)

    def look(shown: Shown) -> None:
        new = set(texts(shown.window)) - seen
        seen.update(new)
        leaks.update({text: shown.name for _, text in new if untranslated(text, known)})

    go_everywhere(studio, [place], frozenset(), look)
    assert len(seen) > 20
    assert leaks == {}
