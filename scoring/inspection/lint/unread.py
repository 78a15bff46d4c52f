"""What is asked or set and then read by nothing: facts, fields of records, parameters, tables, variables."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.engine.facts_read import expressions
from scoring.inspection.lint.finding import LintFinding
from scoring.inspection.lint.whole import Whole
from scoring.policy.criteria import Criterion
from scoring.policy.language.tree import Expression, Fold, Given, InForce, Name, walk
from scoring.policy.model import Policy
from scoring.policy.rules import Each


def find_unread(whole: Whole) -> Iterator[LintFinding]:
    """Find what nothing reads, directly or through variables that are read.

    Texts in records are for people; of a shared list no policy can leave a field out.
    """
    policy, read = whole.policy, read_names(whole.policy)
    for fact in policy.facts.values():
        if ("fact", fact.id) not in read:
            yield LintFinding("fact_unread", "fact", fact.id)
            continue
        for field in fact.fields:
            used = ("field", f"{fact.id}.{field.id}") in read or field.id in fact.unique
            if not used and field.kind != "text" and not fact.shared:
                yield LintFinding("field_unread", "field", f"{fact.id}.{field.id}", facts={"list": fact.id, "field": field.id})
    yield from (LintFinding("parameter_unread", "parameter", p) for p in policy.parameters if ("parameter", p) not in read)
    yield from (LintFinding("table_unread", "table", t) for t in policy.tables if ("parameter", t) not in read)
    yield from (LintFinding("variable_unread", "variable", v) for v in policy.variables if ("variable", v) not in read)


def read_names(policy: Policy) -> set[tuple[str, str]]:
    """Give (kind, id) of every name that the policy reads; a table counts as a parameter, a field as `list.field`."""
    read: set[tuple[str, str]] = set()
    pending = list(_readers(policy))
    while pending:
        expression, records = pending.pop()
        fresh = set(_names(expression, records)) - read
        read |= fresh
        pending += [(policy.variables[id_], ()) for kind, id_ in fresh if kind == "variable"]
    return read


def _names(expression: Expression, records: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Give the names within *expression*, which stands inside the records of these lists."""
    for node in walk(expression):
        match node:
            case Name(kind="field", id=id_):
                yield from (("field", f"{list_}.{id_}") for list_ in records)
            case Name(kind=kind, id=id_):
                yield kind, id_
            case InForce(id=id_):
                yield "parameter", id_
            case Fold(records=list_, value=value, condition=condition):
                for part in (value, condition):
                    if part is not None:
                        yield from _names(part, (*records, list_.id))
            case Given(id=id_):
                yield "fact", id_


def _readers(policy: Policy) -> Iterator[tuple[Expression, tuple[str, ...]]]:
    """Give every expression that has an effect, with the lists in whose records it stands."""
    conditions = [fact.ask.when for fact in policy.facts.values() if fact.ask is not None]
    conditions += [check.require for check in policy.checks]
    conditions += [part for r in policy.requirements for part in (r.require, r.unless)]
    conditions += [veto.when for veto in policy.vetoes]
    conditions += [part for item in policy.walk() for part in (item.applies, item.maximum, item.minimum)]
    conditions += [policy.selection.threshold, policy.selection.unless, *(e.when for e in policy.entitlements)]
    if policy.selection.ranking is not None:
        conditions += [policy.selection.ranking.by, *(key for key, _ in policy.selection.ranking.then)]
    yield from ((condition, ()) for condition in conditions if condition is not None)
    for item in policy.walk():
        if isinstance(item, Criterion):
            records = (item.rule.records.id,) if isinstance(item.rule, Each) else ()
            yield from ((part, records) for part in expressions(item.rule))
