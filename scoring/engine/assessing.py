"""Assessing: facts in, an explained result out; nothing stored, nothing asked of clock or chance.

What makes code of a policy is loaded with the first one that is assessed, what reads bounds with the first missing fact.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from scoring.engine.assessment import Assessment, Taken
from scoring.engine.figures import check_day, parameters_of, round_of
from scoring.errors import FactProblem, FactsRefused
from scoring.policy.language.calendar import from_date

if TYPE_CHECKING:  # who has a policy to assess has loaded what policies are made of
    from scoring.engine.exact_result import FoundExactly
    from scoring.engine.program import Run
    from scoring.engine.reader import Read
    from scoring.policy.language.tree import Coded
    from scoring.policy.model import Policy
    from scoring.policy.rounds import Round


def assess(policy: Policy, facts: Mapping[str, Any], *, on: date, round_id: str | None = None) -> Assessment:
    """Assess *facts* (JSON-like values by fact id) under *policy* as it reads on the day *on*.

    A required fact that is missing makes the result provisional where it could still change it; it is no error. FactsRefused
    names every fact that is unknown, has a value that is not allowed, or contradicts another; OutsideForce a day on which the
    version does not hold; RoundUnknown a round the version does not have.
    """
    figures = _figures(policy, on, round_id)
    take, run, find, round_, _, values, day = figures
    coded, is_whole = take(facts)
    if not is_whole:
        return _provisional(policy, (tuple(facts), coded), on, figures)
    found = run(coded, values, day)
    if False in found[0]:  # the checks
        _contradicted(policy, found[0])
    return Assessment(policy, on, round_, (tuple(facts), coded), (), partial(find, coded, found))


def assess_open(
    policy: Policy, facts: Mapping[str, Any], unknown: Collection[str], *, on: date, round_id: str | None = None
) -> Assessment:
    """Assess *facts* where nothing is known of the *unknown* ones: they are open also where they have a default or are given.

    What is certain then holds for every value they may have. Raises as `assess` does.
    """
    from scoring.engine.reader import MISSING  # noqa: PLC0415 - see above

    figures = _figures(policy, on, round_id)
    known = {id_: value for id_, value in facts.items() if id_ not in unknown}
    read = zip(policy.facts, figures.take(known)[0], strict=True)
    coded = tuple(MISSING if id_ in unknown else value for id_, value in read)
    if MISSING not in coded:
        return assess(policy, known, on=on, round_id=round_id)
    return _provisional(policy, (tuple(known), coded), on, figures)


def _provisional(policy: Policy, taken: Taken, on: date, figures: Figures) -> Assessment:
    from scoring.engine.bounds import check_certain, read_bounds  # noqa: PLC0415 - see above
    from scoring.engine.reader import MISSING  # noqa: PLC0415 - see above

    by_id = dict(zip(policy.facts, taken[1], strict=True))
    missing = tuple(id_ for id_, value in by_id.items() if value is MISSING)
    known = {id_: value for id_, value in by_id.items() if value is not MISSING}
    checks = check_certain(policy, known, figures.parameters, figures.day)
    if False in checks:
        _contradicted(policy, checks)
    find = partial(read_bounds, policy, known, figures.parameters, figures.day)
    return Assessment(policy, on, figures.round, taken, missing, find)


class Figures(NamedTuple):
    """What a day and a round settle, and the policy's code."""

    take: Read
    run: Run
    find: Callable[[tuple[Any, ...], tuple[Any, ...]], FoundExactly]
    round: Round | None
    parameters: Mapping[str, Coded]
    values: tuple[Coded, ...]
    day: int


@lru_cache(maxsize=4096)
def _figures(policy: Policy, on: date, round_id: str | None) -> Figures:
    from scoring.engine.compiling import compiled  # noqa: PLC0415 - see above
    from scoring.engine.exact_result import FoundExactly, names_of  # noqa: PLC0415 - see above

    check_day(policy, on)
    round_ = round_of(policy, on, round_id)
    parameters = parameters_of(policy, on, round_)
    code = compiled(policy)
    find = partial(FoundExactly, names_of(policy))
    return Figures(code.take, code.program.run, find, round_, parameters, tuple(parameters.values()), from_date(on))


def _contradicted(policy: Policy, checks: tuple[bool, ...]) -> NoReturn:
    """FactsRefused with every check of the policy that the answers contradict."""
    from scoring.engine.facts_read import fact_ids  # noqa: PLC0415 - only where answers contradict each other

    problems = []
    for check, holds in zip(policy.checks, checks, strict=True):
        if not holds:
            first = next(iter(fact_ids(policy, [check.require])), "")
            problems.append(FactProblem("contradiction", first, f"/{first}", None, check.label.say("en"), check=check.id))
    raise FactsRefused(problems)
