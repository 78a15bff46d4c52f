"""How `at(…)` and the reading of a table are typed: figures that were in force on a day."""

from __future__ import annotations

import ast

from scoring.policy.language.demanding import Demanding, check_count
from scoring.policy.language.nearest import nearest
from scoring.policy.language.tables import Levels, bind, options_of, unlisted
from scoring.policy.language.tree import Expression, InForce
from scoring.policy.language.types import Boolean, Choice, Day, name_of


def check_at(checker: Demanding, node: ast.Call) -> InForce:
    """Type `at(parameter, day)` or `at(table(…), day)`."""
    what, day = node.args[0], checker.day(node.args[1])
    scope = checker.scope
    match what:
        case ast.Call(func=ast.Name(id=id_)) if id_ in scope.tables:
            return check_table(checker, what, day)
        case ast.Name(id=id_) if id_ in scope.dated:
            return InForce(scope.parameters[id_], id_, scope.dated[id_], (), (), day)
        case ast.Name(id=id_) if id_ in scope.parameters:
            raise checker.problem("at_round", what, name=id_)
    name = ast.unparse(what)[:40]
    raise checker.problem("at_what", what, name=name, nearest=nearest(name, (*scope.dated, *scope.tables)))


def check_table(checker: Demanding, node: ast.Call, day: Expression) -> InForce:
    """Type the reading of a table as of *day*."""
    assert isinstance(node.func, ast.Name)  # noqa: S101 - the callers have looked its name up
    id_ = node.func.id
    shape = checker.scope.tables[id_]
    check_count(checker, node, id_, len(shape.levels), len(shape.levels))
    arguments = tuple(_argument(checker, arg, level) for arg, level in zip(node.args, shape.levels, strict=True))
    types = [argument.type for argument in arguments]
    if isinstance(shape.type, Day) and (option := unlisted(shape, types)):
        raise checker.problem("table_unlisted", node, name=id_, option=option)
    values, scales = bind(shape, types)
    return InForce(shape.type, id_, values, arguments, scales, day)


def _argument(checker: Demanding, node: ast.expr, level: Levels) -> Expression:
    if level.is_day:
        return checker.day(node)
    if not level.options:
        return checker.number(node)
    typed = checker.check(node)
    if not isinstance(typed.type, Choice | Boolean):
        raise checker.problem("type_expected", node, expected=name_of(Boolean()), found=name_of(typed.type))
    known = options_of(typed.type)
    for option in level.options:
        if option not in known:
            raise checker.problem("option_unknown", node, name=option, nearest=nearest(option, known))
    return typed
