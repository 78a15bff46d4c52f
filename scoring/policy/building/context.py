"""What all builders share: the findings so far, and the compiling of expressions at their place in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from scoring.errors import Finding, Position
from scoring.policy.facts import Fact
from scoring.policy.language.check import compile_expression
from scoring.policy.language.emptiness import has_value, or_zero
from scoring.policy.language.nearest import nearest
from scoring.policy.language.parse import ExpressionProblem, names_in
from scoring.policy.language.scope import RESERVED, Scope
from scoring.policy.language.tree import Constant, Expression
from scoring.policy.language.types import Boolean, Day, Number, name_of
from scoring.policy.source import Written

PLACEHOLDERS: Mapping[type, Constant] = {
    Boolean: Constant(Boolean(), value=False),
    Number: Constant(Number(), 0),
    Day: Constant(Day(), 2000_01_01),
}


@dataclass(frozen=True, slots=True)
class Proof:
    """An expression that must be proved safe, where it stands, whose record it reads, if any; `positive`: it exceeds 0."""

    expression: Expression
    position: Position
    records: str
    positive: bool = False
    scale: int = 0  # at which a number is used, where that is finer than its own


@dataclass(slots=True)
class Building:
    """One policy being built. `places` is the precision of points."""

    file: str
    places: int = 0
    rounding: str = "half_up"
    findings: list[Finding] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)
    unusable: set[str] = field(default_factory=set)  # variables that have findings of their own
    items: dict[str, Position] = field(default_factory=dict)  # where each group and criterion stands

    def find(self, code: str, at: object, **facts: str) -> None:
        """Note a finding at *at*: a scalar of the file, or a position."""
        place = at if isinstance(at, Position) else getattr(at, "position", Position(self.file, 1, 1))
        self.findings.append(Finding(code, place, facts))

    def expression(self, written: Written, scope: Scope, kind: type[Boolean | Number | Day] | None = None) -> Expression:
        """Compile *written* and require *kind*; what cannot be compiled is noted, and a stand-in goes on in its place."""
        try:
            compiled = compile_expression(written, scope)
        except ExpressionProblem as problem:
            return self._stand_in(problem, written, kind or Number)
        if kind is not None and not isinstance(compiled.type, kind):
            mismatch = ExpressionProblem("type_expected", expected=name_of(kind()), found=name_of(compiled.type))
            return self._stand_in(mismatch, written, kind)
        self.proofs.append(Proof(compiled, written.position, scope.records))
        return compiled

    def _stand_in(self, problem: ExpressionProblem, written: Written, kind: type[Boolean | Number | Day]) -> Expression:
        """Note *problem*, unless it only follows from a variable that has findings of its own."""
        if not names_in(written) & self.unusable:
            place = replace(written.position, column=written.position.column + problem.offset + int(written.quoted))
            self.find(problem.code, place, **{"text": str(written), **problem.facts})
        return PLACEHOLDERS[kind]

    def condition(self, written: Written | None, scope: Scope) -> Expression | None:
        """Compile an optional condition."""
        return None if written is None else self.expression(written, scope, Boolean)

    def number(self, written: Written | None, scope: Scope) -> Expression | None:
        """Compile an optional number, which must always have a value."""
        return None if written is None else self.firm(self.expression(written, scope, Number), written, scope)

    def firm(self, compiled: Expression, written: Written, scope: Scope) -> Expression:
        """Require that *compiled* has a value whatever is left empty."""
        if has_value(compiled, scope.guards) is not None:
            self.find("optional_here", written, text=str(written))
        return compiled

    def points(self, written: Written | None, scope: Scope) -> Expression | None:
        """Compile an optional number of points, no finer than the policy's precision; 0 where what it reads is empty."""
        if written is None:
            return None
        return self._fine(or_zero(self.expression(written, scope, Number), scope.guards), written, scope)

    def limit(self, written: Written | None, scope: Scope) -> Expression | None:
        """Compile an optional limit of points, which must always have a value."""
        compiled = self.number(written, scope)
        return compiled if compiled is None or written is None else self._fine(compiled, written, scope)

    def _fine(self, compiled: Expression, written: Written, scope: Scope) -> Expression:
        """Require that *compiled* is no finer than the policy's precision."""
        scale = cast("Number", compiled.type).scale
        if scale > self.places:
            self.find("finer_than_precision", written, text=str(written), places=str(self.places), found=str(scale))
            return PLACEHOLDERS[Number]
        self.proofs.append(Proof(compiled, written.position, scope.records, scale=self.places))
        return compiled

    def known(self, ids: Iterable[Written], table: Iterable[str], code: str) -> tuple[str, ...]:
        """Give *ids* as plain text, noting *code* for each that *table* does not have."""
        names = list(table)
        for id_ in ids:
            if id_ not in names:
                self.find(code, id_, name=id_, nearest=nearest(id_, names))
        return tuple(str(id_) for id_ in ids)

    def unique(self, ids: Iterable[Written], taken: dict[str, Written], *, free: bool = False) -> None:
        """Note every id that stands twice in one set of names, or that is reserved (unless *free*)."""
        for id_ in ids:
            if id_ in taken:
                self.find("name_twice", id_, name=id_, first=str(taken[id_].position.line))
            elif id_ in RESERVED and not free:
                self.find("name_reserved", id_, name=id_)
            taken.setdefault(str(id_), id_)


def scope_of(facts: Mapping[str, Fact], building: Building, **more: Any) -> Scope:
    """Make the scope of a policy's facts."""
    types = {id_: fact.type for id_, fact in facts.items()}
    optional = frozenset(id_ for id_, fact in facts.items() if fact.optional)
    return Scope(facts=types, optional=optional, places=building.places, rounding=building.rounding, **more)
