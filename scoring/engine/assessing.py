"""Assessing: facts in, an explained result out; nothing stored, nothing asked of clock or chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any

from scoring.engine.assessment import Assessment
from scoring.engine.bounds import check_certain, read_bounds
from scoring.engine.figures import check_day, parameters_of, round_of
from scoring.engine.program import Compact, Program, compile_program
from scoring.engine.reader import MISSING, Read, compile_reader
from scoring.engine.result import from_compact
from scoring.engine.spelling import fact_ids
from scoring.errors import FactProblem, FactsRefused
from scoring.policy.language.calendar import from_date
from scoring.policy.model import Policy


@dataclass(frozen=True, slots=True)
class Compiled:
    """A policy's generated reader and program."""

    read: Read
    program: Program


@lru_cache(maxsize=256)
def compiled(policy: Policy) -> Compiled:
    """Compile *policy*, once for each loaded policy."""
    return Compiled(compile_reader(policy), compile_program(policy))


def assess(policy: Policy, facts: Mapping[str, Any], *, on: date, round_id: str | None = None) -> Assessment:
    """Assess *facts* (JSON-like values by fact id) under *policy* as it reads on the day *on*.

    A required fact that is missing makes the result provisional where it could still change it; it is no error. FactsRefused
    names every fact that is unknown, has a value that is not allowed, or contradicts another; OutsideForce a day on which the
    version does not hold; RoundUnknown a round the version does not have.
    """
    check_day(policy, on)
    round_ = round_of(policy, on, round_id)
    parameters = parameters_of(policy, on, round_)
    code = compiled(policy)
    coded = code.read(facts)
    day = from_date(on)
    by_id = dict(zip(policy.facts, coded, strict=True))
    given = {id_: by_id[id_] for id_ in facts}
    missing = tuple(id_ for id_, value in by_id.items() if value is MISSING)
    if missing:
        known = {id_: value for id_, value in by_id.items() if value is not MISSING}
        _agree(policy, check_certain(policy, known, parameters, day))
        return Assessment(policy, on, round_, given, missing, partial(read_bounds, policy, known, parameters, day))
    compact = Compact(*code.program.run(coded, tuple(parameters.values()), day))
    _agree(policy, compact.checks)
    return Assessment(policy, on, round_, given, (), partial(from_compact, policy, by_id, compact))


def _agree(policy: Policy, checks: tuple[bool, ...]) -> None:
    """FactsRefused with every check of the policy that the answers contradict."""
    if all(checks):
        return
    problems = []
    for check, holds in zip(policy.checks, checks, strict=True):
        if not holds:
            first = next(iter(fact_ids(policy, [check.require])), "")
            problems.append(FactProblem("contradiction", first, f"/{first}", None, check.label.say("en"), check=check.id))
    raise FactsRefused(problems)
