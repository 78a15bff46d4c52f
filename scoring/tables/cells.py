"""From the cells of one column to coded values, and which of them are lawful beyond doubt.

What is not is no error yet: such rows are read one by one by the policy's own reader, which decides and says why. So a column may
be called doubtful as a whole where its type is not the one that a fact has.
"""

from __future__ import annotations

from typing import NamedTuple, assert_never

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scoring.engine.columns.coding import width_of_fact
from scoring.engine.columns.records import Array
from scoring.policy.facts import Fact
from scoring.policy.language.calendar import month_length
from scoring.policy.values import EMPTY_WORDS, TEXT_MAX, full_range

_DIGITS = 18  # of a number that 64 bits hold whatever its digits are
_PRECISION = 38  # of the widest decimal


class Cells(NamedTuple):
    """Coded values, and which are lawful; of the others the value means nothing, but lies within the bounds of the fact."""

    values: Array
    lawful: Array


def code_cells(fact: Fact, column: pa.Array, *, written: bool) -> Cells:
    """Code the cells of *column*, of which none is null, for *fact*, a list being doubtful; `written`: all of them are text."""
    is_text = pa.types.is_string(column.type) or pa.types.is_large_string(column.type)
    match fact.kind:
        case "boolean":
            found = _truths(column, is_text=is_text and written)
        case "integer":
            found = _written(column, 0) if is_text and written else _doubtful(column) if is_text else _numbers(column, 0)
        case "decimal":
            found = _written(column, fact.places) if is_text else _numbers(column, fact.places)
        case "date":
            found = _written_days(column) if is_text else _days(column)
        case "choice":
            found = _among(column, [option.id for option in fact.options]) if is_text else _doubtful(column)
        case "text" | "list":
            found = _words(column) if is_text else _doubtful(column)
        case _:
            assert_never(fact.kind)
    return _within(fact, found)


def decoded(column: pa.Array) -> pa.Array:
    """Give a dictionary as what it stands for: one may name a null that its own mask does not."""
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def empty_words(column: pa.Array) -> Array:
    """Say of each cell of a text column whether it is a word for what is known to be empty."""
    return to_numpy(pc.is_in(column, pa.array(EMPTY_WORDS, column.type)))


def to_numpy(column: pa.Array) -> Array:
    """Give a column of numbers or truths without nulls as an array, straight from its memory."""
    buffer, start, stop = column.buffers()[1], column.offset, column.offset + len(column)
    if pa.types.is_boolean(column.type):
        return np.unpackbits(np.frombuffer(buffer, np.uint8), bitorder="little")[start:stop].view(bool)
    found: Array = np.frombuffer(buffer, column.type.to_pandas_dtype())[start:stop]
    return found


def _within(fact: Fact, found: Cells) -> Cells:
    low, high = full_range(fact)
    lawful = found.lawful & (found.values >= low) & (found.values <= high)
    if lawful.all():
        return Cells(found.values.astype(width_of_fact(fact)), lawful)
    return Cells(np.where(lawful, found.values, low).astype(width_of_fact(fact)), lawful)


def _doubtful(column: pa.Array) -> Cells:
    return Cells(np.zeros(len(column), np.int64), np.zeros(len(column), bool))


def _truths(column: pa.Array, *, is_text: bool) -> Cells:
    if is_text:
        return _among(pc.ascii_lower(column), ["false", "true"])
    if not pa.types.is_boolean(column.type):
        return _doubtful(column)
    return Cells(to_numpy(column).astype(np.int64), np.ones(len(column), bool))


def _among(column: pa.Array, words: list[str]) -> Cells:
    places = to_numpy(pc.fill_null(pc.index_in(column, pa.array(words, column.type)), -1)).astype(np.int64)
    return Cells(places, places >= 0)


def _words(column: pa.Array) -> Cells:
    lengths = to_numpy(pc.utf8_length(pc.utf8_trim_whitespace(column)))
    return Cells(np.zeros(len(column), np.int64), (lengths > 0) & (lengths <= TEXT_MAX))


def _written(column: pa.Array, places: int) -> Cells:
    """Read numbers that are written plainly; anything else is doubtful."""
    if pc.all(pc.ascii_is_decimal(column)).as_py() and (pc.max(pc.binary_length(column)).as_py() or 0) <= _DIGITS - places:
        return Cells(_units(column, places), np.ones(len(column), bool))
    behind = rf"(\.[0-9]{{1,{places}}})?" if places else ""
    plain = pc.match_substring_regex(column, rf"^-?[0-9]{{1,{_DIGITS - places}}}{behind}$")
    return Cells(_units(pc.if_else(plain, column, "0"), places), to_numpy(plain))


def _units(column: pa.Array, places: int) -> Array:
    """Give numbers of at most 18 digits in units of 10**-*places*."""
    if places == 0:
        return to_numpy(pc.cast(column, pa.int64()))
    return _halves(pc.cast(column, pa.decimal128(_PRECISION, places)))[:, 0]


def _halves(decimals: pa.Array) -> Array:
    """Give the lower and the upper 64 bits of each decimal; the upper are only its sign where the lower hold it."""
    words = np.frombuffer(decimals.buffers()[1], np.int64).reshape(-1, 2)
    return words[decimals.offset : decimals.offset + len(decimals)]


def _numbers(column: pa.Array, places: int) -> Cells:
    """Read numbers of an exact type, in which a whole number may stand for a decimal, not the other way round."""
    if pa.types.is_integer(column.type) and column.type != pa.uint64():
        values, limit = to_numpy(pc.cast(column, pa.int64())), 10 ** (_DIGITS - places)
        fits = (values > -limit) & (values < limit)
        return Cells(np.where(fits, values, 0) * 10**places, fits)
    if places == 0 or not pa.types.is_decimal128(column.type) or column.type.scale > places:
        return _doubtful(column)
    try:
        halves = _halves(pc.cast(column, pa.decimal128(_PRECISION, places)))
    except pa.ArrowInvalid:  # one of them is too large for 128 bits
        return _doubtful(column)
    return Cells(halves[:, 0], halves[:, 1] == halves[:, 0] >> 63)


def _written_days(column: pa.Array) -> Cells:
    try:
        return _days(pc.cast(column, pa.date32()))
    except pa.ArrowInvalid:  # one of them is no day, or written in another way
        plain = pc.match_substring_regex(column, r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    digits = pc.replace_substring(pc.if_else(plain, column, "0001-01-01"), "-", "")
    days = to_numpy(pc.cast(digits, pa.int64()))
    return Cells(days, to_numpy(plain) & _exist(days))


_LENGTHS = np.array([0, *(month_length(2000, month) for month in range(1, 13))])


def _exist(days: Array) -> Array:
    """Say of each number yyyymmdd whether there is such a day."""
    years, months, numbers = days // 10_000, days // 100 % 100, days % 100
    lengths = _LENGTHS[np.clip(months, 0, 12)]
    common = (months == 2) & ((years % 4 != 0) | ((years % 100 == 0) & (years % 400 != 0)))  # noqa: PLR2004 - February and the Gregorian rule
    exist: Array = (years >= 1) & (numbers >= 1) & (numbers <= lengths - common) & (months >= 1) & (months <= 12)  # noqa: PLR2004 - months of a year
    return exist


def _days(column: pa.Array) -> Cells:
    """Read days, and moments of no zone that are the beginning of a day: many makes of tables have no other type for days."""
    if pa.types.is_timestamp(column.type) and column.type.tz is None:
        found, begins = _days(pc.cast(column, pa.date32(), safe=False)), pc.floor_temporal(column, unit="day")
        return Cells(found.values, found.lawful & to_numpy(pc.equal(begins, column)))
    if column.type != pa.date32():
        return _doubtful(column)
    days = np.frombuffer(column.buffers()[1], np.int32)[column.offset : column.offset + len(column)].astype("datetime64[D]")
    months, years = days.astype("datetime64[M]"), days.astype("datetime64[Y]").astype(np.int64) + 1970
    numbers = (days - months).astype(np.int64) + 1
    coded = years * 10_000 + (months.astype(np.int64) % 12 + 1) * 100 + numbers
    return Cells(coded, (years >= 1) & (years <= 9999))  # noqa: PLR2004 - the years that there are
