"""A built program on a machine without the source: no checkout, no environment, no Python, no network.

Only what is listed here may appear on stderr; anything else is a fault of the build.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# What libraries say by themselves; the program neither asks for it nor can keep them from it.
EXPECTED = re.compile(
    "|".join(
        (
            # Qt, in an environment without a language; four lines.
            r'Detected locale "C" with character encoding "ANSI_X3\.4-1968", which is not UTF-8\.',
            r'Qt depends on a UTF-8 locale, and has switched to "C\.UTF-8" instead\.',
            r"If this causes problems, reconfigure your locale\. See the locale\(1\) manual",
            r"for more information\.",
            # TFLite and MediaPipe, when the detector is made.
            r"INFO: Created TensorFlow Lite XNNPACK delegate for CPU\.",
            r"W0000 00:00:[\d.]+ +\d+ inference_feedback_manager\.cc:\d+\] Feedback manager requires a .+",
        )
    )
)


def unexpected(text: str) -> list[str]:
    """Give the lines of a stderr that nobody expects."""
    lines = [line.strip() for line in text.splitlines()]
    return [line for line in lines if line and not EXPECTED.fullmatch(line)]


class Elsewhere:
    """The program in another folder, started where the checkout, every environment and Python are hidden."""

    def __init__(self, built: Path, folder: Path, hidden: Sequence[Path]) -> None:
        """Copy it.

        Args:
            built: The program's folder, as it was built.
            folder: Empty, for the copy, its home and its temporary files.
            hidden: Folders that the program must not see; an empty one is laid over each.
        """
        self.program = folder / "installed" / "kiosk"
        shutil.copytree(built, self.program.parent, symlinks=True)
        self.home, self._temporary = folder / "home", folder / "temporary"
        for made in (self.home, self._temporary):
            made.mkdir()
        self._hidden = [path for path in hidden if path.is_dir()]

    def start(self, *arguments: str, variables: Mapping[str, str] | None = None) -> "subprocess.Popen[str]":
        """Start it in an empty environment, in a network and with file systems of its own."""
        covers = [f"mount -t tmpfs -o size=1m none '{path}'" for path in self._hidden]
        environ = [
            f"HOME={self.home}",
            f"TMPDIR={self._temporary}",
            *(f"{name}={value}" for name, value in (variables or {}).items()),
        ]
        begin = " && ".join([*covers, 'exec env -i "$@"'])
        return subprocess.Popen(
            ["unshare", "--net", "--mount", "sh", "-c", begin, "sh", *environ, str(self.program), *arguments],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(
        self, *arguments: str, timeout_s: float = 300.0, variables: Mapping[str, str] | None = None
    ) -> tuple[int, str, str]:
        """Run it to its end; gives exit code, stdout and stderr."""
        process = self.start(*arguments, variables=variables)
        try:
            out, err = process.communicate(timeout=timeout_s)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise
        return process.returncode, out, err

    @property
    def new_files(self) -> list[str]:
        """Give what lies in its home and among its temporary files."""
        folders = (self.home, self._temporary)
        return sorted(str(path.relative_to(f.parent)) for f in folders for path in f.rglob("*"))


def can_hide() -> bool:
    """Say whether this account may lay folders over others for one process."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    tried = ["unshare", "--net", "--mount", "true"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0
