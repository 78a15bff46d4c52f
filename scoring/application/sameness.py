"""When two answers about a fact say the same: by what they mean under the policy, never by how they are spelt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scoring.application.plain import canonical
from scoring.policy.values import Refused, code_value

if TYPE_CHECKING:
    from collections.abc import Hashable

    from scoring.policy.facts import Fact


def meaning(fact: Fact, given: tuple[Any, ...]) -> Hashable:
    """Give what *given*, the one value or none, means; equal for equal answers: `35000` and `35000.00`, or a default left out.

    What the policy does not allow means its own letters; no answer is another than an empty one.
    """
    if not given:
        return ()
    try:
        return (code_value(fact, given[0], ""),)
    except Refused:
        return canonical(given)


def is_same(fact: Fact, one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether both say the same of the fact."""
    return one == other or meaning(fact, one) == meaning(fact, other)
