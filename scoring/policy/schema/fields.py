"""Fields that read scalars as the format means them. An error is a `Problem`, which the loader turns into a finding."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from marshmallow import Schema, ValidationError, fields

from scoring.policy.language import calendar
from scoring.policy.source import Written
from scoring.policy.wording import Text, text

ID = re.compile(r"[a-z][a-z0-9_]*")
SCHEME = re.compile(r"[a-z][a-z0-9_-]*")
VERSION = re.compile(r"[0-9][a-z0-9.-]*")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
WHOLE = re.compile(r"-?[0-9]{1,18}")
DURATION = re.compile(r"[1-9][0-9]{0,3} (days|working_days|months|years)")
LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Problem:
    """A code of `policy.texts` and its facts."""

    code: str
    facts: Mapping[str, str]


def refuse(code: str, **facts: str) -> ValidationError:
    """Make marshmallow's error of one problem."""
    return ValidationError([Problem(code, facts)])


@cache
def ready(shape: Callable[[], Schema]) -> Schema:
    """Give the one schema of a shape. It keeps nothing of what it reads, while each new one begins by copying all its fields."""
    return shape()


class Scalar(fields.Field[Any]):
    """A scalar read by `read`, which gives None where the text is not allowed."""

    default_error_messages = {"required": "key_missing", "null": "empty_value"}  # noqa: RUF012 - marshmallow's own form

    def __init__(self, expected: str, read: Callable[[Written], Any], **options: Any) -> None:
        super().__init__(**options)
        self.expected, self.read = expected, read

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:  # noqa: ARG002 - marshmallow's signature
        found = self.read(value) if isinstance(value, Written) else None
        if found is None:
            raise refuse("value_form", expected=self.expected, found=shown(value))
        return found


def shown(value: object) -> str:
    """Give *value* as a finding quotes it."""
    if isinstance(value, Mapping):
        return "{…}"
    return str(value)[:60] if isinstance(value, str) else "[…]"


def _fits(pattern: re.Pattern[str]) -> Callable[[Written], Written | None]:
    return lambda written: written if pattern.fullmatch(written) else None


def _day(written: Written) -> date | None:
    day = calendar.parse(written)
    return None if day is None else calendar.to_date(day)


def plain(**options: Any) -> Scalar:
    """One line of text."""
    return Scalar("text", lambda written: written or None, **options)


def expression(**options: Any) -> Scalar:
    """An expression, kept as written for the compiler."""
    return Scalar("expression", lambda written: written or None, **options)


def identifier(**options: Any) -> Scalar:
    """An id."""
    return Scalar("id", _fits(ID), **options)


def pattern(regex: re.Pattern[str], expected: str, **options: Any) -> Scalar:
    """Text of a fixed form."""
    return Scalar(expected, _fits(regex), **options)


def number(**options: Any) -> Scalar:
    """A decimal, exactly as written."""
    return Scalar("number", lambda written: Decimal(written) if NUMBER.fullmatch(written) else None, **options)


def whole(least: int = 0, most: int = 10**15, **options: Any) -> Scalar:
    """An integer from *least* to *most*."""

    def read(written: Written) -> int | None:
        value = int(written) if WHOLE.fullmatch(written) else None
        return value if value is not None and least <= value <= most else None

    return Scalar(f"integer {least}–{most}", read, **options)


def day(**options: Any) -> Scalar:
    """A date."""
    return Scalar("date", _day, **options)


def flag(**options: Any) -> Scalar:
    """`true` or `false`."""
    return Scalar("true | false", {"true": True, "false": False}.get, **options)


def one_of(*allowed: str, **options: Any) -> Scalar:
    """One of a few words."""
    return Scalar(" | ".join(allowed), lambda written: written if written in allowed else None, **options)


class Words(fields.Field[Any]):
    """A text shown to people: one plain string, or one for each language."""

    default_error_messages = Scalar.default_error_messages

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Text:  # noqa: ARG002 - marshmallow's signature
        if isinstance(value, Written):
            return text(str(value))
        if not isinstance(value, Mapping) or not value:
            raise refuse("value_form", expected="{zh: …, en: …}", found=shown(value))
        wrong = [code for code, words in value.items() if not LANGUAGE.fullmatch(code) or not isinstance(words, Written)]
        if wrong:
            raise ValidationError({code: refuse("words_language", language=code).messages for code in wrong})
        return text({str(language): str(words) for language, words in value.items()})


class ListOf(fields.Field[Any]):
    """A list of *inner*; one scalar stands for a list of itself where `single`."""

    default_error_messages = Scalar.default_error_messages

    def __init__(self, inner: fields.Field[Any], *, single: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.inner, self.single = inner, single

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> tuple[Any, ...]:
        if self.single and isinstance(value, Written):
            value = [value]
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise refuse("value_form", expected="[…]", found=shown(value))
        found, errors = [], {}
        for index, item in enumerate(value):
            try:
                found.append(self.inner.deserialize(item, attr, data))
            except ValidationError as error:
                errors[index] = error.messages
        if errors:
            raise ValidationError(errors)
        return tuple(found)


class MapOf(fields.Field[Any]):
    """A mapping from ids (or *keys*) to *inner*, in the order written."""

    default_error_messages = Scalar.default_error_messages

    def __init__(self, inner: fields.Field[Any], keys: Scalar | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.inner, self.keys = inner, keys or identifier()

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> dict[Any, Any]:
        if not isinstance(value, Mapping):
            raise refuse("value_form", expected="{…}", found=shown(value))
        found: dict[Any, Any] = {}
        errors: dict[str, Any] = {}
        for key, item in value.items():
            if self.keys.read(key) is None:
                errors[key] = refuse("name_form", name=key[:60], expected=self.keys.expected).messages
                continue
            try:
                found[key] = self.inner.deserialize(item, attr, data)
            except ValidationError as error:
                errors[key] = error.messages
        if errors:
            raise ValidationError(errors)
        return found


class Part(fields.Field[Any]):
    """A mapping read by another schema."""

    default_error_messages = Scalar.default_error_messages

    def __init__(self, schema: Callable[[], Schema], **options: Any) -> None:
        super().__init__(**options)
        self.schema = schema

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:  # noqa: ARG002 - marshmallow's signature
        if not isinstance(value, Mapping):
            raise refuse("value_form", expected="{…}", found=shown(value))
        return ready(self.schema).load(value)


class Shape(Schema):
    """The form of every schema here: an unknown key is a finding."""

    error_messages = {"unknown": "key_unknown", "type": "mapping_expected"}  # noqa: RUF012 - marshmallow's own form
