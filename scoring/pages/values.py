"""Answers in words: what was given, what is open, what holds where nothing was said."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.engine.prose import fact_value
from scoring.engine.texts import say_problem
from scoring.errors import FactProblem
from scoring.pages.fields import say_none
from scoring.pages.steps import Step, steps
from scoring.policy.facts import Fact, Value
from scoring.policy.model import Policy
from scoring.policy.values import code_value, decode_value
from scoring.web.language import Language
from scoring.web.language import language as reader_language


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One question among the answers. `lines` are the words of the answer; `is_open` where one is missing."""

    fact: Fact
    question: str
    lines: tuple[str, ...]
    is_open: bool
    is_default: bool


@dataclass(frozen=True, slots=True)
class AnswerSection:
    """The answers of one step."""

    step: Step
    rows: tuple[AnswerRow, ...]


def say_value(policy: Policy, fact: Fact, value: Value, language: Language) -> tuple[str, ...]:
    """Write a value in words: one line, or a line for each record of a list."""
    if fact.kind != "list":
        return (fact_value(policy, fact, value).say(language),)
    if not isinstance(value, tuple | list):
        raise TypeError(fact.id)
    joint = "，" if language == "zh" else ", "
    return tuple(joint.join(_parts(policy, fact, record, language)) for record in value) or (_("None"),)


def _parts(policy: Policy, fact: Fact, record: Mapping[str, Value], language: Language) -> list[str]:
    colon = "：" if language == "zh" else ": "
    said = ((part.label.say(language), fact_value(policy, part, record[part.id]).say(language)) for part in fact.fields)
    return [f"{label}{colon}{value}" for label, value in said]


def say_default(policy: Policy, fact: Fact, language: Language) -> str:
    """Say what holds where a question is left open; nothing for a question that has no default, or an empty list."""
    if fact.required or fact.kind == "list":
        return ""
    if fact.default is None:
        return _("Left open, it counts as “%(none)s”.", none=say_none())
    said = say_value(policy, fact, fact.default, language)[0]
    if fact.kind in {"boolean", "choice"}:
        return _("Without an answer it counts as “%(value)s”.", value=said)
    return _("Left empty, it counts as %(value)s.", value=said)


def typed(fact: Fact, plain: object) -> Value | None:
    """Give a plain value (as a form or JSON has it) in the type of its fact; None for an optional fact that is empty."""
    return decode_value(fact, code_value(fact, plain, ""))


def say_refusal(policy: Policy, problem: FactProblem) -> str:
    """Say what the engine found wrong with answers: the policy's own check in the policy's words, else the engine's."""
    for check in policy.checks:
        if check.id == problem.check:
            return _("The answers contradict each other: %(rule)s.", rule=check.label.say(reader_language()))
    return say_problem(problem, reader_language())


def because(policy: Policy, facts: Mapping[str, Value | None], missing: Collection[str], language: Language) -> str:
    """Name the answers that a condition read: `question: answer`, several joined; of these, *missing* are open."""
    colon, joint = ("：", "；") if language == "zh" else (": ", "; ")
    said = ((policy.facts[fact], value) for fact, value in facts.items())
    return joint.join(f"{fact.label.say(language)}{colon}{_used(policy, fact, value, missing, language)}" for fact, value in said)


def _used(policy: Policy, fact: Fact, value: Value | None, missing: Collection[str], language: Language) -> str:
    if value is None:
        return _("open") if fact.id in missing else say_none()
    if isinstance(value, tuple) and value:
        return ngettext("%(num)d entry", "%(num)d entries", len(value))
    return say_value(policy, fact, value, language)[0]


def answer_sections(
    policy: Policy, given: Mapping[str, object], asked: Collection[str], language: Language
) -> tuple[AnswerSection, ...]:
    """Give every question that is asked of this person, with the answer or what holds without one."""
    return tuple(
        AnswerSection(step, tuple(_row(policy, fact, given, language) for fact in facts))
        for step in steps(policy)
        if (facts := step.questions(asked))
    )


def _row(policy: Policy, fact: Fact, given: Mapping[str, object], language: Language) -> AnswerRow:
    question = fact.label.say(language)
    is_given = fact.id in given
    if fact.required and not is_given:
        return AnswerRow(fact, question, (_("Not answered yet"),), is_open=True, is_default=False)
    value = typed(fact, given[fact.id]) if is_given else fact.default
    lines = (say_none(),) if value is None else _short(say_value(policy, fact, value, language))
    return AnswerRow(fact, question, lines, is_open=False, is_default=not is_given)


def _short(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Keep a long list readable: its first ten records and how many more there are."""
    most = 10
    if len(lines) <= most:
        return lines
    more = len(lines) - most
    return (*lines[:most], ngettext("and %(num)d more entry", "and %(num)d more entries", more))
