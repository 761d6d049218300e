"""The list of what a built program may say on stderr: an unexpected line is noticed."""

import pytest

from tests.setup.built_program import unexpected

QUIET = """\
Detected locale "C" with character encoding "ANSI_X3.4-1968", which is not UTF-8.
Qt depends on a UTF-8 locale, and has switched to "C.UTF-8" instead.
If this causes problems, reconfigure your locale. See the locale(1) manual
for more information.
INFO: Created TensorFlow Lite XNNPACK delegate for CPU.
W0000 00:00:1794979999.123456      77 inference_feedback_manager.cc:121] Feedback manager requires a model \
with a single signature inference. Disabling support for feedback tensors.
"""


def test_what_libraries_say_by_themselves_is_expected() -> None:
    assert unexpected(QUIET) == []


@pytest.mark.parametrize(
    "line",
    [
        "Traceback (most recent call last):",
        "ModuleNotFoundError: No module named 'binascii'",
        'qt.qpa.plugin: Could not find the Qt platform plugin "xcb" in ""',
        "kiosk: error while loading shared libraries: libxcb-cursor.so.0: cannot open shared object file",
        "INFO: Created TensorFlow Lite XNNPACK delegate for CPU. And more.",
        "W0000 00:00:1.2 3 other.cc:1] Something else",
        "UserWarning: slow",
    ],
)
def test_anything_else_is_noticed(line: str) -> None:
    assert unexpected(f"{QUIET}{line}\n") == [line]
