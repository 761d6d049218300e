"""Eyes and hands outside of a program: what its windows show, as they tell it, and input by xdotool only."""

import json
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE_S = 45.0
LOOK_S = 0.05
_TRIES = 3
_MARGIN_PX = 14
"""A button, a box or a line is pressed this far inside of its beginning."""


@dataclass(frozen=True, slots=True)
class Part:
    """A visible part of a window.

    Attributes:
        window: The window system's number of its window.
        kind: Its class.
        text: What it says; "" for a field.
        name: Its accessible name.
        look: "primary" and the like.
        rect: x, y, width and height on the screen.
        is_enabled: Whether it can be used.
        is_checked: Whether it is chosen.
        has_keyboard: Whether keys go there.
    """

    window: int
    kind: str
    text: str
    name: str
    look: str
    rect: tuple[int, int, int, int]
    is_enabled: bool
    is_checked: bool
    has_keyboard: bool


@dataclass(frozen=True, slots=True)
class View:
    """Everything that can be seen at a moment.

    Attributes:
        serial: Counts the moments.
        screen: The door's, None while there is no door.
        page: The door's page.
        windows: The window system's number of each kind of window.
        parts: Of all windows.
    """

    serial: int
    screen: str | None
    page: str | None
    windows: dict[str, int]
    parts: tuple[Part, ...]

    def find(self, text: str, kind: str = "") -> Part | None:
        """Give the first part that says or is called this, can be used, and is no label."""
        return next(
            (
                part
                for part in self.parts
                if text in {part.text.strip(), part.name}
                and part.is_enabled
                and kind in part.kind
                and "Label" not in part.kind
            ),
            None,
        )

    def says(self, text: str) -> bool:
        """Say whether a part holds this text."""
        return any(text in part.text for part in self.parts)


class Lost(AssertionError):  # noqa: N818 - what a person would say
    """Something that should be seen was not there in time."""


class Outside:
    """Looks at the windows and uses mouse and keyboard."""

    def __init__(self, seen: Path, display: str, is_alive: Callable[[], bool]) -> None:
        """Begin.

        Args:
            seen: What the program writes.
            display: The virtual screen.
            is_alive: Whether the program runs.
        """
        self._seen, self._display, self._is_alive = seen, display, is_alive

    # Eyes

    def view(self) -> View | None:
        """Give what can be seen now; None before there is anything."""
        try:
            content = self._seen.read_text("utf-8")
        except FileNotFoundError:
            return None
        told: dict[str, Any] = json.loads(content)
        parts = tuple(Part(**{**part, "rect": tuple(part["rect"])}) for part in told["parts"])
        windows = {window["kind"]: window["id"] for window in told["windows"]}
        return View(told["serial"], told["screen"], told["page"], windows, parts)

    def until(self, what: str, holds: Callable[[View], object], patience_s: float = PATIENCE_S) -> View:
        """Look until something holds.

        Raises:
            Lost: When it did not in time, or the program has ended.
        """
        ends = time.monotonic() + patience_s
        while time.monotonic() < ends:
            view = self.view()
            if view is not None and holds(view):
                return view
            if not self._is_alive():
                raise Lost(f"the program has ended before: {what}")
            time.sleep(LOOK_S)  # a file has no event to wait for
        raise Lost(f"not seen: {what}")

    def settled(self) -> View:
        """Give what can be seen after what was done so far has reached the window."""
        before = self.view()
        serial = -1 if before is None else before.serial
        return self.until("the window goes on", lambda view: view.serial > serial + 1)

    def there(self, text: str, kind: str = "") -> Part:
        """Give a part that says or is called this, once it is there and stays in its place."""
        places: list[tuple[int, Part]] = []

        def is_still(view: View) -> bool:
            part = view.find(text, kind)
            if part is None:
                places.clear()
                return False
            if places and places[-1][0] != view.serial and places[-1][1].rect == part.rect:
                return True
            if not places or places[-1][0] != view.serial:
                places.append((view.serial, part))
            return False

        self.until(f"{text!r} {kind}".strip(), is_still)
        return places[-1][1]

    # Hands

    def press(self, text: str, kind: str = "") -> None:
        """Press what says or is called this."""
        self.press_part(self.there(text, kind))

    def open(self, text: str, what: str) -> None:
        """Press what says or is called `text` until `what` can be used.

        As a person does: a part that is drawn anew between press and release has heard of neither.
        """
        for _ in range(_TRIES):
            self.press(text)
            try:
                self.until(f"{what!r} after {text!r}", lambda view: view.find(what), PATIENCE_S / _TRIES)
            except Lost:
                continue
            return
        raise Lost(f"{what!r} does not come by {text!r}")

    def press_part(self, part: Part) -> None:
        """Press a part near its beginning, in the middle of its height."""
        x, y, width, height = part.rect
        self.focus(part.window)
        self.xdotool("mousemove", "--sync", str(x + min(_MARGIN_PX, width // 2)), str(y + height // 2))
        self.xdotool("click", "1")

    def type(self, text: str) -> None:
        """Type a text."""
        self.xdotool("type", "--delay", "15", text)

    def key(self, *names: str) -> None:
        """Press keys one after the other."""
        self.xdotool("key", "--delay", "25", *names)

    def write(self, field: str, text: str) -> None:
        """Go into a field by mouse and type over what is there."""
        part = self.there(field, "Edit")
        self.press_part(part)
        self.until(f"the keyboard is in {field!r}", lambda view: _has_keyboard(view, field))
        self.key("ctrl+a")
        self.type(text)

    def focus(self, window: int) -> None:
        """Give a window the keyboard: there is no window manager to do it."""
        self.xdotool("windowfocus", "--sync", str(window))

    def grab(self, out: Path) -> None:
        """Keep a picture of the whole screen, where the machine has a tool for it."""
        tool = shutil.which("import")
        if tool is not None:
            subprocess.run(
                [tool, "-display", self._display, "-window", "root", str(out)], check=False, timeout=30
            )

    def xdotool(self, *words: str) -> None:
        """Run xdotool.

        Raises:
            CalledProcessError: When it refuses.
        """
        subprocess.run(
            ["xdotool", *words],
            env={"DISPLAY": self._display, "PATH": "/usr/bin:/bin"},
            check=True,
            timeout=30,
        )


def _has_keyboard(view: View, name: str) -> bool:
    return any(
        part.has_keyboard and "Edit" in part.kind and name in {part.text.strip(), part.name}
        for part in view.parts
    )
