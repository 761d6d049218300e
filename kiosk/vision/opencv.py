"""The one way to OpenCV: `from kiosk.vision.opencv import cv2`.

The Linux wheel's import points Qt at plug-ins and fonts of its own, which would break the windows of
PySide6; both variables are put back as they were. FFmpeg is held to local files before it is loaded, so that
a playlist in a video's clothes opens nothing on a network.
"""

import os

QT_VARIABLES = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
MOST_PIXELS = 1 << 26
"""Of one decoded picture: 67 million, more than a phone's 48; beyond it decoding stops with an error."""

_before = {name: os.environ.get(name) for name in QT_VARIABLES}
os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"] = "protocol_whitelist;file"
os.environ["OPENCV_IO_MAX_IMAGE_PIXELS"] = str(MOST_PIXELS)
os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")

import cv2  # noqa: E402 - the variables above are read while it loads

for _name, _value in _before.items():
    if _value is None:
        os.environ.pop(_name, None)
    else:
        os.environ[_name] = _value

# Pictures of 150 to 1280 px gain nothing from more threads, and the other core belongs to the windows.
cv2.setNumThreads(1)

__all__ = ["MOST_PIXELS", "QT_VARIABLES", "cv2"]
