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
_COLUMNS = ("points", "lowest", "highest", "raws", "caps", "rows", "applies", "counts", "yields")
_NONE, _TRUE = syntax.constant(None), syntax.constant(value=True)


def compile_awards(policy: Policy) -> Callable[..., tuple[Award, ...]]:
    """Generate `awards(values, points, lowest, highest, raws, caps, rows, applies, counts, yields, decimals)` of *policy*.

    `values` are those of the facts in the policy's order, None where open. From `points` on come the columns of a `PointTable`,
    of which the first three are decimals; `counts` says of each item of that column whether it counts. `decimals` gives what a
    coded number of points stands for, of None nothing.
    """
    emission = _Awards(policy)
    return emission.of_awards(syntax.pack([emission.award(group) for group in policy.groups]))


def compile_verdicts(policy: Policy, conditions: Sequence[Condition]) -> Callable[..., tuple[Verdict, ...]]:
    """Generate `verdicts(values, holding, waived)` of *conditions* of *policy*, `holding` (None while open) and `waived`."""
    emission = _Awards(policy)
    return emission.of_verdicts(syntax.pack([emission.verdict(place, about) for place, about in enumerate(conditions)]))


class Emission:
    """Gathers what the code of *policy* refers to, in `names`: what no syntax tree can hold."""

    def __init__(self, policy: Policy, names: Mapping[str, Any]) -> None:
        self.policy = policy
        self.names: dict[str, Any] = {"__builtins__": {}, **names}
        self.read = facts_read(policy)
        self.facts = {id_: place for place, id_ in enumerate(policy.facts)}
        self.columns = places_of(policy)

    def of_awards(self, found: ast.expr) -> Callable[..., Any]:
        """Compile the function of the columns that gives *found*; the points of each item have a name of their own."""
        places = syntax.unpack([f"c_{id_}" for id_ in self.columns.points], syntax.name("points"))
        return self._compiled(("values", *_COLUMNS, "decimals"), [places], found)

    def of_verdicts(self, found: ast.expr) -> Callable[..., Any]:
        """Compile the function of what holds and what is waived that gives *found*."""
        return self._compiled(("values", "holding", "waived"), [], found)

    def constant(self, value: object) -> ast.expr:
        """Give *value* a name."""
        name = f"x_{len(self.names)}"
        self.names[name] = value
        return syntax.name(name)

    def _compiled(self, parameters: Sequence[str], places: Sequence[ast.stmt], found: ast.expr) -> Callable[..., Any]:
        tree = syntax.function("spell", parameters, [*places, ast.Return(found)])
        exec(compile(tree, f"<words of {self.policy.name}>", "exec"), self.names)  # noqa: S102 - built here from typed nodes alone
        spell: Callable[..., Any] = self.names["spell"]
        return spell


class _Awards(Emission):
    """Emits tuples."""

    def __init__(self, policy: Policy) -> None:
        super().__init__(policy, {"said": _SAID, "no_facts": _NO_FACTS, **_KINDS})

    def award(self, item: Criterion | Group) -> ast.expr:
        """Emit one award with all below it, its parts in their order."""
        id_, columns = item.id, self.columns
        place, points = columns.points[id_], syntax.name(f"c_{id_}")
        parts = [
            self.constant(item.about),
            syntax.constant("group" if isinstance(item, Group) else "criterion"),
            points,
            at("lowest", place),
            at("highest", place),
            decimal("caps", columns.caps[id_]) if id_ in columns.caps else _NONE,
            decimal("raws", columns.raws[id_]) if id_ in columns.raws else points,
            self._facts(id_),
            self._row(item) if isinstance(item, Criterion) else _NONE,
            at("applies", columns.applies[id_]) if id_ in columns.applies else _TRUE,
            at("counts", columns.counts[id_]) if id_ in columns.counts else _TRUE,
            ast.BoolOp(ast.Or(), [at("yields", columns.yields[id_]), _NONE]) if id_ in columns.yields else _NONE,
            syntax.pack([self.award(below) for below in item.items] if isinstance(item, Group) else []),
        ]
        return _made(Award, parts)

    def verdict(self, place: int, about: Condition) -> ast.expr:
        """Emit one verdict, its parts in their order."""
        state = ast.Subscript(syntax.name("said"), at("holding", place), ast.Load())
        return _made(Verdict, [self.constant(about), state, self._facts(about.id), at("waived", place)])

    def _facts(self, id_: str) -> ast.expr:
        read = self.read[id_]
        if not read:
            return syntax.name("no_facts")
        return ast.Dict([syntax.constant(fact) for fact in read], [at("values", self.facts[fact]) for fact in read])

    def _row(self, criterion: Criterion) -> ast.expr:
        """Emit the row that gave the points, None where none did; of a rule that counts, the number is how many units counted."""
        found, points = at("rows", self.columns.rows[criterion.id]), syntax.name(f"c_{criterion.id}")
        words = Words(self.policy, criterion)
        units = found if counts_units(criterion) else _NONE
        if has_one_row(criterion):
            parts = [syntax.constant(1), self.constant(words[1]), points, units]
        else:
            parts = [found, ast.Subscript(self.constant(words), found, ast.Load()), points, units]
        return syntax.choose(found, _made(MatchedRow, parts), _NONE)


def at(column: str, place: int) -> ast.expr:
    """Read one place of a column."""
    return ast.Subscript(syntax.name(column), syntax.constant(place), ast.Load())


def decimal(column: str, place: int) -> ast.expr:
    """Read one place of a column of coded points, and give what it stands for."""
    return ast.Subscript(syntax.name("decimals"), at(column, place), ast.Load())


def _made(kind: type, parts: Sequence[ast.expr]) -> ast.expr:
    return syntax.call(kind.__name__, syntax.pack(parts))
