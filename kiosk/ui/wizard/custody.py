"""The wizard's page about the key of this device: how the kiosk starts, and what that protects from.

Accepted aloud before anything is made; once more when the machine did not keep what it promised.
"""

from concurrent.futures import Future

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton

from kiosk.domain.people import Custody
from kiosk.runtime.api import SetupApi
from kiosk.ui import bridge, theme
from kiosk.ui.bridge import Trouble
from kiosk.ui.custody import CustodyWords
from kiosk.ui.wizard.form import Answers
from kiosk.ui.wizard.page import Page, text_label


class CustodyPage(Page):
    """By itself or attended, with the level that each has here."""

    def __init__(self, setup: SetupApi, answers: Answers) -> None:
        super().__init__()
        self._setup, self._answers = setup, answers
        self._words = CustodyWords()
        self._here: Custody | None = None
        self._asked: Future[Custody] | None = None
        self._is_made = False
        self._alone, self._attended = QRadioButton(), QRadioButton()
        self._alone.setChecked(True)
        group = QButtonGroup(self)
        for choice in (self._alone, self._attended):
            group.addButton(choice)
            self._column.addWidget(choice)
        self._text = text_label("text")
        self._accept = QCheckBox()
        self._column.addSpacing(theme.SPACE.tight)
        self._column.addWidget(self._text)
        self._column.addSpacing(theme.SPACE.tight)
        self._column.addWidget(self._accept)
        self._finish_layout()
        group.buttonToggled.connect(self._chosen_anew)
        self.retranslate()

    @property
    def chosen(self) -> Custody | None:
        """What is chosen; None while the machine has not said what it can do."""
        return Custody.ATTENDED if self._attended.isChecked() else self._here

    def show_made(self, custody: Custody) -> None:
        """Say that the key went to another place than was accepted."""
        self._is_made, self._here = True, custody
        self._alone.setChecked(True)
        self._attended.hide()
        self._accept.setChecked(False)
        self.retranslate()

    def enter(self) -> None:
        """Ask the machine, once, and begin at the first choice."""
        if self._asked is None:
            self._asked = self._setup.custody_here()
            bridge.call(self._asked, self, self._take, self._take_worst)
        (self._alone if self._alone.isChecked() else self._attended).setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> str:
        """Go on only when the level was accepted."""
        if self.chosen is None:
            return self.tr("One moment, please: it is being looked at where a key can be kept.")
        if not self._accept.isChecked():
            return self.tr("Please tick the box to go on.")
        self._answers.custody = self.chosen
        return ""

    def retranslate(self) -> None:
        """Write the texts."""
        self._title.setText(self.tr("The key of this device"))
        self._lead.setText(
            self.tr("The keyring of this computer did not keep the key, so it is in another place now.")
            if self._is_made
            else self.tr("How shall the kiosk start in the morning?")
        )
        self._alone.setText(self.tr("By itself: this device keeps a key"))
        self._attended.setText(self.tr("Attended: somebody signs in after each start"))
        if self.chosen is None:
            self._text.setText(self.tr("One moment, please: it is being looked at where a key can be kept."))
            self._accept.hide()
            return
        self._text.setText(f"{self._words.level(self.chosen)}. {self._words.all(self.chosen)}")
        accept = self.tr("I accept this for this device: {level}")
        self._accept.setText(accept.format(level=self._words.level(self.chosen)))
        self._accept.show()

    def _chosen_anew(self) -> None:
        self._accept.setChecked(False)
        self.show_error("")
        self.retranslate()

    def _take(self, custody: Custody) -> None:
        if not self._is_made:
            self._here = custody
            self.retranslate()

    def _take_worst(self, _: Trouble) -> None:
        self._take(Custody.FILE)
