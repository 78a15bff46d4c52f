"""What a part of a policy means, apart from how it is coded, so that one change does not show up wherever its name is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeGuard, get_args

from scoring.policy.language import arithmetic, calendar
from scoring.policy.language.tree import Call, Constant, Expression, Given, InForce, Logic, Name, PointsOf, names
from scoring.policy.language.types import Choice, Day, Number, SetOf, Type
from scoring.policy.wording import Text

_EXPRESSIONS = get_args(Expression)
_TYPES = get_args(Type)


def is_expression(value: object) -> TypeGuard[Expression]:
    """Whether *value* is a typed expression."""
    return isinstance(value, _EXPRESSIONS)


def meaning(value: Any) -> Any:
    """Give what *value* means as tuples and plain values: equal where, and only where, the regulation says the same."""
    match value:
        case Text(translations=translations):
            return tuple(sorted(translations))
        case Mapping():
            return tuple(sorted((key, meaning(below)) for key, below in value.items()))
        case tuple():
            return tuple(meaning(below) for below in value)
        case _ if is_expression(value):
            return _of_expression(value)
        case _ if isinstance(value, _TYPES):
            return _of_type(value)
        case _ if is_dataclass(value):
            return tuple((f.name, meaning(getattr(value, f.name))) for f in fields(value))
    return value


def _of_expression(node: Expression) -> Any:
    match node:
        case Constant(type=type_, value=coded):
            return decoded(type_, coded)
        case Name(kind=kind, id=id_):
            return (kind, id_)
        case PointsOf(id=id_):
            return ("points", id_ or "total")
        case InForce(id=id_, arguments=arguments, day=day):
            return ("at", id_, meaning(arguments), meaning(day))
        case Call(function=function, arguments=arguments, rounding=rounding):
            places = (node.type.scale,) if rounding and isinstance(node.type, Number) else ()
            return (function, rounding, *places, *meaning(arguments))
        case Logic(operator="and", operands=operands) if any(isinstance(each, Given) for each in operands):
            return _of_guarded(operands)
    return (type(node).__name__, *(meaning(getattr(node, f.name)) for f in fields(node) if f.name != "type"))


def _of_guarded(operands: tuple[Expression, ...]) -> Any:
    """Leave out the question whether a fact is given, where another operand reads it: that is asked of every optional fact."""
    read = {id_ for each in operands if not isinstance(each, Given) for id_ in names(each, "fact")}
    asked = tuple(each for each in operands if not (isinstance(each, Given) and each.id in read))
    return meaning(asked[0]) if len(asked) == 1 else ("Logic", "and", meaning(asked))


def decoded(type_: Type, coded: Any) -> Any:
    """Give the value that *coded* stands for, whatever the scale or the place of an option among the others."""
    match type_:
        case SetOf(element=element):
            return ("set", *sorted(decoded(element, each) for each in coded))
        case Number(scale=scale):
            return arithmetic.decode(int(coded), scale)
        case Day():
            return calendar.to_date(int(coded))
        case Choice(options=options):
            return ("option", options[int(coded)])
    return coded


def _of_type(type_: Type) -> Any:
    """Give what a type says that no other property does."""
    return ("choice", type_.domain, type_.ordered) if isinstance(type_, Choice) else type(type_).__name__


def formal(meant: Any) -> str:
    """Spell a meaning without words of its own, for what two policies put in the same words."""
    match meant:
        case (str(head), *rest) if rest:
            return f"{head}({', '.join(map(formal, rest))})"
        case tuple():
            return f"({', '.join(map(formal, meant))})"
    return str(meant)
