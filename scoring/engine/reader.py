"""The generated reader of a policy's facts: plain checks for lawful answers, the slow and careful road for all others."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias

from scoring.engine import syntax
from scoring.engine.reader_checks import NAMES, checks_of
from scoring.errors import FactProblem, FactsRefused
from scoring.policy.facts import Fact
from scoring.policy.language.nearest import nearest
from scoring.policy.model import Policy
from scoring.policy.values import Refused, code_value

MISSING = type("Missing", (), {"__repr__": lambda _: "MISSING", "__slots__": ()})()
_NEAREST = 20  # unknown facts that are given the nearest name: looking for it takes time
Read: TypeAlias = Callable[[Mapping[str, Any]], tuple[tuple[Any, ...], bool]]


def compile_reader(policy: Policy) -> Read:
    """Generate `read(facts)`: the coded facts in the policy's order, MISSING for required ones not given; and whether none is.

    The function raises FactsRefused naming every fact that is unknown or not allowed. It lays what is given over a form on
    which nothing is: so every fact has its place at once, and what makes the form longer is unknown.
    """
    names: dict[str, Any] = {
        **NAMES,
        "__builtins__": {},
        "date": date,
        "MISSING": MISSING,
        "form": dict.fromkeys(policy.facts, MISSING),
        "known": _known(policy),
        "slow": _slow(policy),
        "FactsRefused": FactsRefused,
    }
    laid, facts = syntax.name("laid"), syntax.name("facts")
    longer = syntax.compare(syntax.call("len", laid), ast.NotEq(), syntax.constant(len(policy.facts)))
    body: list[ast.stmt] = [
        syntax.assign("is_whole", syntax.constant(value=True)),
        syntax.assign("problems", ast.List([], ast.Load())),
        syntax.assign("laid", ast.Dict([None, None], [syntax.name("form"), facts])),
        syntax.branch(longer, [syntax.assign("laid", syntax.call("known", laid, syntax.name("problems")))], []),
    ]
    places = [f"f_{id_}" for id_ in policy.facts]
    body += [syntax.unpack(places, ast.Call(ast.Attribute(laid, "values", ast.Load()), [], []))] if places else []
    for fact in policy.facts.values():
        body.append(_fact(fact, names))
    refused = ast.Raise(syntax.call("FactsRefused", syntax.name("problems")))
    body.append(syntax.branch(syntax.name("problems"), [refused], []))
    body.append(ast.Return(syntax.pack([syntax.pack([syntax.name(place) for place in places]), syntax.name("is_whole")])))
    exec(compile(syntax.function("read", ["facts"], body), f"<facts of {policy.name}>", "exec"), names)  # noqa: S102 - built here from typed nodes alone
    read: Read = names["read"]
    return read


def _fact(fact: Fact, names: dict[str, Any]) -> ast.stmt:
    """Emit the reading of one fact: default where it is absent, its coded form where a plain check suffices, else `slow`."""
    place = f"f_{fact.id}"
    value = syntax.name(place)
    found: list[ast.stmt] = [syntax.assign(place, syntax.call("slow", syntax.constant(fact.id), value, syntax.name("problems")))]
    for check, coded in reversed(list(checks_of(fact, place, names))):
        found = [_where(check, place, coded, found)]
    if fact.required:
        absent = syntax.assign("is_whole", syntax.constant(value=False))
    else:
        names[f"d_{fact.id}"] = code_value(fact, fact.default, "")
        absent = syntax.assign(place, syntax.name(f"d_{fact.id}"))
    return syntax.branch(syntax.compare(value, ast.Is(), syntax.name("MISSING")), [absent], found)


def _where(check: ast.expr, place: str, coded: ast.expr, otherwise: list[ast.stmt]) -> ast.stmt:
    """Emit that where *check* holds *place* takes its coded form, which may be what it has."""
    if isinstance(coded, ast.Name) and coded.id == place:
        return syntax.branch(ast.UnaryOp(ast.Not(), check), otherwise, [])
    return syntax.branch(check, [syntax.assign(place, coded)], otherwise)


def _slow(policy: Policy) -> Callable[[str, object, list[FactProblem]], Any]:
    def slow(id_: str, value: object, problems: list[FactProblem]) -> Any:
        try:
            return code_value(policy.facts[id_], value, f"/{id_}")
        except Refused as refused:
            problems.extend(refused.problems)
            return None

    return slow


def _known(policy: Policy) -> Callable[[Mapping[str, Any], list[FactProblem]], Mapping[str, Any]]:
    allowed = ", ".join(policy.facts)

    def known(laid: Mapping[str, Any], problems: list[FactProblem]) -> Mapping[str, Any]:
        """Give what is known of what is *laid*, and name all else."""
        unknown = [name for name in laid if name not in policy.facts]
        near = {name: nearest(str(name), policy.facts) or None for name in unknown[:_NEAREST]}
        problems.extend(FactProblem("fact_unknown", str(n), f"/{n}", laid[n], allowed, near.get(n)) for n in unknown)
        return {id_: laid[id_] for id_ in policy.facts}

    return known
