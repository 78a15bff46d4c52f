"""Which open questions can still change something: what is settled is cut away, and what is left names them.

Sound: what is not named can change nothing, whatever is answered to it and to all others. A named one may change nothing all the
same, where only the questions together would tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from scoring.engine.facts_read import expressions
from scoring.engine.questions.outlook import Outlook
from scoring.engine.questions.touching import limits
from scoring.policy.criteria import Criterion, Group
from scoring.policy.language.ranges import KnownRecords
from scoring.policy.language.tree import (
    Admitted,
    Conditional,
    Constant,
    Expression,
    Fold,
    Given,
    InForce,
    Membership,
    Name,
    PointsOf,
    children,
    names,
)
from scoring.policy.rules import Each

Names = frozenset[str]
NOTHING: Names = frozenset()
T = TypeVar("T")


class Live:
    """The facts in *unanswered* on which the parts of a policy still rest."""

    def __init__(self, outlook: Outlook, unanswered: Names) -> None:
        self.policy, self.outlook, self.unanswered = outlook.policy, outlook, unanswered
        self.ranges = replace(outlook.ranges, problems=[])
        self.items = {item.id: item for item in self.policy.walk()}

    def outcome(self) -> Names:
        """Give the facts that can still change the outcome."""
        prospect, selection = self.outlook.prospect, self.policy.selection
        if prospect.is_certain:
            return NOTHING
        found = self.conditions()
        if not prospect.met[1]:
            return found
        if not prospect.reached[1] or (prospect.reached[0] and not prospect.by_rank):
            return found
        parts = [part for part in (selection.threshold, selection.unless) if part is not None]
        return found | self.total() | _all(parts)(self.of)

    def conditions(self) -> Names:
        """Give the facts by which a veto can still apply or a requirement still fail, as far as that decides."""
        found = _all(veto.when for veto in self.policy.vetoes)(self.of)
        if not self.outlook.prospect.met[1]:
            return found
        return found | _all(p for r in self.policy.requirements for p in self._open_requirement(r.id, r.require, r.unless))(self.of)

    def _open_requirement(self, id_: str, require: Expression, unless: Expression | None) -> Iterator[Expression]:
        low, high = self.outlook.requirements[id_]
        if low != high:
            yield from (part for part in (require, unless) if part is not None)

    def total(self) -> Names:
        """Give the facts that can still change the total."""
        low, high = self.outlook.prospect.total
        return NOTHING if low == high else _all(self.policy.groups)(self.item)

    def rest(self) -> Names:
        """Give the facts that can still change an award, be it one that does not count, the ranking or an entitlement."""
        ranking = self.policy.selection.ranking
        parts = [] if ranking is None else [ranking.by, *(key for key, _ in ranking.then)]
        parts += [entitlement.when for entitlement in self.policy.entitlements]
        return _all(self.items.values())(self.item) | _all(parts)(self.of)

    def item(self, item: Criterion | Group) -> Names:
        """Give the facts that can still change the points of a criterion or group."""
        low, high = self.outlook.readings[item.id].points
        if low == high:
            return NOTHING
        own = _all(limits(item))(self.of)
        if isinstance(item, Group):
            return own | _all(item.items)(self.item)
        return own | self._rule(item) | _all(self.items[id_] for id_ in item.yields_to)(self.item)

    def _rule(self, criterion: Criterion) -> Names:
        parts = list(expressions(criterion.rule))
        return _all(parts)(self._within) if isinstance(criterion.rule, Each) else _all(parts)(self.of)

    def _within(self, part: Expression) -> Names:
        """Give all that *part* reads, without looking at what is settled: the fields of a record are not known apart from it."""
        return _all(names(part, "fact"))(self._fact) | _all(self.policy.variables[v] for v in names(part, "variable"))(self.of)

    def of(self, expression: Expression) -> Names:
        """Give the facts on which *expression* still rests."""
        if isinstance(expression, Constant) or self._is_settled(expression):
            return NOTHING
        match expression:
            case Name(kind="variable", id=id_):
                return self.of(self.policy.variables[id_])
            case Name(kind="fact", id=id_) | Given(id=id_):
                return self._fact(id_)
            case PointsOf(id=id_):
                return self.total() if id_ is None else self.item(self.items[id_])
            case Admitted():
                return self.outcome()
            case Fold():
                return self._within(expression)
            case Conditional(condition=condition, then=then, otherwise=otherwise) if self._is_settled(condition):
                return self.of(then if self.ranges.of(condition)[0] else otherwise)
            case _:
                return _all(_parts(expression))(self.of)

    def _is_settled(self, expression: Expression) -> bool:
        low, high = self.ranges.of(expression)
        return low == high

    def _fact(self, id_: str) -> Names:
        """Give a fact that is open, where its own question is, and what decides whether that is asked."""
        fact = self.policy.facts[id_]
        if fact.kind == "list" and isinstance(self.ranges.lists[id_], KnownRecords):
            return NOTHING
        own = frozenset({id_}) & self.unanswered
        return own if fact.ask is None or fact.ask.when is None else own | self.of(fact.ask.when)


def _parts(expression: Expression) -> Iterable[Expression]:
    """Give what lies below; of a set, only what decides which one is in force."""
    if isinstance(expression, Membership):
        items = expression.items
        return (expression.item, *((items.day, *items.arguments) if isinstance(items, InForce) else ()))
    return children(expression)


def _all(parts: Iterable[T]) -> Callable[[Callable[[T], Names]], Names]:
    """Join what something finds of each of *parts*."""
    return lambda find: NOTHING.union(*map(find, parts))
