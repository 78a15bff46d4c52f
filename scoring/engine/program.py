"""One generated Python function for each policy: coded facts in, compact points and matched rows out.

The function is built as a syntax tree, never as text, so nothing that a policy says can become code of its own. Its result is
a `Compact`, from which awards are spelled out only where somebody reads them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from scoring.engine import syntax
from scoring.engine.emit import expression
from scoring.engine.emit_rules import Emission, combined
from scoring.policy.criteria import Criterion, Group
from scoring.policy.known import in_order_of_questions
from scoring.policy.language import arithmetic, calendar
from scoring.policy.language.tree import Coded, Expression
from scoring.policy.model import Policy
from scoring.policy.point_ranges import top
from scoring.policy.values import code_value

NAMESPACE: Mapping[str, Any] = {
    "__builtins__": {},
    "sum": sum,
    "min": min,
    "max": max,
    "abs": abs,
    "any": any,
    "all": all,
    "top": top,
    "ratio": arithmetic.ratio,
    "rescale": arithmetic.rescale,
    "make_day": calendar.make_day,
    "add_months": calendar.add_months,
    "years_between": calendar.years_between,
    "months_between": calendar.months_between,
    "days_between": calendar.days_between,
}


class Compact(NamedTuple):
    """What a program returns: points and rows in the order of `Policy.walk`, all else in the policy's own order.

    Points are in units of the policy's precision. `caps` and `applies` are None where the policy states none.
    """

    checks: tuple[bool, ...]
    facts: tuple[Coded, ...]  # of the questions with a condition, as they hold, in the order of `in_order_of_questions`
    variables: tuple[Coded, ...]
    requirements: tuple[bool, ...]
    waivers: tuple[bool, ...]
    vetoes: tuple[bool, ...]
    points: tuple[int, ...]
    raws: tuple[int, ...]
    rows: tuple[int, ...]
    caps: tuple[int | None, ...]
    applies: tuple[bool | None, ...]
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
    emission = Emission(policy.places)
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
    return [syntax.unpack([prefix + id_ for id_ in table], syntax.name(source)) for prefix, table, source in inputs if table]


def _questions(policy: Policy) -> list[ast.stmt]:
    body: list[ast.stmt] = []
    for fact in in_order_of_questions(policy):
        default = syntax.assign(f"f_{fact.id}", syntax.constant(code_value(fact, fact.default, "")))
        assert fact.ask is not None  # noqa: S101 - in_order_of_questions gives those with a condition
        assert fact.ask.when is not None  # noqa: S101 - the same
        body.append(syntax.branch(ast.UnaryOp(ast.Not(), expression(fact.ask.when)), [default], []))
    return body


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
        body.append(syntax.assign(f"u_{requirement.id}", _optional(requirement.unless)))
        met = ast.BoolOp(ast.Or(), [syntax.name(f"u_{requirement.id}"), expression(requirement.require)])
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


def _optional(node: Expression | None) -> ast.expr:
    return syntax.constant(value=False) if node is None else expression(node)


def _result(emission: Emission, policy: Policy) -> ast.expr:
    items = list(policy.walk())

    def each(prefix: str, ids: list[str]) -> ast.expr:
        return syntax.pack([syntax.name(prefix + id_) for id_ in ids])

    def where(prefix: str, *, has: Callable[[Criterion | Group], bool]) -> ast.expr:
        return syntax.pack([syntax.name(f"{prefix}{i.id}") if has(i) else syntax.constant(None) for i in items])

    ids = [item.id for item in items]
    ranking = policy.selection.ranking
    keys = [] if ranking is None else [emission.points(ranking.by), *(expression(key) for key, _ in ranking.then)]
    return syntax.pack(
        [
            syntax.pack([expression(check.require) for check in policy.checks]),
            each("f_", [fact.id for fact in in_order_of_questions(policy)]),
            each("v_", list(policy.variables)),
            each("m_", [r.id for r in policy.requirements]),
            each("u_", [r.id for r in policy.requirements]),
            each("m_", [v.id for v in policy.vetoes]),
            each("c_", ids),
            each("q_", ids),
            each("w_", ids),
            where("k_", has=lambda item: item.maximum is not None),
            where("a_", has=lambda item: item.applies is not None),
            *(syntax.name(n) for n in ("total", "threshold", "reached", "admitted")),
            syntax.pack([expression(e.when) for e in policy.entitlements]),
            syntax.pack(keys),
        ]
    )
