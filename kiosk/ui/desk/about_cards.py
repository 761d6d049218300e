"""What is known of the face model, what the device's key protects, and what this program is and is not."""

from PySide6.QtWidgets import QFrame, QWidget

from kiosk.domain.people import Custody
from kiosk.runtime.api_site import About
from kiosk.ui import i18n, theme
from kiosk.ui.custody import CustodyWords
from kiosk.ui.desk.controls import column, empty, label
from kiosk.ui.theme import Tone
from kiosk.ui.widgets.text import breakable


class _Card(QFrame):
    """A heading over lines of words."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.tight)
        outer.addWidget(label(title, "heading", wraps=True))
        self._lines = column(spacing=theme.SPACE.tight)
        outer.addLayout(self._lines)

    def _say(self, text: str, role: str = "") -> None:
        self._lines.addWidget(label(text, role, wraps=True))


class AboutModelCard(_Card):
    """Name, licence, whether it was measured, and its limits."""

    def __init__(self) -> None:
        super().__init__(self.tr("The face model"))

    def show_about(self, about: About) -> None:
        """Show the model in use."""
        empty(self._lines)
        model = about.model
        self._say(self.tr("Name: {name}").format(name=i18n.isolate(model.name)))
        self._say(self.tr("Licence: {licence}").format(licence=i18n.isolate(model.licence)))
        if model.is_measured:
            text = self.tr("✓ Measured by this project; docs/recognition.md says how.")
            self._say(text)
        else:
            self._say(self.tr("△ Not measured here; in a terminal: kiosk evaluate site."), Tone.CARE)
        self._say(
            self.tr("People on open lists at most: {count}").format(count=i18n.number(model.largest_roster))
        )
        self._say(
            self.tr(
                "It finds a face that looks alike, and is never certain. It is less accurate for some: "
                "who is often not recognised uses a code or a card, and is not worse off."
            ),
            "muted",
        )
        for title, text in (
            (self.tr("Made from:"), model.training_data),
            (self.tr("Known to be less accurate:"), model.known_weak),
            (self.tr("Whose it is:"), model.licence_note),
        ):
            if text:
                self._say(f"{title} {i18n.isolate(text)}", "muted")
        self._say(self.tr("Another model; in a terminal: kiosk models list."), "muted")


class CustodyCard(_Card):
    """The level, and what it protects from and what not."""

    def __init__(self) -> None:
        super().__init__(self.tr("The key of this device"))
        self._words = CustodyWords(self)

    def show_custody(self, custody: Custody) -> None:
        """Show where the key is."""
        empty(self._lines)
        self._say(f"{self._words.level(custody)}. {self._words.where(custody)}")
        self._say(f"✓ {self._words.protects(custody)}", "muted")
        self._say(f"△ {self._words.leaves_open(custody)}", "muted")
        self._say(self.tr("Another place for it; in a terminal: kiosk keys custody."), "muted")


class AboutCard(_Card):
    """Version, folder, and the plain words about what this is."""

    def __init__(self) -> None:
        super().__init__(self.tr("About Rollcall"))

    def show_about(self, about: About) -> None:
        """Show it."""
        empty(self._lines)
        self._say(self.tr("Version {version}").format(version=i18n.isolate(about.version)))
        folder = i18n.isolate(breakable(about.data_folder))
        self._say(self.tr("The school’s data: {folder}").format(folder=folder))
        if about.is_trial:
            self._say(self.tr("△ A trial: made-up and recorded pictures may be marked."), Tone.CARE)
        self._say(
            self.tr(
                "Takes attendance by face on this computer alone. No picture is stored, shown or "
                "sent, and the program opens no connection."
            )
        )
        self._say(
            self.tr("△ A photograph held up can pass: keep the door in somebody’s sight."),
            Tone.CARE,
        )
        self._say(self.tr("Nobody has to use their face: code, card and teacher give the same mark."))
        self._say(
            self.tr(
                "What is stored, why and for how long: in the Privacy tab, and for everybody at the door."
            ),
            "muted",
        )
        self._say(
            self.tr("Licence and those of all its parts: the files LICENSE and NOTICE of the program."),
            "muted",
        )
