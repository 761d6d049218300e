"""Run by the built program before its own code: other programs that it starts get the environment as it was.

PyInstaller's loader points LD_LIBRARY_PATH at the program's libraries, which a program of the system (speech,
printing, the browser) must not load. The loader has read it by now; a process of our own sets it again.
"""

import os
import sys

if sys.platform == "linux":
    _before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if _before is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = _before
