"""What a policy does: facts in, explained points out. Importing this loads no web framework, database, YAML or NumPy."""

from scoring.engine.assessing import assess
from scoring.engine.assessment import Assessment, Award, MatchedRow, Outcome, State, Verdict
from scoring.engine.figures import day_of

__all__ = ["Assessment", "Award", "MatchedRow", "Outcome", "State", "Verdict", "assess", "day_of"]
