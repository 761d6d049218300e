"""OpenCV must not touch what Qt reads, nor open anything on a network."""

import os
import subprocess
import sys

PROGRAM = """
import os
from kiosk.vision.opencv import QT_VARIABLES, cv2
print([os.environ.get(name) for name in QT_VARIABLES], cv2.getNumThreads())
print(os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"])
"""


def run(**extra: str) -> list[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QT_")} | extra
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_the_import_leaves_no_variable_of_qt_behind() -> None:
    assert run()[0] == "[None, None] 1"


def test_what_the_user_set_stays() -> None:
    assert run(QT_QPA_FONTDIR="/fonts")[0] == "[None, '/fonts'] 1"


def test_ffmpeg_may_open_files_only() -> None:
    assert run(OPENCV_FFMPEG_CAPTURE_OPTIONS="protocol_whitelist;file,tcp")[1] == "protocol_whitelist;file"
