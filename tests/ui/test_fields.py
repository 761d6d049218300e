"""Fields that forget for good."""

import pytest

pytest.importorskip("PySide6")
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kiosk.ui.widgets.fields import forget

pytestmark = pytest.mark.qt


def test_what_was_typed_hidden_cannot_be_brought_back_shown(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    QTest.keyClicks(field, "four plain words")
    forget(field)
    field.setEchoMode(QLineEdit.EchoMode.Normal)
    field.undo()
    field.redo()
    assert field.text() == ""
    assert not field.isUndoAvailable()
