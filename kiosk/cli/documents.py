"""Documents about one person that a command writes, for its owner only: JSON, or PDF where Qt is there."""

import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kiosk.errors import Code, KioskError
from kiosk.paths import write_private

if TYPE_CHECKING:
    from kiosk.domain.privacy import PersonData, Receipt


def check(path: Path) -> None:
    """Look at where a document is to go before anything is done that cannot be undone.

    Raises:
        KioskError: FILE_NOT_WRITTEN; PDF_NEEDS_QT.
    """
    if is_pdf(path):
        check_qt()
    if path.is_dir() or not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise KioskError(Code.FILE_NOT_WRITTEN, where=path)


def check_qt() -> None:
    """Raise KioskError PDF_NEEDS_QT where there is no Qt."""
    if find_spec("PySide6") is None:
        raise KioskError(Code.PDF_NEEDS_QT)


def check_kind(path: Path, option: str) -> None:
    """Refuse a file whose name says neither: somebody who asks for a .txt would be handed JSON in it.

    Raises:
        typer.BadParameter: Naming the option.
    """
    if path.suffix.lower() not in {".json", ".pdf"}:
        raise typer.BadParameter("the file ends in .pdf or .json", param_hint=option)


def is_pdf(path: Path) -> bool:
    """Say whether a file's name asks for a PDF, not JSON."""
    return path.suffix.lower() == ".pdf"


def write_receipt(receipt: "Receipt", path: Path, language: str) -> None:
    """Write a receipt. Raises KioskError FILE_NOT_WRITTEN."""
    from kiosk.reports.receipt import receipt_json

    if not is_pdf(path):
        _write(path, receipt_json(receipt))
        return
    from kiosk.ui.print.receipt import receipt_pdf

    _write(path, _in_language(language, lambda: receipt_pdf(receipt)))


def write_own_data(data: "PersonData", path: Path, language: str) -> None:
    """Write a person's own data. Raises KioskError FILE_NOT_WRITTEN."""
    from kiosk.reports.own_data import own_data_json

    if not is_pdf(path):
        _write(path, own_data_json(data))
        return
    from kiosk.ui.print.own_data import own_data_pdf

    _write(path, _in_language(language, lambda: own_data_pdf(data)))


def _in_language(language: str, make: Callable[[], bytes]) -> bytes:
    from kiosk.ui import i18n
    from kiosk.ui.print.app import ensure_application

    application = ensure_application()
    if language not in {"", "en"}:
        i18n.install(application, language)
    made = make()
    del application  # kept until now: translators and fonts live in it
    return made


def _write(path: Path, content: bytes) -> None:
    try:
        write_private(path, content)
    except OSError:
        raise KioskError(Code.FILE_NOT_WRITTEN, where=path) from None
