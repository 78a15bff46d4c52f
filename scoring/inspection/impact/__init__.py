"""What a change of policy does to people: the same table under two policies, counted. Importing this loads NumPy."""

from scoring.inspection.impact.comparing import compare
from scoring.inspection.impact.cuts import Cut
from scoring.inspection.impact.result import Bins, CutImpact, Hit, Impact, QuotaShift, Tally, Unscored
from scoring.inspection.impact.standing import Standing, Why
from scoring.inspection.impact.withholding import K, withhold

__all__ = [
    "Bins",
    "Cut",
    "CutImpact",
    "Hit",
    "Impact",
    "K",
    "QuotaShift",
    "Standing",
    "Tally",
    "Unscored",
    "Why",
    "compare",
    "withhold",
]
