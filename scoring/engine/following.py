"""What follows from what: the facts and variables of a policy that can change where others do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from scoring.policy.known import in_order_of_questions
from scoring.policy.language.tree import AssessmentDate, Expression, Given, Name, walk
from scoring.policy.model import Policy

Named: TypeAlias = tuple[str, str]
"""What an expression can read: its kind (fact, variable, parameter, field, day) and its id."""
DAY: Named = ("day", "")


def following(policy: Policy, names: Iterable[Named]) -> frozenset[Named]:
    """Give *names* with all that rests on them: facts by the condition of their question, and variables."""
    found = set(names)
    for fact in in_order_of_questions(policy):
        if fact.ask is not None and fact.ask.when is not None and reads(fact.ask.when, found):
            found.add(("fact", fact.id))
    for id_, expression in policy.variables.items():
        if reads(expression, found):
            found.add(("variable", id_))
    return frozenset(found)


def reads(expression: Expression, names: Iterable[Named]) -> bool:
    """Whether *expression* reads one of *names* itself."""
    known = names if isinstance(names, set | frozenset) else set(names)
    return any(_name(node) in known for node in walk(expression))


def names_read(expressions: Iterable[Expression]) -> frozenset[Named]:
    """Give all that *expressions* read themselves."""
    found = (_name(node) for expression in expressions for node in walk(expression))
    return frozenset(name for name in found if name is not None)


def _name(node: Expression) -> Named | None:
    match node:
        case Name(kind=kind, id=id_):
            return (kind, id_)
        case Given(id=id_):
            return ("fact", id_)
        case AssessmentDate():
            return DAY
        case _:
            return None
