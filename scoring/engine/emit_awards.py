"""From a policy to the code that spells its awards out: the whole tree is one expression, with all that never changes in place."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from scoring.engine import syntax
from scoring.engine.award import Award, MatchedRow, State, Verdict
from scoring.engine.facts_read import facts_read
from scoring.engine.places import places_of
from scoring.engine.row_words import Words, counts_units, has_one_row
from scoring.policy.criteria import Condition, Criterion, Group
from scoring.policy.model import Policy

_KINDS: Mapping[str, type] = {kind.__name__: kind for kind in (Award, MatchedRow, Verdict)}
_SAID: Mapping[bool | None, State] = {True: "met", False: "not_met", None: "open"}
_NO_FACTS: Mapping[str, Any] = MappingProxyType({})
_NONE, _TRUE = syntax.constant(None), syntax.constant(value=True)


def compile_awards(policy: Policy) -> Callable[..., tuple[Award, ...]]:
    """Generate `awards(values, points, lowest, highest, raws, caps, rows, applies, counts, yields, decimals)` of *policy*.

    `values` are those of the facts in the policy's order, None where open. From `points` on come the columns of a `PointTable`,
    of which the first three are decimals; `counts` says of each item of that column whether it counts. `decimals` gives what a
    coded number of points stands for, of None nothing.
    """
    emission = _Emission(policy)
    columns = ("points", "lowest", "highest", "raws", "caps", "rows", "applies", "counts", "yields")
    places = [syntax.unpack([f"c_{id_}" for id_ in emission.columns.points], syntax.name("points"))]
    return emission.compiled(("values", *columns, "decimals"), places, [emission.award(group) for group in policy.groups])


def compile_verdicts(policy: Policy, conditions: Sequence[Condition]) -> Callable[..., tuple[Verdict, ...]]:
    """Generate `verdicts(values, holding, waived)` of *conditions* of *policy*, `holding` (None while open) and `waived`."""
    emission = _Emission(policy)
    return emission.compiled(
        ("values", "holding", "waived"), [], [emission.verdict(p, about) for p, about in enumerate(conditions)]
    )


class _Emission:
    """Gathers what the code of *policy* refers to: texts, which no syntax tree can hold, stand in `names`."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.names: dict[str, Any] = {"__builtins__": {}, "said": _SAID, "no_facts": _NO_FACTS, **_KINDS}
        self.read = facts_read(policy)
        self.facts = {id_: place for place, id_ in enumerate(policy.facts)}
        self.columns = places_of(policy)

    def compiled(self, parameters: Sequence[str], places: Sequence[ast.stmt], results: Sequence[ast.expr]) -> Callable[..., Any]:
        """Compile the function that, after *places* are named, gives *results*."""
        tree = syntax.function("spell", parameters, [*places, ast.Return(syntax.pack(results))])
        exec(compile(tree, f"<words of {self.policy.name}>", "exec"), self.names)  # noqa: S102 - built here from typed nodes alone
        spell: Callable[..., Any] = self.names["spell"]
        return spell

    def award(self, item: Criterion | Group) -> ast.expr:
        """Emit one award with all below it, its parts in their order."""
        id_, columns = item.id, self.columns
        place, points = columns.points[id_], syntax.name(f"c_{id_}")
        parts = [
            self._constant(item.about),
            syntax.constant("group" if isinstance(item, Group) else "criterion"),
            points,
            _at("lowest", place),
            _at("highest", place),
            _decimal("caps", columns.caps[id_]) if id_ in columns.caps else _NONE,
            _decimal("raws", columns.raws[id_]) if id_ in columns.raws else points,
            self._facts(id_),
            self._row(item) if isinstance(item, Criterion) else _NONE,
            _at("applies", columns.applies[id_]) if id_ in columns.applies else _TRUE,
            _at("counts", columns.counts[id_]) if id_ in columns.counts else _TRUE,
            ast.BoolOp(ast.Or(), [_at("yields", columns.yields[id_]), _NONE]) if id_ in columns.yields else _NONE,
            syntax.pack([self.award(below) for below in item.items] if isinstance(item, Group) else []),
        ]
        return _made(Award, parts)

    def verdict(self, place: int, about: Condition) -> ast.expr:
        """Emit one verdict, its parts in their order."""
        state = ast.Subscript(syntax.name("said"), _at("holding", place), ast.Load())
        return _made(Verdict, [self._constant(about), state, self._facts(about.id), _at("waived", place)])

    def _facts(self, id_: str) -> ast.expr:
        read = self.read[id_]
        if not read:
            return syntax.name("no_facts")
        return ast.Dict([syntax.constant(fact) for fact in read], [_at("values", self.facts[fact]) for fact in read])

    def _row(self, criterion: Criterion) -> ast.expr:
        """Emit the row that gave the points, None where none did; of a rule that counts, the number is how many units counted."""
        found, points = _at("rows", self.columns.rows[criterion.id]), syntax.name(f"c_{criterion.id}")
        words = Words(self.policy, criterion)
        units = found if counts_units(criterion) else _NONE
        if has_one_row(criterion):
            parts = [syntax.constant(1), self._constant(words[1]), points, units]
        else:
            parts = [found, ast.Subscript(self._constant(words), found, ast.Load()), points, units]
        return syntax.choose(found, _made(MatchedRow, parts), _NONE)

    def _constant(self, value: object) -> ast.expr:
        name = f"x_{len(self.names)}"
        self.names[name] = value
        return syntax.name(name)


def _at(column: str, place: int) -> ast.expr:
    return ast.Subscript(syntax.name(column), syntax.constant(place), ast.Load())


def _decimal(column: str, place: int) -> ast.expr:
    return ast.Subscript(syntax.name("decimals"), _at(column, place), ast.Load())


def _made(kind: type, parts: Sequence[ast.expr]) -> ast.expr:
    return syntax.call(kind.__name__, syntax.pack(parts))
