"""Advice in words: each change, each way, and where the person stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import partial, reduce

from scoring.engine.advice.result import Advice, Change, Rank, Standing, Way
from scoring.engine.advice.texts import say
from scoring.engine.naming import Naming
from scoring.engine.prose import in_both
from scoring.engine.words import Language
from scoring.policy.language import arithmetic
from scoring.policy.model import Policy
from scoring.policy.wording import Text


def change_sentence(policy: Policy, change: Change) -> Text:
    """Say what is to be changed, and how far: a part of a sentence."""
    return in_both(partial(_change, policy, change))


def way_sentence(advice: Advice, way: Way) -> Text:
    """Say one way: its changes, the effort, what is gained (for a rank, in the ranking sum), other costs and the proof it needs."""
    return in_both(partial(_way, advice, way))


def advice_sentences(advice: Advice) -> tuple[Text, ...]:
    """Say where the person stands, and what was left out since nobody asked for it."""
    sentences = [in_both(partial(_standing, advice))]
    if advice.withheld:
        sentences.append(in_both(lambda language: say("withheld", language, x=_costs(advice, advice.withheld, language))))
    return tuple(sentences)


def _change(policy: Policy, change: Change, language: Language) -> str:
    naming = Naming(policy, language)
    fact = change.fact
    label = fact.label.say(language)
    if change.added:
        return say("add", language, label=label, records=naming.joined("facts", _records(naming, change)))
    old, new = naming.value(fact, change.old), naming.value(fact, change.new)
    return say(_verb(change), language, label=label, old=old, new=new)


def _verb(change: Change) -> str:
    if change.fact.elective:
        return "choose"
    match change.fact.kind, change.old, change.new:
        case (("integer" | "decimal"), old, new) if old is not None and new is not None:
            return "raise" if new > old else "lower"  # type: ignore[operator]  # numbers both
        case _:
            return "become"


def _records(naming: Naming, change: Change) -> Iterable[str]:
    """Say the records that are added, those that are alike together."""
    said = Counter(
        naming.joined(
            "list",
            [
                naming.word("award_fact", label=field.label.say(naming.language), value=naming.value(field, record[field.id]))
                for field in change.fact.fields
                if field.kind != "text"
            ],
        )
        for record in change.added
    )
    for fields, count in said.items():
        number = naming.word("entry" if count == 1 else "entries", n=count)
        yield say("records", naming.language, n=number, fields=fields) if fields else number


def _way(advice: Advice, way: Way, language: Language) -> str:
    policy = advice.before.policy
    naming = Naming(policy, language)
    changes = reduce(lambda a, b: say("and", language, a=a, b=b), [_change(policy, change, language) for change in way.changes])
    if isinstance(advice.aim, Rank):
        low, high = way.assessment.found.ranking[0]
        code, gained = "way_rank", way.ranked or Decimal(0)
    else:
        low, high = way.assessment.found.total
        code, gained = "way", way.gained
    said = say(
        code if low == high else f"{code}_open",
        language,
        changes=changes[0].upper() + changes[1:],
        cost=way.cost,
        gained=naming.counted(gained),
        total=naming.counted(arithmetic.decode(low, policy.places)),
    )
    costs = dict.fromkeys(cost for change in way.changes for cost in change.costs)
    proofs = dict.fromkeys(policy.evidence[id_].label.say(language) for change in way.changes for id_ in change.evidence)
    beside = [say("beside", language, x=_costs(advice, costs, language))] if costs else []
    proof = [say("proof", language, x=naming.joined("list", proofs))] if proofs else []
    return ("" if language == "zh" else " ").join([said, *beside, *proof])


def _costs(advice: Advice, costs: Iterable[str], language: Language) -> str:
    return Naming(advice.before.policy, language).joined("list", [say(cost, language) for cost in costs])


def _standing(advice: Advice, language: Language) -> str:
    proven = "" if advice.proven else "_unproven"
    naming = Naming(advice.before.policy, language)
    match advice.standing:
        case Standing.WAYS if advice.aim == Rank():
            return say(f"gains{proven}", language)
        case Standing.WAYS:
            return say(f"ways{proven}", language)
        case Standing.UNREACHABLE if advice.highest is not None:
            return _highest(advice, advice.highest, f"unreachable{proven}", naming)
        case Standing.UNREACHABLE:
            return say("no_gains", language)
        case Standing.MISSING:
            labels = [advice.before.policy.facts[id_].label.say(language) for id_ in advice.missing]
            return say("missing", language, x=naming.joined("list", labels))
        case _:
            return say(str(advice.standing), language)


def _highest(advice: Advice, way: Way, code: str, naming: Naming) -> str:
    found = way.assessment.found
    points = found.ranking[0][1] if isinstance(advice.aim, Rank) else found.total[1]
    outcome = say(f"outcome_{way.assessment.outcome}", naming.language)
    counted = naming.counted(arithmetic.decode(points, naming.policy.places))
    return say(code, naming.language, points=counted, outcome=outcome)
