"""Printers by the print service's commands: what they are given, and what comes of it when they fail."""

import os
import sys
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from kiosk.errors import Code, KioskError
from kiosk.ui.print import printers
from kiosk.ui.print.printers import Printers

pytestmark = [
    pytest.mark.qt,  # only for the package it is in
    pytest.mark.skipif(os.name != "posix", reason="the commands of CUPS are POSIX programs"),
]
LIST = """#!/bin/sh
case "$1" in
  -e) printf 'Office\\nLibrary\\n' ;;
  -d) echo 'system default destination: Library' ;;
esac
"""


class Service:
    """Commands that write down what they were called with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, name: str, script: str) -> None:
        file = self.folder / name
        file.write_text(script)
        file.chmod(0o755)

    @property
    def called(self) -> str:
        return (self.folder / "called").read_text()


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Service:
    monkeypatch.setattr(printers, "_WHERE", f"{tmp_path}:/usr/bin:/bin")
    made = Service(tmp_path)
    made.has("lp", f'#!/bin/sh\necho "$@" "[$CUPS_SERVER]" > {tmp_path}/called\ncat > {tmp_path}/given\n')
    made.has("lpstat", LIST)
    return made


def test_queues_and_the_usual_one_are_listed(service: Service) -> None:
    assert printers.find() == Printers(True, ("Office", "Library"), "Library")


def test_without_a_usual_one_none_is_chosen(service: Service) -> None:
    service.has("lpstat", "#!/bin/sh\n[ $1 = -e ] && echo Office || echo no system default destination\n")
    assert printers.find() == Printers(True, ("Office",), "")


@pytest.mark.parametrize("script", ["#!/bin/sh\nexit 1\n", "#!/bin/sh\nkill -9 $$\n", "not a program"])
def test_a_service_that_does_not_answer_has_no_printers(service: Service, script: str) -> None:
    service.has("lpstat", script)
    assert printers.find() == Printers(True)


def test_a_service_that_hangs_is_not_waited_for(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printers, "_ASK_S", 0.2)
    service.has("lpstat", "#!/bin/sh\nexec sleep 60\n")
    assert printers.find() == Printers(True)


def test_no_service_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(printers, "_WHERE", str(tmp_path))
    assert printers.find() == Printers(False)
    with pytest.raises(KioskError) as caught:
        printers.put("Office", b"%PDF")
    assert caught.value.code is Code.PRINTER_REFUSED


def test_the_pages_go_by_the_commands_input_and_the_queue_shows_no_name(service: Service) -> None:
    printers.put("Office", b"%PDF-1.4 Ada")
    assert (service.folder / "given").read_bytes() == b"%PDF-1.4 Ada"
    where = printers.SOCKET if sys.platform == "linux" else ""
    assert service.called == f"-d Office -s -t Rollcall -o media=A4 - [{where}]\n"


def test_another_server_of_the_users_is_not_used(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """That would be a network connection of a program that this one starts."""
    monkeypatch.setenv("CUPS_SERVER", "printers.invalid")
    printers.put("Office", b"%PDF")
    assert "invalid" not in service.called


def test_a_queue_that_takes_nothing_is_said(service: Service) -> None:
    service.has("lp", "#!/bin/sh\ncat > /dev/null\necho 'not accepting jobs' >&2\nexit 1\n")
    with pytest.raises(KioskError) as caught:
        printers.put("Office", b"%PDF")
    assert (caught.value.code, caught.value.where) == (Code.PRINTER_REFUSED, "Office")
