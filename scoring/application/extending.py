"""Extending, once, the applicant's term to answer a supplement: as the policy or the office provides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.guards import Guard
from scoring.application.procedure import term_of

if TYPE_CHECKING:
    from datetime import date

    from scoring.application.filing import Supplement
    from scoring.application.procedure import Term
    from scoring.policy.procedure import Procedure


def extension_of(supplement: Supplement, procedure: Procedure, defaults: Procedure, today: date) -> Term | Guard:
    """Give the term by which the last day to answer can be moved, or what keeps it from being moved.

    On the last day itself it can still be moved.
    """
    term = term_of(procedure, "supplement_extension", defaults)
    if term is None or supplement.extension is not None:
        return Guard.EXTENSIBLE
    return Guard.TERM_RUNS if supplement.due is None or today > supplement.due else term
