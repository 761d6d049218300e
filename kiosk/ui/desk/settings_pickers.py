"""The settings that are chosen by looking: colours, a folder, a camera, a volume."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk.runtime.api_site import CameraChoice, SiteApi
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.controls import button, column, label, line
from kiosk.ui.desk.file_picker import FilePicker
from kiosk.ui.desk.settings_controls import Choice, Editor, Number
from kiosk.ui.sound.cues import Cue, SoundApi
from kiosk.ui.widgets.look_choice import LookChoice
from kiosk.ui.widgets.text import breakable
from kiosk.ui.worker import Worker


class Themes(Editor):
    """Four looks, each with a picture of itself."""

    def __init__(self) -> None:
        super().__init__()
        self.choice = LookChoice()
        self.choice.chosen.connect(lambda name: self.chosen.emit(str(name)))
        self.looks = self.choice.looks
        self.box.addWidget(self.choice, 1)

    @property
    def part(self) -> QWidget:
        """The look in use."""
        return self.choice.part

    def show_value(self, value: Any) -> None:
        """Press the one in use."""
        self.choice.show_look(str(value))

    def words(self, value: Any) -> str:
        """Say it."""
        return self.choice.words(str(value))


class Folder(Editor):
    """A folder's path, and a list to find another one in; the list opens below, inside the window."""

    def __init__(self, worker: Worker, empty_words: str, start: Callable[[], Path]) -> None:
        """Make it.

        Args:
            worker: Reads folders.
            empty_words: What no folder means.
            start: Where to begin to look while none is chosen.
        """
        super().__init__()
        self._worker, self._empty, self._start = worker, empty_words, start
        self._shown = ""
        self.where = label("", wraps=True)
        self.change = button(self.tr("Another folder …"), self.open)
        self.picker: FilePicker | None = None
        self._below = column(spacing=theme.SPACE.tight)
        inner = column(spacing=theme.SPACE.tight)
        inner.addWidget(self.where)
        row = line()
        row.addWidget(self.change)
        row.addStretch(1)
        inner.addLayout(row)
        inner.addLayout(self._below)
        self.box.addLayout(inner, 1)

    @property
    def part(self) -> QWidget:
        """The button."""
        return self.change

    def show_value(self, value: Any) -> None:
        """Show a path."""
        self._shown = str(value)
        self.where.setText(self.words(value))

    def words(self, value: Any) -> str:
        """Say it, or what none means; a path may be broken after each of its parts."""
        return i18n.isolate(breakable(str(value))) if value else self._empty

    def open(self) -> None:
        """Open the list, once."""
        if self.picker is not None:
            return
        picker = self.picker = FilePicker(self._worker, is_for_folder=True)
        picker.chosen.connect(self._take)
        picker.left.connect(self.close_picker)
        self._below.addWidget(picker)
        picker.show_folder(Path(self._shown) if self._shown else self._start())
        picker.show()
        picker.path.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_picker(self) -> None:
        """Put the list away; the keyboard goes back to the button."""
        picker, self.picker = self.picker, None
        if picker is not None:
            picker.hide()
            picker.deleteLater()
            self.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, found: Sequence[Path]) -> None:
        self.close_picker()
        if str(found[0]) != self._shown:
            self.chosen.emit(str(found[0]))


class Camera(Choice):
    """The cameras that are connected now, by name; asked for anew each time the settings are shown."""

    def __init__(self, site: SiteApi) -> None:
        self._site = site
        self._now = ""
        super().__init__((), "")
        self.offer(self._first())

    def load(self) -> None:
        """Ask which there are."""
        call(self._site.cameras(), self, self._show, self._fail)

    def show_value(self, value: Any) -> None:
        """Show the one that is chosen, connected or not."""
        self._now = str(value)
        super().show_value(value)

    def words(self, value: Any) -> str:
        """Say it; one that is not connected is said to be so."""
        known = next((text for each, text in self._options if each == value), "")
        return known or self.tr("{name}, not connected now").format(name=i18n.isolate(_short(str(value))))

    def _first(self) -> list[tuple[Any, str]]:
        return [("", self.tr("The first real one"))]

    def _show(self, cameras: Sequence[CameraChoice]) -> None:
        self.offer([*self._first(), *((each.source, self._name(each)) for each in cameras)])
        self.show_value(self._now)

    def _fail(self, _: Trouble) -> None:
        """Leave what is there: the doctor says what is wrong."""

    def _name(self, camera: CameraChoice) -> str:
        name = i18n.isolate(camera.name or _short(camera.source))
        return self.tr("{name}, no real camera").format(name=name) if camera.is_virtual else name


class Volume(Number):
    """Percent, and a button that plays the welcome at that."""

    def __init__(self, sounds: SoundApi, say: Callable[[int], str]) -> None:
        super().__init__(0, 100, say, step=10)
        self._sounds = sounds
        self.trying = button(self.tr("Try it"), self.listen)
        self.trying.setEnabled(sounds.is_able)
        hint = (
            self.tr("Plays the tone of a welcome")
            if sounds.is_able
            else self.tr("This computer plays no sound")
        )
        self.trying.setToolTip(hint)
        self.trying.setAccessibleDescription(hint)
        self.box.insertWidget(1, self.trying)
        if not sounds.is_able:
            self.box.insertWidget(2, label(hint, "muted", wraps=True), 10)

    def listen(self) -> None:
        """Take the volume that stands there, and play."""
        self.settle()
        self._sounds.play(Cue.WELCOME)


def _short(source: str) -> str:
    """Name a source by the last part of its path: an address in front of it can hold a password."""
    return source.removeprefix("camera:").rpartition("/")[2]
