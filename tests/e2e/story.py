"""From the first start to the sheet, as a school meets it, driven from outside by mouse and keys only.

    python -m tests.e2e.story [--grabs FOLDER]

First start, add a person, consent, enrol from pictures, open a register, walk up, "not me", correct, close,
export. The program runs in a process of its own (tests.e2e.story_window) on a virtual screen.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.outside import Lost, Outside, View
from tests.e2e.screens import virtual_screen

PASSPHRASE = "four plain words here"
SCHOOL, CLASS, ADMIN = "Riverside School", "Class 7b", "Noor Haddad"
NUMBER, NAME = "101", "Eileen Collins"
SCREEN = (2560, 1024)
"""Wide enough for the door and the desk beside each other."""
END_S = 20.0


class Story:
    """What happens, step by step."""

    def __init__(self, outside: Outside, faces: Path, step_up: Path, home: Path) -> None:
        self._outside, self._faces, self._step_up, self._home = outside, faces, step_up, home

    def steps(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Give the steps in order, each with its name."""
        yield "first start", self._set_up
        yield "sign in", self._sign_in
        yield "add a person", self._add
        yield "consent", self._consent
        yield "enrol from pictures", self._enrol
        yield "open a register", self._open
        yield "walk up", self._walk_up
        yield "not me", self._take_back
        yield "correct", self._correct
        yield "close", self._close
        yield "export", self._export

    def _set_up(self) -> None:
        see = self._outside
        see.press("English")
        see.write("Name of the school", SCHOOL)
        see.write("First class or group", CLASS)
        see.press("A trial: recordings work too, and every screen says so")
        see.press("Next")
        see.until("the lessons", lambda view: view.find("Monday"))
        see.press("Next")
        see.write("Your name", ADMIN)
        see.write("Passphrase", PASSPHRASE)
        see.write("The same once more", PASSPHRASE)
        see.press("Next")
        accepted = see.until("what this machine gives", _accepting)
        see.press(_accepting(accepted))
        see.press("Next")
        see.press("I have read this")
        see.press("Make the school")
        shown = see.until("the recovery code", _groups)
        see.press("I have it on paper")
        asked = see.until("two groups are asked for", lambda view: len(_asked(view)) == 2)
        for place in _asked(asked):
            see.write(f"Group {place + 1}", _groups(shown)[place])
        see.press("Next")
        see.press("Open the kiosk")
        see.until("the door", lambda view: view.screen is not None)

    def _sign_in(self) -> None:
        see = self._outside
        see.open("Teacher: open the desk", "Passphrase")
        see.write("Passphrase", PASSPHRASE)
        see.key("Return")
        see.there("Register")

    def _add(self) -> None:
        see = self._outside
        see.open("People", "Add a person …")
        see.open("Add a person …", "Number")
        see.write("Name", NAME)
        see.write("Number", NUMBER)
        see.until("the class is chosen already", lambda view: view.says(CLASS))
        see.press("Add")
        see.until("the person is listed", lambda view: _line(view, NAME))

    def _consent(self) -> None:
        see = self._outside
        see.open("Record consent …", "Their name")
        see.write("What was agreed to", "Form of 20 November")
        see.write("Their name", "A parent")
        see.press("Record consent")
        see.there("Enrol from pictures …")

    def _enrol(self) -> None:
        see = self._outside
        see.open("Enrol from pictures …", "Folder")
        see.write("Folder", str(self._faces))
        see.key("Return")
        see.until("the pictures are listed", lambda view: view.find("00-06.png"))
        see.press("00-06.png")
        see.key("shift+Down", "shift+Down")
        see.press("Use selected")
        see.until("the face is enrolled", lambda view: view.says("Enrolled"))

    def _open(self) -> None:
        see = self._outside
        see.open("Register", "Open a register now …")
        see.open("Open a register now …", "Open the register")
        see.press("Open the register")
        see.until("the register is open", lambda view: _line(view, NAME))

    def _walk_up(self) -> None:
        self._step_up.touch()
        self._outside.until("a tick", lambda view: view.screen == "welcome")

    def _take_back(self) -> None:
        self._outside.press("Not me: take this mark back")
        self._outside.until("it is taken back", lambda view: view.screen == "taken_back")
        self._outside.until("the register hears of it", lambda view: "Not yet marked" in _line(view, NAME))

    def _correct(self) -> None:
        see = self._outside
        line = see.there(_line(see.settled(), NAME))
        see.press_part(line)
        see.key("p")
        see.until("the person is present", lambda view: "Present" in _line(view, NAME))

    def _close(self) -> None:
        see = self._outside
        see.open("Close the register …", "Close the register")
        see.open("Close the register", "Open the register again …")

    def _export(self) -> None:
        see = self._outside
        see.open("Export …", "Write the sheet")
        see.press("Write the sheet")
        see.until("a sheet", lambda view: bool(self.sheets()))

    def sheets(self) -> list[Path]:
        """Give the sheets that were written."""
        return sorted(self._home.rglob("*.xlsx"))


def _accepting(view: View) -> str:
    return next((part.text for part in view.parts if part.text.startswith("I accept")), "")


def _groups(view: View) -> list[str]:
    """Read the recovery code from the screen."""
    code = next((part.text for part in view.parts if part.text.count(" - ") >= 2), "")
    return [group.strip() for row in code.split("\n") for group in row.split(" - ")] if code else []


def _asked(view: View) -> list[int]:
    """Read which groups of it are asked for, from 0."""
    fields = [part for part in view.parts if "LineEdit" in part.kind and part.name.startswith("Group ")]
    return [int(part.name.removeprefix("Group ")) - 1 for part in fields]


def _line(view: View, name: str) -> str:
    """Give a table's line about somebody; "" for none."""
    return next((part.text.strip() for part in view.parts if name in part.text and " | " in part.text), "")


@contextmanager
def told(folder: Path, display: str) -> Iterator[tuple[Story, Outside]]:
    """Start the program in an empty folder, and end it afterwards."""
    faces, home, seen, step_up = folder / "faces", folder / "home", folder / "seen.json", folder / "step-up"
    faces.mkdir()
    home.mkdir()
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "QT_", "COV_"))
    }
    environ |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(home)}
    environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    command = [
        sys.executable, "-m", "tests.e2e.story_window", str(folder / "data"),
        "--faces", str(faces), "--seen", str(seen), "--step-up", str(step_up),
    ]  # fmt: skip
    with (folder / "said.txt").open("wb") as said:
        program = subprocess.Popen(command, env=environ, stdout=said, stderr=subprocess.STDOUT)
    try:
        outside = Outside(seen, display, lambda: program.poll() is None)
        yield Story(outside, faces, step_up, home), outside
        program.terminate()
        code = program.wait(END_S)
        assert code == 0, f"the program ended with {code}"
    finally:
        program.kill()
        program.wait()


def play(folder: Path, display: str) -> list[Path]:
    """Play the story.

    Args:
        folder: An empty one: for the school, a home, and a picture of the screen where it gets stuck.
        display: A virtual screen, `SCREEN` large.

    Returns:
        The sheets written.

    Raises:
        Lost: When something was not seen; its text says in which step.
    """
    with told(folder, display) as (story, outside):
        for name, step in story.steps():
            try:
                step()
            except Lost as lost:
                outside.grab(folder / "stuck.png")
                raise Lost(f"{name}: {lost}") from None
            print(name, flush=True)
        return story.sheets()


def main() -> int:
    """Play it on a virtual screen."""
    parser = argparse.ArgumentParser(description="First start to sheet, from outside.")
    parser.add_argument("--folder", type=Path, help="an empty folder that stays")
    args = parser.parse_args()
    with virtual_screen(*SCREEN) as display, tempfile.TemporaryDirectory(prefix="rollcall-story-") as place:
        for sheet in play(args.folder or Path(place), display):
            print(f"sheet {sheet.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
