"""The pad's own keys: digits, and letters for numbers that have some, so that P7 needs no keyboard."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QStackedWidget, QWidget

from kiosk.ui import theme
from kiosk.ui.kiosk.buttons import IconButton

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
_LETTER_COLUMNS = 7
_ICON_PX = 44


class PadKeys(QStackedWidget):
    """Two pages of large keys. None takes the focus: a keyboard can type too, and a touch keeps the field."""

    typed = Signal(str)
    """One character."""
    rubbed_out = Signal()
    went_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rub: list[QPushButton] = []
        self._forward = IconButton("ui-tick", "key")
        self.addWidget(self._digit_page())
        self.addWidget(self._letter_page())
        self.retranslate()

    @property
    def has_letters(self) -> bool:
        """Whether the letters are shown."""
        return self.currentIndex() == 1

    def show_digits(self) -> None:
        """Show the digits."""
        self.setCurrentIndex(0)

    def swap(self) -> None:
        """Show the other page."""
        self.setCurrentIndex(1 - self.currentIndex())

    def set_scale(self, scale: float) -> None:
        """Size the icons."""
        side = round(_ICON_PX * scale)
        for button in (*self._rub, self._forward):
            button.setIconSize(QSize(side, side))

    def retranslate(self) -> None:
        """Name the keys that show an icon in the language in use."""
        self._forward.setAccessibleName(self.tr("Go on"))
        for button in self._rub:
            button.setAccessibleName(self.tr("Delete the last character"))

    def _digit_page(self) -> QWidget:
        page, grid = _page(theme.SPACE.snug)
        for place, digit in enumerate("123456789"):
            grid.addWidget(self._key(digit, "key"), place // 3, place % 3)
        grid.addWidget(self._rub_key("key"), 3, 0)
        grid.addWidget(self._key("0", "key"), 3, 1)
        _dress(self._forward, "key")
        self._forward.clicked.connect(self.went_on)
        grid.addWidget(self._forward, 3, 2)
        return page

    def _letter_page(self) -> QWidget:
        page, grid = _page(theme.SPACE.tight)
        for place, letter in enumerate(_LETTERS):
            grid.addWidget(self._key(letter, "letter"), place // _LETTER_COLUMNS, place % _LETTER_COLUMNS)
        last = len(_LETTERS)
        grid.addWidget(self._rub_key("letter"), last // _LETTER_COLUMNS, last % _LETTER_COLUMNS)
        return page

    def _key(self, text: str, size: str) -> QPushButton:
        made = QPushButton(text)
        _dress(made, size)
        made.clicked.connect(lambda: self.typed.emit(text))
        return made

    def _rub_key(self, size: str) -> QPushButton:
        made = IconButton("ui-back", "key")
        _dress(made, size)
        made.clicked.connect(self.rubbed_out)
        self._rub.append(made)
        return made


def _page(spacing: int) -> tuple[QWidget, QGridLayout]:
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(spacing)
    page.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # 1 2 3 stay in the order of every keypad
    return page, grid


def _dress(button: QPushButton, size: str) -> None:
    button.setProperty("kind", "key")
    button.setProperty("kiosk", size)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
