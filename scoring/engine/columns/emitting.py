"""From steps to one generated function: what nothing rests on is left out, and every other step has a buffer while it is read.

The function `kernel(inputs, outputs, buffers)` is built as a syntax tree, never as text. What is given at the end is written where
it is to stay.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from scoring.engine import syntax
from scoring.engine.columns.steps import ROWS, Step, Steps, Value


@dataclass(frozen=True, slots=True)
class Emitted:
    """The function's tree, the columns that it takes in the order of `inputs`, and the widths of its buffers."""

    tree: ast.Module
    inputs: tuple[Value, ...]
    buffers: tuple[str, ...]


def emit(steps: Steps, outputs: Sequence[Value]) -> Emitted:
    """Emit the steps that *outputs* rest on."""
    alive = _alive(steps, outputs)
    made = {step.target for step in alive}
    named = [value for step in alive for value in step.operands] + list(outputs)
    known = [v for v in named if isinstance(v.operand, str) and v.operand not in made and v.operand not in steps.tables]
    inputs = tuple({v.operand: v for v in known}.values())
    places = _Places(alive, outputs)
    body: list[ast.stmt] = [
        syntax.unpack(ids, syntax.name(source))
        for ids, source in (
            ([str(v.operand) for v in inputs], "inputs"),
            ([f"y{i}" for i in range(len(outputs))], "outputs"),
            ([f"b{i}" for i in range(len(places.widths))], "buffers"),
        )
        if ids
    ]
    body += [_statement(step, places) for step in alive]
    body += [
        ast.Expr(syntax.call("copyto", syntax.name(f"y{number}"), _operand(value, places)))
        for number, value in enumerate(outputs)
        if places.names.get(str(value.operand)) != f"y{number}" or value.viewed
    ]
    return Emitted(syntax.function("kernel", ("inputs", "outputs", "buffers"), body), inputs, tuple(places.widths))


def _alive(steps: Steps, outputs: Sequence[Value]) -> list[Step]:
    wanted = {value.operand for value in outputs}
    found = []
    for step in reversed(list(steps.taken.values())):
        if step.target in wanted:
            found.append(step)
            wanted |= {value.operand for value in step.operands}
    return found[::-1]


class _Places:
    """Where each step of rows writes to: the output that it is, or a buffer that no later step still reads."""

    def __init__(self, steps: Sequence[Step], outputs: Sequence[Value]) -> None:
        self.names: dict[str, str] = {}
        self.widths: list[str] = []
        made = {step.target for step in steps}
        for number, value in enumerate(outputs):
            if value.operand in made and not value.viewed:
                self.names.setdefault(str(value.operand), f"y{number}")
        kept = {str(value.operand) for value in outputs}
        last = {str(v.operand): number for number, step in enumerate(steps) for v in step.operands}
        free: dict[str, list[str]] = {}
        for number, step in enumerate(steps):
            if step.space == ROWS and step.target not in self.names:
                self.names[step.target] = self._buffer(step.width, free)
            for operand in {str(v.operand): v for v in step.operands}:
                buffer = self.names.get(operand, "")
                if buffer.startswith("b") and last[operand] == number and operand not in kept:
                    free.setdefault(self.widths[int(buffer[1:])], []).append(buffer)

    def _buffer(self, width: str, free: dict[str, list[str]]) -> str:
        if free.get(width):
            return free[width].pop()
        self.widths.append(width)
        return f"b{len(self.widths) - 1}"


def _statement(step: Step, places: _Places) -> ast.stmt:
    found = syntax.call(step.function, *(_operand(value, places) for value in step.operands))
    if step.space != ROWS:
        return syntax.assign(step.target, found)
    found.keywords.append(ast.keyword("out", syntax.name(places.names[step.target])))
    return ast.Expr(found)


def _operand(value: Value, places: _Places) -> ast.expr:
    if not isinstance(value.operand, str):
        return syntax.constant(value.operand)
    column = syntax.name(places.names.get(value.operand, value.operand))
    if not value.viewed:
        return column
    return ast.Call(ast.Attribute(column, "view", ast.Load()), [syntax.constant("int8")], [])
