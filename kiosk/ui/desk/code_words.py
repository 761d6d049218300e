"""Sets of codes in words. A standard's own words stay as it wrote them; the program's set is translated."""

from PySide6.QtCore import QCoreApplication

from kiosk.domain.code_sets import AttendanceCode, CodeSet
from kiosk.domain.groups import PLAIN_CODES
from kiosk.ui.desk.words import state_word


def set_title(codes: CodeSet) -> str:
    """Name a set."""
    is_plain = codes.name == PLAIN_CODES
    return QCoreApplication.translate("codes", "Plain: P, L, A, E") if is_plain else codes.title


def set_source(codes: CodeSet) -> str:
    """Say whose it is."""
    is_plain = codes.name == PLAIN_CODES
    return QCoreApplication.translate("codes", "This program: one code a state") if is_plain else codes.source


def code_meaning(codes: CodeSet, code: AttendanceCode) -> str:
    """Say what a code means."""
    return state_word(code.state) if codes.name == PLAIN_CODES else code.meaning
