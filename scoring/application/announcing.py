"""年度通告: a further round of a published version, as its notice says it, and everything that may be wrong with it at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scoring.application.announced_values import form_of, value_of
from scoring.application.round_notice import PLACES_MOST

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.policy.facts import Parameter
    from scoring.policy.model import Policy
    from scoring.policy.rounds import Round
    from scoring.policy.wording import Provenance

ROUND_MOST = 32
WORDS_MOST = 500
_ROUND = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the notice of a further round says.

    `parameters` are the figures as typed, by id; `dates` are days for people, from and until, which is None for one day. Moments
    are in Asia/Shanghai, without a zone of their own. None is what the notice does not say, or what could not be read.
    """

    round: str
    announced: date | None
    quota: int | None = None
    quota_without_points: int | None = None
    window_from: datetime | None = None
    window_until: datetime | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, tuple[date, date | None]] = field(default_factory=dict)
    source: str = ""
    provenance: Provenance | None = None
    note: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnnouncementProblem:
    """What is wrong with an announcement: in which field (`parameters/<id>` for a figure), and what to do."""

    field: str
    why: str
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def remedy(self) -> str:
        """What is wrong, and what to do."""
        return PROBLEMS[self.why].format(**dict(self.facts))


PROBLEMS: Mapping[str, str] = {
    "round_form": f"Name the round by digits, letters, points and hyphens, in at most {ROUND_MOST}, such as 2026.",
    "round_taken": "Round {round} is announced already. Give this one another name.",
    "announced": "Give the day on which the round was announced, such as 2026-03-02.",
    "places": f"Give a whole number of places, from 0 to {PLACES_MOST}, or nothing where the notice gives none.",
    "window_half": "A window has a beginning and an end. Give both moments, or neither where the notice sets no window.",
    "window_order": "The window of the announcement ends before it begins.",
    "window_outside": "These rules hold from {first} to {last}: nobody applies by them outside. Give a window within.",
    "window_overlaps": "The window of round {round} is open then. Applications are of one round alone: give windows apart.",
    "figure": "The rules set this figure for each round. Give it as the notice says it.",
    "figure_form": "This is no value of the figure. Expected: {expected}.",
    "source": "Name the notice: its address, or its number and title.",
    "words": f"Shorten it to {WORDS_MOST} characters.",
    "provenance": "Choose how sure the figures are.",
}


def figures_for(policy: Policy) -> tuple[Parameter, ...]:
    """Give the figures that every round of a version must set."""
    return tuple(each for each in policy.parameters.values() if each.per_round)


def has_rounds(policy: Policy) -> bool:
    """Whether a version goes by rounds: places are limited, or some figures are set for each round."""
    return policy.selection.ranking is not None or bool(figures_for(policy))


def problems_of(policy: Policy, said: Announcement) -> tuple[AnnouncementProblem, ...]:
    """Give everything that is wrong with an announcement under *policy*, with the rounds that it would be added to."""
    return (*_named(policy, said), *_places(said), *_window(policy, said), *_figures(policy, said), *_sourced(said))


def _named(policy: Policy, said: Announcement) -> Iterator[AnnouncementProblem]:
    if not _ROUND.fullmatch(said.round) or len(said.round) > ROUND_MOST:
        yield AnnouncementProblem("round", "round_form")
    elif said.round in {each.id for each in policy.rounds}:
        yield AnnouncementProblem("round", "round_taken", (("round", said.round),))
    if said.announced is None:
        yield AnnouncementProblem("announced", "announced")


def _places(said: Announcement) -> Iterator[AnnouncementProblem]:
    for name in ("quota", "quota_without_points"):
        number = getattr(said, name)
        if number is not None and not 0 <= number <= PLACES_MOST:
            yield AnnouncementProblem(name, "places")


def _window(policy: Policy, said: Announcement) -> Iterator[AnnouncementProblem]:
    since, until = said.window_from, said.window_until
    if since is None or until is None:
        if since is not until:
            yield AnnouncementProblem("window_from" if since is None else "window_until", "window_half")
        return
    if until <= since:
        yield AnnouncementProblem("window_until", "window_order")
        return
    period = policy.in_force
    if since.date() not in period or until.date() not in period:
        at = "window_from" if since.date() not in period else "window_until"
        held = (("first", period.first.isoformat()), ("last", period.last.isoformat() if period.last else "…"))
        yield AnnouncementProblem(at, "window_outside", held)
    other = next((each for each in policy.own_rounds if _overlaps(each, since, until)), None)
    if other is not None:
        yield AnnouncementProblem("window_from", "window_overlaps", (("round", other.id),))


def _overlaps(known: Round, since: datetime, until: datetime) -> bool:
    if known.window_from is None or known.window_until is None:
        return False
    return known.window_from <= until and since <= known.window_until


def _figures(policy: Policy, said: Announcement) -> Iterator[AnnouncementProblem]:
    for each in figures_for(policy):
        typed, at = said.parameters.get(each.id, ""), f"parameters/{each.id}"
        if not typed.strip():
            yield AnnouncementProblem(at, "figure")
        elif value_of(each.type, typed) is None:
            yield AnnouncementProblem(at, "figure_form", (("expected", form_of(each.type)),))


def _sourced(said: Announcement) -> Iterator[AnnouncementProblem]:
    if not said.source.strip():
        yield AnnouncementProblem("source", "source")
    if said.provenance is None:
        yield AnnouncementProblem("provenance", "provenance")
    long = {"source": said.source, **{f"note/{language}": words for language, words in said.note.items()}}
    yield from (AnnouncementProblem(at, "words") for at, words in long.items() if len(words) > WORDS_MOST)
