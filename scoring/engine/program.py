"""One generated Python function for each policy: coded facts in, compact points and matched rows out.

The function is built as a syntax tree, never as text, so nothing that a policy says can become code of its own. Its result is
a `Compact`, from which awards are spelled out only where somebody reads them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from scoring.engine import syntax
from scoring.engine.emit import expression
from scoring.engine.emit_rules import Emission
from scoring.engine.emit_sums import combined
from scoring.engine.places import places_of
from scoring.policy.criteria import Group
from scoring.policy.facts import Fact
from scoring.policy.known import everything, in_order_of_questions
from scoring.policy.language import arithmetic, calendar, tables
from scoring.policy.language.tree import Coded
from scoring.policy.model import Policy
from scoring.policy.point_sums import top
from scoring.policy.values import code_value, full_range

NAMESPACE: Mapping[str, Any] = {
    "__builtins__": {},
    "sum": sum,
    "min": min,
    "max": max,
    "abs": abs,
    "any": any,
    "all": all,
    "top": top,
    "divide": arithmetic.divide,
    "rescale": arithmetic.rescale,
    "in_force": tables.read,
    "add_months": calendar.add_months,
    "years_between": calendar.years_between,
    "months_between": calendar.months_between,
    "days_between": calendar.days_between,
}


class Compact(NamedTuple):
    """What a program returns: what stands in `places_of` the policy in that order, all else in the policy's own order.

    Points are in units of the policy's precision.
    """

    checks: tuple[bool, ...]
    facts: tuple[Coded | None, ...]  # of the questions with a condition, as they hold, in the order of `in_order_of_questions`
    variables: tuple[Coded | None, ...]  # None where what a variable reads is empty
    requirements: tuple[bool, ...]
    waivers: tuple[bool, ...]
    vetoes: tuple[bool, ...]
    points: tuple[int, ...]
    raws: tuple[int, ...]
    rows: tuple[int, ...]
    caps: tuple[int, ...]
    applies: tuple[bool, ...]
    total: int
    threshold: int | None
    reached: bool
    admitted: bool
    entitlements: tuple[bool, ...]
    ranking: tuple[Coded, ...]


Run: TypeAlias = Callable[[tuple[Any, ...], tuple[Coded, ...], int], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Program:
    """The compiled function and the syntax tree it was made of."""

    run: Run
    tree: ast.Module


def compile_program(policy: Policy) -> Program:
    """Generate the function `program(facts, parameters, day)` of *policy*: the facts in the policy's order, coded."""
    emission = Emission(policy.places, everything(policy))
    body: list[ast.stmt] = [*_inputs(policy), *_questions(policy), *_variables(policy)]
    for criterion in policy.criteria_in_order():
        body += emission.item(criterion)
    for group in policy.groups:
        body += _group(emission, group)
    body += _selection(emission, policy)
    body.append(ast.Return(_result(emission, policy)))
    tree = syntax.function("program", ("facts", "parameters", "day"), body)
    names: dict[str, Any] = {**NAMESPACE, **emission.constants}
    exec(compile(tree, f"<{policy.name}>", "exec"), names)  # noqa: S102 - the tree is built here from typed nodes alone
    return Program(names["program"], tree)


def _inputs(policy: Policy) -> list[ast.stmt]:
    inputs = [("f_", policy.facts, "facts"), ("p_", policy.parameters, "parameters")]
    body: list[ast.stmt] = [
        syntax.unpack([prefix + id_ for id_ in table], syntax.name(source)) for prefix, table, source in inputs if table
    ]
    for fact in policy.facts.values():
        if fact.optional:
            body.append(
                syntax.assign(f"g_{fact.id}", syntax.compare(syntax.name(f"f_{fact.id}"), ast.IsNot(), syntax.constant(None)))
            )
            stand_in = syntax.assign(f"f_{fact.id}", syntax.constant(full_range(fact)[0]))
            body.append(syntax.branch(ast.UnaryOp(ast.Not(), syntax.name(f"g_{fact.id}")), [stand_in], []))
    return body


def _questions(policy: Policy) -> list[ast.stmt]:
    body: list[ast.stmt] = []
    for fact in in_order_of_questions(policy):
        default = _default(fact)
        assert fact.ask is not None  # noqa: S101 - in_order_of_questions gives those with a condition
        assert fact.ask.when is not None  # noqa: S101 - the same
        body.append(syntax.branch(ast.UnaryOp(ast.Not(), expression(fact.ask.when)), default, []))
    return body


def _default(fact: Fact) -> list[ast.stmt]:
    """Emit that *fact* holds its default; nothing reads the value of an empty one."""
    coded = code_value(fact, fact.default, "")
    if coded is None:
        return [syntax.assign(f"g_{fact.id}", syntax.constant(value=False))]
    given: list[ast.stmt] = [syntax.assign(f"g_{fact.id}", syntax.constant(value=True))] if fact.optional else []
    return [*given, syntax.assign(f"f_{fact.id}", syntax.constant(coded))]


def _given(fact: Fact) -> ast.expr | None:
    return syntax.name(f"g_{fact.id}") if fact.optional else None


def _or_none(value: ast.expr, given: ast.expr | None) -> ast.expr:
    return value if given is None else syntax.choose(given, value, syntax.constant(None))


def _variables(policy: Policy) -> list[ast.stmt]:
    return [syntax.assign(f"v_{id_}", expression(node)) for id_, node in policy.variables.items()]


def _group(emission: Emission, group: Group) -> list[ast.stmt]:
    """Emit *group* after the groups within it; criteria were emitted before."""
    body: list[ast.stmt] = []
    for item in group.items:
        body += _group(emission, item) if isinstance(item, Group) else []
    return body + emission.item(group)


def _all(conditions: list[ast.expr], *, empty: bool) -> ast.expr:
    """Join conditions: all of them where *empty* (of none) is true, any of them otherwise."""
    if not conditions:
        return syntax.constant(empty)
    return conditions[0] if len(conditions) == 1 else ast.BoolOp(ast.And() if empty else ast.Or(), conditions)


def _selection(emission: Emission, policy: Policy) -> list[ast.stmt]:
    selection = policy.selection
    body: list[ast.stmt] = []
    for requirement in policy.requirements:
        met = expression(requirement.require)
        if requirement.unless is not None:
            body.append(syntax.assign(f"u_{requirement.id}", expression(requirement.unless)))
            met = ast.BoolOp(ast.Or(), [syntax.name(f"u_{requirement.id}"), met])
        body.append(syntax.assign(f"m_{requirement.id}", met))
    body += [syntax.assign(f"m_{veto.id}", expression(veto.when)) for veto in policy.vetoes]
    body.append(syntax.assign("total", combined("sum", [syntax.name(f"c_{group.id}") for group in policy.groups])))
    threshold = emission.points(selection.threshold) if selection.threshold is not None else syntax.constant(None)
    body.append(syntax.assign("threshold", threshold))
    reached: ast.expr = syntax.constant(value=True)
    if selection.threshold is not None:
        enough = syntax.compare(syntax.name("total"), ast.GtE(), syntax.name("threshold"))
        reached = enough if selection.unless is None else ast.BoolOp(ast.Or(), [expression(selection.unless), enough])
    body.append(syntax.assign("reached", reached))
    met_all = _all([syntax.name(f"m_{r.id}") for r in policy.requirements], empty=True)
    vetoed = _all([syntax.name(f"m_{v.id}") for v in policy.vetoes], empty=False)
    admitted = ast.BoolOp(ast.And(), [syntax.name("reached"), met_all, ast.UnaryOp(ast.Not(), vetoed)])
    return [*body, syntax.assign("admitted", admitted)]


def _result(emission: Emission, policy: Policy) -> ast.expr:
    columns = places_of(policy)
    caps = [(item.id, item.maximum) for item in policy.walk()]
    never = syntax.constant(value=False)

    def each(prefix: str, ids: Iterable[str]) -> ast.expr:
        return syntax.pack([syntax.name(prefix + id_) for id_ in ids])

    guards = {id_: expression(given) for id_, given in policy.guards.items()}
    ranking = policy.selection.ranking
    keys = [] if ranking is None else [emission.points(ranking.by), *(expression(key) for key, _ in ranking.then)]
    return syntax.pack(
        [
            syntax.pack([expression(check.require) for check in policy.checks]),
            syntax.pack([_or_none(syntax.name(f"f_{f.id}"), _given(f)) for f in in_order_of_questions(policy)]),
            syntax.pack([_or_none(syntax.name(f"v_{id_}"), guards.get(id_)) for id_ in policy.variables]),
            each("m_", [r.id for r in policy.requirements]),
            syntax.pack([syntax.name(f"u_{r.id}") if r.unless is not None else never for r in policy.requirements]),
            each("m_", [v.id for v in policy.vetoes]),
            each("c_", columns.points),
            each("q_", columns.raws),
            each("w_", columns.rows),
            syntax.pack([emission.cap(id_, maximum) for id_, maximum in caps if maximum is not None]),
            each("a_", columns.applies),
            *(syntax.name(n) for n in ("total", "threshold", "reached", "admitted")),
            syntax.pack([expression(e.when) for e in policy.entitlements]),
            syntax.pack(keys),
        ]
    )
