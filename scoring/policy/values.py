"""Values of facts: from what people and files give to the coded form of `language.types`, and back.

Nothing is guessed: a number is no text, a float is refused (its digits are not what was written), and what does not fit is
named with its place and with what would be allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, assert_never, cast

from scoring.errors import FactProblem
from scoring.policy.language import arithmetic, calendar
from scoring.policy.language.nearest import nearest
from scoring.policy.language.types import FIRST_DAY, LAST_DAY, Range

if TYPE_CHECKING:
    from scoring.policy.facts import Fact, Value
    from scoring.policy.language.tree import Coded

_INTEGER = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,30})?")


EMPTY_WORDS = ("null", "~")  # how a file says that an optional fact is empty
TEXT_MAX = 200  # characters of a text: a name or number, no essay
DIGITS = 40  # far beyond 64 bits, and within what arithmetic keeps exactly


class Refused(Exception):
    """A value that is not allowed; `problems` has at least one."""

    def __init__(self, *problems: FactProblem) -> None:
        super().__init__(problems[0].code)
        self.problems = problems


def code_value(fact: Fact, value: object, pointer: str) -> Any:
    """Give the coded form of *value*, None where an optional fact is empty.

    Refused with every problem, each with its JSON pointer below *pointer*.
    """
    return None if value is None and fact.optional else _code(fact, value, pointer)


def _code(fact: Fact, value: object, pointer: str) -> Any:
    match fact.kind:
        case "boolean":
            if isinstance(value, bool):
                return value
            raise _refused("not_boolean", fact, value, pointer)
        case "integer":
            return _integer(fact, value, pointer)
        case "decimal":
            return _decimal(fact, value, pointer)
        case "date":
            return _date(fact, value, pointer)
        case "choice":
            return _choice(fact, value, pointer)
        case "text":
            if isinstance(value, str) and 0 < len(value.strip()) <= TEXT_MAX:
                return value.strip()
            raise _refused("not_text", fact, value, pointer)
        case "list":
            return _records(fact, value, pointer)
        case _:
            assert_never(fact.kind)


def decode_value(fact: Fact, coded: Any) -> Value | None:
    """Give the value that *coded* stands for; None where an optional fact is empty."""
    if coded is None:
        return None
    match fact.kind:
        case "decimal":
            return arithmetic.decode(coded, fact.places)
        case "date":
            return calendar.to_date(coded)
        case "choice":
            return fact.options[int(coded)].id
        case "list":
            return tuple({f.id: decode_value(f, c) for f, c in zip(fact.fields, record, strict=True)} for record in coded)
        case _:
            return cast("Value", coded)


def full_range(fact: Fact) -> Range:
    """Give the range of coded values that *fact* (no list) allows."""
    match fact.kind:
        case "integer" | "decimal":
            low, high = Decimal(cast("int", fact.minimum)), Decimal(cast("int", fact.maximum))
            return (arithmetic.code(low, fact.places), arithmetic.code(high, fact.places))
        case "date":
            first = calendar.from_date(fact.minimum) if isinstance(fact.minimum, date) else FIRST_DAY
            last = calendar.from_date(fact.maximum) if isinstance(fact.maximum, date) else LAST_DAY
            return (first, last)
        case "choice":
            return (0, len(fact.options) - 1)
        case _:
            return (0, 1)


def from_text(fact: Fact, written: object) -> object:
    """Give the value that text stands for in a file or form, where the fact's kind has one; else *written* itself."""
    if fact.kind == "list" and isinstance(written, Sequence) and not isinstance(written, str):
        by_id = {f.id: f for f in fact.fields}
        return [
            {k: from_text(by_id[k], v) if k in by_id else v for k, v in r.items()} if isinstance(r, Mapping) else r for r in written
        ]
    if not isinstance(written, str):
        return written
    if fact.optional and written in EMPTY_WORDS:
        return None
    match fact.kind:
        case "boolean":
            return {"true": True, "false": False}.get(written.lower(), str(written))  # Excel writes them large
        case "integer" if _INTEGER.fullmatch(written):
            return int(written)
        case _:
            return str(written)


def allowed(fact: Fact) -> str:
    """Say what *fact* allows, in signs that need no translation."""
    match fact.kind:
        case "boolean":
            return "true | false"
        case "integer":
            return f"{fact.minimum}–{fact.maximum}"
        case "decimal":
            return f"{fact.minimum}–{fact.maximum} ({'0.' + '0' * fact.places if fact.places else '0'})"
        case "date":
            return f"YYYY-MM-DD, {fact.minimum or '0001-01-01'}–{fact.maximum or '9999-12-31'}"
        case "choice":
            return " | ".join(option.id for option in fact.options)
        case "text":
            return "1–200"
        case "list":
            return f"[{{{', '.join(f.id for f in fact.fields)}}}], 0–{fact.max_items}"
        case _:
            assert_never(fact.kind)


def _refused(code: str, fact: Fact, value: object, pointer: str, **more: str) -> Refused:
    return Refused(FactProblem(code, fact.id, pointer, value, more.pop("allowed", allowed(fact)), **more))


def _integer(fact: Fact, value: object, pointer: str) -> int:
    if type(value) is not int:
        raise _refused("not_integer", fact, value, pointer)
    return _within(fact, value, value, pointer)


def _decimal(fact: Fact, value: object, pointer: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise _refused("binary_float" if isinstance(value, float) else "not_decimal", fact, value, pointer)
    if isinstance(value, str) and not _DECIMAL.fullmatch(value):
        raise _refused("not_decimal", fact, value, pointer)
    number = Decimal(value)
    if not number.is_finite() or abs(number.adjusted()) > 30:  # noqa: PLR2004 - far beyond 64 bits
        raise _refused("not_decimal", fact, value, pointer)
    if len(number.as_tuple().digits) > DIGITS or arithmetic.places_of(number) > fact.places:
        raise _refused("too_many_places", fact, value, pointer)
    return _within(fact, arithmetic.code(number, fact.places), value, pointer)


def _date(fact: Fact, value: object, pointer: str) -> int:
    if isinstance(value, date) and not isinstance(value, datetime):
        coded: int | None = calendar.from_date(value)
    else:
        coded = calendar.parse(value) if isinstance(value, str) else None
    if coded is None:
        raise _refused("not_date", fact, value, pointer)
    return _within(fact, coded, value, pointer)


def _within(fact: Fact, coded: int, value: object, pointer: str) -> int:
    low, high = full_range(fact)
    if not low <= coded <= high:
        raise _refused("out_of_range", fact, value, pointer)
    return coded


def _choice(fact: Fact, value: object, pointer: str) -> int:
    ids = [option.id for option in fact.options]
    if isinstance(value, str) and value in ids:
        return ids.index(value)
    raise _refused("not_option", fact, value, pointer, nearest=nearest(value, ids) if isinstance(value, str) else "")


def _records(fact: Fact, value: object, pointer: str) -> tuple[tuple[Coded, ...], ...]:
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        raise _refused("not_list", fact, value, pointer)
    if len(value) > fact.max_items:
        raise _refused("too_many", fact, len(value), pointer, allowed=f"0–{fact.max_items}")
    records: list[tuple[Coded, ...]] = []
    problems: list[FactProblem] = []
    for index, record in enumerate(value):
        try:
            records.append(_record(fact, record, f"{pointer}/{index}"))
        except Refused as refused:
            problems.extend(refused.problems)
    problems.extend(_alike(fact, records, pointer) if not problems else ())
    if problems:
        raise Refused(*problems)
    return tuple(records)


def _record(fact: Fact, record: object, pointer: str) -> tuple[Coded, ...]:
    if not isinstance(record, Mapping):
        raise _refused("not_record", fact, record, pointer)
    coded, problems = [], list(_unknown_fields(fact, record, pointer))
    for field in fact.fields:
        given = record.get(field.id, field.default)
        try:
            if given is None:
                raise _refused("field_missing", fact, None, f"{pointer}/{field.id}", allowed=allowed(field))
            coded.append(code_value(field, given, f"{pointer}/{field.id}"))
        except Refused as refused:
            problems.extend(refused.problems)
    if problems:
        raise Refused(*problems)
    return tuple(coded)


def _unknown_fields(fact: Fact, record: Mapping[Any, Any], pointer: str) -> Iterator[FactProblem]:
    ids = [field.id for field in fact.fields]
    for name in record:
        if name not in ids:
            yield FactProblem(
                "field_unknown", fact.id, f"{pointer}/{name}", record[name], ", ".join(ids), nearest(str(name), ids) or None
            )


def _alike(fact: Fact, records: list[tuple[Coded, ...]], pointer: str) -> Iterator[FactProblem]:
    """Find records that are alike in the fields that `unique` names."""
    places = [i for i, field in enumerate(fact.fields) if field.id in fact.unique]
    seen: dict[tuple[Coded, ...], int] = {}
    for index, record in enumerate(records if places else []):
        key = tuple(record[i] for i in places)
        if key in seen:
            yield FactProblem("alike", fact.id, f"{pointer}/{index}", index + 1, ", ".join(fact.unique), str(seen[key] + 1))
        seen.setdefault(key, index)
