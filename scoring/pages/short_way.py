"""How a person came through the short check: what was left open, what was asked. Kept in the browser until it is closed, sealed.

It holds names of questions and the range before the last answer, never an answer.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from flask import Request, Response

from scoring.pages.cookies import Cookies, name_of
from scoring.pages.sealing import close_text, open_text
from scoring.policy.model import Policy

MOST = 200  # questions; no policy asks as many


@dataclass(frozen=True, slots=True)
class Way:
    """`left`: facts left open; `trail`: those asked, in order; `before`: lowest and highest before the last answer, as text."""

    left: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    before: tuple[str, str] | None = None

    def went(self, fact: str, before: tuple[str, str]) -> Way:
        """Give the way after the question of *fact* was answered."""
        return Way(_without(self.left, fact), (*_without(self.trail, fact), fact), before)

    def passed(self, fact: str) -> Way:
        """Give the way after the question of *fact* was left open."""
        return Way((*_without(self.left, fact), fact), (*_without(self.trail, fact), fact))

    def earlier(self, fact: str | None) -> str | None:
        """Give the fact asked before that of *fact*; before one that was not asked yet stands the last."""
        place = self.trail.index(fact) if fact in self.trail else len(self.trail)
        return self.trail[place - 1] if place else None

    def let_go(self, policy: Policy, said: Collection[str]) -> tuple[str, ...]:
        """Give the sensitive questions of *policy* that were answered, and whose answers are not among those to *said*."""
        answered = (fact for fact in self.trail if fact not in self.left)
        return tuple(fact for fact in answered if policy.facts[fact].sensitive and fact not in said)

    def within(self, policy: Policy) -> Way:
        """Leave out what *policy* does not have."""
        return replace(self, left=_of(policy, self.left), trail=_of(policy, self.trail))


def _without(facts: Sequence[str], fact: str) -> tuple[str, ...]:
    return tuple(one for one in facts if one != fact)


def _of(policy: Policy, facts: Sequence[str]) -> tuple[str, ...]:
    return tuple(fact for fact in facts if fact in policy.facts)[:MOST]


def read_way(cookies: Cookies, request: Request, policy: Policy) -> Way:
    """Give the way that the browser keeps; an empty one where there is none, or where it does not open."""
    opened = open_text(cookies.key, _bound_to(policy), request.cookies.get(_name(policy), ""))
    if not opened:
        return Way()
    return Way(tuple(opened["left"]), tuple(opened["trail"]), tuple(opened["before"]) if opened["before"] else None).within(policy)


def write_way(cookies: Cookies, response: Response, policy: Policy, way: Way) -> None:
    """Keep *way* until the browser is closed."""
    text = close_text(cookies.key, _bound_to(policy), {"left": way.left, "trail": way.trail, "before": way.before})
    response.set_cookie(_name(policy), text, httponly=True, samesite="Lax", secure=cookies.is_secure)


def _name(policy: Policy) -> str:
    return f"{name_of(policy)}way"


def _bound_to(policy: Policy) -> bytes:
    return json.dumps(["way", policy.name, policy.digest]).encode()
