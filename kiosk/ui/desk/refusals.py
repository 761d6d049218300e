"""A no and a withdrawal for somebody: asked, sent, and said. Used by a person's page and by the register."""

from PySide6.QtCore import QObject, Signal

from kiosk.domain.people import Person
from kiosk.domain.privacy import Relation
from kiosk.runtime.api import DeskApi
from kiosk.runtime.api_office import PrivacyApi
from kiosk.ui import i18n
from kiosk.ui.bridge import call
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.privacy_forms import ObjectionForm
from kiosk.ui.theme import Tone


class Refusals(QObject):
    """Opens the form of a no, or asks about a withdrawal; where the form is shown is its user's."""

    opened = Signal(object)
    """A form to be shown."""
    stored = Signal(object)
    """Something was stored about this PersonId."""

    def __init__(self, desk: DeskApi, privacy: PrivacyApi, strip: Strip, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._privacy, self._strip = desk, privacy, strip

    def ask_withdrawal(self, person: Person) -> None:
        """Ask, then withdraw: templates go at once."""

        def told(erased: int) -> None:
            text = self.tr("Consent withdrawn. Face templates erased: {count}")
            self._strip.tell(text.format(count=i18n.number(erased)), Tone.GOOD)
            self.stored.emit(person.id)

        def withdraw() -> None:
            call(self._desk.withdraw_consent(person.id), self, told, self._strip.tell_trouble)

        text = self.tr(
            "Withdraw the consent of {name}? The face template is erased at once and cannot come back."
        )
        self._strip.ask(
            text.format(name=i18n.isolate(person.name)),
            self.tr("Withdraw and erase"),
            withdraw,
            tone=Tone.BAD,
        )

    def ask_objection(self, person: Person) -> None:
        """Open the form of a no."""
        form = ObjectionForm(person.name)

        def told(erased: int) -> None:
            text = self.tr("The no is recorded. Face templates erased: {count}")
            self._strip.tell(text.format(count=i18n.number(erased)), Tone.GOOD)
            self.stored.emit(person.id)

        def send(by: Relation) -> None:
            form.sending()
            call(self._privacy.object(person.id, by), form, told, lambda trouble: form.fail(trouble.text))

        form.filled.connect(send)
        self.opened.emit(form)
