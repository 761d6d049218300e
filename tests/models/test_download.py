"""Downloading a model: whole or not at all, going on where it stopped, and each failure in a sentence."""

import errno
import hashlib
import io
import os
import socket
import urllib.request
from collections.abc import Iterator
from http.client import HTTPMessage, HTTPResponse
from pathlib import Path

import pytest

from kiosk.vision.models import Publisher
from models.download import DownloadError, _SafeRedirects, fetch
from tests.models.publisher import CONTENT, Shop, shop

HALF = len(CONTENT) // 2


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def publisher() -> Iterator[Shop]:
    with shop() as running:
        yield running


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "built" / "smallface.onnx"


def part(target: Path) -> Path:
    return target.with_name("smallface.onnx.part")


def left(target: Path, content: bytes) -> None:
    """What an earlier try wrote."""
    target.parent.mkdir()
    part(target).write_bytes(content)


def names(target: Path) -> set[str]:
    return {path.name for path in target.parent.iterdir()}


def test_a_file_is_downloaded_whole(publisher: Shop, target: Path) -> None:
    heard: list[int] = []
    fetch(publisher.source(), target, heard.append)
    assert target.read_bytes() == CONTENT
    assert names(target) == {target.name}
    assert (heard[0], heard[-1]) == (0, len(CONTENT))
    assert heard == sorted(heard)
    if os.name == "posix":
        assert target.stat().st_mode & 0o777 == 0o644


def test_an_older_file_stays_until_the_new_one_is_whole(publisher: Shop, target: Path) -> None:
    target.parent.mkdir()
    target.write_bytes(b"old")
    publisher.mood.stops_after = HALF
    with pytest.raises(DownloadError):
        fetch(publisher.source(), target, lambda _: None)
    assert target.read_bytes() == b"old"
    publisher.mood.stops_after = None
    fetch(publisher.source(), target, lambda _: None)
    assert target.read_bytes() == CONTENT


def test_a_broken_download_goes_on_where_it_stopped(publisher: Shop, target: Path) -> None:
    publisher.mood.stops_after = HALF
    with pytest.raises(
        DownloadError, match=r"broke off at 51\.2 kB of 0\.1 MB\. Start the same command again"
    ):
        fetch(publisher.source(), target, lambda _: None)
    assert part(target).read_bytes() == CONTENT[:HALF]
    assert not target.exists()
    publisher.mood.stops_after = None
    heard: list[int] = []
    fetch(publisher.source(), target, heard.append)
    assert target.read_bytes() == CONTENT
    assert publisher.mood.asked == ["", f"bytes={HALF}-"]
    assert heard[0] == HALF


def test_a_server_without_ranges_starts_over(publisher: Shop, target: Path) -> None:
    left(target, CONTENT[:HALF])
    publisher.mood.knows_ranges = False
    heard: list[int] = []
    fetch(publisher.source(), target, heard.append)
    assert target.read_bytes() == CONTENT
    assert heard[0] == 0


def test_the_rest_of_another_file_is_not_joined(publisher: Shop, target: Path) -> None:
    """The server says in Content-Range that its file has another size."""
    left(target, CONTENT[:HALF])
    publisher.mood.range_of = len(CONTENT) + 7
    fetch(publisher.source(), target, lambda _: None)
    assert target.read_bytes() == CONTENT
    assert publisher.mood.asked == [f"bytes={HALF}-", ""]


def test_a_rest_that_begins_elsewhere_is_not_joined(publisher: Shop, target: Path) -> None:
    left(target, CONTENT[:HALF])
    publisher.mood.sends_from = HALF - 1
    fetch(publisher.source(), target, lambda _: None)
    assert target.read_bytes() == CONTENT
    assert publisher.mood.asked == [f"bytes={HALF}-", ""]


def test_a_server_that_has_less_than_is_there_is_asked_for_all_of_it(publisher: Shop, target: Path) -> None:
    left(target, CONTENT[:HALF])
    publisher.mood.content = CONTENT[:100]
    with pytest.raises(DownloadError, match="it has 100 bytes"):
        fetch(publisher.source(), target, lambda _: None)
    assert publisher.mood.asked == [f"bytes={HALF}-", ""]


def test_what_is_there_whole_is_not_asked_for_again(publisher: Shop, target: Path) -> None:
    """Cut off between the last byte and the new name."""
    left(target, CONTENT)
    fetch(publisher.source(), target, lambda _: None)
    assert target.read_bytes() == CONTENT
    assert publisher.mood.asked == []


def test_a_beginning_that_is_too_long_is_thrown_away(publisher: Shop, target: Path) -> None:
    left(target, CONTENT + b"more")
    fetch(publisher.source(), target, lambda _: None)
    assert target.read_bytes() == CONTENT
    assert publisher.mood.asked == [""]


def test_a_beginning_with_other_bytes_is_thrown_away(publisher: Shop, target: Path) -> None:
    left(target, b"x" * HALF)
    with pytest.raises(DownloadError, match="its sha256 differs"):
        fetch(publisher.source(), target, lambda _: None)
    assert names(target) == set()
    fetch(publisher.source(), target, lambda _: None)
    assert target.read_bytes() == CONTENT


def test_other_bytes_of_the_same_size_are_refused(publisher: Shop, target: Path) -> None:
    publisher.mood.content = CONTENT[:-1] + b"?"
    with pytest.raises(DownloadError, match=r"sha256 differs.*nothing was changed"):
        fetch(publisher.source(), target, lambda _: None)
    assert names(target) == set()


@pytest.mark.parametrize("content", [b"version of a pointer", CONTENT + b"more"])
def test_a_file_that_says_another_size_is_refused_before_it_comes(
    publisher: Shop, target: Path, content: bytes
) -> None:
    """A pointer of Git's large files is a short text, and no model."""
    publisher.mood.content = content
    heard: list[int] = []
    with pytest.raises(DownloadError, match=f"it has {len(content)} bytes"):
        fetch(publisher.source(), target, heard.append)
    assert heard == []
    assert names(target) == set()


def test_a_file_without_end_is_cut_off_at_the_first_byte_too_many(
    publisher: Shop, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.mood.content = CONTENT * 50
    publisher.mood.claims = -1
    heard: list[int] = []
    taken: list[int] = []
    read = HTTPResponse.read

    def counted(response: HTTPResponse, most: int | None = None) -> bytes:
        piece = read(response, most)
        taken.append(len(piece))
        return piece

    monkeypatch.setattr(HTTPResponse, "read", counted)
    with pytest.raises(DownloadError, match="more than 102400 bytes"):
        fetch(publisher.source(), target, heard.append)
    assert sum(taken) == len(CONTENT) + 1
    assert max(heard) <= len(CONTENT)
    assert names(target) == set()


@pytest.mark.parametrize(
    ("status", "said"), [(404, r"no such file any more \(404\)"), (503, r"refused the download \(503\)")]
)
def test_an_error_of_the_server_is_told(publisher: Shop, target: Path, status: int, said: str) -> None:
    publisher.mood.status = status
    with pytest.raises(DownloadError, match=said):
        fetch(publisher.source(), target, lambda _: None)
    assert names(target) == set()


def test_a_server_that_refuses_the_rest_leaves_the_beginning(publisher: Shop, target: Path) -> None:
    left(target, CONTENT[:HALF])
    publisher.mood.knows_ranges = False
    publisher.mood.status = 500
    with pytest.raises(DownloadError, match="500"):
        fetch(publisher.source(), target, lambda _: None)
    assert part(target).read_bytes() == CONTENT[:HALF]


def test_a_redirect_on_this_machine_is_followed(publisher: Shop, target: Path) -> None:
    """Publishers keep large files elsewhere; the Range goes along."""
    left(target, CONTENT[:HALF])
    publisher.mood.location = publisher.address
    moved = publisher.address.replace("/smallface.onnx", "/moved")
    fetch(publisher.source(moved), target, lambda _: None)
    assert target.read_bytes() == CONTENT
    assert publisher.mood.asked == [f"bytes={HALF}-"] * 2


@pytest.mark.parametrize(
    "location", ["http://models.invalid/x.onnx", "ftp://127.0.0.1/x", "file:///etc/hosts"]
)
def test_a_redirect_without_encryption_is_not_followed(publisher: Shop, target: Path, location: str) -> None:
    publisher.mood.location = location
    moved = publisher.address.replace("/smallface.onnx", "/moved")
    with pytest.raises(DownloadError, match=r"without encryption|refused the download"):
        fetch(publisher.source(moved), target, lambda _: None)
    assert not part(target).exists()


@pytest.mark.parametrize("location", ["http://127.0.0.1/x.onnx", "http://models.invalid/x.onnx"])
def test_what_began_encrypted_stays_encrypted(location: str) -> None:
    """Not even to this machine: a server of the web has no business there."""
    begun = urllib.request.Request("https://models.invalid/x.onnx")
    with pytest.raises(DownloadError, match="without encryption"):
        _SafeRedirects().redirect_request(begun, io.BytesIO(), 302, "Found", HTTPMessage(), location)


@pytest.mark.parametrize(
    "location", ["https://[bad/", "https://a..b/x", f"https://{'a' * 70}.invalid/x", "https://\xff\xfe/x"]
)
def test_a_redirect_to_what_is_no_address_is_told(publisher: Shop, target: Path, location: str) -> None:
    publisher.mood.location = location
    moved = publisher.address.replace("/smallface.onnx", "/moved")
    with pytest.raises(DownloadError, match="no address"):
        fetch(publisher.source(moved), target, lambda _: None)


@pytest.mark.parametrize("length", [b"\xb2", b"1" * 5000])
def test_a_length_that_is_no_number_is_not_believed(publisher: Shop, target: Path, length: bytes) -> None:
    publisher.mood.raw = b"HTTP/1.0 200 OK\r\nContent-Length: " + length + b"\r\n\r\n" + CONTENT
    fetch(publisher.source(), target, lambda _: None)
    assert target.read_bytes() == CONTENT


def test_a_rest_that_begins_at_no_number_is_not_joined(publisher: Shop, target: Path) -> None:
    left(target, CONTENT[:HALF])
    said = b"Content-Range: bytes " + b"1" * 5000 + b"-9/10"
    publisher.mood.raw = b"HTTP/1.0 206 Partial Content\r\n" + said + b"\r\n\r\n" + CONTENT
    fetch(publisher.source(), target, lambda _: None)
    assert target.read_bytes() == CONTENT
    assert publisher.mood.asked == [f"bytes={HALF}-", ""]


def test_a_piece_of_less_than_nothing_is_told(publisher: Shop, target: Path) -> None:
    publisher.mood.raw = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabc"
    with pytest.raises(DownloadError, match="broke off"):
        fetch(publisher.source(), target, lambda _: None)


@pytest.mark.skipif(os.name != "posix", reason="links need no right of their own there")
def test_a_link_in_the_place_of_a_beginning_is_not_written_through(
    publisher: Shop, target: Path, tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    victim.chmod(0o600)
    target.parent.mkdir()
    part(target).symlink_to(victim)
    fetch(publisher.source(), target, lambda _: None)
    assert (victim.read_bytes(), victim.stat().st_mode & 0o777) == (b"precious", 0o600)
    assert (target.read_bytes(), target.is_symlink()) == (CONTENT, False)


def test_an_address_without_encryption_is_not_opened(target: Path) -> None:
    source = Publisher("http://models.invalid/x.onnx", 1, "0" * 64)
    with pytest.raises(DownloadError, match=r"leads to models\.invalid without encryption"):
        fetch(source, target, lambda _: None)


def test_nobody_who_listens_is_told_as_no_connection(target: Path) -> None:
    source = Publisher("http://127.0.0.1:9/x.onnx", 1, "0" * 64)  # the discard port: nothing listens
    with pytest.raises(DownloadError, match=r"There is no connection to 127\.0\.0\.1\."):
        fetch(source, target, lambda _: None)


def test_a_server_that_says_nothing_is_given_up(target: Path) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        source = Publisher(f"http://127.0.0.1:{listening.getsockname()[1]}/x.onnx", 1, "0" * 64)
        with pytest.raises(DownloadError, match=r"127\.0\.0\.1 did not answer"):
            fetch(source, target, lambda _: None, timeout_s=0.2)


def test_an_interrupt_leaves_the_beginning(publisher: Shop, target: Path) -> None:
    def interrupt(arrived: int) -> None:
        if arrived >= HALF:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(publisher.source(), target, interrupt)
    kept = part(target).read_bytes()
    assert len(kept) >= HALF
    assert CONTENT.startswith(kept)
    fetch(publisher.source(), target, lambda _: None)
    assert target.read_bytes() == CONTENT


def test_a_full_disk_is_told(publisher: Shop, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DownloadError, match=r"The disk is full, so smallface\.onnx could not be written"):
        fetch(publisher.source(), target, lambda _: None)
    assert not target.exists()
    assert hashlib.sha256(part(target).read_bytes()).hexdigest() == publisher.source().sha256


def test_a_folder_that_cannot_be_written_is_told(publisher: Shop, tmp_path: Path) -> None:
    (tmp_path / "built").write_text("in the way")
    with pytest.raises(DownloadError, match="could not be written"):
        fetch(publisher.source(), tmp_path / "built" / "smallface.onnx", lambda _: None)
