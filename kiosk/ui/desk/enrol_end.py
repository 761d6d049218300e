"""The pages after the looks: a symbol, and the code and the card that do the same."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from kiosk.domain.symbols import OfferedSymbol
from kiosk.ui import theme
from kiosk.ui.desk import enrol_words as words
from kiosk.ui.desk.controls import button, label, line
from kiosk.ui.desk.enrol_pages import EnrolPage
from kiosk.ui.desk.enrol_words import Speech
from kiosk.ui.desk.flow import FlowLayout
from kiosk.ui.desk.forms import PinForm
from kiosk.ui.widgets import icons

_SYMBOL_PX = 40
_TILE_PX = 60


class SymbolPage(EnrolPage):
    """Every symbol, those that nobody in their groups has first."""

    chosen = Signal(str)
    next_asked = Signal()

    def __init__(self, title: str = words.THANKS) -> None:
        super().__init__()
        self._title = title
        self.care = self._add_line(role="care")
        self.care.setVisible(False)
        self.choose = self._add_line()
        self._free, self._shared = QWidget(), QWidget()
        self._flows = FlowLayout(self._free), FlowLayout(self._shared)
        self._body.addWidget(self._free)
        self.shared = self._add_line(role="muted")
        self._body.addWidget(self._shared)
        self.tiles: dict[str, QPushButton] = {}
        (self.next,) = self._add_buttons((words.NEXT, self.next_asked.emit, "primary"))
        self._body.addStretch(1)

    def show_symbols(self, offered: Sequence[OfferedSymbol], speech: Speech) -> None:
        """Offer them; the one they have is marked."""
        for each in offered:
            tile = self._tile(each.symbol)
            tile.setChecked(each.is_own)
            self.tiles[each.symbol] = tile
            self._flows[int(each.is_taken)].addWidget(tile)
        order = [
            *(self.tiles[each.symbol] for each in sorted(offered, key=lambda one: one.is_taken)),
            self.next,
        ]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        has_shared = any(each.is_taken for each in offered)
        self.shared.setVisible(has_shared)
        self._shared.setVisible(has_shared)
        self.speak(speech)

    def mark(self, symbol: str) -> None:
        """Show which one they have now."""
        for name, tile in self.tiles.items():
            tile.setChecked(name == symbol)

    def tell_care(self, text: str) -> None:
        """Tell whoever sits at the desk what has to be done."""
        self.care.setText(text)
        self.care.setVisible(bool(text))

    def speak(self, speech: Speech) -> None:
        """Say everything anew in a language."""
        super().speak(speech)
        speech.put(self.title, self._title)
        speech.put(self.choose, words.CHOOSE)
        speech.put(self.shared, words.SHARED)
        for name, tile in self.tiles.items():
            tile.setAccessibleName(speech.symbol(name))
            tile.setToolTip(speech.symbol(name))

    def _tile(self, symbol: str) -> QPushButton:
        tile = QPushButton()
        tile.setAutoDefault(False)
        tile.setCheckable(True)
        tile.setFixedSize(_TILE_PX, _TILE_PX)
        tile.setStyleSheet("padding: 0")
        tile.setIcon(icons.icon(symbol, theme.current().text))
        tile.setIconSize(QSize(_SYMBOL_PX, _SYMBOL_PX))
        tile.clicked.connect(lambda _checked=False: self._press(symbol))
        return tile

    def _press(self, symbol: str) -> None:
        self.mark(symbol)
        self.chosen.emit(symbol)


class CodesPage(EnrolPage):
    """A PIN and a card, now or later."""

    filled = Signal(str)
    """A PIN."""
    card_asked = Signal()
    done = Signal()

    def __init__(self, name: str, *, has_pin: bool) -> None:
        """Make it.

        Args:
            name: Whose.
            has_pin: They have one already.
        """
        super().__init__()
        self._name = name
        self.why = self._add_line()
        self.state = label("", "muted", wraps=True)
        self._body.addWidget(self.state)
        self._acts = QWidget()
        acts = line(self._acts)
        self.pin = button(self.tr("Set PIN …"), self._open_pin, kind="primary")
        self.card = button(self.tr("Make a card …"), self.card_asked.emit)
        self.later = button(self.tr("Later"), self.done.emit)
        for made in (self.pin, self.card, self.later):
            acts.addWidget(made)
        acts.addStretch(1)
        self._body.addWidget(self._acts)
        self.form: PinForm | None = None
        self._body.addStretch(1)
        self.show_pin(has_pin=has_pin)

    def show_pin(self, *, has_pin: bool) -> None:
        """Say whether they have a PIN; a form that set it goes."""
        self._close_pin()
        state = self.tr("Number and PIN: ✓ Set") if has_pin else self.tr("Number and PIN: ○ None yet")
        self.state.setText(state)
        text = self.tr("Change PIN …") if has_pin else self.tr("Set PIN …")
        self.pin.setText(text)
        self.pin.setAccessibleName(text)
        end = self.tr("Done") if has_pin else self.tr("Later")
        self.later.setText(end)
        self.later.setAccessibleName(end)

    def speak(self, speech: Speech) -> None:
        """Say what is for the person anew in a language."""
        super().speak(speech)
        speech.put(self.title, words.CODES)
        speech.put(self.why, words.CODES_WHY)

    def _open_pin(self) -> None:
        if self.form is not None:
            return
        form = PinForm(self._name)
        form.left.connect(self._close_pin)
        form.filled.connect(self.filled)
        self.form = form
        self._acts.setVisible(False)  # one question at a time
        self._body.insertWidget(self._body.count() - 1, form)
        form.show()  # at once, since only what is shown takes the keyboard
        form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_pin(self) -> None:
        gone, self.form = self.form, None
        if gone is not None:
            gone.hide()
            gone.deleteLater()
            self._acts.setVisible(True)
            self.later.setFocus(Qt.FocusReason.OtherFocusReason)
