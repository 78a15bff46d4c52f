"""Any small policy: what the linter calls impossible never happens, and every example shows what it is said to show."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scoring.engine import Assessment, assess
from scoring.inspection.lint import LintFinding, lint
from scoring.inspection.texts import say_lint
from scoring.policy.criteria import Criterion
from scoring.policy.model import Policy
from scoring.policy.rules import Each, Over
from tests.engine.generated import FACTS, ON, policies
from tests.policy.small import load

SLOW = settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
BETTER = (
    ("label: M,", "label: M, grows: monthly,"),
    ("label: N,", "label: N, attainable: {effort: 1},"),
    ("label: E,", "label: E, attainable: {effort: 2},"),
)


def _better(text: str) -> str:
    for old, new in BETTER:
        text = text.replace(old, new, 1)
    return text


def _state(found: Assessment, finding: LintFinding) -> str:
    return next(v.state for v in (*found.requirements, *found.vetoes) if v.id == finding.where)


def _holds(policy: Policy, found: Assessment, finding: LintFinding) -> bool:
    """Whether an assessment agrees with a finding that is said of all of them."""
    holds = True
    match finding.code:
        case "requirement_always" | "veto_always":
            holds = _state(found, finding) == "met"
        case "requirement_never" | "veto_never":
            holds = _state(found, finding) == "not_met"
        case "group_never":
            holds = found.award(finding.where).points == 0
        case "criterion_never":
            holds = found.award(finding.where).points == 0 or not _counts_at_all(found, finding.where)
        case "row_never":
            row = found.award(finding.where).row
            holds = _counts(policy, finding) or row is None or row.number != finding.row or not _counts_at_all(found, finding.where)
        case "entitlement_never":
            holds = finding.where not in [e.id for e in found.entitlements]
        case "threshold_never":
            holds = found.total < found.threshold
        case "cap_never":
            award = found.award(finding.where)
            holds = award.uncapped is None or award.uncapped < award.cap
        case "row_above_cap" | "row_like_lower":
            of = found.award(finding.facts["of"])
            holds = _counts(policy, finding) or not _is_met(found, finding) or of.points >= of.cap
    return holds


def _counts_at_all(found: Assessment, id_: str) -> bool:
    """Whether all groups around a criterion apply: else it has points that go nowhere."""
    return all(a.applies for a in found.walk() if a.id == id_ or any(below.id == id_ for below in a.walk()))


def _counts(policy: Policy, finding: LintFinding) -> bool:
    """Whether the criterion counts records or subjects, so that an award does not tell which rows they met."""
    return isinstance(next(c.rule for c in policy.walk() if isinstance(c, Criterion) and c.id == finding.where), Each | Over)


def _is_met(found: Assessment, finding: LintFinding) -> bool:
    """Whether the row of a finding about a cap is met, and all that is above it up to the cap applies."""
    award, of = found.award(finding.where), found.award(finding.facts["of"])
    above = [a for a in of.walk() if award in a.walk()]
    return award.row is not None and award.row.number == finding.row and not award.yields_to and all(a.applies for a in above)


@SLOW
@given(policies(), st.lists(st.tuples(FACTS, ON), min_size=8, max_size=8))
def test_what_is_called_impossible_never_happens(text, asked):
    policy = load(_better(text))
    findings = lint(policy, cliff=Decimal(5))
    assert all(say_lint(finding, language) for finding in findings for language in ("zh", "en"))
    for facts, on in asked:
        found = assess(policy, facts, on=on)
        assert [f for f in findings if not _holds(policy, found, f)] == []
    for finding in (f for f in findings if f.example is not None):
        before, after = (assess(policy, person, on=finding.on) for person in (finding.example, finding.other))
        change = after.total - before.total
        match finding.code:
            case "better_lowers_total":
                assert change < 0
            case "better_lowers_ranking":
                assert change >= 0
                assert after.ranking[0] < before.ranking[0]
            case "cliff":
                assert abs(change) > 5
            case _:
                assert finding.code == "counted_twice"
                rises = [after.award(id_).points - before.award(id_).points for id_ in (finding.where, finding.facts["other"])]
                assert change > max(rises) >= min(rises) > 0
