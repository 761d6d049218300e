"""On what ground faces are recognised and registers kept, and the school's own words for a consent."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from kiosk.domain.privacy import Basis, BasisKind, ConsentText, Purpose
from kiosk.runtime.api_office import PrivacyApi
from kiosk.ui import i18n, theme
from kiosk.ui.desk.controls import button, column, field, label, line, named
from kiosk.ui.desk.form_card import FormCard
from kiosk.ui.desk.forms import Form
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.privacy_words import basis_word, day_words, own_words, purpose_word


class BasisForm(Form):
    """Another ground for a purpose."""

    filled = Signal(object, str)
    """A BasisKind and its reference."""

    def __init__(self, purpose: Purpose, now: Basis | None) -> None:
        super().__init__(purpose_word(purpose), self.tr("Enter this ground"))
        self.kind = QComboBox()
        for kind in BasisKind:
            self.kind.addItem(basis_word(kind))
        self.reference = field(self.tr("Law, decision or document"), longest=400)
        if now is not None:
            self.kind.setCurrentIndex(tuple(BasisKind).index(now.kind))
            self.reference.setText(now.reference)
        self._body.addWidget(named(self.tr("Ground"), self.kind))
        self._body.addWidget(named(self.tr("Law, decision or document"), self.reference))
        hint = self.tr("A ground other than consent needs the place where it can be looked up.")
        self._body.addWidget(label(hint, "muted", wraps=True))
        self._end()
        self.setFocusProxy(self.kind)

    def _send(self) -> None:
        kind = tuple(BasisKind)[self.kind.currentIndex()]
        if kind is not BasisKind.CONSENT and not self.reference.text().strip():
            self.fail(self.tr("Write the law, decision or document this ground stands on."))
            return
        self.filled.emit(kind, self.reference.text().strip())


class TextForm(Form):
    """A new version of the school's words."""

    filled = Signal(str)

    def __init__(self, text: str) -> None:
        super().__init__(self.tr("New version of the consent text"), self.tr("Keep this version"))
        self.text = QPlainTextEdit(text)
        self.text.setAccessibleName(self.tr("Consent text"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(140)
        hint = self.tr("Earlier versions stay: a consent names the one that was agreed to.")
        self._body.addWidget(label(hint, "muted", wraps=True))
        self._body.addWidget(self.text)
        self._end()
        self.setFocusProxy(self.text)

    def _send(self) -> None:
        text = self.text.toPlainText().strip()
        if not text:
            self.fail(self.tr("Write what is agreed to."))
            return
        self.filled.emit(text)


class PrivacyCard(FormCard):
    """A card of the privacy tab."""

    changed = Signal()
    """Something was stored: what hangs on it may be asked anew."""

    def __init__(self, privacy: PrivacyApi, parent: QWidget | None = None) -> None:
        super().__init__(theme.SPACE.tight, parent)
        self._privacy = privacy
        self.strip = Strip()
        self._outer.addWidget(self.strip)

    def _store(self, form: Form, future: "Future[Any]") -> None:
        self._send(form, future, self.changed.emit)

    def _head(self, title: str) -> None:
        self._layout.addWidget(label(title, "heading", wraps=True))

    def _row(self, title: str, text: str, act: str, on_act: Callable[[], object], care: str = "") -> None:
        """Add a titled line with a button at its end, and what needs care below it."""
        row = line()
        words = column(spacing=2)
        words.addWidget(label(title, "muted", wraps=True))
        for part, role in ((text, ""), (care, "care")):
            if part:
                words.addWidget(label(part, role, wraps=True))
        row.addLayout(words, 1)
        made = button(act, on_act)
        made.setAccessibleName(f"{act} {title}")
        row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(row)


class BasisCard(PrivacyCard):
    """A line for each purpose."""

    def __init__(self, privacy: PrivacyApi, parent: QWidget | None = None) -> None:
        super().__init__(privacy, parent)
        self._bases: Sequence[Basis] = ()

    def show_bases(self, bases: Sequence[Basis]) -> None:
        """Take what holds; a form in work stays."""
        self._bases = tuple(bases)
        if self.form is None:
            self.leave_form()

    def _show(self) -> None:
        self._head(self.tr("Legal grounds"))
        for purpose in Purpose:
            basis = next((basis for basis in self._bases if basis.purpose is purpose), None)
            self._row(
                purpose_word(purpose),
                "" if basis is None else self._words(basis),
                self.tr("Change …"),
                partial(self.ask, purpose),
                self.tr("○ Not entered yet") if basis is None else "",
            )
        text = self.tr(
            "In some places a school may not be allowed to recognise faces at all, whatever anybody agrees "
            "to: ask your data protection officer. A choice is free only with an equal way in: number and "
            "PIN work for everybody, at the same door."
        )
        self._layout.addWidget(label(text, "muted", wraps=True))

    def _words(self, basis: Basis) -> str:
        text = basis_word(basis.kind)
        if basis.reference:
            text = self.tr("{ground}: {reference}").format(
                ground=text, reference=i18n.isolate(basis.reference)
            )
        return self.tr("{ground}, since {day}").format(ground=text, day=day_words(basis.since))

    def ask(self, purpose: Purpose) -> None:
        """Open the form of a purpose."""
        form = BasisForm(purpose, next((b for b in self._bases if b.purpose is purpose), None))

        def send(kind: BasisKind, reference: str) -> None:
            self._store(form, self._privacy.set_basis(purpose, kind, reference))

        form.filled.connect(send)
        self._open(form)


class ConsentTextCard(PrivacyCard):
    """The newest version, and how many there were before."""

    def __init__(self, privacy: PrivacyApi, parent: QWidget | None = None) -> None:
        super().__init__(privacy, parent)
        self._texts: Sequence[ConsentText] = ()

    def show_texts(self, texts: Sequence[ConsentText]) -> None:
        """Take the versions, newest first; a form in work stays."""
        self._texts = tuple(texts)
        if self.form is None:
            self.leave_form()

    def ask(self) -> None:
        """Open the form of a new version."""
        form = TextForm(self._texts[0].text if self._texts else "")
        form.filled.connect(lambda text: self._store(form, self._privacy.add_consent_text(text)))
        self._open(form)

    def _show(self) -> None:
        self._head(self.tr("Consent text"))
        if self._texts:
            newest = self._texts[0]
            version = self.tr("Version {n}").format(n=i18n.isolate(newest.version))
            self._layout.addWidget(label(version, "muted"))
            self._layout.addWidget(label(own_words(newest.text), wraps=True))
            if len(self._texts) > 1:
                earlier = self.tr("%Ln earlier versions are kept", "", len(self._texts) - 1)
                self._layout.addWidget(label(earlier, "muted", wraps=True))
        else:
            hint = self.tr(
                "The school’s own words for a consent, so that each consent says which of them it was to."
            )
            self._layout.addWidget(label(hint, "muted", wraps=True))
        row = line()
        row.addWidget(button(self.tr("New version …"), self.ask))
        row.addStretch(1)
        self._layout.addLayout(row)
