"""Rows of what auditors do."""

from __future__ import annotations

from scoring.records.tables import RecomputationFindingRow, RecomputationResultRow, RecomputationRow


def audited(session, at):
    """A decision was computed again, and was not equal."""
    session.add(RecomputationRow(ordered_at=at, ordered_by=3, selection="{}"))
    session.flush()
    counts = {"examined": 1, "equal": 0, "unequal": 1, "erased": 0, "refused": 0, "unreadable": 0}
    session.add(RecomputationResultRow(recomputation_id=1, at=at, **counts))
    session.add(RecomputationFindingRow(recomputation_id=1, decision_id=1, again="unequal", differs="[]"))
