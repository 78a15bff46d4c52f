"""Articles that are missing where a policy claims to follow a regulation."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.inspection.lint.finding import Kind, LintFinding
from scoring.inspection.lint.whole import Whole


def find_without_reference(whole: Whole) -> Iterator[LintFinding]:
    """Find the requirements, vetoes, criteria and entitlements without an article; an illustrative policy needs none."""
    policy = whole.policy
    if policy.provenance == "illustrative":
        return
    stated: list[tuple[Kind, str, str]] = [("requirement", r.id, r.about.reference) for r in policy.requirements]
    stated += [("veto", v.id, v.about.reference) for v in policy.vetoes]
    stated += [("criterion", c.id, c.about.reference) for c, _ in whole.criteria()]
    stated += [("entitlement", e.id, e.reference) for e in policy.entitlements]
    yield from (LintFinding("reference_missing", kind, id_) for kind, id_, reference in stated if not reference)
