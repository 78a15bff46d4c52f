"""What a department writes into one cell of a sheet: what can be answered, in words, and the value that an answer stands for."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from scoring.engine.words import Language, with_unit
from scoring.errors import FactProblem
from scoring.policy.values import Refused, allowed, code_value, from_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.policy.facts import Fact

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_NONE = ("无", "none", "null", "~", "不适用")
_TRUE, _FALSE = ("是", "yes", "y", "true", "1"), ("否", "no", "n", "false", "0")
_WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {"boolean": "是 | 否", "list": "无（有内容的请在页面上逐项答复）", "none": "无", "day": "如 2026-03-02"},
    "en": {"boolean": "yes | no", "list": "none (answer what there is on the page)", "none": "none", "day": "such as 2026-03-02"},
}


def say_allowed(fact: Fact, language: Language) -> str:
    """Say what can be written into the cell of an answer."""
    words = _WORDS[language]
    match fact.kind:
        case "boolean" | "list":
            said = words[fact.kind]
        case "choice":
            said = " | ".join(option.label.say(language) for option in fact.options)
        case "date":
            said = f"{words['day']}; {fact.minimum or '…'}–{fact.maximum or '…'}" if fact.minimum or fact.maximum else words["day"]
        case _:
            said = with_unit(allowed(fact), fact.unit.say(language), language)
    return f"{said} | {words['none']}" if fact.optional and fact.kind != "list" else said


def read_answer(fact: Fact, written: str) -> object:
    """Give the value that a filled cell stands for, as a form would: an option by its words or its id, a day as people write it.

    Raises:
        Refused: as `code_value`, and with `on_page` where entries of a list can only be answered on the page.
    """
    plain = unicodedata.normalize("NFKC", written).strip()
    if plain.casefold() in _NONE and (fact.optional or fact.kind == "list"):
        return () if fact.kind == "list" else None
    if fact.kind == "list":
        raise Refused(FactProblem("on_page", fact.id, "", written, ""))
    value = _value(fact, plain)
    code_value(fact, value, f"/{fact.id}")
    return value


def read_day(written: str) -> date | None:
    """Give the day of `2026-03-02`, `2026/3/2` or `2026年3月2日`; None where it is none."""
    found = _DAY.fullmatch("".join(unicodedata.normalize("NFKC", written).split()))
    if found is None:
        return None
    year, month, day = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _value(fact: Fact, plain: str) -> object:
    match fact.kind:
        case "boolean":
            return {**dict.fromkeys(_TRUE, True), **dict.fromkeys(_FALSE, False)}.get(plain.casefold(), plain)
        case "date":
            return read_day(plain) or plain
        case "choice":
            return _option(fact, plain)
        case _:
            return from_text(fact, plain)


def _option(fact: Fact, plain: str) -> str:
    if plain in {option.id for option in fact.options}:
        return plain
    meant = {
        option.id
        for option in fact.options
        for _, label in option.label.translations
        if unicodedata.normalize("NFKC", label).casefold() == plain.casefold()
    }
    return meant.pop() if len(meant) == 1 else plain
