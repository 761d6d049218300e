"""What a school may choose: in groups, found by a word, each with a sentence; a change counts at once."""

from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QListWidget, QScrollArea, QWidget

from kiosk import settings as settings_file
from kiosk.domain.folding import fold
from kiosk.domain.people import Greeting
from kiosk.domain.strictness import Strictness
from kiosk.runtime.api_site import SiteApi
from kiosk.settings import Settings
from kiosk.ui import i18n, theme
from kiosk.ui.bridge import Trouble, call
from kiosk.ui.desk.cards import Page
from kiosk.ui.desk.controls import button, column, field, label, line
from kiosk.ui.desk.export_panel import start_folder
from kiosk.ui.desk.inline import Strip
from kiosk.ui.desk.settings_controls import Choice, DayOfYear, Editor, Number, RoomName, Switch, TimeOfDay
from kiosk.ui.desk.settings_keeper import SettingsKeeper, Standing
from kiosk.ui.desk.settings_pickers import Camera, Folder, Themes, Volume
from kiosk.ui.desk.settings_row import SettingRow
from kiosk.ui.desk.settings_words import GREETING, ORDER, Group, SettingWords
from kiosk.ui.sound.cues import SoundApi
from kiosk.ui.worker import Worker

_WIDTH_FOR_GROUPS = 1000
_WELCOME_SECONDS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 8.0, 10.0)


class SettingsTab(QWidget):
    """A search, the groups at the side where there is room, and their cards."""

    system_asked = Signal()
    """What the strictness comes to is wanted."""

    def __init__(
        self,
        keeper: SettingsKeeper,
        site: SiteApi,
        worker: Worker,
        sounds: SoundApi,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keeper, self._site, self._worker, self._sounds = keeper, site, worker, sounds
        self._words = SettingWords()
        self._greeting: Greeting | None = None
        self._greeting_before: Greeting | None = None
        self.rows: dict[str, SettingRow] = {}
        self.cards: dict[Group, QFrame] = {}
        self.search = field(self.tr("Find a setting"), self.tr("Find a setting, such as: sound"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.saved = label("", "muted")
        self.undoing = button(self.tr("Undo"), self._undo)
        self.strip = Strip()
        self.groups = QListWidget()
        self.groups.setAccessibleName(self.tr("Groups of settings"))
        self.nothing = label("", "muted", wraps=True)
        self.nothing.setVisible(False)
        self.area = self._lay_out()
        keeper.told.connect(self._show)
        finding = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        finding.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        finding.activated.connect(lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self._show()

    def load(self) -> None:
        """Show what counts now, and ask for what is not of the settings."""
        self._show()
        camera = self.rows["camera"].editor
        if isinstance(camera, Camera):
            camera.load()
        call(self._site.greeting(), self, self._take_greeting, self.strip.tell_trouble)

    # Changing

    def _choose(self, name: str, value: Any) -> None:
        self.strip.dismiss()
        if name == GREETING:
            self._ask_greeting(Greeting(value))
        else:
            self._greeting_before = None
            self._keeper.choose(name, value)

    def _undo(self) -> None:
        if self._greeting_before is not None:
            before, self._greeting_before = self._greeting_before, None
            self._store_greeting(before, None)
        else:
            self._keeper.undo()

    def _ask_greeting(self, greeting: Greeting) -> None:
        """A first name at the door is more than others need to know: that is asked first."""
        if greeting is not Greeting.FIRST_NAME:
            self._store_greeting(greeting, self._greeting)
            return
        self.strip.ask(
            self.tr("Show first names at the door? Everybody who stands by reads them."),
            self.tr("Show first names"),
            lambda: self._store_greeting(greeting, self._greeting),
            starts_on_no=True,
        )
        self._show_greeting()

    def _store_greeting(self, greeting: Greeting, before: Greeting | None) -> None:
        def done(_: None) -> None:
            self._greeting, self._greeting_before = greeting, before
            self._keeper.forget_last()
            self._show()
            self.saved.setText(self.tr("Saved."))
            self.undoing.setVisible(before is not None)

        def failed(trouble: Trouble) -> None:
            self.strip.tell_trouble(trouble)
            self._show_greeting()

        call(self._site.set_greeting(greeting), self, done, failed)

    # Showing

    def _take_greeting(self, greeting: Greeting) -> None:
        self._greeting = greeting
        self._show_greeting()

    def _show_greeting(self) -> None:
        row = self.rows[GREETING]
        row.editor.setEnabled(self._greeting is not None)
        row.show_value((self._greeting or Greeting.SYMBOL_AND_INITIALS).value)

    def _show(self) -> None:
        for each in fields(Settings):
            if each.name in self.rows:
                self.rows[each.name].show_value(getattr(self._keeper.now, each.name))
        self._show_greeting()
        last, standing = self._keeper.last, self._keeper.standing
        self.saved.setText(
            {
                Standing.QUIET: "",
                Standing.SAVING: self.tr("One moment …"),
                Standing.SAVED: self.tr("Saved."),
                Standing.FAILED: self.tr("△ Not saved"),
            }[standing]
        )
        self.undoing.setVisible(last is not None or self._greeting_before is not None)
        if last is not None:
            title = self.rows[last.name].text.title if last.name in self.rows else last.name
            self.undoing.setAccessibleName(self.tr("Undo: {setting}").format(setting=title))
        if standing is Standing.FAILED and self._keeper.trouble is not None:
            self.strip.tell_trouble(self._keeper.trouble)

    def _filter(self, typed: str) -> None:
        wanted = fold(typed)
        for group, names in ORDER.items():
            shown = [name for name in names if self.rows[name].is_found_by(wanted)]
            for name in names:
                self.rows[name].setVisible(name in shown)
            self.cards[group].setVisible(bool(shown))
            self.groups.item(list(ORDER).index(group)).setHidden(not shown)
        has_none = all(card.isHidden() for card in self.cards.values())
        text = self.tr("No setting is called so: {typed}").format(typed=i18n.isolate(typed.strip()))
        self.nothing.setText(text if has_none else "")
        self.nothing.setVisible(has_none)
        self.area.verticalScrollBar().setValue(0)

    def _go_to(self, place: int) -> None:
        if place < 0:
            return
        card = self.cards[list(ORDER)[place]]
        self.area.verticalScrollBar().setValue(card.y())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the groups at the side where there is room for them, as high as they are."""
        high = (self.groups.sizeHintForRow(0) + 2 * self.groups.spacing()) * len(ORDER)
        self.groups.setFixedHeight(high + 4 * self.groups.frameWidth() + theme.SPACE.tight)
        self.groups.setVisible(self.width() >= _WIDTH_FOR_GROUPS)
        super().resizeEvent(event)

    # Building

    def _lay_out(self) -> QScrollArea:
        page = Page()
        inner = column(page, spacing=theme.SPACE.snug)
        texts = self._words.texts()
        for group, names in ORDER.items():
            inner.addWidget(self._card(group, names, texts))
        inner.addWidget(self.nothing)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("Settings"))
        area.setProperty("role", "reading")
        area.setWidget(page)
        self.groups.setFixedWidth(210)
        self.groups.setSpacing(4)
        self.groups.addItems([self._words.group(group) for group in ORDER])
        self.groups.currentRowChanged.connect(self._go_to)
        self.groups.itemClicked.connect(lambda _: self._go_to(self.groups.currentRow()))
        top = line(spacing=theme.SPACE.snug)
        top.addWidget(self.search, 1)
        top.addWidget(self.saved)
        top.addWidget(self.undoing)
        middle = line(spacing=theme.SPACE.normal)
        middle.addWidget(self.groups, 0, Qt.AlignmentFlag.AlignTop)
        middle.addWidget(area, 1)
        outer = column(self, margins=theme.SPACE.normal, spacing=theme.SPACE.snug)
        outer.addLayout(top)
        outer.addWidget(self.strip)
        outer.addLayout(middle, 1)
        return area

    def _card(self, group: Group, names: tuple[str, ...], texts: dict[str, Any]) -> QFrame:
        card = self.cards[group] = QFrame()
        card.setProperty("role", "card")
        inner = column(card, margins=theme.SPACE.normal, spacing=4)
        title = self._words.group(group)
        inner.addWidget(label(title, "heading"))
        for name in names:
            row = self.rows[name] = SettingRow(name, texts[name], self._editor(name), _default(name), title)
            row.chosen.connect(self._choose)
            inner.addWidget(row)
        if group is Group.RECOGNITION:
            more = line()
            more.addWidget(button(self.tr("What that comes to here …"), self.system_asked.emit, kind="quiet"))
            more.addStretch(1)
            inner.addLayout(more)
        return card

    def _editor(self, name: str) -> Editor:
        default = _default(name)
        if isinstance(default, bool):
            return Switch()
        if name in {"welcome_seconds", "language", "strictness", GREETING}:
            return Choice(self._options(name), default)
        if name in {
            "idle_lock_minutes", "early_minutes", "late_after_minutes", "not_me_seconds",
            "wakes_before_minutes",
        }:  # fmt: skip
            least, most = settings_file.limits(name)
            say = self._seconds if name == "not_me_seconds" else self._minutes
            return Number(int(least), int(most), say)
        return self._special_editor(name)

    def _special_editor(self, name: str) -> Editor:
        if name == "sound_volume":
            return Volume(self._sounds, self._percent)
        if name == "camera":
            return Camera(self._site)
        if name == "export_folder":
            return Folder(self._worker, self.tr("The documents folder"), partial(start_folder, ""))
        if name == "backup_folder":
            return Folder(self._worker, self.tr("Beside the school’s data"), Path.home)
        plain = {"theme": Themes, "backup_at": TimeOfDay, "school_year_ends": DayOfYear}
        return RoomName(self.tr("All rooms")) if name == "room" else plain[name]()

    def _options(self, name: str) -> list[tuple[Any, str]]:
        if name == "welcome_seconds":
            return [(each, self._exact_seconds(each)) for each in _WELCOME_SECONDS]
        if name == "language":
            languages = [(each.code, each.own_name) for each in i18n.LANGUAGES]
            return [("", self.tr("As this computer’s")), *languages]
        if name == "strictness":
            return [
                (Strictness.STRICT.value, self.tr("Strict")),
                (Strictness.NORMAL.value, self.tr("Normal")),
                (Strictness.LENIENT.value, self.tr("Lenient")),
            ]
        return [
            (Greeting.SYMBOL_AND_INITIALS.value, self.tr("Own symbol and initials")),
            (Greeting.TICK_ONLY.value, self.tr("The tick alone")),
            (Greeting.FIRST_NAME.value, self.tr("First name")),
        ]

    def _minutes(self, count: int) -> str:
        return self.tr("{number} min").format(number=i18n.number(count))

    def _seconds(self, count: int) -> str:
        return self.tr("{number} s").format(number=i18n.number(count))

    def _percent(self, count: int) -> str:
        return self.tr("{number} %").format(number=i18n.number(count))

    def _exact_seconds(self, seconds: float) -> str:
        return self.tr("{number} s").format(number=i18n.locale().toString(seconds, "f", 1))


def _default(name: str) -> Any:
    return Greeting.SYMBOL_AND_INITIALS.value if name == GREETING else getattr(Settings(), name)
