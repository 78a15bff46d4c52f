"""A period of the journal as a file: its links and the digests of its decisions, without anything personal, to be verified offline.

Each line is canonical JSON with its number and with a sum, the SHA-256 of the sum before it and of the line without its sum.
The links chain to each other besides, as they do in the database, so that only who writes everything anew could deceive:
against that, compare the digest of the file, which the journal keeps, or a link of it, with a seal that was noted elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scoring.application.plain import canonical
from scoring.records.chains import ALGORITHMS, JOURNAL
from scoring.records.journal import link_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from scoring.records.verifying import Seal

FORM = "luohu-journal-1"
"""The name of the form that is described above; it stands in the first line."""

_START = "0" * 64
_LINKED: Mapping[str, type] = {
    "algorithm": str,
    "previous": str,
    "sequence": int,
    "stream": str,
    "number": int,
    "event_algorithm": str,
    "event_hash": str,
}
"""What the hash of a link covers."""


@dataclass(frozen=True, slots=True)
class FileFault:
    """The first line that is not what was written, and what stands there, such as `link 12`.

    `why`: `form` (no line of such a file), `gap` (a line is missing or was put in), `sum` (changed), `hash` (the link was changed),
    `order` (it does not follow the link before it), `algorithm` (unknown), `end` (the end is missing, or something follows it),
    `seal` (it is not what was sealed).
    """

    line: int
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class FileChecked:
    """What a whole file holds: so many links and decisions, and the SHA-256 of all its bytes."""

    links: int
    decisions: int
    digest: str


def lines_of(bodies: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Write each body as a line, and the end behind them."""
    number, total = 0, _START
    for number, body in enumerate(bodies, 1):
        total, line = _line(number, body, total)
        yield line
    yield _line(number + 1, {"kind": "end", "lines": number}, total)[1]


def check_lines(lines: Iterable[bytes], seals: Sequence[Seal] = ()) -> FileChecked | FileFault:
    """Verify a file line by line; give the first fault, or what it holds."""
    reader, whole, number = _Reader({seal.sequence: seal for seal in seals if seal.chain == JOURNAL}), hashlib.sha256(), 0
    for number, line in enumerate(lines, 1):
        whole.update(line)
        fault = reader.read(number, line)
        if fault is not None:
            return fault
    if not reader.is_ended:
        return FileFault(number + 1, "end", "end")
    return FileChecked(reader.links, reader.decisions, whole.hexdigest())


def _line(number: int, body: Mapping[str, Any], before: str) -> tuple[str, bytes]:
    numbered = {**body, "n": number}
    total = hashlib.sha256(f"{before}\n{canonical(numbered)}".encode()).hexdigest()
    return total, f"{canonical({**numbered, 'sum': total})}\n".encode()


class _Reader:
    """Reads line after line; keeps the sum and the link before."""

    def __init__(self, seals: Mapping[int, Seal]) -> None:
        self.seals = seals
        self.total, self.previous, self.sequence = _START, "", 0
        self.links = self.decisions = 0
        self.is_ended = False

    def read(self, number: int, line: bytes) -> FileFault | None:
        """Give what is wrong with a line."""
        body = _body(line)
        what = _what(body)
        why = self._why(number, line, body)
        return FileFault(number, what, why) if why else None

    def _why(self, number: int, line: bytes, body: dict[str, Any] | None) -> str | None:
        if self.is_ended:
            return "end"
        if body is None or (number == 1 and body.get("form") != FORM):
            return "form"
        if body.get("n") != number:
            return "gap"
        unsummed = {name: value for name, value in body.items() if name not in {"sum", "n"}}
        self.total, expected = _line(number, unsummed, self.total)
        if line != expected:
            return "sum"
        match body.get("kind"):
            case "link":
                self.links += 1
                return self._link(body)
            case "decision":
                self.decisions += 1
            case "end":
                self.is_ended = True
        return None

    def _link(self, body: Mapping[str, Any]) -> str | None:
        if any(type(body.get(name)) is not kind for name, kind in _LINKED.items()) or type(body.get("hash")) is not str:
            return "form"
        if self.previous and (body["sequence"], body["previous"]) != (self.sequence + 1, self.previous):
            return "order"
        if body["algorithm"] not in ALGORITHMS:
            return "algorithm"
        if link_hash(*(body[name] for name in _LINKED)) != body["hash"]:
            return "hash"
        self.previous, self.sequence = body["hash"], body["sequence"]
        seal = self.seals.get(self.sequence)
        return "seal" if seal is not None and (seal.algorithm, seal.hash) != (body["algorithm"], body["hash"]) else None


def _body(line: bytes) -> dict[str, Any] | None:
    try:
        body = json.loads(line, parse_float=str, parse_constant=str)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def _what(body: Mapping[str, Any] | None) -> str:
    found = body or {}
    return f"{found.get('kind', '?')} {found.get('sequence', found.get('reference', ''))}".strip()
