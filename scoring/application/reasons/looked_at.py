"""What was looked at: each fact as declared and as found, by whom, by what evidence; and what was left unchecked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from scoring.application.deadlines import local_day
from scoring.application.reasons.grounds import Grounds, Line, answer, article
from scoring.application.reasons.sentence import NOTHING, Said, Sentence, day, joined, named, number, sentence
from scoring.engine.prose import fact_value

if TYPE_CHECKING:
    from scoring.application.verifying import FactVerdict, Given
    from scoring.policy.facts import Fact

_FORMS = {"accept": "as_declared", "adjust": "adjusted", "reject": "rejected"}


def looked_at(grounds: Grounds) -> tuple[Line, ...]:
    """Give every verdict that holds, in the order of the policy's questions, then what was not looked into."""
    lines = [_line(grounds, fact, grounds.verdicts[id_]) for id_, fact in grounds.policy.facts.items() if id_ in grounds.verdicts]
    lines = lines or [Line(Sentence("nothing_checked"))]
    if grounds.unchecked:
        lines.append(Line(sentence("unchecked", facts=joined("list", map(grounds.label, grounds.unchecked)))))
    return tuple(lines)


def _line(grounds: Grounds, fact: Fact, verdict: FactVerdict) -> Line:
    base = f"verdicts.{fact.id}"
    found = sentence(
        _FORMS[verdict.kind],
        claimed=_value(grounds, fact, f"{base}.claimed", verdict.claimed),
        value=_value(grounds, fact, f"{base}.verified", verdict.verified),
        who=_who(grounds, base, verdict),
        evidence=_evidence(grounds, fact),
    )
    said: Said = sentence("checked_on", said=found, day=day(f"{base}.at", local_day(verdict.at)))
    if verdict.reason:
        said = sentence("because", said=said, reason=named(f"{base}.reason", verdict.reason))
    entries = tuple(_entries(grounds, fact, base, verdict.verified))
    return Line(
        sentence("of", label=grounds.label(fact.id), said=said), article(f"{base}.reference", verdict.reference), None, entries
    )


def _value(grounds: Grounds, fact: Fact, source: str, given: Given) -> Said:
    """Say a value, or what holds where nothing is said."""
    if given:
        return answer(grounds.policy, fact, source, given[0])
    return _default(grounds, fact, f"policy.facts.{fact.id}")


def _default(grounds: Grounds, fact: Fact, base: str) -> Said:
    return named(f"{base}.default", fact_value(grounds.policy, fact, fact.default))


def _who(grounds: Grounds, base: str, verdict: FactVerdict) -> Said:
    """Name the departments whose answers it is; officers are not named, as nowhere towards applicants."""
    names = {**grounds.departments, **grounds.policy.departments}
    answered = [named(f"{base}.departments.{one}", names[one]) for one in verdict.departments if one in names]
    return joined("list", answered) if answered else Sentence("by_officer")


def _evidence(grounds: Grounds, fact: Fact) -> Said:
    kinds = [kind for kind in grounds.evidence.get(fact.id, ()) if kind in grounds.policy.evidence]
    if not kinds:
        return NOTHING
    labels = [named(f"policy.evidence.{kind}.label", grounds.policy.evidence[kind].label) for kind in kinds]
    return sentence("by_evidence", kinds=joined("list", labels))


def _entries(grounds: Grounds, fact: Fact, base: str, given: Given) -> Iterator[Line]:
    """Give the records of a list one by one."""
    records: list[Mapping[str, Any]] = given[0] if given and fact.kind == "list" else []
    for place, record in enumerate(records):
        source = f"{base}.verified.{place}"
        said = [_field(grounds, fact, f"{source}.{field.id}", field, record.get(field.id)) for field in fact.fields]
        yield Line(sentence("entry_of", n=number(f"{source}.number", place + 1), fields=joined("facts", said)))


def _field(grounds: Grounds, fact: Fact, source: str, field: Fact, value: Any) -> Said:
    base = f"policy.facts.{fact.id}.fields.{field.id}"
    said = answer(grounds.policy, field, source, value) if value is not None else _default(grounds, field, base)
    return sentence("award_fact", label=named(f"{base}.label", field.label), value=said)
