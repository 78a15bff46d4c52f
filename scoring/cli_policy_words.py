"""What `luohu policy show`, `luohu policy check` and `luohu score` print: a policy, findings and an assessment in plain lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from scoring.cli_head import ended_words, head_lines, notices, outcome_words
from scoring.engine import Assessment, Outcome
from scoring.engine.award import Award
from scoring.engine.prose import award_sentence, condition, ranking_keys, rule_rows
from scoring.engine.saying import digits
from scoring.engine.words import Language
from scoring.inspection.cases import shown
from scoring.inspection.lint import LintFinding
from scoring.inspection.lint.places import place_of
from scoring.inspection.texts import say_lint
from scoring.policy.criteria import Criterion, Group, Requirement, Veto
from scoring.policy.facts import Fact, Value
from scoring.policy.model import Policy
from scoring.policy.selection import Entitlement
from scoring.policy.source import Node
from scoring.policy.wording import Text

Lines: TypeAlias = Iterable[str]

_WORDS = {
    "extends": ("区县补充办法：补充 {x}", "Supplement of a district: supplements {x}"),
    "requirements": ("申请条件", "Requirements"),
    "vetoes": ("一票否决", "Vetoes"),
    "points": ("积分指标", "Point table"),
    "threshold": ("合格分值", "Threshold"),
    "ranking": ("名额有限，按下列排名", "Places are limited; ranked by"),
    "entitlements": ("取得资格后", "What it unlocks"),
    "unless": ("除外：{x}", "not asked where {x}"),
    "remark": ("注：{x}", "Note: {x}"),
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
    "total": ("总积分", "Total"),
    "outcome": ("结论", "Outcome"),
    "missing": ("尚缺", "Missing"),
    "may_apply": ("可以申请；名额有限，按排名分录取", "You may apply; places are limited and go by the ranking points"),
    "reference": ("依据", "reference"),
    "digest": ("摘要值", "digest"),
    "warning": ("警告", "warning"),
    "note": ("提示", "note"),
    "then": ("改为", "then"),
}
_STATES = {"met": "✓", "not_met": "✗", "open": "?"}


def _say(code: str, language: Language, **places: str) -> str:
    return _WORDS[code][language == "en"].format_map(places)


def policy_lines(policy: Policy, on: date, language: Language) -> Iterator[str]:
    """Say a policy: head, conditions, point table, selection, entitlements."""
    yield f"{policy.title.say(language)} ({policy.name})"
    if policy.extends:
        yield _say("extends", language, x=policy.extends)
    yield f"{policy.in_force.first} – {policy.in_force.last or '…'}  {_say('digest', language)} {policy.digest}"
    if policy.in_force.last is not None and policy.in_force.last < on:
        yield ended_words(language)
    yield from notices(policy, language)
    for code, items in (("requirements", policy.requirements), ("vetoes", policy.vetoes)):
        yield from _heading(code, items, language)
        for item in items:
            yield from _condition(policy, item, language)
    yield from _heading("points", policy.groups, language)
    for group in policy.groups:
        yield from _item(policy, group, 1, language)
    yield from _selection(policy, language)
    yield from _entitlements(policy.entitlements, language)


def _note(note: Text, indent: str, language: Language) -> Iterator[str]:
    if note:
        yield indent + _say("remark", language, x=note.say(language))


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
    yield from head_lines(policy, assessment.on, assessment.round, language, ended=ended)
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
        yield f"{_say('outcome', language)}: {outcome_words(assessment.outcome, language)}"
    if assessment.missing:
        labels = [assessment.policy.facts[id_].label.say(language) for id_ in assessment.missing]
        yield f"{_say('missing', language)}: {', '.join(labels)}"


def _award(policy: Policy, award: Award, depth: int, language: Language) -> Iterator[str]:
    why = award_sentence(policy, award).say(language)
    yield f"{'  ' * depth}{award.label.say(language)} — {why}{_reference(award.reference, language)}"
    for below in award.awards:
        yield from _award(policy, below, depth + 1, language)


def lint_lines(policy: Policy, root: Node, finding: LintFinding, language: Language) -> Iterator[str]:
    """Say a finding at its place in the file *root*; below it the person who shows it, as a file that `luohu score` reads."""
    words = say_lint(finding, language)
    yield f"{place_of(root, finding)}: {_say(finding.severity, language)}: {words} [{finding.code}]"
    if finding.example is None:
        return
    yield f"    # luohu score {policy.name} FACTS.yaml --on {finding.on}"
    for id_, value in finding.example.items():
        yield f"    {id_}: {_written(policy.facts[id_], value)}"
    for id_, value in (finding.other or {}).items():
        if value != finding.example[id_]:
            yield f"    # {_say('then', language)} {id_}: {_written(policy.facts[id_], value)}"


def _written(fact: Fact, value: Value | None) -> str:
    """Write an answer as YAML."""
    match value:
        case None:
            return "null"
        case tuple():
            return f"[{', '.join(_record(fact, record) for record in value)}]"
        case str() if fact.kind == "text":
            return json.dumps(value, ensure_ascii=False)
        case _:
            return shown(value)


def _record(fact: Fact, record: Mapping[str, Value | None]) -> str:
    return f"{{{', '.join(f'{field.id}: {_written(field, record[field.id])}' for field in fact.fields)}}}"
