"""A strip that tells of trouble says what to tell whoever helps."""

from typing import Any

import pytest

pytest.importorskip("PySide6")

from PySide6.QtWidgets import QWidget

from kiosk.errors import Code, KioskError
from kiosk.ui import bridge, i18n
from kiosk.ui.desk.inline import Strip

pytestmark = pytest.mark.qt


def test_trouble_has_a_reference_and_a_message_has_none(qtbot: Any, qapp: Any) -> None:
    i18n.install(qapp, "en")
    page = QWidget()
    qtbot.addWidget(page)
    strip = Strip(page)
    trouble = bridge.trouble(KioskError(Code.CAMERA_NONE))
    strip.tell_trouble(trouble)
    assert strip.text.text() == trouble.text
    assert Code.CAMERA_NONE.value in strip.reference.text()
    assert not strip.reference.isHidden()
    assert Code.CAMERA_NONE.value in strip.accessibleName()
    strip.tell("Done.")
    assert strip.reference.isHidden()
    assert strip.accessibleName() == "Done."
