"""A town of two versions for forecasts, and the slow oracle: every single day assessed by itself, its facts grown by hand.

The oracle shares nothing with the forecast: months are counted on the calendar, rounds are moved by writing others.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from scoring.engine import Assessment, assess
from scoring.policy import load_source
from scoring.policy.model import Period, Policy
from scoring.policy.source_files import PolicySource

HEAD = """\
format: 1
scheme: town
version: "%s"
title: Town
jurisdiction: "440100"
grants: registration
in_force: %s
provenance: illustrative
sources: {rules: {title: Rules}}
precision: 0.01
sections: {about: {label: About}}
evidence:
  statement: {label: {zh: 证明, en: Statement}, valid_for: 30 days}
  permit: {label: {zh: 居住证, en: Permit}, valid_for: 2 years}
  check: {label: {zh: 查验, en: Check}, valid_for: 10 working_days}
  health: {label: {zh: 体检, en: Health}, valid_for: 6 months}
  card: {label: {zh: 身份证, en: Card}}
"""
FACTS = """\
facts:
  born: {type: date, min: 1900-01-01, label: {zh: 出生日期, en: Born}, ask: {section: about, order: 1}, evidence: [card]}
  works: {type: boolean, default: true, label: {zh: 就业, en: Works}, ask: {section: about, order: 2}, evidence: [statement, check]}
  months: {type: integer, min: 0, max: 50, grows: monthly, label: {zh: 月数, en: Months}, ask: {section: about, order: 3}, evidence: [permit]}
  years: {type: integer, min: 0, max: 4, default: 0, grows: yearly, label: {zh: 年数, en: Years}, ask: {section: about, order: 4}, evidence: [health]}
  rests: {type: integer, min: 0, max: 9, default: 2, grows: monthly, label: {zh: 未开始, en: Rests}, ask: {section: about, order: 5, when: works and months < 30}}
  other: {type: integer, optional: true, default: null, min: 0, max: 9, grows: monthly, label: {zh: 其他, en: Other}}
  penalties:
    type: list
    max_items: 5
    default: []
    label: {zh: 处罚, en: Penalties}
    of: {imposed: {type: date, label: Imposed}}
"""
ONE = """\
  level: {type: choice, label: {zh: 等级, en: Level}, options: {low: Low, high: High}, ask: {section: about, order: 6}}
checks:
  - {id: plausible, label: {zh: 月数合理, en: Months plausible}, require: months < 48 or years < 3}
parameters:
  wage: {label: {zh: 工资, en: Wage}, values: {2025-01-01: 3, 2026-05-01: 5}}
  counted_to: {label: {zh: 截止日, en: Counted to}, per: round, values: {"a": 2024-02-29}}
  holidays: {label: {zh: 假日, en: Holidays}, per: round, values: {"a": [2024-05-01, 2024-10-01]}}
  bonus: {label: {zh: 奖励, en: Bonus}, per: round, values: {"a": 2}}
variables:
  age: years_since(born)
  counted_age: years_between(born, counted_to)
requirements:
  - {id: adult, label: {zh: 成年, en: Adult}, require: counted_age >= 18}
  - {id: not_old, label: {zh: 年龄上限, en: Not too old}, require: age < 40}
  - {id: insured, label: {zh: 参保, en: Insured}, require: months >= 12}
vetoes:
  - {id: barred, label: {zh: 处罚期内, en: Barred}, when: "any(penalties, years_since(imposed) < 2)"}
groups:
  - id: base
    label: {zh: 基础, en: Base}
    max: 100
    criteria:
      - {id: age_points, label: {zh: 年龄, en: Age}, bands: age, points: [{points: 30}, {from: 36, points: 20}]}
      - {id: month_points, label: {zh: 月数, en: Months}, per: months, every: 12, points: 10}
      - {id: year_points, label: {zh: 年数, en: Years}, per: years, points: 1.5}
      - {id: rest_points, label: {zh: 未开始, en: Rests}, per: rests, points: 1}
      - {id: other_points, label: {zh: 其他, en: Other}, per: other, points: 0.5}
      - {id: wage_points, label: {zh: 工资, en: Wage}, formula: wage + bonus}
      - {id: holiday, label: {zh: 假日, en: Holiday}, when: assessment_date in holidays, points: 7}
      - {id: level_points, label: {zh: 等级, en: Level}, lookup: level, points: {high: 4}}
      - {id: gone, label: {zh: 取消, en: Gone}, when: works, points: 1}
selection:
  threshold: 70
  ranking: {by: points(base) - wage, then: []}
"""
TWO = """\
  place: {type: choice, default: here, label: {zh: 地点, en: Place}, options: {here: Here, there: There}}
parameters:
  wage: {label: {zh: 工资, en: Wage}, values: {2025-01-01: 3, 2027-07-01: 6}}
requirements:
  - {id: adult, label: {zh: 成年, en: Adult}, require: years_since(born) >= 18}
  - {id: resident, label: {zh: 居住, en: Resident}, require: "months >= 36 and place == here"}
vetoes:
  - {id: idle, label: {zh: 未就业, en: Idle}, when: not works}
groups:
  - id: base
    label: {zh: 基础, en: Base}
    criteria:
      - {id: month_points, label: {zh: 月数, en: Months}, per: months, every: 12, points: 15, max: 45}
      - {id: year_points, label: {zh: 年数, en: Years}, per: years, points: 1.5}
      - {id: added, label: {zh: 新增, en: Added}, formula: "max(0, 20 - years_since(born) + wage)"}
selection:
  threshold: 45 if assessment_date < "2029-01-01" else 52
"""
ROUNDS = """\
- {round: "a", policy: "1", announced: 2025-03-01}
- {round: "b", policy: "1", announced: 2025-11-30, parameters: {counted_to: 2025-08-31, bonus: 4, holidays: [2025-12-24]}}
"""


def town(version: str, in_force: str, rest: str, rounds: str = "", facts: str = FACTS) -> Policy:
    """Load a version of the town."""
    text = HEAD % (version, in_force) + facts + rest
    return load_source(PolicySource("town", version, text, rounds=rounds, file=f"policies/town/{version}.yaml"))


ONE_ALONE = town("1", "{from: 2025-01-01, until: 2026-12-31}", ONE, ROUNDS)
TWO_AFTER = town("2", "{from: 2026-09-15}", TWO)
PERSON: Mapping[str, Any] = {
    "born": "1988-02-29",
    "months": 20,
    "years": 1,
    "level": "high",
    "penalties": [{"imposed": "2023-12-31"}, {"imposed": "2025-02-28"}],
}


def days(first: date, last: date) -> Iterator[date]:
    """Give every day."""
    while first <= last:
        yield first
        first += timedelta(days=1)


def complete_months(since: date, on: date) -> int:
    """Count complete months: on the same day number, or on the last day of a month that has none."""
    count = 0
    for month in range(since.year * 12 + since.month, on.year * 12 + on.month):
        year, zero_based = divmod(month, 12)
        due = date(year, zero_based + 1, min(since.day, monthrange(year, zero_based + 1)[1]))
        count += due <= on
    return count


def grown(policy: Policy, facts: Mapping[str, Any], since: date, on: date) -> dict[str, Any]:
    """Give *facts* as they are on a later day."""
    found = dict(facts)
    for fact in policy.facts.values():
        if fact.grows and isinstance(facts.get(fact.id), int) and facts[fact.id] != fact.default:
            months = complete_months(since, on)
            found[fact.id] = min(facts[fact.id] + (months if fact.grows == "monthly" else months // 12), fact.maximum)
    return found


@cache
def going_on(policy: Policy, moved: int = 0) -> Policy:
    """Give *policy* without an end and without checks, all days of its last round moved by years."""
    *others, last = policy.own_rounds or (None,)
    rounds = policy.rounds
    if last is not None and moved:
        values = {p.id: last.parameters.get(p.id, p.values.get(last.id)) for p in policy.parameters.values() if p.per_round}
        later = {id_: _later(value, moved) if id_ != "bonus" else value for id_, value in values.items()}
        rounds = (*others, replace(last, parameters=later))
    return replace(policy, in_force=Period(policy.in_force.first, None), rounds=rounds, checks=())


def _later(coded: Any, years: int) -> Any:
    if isinstance(coded, tuple):
        return tuple(_later(day, years) for day in coded)
    year, rest = coded // 10000 + years, coded % 10000
    return year * 10000 + (228 if rest == 229 and monthrange(year, 2)[1] == 28 else rest)


def oracle(policies: Mapping[date, Policy], facts: Mapping[str, Any], on: date, until: date) -> Iterator[tuple[date, Assessment]]:
    """Assess each day under the last of *policies* (by first day) that has begun."""
    for day in days(on, until):
        policy = [p for first, p in policies.items() if first <= day][-1]
        known = {id_: value for id_, value in facts.items() if id_ in policy.facts}
        moved = 0
        if policy.own_rounds:
            announced = policy.own_rounds[-1].announced
            moved = complete_months(announced, day) // 12 if day >= announced else 0
        yield day, assess(going_on(policy, moved), grown(policy, known, on, day), on=day)
