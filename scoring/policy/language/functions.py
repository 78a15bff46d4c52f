"""The functions an expression may call, and how each is typed. Nothing else can be called."""

from __future__ import annotations

import ast
from typing import Literal, cast

from scoring.policy.language.dating import check_at, check_table
from scoring.policy.language.demanding import Demanding, check_count
from scoring.policy.language.emptiness import has_value, or_zero
from scoring.policy.language.nearest import nearest
from scoring.policy.language.scope import FUNCTIONS
from scoring.policy.language.tree import AssessmentDate, Call, Constant, Expression, Fold, Name, PointsOf
from scoring.policy.language.types import Boolean, Day, Number, Records, name_of

MAX_PLACES = 6
_FOLDS = ("count", "sum", "best", "any", "all")
_ARGUMENTS = {
    "years_since": (1, 1),
    "months_since": (1, 1),
    "days_since": (1, 1),
    "years_between": (2, 2),
    "months_between": (2, 2),
    "days_between": (2, 2),
    "date": (3, 3),
    "year": (1, 1),
    "month": (1, 1),
    "add_months": (2, 2),
    "min": (2, 20),
    "max": (2, 20),
    "abs": (1, 1),
    "clamp": (3, 3),
    "count_of": (1, 20),
    "ratio": (3, 3),
    "round": (2, 2),
    "round_down": (2, 2),
    "round_up": (2, 2),
    "count": (1, 2),
    "sum": (2, 3),
    "best": (2, 3),
    "any": (1, 2),
    "all": (1, 2),
    "points": (1, 1),
    "at": (2, 2),
    "given": (1, 1),
}


def check_call(checker: Demanding, node: ast.Call) -> Expression:  # noqa: C901, PLR0911, PLR0912 - one branch for each kind of function
    """Type a call."""
    if isinstance(node.func, ast.Name) and node.func.id in checker.scope.tables:
        return check_table(checker, node, AssessmentDate())
    name = _function(checker, node)
    args = node.args
    match name:
        case "at":
            return check_at(checker, node)
        case "given":
            return _given(checker, args[0])
        case _ if name in _FOLDS:
            return _fold(checker, cast("Literal['count', 'sum', 'best', 'any', 'all']", name), node)
        case "points":
            return _points(checker, node)
        case "years_since" | "months_since" | "days_since":
            return Call(Number(), name.replace("since", "between"), (checker.day(args[0]), AssessmentDate()))
        case "years_between" | "months_between" | "days_between":
            return Call(Number(), name, (checker.day(args[0]), checker.day(args[1])))
        case "year" | "month":
            return Call(Number(), name, (checker.day(args[0]),))
        case "date":
            return Call(Day(), name, tuple(_integer(checker, arg) for arg in args))
        case "add_months":
            return Call(Day(), name, (checker.day(args[0]), _integer(checker, args[1])))
        case "count_of":
            return Call(Number(), name, tuple(checker.condition(arg) for arg in args))
        case "ratio" | "round" | "round_down" | "round_up":
            return _rounded(checker, name, args)
        case _:
            return _of_one_type(checker, name, args)


def _function(checker: Demanding, node: ast.Call) -> str:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in _ARGUMENTS:
        raise checker.problem(
            "function_unknown",
            node,
            name=name or ast.unparse(node.func)[:40],
            nearest=nearest(name, (*FUNCTIONS, *checker.scope.tables)),
        )
    check_count(checker, node, name, *_ARGUMENTS[name])
    return name


def _integer(checker: Demanding, node: ast.expr) -> Expression:
    typed = checker.number(node)
    if typed.type != Number(0):
        raise checker.problem("type_expected", node, expected=name_of(Number(0)), found=name_of(typed.type))
    return typed


def _places(checker: Demanding, node: ast.expr) -> int:
    match node:
        case ast.Constant(value=int(places)) if 0 <= places <= MAX_PLACES and not isinstance(places, bool):
            return places
    raise checker.problem("places", node, limit=str(MAX_PLACES))


def _rounded(checker: Demanding, name: str, args: list[ast.expr]) -> Call:
    places = _places(checker, args[-1])
    rounding = {"round_down": "down", "round_up": "up"}.get(name, checker.scope.rounding)
    return Call(Number(places), name, tuple(checker.number(arg) for arg in args[:-1]), rounding)


def _of_one_type(checker: Demanding, name: str, args: list[ast.expr]) -> Call:
    """Type min, max, clamp (numbers or dates) and abs (a number)."""
    typed = [checker.check(arg) for arg in args]
    if name != "abs" and all(isinstance(t.type, Day) for t in typed):
        return Call(Day(), name, tuple(typed))
    for item, arg in zip(typed, args, strict=True):
        if not isinstance(item.type, Number):
            raise checker.problem("type_expected", arg, expected=name_of(Number(0)), found=name_of(item.type))
    return Call(Number(max(cast("Number", t.type).scale for t in typed)), name, tuple(typed))


def _points(checker: Demanding, node: ast.Call) -> PointsOf:
    argument = node.args[0]
    scope = checker.scope
    if scope.points is None:
        raise checker.problem("name_not_here", node, name="points")
    if not isinstance(argument, ast.Name) or argument.id not in scope.points:
        name = argument.id if isinstance(argument, ast.Name) else ast.unparse(argument)[:40]
        raise checker.problem("award_unknown", argument, name=name, nearest=nearest(name, scope.points))
    return PointsOf(Number(scope.places), argument.id)


def _given(checker: Demanding, node: ast.expr) -> Expression:
    found = has_value(checker.check(node), checker.scope.guards) if isinstance(node, ast.Name) else None
    if found is None:
        known = (*checker.scope.optional, *checker.scope.guards)
        name = ast.unparse(node)[:40]
        raise checker.problem("given_optional", node, name=name, nearest=nearest(name, known))
    return found


def _fold(checker: Demanding, name: Literal["count", "sum", "best", "any", "all"], node: ast.Call) -> Fold | Constant:
    records = checker.check(node.args[0])
    if not (isinstance(records, Name) and isinstance(records.type, Records)):
        raise checker.problem("type_expected", node.args[0], expected="list", found=name_of(records.type))
    if checker.scope.fields:
        raise checker.problem("list_in_list", node)
    inner = checker.inside(checker.scope.within(records.id, records.type))
    rest = list(node.args[1:])
    value = or_zero(inner.number(rest.pop(0)), checker.scope.guards) if name in {"sum", "best"} else None
    condition = inner.condition(rest.pop(0)) if rest else None
    if name == "all" and condition is None:
        return Constant(Boolean(), value=True)  # nothing is asked of any record
    type_ = value.type if value else Boolean() if name in {"any", "all"} else Number()
    return Fold(type_, name, records, value, condition)
