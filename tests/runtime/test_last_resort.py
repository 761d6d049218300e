"""What ends a program whose supervision cannot run: something holds Python's own lock. Each in a child."""

import subprocess
import sys

import pytest

HOLDS_THE_LOCK = """
import ctypes, sys
from kiosk.runtime.supervision import LastResort
if "without" in sys.argv:
    sys.stderr = None
resort = LastResort(limit_s=0.3)
resort.set()
if "away" in sys.argv:
    resort.put_away()
ctypes.PyDLL(None).usleep(900_000 if "away" in sys.argv else 20_000_000)
print("went on")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="usleep is of POSIX")
@pytest.mark.parametrize(
    ("how", "code", "says"), [("with", 1, True), ("without", 1, False), ("away", 0, False)]
)
def test_a_program_that_holds_the_lock_is_ended(how: str, code: int, says: bool) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", HOLDS_THE_LOCK, how],
        check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ran.returncode == code
    assert ("went on" in ran.stdout) == (how == "away")
    assert ("most recent call first" in ran.stderr) == says
