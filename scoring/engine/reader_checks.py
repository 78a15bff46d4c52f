"""The checks that let a value through at once: a plain test of its type and range, and the coded form it then has.

What they do not let through is no error yet; the slow way of `scoring.policy.values` decides and says why.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TypeAlias, assert_never

from scoring.engine import syntax
from scoring.policy.facts import Fact
from scoring.policy.language import calendar
from scoring.policy.values import TEXT_MAX, code_value, full_range

Check: TypeAlias = tuple[ast.expr, ast.expr]
"""A condition, and the coded value where it holds."""

_KINDS = (bool, int, str, tuple, list, dict, set, Decimal)
NAMES = {kind.__name__: kind for kind in _KINDS} | {"type": type, "len": len, "parse": calendar.parse}
"""What the emitted code refers to, besides `date`."""


def checks_of(fact: Fact, value: str, names: dict[str, Any]) -> Iterator[Check]:
    """Give the checks of the name *value*, the likeliest first; *names* takes up the tables that they look into."""
    v = syntax.name(value)
    match fact.kind:
        case "boolean":
            both = [syntax.compare(v, ast.Is(), syntax.constant(truth)) for truth in (True, False)]
            yield ast.BoolOp(ast.Or(), [*both]), v
        case "integer":
            yield _all(_is(v, "int"), _within(v, fact)), v
        case "decimal":
            yield _decimal(fact, v, names)
            scaled = syntax.times(v, 10**fact.places)
            yield _all(_is(v, "int"), _within(scaled, fact)), scaled
        case "date":
            for kind, day in (("date", _day(v)), ("str", _written_day(v))):
                coded = ast.NamedExpr(ast.Name("coded", ast.Store()), day)
                yield _all(_is(v, kind), _within(coded, fact)), syntax.name("coded")
        case "choice":
            table = f"o_{len(names)}"
            names[table] = {option.id: index for index, option in enumerate(fact.options)}
            known = syntax.compare(v, ast.In(), syntax.name(table))
            yield _all(_is(v, "str"), known), ast.Subscript(syntax.name(table), v, ast.Load())
        case "text":
            stripped = ast.NamedExpr(ast.Name("coded", ast.Store()), ast.Call(_attribute(v, "strip"), [], []))
            short = _between(0, syntax.call("len", stripped), TEXT_MAX, low_included=False)
            yield _all(_is(v, "str"), short), syntax.name("coded")
        case "list":
            records = ast.NamedExpr(ast.Name("coded", ast.Store()), syntax.call(_list(fact, names), v))
            yield syntax.compare(records, ast.IsNot(), syntax.constant(None)), syntax.name("coded")
        case _:
            assert_never(fact.kind)


def _decimal(fact: Fact, v: ast.expr, names: dict[str, Any]) -> Check:
    """Let a decimal through that is written with exactly the places of *fact*: beyond 28 digits none is within its range."""
    unit = f"o_{len(names)}"
    names[unit] = Decimal(1).scaleb(-fact.places)
    same = ast.Call(_attribute(v, "same_quantum"), [syntax.name(unit)], [])
    scaled = ast.Call(_attribute(v, "scaleb"), [syntax.constant(fact.places)], [])
    coded = ast.NamedExpr(ast.Name("coded", ast.Store()), syntax.call("int", scaled))
    return _all(_is(v, "Decimal"), same, _within(coded, fact)), syntax.name("coded")


def _day(v: ast.expr) -> ast.expr:
    year = syntax.times(_attribute(v, "year"), 10_000)
    month = syntax.times(_attribute(v, "month"), 100)
    return syntax.operate(syntax.operate(year, ast.Add(), month), ast.Add(), _attribute(v, "day"))


def _written_day(v: ast.expr) -> ast.expr:
    """Emit the day that text stands for; 0, which no fact allows, where it stands for none."""
    return ast.BoolOp(ast.Or(), [syntax.call("parse", v), syntax.constant(0)])


def _list(fact: Fact, names: dict[str, Any]) -> str:
    """Compile a function that gives the coded records of a list, None where anything about them has to be looked at closely."""
    own: dict[str, Any] = {**NAMES, "__builtins__": {}, "date": names["date"]}
    needed = sum(field.default is None for field in fact.fields)  # all of these are there, so only the others are counted
    record: list[ast.stmt] = [_unless(_is(syntax.name("r"), "dict")), syntax.assign("count", syntax.constant(needed))]
    for field in fact.fields:
        record += _field(field, own)
    record.append(_unless(syntax.compare(syntax.name("count"), ast.Eq(), syntax.call("len", syntax.name("r")))))
    found = syntax.pack([syntax.name(f"r_{field.id}") for field in fact.fields])
    record.append(ast.Expr(ast.Call(_attribute(syntax.name("found"), "append"), [found], [])))
    is_list = ast.BoolOp(ast.Or(), [_is(syntax.name("v"), "tuple"), _is(syntax.name("v"), "list")])
    few = syntax.compare(syntax.call("len", syntax.name("v")), ast.LtE(), syntax.constant(fact.max_items))
    body: list[ast.stmt] = [
        _unless(_all(is_list, few)),
        syntax.assign("found", ast.List([], ast.Load())),
        ast.For(ast.Name("r", ast.Store()), syntax.name("v"), record, []),
        *_unlike(fact),
        ast.Return(syntax.call("tuple", syntax.name("found"))),
    ]
    exec(compile(syntax.function("records", ["v"], body), f"<records of {fact.id}>", "exec"), own)  # noqa: S102 - built here from typed nodes alone
    name = f"o_{len(names)}"
    names[name] = own["records"]
    return name


def _field(field: Fact, names: dict[str, Any]) -> list[ast.stmt]:
    target = f"r_{field.id}"
    body: list[ast.stmt] = [ast.Return(syntax.constant(None))]
    for check, coded in reversed(list(checks_of(field, "x", names))):
        body = [syntax.branch(check, [syntax.assign(target, coded)], body)]
    absent: list[ast.stmt] = [ast.Return(syntax.constant(None))]
    if field.default is not None:
        default = f"o_{len(names)}"
        names[default] = code_value(field, field.default, "")
        absent = [syntax.assign(target, syntax.name(default))]
        body.append(ast.AugAssign(ast.Name("count", ast.Store()), ast.Add(), syntax.constant(1)))
    got = ast.Call(_attribute(syntax.name("r"), "get"), [syntax.constant(field.id)], [])
    return [
        syntax.assign("x", got),
        syntax.branch(syntax.compare(syntax.name("x"), ast.Is(), syntax.constant(None)), absent, body),
    ]


def _unlike(fact: Fact) -> list[ast.stmt]:
    """Emit that no two records are alike in the fields that `unique` names."""
    places = [place for place, field in enumerate(fact.fields) if field.id in fact.unique]
    if not places:
        return []
    key = syntax.pack([ast.Subscript(syntax.name("e"), syntax.constant(place), ast.Load()) for place in places])
    loop = ast.comprehension(ast.Name("e", ast.Store()), syntax.name("found"), [], 0)
    different = syntax.call("len", ast.SetComp(key, [loop]))
    return [_unless(syntax.compare(different, ast.Eq(), syntax.call("len", syntax.name("found"))))]


def _unless(condition: ast.expr) -> ast.stmt:
    return syntax.branch(ast.UnaryOp(ast.Not(), condition), [ast.Return(syntax.constant(None))], [])


def _is(v: ast.expr, kind: str) -> ast.expr:
    return syntax.compare(syntax.call("type", v), ast.Is(), syntax.name(kind))


def _within(value: ast.expr, fact: Fact) -> ast.expr:
    low, high = full_range(fact)
    return _between(low, value, high)


def _between(low: int, value: ast.expr, high: int, *, low_included: bool = True) -> ast.expr:
    first = ast.LtE() if low_included else ast.Lt()
    return ast.Compare(syntax.constant(low), [first, ast.LtE()], [value, syntax.constant(high)])


def _all(*conditions: ast.expr) -> ast.expr:
    return ast.BoolOp(ast.And(), list(conditions))


def _attribute(value: ast.expr, name: str) -> ast.expr:
    return ast.Attribute(value, name, ast.Load())
