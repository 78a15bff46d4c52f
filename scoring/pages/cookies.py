"""Where answers are kept: in cookies of the person's own browser, sealed, and nowhere else.

One policy's answers stand in one cookie, or in as many as they need: `answers~<scheme>~<version>~0`, `~1`, … The first
begins with their number. Browsers take 4,096 bytes a cookie, servers about 8,000 bytes of all cookies together.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Request, Response

from scoring.pages.sealing import seal, unseal
from scoring.policy.model import Policy

PREFIX = "answers~"
PIECE = 3800
MOST = 6400  # characters of all answers together
HOURS = 24


class TooMuch(Exception):
    """The answers of all policies together are more than a browser sends."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the browser sent: the answers, and whether something was there that cannot be used."""

    answers: Mapping[str, object]
    is_spoilt: bool = False


@dataclass(frozen=True, slots=True)
class Cookies:
    """Reads and writes the answers of a browser with one key."""

    key: bytes
    is_secure: bool

    def read(self, request: Request, policy: Policy) -> Kept:
        """Give the answers for *policy*; what does not open is reported, never used."""
        pieces = _pieces(request, policy)
        if not pieces:
            return Kept({})
        number, _dot, first = pieces[0].partition(".")
        whole = [first, *pieces[1:]][: int(number)] if number.isascii() and number.isdigit() and len(number) == 1 else []
        answers = unseal(self.key, policy, "".join(whole))
        return Kept({}, is_spoilt=True) if answers is None else Kept(answers)

    def write(self, request: Request, response: Response, policy: Policy, answers: Mapping[str, object]) -> None:
        """Keep *answers* in the browser in place of the former ones.

        Raises:
            TooMuch: with those of other policies they are more than the browser could send back.
        """
        text = seal(self.key, policy, answers)
        own = _name(policy)
        others = sum(len(value) for name, value in request.cookies.items() if name.startswith(PREFIX) and not name.startswith(own))
        if len(text) + others > MOST:
            raise TooMuch
        pieces = [text[start : start + PIECE] for start in range(0, len(text), PIECE)]
        pieces[0] = f"{len(pieces)}.{pieces[0]}"
        for number, piece in enumerate(pieces):
            response.set_cookie(f"{own}{number}", piece, max_age=HOURS * 3600, httponly=True, samesite="Lax", secure=self.is_secure)
        for number in range(len(pieces), len(_pieces(request, policy))):
            response.delete_cookie(f"{own}{number}")

    def forget(self, request: Request, response: Response, policy: Policy | None = None) -> None:
        """Delete the answers for *policy*, or all."""
        prefix = _name(policy) if policy else PREFIX
        for name in request.cookies:
            if name.startswith(prefix):
                response.delete_cookie(name)


def has_answers(request: Request) -> bool:
    """Whether the browser keeps answers for any policy."""
    return any(name.startswith(PREFIX) for name in request.cookies)


def _name(policy: Policy) -> str:
    return f"{PREFIX}{policy.scheme}~{policy.version}~"


def _pieces(request: Request, policy: Policy) -> list[str]:
    found = (request.cookies.get(f"{_name(policy)}{number}") for number in itertools.count())
    return [piece for piece in itertools.takewhile(lambda piece: piece is not None, found) if piece is not None]
