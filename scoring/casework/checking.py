"""Checking the texts of a version: what they say, whether their own cases hold, and what keeps them from being published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scoring.errors import Finding, PolicyRefused, Position
from scoring.inspection.cases import CaseResult, run_case
from scoring.policy import load_source
from scoring.policy.case_file import cases_of
from scoring.policy.source import position_of, read

if TYPE_CHECKING:
    from scoring.policy.model import Policy
    from scoring.policy.source_files import PolicySource

CARRIED_OUT = "pin"
"""The one rule for open applications that exists: each keeps the version it was recorded under."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking found. `policy` is None while its texts have findings; `results` is empty while the cases have."""

    policy: Policy | None
    findings: tuple[Finding, ...]
    results: tuple[CaseResult, ...] = ()
    unmet: tuple[Finding, ...] = field(default=())

    @property
    def obstacles(self) -> tuple[Finding, ...]:
        """Everything that keeps the version from being published."""
        return (*self.findings, *self.unmet, *(found for result in self.results for found in _differing(result)))


def check_policy(source: PolicySource, cases: str) -> Checked:
    """Load a version from its texts and run its *cases*."""
    read_alone = check_texts(source)
    policy = read_alone.policy
    if policy is None:
        return read_alone
    findings = tuple(_misnamed(policy, source))
    file = cases_file(source)
    unmet = tuple(_unsupported(policy, source))
    if not cases.strip():
        return Checked(policy, findings, (), (*unmet, Finding("cases_missing", Position(file, 1, 1), {"file": file})))
    try:
        results = tuple(run_case(policy, case) for case in cases_of(policy, cases, file))
    except PolicyRefused as refused:
        return Checked(policy, (*findings, *refused.findings), (), unmet)
    if not results:
        unmet = (*unmet, Finding("cases_missing", Position(file, 1, 1), {"file": file}))
    return Checked(policy, findings, results, unmet)


def check_texts(source: PolicySource) -> Checked:
    """Load a version from its texts alone, and run no case."""
    try:
        return Checked(load_source(source), ())
    except PolicyRefused as refused:
        return Checked(None, tuple(refused.findings))


def cases_file(source: PolicySource) -> str:
    """Name the file of the cases beside that of the version."""
    return source.file.removesuffix(".yaml") + ".cases.yaml"


def _misnamed(policy: Policy, source: PolicySource) -> Iterator[Finding]:
    for key, found, expected in (("scheme", policy.scheme, source.scheme), ("version", policy.version, source.version)):
        if found != expected:
            place = position_of(read(source.text, source.file), (key,))
            yield Finding("name_of_file", place, {"key": key, "found": found, "expected": expected})


def _unsupported(policy: Policy, source: PolicySource) -> Iterator[Finding]:
    rule = policy.procedure.in_flight
    if rule != CARRIED_OUT:
        place = position_of(read(source.text, source.file), ("procedure", "in_flight"))
        yield Finding("in_flight_unsupported", place, {"rule": rule})


def _differing(result: CaseResult) -> Iterator[Finding]:
    name, place = result.case.name, result.case.position
    if result.refused:
        yield Finding("case_refused", place, {"case": name, "why": result.refused})
    for d in result.differences:
        yield Finding("case_differs", place, {"case": name, "what": d.what, "expected": d.expected, "found": d.found})
