"""What stands around the door's pages: clock and buttons, language and sound, sizes and colours.

It knows neither a door nor a camera; the window that does is `kiosk.ui.kiosk.window.KioskWindow`.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QLayout, QVBoxLayout, QWidget

from kiosk.domain.clock import Instant
from kiosk.settings import Settings
from kiosk.ui import i18n, theme
from kiosk.ui.kiosk.bars import Footer, Header
from kiosk.ui.kiosk.door_language import DoorLanguage
from kiosk.ui.kiosk.flow import Scene
from kiosk.ui.kiosk.frame import DoorFrame
from kiosk.ui.kiosk.labels import kiosk_label
from kiosk.ui.kiosk.loudness import loudness_of, next_volume
from kiosk.ui.kiosk.pages import DoorPages
from kiosk.ui.kiosk.presence import Presence
from kiosk.ui.kiosk.rest import Night
from kiosk.ui.kiosk.sheet import kiosk_sheet, scale_for
from kiosk.ui.kiosk.states import TRIAL, Screen
from kiosk.ui.kiosk.view_poll import ViewPoll
from kiosk.ui.kiosk.words import kiosk_text
from kiosk.ui.sound.cues import SoundApi


class DoorShell(DoorFrame):
    """Holds the pages and what is above and below them."""

    language_changed = Signal(str)
    """The code of the language that is to be in use; who installs it is the composition root."""

    def __init__(
        self,
        settings: Settings,
        monotonic: Callable[[], float],
        sounds: SoundApi,
        parent: QWidget | None = None,
    ) -> None:
        """Build everything that can be seen.

        Args:
            settings: How long things stay, how loud it is, which language is the school's.
            monotonic: Seconds that never go back.
            sounds: What can be heard.
            parent: Qt's.
        """
        super().__init__(parent)
        self.sounds, self._settings = sounds, settings
        self._dressed: tuple[float, theme.Palette, int] | None = None
        self._ribbon, self._strip = kiosk_label("ribbon", wraps=False), kiosk_label("strip")
        for label in (self._ribbon, self._strip):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.hide()
        self.header, self.footer = Header(), Footer()
        self._pages = DoorPages(settings, monotonic)
        self.stage, self.pad, self.choose = self._pages.stage, self._pages.pad, self._pages.choose
        self.about, self.start, self.languages = self._pages.about, self._pages.start, self._pages.languages
        self.stage.start.setProperty("kiosk", "start")  # the one large button of its screen
        self._view = ViewPoll(monotonic, self)
        self._presence = Presence(self, monotonic)
        self._night = Night(self._pages.rest, monotonic, self)
        self._language = DoorLanguage(settings, self, monotonic)
        self._stack()
        self.footer.language_pressed.connect(self._change_language)
        self.footer.sound_pressed.connect(self._turn_sound)
        self._presence.touched.connect(self._stay)
        self._presence.touched.connect(self._night.touch, Qt.ConnectionType.QueuedConnection)
        self._night.fell.connect(self._rest)
        self._night.over.connect(self.show_stage)
        self._language.changed.connect(self.language_changed)
        self._language.warned.connect(self._show_strip)
        self.languages.chosen.connect(self._take_language)
        self.languages.cancelled.connect(self.show_stage)

    def _stack(self) -> None:
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the screen decides, not the words
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._ribbon)
        column.addWidget(self.header)
        column.addWidget(self._pages, 1)
        column.addWidget(self._strip)
        column.addWidget(self.footer)

    @property
    def page(self) -> QWidget:
        """The stage, the pad, the choice or the about panel."""
        return self._pages.page

    @property
    def trial_ribbon(self) -> QLabel:
        """The line that says that this is a trial."""
        return self._ribbon

    @property
    def presence(self) -> Presence:
        """Who notices touches, and hides the cursor."""
        return self._presence

    @Slot()
    def show_stage(self) -> None:
        """Go back to the page that stays."""
        self._pages.shut()
        self._pages.setCurrentWidget(self.stage)
        self.show_bars()

    def follow_night(self, scene: Scene, now: Instant) -> None:
        """Turn to the dark page when the scene says so and nobody is in the middle of something, and back."""
        is_resting = scene.screen is Screen.RESTING and self.page in (self.stage, self._pages.rest)
        self._night.follow(scene.view.rest if is_resting and scene.view is not None else None, now)

    def show_bars(self) -> None:
        """Show what stands above and below the page."""
        self.header.show()
        self.footer.show()

    @Slot()
    def _rest(self) -> None:
        """Show the time on black, and nothing else."""
        self._pages.setCurrentWidget(self._pages.rest)
        self.header.hide()
        self.footer.hide()

    def use_settings(self, settings: Settings) -> None:
        """Take other settings while the door is open."""
        self._settings = settings
        self._language.use_settings(settings)
        self._dress()

    def tick(self) -> None:
        """Do what comes with time."""
        self._view.tick()
        self._presence.tick()
        self._show_sound()

    @Slot()
    def _change_language(self) -> None:
        """Go to the other language; where there are more, ask which."""
        if len(i18n.LANGUAGES) <= 2:
            self._language.choose(i18n.next_language().code)
            return
        self._pages.setCurrentWidget(self.languages)
        self.footer.hide()
        self.languages.open()

    @Slot(str)
    def _take_language(self, code: str) -> None:
        self.show_stage()
        self._language.choose(code)

    @Slot(str)
    def _show_strip(self, words: str) -> None:
        self._strip.setText(words)
        self._strip.setVisible(bool(words))

    @Slot()
    def _stay(self) -> None:
        """Somebody has touched something: nothing closes by itself for a while."""
        for patience in (self._pages.patience, self._language.patience):
            if patience is not None and patience.is_running:
                patience.touch()

    @Slot()
    def _turn_sound(self) -> None:
        self.sounds.turn_to(next_volume(self.sounds.volume, self._settings.sound_volume))
        self._show_sound()
        said = self.footer.sound.accessibleName()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.footer.sound, said))

    def _show_sound(self) -> None:
        loudness = loudness_of(self.sounds.volume, self._settings.sound_volume)
        # Where the school wants silence there is nothing to turn.
        can_turn = self.sounds.is_able and self._settings.sound_volume > 0
        self.footer.show_loudness(loudness if can_turn else None)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.setWindowTitle(self.tr("Rollcall"))
        self._ribbon.setText(kiosk_text(TRIAL.title))
        self.footer.retranslate()
        self._pages.retranslate()
        self.header.show_view(self._view.view)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scale words and targets with the window."""
        super().resizeEvent(event)
        self._dress()

    def _dress(self) -> None:
        size = self.size()
        scale = scale_for(size.width(), size.height(), self.devicePixelRatioF())
        is_portrait = size.height() > size.width()
        wanted = scale, theme.current(), theme.kiosk_target_px()
        if wanted != self._dressed:
            self._dressed = wanted
            self.setStyleSheet(kiosk_sheet(theme.current(), scale, theme.kiosk_target_px()))
        self.header.set_shape(is_portrait)
        self.footer.set_shape(scale, is_portrait)
        self._pages.set_shape(scale, is_portrait, size.width())
        self.header.show_view(self._view.view)

    def showEvent(self, event: QShowEvent) -> None:
        """Listen to the system's window, which may be another one now."""
        super().showEvent(event)
        self._presence.watch()
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another look: sizes and colours may be others."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            self._dress()
