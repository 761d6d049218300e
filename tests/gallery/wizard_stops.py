"""Every page of the set-up."""

from collections.abc import Callable, Iterator
from typing import Final

from kiosk.domain.people import Custody
from kiosk.runtime.api import SchoolMade
from kiosk.ui.wizard.window import SetupWizard
from tests.fakes_ui import RECOVERY_CODE, SIX_WORDS, ZONE, FakeCamera, FakeSetup, done
from tests.gallery.scenes import Shown, Stop
from tests.gallery.school import ADMIN, SCHOOL
from tests.gallery.studio import WIDE, Studio


def pages(studio: Studio) -> Iterator[Shown]:
    """One page after the other, filled in as somebody would."""
    setup = FakeSetup()
    setup.keyring = done(Custody.KEYRING)
    window = SetupWizard(setup, ZONE, pick=lambda: (1, 4), suggest=lambda: SIX_WORDS)
    window.resize(*WIDE)
    window.show()

    def page(shown: object) -> None:
        window._show([*window._pages].index(shown))  # type: ignore[arg-type]
        studio.settle()

    def shown(name: str) -> Shown:
        studio.settle()
        return Shown(f"wizard-{name}", window)

    language = studio.language if studio.language in SCHOOL else "en"
    try:
        page(window.language)
        yield shown("language")
        page(window.school)
        window.go_on()
        yield shown("school-missing")
        window.school._school.setText(SCHOOL[language])
        window.school._class.setText(studio.said("Class 7b", "الصف السابع ب"))
        page(window.school)
        yield shown("school")
        page(window.lessons)
        yield shown("lessons")
        window.admin._name.setText(ADMIN[language])
        window.admin.suggest()
        page(window.admin)
        yield shown("administrator")
        page(window.custody)
        yield shown("custody")
        page(window.notice)
        yield shown("notice")
        window._is_made = True
        window._answers.school = SCHOOL[language]
        window.recovery.set_code(SchoolMade(RECOVERY_CODE, Custody.KEYRING), SCHOOL[language])
        page(window.recovery)
        yield shown("recovery")
        window.recovery.ask()
        window._name_next()
        yield shown("recovery-check")
        window.attach_camera(FakeCamera())
        page(window.camera)
        yield shown("camera")
    finally:
        window._finish()
        window._worker.join(60.0)
        studio.discard(window)


_PAGES: Final = (
    "language", "school-missing", "school", "lessons", "administrator", "custody", "notice", "recovery",
    "recovery-check", "camera",
)  # fmt: skip
Visit = Callable[[Studio], Iterator[Shown]]
STOPS: Final = (Stop(tuple(f"wizard-{name}" for name in _PAGES), pages),)
