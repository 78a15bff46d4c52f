"""Figures that the authority sets, in words: every value of a parameter or a table, from when on, and what it is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import cast

from scoring.engine.naming import Naming, day_words, digits
from scoring.engine.prose import in_both
from scoring.engine.words import Language, with_unit
from scoring.policy.facts import Parameter, Table
from scoring.policy.language import calendar
from scoring.policy.language.tables import ByBand, ByOption, Levels, Written
from scoring.policy.language.tree import Coded
from scoring.policy.language.types import Choice, SetOf, Type
from scoring.policy.model import Policy
from scoring.policy.wording import Text, text


@dataclass(frozen=True, slots=True)
class Figure:
    """One value: `since` a day, or of the round named there; `where` is empty for a parameter."""

    since: Text
    where: Text
    value: Text


def parameter_rows(policy: Policy, parameter: Parameter) -> tuple[Figure, ...]:
    """Say every value of a parameter, by date or by round."""
    if parameter.per_round:
        later = {r.id: r.parameters[parameter.id] for r in policy.own_rounds if parameter.id in r.parameters}
        return tuple(Figure(text(r), text(""), _value(policy, parameter, v)) for r, v in {**parameter.values, **later}.items())
    return tuple(
        Figure(_day(calendar.parse(day) or 0), text(""), _value(policy, parameter, coded))
        for day, coded in parameter.values.items()
    )


def round_rows(policy: Policy, round_id: str | None) -> tuple[tuple[Parameter, Text], ...]:
    """Say what each figure is that is set for one round; those that it does not have are left out."""
    own = [parameter for parameter in policy.parameters.values() if parameter.per_round]
    named = text(round_id or "")
    return tuple((each, row.value) for each in own for row in parameter_rows(policy, each) if row.since == named)


def table_rows(policy: Policy, table: Table) -> tuple[Figure, ...]:
    """Say every value of a table, by date and by what its arguments must be."""
    levels = table.shape.levels
    return tuple(
        Figure(_day(day), in_both(partial(_path, policy, levels, path)), _value(policy, table, coded))
        for day, written in table.shape.values
        for path, coded in _leaves(written, ())
    )


_Step = tuple[str, Decimal | None, Decimal | None]  # an option, or where a band starts and where the next one does


def _leaves(written: Written, path: tuple[_Step, ...]) -> Iterator[tuple[tuple[_Step, ...], int]]:
    match written:
        case ByOption(cells=cells):
            for option, below in cells:
                yield from _leaves(below, (*path, (option, None, None)))
        case ByBand(starts=starts, cells=bands):
            ends = (None, *starts, None)
            for index, below in enumerate(bands):
                yield from _leaves(below, (*path, ("", ends[index], ends[index + 1])))
        case _:
            yield path, written


def _path(policy: Policy, levels: tuple[Levels, ...], path: tuple[_Step, ...], language: Language) -> str:
    naming = Naming(policy, language)
    return naming.joined("list", [_step(naming, level, step) for level, step in zip(levels, path, strict=False)])


def _step(naming: Naming, level: Levels, step: _Step) -> str:
    option, start, end = step
    if option:
        return _option(naming, level, option)
    begins = "" if start is None else naming.word("band_from", start=_number(start, naming.language, is_day=level.is_day))
    ends = "" if end is None else naming.word("band_first", to=_number(end, naming.language, is_day=level.is_day))
    return naming.word("band_between", start=begins, to=ends) if begins and ends else begins or ends


def _option(naming: Naming, level: Levels, option: str) -> str:
    """Say an option by the label that a choice with all the options of this level gives it."""
    if option in {"true", "false"}:
        return naming.word("yes" if option == "true" else "no")
    facts = (part for fact in naming.policy.facts.values() for part in (fact, *fact.fields))
    fitting = (f for f in facts if isinstance(f.type, Choice) and set(level.options) <= set(f.type.options))
    return next((o.label.say(naming.language) for f in fitting for o in f.options if o.id == option), option)


def _number(bound: Decimal, language: Language, *, is_day: bool) -> str:
    return day_words(calendar.to_date(int(bound)), language) if is_day else digits(bound)


def _day(coded: int) -> Text:
    day: date = calendar.to_date(coded)
    return in_both(partial(day_words, day))


def _value(policy: Policy, of: Parameter | Table, coded: Coded) -> Text:
    type_ = of.type if isinstance(of, Parameter) else of.shape.type
    return in_both(partial(_said, policy, type_, of.unit, coded))


def _said(policy: Policy, type_: Type, unit: Text, coded: Coded, language: Language) -> str:
    naming = Naming(policy, language)
    match type_:
        case SetOf(element=element):
            return naming.joined("list", [naming.coded(element, item) for item in cast("tuple[int, ...]", coded)])
        case _:
            return with_unit(naming.coded(type_, cast("int", coded)), unit.say(language), language)
