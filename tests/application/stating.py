"""Made-up persons of the delivered policies and the statements made of them; and where each part of a statement says it comes from.

What a source names is looked up here anew, by what is written in the grounds, with nothing of how statements are made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from scoring.application.due import Timing
from scoring.application.plain import plain
from scoring.application.procedure import organ_of, ways_of
from scoring.application.reasons.grounds import Grounds, Statement
from scoring.application.verifying import FactVerdict
from scoring.casework.timing import read_timing
from scoring.engine import assess
from scoring.engine.document import as_document
from scoring.engine.prose import condition, matched_row, ranking_keys, rule_rows
from scoring.engine.words import MONTHS
from scoring.errors import FactsRefused
from scoring.policy.case_file import read_cases
from scoring.policy.facts import Fact
from scoring.policy.library import read_library
from scoring.policy.model import Policy
from scoring.policy.wording import Text, text
from tests.conftest import ROOT

FOLDER = ROOT / "policies"
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
LANGUAGES = ("zh", "en")


@cache
def timing() -> Timing:
    return read_timing(FOLDER)


@cache
def delivered() -> tuple[Policy, ...]:
    return tuple(read_library(FOLDER).policies)


def persons() -> Iterator[tuple[Policy, dict[str, Any], date, str | None]]:
    """The persons of the cases of every delivered policy."""
    for policy in delivered():
        for case in read_cases(policy, FOLDER / policy.scheme / f"{policy.version}.cases.yaml"):
            yield policy, dict(case.facts), case.on, case.round


def values(fact: Fact) -> st.SearchStrategy[Any]:
    """Any answer to a question, within its bounds."""
    match fact.kind:
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(fact.minimum, min(fact.maximum, 100_000))
        case "decimal":
            step = 10**fact.places
            return st.integers(int(fact.minimum * step), int(fact.maximum * step)).map(lambda n: Decimal(n).scaleb(-fact.places))
        case "date":
            return st.dates(date(1950, 1, 1), date(2012, 1, 1))
        case "choice":
            return st.sampled_from([option.id for option in fact.options])
        case "text":
            return st.sampled_from(["甲", "乙2"])
        case _:
            record = st.fixed_dictionaries({field.id: values(field) for field in fact.fields})
            return st.lists(record, max_size=min(3, fact.max_items))


@st.composite
def anybody(draw) -> tuple[str, dict[str, Any], date, None]:
    """Anybody under one of the delivered policies, some of whose answers are not known."""
    policy = delivered()[draw(st.integers(0, len(delivered()) - 1))]
    told = draw(st.sets(st.sampled_from(list(policy.facts))))
    said = {id_: draw(values(policy.facts[id_])) for id_ in policy.facts if id_ in told or policy.facts[id_].required}
    on = policy.in_force.first if policy.in_force.last is None else policy.in_force.last
    return policy.name, said, on, None


def policy_named(name: str) -> Policy:
    return next(policy for policy in delivered() if policy.name == name)


def grounds_of(policy: Policy, facts: dict[str, Any], on: date, round_id: str | None, **changes: Any) -> Grounds | None:
    """Make the grounds of a decision; None for answers that are refused."""
    try:
        document = plain(as_document(assess(policy, facts, on=on, round_id=round_id)))
    except FactsRefused:
        return None
    kinds = ("accept", "adjust", "reject")
    told = plain(facts)
    verdicts = {
        id_: FactVerdict(
            at, id_, kinds[at % 3], (value,), () if at % 3 == 2 else (value,), "差3天" if at % 3 else "", "art. 4", "林", AT
        )
        for at, (id_, value) in enumerate(told.items())
    }
    given: dict[str, Any] = {
        "policy": policy,
        "document": document,
        "kind": "granted" if document["outcome"] == "eligible" else "refused",
        "reason": "第 7 项材料不实。",
        "published_list": "2025年度名单",
        "organ": organ_of(policy.procedure, timing().defaults),
        "remedies": timing().remedies(ways_of(policy.procedure, timing().defaults), {"decision": on, "service": on}),
        "verdicts": verdicts,
        "unchecked": tuple(id_ for id_ in policy.facts if id_ not in told),
        "evidence": {id_: policy.facts[id_].evidence for id_ in told},
        "departments": timing().departments,
    }
    return Grounds(**{**given, **changes})


def figures(words: str) -> tuple[str, ...]:
    """The figures in words, days in Chinese or English as the same three numbers."""
    words = re.sub(r"(\d+)年(\d+)月(\d+)日", r"\1-\2-\3", words)
    months = "|".join(MONTHS)
    words = re.sub(rf"(\d+) ({months}) (\d+)", lambda m: f"{m[3]}-{MONTHS.index(m[2]) + 1}-{m[1]}", words)
    return tuple(re.findall(r"−?\d[\d,]*(?:\.\d+)?(?:-\d+-\d+)?", words))


def read(figure: str) -> Decimal | date:
    if figure.count("-") == 2:
        return date(*map(int, figure.split("-")))
    return Decimal(figure.replace(",", "").replace("−", "-"))


def faults(grounds: Grounds, statement: Statement) -> list[str]:
    """Everything in a statement that is not traced: figures outside of parts, and parts that are not as their source has them."""
    found = []
    for line in statement.lines():
        parts = list(line.parts)
        for language in LANGUAGES:
            outside = line.said.say(language)
            for part in sorted(line.said.parts, key=lambda part: -len(part.say(language))):
                outside = outside.replace(part.say(language), "", 1)
            if any(sign.isdigit() for sign in outside):
                found.append(f"a figure without a source: {line.said.say(language)}")
        found += [
            f"{part.source}: {part.say(language)}" for part in parts for language in LANGUAGES if not is_so(grounds, part, language)
        ]
    return found


def is_so(grounds: Grounds, part: Any, language: str) -> bool:
    """Whether a part says what stands in its source."""
    if " - " in part.source:
        left, right = (Decimal(look_up(grounds, source)) for source in part.source.split(" - "))
        return [read(each) for each in figures(part.say(language))] == [left - right]
    there, said = look_up(grounds, part.source), part.say(language)
    match there:
        case Answer(fact=fact, value=value):
            return is_answer(fact, value, said, language)
        case Text():
            return said == there.say(language)
        case dict():
            return said == there[language]
        case date():
            return [read(each) for each in figures(said)] == [there]
        case str() if said == there:
            return True
        case _:
            return [read(each) for each in figures(said)] == [Decimal(there)]


def are_words(grounds: Grounds, part: Any) -> bool:
    """Whether a part is words as policy or file have them, whose figures are theirs."""
    if " - " in part.source:
        return False
    match look_up(grounds, part.source):
        case Text() | dict():
            return True
        case Answer(fact=fact):
            return fact.kind in {"choice", "text"}
    return False


class Answer:
    """A value with the question it answers."""

    __match_args__ = ("fact", "value")

    def __init__(self, fact: Fact, value: Any) -> None:
        self.fact, self.value = fact, value


def is_answer(fact: Fact, value: Any, said: str, language: str) -> bool:
    match value:
        case None:
            return said == {"zh": "未填写", "en": "not given"}[language]
        case bool():
            return said == {True: {"zh": "是", "en": "yes"}, False: {"zh": "否", "en": "no"}}[value][language]
        case list() | tuple():
            return [read(each) for each in figures(said)] == [len(value)]
        case _ if fact.kind == "choice":
            return said == next(option.label.say(language) for option in fact.options if option.id == value)
        case _ if fact.kind == "text":
            return said == value
        case _ if fact.kind == "date":
            return [read(each) for each in figures(said)] == [date.fromisoformat(str(value))]
        case _:
            return [read(each) for each in figures(said)][:1] == [Decimal(str(value))]


def look_up(grounds: Grounds, source: str) -> Any:
    """Give what stands at *source*."""
    root, _, rest = source.partition(".")
    return {
        "document": in_document,
        "policy": in_policy,
        "office": in_office,
        "verdicts": in_verdicts,
        "decision": lambda g, names: {"reason": g.reason, "published_list": g.published_list}[names[0]],
        "remedies": lambda g, names: next(due.day for way, due in g.remedies if way.kind == names[0]),
    }[root](grounds, rest.split("."))


def in_document(grounds: Grounds, names: list[str]) -> Any:
    document, policy = grounds.document, grounds.policy
    match names:
        case ["awards" | "requirements" | "vetoes" | "entitlements" as kind, id_, *rest]:
            every = list(walk(document["awards"])) if kind == "awards" else document[kind]
            thing = next(one for one in every if one["id"] == id_)
        case ["on"]:
            return date.fromisoformat(document["on"])
        case [name, *rest]:
            thing, rest = document, [name, *rest]
    if rest[:1] == ["facts"]:
        return Answer(policy.facts[rest[1]], thing["facts"][rest[1]])
    for name in rest:
        thing = thing[int(name)] if isinstance(thing, list) else thing[name]
    return thing.split()[0] if rest[-1] in {"valid_for", "apply_within"} else thing


def walk(awards: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for award in awards:
        yield award
        yield from walk(award["awards"])


def in_policy(grounds: Grounds, names: list[str]) -> Any:
    policy = grounds.policy
    match names:
        case ["title" | "version" as name]:
            return getattr(policy, name)
        case ["facts", id_, *rest]:
            return in_fact(policy.facts[id_], rest)
        case ["evidence", id_, "label"]:
            return policy.evidence[id_].label
        case ["criteria", id_, "label"]:
            return next(item.about.label for item in policy.walk() if item.id == id_)
        case ["criteria", id_, "rows", place]:
            return row_of(grounds, id_, int(place))
        case ["selection", *rest]:
            return condition(policy, policy.selection.unless) if rest == ["unless"] else ranking_keys(policy)[0]
        case ["procedure", *rest]:
            return in_procedure(policy.procedure, rest)


def in_fact(fact: Fact, names: list[str]) -> Any:
    if names[0] == "fields":
        return in_fact(next(one for one in fact.fields if one.id == names[1]), names[2:])
    return fact.label if names == ["label"] else Answer(fact, plain(fact.default))


def row_of(grounds: Grounds, id_: str, place: int) -> Text:
    """The words of a row, whose every figure stands in the point table in words."""
    item = next(item for item in grounds.policy.walk() if item.id == id_)
    award = next(one for one in walk(grounds.document["awards"]) if one["id"] == id_)
    words = matched_row(grounds.policy, id_, place, text(award["row"]["label"]))
    for language in LANGUAGES:
        table = " ".join(f"{row.condition.say(language)} {row.points.say(language)}" for row in rule_rows(grounds.policy, item))
        assert set(figures(words.say(language))) <= set(figures(table))
    return words


def in_procedure(procedure: Any, names: list[str]) -> Any:
    match names:
        case ["organ"]:
            return procedure.organ
        case ["remedies", kind, *rest]:
            remedy = next(one for one in procedure.remedies if one.kind == kind)
            if rest == ["organ"]:
                return remedy.organ or procedure.organ
            if rest == ["reference"]:
                return remedy.reference or remedy.within.reference
            return {"n": remedy.within.n, "from": remedy.within.start}[rest[1]] if rest[0] == "within" else getattr(remedy, rest[0])


def in_office(_grounds: Grounds, names: list[str]) -> Any:
    return in_procedure(timing().defaults, names)


def in_verdicts(grounds: Grounds, names: list[str]) -> Any:
    verdict, fact = grounds.verdicts[names[0]], grounds.policy.facts[names[0]]
    match names[1:]:
        case ["claimed" | "verified" as name]:
            return Answer(fact, getattr(verdict, name)[0])
        case ["verified", place, "number"]:
            return int(place) + 1
        case ["verified", place, field]:
            return Answer(next(one for one in fact.fields if one.id == field), verdict.verified[0][int(place)][field])
        case ["departments", id_]:
            return grounds.policy.departments.get(id_) or grounds.departments[id_]
        case ["at"]:
            return date(2026, 3, 2)
        case [name]:
            return getattr(verdict, name)
