"""Who may sign in, and the keys: for administrators. It asks before it takes away, and shows no secret."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.people import Custody, Role, SchoolClass, SignedIn, Signer
from kiosk.runtime.api import DeskApi
from kiosk.runtime.api_office import KeysApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.custody import CustodyWords
from kiosk.ui.desk.cards import Cards
from kiosk.ui.desk.controls import button, column, label, line
from kiosk.ui.desk.form_card import FormCard
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.lists import by_name
from kiosk.ui.desk.signer_forms import ClassesForm, ProofForm, RotationForm, SignerForm
from kiosk.ui.desk.work_bar import WorkBar
from kiosk.ui.theme import Tone


class SignersCard(FormCard):
    """A line for everybody who may sign in."""

    changed = Signal(str)
    """What was done, in words."""

    def __init__(self, keys: KeysApi, who: SignedIn, parent: QWidget | None = None) -> None:
        super().__init__(theme.SPACE.snug, parent)
        self._keys, self._who = keys, who
        self._signers: Sequence[Signer] = ()
        self._classes: Sequence[SchoolClass] = ()

    def show_signers(self, signers: Sequence[Signer]) -> None:
        """Take who there is; a form in work stays."""
        self._signers = tuple(signers)
        if self.form is None:
            self.leave_form()

    def show_classes(self, classes: Sequence[SchoolClass]) -> None:
        """Take the names of the classes."""
        self._classes = by_name(classes)
        if self.form is None:
            self.leave_form()

    def ask_new(self) -> None:
        """Open the form for somebody new."""
        form = SignerForm(self._classes, self._keys.suggest_passphrase)

        def send(own: str, filled: Any) -> None:
            name, role, passphrase, classes = filled
            text = self.tr("{name} may sign in now.").format(name=i18n.isolate(name))
            future = self._keys.add_signer(own, name, role, passphrase, classes)
            self._send(form, future, lambda: self.changed.emit(text))

        form.filled.connect(send)
        self._open(form)

    def ask_classes(self, signer: Signer) -> None:
        """Open the form with a teacher's classes."""
        form = ClassesForm(signer, self._classes)
        self._prove(
            form,
            lambda own: self._keys.set_classes(own, signer.id, form.classes.chosen),
            self.tr("Kept."),
        )

    def ask_role(self, signer: Signer) -> None:
        """Open the form that makes a teacher an administrator, or the other way round."""
        role = Role.ADMIN if signer.role is Role.TEACHER else Role.TEACHER
        if role is Role.ADMIN:
            go = self.tr("Make administrator")
            text = self.tr("{name} may then do everything: all classes, accounts, erasing, backups.")
        else:
            go = self.tr("Make teacher")
            text = self.tr("{name} then sees their own classes only.")
        said = label(text.format(name=i18n.isolate(signer.name)), "muted", wraps=True)
        done = self.tr("Kept. It holds from their next sign-in on.")
        form = ProofForm(i18n.isolate(signer.name), go, said)
        self._prove(form, lambda own: self._keys.set_role(own, signer.id, role), done)

    def ask_removal(self, signer: Signer) -> None:
        """Open the form that takes a slot away."""
        name = i18n.isolate(signer.name)
        text = self.tr(
            "Remove {name}? They cannot sign in any more; what they did stays in the audit. Whoever may have "
            "kept a copy of the data: exchange the keys afterwards."
        ).format(name=name)
        done = self.tr("{name} cannot sign in any more.").format(name=name)
        form = ProofForm(name, self.tr("Remove"), label(text, wraps=True))
        self._prove(form, lambda own: self._keys.remove_signer(own, signer.id), done)

    def _prove(self, form: ProofForm, act: Callable[[str], "Future[None]"], done: str) -> None:
        form.filled.connect(lambda own: self._send(form, act(own), lambda: self.changed.emit(done)))
        self._open(form)

    def _show(self) -> None:
        self._layout.addWidget(label(self.tr("Who may sign in"), "heading", wraps=True))
        hint = self.tr(
            "A teacher sees their own classes, an administrator everything. The program keeps them apart, "
            "the keys do not: every passphrase opens all names."
        )
        self._layout.addWidget(label(hint, "muted", wraps=True))
        for signer in self._signers:
            self._add(signer)
        row = line()
        row.addWidget(button(self.tr("Add somebody …"), self.ask_new, kind="primary"))
        row.addStretch(1)
        self._layout.addLayout(row)

    def _add(self, signer: Signer) -> None:
        edge = QFrame()
        edge.setProperty("role", "line")
        self._layout.addWidget(edge)
        inner = column(spacing=4)
        name = i18n.isolate(signer.name)
        inner.addWidget(label(name, "heading", wraps=True))
        inner.addWidget(label(self._about(signer), "muted", wraps=True))
        if not signer.is_removed:
            acts = line()
            for made in self._acts(signer):
                made.setAccessibleName(f"{made.text()} {name}")
                acts.addWidget(made)
            acts.addStretch(1)
            inner.addLayout(acts)
        self._layout.addLayout(inner)

    def _acts(self, signer: Signer) -> list[QPushButton]:
        made: list[QPushButton] = []
        if signer.role is Role.TEACHER:
            made.append(button(self.tr("Classes …"), partial(self.ask_classes, signer)))
        text = self.tr("Make teacher") if signer.role is Role.ADMIN else self.tr("Make administrator")
        made.append(button(text, partial(self.ask_role, signer)))
        if signer.id != self._who.signer:
            made.append(button(self.tr("Remove …"), partial(self.ask_removal, signer), kind="quiet"))
        return made

    def _about(self, signer: Signer) -> str:
        if signer.is_removed:
            return self.tr("Removed: cannot sign in any more")
        parts = [self.tr("Teacher") if signer.role is Role.TEACHER else self.tr("Administrator")]
        if signer.number:
            parts.append(self.tr("Number {number}").format(number=i18n.number(signer.number)))
        if signer.id == self._who.signer:
            parts.append(self.tr("you"))
        if signer.role is Role.TEACHER:
            names = {each.id: each.name for each in self._classes}
            taught = [i18n.isolate(names[each]) for each in signer.classes if each in names]
            parts.append(self.tr(", ").join(taught) if taught else self.tr("no class yet"))
        return " · ".join(parts)


class KeysCard(FormCard):
    """Where the device's key is, exchanging the keys, and what the recovery code is for."""

    rotated = Signal()

    def __init__(self, keys: KeysApi, parent: QWidget | None = None) -> None:
        super().__init__(theme.SPACE.snug, parent)
        self._keys = keys
        self._words = CustodyWords(self)
        self._custody: Custody | None = None
        self._tried: str = ""
        self.progress = WorkBar(self.tr("Exchanging the keys"))
        self._outer.addWidget(self.progress)

    def show_custody(self, custody: Custody) -> None:
        """Take where the device's key is."""
        self._custody = custody
        if self.form is None:
            self.leave_form()

    def show_tried(self, since: Instant | None) -> None:
        """Take when the key was found again after a restart; asked for after `show_custody`."""
        assert self._custody is not None
        self._tried = self._words.tried(self._custody, since)
        if self.form is None:
            self.leave_form()

    def ask_rotation(self) -> None:
        """Open the form."""
        form = RotationForm()
        form.filled.connect(lambda own: self._rotate(form, own))
        self._open(form)

    def _rotate(self, form: RotationForm, own: str) -> None:
        self.progress.begin(self.tr("Exchanging …"), can_stop=False)
        form.cancel.setEnabled(False)
        form.go.setEnabled(False)
        form.problem.setVisible(False)

        def done(_: None) -> None:
            self.progress.end()
            self.leave_form()
            self.rotated.emit()

        def failed(trouble: Trouble) -> None:
            self.progress.end()
            form.cancel.setEnabled(True)
            form.fail(trouble.text)

        call(self._keys.rotate(own), form, done, failed)

    def _show(self) -> None:
        self._layout.addWidget(label(self.tr("Keys"), "heading", wraps=True))
        if self._custody is not None:
            title = f"{self._words.level(self._custody)}. {self._words.where(self._custody)}"
            self._layout.addWidget(label(title, wraps=True))
            words = (self._words.protects(self._custody), self._words.leaves_open(self._custody), self._tried)
            for text in filter(None, words):
                self._layout.addWidget(label(text, "muted", wraps=True))
        row = line()
        row.addWidget(button(self.tr("Exchange the keys …"), self.ask_rotation))
        row.addStretch(1)
        self._layout.addLayout(row)
        for text in (
            self.tr("Another place for the device’s key; in a terminal: kiosk keys custody."),
            self.tr("A new recovery code; in a terminal: kiosk recover --new-code."),
        ):
            self._layout.addWidget(label(text, "muted", wraps=True))


class AccountsTab(QWidget):
    """Both cards. Asks anew when shown."""

    def __init__(self, desk: DeskApi, keys: KeysApi, who: SignedIn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._keys = desk, keys
        self.strip = Strip()
        self.signers, self.keys = SignersCard(keys, who), KeysCard(keys)
        self.area = Cards(self.tr("Accounts"), ((self.signers,), (self.keys,)))
        self.signers.changed.connect(self._say_done)
        done = self.tr("The keys are exchanged. Whoever kept an old copy cannot read on.")
        self.keys.rotated.connect(lambda: self._say_done(done))
        self.strip.let_go.connect(lambda: self.area.setFocus(Qt.FocusReason.OtherFocusReason))
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        outer.addWidget(self.strip)
        outer.addWidget(self.area, 1)

    def load(self) -> None:
        """Ask who there is and how the keys are; what was said goes."""
        self.strip.dismiss()
        self._ask()

    def _ask(self) -> None:
        call(self._desk.classes(), self, self.signers.show_classes, self.strip.tell_trouble)
        call(self._keys.signers(), self, self.signers.show_signers, self.strip.tell_trouble)
        call(self._keys.custody(), self, self._show_custody, self.strip.tell_trouble)

    def _show_custody(self, custody: Custody) -> None:
        self.keys.show_custody(custody)
        call(self._keys.custody_checked(), self, self.keys.show_tried, self.strip.tell_trouble)

    def _say_done(self, text: str) -> None:
        self.strip.tell(text, Tone.GOOD)
        self._ask()
