"""The top and the bottom of the kiosk: clock and session above, ways out of the picture below."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal, SignalInstance, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.domain.clock import Instant
from kiosk.domain.names import isolate
from kiosk.runtime.api import DoorView
from kiosk.ui import i18n, theme
from kiosk.ui.kiosk.buttons import IconButton
from kiosk.ui.kiosk.labels import kiosk_label, spaced
from kiosk.ui.kiosk.loudness import Loudness


class Header(QWidget):
    """Clock and day at the leading side, the open session at the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = kiosk_label("clock", wraps=False)
        self._day = kiosk_label("muted", wraps=False)
        self._session = kiosk_label("strong", wraps=False)
        self._count = kiosk_label("muted", wraps=False)
        self._session.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._full_session = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE.page, theme.SPACE.snug, theme.SPACE.page, 0)
        column.setSpacing(0)
        self._lines = (QHBoxLayout(), QHBoxLayout(), QHBoxLayout())
        for line in self._lines:
            line.setSpacing(theme.SPACE.wide)
            column.addLayout(line)
        self.set_shape(is_portrait=False)

    def set_shape(self, is_portrait: bool) -> None:
        """Put time and session side by side, or one above the other where the window is narrow."""
        wide = (self._clock, self._session), (self._day, self._count), ()
        # The session has a line of its own: beside the count its end would be cut.
        narrow = (self._clock, self._day), (self._session,), (self._count,)
        for line, labels in zip(self._lines, narrow if is_portrait else wide, strict=True):
            for place, label in enumerate(labels):
                for other in self._lines:
                    other.removeWidget(label)
                side = Qt.AlignmentFlag.AlignTrailing if place else Qt.AlignmentFlag.AlignLeading
                down = (
                    Qt.AlignmentFlag.AlignBottom if label is self._session else Qt.AlignmentFlag.AlignVCenter
                )
                label.setAlignment(side | down)
                # The session takes what is left and is cut; the others are as wide as their words.
                line.addWidget(label, 1 if label is self._session else 0)
            if self._session not in labels:
                line.setStretch(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the session's name anew, once the labels have their places."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    @property
    def words(self) -> tuple[str, ...]:
        """What it says."""
        return tuple(label.text() for label in (self._clock, self._day, self._session, self._count))

    def show_time(self, now: Instant) -> None:
        """Show a moment of this device's zone."""
        time, day = i18n.time_text(now), i18n.day_text(now.local_date)
        if self._clock.text() != time:
            self._clock.setText(time)
        if self._day.text() != day:
            self._day.setText(day)

    def show_view(self, view: DoorView | None) -> None:
        """Show what is open."""
        if view is None or not view.open_now:
            self._write("", "")
            return
        people = sum(session.people for session in view.open_now)
        count = self.tr("%Ln on the list", "", people)
        if len(view.open_now) == 1:
            session = view.open_now[0]
            text = self.tr("{class_name} until {time}")
            name = text.format(class_name=isolate(session.label), time=i18n.time_text(session.ends))
        elif len(view.open_now) == 2:
            text = self.tr("{one} and {other}")
            name = text.format(one=isolate(view.open_now[0].label), other=isolate(view.open_now[1].label))
        else:
            name = self.tr("%Ln classes are open", "", len(view.open_now))
        self._write(name, count)

    def _write(self, session: str, count: str) -> None:
        self._full_session = session
        self._session.setAccessibleName(session)
        self._count.setText(count)
        self._fit()
        QTimer.singleShot(0, self, self._fit)

    @Slot()
    def _fit(self) -> None:
        self._session.setText(
            self._session.fontMetrics().elidedText(
                self._full_session, Qt.TextElideMode.ElideRight, max(200, self._session.width())
            )
        )


class Footer(QFrame):
    """Code, sound, about, language, teacher."""

    code_pressed = Signal()
    sound_pressed = Signal()
    about_pressed = Signal()
    language_pressed = Signal()
    teacher_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kiosk", "footer")
        self.code = _button("ui-pad", self.code_pressed, "primary")
        self.sound = _button("ui-sound", self.sound_pressed)
        self.about = _button("ui-info", self.about_pressed)
        self.language = _button("ui-globe", self.language_pressed)
        self.teacher = _button("ui-key", self.teacher_pressed)
        self._first, self._others = QHBoxLayout(), QHBoxLayout()
        for row in (self._first, self._others):
            row.setSpacing(theme.SPACE.snug)
        self._first.addWidget(self.code, 1)
        self._first.addWidget(self.sound)
        for button in (self.about, self.language, self.teacher):
            self._others.addWidget(button)
        self._has_desk = True
        self._loudness: Loudness | None = None
        self.sound.hide()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(theme.SPACE.page, theme.SPACE.snug, theme.SPACE.page, theme.SPACE.snug)
        self._box.setSpacing(theme.SPACE.snug)
        self._box.addLayout(self._first)
        self._box.addStretch(1)
        self._box.addLayout(self._others)
        self.retranslate()

    def set_shape(self, scale: float, is_portrait: bool) -> None:
        """Size the icons; one row, or two where the window is narrow."""
        direction = QBoxLayout.Direction.TopToBottom if is_portrait else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(direction)
        # Three buttons fill an upright screen's width: air between them would cut their words.
        beside = theme.SPACE.snug if is_portrait else theme.SPACE.page
        self._box.setContentsMargins(beside, theme.SPACE.snug, beside, theme.SPACE.snug)
        inner = theme.SPACE.page - beside  # the first row begins and ends where the page's words do
        self._first.setContentsMargins(inner, 0, inner, 0)
        self._others.setSpacing(0 if is_portrait else theme.SPACE.snug)
        side = round(36 * scale)
        for button in (self.code, self.sound, self.about, self.language, self.teacher):
            button.setIconSize(QSize(side, side))

    def set_ready(self, is_ready: bool) -> None:
        """Say whether codes can be taken, and the desk be opened, already."""
        for button in (self.code, self.teacher):
            button.setEnabled(is_ready)

    def show_failed(self, has_failed: bool) -> None:
        """Take away what does not work as long as the start has failed."""
        self.code.setVisible(not has_failed)
        self.teacher.setVisible(self._has_desk and not has_failed)

    def set_desk_offered(self, is_offered: bool) -> None:
        """Say whether there is a desk to be opened."""
        self._has_desk = is_offered
        self.teacher.setVisible(is_offered)

    def show_loudness(self, loudness: Loudness | None) -> None:
        """Say how loud it is, as an icon and in words; None where this machine cannot play."""
        if loudness is not self._loudness:
            self._loudness = loudness
            self.sound.setVisible(loudness is not None)
            self._name_sound()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.code.setText(spaced(self.tr("Use my code")))
        self.code.setAccessibleDescription(self.tr("Sign in with number and PIN instead of your face"))
        self.about.setText(spaced(self.tr("About")))
        self.about.setAccessibleName(self.tr("About"))
        self.about.setAccessibleDescription(self.tr("What this kiosk keeps"))
        self._name_language()
        self.teacher.setText(spaced(self.tr("Teacher")))
        self.teacher.setAccessibleName(self.tr("Teacher: open the desk"))
        self._name_sound()

    def _name_language(self) -> None:
        """Name the other language in its own words; where there are more, the one in use."""
        has_more = len(i18n.LANGUAGES) > 2
        name = i18n.current().own_name if has_more else i18n.next_language().own_name
        self.language.setText(spaced(name))
        self.language.setAccessibleName(self.tr("Language: {name}").format(name=name) if has_more else name)

    def _name_sound(self) -> None:
        icon, name = {
            Loudness.FULL: ("ui-sound", self.tr("Sound: on")),
            Loudness.SOFT: ("ui-sound-low", self.tr("Sound: soft")),
            Loudness.OFF: ("ui-sound-off", self.tr("Sound: off")),
        }[self._loudness or Loudness.OFF]
        self.sound.set_icon(icon)
        self.sound.setAccessibleName(name)
        self.sound.setAccessibleDescription(self.tr("Softer, silent, and loud again: for this session"))


def _button(icon: str, pressed: SignalInstance, kind: str = "quiet") -> IconButton:
    made = IconButton(icon, kind)
    made.setProperty("kiosk", "bar")
    made.clicked.connect(pressed)
    return made
