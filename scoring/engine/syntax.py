"""Small pieces of Python's own syntax tree, from which the program of a policy is put together."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

_QUICK = 30


def name(id_: str) -> ast.Name:
    """Read a local name."""
    return ast.Name(id_, ast.Load())


def constant(value: Any) -> ast.Constant:
    """Write a constant."""
    return ast.Constant(value)


def call(function: str, *arguments: ast.expr) -> ast.Call:
    """Call a function of the program's namespace."""
    return ast.Call(name(function), list(arguments), [])


def assign(target: str, value: ast.expr) -> ast.Assign:
    """Assign to one name."""
    return ast.Assign([ast.Name(target, ast.Store())], value)


def unpack(targets: Sequence[str], value: ast.expr) -> ast.Assign:
    """Assign a tuple to several names."""
    return ast.Assign([stored(targets)], value)


def stored(targets: Sequence[str]) -> ast.Tuple:
    """Give several names to be assigned to."""
    return ast.Tuple([ast.Name(t, ast.Store()) for t in targets], ast.Store())


def pack(items: Sequence[ast.expr]) -> ast.expr:
    """Make a tuple; Python makes one of more than `_QUICK` items by way of a list, so a long one is put together of parts."""
    if len(items) > _QUICK and not all(isinstance(item, ast.Constant) for item in items):
        return ast.BinOp(pack(items[:_QUICK]), ast.Add(), pack(items[_QUICK:]))
    return ast.Tuple(list(items), ast.Load())


def operate(left: ast.expr, operator: ast.operator, right: ast.expr) -> ast.expr:
    """Join two numbers; Python's compiler works out what is constant already, but a product also has to be seen as such."""
    if isinstance(left, ast.Constant) and isinstance(right, ast.Constant) and isinstance(operator, ast.Mult):
        return constant(left.value * right.value)  # type: ignore[operator]  # numbers
    return ast.BinOp(left, operator, right)


def times(value: ast.expr, factor: int) -> ast.expr:
    """Multiply by a constant; by 1, leave as it is."""
    return value if factor == 1 else operate(value, ast.Mult(), constant(factor))


def compare(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> ast.Compare:
    """Compare two values."""
    return ast.Compare(left, [operator], [right])


def choose(condition: ast.expr, then: ast.expr, otherwise: ast.expr) -> ast.IfExp:
    """Give one value or the other."""
    return ast.IfExp(condition, then, otherwise)


def branch(condition: ast.expr, then: list[ast.stmt], otherwise: list[ast.stmt]) -> ast.If:
    """Do one thing or the other."""
    return ast.If(condition, then, otherwise)


def function(id_: str, arguments: Sequence[str], body: list[ast.stmt]) -> ast.Module:
    """Define one function, ready to be compiled."""
    signature = ast.arguments([], [ast.arg(a) for a in arguments], None, [], [], None, [])
    definition = ast.FunctionDef(id_, signature, body, [], None)
    return ast.fix_missing_locations(ast.Module([definition], []))
