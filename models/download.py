"""Downloads one file that is pinned by size and sha256, going on where an earlier try stopped.

What arrives is in NAME.part until it is the whole file and the right one; nothing else is ever touched. Only
https is spoken, or http to this very machine, and no server can send us elsewhere.
"""

import errno
import http.client
import re
import ssl
import stat
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPMessage, HTTPResponse
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from kiosk.cli.model_words import megabytes
from kiosk.vision.model_files import put_in_place, sha256
from kiosk.vision.models import Publisher
from models.errors import BuildError

Report = Callable[[int], None]
"""Called with how many bytes are there."""

TIMEOUT_S = 30.0
"""Without a byte for so long, the connection is given up; what is there stays."""
GO_ON = "Start the same command again to go on where it stopped."
_PIECE = 1 << 16
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_LENGTH = re.compile(r"\d{1,15}", re.ASCII)
_RANGE = re.compile(r"bytes (\d{1,15})-\d{1,15}/(\d{1,15}|\*)", re.ASCII)


class DownloadError(BuildError):
    """A download that failed, in a sentence of what happened and one of what to do."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """A server's answer.

    Attributes:
        response: To be read and closed.
        starts_at: The first byte that it sends.
    """

    response: HTTPResponse
    starts_at: int


def fetch(source: Publisher, target: Path, report: Report, *, timeout_s: float = TIMEOUT_S) -> None:
    """Download a file to its place.

    Args:
        source: Where from, and what it has to be.
        target: Where to; NAME.part beside it holds what has arrived.
        report: Hears how far it is.
        timeout_s: How long a silent server is waited for.

    Raises:
        DownloadError: With what happened; `target` is then untouched, and NAME.part is kept where it helps.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        there = _kept(part, source.size)
        if there < source.size:
            _receive(source, part, there, report, timeout_s)
        _compare(source, part)
        put_in_place(part, target)
    except OSError as error:
        raise _not_written(target, error) from error


def _kept(part: Path, size: int) -> int:
    """Give how much an earlier try left; what is too long or a link is thrown away."""
    try:
        found = part.lstat()
    except FileNotFoundError:
        return 0
    if stat.S_ISREG(found.st_mode) and found.st_size <= size:
        return found.st_size
    part.unlink()
    return 0


def _compare(source: Publisher, part: Path) -> None:
    if sha256(part) == source.sha256:
        return
    part.unlink()
    raise DownloadError(
        "What was downloaded is not the file of the manifest (its sha256 differs), so it was thrown away and "
        "nothing was changed. Start the same command again; if it stays, the publisher has another file now."
    )


def _receive(source: Publisher, part: Path, there: int, report: Report, timeout_s: float) -> None:
    """Ask for what is missing and write it down until the file has its size."""
    answer = _ask(source, there, timeout_s)
    with answer.response as response:
        _check_length(source, answer)
        with part.open("ab" if answer.starts_at else "wb") as file:
            arrived = answer.starts_at
            report(arrived)
            while piece := _read(response, source.size + 1 - arrived, arrived, source.size):
                file.write(piece)
                arrived += len(piece)
                if arrived > source.size:
                    break
                report(arrived)
    if arrived > source.size:
        part.unlink()
        raise _other_size(f"more than {source.size}")
    if arrived < source.size:
        raise _broken_off(arrived, source.size)


def _ask(source: Publisher, there: int, timeout_s: float) -> _Answer:
    """Ask from the first missing byte on; where the server cannot, or means another file, from the start."""
    if there:
        try:
            answer = _open(source.url, timeout_s, {"Range": f"bytes={there}-"})
        except urllib.error.HTTPError as error:
            with error:
                if error.code != http.client.REQUESTED_RANGE_NOT_SATISFIABLE:
                    raise _refused(error, source.url) from error
        else:
            if answer.status == http.client.OK:
                return _Answer(answer, 0)
            if _goes_on(answer, there, source.size):
                return _Answer(answer, there)
            answer.close()
    try:
        return _Answer(_open(source.url, timeout_s, {}), 0)
    except urllib.error.HTTPError as error:
        with error:
            raise _refused(error, source.url) from error


def _goes_on(answer: HTTPResponse, there: int, size: int) -> bool:
    """Say whether a partial answer is the rest of this file."""
    found = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    return (
        answer.status == http.client.PARTIAL_CONTENT
        and found is not None
        and int(found[1]) == there
        and found[2] in {"*", str(size)}
    )


def _open(url: str, timeout_s: float, headers: dict[str, str]) -> HTTPResponse:
    """Open a connection.

    Raises:
        DownloadError: When there is none, it would not be encrypted, or the server says what is no HTTP.
        HTTPError: When the server answers with an error.
    """
    _check_address(url)
    request = urllib.request.Request(  # noqa: S310 - the address was just looked at
        url, headers={"User-Agent": "Rollcall", "Accept-Encoding": "identity", **headers}
    )
    opener = urllib.request.build_opener(_SafeRedirects())
    try:
        response: HTTPResponse = opener.open(request, timeout=timeout_s)
    except urllib.error.HTTPError:
        raise
    except (OSError, http.client.HTTPException) as error:
        raise _no_connection(url, error) from error
    except ValueError as error:  # where it sends us is no address
        raise _no_address(url) from error
    return response


def _read(response: HTTPResponse, most: int, arrived: int, size: int) -> bytes:
    try:
        return response.read(min(_PIECE, most))
    except (OSError, http.client.HTTPException, ValueError) as error:  # ValueError: a piece of -5 bytes
        raise _broken_off(arrived, size) from error


def _check_length(source: Publisher, answer: _Answer) -> None:
    """Refuse a file of another size before any of it is written."""
    said = answer.response.headers.get("Content-Length", "")
    if _LENGTH.fullmatch(said) and answer.starts_at + int(said) != source.size:
        raise _other_size(said)


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follows a server elsewhere over https only; between two addresses of this machine over http too."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Look at where it leads before anything is sent there."""
        was_encrypted = urlsplit(req.full_url).scheme == "https"
        if was_encrypted and urlsplit(newurl).scheme != "https":
            raise _not_encrypted(newurl)
        _check_address(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _check_address(url: str) -> None:
    address = urlsplit(url)
    if address.scheme == "https" or (address.scheme == "http" and address.hostname in _LOOPBACK):
        return
    raise _not_encrypted(url)


# What can go wrong, in words


def _host(url: str) -> str:
    return urlsplit(url).hostname or "that address"


def _no_address(url: str) -> DownloadError:
    return DownloadError(f"{_host(url)} sends the download to what is no address. Try again later. {GO_ON}")


def _not_encrypted(url: str) -> DownloadError:
    return DownloadError(
        f"The download leads to {_host(url)} without encryption, so it was not followed. "
        "Try another network; if it stays, bring the file on a medium and use --file."
    )


def _no_connection(url: str, error: Exception) -> DownloadError:
    reason: Any = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, ssl.SSLError):
        what = f"The connection to {_host(url)} is not safe: its certificate could not be checked."
        return DownloadError(f"{what} Check this computer's clock and network; nothing was changed.")
    if isinstance(reason, TimeoutError):
        return DownloadError(f"{_host(url)} did not answer. {GO_ON}")
    return DownloadError(f"There is no connection to {_host(url)}. Check the network. {GO_ON}")


def _refused(error: urllib.error.HTTPError, url: str) -> DownloadError:
    if error.code in {http.client.NOT_FOUND, http.client.GONE}:
        return DownloadError(
            f"{_host(url)} has no such file any more ({error.code}). "
            "Get it from somebody who has it and use --file: any copy with the same sha256 is right."
        )
    return DownloadError(f"{_host(url)} refused the download ({error.code}). Try again later. {GO_ON}")


def _other_size(said: str) -> DownloadError:
    return DownloadError(
        f"The publisher's file is not the one of the manifest: it has {said} bytes. It was not kept, nothing "
        "was changed. Get the pinned version from somebody who has it and use --file."
    )


def _broken_off(arrived: int, size: int) -> DownloadError:
    return DownloadError(f"The download broke off at {megabytes(arrived)} of {megabytes(size)}. {GO_ON}")


def _not_written(target: Path, error: OSError) -> DownloadError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DownloadError(f"The disk is full, so {target.name} could not be written. Free some. {GO_ON}")
    why = error.strerror or type(error).__name__
    return DownloadError(
        f"{target.name} could not be written ({why}). Give this user the right to write there. {GO_ON}"
    )
