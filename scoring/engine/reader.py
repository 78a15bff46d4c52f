"""The generated reader of a policy's facts: plain checks for lawful answers, the slow and careful road for all others."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias

from scoring.engine import syntax
from scoring.errors import FactProblem, FactsRefused
from scoring.policy.facts import Fact
from scoring.policy.language.calendar import from_date
from scoring.policy.language.scope import nearest
from scoring.policy.model import Policy
from scoring.policy.values import Refused, code_value, full_range

MISSING = type("Missing", (), {"__repr__": lambda _: "MISSING", "__slots__": ()})()
_NEAREST = 20  # unknown facts that are given the nearest name: looking for it takes time
Read: TypeAlias = Callable[[Mapping[str, Any]], tuple[Any, ...]]


def compile_reader(policy: Policy) -> Read:
    """Generate `read(facts)`: the coded facts in the policy's order, MISSING for required ones not given.

    The function raises FactsRefused naming every fact that is unknown or not allowed.
    """
    body: list[ast.stmt] = [
        syntax.assign("get", ast.Attribute(syntax.name("facts"), "get", ast.Load())),
        syntax.assign("problems", ast.List([], ast.Load())),
        syntax.assign("given", syntax.constant(0)),
    ]
    names: dict[str, Any] = {"__builtins__": {}, "type": type, "int": int, "bool": bool, "str": str, "date": date, "len": len}
    names |= {"MISSING": MISSING, "from_date": from_date}
    for fact in policy.facts.values():
        body += _fact(fact, names)
    counted = syntax.compare(syntax.name("given"), ast.NotEq(), syntax.call("len", syntax.name("facts")))
    wrong = ast.BoolOp(ast.Or(), [syntax.name("problems"), counted])
    body.append(syntax.branch(wrong, [ast.Expr(syntax.call("refuse", syntax.name("facts"), syntax.name("problems")))], []))
    body.append(ast.Return(syntax.pack([syntax.name(f"f_{id_}") for id_ in policy.facts])))
    names["slow"] = _slow(policy)
    names["refuse"] = _refuse(policy)
    exec(compile(syntax.function("read", ["facts"], body), f"<facts of {policy.name}>", "exec"), names)  # noqa: S102 - built here from typed nodes alone
    read: Read = names["read"]
    return read


def _fact(fact: Fact, names: dict[str, Any]) -> list[ast.stmt]:
    """Emit the reading of one fact: default where it is absent, its coded form where a plain check suffices, else `slow`."""
    target = f"f_{fact.id}"
    default = f"d_{fact.id}"
    names[default] = MISSING if fact.required else code_value(fact, fact.default, "")
    slow = syntax.assign(target, syntax.call("slow", syntax.constant(fact.id), syntax.name("v"), syntax.name("problems")))
    found: list[ast.stmt] = [slow]
    if (quick := _quick(fact, names)) is not None:
        check, coded = quick
        found = [syntax.branch(check, [syntax.assign(target, coded)], [slow])]
    count = ast.AugAssign(ast.Name("given", ast.Store()), ast.Add(), syntax.constant(1))
    absent = syntax.compare(syntax.name("v"), ast.Is(), syntax.name("MISSING"))
    return [
        syntax.assign("v", syntax.call("get", syntax.constant(fact.id), syntax.name("MISSING"))),
        syntax.branch(absent, [syntax.assign(target, syntax.name(default))], [count, *found]),
    ]


def _quick(fact: Fact, names: dict[str, Any]) -> tuple[ast.expr, ast.expr] | None:
    """Give the check that lets a value through at once, and its coded form."""
    value = syntax.name("v")
    match fact.kind:
        case "boolean":
            return _is("bool"), value
        case "integer":
            low, high = full_range(fact)
            within = ast.Compare(syntax.constant(low), [ast.LtE(), ast.LtE()], [value, syntax.constant(high)])
            return ast.BoolOp(ast.And(), [_is("int"), within]), value
        case "choice":
            table = f"o_{fact.id}"
            names[table] = {option.id: index for index, option in enumerate(fact.options)}
            known = syntax.compare(value, ast.In(), syntax.name(table))
            return ast.BoolOp(ast.And(), [_is("str"), known]), ast.Subscript(syntax.name(table), value, ast.Load())
        case "date" if fact.minimum is None and fact.maximum is None:
            return _is("date"), syntax.call("from_date", value)
        case _:
            return None


def _is(kind: str) -> ast.expr:
    return syntax.compare(syntax.call("type", syntax.name("v")), ast.Is(), syntax.name(kind))


def _slow(policy: Policy) -> Callable[[str, object, list[FactProblem]], Any]:
    def slow(id_: str, value: object, problems: list[FactProblem]) -> Any:
        try:
            return code_value(policy.facts[id_], value, f"/{id_}")
        except Refused as refused:
            problems.extend(refused.problems)
            return None

    return slow


def _refuse(policy: Policy) -> Callable[[Mapping[str, Any], list[FactProblem]], None]:
    allowed = ", ".join(policy.facts)

    def refuse(facts: Mapping[str, Any], problems: list[FactProblem]) -> None:
        unknown = [name for name in facts if name not in policy.facts]
        near = {name: nearest(str(name), policy.facts) or None for name in unknown[:_NEAREST]}
        found = (FactProblem("fact_unknown", str(n), f"/{n}", facts[n], allowed, near.get(n)) for n in unknown)
        raise FactsRefused([*found, *problems])

    return refuse
