"""Small policies with one thing wrong, and what the linter says of them."""

from __future__ import annotations

from decimal import Decimal

from scoring.engine import assess
from scoring.inspection.lint import LintFinding, lint
from scoring.policy.model import Policy
from tests.policy.small import HEAD, load

FACTS = """\
facts:
  months: {type: integer, min: 0, max: 100, default: 0, label: Months, grows: monthly}
  age: {type: integer, min: 0, max: 99, default: 0, label: Age}
  level: {type: choice, options: {low: Low, middle: Middle, high: High}, default: low, label: Level}
  member: {type: boolean, default: false, label: Member}
  medals:
    {type: list, max_items: 5, default: [], label: Medals, of: {grade: {type: choice, options: {bronze: B, gold: G}, label: Grade}, won_on: {type: date, label: Won}}}
"""
EVERYTHING_READ = 'checks: [{id: read, label: Read, require: "not (age == 99 and level == high and member and any(medals, won_on > assessment_date and grade == gold) and months == 99)"}]\n'


def town(criteria: str, *, more: str = "", group: str = "", head: str = HEAD, facts: str = FACTS, rounds: str = "") -> Policy:
    """Load a policy with these criteria in one group; *more* stands at its end, and every fact of `FACTS` is read."""
    read = EVERYTHING_READ if facts == FACTS and "checks:" not in more else ""
    text = f"{head}{facts}{read}groups:\n  - id: all\n    label: All\n{group}    criteria:\n{criteria}{more}"
    return load(text, rounds=rounds)


def criterion(rule: str, id_: str = "one") -> str:
    """Write one criterion."""
    return f"      - {{id: {id_}, label: {id_}, {rule}}}\n"


PLAIN = criterion("per: months, points: 1", "plain")


def found(policy: Policy, cliff: str = "1000") -> list[tuple[str, str, int | None]]:
    """Give code, place and row of every finding."""
    return [(f.code, f.where, f.row) for f in lint(policy, cliff=Decimal(cliff))]


def only(policy: Policy, cliff: str = "1000") -> LintFinding:
    """Give the one finding that the policy has."""
    (finding,) = lint(policy, cliff=Decimal(cliff))
    return finding


def totals(policy: Policy, finding: LintFinding) -> tuple[Decimal | None, Decimal | None]:
    """Assess the two persons of a finding as it says they can be."""
    assert finding.example is not None
    assert finding.other is not None
    assert finding.on is not None
    before, after = (assess(policy, person, on=finding.on) for person in (finding.example, finding.other))
    return before.total, after.total
