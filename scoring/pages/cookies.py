"""Where answers are kept: in cookies of the person's own browser, sealed, and nowhere else.

What schemes ask alike is answered once: answers to shared facts are one profile, in `answers~~0`, `answers~~1`, … They count in
every scheme that asks them, and change in all. What only one version asks stands in `answers~<scheme>~<version>~0`, …, bound to
its digest. The first cookie of each begins with their number. Browsers take 4,096 bytes a cookie, servers about 8,000 bytes of
all cookies together.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Request, Response

from scoring.pages.sealing import seal, seal_profile, unseal, unseal_profile
from scoring.policy.facts import Fact
from scoring.policy.model import Policy
from scoring.policy.values import Refused, code_value

PREFIX = "answers~"
PROFILE = f"{PREFIX}~"  # no scheme has an empty name
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
        """Give the answers for *policy*, the profile's among them; what does not open is reported, never used."""
        own, profile = self.own(request, policy), self.profile(request)
        answers = {**own.answers, **fitting(policy, profile.answers)}
        return Kept(answers, is_spoilt=own.is_spoilt or profile.is_spoilt)

    def own(self, request: Request, policy: Policy) -> Kept:
        """Give the answers kept for *policy* alone."""
        text = _whole(request, name_of(policy))
        return Kept({}) if text is None else _kept(unseal(self.key, policy, text))

    def profile(self, request: Request) -> Kept:
        """Give the answers that serve every scheme, by fact id."""
        text = _whole(request, PROFILE)
        return Kept({}) if text is None else _kept(unseal_profile(self.key, text))

    def write(self, request: Request, response: Response, policy: Policy, answers: Mapping[str, object]) -> None:
        """Keep *answers* in the browser in place of the former ones; those to shared facts, for every scheme.

        Raises:
            TooMuch: with those of other policies they are more than the browser could send back.
        """
        shared = {fact: value for fact, value in answers.items() if policy.facts[fact].shared}
        own = {fact: value for fact, value in answers.items() if fact not in shared}
        former = self.profile(request).answers
        here = fitting(policy, former)
        profile = {fact: value for fact, value in former.items() if fact not in here} | shared
        texts = {
            PROFILE: seal_profile(self.key, profile) if profile else "",
            name_of(policy): seal(self.key, policy, own) if own else "",
        }
        self._put(request, response, texts)

    def write_profile(self, request: Request, response: Response, answers: Mapping[str, object]) -> None:
        """Keep *answers* as the whole profile; what single policies ask stays as it is. Raises TooMuch as `write` does."""
        self._put(request, response, {PROFILE: seal_profile(self.key, answers) if answers else ""})

    def forget(self, request: Request, response: Response, policy: Policy | None = None) -> None:
        """Delete the answers for *policy* alone, or all."""
        _delete(request, response, name_of(policy) if policy else PREFIX)

    def forget_spoilt(self, request: Request, response: Response, policy: Policy | None = None) -> None:
        """Delete what does not open, of the profile and of the answers for *policy*; what opens stays."""
        if self.profile(request).is_spoilt:
            _delete(request, response, PROFILE)
        if policy is not None and self.own(request, policy).is_spoilt:
            _delete(request, response, name_of(policy))

    def _put(self, request: Request, response: Response, texts: Mapping[str, str]) -> None:
        """Write each text below its name, where it is empty delete what stood there."""
        others = sum(len(value) for name, value in request.cookies.items() if name.startswith(PREFIX) and not _is_of(name, texts))
        if sum(map(len, texts.values())) + others > MOST:
            raise TooMuch
        for name, text in texts.items():
            pieces = [text[start : start + PIECE] for start in range(0, len(text), PIECE)]
            for number, piece in enumerate(pieces):
                value = piece if number else f"{len(pieces)}.{piece}"
                response.set_cookie(
                    f"{name}{number}", value, max_age=HOURS * 3600, httponly=True, samesite="Lax", secure=self.is_secure
                )
            for number in range(len(pieces), len(_pieces(request, name))):
                response.delete_cookie(f"{name}{number}")


def fitting(policy: Policy, profile: Mapping[str, object]) -> dict[str, object]:
    """Give the answers of *profile* that *policy* shares and can take: an edition may allow other options than the next."""
    facts = policy.facts
    return {id_: value for id_, value in profile.items() if id_ in facts and facts[id_].shared and fits(facts[id_], value)}


def fits(fact: Fact, value: object) -> bool:
    """Whether *value* is an answer that *fact* allows."""
    try:
        code_value(fact, value, "")
    except Refused:
        return False
    return True


def has_answers(request: Request) -> bool:
    """Whether the browser keeps answers for any policy."""
    return any(name.startswith(PREFIX) for name in request.cookies)


def _kept(answers: Mapping[str, object] | None) -> Kept:
    return Kept({}, is_spoilt=True) if answers is None else Kept(answers)


def name_of(policy: Policy) -> str:
    """Give what the names of all cookies about *policy* begin with."""
    return f"{PREFIX}{policy.scheme}~{policy.version}~"


def _is_of(name: str, names: Mapping[str, str]) -> bool:
    return any(name.startswith(one) for one in names)


def _delete(request: Request, response: Response, prefix: str) -> None:
    for name in request.cookies:
        if name.startswith(prefix):
            response.delete_cookie(name)


def _whole(request: Request, name: str) -> str | None:
    """Give the sealed text that the cookies of *name* hold together, empty where a piece lacks; None where there are none."""
    pieces = _pieces(request, name)
    if not pieces:
        return None
    number, _dot, first = pieces[0].partition(".")
    return "".join([first, *pieces[1:]][: int(number)]) if number.isascii() and number.isdigit() and len(number) == 1 else ""


def _pieces(request: Request, name: str) -> list[str]:
    found = (request.cookies.get(f"{name}{number}") for number in itertools.count())
    return [piece for piece in itertools.takewhile(lambda piece: piece is not None, found) if piece is not None]
