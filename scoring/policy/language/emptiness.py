"""Facts that may be known to be empty: when an expression has a value at all, and what stands in where it has none.

An empty fact makes a comparison false and gives 0 points. So every condition is made to ask first whether what it compares is
given, every number of points to be 0 where what it is made of is not, and no reader has to know more than the node `Given`.
"""

from __future__ import annotations

from collections.abc import Mapping

from scoring.policy.language.tree import Comparison, Conditional, Constant, Expression, Fold, Given, Logic, Membership, Name, Not
from scoring.policy.language.tree import children as parts_of
from scoring.policy.language.types import Boolean, Number

_TRUE = Constant(Boolean(), value=True)


def has_value(node: Expression, guards: Mapping[str, Expression]) -> Expression | None:
    """Give the condition under which *node* has a value; None where it always has. *guards* are those of the variables."""
    match node:
        case Name(kind="variable", id=id_):
            return guards.get(id_)
        case Name(is_optional=True, id=id_):
            return Given(id_)
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            first, second = has_value(then, guards), has_value(otherwise, guards)
            if first is not None and _says(condition, first):
                first = None
            return None if first is None and second is None else Conditional(Boolean(), condition, first or _TRUE, second or _TRUE)
        case Comparison() | Membership() | Logic() | Not() | Fold():
            return None  # asked inside
        case _:
            return both(*(has_value(part, guards) for part in parts_of(node)))


def _says(condition: Expression, given: Expression) -> bool:
    """Whether *condition* holds only where *given* does, as far as it says so itself."""
    return condition == given or (
        isinstance(condition, Logic) and condition.operator == "and" and any(_says(part, given) for part in condition.operands)
    )


def both(*conditions: Expression | None) -> Expression | None:
    """Join conditions of which some may be absent."""
    given = tuple(dict.fromkeys(c for c in conditions if c is not None))
    return None if not given else given[0] if len(given) == 1 else Logic("and", given)


def asking(node: Expression, *operands: Expression | None) -> Expression:
    """Give the condition *node*, false unless every one of the conditions *operands* holds."""
    first = both(*operands)
    return node if first is None else Logic("and", (first, node))


def or_zero(node: Expression, guards: Mapping[str, Expression]) -> Expression:
    """Give the number *node*, 0 where it has no value."""
    given = has_value(node, guards)
    return node if given is None else Conditional(node.type, given, node, Constant(Number(), 0))
