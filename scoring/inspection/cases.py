"""Running a policy's own cases: each is assessed, and everything it expects is compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from scoring.engine import Assessment, assess
from scoring.errors import ScoringError
from scoring.policy.case_file import Between, Expected, PolicyCase, read_cases
from scoring.policy.model import Policy


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing a case expected and did not find."""

    what: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case and how it differs; `refused` says why it could not be assessed at all."""

    case: PolicyCase
    differences: tuple[Difference, ...]
    refused: str = ""

    @property
    def holds(self) -> bool:
        """Whether the case found all it expected."""
        return not self.differences and not self.refused


def run_cases(policy: Policy, path: Path) -> list[CaseResult]:
    """Run the cases in the file *path* under *policy*; PolicyRefused where the file itself has findings."""
    return [run_case(policy, case) for case in read_cases(policy, path)]


def run_case(policy: Policy, case: PolicyCase) -> CaseResult:
    """Run one case."""
    under = policy if case.checked else without_checks(policy)
    try:
        assessment = assess(under, case.facts, on=case.on, round_id=case.round)
    except ScoringError as error:
        return CaseResult(case, (), str(error))
    return CaseResult(case, tuple(_differences(case.expected, assessment)))


def without_checks(policy: Policy) -> Policy:
    """Give *policy* without its checks of contradicting answers."""
    return replace(policy, checks=())


def _differences(expected: Expected, found: Assessment) -> Iterator[Difference]:
    if expected.total is not None:
        yield from _points("total", expected.total, found.lowest, found.highest)
    if expected.outcome:
        yield from _same("outcome", expected.outcome, found.outcome)
    awards = {award.id: award for award in found.walk()}
    for id_, between in (expected.awards or {}).items():
        if id_ in awards:
            yield from _points(f"awards.{id_}", between, awards[id_].lowest, awards[id_].highest)
        else:
            yield Difference(f"awards.{id_}", _between(between), "–")
    if expected.entitlements is not None:
        yield from _same("entitlements", _set(expected.entitlements), _set(frozenset(e.id for e in found.entitlements)))
    yield from _states("requirements", expected.requirements, {v.id: v.state for v in found.requirements})
    yield from _states("vetoes", expected.vetoes, {v.id: v.state for v in found.vetoes})
    yield from _states("variables", expected.variables, {id_: shown(v) for id_, v in found.variables.items()})
    if expected.ranking is not None:
        yield from _same("ranking", ", ".join(map(_plain, expected.ranking)), ", ".join(shown(k) for k in found.ranking or ()))


def shown(value: object) -> str:
    """Give a value as a case writes it."""
    match value:
        case None:
            return "open"
        case bool():
            return str(value).lower()
        case Decimal():
            return _plain(str(value))
        case date():
            return value.isoformat()
    return str(value)


def _plain(number: str) -> str:
    """Take the needless digits off a number; leave anything else as it is."""
    try:
        return f"{Decimal(number).normalize():f}"
    except ArithmeticError:
        return number


def _points(what: str, expected: Between, lowest: Decimal, highest: Decimal) -> Iterator[Difference]:
    if (expected.lowest, expected.highest) != (lowest, highest):
        yield Difference(what, _between(expected), _between(Between(lowest, highest)))


def _between(between: Between) -> str:
    low, high = shown(between.lowest), shown(between.highest)
    return low if low == high else f"{low}–{high}"


def _states(what: str, expected: Mapping[str, str] | None, found: Mapping[str, str]) -> Iterator[Difference]:
    for id_, state in (expected or {}).items():
        yield from _same(f"{what}.{id_}", _plain(state), found.get(id_, "–"))


def _same(what: str, expected: str, found: str) -> Iterator[Difference]:
    if expected != found:
        yield Difference(what, expected, str(found))


def _set(ids: frozenset[str]) -> str:
    return ", ".join(sorted(ids))
