"""A property of a policy in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from scoring.engine.naming import Naming, day_words, digits
from scoring.engine.prose import condition, fact_value, in_both, ranking_keys
from scoring.engine.saying import Speaker
from scoring.engine.words import LANGUAGES, Language, say, with_unit
from scoring.inspection.difference.meaning import formal, is_expression, meaning
from scoring.inspection.difference.texts import code_words
from scoring.policy.criteria import Criterion, Group
from scoring.policy.facts import Fact, Parameter, Table, Verification
from scoring.policy.language.tree import Constant, Expression
from scoring.policy.language.types import SetOf
from scoring.policy.model import Period, Policy
from scoring.policy.procedure import Duration
from scoring.policy.rules import Each, FirstFurther, Formula, Per, Row
from scoring.policy.selection import Ranking, Selection
from scoring.policy.wording import EMPTY, Text, text

_POINTS = Row | Criterion | Group | FirstFurther | Formula | Selection
_AS_WRITTEN = frozenset({"scheme", "version", "jurisdiction", "url", "phone", "reference"})
_POINTS_KEYS = frozenset({"points", "maximum", "minimum", "first", "further", "expression", "threshold", "max_each"})


def words_of(policy: Policy, holder: object, name: str, value: Any) -> Text:
    """Say the property *name* of *holder*, a part of *policy*; nothing where it says nothing."""
    if value is None or value in ("", (), EMPTY) or name in _AS_WRITTEN:
        return text(value or None)
    match holder:
        case Fact() if name in {"default", "minimum", "maximum"}:
            return fact_value(policy, holder, value)
        case Parameter() | Table() if isinstance(value, Constant):
            return in_both(lambda language: _figure(policy, value, holder.unit.say(language), language))
        case Per() if name in {"every", "after", "at_least"}:
            return in_both(lambda language: Speaker(policy, language).like(holder.subject, value))
        case Ranking() if name == "then":
            return joined(ranking_keys(policy)[1:])
        case _ if is_expression(value):
            return _expression(policy, holder, name, value)
    if labels := _labels(policy, holder, name):
        ids = (value,) if isinstance(value, str) else value
        return joined([labels.get(id_) or text(id_) for id_ in ids])
    return in_words(policy, value, name)


def in_words(policy: Policy, value: Any, name: str = "") -> Text:  # noqa: PLR0911 - one case for each kind of value
    """Say *value*, whatever it is; *name* is the property that has it."""
    match value:
        case Text():
            return value
        case Period(first=first, last=last):
            return in_both(lambda language: f"{day_words(first, language)} – {day_words(last, language) if last else '…'}")
        case bool():
            return in_both(lambda language: say("yes" if value else "no", language))
        case int() if name == "combine":
            return in_both(lambda language: say("highest_n", language, n=value))
        case int() | Decimal():
            return text(digits(Decimal(value)))
        case str():
            return code_words(value, name)
        case tuple():
            return joined([condition(policy, each) if is_expression(each) else in_words(policy, each) for each in value])
        case _ if is_dataclass(value):
            return _properties(policy, value)
    return text(formal(meaning(value)))


def _properties(policy: Policy, thing: Any) -> Text:
    """Say all that a thing says but its id."""
    names = [f.name for f in fields(thing) if f.name != "id"]
    first = EMPTY
    if isinstance(thing, Duration):
        names = names[2:]
        first = in_both(lambda language: with_unit(str(thing.n), code_words(thing.unit).say(language), language))
    return joined(filter(None, [first, *(words_of(policy, thing, name, getattr(thing, name)) for name in names)]))


def with_name(name: Text, words: Text) -> Text:
    """Say what *words* are said of."""
    return in_both(lambda language: say("row", language, subject=name.say(language), band=words.say(language)))


def joined(texts: Iterable[Text]) -> Text:
    """Join *texts*, each a thing by itself."""
    given = list(texts)
    return (
        in_both(lambda language: ("；" if language == "zh" else "; ").join(each.say(language) for each in given))
        if given
        else EMPTY
    )


def told_apart(old: tuple[Text, Any], new: tuple[Text, Any]) -> tuple[Text, Text]:
    """Give the words of two differing values (each with the value) so that they differ in either language."""
    (before, was), (after, is_) = old, new

    def in_language(language: Language) -> tuple[str, str]:
        other = LANGUAGES[language == LANGUAGES[0]]
        said = [(before.say(each), after.say(each)) for each in (language, other)]
        return next((pair for pair in said if pair[0] != pair[1]), (formal(meaning(was)), formal(meaning(is_))))

    return in_both(lambda language: in_language(language)[0]), in_both(lambda language: in_language(language)[1])


def _expression(policy: Policy, holder: object, name: str, value: Expression) -> Text:
    if name in _POINTS_KEYS and isinstance(holder, _POINTS | Each):
        return in_both(lambda language: Speaker(policy, language).points(value))
    return condition(policy, value)


def _figure(policy: Policy, figure: Constant, unit: str, language: Language) -> str:
    naming = Naming(policy, language)
    if isinstance(figure.type, SetOf) and isinstance(figure.value, tuple):
        element = figure.type.element
        return naming.joined("list", [naming.coded(element, each) for each in figure.value])
    return with_unit(naming.coded(figure.type, int(figure.value)), unit, language)  # type: ignore[arg-type]  # a set was told above


def _labels(policy: Policy, holder: object, name: str) -> Mapping[str, Text]:
    """Give the labels of the ids that the property holds; nothing where it holds none."""
    match name:
        case "evidence" | "documents":
            return {id_: evidence.label for id_, evidence in policy.evidence.items()}
        case "yields_to":
            return {item.id: item.about.label for item in policy.walk()}
        case "by" if isinstance(holder, Verification):
            return policy.departments
        case "section":
            return {section.id: section.label for section in policy.sections}
        case "unique" if isinstance(holder, Fact):
            return {field.id: field.label for field in holder.fields}
    return {}
