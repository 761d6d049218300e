"""The wizard's window: steps at the side, one page at a time, errors in place.

Nothing is made before the page that says so; from then on the window stays open until the recovery code has
been copied. It uses SetupApi and nothing else of the program.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kiosk.domain.people import Custody
from kiosk.errors import Code
from kiosk.runtime.api import CameraApi, SchoolMade, SetupApi, StartApi
from kiosk.runtime.clock import system_clock
from kiosk.ui import bridge, i18n, theme
from kiosk.ui.bridge import Trouble
from kiosk.ui.wizard.camera import CameraPage
from kiosk.ui.wizard.custody import CustodyPage
from kiosk.ui.wizard.form import Answers
from kiosk.ui.wizard.page import Page, text_label, wizard_sheet
from kiosk.ui.wizard.pages import AdminPage, LanguagePage, LessonPage, NoticePage, SchoolPage
from kiosk.ui.wizard.recovery import Pick, RecoveryPage, pick_two
from kiosk.ui.worker import Worker

_CARD_WIDTH_PX = 820
_SMALL = (700, 560)
"""Below this width or height a page has narrow margins: a small screen at 200 %."""
_LOW = 800
"""Below this height a page keeps what it can for its own lines: 1280 x 720."""


class SetupWizard(QWidget):
    """First start."""

    language_changed = Signal(str)
    look_changed = Signal(str)
    """A name of `kiosk.ui.theme.PALETTES`; `use_look` follows when the program is dressed in it."""
    made = Signal(object)
    """SchoolMade: the data directory is there, so services can be started behind the last pages."""
    finished = Signal()
    abandoned = Signal()
    """Closed before anything was made."""

    def __init__(
        self,
        setup: SetupApi,
        zone: str,
        monotonic: Callable[[], float] = time.monotonic,
        pick: Pick = pick_two,
        *,
        suggest: Callable[[], str] | None = None,
        folder: str = "",
        look: str = "light",
        worker: Worker | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build the pages.

        Args:
            setup: Makes the school.
            zone: IANA zone of this device.
            monotonic: Seconds that never go back, for the figure.
            pick: Chooses the two groups that are asked for.
            suggest: Gives six random words; None offers none.
            folder: Where the school will be, said at the beginning; "" says nothing.
            look: The colours in use.
            worker: Writes the recovery code's sheet; whoever gives one waits for its end.
            parent: Qt's.
        """
        super().__init__(parent)
        self._setup, self._zone = setup, zone
        self._answers = Answers()
        self._is_made = False
        self._is_making = False
        self._is_over = False
        self.language, self.school = LanguagePage(folder), SchoolPage(self._answers)
        self.lessons = LessonPage(self._answers)
        self.admin = AdminPage(self._answers, suggest, setup.is_weak)
        self.custody, self.notice = CustodyPage(setup, self._answers), NoticePage()
        self._worker = worker or Worker("rollcall-wizard-files")
        self.recovery = RecoveryPage(system_clock(zone), self._worker, pick)
        self.camera = CameraPage(monotonic)
        self._pages: tuple[Page, ...] = (
            self.language, self.school, self.lessons, self.admin,
            self.custody, self.notice, self.recovery, self.camera,
        )  # fmt: skip
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(600, 340)  # 1280 x 720 at 200 %; pages scroll
        self.setStyleSheet(wizard_sheet(theme.current()))
        self._build()
        self.language.chosen.connect(self._choose_language)
        self.language.looks.chosen.connect(self.look_changed)
        self.language.looks.show_look(look)
        self._show(0)

    def _build(self) -> None:
        self._brand, self._step_line = text_label("brand"), text_label("count")
        self._steps = [text_label("step") for _ in self._pages]
        self._rail = QFrame()
        self._rail.setProperty("wizard", "rail")
        self._rail.setFixedWidth(290)
        side = QVBoxLayout(self._rail)
        side.setContentsMargins(theme.SPACE.normal, theme.SPACE.wide, theme.SPACE.normal, theme.SPACE.wide)
        side.setSpacing(theme.SPACE.tight)
        side.addWidget(self._brand)
        side.addSpacing(theme.SPACE.normal)
        for label in self._steps:
            label.setWordWrap(True)
            side.addWidget(label)
        side.addStretch(1)
        self._stack = QStackedWidget()
        for page in self._pages:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(page)
            self._stack.addWidget(area)
            page.changed.connect(self._name_next)
        self._back, self._next = QPushButton(), QPushButton()
        self._back.setProperty("kind", "quiet")
        self._next.setProperty("kind", "primary")
        self._back.clicked.connect(self.go_back)
        self._next.clicked.connect(self.go_on)
        buttons = QHBoxLayout()
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._next)
        middle = self._middle = QVBoxLayout()
        middle.setSpacing(theme.SPACE.normal)
        middle.addWidget(self._step_line)
        middle.addWidget(self._stack, 1)
        middle.addLayout(buttons)
        holder = QWidget()
        holder.setMaximumWidth(_CARD_WIDTH_PX + 2 * theme.SPACE.page)
        holder.setLayout(middle)
        whole = QHBoxLayout(self)
        whole.setSizeConstraint(
            QLayout.SizeConstraint.SetNoConstraint
        )  # pages scroll; the window keeps its size
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._rail)
        whole.addWidget(holder, 100)
        whole.addStretch(1)

    # What the composition root calls

    def attach_camera(self, camera: CameraApi) -> None:
        """Give the camera page something to look with."""
        self.camera.set_camera(camera)

    def use_look(self) -> None:
        """Dress in the colours that the program has now."""
        self.setStyleSheet(wizard_sheet(theme.current()))

    def start(self, services: StartApi) -> "Future[None]":
        """Start a kiosk that waits for somebody, by whoever has just made the school; then forget how."""
        starting = services.start_attended(self._answers.passphrase)
        self._answers.forget_passphrase()
        return starting

    def show_trouble(self, trouble: Trouble) -> None:
        """Say that the services could not start."""
        self.page.show_error(trouble.text)

    # Where it stands

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._pages[self._stack.currentIndex()]

    @Slot()
    def go_on(self) -> None:
        """Check the page and go on, make the school, or finish."""
        page = self.page
        if self._is_making:
            return
        if page.takes_inner_step():
            self._name_next()
            return
        problem = page.check()
        page.show_error(problem)
        if problem:
            return
        if page is self.notice and not self._is_made:
            self._make()
        elif page is self.camera:
            self._finish()
        else:
            if page is self.recovery:
                self.recovery.forget()
            is_settled = page is self.custody and self._is_made
            self._show(self._pages.index(self.recovery) if is_settled else self._stack.currentIndex() + 1)

    @Slot()
    def go_back(self) -> None:
        """Go back one page; not past the making of the school."""
        if self._may_go_back():
            self._show(self._stack.currentIndex() - 1)

    def _may_go_back(self) -> bool:
        return self._stack.currentIndex() > 0 and not self._is_making and not self._is_made

    def _make(self) -> None:
        self._is_making = True
        self._next.setEnabled(False)
        self._next.setText(self.tr("Making the keys…"))
        self._back.setVisible(False)
        bridge.call(
            self._setup.create(self._answers.plan(self._zone)), self, self._show_made, self._show_not_made
        )

    def _show_made(self, made: SchoolMade) -> None:
        self._is_making, self._is_made = False, True
        if made.custody is not Custody.ATTENDED:
            self._answers.forget_passphrase()
        self.admin.forget()
        self.recovery.set_code(made, self._answers.school)
        self.made.emit(made)
        if made.custody is self._answers.custody:
            self._show(self._pages.index(self.recovery))
        else:
            self.custody.show_made(made.custody)
            self._show(self._pages.index(self.custody))

    def _show_not_made(self, trouble: Trouble) -> None:
        self._is_making = False
        target = {Code.PASSPHRASE_WEAK: self.admin, Code.TEXT_BAD: self.school}.get(
            trouble.code or Code.SIGNED_OUT
        )
        if target is not None:
            self._show(self._pages.index(target))
        else:
            self._show(self._stack.currentIndex())
        self.page.show_error(trouble.text)

    def _finish(self) -> None:
        self._is_over = True
        self._answers.forget_passphrase()
        self.camera.leave()
        self._worker.stop()
        self.finished.emit()

    def _show(self, place: int) -> None:
        if self.page is self.camera and place != self._pages.index(self.camera):
            self.camera.leave()
        self._stack.setCurrentIndex(place)
        self._next.setEnabled(True)
        self.retranslate()
        self.page.show_error("")
        self.page.enter()

    @Slot(str)
    def _choose_language(self, code: str) -> None:
        self.language_changed.emit(code)
        self.go_on()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.setWindowTitle(self.tr("Rollcall: set-up"))
        self._brand.setText(self.tr("Rollcall"))
        self._back.setText(self.tr("Back"))
        place = self._stack.currentIndex()
        for page in self._pages:
            page.retranslate()
        for index, (label, page) in enumerate(zip(self._steps, self._pages, strict=True)):
            label.setProperty(
                "wizard", "step-now" if index == place else "step-done" if index < place else "step"
            )
            label.setText(page.step_name())
            theme.restyle(label)
        text = self.tr("Step {number} of {count}")
        self._step_line.setText(
            text.format(number=i18n.number(place + 1), count=i18n.number(len(self._pages)))
        )
        self._name_next()
        self._back.setVisible(self._may_go_back())

    @Slot()
    def _name_next(self) -> None:
        if not self._is_making:
            self._next.setText(self.page.next_text())
            self._next.setEnabled(self.page.may_go_on())

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the list of steps where the window is narrow, and the margins where every pixel is wanted."""
        super().resizeEvent(event)
        is_small = event.size().width() < _SMALL[0] or event.size().height() < _SMALL[1]
        is_low = event.size().height() < _LOW
        side, top = theme.SPACE.page, theme.SPACE.normal if is_low else theme.SPACE.wide
        if is_small:
            side = top = theme.SPACE.snug
        self._middle.setContentsMargins(side, top, side, top)
        self._rail.setVisible(event.size().width() >= 1120)
        self._step_line.setVisible(event.size().width() < 1120)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from any field."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go_on()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close freely before the school is made; after that only when the wizard is over."""
        if self._is_over:
            event.accept()
        elif self._is_made or self._is_making:
            event.ignore()
            self.page.show_error(self.tr("Please finish first: the recovery code is shown only now."))
        else:
            event.accept()
            self._worker.stop(is_dropping=True)
            self.abandoned.emit()
