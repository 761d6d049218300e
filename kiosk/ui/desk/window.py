"""The desk's window: sign-in, board, locking when nobody is there. It never waits and opens no dialog."""

import time
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.people import SignedIn
from kiosk.runtime.api import CameraApi, DeskApi, DoorApi, DoorView
from kiosk.runtime.api_office import Office
from kiosk.settings import Settings
from kiosk.ui import i18n
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.board import Board
from kiosk.ui.desk.change_bell import ChangeBell
from kiosk.ui.desk.controls import column, label
from kiosk.ui.desk.idle import IdleWatch
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.lock_page import LockPage
from kiosk.ui.desk.my_page import MyPage
from kiosk.ui.desk.settings_keeper import SettingsKeeper, Standing
from kiosk.ui.desk.sign_in import SignInPage
from kiosk.ui.later import later
from kiosk.ui.sound.cues import Silence, SoundApi
from kiosk.ui.theme import Tone
from kiosk.ui.worker import Worker

_MIDNIGHT_MS = 20_000
COALESCE_MS = 120
"""Changes within this time are one reload: thirty people at a door are not thirty reads."""


# Lengths only: colours are the theme's. A desk is used with mouse and keys, so it is denser than the door.
_DENSER = """
QPushButton, QToolButton { min-height: 20px; padding: 5px 14px; }
QLineEdit, QComboBox, QDateEdit, QTimeEdit, QSpinBox { min-height: 20px; padding: 5px 10px; }
QDateEdit::drop-down { border: 0; width: 26px; }
QTabBar::tab { padding: 8px 18px; }
QTabBar QToolButton { padding: 0; min-height: 0; }
QTableView { border-width: 2px; }
QSplitter::handle { background: transparent; }
"""


class DeskWindow(QWidget):
    """For teachers and administrators."""

    signed_in = Signal(object)
    """A SignedIn."""
    signed_out = Signal()
    """Zone R is closed again."""
    locked = Signal()
    """The screen is locked by a PIN; whoever signed in still is."""
    put_aside = Signal()
    """Locked, and the screen is wanted for the door."""
    closed = Signal()
    """The window was closed."""
    end_requested = Signal()
    """Somebody who is signed in ends the program."""
    work_begins = Signal()
    """A board is about to be made: in the school's language, whatever somebody chose at the door."""
    board_asked = Signal()
    """The second screen's board is wanted."""
    marks_changed = Signal()
    """Marks changed; others who show them look again."""
    settings_changed = Signal(object)
    """A Settings to be saved and used; `keeper` is told what came of it."""

    def __init__(
        self,
        desk: DeskApi,
        camera: CameraApi,
        door: DoorApi,
        settings: Settings,
        clock: Callable[[], Instant],
        *,
        office: Office,
        worker: Worker | None = None,
        sounds: SoundApi | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Build the window on its sign-in page.

        Args:
            desk: What may be asked of the records.
            camera: For enrolment's progress.
            door: Says whether this is a trial.
            settings: The school's choices.
            clock: The wall clock.
            office: What an administrator's part may ask.
            worker: Reads and writes files; whoever gives one waits for its end.
            sounds: The door's, to be tried; None for a machine that cannot play.
            monotonic: Seconds for idle and waits; tests turn it by hand.
        """
        super().__init__()
        self._rebuilding = later(self, self._rebuild)
        self._desk, self._camera, self._clock = desk, camera, clock
        self._sounds = sounds or Silence()
        self.keeper = SettingsKeeper(settings, self)
        self.keeper.changed.connect(self.settings_changed)
        self.keeper.told.connect(self._settings_told)
        self._office, self._monotonic = office, monotonic
        self._worker = worker or Worker("rollcall-desk-files")
        self._who: SignedIn | None = None
        self._watched_on: date | None = None
        self._locked_on: date | None = None
        self._pin_day: date | None = None
        self.board: Board | None = None
        self._board_language = self._pages_language = i18n.current()
        self.mine: MyPage | None = None
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(_DENSER)
        self.setMinimumSize(720, 480)
        self.resize(1180, 760)
        self.idle = IdleWatch(settings.idle_lock_minutes * 60, monotonic, self)
        self.idle.warned.connect(self._warn)
        self.idle.ran_out.connect(self._ran_out)
        self._bell = ChangeBell(self)
        self._reload = QTimer(self)
        self._reload.setSingleShot(True)
        self._reload.setInterval(COALESCE_MS)
        self._reload.timeout.connect(self._refresh)
        self._bell.rang.connect(self._reload.start, Qt.ConnectionType.QueuedConnection)
        desk.on_change(self._bell.ring)
        self.ribbon = label("", "ribbon")
        self.ribbon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.ribbon.setVisible(False)
        self.note, self.offer = Strip(), Strip()
        self._midnight = QTimer(self)
        self._midnight.setInterval(_MIDNIGHT_MS)
        self._midnight.timeout.connect(self.look_at_the_day)
        self.pages = QStackedWidget()
        self.sign_in = self._make_sign_in()
        self.lock_page = self._make_lock_page()
        outer = column(self, spacing=0)
        outer.addWidget(self.ribbon)
        outer.addWidget(self.note)
        outer.addWidget(self.offer)
        outer.addWidget(self.pages, 1)
        self._say_texts()
        call(door.view(), self, self._show_trial, lambda _: None)
        self.sign_in.ready()

    @property
    def is_signed_in(self) -> bool:
        """Somebody is signed in, a watched board included."""
        return self._who is not None

    @property
    def is_watched(self) -> bool:
        """The board is open for looking only."""
        return self._watched_on is not None

    def show_note(self, trouble: Trouble) -> None:
        """Say what the program could not take as it was, such as a slip in the settings, until dismissed."""
        self.note.tell(trouble.text, Tone.CARE, reference=trouble.reference)

    @property
    def is_locked(self) -> bool:
        """Whoever signed in has locked the screen by a PIN."""
        return self._locked_on is not None

    @property
    def _has_pin(self) -> bool:
        """A PIN was chosen today: one of yesterday opens nothing."""
        return self._pin_day is not None and self._pin_day == self._clock().local_date

    def lock(self, reason: str = "") -> None:
        """Hide the board behind the PIN. Without a PIN, sign out."""
        if self._who is None:
            return
        if not self._has_pin:
            self.sign_out(reason)
            return
        self._locked_on = self._clock().local_date
        self._watched_on = None
        self._midnight.start()
        self.idle.stop()
        self.offer.dismiss()
        self._drop_mine()
        if self.board is not None:
            self.board.set_watched(False)
        self.pages.setCurrentWidget(self.lock_page)
        self.lock_page.ready(reason)
        self.locked.emit()

    def look_at_the_day(self) -> None:
        """Sign out a desk that was locked, or left on show, on another day."""
        left_on = self._locked_on or self._watched_on
        if left_on is None or self._clock().local_date == left_on:
            return
        if self.is_locked:
            self.sign_out(self.tr("A new day has begun, and the PIN was for the last one."))
        else:
            self.sign_out(self.tr("A new day has begun."))

    def sign_out(self, reason: str = "") -> None:
        """Close the board at once, then Zone R; `reason` is shown on the sign-in page."""
        if self._who is None:
            return
        self._who = self._locked_on = self._pin_day = None
        self._watched_on = None
        self.idle.stop()
        self._midnight.stop()
        self.offer.dismiss()
        self._drop_mine()
        self._drop_board()
        self.pages.setCurrentWidget(self.sign_in)
        self.sign_in.ready(reason)
        call(self._desk.sign_out(), self, lambda _: self.signed_out.emit(), self._sign_out_failed)

    def showEvent(self, event: QShowEvent) -> None:
        """Watch for use of this window from now on."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self.idle)
            handle.installEventFilter(self.idle)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Sign out with the window."""
        self.sign_out()
        self._worker.stop(is_dropping=True)
        self.closed.emit()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Build the pages again in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._rebuilding.start()
        super().changeEvent(event)

    # Pages

    def _make_sign_in(self) -> SignInPage:
        page = SignInPage(self._desk, monotonic=self._monotonic)
        page.signed_in.connect(self._open_board)
        page.left.connect(self._leave_sign_in)
        self.pages.addWidget(page)
        return page

    def _make_lock_page(self) -> LockPage:
        page = LockPage(self._office.keys)
        page.unlocked.connect(self._unlock)
        page.passphrase_wanted.connect(self.sign_out)
        page.left.connect(self._leave_lock)
        self.pages.addWidget(page)
        return page

    def _unlock(self, who: SignedIn) -> None:
        self._locked_on = None
        self._midnight.stop()
        self._open_board(who)

    def _leave_lock(self) -> None:
        if self.is_watched and self.board is not None:
            self.pages.setCurrentWidget(self.board)
        else:
            self.put_aside.emit()

    def show_mine(self) -> None:
        """Show what everybody may do about their own sign-in."""
        if self._who is None or self.is_watched:
            return
        self.offer.dismiss()
        self._drop_mine()
        page = self.mine = MyPage(self._office.keys, self._who)
        page.left.connect(self._leave_mine)
        page.pin_chosen.connect(self._take_pin)
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.start()

    def _leave_mine(self) -> None:
        self._drop_mine()
        if self.board is not None:
            self.pages.setCurrentWidget(self.board)
            self.board.start()

    def _drop_mine(self) -> None:
        page, self.mine = self.mine, None
        if page is not None:
            page.hide()
            self.pages.removeWidget(page)
            page.deleteLater()

    def _take_pin(self, has_pin: bool = True) -> None:
        self._pin_day = self._clock().local_date if has_pin else None
        if self.board is not None:
            self.board.set_lockable(has_pin)

    def _offer_pin(self, has_pin: bool) -> None:
        """Offer a PIN quietly, once a sign-in."""
        self._take_pin(has_pin)
        if not has_pin and self._who is not None and self.pages.currentWidget() is self.board:
            text = self.tr("A PIN for the rest of today spares typing the passphrase before a queue.")
            self.offer.tell(text, act=(self.tr("Choose a PIN …"), self.show_mine))

    def _open_board(self, who: SignedIn) -> None:
        is_new = self.board is None or self._who is None or self._who.signer != who.signer
        self._who = who
        self._watched_on = None
        if is_new:
            self.work_begins.emit()
            self.keeper.forget_last()
            self._make_board(who)
        assert self.board is not None
        self.board.set_watched(False)
        self.pages.setCurrentWidget(self.board)
        self.board.start()
        self.idle.start()
        self.signed_in.emit(who)
        if is_new:
            call(self._office.keys.has_desk_pin(), self, self._offer_pin, lambda _: None)

    def _make_board(self, who: SignedIn) -> None:
        self._drop_board()
        board = Board(
            self._desk, self._camera, self._worker, self.keeper, self._clock, who,
            office=self._office, sounds=self._sounds,
        )  # fmt: skip
        board.left.connect(self.sign_out)
        board.lock_asked.connect(self.lock)
        board.mine_asked.connect(self.show_mine)
        board.today.board_asked.connect(self.board_asked)
        board.end_asked.connect(self.end_requested)
        board.resume_asked.connect(self._ask_resume)
        board.here.connect(self.idle.touch)
        board.set_lockable(self._has_pin)
        # Whoever corrects needs the room on a low screen; a PIN can be chosen under one's own sign-in.
        board.roster.acts.changed.connect(self.offer.dismiss)
        self.board, self._board_language = board, i18n.current()
        self.pages.addWidget(board)

    def _drop_board(self) -> None:
        board, self.board = self.board, None
        if board is not None:
            board.hide()
            self.pages.removeWidget(board)
            board.deleteLater()

    def _leave_sign_in(self) -> None:
        if self.is_watched and self.board is not None:
            self.pages.setCurrentWidget(self.board)
        else:
            self.close()

    def _ask_resume(self) -> None:
        if self._has_pin:
            self.pages.setCurrentWidget(self.lock_page)
            self.lock_page.ready(self.tr("The board stays open. Unlock it to make changes."))
            return
        self.pages.setCurrentWidget(self.sign_in)
        self.sign_in.ready(self.tr("The board stays open. Sign in to make changes."))

    def _is_at_work(self) -> bool:
        """Say whether somebody signed in has the board before them."""
        return self._who is not None and self.board is not None and not (self.is_locked or self.is_watched)

    def _is_ours(self, language: i18n.Language) -> bool:
        return language == i18n.language_for(self.keeper.now.language)

    def _rebuild(self) -> None:
        """Follow the language, but not one chosen at the door for a moment while somebody works here.

        What is half typed, an enrolment before the camera and a folder that is being read would end with it.
        """
        language = i18n.current()
        if self._is_at_work() and not self._is_ours(language):
            return
        self.setLocale(QLocale())  # a window keeps the one it was made with, and its days are written in it
        self._say_texts()
        is_board_old = self.board is not None and self._board_language != language
        if self._pages_language != language:
            self._rebuild_pages()
        if self.is_locked and self._who is not None:
            if is_board_old and self._is_ours(language):
                self._make_board(self._who)
            self.pages.setCurrentWidget(self.lock_page)
        elif self._who is None:
            self.pages.setCurrentWidget(self.sign_in)
        elif is_board_old:
            self._rebuild_board(self._who)

    def _rebuild_pages(self) -> None:
        olds = (self.sign_in, self.lock_page)
        self.sign_in, self.lock_page = self._make_sign_in(), self._make_lock_page()
        self._pages_language = i18n.current()
        self.sign_in.take_number(olds[0].number.text())
        self.offer.dismiss()
        for old in olds:
            self.pages.removeWidget(old)
            old.deleteLater()
        (self.lock_page if self.is_locked else self.sign_in).ready()

    def _rebuild_board(self, who: SignedIn) -> None:
        was_watched, place = self.is_watched, self.board.tabs.currentIndex() if self.board else 0
        self._drop_mine()
        self._make_board(who)
        assert self.board is not None
        self.board.set_watched(was_watched)
        self.pages.setCurrentWidget(self.board)
        self.board.start()
        self.board.tabs.setCurrentIndex(place)

    def _say_texts(self) -> None:
        right_to_left, left_to_right = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
        # Its own, since the program's changes with the door's language.
        self.setLayoutDirection(right_to_left if i18n.is_right_to_left() else left_to_right)
        self.setWindowTitle(self.tr("Rollcall desk"))
        self.ribbon.setText(
            self.tr("Trial: made-up or recorded pictures may be marked. Not a real register.")
        )

    # Reacting

    def _refresh(self) -> None:
        self._bell.heard()
        self.marks_changed.emit()
        if self.board is not None and self._who is not None:
            self.board.refresh()

    def _warn(self, seconds: int) -> None:
        if self.board is not None:
            self.board.warn(seconds)

    def _ran_out(self) -> None:
        if self.board is not None and self.board.keep_open.isChecked():
            self._watched_on = self._clock().local_date
            self._midnight.start()
            self.offer.dismiss()
            self.board.set_watched(True)
            return
        text = self.tr("Locked: nobody used the desk for {minutes} min.")
        self.lock(text.format(minutes=i18n.number(self.keeper.now.idle_lock_minutes)))

    def _show_trial(self, view: DoorView) -> None:
        self.ribbon.setVisible(view.is_trial)

    def _settings_told(self) -> None:
        """Go by what was changed; what could not be saved is said wherever somebody is."""
        self.idle.set_limit(self.keeper.now.idle_lock_minutes * 60)
        trouble = self.keeper.trouble
        if self.keeper.standing is Standing.FAILED and trouble is not None:
            text = self.tr(
                "What was changed counts until the program ends, and could not be saved. {trouble}"
            )
            self.note.tell(text.format(trouble=trouble.text), Tone.BAD, reference=trouble.reference)

    def _sign_out_failed(self, trouble: Trouble) -> None:
        self.sign_in.ready(trouble.text)
        self.signed_out.emit()
