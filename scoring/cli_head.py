"""What stands above everything that a command prints of a person's answers: policy, day, notices; and how outcomes are said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scoring.engine import Outcome
from scoring.engine.texts import PROVENANCE
from scoring.engine.words import Language
from scoring.policy.model import Policy
from scoring.policy.rounds import Round

_WORDS = {
    "estimate": ("按自己填写的内容估算，不是官方结果。", "Own estimate from own answers, not an official result."),
    "ended_before": ("本办法已失效。", "This version is no longer in force."),
    "ended": ("按最后施行日计算，本办法已失效。", "As of its last day; no longer in force."),
    "round": ("年度", "round"),
    "on": ("评定日", "as of"),
}
_OUTCOMES = {
    Outcome.VETOED: ("一票否决", "vetoed"),
    Outcome.REQUIREMENTS_NOT_MET: ("不符合申请条件", "requirements not met"),
    Outcome.BELOW_THRESHOLD: ("未达合格分值", "below the threshold"),
    Outcome.ELIGIBLE: ("符合", "eligible"),
    Outcome.PROVISIONAL: ("暂定：尚有事项未填", "provisional: answers are missing"),
}


def head_lines(policy: Policy, on: date, round_: Round | None, language: Language, *, ended: bool) -> Iterator[str]:
    """Say under which policy, as of which day and round the answers were read, and what holds of all that follows."""
    yield _say("estimate", language)
    in_round = f", {_say('round', language)} {round_.id}" if round_ else ""
    yield f"{policy.title.say(language)} ({policy.name}), {_say('on', language)} {on}{in_round}"
    if ended:
        yield _say("ended" if on == policy.in_force.last else "ended_before", language)
    yield from notices(policy, language)


def notices(policy: Policy, language: Language) -> Iterator[str]:
    """Say the notice of provenance that stands above every total, and the policy's own note."""
    yield PROVENANCE[policy.provenance][language == "en"]
    if policy.note:
        yield policy.note.say(language)


def ended_words(language: Language) -> str:
    """Say that a version is no longer in force."""
    return _say("ended_before", language)


def outcome_words(outcome: Outcome, language: Language) -> str:
    """Say an outcome."""
    return _OUTCOMES[outcome][language == "en"]


def _say(code: str, language: Language) -> str:
    return _WORDS[code][language == "en"]
