"""A publisher on this very machine: one file over HTTP, in the moods that real servers have. Cannot ship."""

import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from kiosk.paths import models_dir
from kiosk.vision.models import Publisher

NAME = "smallface"
CONTENT = bytes(range(256)) * 400
"""A model of 102,400 bytes; nobody runs it."""


@dataclass
class Mood:
    """How the server behaves.

    Attributes:
        content: What it has.
        knows_ranges: It answers a Range with the rest.
        range_of: The size it claims in Content-Range.
        sends_from: Where it begins, whatever it was asked.
        stops_after: It closes the connection after so many bytes of a body.
        claims: The Content-Length it sends, where that is not the truth; -1 for none.
        status: Instead of 200.
        location: Where it sends everybody.
        raw: The whole answer, where it is none that a server of Python's would give.
        asked: The Range of each request, "" for none.
    """

    content: bytes = CONTENT
    knows_ranges: bool = True
    range_of: int | None = None
    sends_from: int | None = None
    stops_after: int | None = None
    claims: int | None = None
    status: int = 200
    location: str = ""
    raw: bytes = b""
    asked: list[str] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    mood: Mood

    def do_GET(self) -> None:
        mood = self.mood
        wanted = self.headers.get("Range", "")
        mood.asked.append(wanted)
        if mood.raw:
            self.wfile.write(mood.raw)
            return
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", mood.location)
            self.end_headers()
            return
        start = int(re.sub(r"\D", "", wanted)) if wanted and mood.knows_ranges else 0
        if start > len(mood.content):
            self.send_response(416)
            self.end_headers()
            return
        if start and mood.sends_from is not None:
            start = mood.sends_from
        body = mood.content[start:]
        self.send_response(206 if start else mood.status)
        if start:
            whole = mood.range_of or len(mood.content)
            self.send_header("Content-Range", f"bytes {start}-{whole - 1}/{whole}")
        if mood.claims != -1:
            self.send_header("Content-Length", str(mood.claims or len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # who has enough hangs up
            self.wfile.write(body[: mood.stops_after])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the one it replaces
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class Shop:
    """A running server.

    Attributes:
        address: Of its file.
        mood: To be changed by a test.
    """

    address: str
    mood: Mood

    def source(self, url: str = "") -> Publisher:
        """What the manifest would say: always the right file, whatever the server has."""
        return Publisher(url or self.address, len(CONTENT), hashlib.sha256(CONTENT).hexdigest())


@contextmanager
def shop() -> Iterator[Shop]:
    """Serve on a free port of this machine until the end of the block."""
    mood = Mood()
    handler = type("Handler", (_Handler,), {"mood": mood})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = False
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield Shop(f"http://127.0.0.1:{server.server_address[1]}/smallface.onnx", mood)
        finally:
            server.shutdown()
            thread.join()


def manifest_text(url: str, *, extra: str = "") -> str:
    """The shipped manifest with one more embedder, which a publisher has at `url`."""
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    shipped = (models_dir() / "manifest.toml").read_text("utf-8")
    return f"""{shipped}
[[model]]
name = "{NAME}"
role = "embedder"
file = "smallface.onnx"
size = {len(CONTENT)}
sha256 = "{sha256}"
licence = "MIT"
licence_note = "Made of counting."
step = "publisher"
template = "arcface-5-112"
dimensions = 128
training_data = "No picture at all."
known_weak = "Everybody."
{extra}
[model.publisher]
url = "{url}"
size = {len(CONTENT)}
sha256 = "{sha256}"
[model.input]
side = 112
layout = "NCHW"
colour = "BGR"
scale = 1.0
mean = [0, 0, 0]
std = [1, 1, 1]
"""


def checkout(folder: Path, url: str, *, extra: str = "") -> Path:
    """A program folder with that manifest and nothing built."""
    (folder / "models").mkdir(parents=True)
    (folder / "models" / "manifest.toml").write_text(manifest_text(url, extra=extra), "utf-8")
    return folder
