"""The virus scanner that one setting names: `clamd:` and a socket, or a command that reads the file from its standard input."""

from __future__ import annotations

import shlex
import socket
import subprocess
from typing import TYPE_CHECKING

from scoring.application.evidence import Scan
from scoring.errors import EvidenceRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

CLAMD = "clamd:"
SECONDS = 60
_INFECTED = 1  # what scanners exit with
_CHUNK = 64 * 1024


def scan(scanner: str, content: bytes) -> Scan:
    """Ask the scanner about *content*; without one, say so.

    Raises:
        EvidenceRefused: `infected`; `scanner_down` where it gives no answer, since a file is not kept on trust.
    """
    if not scanner:
        return Scan.NOT_SCANNED
    try:
        infected = _clamd(scanner.removeprefix(CLAMD), content) if scanner.startswith(CLAMD) else _command(scanner, content)
    except (OSError, subprocess.TimeoutExpired):
        raise EvidenceRefused("scanner_down") from None
    if infected:
        raise EvidenceRefused("infected")
    return Scan.CLEAN


def _command(scanner: str, content: bytes) -> bool:
    """Run a command as clamscan and its kin are run: it exits with 0 for clean, 1 for infected, else something went wrong."""
    done = subprocess.run(shlex.split(scanner), input=content, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - the operator's own setting
    if done.returncode not in {0, _INFECTED}:
        raise EvidenceRefused("scanner_down")
    return done.returncode == _INFECTED


def _clamd(address: str, content: bytes) -> bool:
    """Send the content to clamd (its command INSTREAM): each chunk with its length, then a length of nothing."""
    with _connected(address) as connection:
        connection.settimeout(SECONDS)
        connection.sendall(b"zINSTREAM\0")
        for chunk in _chunks(content):
            connection.sendall(len(chunk).to_bytes(4, "big") + chunk)
        connection.sendall(bytes(4))
        answer = b""
        while not answer.endswith(b"\0"):
            part = connection.recv(_CHUNK)
            if not part:
                break
            answer += part
    words = answer.rstrip(b"\0\n")
    if words.endswith(b" OK"):
        return False
    if words.endswith(b" FOUND"):
        return True
    raise EvidenceRefused("scanner_down")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(SECONDS)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), SECONDS)


def _chunks(content: bytes) -> Iterator[bytes]:
    return (content[start : start + _CHUNK] for start in range(0, len(content), _CHUNK))
