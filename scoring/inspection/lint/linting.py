"""Every family of findings, in a stable order."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scoring.inspection.lint.caps import find_caps
from scoring.inspection.lint.dates import find_outdated
from scoring.inspection.lint.finding import LintFinding
from scoring.inspection.lint.overlaps import find_overlaps
from scoring.inspection.lint.ranks import find_idle_keys
from scoring.inspection.lint.reach import find_unreachable
from scoring.inspection.lint.references import find_without_reference
from scoring.inspection.lint.steps import find_steps
from scoring.inspection.lint.trials import trials
from scoring.inspection.lint.unread import find_unread
from scoring.inspection.lint.whole import Whole, read_whole
from scoring.policy.language import arithmetic
from scoring.policy.model import Policy


def lint(policy: Policy, *, cliff: Decimal | None = None) -> tuple[LintFinding, ...]:
    """Look for what is probably wrong with the meaning of *policy*; findings come by family, in the order of the paper.

    What is called unreachable is proved so. What is shown by an example was assessed, on the day it names. A single step that
    changes the total by more than *cliff* points is told; without it, by more than a third of the lowest threshold.
    """
    whole = read_whole(policy)
    return tuple(_findings(whole, _cliff(whole) if cliff is None else cliff))


def _findings(whole: Whole, cliff: Decimal | None) -> Iterator[LintFinding]:
    yield from find_unread(whole)
    yield from find_unreachable(whole)
    yield from find_caps(whole)
    yield from find_idle_keys(whole)
    yield from find_outdated(whole)
    yield from find_without_reference(whole)
    told: set[tuple[str, str, str, str]] = set()
    for each in trials(whole):
        for finding in [*find_steps(each, cliff), *find_overlaps(each)]:
            key = (finding.code, finding.where, finding.facts["fact"], finding.facts.get("other", ""))
            if key not in told:
                told.add(key)
                yield finding


def _cliff(whole: Whole) -> Decimal | None:
    threshold = whole.policy.selection.threshold
    if threshold is None:
        return None
    lowest = arithmetic.decode(whole.ranges.at_scale(threshold, whole.policy.places)[0], whole.policy.places)
    return lowest / 3 if lowest > 0 else None
