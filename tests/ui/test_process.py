"""What the process prints of what Qt says."""

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import qWarning

from kiosk.ui.process import no_display_noise

pytestmark = pytest.mark.qt


@pytest.mark.no_qt_log
def test_only_the_line_of_the_offscreen_display_is_dropped(capsys: pytest.CaptureFixture[str]) -> None:
    with no_display_noise():
        qWarning("This plugin does not support raise()")
        qWarning("something else")
    assert capsys.readouterr().err == "something else\n"
