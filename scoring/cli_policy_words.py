"""What `luohu policy show` and `luohu score` print: a policy and an assessment in plain lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from scoring.engine import Assessment, Outcome
from scoring.engine.award import Award
from scoring.engine.prose import award_sentence, condition, ranking_keys, rule_rows
from scoring.engine.saying import digits
from scoring.engine.texts import PROVENANCE
from scoring.engine.words import Language
from scoring.policy.criteria import Criterion, Group, Requirement, Veto
from scoring.policy.model import Policy
from scoring.policy.selection import Entitlement
from scoring.policy.wording import Text

Lines: TypeAlias = Iterable[str]

_WORDS = {
    "requirements": ("申请条件", "Requirements"),
    "vetoes": ("一票否决", "Vetoes"),
    "points": ("积分指标", "Point table"),
    "threshold": ("合格分值", "Threshold"),
    "ranking": ("名额有限，按下列排名", "Places are limited; ranked by"),
    "entitlements": ("取得资格后", "What it unlocks"),
    "estimate": ("按自己填写的内容估算，不是官方结果。", "Own estimate from own answers, not an official result."),
    "unless": ("除外：{x}", "not asked where {x}"),
    "note": ("注：{x}", "Note: {x}"),
    "treatment": ("享受", "received"),
    "right_to_apply": ("可申请", "may be applied for"),
    "enrolment": ("可参保", "may be joined"),
    "applicant": ("本人", "applicant"),
    "spouse": ("配偶", "spouse"),
    "child": ("未成年子女", "minor children"),
    "registration": ("自登记之日起", "from registration"),
    "decision": ("自决定之日起", "from the decision"),
    "further": ("另有条件：{x}", "On condition: {x}"),
    "without": ("未取得资格时：{x}", "Without it: {x}"),
    "ended_before": ("本办法已失效。", "This version is no longer in force."),
    "ended": ("按最后施行日计算，本办法已失效。", "As of its last day; no longer in force."),
    "round": ("年度", "round"),
    "on": ("评定日", "as of"),
    "total": ("总积分", "Total"),
    "outcome": ("结论", "Outcome"),
    "missing": ("尚缺", "Missing"),
    "may_apply": ("可以申请；名额有限，按排名分录取", "You may apply; places are limited and go by the ranking points"),
    "reference": ("依据", "reference"),
    "digest": ("摘要值", "digest"),
}
_OUTCOMES = {
    Outcome.VETOED: ("一票否决", "vetoed"),
    Outcome.REQUIREMENTS_NOT_MET: ("不符合申请条件", "requirements not met"),
    Outcome.BELOW_THRESHOLD: ("未达合格分值", "below the threshold"),
    Outcome.ELIGIBLE: ("符合", "eligible"),
    Outcome.PROVISIONAL: ("暂定：尚有事项未填", "provisional: answers are missing"),
}
_STATES = {"met": "✓", "not_met": "✗", "open": "?"}


def _say(code: str, language: Language, **places: str) -> str:
    return _WORDS[code][language == "en"].format_map(places)


def notice(policy: Policy, language: Language) -> str:
    """Give the notice of provenance that stands above every total."""
    return PROVENANCE[policy.provenance][language == "en"]


def policy_lines(policy: Policy, on: date, language: Language) -> Iterator[str]:
    """Say a policy: head, conditions, point table, selection, entitlements."""
    yield f"{policy.title.say(language)} ({policy.name})"
    yield f"{policy.in_force.first} – {policy.in_force.last or '…'}  {_say('digest', language)} {policy.digest}"
    if policy.in_force.last is not None and policy.in_force.last < on:
        yield _say("ended_before", language)
    yield notice(policy, language)
    yield from _given(policy.note.say(language))
    for code, items in (("requirements", policy.requirements), ("vetoes", policy.vetoes)):
        yield from _heading(code, items, language)
        for item in items:
            yield from _condition(policy, item, language)
    yield from _heading("points", policy.groups, language)
    for group in policy.groups:
        yield from _item(policy, group, 1, language)
    yield from _selection(policy, language)
    yield from _entitlements(policy.entitlements, language)


def _given(words: str) -> Iterator[str]:
    if words:
        yield words


def _note(note: Text, indent: str, language: Language) -> Iterator[str]:
    if note:
        yield indent + _say("note", language, x=note.say(language))


def _condition(policy: Policy, item: Requirement | Veto, language: Language) -> Iterator[str]:
    expression, unless = (item.when, None) if isinstance(item, Veto) else (item.require, item.unless)
    words = condition(policy, expression).say(language)
    yield f"  {item.about.label.say(language)} — {words}{_reference(item.about.reference, language)}"
    if unless is not None:
        yield "    " + _say("unless", language, x=condition(policy, unless).say(language))
    yield from _note(item.about.note, "    ", language)


def _heading(code: str, items: object, language: Language) -> Iterator[str]:
    if items:
        yield ""
        yield _say(code, language)


def _item(policy: Policy, item: Criterion | Group, depth: int, language: Language) -> Iterator[str]:
    indent = "  " * depth
    yield f"{indent}{item.about.label.say(language)}{_reference(item.about.reference, language)}"
    for row in rule_rows(policy, item):
        points = row.points.say(language)
        yield (
            f"{indent}  · {row.condition.say(language)}" + (f" — {points}" if points else "") + _reference(row.reference, language)
        )
    yield from _note(item.about.note, f"{indent}  ", language)
    for below in item.items if isinstance(item, Group) else ():
        yield from _item(policy, below, depth + 1, language)


def _selection(policy: Policy, language: Language) -> Iterator[str]:
    selection = policy.selection
    if selection.threshold is not None:
        yield ""
        yield f"{_say('threshold', language)}: {condition(policy, selection.threshold).say(language)}"
    if selection.ranking is not None:
        yield f"{_say('ranking', language)}: {' → '.join(key.say(language) for key in ranking_keys(policy))}"


def _entitlements(entitlements: Sequence[Entitlement], language: Language) -> Iterator[str]:
    """Say what an admission unlocks: whether it is received, may be applied for or joined, by whom, from when, on what terms."""
    yield from _heading("entitlements", entitlements, language)
    for unlocked in entitlements:
        who = ("、" if language == "zh" else ", ").join(_say(person, language) for person in unlocked.beneficiaries)
        terms = "；".join((_say(unlocked.confers, language), who, _say(unlocked.starts, language)))
        terms = terms if language == "zh" else terms.replace("；", "; ")
        yield f"  {unlocked.label.say(language)} — {terms}{_reference(unlocked.reference, language)}"
        for further in unlocked.further_conditions:
            yield f"    {_say('further', language, x=further.label.say(language))}{_reference(further.reference, language)}"
        if unlocked.without_grant:
            yield "    " + _say("without", language, x=unlocked.without_grant.say(language))
        yield from _note(unlocked.note, "    ", language)


def _reference(reference: str, language: Language) -> str:
    return f" [{_say('reference', language)} {reference}]" if reference else ""


def assessment_lines(assessment: Assessment, language: Language, *, ended: bool) -> Iterator[str]:
    """Say an assessment: notices first, then the result, every award with why and its article, and what it unlocks."""
    policy = assessment.policy
    yield _say("estimate", language)
    in_round = f", {_say('round', language)} {assessment.round.id}" if assessment.round else ""
    yield f"{policy.title.say(language)} ({policy.name}), {_say('on', language)} {assessment.on}{in_round}"
    if ended:
        yield _say("ended" if assessment.on == policy.in_force.last else "ended_before", language)
    yield notice(policy, language)
    yield from _given(policy.note.say(language))
    yield ""
    yield from _result(assessment, language)
    yield ""
    for verdict in (*assessment.requirements, *assessment.vetoes):
        yield f"{_STATES[verdict.state]} {verdict.label.say(language)}{_reference(verdict.reference, language)}"
    yield ""
    for award in assessment.awards:
        yield from _award(policy, award, 0, language)
    yield from _entitlements(assessment.entitlements, language)


def _result(assessment: Assessment, language: Language) -> Iterator[str]:
    total = digits(assessment.lowest)
    if assessment.total is None:
        total = f"{total} – {digits(assessment.highest)}"
    threshold = f" / {_say('threshold', language)} {digits(assessment.threshold)}" if assessment.threshold is not None else ""
    yield f"{_say('total', language)}: {total}{threshold}"
    if assessment.outcome is Outcome.ELIGIBLE and assessment.ranking is not None:
        by = assessment.ranking[0]
        yield f"{_say('may_apply', language)}: {digits(by) if isinstance(by, Decimal) else '…'}"
    else:
        yield f"{_say('outcome', language)}: {_OUTCOMES[assessment.outcome][language == 'en']}"
    if assessment.missing:
        labels = [assessment.policy.facts[id_].label.say(language) for id_ in assessment.missing]
        yield f"{_say('missing', language)}: {', '.join(labels)}"


def _award(policy: Policy, award: Award, depth: int, language: Language) -> Iterator[str]:
    why = award_sentence(policy, award).say(language)
    yield f"{'  ' * depth}{award.label.say(language)} — {why}{_reference(award.reference, language)}"
    for below in award.awards:
        yield from _award(policy, below, depth + 1, language)
