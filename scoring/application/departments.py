"""协查: what departments are asked about a file, what they answered, and how several answers about one fact combine.

An answer is the department's verified fact. It may be contested, never overwritten; out of its validity it counts as none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from scoring.application.agreement import HELD, State, Worth, combined, differ, rule_of, state_of
from scoring.application.sameness import is_same
from scoring.application.verifying import FactVerdict, Given, Standing, said, standing
from scoring.engine.facts_read import fact_ids
from scoring.errors import FactsRefused
from scoring.policy.facts import Verification

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.application.application import Facts, Shown
    from scoring.policy.facts import Fact
    from scoring.policy.model import Policy

ClosingKind: TypeAlias = Literal["answer", "decline", "withdraw"]
CLOSINGS: tuple[ClosingKind, ...] = ("answer", "decline", "withdraw")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One department, and the facts that it is to be asked about."""

    department: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consultation:
    """Whom an officer asks about what, for which purpose, and what the officer saw."""

    shown: Shown
    inquiries: tuple[Inquiry, ...]
    purpose: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Contest:
    """What an officer says against the answer to a request of that number, and what the officer saw."""

    shown: Shown
    number: int
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a department answers: a value for every fact that is asked, and from when to when it holds (both days included)."""

    values: Mapping[str, Given] = field(repr=False)
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """How a request ended. `values` are of an answer, `reason` of the others; `batch` is the import that it came with."""

    kind: ClosingKind
    at: datetime
    by: str
    values: Mapping[str, Given] = field(default_factory=dict, repr=False)
    valid_from: date | None = None
    valid_until: date | None = None
    reason: str = field(default="", repr=False)
    digest: str = ""
    batch: int | None = None

    def holds_on(self, day: date) -> bool:
        """Whether this is an answer that is valid on that day."""
        if self.kind != "answer" or self.valid_from is None:
            return False
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class AgencyRequest:
    """协查请求: facts of one file that one department is asked about. `due` is None where no term is set.

    `contests` is the number of the request whose answer this one contests, `words` say why.
    """

    id: int
    number: int
    department: str
    facts: tuple[str, ...]
    purpose: str = field(repr=False)
    basis: str
    sent_at: datetime
    sent_by: str
    due: date | None
    contests: int | None = None
    words: str = field(default="", repr=False)
    closing: Closing | None = None

    def is_overdue(self, today: date) -> bool:
        """Whether an answer should be there."""
        return self.closing is None and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class FactStanding:
    """How far departments have settled one fact, by which rule. `answers` are those in validity, by department."""

    fact: str
    rule: Verification
    state: State
    value: Given = field(default=(), repr=False)
    answers: Mapping[str, Given] = field(default_factory=dict, repr=False)
    waiting: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    latest: AgencyRequest | None = None


def newest(requests: Sequence[AgencyRequest], fact: str) -> dict[str, AgencyRequest]:
    """Give by department the newest request that asks about *fact*: what came before it does not count any more.

    One that was withdrawn counts as never asked, so that the answer that it contested holds again.
    """
    counting = (one for one in requests if fact in one.facts and (one.closing is None or one.closing.kind != "withdraw"))
    return {one.department: one for one in sorted(counting, key=lambda one: one.number)}


def settled(
    policy: Policy, requests: Sequence[AgencyRequest], today: date, *, on: date, round_id: str | None = None
) -> Mapping[str, FactStanding]:
    """Tell of every fact that was asked about how far departments have settled it on the day *today*.

    *on* and *round_id* are those of the assessment, by which the highest of several answers is found.
    """
    asked = dict.fromkeys(fact for request in requests for fact in request.facts)
    worth = Worth(policy, on, round_id)
    return {fact: _standing(policy, newest(requests, fact), fact, today, worth) for fact in asked}


def verdicts_of_departments(policy: Policy, claimed: Facts, found: Mapping[str, FactStanding]) -> tuple[FactVerdict, ...]:
    """Give what departments have settled as verdicts. They hold whatever is claimed."""
    return tuple(
        _verdict(policy.facts[one.fact], claimed, one, one.latest) for one in found.values() if one.state == "stands" and one.latest
    )


def joint_standing(
    policy: Policy,
    claimed: Facts,
    judged: Sequence[FactVerdict],
    departments: Mapping[str, FactStanding],
    *,
    on: date,
    round_id: str | None = None,
) -> Standing:
    """Tell how far a file is verified by its officers, whose verdicts stand the oldest first, and by departments together.

    Where what departments say contradicts a verdict of an officer, that does not hold; where departments contradict each other,
    none of it holds and those facts are open. Raises as `standing`, for what departments had no part in.
    """
    answered = verdicts_of_departments(policy, claimed, departments)
    held = (*judged, *answered)
    while True:
        try:
            return standing(policy, claimed, held, on=on, round_id=round_id)
        except FactsRefused as refused:
            fewer = _without(policy, held, refused) if answered else held
            if len(fewer) == len(held):
                raise
            held = fewer


def obstacle_of(departments: Mapping[str, FactStanding], obstacle: tuple[str, str]) -> tuple[str, str]:
    """Say of an unverified fact that is with departments what it waits for there."""
    kind, fact = obstacle
    one = departments.get(fact)
    if kind != "unverified" or one is None or one.state not in HELD:
        return obstacle
    kinds = {"open": "awaiting", "stands": "contradiction"}
    return kinds.get(one.state, one.state), fact


def _without(policy: Policy, held: tuple[FactVerdict, ...], refused: FactsRefused) -> tuple[FactVerdict, ...]:
    """Leave out what officers found of the facts of a check that is broken; if nothing is left of that, what departments say."""
    broken = {problem.check for problem in refused.problems}
    about = {fact for check in policy.checks if check.id in broken for fact in fact_ids(policy, [check.require])}
    fewer = tuple(one for one in held if one.departments or one.fact not in about)
    return fewer if len(fewer) < len(held) else tuple(one for one in held if one.fact not in about)


def _verdict(fact: Fact, claimed: Facts, one: FactStanding, latest: AgencyRequest) -> FactVerdict:
    claim = said(claimed, one.fact)
    closing = latest.closing
    return FactVerdict(
        number=0,
        fact=one.fact,
        kind="accept" if is_same(fact, claim, one.value) else "adjust",
        claimed=claim,
        verified=one.value,
        reason="",
        reference="",
        by=closing.by if closing else "",
        at=closing.at if closing else latest.sent_at,
        departments=tuple(one.answers),
    )


def _standing(policy: Policy, asked: Mapping[str, AgencyRequest], fact: str, today: date, worth: Worth) -> FactStanding:
    rule = rule_of(policy, fact)
    held = {name: one for name, one in asked.items() if one.closing is not None and one.closing.holds_on(today)}
    answers = {name: one.closing.values[fact] for name, one in held.items() if one.closing is not None}
    waiting = tuple(name for name, one in asked.items() if one.closing is None)
    refused = tuple(name for name, one in asked.items() if one.closing is not None and one.closing.kind == "decline")
    differing = differ(policy.facts[fact], answers.values())
    missing = not answers.keys() >= set(rule.by)
    state = state_of(rule, waiting, refused, answered=bool(answers), differing=differing, missing=missing)
    value: Given | None = ()
    if state == "stands":
        value = combined(policy.facts[fact], rule, tuple(answers.values()), worth)
        state = "stands" if value is not None else "differ"
    latest = max(held.values(), key=lambda one: one.number, default=None)
    return FactStanding(fact, rule, state, value or (), answers, waiting, refused, latest)
