"""The calendar over columns: days are numbers yyyymmdd, and everything is worked out from them by whole-number arithmetic.

Each function does what its namesake of `policy.language.calendar` does; what is constant is worked out once.
"""

from __future__ import annotations

from itertools import accumulate

from scoring.engine.columns.operations import Operations
from scoring.engine.columns.steps import Value, constant
from scoring.policy.language.calendar import month_length as length_of_month

_LENGTHS = tuple(length_of_month(2001, month) for month in range(1, 13))
_MONTHS = 12
_LEAP_DAY, _DAY_BEFORE = 229, 228
_SHORTEST = 28


def between(ops: Operations, unit: str, start: Value, end: Value) -> Value:
    """Count the complete years, months or days from *start* to *end*; 0 where *end* is earlier."""
    counted = {"years_between": _years, "months_between": _months, "days_between": _days}[unit]
    return counted(ops, start, end)


def year(ops: Operations, day: Value) -> Value:
    """Give the year of *day*."""
    return ops.floor(day, constant(10_000))


def month(ops: Operations, day: Value) -> Value:
    """Give the month of *day*."""
    return ops.remainder(ops.floor(day, constant(100)), 100)


def make_day(ops: Operations, year_: Value, month_: Value, day: Value) -> Value:
    """Code the day of three numbers."""
    within_year = ops.add(ops.multiply(month_, constant(100)), day)
    return ops.add(ops.multiply(year_, constant(10_000)), within_year)


def add_months(ops: Operations, day: Value, months: Value) -> Value:
    """Move *day* by *months*; where the month has no such day, to its last."""
    moved = ops.add(ops.add(_months_of(ops, day), constant(-1)), months)
    year_, month_ = ops.floor(moved, constant(_MONTHS)), ops.add(ops.remainder(moved, _MONTHS), constant(1))
    number = _day_of_month(ops, day)
    if number.high > _SHORTEST:
        number = ops.lower(number, _month_length(ops, year_, month_))
    return make_day(ops, year_, month_, number)


def _years(ops: Operations, start: Value, end: Value) -> Value:
    years = ops.higher(ops.floor(ops.subtract(end, start), constant(10_000)), constant(0))
    leap_day = ops.compare("==", ops.remainder(start, 10_000), constant(_LEAP_DAY))
    day_before = ops.compare("==", ops.remainder(end, 10_000), constant(_DAY_BEFORE))
    completed = ops.both([day_before, ops.inverse(_is_leap(ops, year(ops, end))), leap_day, ops.compare(">", end, start)])
    return ops.add(years, ops.number(completed))


def _months(ops: Operations, start: Value, end: Value) -> Value:
    months = ops.subtract(_months_of(ops, end), _months_of(ops, start))
    number = _day_of_month(ops, end)
    last = _month_length(ops, year(ops, end), month(ops, end))
    complete = ops.either([ops.compare(">=", number, _day_of_month(ops, start)), ops.compare("==", number, last)])
    return ops.higher(ops.subtract(months, ops.number(ops.inverse(complete))), constant(0))


def _days(ops: Operations, start: Value, end: Value) -> Value:
    return ops.higher(ops.subtract(_ordinal(ops, end), _ordinal(ops, start)), constant(0))


def _months_of(ops: Operations, day: Value) -> Value:
    return ops.add(ops.multiply(year(ops, day), constant(_MONTHS)), month(ops, day))


def _day_of_month(ops: Operations, day: Value) -> Value:
    return ops.remainder(day, 100)


def _is_leap(ops: Operations, year_: Value) -> Value:
    by_4, by_100, by_400 = (ops.compare("==", ops.remainder(year_, by), constant(0)) for by in (4, 100, 400))
    return ops.both([by_4, ops.either([ops.inverse(by_100), by_400])])


def _month_length(ops: Operations, year_: Value, month_: Value) -> Value:
    common = ops.banded(month_, range(1, 13), [constant(number) for number in (0, *_LENGTHS)])
    is_february = ops.compare("==", month_, constant(2))
    return ops.add(common, ops.number(ops.both([is_february, _is_leap(ops, year_)])))


def _ordinal(ops: Operations, day: Value) -> Value:
    """Number the days of the Gregorian calendar one after the other."""
    year_, month_ = year(ops, day), month(ops, day)
    before = ops.add(year_, constant(-1))
    passed = ops.banded(month_, range(1, 13), [constant(number) for number in (0, *accumulate((0, *_LENGTHS[:-1])))])
    leap = ops.number(ops.both([_is_leap(ops, year_), ops.compare(">", month_, constant(2))]))
    leaps = [ops.floor(before, constant(4)), ops.negative(ops.floor(before, constant(100))), ops.floor(before, constant(400))]
    return ops.total([ops.multiply(before, constant(365)), *leaps, passed, leap, _day_of_month(ops, day)])
