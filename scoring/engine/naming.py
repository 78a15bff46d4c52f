"""Saying names and values in one language: numbers, days, units, options, labels."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import cast

from scoring.engine.words import MONTHS, Language, say, with_unit
from scoring.policy.facts import Fact, Value
from scoring.policy.language import arithmetic, calendar
from scoring.policy.language.tree import Call, Constant, Expression, Name
from scoring.policy.language.types import Choice, Day, Number, Type
from scoring.policy.model import Policy

_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def digits(number: Decimal) -> str:
    """Give a number with thousands separated, a true minus sign, and without needless digits."""
    return f"{number.normalize():,f}".replace("-", "−") if number else "0"


def day_words(day: date, language: Language) -> str:
    """Give a day as people write it."""
    return say("day", language, year=day.year, month=day.month, day=day.day, name=MONTHS[day.month - 1])


class Naming:
    """Names what stands in *policy* in one language."""

    def __init__(self, policy: Policy, language: Language) -> None:
        self.policy, self.language = policy, language

    def word(self, code: str, **places: object) -> str:
        """Say the words of *code*."""
        return say(code, self.language, **places)

    def joined(self, code: str, parts: Iterable[str]) -> str:
        """Join *parts* two by two with the words of *code*; of none, nothing."""
        given = list(parts)
        return reduce(lambda a, b: self.word(code, a=a, b=b), given) if given else ""

    def label(self, id_: str) -> str:
        """Give the label of a group or criterion."""
        return next(item.about.label.say(self.language) for item in self.policy.walk() if item.id == id_)

    def counted(self, points: Decimal) -> str:
        """Give a number of points with its word."""
        return self.word("point" if points in {1, -1} else "points", n=digits(points))

    def value(self, fact: Fact, value: Value | None) -> str:
        """Say a fact's value."""
        match value:
            case None:
                return self.word("not_given")
            case bool():
                return self.word("yes" if value else "no")
            case int() if is_year(fact):
                return str(value)
            case int() | Decimal():
                return with_unit(digits(Decimal(value)), fact.unit.say(self.language), self.language)
            case date():
                return day_words(value, self.language)
            case tuple():
                return self.word("entry" if len(value) == 1 else "entries", n=len(value))
            case _:
                labels = {option.id: option.label.say(self.language) for option in fact.options}
                return labels.get(value, value)

    def option(self, subject: Expression, option: str) -> str:
        """Give the label of an option of *subject*."""
        return self._option(cast("Choice", subject.type), option)

    def coded(self, type_: Type, coded: int) -> str:
        """Say a coded value of a type."""
        match type_:
            case Number(scale=scale):
                return digits(arithmetic.decode(coded, scale))
            case Day():
                return day_words(calendar.to_date(coded), self.language)
            case Choice(options=options):
                return self._option(type_, options[coded])
            case _:
                return self.word("yes" if coded else "no")

    def unit_of(self, subject: Expression) -> str:
        """Give the unit in which *subject* is counted, or nothing."""
        match subject:
            case Name(kind="variable", id=id_):
                return self.unit_of(self.policy.variables[id_])
            case Name():
                fact = self.fact(subject)
                return fact.unit.say(self.language) if fact is not None else ""
            case Call(function="years_between" | "months_between" | "days_between" as function):
                return function.partition("s_")[0]
            case Call(function="min" | "max" | "clamp", arguments=arguments):
                return next((unit for a in arguments if (unit := self.unit_of(a))), "")
        return ""

    def fact(self, name: Name) -> Fact | None:
        """Give the fact, or the field of a list, that *name* stands for."""
        if name.kind == "fact":
            return self.policy.facts[name.id]
        fields = (field for fact in self.policy.facts.values() for field in fact.fields)
        return next((f for f in fields if name.kind == "field" and f.id == name.id and f.type == name.type), None)

    def _option(self, choice: Choice, option: str) -> str:
        facts = (part for fact in self.policy.facts.values() for part in (fact, *fact.fields))
        same = (f for f in facts if isinstance(f.type, Choice) and f.type.domain == choice.domain)
        return next((o.label.say(self.language) for f in same for o in f.options if o.id == option), option)


def is_year(fact: Fact | None) -> bool:
    """Whether a number is a year of the calendar, by its bounds and because nothing is counted in it: years take no separators."""
    low, high = (fact.minimum, fact.maximum) if fact is not None and not fact.unit else (None, None)
    return isinstance(low, int) and isinstance(high, int) and low >= _FIRST_YEAR and high <= _LAST_YEAR


def is_constant(node: Expression, value: int) -> bool:
    """Whether *node* is the number *value*, written out."""
    return isinstance(node, Constant) and isinstance(node.type, Number) and node.value == value * 10**node.type.scale
