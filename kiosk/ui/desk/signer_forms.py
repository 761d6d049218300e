"""The forms of the accounts tab: somebody new, their classes, and the passphrase that a rotation asks for."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from kiosk.domain.ids import ClassId
from kiosk.domain.people import Role, SchoolClass, Signer
from kiosk.ui import i18n
from kiosk.ui.desk.controls import column, field, label, named
from kiosk.ui.desk.forms import Form
from kiosk.ui.desk.secrets import NewPassphrase, passphrase_field
from kiosk.ui.widgets.fields import forget

say = QCoreApplication.translate  # what is said before the widget is made


class ClassBoxes(QWidget):
    """A box for each class."""

    def __init__(self, classes: Sequence[SchoolClass], chosen: Sequence[ClassId] = ()) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Classes"))
        outer = column(self, spacing=4)
        self.boxes = {each.id: QCheckBox(i18n.isolate(each.name)) for each in classes}
        for class_id, box in self.boxes.items():
            box.setAccessibleName(box.text())
            box.setChecked(class_id in chosen)
            outer.addWidget(box)
        if not classes:
            outer.addWidget(label(self.tr("There is no class yet."), "muted"))

    @property
    def chosen(self) -> tuple[ClassId, ...]:
        """The classes ticked."""
        return tuple(class_id for class_id, box in self.boxes.items() if box.isChecked())


class SignerForm(Form):
    """Somebody who may sign in from now on."""

    filled = Signal(str, object)
    """One's own passphrase, and a tuple of name, Role, passphrase and ClassIds."""

    def __init__(self, classes: Sequence[SchoolClass], suggest: Callable[[], str]) -> None:
        super().__init__(self.tr("Add somebody who may sign in"), self.tr("Add"))
        self.name = field(self.tr("Name"))
        self.role = QComboBox()
        for text in (self.tr("Teacher: own classes"), self.tr("Administrator: everything")):
            self.role.addItem(text)
        self.classes = ClassBoxes(classes)
        self.new = NewPassphrase(suggest)
        self.own = passphrase_field(self.tr("Your own passphrase"))
        self.body.addWidget(named(self.tr("Name"), self.name))
        self.body.addWidget(named(self.tr("May do"), self.role))
        self._classes_box = named(self.tr("Classes"), self.classes)
        self.body.addWidget(self._classes_box)
        hint = self.tr("Let them type the new passphrase here, or hand the six words over on paper.")
        self.body.addWidget(label(hint, "muted", wraps=True))
        self.body.addWidget(self.new)
        self.body.addWidget(named(self.tr("Your own passphrase"), self.own))
        self._end()
        self.role.currentIndexChanged.connect(lambda place: self._classes_box.setVisible(place == 0))
        self.setFocusProxy(self.name)

    def _send(self) -> None:
        if not self.name.text().strip():
            self.fail(self.tr("Somebody who signs in needs a name."))
            return
        if not self.own.text():
            self.fail(self.tr("Your own passphrase is needed: a desk can be left open."))
            return
        new = self.new.take()
        if new is None:
            self.fail(self.tr("The two new passphrases are not the same."))
            return
        role = Role.TEACHER if self.role.currentIndex() == 0 else Role.ADMIN
        classes = self.classes.chosen if role is Role.TEACHER else ()
        own = self.own.text()
        forget(self.own)
        self.filled.emit(own, (self.name.text(), role, new, classes))


class ProofForm(Form):
    """What is about to be done, and one's own passphrase for it: a desk can be left open."""

    filled = Signal(str)
    """One's own passphrase."""

    def __init__(self, title: str, go: str, content: QWidget) -> None:
        """Lay the form out.

        Args:
            title: What it is about.
            go: On the button that does it.
            content: What is said, or chosen, above the passphrase.
        """
        super().__init__(title, go)
        self.own = passphrase_field(self.tr("Your own passphrase"))
        self.body.addWidget(content)
        self.body.addWidget(named(self.tr("Your own passphrase"), self.own))
        self._end()
        self.setFocusProxy(self.own)

    def _send(self) -> None:
        if not self.own.text():
            self.fail(self.tr("Your own passphrase is needed: a desk can be left open."))
            return
        own = self.own.text()
        forget(self.own)
        self.filled.emit(own)


class ClassesForm(ProofForm):
    """Which classes a teacher teaches."""

    def __init__(self, signer: Signer, classes: Sequence[SchoolClass]) -> None:
        boxes = ClassBoxes(classes, signer.classes)
        title = say("ClassesForm", "Classes of {name}")
        super().__init__(
            title.format(name=i18n.isolate(signer.name)),
            say("ClassesForm", "Keep these"),
            boxes,
        )
        self.classes = boxes
        self.setFocusProxy(next(iter(self.classes.boxes.values()), self.own))


class RotationForm(ProofForm):
    """Before the keys of names and registers are exchanged."""

    def __init__(self) -> None:
        text = say(
            "RotationForm",
            "Names and registers get a new key, and the door a new lock. Do it when somebody who knew a "
            "passphrase has left, or a copy of the data may have been taken. Passphrases and the recovery "
            "code stay the same; backups of before open by the passphrases of before. Marks at the door wait "
            "for some seconds.",
        )
        super().__init__(
            say("RotationForm", "Exchange the keys"),
            say("RotationForm", "Exchange them now"),
            label(text, "muted", wraps=True),
        )
