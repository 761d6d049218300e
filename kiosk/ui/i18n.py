"""Languages at run time: translations, direction, digits, times, and names that cannot move their neighbours.

English is in the source; every other language is resources/translations/kiosk_CODE.qm (kiosk_en.qm holds only
the English plural forms). A language can be chosen when its file is there; its own name and its locale are in
that file. Changing the language sends Qt's LanguageChange event to every widget.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QDate,
    QLibraryInfo,
    QLocale,
    Qt,
    QTime,
    QTranslator,
)
from PySide6.QtGui import QGuiApplication

from kiosk import logs, paths
from kiosk.domain.clock import Instant
from kiosk.domain.names import isolate as isolate  # noqa: PLC0414 - part of this module's face
from kiosk.errors import TABLE, Code, KioskError
from kiosk.reasons import FIELDS, REASONS, names_field
from kiosk.tampering import findings, is_tampering

_PREFIX = "kiosk_"
_QT_TRANSLATIONS = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
_OWN_NAME = str(QT_TRANSLATE_NOOP("language", "English"))
"""What a translation calls itself, in its own script."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language that can be chosen.

    Attributes:
        code: A BCP 47 tag: "ar", "pt-BR".
        own_name: What it calls itself: shown in its own script, never translated.
        locale: The locale for digits, days, times and the direction of writing.
    """

    code: str
    own_name: str
    locale: str

    @property
    def file_name(self) -> str:
        """The name of its compiled file, without the ending."""
        return _PREFIX + self.code.replace("-", "_")


ENGLISH = Language("en", "English", "en_GB")


def languages_in(folder: Path) -> tuple[Language, ...]:
    """Give the languages whose compiled files are in a folder; English first, and always.

    Args:
        folder: With kiosk_CODE.qm; a file that Qt cannot read is left out.
    """
    found = [_described(file) for file in sorted(folder.glob(f"{_PREFIX}*.qm"))]
    return ENGLISH, *(
        language for language in found if language is not None and language.code != ENGLISH.code
    )


def _described(file: Path) -> Language | None:
    translator = QTranslator()
    if not translator.load(str(file)):
        return None
    tag = translator.language() or file.stem.removeprefix(_PREFIX)
    own_name = translator.translate("language", _OWN_NAME) or QLocale(tag).nativeLanguageName()
    return Language(file.stem.removeprefix(_PREFIX).replace("_", "-"), own_name, tag)


def _folder() -> Path:
    return paths.resources_dir() / "translations"


LANGUAGES = languages_in(_folder())
"""In the order the language button goes round: those whose files were there when the program started."""


class _State:
    language: Language = ENGLISH
    translators: Sequence[QTranslator] = ()


def language_for(code: str) -> Language:
    """Give the language of a setting; "" takes the machine's, and one we do not have becomes English."""
    wanted = (code or QLocale.system().name()).replace("_", "-")
    for tag in (wanted, wanted.partition("-")[0]):
        for language in LANGUAGES:
            if language.code == tag:
                return language
    return ENGLISH


def install(app: QGuiApplication, code: str) -> Language:
    """Switch the program to a language: texts, layout direction and default locale.

    Args:
        app: The application; its widgets get a LanguageChange event.
        code: One of `LANGUAGES`, or "" for the machine's.
    """
    language = language_for(code)
    for translator in _State.translators:
        app.removeTranslator(translator)
    locale = QLocale(language.locale)
    QLocale.setDefault(locale)
    _State.language = language
    _State.translators = _load(app, language)
    app.setLayoutDirection(locale.textDirection())
    return language


def _load(app: QGuiApplication, language: Language) -> list[QTranslator]:
    qt, ours = QTranslator(), QTranslator()
    loaded = []
    if qt.load(QLocale(language.locale), "qtbase", "_", _QT_TRANSLATIONS):
        loaded.append(qt)
    if ours.load(language.file_name, str(_folder())):
        loaded.append(ours)
    elif language != ENGLISH:
        logs.event("translation-missing")
    for translator in loaded:
        app.installTranslator(translator)
    return loaded


def current() -> Language:
    """Give the language in use."""
    return _State.language


def next_language() -> Language:
    """Give the language the language button goes to."""
    place = LANGUAGES.index(_State.language)
    return LANGUAGES[(place + 1) % len(LANGUAGES)]


def is_right_to_left() -> bool:
    """Say whether the language in use is written from right to left."""
    return QLocale(_State.language.locale).textDirection() == Qt.LayoutDirection.RightToLeft


def locale() -> QLocale:
    """Give the locale of the language in use."""
    return QLocale(_State.language.locale)


def error_words(error: KioskError) -> tuple[str, str]:
    """Give what happened and what to do in the language in use."""
    row = TABLE[error.code]
    what = QCoreApplication.translate("errors", row.what)
    action = QCoreApplication.translate("errors", row.action)
    shown = KioskError(error.code, where=_where_words(error), detail=_what_was_found(error))
    return shown.fill(what), shown.fill(action)


def _where_words(error: KioskError) -> str:
    if names_field(error):
        return isolate(QCoreApplication.translate("reasons", FIELDS[error.where]))
    if error.code is Code.DUPLICATE_FACE:
        return _joined(error.where.split(", "))
    return isolate(error.where)


def _what_was_found(error: KioskError) -> str:
    if not is_tampering(error):
        return _detail_words(error.detail)
    say = QCoreApplication.translate
    found = [say("tampering", text).format(count=number(count)) for text, count in findings(error)]
    return " ".join(found)


def _detail_words(detail: str) -> str:
    if detail.isdecimal():
        return number(int(detail))
    say = QCoreApplication.translate
    return _joined([say("reasons", REASONS.get(part, part)) for part in detail.split(", ")])


def _joined(parts: Sequence[str]) -> str:
    """Join parts that each keep their own direction, with the language's comma."""
    return QCoreApplication.translate("reasons", ", ").join(isolate(part) for part in parts)


def number(value: int) -> str:
    """Write a whole number with the locale's digits, without grouping."""
    here = locale()
    here.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return here.toString(value)


def time_text(moment: Instant | datetime) -> str:
    """Write a wall-clock time, hours and minutes on the 24-hour clock: "09:02"."""
    local = moment.local if isinstance(moment, Instant) else moment
    return locale().toString(QTime(local.hour, local.minute), "HH:mm")


def day_text(day: date) -> str:
    """Write a day with its weekday: "Sunday 22 November"."""
    return locale().toString(QDate(day.year, day.month, day.day), "dddd d MMMM")
